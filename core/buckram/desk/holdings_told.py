"""The holdings of a title as statements: what came as text, and what was received here, computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from buckram.holdings import held
from buckram.holdings.beside import WORDS, words_statement
from buckram.holdings.runs import numbers_between
from buckram.pattern.field import Field
from buckram.storage import issues, titles
from buckram.storage.bindery import volumes
from buckram.storage.held import Held, held_issues
from buckram.storage.library import Library

_RUN_NAMES = {"basic": "Holdings", "supplement": "Supplements", "index": "Indexes"}
_TEXT_NAMES = {"866": "Holdings", "867": "Supplements", "868": "Indexes"}
NO_CAPTIONS = Field("853", "  ", ())


def holdings_told(library: Library, title_id: int) -> list[tuple[str, str]]:
    """(what it is about, statement). The statements that came as text stand first, bound volumes last: what
    is held is told issue by issue, whether it is bound or not."""
    told = [(_TEXT_NAMES[tag], text) for tag, text in titles.statements(library, title_id)]
    rows = issues.patterns(library, title_id)
    by_id = {row.id: row.field for row in rows}
    # Of issues that no pattern made the newest captions count; a supplement is shown by those of its parent.
    newest = {row.run: row.field for row in rows}
    basic = newest.get("basic", NO_CAPTIONS)
    for run, group in groupby(held_issues(library, title_id), key=lambda one: one.run):
        found = list(group)
        usual = newest.get(run, basic)
        numbered = [one for one in found if not one.beside and not one.designation.get(WORDS)]
        worded = [one for one in found if one.beside or one.designation.get(WORDS)]
        if numbered:
            told.append((f"{_RUN_NAMES[run]} received", ",".join(_numbered(numbered, by_id, usual))))
        if worded:
            name = "Special issues received" if run == "basic" else f"{_RUN_NAMES[run]} received"
            told.append((name, ",".join(_worded(worded, by_id, basic))))
    # Volumes of two copies have the same name.
    bound = dict.fromkeys(one.label for one in volumes.of_title(library, title_id))
    bound |= dict.fromkeys(f"{one.label} with {one.title}" for one in volumes.with_others(library, title_id))
    if bound:
        told.append(("Bound volumes", ", ".join(bound)))
    return told


def _numbered(found: Sequence[Held], by_id: Mapping[int, Field], usual: Field) -> Iterator[str]:
    """One statement for each stretch of issues with the same captions. Where every issue to come has its box,
    the boxes tell what is lacking; where nothing is foreseen, the numbers and dates alone."""
    for captions, group in _stretches(found, by_id, usual):
        values = [one.designation for one in group]
        foreseen = captions.has("w") or captions.has("y")
        unbroken = [_unbroken(captions, before, one) for before, one in pairwise([None, *group])]
        yield held(captions, values, unbroken=unbroken if foreseen else None)


def _unbroken(captions: Field, before: Held | None, one: Held | None) -> bool:
    """Whether an issue came right after the one before it: no box between them is empty, and no number is
    left out that never had a box."""
    assert one is not None
    if before is None or not one.unbroken:
        return one.unbroken
    return one.as_said or not numbers_between(captions, before.designation, one.designation)


def _worded(found: Sequence[Held], by_id: Mapping[int, Field], usual: Field) -> Iterator[str]:
    for captions, group in _stretches(found, by_id, usual):
        yield words_statement(captions, [one.designation for one in group])


def _stretches(
    found: Sequence[Held], by_id: Mapping[int, Field], usual: Field
) -> Iterator[tuple[Field, list[Held]]]:
    def captions(one: Held) -> Field:
        return usual if one.pattern_id is None else by_id.get(one.pattern_id, usual)

    for field, group in groupby(found, key=captions):
        yield field, list(group)
