"""Barcodes of the library's own at receipt: the piece, then its barcode; and what is refused."""

from __future__ import annotations

import pytest

from buckram.desk import copies
from buckram.desk.checkin import receive_lit, scan
from buckram.desk.deciding import decide
from buckram.desk.desk import Desk
from buckram.desk.item_barcodes import await_barcode, put_on, take_off
from buckram.desk.outcome import Done
from buckram.desk.tray import entries
from buckram.desk.undoing import undo_last
from buckram.desk.worklist import Do, proposal
from buckram.errors import Refused
from buckram.storage.copies import bearing, pieces
from library_for_tests import Shelf

PIECE, OTHER = "9770317847001", "1234-5679"
BARCODE, SECOND = "30234000517861", "33191000105864"


@pytest.fixture
def desk(shelf: Shelf) -> Desk:
    """A title whose copy wants barcodes; its scans name no issue, so Enter receives."""
    title = shelf.title()
    shelf.title("Another", OTHER)
    desk = shelf.desk()
    copies.want_barcode(desk, copies.of_title(shelf.library, title)[0].id, wanted=True)
    return desk


def receive_one(desk: Desk) -> int:
    outcome = scan(desk, PIECE)
    assert outcome.issue_id is not None
    received = receive_lit(desk, outcome.issue_id, 0)
    assert received.receipt is not None
    assert received.next_step.endswith("Scan the library barcode.")
    assert not received.look
    return received.receipt.piece_id


def asked(desk: Desk) -> list[str]:
    return [entry.sentence for entry in entries(desk) if entry.waiting and entry.question == "barcode wanted"]


def test_scan_the_piece_scan_the_barcode_done(shelf: Shelf, desk: Desk) -> None:
    before = shelf.contents("piece", "issue")
    piece = receive_one(desk)
    assert asked(desk) == ["v.12:no.11 (November 2026) wants a library barcode: Journal of tests."]
    outcome = scan(desk, f"A{BARCODE}B")
    assert (outcome.done, outcome.look) == (Done.BARCODE, False)
    assert outcome.sentence == f"Barcode {BARCODE} is on v.12:no.11 (November 2026), c.1: Journal of tests."
    found = bearing(shelf.library, BARCODE)
    assert found is not None
    assert found.id == piece
    assert asked(desk) == []
    # From now on its barcode finds the piece.
    assert scan(desk, BARCODE).issue_id == found.issue_id
    undo_last(desk)
    assert bearing(shelf.library, BARCODE) is None
    assert len(asked(desk)) == 1
    undo_last(desk)
    assert shelf.contents("piece", "issue") == before


def test_the_next_piece_instead_leaves_the_question(shelf: Shelf, desk: Desk) -> None:
    receive_one(desk)
    other = scan(desk, OTHER)
    assert (other.done, other.title_id) == (Done.OPENED, 2)
    assert len(asked(desk)) == 1
    # Now a barcode belongs to nothing that lies on the desk.
    assert scan(desk, BARCODE).done is Done.NO_RECORD
    assert bearing(shelf.library, BARCODE) is None
    # From the list of questions it is taken up again.
    [question] = [entry for entry in entries(desk) if entry.waiting and entry.question == "barcode wanted"]
    assert question.scan_id is not None
    proposed = proposal(desk, question.scan_id)
    assert (proposed.does, proposed.says) == (Do.BARCODE, "put a barcode on v.12:no.11 (November 2026)")
    await_barcode(desk, 3)
    assert scan(desk, BARCODE).done is Done.BARCODE
    assert asked(desk) == []
    with pytest.raises(Refused, match="wants a barcode any more"):
        await_barcode(desk, 3)


def test_a_barcode_in_use_is_refused_with_its_place_and_another_is_waited_for(
    shelf: Shelf, desk: Desk
) -> None:
    receive_one(desk)
    scan(desk, BARCODE)
    receive_one(desk)
    outcome = scan(desk, BARCODE)
    assert outcome.look
    assert outcome.sentence == f"{BARCODE} is in use: Journal of tests, v.12:no.11 (November 2026), c.1."
    wrong = scan(desk, "33191000105865")
    assert wrong.sentence == "The check digit of 33191000105865 is wrong: 4 would be right."
    card = scan(desk, "21067000550016")
    assert "reader's card" in card.sentence
    assert scan(desk, SECOND, by_hand=True).sentence.startswith(f"Barcode {SECOND} is on v.12:no.12")
    assert asked(desk) == []


def test_a_receipt_that_was_taken_back_waits_for_nothing(shelf: Shelf, desk: Desk) -> None:
    receive_one(desk)
    undo_last(desk)
    assert asked(desk) == []
    assert scan(desk, BARCODE).done is Done.NO_RECORD


@pytest.mark.parametrize(("rule", "right", "no_barcode"), [
    ("L[0-9]{5}", "L12345", PIECE),
    ("code39mod43", "*CODE39W*", PIECE),
    ("none", "b-99", OTHER),
])  # fmt: skip
def test_the_library_s_rule_tells_its_barcodes(
    shelf: Shelf, desk: Desk, rule: str, right: str, no_barcode: str
) -> None:
    decide(shelf.library, "barcode_rule", rule)
    piece = receive_one(desk)
    assert scan(desk, right).done is Done.BARCODE
    assert pieces(shelf.library, 3)[0].barcode == right.strip("*")
    receive_one(desk)
    assert scan(desk, no_barcode).done is Done.OPENED
    take_off(desk, piece)
    assert pieces(shelf.library, 3)[0].barcode == ""


def test_a_barcode_is_changed_and_taken_off_later(shelf: Shelf, desk: Desk) -> None:
    piece = receive_one(desk)
    with pytest.raises(Refused, match="no barcode"):
        take_off(desk, piece)
    put_on(desk, piece, BARCODE)
    assert "instead of" in put_on(desk, piece, SECOND).sentence
    with pytest.raises(Refused, match="already"):
        put_on(desk, piece, SECOND)
    take_off(desk, piece)
    undo_last(desk)
    undo_last(desk)
    assert pieces(shelf.library, 3)[0].barcode == BARCODE


def test_a_rule_that_does_not_work_is_not_taken(shelf: Shelf) -> None:
    with pytest.raises(Refused, match="no regular expression"):
        decide(shelf.library, "barcode_rule", "L[")
    with pytest.raises(Refused, match="never or marked or always"):
        decide(shelf.library, "labels", "sometimes")
    with pytest.raises(Refused, match="no size of paper"):
        decide(shelf.library, "label_size", "small")
