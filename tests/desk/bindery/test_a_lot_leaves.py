"""A lot leaves: due back, its boxes and the look-up; taken back when nobody collected it; overdue lots."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, lot, ticket, unit
from buckram.desk.bindery.lot_header import change_header, told_header
from buckram.desk.bindery.lot_papers import print_paper
from buckram.desk.bindery.overdue import overdue, overdue_words
from buckram.desk.bindery.packing import close, scan_ticket
from buckram.desk.bindery.shipping import never_left, send, typed_sent
from buckram.desk.cards import card
from buckram.desk.checkin import receive_lit
from buckram.desk.deciding import decide
from buckram.desk.desk import Desk
from buckram.desk.looking_up import detail
from buckram.desk.printing import work_off
from buckram.desk.undoing import redo_last, undo_last
from buckram.errors import Refused, Stale
from buckram.rules.status import Status
from buckram.storage import issues
from buckram.storage.bindery import away, lots, units
from buckram.storage.bindery.lots import Lot
from buckram_tui.lookup.detail import detail_lines
from library_for_tests import Shelf

TODAY = date(2026, 11, 21)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A closed lot with two units; of the first title one issue never came."""
    shelf = Shelf(tmp_path / "library.db")
    binder_id = binder(shelf)
    lot_id = lot(shelf, binder_id)
    first = bound_title(shelf, binder_id, statuses="aamaaaaaaaaa")
    second = bound_title(shelf, binder_id, "Annals of trial")
    for number, title_id in enumerate((first, second), 1):
        code = f"T260000{number}"
        ticket(shelf, unit(shelf, title_id, lot_id, state="ticketed", thickness=254), code)
        scan_ticket(shelf.desk(), lot_id, code, 1)
    close(shelf.desk(), lot_id, 2)
    return shelf


def the_lot(shelf: Shelf) -> Lot:
    return lots.get(shelf.library, 1)


def statuses(desk: Desk, title_id: int) -> str:
    return " ".join(sorted({str(box.issue.status) for box in card(desk, title_id).boxes}))


def test_sent_the_boxes_say_so_and_it_comes_back_step_by_step(shelf: Shelf) -> None:
    desk = shelf.desk()
    before = shelf.contents(*BINDERY)
    assert send(desk, the_lot(shelf), TODAY) == (
        "Lot 2026-01 left on 21 Nov 2026 for Acme Bindery: 2 units, due back 19 Dec 2026."
    )
    sent = the_lot(shelf)
    assert (sent.state, sent.sent_on, sent.pick_up_on) == ("sent", TODAY, TODAY)
    assert {unit.state for unit in units.of_lot(shelf.library, 1)} == {"shipped"}
    # What never came stays what it was; every other box knows when its volume is back.
    assert statuses(desk, 1) == "at bindery missing"
    boxes = card(desk, 1).boxes
    assert [box.due_back for box in boxes[:4]] == [date(2026, 12, 19)] * 2 + [None, date(2026, 12, 19)]
    assert len(away.due_back_of_title(shelf.library, 1)) == 11
    volumes = away.volumes_of_title(shelf.library, 1)
    assert [(one.label, one.lot) for one in volumes] == [("v.11 (2025)", "2026-01")]
    undo_last(desk)
    assert shelf.contents(*BINDERY) == before
    redo_last(desk)
    assert the_lot(shelf).state == "sent"
    assert never_left(desk, the_lot(shelf)) == "Lot 2026-01 never left: it is closed, and lies in its boxes."
    assert {unit.state for unit in units.of_lot(shelf.library, 1)} == {"packed"}
    assert statuses(desk, 1) == "bind prep missing"
    assert (the_lot(shelf).sent_on, the_lot(shelf).due_back_on) == (None, None)


def test_the_day_it_left(shelf: Shelf) -> None:
    desk = shelf.desk()
    assert typed_sent(desk, "") == TODAY
    assert typed_sent(desk, "18 nov") == date(2026, 11, 18)
    assert typed_sent(desk, "2025-11-25") == date(2025, 11, 25)
    for text in ("2026-12-01", "soon"):
        with pytest.raises(Refused):
            typed_sent(desk, text)
    # Not the 25th of November of last year.
    with pytest.raises(Refused, match="25 Nov 2026 is to come"):
        typed_sent(desk, "25 nov")
    with pytest.raises(Refused, match="is to come"):
        send(desk, the_lot(shelf), date(2026, 11, 22))
    seen = the_lot(shelf)
    send(desk, seen, date(2026, 11, 18))
    assert the_lot(shelf).due_back_on == date(2026, 12, 16)
    # A second person saw it closed, and says the same: it left once.
    with pytest.raises(Stale):
        send(shelf.desk("jo"), seen, TODAY)
    with pytest.raises(Refused, match="It left already"):
        send(desk, the_lot(shelf), TODAY)


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        # Picked up later than planned: what was counted from the plan is counted anew, what was set stays.
        ({"pick_up_on": "24 nov"}, date(2026, 12, 19)),
        ({"pick_up_on": "24 nov", "service": "r"}, date(2026, 12, 5)),
        ({"due_back_on": "2027-01-08"}, date(2027, 1, 8)),
        ({"pick_up_on": "24 nov", "due_back_on": "8 jan"}, date(2027, 1, 8)),
        ({"due_back_on": "2027-01-08", "pick_up_on": "24 nov", "service": "rush"}, date(2027, 1, 8)),
    ],
)
def test_due_back_is_counted_unless_somebody_set_it(shelf: Shelf, typed: dict[str, str], due: date) -> None:
    desk, before = shelf.desk(), shelf.contents("lot")
    for name, text in typed.items():
        change_header(desk, the_lot(shelf), name, text)
    send(desk, the_lot(shelf), TODAY)
    assert the_lot(shelf).due_back_on == due
    for _ in range(len(typed) + 1):
        undo_last(desk)
    assert shelf.contents("lot") == before


def test_the_head_of_a_lot(shelf: Shelf) -> None:
    desk = shelf.desk()
    told = change_header(desk, the_lot(shelf), "pick_up_on", "24 nov")
    assert told == "Lot 2026-01: picked up on 24 Nov 2026, due back on 22 Dec 2026."
    assert told_header(the_lot(shelf), "due_back_on") == "22 Dec 2026"
    change_header(desk, the_lot(shelf), "due_back_on", "8 jan")
    # Nothing typed: counted again.
    assert "due back on 22 Dec 2026" in change_header(desk, the_lot(shelf), "due_back_on", "")
    change_header(desk, the_lot(shelf), "due_back_on", "8 jan")
    with pytest.raises(Refused, match="8 Jan 2027 is before 12 Jan 2027, when it leaves"):
        change_header(desk, the_lot(shelf), "pick_up_on", "12 jan")
    with pytest.raises(Refused, match="is no service"):
        change_header(desk, the_lot(shelf), "service", "overnight")
    seen = the_lot(shelf)
    change_header(desk, seen, "order_number", " PO  77 ")
    with pytest.raises(Stale):
        change_header(shelf.desk("jo"), seen, "order_number", "PO 78")
    assert the_lot(shelf).order_number == "PO 77"
    assert change_header(desk, the_lot(shelf), "order_number", "PO 77") == "Order number stays as it is."
    with pytest.raises(Refused, match="characters long"):
        change_header(desk, the_lot(shelf), "instructions", "x" * 501)


def test_what_does_not_leave_or_come_back(shelf: Shelf) -> None:
    desk = shelf.desk()
    with pytest.raises(Refused, match="Only what left"):
        never_left(desk, the_lot(shelf))
    empty = lots.get(shelf.library, lot(shelf, 1, "2026-02"))
    with pytest.raises(Refused, match="not closed"):
        send(desk, empty, TODAY)
    send(desk, the_lot(shelf), TODAY)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE lot_line SET result = 'back' WHERE unit_id = 1")
    with pytest.raises(Refused, match="So it did leave"):
        never_left(desk, the_lot(shelf))


def test_overdue_lots(shelf: Shelf) -> None:
    desk = shelf.desk()
    assert overdue_words(shelf.library, TODAY) == ""
    send(desk, the_lot(shelf), TODAY)
    due = date(2026, 12, 19)
    assert overdue(shelf.library, due) == []
    late = overdue(shelf.library, date(2026, 12, 22))
    assert [(one.lot.number, one.days, one.away) for one in late] == [("2026-01", 3, 2)]
    assert overdue_words(shelf.library, date(2026, 12, 20)) == (
        "Lot 2026-01 is 1 day over (F9 G): Acme Bindery."
    )
    # When the last unit is back nothing is over any more, whatever else is to be done with the lot.
    with shelf.library.transaction():
        shelf.library.execute("UPDATE lot_line SET result = 'back'")
    assert overdue(shelf.library, date(2026, 12, 22)) == []


def test_a_second_copy_on_the_shelf_is_not_away(shelf: Shelf) -> None:
    desk = shelf.desk()
    with shelf.library.transaction():
        shelf.library.execute("INSERT INTO copy (title_id, number) VALUES (2, 2)")
        shelf.library.execute(
            "INSERT INTO piece (issue_id, copy_id, received_on) SELECT id, 3, '2026-01-01' FROM issue"
            " WHERE title_id = 2"
        )
    send(desk, the_lot(shelf), TODAY)
    assert statuses(desk, 2) == str(Status.ARRIVED)
    assert [one.copy_number for one in away.volumes_of_title(shelf.library, 2)] == [1]


def test_a_gift_beside_it_hides_no_day(shelf: Shelf) -> None:
    desk = shelf.desk()
    with shelf.library.transaction():
        shelf.library.execute(
            "INSERT INTO piece (issue_id, copy_id, received_on, kind) SELECT id, 2, '2026-01-01', 'gift'"
            " FROM issue WHERE title_id = 2"
        )
    send(desk, the_lot(shelf), TODAY)
    # It counts as no copy: the box says that the issue is away, so it says till when.
    assert statuses(desk, 2) == str(Status.AT_BINDERY)
    assert len(away.due_back_of_title(shelf.library, 2)) == 12


def test_a_piece_that_comes_too_late(shelf: Shelf) -> None:
    desk = shelf.desk()
    missing = next(box.issue for box in card(desk, 1).boxes if box.issue.status is Status.MISSING)
    send(desk, the_lot(shelf), TODAY)
    before = shelf.contents("unit", "unit_piece", "lot", "lot_line")
    told = receive_lit(desk, missing.id, missing.version)
    assert told.next_step == ("Its volume v.11 (2025) is at the bindery (lot 2026-01, due back 19 Dec 2026).")
    assert statuses(desk, 1) == "arrived at bindery"
    # What the unit was waiting for stays as it was: the volume goes and comes without the piece.
    assert shelf.contents("unit", "unit_piece", "lot", "lot_line") == before
    undo_last(desk)
    undo_last(desk)
    again = issues.get(shelf.library, missing.id)
    told = receive_lit(desk, again.id, again.version)
    assert told.next_step == (
        "Its volume v.11 (2025) lies packed in lot 2026-01 without it: it can still go in (F9 G)."
    )


def test_look_up_tells_readers(shelf: Shelf) -> None:
    desk = shelf.desk()
    send(desk, the_lot(shelf), TODAY)
    for person in ("mary", None):
        told = detail_lines(detail(shelf.library, 1, person), 80, TODAY)
        lines = ["".join(text for text, _ in line) for line in told]
        assert " At bindery           v.11 (2025), due back 19 Dec 2026" in lines
    late = detail_lines(detail(shelf.library, 1, None), 80, date(2027, 1, 2))
    assert "v.11 (2025), was due back 19 Dec 2026" in "".join(text for line in late for text, _ in line)
    # Issues of which only the status is known, from before, are counted beside it; also beside two copies.
    second = unit(shelf, 1, 1, state="shipped", issues=[])
    with shelf.library.transaction():
        shelf.library.execute(
            "INSERT INTO piece (issue_id, received_on, kind) SELECT id, '2026-01-01', 'extra' FROM issue"
            " WHERE title_id = 1 AND status = 'at bindery'"
        )
        shelf.library.execute(
            "INSERT INTO unit_piece (unit_id, issue_id, piece_id, position) SELECT ?, issue_id, id, id"
            " FROM piece WHERE kind = 'extra'",
            (second,),
        )
        shelf.library.execute("UPDATE issue SET status = 'at bindery' WHERE status = 'missing'")
    told = detail_lines(detail(shelf.library, 1, None), 80, TODAY)
    assert any(line and line[-1][0] == "1 more issue" for line in told)


def test_the_second_copy_of_what_is_away_is_still_received(shelf: Shelf) -> None:
    desk = shelf.desk()
    with shelf.library.transaction():
        shelf.library.execute("INSERT INTO copy (title_id, number) VALUES (2, 2)")
        shelf.library.execute(
            "UPDATE piece SET copy_id = 2 WHERE issue_id IN (SELECT id FROM issue WHERE title_id = 2)"
        )
        shelf.library.execute("UPDATE issue SET status = 'partial' WHERE title_id = 2")
    send(desk, the_lot(shelf), TODAY)
    box = card(desk, 2).boxes[0]
    assert (str(box.issue.status), box.due_back) == ("partial", date(2026, 12, 19))
    told = receive_lit(desk, box.issue.id, box.issue.version)
    assert told.receipt is not None
    assert (told.receipt.copy_number, told.next_step) == (2, "")
    box = card(desk, 2).boxes[0]
    assert (str(box.issue.status), box.due_back) == ("arrived", None)


def test_the_manifest_goes_to_the_printer_of_lists(shelf: Shelf, tmp_path: Path) -> None:
    desk = shelf.desk()
    with pytest.raises(Refused, match="No printer is set for lists"):
        print_paper(desk, 1, "manifest")
    for form, begins in (("text", b"BINDERY LOT 2026-01"), ("pdf", b"%PDF")):
        decide(shelf.library, "list_printer", f"file:{tmp_path / form}")
        decide(shelf.library, "list_form", form)
        (tmp_path / form).mkdir()
        assert print_paper(desk, 1, "manifest") == "Manifest of lot 2026-01 goes to the printer."
        assert len(work_off(shelf.library, shelf.clock).printed) == 1
        (printed,) = (tmp_path / form).iterdir()
        assert printed.read_bytes().startswith(begins)
