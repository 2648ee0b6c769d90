"""Which box is lit: the cases of current.txt."""

from pathlib import Path

import pytest

from buckram.rules.current import current
from buckram.rules.status import Status

LETTERS = {
    "e": Status.EXPECTED,
    "a": Status.ARRIVED,
    "p": Status.PARTIAL,
    "P": Status.PARTIAL,
    "m": Status.MISSING,
    "d": Status.DAMAGED,
    "u": Status.UNAVAILABLE,
    "n": Status.NOT_PUBLISHED,
    "c": Status.COMBINED,
    "b": Status.BOUND,
    "t": Status.AT_BINDERY,
    "w": Status.WITHDRAWN,
}
LINES = Path(__file__).with_name("current.txt").read_text().splitlines()
CASES = [line.split(" > ") for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("boxes", "lit"), CASES)
def test_the_light(boxes: str, lit: str) -> None:
    letters = "" if boxes == "(empty)" else boxes
    found = current([LETTERS[c] for c in letters], [c == "P" for c in letters])
    assert (found is None) == (lit == "-")
    if found is not None:
        assert found + 1 == int(lit)
