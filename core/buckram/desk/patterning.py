"""Making and changing the pattern of a title: from an issue on, and never for what has come."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from buckram.desk.ahead import new_issue
from buckram.desk.deciding import horizon
from buckram.desk.desk import Desk
from buckram.desk.following import pattern_of
from buckram.desk.remaking import made_behind
from buckram.desk.waiting import lag_of
from buckram.errors import NotFound, Refused, Stale
from buckram.pattern import Pattern, Prediction, describe, parse_pattern, predictions, published_date
from buckram.pattern.draft import Draft, beginning_at, dated_values, draft_of
from buckram.pattern.field import Field
from buckram.pattern.likeness import Ready, Said, likeliest
from buckram.rules.horizon import within
from buckram.rules.status import CAME
from buckram.storage import guesses, issues, titles
from buckram.storage.guesses import Standing
from buckram.storage.issues import Issue, PatternRow
from buckram.storage.kept import bib_record
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.titles import Title

TAGS = {"basic": "853", "supplement": "854", "index": "855"}
"""The pattern's tag by run."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A title whose pattern is to be made or changed.

    pattern: the one that holds now, or None. said: what its record says of the frequency. starts: the issues
    from which a new pattern may hold, in order; at: the place of the one that is meant, None in an empty run.
    """

    title: Title
    run: str
    pattern: PatternRow | None
    said: Said
    starts: Sequence[Issue]
    at: int | None

    @property
    def start(self) -> Issue | None:
        """The issue from which the new pattern is meant to hold."""
        return None if self.at is None else self.starts[self.at]


@dataclass(frozen=True, slots=True)
class Adopted:
    """What adopting a pattern did. first_issue: id of the first issue it made, None where it made none."""

    act_id: int
    pattern_id: int
    first_issue: int | None
    made: int
    sentence: str


def bench(desk: Desk, title_id: int, run: str = "basic", issue_id: int | None = None) -> Bench:
    """The title on the bench. issue_id: the issue that is meant, else the first after the last that came.

    Raises NotFound when the title is gone.
    """
    library = desk.library
    title = titles.get(library, title_id)
    patterns = _of_run(library, title_id, run)
    starts = issues.window(library, title_id, run, 1, 60)
    ahead = (n for n, issue in enumerate(starts) if issue.status not in CAME)
    named = (n for n, issue in enumerate(starts) if issue.id == issue_id)
    at = next(named, next(ahead, len(starts) - 1 if starts else None))
    return Bench(title, run, patterns[-1] if patterns else None, _said(library, title), starts, at)


def _said(library: Library, title: Title) -> Said:
    """008/18-19, 310 and 321 of the title's record; without a record what the title itself has."""
    kept = bib_record(library, title.id)
    if kept is None:
        return Said(title.frequency, "", title.frequency_text)
    from buckram.exchange.marc import bib, reading
    from buckram.exchange.marc.record import Syntax, cleaned

    read = bib.read(cleaned(reading.parse(kept[0], Syntax(kept[1]))))
    # What a person changed in the title counts more than the record.
    return Said(
        title.frequency or read.frequency,
        read.regularity,
        title.frequency_text or read.frequency_text,
        read.former_frequencies,
    )


def first_draft(on_bench: Bench, ready: Sequence[Ready], today: date) -> Draft:
    """The draft to begin with: the pattern that holds, else the likeliest of `ready`, from the meant issue.

    PatternError where the pattern that holds cannot be read: then begin with `from_ready`.
    """
    if on_bench.pattern is None:
        likely = likeliest(ready, on_bench.said)[0]
        start = on_bench.start
        numbers, on = (start.designation, start.published_on) if start else ({}, today.replace(day=1))
        return from_ready(likely, on_bench.run, numbers, on or today)
    field, start = on_bench.pattern.field, on_bench.start
    pattern = pattern_of(on_bench.pattern)
    if start is None:
        designation = {level.code: "1" for level in pattern.levels}
        designation |= dated_values(pattern.chronology, today, southern=pattern.southern)
    else:
        designation = dict(start.designation)
    draft = draft_of(
        field,
        Field.of(f"86{field.tag[2]}", "41", designation.items()),
        winter_first=pattern.winter_first,
        southern=pattern.southern,
    )
    # Today may be no day of the pattern: nothing would ever appear on it.
    return draft if start else beginning_at(draft, {}, today)


def from_ready(
    ready: Ready,
    run: str,
    numbers: Mapping[str, str],
    on: date,
    *,
    winter_first: bool = False,
    southern: bool = False,
) -> Draft:
    """A ready pattern from its first issue at or after `on`, with these numbers (subfield code to value)
    where it has the same levels. winter_first, southern: the settings of the title."""
    model, tag = ready.draft, TAGS[run]
    field = Field(tag, model.field.indicators, model.field.subfields)
    holding = replace(model.holding, tag=f"86{tag[2]}")
    draft = draft_of(field, holding, winter_first=winter_first, southern=southern)
    return beginning_at(draft, numbers, on)


def moved_to(draft: Draft, start: Issue) -> Draft:
    """The draft beginning with another issue of the card: its numbers and its date."""
    return beginning_at(draft, start.designation, start.published_on)


def adopt(
    desk: Desk,
    title_id: int,
    run: str,
    field: Field,
    holding: Field,
    from_issue: int | None,
    *,
    winter_first: bool | None = None,
    southern: bool | None = None,
) -> Adopted:
    """Let a pattern hold from an issue on: one act, which can be undone.

    field: the 853, 854 or 855. holding: the first issue by it (863 ...). from_issue: the issue in whose place
    that stands; None puts it behind all that is there. winter_first, southern: the settings of the title;
    None leaves them as they are. What was predicted from there on and touched by nobody
    is thrown away and made again; all else stays as it was. Raises PatternError (nothing can be predicted),
    Stale (the issue is no longer there).
    """
    library = desk.library
    there = _of_run(library, title_id, run)
    pattern = parse_pattern(
        field,
        winter_first=bool(there and there[-1].winter_first) if winter_first is None else winter_first,
        southern=bool(there and there[-1].southern) if southern is None else southern,
    )
    first = Prediction(draft_of(field, holding).first, published_date(pattern, holding))
    coming = predictions(pattern, holding)
    lag = lag_of(library, title_id)
    with act(library, desk.hand(), "pattern") as writer:
        start = _start(library, from_issue)
        base = guesses.last_position(library, title_id, run, start.position if start else None)
        position = start.position if start else base + 1
        gone = guesses.guesses_from(library, title_id, run, position)
        stays = guesses.standing_from(library, title_id, run, position)
        for issue_id in gone:
            writer.delete("issue", issue_id)
        if start and start.id not in gone:
            # It has come, or somebody noted something on it: it stays, and the pattern goes on from it.
            base, stays = start.position, stays[1:]
        else:
            coming = chain([first], coming)
        pattern_id = _hold(writer, title_id, run, field, pattern, first.published_on)
        waiting = within(coming, _ahead(stays, desk.today()), desk.today(), horizon(library))
        made_new = [(pattern_id, new_issue(field, one, lag)) for one in waiting]
        made = made_behind(writer, title_id, run, base, stays, made_new)
        title = titles.get(library, title_id)
        label = new_issue(field, first, lag).label
        writer.title_id = title_id
        writer.sentence = f"New pattern from {label} on: {describe(pattern)} {title.name}."
    return Adopted(writer.id, pattern_id, made[0] if made else None, len(made), writer.sentence)


def _start(library: Library, issue_id: int | None) -> Issue | None:
    if issue_id is None:
        return None
    try:
        return issues.get(library, issue_id)
    except NotFound as gone:
        raise Stale("This box was made again meanwhile.", "Look at the card, then adopt.") from gone


def _ahead(stays: Iterable[Standing], today: date) -> int:
    return sum(one.published_on is None or one.published_on > today.isoformat() for one in stays)


def _of_run(library: Library, title_id: int, run: str) -> list[PatternRow]:
    return [row for row in issues.patterns(library, title_id) if row.run == run]


def _hold(
    writer: ActWriter, title_id: int, run: str, field: Field, pattern: Pattern, first_on: date | None
) -> int:
    """Store the pattern, and end those before it. Gives its id; a pattern that holds already stays itself."""
    library = writer.library
    there = _of_run(library, title_id, run)
    bare = [pair for pair in field.subfields if pair[0] != "8"]
    settings = (pattern.winter_first, pattern.southern)
    for last in there[-1:]:
        same = [pair for pair in last.field.subfields if pair[0] != "8"] == bare
        if same and (last.winter_first, last.southern) == settings:
            return last.id
    begins = (first_on or date.fromisoformat(writer.hand.at[:10])) if there else None
    for row in there:
        assert begins is not None
        _end(writer, row, begins)
    link = guesses.highest_link(library, title_id, run) + 1
    return writer.insert(
        "pattern",
        {
            "title_id": title_id,
            "run": run,
            "link": link,
            "tag": field.tag,
            "indicators": field.indicators,
            "subfields": json.dumps([["8", str(link)], *bare], ensure_ascii=False),
            "holds_from": begins.isoformat() if begins else None,
            "winter_first": int(pattern.winter_first),
            "southern": int(pattern.southern),
        },
    )


def _end(writer: ActWriter, row: PatternRow, begins: date) -> None:
    """End a pattern the day before another begins; one that would never have held goes."""
    never_held = row.holds_from is not None and row.holds_from >= begins
    if never_held and not guesses.is_used(writer.library, row.id):
        writer.delete("pattern", row.id)
        return
    before = {
        "holds_from": row.holds_from.isoformat() if row.holds_from else None,
        "holds_until": row.holds_until.isoformat() if row.holds_until else None,
    }
    until = (begins - timedelta(days=1)).isoformat()
    after = {
        "holds_from": None if never_held else before["holds_from"],
        "holds_until": min(until, before["holds_until"] or until),
    }
    if after != before:
        writer.update("pattern", row.id, before, after)


def make_way_for_undo(library: Library, act_id: int) -> None:
    """Before a pattern is taken back: what was predicted from it later goes, for nobody decided it.

    Refused where an issue that the pattern made has a note, which would go with it.
    """
    with library.transaction():
        if noted := guesses.noted_since(library, act_id):
            raise Refused(f"There is a note on {noted}, which was predicted by this.", "Undo that one first.")
        guesses.drop_later_than_act(library, act_id)
