"""What the copies of an issue make of it: the cases of copies.txt."""

import re
from pathlib import Path

import pytest

from buckram.errors import Refused
from buckram.rules.copies import Condition, copy_named, next_place, state, status_of, typed_copies
from buckram.rules.status import Status

LETTERS = {
    "-": None, "g": Condition.GOOD, "d": Condition.DAMAGED,
    "m": Condition.MISSING, "w": Condition.WITHDRAWN,
}  # fmt: skip
LINES = Path(__file__).with_name("copies.txt").read_text().splitlines()
CASES = [line for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize("line", [line for line in CASES if not line.startswith("typed")])
def test_the_status_that_follows(line: str) -> None:
    left, after = line.split(" > ")
    *before, letters = left.split(": ")
    spare = before == ["gift"]
    was = Status(before[0]) if before and not spare else Status.PARTIAL
    assert status_of([LETTERS[one] for one in letters], was, spare=spare) == after


@pytest.mark.parametrize("line", [line for line in CASES if line.startswith("typed")])
def test_copies_as_they_are_typed(line: str) -> None:
    found = re.fullmatch(r"typed (.*), lacking ([\d ]+) of (\d+): (.*)", line)
    assert found
    text, lacking, of, meant = found.groups()
    numbers = [int(n) for n in lacking.split()]
    if meant == "refused":
        with pytest.raises(Refused):
            typed_copies(text, numbers, range(1, int(of) + 1))
    else:
        assert typed_copies(text, numbers, range(1, int(of) + 1)) == [int(n) for n in meant.split()]


def test_the_next_piece_is_for_who_has_none_before_who_has_a_bad_one() -> None:
    assert next_place([Condition.MISSING, Condition.DAMAGED, Condition.GOOD, None]) == 3
    assert next_place([Condition.MISSING, Condition.DAMAGED, Condition.GOOD]) == 1
    assert next_place([Condition.MISSING, Condition.WITHDRAWN]) == 0
    assert next_place([Condition.GOOD, Condition.WITHDRAWN]) is None


def test_a_place_fares_as_its_best_piece() -> None:
    assert state([]) is None
    assert state([Condition.WITHDRAWN, Condition.DAMAGED]) is Condition.DAMAGED
    assert state([Condition.MISSING, Condition.GOOD]) is Condition.GOOD


@pytest.mark.parametrize(("text", "number", "rest"), [
    ("c.2 torn", 2, "torn"), ("C2: torn", 2, "torn"), ("cover torn", None, "cover torn"), ("", None, ""),
    ("c.12", 12, ""), ("2 pages gone", None, "2 pages gone"), ("c.2nd", None, "c.2nd"),
])  # fmt: skip
def test_a_line_may_begin_with_a_copy(text: str, number: int | None, rest: str) -> None:
    assert copy_named(text) == (number, rest)
