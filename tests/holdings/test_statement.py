"""Z39.71 statements: the worked examples, and what a card of received issues reads like."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from buckram.holdings import statement
from buckram.pattern.field import Field

CASES = Path(__file__).parent / "cases"


def field(line: str) -> Field:
    """`853 20 $a v. $b no.` as a field; the indicators may be left out."""
    match = re.match(r"(\d{3})(?: (..) (?=\$))?(.*)", line)
    assert match, line
    pairs = [(part[0], part[1:].strip()) for part in match[3].split("$")[1:]]
    return Field.of(match[1], match[2] or "##", pairs)


def statement_cases() -> list[tuple[str, Field, list[Field], str]]:
    text = (CASES / "statements.txt").read_text(encoding="utf-8")
    cases = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            name, captions, *holdings, expected = lines
            cases.append((name, field(captions), [field(h) for h in holdings], expected[1:].strip()))
    return cases


@pytest.mark.parametrize(
    ("name", "captions", "holdings", "expected"),
    statement_cases(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_statement(name: str, captions: Field, holdings: list[Field], expected: str) -> None:
    level = 3 if "level 3" in name else 4
    language = "de" if name.endswith("in de") else "en"
    assert statement(captions, holdings, level=level, language=language) == expected
