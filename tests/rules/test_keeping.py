"""What may go by retention, as a librarian would say it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from buckram.rules.keeping import InHouse, Replacement, may_go, ordinal
from buckram.rules.retention import keeps

TODAY = date(2026, 11, 22)
CASES = [
    [part.strip() for part in line.split("|")]
    for line in Path(__file__).with_name("keeping.txt").read_text().splitlines()
    if line.strip() and not line.startswith("#")
]


def piece(place: int, name: str) -> InHouse:
    bound = name.endswith("x")
    year, _, month = name.removesuffix("x").partition("-")
    dated = date(int(year), int(month), 1) if month else None
    return InHouse(place, dated, date(2026, 1, 1), bound, date(2026, 3, 3) if bound else None)


def came(text: str) -> list[Replacement]:
    if not text:
        return []
    form, years, on = text.split()
    first, _, last = years.partition("-")
    until = date(int(last or first), 12, 31)
    return [Replacement(form, date(int(first), 1, 1), until, date.fromisoformat(on))]


@pytest.mark.parametrize(("typed", "issues", "replaced", "goes"), CASES)
def test_what_may_go(typed: str, issues: str, replaced: str, goes: str) -> None:
    names = issues.split()
    pieces = [piece(n, name) for n, name in enumerate(names)]
    found = may_go(keeps(typed), pieces, came(replaced), TODAY)
    told = " / ".join(f"{names[n].removesuffix('x')}: {why}" for n, why in found.items())
    assert (told or "-") == goes


def test_two_pieces_of_one_issue_count_once() -> None:
    pieces = [InHouse(issue, None, TODAY) for issue in (1, 2, 2, 3)]
    assert set(may_go(keeps("latest 2"), pieces, [], TODAY)) == {0}


def test_ordinals() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 111, 113)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "111th", "113th",
    ]  # fmt: skip
