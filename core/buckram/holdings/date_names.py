"""Names of months and seasons, in the languages and abbreviations of item descriptions, as MARC codes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from buckram.holdings.calendar_words import calendar_words

# Two letters, as government depositories write them; only next to a dash or a stroke, for most are words too.
_TWO_LETTERS = dict(zip("JA FE MR AP MY JE JL AG SE OC NV DE".lower().split(), range(1, 13), strict=True)) | {
    "au": 8,
    "jn": 6,
    "jy": 7,
    "de": 12,
}
_MORE = {
    "fall": 23,
    "aut": 23,
    "spr": 21,
    "sum": 22,
    "summ": 22,
    "win": 24,
    "wint": 24,
    "sept": 9,
    "sep": 9,
    "jun": 6,
    "jul": 7,
    "ja": 1,
}


def folded(word: str) -> str:
    """A word without accents, stop and capitals."""
    bare = unicodedata.normalize("NFKD", word.casefold().rstrip("."))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def _codes() -> dict[str, int]:
    codes = {word: code for word, code in _MORE.items() if len(word) > 2}
    for language in ("it", "es", "fr", "de", "en"):
        words = calendar_words(language)
        for names in (words.short, words.months):
            codes |= {folded(name): at for at, name in enumerate(names, 1)}
        codes |= {folded(name): at for at, name in enumerate(words.seasons, 21)}
    # The first three letters of an English month are always that month.
    codes |= {folded(name)[:3]: at for at, name in enumerate(calendar_words("en").months, 1)}
    return codes


def month_code(word: str, *, in_range: bool = False) -> int:
    """The code 1-12 or 21-24 of a month or season; 0 for any other word.

    in_range: the word stands next to a dash or a stroke, so that "JA" may be January.
    """
    bare = folded(word)
    return _codes().get(bare) or (_TWO_LETTERS.get(bare, 0) if in_range else 0)
