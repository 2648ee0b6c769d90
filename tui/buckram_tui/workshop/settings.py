"""The settings of a draft in words, each with the key that changes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from buckram.errors import PatternError
from buckram.holdings import card_texts
from buckram.pattern import editing
from buckram.pattern.caption import Continuity
from buckram.pattern.description import change_words
from buckram.pattern.draft import Draft, draft_of, field_text, read_field
from buckram.pattern.frequency import frequency_name
from buckram.pattern.wording import code_words, listed
from buckram_tui.keys import KEYS, WORKSHOP
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import wrapped

NAME_WIDTH = 10
"""Cells of the names of the settings."""


@dataclass(frozen=True, slots=True)
class Question:
    """A setting that is typed. asks: the question; given: what stands in the field; put: what becomes of it.

    line: it is a line to be mended, and not a word to be typed anew.
    """

    asks: str
    given: Callable[[Draft], str]
    put: Callable[[Draft, str], Draft]
    line: bool = False


def _captions(draft: Draft) -> str:
    return ", ".join(level.caption for level in draft.main_levels)


def _units(draft: Draft) -> str:
    levels = draft.main_levels
    if len(levels) < 2:
        return ""
    units = levels[-1].units
    return str(units) if units is not None else "varies" if levels[-1].units_word == "var" else ""


def _changes(draft: Draft) -> str:
    return ", ".join(map(change_words, draft.pattern.changes))


def _days(draft: Draft) -> str:
    return ", ".join(
        code_words(code).removeprefix("the ").removesuffix(" of the month")
        for code in editing.days_said(draft)
    )


def _numbers(draft: Draft) -> str:
    return " ".join(draft.values.get(level.code, "") for level in draft.pattern.levels)


def _date(draft: Draft) -> str:
    dates = {level.code for level in draft.pattern.chronology}
    return card_texts(draft.field, {code: v for code, v in draft.first if code in dates}).label


QUESTIONS: Mapping[str, Question] = {
    "captions": Question("Captions, the highest first (v., no.)", _captions, editing.with_captions),
    "units": Question("Numbers that make a volume (12, or varies)", _units, editing.with_units),
    "changes": Question(
        "A new volume begins (January, July; empty: never by date)", _changes, editing.with_changes
    ),
    "days": Question("Days (Thursday; Mon Thu; second Wednesday; 1 15)", _days, editing.with_days),
    "numbers": Question("Numbers of the first issue (12 7)", _numbers, editing.with_numbers),
    "date": Question("Date of the first issue (5 Nov 2026, spring 2026)", _date, editing.with_date),
    "field": Question(
        "MARC line of the pattern",
        lambda draft: field_text(draft.field),
        lambda draft, text: _again(draft, field=text),
        line=True,
    ),
    "holding": Question(
        "MARC line of the first issue",
        lambda draft: field_text(draft.holding),
        lambda draft, text: _again(draft, holding=text),
        line=True,
    ),
}


def _again(draft: Draft, *, field: str = "", holding: str = "") -> Draft:
    pattern = draft.pattern
    return draft_of(
        read_field(field, draft.field) if field else draft.field,
        read_field(holding, draft.holding) if holding else draft.holding,
        winter_first=pattern.winter_first,
        southern=pattern.southern,
    )


def turned(draft: Draft, what: str) -> Draft:
    """The next value of a setting that has only a few. PatternError where it does not apply."""
    if what == "continuity":
        return editing.with_other_continuity(draft)
    if what == "seasons":
        return _other_seasons(draft)
    names = ["day", "month", "season", "year", "nothing"]
    now = editing.dated_by(draft)
    at = names.index(now) + 1 if now in names else 0
    for name in (*names[at:], *names[:at]):
        try:
            return editing.with_dating(draft, name)
        except PatternError:
            # An issue has a number or a date: without captions there is no "nothing".
            continue
    return draft


def _other_seasons(draft: Draft) -> Draft:
    """Winter last, winter first, southern, in a ring; not what the order of a $yps list rules out."""
    now = draft.pattern
    ring = ((False, False), (True, False), (False, True))
    at = 2 if now.southern else int(now.winter_first)
    for winter_first, southern in (*ring[at + 1 :], *ring[:at]):
        other = editing.with_seasons(draft, winter_first=winter_first, southern=southern)
        if _seasons(other) != _seasons(draft):
            return other
    return draft


def _continuity(draft: Draft) -> str:
    if len(draft.main_levels) < 2:
        return "one, running" if draft.main_levels else "none"
    goes_on = draft.main_levels[-1].continuity is not Continuity.RESTARTS
    return "go on" if goes_on else "begin again"


def _seasons(draft: Draft) -> str:
    pattern = draft.pattern
    if pattern.southern:
        return "southern"
    return "winter first" if pattern.winter_opens_year else "winter last"


_SAYS: Mapping[str, Callable[[Draft], str]] = {
    "choose('frequency')": lambda draft: (
        frequency_name(draft.pattern.frequency).removeprefix("completely ") or "not said"
    ),
    "put('captions')": lambda draft: _captions(draft) or "none",
    "put('units')": lambda draft: _units(draft) or "not said",
    "turn('continuity')": _continuity,
    "put('changes')": lambda draft: listed(map(change_words, draft.pattern.changes)) or "not by date",
    "turn('dating')": lambda draft: editing.dated_by(draft) or "as in its MARC",
    "turn('seasons')": _seasons,
    "put('days')": lambda draft: _days(draft) or "as the first issue",
    "put('numbers')": lambda draft: _numbers(draft) or "none",
    "put('date')": lambda draft: _date(draft) or "none",
}


def setting_lines(draft: Draft, problem: str, width: int, height: int) -> list[list[Cell]]:
    """One line a setting, of seasons only where they have a part; then what is wrong or doubtful, as much as
    there is room for."""
    keys = {key.action: key for key in KEYS if key.where == WORKSHOP}
    lines: list[list[Cell]] = [
        [
            (f" {keys[action].label} ", "key"),
            (keys[action].word.ljust(NAME_WIDTH), "dim"),
            (says(draft), "normal"),
        ]
        for action, says in _SAYS.items()
        if says is not _seasons or draft.pattern.by_season
    ]
    return [*lines, *_doubts(draft, problem, width, height - len(lines))]


def _doubts(draft: Draft, problem: str, width: int, room: int) -> Sequence[list[Cell]]:
    style, texts = ("wrong", (problem,)) if problem else ("warn", draft.pattern.warnings)
    if not texts or room < 1:
        return []
    more = f" (+{len(texts) - 1} more)" if len(texts) > 1 else ""
    lines = wrapped(f"! {texts[0]}{more}", max(width - 2, 10))
    return [[(f" {line}", style)] for line in lines[:room]]
