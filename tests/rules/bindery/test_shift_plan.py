"""The plan for a shift: cases to read, and what holds for every plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.rules.bindery.shelves_typed import typed_wish
from buckram.rules.bindery.shelving import Block, Run, Spot
from buckram.rules.bindery.shift_plan import Plan, Wish, most_that_fits, plan_shift

CASES = [
    case.strip().splitlines()
    for case in re.sub(r"(?m)^#.*\n", "", (Path(__file__).parent / "shifts.txt").read_text()).split("\n\n")
    if case.strip()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_cases(case: list[str]) -> None:
    _, widths, asked, *rest = case
    runs = []
    for line in rest[: rest.index("--")]:
        name, growth, volumes = re.fullmatch(r"(\w+) (\d+): (.*)", line).groups()  # type: ignore[union-attr]
        thick = [int(mm) * 10 for mm in volumes.split()]
        runs.append(Run(name, [Block(str(n), t) for n, t in enumerate(thick, 1)], int(growth) * 10, thick[0]))
    plan = plan_shift(runs, [int(mm) * 10 for mm in widths.split()[1:]], typed_wish(asked.partition(":")[2]))
    told = []
    for one in plan.segments:
        words = [str(one.shelf + 1), runs[one.run].title]
        if one.first is not None and one.last is not None:
            words += [f"{one.first.block + 1}-{one.last.block + 1}", f"{one.takes // 10}"]
        told.append(" ".join([*words, f"{one.left // 10}"]))
    if plan.rest:
        first = plan.rest[0].first
        told.append(f"lacks {plan.lacking // 10}: {runs[first.run].title} {first.block + 1}")
    elif plan.too_thick:
        told.append(f"lacks {plan.lacking // 10}: too wide")
    elif plan.space_lacking:
        told.append(f"lacks {plan.lacking // 10}: space")
    assert told == rest[rest.index("--") + 1 :]


BLOCKS = st.builds(Block, st.just("x"), st.integers(1, 400), st.integers(1, 5))
RUNS = st.lists(
    st.builds(
        Run, st.just("t"), st.lists(BLOCKS, min_size=1, max_size=4), st.integers(0, 150), st.integers(0, 300)
    ),
    max_size=6,
)
WIDTHS = st.lists(st.integers(100, 1000), max_size=8)
WISHES = st.one_of(
    st.builds(Wish, years=st.integers(0, 8).map(float)),
    st.builds(Wish, share=st.integers(0, 90).map(lambda n: n / 100)),
)


def pieces(runs: list[Run]) -> list[Spot]:
    return [
        Spot(n, m, k)
        for n, run in enumerate(runs)
        for m, block in enumerate(run.blocks)
        for k in range(block.many)
    ]


@settings(max_examples=60, deadline=None)
@given(RUNS, WIDTHS, WISHES)
def test_nothing_is_lost_order_is_kept_and_no_shelf_is_over_its_width(
    runs: list[Run], widths: list[int], wish: Wish
) -> None:
    plan = plan_shift(runs, widths, wish)
    every = pieces(runs)
    apart = [
        Spot(rest.first.run, rest.first.block, rest.first.piece + n)
        for rest in [*plan.rest, *plan.too_thick]
        for n in range(rest.pieces)
    ]
    placed: list[Spot] = []
    for one in plan.segments:
        if one.first is None or one.last is None:
            assert (one.takes, one.first, one.last) == (0, None, None)
            continue
        between = every[every.index(one.first) : every.index(one.last) + 1]
        here = [spot for spot in between if spot not in apart]
        assert one.takes == sum(runs[spot.run].blocks[spot.block].thickness for spot in here)
        placed += here
    assert placed == sorted(placed)
    assert sorted(placed + apart) == every
    assert [one.shelf for one in plan.segments] == sorted(one.shelf for one in plan.segments)
    _each_shelf(plan, runs, widths, wish)


def _each_shelf(plan: Plan, runs: list[Run], widths: list[int], wish: Wish) -> None:
    for n, width in enumerate(widths):
        here = [one for one in plan.segments if one.shelf == n]
        if not here:
            continue
        # Every millimetre of a shelf that is used is told.
        assert sum(one.takes + one.left for one in here) == width
        taken = sum(one.takes for one in here)
        alone = len(here) == 1 and here[0].first == here[0].last
        assert taken <= width * (1 - wish.share) + 1 or alone
    if plan.fits and wish.years:
        for n, run in enumerate(runs):
            asked = round(run.growth * wish.years)
            assert sum(one.left for one in plan.segments if one.run == n) >= asked


@settings(max_examples=25, deadline=None)
@given(RUNS, WIDTHS, WISHES)
def test_the_most_that_fits_fits(runs: list[Run], widths: list[int], wish: Wish) -> None:
    most = most_that_fits(runs, widths, wish)
    if most is None:
        assert not plan_shift(runs, widths, Wish()).fits
    else:
        assert plan_shift(runs, widths, most).fits
        assert most.years <= wish.years + 1e-9
        assert most.share <= wish.share + 1e-9
