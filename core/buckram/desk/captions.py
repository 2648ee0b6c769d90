"""The captions that an issue is shown by, also where no pattern foresees anything."""

from __future__ import annotations

import json
from dataclasses import dataclass

from buckram.desk.following import pattern_of
from buckram.desk.patterning import TAGS
from buckram.errors import PatternError
from buckram.pattern import Pattern
from buckram.pattern.field import Field
from buckram.storage import guesses, issues
from buckram.storage.held import pattern_of_issue
from buckram.storage.issues import Issue, PatternRow
from buckram.storage.ledger import ActWriter
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Captions:
    """Captions of a run. row: where they are kept, None where nothing is; pattern: as it foresees, None
    where nothing can be foreseen or read from it."""

    field: Field
    row: PatternRow | None = None
    pattern: Pattern | None = None


def captions_of_run(library: Library, title_id: int, run: str) -> Captions:
    """The newest captions of a run that can be read; an empty field where it has none."""
    for row in reversed([row for row in issues.patterns(library, title_id) if row.run == run]):
        try:
            pattern = pattern_of(row)
        except PatternError:
            continue
        return Captions(row.field, row, pattern if row.predicts else None)
    return Captions(Field(TAGS[run], "  ", ()))


def captions_of_issue(library: Library, issue: Issue) -> Captions:
    """The captions that made an issue, else the newest of its run, else of the title's numbering."""
    made_by = pattern_of_issue(library, issue.id)
    rows = issues.patterns(library, issue.title_id)
    own = next((row for row in rows if row.id == made_by), None)
    if own is not None:
        return Captions(own.field, own)
    found = captions_of_run(library, issue.title_id, issue.run)
    return found if found.row else captions_of_run(library, issue.title_id, "basic")


def keep_captions(writer: ActWriter, title_id: int, run: str, captions: Captions, field: Field) -> int | None:
    """Keep the captions that a typed piece brought; gives the id of their row, None where there are none.

    Those that were kept so before only get the levels they lacked; a pattern, and captions with other
    numbers, stay as they are and others begin beside them.
    """
    bare = [pair for pair in field.subfields if pair[0] != "8"]
    row = captions.row
    if row is not None and [pair for pair in row.field.subfields if pair[0] != "8"] == bare:
        return row.id
    if not bare:
        return row.id if row else None
    numbers = [pair for pair in bare if pair[0] in "abcdef"]
    if row is not None and not row.predicts:
        own = [pair for pair in row.field.subfields if pair[0] in "abcdef"]
        if not own or own == numbers:
            before = {"subfields": _json(row.field)}
            writer.update("pattern", row.id, before, {"subfields": _as_json([("8", str(row.link)), *bare])})
            return row.id
    link = guesses.highest_link(writer.library, title_id, run) + 1
    return writer.insert(
        "pattern",
        {
            "title_id": title_id,
            "run": run,
            "link": link,
            "tag": TAGS[run],
            "subfields": _as_json([("8", str(link)), *bare]),
            "predicts": 0,
        },
    )


def _json(field: Field) -> str:
    return _as_json(list(field.subfields))


def _as_json(pairs: list[tuple[str, str]]) -> str:
    return json.dumps([list(pair) for pair in pairs], ensure_ascii=False)
