"""Receiving by what is printed: for titles without a pattern the only way, and for all others a short one.

What is typed names a box of the card, which is received; or it names none, and the issue is made at its
place in the run and received in the same act. No number is forced on it, and what it is called by is learnt
from what is typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from buckram.desk.captions import Captions, captions_of_run, keep_captions
from buckram.desk.cards import light
from buckram.desk.correcting import INSIST, AnotherBox
from buckram.desk.dating import dating
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.order_ended import ended_words
from buckram.desk.receiving import Receipt, addon_in_hand, put_down, receive
from buckram.errors import Refused
from buckram.holdings.beside import WORDS, texts_with_words
from buckram.holdings.free_designation import read_free
from buckram.holdings.runs import first_number, last_number
from buckram.holdings.typed_designation import typed_values
from buckram.pattern import Pattern
from buckram.pattern.chronology import read_moments
from buckram.pattern.field import Field
from buckram.pattern.repair import main_levels
from buckram.rules.placing import place_among
from buckram.rules.status import CAME, RECEIVABLE, Status, spoken
from buckram.storage import issues, run_places
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.run_places import Stood

EXAMPLES = "v.12 no.4, no.4 mar 2026, 2025, 7/8 jul/aug, Bericht 17"
_MONTHS_BACK = 4
"""A month without its year is of the twelve round this: ten months back, two ahead. Mail is seldom early."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What was typed for a piece. values: 863 subfields; field: the captions that they need."""

    values: Mapping[str, str]
    field: Field
    captions: Captions
    numbered_anew: bool
    insists: bool


@dataclass(frozen=True, slots=True)
class ByNumber:
    """What receiving by number did. made: the issue was made for it. lacking: so many numbers lie between it
    and the one before it, which no box stands for. ended: "subscription ended 31 Dec 2025" where no
    subscription covers it, else ""."""

    act_id: int
    title_id: int
    issue_id: int
    run: str
    label: str
    made: bool
    lacking: int
    receipt: Receipt
    sentence: str
    ended: str = ""


def receive_by_number(desk: Desk, title_id: int, text: str, run: str = "basic") -> ByNumber:
    """Receive the piece on which `text` is printed. "!" behind it insists where a doubt is raised.

    Raises Refused (no words of this title), AnotherBox (it is here already: which box), PatternError (no such
    date), UnreadNotes.
    """
    library = desk.library
    addon = addon_in_hand(desk, title_id)
    with act(library, desk.hand(), "receive") as writer:
        # Read inside the act: two stations that type the same issue must not both make it.
        rows = [row for row in run_places.in_order(library, title_id, run) if not row.beside]
        printed = read_printed(desk, title_id, text, run, rows)
        found = _box(rows, printed)
        lacking = 0
        if found is None:
            values = _whole(rows, printed)
            found = next((row for row in rows if values != printed.values and _same(row, values)), None)
            if found is not None and found.status not in RECEIVABLE:
                raise _here(found)
        if found is None:
            issue_id, lacking = _make(writer, title_id, run, rows, printed, values)
            version = 0
        else:
            issue_id, version = found.id, issues.get(library, found.id).version
        receipt = receive(desk, issue_id, version, addon=addon, within=writer)
        if lacking:
            s = "" if lacking == 1 else "s"
            writer.sentence += f" {lacking} number{s} before it {'is' if lacking == 1 else 'are'} not here."
    put_down(desk, title_id)
    receipt = replace(receipt, act_id=writer.id)
    label = receipt.label
    dated = issues.get(library, issue_id).published_on or receipt.received_on
    ended = ended_words(library, title_id, dated, desk.today())
    return ByNumber(
        writer.id, title_id, issue_id, run, label, found is None, lacking, receipt, writer.sentence, ended
    )


def read_printed(desk: Desk, title_id: int, text: str, run: str, rows: Sequence[Stood]) -> Printed:
    """What was typed: by the pattern of the run where it has one, else freely. Errors as above."""
    library = desk.library
    insists = text.rstrip().endswith(INSIST)
    bare = " ".join(text.rstrip(f" {INSIST}").split())
    captions = captions_of_run(library, title_id, run)
    day_first = bool(decided(library, "day_first"))
    came = [row for row in rows if row.status in CAME and not row.designation.get(WORDS)]
    before = came[-1].designation if came else {}
    if captions.pattern is not None:
        lit = light(desk, title_id, run)
        predicted = lit.designation if lit else before
        try:
            values = typed_values(bare, captions.pattern, predicted, day_first=day_first)
        except Refused as refusal:
            if not insists:
                raise Refused(
                    refusal.sentence, f"{refusal.next_step} With {INSIST} behind it, it counts as it stands."
                ) from refusal
        else:
            read_moments(captions.pattern.chronology, {**predicted, **values})
            return Printed(values, captions.field, captions, numbered_anew=False, insists=insists)
    free = read_free(bare, captions.field, before, _about(desk.today()), day_first=day_first)
    field, anew = free.captions, free.numbered_anew
    if captions.pattern is not None and free.values.keys() <= {*"ijk", WORDS}:
        # Words in the run of a pattern: that stays as it is.
        field, anew = captions.field, False
    return Printed(free.values, field, captions, numbered_anew=anew, insists=insists)


def _about(today: date) -> dict[str, str]:
    months = today.year * 12 + today.month - 1 - _MONTHS_BACK
    return {"i": str(months // 12), "j": f"{months % 12 + 1:02d}"}


def _same(row: Stood, values: Mapping[str, str]) -> bool:
    """Whether a box says all that was typed, however its numbers are written ("4", "04")."""
    return row.designation.get(WORDS, "").casefold() == values.get(WORDS, "").casefold() and all(
        _plain(row.designation.get(code, "")) == _plain(value)
        for code, value in values.items()
        if code != WORDS
    )


def _plain(value: str) -> list[str]:
    return [part.lstrip("0").casefold() for part in value.split("/")]


def _box(rows: Sequence[Stood], printed: Printed) -> Stood | None:
    """The box that is meant: of several the nearest to where the run has come to; None where none says it.

    Raises AnotherBox where the one that is meant came already.
    """
    if printed.numbered_anew:
        return None
    came = max((n for n, row in enumerate(rows) if row.status in CAME), default=-1)
    told = [(abs(n - came - 1), n) for n, row in enumerate(rows) if _same(row, printed.values)]
    if not told:
        return None
    nearest = rows[min(told)[1]]
    if nearest.status in RECEIVABLE:
        return nearest
    if not _is_whole(printed) and _whole(rows, printed) != printed.values:
        # Only a low number was typed, and the volume it is of may be the next one.
        return None
    raise _here(nearest)


def _here(row: Stood) -> AnotherBox:
    step = "A second piece: Enter there asks what it is."
    return AnotherBox(f"{row.label} is already {spoken(row.status)}, and is lit now.", step, row.id)


def _levels(printed: Printed) -> list[str]:
    pattern = _readable(printed)
    return [level.code for level in main_levels(pattern)] if pattern else []


def _readable(printed: Printed) -> Pattern | None:
    if printed.captions.pattern is not None:
        return printed.captions.pattern
    from buckram.desk.following import parsed
    from buckram.errors import PatternError

    try:
        return parsed(printed.field)
    except PatternError:
        # Nothing but words was typed, and they need no captions.
        return None


def _is_whole(printed: Printed) -> bool:
    """Whether every level of numbers was typed."""
    return all(code in printed.values for code in _levels(printed))


def _whole(rows: Sequence[Stood], printed: Printed) -> dict[str, str]:
    """What was typed, with the volume that was not: that of the last issue, or the next one where the number
    is not above the last. Where the run has no such issue nothing is added."""
    values = dict(printed.values)
    levels = _levels(printed)
    typed = [code for code in levels if code in values]
    if not typed or len(typed) == len(levels) or typed != levels[-len(typed) :] or printed.numbered_anew:
        return values
    upper = levels[: len(levels) - len(typed)]
    last = next(
        (
            r.designation
            for r in reversed(rows)
            if r.status in CAME and all(c in r.designation for c in upper)
        ),
        None,
    )
    if last is None:
        return values
    values |= {code: last[code] for code in upper}
    number, before = first_number(values[typed[0]]), last_number(last.get(typed[0], ""))
    if number is not None and before is not None and number <= before:
        above = last_number(last[upper[-1]])
        if above is not None and last[upper[-1]].isdecimal():
            values[upper[-1]] = str(above + 1)
    return values


def _make(
    writer: ActWriter,
    title_id: int,
    run: str,
    rows: Sequence[Stood],
    printed: Printed,
    values: Mapping[str, str],
) -> tuple[int, int]:
    """(id of the issue that is made, how many numbers lie between it and the one before it)."""
    pattern_id = keep_captions(writer, title_id, run, printed.captions, printed.field)
    published = dating(printed.field).published(values)
    codes = _levels(printed) if not printed.numbered_anew else []
    came = max((n for n, row in enumerate(rows) if row.status in CAME), default=-1)
    last = rows[came].published_on if came >= 0 else None
    # Words with a year alone: in the year that goes on they came now, and not on its first day.
    undated = WORDS in values and not values.keys() & set("abcdefjk")
    place = None
    if not (undated and (published is None or (last and last.year == published.year))):
        place = place_among([(row.designation, row.published_on) for row in rows], values, published, codes)
    if place is None:
        place = came + 1
    before = _position_before(writer.library, title_id, run, rows, place)
    position = run_places.behind(writer, title_id, run, before)
    issue_id = insert_issue(writer, title_id, run, position, values, printed.field, pattern_id)
    foreseen = printed.captions.pattern is not None
    previous = rows[place - 1].designation if place else None
    return issue_id, 0 if foreseen or previous is None else _between(previous, values, codes)


def insert_issue(
    writer: ActWriter,
    title_id: int,
    run: str,
    position: int,
    values: Mapping[str, str],
    captions: Field,
    pattern_id: int | None,
) -> int:
    """An issue that is to be received in this act, with its texts and its date; gives its id."""
    texts = texts_with_words(captions, values)
    published = dating(captions).published(values)
    return writer.insert(
        "issue",
        {
            "title_id": title_id,
            "run": run,
            "pattern_id": pattern_id,
            "position": position,
            "designation": json.dumps(dict(sorted(values.items())), ensure_ascii=False),
            "volume": texts.volume,
            "number": texts.number,
            "cover": texts.cover,
            "label": texts.label,
            "published_on": published.isoformat() if published else None,
            "status": str(Status.EXPECTED),
            "touched": 1,
            "version": 0,
        },
    )


def issue_for(
    writer: ActWriter,
    title_id: int,
    run: str,
    values: Mapping[str, str],
    captions: Field,
    pattern_id: int | None,
) -> tuple[int, int]:
    """(id, version) of the issue with this designation: the box that says so, else a new one behind all that
    came."""
    library = writer.library
    rows = [row for row in run_places.in_order(library, title_id, run) if not row.beside]
    found = next((row for row in rows if _same(row, values)), None)
    if found is not None:
        return found.id, issues.get(library, found.id).version
    came = max((n for n, row in enumerate(rows) if row.status in CAME), default=-1)
    position = run_places.behind(
        writer, title_id, run, _position_before(library, title_id, run, rows, came + 1)
    )
    return insert_issue(writer, title_id, run, position, values, captions, pattern_id), 0


def _position_before(
    library: Library, title_id: int, run: str, rows: Sequence[Stood], place: int
) -> int | None:
    """The position behind which it goes: also behind what stands beside the issue before it."""
    if place == 0:
        return None
    below = rows[place].position if place < len(rows) else None
    every = [row.position for row in run_places.in_order(library, title_id, run)]
    return max(position for position in every if below is None or position < below)


def _between(before: Mapping[str, str], values: Mapping[str, str], codes: Sequence[str]) -> int:
    """How many numbers lie between two issues that differ in the lowest number alone."""
    if not codes or any(before.get(code) != values.get(code) for code in codes[:-1]):
        return 0
    last, first = last_number(before.get(codes[-1], "")), first_number(values.get(codes[-1], ""))
    return max(0, first - last - 1) if last is not None and first is not None else 0
