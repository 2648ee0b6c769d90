"""Reads the cases of learning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parents[1] / "cases" / "learning.txt"


def learnt_cases() -> Iterator[Any]:
    """(853, first issue, how many issues are shown) of each line."""
    for line in CASES.read_text("utf-8").splitlines():
        parts = [part.strip() for part in line.split("|")]
        if len(parts) == 4 and parts[1].startswith("$"):
            yield pytest.param(parts[1], parts[2], int(parts[3]), id=parts[0])
