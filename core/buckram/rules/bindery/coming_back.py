"""A lot comes back: what became of each unit of it, what is still open, and what the binder's reasons are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from buckram.rules.bindery.states import State


class Result(StrEnum):
    """What became of a unit that was sent. AWAY: nothing yet; in the file it is NULL."""

    AWAY = ""
    BACK = "back"
    REFUSED = "refused"
    SHORT = "short"


class Step(StrEnum):
    """What a unit of a lot waits for."""

    COME = "away"
    SHORT = "short"
    DECIDE = "refused"
    CHECK = "check"
    BARCODE = "barcode"
    PROCESS = "process"
    SHELVE = "shelve"
    DONE = "done"


class Instead(StrEnum):
    """What is done with a unit that was sent back unbound."""

    LATER = "decide later"
    HELD = "hold"
    READY = "send again"
    BOX = "box"
    WITHDRAW = "withdraw"


REASONS = (
    "too brittle to bind",
    "too thick: to be split",
    "inner margin too narrow",
    "text runs into the gutter",
    "incomplete: something is lacking",
    "issues of another title or volume among it",
    "damaged: to be mended first",
    "no ticket, or the ticket is not clear",
    "wrong class or material ordered",
)
"""Why binders send a unit back unbound, the usual reasons; any other is typed."""


def waits_for(state: State, result: Result, checked: str, *, barcoded: bool = False) -> Step:
    """What a line of a lot waits for. state: of its unit now; checked: "", "passed" or "rejected".

    A unit that went on from a line (refused and decided, rejected into a correction) leaves it done; one that
    was refused and boxed here goes to the shelf like any volume.
    """
    match result:
        case Result.AWAY:
            return Step.COME
        case Result.SHORT:
            return Step.SHORT if state is State.SHIPPED else Step.DONE
        case Result.REFUSED if state is State.REFUSED:
            return Step.DECIDE
        case Result.BACK if not checked:
            return Step.CHECK
    if checked == "rejected":
        return Step.DONE
    match state:
        case State.CHECKED | State.BOXED:
            return Step.PROCESS if barcoded else Step.BARCODE
        case State.PROCESSED:
            return Step.SHELVE if barcoded else Step.BARCODE
        case _:
            return Step.DONE


@dataclass(slots=True)
class Heap:
    """So many units, with so many pieces."""

    units: int = 0
    pieces: int = 0

    def add(self, pieces: int) -> None:
        """One unit more."""
        self.units += 1
        self.pieces += pieces

    def __str__(self) -> str:
        return f"{self.units} ({self.pieces})"


@dataclass(slots=True)
class Sums:
    """The reconciliation of a lot: back + short + refused = sent, as far as nothing is open.

    away: of what nobody has said anything yet. counted: volumes counted out of the boxes, None for not yet.
    over: what came and was not sent; gone: such as has left again. later: units that came after the first
    boxes, which were counted. settled: every unit has gone its way.
    """

    sent: Heap = field(default_factory=Heap)
    back: Heap = field(default_factory=Heap)
    refused: Heap = field(default_factory=Heap)
    short: Heap = field(default_factory=Heap)
    away: Heap = field(default_factory=Heap)
    waiting: dict[Step, int] = field(default_factory=dict)
    counted: int | None = None
    over: int = 0
    gone: int = 0
    later: int = 0

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do with the lot."""
        return not self.over and set(self.waiting) <= {Step.DONE} and self.sent.units > 0

    @property
    def balance(self) -> str:
        """The sum line: units, with their pieces in brackets."""
        parts = f"back {self.back} + refused {self.refused} + short {self.short}"
        if self.away.units:
            parts += f" + open {self.away}"
        return f"Sent {self.sent} = {parts}"

    @property
    def open_words(self) -> str:
        """What is still to be done, in the order of the work: "3 away, 2 to check"; "" for nothing."""
        words = {
            Step.COME: "away",
            Step.SHORT: "short",
            Step.DECIDE: "refused to decide",
            Step.CHECK: "to check",
            Step.BARCODE: "without barcode",
            Step.PROCESS: "to process",
            Step.SHELVE: "to shelve",
        }
        told = [f"{self.waiting[step]} {word}" for step, word in words.items() if self.waiting.get(step)]
        if self.over:
            told.append(f"{self.over} over")
        return ", ".join(told)

    @property
    def count_words(self) -> str:
        """What the count says beside the scans: "27 counted, 1 not scanned yet"; "" before it."""
        if self.counted is None:
            return ""
        came = self.back.units + self.refused.units + self.over + self.gone
        if self.counted == came:
            return f"{self.counted} counted, all of them scanned"
        if self.counted > came:
            return f"{self.counted} counted, {self.counted - came} not scanned yet"
        if self.counted >= came - self.later:
            return f"{self.counted} counted, all of them scanned; {came - self.counted} came later"
        return f"{self.counted} counted, but {came} scanned: count again"


def summed(
    lines: Iterable[tuple[Result, Step, int]],
    *,
    counted: int | None = None,
    over: int = 0,
    gone: int = 0,
    later: int = 0,
) -> Sums:
    """The sums of (result, what it waits for, pieces) of each line of a lot."""
    sums = Sums(counted=counted, over=over, gone=gone, later=later)
    for result, step, pieces in lines:
        heap = {
            Result.BACK: sums.back,
            Result.REFUSED: sums.refused,
            Result.SHORT: sums.short,
            Result.AWAY: sums.away,
        }[result]
        sums.sent.add(pieces)
        heap.add(pieces)
        sums.waiting[step] = sums.waiting.get(step, 0) + 1
    return sums


def lot_place(service: str, sent_on: date | None, lot_id: int) -> tuple[bool, date, int]:
    """The order in which lots are worked through: rush first, then the oldest shipment."""
    return (service != "rush", sent_on or date.max, lot_id)
