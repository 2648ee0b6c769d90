"""Import a file of MARC records: once, twice, or again when it has changed.

A record that is the same as the kept one changes nothing. One that differs changes what the record gave,
and nothing that a person did (see `desk.amending`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from buckram.desk import ahead, amending, from_record
from buckram.desk.deciding import horizon
from buckram.desk.desk import Desk
from buckram.desk.from_record import GivenTitle, GivenUnit
from buckram.desk.import_report import Account, ImportReport, ProblemKind
from buckram.desk.taking_in import TakingIn
from buckram.errors import PatternError
from buckram.exchange.marc import kinds, mfhd, reading
from buckram.exchange.marc.bib import BibRead
from buckram.exchange.marc.kinds import Skipped
from buckram.exchange.marc.mfhd import HoldingsRead
from buckram.exchange.marc.record import BadRecord, RawRecord, Syntax
from buckram.exchange.marc.rejected import RejectedFile
from buckram.storage import intake
from buckram.storage.intake import Intake, KeptRecord
from buckram.storage.ledger import Hand, act

BATCH = 500
"""Records to a transaction: long enough to be fast, short enough that nobody at another desk waits."""

UNREADABLE = (ValueError, OverflowError, PatternError)
"""What reading a record raises when a value in it makes no sense: nothing of the record is in the file yet,
and the file of records goes on behind it."""

_NUMBERED = frozenset({"001", "003"})


def import_file(
    desk: Desk, path: Path, *, progress: Callable[[int, int], None] | None = None
) -> ImportReport:
    """Read `path` into the library. progress: called with bytes done and bytes in all.

    Bad records go whole into FILE.rejected and, like everything that is passed over, into the report. Each
    batch is a transaction: when an import breaks off, what went in stays, and the next run goes on from
    there. Raises FileProblem when the file cannot be read, or the rejected file not be written.
    """
    with RejectedFile(path) as rejected:
        importing = _Import(desk, path, rejected)
        waiting = importing.run(reading.read_file(path, progress=progress))
        if waiting:
            # Holdings that came before their titles; now every title of the file is there.
            importing.run_again(one for one in reading.read_file(path) if one.number in waiting)
    return importing.close()


@dataclass(slots=True)
class _Numbered:
    """A record with what it is known by."""

    raw: RawRecord
    kind: str
    number: str
    source: str


class _Import:
    """One file on its way in."""

    def __init__(self, desk: Desk, path: Path, rejected: RejectedFile) -> None:
        self.desk = desk
        self.library = desk.library
        self.account = Account(path)
        self.rejected = rejected
        self.day = desk.today().isoformat()
        self._horizon = horizon(self.library)
        self._last_pass = False
        self._waiting: set[int] = set()
        with self.library.transaction():
            intake.begin(self.library)

    def run(self, records: Iterator[RawRecord | BadRecord]) -> set[int]:
        """Take everything in; gives the numbers of the holdings whose title was not there yet."""
        while batch := list(islice(records, BATCH)):
            self.account.read += len(batch)
            self._batch(batch)
        return self._waiting

    def run_again(self, records: Iterator[RawRecord | BadRecord]) -> None:
        """The holdings that waited, once more."""
        self._last_pass = True
        while batch := list(islice(records, BATCH)):
            self._batch(batch)

    def close(self) -> ImportReport:
        """Join the links and write the ledger."""
        with self.library.transaction():
            intake.join_links(self.library)
        report = self.account.closed(self.rejected.path if self.rejected.count else None)
        if report.changed:
            # Not in anybody's sitting: what a thousand records changed is not one step to undo.
            hand = Hand(self.desk.person, self.desk.station, None, self.desk.now())
            with act(self.library, hand, "import") as writer:
                writer.sentence = f"Imported {report.file.name}: {report.sentence}"
        return report

    def _batch(self, batch: Sequence[RawRecord | BadRecord]) -> None:
        sound = []
        for one in batch:
            if isinstance(one, BadRecord):
                self._reject(one)
                continue
            try:
                sound.append(self._numbered(one))
            except UNREADABLE as problem:
                self.unreadable(one, "", problem)
        with self.library.transaction():
            taking = TakingIn(Intake(self.library), self.day, self.desk.now())
            kept = intake.kept(self.library, {one.number for one in sound if one.number})
            step = _Batch(self, taking, kept)
            for numbered in sound:
                step.take(numbered)
            taking.rows.flush()
            # With the records, or an import that breaks off here would leave titles that nobody foresees.
            ahead.extend_all(self.library, sorted(taking.extend), self.desk.today(), self._horizon)
            intake.seen(self.library, step.seen)
            intake.touched(self.library, step.touched)
        self.account.receipts += taking.received

    def _numbered(self, raw: RawRecord) -> _Numbered:
        record = raw.pick(_NUMBERED)
        kind = "holdings" if mfhd.is_holdings(record.leader) else "bib"
        return _Numbered(raw, kind, record.control("001").strip(), record.control("003").strip())

    def _tell(self, kind: ProblemKind, one: RawRecord | BadRecord, number: str, sentence: str) -> None:
        self.account.tell(kind, one.number, one.offset, number, sentence)

    def _reject(self, bad: BadRecord) -> None:
        self.rejected.add(bad)
        self._tell(ProblemKind.REJECTED, bad, bad.control_number, bad.sentence)

    def unreadable(self, raw: RawRecord, number: str, problem: Exception) -> None:
        """Its frame is sound and its contents are not: kept aside like any other bad record."""
        sentence = f"Its contents cannot be read: {problem}."
        self._reject(BadRecord(raw.number, raw.offset, number, sentence, raw.data))

    def wait(self, one: _Numbered, numbers: Sequence[str]) -> None:
        """Holdings without a title here: tried again at the end of the file, then skipped."""
        if not self._last_pass:
            self._waiting.add(one.raw.number)
        elif numbers:
            named = ", ".join(numbers)
            self.skip(one, f"It belongs to {named}, which is neither in this file nor in the library.")
        else:
            self.skip(one, "It does not say which title it belongs to (004 or 014).")

    def skip(self, one: _Numbered, sentence: str) -> None:
        """Passed over."""
        self._tell(ProblemKind.SKIPPED, one.raw, one.number, sentence)

    def warn(self, one: _Numbered, sentences: Sequence[str]) -> None:
        """Taken in, but to be looked at."""
        for sentence in sentences:
            self._tell(ProblemKind.WARNING, one.raw, one.number, sentence)


Given = GivenTitle | GivenUnit | None


def _given(raw: RawRecord) -> tuple[BibRead | HoldingsRead | Skipped, Given]:
    """What a record says, and what that gives to the library. Raises UNREADABLE."""
    read = kinds.read(raw)
    match read:
        case BibRead():
            return read, from_record.title(read)
        case HoldingsRead():
            return read, from_record.unit(read)
    return read, None


class _Batch:
    """The records of one transaction."""

    def __init__(
        self, importing: _Import, taking: TakingIn, kept: dict[tuple[str, str], list[KeptRecord]]
    ) -> None:
        self.importing = importing
        self.account = importing.account
        self.library = importing.library
        self.taking = taking
        self.kept = kept
        self.seen: set[int] = set()
        self.touched: set[int] = set()
        self._titles: dict[str, int] = {}
        self._unnumbered: set[str] = set()

    def take(self, one: _Numbered) -> None:
        """One record, whatever it is."""
        digest = one.raw.digest
        known = self._known(one, digest)
        if known and (known.seen or known.id in self.seen):
            again = f"Its control number {one.number}" if one.number else "The same record"
            self.importing.skip(one, f"{again} came earlier in this file.")
        elif known and known.digest == digest:
            self.seen.add(known.id)
            self.account.unchanged[one.kind] += 1
        else:
            self._read(one, digest, known)

    def _known(self, one: _Numbered, digest: str) -> KeptRecord | None:
        if not one.number:
            if digest in self._unnumbered:
                self.taking.rows.flush()
            return intake.kept_without_number(self.library, digest)
        for kept in self.kept.get((one.kind, one.number), ()):
            if not kept.source or not one.source or kept.source == one.source:
                return kept
        return None

    def _read(self, one: _Numbered, digest: str, known: KeptRecord | None) -> None:
        self.taking.warnings.clear()
        try:
            read, given = _given(one.raw)
            before = self._before(known) if known else None
        except UNREADABLE as problem:
            self.importing.unreadable(one.raw, one.number, problem)
            return
        if isinstance(read, Skipped):
            self.importing.skip(one, read.sentence)
            return
        if isinstance(given, GivenTitle):
            title_id = self._bib(given, known, before)
            given_warnings = [told for unit in given.units for told in unit.warnings]
        elif isinstance(read, HoldingsRead) and isinstance(given, GivenUnit):
            found = self._title_of(read)
            if found is None:
                self.importing.wait(one, read.bib_numbers)
                return
            title_id = found
            self._holdings(given, title_id, known, before)
            given_warnings = list(given.warnings)
        self._keep(one, digest, title_id, known)
        self.importing.warn(one, [*read.warnings, *given_warnings, *self.taking.warnings])

    def _bib(self, given: GivenTitle, known: KeptRecord | None, before: Given) -> int:
        if known is None:
            title_id = self.taking.new_title(given).id
        else:
            title_id = known.title_id
            if isinstance(before, GivenTitle):
                amending.title(self.taking, title_id, before, given)
        for kind, value in given.identifiers:
            if kind in ("control", "lccn"):
                self._titles.setdefault(value, title_id)
        return title_id

    def _holdings(self, given: GivenUnit, title_id: int, known: KeptRecord | None, before: Given) -> None:
        if known is None or not isinstance(before, GivenUnit):
            self.taking.add_unit(self.taking.at_hand(title_id), given)
        elif known.title_id == title_id:
            amending.unit(self.taking, title_id, before, given)
        else:
            amending.unit(self.taking, known.title_id, before, GivenUnit())
            self.taking.add_unit(self.taking.at_hand(title_id), given)

    def _before(self, known: KeptRecord) -> Given:
        """What the kept record said."""
        content, form = intake.content(self.library, known.id)
        record = reading.parse(content, Syntax(form))
        return _given(RawRecord(0, 0, content, Syntax(form), record.restricted))[1]

    def _keep(self, one: _Numbered, digest: str, title_id: int, known: KeptRecord | None) -> None:
        """The record itself, as it came."""
        self.touched.add(title_id)
        file = self.account.file.name
        if known is not None:
            self.account.updated[one.kind] += 1
            self.seen.add(known.id)
            values = {
                "title_id": title_id,
                "control_source": one.source or None,
                "format": str(one.raw.syntax),
                "content": one.raw.kept,
                "digest": digest,
                "file": file,
                "imported_at": self.taking.at,
            }
            intake.replace(self.library, known.id, values)
            return
        self.account.new[one.kind] += 1
        rows = self.taking.rows
        record_id = rows.new_id("record")
        rows.add(
            "record",
            record_id,
            title_id,
            one.kind,
            one.number or None,
            one.source or None,
            str(one.raw.syntax),
            one.raw.kept,
            digest,
            file,
            self.taking.at,
        )
        self.seen.add(record_id)
        if one.number:
            new = KeptRecord(record_id, title_id, one.kind, one.number, one.source, digest, seen=True)
            self.kept.setdefault((one.kind, one.number), []).append(new)
        else:
            self._unnumbered.add(digest)

    def _title_of(self, read: HoldingsRead) -> int | None:
        """The title that holdings belong to: by their 004 and 014, and else by what is likely."""
        for number in (*read.bib_numbers, *(() if read.bib_numbers else read.likely_numbers)):
            for spelt in _spellings(number):
                found = self._titles.get(spelt)
                if found is None:
                    found = intake.title_of(self.library, spelt)
                if found is not None:
                    return found
        return None


def _spellings(number: str) -> tuple[str, ...]:
    """The forms in which a control number is quoted: as it stands, and WorldCat numbers with each prefix."""
    bare = "".join(number.split())
    digits = bare.removeprefix("(OCoLC)").removeprefix("ocm").removeprefix("ocn").removeprefix("on")
    if not digits.isdigit() or len(digits) > 10:
        return (number, bare) if bare != number else (number,)
    plain = digits.lstrip("0")
    return (number, bare, f"(OCoLC){plain}", f"ocm{plain:0>8}", f"ocn{plain}", f"on{plain}")
