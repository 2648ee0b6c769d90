"""Which unit a supplement, a special issue, an index or a title page belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from buckram.desk.bindery.due_job import Title
from buckram.desk.bindery.due_places import Standing, cause, member, standings
from buckram.desk.bindery.due_unit import DuePiece
from buckram.holdings.beside import WORDS
from buckram.rules.bindery.beside import Beside, role_of
from buckram.rules.bindery.dueness import IN_HAND, Fares, Member
from buckram.rules.bindery.unit_rule import Group
from buckram.storage.bindery.due_rows import InUnit, Loose

_COUNTS = frozenset(Fares) - {Fares.OUT_OF_COUNT}


@dataclass(frozen=True, slots=True)
class Extra:
    """A piece of a unit that is no issue. parent: the id of the issue that it came with or after."""

    role: str
    name: str
    piece: DuePiece
    member: Member
    parent: int | None

    def beside(self, at: Mapping[int, int]) -> Beside:
        """Where it goes. at: the place in the unit of each issue."""
        return Beside(self.role, at.get(self.parent) if self.parent is not None else None)


Late = tuple[Loose, Standing, InUnit]
"""A piece that came after the unit that it belongs to was made."""


def extras_of(
    shared: Title, found: Sequence[Standing], made: Sequence[Group], copy_id: int | None
) -> tuple[dict[int, list[Extra]], list[Late]]:
    """(by the first member of its group, what else belongs to each group; what came too late for its own)."""
    group_of = {n: group.members[0] for group in made for n in group.members}
    place_of = {one.id: n for n, one in enumerate(shared.issues)}
    result: dict[int, list[Extra]] = defaultdict(list)
    late: list[Late] = []
    everything = [*shared.specials, *shared.extras]
    # What has no place in the basic run is not bound by it.
    for issue, one in zip(
        everything, standings(everything, copy_id, shared.copies, shared.taken, None), strict=True
    ):
        if one.taken or one.fares is Fares.OUT_OF_COUNT:
            continue
        role = role_of(issue.run, issue.values.get(WORDS, ""))
        of_volume = issue.run == "index"
        n = _of_volume(shared, issue, found) if of_volume else None
        if n is None:
            n = place_of.get(issue.beside) if issue.beside is not None else _by_date(shared, issue)
        here = one.fares in IN_HAND
        if n is not None and found[n].taken and here:
            unit = _made_before(shared, shared.issues[n].id, one, copy_id)
            late += [(issue, one, unit)] if unit is not None else []
        if n is None or n not in group_of:
            continue
        if not here and not of_volume:
            continue  # a supplement that never came is claimed, and no volume waits for it
        result[group_of[n]].append(
            Extra(
                role=role,
                name=f"its {role}" if of_volume else issue.number or issue.label,
                piece=DuePiece(
                    issue.id,
                    one.piece.id if one.piece is not None else None,
                    role,
                    issue.label,
                    ""
                    if one.fares is Fares.HERE
                    else cause(issue, one.fares, shared.today, shared.rows.claims),
                ),
                member=member(issue, one, shared.rows.claims, shared.rows.out)._replace(name=f"its {role}"),
                parent=issue.beside if issue.beside is not None else _behind(shared, issue),
            )
        )
    return result, late


def _made_before(shared: Title, issue_id: int, extra: Standing, copy_id: int | None) -> InUnit | None:
    """The unit of an issue, when it was made before this came that belongs to it."""
    for unit in shared.taken.by_issue.get(issue_id, ()):
        if unit.copy_id == copy_id and extra.piece is not None and extra.piece.received_on > unit.made_on:
            return unit
    return None


def _of_volume(shared: Title, issue: Loose, found: Sequence[Standing]) -> int | None:
    """The last place of the volume that an index is of: a part that is bound last takes it."""
    if not shared.issues:
        return None
    told = shared.numbering.volumes(shared.issues[-1])
    codes = told.codes or ((told.year,) if told.year else ())
    if not all(issue.values.get(code) for code in codes):
        return None
    volume = told.of(issue.values, "")
    own = [n for n, one in enumerate(shared.volumes) if one == volume and found[n].fares in _COUNTS]
    loose = [n for n in own if not found[n].taken]
    return loose[-1] if loose else own[-1] if own else None


def _by_date(shared: Title, issue: Loose) -> int | None:
    """The last issue that is not dated later."""
    if not issue.published_on:
        return None
    at = bisect_right([one.published_on for one in shared.issues], issue.published_on) - 1
    return at if at >= 0 else None


def _behind(shared: Title, issue: Loose) -> int | None:
    n = _by_date(shared, issue)
    return shared.issues[n].id if n is not None else None
