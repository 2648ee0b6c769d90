"""The library's own barcodes by its rule: the cases of item_codes.txt."""

from pathlib import Path

import pytest

from buckram.errors import Refused
from buckram.identify.item_codes import mod43, plain, rule, wrong

LINES = Path(__file__).with_name("item_codes.txt").read_text().splitlines()
CASES = [line.rsplit(" > ", 1) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("scanned", "verdict"), CASES)
def test_a_code_by_its_rule(scanned: str, verdict: str) -> None:
    of, institution, code = (part.strip() for part in scanned.split("|"))
    told = wrong(plain(code), rule(of, institution))
    found = "ok" if not told else "form" if "have the form" in told else "check"
    assert found == verdict, told


def test_the_right_check_digit_is_said() -> None:
    assert wrong("35555000012349", rule("luhn14")).endswith("6 would be right.")


def test_a_rule_that_is_no_expression_is_refused() -> None:
    with pytest.raises(Refused, match="no regular expression"):
        rule("L[0-9")


@pytest.mark.parametrize("code", ["", "A", "é1", "a1"])
def test_what_code_39_has_not_does_not_check(code: str) -> None:
    assert not mod43(code)
