"""A sitting: one person's tray of one day at one machine, what waits in it, and its acts back and forth."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from threading import Barrier, Thread

import pytest

from buckram.desk.cards import card, light
from buckram.desk.checkin import scan
from buckram.desk.desk import Desk
from buckram.desk.noting import have_read, write_note
from buckram.desk.receiving import receive
from buckram.desk.tray import entries, settle, tray_done
from buckram.desk.undoing import redo_last, tally, undo, undo_last
from buckram.errors import Refused, Stale
from buckram.storage import notes, sittings
from library_for_tests import Shelf

WRONG = "9770317847002"
UNKNOWN = "9770028083002"


def receive_next(desk: Desk, title: int) -> int:
    issue = light(desk, title)
    assert issue is not None
    return receive(desk, issue.id, issue.version).act_id


def told(desk: Desk) -> list[tuple[str, bool]]:
    return [(entry.what, entry.waiting) for entry in entries(desk)]


@pytest.mark.parametrize(("hours", "began", "later", "same"), [
    (11, "2026-11-21T10:30", "2026-11-21T11:30", True),
    (11, "2026-11-21T23:30", "2026-11-22T00:30", False),
    (-8, "2026-11-20T16:30", "2026-11-21T08:30", False),
    (-8, "2026-11-20T08:30", "2026-11-20T16:30", True),
])  # fmt: skip
@pytest.mark.parametrize("restarted", [True, False])
def test_a_sitting_is_of_one_day_of_the_person_s(
    shelf: Shelf, hours: int, began: str, later: str, same: bool, restarted: bool
) -> None:
    zone = timezone(timedelta(hours=hours))
    title = shelf.title()
    shelf.clock.now = datetime.fromisoformat(began).replace(tzinfo=zone)
    desk = shelf.desk()
    receive_next(desk, title)
    first = desk.sitting_id
    shelf.clock.now = datetime.fromisoformat(later).replace(tzinfo=zone)
    desk = shelf.desk() if restarted else desk
    assert desk.take_up() == (first if same else None)
    receive_next(desk, title)
    assert (desk.sitting_id == first) is same
    still_open = shelf.library.value("SELECT count(*) FROM sitting WHERE ended_at IS NULL")
    assert still_open == 1


def test_an_act_over_midnight_stays_in_its_sitting(shelf: Shelf) -> None:
    desk = shelf.desk()
    began = desk.sitting()
    with desk.library.transaction():
        shelf.clock.pass_(days=1)
        assert desk.sitting() == began
    assert desk.sitting() != began


def test_two_desks_of_one_person_at_one_machine_share_the_sitting(shelf: Shelf) -> None:
    begun: list[int] = []
    together = Barrier(4)

    def begin() -> None:
        desk = shelf.desk()
        together.wait()
        begun.append(desk.sitting())

    threads = [Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(begun) == 4
    assert len(set(begun)) == 1
    assert shelf.desk("mary", "desk 2").sitting() not in begun
    assert shelf.desk("john", "desk 1").sitting() not in begun


def test_a_tray_that_is_done_is_done_for_every_desk_of_the_person(shelf: Shelf) -> None:
    title, one, other = shelf.title(), shelf.desk(), shelf.desk()
    receive_next(one, title)
    receive_next(other, title)
    first = other.sitting_id
    assert one.sitting_id == first
    tray_done(one)
    assert tally(other).received == 0
    with pytest.raises(Refused, match="nothing to undo"):
        undo_last(other)
    issue = card(other, title).boxes[-1].issue
    write_note(other, title, "Torn.", issue_id=issue.id)
    assert other.sitting_id not in (None, first)


def test_a_desk_that_stayed_open_joins_the_new_day_s_sitting(shelf: Shelf) -> None:
    one, two = shelf.desk(), shelf.desk()
    yesterday = one.sitting()
    assert two.sitting() == yesterday
    shelf.clock.pass_(days=1)
    assert one.sitting() == two.sitting() != yesterday


def test_what_was_not_settled_waits_on_the_next_day(shelf: Shelf) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    scan(desk, "977031784700110")
    scan(desk, WRONG)
    scan(desk, UNKNOWN)
    waiting = told(desk)
    assert sorted(waiting) == [("no record", True), ("rejected", True), ("waits", True)]
    shelf.clock.pass_(days=3)
    desk = shelf.desk()
    assert told(desk) == waiting
    assert {entry.day for entry in entries(desk)} == {desk.today() - timedelta(days=3)}
    for entry in entries(desk):
        assert entry.scan_id is not None
        settle(desk, entry.scan_id)
    assert told(desk) == [("act", False)] * 3


def test_others_see_only_the_pieces_without_a_record(shelf: Shelf) -> None:
    desk = shelf.desk("mary")
    scan(desk, WRONG)
    scan(desk, UNKNOWN)
    assert told(shelf.desk("john", "desk 2")) == [("no record", True)]


def test_a_scan_that_was_settled_is_history_of_its_own_day(shelf: Shelf) -> None:
    desk = shelf.desk()
    scan(desk, WRONG)
    settle(desk, 1)
    assert told(desk) == [("act", False), ("rejected", False)]
    with pytest.raises(Stale, match="dealt with"):
        settle(desk, 1)
    undo_last(desk)
    assert told(desk) == [("rejected", True), ("undone", False)]
    redo_last(desk)
    shelf.clock.pass_(days=1)
    assert told(shelf.desk()) == []


def test_a_receipt_settles_what_waited_for_the_issue_and_nothing_else(shelf: Shelf) -> None:
    title, other = shelf.title(), shelf.title("Other", "0095-4403")
    desk = shelf.desk()
    sitting = desk.sitting()
    about = ((title, 3), (title, 4), (title, None), (other, None), (None, None))
    with shelf.library.transaction():
        for place in about:
            kept = dict(zip(("title_id", "issue_id"), place, strict=True))
            sittings.keep(shelf.library, sitting, desk.now(), "x", "waits", "x", question="note", **kept)
    receipt = receive(desk, 3, 0)
    left = [(s.title_id, s.issue_id) for s in sittings.waiting(shelf.library, "mary")]
    assert left == [(None, None), (other, None), (title, None), (title, 4)]
    undo(desk, receipt.act_id)
    assert len(sittings.waiting(shelf.library, "mary")) == len(about)


def test_undo_and_redo_go_through_the_sitting(shelf: Shelf) -> None:
    title = shelf.title(statuses="eee")
    desk = shelf.desk()
    receive_next(desk, title)
    receive_next(desk, title)
    standing = [[("received", False)] * 2]
    for step, lines in (
        (undo_last, ["undone", "received"]),
        (undo_last, ["undone", "undone"]),
        (redo_last, ["undone", "received"]),
        (redo_last, ["received", "received"]),
        (undo_last, ["undone", "received"]),
        (redo_last, ["received", "received"]),
    ):
        act = step(desk)
        assert act.kind == ("undo" if step is undo_last else "redo")
        assert [what for what, _ in told(desk)] == lines
        assert [a.undone for a in tally(desk).newest if a.kind == "receive"] == [w == "undone" for w in lines]
        assert tally(desk).received == lines.count("received")
    assert [told(desk)] == standing
    with pytest.raises(Refused, match="nothing to do again"):
        redo_last(desk)


def test_redo_ends_where_something_new_was_done(shelf: Shelf) -> None:
    title = shelf.title(statuses="eee")
    desk = shelf.desk()
    receive_next(desk, title)
    undo_last(desk)
    write_note(desk, title, "Comes late")
    with pytest.raises(Refused, match="something was done since"):
        redo_last(desk)


def test_a_line_of_the_list_is_undone_also_after_it_was_done_again(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    act = receive_next(desk, title)
    undo_last(desk)
    redo_last(desk)
    undo(desk, act)
    assert told(desk) == [("undone", False)]
    with pytest.raises(Refused, match="already undone"):
        undo(desk, act)


def test_nothing_to_undo_begins_no_sitting(shelf: Shelf) -> None:
    desk = shelf.desk()
    for step in (undo_last, redo_last):
        with pytest.raises(Refused):
            step(desk)
    assert tally(desk).received == 0
    assert shelf.library.value("SELECT count(*) FROM sitting") == 0


def test_a_note_comes_back_with_who_has_read_it(shelf: Shelf) -> None:
    title = shelf.title()
    mary, john = shelf.desk("mary"), shelf.desk("john", "desk 2")
    write_note(mary, title, "Stamp it")
    have_read(john, [1])
    undo_last(mary)
    assert shelf.library.value("SELECT count(*) FROM note_read") == 0
    redo_last(mary)
    assert [notes.unread(shelf.library, title, who) for who in ("mary", "john")] == [[], []]
    assert len(notes.unread(shelf.library, title, "ann")) == 1


def test_a_good_scan_answers_the_bad_one_of_the_same_piece(shelf: Shelf) -> None:
    """Nothing is left to ask of a piece that was only held askew; another piece leaves the question."""
    shelf.title(statuses="ae")
    desk = shelf.desk()
    scan(desk, "9770317847002")
    assert [entry.question for entry in entries(desk) if entry.waiting] == ["unreadable"]
    opened = scan(desk, "9770317847001")
    assert [entry.question for entry in entries(desk) if entry.waiting] == ["which issue"]
    assert opened.issue_id is not None
    scan(desk, "9770317847002")
    shelf.clock.pass_(seconds=61)
    scan(desk, "9770317847001")
    assert "unreadable" in [entry.question for entry in entries(desk) if entry.waiting]
