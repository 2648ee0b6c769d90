"""What became of each issue: a history as a serials desk lives it, the same every time it is told.

Nothing here is drawn by lot. How long an issue took comes from its own number, so that tomorrow's
demonstration tells the same past, one day longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

from buckram.pattern import Prediction
from buckram.rules.lateness import days_late
from buckram.rules.status import Status

_LONG_DELAY_EVERY = 41
"""One issue in so many is held up on its way."""

_STATUSES = {
    "not here": Status.EXPECTED,
    "partial": Status.PARTIAL,
    "missing": Status.MISSING,
    "damaged": Status.DAMAGED,
    "not published": Status.NOT_PUBLISHED,
    "unavailable": Status.UNAVAILABLE,
    "combined": Status.COMBINED,
}
_AFTER = "after "
_NEVER_IN_HAND = frozenset({Status.NOT_PUBLISHED, Status.UNAVAILABLE, Status.COMBINED, Status.EXPECTED})


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a title comes. mean, spread: days from an issue's date to its arrival, and how much that varies.
    grace: days after the expected date until an issue is late."""

    mean: int
    spread: int
    grace: int


@dataclass(frozen=True, slots=True)
class Fate:
    """An issue and what became of it. arrived_on: the day it lay in the tray, or will lie. lacking: copies
    that did not come with the others."""

    prediction: Prediction
    status: Status
    arrived_on: date
    lacking: int = 0

    @property
    def in_hand(self) -> bool:
        """Whether there are pieces of it."""
        return self.status not in _NEVER_IN_HAND


def chance(text: str) -> int:
    """A number of 32 bits that belongs to `text`: in place of a die, and the same on every machine."""
    return crc32(text.encode())


def history(
    key: str, predictions: Sequence[Prediction], delivery: Delivery, events: Mapping[int, str], today: date
) -> list[Fate]:
    """What became of a run. key: of the run. predictions: in order, with dates.

    events: what went wrong, by place. "late": that many of the issues whose grace is over have not come, nor
    what follows them. Everything else: counted from the newest that came (1, the one before it 2 ...);
    "after 60": it came, so many days after its date.
    """
    fates: list[Fate] = []
    before = date.min
    for prediction in predictions:
        # One box a week from abroad brings three numbers at once, never the later one first.
        before = max(before, _arrival(key, prediction, delivery))
        fates.append(Fate(prediction, Status.EXPECTED, before))
    came = _came(fates, delivery, events, today)
    yesterday = today - timedelta(days=1)
    for place in range(came):
        what = events.get(came - place, "")
        status = _STATUSES.get(what, Status.ARRIVED)
        on = min(fates[place].arrived_on, yesterday)
        if what.startswith(_AFTER):
            dated = published(fates[place].prediction)
            on = min(_weekday(dated + timedelta(days=int(what.removeprefix(_AFTER)))), yesterday)
        fates[place] = Fate(fates[place].prediction, status, on, int(status is Status.PARTIAL))
    return fates


def _came(fates: Sequence[Fate], delivery: Delivery, events: Mapping[int, str], today: date) -> int:
    """How many issues have come, the gaps among them included."""
    came = sum(fate.arrived_on < today for fate in fates)
    for back, what in events.items():
        if what == "came":
            came = max(came, sum(published(fate.prediction) < today for fate in fates))
        elif what == "late":
            overdue = sum(
                days_late(published(fate.prediction) + timedelta(days=delivery.mean), delivery.grace, today)
                > 0
                for fate in fates
            )
            came = min(came, max(overdue - back, 0))
    return came


def published(prediction: Prediction) -> date:
    """The date of an issue whose pattern tells one."""
    assert prediction.published_on is not None, prediction
    return prediction.published_on


def _arrival(key: str, prediction: Prediction, delivery: Delivery) -> date:
    """The working day on which an issue came or will come."""
    number = chance(key + "".join(value for _, value in prediction.values))
    # The sum of four bytes lies about its middle as delays do; 147 is its standard deviation.
    near = (sum(number.to_bytes(4, "big")) - 510) / 147
    days = delivery.mean + round(near * delivery.spread / 2)
    if number % _LONG_DELAY_EVERY == 0:
        days += 3 * delivery.spread
    day = published(prediction) + timedelta(days=days)
    return _weekday(day)


def _weekday(day: date) -> date:
    """The working day on which the mail of a day is opened."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
