"""Every act can be taken back, in any number, and refuses when something depends on it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buckram.errors import Refused, Stale
from buckram.storage import ledger
from buckram.storage.ledger import Hand, act
from library_for_tests import Shelf

HAND = Hand("mary", "desk 1", None, "2026-11-21T09:30:00Z")


def contents(shelf: Shelf) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that acts may change, row by row."""
    return {
        table: [tuple(r) for r in shelf.library.rows(f"SELECT * FROM {table} ORDER BY 1")]
        for table in sorted(ledger.TABLES)
    }


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
    ledger.undo(shelf.library, HAND, writer.id)
    assert contents(shelf) == before


def test_an_undo_is_an_act_and_can_be_undone(shelf: Shelf) -> None:
    title = shelf.title("A")
    done = rename(shelf, title, "A", "B")
    after = contents(shelf)
    undone = ledger.undo(shelf.library, HAND, done)
    assert undone.sentence == "Undone: Renamed A to B."
    again = ledger.undo(shelf.library, HAND, undone.id)
    assert contents(shelf) == after
    assert (again.kind, again.undoes) == ("redo", undone.id)
    assert shelf.library.value("SELECT count(*) FROM act") == 3


def test_undo_refuses_what_a_later_act_depends_on_and_names_it(shelf: Shelf) -> None:
    title = shelf.title("A")
    first = rename(shelf, title, "A", "B")
    rename(shelf, title, "B", "C")
    before = contents(shelf)
    with pytest.raises(Refused, match="Renamed B to C"):
        ledger.undo(shelf.library, HAND, first)
    assert contents(shelf) == before


def test_undo_refuses_when_something_hangs_on_a_row_it_would_remove(shelf: Shelf) -> None:
    title = shelf.title("A", statuses="")
    with act(shelf.library, HAND, "add") as writer:
        issue = writer.insert("issue", {"title_id": title, "position": 1, "designation": "{}"})
    shelf.library.execute("INSERT INTO piece (issue_id, received_on) VALUES (?, '2026-01-01')", (issue,))
    with pytest.raises(Refused, match="depends on this"):
        ledger.undo(shelf.library, HAND, writer.id)


def test_what_kept_no_way_back_says_so(shelf: Shelf) -> None:
    with act(shelf.library, HAND, "import") as writer:
        writer.sentence = "Imported."
    with pytest.raises(Refused, match="cannot be taken back"):
        ledger.undo(shelf.library, HAND, writer.id)


def test_nothing_is_undone_twice(shelf: Shelf) -> None:
    done = rename(shelf, shelf.title("A"), "A", "B")
    ledger.undo(shelf.library, HAND, done)
    with pytest.raises(Refused, match="already undone"):
        ledger.undo(shelf.library, HAND, done)


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
            ledger.undo(shelf.library, hand, last.id)
            names.pop()
        assert shelf.library.value("SELECT name FROM title WHERE id = ?", (title,)) == names[-1]
    while last := ledger.last_undoable(shelf.library, sitting):
        ledger.undo(shelf.library, hand, last.id)
    assert contents(shelf) == beginning
