"""A lot comes back: scanned, short, over, refused, lost; the sums close, and everything can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

import bindery_for_tests as made
from bindery_for_tests import BINDERY
from buckram.desk.bindery import coming_back as back
from buckram.desk.bindery import shipping, strays
from buckram.desk.bindery.coming_back import Scanned
from buckram.desk.undoing import undo_last
from buckram.errors import Refused, Stale
from buckram.rules.bindery.coming_back import Instead, Result, Step
from buckram.rules.bindery.states import State
from buckram.rules.status import Status
from buckram.storage.bindery import lots, returned, volumes
from lots_out_for_tests import LotsOut


@pytest.fixture
def out(tmp_path: Path) -> LotsOut:
    return LotsOut(tmp_path / "library.db")


def test_rush_and_the_oldest_shipment_come_first(out: LotsOut) -> None:
    found = returned.out(out.desk.library)
    assert [one.unit_id for one in found] == [out.units[3], *out.units[:3]]
    assert [one.pieces for one in found] == [12, 12, 12, 12]


def test_a_ticket_is_scanned_and_its_issues_are_no_longer_at_the_bindery(out: LotsOut) -> None:
    first = out.shelf.contents(*BINDERY)
    assert out.statuses(0) == {Status.AT_BINDERY}
    booked = back.scan_back(out.desk, "*t2600001*", out.lot)
    assert (booked.what, booked.look) == (Scanned.CAME, False)
    assert booked.sentence == "Came back: Annals of tests, v.10 (2024), lot 2026-01."
    assert (out.line(0).state, out.line(0).step, out.line(0).came_by) == (State.BACK, Step.CHECK, "mary")
    assert out.statuses(0) == {Status.BIND_PREP}
    assert lots.get(out.desk.library, out.lot).state == "back"
    assert out.sums() == "Sent 3 (36) = back 1 (12) + refused 0 (0) + short 0 (0) + open 2 (24)"
    again = back.scan_back(out.desk, "T2600001", out.lot)
    assert (again.what, again.look) == (Scanned.HERE, False)
    assert again.sentence == "Annals of tests, v.10 (2024) is back since 21 Nov 2026, lot 2026-01."
    undo_last(out.desk)
    assert out.shelf.contents(*BINDERY) == first


def test_the_code_of_a_title_names_its_only_unit_or_asks(out: LotsOut) -> None:
    several = back.scan_back(out.desk, "0317-8471", out.lot)
    assert several.what is Scanned.CHOOSE
    assert [one.label for one in several.choices] == ["v.10 (2024)", "v.11 (2025)"]
    back.came_back(out.desk, several.choices[:1])
    only = back.scan_back(out.desk, "0317-8471", out.lot)
    assert (only.what, only.line and only.line.label) == (Scanned.CAME, "v.11 (2025)")


def test_what_is_of_another_lot_is_booked_to_its_own(out: LotsOut) -> None:
    booked = back.scan_back(out.desk, "T2600004", out.lot)
    assert (booked.what, booked.look) == (Scanned.CAME, True)
    assert booked.sentence.startswith("Of another lot, and booked there: Came back: Cahiers [de tests]")
    assert lots.get(out.desk.library, out.rush).state == "back"
    assert lots.get(out.desk.library, out.lot).state == "sent"


def test_what_was_not_sent_is_told_and_not_booked(out: LotsOut) -> None:
    building = made.lot(out.shelf, out.binder, "2026-03")
    title = made.bound_title(out.shelf, out.binder, "Diary of tests", "0028-0836")
    unit = made.unit(out.shelf, title, building, state="packed")
    made._insert(
        out.shelf, "ticket", unit_id=unit, number="T2600009", lettering="[]", fields="{}", made_at=made.AT,
        made_by="mary",
    )  # fmt: skip
    booked = back.scan_back(out.desk, "T2600009", out.lot)
    assert booked.what is Scanned.NOT_SENT
    assert "was not sent: it is packed, lot 2026-03" in booked.sentence
    assert back.scan_back(out.desk, "T2699999", out.lot).what is Scanned.UNKNOWN
    first = out.shelf.contents(*BINDERY)
    strays.came_too(out.desk, out.lot, "Nature v.12, of the museum")
    assert back.sums_of(out.desk.library, out.lot).open_words == "3 away, 1 over"
    (stray,) = returned.strays(out.desk.library, out.lot)
    strays.gone_again(out.desk, stray, "")
    assert back.sums_of(out.desk.library, out.lot).open_words == "3 away"
    undo_last(out.desk)
    undo_last(out.desk)
    assert out.shelf.contents(*BINDERY) == first
    with pytest.raises(Refused):
        strays.came_too(out.desk, out.lot, "  ")


def test_counted_first_then_compared(out: LotsOut) -> None:
    first = out.shelf.contents(*BINDERY)
    assert back.count(out.desk, out.lot, "2").endswith("3 were sent; scan them now.")
    back.scan_back(out.desk, "T2600001", out.lot)
    sums = back.sums_of(out.desk.library, out.lot)
    assert sums.count_words == "2 counted, 1 not scanned yet"
    back.scan_back(out.desk, "T2600002", out.lot)
    away = [one for one in returned.of_lot(out.desk.library, out.lot) if one.result is Result.AWAY]
    assert back.did_not_come(out.desk, away) == "Short: Bulletin of tests, v.11 (2025), lot 2026-01."
    assert out.sums() == "Sent 3 (36) = back 2 (24) + refused 0 (0) + short 1 (12)"
    # With the binder still: readers are told so, and it comes with the next boxes.
    assert out.statuses(2) == {Status.AT_BINDERY}
    assert out.line(2).step is Step.SHORT
    assert back.scan_back(out.desk, "T2600003").what is Scanned.CAME
    assert out.sums() == "Sent 3 (36) = back 3 (36) + refused 0 (0) + short 0 (0)"
    for _ in range(5):
        undo_last(out.desk)
    assert out.shelf.contents(*BINDERY) == first
    with pytest.raises(Refused):
        back.count(out.desk, out.lot, "many")
    with pytest.raises(Refused):
        back.did_not_come(out.desk, [])


def test_what_the_binder_has_lost_is_missing_and_the_sum_stands(out: LotsOut) -> None:
    first = out.shelf.contents(*BINDERY)
    back.lost(out.desk, out.line(2))
    line = out.line(2)
    assert (line.state, line.result, line.reason, line.step) == (
        State.CANCELLED,
        "short",
        back.LOST,
        Step.DONE,
    )
    assert out.statuses(2) == {Status.MISSING}
    assert line.pieces == 12
    undo_last(out.desk)
    assert out.shelf.contents(*BINDERY) == first


@pytest.mark.parametrize(
    ("instead", "state", "status", "step"),
    [
        (Instead.LATER, State.REFUSED, Status.BIND_PREP, Step.DECIDE),
        (Instead.HELD, State.HELD, Status.BIND_PREP, Step.DONE),
        (Instead.READY, State.READY, Status.BIND_PREP, Step.DONE),
        (Instead.BOX, State.BOXED, Status.BOUND, Step.BARCODE),
        (Instead.WITHDRAW, State.DISCARDED, Status.WITHDRAWN, Step.DONE),
    ],
)
def test_refused_with_the_binders_reason(
    out: LotsOut, instead: Instead, state: State, status: Status, step: Step
) -> None:
    first = out.shelf.contents(*BINDERY)
    sentence = back.refuse(out.desk, out.line(2), "too brittle  to bind", instead)
    assert sentence.startswith("Refused, too brittle to bind: Bulletin of tests, v.11 (2025), lot 2026-01.")
    line = out.line(2)
    assert (line.state, line.reason, line.step) == (state, "too brittle to bind", step)
    assert out.statuses(2) == {status}
    assert out.sums().startswith("Sent 3 (36) = back 0 (0) + refused 1 (12) + short 0 (0)")
    undo_last(out.desk)
    assert out.shelf.contents(*BINDERY) == first


def test_scanned_first_and_then_seen_to_be_unbound(out: LotsOut) -> None:
    back.scan_back(out.desk, "T2600003", out.lot)
    first = out.shelf.contents(*BINDERY)
    back.refuse(out.desk, out.line(2), "text runs into the gutter", Instead.READY)
    assert out.sums() == "Sent 3 (36) = back 0 (0) + refused 1 (12) + short 0 (0) + open 2 (24)"
    assert out.line(2).state is State.READY
    undo_last(out.desk)
    assert out.shelf.contents(*BINDERY) == first


def test_refused_and_decided_later(out: LotsOut) -> None:
    back.refuse(out.desk, out.line(2), "no ticket")
    seen = out.line(2)
    assert back.decide(out.desk, seen, Instead.READY).endswith("refused: It is ready to go again.")
    with pytest.raises(Stale):
        back.decide(out.desk, seen, Instead.HELD)
    with pytest.raises(Refused):
        back.refuse(out.desk, out.line(1), "  ")


def test_two_at_one_lot_and_nobody_books_twice(out: LotsOut) -> None:
    other = out.shelf.desk("jim", "desk 2")
    seen = out.line(0)
    back.came_back(other, [seen])
    with pytest.raises(Stale) as stale:
        back.refuse(out.desk, seen, "too thick")
    assert "jim was faster" in str(stale.value)
    with pytest.raises(Refused):
        back.came_back(out.desk, [out.line(0)])
    assert volumes.every(out.desk.library) == []


def test_what_came_after_the_boxes_that_were_counted_does_not_belie_the_count(out: LotsOut) -> None:
    desk = out.desk
    back.count(desk, out.lot, "1")
    back.came_back(desk, [out.line(0)])
    with out.shelf.library.transaction():
        out.shelf.library.execute("UPDATE lot SET back_on = '2026-11-18' WHERE id = ?", (out.lot,))
        out.shelf.library.execute("UPDATE lot_line SET came_on = '2026-11-18' WHERE unit_id = 1")
    back.refuse(desk, out.line(1), "too brittle")
    strays.came_too(desk, out.lot, "Nature v.12")
    assert back.sums_of(desk.library, out.lot).count_words == "1 counted, all of them scanned; 2 came later"
    # Seen to be unbound on another day: it came on the day on which it was scanned.
    back.refuse(desk, out.line(0), "too thick")
    assert str(out.line(0).came_on) == "2026-11-18"
    assert back.sums_of(desk.library, out.lot).count_words == "1 counted, all of them scanned; 2 came later"


def test_a_lot_of_which_anything_came_did_leave(out: LotsOut) -> None:
    desk = out.desk
    strays.came_too(desk, out.lot, "Nature v.12")
    with pytest.raises(Refused, match="So it did leave"):
        shipping.never_left(desk, lots.get(desk.library, out.lot))
    undo_last(desk)
    back.count(desk, out.lot, "3")
    with pytest.raises(Refused, match="So it did leave"):
        shipping.never_left(desk, lots.get(desk.library, out.lot))
    undo_last(desk)
    assert "never left" in shipping.never_left(desk, lots.get(desk.library, out.lot))


def test_nothing_is_back_before_it_left(out: LotsOut) -> None:
    desk = out.desk
    with out.shelf.library.transaction():
        out.shelf.library.execute("UPDATE lot SET sent_on = '2026-11-22' WHERE id = ?", (out.lot,))
    told = "Lot 2026-01 left on 22 Nov 2026: it is not back on 21 Nov 2026. F6 sets the day."
    for does in (
        lambda: back.came_back(desk, [out.line(0)]),
        lambda: back.refuse(desk, out.line(0), "too brittle"),
        lambda: back.did_not_come(desk, [out.line(0)]),
    ):
        with pytest.raises(Refused) as refused:
            does()
        assert str(refused.value) == told
