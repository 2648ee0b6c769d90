"""The sitting's questions worked off: what is proposed, what answers one, and that undo asks it again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from buckram.desk import worklist
from buckram.desk.again import Again
from buckram.desk.checkin import scan, take
from buckram.desk.correcting import correct, read_printed
from buckram.desk.desk import Desk
from buckram.desk.noting import write_note
from buckram.desk.outcome import Done
from buckram.desk.skipping import Became
from buckram.desk.tray import entries, go_on, tray_done, waiting_count
from buckram.desk.undoing import redo_last, undo_last
from buckram.desk.worklist import Do, proposal, receive_proposed
from buckram.errors import Refused, Stale
from library_for_tests import Shelf

BARE = "9770317847001"


def asked(desk: Desk) -> list[str]:
    return [entry.question for entry in entries(desk) if entry.waiting]


def first(desk: Desk) -> int:
    scan_id = entries(desk)[0].scan_id
    assert scan_id is not None
    return scan_id


def test_two_pieces_of_a_title_get_two_issues_one_after_the_other(shelf: Shelf) -> None:
    shelf.title(statuses="aaee")
    desk = shelf.desk()
    scan(desk, BARE)
    scan(desk, BARE)
    assert waiting_count(desk) == 1, "the piece in hand is not counted"
    one = proposal(desk, first(desk))
    assert (one.does, one.says) == (Do.RECEIVE, "receive v.12:no.11 (November 2026)")
    receive_proposed(desk, first(desk), one)
    assert asked(desk) == ["which issue"], "one receipt answers one piece"
    two = proposal(desk, first(desk))
    assert two.says == "receive v.12:no.12 (December 2026)"
    assert two.remark.startswith("v.12:no.11 (November 2026) is here by now. The same code was scanned")
    before = shelf.contents("scan", "piece", "issue")
    receive_proposed(desk, first(desk), two)
    assert asked(desk) == []
    undo_last(desk)
    assert shelf.contents("scan", "piece", "issue") == before
    assert asked(desk) == ["which issue"]
    redo_last(desk)
    assert asked(desk) == []


def test_the_digits_beside_the_barcode_go_with_the_answer(shelf: Shelf) -> None:
    shelf.title(statuses="aee")
    desk = shelf.desk()
    scan(desk, BARE + "11")
    receive_proposed(desk, first(desk), proposal(desk, first(desk)))
    assert shelf.library.value("SELECT addon FROM piece ORDER BY id DESC") == "11"


def test_a_note_is_read_with_its_answer(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    write_note(shelf.desk("john"), title, "Cut the wrapper")
    desk = shelf.desk()
    scan(desk, BARE + "11")
    proposed = proposal(desk, first(desk))
    assert [note.text for note in proposed.notes] == ["Cut the wrapper"]
    assert proposed.says == "I have read it: receive v.12:no.11 (November 2026)"
    receive_proposed(desk, first(desk), proposed)
    assert asked(desk) == []
    scan(desk, BARE + "12")
    assert asked(desk) == [], "mary has read it"


@pytest.mark.parametrize(("code", "does", "says"), [
    (BARE + "10", Do.AGAIN, "say what the second piece of v.12:no.10 (October 2026) is"),
    (BARE + "12", Do.WATCH, "watch v.12:no.11 (November 2026)"),
    ("9770028083002", Do.ATTACH, "attach it to a title"),
    ("9770317847002", Do.TYPE, "type what is printed"),
])  # fmt: skip
def test_each_kind_of_question_has_its_answer(shelf: Shelf, code: str, does: Do, says: str) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    scan(desk, code)
    proposed = proposal(desk, first(desk))
    assert (proposed.does, proposed.says) == (does, says)
    with pytest.raises(Refused, match="not answered by a receipt"):
        receive_proposed(desk, first(desk), proposed)


def test_a_gap_is_answered_for_all_that_it_holds(shelf: Shelf) -> None:
    shelf.title(statuses="aaaeee", first_month=7, addons=True)
    desk = shelf.desk()
    scan(desk, BARE + "12")
    assert proposal(desk, first(desk)).says == "watch v.12:no.10 (October 2026) and 1 more"
    before = shelf.contents("issue", "claim", "scan")
    for became in Became:
        worklist.answer_gap(desk, first(desk), became)
        assert asked(desk) == [], became
        undo_last(desk)
        assert asked(desk) == ["gap"], became
        assert shelf.contents("issue", "claim", "scan") == before


def test_a_gap_of_what_is_late_is_claimed(shelf: Shelf) -> None:
    shelf.title(statuses="aaeee", first_month=5, addons=True)
    shelf.clock.pass_(days=60)
    desk = shelf.desk()
    scan(desk, BARE + "09")
    assert proposal(desk, first(desk)).does is Do.CLAIM


def test_a_second_piece_is_a_gift(shelf: Shelf) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    scan(desk, BARE + "10")
    worklist.answer_again(desk, first(desk), Again.GIFT, "from Dr Ng")
    assert asked(desk) == []
    assert tuple(shelf.library.row("SELECT kind, addon FROM piece ORDER BY id DESC") or ()) == ("gift", "10")
    undo_last(desk)
    assert asked(desk) == ["here already"]


def test_a_question_without_an_issue_opens_the_card(shelf: Shelf) -> None:
    shelf.title(statuses="")
    desk = shelf.desk()
    scan(desk, BARE)
    assert proposal(desk, first(desk)).does is Do.OPEN


def test_a_title_is_chosen_later_and_its_piece_goes_on(shelf: Shelf) -> None:
    shelf.title("One", addons=True)
    shelf.title("Two", addons=True)
    desk = shelf.desk()
    scan(desk, BARE + "11")
    assert asked(desk) == ["which title"]
    desk = shelf.desk()
    offered = worklist.choices(desk, first(desk))
    assert [title.name for title in offered.titles] == ["One", "Two"]
    assert take(desk, 2, offered).done is Done.RECEIVED
    assert asked(desk) == []
    undo_last(desk)
    assert asked(desk) == ["which title"], "an exact receipt answered it in its own act"


def test_a_piece_in_hand_from_the_list_is_answered_by_any_receipt(shelf: Shelf) -> None:
    shelf.title(statuses="aaeee")
    desk = shelf.desk()
    scan(desk, BARE)
    desk.in_hand = None
    proposed = worklist.take_in_hand(desk, first(desk))
    assert proposed.issue is not None
    correct(desk, read_printed(shelf.library, proposed.issue.id, "12 11/12"), receives=True)
    assert asked(desk) == []
    undo_last(desk)
    assert asked(desk) == ["which issue"]


def test_what_was_not_read_is_typed(shelf: Shelf) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    scan(desk, "9770317847002")
    for wrong in ("9770317847003", "11"):
        with pytest.raises(Refused):
            worklist.type_code(desk, first(desk), wrong)
    assert asked(desk) == ["unreadable"]
    assert worklist.type_code(desk, first(desk), BARE + "11").receipt
    assert asked(desk) == []
    undo_last(desk)
    assert asked(desk) == ["unreadable"]
    worklist.type_code(desk, first(desk), "0317-8471")
    assert asked(desk) == ["which issue"]


def test_an_answer_that_somebody_gave_meanwhile_is_not_given_again(shelf: Shelf) -> None:
    shelf.title(statuses="aaee")
    desk, same = shelf.desk(), shelf.desk()
    scan(desk, BARE)
    scan_id = first(desk)
    late = proposal(same, scan_id)
    receive_proposed(desk, scan_id, proposal(desk, scan_id))
    with pytest.raises(Stale, match="answered meanwhile: received"):
        receive_proposed(same, scan_id, late)


def test_after_a_dropped_line_the_tray_is_taken_up_where_it_was(shelf: Shelf) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    for code in (BARE + "11", "9770317847002", BARE + "10"):
        scan(desk, code)
    sitting = desk.sitting_id
    shelf.clock.pass_(hours=2)
    again = shelf.desk()
    assert asked(again) == ["unreadable", "here already"], "in the order of the tray"
    assert again.sitting_id == sitting


def test_a_tray_is_ended_and_what_waits_goes_on_waiting(shelf: Shelf) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    with pytest.raises(Refused, match="no tray to end"):
        tray_done(desk)
    scan(desk, BARE + "11")
    scan(desk, "9770317847002")
    first_tray = desk.sitting_id
    tray_done(desk)
    assert desk.take_up() is None
    assert [(entry.what, entry.waiting) for entry in entries(desk)] == [("rejected", True)]
    go_on(desk)
    assert desk.sitting_id == first_tray
    tray_done(desk)
    scan(desk, BARE + "12")
    assert desk.sitting_id != first_tray
    with pytest.raises(Refused, match="a new one has begun"):
        go_on(desk)
    tray_done(desk)
    shelf.clock.now += timedelta(days=1)
    with pytest.raises(Refused):
        go_on(desk)
