"""The list of a sitting: every piece of the tray, where it goes, what was asked of it and answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from buckram.desk.desk import Desk
from buckram.errors import FileProblem, NotFound
from buckram.exchange.sitting_list import SittingLine, SittingList, as_csv, as_text
from buckram.storage import issues, sitting_acts, sittings, titles
from buckram.storage.sitting_acts import PieceRow, SittingRow
from buckram.storage.sittings import Scan


def of_this_sitting(desk: Desk) -> SittingList:
    """The tray that this person works through now. Raises NotFound before its first act."""
    sitting_id = desk.take_up()
    row = None if sitting_id is None else sitting_acts.find(desk.library, sitting_id)
    if row is None:
        raise NotFound("Nothing was done in this sitting yet.")
    return _list(desk, [row])


def of_day(desk: Desk, day: date) -> SittingList:
    """All trays that this person began on a day of theirs, at whatever station. Raises NotFound."""
    rows = [
        row
        for row in sitting_acts.of_person(desk.library, desk.person)
        if desk.local(row.began_at).date() == day
    ]
    if not rows:
        raise NotFound(
            f"{desk.person} had no sitting on {day.day} {day:%B} {day.year}.",
            "Another day: --date; another person: buckram --person NAME sitting.",
        )
    return _list(desk, rows)


def write(told: SittingList, path: Path, *, table: bool | None = None, width: int = 80) -> None:
    """Write a list into a file: as CSV where `table` says so or, without a word, its name does; else as text
    in lines of `width` characters. Raises FileProblem."""
    as_table = path.suffix.lower() == ".csv" if table is None else table
    try:
        path.write_text(as_csv(told) if as_table else as_text(told, width), "utf-8", newline="")
    except OSError as problem:
        raise FileProblem(
            f"{path} cannot be written ({problem.strerror}).", "Name another file."
        ) from problem


@dataclass(slots=True)
class _Gathered:
    """The pieces of sittings, with the scans that belong to them."""

    lines: list[SittingLine] = field(default_factory=list)
    received: int = 0
    told: set[int] = field(default_factory=set)


def _list(desk: Desk, rows: Sequence[SittingRow]) -> SittingList:
    gathered = _Gathered()
    scans: dict[int, Scan] = {}
    for row in rows:
        of_this = {scan.id: scan for scan in sittings.scans(desk.library, row.id, limit=-1)}
        scans |= of_this
        _received(desk, row, of_this, gathered)
    # A piece that went on under another question has its line there.
    went_on = {scan.follows for scan in scans.values()}
    for scan in sorted(scans.values(), key=lambda one: one.id):
        if scan.question not in ("", "gap") and scan.id not in gathered.told | went_on:
            gathered.lines.append(_left(desk, scan, scans))
    return SittingList(
        person=desk.person,
        began=desk.local(rows[0].began_at),
        last=desk.local(max(row.last_at for row in rows)),
        ended=all(row.ended_at for row in rows),
        lines=sorted(gathered.lines, key=lambda line: line.at),
        received=gathered.received,
        asked=_asked(scans.values()),
    )


def _asked(scans: Iterable[Scan]) -> list[tuple[str, int, int]]:
    """(question, how often it was asked, how many are open), the most frequent first."""
    asked: Counter[str] = Counter()
    waiting: Counter[str] = Counter()
    for scan in scans:
        if scan.question:
            asked[scan.question] += 1
            waiting[scan.question] += not scan.settled
    return [(question, count, waiting[question]) for question, count in asked.most_common()]


def _received(desk: Desk, row: SittingRow, scans: dict[int, Scan], gathered: _Gathered) -> None:
    """A line for each piece of the acts of a sitting that stand."""
    acts = sitting_acts.standing(desk.library, row.id)
    pieces = sitting_acts.pieces(desk.library, [one for done in acts for one in done.pieces])
    by_act = {scan.act_id: scan for scan in scans.values() if scan.act_id is not None}
    for done in acts:
        if not done.pieces:
            continue
        about = [_known(desk, scans, scan_id) for scan_id in (*done.answered, *done.asked)]
        if done.id in by_act:
            about.append(by_act[done.id])
        chain = [earlier for scan in about if scan for earlier in _chain(desk, scan, scans)]
        gathered.told |= {scan.id for scan in chain}
        for n, piece_id in enumerate(done.pieces):
            gathered.received += 1
            if piece_id in pieces:
                # The questions of an act are told once, beside its first piece.
                gathered.lines.append(_line(desk, row, done.at, pieces[piece_id], chain if n == 0 else []))


def _known(desk: Desk, scans: dict[int, Scan], scan_id: int) -> Scan | None:
    """A scan of these sittings, or of an earlier one whose question was answered in them."""
    return scans.get(scan_id) or sittings.find(desk.library, scan_id)


def _chain(desk: Desk, scan: Scan, scans: dict[int, Scan]) -> list[Scan]:
    """The scan behind those of the same piece that came before it, oldest first."""
    chain = [scan]
    while chain[0].follows is not None and (earlier := _known(desk, scans, chain[0].follows)):
        chain.insert(0, earlier)
    return chain


def _line(desk: Desk, row: SittingRow, at: str, piece: PieceRow, chain: Sequence[Scan]) -> SittingLine:
    asked = [scan for scan in chain if scan.question]
    condition = "" if piece.condition == "good" else f", {piece.condition}"
    return SittingLine(
        at=desk.local(at),
        person=row.person,
        station=row.station,
        title=piece.title,
        issn=titles.hyphened(piece.issn),
        issue=piece.label,
        copy=piece.copy,
        location=piece.location,
        call_number=piece.call_number,
        kind=piece.kind + condition,
        barcode=piece.barcode,
        scanned=next((scan.raw for scan in chain if scan.raw), ""),
        asked=[scan.question for scan in asked],
        answered=[scan.answer for scan in asked],
    )


def _left(desk: Desk, scan: Scan, scans: dict[int, Scan]) -> SittingLine:
    """A piece that was not received here: its question is open, or had another end."""
    title = titles.get(desk.library, scan.title_id) if scan.title_id is not None else None
    chain = [one for one in _chain(desk, scan, scans) if one.question]
    named = scan.issue_id is not None and scan.question in ("note", "here already", "refused")
    issue = issues.find(desk.library, scan.issue_id) if named and scan.issue_id is not None else None
    return SittingLine(
        at=desk.local(scan.at),
        person=scan.person,
        station=scan.station,
        title=title.name if title else "",
        issn=title.issn if title else "",
        issue=issue.label if issue else "",
        copy=0,
        location="",
        call_number=title.call_number if title else "",
        kind="",
        barcode="",
        scanned=scan.raw,
        asked=[one.question for one in chain],
        answered=[one.answer for one in chain],
    )
