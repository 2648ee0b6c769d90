"""Designations as people type them; cases in typed_designations.txt."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from buckram.errors import BuckramError
from buckram.holdings.typed_designation import typed_designation
from buckram.pattern import Field, predictions
from buckram.pattern.description import designation
from repair_cases import pattern_of

CASES = Path(__file__).with_name("typed_designations.txt")


def values_of(written: str) -> dict[str, str]:
    parts = written.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


def cases() -> list[tuple[str, str, str, bool]]:
    """(pattern and predicted issue, typed, meant, day first) of every case."""
    found: list[tuple[str, str, str, bool]] = []
    day_first = True
    for line in CASES.read_text("utf-8").splitlines():
        if line == "month first":
            day_first = False
        elif line.startswith("pattern "):
            about = line.removeprefix("pattern ")
        elif line.strip() and not line.startswith("#"):
            typed, _, meant = line.partition("> ")
            found.append((about, typed.strip(), meant.strip(), day_first))
    return found


@pytest.mark.parametrize(("about", "typed", "meant", "day_first"), cases())
def test_what_is_typed_means_this_issue(about: str, typed: str, meant: str, day_first: bool) -> None:
    written, _, predicted = about.partition(" ; ")
    pattern = pattern_of(written)
    if meant.startswith("refused"):
        with pytest.raises(BuckramError) as refusal:
            typed_designation(typed, pattern, values_of(predicted), day_first=day_first)
        assert meant.removeprefix("refused ") in str(refusal.value)
    else:
        found = typed_designation(typed, pattern, values_of(predicted), day_first=day_first)
        assert found == values_of(meant)


@pytest.mark.parametrize("about", sorted({about for about, *_ in cases()}))
def test_an_issue_typed_as_it_is_told_is_that_issue(about: str) -> None:
    written, _, predicted = about.partition(" ; ")
    pattern = pattern_of(written)
    if any(level.code == "g" for level in pattern.levels):
        pytest.skip("what is told in a sentence does not tell the second count apart")
    first = values_of(predicted)
    for issue in islice(predictions(pattern, Field.of("863", "41", first.items())), 60):
        assert typed_designation(designation(pattern, issue.mapping), pattern, first) == issue.mapping
