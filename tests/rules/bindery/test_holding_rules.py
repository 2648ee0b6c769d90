"""Why a piece is lacking, and how long somebody waits for it."""

from __future__ import annotations

from datetime import date

import pytest

from buckram.rules.bindery.holding import (
    Cause,
    Patience,
    cause_of,
    give_up_on,
    lacking_words,
    searched_words,
)
from buckram.rules.status import Status

DAY = date(2026, 11, 30)
HOUSE = Patience(lost=1, claimed=3, bought=12)


@pytest.mark.parametrize(
    ("cause", "until"),
    [
        ("lost", "2026-12-30"),
        ("mutilated", "2026-12-30"),
        ("claimed", "2027-02-28"),  # a month that is shorter ends earlier
        ("never came", "2027-02-28"),
        ("bought", "2027-11-30"),
        ("unavailable", "2026-11-30"),
    ],
)
def test_until_when(cause: str, until: str) -> None:
    assert str(give_up_on([(Cause(cause), DAY)], HOUSE)) == until


def test_the_last_of_several_counts() -> None:
    gaps = [(Cause.LOST, date(2026, 12, 1)), (Cause.BOUGHT, date(2026, 1, 1))]
    assert give_up_on(gaps, HOUSE) == date(2027, 1, 1)
    assert give_up_on([], HOUSE) is None


@pytest.mark.parametrize(
    ("status", "claimed", "cause"),
    [
        ("expected", False, "never came"),
        ("expected", True, "claimed"),
        ("missing", False, "lost"),
        ("missing", True, "claimed"),
        ("damaged", False, "mutilated"),
        ("unavailable", False, "unavailable"),
        ("withdrawn", False, "lost"),
    ],
)
def test_what_the_card_tells(status: str, claimed: bool, cause: str) -> None:
    assert cause_of(Status(status), claimed) == cause


def test_words() -> None:
    assert lacking_words(["no.3", "no.7"]) == "lacks no.3, no.7"
    assert lacking_words([f"no.{n}" for n in range(9)]) == "lacks 9 pieces"
    assert lacking_words([]) == ""
    assert [searched_words(n) for n in range(3)] == ["not searched", "search 1", "search 2"]
