"""A lot is built: units split and joined, pieces more and less, pulled, weighed, and all of it taken back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, lot, ticket, unit
from buckram.desk.bindery import make_up, picking, pulling
from buckram.desk.bindery.addable import addable
from buckram.desk.bindery.lots_made import begin_lot
from buckram.desk.bindery.totals import totals
from buckram.desk.undoing import undo_last
from buckram.errors import Refused, Stale
from buckram.rules.bindery.states import State
from buckram.rules.status import Status
from buckram.storage import issues
from buckram.storage.bindery import lots, units
from library_for_tests import TODAY, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "library.db")


def _labels(shelf: Shelf, lot_id: int) -> list[str]:
    return [one.label for one in units.of_lot(shelf.library, lot_id)]


def test_a_unit_is_split_joined_changed_and_all_is_undone(shelf: Shelf) -> None:
    """One volume in a lot; the months of a part stand in its label, a whole one has none."""
    desk, library = shelf.desk(), shelf.library
    title = bound_title(shelf, binder(shelf), volumes=2)
    lot_id = lot(shelf, 1)
    first = unit(shelf, title, lot_id, issues=range(12), label="v.10 (2024)")
    unit(shelf, title, lot_id, issues=range(12, 24), label="v.11 (2025)")
    begun = shelf.contents(*BINDERY)

    make_up.split(desk, units.get(library, first), 6, lot_id)
    assert _labels(shelf, lot_id) == [
        "v.10:no.1-6 (2024:Jan.-June)",
        "v.11 (2025)",
        "v.10:no.7-12 (2024:July-Dec.)",
    ]
    one, other, third = units.of_lot(library, lot_id)
    assert [one.whole, other.whole, third.whole] == [False, True, False]

    # Part of v.10 with all of v.11: only for a person who insists.
    with pytest.raises(make_up.Mixes, match=r"v\.10 \(2024\) \(6 stay out\)"):
        make_up.join(desk, third, other, lot_id)
    make_up.join(desk, third, other, lot_id, insist=True)
    assert _labels(shelf, lot_id) == [
        "v.10:no.1-6 (2024:Jan.-June)",
        "v.10:no.7-v.11:no.12 (2024:July-2025:Dec.)",
    ]
    undo_last(desk)

    # Joined from behind it is the first of the two again, whole.
    one, other, third = units.of_lot(library, lot_id)
    make_up.join(desk, third, one, lot_id)
    assert _labels(shelf, lot_id) == ["v.10 (2024)", "v.11 (2025)"]
    assert units.of_lot(library, lot_id)[0].whole

    # A piece less, and what the list offers then.
    whole = units.of_lot(library, lot_id)[0]
    last = units.pieces(library, whole.id)[11].issue_id
    make_up.leave_out(desk, whole, last, lot_id)
    left = units.of_lot(library, lot_id)[0]
    assert (left.label, left.pieces) == ("v.10:no.1-11 (2024:Jan.-Nov.)", 11)
    offered = addable(library, left)
    assert [one.words for one in offered] == ["v.10:no.12 (December 2024)"]
    make_up.add(desk, left, offered[0], lot_id)
    assert _labels(shelf, lot_id)[0] == "v.10 (2024)"
    with pytest.raises(Stale):
        make_up.leave_out(desk, left, last, lot_id)

    make_up.urgent(desk, units.of_lot(library, lot_id)[0], lot_id)
    assert units.of_lot(library, lot_id)[0].rush
    for _ in range(5):
        undo_last(desk)
    assert shelf.contents(*BINDERY) == begun


def test_a_supplement_and_a_later_title_find_their_place(shelf: Shelf) -> None:
    desk, library = shelf.desk(), shelf.library
    title = bound_title(shelf, binder(shelf), supplements="at back")
    later = bound_title(shelf, 1, "Later journal", "1234-5679", statuses="aaa")
    with library.transaction():
        for sql in (
            "INSERT INTO link (title_id, tag, name, other_id) VALUES (1, '785', 'Later journal', 2)",
            "INSERT INTO issue (title_id, run, position, designation, label, published_on, status)"
            " VALUES (1, 'supplement', 1000, '{}', 'Suppl. 1', '2025-03-01', 'arrived'),"
            " (1, 'index', 1000, '{}', 'Index 2025', '2025-12-31', 'missing')",
        ):
            library.execute(sql)
        supplement = library.value("SELECT id FROM issue WHERE run = 'supplement'")
        library.execute("INSERT INTO piece (issue_id, received_on) VALUES (?, '2025-03-04')", (supplement,))
    lot_id = lot(shelf, 1)
    unit_id = unit(shelf, title, lot_id, state="collated")
    begun = shelf.contents(*BINDERY)
    offered = addable(library, units.get(library, unit_id))
    assert [one.words for one in offered] == [
        "index, Index 2025 (not here: a gap)",
        "supplement, Suppl. 1",
        "Later journal, v.11:no.1 (January 2025)",
        "Later journal, v.11:no.2 (February 2025)",
        "Later journal, v.11:no.3 (March 2025)",
    ]
    for one in offered[:3]:
        make_up.add(desk, units.get(library, unit_id), one, lot_id)
    made = units.get(library, unit_id)
    # What was added was not collated yet.
    assert made.state is State.PULLED
    assert made.label == "v.11 (2025) + v.11:no.1 (2025:Jan.)"
    roles = [(one.role, one.cause) for one in units.pieces(library, unit_id)]
    assert roles[-3:] == [("supplement", ""), ("issue", ""), ("index", "lost")]
    assert issues.get(library, supplement).status is Status.BIND_PREP
    with pytest.raises(Refused, match=r"in v\.11"):
        make_up.add(desk, made, offered[1], lot_id)
    assert later == 2
    for one in offered[3:]:
        make_up.add(desk, units.get(library, unit_id), one, lot_id)
    # The later title goes on in the volume of the earlier one, and all of it is here.
    assert units.get(library, unit_id).label == "v.11 (2025)"
    for _ in range(5):
        undo_last(desk)
    assert shelf.contents(*BINDERY) == begun


def test_pulling_and_what_is_not_on_the_shelf(shelf: Shelf) -> None:
    desk, library = shelf.desk(), shelf.library
    title = bound_title(shelf, binder(shelf), statuses="a" * 12 + "aa")
    lot_id = lot(shelf, 1)
    unit_id = unit(shelf, title, lot_id, issues=range(12), label="v.10 (2024)")
    begun = shelf.contents(*BINDERY)
    picked = units.get(library, unit_id)
    slip = pulling.slip(desk, lots.get(library, lot_id), [picked])
    assert slip.pulls[0].count == 12
    assert slip.pulls[0].stays == "v.11:no.1 (January 2025) to v.11:no.2 (February 2025) (2)"

    places = units.pieces(library, unit_id)
    not_found = {
        unit_id: pulling.NotFound({places[2].id}),
    }
    assert pulling.pull(desk, [picked], not_found) == "Pulled: v.10 (2024): Journal of tests, 1 not found."
    now = units.pieces(library, unit_id)
    assert [one.found for one in now].count(True) == 11
    assert (now[2].piece_id, now[2].cause, now[2].status) == (None, "lost", Status.ARRIVED)
    assert now[0].status is Status.BIND_PREP
    with pytest.raises(Refused, match="Nothing is to be pulled"):
        pulling.slip(desk, None, units.of_lot(library, lot_id))
    undo_last(desk)
    assert shelf.contents(*BINDERY) == begun

    # Gone for good: the card knows it too.
    pulling.pull(desk, [picked], {unit_id: pulling.NotFound({places[2].id}, missing=True)})
    assert units.pieces(library, unit_id)[2].status is Status.MISSING
    pulled = units.get(library, unit_id)
    pulling.put_on_shelf(desk, [pulled])
    assert units.pieces(library, unit_id)[0].status is Status.ARRIVED
    with pytest.raises(Stale):
        pulling.pull(desk, [picked])
    undo_last(desk)
    undo_last(desk)
    assert shelf.contents(*BINDERY) == begun
    with pytest.raises(Refused, match=r"Nothing of v\.10"):
        pulling.pull(desk, [picked], {unit_id: pulling.NotFound([one.id for one in places])})


def test_out_of_one_lot_into_another(shelf: Shelf) -> None:
    desk, other_desk, library = shelf.desk(), shelf.desk("john", "desk 2"), shelf.library
    title = bound_title(shelf, binder(shelf), volumes=2)
    lot_id = lot(shelf, 1)
    pulled = unit(shelf, title, lot_id, state="pulled", issues=range(12))
    picked = unit(shelf, title, lot_id, issues=range(12, 24))
    begun = shelf.contents(*BINDERY)
    second = begin_lot(desk, 1, service="rush")
    assert (second.number, second.service) == ("2026-02", "rush")
    seen = [units.get(library, pulled), units.get(library, picked)]
    # John was faster with one of them: nothing at all is done, and it is said.
    make_up.urgent(other_desk, seen[1], lot_id)
    with pytest.raises(Stale):
        picking.take_out(desk, lot_id, seen)
    undo_last(other_desk)
    picking.take_out(desk, lot_id, seen)
    # What was only picked is due again; what was pulled is still a unit, and goes into the other lot.
    assert units.find(library, picked) is None
    picking.pick(desk, second.id, [units.get(library, pulled)])
    with pytest.raises(Refused, match="in lot 2026-02 already"):
        picking.pick(desk, lot_id, [units.get(library, pulled)])
    assert lots.get(library, second.id).units == 1
    picking.take_out(desk, second.id, [units.get(library, pulled)])
    picking.put_back(desk, units.get(library, pulled))
    assert library.value("SELECT count(*) FROM issue WHERE status <> 'arrived'") == 0
    for _ in range(5):
        undo_last(desk)
    assert shelf.contents(*BINDERY) == begun
    with library.transaction():
        library.execute("UPDATE lot SET state = 'closed'")
    with pytest.raises(Refused, match="is closed"):
        picking.take_out(desk, lot_id, seen)


def test_totals_of_a_lot(shelf: Shelf) -> None:
    """Ten pounds a unit and twenty a box: two units fill one."""
    library = shelf.library
    maker = binder(
        shelf, lot_units=2, lot_cost="30.00", month_units=4, currency="USD", box_grams=2000, grams_per_cm=400
    )
    with library.transaction():
        for name, up_to, price in (("standard", 254, "10.00"), ("standard", None, "12.50")):
            library.execute(
                "INSERT INTO binding_price (binder_id, kind, name, up_to, price)"
                " VALUES (?, 'class', ?, ?, ?)",
                (maker, name, up_to, price),
            )
        library.execute(
            "INSERT INTO binding_price (binder_id, kind, name, price) VALUES (?, 'extra', 'rush', '5')",
            (maker,),
        )
    title = bound_title(shelf, maker, volumes=3, thickness_each="20")
    lot_id = lot(shelf, maker)
    sent = lot(shelf, maker, "2026-09", state="sent", sent_on="2026-11-02")
    unit(shelf, title, sent, issues=range(12), state="shipped", thickness=250)
    unit(shelf, title, lot_id, issues=range(12, 24), thickness=250)
    found = totals(library, lot_id, TODAY)
    assert (found.units, found.pieces, found.thickness, found.price) == (1, 12, 250, Decimal("10.00"))
    assert (found.grams, found.boxes, found.month, list(found.over)) == (1000, 1, 2, [])
    # Nobody measured this one: learnt from the others, 500 for 24 pieces.
    unit(shelf, title, lot_id, issues=range(24, 30), label="v.11:no.1-6", rush=1)
    unit(shelf, title, lot_id, issues=range(30, 36), label="v.11:no.7-12", thickness=500)
    found = totals(library, lot_id, TODAY)
    assert found.price == Decimal("10.00") + Decimal("15.00") + Decimal("12.50")
    assert found.boxes == 2
    assert list(found.over) == ["1 unit over the 2 of a lot", "7.50 USD over the 30.00 of a lot"]
    # What has its ticket costs what stands there: only that knows that the binder sews it.
    ticket(shelf, 2, price="13.75")
    with library.transaction():
        library.execute("UPDATE unit SET state = 'ticketed' WHERE id = 2")
    assert totals(library, lot_id, TODAY).price == found.price + Decimal("3.75")
