"""The cases of pieces_without_a_box.txt: each is done, undone to the last row, and done again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from buckram.desk.adding import add_beside, parent_of, read_extra
from buckram.desk.ahead import extend
from buckram.desk.by_number import receive_by_number
from buckram.desk.cards import light
from buckram.desk.counting_on import next_in_words
from buckram.desk.holdings_told import holdings_told
from buckram.desk.later_title import change_title
from buckram.desk.new_title import read_typed_title
from buckram.desk.receiving import receive
from buckram.desk.undoing import redo_last, undo_last
from buckram.errors import BuckramError
from buckram.rules.typed_day import typed_day
from buckram.storage import issues
from library_for_tests import TODAY, Shelf

CASES = Path(__file__).with_name("pieces_without_a_box.txt")
TABLES = (
    "title",
    "identifier",
    "variant",
    "link",
    "subscription",
    "copy",
    "pattern",
    "issue",
    "piece",
    "note",
)
SUPPLEMENTS = [["8", "1"], ["a", "suppl."], ["i", "(year)"], ["w", "a"]]


def cases() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("== "):
            found[line.removeprefix("== ")] = steps = []
        elif line.strip() and not line.startswith("#"):
            steps.append(line.strip())
    return found


@dataclass
class AtDesk:
    """A case as it goes."""

    shelf: Shelf
    title_id: int = 0
    light: int | None = None
    acts: int = 0
    label: str = ""
    told: str = ""
    skipped: int = 0
    refusal: BuckramError | None = None
    desk: Any = None
    results: list[Any] = field(default_factory=list)

    def do(self, step: str) -> None:
        word, _, rest = step.partition(" ")
        if word in {"add", "type", "later", "receive"}:
            assert self.refusal is None, self.refusal
            try:
                done = getattr(self, f"_{word}")(rest)
            except BuckramError as refusal:
                self.refusal = refusal
                return
            self.acts += 1
            receipt = getattr(done, "receipt", done)
            self.label, self.told, self.skipped = receipt.label, done.sentence, receipt.skipped
            self.title_id, self.light = receipt.title_id, None
            extend(self.shelf.library, self.title_id, TODAY)
        elif word == "refused":
            assert self.refusal is not None
            assert rest in str(self.refusal)
            self.refusal = None
        else:
            assert self.refusal is None, self.refusal
            getattr(self, f"_{word}")(rest)

    def _title(self, kind: str) -> None:
        if kind == "nothing":
            self.title_id = self.shelf.title(statuses="", pattern=False, frequency="x")
            return
        self.title_id = self.shelf.title(statuses="aa", copies=2 if kind == "two copies" else 1)
        if kind == "supplemented":
            library = self.shelf.library
            with library.transaction():
                library.execute(
                    "INSERT INTO pattern (title_id, run, tag, subfields) VALUES (?, 'supplement', '854', ?)",
                    (self.title_id, json.dumps(SUPPLEMENTS)),
                )
                library.execute(
                    "INSERT INTO issue (title_id, run, position, designation, label, published_on, status,"
                    " touched) VALUES (?, 'supplement', 1000, ?, 'suppl.1 (2025)', '2025-01-01', 'arrived',"
                    " 1)",
                    (self.title_id, json.dumps({"a": "1", "i": "2025"})),
                )
        extend(self.shelf.library, self.title_id, TODAY)

    def _on(self, day: str) -> None:
        self.desk.back_date(typed_day(day, TODAY))

    def _lit_issue(self) -> Any:
        if self.light is not None:
            return issues.get(self.shelf.library, self.light)
        return light(self.desk, self.title_id)

    def _light(self, label: str) -> None:
        self.light = self.shelf.library.value(
            "SELECT id FROM issue WHERE title_id = ? AND label = ?", (self.title_id, label)
        )
        assert self.light, label

    def _add(self, text: str) -> Any:
        parent = parent_of(self.desk, self._lit_issue(), self.title_id, chosen=self.light is not None)
        done = add_beside(self.desk, parent.id, read_extra(text))
        self.results.append(parent.id)
        return done

    def _type(self, text: str) -> Any:
        return receive_by_number(self.desk, self.title_id, text)

    def _later(self, text: str) -> Any:
        name, _, printed = text.partition("|")
        typed = read_typed_title(self.shelf.library, name)
        issue = self._lit_issue()
        return change_title(self.desk, issue.id, issue.version, typed, printed=printed)

    def _receive(self, _: str) -> Any:
        issue = self._lit_issue()
        return receive(self.desk, issue.id, issue.version)

    def _is(self, label: str) -> None:
        assert self.label == label

    def _told(self, words: str) -> None:
        assert words in self.told

    def _asks(self, count: str) -> None:
        assert self.skipped == int(count)

    def _lit(self, label: str) -> None:
        found = light(self.desk, self.title_id)
        assert (found.label if found else "nothing") == label

    def _run(self, told: str) -> None:
        run, _, boxes = told.partition(": ")
        rows = self.shelf.library.rows(
            "SELECT label || ' ' || status FROM issue WHERE title_id = ? AND run = ? AND status <> 'expected'"
            " ORDER BY position",
            (self.title_id, run),
        )
        assert ", ".join(row[0] for row in rows) == boxes

    def _holdings(self, told: str) -> None:
        name, _, statement = told.partition(": ")
        assert dict(holdings_told(self.shelf.library, self.title_id)).get(name) == statement

    def _draft(self, words: str) -> None:
        assert next_in_words(self.shelf.library, self.title_id, "basic", TODAY)[1] == words


def everything(shelf: Shelf) -> list[tuple[Any, ...]]:
    """Every row, but for the days on which issues are looked for: they follow the lag of the title."""
    columns = [row[1] for row in shelf.library.rows("PRAGMA table_info(issue)")]
    at = columns.index("expected_on") + 1
    return [row[:at] + row[at + 1 :] if row[0] == "issue" else row for row in shelf.contents(*TABLES)]


def known(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Without the guesses: those behind the last that is none are made anew after an undo."""
    return [row for row in rows if row[0] != "issue" or "expected" not in row]


@pytest.mark.parametrize("name", cases())
def test_a_piece_without_a_box(shelf: Shelf, name: str) -> None:
    steps = cases()[name]
    at = AtDesk(shelf, desk=shelf.desk())
    at.do(steps[0])
    before = everything(shelf)
    for step in steps[1:]:
        at.do(step)
    assert at.refusal is None, at.refusal
    after = everything(shelf)
    for _ in range(at.acts):
        undo_last(at.desk)
    assert everything(shelf) == before
    for _ in range(at.acts):
        redo_last(at.desk)
    assert known(everything(shelf)) == known(after)
