"""Text reduced to what a search compares: no case, no diacritics, no punctuation, in any script."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart, and spellings that readers do not tell from each other.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
        "ŧ": "t", "ŋ": "n", "ƀ": "b", "ɨ": "i", "ʉ": "u", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ŀ": "l", "ĸ": "k",
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": "", "&": " and ",
    }
)  # fmt: skip

# Scripts written without blanks between words, and Korean, whose compounds people search by their parts: each
# character becomes a word of its own, so that an index that splits on blanks finds any part as a phrase.
# First and last of each stretch of code points; as a regular expression they take 3 ms to compile at start.
_IDEOGRAPHS = (
    (0x3005, 0x3007),  # iteration marks
    (0x3040, 0x30FF),  # kana
    (0x3100, 0x312F),  # bopomofo
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),  # small kana
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),  # Hangul syllables
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_SOUTH_EAST_ASIAN = (
    (0x0E01, 0x0E2F),  # Thai
    (0x0E40, 0x0E45),
    (0x0E81, 0x0EAF),  # Lao
    (0x0EC0, 0x0EC4),
    (0x1000, 0x102A),  # Burmese
    (0x1780, 0x17B3),  # Khmer
)


def fold(text: str) -> str:
    """`text` for the search index, or a query for it: the same rule on both sides.

    "L'Année" gives "l annee", "東京大学" gives "東 京 大 学". Marks that change the letter in Indic and
    Thai writing and in kana stay.
    """
    if "++" in text:
        text = re.sub(r"\b(\w)\+\+", r"\1 plus plus", text)
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(_SEPARATED).split())


def plain_words(text: str) -> str:
    """Like `fold`, but every script keeps its own words: for keys that are compared, not searched."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().translate(_JOINED).split())


def _without_marks(character: str) -> str:
    folded = unicodedata.normalize("NFKD", character.casefold().translate(_LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in folded if not _is_diacritic(c)))


def _is_diacritic(character: str) -> bool:
    """Marks above, below and across letters, and Hebrew and Arabic vowel signs.

    Other combining classes (nukta, virama, kana voicing, Thai vowels and tones) make another letter.
    """
    marked = unicodedata.combining(character)
    return marked == 1 or 10 <= marked <= 36 or 200 <= marked <= 240


class _Folding(dict[int, str]):
    """For `str.translate`: what each character folds to, worked out when first met and then kept."""

    def __init__(self, *, separate: bool) -> None:
        super().__init__()
        self._separate = separate

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._work_out(chr(code))
        return folded

    def _work_out(self, character: str) -> str:
        bare = _without_marks(character)
        if not self._separate:
            return "".join(map(_kept, bare))
        if bare.isalpha() and _within(_IDEOGRAPHS, bare):
            return f" {bare} "
        if bare.isalpha() and _within(_SOUTH_EAST_ASIAN, bare):
            return f" {bare}"  # vowel and tone marks follow and belong to it
        return "".join(map(_kept, bare))


def _within(ranges: tuple[tuple[int, int], ...], character: str) -> bool:
    return len(character) == 1 and any(first <= ord(character) <= last for first, last in ranges)


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    # Modifier letters are the ayn, hamza and soft sign of romanised titles, which nobody types.
    if category in ("Cc", "Cf", "Lm") and not character.isspace():
        return ""
    return character if category[0] in "LMN" else " "


_SEPARATED = _Folding(separate=True)
_JOINED = _Folding(separate=False)
