"""What a second preparer found at the bench: nothing is confirmed, held or decided by accident."""

from __future__ import annotations

from datetime import date

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, lot, unit
from buckram.desk.bindery.bench_scans import scan_piece
from buckram.desk.bindery.collating import end, say, unconfirm
from buckram.desk.bindery.deciding_units import decide
from buckram.desk.bindery.holding_units import hold, lacks, take_in
from buckram.desk.bindery.make_up import note
from buckram.desk.bindery.on_bench import bench
from buckram.desk.bindery.overdue import overdue_words
from buckram.desk.bindery.searching import claim_gap
from buckram.desk.undoing import undo_last
from buckram.errors import Refused
from buckram.rules.bindery.holding import Cause, Decision
from buckram.storage.bindery import units
from desk.shelf_for_tests import barcode
from library_for_tests import TODAY, Shelf

TABLES = (*BINDERY, "claim")


@pytest.fixture
def whole(shelf: Shelf) -> int:
    """v.11 with all its pieces, pulled, in a lot; the add-ons tell the month."""
    bound_title(shelf, binder(shelf))
    made = unit(shelf, 1, lot(shelf, 1), state="pulled")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE piece SET copy_id = 1, addon = (SELECT substr(published_on, 6, 2)"
                              " FROM issue WHERE issue.id = issue_id)")  # fmt: skip
    return made


@pytest.fixture
def held(shelf: Shelf) -> int:
    """v.11 of which no.2 never came and no.3 is missing; the rest is pulled, in a lot."""
    bound_title(shelf, binder(shelf), statuses="aemaaaaaaaaa")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE piece SET copy_id = 1")
    return unit(shelf, 1, lot(shelf, 1), state="pulled")


def now(shelf: Shelf, unit_id: int) -> units.Unit:
    return units.get(shelf.library, unit_id)


def test_digits_alone_do_not_tell_the_title(shelf: Shelf, whole: int) -> None:
    shelf.title("Other journal", "0028-0836", statuses="aa", addons=True)
    desk = shelf.desk()
    # A reader that sends an EAN and its add-on apart: the piece of another title is in hand.
    assert not scan_piece(desk, whole, barcode("0028-0836")).confirmed
    found = scan_piece(desk, whole, "]E105")
    assert not found.confirmed
    assert found.place_id == 5
    assert found.sentence == "The digits alone do not tell the title; here they are v.11:no.5 (May 2025)."
    assert len(bench(shelf.library, whole).unconfirmed) == 12


def test_a_piece_that_is_wrong_after_all_takes_the_unit_back(shelf: Shelf, whole: int) -> None:
    desk = shelf.desk()
    end(desk, whole, 300)
    before = shelf.contents(*TABLES)
    unconfirm(desk, whole, 4)
    assert now(shelf, whole).state == "pulled"
    undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_brittle_paper_is_seen_after_the_end(shelf: Shelf, whole: int) -> None:
    desk = shelf.desk()
    end(desk, whole, 300)
    say(desk, whole, "brittle")
    # What was ready by other words is collated again.
    assert now(shelf, whole).state == "pulled"
    assert end(desk, whole, None).outcome == "box"


def test_what_was_decided_is_not_decided_of_another_gap(shelf: Shelf, held: int) -> None:
    desk = shelf.desk()
    end(desk, held, 300)
    decide(desk, held, Decision.BIND_INCOMPLETE)
    before = shelf.contents(*TABLES)
    lacks(desk, held, 5, Cause.LOST)
    unit_now = now(shelf, held)
    assert (unit_now.state, unit_now.decision) == ("held", "")
    assert unit_now.give_up_on is not None
    assert end(desk, held, None).outcome == "held"
    undo_last(desk)
    undo_last(desk)
    assert shelf.contents(*TABLES) == before
    # Held on purpose: the decision is taken back too.
    hold(desk, held)
    assert (now(shelf, held).state, now(shelf, held).decision) == ("held", "")


def test_a_day_that_was_chosen_is_not_forgotten(shelf: Shelf, held: int) -> None:
    desk = shelf.desk()
    decide(desk, held, Decision.WAIT, until=date(2027, 6, 1))
    # Nobody said a cause; one of the two turns up.
    take_in(desk, held, 3)
    assert now(shelf, held).give_up_on == date(2027, 6, 1)


def test_saying_a_cause_again_does_not_begin_the_wait_anew(shelf: Shelf, held: int) -> None:
    desk = shelf.desk()
    claim_gap(desk, held, 2)
    hold(desk, held)
    assert now(shelf, held).give_up_on == date(2027, 2, 21)
    shelf.clock.pass_(days=60)
    later = shelf.desk()
    acts = shelf.contents("act")
    with pytest.raises(Refused, match="claimed already"):
        claim_gap(later, held, 2)
    with pytest.raises(Refused, match="said already"):
        lacks(later, held, 2, Cause.CLAIMED)
    with pytest.raises(Refused, match="held already"):
        hold(later, held)
    with pytest.raises(Refused, match="stays as it is"):
        note(later, now(shelf, held), "", None)
    assert shelf.contents("act") == acts
    assert now(shelf, held).give_up_on == date(2027, 2, 21)


def test_the_worklist_reminds_of_held_units(shelf: Shelf, held: int) -> None:
    desk = shelf.desk()
    assert overdue_words(shelf.library, TODAY) == ""
    hold(desk, held)
    assert overdue_words(shelf.library, date(2027, 2, 20)) == ""
    assert overdue_words(shelf.library, date(2027, 2, 21)) == (
        "1 held unit to decide (F9 D): Journal of tests, v.11 (2025)."
    )
    with shelf.library.transaction():
        shelf.library.execute(
            "INSERT INTO piece (issue_id, copy_id, received_on) VALUES (2, 1, '2026-11-25')"
        )
    assert overdue_words(shelf.library, date(2026, 11, 26)) == (
        "1 held unit: a piece came (F9 D): Journal of tests, v.11 (2025)."
    )
    lot(shelf, 1, "2026-02", state="sent", due_back_on="2027-01-01")
    unit(shelf, bound_title(shelf, 1, "Away", "0028-0836"), 2, state="shipped")
    assert overdue_words(shelf.library, date(2027, 3, 1)) == (
        "1 lot is over (F9 G); 1 held unit to decide (F9 D)."
    )


def test_the_bench_goes_by_the_pattern_of_today(shelf: Shelf, held: int) -> None:
    desk = shelf.desk()
    shelf.clock.pass_(days=1)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE binding SET active = 0")
        shelf.library.execute(
            "INSERT INTO binding (title_id, binder_id, number, active, fields, made_at, made_by) VALUES"
            ' (1, 1, 2, 1, \'{"unit": "volume", "completeness": "weak"}\', \'2026-11-20\', \'mary\')'
        )
    assert end(desk, held, 300).outcome == "ready"
