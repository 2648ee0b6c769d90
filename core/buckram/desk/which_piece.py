"""Which piece of an issue is meant, where it has several copies."""

from __future__ import annotations

from collections.abc import Sequence

from buckram.errors import Refused
from buckram.rules.copies import Condition
from buckram.storage.issues import Issue
from buckram.storage.pieces import Piece, Place


def place_named(issue: Issue, places: Sequence[Place], number: int) -> Place:
    """The place of the copy with this number. Refused where there is none."""
    found = next((place for place in places if place.number == number), None)
    if found is None:
        raise Refused(f"There is no copy {number} of {issue.label}.", f"Type {_numbers(places)}.")
    return found


def piece_meant(
    issue: Issue, places: Sequence[Place], number: int | None, *conditions: Condition
) -> tuple[Place, Piece]:
    """The newest piece in one of these conditions, and its place: of the copy with this number; None: of the
    only copy that has one.

    Refused where there is none, and where several copies have one and none was named.
    """
    among = places if number is None else [place_named(issue, places, number)]
    found = [(place, place.with_condition(*conditions)) for place in among]
    having = [(place, pieces[-1]) for place, pieces in found if pieces]
    if not having:
        which = f"copy {number} of {issue.label}" if number else issue.label
        raise Refused(f"There is no {' or '.join(conditions)} piece of {which}.")
    if len(having) > 1:
        several = _numbers([place for place, _ in having])
        raise Refused(f"Of {issue.label} there are {len(having)} copies.", f"Begin with {several}.")
    return having[0]


def _numbers(places: Sequence[Place]) -> str:
    return " or ".join(f"c.{place.number}" for place in places)


def copy_words(places: Sequence[Place], place: Place) -> str:
    """ ", copy 2" where the title has several, else ""."""
    return f", copy {place.number}" if len(places) > 1 else ""
