"""What became of a scan, and what the person has to know of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from buckram.desk.receiving import Receipt
from buckram.identify import CodeKey
from buckram.storage.notes import Note
from buckram.storage.titles import TitleLine


class Done(StrEnum):
    """What became of a scan."""

    RECEIVED = "received"
    OPENED = "opened"
    CHOOSE = "choose"
    WAITS = "waits"
    NO_RECORD = "no record"
    REJECTED = "rejected"
    BARCODE = "barcode"
    """A barcode of the library's, for the piece that was received before; with a next step: not put on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer to a scan.

    sentence: what happened. next_step: what to do now, or "". titles: to choose from, the likeliest first.
    issue_id: the box to light. notes: to be read before the receipt counts.
    scan_id: its line in the sitting's list, 0 when it has none. question: what it leaves to be answered
    there, "" for nothing. key: the code that `take` remembers for the title that is taken; None: it
    remembers nothing.
    """

    raw: str
    done: Done
    sentence: str
    next_step: str = ""
    title_id: int | None = None
    issue_id: int | None = None
    receipt: Receipt | None = None
    titles: Sequence[TitleLine] = ()
    notes: Sequence[Note] = ()
    scan_id: int = 0
    question: str = ""
    key: CodeKey | None = None

    @property
    def look(self) -> bool:
        """Whether the person has to look up from the tray: ring the bell."""
        skipped = self.receipt is not None and self.receipt.skipped > 0
        refused = self.done is Done.BARCODE and bool(self.next_step)
        asks = refused or self.done in {Done.WAITS, Done.NO_RECORD, Done.REJECTED}
        return skipped or bool(self.question) or asks
