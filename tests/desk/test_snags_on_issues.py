"""Snags on issues: the cases of snags_on_issues.txt, each done, taken back and done again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from buckram.desk.again import Again, came_again
from buckram.desk.answering import gap
from buckram.desk.boxes import Told
from buckram.desk.cards import card
from buckram.desk.checkin import receive_lit, scan
from buckram.desk.claiming import claim
from buckram.desk.copies_came import copies_came
from buckram.desk.correcting import not_published
from buckram.desk.damaging import damaged
from buckram.desk.expecting import expected
from buckram.desk.joining import join
from buckram.desk.looking_up import detail
from buckram.desk.losing import lost_or_found
from buckram.desk.noting import write_note
from buckram.desk.receiving import UnreadNotes, receive
from buckram.desk.skipping import Became, settle_gap
from buckram.desk.undoing import redo_last, undo_last
from buckram.desk.watching import watch
from buckram.desk.withdrawing import withdraw
from buckram.errors import Refused, Stale
from buckram.storage import issues
from buckram.storage.issues import Issue
from library_for_tests import Shelf

LETTERS = {
    "expected": "e", "arrived": "a", "partial": "p", "missing": "m", "damaged": "d",
    "not published": "n", "combined": "c", "withdrawn": "w",
}  # fmt: skip
CODES = {"October": "977031784700110", "November": "977031784700111"}
TABLES = ("issue", "piece", "note", "note_read", "claim")


@dataclass
class Case:
    name: str
    lines: list[str] = field(default_factory=list)


def cases() -> list[Case]:
    found: list[Case] = []
    for line in Path(__file__).with_name("snags_on_issues.txt").read_text().splitlines():
        if line.startswith("  "):
            found[-1].lines.append(line.strip())
        elif line and not line.startswith("#"):
            found.append(Case(line))
    return found


class Sitting:
    """A person at the card of the case."""

    def __init__(self, shelf: Shelf, case: Case) -> None:
        before = case.lines[: next(n for n, line in enumerate(case.lines) if line.startswith(">"))]
        set_up = dict(line.split(" ", 1) for line in before)
        self.shelf = shelf
        self.title = shelf.title(
            statuses=set_up.get("card", "a a e e").replace(" ", ""),
            copies=int(set_up.get("copies", "1")),
            addons="add-ons" in set_up,
        )
        if "copy" in set_up:
            shelf.library.execute("UPDATE copy SET rank = 1 WHERE number = 1")
        self.rest = case.lines[len(before) :]
        self.desk = shelf.desk()
        self.said = ""
        self.lit = 0
        self.acts: list[tuple[Any, Any]] = []

    def box(self, place: str) -> Issue:
        rows = self.shelf.library.rows(
            "SELECT id FROM issue WHERE title_id = ? ORDER BY position", (self.title,)
        )
        return issues.get(self.shelf.library, rows[int(place) - 1][0])

    def place(self, issue_id: int) -> int:
        place: int = self.shelf.library.value(
            "SELECT count(*) FROM issue i JOIN issue me ON i.title_id = me.title_id"
            " AND i.position <= me.position WHERE me.id = ?",
            (issue_id,),
        )
        return place

    def do(self, what: str) -> None:
        """One act, or what happens between acts."""
        acts = self.shelf.library.value("SELECT count(*) FROM act")
        before = self.stands()
        self._do(what)
        if self.shelf.library.value("SELECT count(*) FROM act") > acts:
            self.acts.append((before, self.stands()))

    def _do(self, what: str) -> None:
        if what.startswith("scan "):
            outcome = scan(self.desk, CODES[what.split()[1]])
            self.said, self.lit = f"{outcome.sentence} {outcome.next_step}", outcome.issue_id or 0
        elif what == "enter":
            issue = issues.get(self.shelf.library, self.lit)
            self.said = receive_lit(self.desk, issue.id, issue.version).sentence
        elif what == "five seconds pass":
            self.shelf.clock.pass_(seconds=5)
        elif what == "the claims are sent":
            self.shelf.library.execute("UPDATE claim SET sent_at = '2026-11-21T10:00:00Z'")
        else:
            found = re.fullmatch(r"([a-z ]+?) (\d+)(, no claim)?(?:: (.*))?", what)
            assert found, what
            verb, place, no_claim, typed = found.groups()
            self.said = self.act(verb, self.box(place), typed or "", claims=not no_claim)

    def act(self, verb: str, issue: Issue, typed: str, *, claims: bool = True) -> str:
        desk, box = self.desk, (issue.id, issue.version)
        match verb:
            case "receive":
                return receive(desk, *box).sentence
            case "not published":
                return not_published(desk, *box).sentence
            case "join":
                return join(desk, *box).sentence
            case "gap":
                return self._gap(issue, typed).sentence
            case "claim":
                return claim(desk, *box).sentence
            case "watch":
                return watch(desk, *box, typed).sentence
            case "damaged":
                return damaged(desk, *box, typed, claims=claims).sentence
            case "again":
                what = next(one for one in Again if typed.startswith(one))
                rest = typed.removeprefix(what)
                claimed = rest.startswith(" and claim")
                text = rest.removeprefix(" and claim").strip()
                return came_again(desk, *box, what, text, claims=claimed).sentence
            case "copies":
                return copies_came(desk, *box, typed).sentence
            case "withdraw":
                return withdraw(desk, *box, typed).sentence
            case "missing":
                return lost_or_found(desk, *box, typed).sentence
        raise AssertionError(verb)

    def _gap(self, came: Issue, typed: str) -> Told:
        became = next(one for one in Became if typed.startswith(one))
        rest = typed.removeprefix(became).strip()
        until = rest.removeprefix("until ") if rest.startswith("until ") else ""
        chosen = [self.box(place) for place in rest.split()] if rest and not until else []
        skipped = chosen or gap(self.shelf.library, came.id) or [self.box("2")]
        return settle_gap(self.desk, came, skipped, became, until=until)

    def stands(self) -> Any:
        """Every row that an act may change; of the scans the questions that are open."""
        return self.shelf.contents(*TABLES), self.open()

    def open(self) -> list[tuple[Any, ...]]:
        return [
            tuple(row)
            for row in self.shelf.library.rows(
                "SELECT question, issue_id, id FROM scan WHERE question IS NOT NULL AND settled_at IS NULL"
                " ORDER BY id"
            )
        ]

    # What is looked at

    def seen(self, what: str, words: str) -> tuple[str, str]:
        """(what the case says, how it is)."""
        library = self.shelf.library
        match what:
            case "card":
                rows = library.rows(
                    "SELECT status FROM issue WHERE title_id = ? ORDER BY position", (self.title,)
                )
                count = len(words.split())
                return words, " ".join(LETTERS[row[0]] for row in rows[:count])
            case "pieces":
                place, wanted = words.split(" ", 1)
                return wanted, ", ".join(self._pieces(self.box(place).id)) or "-"
            case "claims":
                return words, "; ".join(self._claims()) or "-"
            case "asks":
                asked = ", ".join(f"{q} {self.place(i)}" for q, i, _ in self.open())
                return words, asked or "-"
            case "notes":
                return words, ", ".join(row[0] for row in library.rows("SELECT text FROM note ORDER BY id"))
            case "holds":
                return words, detail(library, self.title, "mary").holdings[0][1]
            case "label":
                place, wanted = words.split(" ", 1)
                return wanted, self.box(place).label
            case "watched":
                rows = library.rows(
                    "SELECT id, hold_until FROM issue WHERE hold_until IS NOT NULL ORDER BY position"
                )
                return words, ", ".join(f"{self.place(r[0])} until {r[1]}" for r in rows) or "-"
        raise AssertionError(what)

    def _pieces(self, issue_id: int) -> list[str]:
        rows = self.shelf.library.rows(
            "SELECT ifnull(copy.number, 0), condition, kind, piece.source FROM piece"
            " LEFT JOIN copy ON copy.id = copy_id WHERE issue_id = ? ORDER BY piece.id",
            (issue_id,),
        )
        # The pieces that the card began with bear no copy: they are the first's.
        return [
            f"{f'c.{n}' if n else '-' if kind in ('gift', 'extra') else 'c.1'} {condition}"
            f"{'' if kind == 'regular' else f' {kind}'}"
            for n, condition, kind, _ in rows
        ]

    def _claims(self) -> list[str]:
        rows = self.shelf.library.rows(
            "SELECT issue_id, claim.number, reason, copy.number, sent_at, ended FROM claim"
            " LEFT JOIN copy ON copy.id = copy_id ORDER BY claim.id"
        )
        return [
            f"{self.place(r[0])} {('first', 'second')[r[1] - 1]} {r[2]}{f' c.{r[3]}' if r[3] else ''}"
            f"{', sent' if r[4] else ''}{f', {r[5]}' if r[5] else ''}"
            for r in rows
        ]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_snag(shelf: Shelf, case: Case) -> None:
    sitting = Sitting(shelf, case)
    lines = sitting.rest
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        what, _, words = line.partition(" ")
        if what == ">" and after.startswith("refused"):
            before = sitting.stands()
            with pytest.raises(Refused, match=re.escape(after.partition(" ")[2])):
                sitting.do(words)
            assert sitting.stands() == before
        elif what == ">":
            sitting.do(words)
        elif what == "said":
            assert words in sitting.said
        elif what != "refused":
            wanted, is_so = sitting.seen(what, words)
            assert is_so == wanted, line
    _back_and_forth(sitting)


def _undo_all(sitting: Sitting) -> None:
    for _ in sitting.acts:
        undo_last(sitting.desk)


def _back_and_forth(sitting: Sitting) -> None:
    """Every act is taken back, to the last row, and done again."""
    if any("sent" in line for line in sitting.rest if line.startswith(">")):
        # Nobody takes a letter back: what it rests on stays.
        with pytest.raises(Refused, match="depends"):
            _undo_all(sitting)
        return
    for before, _ in reversed(sitting.acts):
        undo_last(sitting.desk)
        contents, still_open = before
        assert sitting.shelf.contents(*TABLES) == contents
        # A scan is no act: what it asked later stays asked.
        now = [one for one in sitting.open() if one in still_open or one[0] == "gap"]
        assert now == still_open
    for _, after in sitting.acts:
        redo_last(sitting.desk)
        assert sitting.shelf.contents(*TABLES) == after[0]
    if sitting.acts:
        gaps = [one for one in sitting.acts[-1][1][1] if one[0] == "gap"]
        assert [one for one in sitting.open() if one[0] == "gap"] == gaps


ACTS = ["claim", "watch", "damaged", "again", "copies", "withdraw", "missing", "not published", "gap", "join"]


@pytest.mark.parametrize("verb", ACTS)
def test_a_stale_screen_is_refused_with_who_and_when(shelf: Shelf, verb: str) -> None:
    shelf.title(statuses="aeee")
    john, mary = shelf.desk("john", "desk 2"), Sitting.__new__(Sitting)
    mary.shelf, mary.desk, mary.title = shelf, shelf.desk(), 1
    receive(john, 3, 0)
    seen = issues.get(shelf.library, 3 if verb in {"again", "withdraw", "missing", "damaged", "gap"} else 2)
    shelf.clock.pass_(minutes=12)
    if seen.id == 3:
        came_again(john, 3, seen.version, Again.GIFT)
    else:
        settle_gap(john, issues.get(shelf.library, 3), [seen], Became.WATCHED)
    before = shelf.contents(*TABLES)
    typed = {"gap": "claimed 2", "again": "gift"}.get(verb, "")
    with pytest.raises(Stale, match=r"john was faster \(09:42\): "):
        mary.act(verb, seen, typed)
    assert shelf.contents(*TABLES) == before


def test_an_unread_note_stops_what_receives_and_leaves_nothing(shelf: Shelf) -> None:
    title = shelf.title(copies=2)
    write_note(shelf.desk("john", "desk 2"), title, "Stop")
    before = shelf.contents(*TABLES)
    with pytest.raises(UnreadNotes):
        damaged(shelf.desk(), 3, 0, "torn")
    with pytest.raises(UnreadNotes):
        copies_came(shelf.desk(), 3, 0, "all k")
    assert shelf.contents(*TABLES) == before


@pytest.mark.parametrize("verb", ["damaged", "copies"])
def test_the_piece_in_hand_keeps_its_addon_and_answers_its_question(shelf: Shelf, verb: str) -> None:
    shelf.title(copies=2)
    mary = Sitting.__new__(Sitting)
    mary.shelf, mary.desk, mary.title = shelf, shelf.desk(), 1
    asked = scan(mary.desk, CODES["November"])
    assert asked.question == "which issue"
    mary.act(verb, mary.box("3"), "all" if verb == "copies" else "")
    rows = shelf.library.rows("SELECT addon FROM piece WHERE issue_id = 3 ORDER BY id")
    assert [row[0] for row in rows] == (["11", None] if verb == "copies" else ["11"])
    assert mary.open() == []
    undo_last(mary.desk)
    assert [one[0] for one in mary.open()] == ["which issue"]


def test_a_copy_that_a_person_added_later_makes_no_issue_partial(shelf: Shelf) -> None:
    title = shelf.title(copies=1)
    shelf.library.execute("INSERT INTO copy (title_id, number) VALUES (?, 2)", (title,))
    came_again(shelf.desk(), 2, 0, Again.GIFT)
    assert issues.get(shelf.library, 2).status == "arrived"


def test_what_is_watched_is_not_late_on_the_card_nor_in_the_list(shelf: Shelf) -> None:
    title = shelf.title(statuses="aeee", first_month=5)
    desk = shelf.desk()
    late = card(desk, title).boxes[1]
    assert late.late > 0
    watch(desk, late.issue.id, late.issue.version, "3w")
    assert card(desk, title).boxes[1].late == 0
    lines = {line.due.issue_id: line.late for line in expected(shelf.library, desk.today())}
    assert lines[late.issue.id] == 0
    assert lines[3] > 0
    shelf.clock.pass_(days=22)
    assert card(desk, title).boxes[1].late > late.late
