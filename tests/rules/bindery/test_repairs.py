"""The mending queue's rules: damage read from prose, work typed in one line, levels, who decides."""

from pathlib import Path

import pytest

from buckram.errors import Refused
from buckram.rules.bindery.damage import DAMAGE, in_order, read_damage
from buckram.rules.bindery.repairs import (
    KINDS,
    SUPPLIES,
    Level,
    Route,
    Section,
    State,
    as_typed,
    level,
    may_decide,
    read_work,
    section,
    seniors,
    typed_work,
)

HERE = Path(__file__).parent


def cases(name: str) -> list[list[str]]:
    lines = HERE.joinpath(name).read_text().splitlines()
    return [
        [part.strip() for part in line.split(">", 1)] for line in lines if line and not line.startswith("#")
    ]


@pytest.mark.parametrize(("text", "codes"), cases("damages_read.txt"))
def test_damage_is_read_from_what_was_typed(text: str, codes: str) -> None:
    assert " ".join(read_damage(text)) == codes


@pytest.mark.parametrize("code", DAMAGE)
def test_each_code_and_its_own_words_are_read_back(code: str) -> None:
    assert read_damage(code) == read_damage(code.lower()) == (code,)
    assert in_order([code, "XX", code]) == (code,)


@pytest.mark.parametrize(("text", "told"), cases("work_typed.txt"))
def test_work_is_read_from_one_line(text: str, told: str) -> None:
    work = read_work(text)
    minutes, kinds, supplies, result = (part.strip() for part in told.split("|"))
    assert (", ".join(work.kinds), ", ".join(work.supplies), work.result) == (kinds, supplies, result)
    assert ("?" if work.minutes is None else str(work.minutes)) == minutes


def test_what_stands_in_the_field_next_time_is_read_back() -> None:
    kinds, supplies = tuple(KINDS.values()), (*SUPPLIES.values(), "silk thread")
    work = read_work(as_typed(kinds, supplies) + " 12 fine")
    assert (work.kinds, work.supplies, work.minutes, work.result) == (kinds, supplies, 12, "fine")
    assert not set(KINDS) & set(SUPPLIES)


@pytest.mark.parametrize("text", ["", "mt jt", "20", "20 jt"])
def test_time_and_what_was_done_have_to_be_told(text: str) -> None:
    with pytest.raises(Refused):
        typed_work(text)


def test_levels_by_time() -> None:
    told = [level(minutes) for minutes in (0, 14, 15, 120, 121)]
    assert told == [Level.SHORT, Level.SHORT, Level.MIDDLE, Level.MIDDLE, Level.LONG]


def test_who_decides() -> None:
    names = seniors(" Ann Lee ,mary,, ")
    assert names == ("Ann Lee", "mary")
    assert may_decide(Route.BOX, "ann lee", names)
    assert not may_decide(Route.BINDERY, "tom", names)
    assert may_decide(Route.MEND, "tom", names)
    assert may_decide(Route.BOX, "tom", seniors(""))


def test_the_parts_of_the_queue() -> None:
    assert section(State.WAITING, None) is Section.DECIDE
    assert section(State.WAITING, Route.MEND) is section(State.BENCH, Route.BOX) is Section.MEND
    assert section(State.SENT, Route.BINDERY) is Section.OUT
    assert section(State.DONE, Route.KEEP) is Section.DONE
