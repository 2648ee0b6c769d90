"""Look-up as you type: ranked in steps, each one an index, so that no key waits for a big library.

Ranking every hit costs a look at every hit. So: the number itself, then titles that begin with the
words, then other names that do, then whole words, then beginnings of words, then everything else a
title answers to. What is shown is in title order within each step.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from buckram.identify import fold, sort_title
from buckram.storage import titles
from buckram.storage.library import Library, Row
from buckram.storage.titles import LINE, TitleLine

FOUND_AT_MOST = 50


def search(library: Library, text: str, limit: int = FOUND_AT_MOST) -> list[TitleLine]:
    """The titles that answer to `text`, best first, at most `limit`; [] for empty text."""
    words = fold(text)
    if not words:
        return []
    found: dict[int, TitleLine] = {}

    def add(more: list[TitleLine]) -> bool:
        for one in more:
            found.setdefault(one.id, one)
        return len(found) >= limit

    number = "".join(c for c in text if c.isalnum()).upper()
    if any(c.isdigit() for c in number) and add(titles.by_identifier(library, number)):
        return list(found.values())[:limit]
    start = sort_title(text, 0, "")
    steps: tuple[Callable[[], list[TitleLine]], ...] = (
        lambda: _beginning(library, start, limit),
        lambda: _beginning_elsewhere(library, start, limit),
        lambda: _whole_words(library, words, limit),
        lambda: _beginnings_of_words(library, words, limit),
    )
    for step in steps:
        if add(step()):
            break
    return list(found.values())[:limit]


def _beginning(library: Library, start: str, limit: int) -> list[TitleLine]:
    rows = library.rows(
        f"SELECT {LINE} FROM title WHERE sort_name >= ? AND sort_name < ? ORDER BY sort_name LIMIT ?",
        (start, start + "\U0010ffff", limit),
    )
    return [titles.line(r) for r in rows]


def _beginning_elsewhere(library: Library, start: str, limit: int) -> list[TitleLine]:
    rows = library.rows(
        f"SELECT DISTINCT {LINE} FROM variant JOIN title ON title.id = variant.title_id"
        " WHERE variant.sort_name >= ? AND variant.sort_name < ? ORDER BY title.sort_name LIMIT ?",
        (start, start + "\U0010ffff", limit),
    )
    return [titles.line(r) for r in rows]


def _whole_words(library: Library, words: str, limit: int) -> list[TitleLine]:
    """Titles whose names have all the words."""
    rows = library.rows(_HITS, (f"search_names : ({match_text(words, whole=True)})", limit))
    return [titles.line(r) for r in sorted(rows, key=lambda r: r["sort_name"])]


def _beginnings_of_words(library: Library, words: str, limit: int) -> list[TitleLine]:
    """Titles that answer to all the words or beginnings in any way; those that do so by name first."""
    # A single letter begins too many words to be worth the reading.
    if len(words) < 2 and not _ideograph(words):
        return []
    wanted = words.split()

    def order(row: Row) -> tuple[bool, str]:
        of_name = row["search_names"].split()
        by_name = all(any(word.startswith(w) for word in of_name) for w in wanted)
        return (not by_name, row["sort_name"])

    rows = library.rows(_HITS, (match_text(words, whole=False), limit))
    return [titles.line(r) for r in sorted(rows, key=order)]


_HITS = (
    f"SELECT {LINE}, sort_name, search_names FROM"
    " (SELECT rowid FROM title_index WHERE title_index MATCH ? LIMIT ?) hit"
    " JOIN title ON title.id = hit.rowid"
)


def match_text(words: str, *, whole: bool) -> str:
    """A full-text query for folded words: all of them; each may be a beginning ("j am chem") unless `whole`.

    Scripts without blanks between words are folded to one word a character; such a row of
    characters is looked for as it stands, as a phrase.
    """
    parts: list[list[str]] = []
    for word in words.split():
        if parts and _ideograph(word) and _ideograph(parts[-1][-1]):
            parts[-1].append(word)
        else:
            parts.append([word])
    return " ".join(f'"{" ".join(part)}"{"" if whole or len(part[-1]) < 2 else "*"}' for part in parts)


def _ideograph(word: str) -> bool:
    return len(word) == 1 and unicodedata.name(word, "").split(" ")[0] in {
        "CJK",
        "HIRAGANA",
        "KATAKANA",
        "HANGUL",
    }
