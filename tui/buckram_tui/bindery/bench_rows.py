"""The bench in lines: units that wait, the pieces of the one in hand, what the checks say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram.rules.bindery.checks import EYE, Level
from buckram.rules.bindery.measure import told_length
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.lines import TextLine, wrapped
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.desk.bindery.bench_list import BenchLine
    from buckram.desk.bindery.on_bench import Bench
    from buckram.storage.bindery.collations import BenchPlace

UNITS = (
    Column("", 9),
    Column("Title", 18, share=3),
    Column("Unit", 14, share=1, most=30),
    Column("c.", 2, right=True),
    Column("Pcs", 3, right=True),
    Column("Lacks", 14, share=2),
    Column("Until", 10),
    Column("Place", 8, share=1, most=20, optional=True),
)
PIECES = (
    Column("", 1),
    Column("", 15),
    Column("Issue", 34, share=1, most=60),
    Column("Barcode", 14, optional=True),
    Column("What", 11, share=3, most=40),
    Column("Dated", 10, optional=True),
)
_STYLE = {"give up": "late", "sent back": "late", "rush": "late", "decide": "warn", "ready": "dim"}
FINDINGS = 5
"""So many lines at most for the checks: the pieces need the room."""


def unit_row(line: BenchLine) -> Row:
    """A unit in the list."""
    unit = line.unit
    style = _STYLE.get(line.doing, "good" if line.came else "normal")
    return Row(
        unit.id,
        (
            (line.doing, style),
            (unit.title, "normal"),
            (unit.label, "normal"),
            (str(unit.copy_number or ""), "dim"),
            (str(unit.pieces), "normal"),
            (line.why, "normal"),
            (unit.give_up_on.isoformat() if unit.give_up_on else "", "late" if line.overdue else "dim"),
            (unit.location, "dim"),
        ),
    )


def unit_words(line: BenchLine) -> str:
    """A unit in one sentence."""
    unit = line.unit
    place = ", ".join(text for text in (unit.location, unit.call_number) if text)
    until = f" Until {unit.give_up_on.isoformat()}." if unit.give_up_on else ""
    why = f" {line.why}." if line.why else ""
    note = f" Note: {unit.note}" if unit.note else ""
    return f"{unit.title}, {unit.label}, {_pieces(unit.pieces)}. {place}.{why}{until}{note}"


def _pieces(count: int) -> str:
    return f"{count} piece{'' if count == 1 else 's'}"


def piece_row(place: BenchPlace, double: frozenset[int], confirmed: str) -> Row:
    """A piece of the unit in hand. confirmed: the sign for it."""
    sign, state, style = _state(place, double, confirmed)
    day = place.published_on.isoformat() if place.published_on else ""
    what = place.note or (place.role if place.role != "issue" else "")
    if place.searches:
        what = f"search {place.searches}{f', {what}' if what else ''}"
    return Row(
        place.id,
        (
            (sign, style),
            (state, style),
            (place.label, "normal" if place.here else "dim"),
            (place.barcode, "dim"),
            (what, "normal"),
            (day, "dim"),
        ),
    )


def _state(place: BenchPlace, double: frozenset[int], confirmed: str) -> tuple[str, str, str]:
    """(sign, word, style)."""
    if place.came is not None:
        return "G", "gap: it came", "good"
    if not place.here:
        return "-", f"gap: {place.cause}" if place.cause else "gap", "late"
    more = ", double" if place.id in double else ""
    if place.confirmed_at:
        return confirmed, f"confirmed{more}", "good"
    return ("2" if more else "?"), f"not yet{more}", "warn" if more else "normal"


def head_lines(bench: Bench, *, inches: bool) -> list[TextLine]:
    """Which unit lies on the bench."""
    unit = bench.unit
    copy = f"copy {unit.copy_number}" if unit.copy_number else ""
    thick = told_length(unit.thickness, inches=inches) if unit.thickness else ""
    rush = "RUSH" if unit.rush else ""
    lot = f"lot {bench.lot}" if bench.lot else "in no lot"
    parts = (unit.label, copy, unit.location, unit.call_number, lot, str(unit.state), thick, rush)
    lines: list[TextLine] = [
        [(f" {unit.title}", "title")],
        [(f" {'  '.join(part for part in parts if part)}", "normal")],
    ]
    said = _said(bench)
    if said:
        lines.append([(f" {said}", "warn")])
    return lines


def _said(bench: Bench) -> str:
    """What was decided, refused or noted of the unit."""
    unit = bench.unit
    parts = []
    if bench.refused:
        parts.append(f"The binder sent it back: {bench.refused}.")
    if unit.decision:
        parts.append(f"Decided: {unit.decision}.")
    if unit.give_up_on:
        parts.append(f"Held until {unit.give_up_on.isoformat()}.")
    if unit.note:
        parts.append(f"Note: {unit.note}")
    return " ".join(parts)


def check_lines(bench: Bench, width: int, *, inches: bool) -> list[TextLine]:
    """What the checks say: first what the card says no to, then what wants a look, then what the eye saw."""
    lines: list[TextLine] = []
    for level, word, style in ((Level.NO, "No", "late"), (Level.LOOK, "Look", "warn")):
        lines += [
            [(f" {word}: ", style), (one.says, "normal")] for one in bench.findings if one.level is level
        ]
    eye = [
        f"{check.word} {_found(check.name, bench.said[check.name], inches=inches)}".rstrip()
        for check in EYE
        if check.name in bench.said
    ]
    if eye:
        lines.append([(" Found: ", "warn"), (", ".join(eye), "normal")])
    good = [one.name for one in bench.findings if one.level is Level.YES]
    told = wrapped(f"Yes: {', '.join(good)}", max(width - 2, 20))
    return [*lines[: FINDINGS - 1], [(f" {told[0]}", "good")]] if good else lines[:FINDINGS]


def _found(name: str, words: str, *, inches: bool) -> str:
    if name == "margin" and words.isdigit():
        return told_length(int(words), inches=inches)
    return "" if words == "yes" else f"({words})"


def piece_words(place: BenchPlace) -> str:
    """A place of the unit, whole."""
    parts = [place.label]
    if place.confirmed_at:
        parts.append(f"confirmed by {place.confirmed_by}")
    elif place.here:
        parts.append("not confirmed yet")
    elif place.came is not None:
        parts.append("a piece came meanwhile: G takes it in")
    else:
        since = f" since {place.caused_on}" if place.caused_on else ""
        parts.append(f"not here: {place.cause or 'nobody said why'}{since}")
    if place.note:
        parts.append(place.note)
    return f"{', '.join(parts)}."
