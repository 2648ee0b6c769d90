"""The walk along the shelf: a story that a librarian can read, told to the desk."""

from __future__ import annotations

import json
from calendar import month_name
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from buckram.desk import rounds, routing
from buckram.desk.desk import Desk
from buckram.desk.inventory import (
    Found,
    Verdict,
    ask_again,
    choose_issue,
    choose_title,
    receive_found,
    scan_shelf,
)
from buckram.desk.shelf_lists import Line, Which, as_table, lists, mark_missing
from buckram.desk.undoing import undo_last
from buckram.desk.walks import begin, end, go_on
from buckram.errors import Refused, Stale
from buckram.exchange.lists import as_csv
from buckram.storage import inventory as stored
from buckram.storage.inventory import Walk
from desk.shelf_for_tests import barcode, put_on_card
from library_for_tests import Shelf

MONTHS = month_name[1:]
STORY = Path(__file__).with_name("shelf_walk.txt")


@dataclass
class Teller:
    """Tells the story to a desk."""

    shelf: Shelf
    desk: Desk
    walk: Walk | None = None
    found: Found | None = None
    issns: dict[str, str] = field(default_factory=dict)

    def tell(self, line: str) -> None:
        verb = next(v for v in VERBS if line.startswith(v))
        getattr(self, "do_" + verb.split(maxsplit=1)[0])(line[len(verb) :].strip())

    def do_card(self, text: str) -> None:
        head, months = text.split(":")
        name, issn, place = (part.strip() for part in head.split(","))
        self.issns[name] = issn
        put_on_card(self.shelf, name, issn, place, months)

    def do_keeps(self, text: str) -> None:
        name, keeps = (part.strip() for part in text.split(":"))
        with self.shelf.library.transaction():
            self.shelf.library.execute(
                "UPDATE copy SET keeps = ? WHERE title_id = (SELECT id FROM title WHERE name = ?)",
                (keeps, name),
            )

    def do_begin(self, place: str) -> None:
        location = self.shelf.library.value("SELECT id FROM location WHERE name = ?", (place,))
        self.walk = begin(self.desk, location)

    def do_go(self, _: str) -> None:
        self.desk = self.shelf.desk("mary", "desk 2")
        assert self.walk is not None
        again = next(w for w in stored.walks(self.desk.library) if w.ended_at is None)
        assert again.id == self.walk.id
        self.walk = go_on(self.desk, again)

    def do_end(self, _: str) -> None:
        assert self.walk is not None
        assert "Ended the inventory of Reading Room" in end(self.desk, self.walk)

    def do_scan(self, text: str) -> None:
        what, answer = (part.strip() for part in text.split("->"))
        name, _, month = what.partition(" ")
        code = barcode(self.issns[name], month and f"{int(month):02}") if name in self.issns else name
        assert self.walk is not None
        self.found = scan_shelf(self.desk, self.walk, code)
        self.check(answer)

    def do_choose(self, text: str) -> None:
        month, answer = (part.strip() for part in text.split("->"))
        assert self.walk is not None
        assert self.found is not None
        issue = next(i for i, label, _ in self.found.issues if MONTHS[int(month) - 1] in label)
        self.found = choose_issue(self.desk, self.walk, self.found.seen_id, issue)
        self.check(answer)

    def check(self, answer: str) -> None:
        assert self.found is not None
        verdict, bell, words = answer.partition("!")
        assert str(self.found.verdict) == verdict.strip()
        assert self.found.look == bool(bell)
        if words.strip().startswith("lit:"):
            assert words.split()[-1] in self.found.issues[self.found.likely][1]
        else:
            assert words.strip() in f"{self.found.sentence} {self.found.next_step}"

    def do_enter(self, text: str) -> None:
        assert self.walk is not None
        assert self.found is not None
        sentence, _ = receive_found(self.desk, self.walk, self.found.seen_id)
        assert sentence.startswith(text.removeprefix("->").strip())

    def lines(self, which: str) -> list[Line]:
        assert self.walk is not None
        return list(lists(self.desk, self.walk)[Which(which)])

    def do_list(self, text: str) -> None:
        which, _, wanted = (part.strip() for part in text.partition(":"))
        told = [(f"{line.title} {month_of(line.label)}".strip(), line.why) for line in self.lines(which)]
        expected = [part.strip().partition(", ") for part in wanted.split(" / ") if part.strip()]
        assert [name for name, _ in told] == [name for name, _, _ in expected]
        assert all(words in why for (_, why), (_, _, words) in zip(told, expected, strict=True))

    def do_mark(self, text: str) -> None:
        wanted = {part.strip() for part in text.split("/")}
        chosen = [x for x in self.lines("missing") if f"{x.title} {month_of(x.label)}" in wanted]
        assert mark_missing(self.desk, chosen) == "2 pieces missing from the shelf."

    def do_now(self, text: str) -> None:
        name, month, _, status = text.split()
        assert self.status(name, month) == status

    def do_undo(self, _: str) -> None:
        undo_last(self.desk)

    def status(self, name: str, month: str) -> str:
        found: str = self.shelf.library.value(
            "SELECT issue.status FROM issue JOIN title ON title.id = title_id"
            " WHERE title.name = ? AND label LIKE ?",
            (name, f"%({month}%"),
        )
        return found


VERBS = ("card", "keeps", "begin", "go on", "end", "scan", "choose", "enter", "list", "mark missing:", "now",
         "undo")  # fmt: skip


def month_of(label: str) -> str:
    return next((month for month in MONTHS if month in label), "")


def test_the_story(shelf: Shelf) -> None:
    teller = Teller(shelf, shelf.desk())
    for number, line in enumerate(STORY.read_text().splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                teller.tell(line)
            except AssertionError as problem:
                raise AssertionError(f"line {number}: {line}\n{problem}") from problem


@pytest.fixture
def walk_of(shelf: Shelf) -> tuple[Shelf, Desk, Walk]:
    put_on_card(shelf, "Alpha", "0317-8471", "Reading Room", "8 9 10 11(e)")
    put_on_card(shelf, "Beta", "0028-0836", "Reading Room", "9 10 11(e)")
    desk = shelf.desk()
    return shelf, desk, begin(desk, 1)


TABLES = ("seen", "inventory", "piece", "issue", "scan")


def test_every_act_of_a_walk_is_taken_back_whole(walk_of: tuple[Shelf, Desk, Walk]) -> None:
    shelf, desk, walk = walk_of
    found = scan_shelf(desk, walk, barcode("0317-8471", "11"))
    before = shelf.contents(*TABLES)
    sentence, receipt = receive_found(desk, walk, found.seen_id)
    assert receipt is not None
    assert receipt.label.startswith("v.12:no.11")
    assert stored.one_seen(desk.library, found.seen_id).verdict == Verdict.RECEIVED
    assert sentence in undo_last(desk).sentence
    assert shelf.contents(*TABLES) == before
    scan_shelf(desk, walk, barcode("0028-0836", "10"))
    before = shelf.contents(*TABLES)
    missing = lists(desk, walk)[Which.MISSING]
    assert [line.label[5:9] for line in missing] == ["no.8", "no.9", "no.1", "no.9"]
    mark_missing(desk, missing)
    undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_who_was_faster_is_told_and_nothing_is_marked(walk_of: tuple[Shelf, Desk, Walk]) -> None:
    shelf, desk, walk = walk_of
    for issn in ("0317-8471", "0028-0836"):
        scan_shelf(desk, walk, barcode(issn, "10"))
    shown = lists(desk, walk)[Which.MISSING]
    mark_missing(shelf.desk("john"), shown[-1:])
    before = shelf.contents("piece", "issue")
    with pytest.raises(Stale, match="john was faster"):
        mark_missing(desk, shown)
    assert shelf.contents("piece", "issue") == before
    with pytest.raises(Refused):
        mark_missing(desk, [])


def test_a_second_copy_of_the_shelf_next_door(walk_of: tuple[Shelf, Desk, Walk]) -> None:
    """Of two copies one came: the other place has none by its card, so the piece there is received for it."""
    shelf, desk, walk = walk_of
    with shelf.library.transaction():
        shelf.library.execute("INSERT INTO location (id, code, name) VALUES (9, 'annex', 'Annex')")
        shelf.library.execute("INSERT INTO copy (title_id, number, location_id) VALUES (1, 2, 9)")
        shelf.library.execute("UPDATE issue SET status = 'partial' WHERE title_id = 1 AND status = 'arrived'")
    annex = begin(desk, 9)
    found = scan_shelf(desk, annex, barcode("0317-8471", "10"))
    assert found.verdict is Verdict.NOT_RECEIVED
    _, receipt = receive_found(desk, annex, found.seen_id)
    assert receipt is not None
    assert (receipt.location, receipt.here, receipt.wanted) == ("Annex", 2, 2)
    assert scan_shelf(desk, walk, barcode("0317-8471", "10")).verdict is Verdict.IN_PLACE
    assert scan_shelf(desk, annex, barcode("0028-0836", "10")).verdict is Verdict.MISPLACED


def test_what_is_not_told_apart_asks_again(walk_of: tuple[Shelf, Desk, Walk]) -> None:
    shelf, desk, walk = walk_of
    with shelf.library.transaction():
        shelf.library.execute("INSERT INTO identifier (title_id, kind, value) VALUES (2, 'issn', '03178471')")
    found = scan_shelf(desk, walk, barcode("0317-8471"))
    assert found.verdict is Verdict.WHICH_TITLE
    assert [t.name for t in ask_again(desk, walk, found.seen_id).titles] == ["Alpha", "Beta"]
    asked = choose_title(desk, walk, found.seen_id, 2)
    assert asked.verdict is Verdict.WHICH_ISSUE
    assert "October" in asked.issues[asked.likely][1]
    assert "not told apart" in lists(desk, walk)[Which.MISSING][0].why
    assert lists(desk, walk)[Which.TO_CLEAR_UP][0].title == "Beta"
    again = ask_again(desk, walk, found.seen_id)
    told = choose_issue(desk, walk, again.seen_id, again.issues[again.likely][0])
    assert told.verdict is Verdict.IN_PLACE
    with pytest.raises(Refused, match="asks nothing"):
        ask_again(desk, walk, found.seen_id)


def test_what_is_with_its_readers_or_only_in_a_record_is_not_missing(
    walk_of: tuple[Shelf, Desk, Walk],
) -> None:
    shelf, desk, walk = walk_of
    with shelf.library.transaction():
        shelf.library.execute("UPDATE piece SET received_on = '2026-11-15' WHERE id = 2")
        shelf.library.execute("UPDATE piece SET source = 'record' WHERE id = 1")
    for name in ("Ann", "Bob"):
        routing.add(desk, 1, name)
    rounds.send(desk, 2)
    scan_shelf(desk, walk, barcode("0317-8471", "10"))
    assert lists(desk, walk)[Which.MISSING] == []
    # A month later both readers have had it; but it is out until somebody says that it is back.
    shelf.clock.pass_(days=30)
    assert lists(shelf.desk(), walk)[Which.MISSING] == []
    rounds.back(desk, [one.round for one in rounds.out(shelf.library, desk.today())])
    missing = lists(shelf.desk(), walk)[Which.MISSING]
    assert [line.label for line in missing] == ["v.12:no.9 (September 2026)"]
    text = as_csv(as_table(Which.MISSING, missing, walk, shelf.clock.now.date()))
    assert "Reading Room,Z671 .J6,Alpha,v.12:no.9 (September 2026),1," in text


def test_two_desks_on_one_walk_see_each_other(walk_of: tuple[Shelf, Desk, Walk]) -> None:
    shelf, desk, walk = walk_of
    scan_shelf(desk, walk, barcode("0317-8471", "10"))
    other = shelf.desk("john", "desk 2")
    assert scan_shelf(other, walk, barcode("0317-8471", "10")).verdict is Verdict.AGAIN
    assert stored.walk(other.library, walk.id).pieces == 2
    end(other, walk)
    with pytest.raises(Stale):
        end(desk, walk)
    assert go_on(desk, stored.walk(desk.library, walk.id)).ended_at is None


def test_the_same_month_of_another_year(shelf: Shelf) -> None:
    """A shelf of two years: the digits name a month; the piece before it tells of which year it is."""
    put_on_card(shelf, "Alpha", "0317-8471", "Reading Room", "1 2 3 4 5 6 7 8 9 10 11 12")
    put_on_card(shelf, "Beta", "0028-0836", "Reading Room", "9 10")
    # No.1 to 6 are of last year; no.7 to 12 bear the same months of this one.
    for number in range(1, 13):
        month, year = (number, 2025) if number <= 6 else (number - 6, 2026)
        of_issue = "title_id = 1 AND position = ?", (number * 1000,)
        printed = {"a": "12", "b": str(number), "i": str(year), "j": f"{month:02}"}
        with shelf.library.transaction():
            shelf.library.execute(
                f"UPDATE issue SET published_on = ?, designation = ? WHERE {of_issue[0]}",
                (f"{year}-{month:02}-01", json.dumps(printed), *of_issue[1]),
            )
            shelf.library.execute(
                f"UPDATE piece SET addon = ? WHERE issue_id = (SELECT id FROM issue WHERE {of_issue[0]})",
                (f"{month:02}", *of_issue[1]),
            )
    desk = shelf.desk()
    walk = begin(desk, 1)
    # The first piece of the title: nothing tells.
    found = scan_shelf(desk, walk, barcode("0317-8471", "02"))
    assert found.verdict is Verdict.WHICH_ISSUE
    old = next(i for i, label, _ in found.issues if "no.2 " in label)
    assert choose_issue(desk, walk, found.seen_id, old).verdict is Verdict.IN_PLACE
    for month, number in (("03", "no.3"), ("04", "no.4"), ("06", "no.6"), ("01", "no.7"), ("02", "no.8")):
        found = scan_shelf(desk, walk, barcode("0317-8471", month))
        assert found.verdict is Verdict.IN_PLACE
        assert f"{number} " in found.sentence
    assert [line.label.split()[0] for line in lists(desk, walk)[Which.MISSING]] == [
        "v.12:no.1", "v.12:no.5", "v.12:no.9", "v.12:no.10", "v.12:no.11", "v.12:no.12",
    ]  # fmt: skip
