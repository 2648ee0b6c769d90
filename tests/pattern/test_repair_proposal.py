"""Changed patterns that are offered when the same difference came again; cases in offers.txt."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from buckram.holdings.typed_designation import typed_designation
from buckram.pattern import Field, Pattern, predictions
from buckram.pattern.repair_proposal import Came, propose
from repair_cases import field_of, pattern_of, values_of

CASES = Path(__file__).with_name("offers.txt")


def cases() -> list[tuple[str, str]]:
    """(pattern, case) of every case."""
    found: list[tuple[str, str]] = []
    pattern = ""
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("pattern "):
            pattern = line.removeprefix("pattern ")
        elif line.strip() and not line.startswith("#"):
            found.append((pattern, line.strip()))
    return found


def run_of(pattern: Pattern, written: str) -> list[Came]:
    """The run that a case tells."""
    first, *rest = written.split(";")
    came = [Came(values_of(pattern, first.strip()))]
    otherwise = False
    last = came[0].values
    for step in (one.strip() for one in rest):
        stream = predictions(pattern, Field.of("863", "41", last.items()))
        if step == "-":
            last, otherwise = next(stream).mapping, True
        elif step.startswith("+"):
            for one in islice(stream, int(step[1:])):
                came.append(Came(one.mapping, otherwise=otherwise))
                last, otherwise = one.mapping, False
        else:
            typed = typed_designation(step.removeprefix("*"), pattern, next(stream).mapping)
            came.append(Came(typed, otherwise=True))
            last = typed
    if otherwise:
        came.append(
            Came(next(predictions(pattern, Field.of("863", "41", last.items()))).mapping, otherwise=True)
        )
    return came


@pytest.mark.parametrize(("written", "case"), cases())
def test_what_came_again_changes_the_pattern(written: str, case: str) -> None:
    old = field_of(written)
    told, _, outcome = case.partition(" > ")
    found = propose(old, run_of(pattern_of(written), told))
    if outcome == "nothing":
        assert found is None, found
        return
    assert found is not None
    wanted, _, sentence = outcome.partition(" | ")
    if wanted == "no $y":
        assert not found.field.has("y")
    else:
        for code, value in field_of(wanted).subfields:
            assert value in found.field.all(code), found
    assert sentence in found.sentence
