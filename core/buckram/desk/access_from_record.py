"""The addresses of a record (856) on their way into the library: new, worded anew, or gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from buckram.exchange.marc.online import Online
from buckram.holdings.parse import parse
from buckram.holdings.parsed import Described
from buckram.rules.coverage import kbart_date
from buckram.storage import access as stored

if TYPE_CHECKING:
    from buckram.storage.intake import Intake


@dataclass(frozen=True, slots=True)
class GivenAccess:
    """An address as a record gives it; the columns of the table access. None: not told."""

    url: str
    relation: str
    platform: str | None
    note: str | None
    from_date: str | None = None
    from_volume: str | None = None
    from_issue: str | None = None
    to_date: str | None = None
    to_volume: str | None = None
    to_issue: str | None = None

    @property
    def columns(self) -> Mapping[str, str | None]:
        """By name."""
        return asdict(self)


def accesses(online: Sequence[Online]) -> tuple[GivenAccess, ...]:
    """What the 856 of a record give: $3 is the coverage where it can be read as that, else it is a note."""
    return tuple(_access(one) for one in online)


def _access(one: Online) -> GivenAccess:
    covers = _covered(one.materials)
    words = [one.note] if covers else [one.materials, one.note]
    note = "; ".join(word for word in words if word)
    return GivenAccess(one.url, one.relation, one.name or None, note or None, *covers)


def _covered(text: str) -> tuple[str | None, ...]:
    """(date, volume, issue) of the beginning and of the end; () for anything but one clear run."""
    told = parse(text) if text else None
    if told is None or told.doubtful or told.unread or told.supplement or len(told.spans) != 1:
        return ()
    span = told.spans[0]
    try:
        start = _place(span.start)
        # "1998" alone is that year; "1998-" goes on.
        end = (None, None, None) if span.open else _place(span.end or span.start)
    except ValueError:
        return ()
    return (*start, *end) if start[0] else ()


def _place(said: Described) -> tuple[str | None, str | None, str | None]:
    when = "-".join(part for part in (said.when.year, said.when.month, said.when.day) if part)
    # A month of 21 and more is a season: KBART has none, and the year alone is right.
    if said.when.month.isdigit() and int(said.when.month) > 12:
        when = said.when.year
    numbers = [value for _, value in said.numbers[:2]]
    volume, issue = [*numbers, None, None][:2]
    return kbart_date(when) or None, volume, issue


def add(rows: Intake, title_id: int, given: Sequence[GivenAccess]) -> None:
    """New addresses, with the batch."""
    for one in given:
        rows.add("access", title_id, *one.columns.values(), "record")


def amend(
    rows: Intake, title_id: int, old: Sequence[GivenAccess], new: Sequence[GivenAccess], day: str
) -> None:
    """What a record says anew of its addresses; nothing that a person said of them is changed. The rows of
    the batch must be in the file. day: of the import (ISO)."""
    library = rows.library
    for before, after in _paired(old, new):
        if before is None and after is not None:
            add(rows, title_id, [after])
        elif before is not None and after is None:
            stored.leave(library, title_id, before.url, day)
        elif before is not None and after is not None and before != after:
            stored.amend(library, title_id, before.columns, after.columns)


def _paired(
    old: Sequence[GivenAccess], new: Sequence[GivenAccess]
) -> Iterator[tuple[GivenAccess | None, GivenAccess | None]]:
    """The same addresses first; what is then left over on both sides has moved."""
    left = {one.url: one for one in new}
    alone = []
    for one in old:
        same = left.pop(one.url, None)
        if same is None:
            alone.append(one)
        else:
            yield one, same
    yield from zip_longest(alone, left.values())
