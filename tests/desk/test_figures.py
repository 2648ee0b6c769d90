"""Working figures: what a person did, for that person."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from buckram.desk.cards import light
from buckram.desk.checkin import scan
from buckram.desk.deciding import decide
from buckram.desk.desk import Desk
from buckram.desk.figures import By, Figures, as_table, figures, hours
from buckram.desk.noting import write_note
from buckram.desk.receiving import receive
from buckram.desk.undoing import undo_last
from buckram.errors import Refused
from buckram.exchange.lists import as_csv
from buckram.rules.working_time import worked
from library_for_tests import Shelf

YEAR = date(2026, 1, 1)


def receive_next(desk: Desk, title: int) -> None:
    issue = light(desk, title)
    assert issue is not None
    receive(desk, issue.id, issue.version)


@pytest.fixture
def at_work(shelf: Shelf) -> Desk:
    """Mary receives four pieces in two sittings and takes one back; John receives one."""
    one = shelf.title("Alpha", statuses="aeeee", location="Annex", vendor="Agent")
    two = shelf.title("Beta", "0028-0836", statuses="aeeee", frequency="w")
    mary = shelf.desk()
    for title, minutes in ((one, 2), (two, 1), (two, 45)):
        receive_next(mary, title)
        shelf.clock.pass_(minutes=minutes)
    scan(mary, "9770013061008")
    write_note(mary, one, "Thin paper")
    receive_next(shelf.desk("john", "desk 2"), two)
    shelf.clock.pass_(days=1)
    receive_next(mary, one)
    shelf.clock.pass_(minutes=3)
    receive_next(mary, two)
    undo_last(mary)
    return mary


def told(found: Figures) -> list[tuple[str, int, str]]:
    return [(line.name, line.pieces, hours(line.worked)) for line in found.lines]


def test_one_s_own_by_time(at_work: Desk) -> None:
    # 2 + 1 minutes and a pause that counts five: the 45 minutes were not work on a piece of mail.
    assert told(figures(at_work, By.SITTING, YEAR)) == [
        ("Sun 22 Nov 2026  10:18", 1, "0:03"),
        ("Sat 21 Nov 2026  09:30", 3, "0:08"),
    ]
    assert told(figures(at_work, By.DAY, YEAR))[0] == ("Sun 22 Nov 2026", 1, "0:03")
    assert told(figures(at_work, By.WEEK, YEAR)) == [("week of 16 Nov 2026", 4, "0:11")]
    month = figures(at_work, By.MONTH, YEAR)
    assert told(month) == [("November 2026", 4, "0:11")]
    assert month.total.an_hour == pytest.approx(4 / 11 * 60)
    assert told(figures(at_work, By.DAY, date(2026, 11, 22))) == [("Sun 22 Nov 2026", 1, "0:03")]


def test_by_what_the_pieces_were(at_work: Desk) -> None:
    assert told(figures(at_work, By.LOCATION, YEAR))[0][:2] in {("Annex", 2), ("Reading Room", 2)}
    assert told(figures(at_work, By.VENDOR, YEAR)) == [("(none recorded)", 2, "0:00"), ("Agent", 2, "0:00")]
    assert {line.name: line.pieces for line in figures(at_work, By.FREQUENCY, YEAR).lines} == {
        "monthly": 2,
        "weekly": 2,
    }


def test_the_odd_cases_by_kind(at_work: Desk) -> None:
    found = figures(at_work, By.KIND, YEAR)
    assert {(line.name, line.pieces, line.waiting) for line in found.lines} == {
        ("done: note", 1, 0),
        ("asked: no title answers", 1, 1),
    }
    assert (found.total.pieces, found.total.waiting) == (2, 1)


def test_others_only_where_the_library_decided_so(at_work: Desk) -> None:
    for by, everybody in ((By.DAY, True), (By.PERSON, False)):
        with pytest.raises(Refused, match="their own figures only"):
            figures(at_work, by, YEAR, everybody=everybody)
    decide(at_work.library, "figures_of_others", "yes")
    assert figures(at_work, By.MONTH, YEAR, everybody=True).total.pieces == 5
    with pytest.raises(Refused, match="person by person"):
        figures(at_work, By.PERSON, YEAR)
    decide(at_work.library, "figures_by_person", "yes")
    found = figures(at_work, By.PERSON, YEAR)
    assert [line[:2] for line in told(found)] == [("mary", 4), ("john", 1)]
    table = as_csv(as_table(found, "mary")).splitlines()
    assert table[0] == "Person,Pieces,Hours,An hour"
    assert table[1] == "mary,4,0:11,22"
    # By person needs both: switched off again, nobody sees anybody.
    decide(at_work.library, "figures_of_others", "no")
    with pytest.raises(Refused):
        figures(at_work, By.PERSON, YEAR)


def test_an_inventory_is_not_counted_as_mail(at_work: Desk) -> None:
    from buckram.desk.inventory import scan_shelf
    from buckram.desk.walks import begin

    before = figures(at_work, By.MONTH, YEAR).total
    walk = begin(at_work, None)
    for _ in range(3):
        scan_shelf(at_work, walk, "9770028083002")
    assert figures(at_work, By.MONTH, YEAR).total == before


def test_pauses_count_no_more_than_five_minutes() -> None:
    nine = datetime(2026, 11, 21, 9)
    moments = [nine + timedelta(minutes=m) for m in (0, 1, 3, 60, 61)]
    assert worked(moments) == timedelta(minutes=1 + 2 + 5 + 1)
    assert worked(moments[:1]) == worked([]) == timedelta()
