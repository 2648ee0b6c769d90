"""What a lot that comes back waits for, and whether its sums are right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from buckram.rules.bindery.coming_back import Result, Step, lot_place, summed, waits_for
from buckram.rules.bindery.faults import (
    BY_LETTER,
    CHECKS,
    FaultClass,
    Found,
    Whose,
    free_of_charge,
    told,
    turned,
)
from buckram.rules.bindery.states import State

HERE = Path(__file__).parent
LETTERS = {"b": Result.BACK, "r": Result.REFUSED, "s": Result.SHORT, "-": Result.AWAY}


def cases(name: str) -> Iterator[str]:
    for line in (HERE / name).read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@pytest.mark.parametrize("line", list(cases("coming_back.txt")))
def test_what_a_line_waits_for(line: str) -> None:
    state, result, checked, code, step = line.split()
    found = waits_for(
        State(state),
        Result("" if result == "-" else result),
        "" if checked == "-" else checked,
        barcoded=code == "code",
    )
    assert found is Step(step)


def sum_cases() -> Iterator[tuple[str, list[str]]]:
    head = ""
    told_: list[str] = []
    for line in cases("lot_sums.txt"):
        if line.startswith(" "):
            told_.append(line.strip())
            continue
        if head:
            yield head, told_
        head, told_ = line, []
    yield head, told_


@pytest.mark.parametrize(("head", "words"), list(sum_cases()))
def test_the_sums_of_a_lot(head: str, words: list[str]) -> None:
    lines, counted, over, *rest = (part.strip() for part in head.split("|"))
    gone, later, *_ = [*map(int, rest), 0, 0]
    sums = summed(
        ((LETTERS[one[0]], Step.DONE, int(one[1:])) for one in lines.split()),
        counted=None if counted == "-" else int(counted),
        over=int(over),
        gone=gone,
        later=later,
    )
    assert [line for line in (sums.balance, sums.count_words) if line] == words
    heaps = (sums.back, sums.refused, sums.short, sums.away)
    assert sums.sent.pieces == sum(heap.pieces for heap in heaps)


def test_a_lot_is_settled_when_nothing_of_it_waits() -> None:
    back = (Result.BACK, Step.DONE, 12)
    assert summed([back, back]).settled
    assert not summed([back, (Result.BACK, Step.SHELVE, 12)]).settled
    assert not summed([back], over=1).settled
    assert not summed([]).settled
    open_ = summed([back, (Result.AWAY, Step.COME, 3), (Result.BACK, Step.CHECK, 3)], over=2)
    assert open_.open_words == "1 away, 1 to check, 2 over"


def test_rush_comes_first_then_the_oldest_shipment() -> None:
    lots = [
        ("standard", date(2026, 3, 1), 1),
        ("rush", date(2026, 5, 1), 2),
        ("standard", date(2026, 2, 1), 3),
    ]
    assert sorted(lots, key=lambda one: lot_place(*one)) == [lots[1], lots[2], lots[0]]


def test_each_check_has_a_letter_and_a_code_of_its_own() -> None:
    assert len(BY_LETTER) == len({check.code for check in CHECKS}) == len(CHECKS)
    assert {check.fault_class for check in CHECKS} == set(FaultClass)
    # The spine comes first; these letters do something else on that screen.
    assert [check.fault_class for check in CHECKS[:4]] == [FaultClass.LETTERING] * 4
    assert not {"n", "o", "r", "w"} & set(BY_LETTER)


def test_a_letter_turns_from_the_binders_fault_to_ours_to_none() -> None:
    once = turned((), "d")
    assert once == (Found("date"),)
    assert free_of_charge(once)
    twice = turned((*once, Found("corners")), "d")
    assert twice == (Found("date", Whose.LIBRARY), Found("corners"))
    assert not free_of_charge(twice)
    assert told(twice) == "wrong date (ours), corners crushed"
    assert turned(twice, "d") == (Found("corners"),)
    assert not free_of_charge(())
    with pytest.raises(KeyError):
        turned((), "w")
