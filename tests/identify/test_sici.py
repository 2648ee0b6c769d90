"""SICI: parts, check character, and which issue a code names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.identify import Rejected, RejectionKind, Sici, read, sici_matches
from buckram.identify.sici import check_character

CASES = Path(__file__).parent / "cases"


def sici_cases() -> list[list[str]]:
    lines = (CASES / "sici.txt").read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line[0] != "#"]


def parsed(code: str) -> Sici:
    reading = read(code)
    assert isinstance(reading, Sici), reading
    return reading


@pytest.mark.parametrize(("code", "dates", "levels", "more"), sici_cases())
def test_sici(code: str, dates: str, levels: str, more: str) -> None:
    sici = parsed(code)
    assert " ".join(part or "-" for part in (sici.year, sici.month, sici.day)) == dates
    assert (" ".join(sici.levels) or "-") == levels
    assert sici.supplement == (more == "supplement")
    assert sici.index == (more == "index")
    assert sici.check_ok == (more != "unchecked")
    if more.startswith("contribution"):
        assert sici.contribution == more.removeprefix("contribution ")
    assert sici.issn == code[:9]
    assert f"{sici.issn}({sici.chronology}){sici.enumeration}" == code.partition("<")[0].partition(";")[0]


@pytest.mark.parametrize("code", [row[0] for row in sici_cases() if row[3] != "unchecked"])
def test_a_wrong_check_character_is_noticed(code: str) -> None:
    assert check_character(code[:-1]) == code[-1]
    reading = read(code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert isinstance(reading, Rejected)
    assert reading.kind is RejectionKind.CHECK_DIGIT


def test_lower_case_and_a_code_39_prefix_are_read() -> None:
    assert parsed("0095-4403(199502/03)21:3<>1.0.tx;2-z").levels == ("21", "3")
    assert parsed("]C00095-4403(199502/03)21:3<>1.0.TX;2-Z").levels == ("21", "3")


@pytest.mark.parametrize(
    "code", ["0095-4403(199502", "0095-4403(19951)21:3<>1.0.TX;2-Z", "0095-4403(1995)21:3<>1.0.TX;2-"]
)
def test_a_damaged_code_is_said_to_be_damaged(code: str) -> None:
    reading = read(code)
    assert isinstance(reading, Rejected)
    assert reading.kind is RejectionKind.DAMAGED


MARCH = {"a": "52", "b": "3", "i": "2026", "j": "03"}


@pytest.mark.parametrize(
    ("chronology", "enumeration", "values", "published_on", "named"),
    [
        ("202603", "52:3", MARCH, None, True),
        ("202603", "52:3", {"a": "52", "b": "3"}, date(2026, 3, 1), True),
        ("2026", "52:3", MARCH, None, True),
        ("", "52:3", MARCH, None, True),
        ("202604", "52:3", MARCH, None, False),
        ("202503", "52:3", MARCH, None, False),
        ("202603", "52:4", MARCH, None, False),
        ("202603", "53:3", MARCH, None, False),
        ("202603", "3", MARCH, None, True),
        ("2026", "3", MARCH, None, False),
        ("202603", "", MARCH, None, True),
        ("2026", "", MARCH, None, False),
        ("202603", "147", MARCH | {"g": "147"}, None, True),
        ("202621", "52:1", {"a": "52", "b": "1", "i": "2026", "j": "21"}, None, True),
        ("202621", "52:1", {"a": "52", "b": "1", "i": "2026", "j": "03"}, None, True),
        ("202632", "52:2", {"a": "52", "b": "2", "i": "2026", "j": "04"}, None, True),
        ("202633", "52:2", {"a": "52", "b": "2", "i": "2026", "j": "04"}, None, False),
        ("202607/08", "34:7/8", {"a": "34", "b": "7/8", "i": "2026", "j": "07/08"}, None, True),
        ("202607/08", "34:7/8", {"a": "34", "b": "7", "i": "2026", "j": "07"}, None, False),
        ("20260312", "", {"i": "2026", "j": "03", "k": "12"}, None, True),
        ("202603", "", {"i": "2026", "j": "03", "k": "12"}, None, False),
        ("20260312", "", {"a": "2026", "b": "03", "c": "12"}, None, True),
        ("20260312", "640:8058", {"a": "640", "b": "8058", "i": "2026", "j": "03"}, date(2026, 3, 12), True),
        ("20260313", "640:8058", {"a": "640", "b": "8058", "i": "2026", "j": "03"}, date(2026, 3, 12), False),
        ("202512/202601", "20:2", {"a": "20", "b": "2", "i": "2025/2026", "j": "12/01"}, None, True),
        ("202603", "52:3+", MARCH, None, False),
        ("202603", "52:3*", MARCH, None, False),
    ],
)
def test_which_issue_is_named(
    chronology: str, enumeration: str, values: dict[str, str], published_on: date | None, named: bool
) -> None:
    body = f"0095-4403({chronology}){enumeration}<>1.0.TX;2-"
    assert sici_matches(parsed(body + check_character(body)), values, published_on) is named


def test_a_supplement_is_named_in_its_own_run() -> None:
    body = "0095-4403(202603)52:3+<>1.0.TX;2-"
    sici = parsed(body + check_character(body))
    assert sici_matches(sici, MARCH, unit="supplement")
    assert sici.values == MARCH


@settings(deadline=None)
@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ()/:<>.;-+*", max_size=40))
def test_the_check_character_moves_with_every_character(body: str) -> None:
    changed = body + "0"
    assert check_character(changed) != check_character(body + "1")
