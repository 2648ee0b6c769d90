"""When a library claims: a table by title, vendor and frequency, the narrowest row first, else the usual.

Days of grace by frequency: the middle of the periods in use among libraries that publish theirs. A second
claim after 30 days for what appears weekly or more often, else after 60; the third is the last, because
hardly one piece in thirty comes of a later one. Publishers honour claims for 60-90 days at home, 120-180
abroad.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from buckram.errors import Refused
from buckram.rules.coming_day import coming_day
from buckram.rules.lateness import DEFAULT_GRACE

SOON, LATER, OFTEN = 30, 60, 52
"""Days to the next claim: for titles of so many issues a year or more, and for others."""

MOST = 3
"""The last claim that makes sense, where no row of the table says otherwise."""

ON_ORDER = 60
"""Days of grace at least for the first issues of an order that nothing came of yet."""


class Scope(StrEnum):
    """What a row of the table is for, the narrowest first."""

    TITLE = "title"
    VENDOR_FREQUENCY = "vendor and frequency"
    VENDOR = "vendor"
    FREQUENCY = "frequency"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; None inherits. claims: False for "do not claim", with its reason in note, up to
    the day until_on (None: until somebody says otherwise)."""

    scope: Scope
    first_days: int | None = None
    again_days: int | None = None
    most: int | None = None
    window_days: int | None = None
    claims: bool | None = None
    note: str = ""
    until_on: date | None = None


NUMBERS = ("first_days", "again_days", "most", "window_days")
"""The numbers of a row, in the order in which they are typed."""


@dataclass(frozen=True, slots=True)
class About:
    """What is usual where no row says it, and how the rows are called.

    grace_days, a_year: of its frequency, None where that tells nothing. foreign: its publisher is abroad;
    None where that is not known. window, window_foreign: the library's usual windows. on_order: it has not
    begun to come yet.
    """

    frequency: str = ""
    vendor: str = ""
    grace_days: int | None = None
    a_year: float | None = None
    foreign: bool | None = None
    window: int = 90
    window_foreign: int = 180
    on_order: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """When an issue is claimed. Days throughout.

    first_days: from the expected day, where the title's own receipts do not tell. again_days: from a claim
    without an answer to the next. most: the last claim that makes sense. window_days: from the publication
    date, in which the publisher honours a claim; None: not known. claims: False for "do not claim", with why
    in note, and until. said: which row decided each of them, in words.
    """

    first_days: int
    again_days: int
    most: int = MOST
    window_days: int | None = None
    claims: bool = True
    note: str = ""
    until: date | None = None
    said: Mapping[str, str] = field(default_factory=dict)

    def words(self, name: str) -> str:
        """Which row decided a number: "by its frequency (weekly)"."""
        return self.said.get(name, "as is usual")


def policy(rows: Iterable[Row], about: About, today: date) -> Policy:
    """What holds for a title: of each number that of the narrowest row that has one."""
    ordered = sorted(rows, key=lambda row: list(Scope).index(row.scope))
    values, said = _usual(about)
    for name in NUMBERS:
        row = next((row for row in ordered if getattr(row, name) is not None), None)
        if row is not None:
            values[name], said[name] = getattr(row, name), _called(row.scope, about)
    # A row that has run out says nothing; a wider one may still stand.
    decides = next(
        (
            row
            for row in ordered
            if row.claims is not None and (row.claims or row.until_on is None or row.until_on > today)
        ),
        None,
    )
    first, again, most, window = (values[name] for name in NUMBERS)
    assert first is not None
    assert again is not None
    assert most is not None
    if decides is None or decides.claims:
        return Policy(first, again, most, window, said=said)
    said["claims"] = _called(decides.scope, about)
    return Policy(
        first, again, most, window, claims=False, note=decides.note, until=decides.until_on, said=said
    )


def _usual(about: About) -> tuple[dict[str, int | None], dict[str, str]]:
    name = f" ({about.frequency})" if about.frequency else ""
    first = DEFAULT_GRACE if about.grace_days is None else about.grace_days
    by_frequency = f"by its frequency{name}" if about.grace_days is not None else "for no frequency is known"
    said = {"first_days": by_frequency, "again_days": by_frequency, "most": "as is usual"}
    if about.on_order and first < ON_ORDER:
        first, said["first_days"] = ON_ORDER, "because nothing came of the order yet"
    again = SOON if (about.a_year or 0) >= OFTEN else LATER
    window = about.window_foreign if about.foreign else about.window
    if about.foreign is None:
        said["window_days"] = "the usual window here"
    else:
        said["window_days"] = f"the usual window for a publisher {'abroad' if about.foreign else 'at home'}"
    return dict(zip(NUMBERS, (first, again, MOST, window), strict=True)), said


def _called(scope: Scope, about: About) -> str:
    match scope:
        case Scope.TITLE:
            return "as decided for this title"
        case Scope.VENDOR:
            return f"as decided for {about.vendor}"
        case Scope.FREQUENCY:
            return f"as decided for what is {about.frequency}"
    return f"as decided for what is {about.frequency}, of {about.vendor}"


_STATES = {"u": "us", "c": "ca", "k": "uk", "a": "at"}


def nation(code: str) -> str:
    """The country of a MARC country code: those of the states of four countries (nyu, onc, enk, vra) end in
    its letter. "" where it is not known."""
    code = code.strip().lower()
    if len(code) == 3:
        return _STATES.get(code[2], code)
    return "" if code in {"vp", "xx", "|||"} else code


def is_foreign(own: str, theirs: Sequence[str]) -> bool | None:
    """Whether the first of these MARC country codes that is known is abroad; None where nothing is known."""
    known = next((nation(code) for code in theirs if nation(code)), "")
    return None if not known or not nation(own) else known != nation(own)


_TYPED = {"first": "first_days", "again": "again_days", "most": "most", "window": "window_days"}
_PART = re.compile(r"(first|again|most|window)\s*:?\s*(\d{1,4}|-)?")
_NEVER = re.compile(r"never\b\s*(?:until\s+(?P<until>[^:,]+?)\s*)?(?:[:,]\s*(?P<note>.*))?", re.IGNORECASE)


def typed_row(text: str, scope: Scope, today: date, *, day_first: bool = True) -> Row | None:
    """The row that was typed: "first 30, again 60, most 3, window 90", of which any may be left out; "never",
    "never: free", "never until 1 mar: strike"; None for "", which takes the row away. Raises Refused."""
    text = " ".join(text.split()).strip(" ,;")
    if not text:
        return None
    if never := _NEVER.fullmatch(text):
        until = coming_day(never["until"], today, day_first=day_first) if never["until"] else None
        return Row(scope, claims=False, note=(never["note"] or "").strip(), until_on=until)
    claims: bool | None = None
    values: dict[str, int] = {}
    for part in re.split(r"\s*[,;]\s*", text.lower()):
        if part == "claim":
            claims = True
            continue
        found = _PART.fullmatch(part)
        if found is None or _TYPED[found[1]] in values:
            raise Refused(
                f"“{part}” is no part of a policy.",
                "Type first 30, again 60, most 3, window 90, or never: why.",
            )
        if found[2] and found[2] != "-":
            values[_TYPED[found[1]]] = int(found[2])
    if values.get("most") == 0:
        raise Refused("No claim at all is: never.", "Type never, or never: why.")
    if not values and not claims:
        return None
    first, again, most, window = (values.get(name) for name in NUMBERS)
    return Row(scope, first, again, most, window, claims)


def row_words(row: Row | None) -> str:
    """A row as it is typed."""
    if row is None:
        return ""
    if row.claims is False:
        until = f" until {row.until_on.isoformat()}" if row.until_on else ""
        return f"never{until}" + (f": {row.note}" if row.note else "")
    parts = [
        f"{word} {getattr(row, name)}" for word, name in _TYPED.items() if getattr(row, name) is not None
    ]
    return ", ".join([*parts, *(["claim"] if row.claims else [])])
