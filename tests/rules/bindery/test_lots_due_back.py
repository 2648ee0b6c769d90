"""When lots are due back, and what is said of those that are not: the cases of lots_due_back.txt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from buckram.rules.bindery.due_back import back_words, days_over, due_back, over_words

BLOCKS = [
    [line.split(" > ") for line in block.splitlines() if not line.startswith("#")]
    for block in Path(__file__).with_name("lots_due_back.txt").read_text().split("\n\n")
]


@pytest.mark.parametrize(("given", "day"), BLOCKS[0])
def test_the_day_on_which_it_is_due(given: str, day: str) -> None:
    pick_up, service = given.split(" | ")
    assert due_back(date.fromisoformat(pick_up), service, 28, 14) == date.fromisoformat(day)


@pytest.mark.parametrize(("given", "over", "told"), BLOCKS[1])
def test_what_is_said_of_it(given: str, over: str, told: str) -> None:
    due_text, today_text = given.split(" | ")
    due = None if due_text == "-" else date.fromisoformat(due_text)
    today = date.fromisoformat(today_text)
    assert (over_words(days_over(due, today)) or "-", back_words(due, today) or "-") == (over, told)
