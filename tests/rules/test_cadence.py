"""The silence of titles of which nothing is foreseen: the cases of silences.txt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from buckram.rules.cadence import cadence, silence

LINES = Path(__file__).with_name("silences.txt").read_text("utf-8").splitlines()
CASES = [tuple(part.strip() for part in line.split(">")) for line in LINES if line.count(">") == 2]


@pytest.mark.parametrize(("came", "today", "words"), [case for case in CASES if not case[0].startswith("#")])
def test_a_silence(came: str, today: str, words: str) -> None:
    days = [date.fromisoformat(day) for day in came.split() if day != "a"]
    found = silence(cadence(days), date.fromisoformat(today), 1 if came.endswith("a") else None)
    assert (found.words if found else "-") == words
