"""The stream of issues that follow a recorded one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, islice, pairwise

from buckram.errors import PatternError
from buckram.pattern.caption import Continuity, Pattern
from buckram.pattern.enumeration import Numbering
from buckram.pattern.field import Field
from buckram.pattern.position import Position, locate
from buckram.pattern.slot import Slot

BARREN_YEARS = 60
"""So many years without an issue end the search; 29 February on a given weekday needs up to 40."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """An issue to expect.

    values: (subfield code, value) in 863 form, in the order of the codes. published_on: the first day of the
    period it is dated, the day itself where that is known, None where nothing says when it appears.
    """

    values: tuple[tuple[str, str], ...]
    published_on: date | None

    @property
    def mapping(self) -> dict[str, str]:
        """The values by their subfield code."""
        return dict(self.values)


def recorded_values(holding: Field) -> dict[str, str]:
    """Subfields $a-$m of a 863, 864, 865 (or of a 891 that copies one), by code."""
    tag = holding.first("9") if holding.tag == "891" else holding.tag
    if tag not in ("863", "864", "865"):
        raise PatternError(f"{tag or 'This field'} is not an enumeration and chronology (863, 864 or 865).")
    values = {code: value.strip() for code, value in holding.subfields if code in "abcdefghijklm"}
    values = {code: value for code, value in values.items() if value}
    for code, value in values.items():
        if value.endswith("-"):
            raise PatternError(
                f"${code} “{value}” is open: it does not say which issue came last.",
                "Predict from the last issue received.",
                subfield=code,
            )
    return values


def with_last_numbers(pattern: Pattern, values: dict[str, str]) -> dict[str, str]:
    """A holding of a whole volume stands for its last issue: v.10 is v.10 no.12 where twelve make one."""
    filled = dict(values)
    for above, level in pairwise(pattern.levels):
        if level.code in "bcdef" and above.code in filled and level.code not in filled:
            if level.continuity is not Continuity.RESTARTS or level.units is None:
                return values
            filled[level.code] = str(level.units)
    return filled


def predictions(pattern: Pattern, holding: Field) -> Iterator[Prediction]:
    """The issues after `holding`, one at a time, without end unless the pattern has one.

    PatternError, with the first issue asked for at the latest, where none can be told: the pattern publishes
    nothing, the holding is open or has no number to count on from, a date cannot be.
    """
    values = with_last_numbers(pattern, recorded_values(holding))
    position = locate(pattern, values)
    numbering = Numbering(pattern, values, dated=position is not None)
    if position is None:
        return _by_number(numbering)
    return _by_calendar(position, numbering)


def predict(pattern: Pattern, holding: Field, n: int) -> list[Prediction]:
    """The `n` issues after `holding`; fewer only where the pattern ends. Errors as `predictions`."""
    return list(islice(predictions(pattern, holding), max(0, n)))


def published_date(pattern: Pattern, holding: Field) -> date | None:
    """The first day of the period of a recorded issue, the day itself where the pattern tells it."""
    position = locate(pattern, with_last_numbers(pattern, recorded_values(holding)))
    return position.on if position else None


def holding_field(pattern: Pattern, prediction: Prediction, sequence: int) -> Field:
    """The 863, 864 or 865 of an issue, linked to its pattern: $8 link.sequence, level 4, uncompressed."""
    link = ("8", f"{pattern.link or '1'}.{sequence}")
    return Field(f"86{int(pattern.tag[2])}", "41", (link, *prediction.values))


def _by_number(numbering: Numbering) -> Iterator[Prediction]:
    """Numbers alone: nothing says when the issues appear."""
    if not numbering.ordered:
        raise PatternError(
            "Nothing says how often this appears, and it has no number.",
            "Give the frequency ($w).",
            subfield="w",
        )
    return (Prediction(numbering.advance(False), None) for _ in count())


def _by_calendar(position: Position, numbering: Numbering) -> Iterator[Prediction]:
    slots = slots_after(position)
    first = next(slots, None)
    if first is None:
        before = range(max(2, position.year - BARREN_YEARS), position.year + 1)
        ended = any(position.calendar.slots(year) for year in before)
        raise PatternError(
            f"By this pattern nothing appears after {position.on.year}."
            if ended
            else "By this pattern nothing ever appears.",
            "Look at what the $y subfields publish and omit.",
            subfield="y",
        )
    return _numbered(first, slots, position, numbering)


def slots_after(position: Position) -> Iterator[Slot]:
    """The slots of the calendar after a position; it ends where many years have none."""
    after, barren = position.after, 0
    for year in range(position.year - 1, 9999):
        found = False
        for slot in position.calendar.slots(year):
            if slot.key > after:
                found = True
                yield slot
        if year > position.year:
            barren = 0 if found else barren + 1
            if barren > BARREN_YEARS:
                return


def _numbered(
    slot: Slot, slots: Iterator[Slot], position: Position, numbering: Numbering
) -> Iterator[Prediction]:
    """The slots with their numbers. What neither number nor date tells apart is given once: the volume of a
    weekly that is dated by the month, say."""
    advance, epoch = numbering.advance, position.epoch
    counted = units_so_far(position) if numbering.counts_places else 0
    previous = numbering.present() + (position.slot.chronology if position.slot else ())
    following: Slot | None = slot
    while following is not None:
        turned = following.epoch != epoch
        if numbering.counts_places:
            place = 1 if turned else counted + 1
            counted = place + following.units - 1
            values = advance(turned, place) + following.chronology
        else:
            values = advance(turned) + following.chronology
        if values != previous:
            yield Prediction(values, following.on)
        previous, epoch = values, following.epoch
        following = next(slots, None)


def units_so_far(position: Position) -> int:
    """How many units of the volume have appeared, the recorded issue among them."""
    total = 0
    for year in range(position.year, max(1, position.year - 4), -1):
        in_volume = [
            slot
            for slot in position.calendar.slots(year)
            if slot.epoch == position.epoch and slot.key <= position.after
        ]
        total += sum(slot.units for slot in in_volume)
        earlier = position.calendar.slots(year)
        if earlier and earlier[0].epoch != position.epoch:
            break
    return total
