"""How each issue of a title fares for the copy that is bound: here, awaited, gone, or in a unit already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from buckram.pattern.field import Field
from buckram.rules.bindery.dueness import IN_HAND, Fares, Member
from buckram.rules.bindery.unit_rule import Volumes, volumes
from buckram.rules.copies import Condition
from buckram.storage.bindery.due_rows import DueRows, InHand, InUnit, Loose
from buckram.storage.pieces import Piece, by_copy

NO_CAPTIONS = Field("853", "  ", ())

_OUT_OF_COUNT = frozenset({"not published", "combined"})
_BESIDE_THE_COUNT = frozenset({"gift", "extra"})
_BY_STATUS = {
    "missing": Fares.MISSING,
    "unavailable": Fares.UNAVAILABLE,
    "withdrawn": Fares.WITHDRAWN,
}
_CAUSE = {
    Fares.DAMAGED: "mutilated",
    Fares.MISSING: "lost",
    Fares.UNAVAILABLE: "unavailable",
    Fares.WITHDRAWN: "unavailable",
}


class Standing(NamedTuple):
    """An issue for one copy. piece: the one that would be bound; spare: others that lie there too.

    taken: bound, or in a unit; late_for: the unit that was made without it, and it came since.
    """

    fares: Fares
    taken: bool = False
    piece: InHand | None = None
    spare: int = 0
    late_for: InUnit | None = None


_AWAITED = Standing(Fares.AWAITED)


def cause(issue: Loose, fares: Fares, today: date, claims: Mapping[int, int]) -> str:
    """Why it is a gap, as a unit has it; "" where it is none, or not looked for yet."""
    if fares is Fares.AWAITED:
        if issue.id in claims:
            return "claimed"
        return "never came" if not issue.expected_on or issue.expected_on < today.isoformat() else ""
    if fares is Fares.MISSING and issue.id in claims:
        return "claimed"
    return _CAUSE.get(fares, "")


def came_on(issue: Loose, standing: Standing) -> date | None:
    """The day on which its piece came."""
    piece = standing.piece or (issue.pieces[0] if issue.pieces else None)
    return date.fromisoformat(piece.received_on) if piece is not None else None


@dataclass(frozen=True, slots=True)
class Taken:
    """What of a title is in units: by issue, and which pieces."""

    by_issue: Mapping[int, Sequence[InUnit]]
    pieces: frozenset[int]

    @classmethod
    def of(cls, in_units: Sequence[InUnit]) -> Taken:
        by_issue: dict[int, list[InUnit]] = {}
        for one in in_units:
            by_issue.setdefault(one.issue_id, []).append(one)
        return cls(by_issue, frozenset(one.piece_id for one in in_units if one.piece_id is not None))


def standings(
    issues: Sequence[Loose],
    copy_id: int | None,
    copy_ids: Sequence[int],
    taken: Taken,
    bound_to: int | None,
) -> list[Standing]:
    """How these issues fare for one copy. copy_ids: the title's copies, the first to be served first.

    bound_to: what stands up to this position of the basic run was bound before.
    """
    after = -1 if bound_to is None else bound_to
    simple = len(copy_ids) <= 1 and not taken.by_issue
    found = []
    for issue in issues:
        standing = _simply(issue) if simple and issue.position > after else None
        found.append(standing or _standing(issue, copy_id, copy_ids, taken, after))
    return found


def _simply(issue: Loose) -> Standing | None:
    """Of nearly all issues no more is to be asked: one good piece is here, or none came yet."""
    if issue.status == "arrived":
        if len(issue.pieces) == 1:
            piece = issue.pieces[0]
            if piece.condition == "good" and piece.kind == "regular":
                return Standing(_HERE, False, piece)
    elif issue.status == "expected" and not issue.pieces:
        return _AWAITED
    return None


_HERE = Fares.HERE


def _standing(
    issue: Loose, copy_id: int | None, copy_ids: Sequence[int], taken: Taken, after: int
) -> Standing:
    status = issue.status
    bound = issue.position <= after
    if status in _OUT_OF_COUNT:
        return Standing(Fares.OUT_OF_COUNT, bound)
    mine: Sequence[InHand] = issue.pieces
    if len(copy_ids) > 1 and copy_id is not None:
        mine = _of_copy(issue.pieces, copy_ids, copy_id)
    here = [one for one in mine if one.condition in {"good", "damaged"} and one.id not in taken.pieces]
    counted = sorted(
        (one for one in here if one.kind not in _BESIDE_THE_COUNT), key=lambda one: one.condition != "good"
    )
    best = counted[0] if counted else None
    # A damaged piece beside a good one waits for the publisher, or for the bin: it is no second copy.
    spare = sum(one.condition == "good" for one in here if one is not best)
    in_units = taken.by_issue.get(issue.id, ())
    own = next((one for one in in_units if one.copy_id == copy_id), None)
    if best is not None:
        fares = Fares.HERE if best.condition == "good" else Fares.DAMAGED
    elif own is not None and own.piece_id is not None:
        fares = Fares.HERE
    elif any(one.condition == "missing" for one in mine):
        fares = Fares.MISSING
    else:
        fares = _BY_STATUS.get(status, Fares.AWAITED)
    if own is not None:
        late = own if own.piece_id is None and best is not None and own.state != "discarded" else None
        return Standing(fares, True, best, spare, late)
    if status in _BOX_SAYS_BOUND and (not in_units or best is None):
        # Of several copies the box says what became of the first: another one may still be loose.
        return Standing(Fares.HERE, True, best, spare)
    return Standing(fares, bound, best, spare)


_BOX_SAYS_BOUND = frozenset({"bound", "bind prep", "at bindery"})


def _of_copy(pieces: Sequence[InHand], copy_ids: Sequence[int], copy_id: int) -> Sequence[InHand]:
    """Which pieces are the copy's, as the card would say."""
    by_id = {piece.id: piece for piece in pieces}
    counted = [
        Piece(one.id, one.copy_id, one.kind, Condition(one.condition), date.fromisoformat(one.received_on))
        for one in pieces
        if one.kind not in _BESIDE_THE_COUNT
    ]
    own = by_copy(copy_ids, counted)[copy_id]
    extra = [one for one in pieces if one.kind in _BESIDE_THE_COUNT and one.copy_id == copy_id]
    return [*(by_id[one.id] for one in own), *extra]


def member(issue: Loose, standing: Standing, claims: Mapping[int, int], out: Mapping[int, str]) -> Member:
    """The same for the rule that decides what is due."""
    piece = standing.piece
    back = out.get(piece.id) if piece is not None and out else None
    here = standing.fares in IN_HAND
    return Member(
        name=issue.number or issue.cover or issue.label,
        fares=standing.fares,
        expected=date.fromisoformat(issue.expected_on) if issue.expected_on and not here else None,
        claimed=claims.get(issue.id, 0),
        out=back is not None,
        back=date.fromisoformat(back) if back else None,
    )


class Numbering:
    """The volumes of a title's issues, by the captions that each was made by."""

    def __init__(self, rows: DueRows, title_id: int, per_year: float | None) -> None:
        self.usual = rows.captions.get(title_id, NO_CAPTIONS)
        self._patterns = rows.patterns
        self._per_year = per_year
        self._known: dict[tuple[int | None, tuple[str, ...]], Volumes] = {}

    def captions(self, issue: Loose) -> Field:
        """The captions that an issue is shown by."""
        if issue.pattern_id is None or issue.run != "basic":
            return self.usual
        return self._patterns.get(issue.pattern_id, self.usual)

    def volumes(self, issue: Loose) -> Volumes:
        """How its volume is told."""
        key = (issue.pattern_id, tuple(issue.values))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.of(issue.values, self.captions(issue))
        return found

    def volumes_of(self, issues: Sequence[Loose]) -> list[str]:
        """What each issue is a part of."""
        found = []
        pattern_id: int | None = -1
        codes: object = None
        told: Volumes | None = None
        only = ""
        for issue in issues:
            values = issue.values
            if told is None or issue.pattern_id != pattern_id or values.keys() != codes:
                told = self.volumes(issue)
                pattern_id, codes = issue.pattern_id, values.keys()
                only = told.codes[0] if len(told.codes) == 1 else ""
            volume = values.get(only, "")
            # Nearly all volumes are plain numbers on one level; the others are taken apart.
            found.append(volume if volume.isalnum() else told.of(values, issue.published_on))
        return found

    def of(self, values: Mapping[str, str], captions: Field) -> Volumes:
        """The same of any 863 values."""
        codes = "".join(code for code, value in values.items() if value and code in "abcdefghijklm")
        return volumes(captions, codes, self._per_year)
