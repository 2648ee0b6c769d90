"""Look-up as you type: ranked in steps, each one an index, so that no key waits for a big library.

Ranking every hit costs a look at every hit. So: the number itself, then titles that begin with the whole
words, then whole words anywhere, then titles and other names that begin with what was typed, then
beginnings of words, names before everything else a title answers to. What is shown is in title order
within each step, and there is room for the next step where one has more than half of the list.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from buckram.identify import fold, sort_title
from buckram.storage import titles
from buckram.storage.library import Library, Row
from buckram.storage.titles import LINE, TitleLine

FOUND_AT_MOST = 50


def search(library: Library, text: str, limit: int = FOUND_AT_MOST) -> list[TitleLine]:
    """The titles that answer to `text`, best first, at most `limit`; [] for empty text."""
    # A stray byte is half a character, which no title holds and no query may.
    text = text.encode("utf-8", "ignore").decode("utf-8")
    words = fold(text)
    if not words:
        return []
    number = "".join(c for c in text if c.isalnum()).upper()
    found = titles.by_identifier(library, number) if any(c.isdigit() for c in number) else []
    start = sort_title(text, 0, "")
    # Each step is told what is found already, and fetches no title twice.
    steps: tuple[Callable[[set[int]], list[TitleLine]], ...] = (
        lambda have: _beginning(library, start, start + "!", have, limit),
        lambda have: _whole_words(library, words, have, limit),
        lambda have: _beginning(library, start + "!", start + "\U0010ffff", have, limit),
        lambda have: _beginning_elsewhere(library, start, have, limit),
        lambda have: _beginnings_of_words(library, words, have, limit),
    )
    for step in steps:
        if len(found) >= limit:
            break
        found += step({one.id for one in found})
    return found[:limit]


def _beginning(library: Library, first: str, last: str, have: set[int], limit: int) -> list[TitleLine]:
    """Titles in the order of their names from `first` to before `last`."""
    rows = library.rows(
        f"SELECT {LINE} FROM title WHERE sort_name >= ? AND sort_name < ? ORDER BY sort_name LIMIT ?",
        (first, last, limit),
    )
    return [titles.line(r) for r in rows if r[0] not in have]


def _beginning_elsewhere(library: Library, start: str, have: set[int], limit: int) -> list[TitleLine]:
    """Titles another name of which begins so."""
    rows = library.rows(
        f"SELECT DISTINCT {LINE} FROM variant JOIN title ON title.id = variant.title_id"
        " WHERE variant.sort_name >= ? AND variant.sort_name < ? ORDER BY title.sort_name LIMIT ?",
        (start, start + "\U0010ffff", limit),
    )
    return [titles.line(r) for r in rows if r[0] not in have]


def _whole_words(library: Library, words: str, have: set[int], limit: int) -> list[TitleLine]:
    """Titles whose names have all the words: half a list of them, or there were no room for the rest."""
    query = f"search_names : ({match_text(words)})"
    return _lines(library, _hits(library, query, limit // 2 + len(have)), have, limit // 2)


def _beginnings_of_words(library: Library, words: str, have: set[int], limit: int) -> list[TitleLine]:
    """Titles that answer in any way to the words, the last of them begun; else to all of them begun."""
    # A single letter begins too many words to be worth the reading.
    if len(words) < 2 and not _ideograph(words):
        return []
    hits = _hits(library, match_text(words, begun=1), limit + len(have))
    if not hits and " " in words:
        # "j am chem": every word is the beginning of one.
        hits = _hits(library, match_text(words, begun=len(words)), limit)
    return _lines(library, hits, have, limit - len(have), words.split())


def _hits(library: Library, query: str, limit: int) -> list[int]:
    rows = library.rows("SELECT rowid FROM title_index WHERE title_index MATCH ? LIMIT ?", (query, limit))
    return [r[0] for r in rows]


def _lines(
    library: Library, ids: list[int], have: set[int], limit: int, by_name: Sequence[str] = ()
) -> list[TitleLine]:
    """These titles in the order of their names; those first whose names have the words of `by_name` begun."""
    wanted = [i for i in ids if i not in have][:limit]
    if not wanted:
        return []
    rows = library.rows(
        f"SELECT {LINE}, sort_name, search_names FROM title WHERE id IN ({', '.join('?' * len(wanted))})",
        wanted,
    )

    def order(row: Row) -> tuple[bool, str]:
        names = row["search_names"].split()
        return (not all(any(n.startswith(w) for n in names) for w in by_name), row["sort_name"])

    return [titles.line(r) for r in sorted(rows, key=order)]


def match_text(words: str, *, begun: int = 0) -> str:
    """A full-text query for folded words: all of them; the last `begun` of them may be beginnings.

    Scripts without blanks between words are folded to one word a character; such a row of
    characters is looked for as it stands, as a phrase.
    """
    parts: list[list[str]] = []
    for word in words.split():
        if parts and _ideograph(word) and _ideograph(parts[-1][-1]):
            parts[-1].append(word)
        else:
            parts.append([word])
    whole = len(parts) - begun
    return " ".join(
        f'"{" ".join(part)}"{"*" if n >= whole and (len(part[-1]) > 1 or begun > 1) else ""}'
        for n, part in enumerate(parts)
    )


def _ideograph(word: str) -> bool:
    return len(word) == 1 and unicodedata.name(word, "").split(" ")[0] in {
        "CJK",
        "HIRAGANA",
        "KATAKANA",
        "HANGUL",
    }
