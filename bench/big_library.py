"""Library files of a size that nobody has on the shelf: made once a run, from composed titles.

titles(path, 100_000): titles with names of one to six words, identifiers and the index, no issues.
issues(path, 1_000_000): ten thousand titles with a hundred issues each, three quarters of them arrived.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

from buckram.identify import fold, sort_title
from buckram.storage.library import Library, open_library

WORDS = [
    *("annals", "journal", "archives", "bulletin", "review", "letters", "proceedings", "advances", "studies"),
    *("quarterly", "acta", "zeitschrift", "revue", "of", "for", "the", "and", "in", "de", "la", "für"),
    *("applied", "pure", "general", "clinical", "modern", "international", "european", "american", "nordic"),
    *("chemistry", "physics", "biology", "medicine", "history", "law", "geology", "botany", "astronomy"),
    *("economics", "surgery", "nature", "ocean", "mathematics", "engineering", "music", "philosophy"),
    *("religion", "education", "agriculture", "forestry", "water", "energy", "soil", "plant"),
]


def titles(path: Path, count: int, seed: int = 1) -> Library:
    """A library of `count` titles without issues."""
    random = Random(seed)
    library = open_library(path)
    library.execute("PRAGMA synchronous = OFF")
    rows, numbers = [], []
    for n in range(1, count + 1):
        name = " ".join(random.choices(WORDS, k=random.randint(1, 6))).capitalize() + f" {n % 997}"
        issn = f"{n:08}"
        rows.append((n, name, sort_title(name, 0, "eng"), "m", fold(name), issn))
        numbers.append((n, issn))
    with library.transaction():
        library.connection.executemany(
            "INSERT INTO title (id, name, sort_name, frequency, search_names, search_more)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )
        library.connection.executemany(
            "INSERT INTO identifier (title_id, kind, value) VALUES (?, 'issn', ?)", numbers
        )
    library.execute("INSERT INTO title_index (title_index) VALUES ('optimize')")
    library.execute("ANALYZE")
    library.execute("PRAGMA synchronous = FULL")
    return library


def issues(path: Path, count: int, today: date) -> Library:
    """A library of `count` issues, a hundred a title, monthly, three quarters of them arrived."""
    library = titles(path, count // 100)
    first = today - timedelta(days=75 * 30)
    library.execute("PRAGMA synchronous = OFF")
    with library.transaction():
        for start in range(1, count // 100 + 1, 500):
            rows = []
            for title in range(start, min(start + 500, count // 100 + 1)):
                rows += [_issue(title, n, first + timedelta(days=30 * n)) for n in range(100)]
            library.connection.executemany(
                "INSERT INTO issue (title_id, position, designation, volume, number, cover, label,"
                " published_on, expected_on, status, touched) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
    library.execute("ANALYZE")
    library.execute("PRAGMA synchronous = FULL")
    return library


def _issue(title: int, n: int, day: date) -> tuple[object, ...]:
    volume, number = str(1 + n // 12), str(1 + n % 12)
    here = n < 75
    return (
        title,
        1000 * (n + 1),
        json.dumps({"a": volume, "b": number, "i": str(day.year), "j": f"{day.month:02}"}),
        f"v.{volume}",
        f"no.{number}",
        f"{day:%b}",
        f"v.{volume}:no.{number} ({day:%B %Y})",
        day.isoformat(),
        (day + timedelta(days=4)).isoformat(),
        "arrived" if here else "expected",
        int(here),
    )
