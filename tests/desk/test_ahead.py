"""Expected issues are kept ahead: as far as issues are awaited, each by the pattern that holds for it."""

from __future__ import annotations

import json

import pytest

from buckram.desk.ahead import extend
from buckram.rules.horizon import Horizon
from library_for_tests import MONTHLY, TODAY, Shelf

QUARTERLY = [
    ["8", "2"], ["a", "v."], ["b", "no."], ["u", "4"], ["v", "r"],
    ["i", "(year)"], ["j", "(month)"], ["w", "q"], ["x", "01"],
]  # fmt: skip
GERMAN = [["8", "2"], ["a", "Bd."], ["i", "(year)"], ["w", "a"]]


def labels(shelf: Shelf) -> list[str]:
    rows = shelf.library.rows("SELECT label FROM issue WHERE status = 'expected' ORDER BY position")
    return [row[0] for row in rows]


def days(shelf: Shelf) -> list[str]:
    rows = shelf.library.rows("SELECT published_on FROM issue WHERE status = 'expected' ORDER BY position")
    return [row[0] for row in rows]


def change(shelf: Shelf, sql: str, *values: object) -> None:
    with shelf.library.transaction():
        shelf.library.execute(sql, values)


def add_pattern(shelf: Shelf, subfields: list[list[str]], holds_from: str | None = None) -> int:
    change(
        shelf,
        "INSERT INTO pattern (title_id, link, tag, subfields, holds_from) VALUES (1, 2, '853', ?, ?)",
        json.dumps(subfields),
        holds_from,
    )
    return int(shelf.library.value("SELECT max(id) FROM pattern"))


def test_issues_are_made_as_far_as_the_horizon(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    assert extend(shelf.library, title, TODAY, Horizon(months=3)) == 3
    assert days(shelf) == ["2026-12-01", "2027-01-01", "2027-02-01"]
    assert extend(shelf.library, title, TODAY, Horizon(months=3)) == 0


@pytest.mark.parametrize(
    "ended",
    [
        "UPDATE title SET status = 'ceased'",
        "UPDATE subscription SET status = 'ended'",
        "UPDATE subscription SET status = 'on order'",
        "UPDATE copy SET active = 0",
    ],
)
def test_nothing_is_foreseen_that_nobody_awaits(shelf: Shelf, ended: str) -> None:
    title = shelf.title(statuses="aaa")
    change(shelf, ended)
    assert extend(shelf.library, title, TODAY) == 0
    assert labels(shelf) == []


@pytest.mark.parametrize(
    "awaited",
    [
        "DELETE FROM copy",
        "UPDATE copy SET subscription_id = NULL",
        "UPDATE title SET status = 'unknown'",
        "INSERT INTO subscription (title_id, status) VALUES (1, 'ended')",
    ],
)
def test_a_title_is_foreseen_unless_it_is_known_to_have_ended(shelf: Shelf, awaited: str) -> None:
    title = shelf.title(statuses="aaa")
    change(shelf, awaited)
    assert extend(shelf.library, title, TODAY) > 12


def test_a_title_without_a_recorded_subscription_is_foreseen(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    change(shelf, "DELETE FROM copy")
    change(shelf, "DELETE FROM subscription")
    assert extend(shelf.library, title, TODAY) > 12


def test_what_is_late_stays_and_what_is_to_come_goes_when_a_title_ceases(shelf: Shelf) -> None:
    title = shelf.title(statuses="aeeee")
    change(shelf, "UPDATE title SET status = 'ceased'")
    change(shelf, "UPDATE issue SET touched = 1 WHERE label LIKE '%January%'")
    extend(shelf.library, title, TODAY)
    assert days(shelf) == ["2026-10-01", "2026-11-01", "2027-01-01"]


def test_the_day_until_which_a_subscription_is_paid_stops_nothing(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    change(shelf, "UPDATE subscription SET ends_on = '2026-12-31'")
    assert extend(shelf.library, title, TODAY) > 10


def test_a_pattern_does_not_predict_beyond_its_end(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    change(shelf, "UPDATE pattern SET holds_until = '2027-01-31'")
    extend(shelf.library, title, TODAY)
    assert days(shelf) == ["2026-12-01", "2027-01-01"]


def test_a_new_pattern_begins_when_it_holds_and_the_old_one_ends_there(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    new = add_pattern(shelf, QUARTERLY, "2027-01-01")
    extend(shelf.library, title, TODAY)
    assert labels(shelf)[0] == "v.12:no.12 (December 2026)"
    assert all(day >= "2027-01-01" for day in days(shelf)[1:])
    assert labels(shelf)[1].startswith("v.13:no.1 ")
    made = shelf.library.rows("SELECT pattern_id FROM issue WHERE status = 'expected' ORDER BY position")
    assert [row[0] for row in made] == [1] + [new] * (len(made) - 1)


def test_issues_that_are_there_already_leave_the_new_pattern_its_place(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaaee")
    change(shelf, "UPDATE issue SET pattern_id = 1")
    change(shelf, "UPDATE pattern SET holds_until = '2027-01-31'")
    add_pattern(shelf, QUARTERLY, "2027-02-01")
    extend(shelf.library, title, TODAY)
    assert days(shelf)[:2] == ["2026-12-01", "2027-01-01"]
    assert labels(shelf)[2].startswith("v.13:no.2 ")


def test_after_a_pause_the_next_pattern_goes_on_when_it_begins(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    change(shelf, "UPDATE pattern SET holds_until = '2026-12-31'")
    add_pattern(shelf, MONTHLY, "2027-04-01")
    extend(shelf.library, title, TODAY)
    assert days(shelf)[:3] == ["2026-12-01", "2027-04-01", "2027-05-01"]


def test_a_pattern_that_ended_before_the_last_issue_predicts_nothing(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    change(shelf, "UPDATE pattern SET holds_until = '2026-10-31'")
    assert extend(shelf.library, title, TODAY) == 0


def test_of_two_patterns_at_once_the_one_that_fits_the_last_issue_goes_on(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    add_pattern(shelf, GERMAN)
    extend(shelf.library, title, TODAY)
    assert labels(shelf)[0] == "v.12:no.12 (December 2026)"


def test_of_two_patterns_at_once_the_one_that_made_the_last_issue_goes_on(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    other = add_pattern(shelf, QUARTERLY)
    change(shelf, "UPDATE issue SET pattern_id = ?", other)
    extend(shelf.library, title, TODAY)
    assert set(shelf.library.rows("SELECT pattern_id FROM issue WHERE status = 'expected'")[0]) == {other}
    assert labels(shelf)[0].startswith("v.13:no.1 ")


def test_a_pattern_that_nobody_can_predict_from_makes_nothing(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    change(shelf, 'UPDATE pattern SET subfields = \'[["8", "1"], ["a", "v."], ["w", "é"]]\'')
    assert extend(shelf.library, title, TODAY) == 0


def test_patterns_without_dates_do_not_search_for_ever(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    change(shelf, "UPDATE pattern SET holds_until = '2026-11-30'")
    add_pattern(shelf, [["8", "2"], ["a", "no."]], "2099-01-01")
    assert extend(shelf.library, title, TODAY) == 0
