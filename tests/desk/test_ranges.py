"""One act over a marked range: all of it happens, one undo takes all back, the refused are named."""

from __future__ import annotations

import pytest

from buckram.desk.cards import card
from buckram.desk.desk import Desk
from buckram.desk.figures import By, figures
from buckram.desk.history import history
from buckram.desk.noting import write_note
from buckram.desk.ranges import not_published_range, receive_range, withdraw_range
from buckram.desk.receiving import UnreadNotes, receive
from buckram.desk.undoing import tally, undo_last
from buckram.errors import Refused, Stale
from buckram.storage.issues import Issue
from library_for_tests import Shelf

TABLES = ("issue", "piece", "scan", "claim", "note")


def boxes(desk: Desk, title: int) -> list[Issue]:
    return [box.issue for box in card(desk, title).boxes]


def statuses(desk: Desk, title: int) -> list[str]:
    return [str(issue.status) for issue in boxes(desk, title)]


def test_a_range_is_received_in_one_act_and_taken_back_by_one_undo(shelf: Shelf) -> None:
    title, desk = shelf.title(statuses="aeeee"), shelf.desk()
    before = shelf.contents(*TABLES)
    done = receive_range(desk, boxes(desk, title)[1:4])
    assert (done.count, done.refused) == (3, [])
    assert done.sentence == (
        "Received 3 issues, v.12:no.10 (October 2026) to v.12:no.12 (December 2026): Journal of tests."
    )
    assert statuses(desk, title) == ["arrived"] * 4 + ["expected"]
    assert shelf.library.value("SELECT count(*) FROM act") == 1
    assert tally(desk).received == 3, "pieces are counted, not acts"
    assert [line.pieces for line in figures(desk, By.SITTING, desk.today()).lines] == [3]
    told = history(desk, boxes(desk, title)[2].id)
    assert [act.sentence for act in told.acts] == [done.sentence], "each of them has it in its history"
    assert [piece.by for piece in told.pieces] == ["mary"]
    undo_last(desk)
    assert shelf.contents(*TABLES) == before
    assert tally(desk).received == 0
    assert [act.undone for act in history(desk, boxes(desk, title)[2].id).acts] == [False, True]


def test_what_is_refused_is_named_and_does_not_stop_the_others(shelf: Shelf) -> None:
    title, desk = shelf.title(statuses="aaeea"), shelf.desk()
    done = receive_range(desk, boxes(desk, title)[1:])
    assert done.count == 2
    assert [line.split(" is ")[0] for line in done.refused] == [
        "v.12:no.10 (October 2026)",
        "v.13:no.1 (January 2027)",
    ]
    with pytest.raises(Refused, match="already here"):
        receive_range(desk, boxes(desk, title)[:2])


def test_a_gap_before_the_range_is_asked_for_once(shelf: Shelf) -> None:
    title, desk = shelf.title(statuses="aeeee"), shelf.desk()
    receive_range(desk, boxes(desk, title)[3:])
    assert shelf.library.value("SELECT count(*) FROM scan WHERE question = 'gap'") == 1


def test_not_published_and_withdrawn_ranges(shelf: Shelf) -> None:
    title, desk = shelf.title(statuses="aaeee"), shelf.desk()
    before = shelf.contents(*TABLES)
    gone = not_published_range(desk, boxes(desk, title)[1:4])
    assert gone.count == 2
    assert "no.10" in gone.refused[0]
    assert withdraw_range(desk, boxes(desk, title)[:2]).count == 2
    assert statuses(desk, title) == ["withdrawn"] * 2 + ["not published"] * 2 + ["expected"]
    undo_last(desk)
    undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_a_stale_box_or_an_unread_note_stops_the_whole_range(shelf: Shelf) -> None:
    title, desk = shelf.title(statuses="aeee"), shelf.desk()
    marked = boxes(desk, title)[1:]
    receive(shelf.desk("john", "desk 2"), marked[1].id, marked[1].version)
    with pytest.raises(Stale, match="john was faster"):
        receive_range(desk, marked)
    assert statuses(desk, title)[1] == "expected"
    write_note(shelf.desk("john", "desk 2"), title, "Look")
    with pytest.raises(UnreadNotes):
        receive_range(desk, boxes(desk, title)[1:])
