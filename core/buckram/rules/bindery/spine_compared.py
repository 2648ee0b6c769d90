"""The spine of a volume beside that of the volume before it: what differs, and whether the numbers run on.

A set looks like a set when everything but the variables is the same: binders match by this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from buckram.rules.bindery.spine import CALL, IMPRINT, TITLE, Line
from buckram.rules.bindery.spine_variables import COPY, INDEX, MONTHS, NOTE, NUMBERS, VOLUME, YEAR

MATCHED = {
    "direction": "lettering",
    "colour": "colour",
    "material": "material",
    "foil": "foil",
    "class": "class",
    "panels": "panels",
}
"""The fields of a pattern that show on the shelf, and what they are called."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not as on the volume before. before, now: "" for nothing."""

    what: str
    before: str
    now: str

    @property
    def words(self) -> str:
        """ "colour: 588 before, now 590"."""
        return f"{self.what}: {self.before or 'none'} before, now {self.now or 'none'}"


def differences(
    before: Sequence[Line],
    now: Sequence[Line],
    before_fields: Mapping[str, str] | None = None,
    now_fields: Mapping[str, str] | None = None,
) -> list[Difference]:
    """What differs, the title first. Fields are compared only where both are known."""
    found = [
        _difference("title", _joined(before, TITLE), _joined(now, TITLE)),
        *(_captions(before, now, part, name) for part, name in _NAMES.items() if part in _CAPTIONED),
        _difference("lines", _order(before), _order(now)),
        _difference("call number", _joined(before, CALL), _joined(now, CALL)),
        _difference("imprint", _joined(before, IMPRINT), _joined(now, IMPRINT)),
    ]
    if before_fields is not None and now_fields is not None:
        found += [
            _difference(word, before_fields.get(name, ""), now_fields.get(name, ""))
            for name, word in MATCHED.items()
        ]
    return [one for one in found if one is not None]


_NAMES = {VOLUME: "volume", NUMBERS: "numbers", MONTHS: "months", YEAR: "year", COPY: "copy"}
_CAPTIONED = (VOLUME, NUMBERS, YEAR, COPY)
# What one volume has and the next lacks by its nature: part of a volume, an index, something missing.
_NO_ORDER = (NUMBERS, MONTHS, INDEX, NOTE, TITLE, CALL, IMPRINT)


def _difference(what: str, before: str, now: str) -> Difference | None:
    return None if before == now else Difference(what, before, now)


def _joined(lines: Sequence[Line], part: str) -> str:
    return " / ".join(line.text for line in lines if line.part == part)


_CAPTION = re.compile(r"[^\W\d]*[.:]?(?=\s?[\dIVXLC\[<])")


def _captions(before: Sequence[Line], now: Sequence[Line], part: str, name: str) -> Difference | None:
    """What stands before the number; only where both volumes have the line."""
    texts = [next((line.text for line in lines if line.part == part), "") for lines in (before, now)]
    if not all(texts):
        return None
    captions = [found[0].strip() if (found := _CAPTION.match(text)) else "" for text in texts]
    return _difference(f"{name} caption", *captions)


def _order(lines: Sequence[Line]) -> str:
    parts = dict.fromkeys(line.part for line in lines if line.part not in _NO_ORDER)
    return ", ".join(_NAMES.get(part, part) for part in parts)


_YEAR = re.compile(r"\D{0,4}(1[5-9]|20|21)\d\d(\s?[-/]\s?\d{2,4})?\]?")
_MONTH = re.compile(
    r"(?i)(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|spring|summer|autumn|fall|winter)\b.*"
)


def read_lines(texts: Sequence[str]) -> list[Line]:
    """Lines that a person wrote down from a spine, each with the part that it seems to be.

    Up to the first line with a volume, a month or a year it is the title; what follows the last of them is
    call number and imprint.
    """
    told = [_told(text) for text in texts]
    known = [at for at, part in enumerate(told) if part]
    if not known:
        return [Line(TITLE, text) for text in texts]
    found: list[Line] = []
    seen: set[str] = set()
    for at, (text, part) in enumerate(zip(texts, told, strict=True)):
        if at < known[0]:
            part = TITLE
        elif part == VOLUME and VOLUME in seen:
            part = NUMBERS
        elif not part or at > known[-1]:
            part = IMPRINT if at == len(texts) - 1 and not any(c.isdigit() for c in text) else CALL
        seen.add(part)
        found.append(Line(part, text))
    return found


_NUMBERED = re.compile(r"(?i)[^\W\d]{1,12}[.:]?\s?\d+[\d/\-:a-z.]*")
_CALL_LIKE = re.compile(r"[A-Z]{1,3}\d+(\.\d+)?|\.[A-Z]\d+")


def _told(text: str) -> str:
    """The part that a line says by itself to be; "" for none."""
    if _YEAR.fullmatch(text):
        return YEAR
    if _MONTH.fullmatch(text):
        return MONTHS
    if _NUMBERED.fullmatch(text) and not _CALL_LIKE.fullmatch(text):
        return VOLUME
    return ""


_WHOLE = re.compile(r"\d+")


def runs_on(before: Sequence[Line], now: Sequence[Line]) -> bool | None:
    """Whether the numbers go on from one spine to the next; None where the lettering does not say.

    v.35 then v.36; v.36:no.1-6 then v.36:no.7-12; without volumes no.1-6 then no.7-12.
    """
    ends, begins = _numbers(before, -1), _numbers(now, 0)
    if not ends or not begins:
        return None
    if len(ends) == len(begins) == 1:
        return begins[0] == ends[0] + 1
    if begins[0] == ends[0] and len(ends) > 1 and len(begins) > 1:
        return begins[-1] == ends[-1] + 1
    if begins[0] != ends[0] + 1:
        return False
    # The next volume: it begins with its first part, unless the numbers go on through the volumes.
    if len(begins) == 1:
        return True
    return begins[-1] == 1 or (begins[-1] == ends[-1] + 1 if len(ends) > 1 else None)


def _numbers(lines: Sequence[Line], end: int) -> list[int]:
    """The first (0) or last (-1) volume and number that the lines say, highest level first."""
    found: list[int] = []
    texts = [line.text for line in lines if line.part in (VOLUME, NUMBERS)]
    across = next((text for text in texts if ":" in text and "-" in text.partition(":")[0]), "")
    if across or any(text.endswith("-") for text in texts):
        # Parts of two volumes: one end of it is a volume with its number.
        ends = "".join(texts).split("-")
        return [int(n) for n in _WHOLE.findall(ends[end])]
    for text in texts:
        for level in text.split(":"):
            numbers = _WHOLE.findall(level)
            if numbers:
                found.append(int(numbers[end]))
    return found
