"""A scan at the bench: which piece of the unit it is, or in a clear sentence why it is none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from buckram.desk.bindery.bench_list import BenchLine
from buckram.desk.bindery.collating import confirm
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.resolving import Meaning, countings, resolve
from buckram.identify import AddonOnly, ItemBarcode, Reading, Sici, issues_named, read, sici_matches
from buckram.identify.item_codes import plain
from buckram.storage import issues
from buckram.storage.bindery import collations, units
from buckram.storage.bindery.collations import BenchPlace, Owned
from buckram.storage.bindery.units import Unit
from buckram.storage.library import Library

NOTHING_CONFIRMED = "Nothing was confirmed."


@dataclass(frozen=True, slots=True)
class Scanned:
    """The answer to a scan. place_id: the piece to light, None for none. confirmed: it counted; else
    somebody has to look. sentence, next_step: what it was, what to do."""

    sentence: str
    next_step: str = NOTHING_CONFIRMED
    place_id: int | None = None
    confirmed: bool = False


def scan_piece(desk: Desk, unit_id: int, raw: str) -> Scanned:
    """One scan while a unit lies on the bench: SICI, EAN-13 977 with its add-on, the library's own barcode,
    or whatever else names an issue. It confirms the piece that it names, and nothing that it does not."""
    library = desk.library
    unit = units.get(library, unit_id)
    places = collations.places(library, unit_id)
    reading = _read(library, raw)
    own = collations.owned(library, _code(reading))
    if own is not None:
        return _by_own_barcode(desk, unit, places, own)
    meaning = resolve(library, reading, desk.today())
    if not meaning.titles and not isinstance(reading, AddonOnly):
        return Scanned("No title of this library answers to this.")
    mine = {unit.title_id} | {place.title_id for place in places}
    if meaning.titles and not any(title.id in mine for title in meaning.titles):
        other = meaning.titles[0]
        return Scanned(f"Another title: this is {other.name}, the unit is of {unit.title}.")
    return _by_number(desk, unit, places, reading, meaning)


def _read(library: Library, raw: str) -> Reading:
    return read(raw, institution=decided(library, "institution") or None)


def _code(reading: Reading) -> str:
    return reading.code if isinstance(reading, ItemBarcode) else plain(reading.raw)


def _by_own_barcode(desk: Desk, unit: Unit, places: Sequence[BenchPlace], own: Owned) -> Scanned:
    """The library's own barcode: it names the piece itself, its copy too."""
    for place in places:
        if place.piece_id == own.piece_id:
            if place.confirmed_at:
                return Scanned(f"{own.label} is confirmed already: the same piece again.", "", place.id)
            return _confirmed(desk, unit, place)
    if own.title_id not in {unit.title_id} | {place.title_id for place in places}:
        return Scanned(f"Another title: this is {own.title}, {own.label}; the unit is of {unit.title}.")
    if own.copy_id is not None and unit.copy_id is not None and own.copy_id != unit.copy_id:
        wants = f"copy {unit.copy_number}" if unit.copy_number else "another copy"
        return Scanned(f"Another copy: {own.label} of copy {own.copy_number}, the unit is {wants}.")
    at_place = [place for place in places if place.issue_id == own.issue_id]
    if gap := next((place for place in at_place if not place.here), None):
        return Scanned(f"{own.label} is a gap of this unit.", "G takes it in.", gap.id)
    if at_place:
        return Scanned(f"A double: {own.label} is in the unit with another piece.", place_id=at_place[0].id)
    there = f", it is in the unit {own.unit}" if own.unit_id is not None else ""
    return Scanned(f"Another volume: {own.label} is not of {unit.label}{there}.")


def _by_number(
    desk: Desk, unit: Unit, places: Sequence[BenchPlace], reading: Reading, meaning: Meaning
) -> Scanned:
    """A publisher's code: it names an issue, never the copy."""
    named = _named(desk.library, places, reading, meaning)
    left = [place for place in named if place.here and not place.confirmed_at]
    if left and isinstance(reading, AddonOnly):
        # The half of a scan: the other half may have named another title.
        told = f"The digits alone do not tell the title; here they are {left[0].label}."
        return Scanned(told, "Space confirms it.", left[0].id)
    if left and len({place.issue_id for place in left}) == 1:
        return _confirmed(desk, unit, left[0])
    if left:
        names = " or ".join(place.label for place in left[:3])
        return Scanned(f"The code fits {names}.", "Light the right one, Space confirms it.", left[0].id)
    if done := next((place for place in named if place.here), None):
        return Scanned(f"A double: {done.label} is confirmed already.", place_id=done.id)
    if named:
        return Scanned(f"{named[0].label} is a gap of this unit.", "G takes it in.", named[0].id)
    if meaning.issue_id is not None:
        label = issues.get(desk.library, meaning.issue_id).label
        return Scanned(f"Another volume: {label} is not of {unit.label}.")
    if isinstance(reading, Sici) or (meaning.addon and countings(desk.library, unit.title_id)):
        told = reading.enumeration if isinstance(reading, Sici) else f"the digits {meaning.addon}"
        return Scanned(f"Another volume? No piece of {unit.label} answers to {told}.")
    first = next((place.id for place in places if place.here and not place.confirmed_at), None)
    return Scanned(
        "The right title, but the code does not tell the issue.", "Space confirms the lit piece.", first
    )


def _named(
    library: Library, places: Sequence[BenchPlace], reading: Reading, meaning: Meaning
) -> list[BenchPlace]:
    """The places of the unit that a publisher's code answers to. Its digits never tell the year: the unit
    does."""
    if isinstance(reading, Sici):
        return [
            place
            for place in places
            if sici_matches(reading, place.designation, place.published_on, unit=place.run)
        ]
    addon = reading.addon if isinstance(reading, AddonOnly) else meaning.addon
    found: list[BenchPlace] = []
    for title_id in dict.fromkeys(place.title_id for place in places) if addon else ():
        if meaning.titles and all(title.id != title_id for title in meaning.titles):
            continue
        own = [place for place in places if place.title_id == title_id and place.run == "basic"]
        at = issues_named(
            addon, countings(library, title_id), [(one.designation, one.published_on) for one in own]
        )
        found += [own[n] for n in at]
    return found or [place for place in places if place.issue_id == meaning.issue_id]


def _confirmed(desk: Desk, unit: Unit, place: BenchPlace) -> Scanned:
    return Scanned(confirm(desk, unit.id, [place.id]), "", place.id, confirmed=True)


def unit_of_scan(desk: Desk, lines: Sequence[BenchLine], raw: str) -> tuple[list[int], str]:
    """The units on the bench that a scan may be a piece of, and a sentence for where there are none.

    lines: the bench as it is shown. One unit: it is taken in hand with this piece.
    """
    library = desk.library
    reading = _read(library, raw)
    own = collations.owned(library, _code(reading))
    shown = {line.unit.id: line.unit for line in lines}
    if own is not None:
        if own.unit_id in shown:
            return [own.unit_id], ""
        title_ids, name = {own.title_id}, own.label
    else:
        meaning = resolve(library, reading, desk.today())
        if not meaning.titles:
            return [], "No title of this library answers to this."
        title_ids, name = {title.id for title in meaning.titles}, meaning.titles[0].name
        found = [unit for unit in shown.values() if unit.title_id in title_ids]
        fits = [
            unit.id
            for unit in found
            if any(
                place.here and not place.confirmed_at
                for place in _named(library, collations.places(library, unit.id), reading, meaning)
            )
        ]
        if fits or len(found) == 1:
            return fits or [found[0].id], ""
    found = [unit for unit in shown.values() if unit.title_id in title_ids]
    if found:
        return [unit.id for unit in found], ""
    return [], f"No unit on the bench wants this: {name}."
