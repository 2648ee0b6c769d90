"""Every act can be taken back, in any number, and refuses when something depends on it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buckram.errors import Refused, Stale
from buckram.storage import ledger, taking_back
from buckram.storage.backup import CopyBeforeImport
from buckram.storage.ledger import Hand, act
from library_for_tests import Shelf

HAND = Hand("mary", "desk 1", None, "2026-11-21T09:30:00Z")


def contents(shelf: Shelf) -> list[tuple[Any, ...]]:
    """Everything that acts may change, row by row."""
    return shelf.contents(*sorted(ledger.TABLES))


def rename(shelf: Shelf, title: int, before: str, after: str) -> int:
    with act(shelf.library, HAND, "rename") as writer:
        writer.update("title", title, {"name": before}, {"name": after})
        writer.title_id = title
        writer.sentence = f"Renamed {before} to {after}."
    return writer.id


def test_undo_puts_everything_back(shelf: Shelf) -> None:
    title = shelf.title("A")
    before = contents(shelf)
    with act(shelf.library, HAND, "many things") as writer:
        note = writer.insert("note", {"title_id": title, "text": "x", "written_at": HAND.at})
        writer.update("title", title, {"name": "A"}, {"name": "B"})
        writer.update("note", note, {"text": "x"}, {"text": "y"})
        writer.delete("identifier", 1)
    assert contents(shelf) != before
    taking_back.undo(shelf.library, HAND, writer.id)
    assert contents(shelf) == before


def test_an_undo_is_an_act_and_can_be_undone(shelf: Shelf) -> None:
    title = shelf.title("A")
    done = rename(shelf, title, "A", "B")
    after = contents(shelf)
    undone = taking_back.undo(shelf.library, HAND, done)
    assert undone.sentence == "Undone: Renamed A to B."
    again = taking_back.undo(shelf.library, HAND, undone.id)
    assert contents(shelf) == after
    assert (again.kind, again.undoes) == ("redo", undone.id)
    assert shelf.library.value("SELECT count(*) FROM act") == 3


def test_undo_refuses_what_a_later_act_depends_on_and_names_it(shelf: Shelf) -> None:
    title = shelf.title("A")
    first = rename(shelf, title, "A", "B")
    rename(shelf, title, "B", "C")
    before = contents(shelf)
    with pytest.raises(Refused, match="Renamed B to C"):
        taking_back.undo(shelf.library, HAND, first)
    assert contents(shelf) == before


def test_undo_refuses_when_something_hangs_on_a_row_it_would_remove(shelf: Shelf) -> None:
    title = shelf.title("A", statuses="")
    with act(shelf.library, HAND, "add") as writer:
        issue = writer.insert("issue", {"title_id": title, "position": 1, "designation": "{}"})
    shelf.library.execute("INSERT INTO piece (issue_id, received_on) VALUES (?, '2026-01-01')", (issue,))
    with pytest.raises(Refused, match="depends on this"):
        taking_back.undo(shelf.library, HAND, writer.id)


def test_an_import_is_not_undone_and_says_where_the_library_is_as_it_was(shelf: Shelf) -> None:
    with act(shelf.library, HAND, "import") as writer:
        writer.sentence = "Imported."
    with pytest.raises(Refused, match="cannot be taken back") as refusal:
        taking_back.undo(shelf.library, HAND, writer.id)
    assert "No copy" in refusal.value.next_step
    shelf.title()
    CopyBeforeImport(shelf.library).keep()
    with pytest.raises(Refused) as refusal:
        taking_back.undo(shelf.library, HAND, writer.id)
    assert str(shelf.path) + ".before-import" in refusal.value.next_step


def test_nothing_is_undone_twice(shelf: Shelf) -> None:
    done = rename(shelf, shelf.title("A"), "A", "B")
    taking_back.undo(shelf.library, HAND, done)
    with pytest.raises(Refused, match="already undone"):
        taking_back.undo(shelf.library, HAND, done)


def test_what_was_done_again_stands_and_can_be_undone_again(shelf: Shelf) -> None:
    title = shelf.title("A")
    done = rename(shelf, title, "A", "B")
    for _ in range(3):
        undo = taking_back.undo(shelf.library, HAND, done)
        assert undo.sentence == "Undone: Renamed A to B."
        assert shelf.library.value("SELECT name FROM title") == "A"
        assert ledger.find(shelf.library, done).undone  # type: ignore[union-attr]
        redo = taking_back.undo(shelf.library, HAND, undo.id)
        assert redo.sentence == "Done again: Renamed A to B."
        assert shelf.library.value("SELECT name FROM title") == "B"
        assert not ledger.find(shelf.library, done).undone  # type: ignore[union-attr]


def change(shelf: Shelf, issue: int, before: str, after: str) -> int:
    """An act that changes the status of an issue, as the desk does it."""
    version = shelf.library.value("SELECT version FROM issue WHERE id = ?", (issue,))
    with act(shelf.library, HAND, "status") as writer:
        writer.update(
            "issue", issue, {"status": before, "version": version}, {"status": after, "version": version + 1}
        )
        writer.sentence = f"{before} to {after}"
        writer.title_id = 1
    return writer.id


def test_the_version_only_goes_up(shelf: Shelf) -> None:
    shelf.title(statuses="e")
    seen = [0]

    def look() -> None:
        seen.append(shelf.library.value("SELECT version FROM issue"))

    first = change(shelf, 1, "expected", "missing")
    look()
    second = change(shelf, 1, "missing", "arrived")
    look()
    taking_back.undo(shelf.library, HAND, second)
    look()
    undone = taking_back.undo(shelf.library, HAND, first)
    look()
    taking_back.undo(shelf.library, HAND, undone.id)
    look()
    assert seen == sorted(set(seen))
    assert shelf.library.value("SELECT status FROM issue") == "missing"


def test_a_change_that_looks_the_same_is_still_a_later_change(shelf: Shelf) -> None:
    """Two of three copies: the second receipt leaves the box partial as the first one did."""
    shelf.title(statuses="e")
    first = change(shelf, 1, "expected", "partial")
    second = change(shelf, 1, "partial", "partial")
    with pytest.raises(Refused, match="partial to partial"):
        taking_back.undo(shelf.library, HAND, first)
    taking_back.undo(shelf.library, HAND, second)
    taking_back.undo(shelf.library, HAND, first)
    assert shelf.library.value("SELECT status FROM issue") == "expected"


def test_what_is_done_in_another_way_meanwhile_is_not_done_again(shelf: Shelf) -> None:
    shelf.title(statuses="e")
    undone = taking_back.undo(shelf.library, HAND, change(shelf, 1, "expected", "missing"))
    change(shelf, 1, "expected", "expected")
    with pytest.raises(Refused, match="expected to expected"):
        taking_back.undo(shelf.library, HAND, undone.id)


def test_a_change_outside_the_ledger_is_depended_upon_too(shelf: Shelf) -> None:
    shelf.title(statuses="e")
    done = change(shelf, 1, "expected", "missing")
    shelf.library.execute("UPDATE issue SET version = version + 1")
    with pytest.raises(Refused, match="Something that came later"):
        taking_back.undo(shelf.library, HAND, done)


def test_an_issue_that_was_added_and_changed_is_not_taken_away(shelf: Shelf) -> None:
    title = shelf.title(statuses="")
    with act(shelf.library, HAND, "add") as writer:
        issue = writer.insert("issue", {"title_id": title, "position": 1, "designation": "{}"})
        writer.title_id = title
    later = change(shelf, issue, "expected", "missing")
    with pytest.raises(Refused, match="expected to missing"):
        taking_back.undo(shelf.library, HAND, writer.id)
    unchanged = taking_back.undo(shelf.library, HAND, later)
    gone = taking_back.undo(shelf.library, HAND, writer.id)
    assert shelf.library.value("SELECT count(*) FROM issue") == 0
    taking_back.undo(shelf.library, HAND, gone.id)
    assert shelf.library.value("SELECT version FROM issue WHERE id = ?", (issue,)) > 2
    taking_back.undo(shelf.library, HAND, unchanged.id)
    assert shelf.library.value("SELECT status FROM issue") == "missing"


def test_no_number_is_used_again(shelf: Shelf) -> None:
    title = shelf.title(statuses="e")
    with act(shelf.library, HAND, "note") as writer:
        note = writer.insert("note", {"title_id": title, "text": "x", "written_at": HAND.at})
        piece = writer.insert("piece", {"issue_id": 1, "received_on": "2026-11-21"})
    undone = taking_back.undo(shelf.library, HAND, writer.id)
    with act(shelf.library, HAND, "note") as other:
        assert other.insert("note", {"title_id": title, "text": "y", "written_at": HAND.at}) != note
        assert other.insert("piece", {"issue_id": 1, "received_on": "2026-11-20"}) != piece
    taking_back.undo(shelf.library, HAND, undone.id)
    assert shelf.library.value("SELECT text FROM note WHERE id = ?", (note,)) == "x"
    counted = shelf.library.rows("SELECT name FROM sqlite_schema WHERE sql LIKE '%AUTOINCREMENT%'")
    assert {r[0] for r in counted} == ledger.TABLES


def test_what_goes_with_a_row_comes_back_with_it(shelf: Shelf) -> None:
    title = shelf.title(statuses="e")
    library = shelf.library
    library.execute(f"INSERT INTO note (title_id, issue_id, text, written_at) VALUES ({title}, 1, 'x', 'y')")
    library.execute("INSERT INTO note_read (note_id, person, read_at) VALUES (1, 'john', 'z')")
    library.execute("INSERT INTO sitting (person, station, began_at) VALUES ('mary', 'desk 1', '2026')")
    library.execute(
        "INSERT INTO scan (sitting_id, at, raw, outcome, sentence, title_id, issue_id)"
        " VALUES (1, '2026', 'x', 'waits', 'x', 1, 1)"
    )
    before = contents(shelf)
    with act(library, HAND, "remove") as writer:
        writer.delete("issue", 1)
    assert library.value("SELECT count(*) FROM note_read") == 0
    taking_back.undo(library, HAND, writer.id)
    assert contents(shelf) == before


def test_undo_refuses_when_a_note_hangs_on_what_it_would_remove(shelf: Shelf) -> None:
    title = shelf.title(statuses="")
    with act(shelf.library, HAND, "add") as writer:
        issue = writer.insert("issue", {"title_id": title, "position": 1, "designation": "{}"})
    with act(shelf.library, HAND, "note") as note:
        note.insert("note", {"title_id": title, "issue_id": issue, "text": "x", "written_at": HAND.at})
    with pytest.raises(Refused, match="depends on this"):
        taking_back.undo(shelf.library, HAND, writer.id)
    taking_back.undo(shelf.library, HAND, note.id)
    taking_back.undo(shelf.library, HAND, writer.id)
    assert shelf.library.value("SELECT count(*) FROM issue") == 0


def test_an_act_that_fails_leaves_nothing_behind(shelf: Shelf) -> None:
    title = shelf.title("A")
    before = contents(shelf)

    def fail() -> None:
        with act(shelf.library, HAND, "fail") as writer:
            writer.insert("note", {"title_id": title, "text": "x", "written_at": HAND.at})
            writer.update("title", title, {"name": "not this"}, {"name": "B"})

    with pytest.raises(Stale):
        fail()
    assert contents(shelf) == before
    assert shelf.library.value("SELECT count(*) FROM act") == 0


def test_no_act_makes_a_table_by_a_misspelt_name(shelf: Shelf) -> None:
    with pytest.raises(ValueError, match="titel"), act(shelf.library, HAND, "oops") as writer:
        writer.insert("titel", {"name": "x"})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["do", "undo", "redo"]), min_size=1, max_size=16))
def test_any_number_of_steps_back_and_forth_leads_to_the_same_places(shelf: Shelf, steps: list[str]) -> None:
    title = shelf.title("0", statuses="e")
    library = shelf.library
    issue = library.value("SELECT max(id) FROM issue")
    library.execute("INSERT INTO sitting (person, station, began_at) VALUES ('mary', 'desk 1', '2026')")
    sitting = library.value("SELECT max(id) FROM sitting")
    hand = Hand("mary", "desk 1", sitting, HAND.at)
    tables = sorted(ledger.TABLES)
    past = [shelf.contents(*tables)]
    future: list[list[tuple[Any, ...]]] = []
    versions = [0]
    for n, step in enumerate(steps, 1):
        undoable, redoable = ledger.last_undoable(library, sitting), ledger.last_redoable(library, sitting)
        assert (undoable is not None, redoable is not None) == (len(past) > 1, bool(future))
        if step == "do":
            row = library.row("SELECT label, version FROM issue WHERE id = ?", (issue,))
            assert row is not None
            with act(library, hand, "receive") as writer:
                writer.insert("piece", {"issue_id": issue, "received_on": str(n)})
                before, after = dict(row), {"label": str(n), "version": row["version"] + 1}
                writer.update("issue", issue, before, after)
                writer.title_id = title
            past.append(shelf.contents(*tables))
            future.clear()
        elif step == "undo" and undoable:
            taking_back.undo(library, hand, undoable.id)
            future.append(past.pop())
        elif step == "redo" and redoable:
            taking_back.undo(library, hand, redoable.id)
            past.append(future.pop())
        else:
            continue
        assert shelf.contents(*tables) == past[-1]
        assert ledger.received_count(library, sitting) == len(past) - 1
        versions.append(library.value("SELECT version FROM issue WHERE id = ?", (issue,)))
    assert versions == sorted(set(versions))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["do", "undo"]), min_size=1, max_size=14))
def test_any_number_of_steps_back_leads_to_the_beginning(shelf: Shelf, steps: list[str]) -> None:
    title = shelf.title("0")
    with shelf.library.transaction():
        sitting = int(
            shelf.library.execute(
                "INSERT INTO sitting (person, station, began_at) VALUES ('mary', 'desk 1', '2026')"
            ).lastrowid
            or 0
        )
    hand = Hand("mary", "desk 1", sitting, HAND.at)
    beginning = contents(shelf)
    names = ["0"]
    for n, step in enumerate(steps, 1):
        if step == "do":
            with act(shelf.library, hand, "rename") as writer:
                writer.update("title", title, {"name": names[-1]}, {"name": str(n)})
            names.append(str(n))
        elif last := ledger.last_undoable(shelf.library, sitting):
            taking_back.undo(shelf.library, hand, last.id)
            names.pop()
        assert shelf.library.value("SELECT name FROM title WHERE id = ?", (title,)) == names[-1]
    while last := ledger.last_undoable(shelf.library, sitting):
        taking_back.undo(shelf.library, hand, last.id)
    assert contents(shelf) == beginning


def test_an_act_that_changed_nothing_does_not_bar_the_way_to_the_one_before(shelf: Shelf) -> None:
    title = shelf.title("A")
    desk = shelf.desk()
    with act(desk.library, desk.hand(), "rename") as writer:
        writer.update("title", title, {"name": "A"}, {"name": "B"})
        writer.sentence = "Renamed A to B."
    with act(desk.library, desk.hand(), "note") as writer:
        writer.sentence = "Nothing."
    last = ledger.last_undoable(desk.library, desk.sitting())
    assert last is not None
    assert last.sentence == "Renamed A to B."
