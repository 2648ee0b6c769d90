"""What the ledger says of the work: acts and scans with their moments, and receipts by what they were of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from buckram.storage.ledger import PIECES, STANDS
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Doing:
    """Something that was done. at: a moment (UTC, ISO text). what: the kind of the act, or "scan".

    question: what a scan left to be answered, "" for nothing; settled: it was answered. stands: an act that
    was not taken back. pieces: so many came with it.
    """

    at: str
    sitting_id: int
    began_at: str
    person: str
    what: str
    question: str
    settled: bool
    stands: bool
    pieces: int = 0


def doings(library: Library, since: str, person: str | None = None) -> list[Doing]:
    """All that was done in sittings that began since then (UTC, ISO text), in order within each sitting.

    person: only theirs; None: everybody's.
    """
    theirs, marks = _whose(person)
    of_sittings = f"FROM sitting JOIN {{table}} ON sitting_id = sitting.id WHERE began_at >= ?{theirs}"
    rows = library.rows(
        f"SELECT act.at, sitting.id, began_at, sitting.person, kind, '', 0, {STANDS}, {PIECES}"
        f" {of_sittings.format(table='act')}"
        " UNION ALL SELECT scan.at, sitting.id, began_at, sitting.person, 'scan',"
        # A question that went on under another scan of the same piece is one question.
        " CASE WHEN EXISTS (SELECT 1 FROM scan later WHERE later.follows = scan.id) THEN ''"
        "  ELSE ifnull(question, '') END,"
        f" settled_at IS NOT NULL, 1, 0 {of_sittings.format(table='scan')}"
        " ORDER BY 2, 1",
        (since, *marks, since, *marks),
    )
    return [Doing(r[0], r[1], r[2], r[3], r[4], r[5], bool(r[6]), bool(r[7]), r[8]) for r in rows]


def _whose(person: str | None) -> tuple[str, tuple[Any, ...]]:
    return ("", ()) if person is None else (" AND sitting.person = ?", (person,))


_BY = {
    "location": "(SELECT location.name FROM piece JOIN copy ON copy.id = copy_id JOIN location ON"
    " location.id = location_id WHERE piece.issue_id = act.issue_id AND received_at = act.at"
    " AND received_by = act.person LIMIT 1)",
    "vendor": "(SELECT vendor.name FROM subscription JOIN vendor ON vendor.id = vendor_id"
    " WHERE subscription.title_id = act.title_id ORDER BY subscription.id DESC LIMIT 1)",
    "frequency": "(SELECT frequency.name FROM title JOIN frequency ON frequency.code = title.frequency"
    " WHERE title.id = act.title_id)",
}


def received_by(library: Library, what: str, since: str, person: str | None = None) -> list[tuple[str, int]]:
    """(name, how many pieces of acts that stand) by "location", "vendor" or "frequency", the most first.

    The name is "" where none is recorded.
    """
    theirs, marks = _whose(person)
    rows = library.rows(
        f"SELECT ifnull({_BY[what]}, '') AS name, sum({PIECES}) AS count FROM sitting JOIN act ON"
        f" sitting_id = sitting.id WHERE began_at >= ?{theirs} AND {PIECES} > 0 AND {STANDS}"
        " GROUP BY name ORDER BY count DESC, name",
        (since, *marks),
    )
    return [(r[0], r[1]) for r in rows]
