"""A changed pattern, offered when the same difference came again, and taken with one key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from buckram.desk.desk import Desk
from buckram.desk.first_pattern import first_pattern
from buckram.desk.following import parsed, predicted
from buckram.desk.patterning import Adopted, adopt
from buckram.errors import Refused, Stale
from buckram.pattern.field import Field
from buckram.pattern.prediction import recorded_values
from buckram.pattern.repair import What
from buckram.pattern.repair_proposal import AGAIN, Came, propose
from buckram.rules.status import CAME, Status
from buckram.storage import corrections, guesses, issues
from buckram.storage.corrections import Placed
from buckram.storage.issues import PatternRow
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Offer:
    """A changed pattern for a run. instead_of: id of the pattern it would follow. sentence: why, and what.

    after: 863 of the issue to go on from, for a first pattern; instead_of are then captions without one,
    or 0.
    """

    title_id: int
    run: str
    instead_of: int
    field: Field
    what: What
    sentence: str
    after: Field | None = None


def offer(library: Library, title_id: int, run: str = "basic") -> Offer | None:
    """The changed pattern that explains what came otherwise again and again; for a run without a pattern the
    one that its issues show. None where there is none. Nothing is changed."""
    pattern = _newest(library, title_id, run)
    if run == "basic" and (pattern is None or not pattern.predicts):
        shown = first_pattern(library, title_id)
        instead_of = pattern.id if pattern else 0
        return (
            Offer(title_id, run, instead_of, shown[0], What.FREQUENCY, shown[2], shown[1]) if shown else None
        )
    if pattern is None or corrections.corrected(library, title_id, run) < AGAIN:
        return None
    found = propose(
        pattern.field,
        _came(corrections.placed(library, title_id, run)),
        winter_first=pattern.winter_first,
        southern=pattern.southern,
    )
    if found is None:
        return None
    return Offer(title_id, run, pattern.id, found.field, found.what, found.sentence)


def take_offer(desk: Desk, offered: Offer) -> Adopted:
    """Let the offered pattern hold from the next expected issue on: one act, which can be undone.

    Raises Stale where the pattern was changed meanwhile, Refused where nothing can be counted on from.
    """
    library, title_id, run = desk.library, offered.title_id, offered.run
    pattern = _newest(library, title_id, run)
    if (pattern.id if pattern else 0) != offered.instead_of:
        raise Stale("The pattern was changed meanwhile.", "Look at the card again.")
    start = corrections.first_guess(library, title_id, run)
    if offered.after is not None:
        before: Mapping[str, str] | None = recorded_values(offered.after)
    else:
        before = guesses.issue_before(library, title_id, run, start[1] if start else 1 << 60)
    changed = parsed(
        offered.field,
        winter_first=bool(pattern and pattern.winter_first),
        southern=bool(pattern and pattern.southern),
    )
    first = next(predicted(changed, before), None) if before else None
    if first is None:
        raise Refused("There is no issue to go on from.")
    holding = Field.of(f"86{offered.field.tag[2]}", "41", first.values)
    return adopt(desk, title_id, run, offered.field, holding, start[0] if start else None)


def _newest(library: Library, title_id: int, run: str) -> PatternRow | None:
    rows = [row for row in issues.patterns(library, title_id) if row.run == run]
    return rows[-1] if rows else None


def _came(rows: list[Placed]) -> list[Came]:
    """The run as it really was: what came and what a person said of it, without what never was."""
    came: list[Came] = []
    lacking, left_out = 0, False
    for n, row in enumerate(rows):
        said = row.replaced is not None
        if row.status is Status.COMBINED:
            continue
        if row.status is Status.NOT_PUBLISHED:
            left_out = left_out or said
        elif row.status in CAME or said:
            came.append(Came(row.designation, lacking, left_out or _differs(row)))
            lacking, left_out = 0, False
        elif row.is_guess and left_out and all(one.is_guess for one in rows[n:]):
            # Nothing came since: what is to follow is what the person who left it out had in mind.
            came.append(Came(row.designation, 0, otherwise=True))
            break
        else:
            lacking += 1
    return came


def _differs(row: Placed) -> bool:
    return row.replaced is not None and row.replaced != row.designation
