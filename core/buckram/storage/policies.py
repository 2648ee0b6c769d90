"""The table of claim policies: rows for a title, a vendor, a frequency, or a frequency of a vendor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from buckram.rules.claim_policy import NUMBERS, Row, Scope
from buckram.storage.library import Library
from buckram.storage.library import Row as Stored

Key = tuple[int | None, int | None, str | None]
"""(title, vendor, frequency) that a row is for; None where it does not matter."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a row of a title can be for. vendor_id, frequency: None where the title has none."""

    title_id: int
    title: str
    vendor_id: int | None
    vendor: str
    frequency: str | None
    frequency_name: str

    def key(self, scope: Scope) -> Key | None:
        """The key of the row of a scope, None where there cannot be one."""
        match scope:
            case Scope.TITLE:
                return (self.title_id, None, None)
            case Scope.VENDOR:
                return (None, self.vendor_id, None) if self.vendor_id is not None else None
            case Scope.FREQUENCY:
                return (None, None, self.frequency) if self.frequency else None
        both = self.vendor_id is not None and self.frequency
        return (None, self.vendor_id, self.frequency) if both else None


@dataclass(frozen=True, slots=True)
class Table:
    """All rows, by what they are for."""

    rows: dict[Key, Row]

    def of(self, title_id: int, vendor_id: int | None, frequency: str | None) -> list[Row]:
        """The rows that are for a title, one of its scopes each."""
        keys: Iterable[Key] = (
            (title_id, None, None),
            (None, vendor_id, frequency),
            (None, vendor_id, None),
            (None, None, frequency),
        )
        # A title without vendor or frequency has fewer keys, and (None, None, None) has no row.
        return [self.rows[key] for key in dict.fromkeys(keys) if key in self.rows]


def table(library: Library) -> Table:
    """The whole table. It has a row for each exception, which are few."""
    rows = library.rows(f"{_ROW} ORDER BY id")
    return Table({(r["title_id"], r["vendor_id"], r["frequency"]): _row(r) for r in rows})


_ROW = (
    "SELECT id, title_id, vendor_id, frequency, first_days, again_days, most, window_days, claims,"
    " ifnull(note, '') AS note, until_on FROM claim_policy"
)


def _row(stored: Stored) -> Row:
    title, vendor, frequency = (stored[name] is not None for name in ("title_id", "vendor_id", "frequency"))
    if title:
        scope = Scope.TITLE
    elif vendor:
        scope = Scope.VENDOR_FREQUENCY if frequency else Scope.VENDOR
    else:
        scope = Scope.FREQUENCY
    first, again, most, window = (stored[name] for name in NUMBERS)
    claims = None if stored["claims"] is None else bool(stored["claims"])
    until_on = date.fromisoformat(stored["until_on"]) if stored["until_on"] else None
    return Row(scope, first, again, most, window, claims, stored["note"], until_on)


def find(library: Library, key: Key) -> tuple[int, Row] | None:
    """(id, row) of what is decided for exactly this, or None."""
    row = library.row(f"{_ROW} WHERE title_id IS ? AND vendor_id IS ? AND frequency IS ?", key)
    return (row["id"], _row(row)) if row else None


def names(library: Library, title_id: int, vendor_id: int | None) -> Names | None:
    """What a policy of a title can be decided for."""
    row = library.row(
        "SELECT title.id, title.name, vendor.id, ifnull(vendor.name, ''), title.frequency,"
        " ifnull(frequency.name, '') FROM title LEFT JOIN frequency ON frequency.code = title.frequency"
        " LEFT JOIN vendor ON vendor.id = ? WHERE title.id = ?",
        (vendor_id, title_id),
    )
    return Names(*row) if row else None
