"""Look-up per key at 100,000 titles, against a bare FTS5 query for the same words.

python bench/lookup.py
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from big_library import titles
from buckram.storage.search import search

TYPED = (
    "natural chem",
    "annals of mat",
    "journal",
    "zeitschrift für phys",
    "nordic ocean",
    "revue de la mus",
    "acta",
)
COUNT = 100_000


def main() -> None:
    """Measure and print the lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        library = titles(Path(folder) / "titles.db", COUNT)

        def bare(words: str) -> None:
            query = " ".join(f'"{w}"' for w in words.split()) + "*"
            library.rows(
                "SELECT title.name FROM title_index JOIN title ON title.id = title_index.rowid"
                " WHERE title_index MATCH ? LIMIT 50",
                (query,),
            )

        ours, theirs = [], []
        for typed in TYPED:
            for end in range(2, len(typed) + 1):
                key = typed[:end].strip()
                ours.append(timed(lambda k=key: search(library, k)))
                theirs.append(timed(lambda k=key: bare(k)))
        ratios = sorted(a / b for a, b in zip(ours, theirs, strict=True))
        print(
            f"look-up per key, {COUNT:,} titles, ms          {median(ours) * 1e3:8.2f}  bare FTS5"
            f" {median(theirs) * 1e3:8.2f}  ratio {median(ours) / median(theirs):5.2f}"
            f"  (median of ratios {median(ratios):.2f}, worst key {max(ours) * 1e3:.1f} ms)"
        )


def timed(doing: Callable[[], object]) -> float:
    """Seconds of the best of three."""
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        doing()
        best = min(best, time.perf_counter() - begun)
    return best


if __name__ == "__main__":
    main()
