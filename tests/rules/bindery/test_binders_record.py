"""A binder's record, counted from the units of binder_units.txt as they stand on the first of May."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from buckram.rules.bindery.faults import FaultClass, Whose
from buckram.rules.bindery.record import Fault, Line, Tally, per_hundred, tallied
from buckram.rules.money import Money, totals, typed_money

ON = date(2026, 5, 1)


def lines() -> list[Line]:
    found = []
    for text in Path(__file__).with_name("binder_units.txt").read_text().splitlines():
        if text.startswith("#"):
            continue
        count, sent, due, became, came, checked, faults, charged = (part.strip() for part in text.split("|"))
        result, _, again = became.partition(" ")
        one = Line(
            1,
            "Acme",
            7,
            "2026-01",
            date.fromisoformat(sent),
            date.fromisoformat(due),
            "" if result == "out" else result,
            date.fromisoformat(came) if came else None,
            bool(again),
            checked,
            typed_money(charged) if charged else None,
            Money(Decimal("11"), "EUR"),
            "Annals",
            "SER",
            "standard",
            tuple(_fault(name.strip()) for name in faults.split(",") if name),
        )
        found += [one] * int(count)
    return found


def _fault(name: str) -> Fault:
    if name == "our":
        return Fault("date", FaultClass.LETTERING, Whose.LIBRARY)
    return Fault("title", FaultClass(name), Whose.BINDER)


def the_record() -> Tally:
    found, total = tallied((((1,), "Acme", line) for line in lines()), ON)
    assert len(found) == 1
    assert (found[0].sent, found[0].costs) == (total.sent, total.costs)
    return found[0]


def test_back_and_short_and_refused_and_out_are_what_was_sent() -> None:
    told = the_record()
    assert (told.back, told.refused, told.short, told.out) == (21, 2, 1, 12)
    assert told.sent == told.back + told.refused + told.short + told.out == 36


def test_turn_round_is_of_what_came_and_of_no_correction() -> None:
    told = the_record()
    assert told.turns == {21: 10, 35: 11}
    assert told.days == (35, 35)
    assert 2 not in told.turns


def test_few_units_have_no_median_but_a_lot_that_came_whole_has_its_days() -> None:
    one = lines()[0]
    few = tallied((((1,), "Acme", line) for line in [one, one]), ON)[1]
    assert few.days == (21, 21)
    other = tallied((((1,), "Acme", line) for line in [one, lines()[11]]), ON)[1]
    assert other.days == (None, None)
    assert Tally().days == (None, None)


def test_what_is_out_past_its_day_is_late_and_what_is_out_before_it_is_nothing_yet() -> None:
    told = the_record()
    assert (told.overdue, told.late, told.dated) == (8, 11 + 8, 21 + 8)
    assert told.months == {"2026-02": (10, 10), "2026-03": (11, 0), "2026-04": (8, 0)}


def test_faults_in_a_hundred_are_the_binders_in_what_was_inspected() -> None:
    told = the_record()
    assert told.faults == {FaultClass.LETTERING: 1, FaultClass.STRUCTURAL: 1}
    assert (told.ours, told.inspected, told.rejected) == (1, 21, 2)
    assert per_hundred(told.faults[FaultClass.LETTERING], told.inspected) == "4.8"
    assert per_hundred(0, 0) == ""


def test_corrections_are_counted_apart_but_what_they_cost_is_cost() -> None:
    told = the_record()
    assert (told.again, told.again_out, told.again_rejected) == (3, 1, 0)
    assert totals(told.charged) == {"EUR": Decimal("256.00")}
    # Of what is back without a charge, and of what is out, the price is to come.
    assert (told.waits, totals(told.expected)) == (1, {"EUR": Decimal("154")})
