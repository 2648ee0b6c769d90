"""Units that lack something: held with causes and a day, searched for, claimed, filled, decided."""

from __future__ import annotations

from datetime import date

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, lot, unit
from buckram.desk.bindery.bench_list import on_bench
from buckram.desk.bindery.collating import end
from buckram.desk.bindery.deciding_units import decide
from buckram.desk.bindery.holding_units import hold, lacks, take_in
from buckram.desk.bindery.late_piece import gone_without
from buckram.desk.bindery.on_bench import bench
from buckram.desk.bindery.pulling import NotFound, pull
from buckram.desk.bindery.searching import buy, claim_gap, searched
from buckram.desk.deciding import decide as set_to
from buckram.desk.receiving import receive
from buckram.desk.undoing import undo
from buckram.errors import Refused
from buckram.rules.bindery.holding import Cause, Decision
from buckram.storage import issues
from buckram.storage.bindery import searches, units
from library_for_tests import TODAY, Shelf

TABLES = (*BINDERY, "claim")


@pytest.fixture
def held(shelf: Shelf) -> int:
    """v.11 of which no.2 never came and no.3 is missing; the rest is pulled, in a lot."""
    bound_title(shelf, binder(shelf), statuses="aemaaaaaaaaa")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE piece SET copy_id = 1")
    return unit(shelf, 1, lot(shelf, 1), state="pulled")


def now(shelf: Shelf, unit_id: int) -> units.Unit:
    return units.get(shelf.library, unit_id)


def status(shelf: Shelf, month: int) -> str:
    found: str = shelf.library.value("SELECT status FROM issue WHERE number = ?", (f"no.{month}",))
    return found


def back_to(shelf: Shelf, acts: int) -> None:
    """Take the last acts back, whatever day they are of."""
    ids = [row[0] for row in shelf.library.rows("SELECT id FROM act ORDER BY id DESC LIMIT ?", (acts,))]
    for act_id in ids:
        undo(shelf.desk(), act_id)


def test_the_end_of_a_collation_holds_what_is_not_complete(shelf: Shelf, held: int) -> None:
    before = shelf.contents(*TABLES)
    ended = end(shelf.desk(), held, 300)
    assert ended.outcome == "held"
    assert ended.sentence == (
        "Held until 2027-02-21: v.11 (2025), lacks no.2, no.3, out of lot 2026-01: Journal of tests."
    )
    assert [(place.cause, place.caused_on) for place in bench(shelf.library, held).gaps] == [
        ("never came", "2026-11-21"),
        ("lost", "2026-11-21"),
    ]
    assert now(shelf, held).lot_id is None
    back_to(shelf, 1)
    assert shelf.contents(*TABLES) == before


def test_house_rules_are_settings(shelf: Shelf, held: int) -> None:
    set_to(shelf.library, "hold_claimed", "2")
    hold(shelf.desk(), held)
    assert now(shelf, held).give_up_on == date(2027, 1, 21)


def test_a_piece_that_is_not_on_the_shelf(shelf: Shelf, held: int) -> None:
    desk, before = shelf.desk(), shelf.contents(*TABLES)
    assert lacks(desk, held, 5, Cause.LOST) == "v.11:no.5 (May 2025): lost."
    assert status(shelf, 5) == "missing"
    lacks(desk, held, 6, Cause.MUTILATED)
    assert status(shelf, 6) == "damaged"
    assert now(shelf, held).gaps == 4
    # It turned up after all; the mutilated one is bound as it is.
    assert take_in(desk, held, 5).startswith("Found again: v.11:no.5")
    assert take_in(desk, held, 6).startswith("Taken in, damaged: v.11:no.6")
    assert [status(shelf, 5), status(shelf, 6)] == ["bind prep", "bind prep"]
    back_to(shelf, 4)
    assert shelf.contents(*TABLES) == before


def test_what_was_not_found_on_the_shelf_has_not_come(shelf: Shelf, held: int) -> None:
    """The piece that its card has as here, and that nobody found, turns up; another one may come."""
    with shelf.library.transaction():
        shelf.library.execute("UPDATE unit SET state = 'picked' WHERE id = ?", (held,))
    desk, place = shelf.desk(), units.pieces(shelf.library, held)[4]
    pull(desk, [now(shelf, held)], {held: NotFound([place.id])})
    gap = next(one for one in bench(shelf.library, held).gaps if one.id == place.id)
    assert (gap.cause, gap.came, gap.spare) == ("lost", None, place.piece_id)
    hold(desk, held)
    assert [(line.came, line.doing) for line in on_bench(shelf.library, TODAY)] == [(0, "held")]
    before = shelf.contents(*TABLES)
    told = searched(desk, held, place.id, "photocopy room", found=True)
    assert told.startswith("Found, photocopy room: v.11:no.5")
    assert units.pieces(shelf.library, held)[4].piece_id == place.piece_id
    back_to(shelf, 1)
    assert shelf.contents(*TABLES) == before


def test_searches(shelf: Shelf, held: int) -> None:
    desk, before = shelf.desk(), shelf.contents(*TABLES)
    hold(desk, held)
    assert searched(desk, held, 3, "stacks", found=False) == (
        "Search 1, stacks: v.11:no.3 (March 2025) is not there."
    )
    shelf.clock.pass_(days=7)
    searched(desk, held, 3, "sorting room", found=False)
    line = next(one for one in on_bench(shelf.library, TODAY) if one.unit.id == held)
    assert line.why == "no.2 never came; no.3 lost, search 2"
    assert [(one.on_day.isoformat(), one.place) for one in searches.of_place(shelf.library, 3)] == [
        ("2026-11-21", "stacks"),
        ("2026-11-28", "sorting room"),
    ]
    # Found without ever having been received: it is received with this.
    told = searched(desk, held, 3, "reading room", found=True)
    assert told == "Found, reading room: v.11:no.3 (March 2025). 1 still lacking."
    assert status(shelf, 3) == "bind prep"
    assert now(shelf, held).state == "held"
    before_refusal = shelf.contents("act")
    with pytest.raises(Refused, match="is in the unit"):
        searched(desk, held, 3, "", found=False)
    assert shelf.contents("act") == before_refusal
    back_to(shelf, 4)
    assert shelf.contents(*TABLES) == before


def test_claim_and_purchase(shelf: Shelf, held: int) -> None:
    desk, before = shelf.desk(), shelf.contents(*TABLES)
    hold(desk, held)
    shelf.clock.pass_(days=10)
    told = claim_gap(desk, held, 2)
    assert told == "Claimed as skipped: v.11:no.2 (February 2025), held until 2027-03-01."
    assert shelf.library.value("SELECT reason FROM claim") == "skipped"
    with pytest.raises(Refused, match="claimed already"):
        claim_gap(desk, held, 2)
    assert buy(desk, held, 3, "dealer in Leeds").endswith("held until 2027-12-01.")
    gap = bench(shelf.library, held).gaps[1]
    assert (gap.cause, gap.note) == ("bought", "dealer in Leeds")
    back_to(shelf, 3)
    assert shelf.contents(*TABLES) == before


def test_a_piece_that_comes_meanwhile(shelf: Shelf, held: int) -> None:
    desk = shelf.desk()
    hold(desk, held)
    for issue_id in (2, 3):
        receipt = receive(desk, issue_id, issues.get(shelf.library, issue_id).version)
    assert gone_without(shelf.library, 3, receipt.piece_id, TODAY) == (
        "Its volume v.11 (2025) is held for it: G at the bench takes it in (F9 D)."
    )
    before = shelf.contents(*TABLES)
    line = on_bench(shelf.library, TODAY)[0]
    assert (line.doing, line.why) == ("2 came", "no.2 came; no.3 came")
    assert take_in(desk, held, 2) == "Taken in: v.11:no.2 (February 2025) is in v.11 (2025). 1 still lacking."
    told = take_in(desk, held, 3)
    assert told.endswith("It is complete: Enter ends the collation.")
    assert (now(shelf, held).state, now(shelf, held).give_up_on) == ("pulled", None)
    with pytest.raises(Refused, match="G is for a gap"):
        take_in(desk, held, 3)
    back_to(shelf, 2)
    assert shelf.contents(*TABLES) == before


def test_received_at_the_bench(shelf: Shelf, held: int) -> None:
    before = shelf.contents(*TABLES)
    assert take_in(shelf.desk(), held, 2).startswith("Received: v.11:no.2")
    assert status(shelf, 2) == "bind prep"
    back_to(shelf, 1)
    assert shelf.contents(*TABLES) == before


@pytest.mark.parametrize(
    ("decision", "state", "kept", "issue"),
    [
        (Decision.BIND_INCOMPLETE, "pulled", "bind incomplete", "bind prep"),
        (Decision.ONLINE_SHEET, "pulled", "online sheet", "bind prep"),
        (Decision.BOX, "boxed", "box", "bound"),
        (Decision.IN_HOUSE, "bound in house", "", "bound"),
        (Decision.DISCARD, "discarded", "discard", "withdrawn"),
    ],
)
def test_what_is_decided(
    shelf: Shelf, held: int, decision: Decision, state: str, kept: str, issue: str
) -> None:
    desk, before = shelf.desk(), shelf.contents(*TABLES)
    hold(desk, held)
    decide(desk, held, decision, note="asked the reader")
    unit_now = now(shelf, held)
    assert (unit_now.state, unit_now.decision, unit_now.give_up_on) == (state, kept, None)
    assert (unit_now.note, status(shelf, 1)) == ("asked the reader", issue)
    back_to(shelf, 2)
    assert shelf.contents(*TABLES) == before


def test_what_was_collated_before_is_ready_at_once(shelf: Shelf, held: int) -> None:
    desk = shelf.desk()
    end(desk, held, 300)
    told = decide(desk, held, Decision.BIND_INCOMPLETE)
    assert told == "Bound incomplete, lacks no.2, no.3: v.11 (2025): Journal of tests."
    assert now(shelf, held).state == "ready"
    assert end(desk, held, None).outcome == "ready"


def test_wait_until_a_day(shelf: Shelf, held: int) -> None:
    desk = shelf.desk()
    with pytest.raises(Refused, match="Until when"):
        decide(desk, held, Decision.WAIT, until=TODAY)
    decide(desk, held, Decision.WAIT, until=date(2027, 6, 1))
    assert (now(shelf, held).state, now(shelf, held).give_up_on) == ("held", date(2027, 6, 1))
    # The house rule ends sooner: the day that a person chose stays.
    lacks(desk, held, 2, Cause.LOST)
    assert now(shelf, held).give_up_on == date(2027, 6, 1)


def test_nothing_to_hold_or_decide(shelf: Shelf) -> None:
    bound_title(shelf, binder(shelf))
    whole = unit(shelf, 1, state="pulled")
    desk = shelf.desk()
    for act in (
        lambda: hold(desk, whole),
        lambda: decide(desk, whole, Decision.BIND_INCOMPLETE),
        lambda: decide(desk, whole, Decision.WAIT, until=date(2027, 1, 1)),
        lambda: claim_gap(desk, whole, 1),
    ):
        with pytest.raises(Refused):
            act()


def test_units_that_need_not_be_complete(shelf: Shelf) -> None:
    bound_title(shelf, binder(shelf), statuses="aeaaaaaaaaaa", completeness="weak")
    weak = unit(shelf, 1, state="pulled")
    assert end(shelf.desk(), weak, 300).outcome == "ready"
    assert now(shelf, weak).decision == "bind incomplete"
