"""Working figures: for the person, so that they know what a day was; not to watch anybody.

A person sees their own. What everybody did together, and what each did, is off until the library decides
otherwise (settings `figures_of_others` and `figures_by_person`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.exchange.lists import Table
from buckram.rules.working_time import worked
from buckram.storage import figures as stored
from buckram.storage.figures import Doing


class By(StrEnum):
    """What the figures are told by."""

    SITTING = "sitting"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    KIND = "kind"
    LOCATION = "location"
    VENDOR = "vendor"
    FREQUENCY = "frequency"
    PERSON = "person"


IN_TIME = frozenset({By.SITTING, By.DAY, By.WEEK, By.MONTH})
"""These are told newest first; the others the most first."""

_OF_RECEIPTS = frozenset({By.LOCATION, By.VENDOR, By.FREQUENCY})
_NO_SNAG = frozenset({"receive", "receive several", "undo", "redo", "import", "seen", "inventory"})
_NOT_MAIL = frozenset({"seen", "inventory", "import"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One line. pieces: how many (for kinds: how often it was done or asked). worked: the time, where it is
    told. waiting: of questions, how many are open."""

    name: str
    pieces: int
    worked: timedelta = timedelta()
    waiting: int = 0

    @property
    def an_hour(self) -> float | None:
        """Pieces an hour; None where less than a minute was worked."""
        hours = self.worked.total_seconds() / 3600
        return self.pieces / hours if hours >= 1 / 60 else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures. total: over all of them (of kinds: all odd cases). everybody: not only one's own."""

    by: By
    lines: Sequence[Figure]
    total: Figure
    since: date
    everybody: bool

    @property
    def timed(self) -> bool:
        """Whether hours are told with them."""
        return self.by in IN_TIME or self.by is By.PERSON


def allowed(desk: Desk) -> tuple[bool, bool]:
    """Whether this library shows (the figures of all together, the figures person by person)."""
    together = bool(decided(desk.library, "figures_of_others"))
    return together, together and bool(decided(desk.library, "figures_by_person"))


def figures(desk: Desk, by: By, since: date, *, everybody: bool = False) -> Figures:
    """The figures since a day, the person's own or everybody's. Raises Refused where the library keeps them
    to each person."""
    together, by_person = allowed(desk)
    if (everybody or by is By.PERSON) and not together:
        raise Refused(
            "In this library everybody sees their own figures only.",
            "It may decide otherwise: buckram settings figures_of_others yes",
        )
    if by is By.PERSON and not by_person:
        raise Refused(
            "In this library nobody sees figures person by person.",
            "It may decide otherwise: buckram settings figures_by_person yes",
        )
    everybody = everybody or by is By.PERSON
    person = None if everybody else desk.person
    # The day begins where the person is; the file has UTC.
    midnight = datetime(since.year, since.month, since.day, tzinfo=desk.clock().tzinfo)
    start = midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    done = stored.doings(desk.library, start, person)
    total = _told("", done)
    if by is By.KIND:
        lines = _kinds(done)
        total = Figure("", sum(line.pieces for line in lines), total.worked, sum(x.waiting for x in lines))
    elif by in _OF_RECEIPTS:
        names = stored.received_by(desk.library, str(by), start, person)
        lines = [Figure(name or "(none recorded)", count) for name, count in names]
    else:
        lines = _by_group(done, by, desk)
    return Figures(by, lines, total, since, everybody)


def _by_group(done: Sequence[Doing], by: By, desk: Desk) -> list[Figure]:
    groups: dict[tuple[str, str], list[Doing]] = {}
    for one in done:
        groups.setdefault(_group(one, by, desk), []).append(one)
    lines = [(key, _told(key[1], group)) for key, group in groups.items()]
    lines = [(key, line) for key, line in lines if line.pieces or line.worked]
    if by in IN_TIME:
        return [line for _, line in sorted(lines, key=lambda pair: pair[0], reverse=True)]
    return sorted((line for _, line in lines), key=lambda line: (-line.pieces, line.name))


def _group(one: Doing, by: By, desk: Desk) -> tuple[str, str]:
    """(what to sort by, its name) of the line that a doing belongs to."""
    at = desk.local(one.at)
    match by:
        case By.SITTING:
            began = desk.local(one.began_at)
            return f"{one.began_at} {one.sitting_id}", f"{began:%a} {began.day} {began:%b %Y  %H:%M}"
        case By.DAY:
            return f"{at:%Y-%m-%d}", f"{at:%a} {at.day} {at:%b %Y}"
        case By.WEEK:
            monday = at.date() - timedelta(days=at.weekday())
            return f"{monday}", f"week of {monday.day} {monday:%b %Y}"
        case By.MONTH:
            return f"{at:%Y-%m}", f"{at:%B %Y}"
        case _:
            return one.person, one.person


def _told(name: str, done: Sequence[Doing]) -> Figure:
    pieces = sum(one.pieces for one in done if one.stands)
    moments: dict[int, list[datetime]] = {}
    for one in done:
        if one.what not in _NOT_MAIL:
            moments.setdefault(one.sitting_id, []).append(datetime.fromisoformat(one.at))
    return Figure(name, pieces, sum((worked(sorted(at)) for at in moments.values()), timedelta()))


QUESTIONS = {
    "which title": "asked: which title",
    "which issue": "asked: which issue",
    "note": "asked: a note to read",
    "here already": "asked: here already",
    "gap": "asked: issues that were skipped",
    "unknown": "asked: no title answers",
    "unreadable": "asked: could not be read",
    "refused": "asked: refused",
    "barcode wanted": "asked: a library barcode",
}
"""The questions of scans as the figures name them."""


def _kinds(done: Iterable[Doing]) -> list[Figure]:
    acts: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    open_: Counter[str] = Counter()
    for one in done:
        if one.question:
            asked[one.question] += 1
            open_[one.question] += not one.settled
        elif one.what not in _NO_SNAG | {"scan"} and one.stands:
            acts[one.what] += 1
    lines = [Figure(f"done: {kind}", count) for kind, count in acts.items()]
    lines += [Figure(QUESTIONS.get(q, f"asked: {q}"), count, waiting=open_[q]) for q, count in asked.items()]
    return sorted(lines, key=lambda line: (-line.pieces, line.name))


def hours(time: timedelta) -> str:
    """Time as it is shown: 1:05 (hours and minutes)."""
    minutes = round(time.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def as_table(found: Figures, whose: str) -> Table:
    """The figures for a spreadsheet or a printer. whose: the person's name."""
    columns = [str(found.by).capitalize(), "Times" if found.by is By.KIND else "Pieces"]
    if found.timed:
        columns += ["Hours", "An hour"]
    if found.by is By.KIND:
        columns.append("Waiting")
    rows = [_row(found, line) for line in [*found.lines, _named(found.total)]]
    whom = "everybody together" if found.everybody else whose
    return Table(
        f"Working figures of {whom} since {found.since.day} {found.since:%b %Y}",
        columns,
        rows,
        "Hours count the time between scans, of each pause at most five minutes.",
    )


def _named(total: Figure) -> Figure:
    return Figure("together", total.pieces, total.worked, total.waiting)


def _row(found: Figures, line: Figure) -> list[str]:
    row = [line.name, str(line.pieces)]
    if found.timed:
        row += [hours(line.worked), "" if line.an_hour is None else f"{line.an_hour:.0f}"]
    if found.by is By.KIND:
        row.append(str(line.waiting) if line.waiting else "")
    return row
