"""An issue as somebody saw it: what a pattern is learnt from, and what was learnt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from buckram.pattern.field import Field


@dataclass(frozen=True, slots=True)
class Observed:
    """One issue of the past.

    values: (subfield code, value) in 863 form, as much as is known. captions: (subfield code, caption) where
    the source has them ("" where it says none). published_on, received_on: dates known beside them.
    """

    values: tuple[tuple[str, str], ...] = ()
    captions: tuple[tuple[str, str], ...] = ()
    published_on: date | None = None
    received_on: date | None = None

    @classmethod
    def of(
        cls,
        values: Mapping[str, str],
        captions: Field | None = None,
        *,
        published_on: date | None = None,
        received_on: date | None = None,
    ) -> Observed:
        """From the 863 values of an issue and, where there is one, the 853 they belong to."""
        kept = tuple(
            (code, value.strip()) for code, value in values.items() if code in CODES and value.strip()
        )
        known = {} if captions is None else {c: v for c, v in reversed(captions.subfields) if c in CODES}
        return cls(kept, tuple(known.items()), published_on, received_on)

    def __str__(self) -> str:
        captions = dict(self.captions)
        words = [
            (captions.get(code, "") if not captions.get(code, "").startswith("(") else "") + value
            for code, value in self.values
        ]
        day = self.published_on or self.received_on
        return " ".join(words) or (day.isoformat() if day else "an issue without number and date")


CODES = "abcdefghijklm"


class Sureness(StrEnum):
    """How sure a learnt pattern is."""

    SURE = "sure"
    LIKELY = "likely"
    GUESS = "a guess"
    NONE = "not known"


@dataclass(frozen=True, slots=True)
class Misfit:
    """An issue that does not fit what was learnt. why: a sentence."""

    issue: Observed
    why: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How far apart issues were. median: days, None below two dated issues. longest: the widest gap seen.

    spread: the days that half of the gaps differ from the median at most. by_receipt: counted between
    receipts and not between the dates of the issues.
    """

    median: int | None
    longest: int
    spread: int
    gaps: int
    by_receipt: bool
    last: date | None


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a run of issues teaches.

    pattern: a 853 that `parse_pattern` accepts, None where the issues show none. confidence: how sure.
    fitting of seen: how many issues it accounts for. grounds: what it rests on, in sentences. misfits: the
    issues that do not fit. rhythm: also where there is no pattern. last: the newest issue that fits, from
    which to predict.
    """

    pattern: Field | None
    confidence: Sureness
    fitting: int
    seen: int
    grounds: tuple[str, ...]
    misfits: tuple[Misfit, ...]
    rhythm: Rhythm
    last: Field | None
