"""What is printed on a piece of a title that has no pattern: the captions come with what is typed.

"Bericht 17", "v.12 no.4", "7/8 jul/aug 2026", "2025", "Special report": no number is forced on it, and what
is neither number nor date stays as its words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from buckram.errors import Refused
from buckram.holdings.beside import WORDS
from buckram.holdings.date_names import folded, month_code
from buckram.holdings.tokens import Sort, tokens
from buckram.holdings.typed_designation import caption_named, number_of_year, typed_tokens, typed_values
from buckram.pattern.chronology import read_moments
from buckram.pattern.field import Field
from buckram.pattern.reading import parse_pattern

_YEAR = re.compile(r"(?:1[4-9]|20)\d\d(?:/(?:\d\d|\d{4}))?")
_DAYS = re.compile(r"\d{1,2}")
_USUAL = {1: ("no.",), 2: ("v.", "no."), 3: ("v.", "no.", "pt.")}
_LEVELS = "abcdef"
NO_CAPTIONS = Field("853", "  ", ())


@dataclass(frozen=True, slots=True)
class Free:
    """A designation with the captions that it needs. values: 863 subfields by code, words in $o.

    captions: those that were known, with what had to be added to them; other ones where the numbers do not
    fit the known levels (`numbered_anew`).
    """

    captions: Field
    values: Mapping[str, str]
    numbered_anew: bool = False


@dataclass(slots=True)
class _Read:
    """What was typed, sorted. line: for `typed_values`; levels: the caption of each number, "" for none."""

    line: list[str] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    year: bool = False
    labels: list[int] = field(default_factory=list)
    day: bool = False
    beside_month: bool = False


def read_free(
    text: str, known: Field, before: Mapping[str, str], today: Mapping[str, str], *, day_first: bool = True
) -> Free:
    """What `text` means for a title without a pattern.

    known: the captions of its other issues. before: the last of those. today: year ($i) and month ($j) that
    a month without its year is nearest to. Raises Refused (nothing typed), PatternError (no such date).
    """
    bare = " ".join(text.split())
    if not bare:
        raise Refused("Nothing was typed.", "Type what is printed: v.12 no.4, 2025, spring 2026, Bericht 17.")
    read = _read(bare, known)
    captions, anew = _captions(known, read)
    values: dict[str, str] = {}
    if read.line:
        pattern = parse_pattern(captions)
        numbers = {code: value for code, value in before.items() if code in _LEVELS and not anew}
        dates = {level.code: today[code] for level, code in zip(pattern.chronology, "ij", strict=False)}
        values = typed_values(" ".join(read.line), pattern, numbers | dates, day_first=day_first)
        read_moments(pattern.chronology, values)
    if read.words:
        values[WORDS] = " ".join(read.words)
    return Free(captions, values, anew)


def _read(text: str, known: Field) -> _Read:
    read = _Read()
    try:
        found = typed_tokens(text)
    except Refused:
        # A character that no number and no date has: these are words, perhaps with a year at their end.
        words, _, last = text.rpartition(" ")
        found = [("number", last)] if _YEAR.fullmatch(last) else []
        read.words = [words if found else text]
    for at, (kind, value) in enumerate(found):
        match kind:
            case "word":
                _take_word(read, found, at, known)
            case "number":
                _take_number(read, found, at)
            case "mark":
                read.line.append(value)
            case _:
                read.line.append(value)
                read.year, read.day = read.year or value[-1:].isdigit(), True
                read.labels.append(1)
    if not any(part.isalnum() or part[:1].isdigit() for part in read.line):
        read.line = []
    if read.beside_month and not read.levels and not _has(known, _LEVELS):
        # "15 mar" of a title that has no numbers is a day; of one that has, its number.
        read.day = True
    elif read.beside_month and not _has(known, "k"):
        if read.levels and not read.day:
            read.day = True
        else:
            read.levels.append("")
    return read


def _month(found: list[tuple[str, str]], at: int) -> int:
    if not 0 <= at < len(found) or found[at][0] != "word":
        return 0
    beside = [found[n] for n in (at - 1, at + 1) if 0 <= n < len(found)]
    return month_code(found[at][1], in_range=("mark", "/") in beside or ("mark", "-") in beside)


def _take_word(read: _Read, found: list[tuple[str, str]], at: int, known: Field) -> None:
    word = found[at][1]
    if label := _month(found, at):
        read.labels.append(label)
        read.line.append(word)
        return
    if at and found[at - 1][0] == "word" and not _month(found, at - 1):
        return  # taken with the word before it
    end = at
    while end + 1 < len(found) and found[end + 1][0] == "word" and not _month(found, end + 1):
        end += 1
    words = [value for _, value in found[at : end + 1]]
    behind_number = bool(at) and found[at - 1][0] == "number" and read.levels[-1:] == [""]
    if behind_number and len(words) > 1 and _is_usual(words[0], known) and _is_usual(words[-1], known):
        # "12. Jahrgang Heft 3"
        _caption_behind(read, _caption(words[:1], known))
        words = words[1:]
    number = found[end + 1] if end + 1 < len(found) else ("", "")
    caption = _caption(words, known)
    usual = _is_usual(words[-1], known)
    if number[0] == "number" and (usual or not _YEAR.fullmatch(number[1])):
        if usual and len(words) > 1:
            read.words += words[:-1]
        read.levels.append(caption)
        read.line.append(_as_typed(caption))
    elif len(words) == 1 and usual and behind_number:
        _caption_behind(read, caption)
    else:
        read.words += words


def _caption_behind(read: _Read, caption: str) -> None:
    """ "12. Jahrgang": the caption stands behind its number."""
    read.levels[-1] = caption
    read.line.insert(len(read.line) - 1, _as_typed(caption))


def _take_number(read: _Read, found: list[tuple[str, str]], at: int) -> None:
    value = found[at][1]
    read.line.append(value)
    before = found[at - 1] if at else ("", "")
    if before[0] == "word" and not _month(found, at - 1) and len(read.line) > 1:
        last = read.line[-2]
        if read.levels and last == _as_typed(read.levels[-1]):
            return  # its caption stands before it
    if number_of_year(value):
        read.year = True
        read.levels.append("")
    elif _YEAR.fullmatch(value):
        read.year = True
    elif _DAYS.fullmatch(value) and (_month(found, at - 1) or _month(found, at + 1)):
        read.beside_month = True
    else:
        read.levels.append("")


def _is_usual(word: str, known: Field) -> bool:
    """Whether a word is a caption wherever it stands: one that libraries write, or one of the title."""
    bare = folded(word)
    own = any(caption_named(caption, bare) for code, caption in known.subfields if code in _LEVELS)
    return own or (bool(tokens(word)) and tokens(word)[0].sort is Sort.CAPTION)


def _caption(words: list[str], known: Field) -> str:
    """The caption of the title that is meant, else the usual form of a word, else the words themselves."""
    bare = folded(words[-1])
    for code, caption in known.subfields:
        if code in _LEVELS and (caption_named(caption, bare) or folded(caption) == folded(" ".join(words))):
            return caption
    usual = tokens(words[-1])
    if usual and usual[0].sort is Sort.CAPTION:
        return usual[0].text
    return " ".join(words)


def _as_typed(caption: str) -> str:
    """A caption as `typed_values` knows it again: its first word."""
    return caption.split()[0] if caption else ""


def _captions(known: Field, read: _Read) -> tuple[Field, bool]:
    """(the captions that the typed levels need, whether they are others than the known ones)."""
    own = [(code, caption) for code, caption in known.subfields if code in _LEVELS]
    named = [caption for caption in read.levels if caption]
    places = [next((n for n, (_, own_one) in enumerate(own) if own_one == c), -1) for c in named]
    fits = len(read.levels) <= len(own) and -1 not in places and all(a < b for a, b in pairwise(places))
    if not read.levels or fits:
        levels, anew = [(c, v) for c, v in known.subfields if c in _LEVELS + "uvz"], False
    else:
        usual = _USUAL.get(len(read.levels), ("",) * len(read.levels))
        levels = [
            (code, c or usual[n]) for n, (code, c) in enumerate(zip(_LEVELS, read.levels, strict=False))
        ]
        anew = bool(own)
    dates = {code: caption for code, caption in known.subfields if code in "ijklm"}
    if read.year or read.labels or read.day:
        dates.setdefault("i", "(year)")
    if read.labels:
        season = all(label > 12 for label in read.labels)
        dates.setdefault("j", "(season)" if season else "(month)")
    if read.day:
        dates.setdefault("k", "(day)")
    rest = [pair for pair in known.subfields if pair[0] not in _LEVELS + "uvzijklm8"]
    return Field.of(known.tag, known.indicators, [*levels, *sorted(dates.items()), *rest]), anew


def _has(captions: Field, codes: str) -> bool:
    return any(code in codes for code, _ in captions.subfields)
