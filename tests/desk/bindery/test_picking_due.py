"""What is due goes into a lot, for two people at once; the list reads again only what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, lot
from buckram.desk.bindery import batch, picking
from buckram.desk.bindery.batch import Batch, Filters, reason
from buckram.desk.bindery.batch_lists import as_table
from buckram.desk.bindery.make_up import leave_out, split
from buckram.desk.bindery.spots import lacking, splits, spots
from buckram.desk.undoing import undo_last
from buckram.errors import Refused, Stale
from buckram.storage.bindery import units
from library_for_tests import TODAY, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Two volumes of Alpha, one of Beta that lacks a number, one of Gamma that is still forming."""
    shelf = Shelf(tmp_path / "library.db")
    maker = binder(shelf)
    bound_title(shelf, maker, "Alpha", statuses="a" * 26)
    bound_title(
        shelf, maker, "Beta", "1234-5679", statuses="aam" + "a" * 11, location="Stacks", completeness="weak"
    )
    bound_title(shelf, maker, "Gamma", "0013-0613", statuses="aaa")
    lot(shelf, maker)
    return shelf


def test_two_people_and_one_unit(shelf: Shelf) -> None:
    mary, john = shelf.desk(), shelf.desk("john", "desk 2")
    hers, his = Batch(mary, 1), Batch(john, 1)
    before = shelf.contents(*BINDERY)
    first, second, beta, *_ = hers.shown(Filters())
    assert [first.label, second.label, beta.label] == ["v.9 (2023)", "v.10 (2024)", "v.10 (2024)"]
    assert lacking(spots(mary.library, beta.what)) == "no.3 lost"

    # John takes both of Alpha at once; Mary's screen is old, and nothing of what she marked is picked.
    alpha = [line.what for line in his.shown(Filters())[:2]]
    assert picking.pick(john, 1, alpha) == "Into lot 2026-01: 2 units."
    with pytest.raises(Stale, match=r"john was faster \(09:30\): v\.9 \(2023\) is picked already"):
        picking.pick(mary, 1, [beta.what, first.what])
    assert len(units.of_lot(mary.library, 1)) == 2
    assert hers.changed() == "john: Into lot 2026-01: 2 units."
    assert [line.state for line in hers.lines if line.in_lot] == ["picked", "picked"]
    assert hers.totals is not None
    assert hers.totals.units == 2

    # What a reader does with a piece meanwhile counts too: the box of one issue changed.
    with shelf.library.transaction():
        shelf.library.execute("UPDATE piece SET condition = 'missing' WHERE id = 27")
        shelf.library.execute("UPDATE issue SET status = 'missing' WHERE id = 27")
    with pytest.raises(Stale, match="has changed meanwhile"):
        picking.pick(mary, 1, [beta.what])
    with shelf.library.transaction():
        shelf.library.execute("UPDATE piece SET condition = 'good' WHERE id = 27")
        shelf.library.execute("UPDATE issue SET status = 'arrived' WHERE id = 27")
    undo_last(john)
    assert shelf.contents(*BINDERY) == before


def test_only_what_changed_is_read_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = shelf.desk()
    found = Batch(desk, 1)
    asked: list[int | None] = []

    def due(*args: object, title_id: int | None = None) -> object:
        asked.append(title_id)
        # Handed on as it came, so that the types of the real one are not told here.
        return real(*args, title_id=title_id)  # type: ignore[arg-type]

    real = batch.due
    monkeypatch.setattr(batch, "due", due)
    line = found.shown(Filters())[0]
    picking.pick(desk, 1, [line.what])
    assert found.changed({line.title_id}) == ""
    assert found.changed() == ""
    assert asked == [line.title_id]
    assert found.shown(Filters())[0].in_lot
    # Read whole it is the same.
    assert found.lines == Batch(desk, 1).lines


def test_filters(shelf: Shelf) -> None:
    found = Batch(shelf.desk(), 1)

    def titles(filters: Filters) -> list[str]:
        return [line.title for line in found.shown(filters)]

    assert titles(Filters()) == ["Alpha", "Alpha", "Beta"]
    assert titles(Filters(unripe=True)) == ["Alpha", "Alpha", "Alpha", "Beta", "Beta", "Gamma"]
    assert titles(Filters(location="Stacks")) == ["Beta"]
    assert titles(Filters(letter="A", called=True)) == ["Alpha", "Alpha"]
    assert titles(Filters(binder="Acme Bindery")) == ["Alpha", "Alpha", "Beta"]
    assert titles(Filters(binder="Other")) == []
    assert reason(found.lines[0]) == "Called by"
    assert found.shown(Filters(), only_lot=True) == []
    three = found.with_too(found.shown(Filters()))
    assert three is not None
    assert (three.units, three.pieces, three.gaps) == (3, 35, 1)
    table = as_table(found.shown(Filters(location="Stacks")), "what is due", TODAY, inches=False)
    assert (table.heading, table.about) == ("What is due, 21 Nov 2026", "1 unit, 11 pieces.")
    assert list(table.rows[0][:9]) == [
        "called", "Beta", "v.10 (2024)", "", "Stacks", "Z671 .J6", "11", "1", "50 mm",
    ]  # fmt: skip


def test_what_is_only_due_is_picked_with_the_change(shelf: Shelf) -> None:
    desk, library = shelf.desk(), shelf.library
    before = shelf.contents(*BINDERY)
    line = Batch(desk, 1).shown(Filters())[0]
    best = splits(library, line.what, line.thickness)[0]
    assert (best.number, best.nature.words, best.first, best.second) == ("no.6", "between half years", 6, 6)
    split(desk, line.what, best.after, 1)
    assert [one.label for one in units.of_lot(library, 1)] == [
        "v.9:no.1-6 (2023:Jan.-June)",
        "v.9:no.7-12 (2023:July-Dec.)",
    ]
    with pytest.raises(Stale, match="picked already"):
        # What is only due has its pieces in it; a unit, which the type allows too, has not.
        leave_out(desk, line.what, line.what.pieces[0].issue_id, 1)  # type: ignore[union-attr]
    undo_last(desk)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE lot SET state = 'closed'")
    with pytest.raises(Refused, match="Lot 2026-01 is closed"):
        split(desk, line.what, best.after, 1)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE lot SET state = 'building'")
    assert shelf.contents(*BINDERY) == before
