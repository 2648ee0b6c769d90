"""The words of an item description: captions, numbers, months, and the marks between them."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from buckram.holdings.date_names import folded, month_code


class Sort(Enum):
    """What a token is."""

    NUMBER = "number"
    CAPTION = "caption"
    YEAR_CAPTION = "caption of a year"
    MONTH_CAPTION = "caption of a month"
    SKIPPED_CAPTION = "caption of what is no issue: a copy, a page"
    MONTH = "month or season"
    SUPPLEMENT = "supplement"
    WORD = "another word"
    MARK = "mark"


class Token(NamedTuple):
    """text: of a number its digits, of a caption its usual form, of a month its code, else as it stands.

    depth: brackets round it. spaced: a blank stood before it.
    """

    sort: Sort
    text: str
    depth: int
    spaced: bool


_CAPTIONS = {
    "v.": "v vol vols volume volumes",
    "no.": "no nos num number numbers",
    "nr.": "nr nrs",
    "n:o": "nro",
    "pt.": "pt pts part parts",
    "ser.": "ser series",
    "Bd.": "bd band bde",
    "Jahrg.": "jahrg jahrgang jg",
    "Heft": "heft h hft",
    "t.": "t tom tome tomo",
    "fasc.": "fasc fascicule",
    "iss.": "iss issue issues",
    "ed.": "ed edition",
    "wk.": "wk week",
    "qtr.": "qtr quarter",
    "disc": "disc cd",
    "Lfg.": "lfg lieferung",
    "roč.": "roc rocnik",
    "č.": "cislo",
    "вып.": "вып",
    "том": "том",
    "№": "№",
}
_CAPTION_OF = {word: caption for caption, words in _CAPTIONS.items() for word in words.split()}
_YEAR_CAPTIONS = frozenset(["yr", "year", "years", "jahr", "annee", "ano", "anno", "god", "год"])
_MONTH_CAPTIONS = frozenset(("mo", "month", "mon"))
_SKIPPED = frozenset(("c", "copy", "p", "pp", "page", "pages"))
_SUPPLEMENTS = frozenset(
    [
        "sup",
        "supp",
        "suppl",
        "supplement",
        "supplements",
        "index",
        "indexes",
        "special",
        "anniversary",
        "erganzungsband",
        "beilage",
    ]
)

_TOKEN = re.compile(
    r"(?P<note>\{[^{}]*\})"
    r"|(?P<number>\[\d{1,9}[?]?\]|<\d{1,9}>|\d{1,9}(?:(?:st|nd|rd|th)(?![^\W\d_])|[A-Za-z](?![^\W\d_]))?)"
    r"|(?P<word>[^\W\d_]+\.?|№)"
    r"|(?P<mark>[-–—/:,;=()\[\]?])",
    re.IGNORECASE,
)


def tokens(text: str) -> list[Token]:
    """The tokens of a text; what is none of them (and what stands in braces) is passed over."""
    found: list[Token] = []
    depth, last_end = 0, 0
    matches = list(_TOKEN.finditer(text))
    for at, match in enumerate(matches):
        spaced = match.start() > last_end
        last_end = match.end()
        if match["note"]:
            continue
        if digits := match["number"]:
            found.append(Token(Sort.NUMBER, _number(digits), depth, spaced))
        elif word := match["word"]:
            beside = any(
                matches[near].group() in "-–—/" for near in (at - 1, at + 1) if 0 <= near < len(matches)
            )
            found.append(Token(*_word(word, beside=beside), depth, spaced))
        else:
            mark = "-" if match["mark"] in "–—" else match["mark"]
            depth = max(0, depth - (mark in ")]"))
            found.append(Token(Sort.MARK, mark, depth, spaced))
            depth += mark in "(["
    return found


def _number(text: str) -> str:
    bare = text.strip("[]<>?")
    return re.sub(r"(?i)(?<=\d)(st|nd|rd|th)$", "", bare)


def _word(word: str, *, beside: bool) -> tuple[Sort, str]:
    bare = folded(word)
    if bare in _CAPTION_OF:
        return Sort.CAPTION, _CAPTION_OF[bare]
    if bare in _SKIPPED:
        return Sort.SKIPPED_CAPTION, word
    if code := month_code(word, in_range=beside):
        return Sort.MONTH, f"{code:02d}"
    if bare in _YEAR_CAPTIONS:
        return Sort.YEAR_CAPTION, word
    if bare in _MONTH_CAPTIONS:
        return Sort.MONTH_CAPTION, word
    return (Sort.SUPPLEMENT if bare in _SUPPLEMENTS else Sort.WORD), word
