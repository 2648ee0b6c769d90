"""The list of a sitting: every piece of the tray has its line, and the totals add up."""

from __future__ import annotations

import csv
import io

import pytest

from buckram.desk import pile, worklist
from buckram.desk.again import Again
from buckram.desk.checkin import scan
from buckram.desk.desk import Desk
from buckram.desk.sitting_report import of_day, of_this_sitting
from buckram.desk.tray import entries, tray_done
from buckram.desk.undoing import undo_last
from buckram.errors import NotFound
from buckram.exchange.sitting_list import COLUMNS, as_csv, as_text
from library_for_tests import Shelf

BARE = "9770317847001"
UNKNOWN = "9770028083002"


@pytest.fixture
def desk(shelf: Shelf) -> Desk:
    """A tray: received, a gap, a second piece, not readable, unknown and attached, unknown and left."""
    shelf.title("Journal, [of] tests", statuses="aaaeee", first_month=8, addons=True, location="Reading Room")
    shelf.title("中文期刊", "0013-0613", addons=False)
    desk = shelf.desk()
    for code in (BARE + "12", BARE + "10", "9770317847002", UNKNOWN, "0013-0613"):
        scan(desk, code)
        shelf.clock.pass_(minutes=20)
    ask = {entry.question: entry.scan_id or 0 for entry in entries(desk)}
    worklist.answer_again(desk, ask["here already"], Again.GIFT)
    pile.attach(desk, ask["unknown"], 2)
    ask = {entry.question: entry.scan_id or 0 for entry in entries(desk) if entry.raw == UNKNOWN}
    worklist.receive_proposed(desk, ask["which issue"], worklist.proposal(desk, ask["which issue"]))
    pile.put_aside(desk, "=blue journal")
    return desk


def test_each_piece_has_one_line_with_what_was_asked_and_answered(desk: Desk) -> None:
    told = of_this_sitting(desk)
    assert [(one.title, one.issue, one.kind, list(one.asked), list(one.answered)) for one in told.lines] == [
        ("Journal, [of] tests", "v.12:no.12 (December 2026)", "regular", ["gap"], [""]),
        ("", "", "", ["unreadable"], [""]),
        ("中文期刊", "", "", ["which issue"], [""]),
        ("Journal, [of] tests", "v.12:no.10 (October 2026)", "gift", ["here already"], ["gift"]),
        (
            "中文期刊",
            "v.12:no.11 (November 2026)",
            "regular",
            ["unknown", "which issue"],
            ["attached to 中文期刊", "received"],
        ),
        ("", "", "", ["unknown"], [""]),
    ]
    assert (told.received, told.open) == (3, 4)
    assert {question: (count, waiting) for question, count, waiting in told.asked} == {
        "gap": (1, 1),
        "here already": (1, 0),
        "unreadable": (1, 1),
        "unknown": (2, 1),
        "which issue": (2, 1),
    }


def test_what_is_taken_back_is_not_in_the_list(desk: Desk) -> None:
    undo_last(desk)
    undo_last(desk)
    told = of_this_sitting(desk)
    assert told.received == 2
    assert [list(one.asked) for one in told.lines if one.scanned == UNKNOWN] == [["unknown", "which issue"]]


def test_the_csv_is_one_row_a_piece(desk: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(of_this_sitting(desk)))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 6
    assert rows[0]["title"] == "Journal, [of] tests"
    assert (rows[0]["location"], rows[0]["call_number"], rows[0]["copy"]) == ("Reading Room", "Z671 .J6", "1")
    assert (rows[0]["asked"], rows[0]["answered"]) == ("gap", "open")
    assert rows[4]["answered"] == "attached to 中文期刊; received"


@pytest.mark.parametrize("width", [80, 132, 10])
def test_the_text_fits_the_printer_and_ends_in_totals(desk: Desk, width: int) -> None:
    lines = as_text(of_this_sitting(desk), width).splitlines()
    assert all(len(line) <= max(width, 60) for line in lines)
    assert lines[0] == "Check-in of Saturday 21 November 2026, mary"
    assert any("Journal, [of]" in line and "v.12:no.12" in line for line in lines)
    assert "    3 pieces received" in lines
    assert "    1 asked: gap, 1 open" in lines
    assert lines[-1] == "      09:30 to 11:10, 1 h 40 min, not ended yet"


def test_a_day_has_all_its_trays(desk: Desk, shelf: Shelf) -> None:
    tray_done(desk)
    with pytest.raises(NotFound, match="Nothing was done"):
        of_this_sitting(desk)
    scan(desk, BARE + "11")
    assert of_this_sitting(desk).received == 1
    assert of_day(desk, desk.today()).received == 4
    shelf.clock.pass_(days=1)
    with pytest.raises(NotFound, match="no sitting on 22 November 2026"):
        of_day(desk, desk.today())
