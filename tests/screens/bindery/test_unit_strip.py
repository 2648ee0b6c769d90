"""The boxes of a unit side by side."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from buckram.desk.bindery.spots import Spot
from buckram_tui.bindery.strip import strip

CASES = [
    [part.strip() for part in line.split("|")]
    for line in Path(__file__).with_name("strips.txt").read_text().splitlines()
    if "|" in line and not line.startswith("#")
]
_ROLES = {"s": "supplement", "i": "index", "t": "title page", "": "issue"}


def spot(text: str, volume: str = "v.1") -> Spot:
    found = re.fullmatch(
        r"(?P<number>[A-Za-z.]*[\d/]*)(?P<role>[sit]?)(x(?P<count>\d))?(?P<gap>-\w*)?(?P<done>\*?)", text
    )
    assert found
    gap = found["gap"]
    count, done = int(found["count"] or 1), bool(found["done"])
    role = _ROLES[found["role"]]
    return Spot(found["number"], volume, role, text, 1, gap is not None, (gap or "-")[1:], count, done)


@pytest.mark.parametrize(("places", "drawn"), CASES)
def test_boxes_of_a_unit(places: str, drawn: str) -> None:
    lines = strip([spot(text) for text in places.split()], 40, done="+")
    assert " / ".join("".join(text for text, _ in line) for line in lines) == drawn


def test_a_second_volume_is_named_and_the_lit_box_stands_alone() -> None:
    places = [spot("no.11", "v.1 (1984)"), spot("no.12", "v.1 (1984)"), spot("no.1", "v.2 (1985)")]
    (line,) = strip(places, 60)
    assert "".join(text for text, _ in line) == "[11][12] v.2 [1]"
    many = [spot(f"no.{n}") for n in range(1, 40)]
    (line,) = strip(many, 60, 1, lit=9)
    assert [text for text, _ in line] == ["[1-9]", "[10]", "[11-39]"]
    assert line[1][1] == "lit"
