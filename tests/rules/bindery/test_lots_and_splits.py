"""What a lot may hold and weighs, where a unit may be split, and what may be bound together."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.rules.bindery.breaks import Leaf, breaks, is_whole, mixture
from buckram.rules.bindery.limits import Limits, Load, boxes, over, weight


def cases(name: str) -> list[list[str]]:
    found = []
    for line in Path(__file__).with_name(name).read_text().splitlines():
        if "|" in line and not line.startswith(("#", "limits ")):
            parts = [part.strip() for part in line.split("|")]
            found.append(["" if part == "-" else part for part in parts])
    return found


def _numbers(text: str) -> dict[str, Decimal]:
    return {part[0]: Decimal(part[1:]) for part in text.split()}


@pytest.mark.parametrize(("allowed", "holds", "told"), cases("lot_limits.txt"))
def test_limits(allowed: str, holds: str, told: str) -> None:
    may, has = _numbers(allowed), _numbers(holds)
    counts = {letter: int(value) for letter, value in may.items() if letter != "c"}
    limits = Limits(counts.get("u"), counts.get("p"), may.get("c"), counts.get("m"))
    held = {letter: int(value) for letter, value in has.items() if letter != "c"}
    load = Load(held.get("u", 0), held.get("p", 0), has.get("c", Decimal(0)), held.get("g", 0))
    assert "; ".join(over(load, limits, "USD")) == told


@pytest.mark.parametrize(("weights", "most", "wanted"), cases("boxes_filled.txt"))
def test_boxes(weights: str, most: str, wanted: str) -> None:
    found = boxes([int(one) for one in weights.split()], int(most))
    assert " ".join(map(str, found)) == wanted


@settings(max_examples=50)
@given(st.lists(st.integers(1, 1500), max_size=30))
def test_no_box_of_several_is_too_heavy(weights: list[int]) -> None:
    found = boxes(weights, 1000)
    for box in set(found):
        held = [grams for grams, one in zip(weights, found, strict=True) if one == box]
        assert len(held) == 1 or sum(held) <= 1000
    assert found == sorted(found)


def test_weight() -> None:
    assert weight(381, 430) == 1638
    assert weight(0, 430) == 0


_LEAF = re.compile(
    r"(?P<volume>\w+):(?P<number>\d+)(?P<role>[sit]?)(?P<gap>-?)(?:/(?P<month>\d+)\.(?P<year>\d+))?"
)
_ROLES = {"": "issue", "s": "supplement", "i": "index", "t": "title page"}


def _leaf(text: str) -> Leaf:
    found = _LEAF.fullmatch(text)
    assert found
    day = date(1900 + int(found["year"]), int(found["month"]), 1) if found["month"] else None
    here = not found["gap"]
    return Leaf(found["number"], found["volume"], day, _ROLES[found["role"]], here, 30 * here)


@pytest.mark.parametrize(("places", "told"), cases("splits.txt"))
def test_where_a_unit_is_split(places: str, told: str) -> None:
    found = breaks([_leaf(text) for text in places.split()])
    words = [
        f"{one.number} {one.nature.words.removeprefix('between ') or '-'} {one.first}+{one.second}"
        for one in found
    ]
    assert "; ".join(words) == told
    assert all(one.first_thickness == 30 * one.first for one in found)


@pytest.mark.parametrize(("inside", "outside", "told"), cases("volumes_together.txt"))
def test_what_is_bound_together(inside: str, outside: str, told: str) -> None:
    counts = [
        {part.split("=")[0]: int(part.split("=")[1]) for part in text.split()} for text in (inside, outside)
    ]
    assert mixture(*counts) == told
    assert is_whole(counts[0], counts[1]) == (not outside)
