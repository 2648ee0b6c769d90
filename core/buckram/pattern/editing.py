"""Changing a draft without codes: from what a person chose or typed to the new draft."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from buckram.errors import PatternError
from buckram.pattern.caption import Continuity, Level
from buckram.pattern.chronology import ChronologyLevel, Moment, Unit
from buckram.pattern.draft import Draft, dated_values, first_day, read_again
from buckram.pattern.frequency import Pace, frequency_step, issues_a_year
from buckram.pattern.regularity import Act, Code, DateRule, Rule, WeekOfMonth
from buckram.pattern.saying import day_of, said_changes, said_date, said_days, said_numbers
from buckram.pattern.slot import Part, chronology_of, season_of

DATINGS: dict[str, tuple[Unit, ...]] = {
    "nothing": (),
    "year": (Unit.YEAR,),
    "season": (Unit.YEAR, Unit.SEASON),
    "month": (Unit.YEAR, Unit.MONTH),
    "day": (Unit.YEAR, Unit.MONTH, Unit.DAY),
}
"""How an issue may be dated, by the finest that it bears."""

_FINER = (Pace.EVERY_DAYS, Pace.A_WEEK, Pace.A_MONTH)


def dated_by(draft: Draft) -> str:
    """The key of DATINGS, or "" for a chronology that is none of them."""
    units = tuple(level.unit for level in draft.pattern.chronology)
    return next((name for name, wanted in DATINGS.items() if wanted == units), "")


def with_dating(draft: Draft, name: str) -> Draft:
    """Date the issues by day, month, season, year or nothing; the first one keeps its date as far as it goes.

    What $y says of dates goes, for it speaks of the old ones. PatternError where there is no number either.
    """
    return _dated(draft, name, first_day(draft))


def _dated(draft: Draft, name: str, on: date | None) -> Draft:
    """on: the day of the first issue."""
    levels = tuple(
        ChronologyLevel(code, f"({unit.value})", unit)
        for code, unit in zip("ijk", DATINGS[name], strict=False)
    )
    kept = {code: value for code, value in draft.first if code in {v.code for v in draft.pattern.levels}}
    dates = dated_values(levels, on, southern=draft.pattern.southern) if on and levels else {}
    pattern = replace(draft.pattern, chronology=levels, rules=_number_rules(draft.pattern.rules))
    return read_again(pattern, kept | dates)


def with_frequency(draft: Draft, code: str) -> Draft:
    """Another frequency. What $y said of the old one goes, $u follows where it was the whole volume, and the
    dates become as fine as the frequency needs."""
    pattern = draft.pattern
    volumes = max(1, len(pattern.changes))
    old, new = issues_a_year(pattern.frequency) / volumes, issues_a_year(code) / volumes
    levels = _in_proportion(draft, old, new)
    changed = read_again(replace(pattern, frequency=code, rules=(), levels=levels), draft.values)
    # The day by the old frequency: by the new one an annual might have been its last quarter.
    step, dating, on = frequency_step(code), dated_by(draft), first_day(draft)
    if step.pace in _FINER and dating in ("year", "season", "month"):
        return _dated(changed, "day", on)
    if step.pace in (Pace.EVERY_MONTHS, Pace.A_YEAR) and (step.pace, step.count) != (Pace.EVERY_MONTHS, 12):
        seasons = step.pace is Pace.EVERY_MONTHS and step.count >= 3
        if dating == "year" or (dating == "season" and not seasons):
            return _dated(changed, "month", on)
    return changed


def with_captions(draft: Draft, text: str) -> Draft:
    """The captions of the numbers, highest first: "v. no.", "Jahrg., Heft", "no.", "" for dates alone."""
    captions = [word for word in re.split(r"\s*,\s*|\s+", text.strip()) if word]
    if len(captions) > 6:
        raise PatternError("There are six levels of numbers at most.", "Type them like v. no.", subfield="f")
    main, levels = draft.main_levels, []
    for place, caption in enumerate(captions):
        code = "abcdef"[place]
        if place < len(main):
            levels.append(replace(main[place], code=code, caption=caption))
        else:
            units = int(issues_a_year(draft.pattern.frequency)) or None
            levels.append(
                Level(code, caption, units, "" if units else "var", Continuity.RESTARTS)
                if place
                else Level(code, caption)
            )
    others = tuple(level for level in draft.pattern.levels if level not in main)
    numbers = {level.code: draft.values.get(level.code, "1") for level in levels}
    dates = {code: value for code, value in draft.first if code in "ghijklm"}
    rest = {level.code: draft.values.get(level.code, "1") for level in others}
    rules = draft.pattern.rules if len(levels) == len(main) else _date_rules(draft.pattern.rules)
    pattern = replace(draft.pattern, levels=(*levels, *others), rules=rules)
    return read_again(pattern, numbers | dates | rest)


def with_units(draft: Draft, text: str) -> Draft:
    """How many numbers make a volume: "12", "varies", "" for not known. PatternError names $u."""
    level, bare = _lowest(draft), text.strip().lower()
    if bare.isdecimal() and 0 < int(bare) < 10**6:
        changed = replace(level, units=int(bare), units_word="")
    elif bare in ("", "?", "unknown") or "varies".startswith(bare):
        changed = replace(level, units=None, units_word="var" if bare.startswith("v") else "")
    else:
        raise PatternError(f"“{text.strip()}” is no count.", "Type a number, or varies.", subfield="u")
    return _with_level(draft, level, changed)


def with_other_continuity(draft: Draft) -> Draft:
    """Numbers that began again with each volume go on, and the other way round."""
    level = _lowest(draft)
    restarts = level.continuity is Continuity.RESTARTS
    return _with_level(
        draft, level, replace(level, continuity=Continuity.CONTINUOUS if restarts else Continuity.RESTARTS)
    )


def with_changes(draft: Draft, text: str) -> Draft:
    """When a new volume begins: "January", "January, July", "1 July", "spring", "" for never by the date.

    $u follows where it was the whole volume. PatternError names $x.
    """
    pattern, changes = draft.pattern, said_changes(text)
    levels = _in_proportion(
        draft,
        issues_a_year(pattern.frequency) / max(1, len(pattern.changes)),
        issues_a_year(pattern.frequency) / max(1, len(changes)),
    )
    return read_again(replace(pattern, changes=changes, levels=levels), draft.values)


def with_days(draft: Draft, text: str) -> Draft:
    """On which days it appears: "Thursday", "1 15", "second Wednesday"; "" where the first issue tells.

    Issues get the day as part of their date. The first one moves to the first such day of its month.
    """
    codes = said_days(text)
    kept = tuple(
        rule
        for rule in draft.pattern.rules
        if not (isinstance(rule, DateRule) and rule.act is Act.PUBLISHED and rule.kind in "dw")
    )
    weekly = tuple(code for code in codes if isinstance(code, WeekOfMonth))
    daily = tuple(code for code in codes if not isinstance(code, WeekOfMonth))
    new = [DateRule(Act.PUBLISHED, kind, tuple((c,) for c in found)) for kind, found in _kinds(daily, weekly)]
    if codes and dated_by(draft) in ("year", "season", "month"):
        draft = with_dating(draft, "day")
    changed = read_again(replace(draft.pattern, rules=(*new, *kept)), draft.values)
    on = first_day(changed)
    if codes and on and dated_by(changed) == "day":
        from buckram.pattern.dates import days_of

        days = sorted(day for code in codes for day in days_of(code, on.year))
        # The day that was there counts where it is one of them; else the first one in that month.
        wanted = on.toordinal() if on.toordinal() in days else on.replace(day=1).toordinal()
        at = next((day for day in days if day >= wanted), None)
        if at is not None:
            moved = dated_values(changed.pattern.chronology, date.fromordinal(at))
            return read_again(changed.pattern, changed.values | moved)
    return changed


def with_numbers(draft: Draft, text: str) -> Draft:
    """The numbers of the first issue: "12 7", "v.12:no.7". PatternError names $a."""
    levels = draft.pattern.levels
    if not levels:
        raise PatternError("Issues have no number here.", "Give captions first.", subfield="a")
    numbers = said_numbers(text, len(levels))
    return read_again(draft.pattern, draft.values | {v.code: n for v, n in zip(levels, numbers, strict=True)})


def with_seasons(draft: Draft, *, winter_first: bool, southern: bool) -> Draft:
    """What MARC leaves open of seasons. PatternError where no season has a part in the pattern."""
    if not draft.pattern.by_season:
        raise PatternError("No season has a part in this pattern.", "Let issues be dated by season first.")
    return read_again(replace(draft.pattern, winter_first=winter_first, southern=southern), draft.values)


def with_date(draft: Draft, text: str) -> Draft:
    """The date of the first issue: "5 Nov 2026", "Jul/Aug 2026", "2025/2026". PatternError names $i $j $k."""
    pattern = draft.pattern
    if not pattern.chronology:
        raise PatternError("Issues have no date here.", "Say first by what they are dated.", subfield="i")
    moments = said_date(text)
    units = {level.unit for level in pattern.chronology}
    parts = [_part(moment, draft, by_season=Unit.MONTH not in units) for moment in moments]
    known = tuple(level for level in pattern.chronology if level.unit is not Unit.OTHER)
    return read_again(pattern, draft.values | dict(chronology_of(known, parts)))


def _part(moment: Moment, draft: Draft, *, by_season: bool) -> Part:
    on = day_of(moment, dict(draft.pattern.season_months))
    label = moment.label or (season_of(on.month, southern=draft.pattern.southern) if by_season else on.month)
    if by_season and label <= 12:
        label = season_of(label, southern=draft.pattern.southern)
    return Part(on.year, on.month, on.day, label if by_season else on.month)


def days_said(draft: Draft) -> tuple[Code, ...]:
    """The days that the pattern lists, as `with_days` takes them; () where it lists none of this kind."""
    return tuple(
        item[0]
        for rule in draft.pattern.rules
        if isinstance(rule, DateRule) and rule.act is Act.PUBLISHED and rule.kind in "dw"
        for item in rule.items
        if len(item) == 1
    )


def _kinds(daily: tuple[Code, ...], weekly: tuple[Code, ...]) -> list[tuple[str, tuple[Code, ...]]]:
    return [(kind, codes) for kind, codes in (("d", daily), ("w", weekly)) if codes]


def _in_proportion(draft: Draft, old: float, new: float) -> tuple[Level, ...]:
    """The levels, with `new` numbers a volume where the lowest had all of the `old` ones."""
    lowest = draft.main_levels[-1].code if len(draft.main_levels) > 1 else ""
    return tuple(
        replace(level, units=int(new))
        if level.code == lowest and level.units is not None and level.units == int(old) and new >= 1
        else level
        for level in draft.pattern.levels
    )


def _lowest(draft: Draft) -> Level:
    if len(draft.main_levels) < 2:
        raise PatternError(
            "There is only one number: none lies inside a volume.",
            "Give two captions, such as v. no.",
            subfield="u",
        )
    return draft.main_levels[-1]


def _with_level(draft: Draft, old: Level, new: Level) -> Draft:
    levels = tuple(new if level == old else level for level in draft.pattern.levels)
    return read_again(replace(draft.pattern, levels=levels), draft.values)


def _number_rules(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if not isinstance(rule, DateRule) and rule.act is not Act.COMBINED)


def _date_rules(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if isinstance(rule, DateRule))
