"""Add-ons: what they name under each scheme, and how a title's scheme is learnt."""

from __future__ import annotations

from datetime import date

import pytest

from buckram.identify import AddonScheme, addon_matches, issues_named, known_scheme, schemes_agreeing

ISSUE, MONTH, WEEK = AddonScheme.ISSUE_NUMBER, AddonScheme.MONTH, AddonScheme.WEEK
RUNNING, PAIR = AddonScheme.RUNNING_MOD_100, AddonScheme.TWO_MONTHS


def monthly(month: int, number: int | None = None, year: int = 2026) -> tuple[dict[str, str], date]:
    values = {"a": "12", "b": str(number or month), "i": str(year), "j": f"{month:02}"}
    return values, date(year, month, 1)


@pytest.mark.parametrize(
    ("scheme", "addon", "values", "on", "named"),
    [
        (ISSUE, "03", {"a": "12", "b": "3"}, None, True),
        (ISSUE, "04", {"a": "12", "b": "3"}, None, False),
        (ISSUE, "00147", {"a": "147"}, None, True),
        (ISSUE, "07", {"a": "12", "b": "7/8"}, None, True),
        (ISSUE, "08", {"a": "12", "b": "7/8"}, None, True),
        (ISSUE, "09", {"a": "12", "b": "7/8"}, None, False),
        (ISSUE, "03", {}, None, False),
        (MONTH, "03", {"a": "12", "b": "9", "j": "03"}, None, True),
        (MONTH, "08", {"j": "07/08"}, None, True),
        (MONTH, "03", {"a": "12", "b": "9"}, date(2026, 3, 5), True),
        (MONTH, "03", {"j": "21"}, date(2026, 3, 5), True),
        (MONTH, "04", {"j": "03"}, date(2026, 4, 5), False),
        (WEEK, "10", {}, date(2026, 3, 5), True),
        (WEEK, "53", {}, date(2026, 12, 31), True),
        (WEEK, "10", {}, None, False),
        (RUNNING, "58", {"a": "640", "b": "8058"}, None, True),
        (RUNNING, "47", {"a": "12", "b": "3", "g": "147"}, None, True),
        (RUNNING, "03", {"a": "12", "b": "3", "g": "147"}, None, False),
        (RUNNING, "08058", {"a": "640", "b": "8058"}, None, True),
        (PAIR, "78", {"j": "07/08"}, None, True),
        (PAIR, "12", {"j": "11/12"}, None, True),
        (PAIR, "90", {"j": "09/10"}, None, True),
        (PAIR, "03", {"j": "03"}, None, True),
        (PAIR, "78", {"j": "07"}, None, False),
        (ISSUE, "x3", {"a": "3"}, None, False),
        (ISSUE, "", {"a": "3"}, None, False),
        (ISSUE, "٣", {"a": "3"}, None, False),
    ],
)
def test_addon(scheme: AddonScheme, addon: str, values: dict[str, str], on: date | None, named: bool) -> None:
    assert addon_matches(scheme, addon, values, on) is named


def test_the_level_of_the_issue_number_may_be_said() -> None:
    values = {"a": "12", "b": "3", "c": "1"}
    assert addon_matches(ISSUE, "03", values, None, "b")
    assert addon_matches(ISSUE, "01", values, None)


def test_one_add_on_proves_nothing() -> None:
    assert known_scheme([("03", *monthly(3))]) is None
    assert known_scheme([("03", *monthly(3)), ("03", *monthly(3))]) is None


def test_january_is_number_one_and_either_answer_will_do() -> None:
    seen = [("03", *monthly(3)), ("04", *monthly(4))]
    assert set(schemes_agreeing(seen)) >= {ISSUE, MONTH}
    assert known_scheme(seen) is ISSUE


def test_a_volume_that_begins_in_july_tells_month_from_number() -> None:
    assert known_scheme([("07", *monthly(7, 1)), ("08", *monthly(8, 2))]) is MONTH
    assert known_scheme([("01", *monthly(7, 1)), ("02", *monthly(8, 2))]) is ISSUE


def test_a_weekly_with_a_running_number() -> None:
    seen = [
        ("58", {"a": "640", "b": "8058"}, date(2026, 3, 12)),
        ("59", {"a": "640", "b": "8059"}, date(2026, 3, 19)),
    ]
    assert known_scheme(seen) is RUNNING


def test_add_ons_that_no_scheme_explains() -> None:
    seen = [("41", *monthly(3)), ("17", *monthly(4))]
    assert schemes_agreeing(seen) == ()
    assert known_scheme(seen) is None


def test_schemes_that_disagree_about_an_issue_name_none() -> None:
    # July and August come as one number 7; from then on month and number part ways.
    august = {"a": "12", "b": "7", "i": "2026", "j": "07/08"}
    issues = [(august, date(2026, 7, 1)), monthly(9, 8), monthly(10, 9)]
    both = (ISSUE, MONTH)
    assert issues_named("09", both, issues) == ()
    assert issues_named("09", (MONTH,), issues) == (1,)
    assert issues_named("07", both, issues) == (0,)
