"""A good preparer's checks: what the card can tell before anybody looks, and what only the eye sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from buckram.rules.bindery.construction import OVERSEW_MARGIN, Block
from buckram.rules.status import CAME, Status

SET_ASIDE = frozenset({Status.COMBINED, Status.NOT_PUBLISHED})
"""No piece of its own ever comes for such a box."""

_EVEN = frozenset({1.0, 2.0, 3.0, 4.0, 6.0, 12.0})
"""Issues a year that divide it evenly: their count is exact."""


class Level(StrEnum):
    """What a check says. The words are those of the library file."""

    YES = "yes"
    LOOK = "look"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found. name: of the check; says: one sentence."""

    name: str
    level: Level
    says: str


@dataclass(frozen=True, slots=True)
class Part:
    """A place of the unit, as the bench has it.

    label: in full; number: in the box ("no.3"). volume: the line of the card. here: a piece lies on the
    bench. cause: why not, "" where nobody said. own_title, own_copy: it belongs to the unit's.
    """

    issue_id: int
    label: str
    number: str
    role: str
    here: bool
    volume: str = ""
    position: int = 0
    run: str = "basic"
    published_on: date | None = None
    cause: str = ""
    title: str = ""
    own_title: bool = True
    own_copy: bool = True


@dataclass(frozen=True, slots=True)
class CardBox:
    """A box of the card near the unit. free: a piece of it is here that is in no unit."""

    issue_id: int
    label: str
    volume: str
    position: int
    run: str
    status: Status
    published_on: date | None = None
    free: bool = False


@dataclass(frozen=True, slots=True)
class Collated:
    """All that the machine's checks look at.

    boxes: of the basic run, from the first to the last of the unit and the rest of their volumes. beside:
    supplements, special issues and indexes of its time. following: the box after its last. a_year: issues a
    year by the frequency, 0 where it says nothing; frequency: in words. supplements: as the pattern has it.
    decided: somebody said what becomes of its gaps.
    """

    parts: Sequence[Part]
    boxes: Sequence[CardBox] = ()
    beside: Sequence[CardBox] = ()
    following: CardBox | None = None
    a_year: float = 0
    frequency: str = ""
    supplements: str = "where published"
    decided: str = ""

    @property
    def issues(self) -> list[Part]:
        """The parts that are issues of the run."""
        return [part for part in self.parts if part.run == "basic" and part.role == "issue"]

    @property
    def between(self) -> list[CardBox]:
        """The boxes from the first issue of the unit to its last."""
        places = [part.position for part in self.issues if part.own_title]
        return [box for box in self.boxes if places and min(places) <= box.position <= max(places)]

    def has(self, box: CardBox) -> bool:
        """Whether a box is one of its parts."""
        return any(part.issue_id == box.issue_id for part in self.parts)


def by_machine(bench: Collated) -> list[Finding]:
    """What the card tells of a unit, check by check, in the order in which a preparer asks."""
    return [
        _count(bench),
        _runs_on(bench),
        *_combined(bench),
        _gaps(bench),
        _index(bench),
        *_supplements(bench),
        _title(bench),
        _copy(bench),
        _next(bench),
    ]


def _pieces(count: int, what: str = "piece") -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _count(bench: Collated) -> Finding:
    here = sum(part.here for part in bench.parts)
    gaps = len(bench.parts) - here
    says = _pieces(here) + (f" and {_pieces(gaps, 'gap')}" if gaps else "")
    expected = _expected(bench)
    if expected is None:
        return Finding("count", Level.YES, f"{says}; the frequency does not tell how many.")
    aside = [box for box in bench.between if box.status in SET_ASIDE and not bench.has(box)]
    counted = len({part.issue_id for part in bench.issues}) + len(aside)
    says = f"{says}; {bench.frequency}: {_pieces(expected, 'issue')} from the first to the last"
    # A weekly's year has 52 or 53; what comes ten times a year leaves out its two months.
    slack = 0 if bench.a_year in _EVEN else max(1, round(expected * 0.03))
    if abs(counted - expected) <= slack:
        return Finding("count", Level.YES, f"{says}.")
    return Finding("count", Level.LOOK, f"{says}, the card has {counted}.")


def _expected(bench: Collated) -> int | None:
    days = [part.published_on for part in bench.issues if part.published_on is not None]
    if not bench.a_year or not days:
        return None
    return round((max(days) - min(days)).days * bench.a_year / 365.25) + 1


def _runs_on(bench: Collated) -> Finding:
    issues = [part for part in bench.issues if part.own_title]
    for label, count in Counter(part.label for part in issues).items():
        if count > 1:
            return Finding("run on", Level.LOOK, f"{label} is in it {count} times.")
    for first, second in pairwise(issues):
        if second.position < first.position:
            return Finding("run on", Level.NO, f"{second.label} belongs before {first.label}.")
    if mixed := _mixed(bench, issues):
        return Finding("run on", Level.NO, mixed)
    dated = [part for part in issues if part.published_on is not None]
    for first, second in pairwise(dated):
        assert first.published_on is not None
        assert second.published_on is not None
        if second.published_on < first.published_on:
            return Finding(
                "run on", Level.LOOK, f"{second.label} is dated before {first.label}, and numbered after it."
            )
    return Finding("run on", Level.YES, "Numbers and dates run on.")


def _mixed(bench: Collated, issues: Sequence[Part]) -> str:
    """Part of one volume with part of another, in words; "" where each is whole or there is one only."""
    volumes = list(dict.fromkeys(part.volume for part in issues if part.volume))
    if len(volumes) < 2:
        return ""
    outside = {box.volume for box in bench.boxes if box.status not in SET_ASIDE and not bench.has(box)} & set(
        volumes
    )
    halves = [volume for volume in volumes if volume in outside]
    if not halves:
        return ""
    other = next(volume for volume in volumes if volume != halves[0])
    return f"Only part of {halves[0]}, bound with {other}: split it."


def _combined(bench: Collated) -> Iterator[Finding]:
    aside = [box for box in bench.between if box.status is Status.COMBINED]
    if aside:
        says = f"{_pieces(len(aside), 'number')} came together with another: counted once."
        yield Finding("combined", Level.YES, says)


def _gaps(bench: Collated) -> Finding:
    out = [box for box in bench.between if box.status not in SET_ASIDE and not bench.has(box)]
    if out:
        names = _some([box.label for box in out])
        return Finding("gaps", Level.NO, f"Left out, though the card has it: {names}.")
    lacking = [part for part in bench.parts if not part.here]
    if not lacking:
        return Finding("gaps", Level.YES, "No gap against the card.")
    told = _some([f"{part.label} ({part.cause})" if part.cause else part.label for part in lacking])
    if bench.decided:
        return Finding("gaps", Level.YES, f"Lacks {told}: {bench.decided}.")
    return Finding("gaps", Level.NO, f"Lacks {told}.")


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


_FINDING_AIDS = ("title page", "index", "contents")


def _index(bench: Collated) -> Finding:
    own = [part for part in bench.parts if part.role in _FINDING_AIDS or part.run == "index"]
    lacking = [part for part in own if not part.here]
    if lacking:
        return Finding(
            "index", Level.NO, f"{_some([part.label for part in lacking])} is not here: not without it."
        )
    loose = [box for box in bench.beside if box.run == "index" and not bench.has(box)]
    here = [box.label for box in loose if box.free]
    if here:
        return Finding("index", Level.NO, f"{_some(here)} is here, and not in the unit: A adds it.")
    awaited = [box.label for box in loose if box.status is Status.EXPECTED]
    if awaited:
        return Finding("index", Level.NO, f"{_some(awaited)} has not come: do not bind without it.")
    if own:
        return Finding("index", Level.YES, f"{_some([part.label for part in own])} is here.")
    return Finding("index", Level.LOOK, "No separate title page, contents or index: look in the last issue.")


def _supplements(bench: Collated) -> Iterator[Finding]:
    own = [part for part in bench.parts if part.role in ("supplement", "special") and part.here]
    loose = [box for box in bench.beside if box.run != "index" and box.free and not bench.has(box)]
    if bench.supplements == "leave out":
        if own:
            says = f"{_some([part.label for part in own])}: the pattern leaves supplements out."
            yield Finding("supplements", Level.NO, says)
    elif loose:
        says = f"{_some([box.label for box in loose])} came with it, and is not in the unit: A adds it."
        yield Finding("supplements", Level.NO, says)
    elif own:
        yield Finding("supplements", Level.YES, f"{_pieces(len(own), 'supplement')}, {bench.supplements}.")


def _title(bench: Collated) -> Finding:
    other = next((part for part in bench.parts if not part.own_title), None)
    if other is not None:
        return Finding("title", Level.NO, f"{other.label} is of another title: {other.title}.")
    return Finding("title", Level.YES, "One title on every piece.")


def _copy(bench: Collated) -> Finding:
    other = [part.label for part in bench.parts if part.here and not part.own_copy]
    if other:
        return Finding("copy", Level.NO, f"{_some(other)} is of another copy.")
    return Finding("copy", Level.YES, "The right copy.")


def _next(bench: Collated) -> Finding:
    following = bench.following
    if following is not None and following.status in CAME:
        return Finding("next", Level.YES, f"The next has begun: {following.label} is here.")
    return Finding("next", Level.LOOK, "The next has not begun: something may still come for this one.")


# What only the eye sees


@dataclass(frozen=True, slots=True)
class EyeCheck:
    """Something that is not as with most units. letter: its key; word: for lists; explains: in full.

    tells: the standing instruction to the binder that follows from it, or "". asks: the question for what
    has to be said with it, or "".
    """

    letter: str
    name: str
    word: str
    explains: str
    tells: str = ""
    asks: str = ""


EYE = (
    EyeCheck("p", "pages", "pages", "Torn, cut or missing pages.", "damaged when sent", "Which pages"),
    EyeCheck("m", "margin", "margin", "A narrow inner margin: measured.", "narrow margins", "Inner margin"),
    EyeCheck("g", "gutter", "gutter", "Print or plates run into the gutter.", "narrow margins"),
    EyeCheck("f", "fold-outs", "fold-outs", "Fold-outs: the binder shall watch them.", "watch fold-outs"),
    EyeCheck("a", "maps", "maps", "Maps are to be bound in.", "bind in maps"),
    EyeCheck("d", "discs", "discs", "Discs or other matter for a pocket.", "make pocket", "What is it"),
    EyeCheck("s", "stapled", "stapled", "Each piece is one section, stapled through its fold."),
    EyeCheck("w", "sewn", "sewn", "The original sewing is sound."),
    EyeCheck("y", "glossy", "glossy", "Glossy, heavy paper: a thinner volume."),
    EyeCheck("b", "brittle", "brittle", "Brittle: a corner folded twice breaks off."),
    EyeCheck("l", "flat", "lies flat", "Music, or anything that must lie flat when it is open."),
    EyeCheck("t", "trimmed", "trimmed", "Trimmed into the text already.", "no trim"),
    EyeCheck("z", "sizes", "odd sizes", "Pieces of different height.", "no trim"),
)
"""In the order in which a piece is looked through; what is not said of a unit is fine."""

EYE_BY_NAME = {check.name: check for check in EYE}


def instructions(found: Mapping[str, str]) -> tuple[str, ...]:
    """The standing instructions to the binder that follow from what was found. found: name of EYE -> what was
    said; a margin that was measured, and is wide enough to be oversewn, is no narrow one."""
    margin = found.get("margin", "")
    wide = margin.isdigit() and int(margin) >= OVERSEW_MARGIN
    told = (check.tells for check in EYE if check.name in found and not (check.name == "margin" and wide))
    return tuple(dict.fromkeys(filter(None, told)))


def block(
    found: Mapping[str, str], pieces: int, thickness: int | None, paper: str, *, music: bool = False
) -> Block:
    """What the bench says of a unit, for `construction.construct`. found: name of EYE -> what was said;
    a margin in tenths of a millimetre. paper: as the binding pattern has it."""
    margin = found.get("margin", "")
    if "brittle" in found:
        paper = "brittle"
    elif "glossy" in found and paper != "brittle":
        paper = "glossy"
    return Block(
        pieces=pieces,
        thickness=thickness,
        paper=paper,
        sections="stapled" in found,
        sewing="sewn" in found,
        flat=music or "flat" in found,
        into_text="trimmed" in found,
        gutter="gutter" in found,
        inner_margin=int(margin) if margin.isdigit() else None,
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """A binder's, in tenths of a millimetre."""

    least: int = 254
    most: int = 635
    glossy: int = 508

    def judged(self, thickness: int | None, paper: str) -> str:
        """ "thin", "thick", or "" where it fits or nobody measured."""
        if thickness is None:
            return ""
        if thickness < self.least:
            return "thin"
        return "thick" if thickness > self.upper(paper) else ""

    def upper(self, paper: str) -> int:
        """The most for this paper."""
        return min(self.glossy, self.most) if paper == "glossy" else self.most
