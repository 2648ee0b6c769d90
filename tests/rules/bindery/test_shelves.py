"""Shelves: how they are typed, what stands on them, how a title grows; cases to read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from buckram.errors import Refused
from buckram.rules.bindery.growth import by_issues, by_volumes, months_until_full, told_months
from buckram.rules.bindery.shelves_typed import EVEN, told_wish, typed_shelves, typed_wish
from buckram.rules.bindery.shelving import Block, Run, Spot, laid_out, range_of
from buckram.rules.bindery.shift_plan import Wish

HERE = Path(__file__).parent


def cases(name: str) -> list[str]:
    lines = (HERE / name).read_text().splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("case", cases("shelf_lines.txt"))
def test_a_line_of_shelves(case: str) -> None:
    text, *wanted = (part.strip() for part in case.split("|"))
    if wanted[0].startswith("refused"):
        with pytest.raises(Refused) as refused:
            typed_shelves(text, inches=True)
        assert refused.value.sentence == wanted[0].removeprefix("refused: ")
        return
    found = typed_shelves(text, inches=True)
    codes = list(found.codes)
    shown = codes if len(codes) <= 6 else [*codes[:2], "...", *codes[-2:]]
    assert [found.place, f"{len(codes)}: {' '.join(shown)}", str(found.width)] == wanted


@pytest.mark.parametrize("case", cases("shelf_growth.txt"))
def test_growth(case: str) -> None:
    given, wanted = (part.strip() for part in case.split("|"))
    parts = re.split(r"\s*\b(volumes|issues|each|frequency|bound):\s*", given)[1:]
    said = dict(zip(parts[::2], parts[1::2], strict=True))
    volumes = {}
    for year, number, mm in re.findall(r"(\d+)=(\d+)\*(\d+)", said.get("volumes", "")):
        volumes[int(year)] = (int(number), int(number) * int(mm) * 10)
    issues = {int(year): int(number) for year, number in re.findall(r"(\d+)=(\d+)", said.get("issues", ""))}
    found = by_volumes(volumes, 2026) or by_issues(
        issues,
        2026,
        int(said.get("each", "1")) * 10,
        since=max(volumes, default=None),
        per_year=float(said["frequency"]) if "frequency" in said else None,
        volume=int(said["bound"]) * 10 if "bound" in said else None,
    )
    told = f"{found.thickness / 10:g} mm, {found.volumes:.1f} volumes: {found.by}" if found else "nothing"
    assert told == wanted


def test_how_long_a_shelf_lasts() -> None:
    assert [told_months(months_until_full(free, 120)) for free in (0, 5, 10, 230, 240, 2400, -5)] == [
        "full", "full", "1 month", "23 months", "2 years", "20 years", "full",
    ]  # fmt: skip
    assert told_months(months_until_full(100, 0)) == "does not grow"


def test_empty_space_as_it_is_typed() -> None:
    assert typed_wish("3 years") == typed_wish("3y") == typed_wish("3") == Wish(years=3)
    assert (typed_wish("2,5 yrs"), typed_wish("20 %"), typed_wish("Even"), typed_wish("none")) == (
        Wish(years=2.5), Wish(share=0.2), EVEN, Wish(),
    )  # fmt: skip
    assert told_wish(Wish(share=0.2)) == "20 % of each shelf"
    with pytest.raises(Refused):
        typed_wish("plenty")


def test_the_range_of_a_shelf() -> None:
    codes = ("12A3", "1A", "STK1A", "STK 2-14", "7", "A.3.b")
    assert [range_of(code) for code in codes] == ["12A", "1", "STK1", "STK 2", "", "A.3"]


RUNS = [
    Run("Annals", [Block("v.1", 300), Block("v.2", 300), Block("v.3", 300)], growth=100),
    Run("Birds", [Block("v.1", 200), Block("loose issues", 50, 8)], growth=40),
]


def test_shelves_of_which_nothing_is_said_are_filled_evenly() -> None:
    found = laid_out(RUNS, [1000, 1000, 1000], [None] * 3)
    assert [one.taken for one in found.shelves] == [600, 300, 600]
    assert [one.first for one in found.shelves] == [Spot(0, 0), Spot(0, 2), Spot(1, 0)]
    assert found.shelves[2].last == Spot(1, 1, 7)
    assert [one.growth for one in found.shelves] == [0, 100, 40]
    assert not any(one.known for one in found.shelves)


def test_what_was_said_holds_and_the_shelves_between_are_filled_evenly() -> None:
    found = laid_out(RUNS, [1000] * 4, [Spot(0, 1), None, Spot(1, 0), Spot(0, 2)])
    assert found.before == 300
    assert [one.taken for one in found.shelves] == [300, 300, 300, 300]
    assert [one.known for one in found.shelves] == [True, False, True, False]
    # Birds do not stand before Annals: that is told, and not believed.
    assert [one.disorder for one in found.shelves] == [False, False, False, True]
    assert found.shelves[3].first == Spot(1, 1, 2)


def test_more_than_the_shelves_hold_and_no_shelves() -> None:
    assert [one.taken for one in laid_out(RUNS, [700, 700], [None, None]).shelves] == [600, 900]
    assert laid_out(RUNS, [], []).shelves == []
    empty = laid_out([], [900, 900], [None, None]).shelves
    assert [(one.taken, one.first) for one in empty] == [(0, None), (0, None)]
