"""No piece is lost, none is in two units, and the list keeps its order, whatever is done to a unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindery_for_tests import BINDERY, binder, binding, bound_title, line, lot, price, unit
from buckram.desk.bindery import make_up, picking, pulling
from buckram.desk.bindery.addable import addable
from buckram.desk.bindery.batch import Batch, Filters
from buckram.desk.bindery.due import due
from buckram.desk.bindery.totals import totals
from buckram.desk.undoing import undo_last
from buckram.errors import Refused
from buckram.storage.bindery import units
from library_for_tests import TODAY, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "library.db")


def test_joined_after_pieces_went_and_came(shelf: Shelf) -> None:
    """Places have no numbers that two of them share, also where one went out before."""
    desk, library = shelf.desk(), shelf.library
    title = bound_title(shelf, binder(shelf))
    lot_id = lot(shelf, 1)
    second = unit(shelf, title, lot_id, issues=range(6, 12), label="second")
    first = unit(shelf, title, lot_id, issues=range(6), label="first")
    places = units.pieces(library, first)
    for n in (0, 5):
        make_up.leave_out(desk, units.get(library, first), places[n].issue_id, lot_id)
    back = next(one for one in addable(library, units.get(library, first)) if one.place.number == "no.6")
    make_up.add(desk, units.get(library, first), back, lot_id)
    make_up.join(desk, units.get(library, first), units.get(library, second), lot_id)
    joined = units.pieces(library, units.of_lot(library, lot_id)[0].id)
    assert [one.number for one in joined] == [f"no.{n}" for n in range(2, 13)]
    assert len({one.position for one in joined}) == 11


def test_an_issue_of_another_title_is_in_one_unit_only(shelf: Shelf) -> None:
    """The later title's issue goes on in the volume of the earlier one: it is due nowhere else."""
    desk, library = shelf.desk(), shelf.library
    title = bound_title(shelf, binder(shelf), statuses="a" * 10)
    later = bound_title(shelf, 1, "Later journal", "1234-5679", statuses="a" * 14, completeness="weak")
    with library.transaction():
        library.execute("INSERT INTO link (title_id, tag, name, other_id) VALUES (1, '785', 'Later', 2)")
    lot_id = lot(shelf, 1)
    unit(shelf, title, lot_id)
    seen = Batch(desk, lot_id)
    offered = [one for one in addable(library, units.of_lot(library, lot_id)[0]) if one.other]
    stale = offered[0]
    make_up.add(desk, units.of_lot(library, lot_id)[0], stale, lot_id)
    seen.changed({title})
    for listed in (due(library, TODAY), [one.what for one in seen.lines if one.due]):
        assert stale.place.issue_id not in {
            piece.issue_id for one in listed if one.title_id == later for piece in one.pieces
        }
    # A second unit of the earlier title, on a screen that is old.
    other = unit(shelf, title, lot_id, issues=[], label="other")
    with library.transaction():
        library.execute("UPDATE unit_piece SET unit_id = ? WHERE id = 1", (other,))
    with pytest.raises(Refused, match="already"):
        make_up.add(desk, units.get(library, other), stale, lot_id)
    # The second copy of both titles has an issue of its own.
    with library.transaction():
        for of_title in (title, later):
            library.execute("INSERT INTO copy (title_id, number, rank) VALUES (?, 2, 2)", (of_title,))
        copies = [row[0] for row in library.rows("SELECT id FROM copy WHERE number = 2 ORDER BY title_id")]
        library.execute("UPDATE unit SET copy_id = ? WHERE id = ?", (copies[0], other))
        piece = (stale.place.issue_id, copies[1])
        library.execute(
            "INSERT INTO piece (issue_id, copy_id, received_on) VALUES (?, ?, '2026-01-01')", piece
        )
    make_up.add(desk, units.get(library, other), stale, lot_id)
    assert [one.pieces for one in units.of_title(library, title)] == [10, 2]


def test_order_of_the_list(shelf: Shelf) -> None:
    """By the place of the first issue, whatever was written to the file first."""
    library = shelf.library
    title = bound_title(shelf, binder(shelf), volumes=2)
    with library.transaction():
        library.execute(
            "INSERT INTO issue (title_id, run, position, designation, label, published_on, status)"
            " VALUES (1, 'index', 1000, ?, 'Title page 10', '2024-12-01', 'arrived')",
            ('{"a": "10", "o": "title page"}',),
        )
        issue = library.value("SELECT max(id) FROM issue")
        library.execute("INSERT INTO piece (issue_id, received_on) VALUES (?, '2025-01-04')", (issue,))
    lot_id = lot(shelf, 1)
    desk = shelf.desk()
    found = Batch(desk, lot_id)
    everything = Filters(unripe=True)
    assert [one.label for one in found.shown(everything)] == ["v.10 (2024)", "v.11 (2025)"]
    picking.pick(desk, lot_id, [found.shown(everything)[1].what])
    found.changed({title})
    assert [one.label for one in found.shown(everything)] == ["v.10 (2024)", "v.11 (2025)"]


@pytest.mark.parametrize("who", ["john", "mary"])
def test_another_terminal_and_its_undo_are_seen(shelf: Shelf, who: str) -> None:
    """Also one at which the same person sits."""
    bound_title(shelf, binder(shelf), volumes=2, call="no")
    lot_id = lot(shelf, 1)
    mary, other = shelf.desk(), shelf.desk(who)
    his, hers = Batch(other, lot_id), Batch(mary, lot_id)
    picking.pick(other, lot_id, [his.shown(Filters())[0].what])
    told = "john: Into lot 2026-01: v.10 (2024): Journal of tests."
    assert hers.changed() == ("" if who == "mary" else told)
    assert hers.totals is not None
    assert hers.totals.units == 1
    undo_last(other)
    hers.changed()
    assert hers.lines == Batch(mary, lot_id).lines
    assert not any(one.in_lot for one in hers.lines)


def test_boxes_are_counted_in_the_order_of_the_lines(shelf: Shelf) -> None:
    """Heavy and light in turn fill more boxes than they would by title."""
    maker = binder(shelf, box_grams=1000, grams_per_cm=100)
    lot_id = lot(shelf, maker)
    made = []
    for n, name in enumerate(["Alpha", "Beta", "Gamma", "Delta"]):
        paper = "normal" if n else "brittle"
        title = bound_title(shelf, maker, name, f"000{n}-000{n}", statuses="aa", paper=paper)
        made.append(unit(shelf, title, None, thickness=[600, 600, 400, 400][n]))
    for unit_id in (made[0], made[2], made[1], made[3]):
        line(shelf, lot_id, unit_id)
    desk = shelf.desk()
    found = Batch(desk, lot_id)
    assert found.totals is not None
    # Of what is in the lot it goes on to be said that it is not to be bound.
    assert [bool(one.warnings) for one in found.lines if one.in_lot] == [True, False, False, False]
    assert found.totals.boxes == totals(shelf.library, lot_id, TODAY).boxes == 2


def test_a_held_part_without_gaps_goes_on(shelf: Shelf) -> None:
    desk, library = shelf.desk(), shelf.library
    title = bound_title(shelf, binder(shelf), statuses="aaaaaaaaaeaa")
    held = unit(shelf, title, state="held", give_up_on="2027-01-01", decision="wait")
    before = shelf.contents(*BINDERY)
    make_up.split(desk, units.get(library, held), 6, None)
    first, second = units.of_title(library, title)
    assert [(one.state, one.gaps, one.decision, one.give_up_on is None) for one in (first, second)] == [
        ("pulled", 0, "", True),
        ("held", 1, "wait", False),
    ]
    undo_last(desk)
    assert shelf.contents(*BINDERY) == before


def test_what_was_sent_once_is_not_unmade(shelf: Shelf) -> None:
    """Its line in the lot that was sent tells what the binder refused."""
    desk, library = shelf.desk(), shelf.library
    title = bound_title(shelf, binder(shelf), volumes=2)
    sent = lot(shelf, 1, state="sent")
    refused = unit(shelf, title, sent, state="ready", issues=range(12, 24), label="v.11 (2025)")
    with library.transaction():
        library.execute("UPDATE lot_line SET result = 'refused'")
    other = unit(shelf, title, state="ready", issues=range(12), label="v.10 (2024)")
    with pytest.raises(Refused, match="lot 2026-01"):
        picking.put_back(desk, units.get(library, refused))
    with pytest.raises(Refused, match="lot 2026-01"):
        make_up.join(desk, units.get(library, other), units.get(library, refused), None)


def test_what_came_late_fills_its_gap(shelf: Shelf) -> None:
    """Joined or added, it takes the place that was kept for it: no second place of one issue."""
    desk, library = shelf.desk(), shelf.library
    title = bound_title(shelf, binder(shelf), statuses="aaaeaaaaaaaaa")
    lot_id = lot(shelf, 1)
    unit_id = unit(shelf, title, lot_id, issues=range(12), label="v.10 (2024)")
    with library.transaction():
        library.execute(
            "UPDATE unit_piece SET cause = 'never came', caused_on = '2026-11-20' WHERE issue_id = 4"
        )
        library.execute("INSERT INTO piece (issue_id, copy_id, received_on) VALUES (4, 1, '2026-11-21')")
        library.execute("UPDATE issue SET status = 'arrived' WHERE id = 4")
    before = shelf.contents(*BINDERY)
    made = units.get(library, unit_id)
    late = next(one for one in due(library, TODAY) if "late" in one.key)
    assert late.why == "Came on 21 Nov, after v.10 (2024) was picked without it: add it there (A)."
    gap = addable(library, made)[0]
    assert gap.words == "v.10:no.4 (April 2024), for its gap"
    for way in (
        lambda: make_up.add(desk, made, gap, lot_id),
        lambda: make_up.join(desk, late, made, lot_id),
    ):
        way()
        filled = units.get(library, unit_id)
        assert (filled.label, filled.pieces, filled.gaps) == ("v.10 (2024)", 12, 0)
        assert [one.number for one in units.pieces(library, unit_id)] == [f"no.{n}" for n in range(1, 13)]
        assert [one.id for one in units.of_lot(library, lot_id)] == [unit_id]
        assert not [one for one in due(library, TODAY) if "late" in one.key]
        undo_last(desk)
        assert shelf.contents(*BINDERY) == before


def test_the_slip_walks_from_volume_to_volume_of_each_copy(shelf: Shelf) -> None:
    """Whatever was picked first; and of two copies it says which."""
    desk, library = shelf.desk(), shelf.library
    maker = binder(shelf)
    title = shelf.title("Two copies", "0317-8471", statuses="a" * 26, first_month=-23, copies=2, pattern=True)
    binding(shelf, title, maker, unit="volume")
    with library.transaction():
        library.execute("UPDATE piece SET copy_id = 1")
        library.execute(
            "INSERT INTO piece (issue_id, copy_id, received_on) SELECT id, 2, '2025-01-01' FROM issue"
        )
    lot_id = lot(shelf, maker)
    ripe = Batch(desk, lot_id).shown(Filters())
    for line_of in reversed(ripe):
        picking.pick(desk, lot_id, [line_of.what])
    slip = pulling.slip(desk, None, units.of_lot(library, lot_id))
    told = [(pull.unit, pull.copy) for pull in slip.pulls]
    assert told == [(one.label, one.copy) for one in ripe]
    assert told[0] == ("v.10 (2024)", "c.1")
    assert [one.copy for one in Batch(desk, lot_id).lines if one.in_lot] == ["c.1", "c.1", "c.2", "c.2"]


def test_what_is_done_again_costs_nothing_and_fills_no_quota(shelf: Shelf) -> None:
    maker = binder(shelf, month_units=1)
    price(shelf, maker, "standard", "10")
    lot_id = lot(shelf, maker, "2026-02", kind="corrections")
    sent = lot(shelf, maker, state="done")
    for n, number in enumerate(("0317-8471", "1234-5679")):
        title = bound_title(shelf, maker, f"Title {n}", number, statuses="aa")
        unit_id = unit(shelf, title, None, state="picked" if n else "rejected")
        first = None if n else line(shelf, sent, unit_id, result="back", checked="rejected")
        line(shelf, lot_id, unit_id, **({} if n else {"corrects": first, "price": "0"}))
    found = totals(shelf.library, lot_id, TODAY)
    assert (found.units, found.price, found.month, found.over) == (2, 10, 1, [])
    shown = Batch(shelf.desk(), lot_id).totals
    assert shown == found
