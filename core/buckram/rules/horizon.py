"""How far ahead expected issues are kept as rows, so that no scan waits for a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A prediction, as far as the horizon cares."""

    @property
    def published_on(self) -> date | None:
        """The date it bears."""


Predicted = TypeVar("Predicted", bound=Dated)


@dataclass(frozen=True, slots=True)
class Horizon:
    """Whichever is less: so many months ahead, or so many issues that are still to come.

    behind: at most so many rows at once for the time already past (a daily that nobody touched for
    years must not fill the file in one go).
    """

    months: int = 15
    issues: int = 30
    behind: int = 400

    def last_day(self, today: date) -> date:
        """The last publication date that is still kept ready."""
        return today + timedelta(days=round(self.months * 30.4375))


def within(
    predictions: Iterable[Predicted], ahead: int, today: date, horizon: Horizon
) -> Iterator[Predicted]:
    """The predictions that are still to be kept. ahead: how many future ones are already kept."""
    last_day = horizon.last_day(today)
    for prediction in islice(predictions, horizon.behind):
        day = prediction.published_on
        if ahead >= horizon.issues or (day is not None and day > last_day):
            return
        # An undated issue counts as still to come: without a date nothing else would ever end it.
        if day is None or day > today:
            ahead += 1
        yield prediction
