"""Descriptions and explanations, word for word."""

from __future__ import annotations

import pytest

from buckram.pattern import describe, explain, parse_pattern, predict
from pattern.case_files import case_blocks, field_of

CASES = list(case_blocks("words.txt"))


@pytest.mark.parametrize(("title", "lines"), CASES, ids=lambda value: str(value)[:40])
def test_words(title: str, lines: list[str]) -> None:
    pattern = parse_pattern(field_of(lines[0]))
    says = [line.removeprefix("says ") for line in lines if line.startswith("says ")]
    because = [line.removeprefix("because ") for line in lines if line.startswith("because ")]
    assert [describe(pattern)] == says
    if because:
        holding = field_of(lines[1])
        assert explain(pattern, holding, predict(pattern, holding, 1)[0]) == because
