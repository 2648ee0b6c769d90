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
    """The piece that lies on the desk: its title, and what its barcode said beside the ISSN.

    scan_id: the scan that brought it, whose question waits for its receipt; 0 when none does.
    """

    title_id: int
    addon: str
    at: datetime
    scan_id: int = 0


@dataclass(slots=True)
class Desk:
    """Who works where, and the tray that is being worked through.

    station: the machine; several desks of one person at it share their sitting. clock: gives the present
    moment with its time zone. receipt_date: a back-dated day of receipt that stays until it is changed;
    None: today. sitting_day: the person's own day on which `sitting_id` began. wants_barcode: (issue, piece)
    of what was received last and is to get a barcode of the library's with the next scan. just_received:
    (code, issue, moment) of the last scan that received a piece by itself. misread: (code, scan, moment) of
    the last scan, when nothing could read it.
    """

    library: Library
    person: str
    station: str
    clock: Callable[[], datetime]
    receipt_date: date | None = None
    in_hand: InHand | None = None
    sitting_id: int | None = None
    sitting_day: date | None = None
    wants_barcode: tuple[tuple[int, int], ...] = ()
    just_received: tuple[str, int, datetime] | None = None
    misread: tuple[str, int, datetime] | None = None

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

    def local(self, at: str) -> datetime:
        """A moment of the library file in the person's own time."""
        return datetime.fromisoformat(at).astimezone(self.clock().tzinfo)

    def take_up(self) -> int | None:
        """The sitting that this person has open here today, if there is one; gives its id."""
        # An act that began before midnight ends in the sitting in which it began.
        begun = self.library.connection.in_transaction
        if self.sitting_id is None or not (begun or self._goes_on(self.sitting_id)):
            self._join()
        return self.sitting_id

    def _goes_on(self, sitting_id: int) -> bool:
        return self.sitting_day == self.today() and sittings.is_open(self.library, sitting_id)

    def sitting(self) -> int:
        """The sitting's id. It begins with its first act; one of another day is over."""
        sitting_id = self.take_up()
        if sitting_id is None:
            with self.library.transaction():
                # Once more, now that nobody else can begin one: two desks would each have half a tray.
                left_open = self._join()
                sitting_id = self.sitting_id
                if sitting_id is None:
                    if left_open is not None:
                        sittings.end(self.library, left_open, self.now())
                    sitting_id = sittings.begin(self.library, self.person, self.station, self.now())
            self.sitting_id, self.sitting_day = sitting_id, self.today()
        return sitting_id

    def _join(self) -> int | None:
        """Take up the open sitting if it is of today; gives its id if it is of another day."""
        self.sitting_id = self.sitting_day = None
        found = sittings.open_sitting(self.library, self.person, self.station)
        if found is None:
            return None
        sitting_id, began_at = found
        if self.local(began_at).date() != self.today():
            return sitting_id
        self.sitting_id, self.sitting_day = sitting_id, self.today()
        return None
