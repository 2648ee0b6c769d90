"""Supplier performance: counted from issues, pieces and claims of a real file."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from buckram.desk.performance import By, Performance, as_table, performance, told, ways
from buckram.exchange.lists import as_csv
from buckram.rules.performance import Tally
from library_for_tests import TODAY, Shelf

SINCE = date(2026, 1, 1)


def came(shelf: Shelf, title: int, days: dict[int, int | None]) -> None:
    """Issues of a monthly, dated the first of these months of 2026, looked for three days later; each came
    so many days after its date, None: it did not."""
    for month, after in days.items():
        day = date(2026, month, 1)
        with shelf.library.transaction():
            issue = shelf.library.execute(
                "INSERT INTO issue (title_id, position, designation, number, published_on, expected_on,"
                " status) VALUES (?, ?, '{}', ?, ?, ?, ?)",
                (title, month, f"no.{month}", day.isoformat(), (day + timedelta(days=3)).isoformat(),
                 "expected" if after is None else "arrived"),
            ).lastrowid  # fmt: skip
            if after is not None:
                shelf.library.execute(
                    "INSERT INTO piece (issue_id, received_on) VALUES (?, ?)",
                    (issue, (day + timedelta(days=after)).isoformat()),
                )


def issue_of(shelf: Shelf, title: int, month: int) -> int:
    found: int = shelf.library.value(
        "SELECT id FROM issue WHERE title_id = ? AND number = ?", (title, f"no.{month}")
    )
    return found


@pytest.fixture
def supplied(shelf: Shelf) -> Shelf:
    """Alpha comes from Kontor, nine issues of which one came late and one did not; Beta from Fernhill."""
    alpha = shelf.title("Alpha", statuses="", vendor="Kontor")
    beta = shelf.title("Beta", "0028-0836", statuses="", vendor="Fernhill")
    came(shelf, alpha, {1: 4, 2: 5, 3: 5, 4: 6, 5: 7, 6: 60, 7: None, 8: 5, 9: 4, 11: None})
    came(shelf, beta, {8: 3, 9: 3, 10: 2})
    with shelf.library.transaction():
        shelf.library.execute("UPDATE title SET publisher = name || ' Press,'")
    return shelf


def line(found: Performance, name: str) -> Tally:
    return next(one for one in found.lines if one.name == name)


def counts(tally: Tally) -> tuple[int, int, int, int]:
    return tally.due, tally.on_time, tally.late, tally.not_here


def test_due_on_time_late_and_not_here(supplied: Shelf) -> None:
    found = performance(supplied.library, By.VENDOR, SINCE, TODAY)
    kontor = line(found, "Kontor")
    # July did not come; November is not past its grace of thirty days: nobody can say yet.
    assert counts(kontor) == (9, 7, 1, 1)
    assert dict(kontor.lags) == {4: 2, 5: 3, 6: 1, 7: 1, 60: 1}
    assert kontor.months["2026-06"] == (1, 0)
    assert dict(told(kontor)) == {
        "Issues due": "9",
        "On time": "7  (78 %)",
        "Late": "1  (11 %)",
        "Not here": "1  (11 %)",
        "Days from publication": "median 5, nine of ten within 60",
        "Days past expected": "median 2, nine of ten within 57",
        "Claims": "none sent",
        "Windows lapsed": "1",  # July: ninety days are usual, and nobody claimed it
    }
    # Three issues say nothing about a supplier.
    fernhill = dict(told(line(found, "Fernhill")))
    assert (fernhill["On time"], fernhill["Days from publication"]) == ("3", "3 issues: too few to say")
    assert counts(found.total) == (12, 10, 1, 1)


def test_by_publisher_title_year_and_fund(supplied: Shelf) -> None:
    library = supplied.library
    assert [one.name for one in performance(library, By.PUBLISHER, SINCE, TODAY).lines] == [
        "Alpha Press", "Beta Press",
    ]  # fmt: skip
    assert counts(line(performance(library, By.TITLE, SINCE, TODAY), "Alpha")) == (9, 7, 1, 1)
    assert counts(line(performance(library, By.YEAR, SINCE, TODAY), "2026")) == (12, 10, 1, 1)
    assert By.FUND not in ways(library)
    with library.transaction():
        library.execute("INSERT INTO fund (code, name) VALUES ('SER', 'Serials')")
        library.execute("UPDATE subscription SET fund_id = 1 WHERE title_id = 2")
    assert By.FUND in ways(library)
    assert counts(line(performance(library, By.FUND, SINCE, TODAY), "SER Serials")) == (3, 3, 0, 0)
    only = performance(library, By.TITLE, SINCE, TODAY, vendor_id=2)
    assert ([one.name for one in only.lines], only.vendor) == (["Beta"], "Fernhill")
    assert performance(library, By.YEAR, date(2026, 9, 1), TODAY).total.due == 3


def test_what_only_a_record_tells_says_nothing_about_time(supplied: Shelf) -> None:
    with supplied.library.transaction():
        supplied.library.execute("UPDATE piece SET source = 'record' WHERE issue_id < 5")
        supplied.library.execute("UPDATE piece SET kind = 'gift' WHERE issue_id = 5")
        supplied.library.execute("UPDATE issue SET status = 'not published' WHERE id = 7")
    assert counts(line(performance(supplied.library, By.VENDOR, SINCE, TODAY), "Kontor")) == (3, 2, 1, 0)


def test_after_a_move_each_agent_answers_for_its_own_time(supplied: Shelf) -> None:
    from buckram.desk.vendor_changes import Move, move

    move(supplied.desk(), Move(1, 2, [1], date(2026, 6, 1)))
    found = performance(supplied.library, By.VENDOR, SINCE, TODAY)
    assert counts(line(found, "Kontor")) == (5, 5, 0, 0)
    assert counts(line(found, "Fernhill")) == (7, 5, 1, 1)


def test_two_agents_for_one_title_each_by_its_own_copies(supplied: Shelf) -> None:
    """The copy that Fernhill brings came late; the one of Kontor was there before."""
    library = supplied.library
    with library.transaction():
        library.execute("INSERT INTO subscription (id, title_id, vendor_id) VALUES (9, 1, 2)")
        library.execute("INSERT INTO copy (id, title_id, subscription_id, number) VALUES (9, 1, 9, 2)")
        for month in range(1, 6):
            library.execute(
                "INSERT INTO piece (issue_id, copy_id, received_on) VALUES (?, 9, '2026-08-01')",
                (issue_of(supplied, 1, month),),
            )
        library.execute("UPDATE piece SET copy_id = 1 WHERE copy_id IS NULL AND issue_id < 11")
    found = performance(library, By.VENDOR, SINCE, TODAY)
    assert counts(line(found, "Kontor")) == (9, 7, 1, 1)
    # Of the others it brought nothing, but they are not known to lack its piece: July alone is.
    assert counts(line(found, "Fernhill")) == (3 + 6, 3, 5, 1)


def test_claims_by_number_and_how_long_they_took(supplied: Shelf) -> None:
    library = supplied.library
    with library.transaction():
        for month, number, sent, ended, on in (
            (5, 1, "2026-05-20", "received", "2026-06-03"),
            (6, 1, "2026-07-01", "received", "2026-07-31"),
            (6, 2, "2026-07-21", "received", "2026-07-31"),
            (7, 1, "2026-08-20", None, None),
            (8, 1, None, "dropped", "2026-08-21"),
        ):
            library.execute(
                "INSERT INTO claim (issue_id, number, reason, wanted_on, sent_at, closed_at, ended, ended_on)"
                " VALUES (?, ?, 'late', '2026-05-01', ? || 'T09:00:00Z', ? || 'T09:00:00Z', ?, ?)",
                (issue_of(supplied, 1, month), number, sent, on, ended, on),
            )
    kontor = line(performance(library, By.VENDOR, SINCE, TODAY), "Kontor")
    # What the second claim brought is not to the credit of the first; what was never sent is no claim.
    assert (dict(kontor.made), dict(kontor.filled), dict(kontor.days)) == (
        {1: 3, 2: 1},
        {1: 1, 2: 1},
        {14: 1, 10: 1},
    )
    words = dict(told(kontor))
    assert words["First claims"] == "3, filled 1 of 3"
    assert words["Claim to receipt"] == "2 claims: too few to say"
    (row,) = [
        x
        for x in as_csv(
            as_table(
                performance(library, By.VENDOR, SINCE, TODAY),
            )
        ).splitlines()
        if "Kontor" in x
    ]
    assert row.startswith("Kontor,9,7,78,1,1,5,60,2,57,4,3,1,1,1,0,0,,")


def test_a_window_that_nobody_claimed_in(supplied: Shelf) -> None:
    library = supplied.library
    with library.transaction():
        library.execute("INSERT INTO claim_policy (vendor_id, window_days) VALUES (1, 45)")
        library.execute("INSERT INTO claim_policy (title_id, window_days) VALUES (2, 1)")
    found = performance(library, By.VENDOR, SINCE, TODAY)
    # June came after 60 days, July never. Beta came out of its window too, but on time: nothing was to claim.
    assert (line(found, "Kontor").lapsed, line(found, "Fernhill").lapsed) == (2, 0)
    with library.transaction():
        library.execute(
            "INSERT INTO claim (issue_id, number, reason, wanted_on, sent_at)"
            " VALUES (?, 1, 'late', '2026-08-01', '2026-08-10T09:00:00Z')",
            (issue_of(supplied, 1, 7),),
        )
    assert line(performance(library, By.VENDOR, SINCE, TODAY), "Kontor").lapsed == 1
