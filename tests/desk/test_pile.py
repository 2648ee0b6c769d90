"""The no-record pile: pieces that no title answers to, what can be done with each, and that taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from buckram.desk import pile
from buckram.desk.checkin import receive_lit, scan
from buckram.desk.desk import Desk
from buckram.desk.outcome import Done
from buckram.desk.tray import entries
from buckram.desk.undoing import redo_last, undo, undo_last
from buckram.errors import FileProblem, Refused, Stale
from buckram.storage import issues
from library_for_tests import Shelf

UNKNOWN = "977002808300211"
TABLES = ("scan", "pile", "title", "identifier", "copy", "subscription", "location", "issue", "piece", "code")


@pytest.fixture
def piece(shelf: Shelf) -> int:
    """One piece on the pile, scanned by john, whom mary helps."""
    shelf.title(addons=True)
    return scan(shelf.desk("john", "desk 2"), UNKNOWN).scan_id


def on_pile(desk: Desk) -> list[int | None]:
    return [entry.scan_id for entry in entries(desk) if entry.waiting and entry.question == "unknown"]


@pytest.mark.parametrize("does", [
    lambda desk, piece: pile.note(desk, piece, "Who asked for it?"),
    lambda desk, piece: pile.return_to_sender(desk, piece, "not ordered"),
    lambda desk, piece: pile.discard(desk, piece),
    lambda desk, piece: pile.attach(desk, piece, 1),
    lambda desk, piece: pile.attach_new(desk, piece, "Nature; 0028-0836; weekly; Stacks"),
    lambda desk, piece: pile.put_aside(desk, "blue journal, Bulgarian"),
])  # fmt: skip
def test_whatever_is_done_with_a_piece_is_taken_back_and_done_again(
    shelf: Shelf, piece: int, does: Callable[[Desk, int], object]
) -> None:
    desk = shelf.desk()
    before = shelf.contents(*TABLES)
    does(desk, piece)
    after = shelf.contents(*TABLES)
    assert after != before
    assert undo_last(desk).kind == "undo"
    assert shelf.contents(*TABLES) == before
    assert on_pile(desk) == [piece]
    redo_last(desk)
    assert shelf.contents(*TABLES) == after


def test_what_left_the_pile_is_history_and_nothing_is_deleted(shelf: Shelf, piece: int) -> None:
    desk = shelf.desk()
    pile.note(desk, piece, "Who asked for it?")
    assert on_pile(desk) == [piece], "a note leaves it on the pile"
    pile.return_to_sender(desk, piece, "not ordered")
    assert on_pile(desk) == on_pile(shelf.desk("ann", "desk 3")) == []
    told = [(event.person, event.said) for event in pile.history(desk, piece)]
    assert told == [("mary", "note: Who asked for it?"), ("mary", "returned to sender: not ordered")]
    assert shelf.library.value("SELECT answer FROM scan WHERE id = ?", (piece,)) == (
        "returned to sender: not ordered"
    )
    with pytest.raises(Stale, match="answered meanwhile: returned to sender"):
        pile.discard(shelf.desk("john", "desk 2"), piece)


def test_a_piece_that_is_attached_is_in_hand_and_its_receipt_goes_on(shelf: Shelf, piece: int) -> None:
    desk = shelf.desk()
    outcome = pile.attach(desk, piece, 1)
    assert (outcome.done, outcome.title_id) == (Done.OPENED, 1)
    assert outcome.issue_id is not None
    issue = issues.get(shelf.library, outcome.issue_id)
    assert issue.number == "no.11", "the digits beside the barcode name it"
    asks = [entry.question for entry in entries(desk) if entry.waiting]
    assert asks == ["which issue"], "mary has it now, and it is off the pile"
    assert receive_lit(desk, issue.id, issue.version).receipt
    assert shelf.library.value("SELECT addon FROM piece ORDER BY id DESC") == "11"
    assert not any(entry.waiting for entry in entries(desk))
    undo_last(desk)
    assert [entry.question for entry in entries(desk) if entry.waiting] == ["which issue"]
    undo_last(desk)
    assert on_pile(desk) == [piece]


def test_what_was_received_cannot_be_put_back_on_the_pile_before_its_receipt_is(
    shelf: Shelf, piece: int
) -> None:
    desk = shelf.desk()
    outcome = pile.attach(desk, piece, 1)
    attached = shelf.library.value("SELECT max(id) FROM act")
    assert outcome.issue_id is not None
    receive_lit(desk, outcome.issue_id, 0)
    with pytest.raises(Refused, match="later"):
        undo(desk, attached)


def test_a_title_is_made_with_what_is_typed(shelf: Shelf, piece: int) -> None:
    desk = shelf.desk()
    outcome = pile.attach_new(desk, piece, "Nature; 0028-0836; weekly; Stacks")
    assert outcome.title_id is not None
    assert shelf.library.value("SELECT frequency FROM title WHERE id = ?", (outcome.title_id,)) == "w"
    assert scan(shelf.desk("ann", "desk 3"), UNKNOWN).title_id == outcome.title_id
    with pytest.raises(Refused, match="needs a name"):
        pile.attach_new(desk, pile.put_aside(desk, "another"), ";0028-0836")


def test_words_describe_a_piece_without_a_code(shelf: Shelf) -> None:
    desk = shelf.desk()
    assert pile.words_put_aside("No record:  blue journal, Bulgarian") == "blue journal, Bulgarian"
    assert pile.words_put_aside("record of the year") is None
    made = pile.put_aside(desk, "  blue journal,  Bulgarian ")
    assert on_pile(shelf.desk("john", "desk 2")) == [made]
    assert shelf.library.value("SELECT raw FROM scan") == "blue journal, Bulgarian"
    with pytest.raises(Refused, match="Say what the piece is"):
        pile.put_aside(desk, "  ")


NATURE = """=LDR  00000cas a2200000 a 4500
=001  1586310
=003  OCoLC
=008  750815c18699999enkwr\\p\\\\\\\\\\\\\\0\\\\\\a0eng\\d
=022  0\\$a0028-0836
=245  00$aNature.
"""


def test_a_record_is_imported_for_a_piece(shelf: Shelf, piece: int, tmp_path: Path) -> None:
    desk = shelf.desk()
    came = pile.import_for(desk, piece, NATURE)
    assert (came.report.titles_new, came.exact) == (1, True)
    assert [title.name for title in came.titles] == ["Nature"]
    assert on_pile(desk) == [piece], "importing attaches nothing yet"
    other = pile.put_aside(desk, "thin thing")
    path = tmp_path / "records.mrk"
    path.write_text(NATURE.replace("1586310", "77").replace("0028-0836", "0013-0613").replace("Nat", "Ext"))
    came = pile.import_for(desk, other, f" '{path}' ")
    assert ([title.name for title in came.titles], came.exact) == (["Exture"], False)
    with pytest.raises(FileProblem, match="There is no file"):
        pile.import_for(desk, piece, "nowhere.mrc")
    with pytest.raises(Refused, match="paste a record"):
        pile.import_for(desk, piece, " ")


def test_the_code_of_a_piece_is_remembered_for_its_title(shelf: Shelf) -> None:
    shelf.title()
    desk = shelf.desk()
    upc = "070989306073"
    piece = scan(desk, upc)
    assert piece.question == "unknown"
    pile.attach(desk, piece.scan_id, 1)
    assert shelf.library.value("SELECT sentence FROM act ORDER BY id DESC").endswith(
        "Its code is remembered."
    )
    assert scan(shelf.desk("john", "desk 2"), upc).title_id == 1
    undo_last(desk)
    assert scan(shelf.desk("john", "desk 2"), upc).title_id is None
