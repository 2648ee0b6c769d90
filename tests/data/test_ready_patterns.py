"""The ready patterns: each one works, and the likeliest stands first."""

from __future__ import annotations

import pytest

from buckram.pattern.frequency import issues_a_year
from buckram.pattern.likeness import Ready, Said, frequency_in, likeliest
from buckram.pattern.preview import preview
from buckram_data.patterns import ready_patterns


def test_there_are_enough_and_none_twice() -> None:
    ready = ready_patterns()
    assert len(ready) >= 40
    assert len({one.name for one in ready}) == len(ready)
    assert len({(one.draft.field, one.draft.first) for one in ready}) == len(ready)


@pytest.mark.parametrize("ready", ready_patterns(), ids=lambda one: one.name)
def test_each_predicts_without_a_doubt(ready: Ready) -> None:
    lines = preview(ready.draft, 13)
    assert len(lines) == 13
    assert all(ready.examples)
    if ready.frequency == "x":
        return
    assert ready.draft.pattern.warnings == ()
    assert lines[-1].on is not None
    assert lines[0].on is not None
    a_year = 365.25 * sum(not line.skipped for line in lines[1:]) / (lines[-1].on - lines[0].on).days
    assert issues_a_year(ready.frequency) / 1.6 <= a_year <= issues_a_year(ready.frequency) * 1.6


@pytest.mark.parametrize(
    ("said", "first"),
    [
        (Said("m", "r", "Monthly"), "Monthly, new volume each January"),
        (
            Said("m", "n", "Monthly (except July and August combined)"),
            "Monthly except July and August combined",
        ),
        (Said("w", "n", "Weekly (except last week in December)"), "Weekly except the last week of December"),
        (Said("", "", "10 no. a year"), "10 numbers a year"),
        (Said("z", "", "Eight no. a year"), "8 numbers a year"),
        (Said("d", "n", "Daily (except Sunday)"), "Daily except Sunday"),
        (Said("q", "r", "Quarterly"), "Quarterly by seasons"),
        (Said("f", "r"), "Semiannual"),
        (Said("x", "x", "Irregular"), "Irregular"),
        (Said(former=("Bimonthly, 1990-1999",)), "Bimonthly"),
        (Said(text="48 no. a year"), "Weekly, 48 numbers a year"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.text,
)
def test_the_likeliest_stands_first(said: Said, first: str) -> None:
    assert likeliest(ready_patterns(), said)[0].name.startswith(first)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Monthly", "m"),
        ("Semimonthly (monthly in July)", "s"),
        ("Bi-weekly", "w"),
        ("Biweekly, 26 no. a year", "e"),
        ("Four issues yearly", "q"),
        ("Ten no. a year", "10"),
        ("2 no. a week", "c"),
        ("Three times a month", "j"),
        ("Updated continually", ""),
        ("", ""),
    ],
)
def test_a_frequency_in_words(text: str, code: str) -> None:
    assert frequency_in(text) == code
