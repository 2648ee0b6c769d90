"""A small library to act on: titles with boxes, in a real SQLite file."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from buckram.desk.desk import Desk
from buckram.identify import fold, sort_title
from buckram.storage.library import Library, open_library

TODAY = date(2026, 11, 21)


@dataclass
class Clock:
    """A clock that a test turns."""

    now: datetime = field(default=datetime(2026, 11, 21, 9, 30, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@cache
def empty_library() -> bytes:
    """A library file with nothing in it: to make one takes far longer than to copy one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        open_library(path).close()
        return path.read_bytes()


@dataclass
class Shelf:
    """The library of a test: `title(...)` adds one, `desk(...)` sits a person down at it."""

    path: Path
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        if not self.path.exists():
            self.path.write_bytes(empty_library())
        self.library: Library = open_library(self.path)

    def desk(self, person: str = "mary", station: str = "desk 1") -> Desk:
        """A desk with a connection of its own, as another terminal would have."""
        return Desk(open_library(self.path), person, station, self.clock)

    def contents(self, *tables: str) -> list[tuple[Any, ...]]:
        """Every row of these tables, but for the counts of changes: those go on when one is undone."""
        found = []
        for table in tables:
            for row in self.library.rows(f"SELECT * FROM {table} ORDER BY id"):
                kept = dict(row)
                kept.pop("version", None)
                kept.pop("rewound", None)
                found.append((table, *kept.values()))
        return found

    def title(
        self,
        name: str = "Journal of tests",
        issn: str = "0317-8471",
        *,
        statuses: str = "aaee",
        copies: int = 1,
        frequency: str = "m",
        first_month: int = 9,
        location: str = "Reading Room",
        addons: bool = False,
        vendor: str = "",
        pattern: bool = True,
    ) -> int:
        """Add a monthly with issues of the given statuses (a arrived, e expected, n not published).

        The first box is no.`first_month` of v.12, dated the first of that month.
        """
        library = self.library
        with library.transaction():
            title_id = int(
                library.execute(
                    "INSERT INTO title (name, sort_name, frequency, call_number, search_names, search_more)"
                    " VALUES (?, ?, ?, 'Z671 .J6', ?, ?)",
                    (
                        name,
                        sort_title(name, 0, "eng"),
                        frequency,
                        fold(name),
                        f"{issn} {issn.replace('-', '')}",
                    ),
                ).lastrowid
                or 0
            )
            library.execute(
                "INSERT INTO identifier (title_id, kind, value) VALUES (?, 'issn', ?)",
                (title_id, issn.replace("-", "")),
            )
            library.execute("INSERT OR IGNORE INTO location (code, name) VALUES (?, ?)", (location, location))
            place = library.value("SELECT id FROM location WHERE code = ?", (location,))
            if vendor:
                library.execute("INSERT OR IGNORE INTO vendor (name) VALUES (?)", (vendor,))
            subscription = library.execute(
                "INSERT INTO subscription (title_id, vendor_id)"
                " VALUES (?, (SELECT id FROM vendor WHERE name = ?))",
                (title_id, vendor),
            ).lastrowid
            for number in range(1, copies + 1):
                library.execute(
                    "INSERT INTO copy (title_id, subscription_id, number, location_id) VALUES (?, ?, ?, ?)",
                    (title_id, subscription, number, place),
                )
            if pattern:
                library.execute(
                    "INSERT INTO pattern (title_id, tag, subfields) VALUES (?, '853', ?)",
                    (title_id, json.dumps(MONTHLY)),
                )
            for n, letter in enumerate(statuses):
                self._issue(title_id, n, first_month + n, letter, addons)
        return title_id

    def _issue(self, title_id: int, place: int, month: int, letter: str, addons: bool) -> None:
        status = {"a": "arrived", "e": "expected", "n": "not published", "m": "missing"}[letter]
        year, month = 2026 + (month - 1) // 12, (month - 1) % 12 + 1
        day = date(year, month, 1)
        values = {"a": str(12 + year - 2026), "b": str(month), "i": str(year), "j": f"{month:02}"}
        number = f"no.{month}"
        issue = self.library.execute(
            "INSERT INTO issue (title_id, position, designation, volume, number, cover, label, published_on,"
            " expected_on, status, touched) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                title_id,
                1000 * (place + 1),
                json.dumps(values),
                f"v.{values['a']} ({year})",
                number,
                day.strftime("%b"),
                f"v.{values['a']}:{number} ({day:%B} {year})",
                day.isoformat(),
                (day + timedelta(days=3)).isoformat(),
                status,
                int(letter != "e"),
            ),
        ).lastrowid
        if letter == "a":
            self.library.execute(
                "INSERT INTO piece (issue_id, received_on, addon) VALUES (?, ?, ?)",
                (issue, (day + timedelta(days=3)).isoformat(), f"{month:02}" if addons else None),
            )


MONTHLY = [
    ["8", "1"], ["a", "v."], ["b", "no."], ["u", "12"], ["v", "r"],
    ["i", "(year)"], ["j", "(month)"], ["w", "m"], ["x", "01"],
]  # fmt: skip
