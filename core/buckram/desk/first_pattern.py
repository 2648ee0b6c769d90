"""A pattern for a title that had none, offered when what came shows one."""

from __future__ import annotations

from buckram.desk.learning import learn_title
from buckram.errors import PatternError
from buckram.pattern import describe, parse_pattern
from buckram.pattern.field import Field
from buckram.pattern.learning import Sureness
from buckram.storage.library import Library

ENOUGH = 6
"""So many issues that all fit are sure enough where the years are too few to be sure."""


def first_pattern(library: Library, title_id: int) -> tuple[Field, Field, str] | None:
    """(853, the issue to go on from as 863, why) that the issues of a title show; None while they show none.

    Sure, or likely with at least six issues that all fit. Nothing is written.
    """
    learnt = learn_title(library, title_id)
    if learnt.pattern is None or learnt.last is None:
        return None
    all_fit = learnt.fitting == learnt.seen >= ENOUGH
    if learnt.confidence is not Sureness.SURE and not (learnt.confidence is Sureness.LIKELY and all_fit):
        return None
    try:
        words = describe(parse_pattern(learnt.pattern))
    except PatternError:
        return None
    return learnt.pattern, learnt.last, f"{learnt.fitting} of {learnt.seen} issues show a pattern: {words}"
