"""The library of the year: made as it stands on the last evening of 2026, and lived day by day after that."""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from openpyxl import load_workbook

from buckram.desk import messages, outbox
from buckram.desk.again import Again, came_again
from buckram.desk.ahead import extend
from buckram.desk.answers_in import take
from buckram.desk.by_number import receive_by_number
from buckram.desk.carrying_out import carry_out
from buckram.desk.checkin import receive_lit, scan
from buckram.desk.claim_policies import decide_policy
from buckram.desk.claim_queue import Filters, Line, line_of, queue
from buckram.desk.claiming import claim_all
from buckram.desk.copies_came import copies_came
from buckram.desk.damaging import damaged
from buckram.desk.deciding import decide
from buckram.desk.giving_up import give_up
from buckram.desk.holding import hold
from buckram.desk.later_title import change_title
from buckram.desk.new_title import TypedTitle
from buckram.desk.outcome import Done
from buckram.desk.receiving import receive
from buckram.desk.renewal_file import read_back, to_xlsx
from buckram.desk.renewing import renewals
from buckram.desk.replying import reply, typed_answer
from buckram.desk.subscribing import set_field, set_status
from buckram.desk.vendor_changes import Move, OpenClaims, move
from buckram.rules.claim_policy import Scope
from buckram.rules.claimable import Queue
from buckram.rules.replies import Answer, Ending
from buckram.storage import issues
from buckram.storage.issues import Issue
from library_for_tests import Shelf
from year.script import Script, Step, Title, Waiting, day_of

EVE = date(2026, 12, 31)

VENDORS = {
    # name: kind, lag by its word, country, language
    "Fernhill": ("agent", 7, "xxu", "eng"),
    "Harbour": ("agent", 14, "xxu", "eng"),
    "Kontor": ("agent", 35, "gw", "ger"),
    "AAAS": ("publisher", None, "xxu", "eng"),
    "Oxford": ("publisher", None, "enk", "eng"),
    "Town Society": ("exchange", None, "xxu", "eng"),
}

PATTERNS = {
    "w": [["a", "no."], ["i", "(year)"], ["j", "(month)"], ["k", "(day)"], ["w", "w"]],
    "m": [["a", "v."], ["b", "no."], ["u", "12"], ["v", "r"], ["i", "(year)"], ["j", "(month)"], ["w", "m"],
          ["x", "01"]],
    "b": [["a", "v."], ["b", "no."], ["u", "6"], ["v", "r"], ["i", "(year)"], ["j", "(month)"], ["w", "b"],
          ["x", "01"]],
    "q": [["a", "v."], ["b", "no."], ["u", "4"], ["v", "r"], ["i", "(year)"], ["j", "(month)"], ["w", "q"],
          ["x", "01"]],
    "a": [["a", "v."], ["i", "(year)"], ["j", "(month)"], ["w", "a"]],
}  # fmt: skip
A_YEAR = {"m": 12, "b": 6, "q": 4}


@dataclass
class Year:
    """The year as it goes on. away: issues that do not come as they used to. found: of each look, (what a
    careful person finds, what the queues hold). renewed: of each title the year in which its subscription now
    ends, and the price of 2028. problems: what must never be, day by day."""

    shelf: Shelf
    script: Script
    folder: Path
    away: set[tuple[str, date]] = field(default_factory=set)
    found: list[tuple[date, list[Waiting], list[Waiting]]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    renewed: dict[str, tuple[str, str]] = field(default_factory=dict)
    said: dict[tuple[str, date], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.comes = {title.name: (title.issn, title.comes, title.first) for title in self.script.titles}
        self._set_up()
        self.desk = self.shelf.desk()
        for name, scope, text in self.script.policies:
            title = next(one for one in self.script.titles if one.name == name)
            decide_policy(self.desk, self.title(name), self.vendor(title.vendor), Scope(scope), text)

    # What the library is on the last evening of 2026.

    def _set_up(self) -> None:
        library = self.shelf.library
        self.at(EVE)
        decide(library, "country", "nyu")
        decide(library, "library_name", "Small Library")
        decide(library, "currency", "USD")
        with library.transaction():
            for name, (kind, lag, country, language) in VENDORS.items():
                library.execute(
                    "INSERT INTO vendor (name, kind, lag_days, country, language, channel, account)"
                    " VALUES (?, ?, ?, ?, ?, 'file', 'A-1')",
                    (name, kind, lag, country, language),
                )
        for title in self.script.titles:
            self._title(title)

    def _title(self, title: Title) -> None:
        library = self.shelf.library
        title_id = self.shelf.title(
            title.name,
            title.issn,
            statuses="",
            copies=title.copies,
            frequency=title.frequency,
            vendor=title.vendor,
            pattern=False,
        )
        values = {"a": "1001" if title.frequency == "w" else "10"}
        if title.frequency in A_YEAR:
            values["b"] = str((title.first.month - 1) * A_YEAR[title.frequency] // 12 + 1)
        values |= {"i": str(title.first.year), "j": f"{title.first.month:02}"}
        if title.frequency == "w":
            values["k"] = f"{title.first.day:02}"
        ends = date(2026, 12, 31) if title.status == "expired" else date(2027, 12, 31)
        starts = date(2027, 1, 1) if title.status == "on order" else title.first.replace(day=1)
        with library.transaction():
            library.execute("UPDATE title SET country = ? WHERE id = ?", (title.country, title_id))
            library.execute(
                "INSERT INTO pattern (title_id, tag, subfields) VALUES (?, '853', ?)",
                (title_id, json.dumps([["8", "1"], *PATTERNS[title.frequency]])),
            )
            # The desk foresees only what an active order brings; the status of one to come is set below.
            library.execute(
                "UPDATE subscription SET status = 'active', starts_on = ?, ends_on = ?,"
                " order_number = 'L-' || id WHERE title_id = ?",
                (starts.isoformat(), ends.isoformat(), title_id),
            )
            library.execute(
                "INSERT INTO price (subscription_id, year, amount, currency, source)"
                " SELECT id, 2027, ?, 'USD', 'quoted' FROM subscription WHERE title_id = ?",
                (title.price, title_id),
            )
            library.execute(
                "INSERT INTO issue (title_id, pattern_id, position, designation, label, published_on,"
                " expected_on) VALUES (?, (SELECT id FROM pattern WHERE title_id = ?1), 1000, ?, ?, ?, ?)",
                (
                    title_id,
                    json.dumps(values),
                    f"no.{values['a']}",
                    title.first.isoformat(),
                    (title.first + timedelta(days=7)).isoformat(),
                ),
            )
        extend(library, title_id, EVE)
        with library.transaction():
            for issue in self._issues(title_id):
                dated = issue.published_on
                assert dated
                came = dated + timedelta(days=self._takes(title.name, dated))
                if came > EVE:
                    continue
                looked_for = dated + timedelta(days=sorted(title.comes)[len(title.comes) // 2])
                library.execute(
                    "UPDATE issue SET status = 'arrived', touched = 1, expected_on = ? WHERE id = ?",
                    (looked_for.isoformat(), issue.id),
                )
                library.execute(
                    "INSERT INTO piece (issue_id, copy_id, received_on) SELECT ?, id, ? FROM copy"
                    " WHERE title_id = ?",
                    (issue.id, came.isoformat(), title_id),
                )
        extend(library, title_id, EVE)
        if title.status == "on order":
            with library.transaction():
                library.execute("UPDATE subscription SET status = 'on order' WHERE title_id = ?", (title_id,))

    # Names and days.

    def at(self, day: date) -> None:
        self.shelf.clock.now = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)

    def title(self, name: str) -> int:
        found: int = self.shelf.library.value("SELECT id FROM title WHERE name = ?", (name,))
        return found

    def vendor(self, name: str) -> int:
        found: int = self.shelf.library.value("SELECT id FROM vendor WHERE name = ?", (name,))
        return found

    def _issues(self, title_id: int) -> list[Issue]:
        rows = self.shelf.library.rows(
            "SELECT id FROM issue WHERE title_id = ? AND published_on IS NOT NULL ORDER BY position",
            (title_id,),
        )
        return [issues.get(self.shelf.library, row[0]) for row in rows]

    def issue(self, text: str) -> Issue:
        """ "Title, 12 Mar"."""
        name, dated = _named(text)
        found = self.shelf.library.value(
            "SELECT id FROM issue WHERE title_id = ? AND published_on = ?",
            (self.title(name), dated.isoformat()),
        )
        assert found is not None, text
        return issues.get(self.shelf.library, found)

    def _takes(self, name: str, dated: date) -> int:
        """Days that the issue of a day takes, where nothing is the matter."""
        _, comes, first = self.comes[name]
        weekly = len(comes) > 1 and first.day != 1
        place = (dated - first).days // 7 if weekly else (dated.year - first.year) * 12 + dated.month - 1
        return comes[place % len(comes)]

    # What happens.

    def live(self) -> None:
        """The whole year, day by day."""
        steps: dict[date, list[Step]] = defaultdict(list)
        for step in self.script.steps:
            if step.does == "stays away":
                self.away |= {(name, day) for name, day in map(_named, step.about.split(";"))}
            elif step.does.startswith("comes") or step.does == "is called":
                self.away |= {(name, day) for name, day in map(_named, _pieces(step.about))}
            steps[step.day].append(step)
        day = EVE
        while day < date(2027, 12, 31):
            day += timedelta(days=1)
            self.at(day)
            self._tray(day)
            for step in steps[day]:
                getattr(self, "_" + step.does.replace(" ", "_"))(step)
            self._watch_over(day)

    def _tray(self, day: date) -> None:
        """The mail of a day, scanned as a person does; several copies together."""
        for name, (issn, comes, _) in list(self.comes.items()):
            dates = {day - timedelta(days=days) for days in comes}
            rows = self.shelf.library.rows(
                "SELECT id, published_on FROM issue WHERE title_id = ? AND status = 'expected'"
                " AND published_on IN (SELECT value FROM json_each(?)) ORDER BY position",
                (self.title(name), json.dumps([one.isoformat() for one in dates])),
            )
            for issue_id, published in rows:
                dated = date.fromisoformat(published)
                if (name, dated) not in self.away and dated + timedelta(days=self._takes(name, dated)) == day:
                    self._receive(issues.get(self.shelf.library, issue_id), issn)

    def _receive(self, issue: Issue, issn: str) -> None:
        """A scan of its ISSN, and Enter on its box, once for each copy."""
        while issue.status in ("expected", "partial"):
            scan(self.desk, issn)
            outcome = receive_lit(self.desk, issue.id, issue.version)
            assert outcome.done is Done.RECEIVED, outcome.sentence
            assert issue.published_on
            name = self.shelf.library.value("SELECT name FROM title WHERE id = ?", (issue.title_id,))
            self.said[name, issue.published_on] = f"{outcome.sentence} {outcome.next_step}"
            issue = issues.get(self.shelf.library, issue.id)
        extend(self.shelf.library, issue.title_id, self.desk.today())

    def _stays_away(self, step: Step) -> None:
        """It is known from the beginning of the year."""

    def _comes(self, step: Step) -> None:
        for text in _pieces(step.about):
            issue, rest = self.issue(text), text.split(",")[2:]
            if rest and (copies := rest[0].split())[1:2] == ["of"]:
                copies_came(self.desk, issue.id, issue.version, copies[0])
            elif rest and "replacement" in rest[0]:
                came_again(self.desk, issue.id, issue.version, Again.REPLACEMENT)
            elif rest:
                receive(self.desk, issue.id, issue.version)
            else:
                self._receive(issue, self.comes[text.split(",")[0].strip()][0])
            extend(self.shelf.library, issue.title_id, self.desk.today())

    def _is_typed(self, step: Step) -> None:
        """No box waits for it: its number is typed."""
        about, _, printed = step.about.partition(":")
        name, dated = _named(about)
        done = receive_by_number(self.desk, self.title(name), printed.strip())
        self.said[name, dated] = done.ended

    def _comes_damaged(self, step: Step) -> None:
        issue = self.issue(step.about)
        damaged(self.desk, issue.id, issue.version, "torn cover")

    def _says(self, step: Step) -> None:
        """The receipt of this day warned so."""
        about, _, words = step.about.partition(":")
        if words.strip() not in self.said.get(_named(about), ""):
            self.problems.append(f"{step.day}: {about} came without the words “{words.strip()}”.")

    def _ends(self, step: Step) -> None:
        self._status(step.about, "ended")

    def _begins(self, step: Step) -> None:
        self._status(step.about, "active")

    def _status(self, name: str, status: str) -> None:
        set_status(self.desk, self._order(name), status)

    def _is_called(self, step: Step) -> None:
        """A title goes on under another name, with the piece in hand."""
        old, _, typed = step.about.partition(":")
        name, _, issn = (part.strip() for part in typed.partition(";"))
        issue = self.issue(old)
        was = old.split(",")[0].strip()
        change_title(self.desk, issue.id, issue.version, TypedTitle(name, issn))
        self.comes[name] = (issn, *self.comes.pop(was)[1:])
        extend(self.shelf.library, self.title(name), self.desk.today())

    def _answers(self, step: Step) -> None:
        about, _, said = step.about.partition(":")
        word, _, text = (part.strip() for part in said.partition(","))
        meant = typed_answer(self.desk, Answer(word), text)
        line = line_of(self.shelf.library, self.desk.today(), self.issue(about).id)
        assert line is not None
        reply(self.desk, line.open_claims, meant.answer, meant.day, meant.due_on, meant.text)

    def _file(self, step: Step) -> None:
        """An agent sends its answers as a file; {Title, day} stands for the reference of the last claim."""
        lines = [step.about]
        for text in step.more:
            about = text[1 : text.index("}")]
            line = line_of(self.shelf.library, self.desk.today(), self.issue(about).id)
            assert line is not None
            lines.append(f"CLM{line.open_claims[-1]:04}{text[text.index('}') + 1 :]}")
        taken = take(self.desk, "\n".join(lines).encode(), "answers.csv")
        assert (len(taken.matched), taken.unmatched) == (len(step.more), []), taken

    def _watches(self, step: Step) -> None:
        about, _, text = step.about.partition(":")
        issue = self.issue(about)
        hold(self.desk, [(issue.id, issue.version)], text.strip())

    def _gives_up(self, step: Step) -> None:
        about, _, how = step.about.partition(":")
        issue = self.issue(about)
        give_up(self.desk, [(issue.id, issue.version)], Ending(how.strip()))

    def _moves(self, step: Step) -> None:
        words = step.about.split()
        old, new, day = words[0], words[2], day_of(" ".join(words[4:6]))
        orders = [
            row[0]
            for row in self.shelf.library.rows(
                "SELECT id FROM subscription WHERE vendor_id = ? AND status = 'active'", (self.vendor(old),)
            )
        ]
        move(self.desk, Move(self.vendor(old), self.vendor(new), orders, day, claims=OpenClaims.AGAIN))

    def _agrees(self, step: Step) -> None:
        """The new agent goes on until that day for what was paid to the old one."""
        name, _, day = step.about.partition(":")
        set_field(self.desk, self._order(name), "ends", day_of(day.strip()).isoformat())

    def _renewals(self, step: Step) -> None:
        """The list goes out as a spreadsheet, and comes back with what stands below."""
        lines = renewals(self.shelf.library, step.day)
        told = [re.split(" {2,}", text) for text in step.more]
        listed = sorted((line.one.title, str(line.now.amount) if line.now else "-") for line in lines)
        if listed != [(cells[0], cells[1]) for cells in told]:
            self.problems.append(f"{step.day}: the renewal list holds {listed}.")
        book = load_workbook(io.BytesIO(to_xlsx(self.desk, lines)))
        sheet = book.active
        at = {cell.value: cell.column_letter for cell in sheet[1]}
        rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
        for title, _, *wanted in told:
            for column, text in zip(("Decision", "Note", "New price"), wanted, strict=False):
                if text != "-":
                    sheet[f"{at[column]}{rows[title]}"] = text
            self.renewed[title] = wanted[3], wanted[4]
        file = io.BytesIO()
        book.save(file)
        read = read_back(self.desk, file.getvalue(), "renewals.xlsx")
        if (read.taken, read.problems) != (len(told), []):
            self.problems.append(f"{step.day}: {read.sentence}")

    def _carries_out(self, step: Step) -> None:
        done = carry_out(self.desk, renewals(self.shelf.library, step.day))
        if step.about not in done.sentence:
            self.problems.append(f"{step.day}: {done.sentence}")

    def _order(self, name: str) -> int:
        found: int = self.shelf.library.value(
            "SELECT max(id) FROM subscription WHERE title_id = ?", (self.title(name),)
        )
        return found

    def _sends(self, step: Step) -> None:
        """The letters leave the house, as files."""
        for message_id in messages.make(self.desk).message_ids:
            outbox.save(self.desk, message_id, self.folder / f"{step.day}-{message_id}.txt")

    def _claims_all(self, step: Step) -> None:
        lines = queue(self.shelf.library, self.desk.today())
        boxes = [
            (line.issue_id, line.issue.version)
            for line in lines
            if line.standing.queue in {Queue.NEW, Queue.AGAIN}
        ]
        if boxes:
            claim_all(self.desk, boxes)
        if boxes or any(line.standing.queue is Queue.SENDING for line in lines):
            self._sends(step)

    def _looks(self, step: Step) -> None:
        lines = queue(self.shelf.library, step.day, Filters(waits=True))
        self.found.append((step.day, sorted(step.lines, key=_place), sorted(map(_told, lines), key=_place)))

    def _watch_over(self, day: date) -> None:
        """No claim that is sent comes back before its day."""
        library = self.shelf.library
        for line in queue(library, day):
            last = max(
                (one for one in line.claims if one.open and one.sent_on), key=lambda c: c.number, default=None
            )
            if line.standing.queue is not Queue.AGAIN or last is None:
                continue
            assert last.sent_on
            soonest = last.due_on or last.sent_on + timedelta(days=15)
            if day < soonest:
                self.problems.append(
                    f"{day}: {line.about.name}, {line.issue.label} is back before {soonest}."
                )


def _named(text: str) -> tuple[str, date]:
    name, dated = text.split(",")[:2]
    return name.strip(), day_of(dated.strip())


def _pieces(text: str) -> list[str]:
    return [part for part in text.partition(":")[0].split(";") if "," in part]


def _place(line: Waiting) -> tuple[str, date]:
    return line.title, line.dated


def _told(line: Line) -> Waiting:
    stands = line.standing
    dated, left = line.issue.published_on, stands.days_left
    assert dated is not None
    assert left is not None
    until = stands.on if stands.queue is Queue.WAITS else None
    return Waiting(
        str(stands.queue), line.about.name, dated, stands.reason, stands.number, left, until, stands.why
    )
