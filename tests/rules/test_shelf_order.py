"""The order of the shelf: what stands wrong, and how far somebody walked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.rules.shelf_order import shelf_key, walked

CASES = [
    [part.strip() for part in line.split("|")]
    for line in Path(__file__).with_name("shelf_walks.txt").read_text().splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(("scanned", "wrong", "stretches"), CASES)
def test_a_walk(scanned: str, wrong: str, stretches: str) -> None:
    letters = scanned.replace(" ", "").replace("-", "")
    found = walked([(letter,) for letter in letters])
    assert "".join(letters[n] for n in sorted(found.out_of_place)) == wrong.replace(" ", "").replace("-", "")
    told = " ".join(f"{first[0]}-{last[0]}" for first, last in found.stretches)
    assert told == stretches.replace("- ", "").removeprefix("-").strip()


@settings(max_examples=60)
@given(st.lists(st.integers(0, 30)))
def test_what_is_left_stands_in_its_stretches(numbers: list[int]) -> None:
    found = walked([(f"{n:02}",) for n in numbers])
    assert all(
        found.covers((f"{n:02}",)) for place, n in enumerate(numbers) if place not in found.out_of_place
    )
    assert walked([(f"{n:02}",) for n in sorted(numbers)]).out_of_place == frozenset()


def test_where_a_title_stands() -> None:
    numbered, bare = shelf_key("QA 00001", "zebra"), shelf_key("", "alpha")
    assert numbered < bare
    assert shelf_key("QA 00001", "zebra", by_title=True) > shelf_key("", "alpha", by_title=True)
