"""What an import did, so that every record of the file is accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

MOST_PROBLEMS = 2_000
"""Problems that are kept with their sentences; the rest are counted."""


class ProblemKind(StrEnum):
    """What became of the record that a problem is about."""

    REJECTED = "rejected"
    SKIPPED = "skipped"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One record of the file that is to be looked at. A warning is on a record that was taken in.

    number: place in the file, from 1. offset: its first byte.
    """

    kind: ProblemKind
    number: int
    offset: int
    control_number: str
    sentence: str

    def __str__(self) -> str:
        named = f" ({self.control_number})" if self.control_number else ""
        return f"Record {self.number}{named} at byte {self.offset:,}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The account of one file: read = titles + holdings + rejected + skipped.

    receipts: issues that the records say are in hand. problems: in the order of the file, at most
    MOST_PROBLEMS; untold: how many more there were. rejected_file: where the bad records are, if any.
    """

    file: Path
    read: int
    titles_new: int
    titles_updated: int
    titles_unchanged: int
    holdings_new: int
    holdings_updated: int
    holdings_unchanged: int
    rejected: int
    skipped: int
    receipts: int
    problems: tuple[Problem, ...]
    untold: int
    rejected_file: Path | None

    @property
    def titles(self) -> int:
        """Bibliographic records that are in the library now."""
        return self.titles_new + self.titles_updated + self.titles_unchanged

    @property
    def holdings(self) -> int:
        """Holdings records that are in the library now."""
        return self.holdings_new + self.holdings_updated + self.holdings_unchanged

    @property
    def adds_up(self) -> bool:
        """Whether every record is accounted for."""
        return self.read == self.titles + self.holdings + self.rejected + self.skipped

    @property
    def changed(self) -> bool:
        """Whether anything in the library is other than before."""
        return any((self.titles_new, self.titles_updated, self.holdings_new, self.holdings_updated))

    @property
    def sentence(self) -> str:
        """The account in words."""
        titles = _counted(self.titles, "title", self.titles_new, self.titles_updated, self.titles_unchanged)
        holdings = _counted(
            self.holdings,
            "holdings record",
            self.holdings_new,
            self.holdings_updated,
            self.holdings_unchanged,
        )
        told = f"{_plural(self.read, 'record')} read: {titles}, {holdings}, {self.rejected:,} rejected,"
        told += f" {self.skipped:,} skipped."
        return told if self.changed else f"{told} Nothing was changed."


def _counted(count: int, what: str, new: int, updated: int, unchanged: int) -> str:
    states = [
        f"{n:,} {state}" for n, state in ((new, "new"), (updated, "updated"), (unchanged, "unchanged")) if n
    ]
    return f"{_plural(count, what)} ({', '.join(states)})" if states else _plural(count, what)


def _plural(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


@dataclass(slots=True)
class Account:
    """An ImportReport in the making."""

    file: Path
    read: int = 0
    new: dict[str, int] = field(default_factory=lambda: {"bib": 0, "holdings": 0})
    updated: dict[str, int] = field(default_factory=lambda: {"bib": 0, "holdings": 0})
    unchanged: dict[str, int] = field(default_factory=lambda: {"bib": 0, "holdings": 0})
    rejected: int = 0
    skipped: int = 0
    receipts: int = 0
    problems: list[Problem] = field(default_factory=list)
    untold: int = 0

    def tell(self, kind: ProblemKind, number: int, offset: int, control_number: str, sentence: str) -> None:
        """Count and keep a problem."""
        self.rejected += kind is ProblemKind.REJECTED
        self.skipped += kind is ProblemKind.SKIPPED
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(kind, number, offset, control_number, sentence))
        else:
            self.untold += 1

    def closed(self, rejected_file: Path | None) -> ImportReport:
        """The finished account."""
        return ImportReport(
            file=self.file,
            read=self.read,
            titles_new=self.new["bib"],
            titles_updated=self.updated["bib"],
            titles_unchanged=self.unchanged["bib"],
            holdings_new=self.new["holdings"],
            holdings_updated=self.updated["holdings"],
            holdings_unchanged=self.unchanged["holdings"],
            rejected=self.rejected,
            skipped=self.skipped,
            receipts=self.receipts,
            problems=tuple(sorted(self.problems, key=lambda problem: problem.number)),
            untold=self.untold,
            rejected_file=rejected_file,
        )
