"""A provider's KBART file read in: every line accounted for, and nothing that a person said is changed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from buckram.desk.access import held
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.kbart_rows import columns_of, identity, sound
from buckram.errors import FileProblem, Refused
from buckram.exchange import kbart
from buckram.exchange.kbart import BadLine, KbartRow
from buckram.identify import fold
from buckram.storage import access as stored
from buckram.storage import titles
from buckram.storage.access import Access, Unmatched
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library

LONGEST = 100_000_000
"""Bytes of a file; the largest that providers publish have some tens of millions."""

NEAREST = 3


@dataclass(frozen=True, slots=True)
class KbartReport:
    """The account of a file: read = matched + new + changed + unmatched + rejected.

    matched: rows that are here already, as they are. ended: rows of earlier files of the package that this
    one does not have any more. told: (line, sentence) of what was rejected. waiting: (line, title) of what is
    unmatched, without those that a person set aside.
    """

    file: str
    package: str
    read: int
    matched: int
    new: int
    changed: int
    unmatched: int
    rejected: int
    ended: tuple[str, ...]
    told: tuple[tuple[int, str], ...]
    waiting: tuple[tuple[int, str], ...]

    @property
    def adds_up(self) -> bool:
        """Whether every line is accounted for."""
        return self.read == self.matched + self.new + self.changed + self.unmatched + self.rejected

    @property
    def sentence(self) -> str:
        """The account in words."""
        parts = [f"{self.matched:,} as they are", f"{self.new:,} new", f"{self.changed:,} changed"]
        parts += [f"{self.unmatched:,} without a title here", f"{self.rejected:,} rejected"]
        ended = f" {len(self.ended):,} are not in it any more and ended." if self.ended else ""
        return f"{self.read:,} lines read: {', '.join(parts)}.{ended}"


@dataclass(slots=True)
class _Plan:
    """What is to be done, before anything is."""

    new: list[tuple[int, KbartRow]] = field(default_factory=list)
    changed: list[tuple[Access, dict[str, Any]]] = field(default_factory=list)
    ended: list[Access] = field(default_factory=list)
    waits: list[KbartRow] = field(default_factory=list)
    waits_no_more: list[Unmatched] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        return any((self.new, self.changed, self.ended, self.waits, self.waits_no_more))


def read_file(desk: Desk, path: Path, *, provider: str = "", package: str = "") -> KbartReport:
    """Read a file into the library, as one act (none where nothing changes).

    provider, package: where its name is not Provider_Region_Package_YYYY-MM-DD.txt. Raises FileProblem when
    it cannot be read or is no KBART file, Refused when nobody says whose it is.
    """
    try:
        if path.stat().st_size > LONGEST:
            raise FileProblem(f"{path.name} is longer than any KBART file.", "Look at it first.")
        content = path.read_bytes()
    except OSError as problem:
        raise FileProblem(f"{path} cannot be read: {problem.strerror}.") from problem
    name = kbart.named(path.name)
    provider = provider or (name.provider if name else "")
    package = package or (name.collection if name else provider)
    if not provider:
        raise Refused(
            f"The name {path.name} does not say whose file it is.",
            "Name it Provider_Region_Package_YYYY-MM-DD.txt, or say --provider.",
        )
    return read_rows(desk, path.name, kbart.read(content), provider, package)


def read_rows(
    desk: Desk, file: str, found: Sequence[KbartRow | BadLine], provider: str, package: str
) -> KbartReport:
    """The lines of a file into the library (see read_file)."""
    told: list[tuple[int, str]] = []
    good: list[KbartRow] = []
    first_seen: dict[tuple[tuple[str, str], ...], int] = {}
    for one in found:
        if isinstance(one, BadLine):
            told.append((one.line, one.sentence))
            continue
        problem = sound(one.values)
        again = first_seen.setdefault(tuple(sorted(one.values.items())), one.line)
        if not problem and again != one.line:
            problem = f"It is the same as line {again}."
        if problem:
            told.append((one.line, problem))
        else:
            good.append(one)
    library = desk.library
    there = stored.of_package(library, package)
    plan = _Plan()
    titled, untitled = _matched(library, good, there)
    unchanged = _pair(plan, titled, there)
    aside = _waiting(plan, untitled, stored.unmatched(library, package))
    if plan.anything:
        with act(library, desk.hand(), "kbart") as writer:
            _write(writer, desk, plan, provider, package)
            writer.sentence = f"Read {file}."
    return KbartReport(
        file=file,
        package=package,
        read=len(found),
        matched=unchanged,
        new=len(plan.new),
        changed=len(plan.changed),
        unmatched=len(untitled),
        rejected=len(told),
        ended=tuple(one.kbart.get("publication_title", one.url) for one in plan.ended),
        told=tuple(told),
        waiting=tuple(
            (one.line, one.values["publication_title"]) for one in untitled if one.line not in aside
        ),
    )


def _matched(
    library: Library, rows: Sequence[KbartRow], there: Sequence[Access]
) -> tuple[dict[int, list[KbartRow]], list[KbartRow]]:
    """(rows by our title, rows without one). What was attached once stays so."""
    known = {identity(one.kbart): one.title_id for one in there}
    numbers = stored.titles_by_issn(library)
    names: dict[str, set[int]] = defaultdict(set)
    for title_id, *both in stored.names(library):
        for name in both:
            if name:
                names[fold(name)].add(title_id)
    titled: dict[int, list[KbartRow]] = defaultdict(list)
    untitled = []
    for row in rows:
        found = known.get(identity(row.values)) or _title(row.values, numbers, names)
        if found is None:
            untitled.append(row)
        else:
            titled[found].append(row)
    return titled, untitled


def _title(
    values: Mapping[str, str],
    numbers: Mapping[str, Mapping[str, set[int]]],
    names: Mapping[str, set[int]],
) -> int | None:
    """The one title that a row is about: by its ISSNs, then by those of its other forms, then by its name.

    Of several titles with the number the one with the very name; else nobody knows.
    """
    from buckram.exchange.marc.identifiers import issn

    own = [issn(values.get(name, "")) for name in ("print_identifier", "online_identifier")]
    by_name = names.get(fold(values["publication_title"]), set())
    tries = [
        *(numbers["issn"].get(number, set()) for number in own),
        *(numbers["issn-l"].get(number, set()) for number in own),
        *(numbers["other form"].get(number, set()) for number in own),
    ]
    for found in tries:
        if len(found) > 1:
            found = found & by_name or found
        if found:
            return next(iter(found)) if len(found) == 1 else None
    return next(iter(by_name)) if len(by_name) == 1 else None


_SAME: Sequence[Callable[[Mapping[str, str]], object]] = (
    lambda values: tuple(sorted(values.items())),
    lambda values: (identity(values), values.get("date_first_issue_online")),
    lambda values: values.get("date_first_issue_online"),
    identity,
    lambda _values: None,
)
"""By what a row of the last file and one of this are the same, the surest first."""


def _pair(plan: _Plan, titled: Mapping[int, Sequence[KbartRow]], there: Sequence[Access]) -> int:
    """Rows of this file to those that are here; gives how many are here as they are."""
    of_title: dict[int, list[Access]] = defaultdict(list)
    for one in there:
        of_title[one.title_id].append(one)
    unchanged = 0
    for title_id, rows in titled.items():
        left, old = list(rows), of_title.pop(title_id, [])
        for same in _SAME:
            for one in list(old):
                row = next((row for row in left if same(row.values) == same(one.kbart)), None)
                if row is not None:
                    left.remove(row)
                    old.remove(one)
                    changes = _changes(one, row.values)
                    unchanged += not changes
                    if changes:
                        plan.changed.append((one, changes))
        plan.new += [(title_id, row) for row in left]
        plan.ended += [one for one in old if one.ended_on is None]
    plan.ended += [one for rest in of_title.values() for one in rest if one.ended_on is None]
    return unchanged


def _changes(one: Access, values: Mapping[str, str]) -> dict[str, Any]:
    """What the row says anew; a column that a person changed since the last file stays as it is."""
    if one.kbart == values:
        return {"ended_on": None} if one.ended_on else {}
    before, after = columns_of(one.kbart), columns_of(values)
    changes: dict[str, Any] = {
        column: value
        for column, value in after.items()
        if value != before[column] and held(one, column) == before[column]
    }
    if one.ended_on:
        changes["ended_on"] = None
    return {**changes, "kbart": _json(values)}


def _waiting(plan: _Plan, untitled: Sequence[KbartRow], there: Sequence[Unmatched]) -> set[int]:
    """Rows without a title beside those that wait already; gives the lines of those that were set aside."""
    by_row = {_json(one.kbart): one for one in there}
    asides = {identity(one.kbart) for one in there if one.set_aside}
    aside = {row.line for row in untitled if identity(row.values) in asides}
    for row in untitled:
        if by_row.pop(_json(row.values), None) is None:
            plan.waits.append(row)
    plan.waits_no_more = list(by_row.values())
    return aside


def _write(writer: ActWriter, desk: Desk, plan: _Plan, provider: str, package: str) -> None:
    today = desk.today().isoformat()
    prefix = bool(decided(desk.library, "proxy_prefix"))
    for title_id, row in plan.new:
        writer.insert("access", _access_row(title_id, row.values, provider, package, prefix=prefix))
    for one, changes in plan.changed:
        before = {column: _json(one.kbart) if column == "kbart" else held(one, column) for column in changes}
        writer.update("access", one.id, before, changes)
    for one in plan.ended:
        writer.update("access", one.id, {"ended_on": None}, {"ended_on": today})
    asides = {identity(one.kbart) for one in stored.unmatched(desk.library, package) if one.set_aside}
    for gone in plan.waits_no_more:
        writer.delete("unmatched", gone.id)
    for row in plan.waits:
        waits = {"package": package, "provider": provider, "kbart": _json(row.values)}
        aside = today if identity(row.values) in asides else None
        writer.insert("unmatched", {**waits, "set_aside_on": aside})


def _access_row(
    title_id: int, values: Mapping[str, str], provider: str, package: str, *, prefix: bool
) -> dict[str, Any]:
    columns = columns_of(values)
    return {
        "title_id": title_id,
        **columns,
        "provider": provider,
        "package": package,
        "proxied": int(prefix and not columns["free"]),
        "source": "kbart",
        "kbart": _json(values),
        "ended_on": None,
    }


def _json(values: Mapping[str, str]) -> str:
    return json.dumps(dict(values), ensure_ascii=False)


# The rows that wait for a person


def nearest(library: Library, one: Unmatched) -> list[tuple[int, str, str]]:
    """(title, name, ISSN) of the titles whose names are most like that of a row, at most three."""
    wanted = fold(one.kbart.get("publication_title", ""))
    found = stored.names_with_any(library, wanted.split(), 30)
    return sorted(found, key=lambda title: -SequenceMatcher(None, wanted, fold(title[1])).ratio())[:NEAREST]


def attach(desk: Desk, unmatched_id: int, title_id: int) -> str:
    """A person says which title a row is about: it and every other row of it in the file, now and in later
    files. Raises Refused when somebody else dealt with it."""
    library = desk.library
    with act(library, desk.hand(), "kbart") as writer:
        waiting = stored.unmatched(library)
        one = next((row for row in waiting if row.id == unmatched_id), None)
        if one is None:
            raise Refused("This row does not wait any more.", "The list is shown as it is now.")
        prefix = bool(decided(library, "proxy_prefix"))
        same = [row for row in waiting if _same_title(row, one)]
        for row in same:
            writer.insert(
                "access", _access_row(title_id, row.kbart, row.provider, row.package, prefix=prefix)
            )
            writer.delete("unmatched", row.id)
        rows = f" ({len(same)} rows)" if len(same) > 1 else ""
        writer.title_id = title_id
        name = titles.get(library, title_id).name
        writer.sentence = f"{one.kbart['publication_title']} of {one.package}{rows} is {name}."
    return writer.sentence


def _same_title(row: Unmatched, one: Unmatched) -> bool:
    return row.package == one.package and identity(row.kbart) == identity(one.kbart)


def set_aside(desk: Desk, unmatched_ids: Sequence[int]) -> str:
    """These rows are none of our titles: later files do not ask again. One act. Raises Refused for none."""
    with act(desk.library, desk.hand(), "kbart") as writer:
        waiting = [one for one in stored.unmatched(desk.library, aside=False) if one.id in set(unmatched_ids)]
        if not waiting:
            raise Refused("These rows do not wait any more.", "The list is shown as it is now.")
        for one in waiting:
            today = desk.today().isoformat()
            writer.update("unmatched", one.id, {"set_aside_on": None}, {"set_aside_on": today})
        first = waiting[0].kbart.get("publication_title", "")
        writer.sentence = (
            f"{first} is none of our titles."
            if len(waiting) == 1
            else f"{len(waiting)} rows are none of our titles."
        )
    return writer.sentence
