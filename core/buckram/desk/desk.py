"""The desk: an open library, a person, a clock. Every act is done through one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from buckram.errors import Refused
from buckram.storage import sittings
from buckram.storage.ledger import Hand
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class InHand:
    """The piece that lies on the desk: its title, and what its barcode said beside the ISSN."""

    title_id: int
    addon: str
    at: datetime


@dataclass(slots=True)
class Desk:
    """Who works where, and the tray that is being worked through.

    clock: gives the present moment with its time zone. receipt_date: a back-dated day of receipt
    that stays until it is changed; None: today.
    """

    library: Library
    person: str
    station: str
    clock: Callable[[], datetime]
    receipt_date: date | None = None
    in_hand: InHand | None = None
    sitting_id: int | None = None

    def now(self) -> str:
        """The present moment as the library file has it."""
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def today(self) -> date:
        """The person's own today."""
        return self.clock().date()

    def day_of_receipt(self) -> date:
        """The day that a receipt counts from now."""
        return self.receipt_date or self.today()

    def back_date(self, day: date | None) -> None:
        """Receive as of `day` from now on; None: as of today again. Refused for a day to come."""
        if day is not None and day > self.today():
            raise Refused("A day of receipt cannot lie in the future.", "Type today or an earlier day.")
        self.receipt_date = None if day == self.today() else day

    def hand(self) -> Hand:
        """Who acts now."""
        return Hand(self.person, self.station, self.sitting(), self.now())

    def take_up(self) -> int | None:
        """Go on with the sitting that this person left open here today, if there is one; gives its id."""
        if self.sitting_id is None:
            left_open = sittings.open_sitting(self.library, self.person, self.station)
            if left_open and left_open[1][:10] == self.now()[:10]:
                self.sitting_id = left_open[0]
        return self.sitting_id

    def sitting(self) -> int:
        """The sitting's id. It begins with its first act; one of another day is over."""
        sitting_id = self.take_up()
        if sitting_id is None:
            with self.library.transaction():
                left_open = sittings.open_sitting(self.library, self.person, self.station)
                if left_open:
                    sittings.end(self.library, left_open[0], self.now())
                sitting_id = sittings.begin(self.library, self.person, self.station, self.now())
            self.sitting_id = sitting_id
        return sitting_id
