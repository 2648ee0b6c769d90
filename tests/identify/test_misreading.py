"""A scan that was read badly, and the next one of the same piece."""

from __future__ import annotations

from pathlib import Path

import pytest

from buckram.identify.misreading import is_misreading

CASES = [
    line.split("  #")[0].strip()
    for line in (Path(__file__).parent / "misreadings.txt").read_text().splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES)
def test_the_same_piece_read_again(case: str) -> None:
    bad, good, said = (part.strip() for part in case.split("   ") if part.strip())
    assert is_misreading(bad, good) == (said == "same")
