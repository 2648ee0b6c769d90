"""The year of a library, `year.txt`, as values.

Under "== Titles" stands a title a line, its columns parted by two blanks or more. Every issue of it comes so
many days after its date (several numbers: one after the other, over and over), the copies all together, but
for what "stays away"; that comes on the day on which it is said to come. The first issue of a title is the
oldest that the library has; what was due before 2027 is there.

Under a month stands what happens on its days, in order:

    12  stays away: Title, 12 Mar; Title, 19 Mar      does not come as it used to
    31  looks                                         the claim queues have to hold exactly the lines below:
        queue  title  issue  reason  claim  days left  [until day:] [words that its why has]
    31  claims all                                    everything in the queues is claimed, and the letters go

An issue is named by its date. A line that begins with # is not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

SCRIPT = Path(__file__).with_name("year.txt")
YEAR = 2027

_MONTHS = {date(YEAR, n, 1).strftime("%B"): n for n in range(1, 13)}
_APART = re.compile(r" {2,}")


@dataclass(frozen=True, slots=True)
class Title:
    """A title. comes: days from the date to the door, over and over."""

    name: str
    issn: str
    country: str
    frequency: str
    first: date
    comes: tuple[int, ...]
    copies: int
    vendor: str
    status: str
    price: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that a careful person finds. until: the day of its turn, of what waits. why: words of it."""

    queue: str
    title: str
    dated: date
    reason: str
    number: int
    left: int
    until: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What happens on a day. lines: the table of a look. more: what else stands below."""

    day: date
    does: str
    about: str = ""
    lines: tuple[Waiting, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(slots=True)
class Script:
    """Everything that stands there. figures: of each supplier, the numbers in their order."""

    titles: list[Title] = field(default_factory=list)
    policies: list[tuple[str, str, str]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    figures: dict[str, list[int]] = field(default_factory=dict)


def day_of(text: str) -> date:
    """ "12 Mar" of the year."""
    number, month = text.split()
    return next(date(YEAR, n, int(number)) for name, n in _MONTHS.items() if name.startswith(month))


def read_script(path: Path = SCRIPT) -> Script:
    """The whole file. Raises ValueError with the line that cannot be read."""
    found = Script()
    steps: list[tuple[date, str, str, list[str]]] = []
    heading = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        cells = _APART.split(text)
        try:
            if text.startswith("=="):
                heading = text.strip("= ")
            elif heading == "Titles":
                found.titles.append(_title(cells))
            elif heading == "Policies":
                found.policies.append((cells[0], cells[1], cells[2]))
            elif heading.startswith("Suppliers"):
                found.figures[cells[0]] = [int(word) for cell in cells[1:] for word in cell.split()]
            elif line[0] == " ":
                steps[-1][3].append(text)
            else:
                day, step = text.split(maxsplit=1)
                does, _, about = step.partition(":")
                steps.append((date(YEAR, _MONTHS[heading], int(day)), does.strip(), about.strip(), []))
        except (ValueError, IndexError, KeyError, StopIteration) as problem:
            raise ValueError(f"{path.name}, line {number}: {line}") from problem
    for day, does, about, below in steps:
        if does == "looks":
            lines = tuple(_waiting(_APART.split(text)) for text in below)
            found.steps.append(Step(day, does, about, lines))
        else:
            found.steps.append(Step(day, does, about, more=tuple(below)))
    return found


def _title(cells: list[str]) -> Title:
    name, issn, country, frequency, first, comes, copies, vendor, status, price = cells
    return Title(
        name,
        issn,
        country,
        frequency,
        date.fromisoformat(first),
        tuple(int(days) for days in comes.split()),
        int(copies),
        vendor,
        status,
        price,
    )


def _waiting(cells: list[str]) -> Waiting:
    queue, title, dated, reason, number, left, *rest = cells
    why = rest[0] if rest else ""
    until = None
    if found := re.fullmatch(r"until (\d+ \w+): (.+)", why):
        until, why = day_of(found[1]), found[2]
    return Waiting(queue, title, day_of(dated), reason, int(number), int(left), until, why)
