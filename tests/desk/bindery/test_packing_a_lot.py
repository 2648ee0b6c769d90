"""Packing: scanned into boxes, counted, closed; and what is said of a ticket that does not belong there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, lot, ticket, unit
from buckram.desk.bindery.lot_lines import lot_told
from buckram.desk.bindery.lots_made import begin_lot, give_up
from buckram.desk.bindery.packing import (
    OtherLot,
    TooHeavy,
    bring_in,
    close,
    pack_line,
    reopen,
    scan_ticket,
    typed_count,
    unpack,
)
from buckram.desk.bindery.picking import take_out
from buckram.desk.desk import Desk
from buckram.desk.undoing import undo_last
from buckram.errors import Refused, Stale
from buckram.storage.bindery import lots, units
from library_for_tests import Shelf

NAMES = ("Journal of tests", "Annals of trial", "Review of proofs")
CODES = ("T2600001", "T2600002", "T2600003")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A lot with three ticketed units, an inch thick each; a box takes two of them and a bit."""
    shelf = Shelf(tmp_path / "library.db")
    binder_id = binder(shelf, box_grams=2600, grams_per_cm=430)
    lot_id = lot(shelf, binder_id)
    for name, code in zip(NAMES, CODES, strict=True):
        title_id = bound_title(shelf, binder_id, name, volumes=1)
        unit_id = unit(shelf, title_id, lot_id, state="ticketed", thickness=254)
        ticket(shelf, unit_id, code, price="12.50")
    return shelf


def refused(desk: Desk, code: str, lot_id: int = 1, box: int = 1) -> str:
    with pytest.raises(Refused) as told:
        scan_ticket(desk, lot_id, code, box)
    return str(told.value)


def test_scanned_counted_closed_and_taken_back(shelf: Shelf) -> None:
    with shelf.library.transaction():
        shelf.library.execute("UPDATE copy SET number = 2 WHERE title_id = 2")
    desk, before = shelf.desk(), shelf.contents(*BINDERY)
    packed = scan_ticket(desk, 1, CODES[0], 1)
    assert (packed.box, packed.left) == (1, 2)
    assert packed.sentence == "In box 1 as no. 1, 2 to go: T2600001 v.11 (2025): Journal of tests."
    # Scanned with blanks or small letters, by a scanner that is set so, it is the same ticket.
    scan_ticket(desk, 1, " t26 00002 ", 1)
    assert [one.volume for one in lot_told(shelf.library, 1).lines[:2]] == ["v.11 (2025)", "v.11 (2025) c.2"]
    with pytest.raises(Refused, match="3 counted, 2 scanned") as told:
        close(desk, 1, 3)
    assert "1 of 3 not packed: T2600003 v.11 (2025): Review of proofs." in str(told.value)
    scan_ticket(desk, 1, CODES[2], 2)
    with pytest.raises(Refused, match=r"4 counted, 3 scanned: 1 too many \(box 1: 2, box 2: 1\)"):
        close(desk, 1, 4)
    with pytest.raises(Refused, match=r"2 counted, 3 scanned: 1 missing \(box 1: 2, box 2: 1\)"):
        close(desk, 1, 2)
    assert lots.get(shelf.library, 1).state == "building"
    assert close(desk, 1, 3) == "Lot 2026-01 closed: 3 units in 2 boxes, scanned and counted."
    closed = lots.get(shelf.library, 1)
    assert (closed.state, closed.closed_at) == ("closed", "2026-11-21T09:30:00Z")
    assert {line.price for line in lots.lines(shelf.library, 1)} == {"12.50"}
    assert "closed. C opens it again." in refused(desk, CODES[0])
    for _ in range(4):
        undo_last(desk)
    assert shelf.contents(*BINDERY) == before


def test_a_closed_lot_opens_again_with_what_is_packed(shelf: Shelf) -> None:
    desk = shelf.desk()
    for code in CODES:
        scan_ticket(desk, 1, code, 1, insist=True)
    close(desk, 1, 3)
    closed = lots.get(shelf.library, 1)
    assert reopen(desk, closed) == "Lot 2026-01 is open again: what is packed lies in its box."
    with pytest.raises(Stale):
        reopen(shelf.desk("jo"), closed)
    told = lot_told(shelf.library, 1)
    assert (told.lot.state, told.lot.closed_at, len(told.packed)) == ("building", "", 3)
    # One is taken out of its box, and out of the lot; the others are counted anew.
    unpack(desk, 1, told.lines[1])
    assert units.get(shelf.library, 2).state == "ticketed"
    take_out(desk, 1, [units.get(shelf.library, 2)])
    assert close(desk, 1, 2).startswith("Lot 2026-01 closed: 2 units in 1 box,")
    # The manifest counts from 1 on: whoever opens the box does not look for what was taken out.
    assert [(line.sequence, line.unit_id) for line in lots.lines(shelf.library, 1)] == [(1, 1), (2, 3)]
    undo_last(desk)
    assert [line.sequence for line in lots.lines(shelf.library, 1)] == [1, 3]


def test_a_lot_that_nothing_is_in_is_given_up(shelf: Shelf) -> None:
    desk, before = shelf.desk(), shelf.contents(*BINDERY)
    with pytest.raises(Refused, match="Lot 2026-01 is not empty: 3 in it"):
        give_up(desk, lots.get(shelf.library, 1))
    empty = begin_lot(desk, 1)
    assert give_up(desk, empty) == "Lot 2026-02 for Acme Bindery given up: nothing was in it."
    assert lots.find(shelf.library, empty.id) is None
    undo_last(desk)
    assert lots.find(shelf.library, empty.id) == empty
    undo_last(desk)
    assert shelf.contents(*BINDERY) == before


def test_a_box_that_would_be_too_heavy(shelf: Shelf) -> None:
    desk = shelf.desk()
    for code in CODES[:2]:
        scan_ticket(desk, 1, code, 1)
    assert [(box.units, box.grams) for box in lot_told(shelf.library, 1).boxes] == [(2, 2184)]
    with pytest.raises(TooHeavy) as told:
        scan_ticket(desk, 1, CODES[2], 1)
    assert str(told.value) == (
        "Not packed: box 1 would weigh 7 lb, and Acme Bindery takes 6 lb."
        " Right begins box 2. The same again packs it here all the same."
    )
    assert scan_ticket(desk, 1, CODES[2], 1, insist=True).left == 0
    assert lot_told(shelf.library, 1).boxes[0].grams == 3276


def test_an_empty_box_leaves_no_hole_in_the_numbers(shelf: Shelf) -> None:
    desk = shelf.desk()
    for box, code in enumerate(CODES, 1):
        scan_ticket(desk, 1, code, box)
    unpack(desk, 1, lot_told(shelf.library, 1).lines[1])
    scan_ticket(desk, 1, CODES[1], 3)
    close(desk, 1, 3)
    assert [line.box for line in lots.lines(shelf.library, 1)] == [1, 2, 2]


def test_what_is_said_of_a_ticket_that_does_not_belong(shelf: Shelf) -> None:
    desk = shelf.desk()
    binder_id = lots.get(shelf.library, 1).binder_id
    other = lot(shelf, binder_id, "2026-02")
    title_id = bound_title(shelf, binder_id, "Weekly [of] tests", volumes=1)
    unit_id = unit(shelf, title_id, other, state="ticketed", label="v.2", thickness=100)
    ticket(shelf, unit_id, "T2600009")
    scan_ticket(desk, 1, CODES[0], 1)
    before = shelf.contents(*BINDERY)
    assert refused(desk, CODES[0], box=2).startswith("Packed already, in box 1: T2600001 v.11 (2025)")
    assert refused(desk, "9780000000002").startswith("No ticket has the number 9780000000002: nothing was")
    assert refused(desk, CODES[0], lot_id=other) == (
        "T2600001 is v.11 (2025): Journal of tests. It is packed in box 1 of lot 2026-01. Put it there."
    )
    assert refused(desk, "T2600009") == (
        "T2600009 is v.2: Weekly [of] tests. It is in lot 2026-02. A takes it into lot 2026-01."
    )
    shelf.library.execute("UPDATE piece SET barcode = '31234000000017' WHERE id = 1")
    assert refused(desk, "31234000000017").startswith("This is the barcode of a piece: ")
    shelf.library.execute("UPDATE piece SET barcode = NULL WHERE id = 1")
    assert shelf.contents(*BINDERY) == before
    # Another lot of the same binder that is still open gives it away; one that is closed does not.
    assert bring_in(desk, 1, 4) == "Into lot 2026-01: v.2: Weekly [of] tests."
    assert scan_ticket(desk, 1, "T2600009", 1).left == 2
    shelf.library.execute("UPDATE lot SET state = 'closed' WHERE id = 1")
    assert "It went into lot 2026-01, which is closed." in refused(desk, "T2600009", lot_id=other)


def test_a_unit_that_is_in_no_lot_is_taken_in(shelf: Shelf) -> None:
    desk = shelf.desk()
    take_out(desk, 1, [units.get(shelf.library, 2)])
    with pytest.raises(OtherLot, match=r"It is in no lot\. A takes it into lot 2026-01.") as told:
        scan_ticket(desk, 1, CODES[1], 1)
    bring_in(desk, 1, told.value.unit_id)
    assert scan_ticket(desk, 1, CODES[1], 1).left == 2


@pytest.mark.parametrize(
    ("state", "code", "told"),
    [
        # It was refused and goes again, or was collated once more.
        (
            "ready",
            "T2600001",
            "Not packed: v.11 (2025): Journal of tests. Its ticket T2600001 is from before. T makes it anew.",
        ),
        (
            "held",
            "T2600001",
            "Not packed: v.11 (2025): Journal of tests. It is held. It has to be collated (F9 D)",
        ),
    ],
)
def test_what_is_not_fit_to_be_packed(shelf: Shelf, state: str, code: str, told: str) -> None:
    desk = shelf.desk()
    shelf.library.execute("UPDATE unit SET state = ? WHERE id = 1", (state,))
    assert refused(desk, code).startswith(told)
    with pytest.raises(Refused, match=r"v\.11"):
        pack_line(desk, 1, lot_told(shelf.library, 1).lines[0], 1)


def test_a_binder_whose_tickets_are_proofed(shelf: Shelf) -> None:
    desk = shelf.desk()
    shelf.library.execute("UPDATE binder SET proofed = 1")
    assert "Ticket T2600001 is not proofed." in refused(desk, CODES[0])
    shelf.library.execute("UPDATE ticket SET proofed_at = '2026-11-21T08:00:00Z', proofed_by = 'jo'")
    assert scan_ticket(desk, 1, CODES[0], 1).box == 1


def test_two_people_at_one_lot(shelf: Shelf) -> None:
    mary, jo = shelf.desk(), shelf.desk("jo", "desk 2")
    seen = lot_told(jo.library, 1).lines
    scan_ticket(mary, 1, CODES[0], 1)
    with pytest.raises(Stale):
        pack_line(jo, 1, seen[0], 2)
    assert "Packed already, in box 1" in refused(jo, CODES[0], box=2)
    pack_line(jo, 1, seen[1], 2)
    assert [line.packed_by for line in lots.lines(mary.library, 1)] == ["mary", "jo", ""]


def test_a_correction_goes_out_without_a_new_ticket(shelf: Shelf) -> None:
    desk = shelf.desk()
    shelf.library.execute("UPDATE unit SET state = 'rejected' WHERE id = 1")
    shelf.library.execute("UPDATE lot_line SET corrects = 3 WHERE id = 1")
    before = shelf.contents(*BINDERY)
    scan_ticket(desk, 1, CODES[0], 1)
    unpack(desk, 1, lot_told(shelf.library, 1).lines[0])
    assert units.get(shelf.library, 1).state == "rejected"
    undo_last(desk)
    undo_last(desk)
    assert shelf.contents(*BINDERY) == before


def test_a_count_as_typed() -> None:
    assert typed_count(" 30 ") == 30
    for text in ("", "thirty", "3.5", "12345"):
        with pytest.raises(Refused):
            typed_count(text)


def test_what_was_held_after_it_was_packed_does_not_leave(shelf: Shelf) -> None:
    desk = shelf.desk()
    for code in CODES:
        scan_ticket(desk, 1, code, 1, insist=True)
    shelf.library.execute("UPDATE unit SET state = 'held' WHERE id = 2")
    with pytest.raises(
        Refused, match=r"T2600002 v\.11 \(2025\): Annals of trial: in box 1, and held\. X takes"
    ):
        close(desk, 1, 3)
    unpack(desk, 1, lot_told(shelf.library, 1).lines[1])
    assert units.get(shelf.library, 2).state == "held"
    take_out(desk, 1, [units.get(shelf.library, 2)])
    assert close(desk, 1, 2).startswith("Lot 2026-01 closed: 2 units")


@pytest.mark.parametrize("state", ["boxed", "bound in house", "refused", "cancelled", "discarded", "shelved"])
def test_what_cannot_go_to_the_binder_is_not_taken_into_a_lot(shelf: Shelf, state: str) -> None:
    desk = shelf.desk()
    unit_id = unit(shelf, 1, None, state=state, issues=[], label="v.9")
    ticket(shelf, unit_id, "T2600009")
    with pytest.raises(Refused) as told:
        scan_ticket(desk, 1, "T2600009", 1)
    assert str(told.value) == f"T2600009 is v.9: Journal of tests. It is {state}. Put it aside."
    assert not isinstance(told.value, OtherLot)
    with pytest.raises(Refused, match=f"v.9 is {state}"):
        bring_in(desk, 1, unit_id)
