"""Where the numbering of a title stands in a given year."""

from datetime import date
from pathlib import Path

import pytest

from buckram_data.anchors import first_issue
from buckram_data.tables import Run

CASES = [
    [cell.strip() for cell in line.split("|")]
    for line in Path(__file__).with_name("anchors.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("first", "yearly", "frequency", "day", "wanted"), CASES)
def test_first_issue(first: str, yearly: str, frequency: str, day: str, wanted: str) -> None:
    run = Run("t", "basic", "p", first, yearly, "", "")
    found = first_issue(run, frequency, date.fromisoformat(day))
    assert " ".join(code + value for code, value in found.items()) == wanted
