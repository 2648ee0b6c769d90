"""The lines of a spine that differ from volume to volume: volume, numbers, months, year, index, copy.

Sources: practice of serials binding. A whole volume is lettered without issue numbers; a part volume with
its numbers and months. Names of months come as CONSER abbreviates them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

VOLUME, NUMBERS, MONTHS, YEAR, INDEX, COPY, NOTE = "vol", "nos", "months", "year", "index", "copy", "note"
VARIABLES = (VOLUME, NUMBERS, MONTHS, YEAR, INDEX, COPY)
"""The variable lines, by the names that a binding pattern has them under."""

INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Number:
    """A level of enumeration: "v." "36". A combined issue has both numbers: "7/8"."""

    caption: str
    value: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One place of a unit, in the order of binding. numbers: from the highest level down.

    months: as they are abbreviated, two for a combined issue. days: of the month. years: two where the issue
    is of both. role: issue, supplement, index ... here: False for a gap.
    """

    numbers: tuple[Number, ...] = ()
    months: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    role: str = "issue"
    here: bool = True


@dataclass(frozen=True, slots=True)
class Captions:
    """What stands before a variable; None: what the issues themselves have. index: the whole line."""

    vol: str | None = None
    no: str | None = None
    months: str = ""
    year: str = ""
    index: str = "INDEX"
    copy: str = "c."


def variables(
    pieces: Sequence[Piece],
    captions: Captions,
    *,
    whole: bool,
    incomplete: bool = False,
    copy: str = "",
) -> dict[str, str]:
    """Each variable that has something to say, by its name.

    whole: a whole volume or year. incomplete: it was decided to bind it so, and the spine says it.
    copy: the number of the copy, "" where it is not to be said.
    """
    numbered = [piece for piece in pieces if piece.role == "issue"] or list(pieces)
    volume, numbers = _enumeration(numbered, captions, whole=whole)
    found = {
        VOLUME: volume,
        NUMBERS: numbers,
        MONTHS: "" if whole else captioned(captions.months, _months(numbered)),
        YEAR: captioned(captions.year, _years(numbered)),
        INDEX: captions.index if any(piece.role == "index" and piece.here for piece in pieces) else "",
        COPY: captioned(captions.copy, copy),
        NOTE: _lacking(numbered, captions) if incomplete else "",
    }
    return {name: text for name, text in found.items() if text}


def captioned(caption: str, value: str) -> str:
    """A caption and its value: a caption that is a whole word takes a blank ("Heft 2"), "v." takes none."""
    caption = caption.strip()
    if not value:
        return ""
    return f"{caption} {value}" if len(caption) > 1 and caption[-1].isalpha() else caption + value


def _enumeration(pieces: Sequence[Piece], captions: Captions, *, whole: bool) -> tuple[str, str]:
    """(volume, numbers). Where there is one level only, it identifies the volume and is said always."""
    with_numbers = [piece for piece in pieces if piece.numbers]
    if not with_numbers:
        return "", ""
    first, last = with_numbers[0].numbers, with_numbers[-1].numbers
    if len(first) < 2 and len(last) < 2:
        return "", _between(_level(first[0], captions.no), _level(last[0], captions.no))
    top = _between(_level(first[0], captions.vol), _level(last[0], captions.vol))
    if whole or len(first) < 2 or len(last) < 2:
        return top, ""
    begins, ends = _below(first, captions), _below(last, captions)
    if first[0].value == last[0].value:
        return top, _between_levels(begins, ends)
    # Parts of two volumes: the ends say which number belongs to which.
    volumes = _level(first[0], captions.vol), _level(last[0], captions.vol)
    return _between_levels([volumes[0], *begins], [volumes[1], *ends]), ""


def _level(number: Number, caption: str | None) -> Number:
    return number if caption is None else Number(caption, number.value)


def _below(numbers: Sequence[Number], captions: Captions) -> list[Number]:
    """The levels below the volume; a pattern's caption is that of the lowest."""
    *between, lowest = numbers[1:]
    return [*between, _level(lowest, captions.no)]


def _between(first: Number, last: Number) -> str:
    return captioned(first.caption, _range(first.value, last.value))


def _between_levels(first: Sequence[Number], last: Sequence[Number]) -> str:
    """ "pt.2:no.1-6" where only the lowest level differs, else both ends whole."""
    if list(first[:-1]) == list(last[:-1]):
        above = [captioned(level.caption, level.value) for level in first[:-1]]
        return ":".join([*above, _between(first[-1], last[-1])])
    ends = [
        ":".join(captioned(level.caption, _end(level.value, end)) for level in levels)
        for end, levels in enumerate((first, last))
    ]
    return "-".join(ends)


def _range(first: str, last: str) -> str:
    """ "1-6"; a combined number alone stays as it is: "7/8"."""
    if first == last:
        return first
    begins, ends = _end(first, 0), _end(last, 1)
    return begins if begins == ends else f"{begins}-{ends}"


def _end(value: str, end: int) -> str:
    """The first (0) or the last (1) of a combined value, without the brackets of what was supplied."""
    return value.strip("[]<> ").split("/")[-end]


def _months(pieces: Sequence[Piece]) -> str:
    dated = [piece for piece in pieces if piece.months]
    if not dated:
        return ""
    first, last = dated[0], dated[-1]
    begins, ends = first.months[0], last.months[-1]
    if first is last:
        return "/".join(first.months) if not first.days else _on(begins, "/".join(first.days))
    if begins != ends or first.years[:1] != last.years[-1:]:
        return f"{begins}-{ends}"
    if first.days and last.days:
        return _on(begins, f"{first.days[0]}-{last.days[-1]}")
    return begins


def _on(month: str, days: str) -> str:
    """No blank behind an abbreviation (ANSI/NISO Z39.71): "Oct.19", "June 12"."""
    return f"{month}{days}" if month.endswith(".") else f"{month} {days}"


def _years(pieces: Sequence[Piece]) -> str:
    dated = [piece.years for piece in pieces if piece.years]
    if not dated:
        return ""
    if all(years == dated[0] for years in dated):
        return "/".join(dated[0])
    first, last = dated[0][0], dated[-1][-1]
    return first if first == last else f"{first}-{last}"


def _lacking(pieces: Sequence[Piece], captions: Captions) -> str:
    """ "lacks no.4,6"; only that something lacks where the numbers would not say what."""
    gaps = [piece.numbers for piece in pieces if not piece.here]
    if not gaps:
        return ""
    if not all(gaps) or len({(len(numbers), *numbers[:-1]) for numbers in gaps}) > 1 or len(gaps) > 4:
        return INCOMPLETE
    lowest = [_level(numbers[-1], captions.no) for numbers in gaps]
    return f"lacks {captioned(lowest[0].caption, ','.join(number.value for number in lowest))}"
