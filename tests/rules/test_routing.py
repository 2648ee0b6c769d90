"""Routing lists as typed, who presumably has a piece, and what goes round: the cases are in routing.txt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from buckram.errors import Refused
from buckram.rules.routing import back_about, goes_round, holder, typed_reader, untils

BLOCKS = [
    [line.split(" > ") for line in block.splitlines() if not line.startswith("#")]
    for block in Path(__file__).with_name("routing.txt").read_text().split("\n\n")
]


@pytest.mark.parametrize(("text", "told"), BLOCKS[0])
def test_a_line_as_typed(text: str, told: str) -> None:
    if told == "refused":
        with pytest.raises(Refused):
            typed_reader(text)
        return
    line = typed_reader(text)
    days = line.keep_days or "-"
    said = f"{line.name} | {'yes' if line.contents_only else 'no'} | {days} | {line.note}"
    assert said.rstrip() == told.rstrip()
    assert typed_reader(line.typed()) == line


@pytest.mark.parametrize(("given", "told"), BLOCKS[1])
def test_who_has_it_and_when_it_is_back(given: str, told: str) -> None:
    kept, began, today, seen = (part.strip() for part in given.split("|"))
    days = [int(one) for one in kept.split()]
    at = int(seen.split()[0]) - 1 if seen else None
    at_on = date.fromisoformat(seen.split()[1]) if seen else None
    start = date.fromisoformat(began)
    where = holder(days, start, date.fromisoformat(today), at=at, at_on=at_on)
    back = back_about(days, start, at=at, at_on=at_on)
    assert f"{'-' if where is None else where + 1} | {back}" == told
    assert untils(days, start)[-1] == back_about(days, start)


@pytest.mark.parametrize(("given", "told"), BLOCKS[2])
def test_what_goes_round(given: str, told: str) -> None:
    treatment, readers = given.split(" | ")
    assert ("yes" if goes_round(treatment, int(readers)) else "no") == told
