"""The method of binding, case by case as a preparer would tell it."""

from __future__ import annotations

from pathlib import Path

import pytest

from buckram.rules.bindery.checks import block, instructions
from buckram.rules.bindery.construction import Method, construct, economy_fits
from buckram.rules.bindery.measure import typed_length

CASES = [
    [part.strip() for part in line.split("|")]
    for line in Path(__file__).with_name("constructions.txt").read_text().splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case[:4]))
def test_method(case: list[str]) -> None:
    asked, pieces, thickness, saw, method, because, warning = [*case, ""][:7]
    found: dict[str, str] = {}
    for word in filter(None, (one.strip() for one in saw.split(","))):
        name, _, much = word.partition(" ")
        found[name] = str(typed_length(much)) if much else "yes"
    measured = None if thickness == "-" else typed_length(thickness)
    made = construct(block(found, int(pieces), measured, "normal"), asked)
    assert made.method == Method(method)
    assert because in made.reason
    assert bool(made.warnings) == bool(warning)
    assert warning in " ".join(made.warnings)


def test_what_the_binder_is_told() -> None:
    found = {"margin": "120", "gutter": "yes", "discs": "a map", "stapled": "yes"}
    assert instructions(found) == ("narrow margins", "make pocket")
    # Measured, and wide enough to be oversewn.
    assert instructions({"margin": "160", "sewn": "yes"}) == ()
    assert instructions({"margin": "yes"}) == ("narrow margins",)


def test_music_of_a_lot_and_brittle_of_a_pattern() -> None:
    made = construct(block({}, 3, typed_length("2.2"), "normal", music=True))
    assert made.method is Method.SPLIT
    assert construct(block({"glossy": "yes"}, 3, 300, "brittle")).method is Method.BOX


def test_economy() -> None:
    assert economy_fits(typed_length("5/8"))
    assert not economy_fits(typed_length("0.7"))
