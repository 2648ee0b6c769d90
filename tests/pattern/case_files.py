"""Reads the case files, and MARC fields as a librarian writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from buckram.pattern import Field

CASES = Path(__file__).parent / "cases"


def field_of(line: str) -> Field:
    """A line such as "853 20 $8 1 $a v." as a field."""
    match = re.fullmatch(r"(\d{3}) (..) (\$.*)", line)
    assert match, line
    pairs = [(part[:1], part[1:].strip()) for part in match[3].split("$")[1:]]
    return Field.of(match[1], match[2], pairs)


def case_blocks(name: str) -> Iterator[tuple[str, list[str]]]:
    """(title, lines) of each "= title" block of a case file."""
    title, lines = "", list[str]()
    for line in (CASES / name).read_text("utf-8").splitlines():
        if line.startswith("= "):
            if title:
                yield title, lines
            title, lines = line[2:], []
        elif title and line.strip():
            lines.append(line)
    yield title, lines


def table_rows(name: str) -> Iterator[list[str]]:
    """The rows of a case file with "|" between the columns."""
    for line in (CASES / name).read_text("utf-8").splitlines():
        if line.count("|") > 1 and not line.startswith(("What", "How")):
            yield [column.strip() for column in line.split("|")]
