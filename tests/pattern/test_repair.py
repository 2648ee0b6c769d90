"""What is printed against what was predicted; cases in repairs.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from buckram.errors import Refused
from buckram.holdings.typed_designation import typed_designation
from buckram.pattern import Pattern
from buckram.pattern.repair import recognise
from repair_cases import pattern_of, values_of

CASES = Path(__file__).with_name("repairs.txt")


def cases() -> list[tuple[str, str]]:
    """(pattern, case) of every case."""
    found: list[tuple[str, str]] = []
    pattern = ""
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("pattern "):
            pattern = line.removeprefix("pattern ")
        elif line.strip() and not line.startswith("#"):
            found.append((pattern, line.strip()))
    return found


@pytest.mark.parametrize(("written", "case"), cases())
def test_a_difference_is_recognised(written: str, case: str) -> None:
    pattern: Pattern = pattern_of(written)
    issue, outcome = case.split(" : ", 1)
    text, printed = (part.strip() for part in issue.split(">"))
    printed, _, before = printed.partition("[after ")
    predicted = values_of(pattern, text)
    if outcome.strip() == "refused":
        with pytest.raises(Refused):
            typed_designation(printed.strip(), pattern, predicted)
        return
    values = typed_designation(printed.strip(), pattern, predicted)
    found = recognise(pattern, predicted, values, values_of(pattern, before.rstrip("] ")) if before else None)
    what, _, sentence = outcome.strip().partition(": ")
    assert found.what == what, found
    assert sentence in found.sentence
    assert found.sentence.endswith(".")
