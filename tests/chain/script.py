"""The bindery chain, `chain.txt`, as values.

A day begins with "== 23 Nov 2026". Under it stands what happens, in order: who, two blanks, what is done,
and after a colon what it is about:

    Halloran  picks into lot 2026-06
        Merkur           Jahrg.78 (2024)        the lines of the act: title, unit, and what else it needs
        > 2 units                               the desk says so
    Osei      closes lot 2026-06: 29 counted
        ! 29 counted, 30 scanned                the desk refuses, with these words
    Halloran  sees due: Merkur                  what is seen has to be exactly the lines below

The columns of a line are parted by two blanks or more; "-" is an empty one. A line that begins with # is
not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

SCRIPT = Path(__file__).with_name("chain.txt")

Row = tuple[str, ...]
_APART = re.compile(r" {2,}")


@dataclass(slots=True)
class Step:
    """What happens. line: where it stands; rows: its lines; says, refuses: words of the desk's answers."""

    line: int
    day: date
    who: str
    does: str
    about: str
    rows: list[Row] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    refuses: list[str] = field(default_factory=list)


def read_script(path: Path = SCRIPT) -> list[Step]:
    """The steps in their order. Raises ValueError with the line that cannot be read."""
    steps: list[Step] = []
    day: date | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        try:
            if text.startswith("=="):
                day = datetime.strptime(text.strip("= "), "%d %b %Y").date()
            elif line[0] != " ":
                who, what = _APART.split(text, maxsplit=1)
                does, _, about = what.partition(":")
                assert day is not None
                steps.append(Step(number, day, who, does.strip(), about.strip()))
            elif text.startswith("> "):
                steps[-1].says.append(text[2:])
            elif text.startswith("! "):
                steps[-1].refuses.append(text[2:])
            else:
                steps[-1].rows.append(tuple("" if cell == "-" else cell for cell in _APART.split(text)))
        except (ValueError, IndexError, AssertionError) as problem:
            raise ValueError(f"{path.name}, line {number}: {line}") from problem
    return steps
