"""SICI, the Serial Item and Contribution Identifier (ANSI/NISO Z39.56): grammar, check character, match."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum

from buckram.identify.readings import Reading, Rejected, RejectionKind, Sici

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ#"

_BEGINS = re.compile(r"\d{4}-?\d{3}[\dX]\(", re.ASCII)
_SICI = re.compile(
    r"""(?P<issn>\d{4}-?\d{3}[\dX])
        \((?P<chronology>[\d/]*)\)
        (?P<enumeration>[A-Z\d/:]*)(?P<flag>[+*]?)
        (?:<(?P<contribution>[^<>]*)>(?P<csi>[1-3])\.(?P<dpi>[0-3])\.(?P<mfi>[A-Z]{2}))?
        ;(?P<version>[12])-(?P<check>[\dA-Z\#])""",
    re.VERBOSE | re.ASCII,
)
_CHRONOLOGY = re.compile(
    r"(?P<year>\d{4})(?:(?P<month>\d\d)(?P<day>\d\d)?)?(?:/(?P<end>\d{2}|\d{4}|\d{6}|\d{8}))?", re.ASCII
)


def looks_like_sici(text: str) -> bool:
    """Whether `text` (capitals) opens as a SICI does: an ISSN and a bracket."""
    return _BEGINS.match(text) is not None


def check_character(code: str) -> str:
    """The check character that belongs after `code`, which ends with the last hyphen.

    Z39.56-1996: digits 0-9, letters 10-35, all else 36; weights 3, 1, 3 ... from the right; modulus 37.
    """
    total = 0
    for position, character in enumerate(reversed(code)):
        value = _ALPHABET.find(character)
        total += (36 if value < 0 else value) * (1 if position % 2 else 3)
    return _ALPHABET[-total % 37]


def read_sici(text: str, raw: str) -> Reading:
    """A SICI, or a rejection: damaged, or its check character is wrong.

    Version 1 (1991) is never rejected on its check character, which the 1996 rule does not reproduce.
    """
    match = _SICI.fullmatch(text)
    chronology = _chronology(match["chronology"]) if match else None
    if match is None or chronology is None:
        return Rejected(
            raw,
            RejectionKind.DAMAGED,
            f"{text[:60]} begins like a SICI, but it is incomplete or damaged.",
            "Scan it again, or type the ISSN.",
        )
    right = check_character(text[:-1]) == match["check"]
    if not right and match["version"] == "2":
        return Rejected(
            raw,
            RejectionKind.CHECK_DIGIT,
            f"The check character of {text[:60]} is wrong: the code was misread.",
            "Scan it again.",
        )
    issn = match["issn"].replace("-", "")
    year, month, day = chronology
    return Sici(
        raw=raw,
        code=text,
        issn=f"{issn[:4]}-{issn[4:]}",
        chronology=match["chronology"],
        enumeration=match["enumeration"] + match["flag"],
        year=year,
        month=month,
        day=day,
        levels=tuple(level for level in match["enumeration"].split(":") if level),
        supplement=match["flag"] == "+",
        index=match["flag"] == "*",
        contribution=match["contribution"] or "",
        version=match["version"],
        check_ok=right,
    )


def _chronology(text: str) -> tuple[str, str, str] | None:
    """Year, month and day of the chronology segment; None where it is not well formed."""
    if not text:
        return "", "", ""
    match = _CHRONOLOGY.fullmatch(text)
    if match is None:
        return None
    start = [match["year"], match["month"] or "", match["day"] or ""]
    end = match["end"]
    if not end:
        return start[0], start[1], start[2]
    # The end repeats only what differs, from the lowest unit up: DD, MMDD, MM, YYYYMM, YYYY.
    present = [part for part in start if part]
    if len(present) == 1 and len(end) != 4:
        return None
    lowest, parts = len(present) - 1, list(present)
    while end:
        if lowest < 0:
            return None
        width = 4 if lowest == 0 else 2
        piece, end = end[-width:], end[:-width]
        if len(piece) != width:
            return None
        parts[lowest] = piece
        lowest -= 1
    joined = [a if a == b else f"{a}/{b}" for a, b in zip(present, parts, strict=True)]
    # 20260530/0602 pairs 05/06 with 30/02; 20260105/12 keeps one month.
    joined += [""] * (3 - len(joined))
    return joined[0], joined[1], joined[2]


def sici_matches(
    sici: Sici, values: Mapping[str, str], published_on: date | None = None, *, unit: str = "basic"
) -> bool:
    """Whether a SICI names exactly this issue of the title.

    values: the issue's MARC 863 subfields. published_on: its date, used where the values say less than the
    SICI. unit: "basic", "supplement" or "index", the run that the issue belongs to.

    Nothing may contradict; and either the enumeration is the same at every level, or one side lacks it (or
    its higher levels) and the date is the same down to the finest unit that either side gives.
    """
    if (sici.supplement, sici.index) != (unit == "supplement", unit == "index"):
        return False
    levels, chronology = _issue_parts(values)
    ours = [_plain(v) for v in levels]
    theirs = [_plain(v) for v in sici.levels]
    dates = _compare_dates(sici, chronology, published_on)
    if dates is _Agreement.NO:
        return False
    if not ours or not theirs:
        return dates is _Agreement.FULL
    alternative = [_plain(values[code]) for code in "gh" if values.get(code)]
    if theirs == ours or (bool(alternative) and theirs == alternative):
        return True
    shorter, longer = sorted((ours, theirs), key=len)
    # Some publishers leave the volume out of the code; the date must then carry the weight.
    return len(shorter) < len(longer) and longer[-len(shorter) :] == shorter and dates is _Agreement.FULL


class _Agreement(Enum):
    """How far two dates agree: they contradict, as far as could be compared, down to the finest unit."""

    NO = 0
    PARTLY = 1
    FULL = 2


def _issue_parts(values: Mapping[str, str]) -> tuple[list[str], dict[str, str]]:
    """Enumeration levels and chronology of an issue, also where the chronology is kept in $a-$c."""
    levels = [values[code] for code in "abcdef" if values.get(code)]
    chronology = {code: values[code] for code in "ijk" if values.get(code)}
    if not chronology and re.match(r"(1[5-9]|20)\d\d(/|$)", values.get("a", "")):
        return [], dict(zip("ijk", levels, strict=False))
    return levels, chronology


def _plain(value: str) -> str:
    """A number without brackets, leading zeros or letter case; combined numbers in full: 123/4, 123/124."""
    parts = [part.lstrip("0") or "0" for part in value.strip(" []<>").upper().split("/")]
    return "/".join(parts)


def _compare_dates(sici: Sici, chronology: Mapping[str, str], published_on: date | None) -> _Agreement:
    ours = dict(chronology)
    if published_on is not None:
        ours.setdefault("i", str(published_on.year))
        if sici.month and sici.month[0] not in "23":
            ours.setdefault("j", f"{published_on.month:02}")
        if sici.day:
            ours.setdefault("k", f"{published_on.day:02}")
    compared, full = 0, True
    for code, theirs in zip("ijk", (sici.year, sici.month, sici.day), strict=True):
        mine = ours.get(code, "")
        if not theirs or not mine:
            # A day on our side alone leaves the other six of the week open.
            full = full and not mine and not theirs
            continue
        same = _same_month(theirs, mine) if code == "j" else _plain(theirs) == _plain(mine)
        if same is None:
            full = False
        elif not same:
            return _Agreement.NO
        else:
            compared += 1
    return _Agreement.FULL if full and compared else _Agreement.PARTLY


def _same_month(theirs: str, ours: str) -> bool | None:
    """Whether two month, season or quarter codes agree; None where they are of different kinds."""
    a, b = _plain(theirs), _plain(ours)
    if a == b:
        return True
    if not all(part.isdigit() for part in (*a.split("/"), *b.split("/"))):
        return None
    first, second = int(a.split("/")[0]), int(b.split("/")[0])
    if 31 <= first <= 34:
        if 1 <= second <= 12:
            return first - 30 == (second + 2) // 3
        return None
    return None if (first > 12) != (second > 12) else False
