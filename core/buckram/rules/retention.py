"""How long a copy is kept: as people type it, as MARC codes it, as it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from buckram.errors import Refused


class How(StrEnum):
    """What ends the keeping."""

    FOR_EVER = "for ever"
    LATEST = "latest"
    SPAN = "span"
    UNTIL_BOUND = "until bound"
    UNTIL_MICROFILM = "until microfilm"
    UNTIL_ONLINE = "until online"
    UNTIL_REPLACED = "until replaced"
    NOT_KEPT = "not kept"


class Unit(StrEnum):
    """What `Keeps.count` counts."""

    ISSUE = "issue"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Keeps:
    """How long the issues of a copy are kept.

    how: LATEST keeps the `count` newest issues; SPAN those of the last `count` weeks, months or years;
    UNTIL_REPLACED those for which no cumulation or new edition has come. Otherwise count is 0.
    """

    how: How
    count: int = 0
    unit: Unit = Unit.ISSUE

    @property
    def words(self) -> str:
        """As it is shown and stored: "latest 12 issues", "24 months", "until bound"."""
        if not self.count:
            return str(self.how)
        counted = f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"
        return f"latest {counted}" if self.how is How.LATEST else counted

    @property
    def limited(self) -> bool:
        """Whether any issue may ever go."""
        return self.how is not How.FOR_EVER

    def since(self, today: date) -> date | None:
        """The first day of a SPAN that ends today: what is dated earlier may go. None for the other kinds."""
        if self.how is not How.SPAN:
            return None
        from dateutil.relativedelta import relativedelta

        since: date = today - relativedelta(**{f"{self.unit}s": self.count})
        return since


FOR_EVER = Keeps(How.FOR_EVER)

_UNTIL = (
    (How.UNTIL_BOUND, "bound|binding|bindery"),
    (How.UNTIL_MICROFILM, r"(?:replaced by )?micro(?:film|form|fiche)s?|(?:replaced by )?film"),
    (How.UNTIL_ONLINE, r"(?:replaced by )?(?:(?:the )?(?:online|electronic)(?: version)?|e-?journal)"),
    (How.UNTIL_REPLACED, "replaced|superseded|updated|(?:replaced by )?(?:cumulation|cumulated|new edition)"),
)
_FOR_EVER = re.compile(r"for ?ever|ever|always|permanent(?:ly)?|indefinite(?:ly)?|all")
_NOT_KEPT = re.compile(r"not kept|not retained|none|discard(?:ed)?|nothing")
_CURRENT = re.compile(r"(?:current|latest|newest|last)(?: (?P<unit>[a-z]+))?(?: only)?")
_COUNTED = re.compile(
    r"(?P<latest>(?:latest|newest|last|current|l) ?)?(?P<count>[0-9]{1,3}) ?(?P<unit>[a-z]+\.?)?(?: only)?"
)
_UNITS = {
    "i": Unit.ISSUE, "issue": Unit.ISSUE, "iss": Unit.ISSUE, "no": Unit.ISSUE, "number": Unit.ISSUE,
    "e": Unit.ISSUE, "edition": Unit.ISSUE, "piece": Unit.ISSUE,
    "w": Unit.WEEK, "wk": Unit.WEEK, "week": Unit.WEEK,
    "m": Unit.MONTH, "mo": Unit.MONTH, "mth": Unit.MONTH, "month": Unit.MONTH,
    "y": Unit.YEAR, "yr": Unit.YEAR, "year": Unit.YEAR,
}  # fmt: skip


def keeps(text: str) -> Keeps:
    """What a person typed, or what is stored of it, in words; case, blanks and a leading "keep" do not count.

    "latest 2", "2", "12 issues", "24 months", "2y", "until bound", "microfilm", "for ever", "".
    Raises Refused for anything else.
    """
    words = " ".join(text.lower().replace(",", " ").split()).rstrip(".")
    words = re.sub(r"^(?:keeps?|kept|retained?|hold) ", "", words)
    words = re.sub(r"^the ", "", words)
    if not words or _FOR_EVER.fullmatch(words):
        return FOR_EVER
    if _NOT_KEPT.fullmatch(words):
        return Keeps(How.NOT_KEPT)
    until = re.sub(r"^(?:until|till|til) (?:it is )?", "", words)
    for how, ending in _UNTIL:
        if re.fullmatch(f"(?:{ending})(?: (?:comes|came|arrives))?", until):
            return Keeps(how)
    if match := _COUNTED.fullmatch(words):
        unit = _unit(match["unit"], text)
        return _counted(int(match["count"]), unit, text)
    if match := _CURRENT.fullmatch(words):
        return _counted(1, _unit(match["unit"], text), text)
    raise _unclear(text)


def _unit(word: str | None, text: str) -> Unit:
    if not word:
        return Unit.ISSUE
    word = word.rstrip(".")
    unit = _UNITS.get(word) or _UNITS.get(word.removesuffix("s"))
    if unit is None:
        raise _unclear(text)
    return unit


def _counted(count: int, unit: Unit, text: str) -> Keeps:
    if count < 1:
        raise _unclear(text)
    return Keeps(How.LATEST if unit is Unit.ISSUE else How.SPAN, count, unit)


def _unclear(text: str) -> Refused:
    return Refused(
        f"“{' '.join(text.split())}” does not say how long it is kept.",
        "Type it like latest 2, 12 issues, 24 months, until bound, until microfilm or for ever.",
    )


_GENERAL = {
    "2": Keeps(How.UNTIL_REPLACED),
    "3": Keeps(How.LATEST, 1),
    "4": Keeps(How.UNTIL_MICROFILM),
    "5": Keeps(How.UNTIL_REPLACED),
    "7": Keeps(How.NOT_KEPT),
}
_CODED = re.compile(r"(?P<kind>[lp ])(?P<count>[1-9])(?P<unit>[mwyei])")


def coded(code: str) -> Keeps:
    """The retention of a holdings record: MARC 21 008/12-15 ("6l2y", "8"), or 852 $f ("l2y").

    Unknown, other, and what cannot be counted (supplements) is FOR_EVER: nothing goes on a guess. "p",
    the previous ones, comes on top of the current one.
    """
    code = code.replace("#", " ").lower().rstrip()
    specific = code[1:] if code[:1].isdigit() else code
    if code[:1] in {"6", "l", "p"} and (match := _CODED.fullmatch(specific)):
        count = int(match["count"]) + (match["kind"] == "p")
        return _counted(count, _UNITS[match["unit"]], code)
    return _GENERAL.get(code[:1], FOR_EVER)


def kept(typed: str | None, code: str | None) -> Keeps:
    """How long a copy is kept: what a person said of it (copy.keeps), else its record (copy.retention)."""
    return keeps(typed) if typed else coded(code or "")
