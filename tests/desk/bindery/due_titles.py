"""Titles for the due list from what a case says of their issues."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from bindery_for_tests import binding, unit
from library_for_tests import Shelf


@dataclass
class Case:
    """A block of the file: what is said of a title, by the word at the begin of the line."""

    name: str
    said: dict[str, list[str]] = field(default_factory=dict)

    def one(self, word: str, otherwise: str = "") -> str:
        return " ".join(self.said.get(word, [otherwise]))


def read_cases(name: str) -> list[Case]:
    found: list[Case] = []
    for line in Path(__file__).with_name(name).read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            found.append(Case(line.strip()))
            continue
        word, _, rest = line.strip().partition(" ")
        found[-1].said.setdefault(word, []).append(rest.strip())
    return found


_STATUS = {
    "a": "arrived", "e": "expected", "k": "expected", "m": "missing", "d": "damaged", "D": "damaged",
    "u": "unavailable", "n": "not published", "c": "combined", "o": "arrived", "w": "withdrawn",
    "2": "arrived", "+": "arrived", "b": "bound", "P": "bind prep", "s": "partial", "G": "expected",
    "L": "arrived",
}  # fmt: skip
_PIECES = {
    "a": ["good"], "d": ["damaged"], "D": ["damaged"], "m": ["missing"], "o": ["good"], "w": ["withdrawn"],
    "2": ["good", "good"], "+": ["good", "gift"], "b": ["good"], "P": ["good"], "L": ["good"], "s": ["good"],
}  # fmt: skip
_FREQUENCIES = {
    "monthly": ("m", 1, 12), "quarterly": ("q", 3, 4), "annual": ("a", 12, 1), "bimonthly": ("b", 2, 6),
}  # fmt: skip


def title_of(shelf: Shelf, case: Case, binder_id: int) -> int:
    """Write the title of a case to the file; gives its id."""
    frequency, letters = _frequency(case.one("issues"))
    code, months, per_volume = _FREQUENCIES[frequency]
    bound = case.one("bound")
    library = shelf.library
    title_id = shelf.title(case.name, statuses="", frequency=code, copies=int(case.one("copies", "1")),
                           pattern=False)  # fmt: skip
    with library.transaction():
        if "no pattern of issues" not in bound:
            captions = [["8", "1"], ["a", "v."], ["b", "no."], ["u", str(per_volume)], ["v", "r"],
                        ["i", "(year)"], ["j", "(month)"], ["w", code], ["x", "01"]]  # fmt: skip
        else:
            captions = [["8", "1"], ["a", "v."], ["b", "no."], ["i", "(year)"], ["j", "(month)"]]
        library.execute(
            "INSERT INTO pattern (title_id, tag, subfields) VALUES (?, '853', ?)",
            (title_id, json.dumps(captions)),
        )
        if "ceased" in bound:
            library.execute("UPDATE title SET status = 'ceased' WHERE id = ?", (title_id,))
        if "goes on as" in bound:
            later = bound.partition("goes on as ")[2].partition(";")[0].strip()
            library.execute(
                "INSERT INTO link (title_id, tag, relation, name) VALUES (?, '785', '0', ?)",
                (title_id, later),
            )
    fields = dict(part.strip().split("=") for part in bound.split(";") if "=" in part)
    skipped = int(fields.pop("from", "1")) - 1
    of_unit: list[tuple[int, str]] = []
    with library.transaction():
        for n, letter in enumerate(letters, skipped):
            if letter == "-":
                continue
            month = n * months
            year = 2025 + month // 12
            day = date(year, month % 12 + 1, 1)
            number = n % per_volume + 1
            issue_id = _issue(shelf, title_id, letter, (11 + n // per_volume, number), day, n)
            if letter in "PGL":
                of_unit.append((n, letter))
            _pieces(shelf, issue_id, letter, day)
        for text in case.said.get("beside", []):
            _beside(shelf, title_id, text)
    bound_to = fields.pop("bound_to", None)
    binding_id = binding(shelf, title_id, binder_id, **fields)
    with library.transaction():
        library.execute("UPDATE binding SET bound_to = ? WHERE id = ?", (bound_to, binding_id))
    if of_unit:
        unit(shelf, title_id, issues=[n for n, _ in of_unit], label="v.11 (2025)")
        with library.transaction():
            library.execute(
                "UPDATE unit_piece SET piece_id = NULL WHERE issue_id IN (SELECT issue.id FROM issue"
                " WHERE title_id = ? AND cover = 'late')",
                (title_id,),
            )
    return title_id


def _frequency(text: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    return (first, rest.replace(" ", "")) if first in _FREQUENCIES else ("monthly", text.replace(" ", ""))


def _issue(shelf: Shelf, title_id: int, letter: str, numbers: tuple[int, int], day: date, n: int) -> int:
    volume, number = numbers
    values = {"a": str(volume), "b": str(number), "i": str(day.year), "j": f"{day.month:02}"}
    issue_id = shelf.library.execute(
        "INSERT INTO issue (title_id, position, designation, volume, number, cover, label, published_on,"
        " expected_on, status, touched) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        (title_id, 1000 * (n + 1), json.dumps(values), f"v.{volume} ({day.year})", f"no.{number}",
         "late" if letter == "L" else f"{day:%b}", f"v.{volume}:no.{number} ({day:%B %Y})", day.isoformat(),
         (day + timedelta(days=3)).isoformat(), _STATUS[letter]),
    ).lastrowid  # fmt: skip
    assert issue_id
    if letter in "kD":
        reason = "late" if letter == "k" else "damaged"
        shelf.library.execute(
            "INSERT INTO claim (issue_id, number, reason, wanted_on) VALUES (?, 1, ?, '2026-01-05')",
            (issue_id, reason),
        )
    return issue_id


def _pieces(shelf: Shelf, issue_id: int, letter: str, day: date) -> None:
    copies = shelf.library.rows(
        "SELECT copy.id FROM copy JOIN issue ON issue.title_id = copy.title_id WHERE issue.id = ?",
        (issue_id,),
    )
    here = copies[:1] if letter == "s" else copies
    for copy, what in [(row[0], what) for row in here for what in _PIECES.get(letter, [])]:
        gift = what == "gift"
        piece = shelf.library.execute(
            "INSERT INTO piece (issue_id, copy_id, kind, condition, received_on) VALUES (?, ?, ?, ?, ?)",
            (issue_id, copy, "gift" if gift else "regular", "good" if gift else what,
             (day + timedelta(days=3)).isoformat()),
        ).lastrowid  # fmt: skip
        if letter == "o":
            shelf.library.execute(
                "INSERT INTO round (piece_id, began_on, due_on) VALUES (?, '2026-11-01', '2026-11-30')",
                (piece,),
            )


def _beside(shelf: Shelf, title_id: int, text: str) -> None:
    """ "index 11 arrived 2026-02-01", "index 11 expected 2026-02-01", "suppl 2025-03 arrived"."""
    kind, of, status, *on = text.split()
    library = shelf.library
    run = {"index": "index", "title": "index", "suppl": "supplement", "special": "basic"}[kind]
    day = on[0] if on else f"{of}-01"
    words = {"index": "index", "title": "title page", "suppl": "suppl. 1", "special": "special issue"}[kind]
    values = {"a": of, "o": words} if run == "index" else {"o": words}
    parent = None
    position = 1000
    if run != "index":
        parent, position = library.row(
            "SELECT id, position FROM issue WHERE title_id = ? AND run = 'basic' AND published_on = ?",
            (title_id, f"{of}-01"),
        )
    issue = library.execute(
        "INSERT INTO issue (title_id, run, position, designation, number, label, published_on, expected_on,"
        " status, touched, beside) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)",
        (title_id, run, position + 1, json.dumps(values), words, f"{words} {of}", day, day, status, parent),
    ).lastrowid
    if status == "arrived":
        library.execute("INSERT INTO piece (issue_id, received_on) VALUES (?, ?)", (issue, day))
