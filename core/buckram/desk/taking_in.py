"""Put what a record gives into the library: new titles, copies, patterns, and issues that are in hand."""

from __future__ import annotations

import json
from collections.abc import Sequence

from buckram.desk import access_from_record
from buckram.desk.from_record import (
    RUNS,
    GivenCopy,
    GivenIssue,
    GivenTitle,
    GivenUnit,
    identity,
    link_of,
    order_key,
)
from buckram.identify import call_sort, fold, sort_title
from buckram.pattern.field import Field
from buckram.storage import intake
from buckram.storage.intake import Intake, IssueAtHand, TitleAtHand
from buckram.storage.issues import STEP
from buckram.storage.titles import hyphened

CopyIds = Sequence[tuple[GivenCopy, int]]

_json = json.JSONEncoder(ensure_ascii=False).encode


class TakingIn:
    """One batch, inside a transaction. day: of the import (ISO), at: its moment. warnings: sentences on the
    record that is being taken in. received: how many pieces came in."""

    def __init__(self, rows: Intake, day: str, at: str) -> None:
        self.rows = rows
        self.day = day
        self.at = at
        self.received = 0
        self.warnings: list[str] = []
        self.extend: set[int] = set()
        self._titles: dict[int, TitleAtHand] = {}

    def at_hand(self, title_id: int) -> TitleAtHand:
        """The title as it is now, rows of this batch included."""
        if title_id not in self._titles:
            self._titles[title_id] = intake.at_hand(self.rows.library, title_id)
        return self._titles[title_id]

    def forget(self, title_id: int) -> None:
        """Write what is waiting, because the title is going to be changed in the file itself."""
        self.rows.flush()
        self._titles.pop(title_id, None)

    def new_title(self, given: GivenTitle) -> TitleAtHand:
        """A title with its numbers, names and links, and its embedded holdings."""
        title_id = self.rows.new_id("title")
        columns = given.columns
        names = [columns["name"], columns["vernacular"], *(name for _, name in given.variants)]
        numbers = [columns["publisher"], columns["call_number"]]
        for _, value in given.identifiers:
            numbers += dict.fromkeys((value, hyphened(value)))
        self.rows.add("title", title_id, *columns.values(), search_text(names), search_text(numbers))
        title = self._titles[title_id] = TitleAtHand(title_id, columns["call_number"] or "")
        self.add_numbers(title_id, given.identifiers)
        self.add_variants(title_id, given.variants, given.language)
        self.add_links(title_id, given.links)
        access_from_record.add(self.rows, title_id, given.online)
        for unit in given.units:
            self.add_unit(title, unit)
        return title

    def add_numbers(self, title_id: int, numbers: Sequence[tuple[str, str]]) -> None:
        for kind, value in numbers:
            self.rows.add("identifier", title_id, kind, value)

    def add_variants(self, title_id: int, variants: Sequence[tuple[str, str]], language: str) -> None:
        for kind, name in variants:
            self.rows.add("variant", title_id, kind, name, sort_title(name, 0, language))

    def add_links(self, title_id: int, links: Sequence[tuple[str, str, str, str, str]]) -> None:
        for tag, relation, name, issn, number in links:
            self.rows.add("link", title_id, tag, relation, name, issn or None, number or None)

    def add_unit(self, title: TitleAtHand, unit: GivenUnit) -> None:
        """The holdings of one library unit."""
        self.add_subscription(title, unit.subscription)
        self.add_rest(title, unit, self.add_copies(title, unit))

    def add_subscription(self, title: TitleAtHand, status: str) -> None:
        if status and title.subscription_id is None:
            title.subscription_id = self.rows.new_id("subscription")
            self.rows.add("subscription", title.subscription_id, title.id, status, "record")

    def add_copies(self, title: TitleAtHand, unit: GivenUnit) -> CopyIds:
        made: list[tuple[GivenCopy, int]] = []
        for copy in unit.copies:
            copy_id = self.rows.new_id("copy")
            number = title.highest_copy + 1 if copy.number is None else copy.number
            title.highest_copy = max(title.highest_copy, number)
            if copy.call_number and not title.call_number:
                title.call_number = copy.call_number
                search = search_text([copy.call_number])
                self.rows.call_number(title.id, copy.call_number, call_sort(copy.call_number), search)
            self.rows.add(
                "copy",
                copy_id,
                title.id,
                title.subscription_id if unit.subscription else None,
                number,
                self.rows.location(copy.location),
                own_call_number(copy, title),
                copy.retention or None,
                int(unit.active),
                "record",
            )
            made.append((copy, copy_id))
        return made

    def add_rest(self, title: TitleAtHand, unit: GivenUnit, copies: CopyIds) -> None:
        """Patterns, issues, text and notes of a unit whose copies are there."""
        first = copies[0][1] if copies else None
        for field in unit.patterns:
            self._pattern(title, field)
        for run in dict.fromkeys(issue.run for issue in unit.issues):
            self._issues(title, run, [one for one in unit.issues if one.run == run], copies)
        for tag, text in unit.statements:
            self.rows.add("statement", title.id, first, tag, text)
        for audience, text in unit.notes:
            self._note(title.id, None, audience, text)
        access_from_record.add(self.rows, title.id, unit.online)
        if unit.subscription == "active" and (unit.issues or unit.patterns):
            self.extend.add(title.id)

    def _pattern(self, title: TitleAtHand, field: Field) -> None:
        """A pattern, once for all copies of a title."""
        key = pattern_key(field)
        if key not in title.patterns:
            title.patterns[key] = self.rows.new_id("pattern")
            run, link, tag, indicators, subfields = key
            self.rows.add(
                "pattern", title.patterns[key], title.id, run, link, tag, indicators, subfields, "record"
            )

    def _note(self, title_id: int, issue_id: int | None, audience: str, text: str) -> None:
        # Notes that come with a record do not stop the first receipt of every title.
        self.rows.add("note", title_id, issue_id, text, audience, 0, self.at, "record")

    def _issues(self, title: TitleAtHand, run: str, issues: Sequence[GivenIssue], copies: CopyIds) -> None:
        there = self._run(title, run)
        pattern_ids = {
            link: _pattern_id(title, run, link) for link in dict.fromkeys(one.link for one in issues)
        }
        known = {identity(one.designation): one for one in there}
        fresh = not there
        taken = self.rows.taken_barcodes([one.barcode for one in issues if one.barcode])
        for given in issues:
            named = given.identity
            found = known.get(named)
            if found is None:
                found = known[named] = self._new_issue(
                    title, given, pattern_ids[given.link], there, fresh=fresh
                )
            self._piece(title.id, found, given, copies, taken)

    def _run(self, title: TitleAtHand, run: str) -> list[IssueAtHand]:
        if run not in title.runs:
            library = self.rows.library
            # A title of this batch has nothing in the file yet, and the queries give nothing.
            if intake.drop_guesses(library, title.id, run):
                self.extend.add(title.id)
            title.runs[run] = intake.run_at_hand(library, title.id, run)
        return title.runs[run]

    def _new_issue(
        self,
        title: TitleAtHand,
        given: GivenIssue,
        pattern_id: int | None,
        there: list[IssueAtHand],
        *,
        fresh: bool,
    ) -> IssueAtHand:
        # The order of the record is believed where it is all there is; a later one finds its place by number.
        place = len(there) if fresh else _place(there, given)
        designation = dict(given.designation)
        one = IssueAtHand(self.rows.new_id("issue"), self._position(there, place), designation, {}, new=True)
        there.insert(place, one)
        self.rows.add(
            "issue",
            one.id,
            title.id,
            given.run,
            pattern_id,
            one.position,
            _json(designation),
            given.volume,
            given.number,
            given.cover,
            given.label,
            given.published_on.isoformat() if given.published_on else None,
            "arrived",
            1,
        )
        return one

    def _position(self, there: list[IssueAtHand], place: int) -> int:
        """A position between the neighbours; at the end with room behind."""
        if place == len(there):
            return (there[-1].position if there else 0) + STEP
        if self._gap(there, place) < 2:
            self.rows.renumber(there, STEP)
        return there[place].position - self._gap(there, place) // 2

    def _gap(self, there: list[IssueAtHand], place: int) -> int:
        return there[place].position - (there[place - 1].position if place else 0)

    def _piece(
        self, title_id: int, issue: IssueAtHand, given: GivenIssue, copies: CopyIds, taken: set[str]
    ) -> None:
        copy_id = _copy_of(given, copies)
        if copy_id not in issue.pieces and None in issue.pieces:
            # It was received before anybody recorded the copy.
            copy_id = None
        here = copy_id in issue.pieces
        barcode: str | None = given.barcode or None
        if barcode in taken:
            self.warnings.append(f"Barcode {barcode} is on another piece already; it was left out.")
            barcode = None
        if barcode:
            taken.add(barcode)
        if not here:
            day = given.received_on or given.published_on
            on = day.isoformat() if day else self.day
            self.rows.add("piece", issue.id, copy_id, on, barcode, "record")
            issue.pieces[copy_id] = barcode or ""
            self.received += 1
        elif barcode and issue.pieces[copy_id]:
            other = issue.pieces[copy_id]
            self.warnings.append(f"{given.label} is here as {other}; barcode {barcode} was left out.")
            barcode = None
        elif barcode:
            # Somebody received this very piece before the record told of it.
            self.rows.barcode(barcode, issue.id, copy_id)
            issue.pieces[copy_id] = barcode
        for audience, text in given.notes:
            self._note(title_id, issue.id, audience, text)
        if not issue.new and (not here or barcode or given.notes):
            self.rows.touched(issue.id)


def _copy_of(given: GivenIssue, copies: CopyIds) -> int | None:
    """The copy that a piece is for: the one with its number, else the first."""
    numbered = (copy_id for copy, copy_id in copies if given.copy and copy.number == given.copy)
    return next(numbered, copies[0][1] if copies else None)


def own_call_number(copy: GivenCopy, title: TitleAtHand) -> str | None:
    """What a copy keeps: nothing where it stands under the number of its title."""
    return copy.call_number if copy.call_number and copy.call_number != title.call_number else None


def search_text(parts: Sequence[str | None]) -> str:
    """Folded words for the index of titles."""
    return fold(" ".join(part for part in parts if part))


def pattern_key(field: Field) -> tuple[str, int, str, str, str]:
    """Run, link, tag, indicators and subfields of a pattern, as the file keeps them."""
    subfields = _json(field.subfields)
    return RUNS[field.tag], _number(link_of(field)), field.tag, field.indicators, subfields


def _pattern_id(title: TitleAtHand, run: str, link: str) -> int | None:
    """The pattern that an issue is linked to, also one that a person has worded anew."""
    place = run, _number(link)
    return next((found for key, found in title.patterns.items() if key[:2] == place), None)


def _number(link: str) -> int:
    return int(link) if link.isdecimal() else 1


def _place(there: Sequence[IssueAtHand], given: GivenIssue) -> int:
    """Before the first issue that is later by its numbers."""
    order = given.order
    return next((n for n, one in enumerate(there) if order_key(one.designation) > order), len(there))
