"""Add-ons: what they name under each scheme, and what an issue should bear."""

from __future__ import annotations

from datetime import date

import pytest

from buckram.identify import AddonScheme, Counting, addon_matches, apart, issues_named, with_variant

ISSUE, MONTH, WEEK = AddonScheme.ISSUE_NUMBER, AddonScheme.MONTH, AddonScheme.WEEK
RUNNING, PAIR = AddonScheme.RUNNING_MOD_100, AddonScheme.TWO_MONTHS
DAILY, YEAR, DIGIT = AddonScheme.WEEK_AND_DAY, AddonScheme.YEAR_AND_NUMBER, AddonScheme.NUMBER_AND_DIGIT


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
        (DAILY, "1147", {"a": "3"}, date(2026, 11, 16), True),
        (DAILY, "1147", {"a": "3"}, date(2026, 11, 17), False),
        (DAILY, "0247", {"a": "3"}, date(2026, 11, 17), True),
        (DAILY, "47", {"a": "3"}, date(2026, 11, 16), False),
        (WEEK, "1147", {"a": "3"}, date(2026, 11, 16), True),
        (YEAR, "60147", {"a": "147", "i": "2026"}, None, True),
        (YEAR, "50147", {"a": "147", "i": "2026"}, None, False),
        (YEAR, "60147", {"a": "12", "b": "3", "g": "147"}, date(2026, 3, 1), True),
        (DIGIT, "01470", {"a": "147"}, None, True),
        (DIGIT, "00147", {"a": "147"}, None, False),
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


@pytest.mark.parametrize(
    ("counting", "values", "on", "digits", "expected"),
    [
        ("issue number", {"a": "12", "b": "3"}, None, 2, "03"),
        ("issue number", {"a": "147"}, None, 5, "00147"),
        ("issue number", {"a": "147"}, None, 2, ""),
        ("issue number +3", {"a": "12", "b": "7"}, None, 2, "10"),
        ("month", {"b": "9", "j": "07/08"}, None, 2, "07"),
        ("month +1", {"j": "12"}, None, 2, "01"),
        ("week", {"b": "9"}, date(2026, 11, 16), 2, "47"),
        ("last digits of the running number", {"a": "640", "b": "8058"}, None, 2, "58"),
        ("two months in one digit each", {"j": "07/08"}, None, 2, "78"),
        ("last digit of the year, then the issue number", {"a": "147", "i": "2026"}, None, 5, "60147"),
        ("issue number, then one more digit", {"a": "147"}, None, 5, "0147?"),
        ("month", {}, None, 2, ""),
    ],
)
def test_the_add_on_of_a_box(
    counting: str, values: dict[str, str], on: date | None, digits: int, expected: str
) -> None:
    counts = Counting.of(counting)
    assert counts is not None
    assert str(counts) == counting
    assert counts.expects(values, on, digits) == expected
    if expected.isdigit():
        assert counts.names(expected, values, on)


def test_no_counting_is_made_of_other_words() -> None:
    assert [Counting.of(text) for text in ("nothing", "", "moon +3", "month +x")] == [None] * 4


def test_the_variant_of_a_daily_stands_before_its_add_on() -> None:
    assert with_variant("47", "11") == "1147"
    assert with_variant(None, "11") == with_variant("", "11") == ""
    assert with_variant("00147", "11") == "00147"
    assert apart("1147") == ("47", "11")
    assert apart("47") == ("47", "")


def test_countings_that_disagree_about_an_issue_name_none() -> None:
    # July and August come as one number 7; from then on month and number part ways.
    boxes = [
        ({"a": "12", "b": number, "i": "2026", "j": month}, None)
        for number, month in (("7", "07/08"), ("8", "09"), ("9", "10"))
    ]
    both = (Counting(ISSUE), Counting(MONTH))
    assert issues_named("09", both, boxes) == ()
    assert issues_named("09", both[1:], boxes) == (1,)
    assert issues_named("07", both, boxes) == (0,)
    assert issues_named("07", (), boxes) == ()
