"""What may go by retention, and letting it go: told as text that a librarian can read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from buckram.desk.desk import Desk
from buckram.desk.retaining import (
    Filters,
    as_table,
    replacement_came,
    to_go,
    typed_replacement,
    waiting,
    withdraw,
)
from buckram.desk.undoing import undo_last
from buckram.errors import Refused, Stale
from buckram.exchange.lists import as_csv
from buckram.rules.retention import How
from library_for_tests import TODAY, Shelf

STORY = Path(__file__).with_name("retention.txt")
TABLES = ("piece", "issue", "replaced", "claim")


def put_on_card(shelf: Shelf, name: str, place: str, keeps: str, months: str) -> int:
    numbers = [int(month) for month in months.split()]
    title = shelf.title(name, statuses="a" * len(numbers), first_month=numbers[0], location=place)
    coded = keeps.removeprefix("marc").strip() if keeps.startswith("marc") else None
    with shelf.library.transaction():
        shelf.library.execute(
            "UPDATE copy SET keeps = ?, retention = ? WHERE title_id = ?",
            (None if coded else keeps or None, coded, title),
        )
        shelf.library.execute(
            "UPDATE piece SET copy_id = (SELECT id FROM copy WHERE title_id = ?1)"
            " WHERE issue_id IN (SELECT id FROM issue WHERE title_id = ?1)",
            (title,),
        )
    return title


def month_of(label: str) -> str:
    found = re.search(r"\((\w+) ", label)
    return found[1] if found else ""


def told(desk: Desk, place: str = "") -> list[tuple[str, str]]:
    found = to_go(desk.library, desk.today(), Filters(location=place))
    return [(f"{one.piece.title} {month_of(one.piece.label)}", one.why) for one in found]


def tell(shelf: Shelf, desk: Desk, line: str) -> None:
    verb, _, rest = line.partition(" ")
    head, _, tail = (part.strip() for part in rest.partition(":"))
    match verb.strip(":"):
        case "card":
            put_on_card(shelf, *(part.strip() for part in head.split(",")), tail)
        case "goes":
            wanted = [part.strip().partition(", ") for part in tail.split(" / ") if part]
            found = told(desk, head)
            assert [name for name, _ in found] == [name for name, _, _ in wanted]
            assert all(why.startswith(w) for (_, why), (_, _, w) in zip(found, wanted, strict=True))
        case "waits":
            lines = [
                f"{w.title} {month_of(w.first)}-{month_of(w.last)} for {w.what}"
                for w in waiting(desk.library)
            ]
            assert lines == ([rest.strip()] if rest.strip() else [])
        case "came":
            title = shelf.library.value("SELECT id FROM title WHERE name = ?", (head,))
            replacement_came(desk, title, *typed_replacement(tail))
        case "withdraw":
            found = to_go(desk.library, desk.today(), Filters(location=rest))
            assert withdraw(desk, found) == f"Withdrew {len(found)} pieces by their retention."
        case "undo":
            undo_last(desk)
        case "now":
            name, month, _, status = rest.split()
            now = shelf.library.value(
                "SELECT issue.status FROM issue JOIN title ON title.id = title_id"
                " WHERE title.name = ? AND label LIKE ?",
                (name, f"%({month}%"),
            )
            assert now == status
        case _:
            raise ValueError(line)


def test_the_story(shelf: Shelf) -> None:
    desk = shelf.desk()
    before: list[tuple[object, ...]] = []
    for number, line in enumerate(STORY.read_text().splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            if line.startswith("came"):
                before = shelf.contents(*TABLES)
            try:
                tell(shelf, desk, line)
            except AssertionError as problem:
                raise AssertionError(f"line {number}: {line}\n{problem}") from problem
    assert shelf.contents(*TABLES) == before


def test_a_copy_that_waits_for_the_binder_is_never_the_bound_one(shelf: Shelf) -> None:
    title = put_on_card(shelf, "Alpha", "Reading Room", "until bound", "6 7")
    library = shelf.library
    with library.transaction():
        library.execute("UPDATE issue SET status = 'bound' WHERE label LIKE '%June%'")
    desk = shelf.desk()
    assert told(desk) == []
    # A second copy is what was bound; this one may go.
    with library.transaction():
        copy = library.execute("INSERT INTO copy (title_id, number) VALUES (?, 2)", (title,)).lastrowid
        library.execute(
            "INSERT INTO piece (issue_id, copy_id, received_on)"
            " SELECT id, ?, '2026-06-04' FROM issue WHERE status = 'bound'",
            (copy,),
        )
    assert told(desk) == [("Alpha June", "bound")]
    withdraw(desk, to_go(desk.library, desk.today()))
    assert library.value("SELECT status FROM issue WHERE label LIKE '%June%'") == "bound"
    assert library.value("SELECT condition FROM piece WHERE copy_id = ?", (copy,)) == "good"
    assert told(desk) == []


def test_who_was_faster_is_told_and_nothing_goes(shelf: Shelf) -> None:
    put_on_card(shelf, "Alpha", "Reading Room", "latest 1", "6 7 8")
    desk, other = shelf.desk(), shelf.desk("john", "desk 2")
    shown = to_go(desk.library, desk.today())
    withdraw(other, shown[:1])
    before = shelf.contents("piece", "issue")
    with pytest.raises(Stale, match="john was faster"):
        withdraw(desk, shown)
    assert shelf.contents("piece", "issue") == before
    with pytest.raises(Refused, match="Nothing is marked"):
        withdraw(desk, [])


def test_by_title_or_by_call_number_and_by_its_reason(shelf: Shelf) -> None:
    for name, keeps in (("Zebra", "latest 1"), ("Alpha", "1 month")):
        put_on_card(shelf, name, "Annex", keeps, "8 9")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE title SET call_number = 'QA1' WHERE name = 'Zebra'")
    desk = shelf.desk()
    assert [one.piece.title for one in to_go(desk.library, TODAY)] == ["Zebra", "Alpha", "Alpha"]
    assert [one.piece.title for one in to_go(desk.library, TODAY, Filters(how=How.SPAN))] == [
        "Alpha",
        "Alpha",
    ]
    with shelf.library.transaction():
        shelf.library.execute("INSERT INTO setting VALUES ('shelved_by_title', 'true')")
    assert [one.piece.title for one in to_go(desk.library, TODAY)] == ["Alpha", "Alpha", "Zebra"]
    assert "Annex,QA1,Zebra,v.12:no.8 (August 2026),1,latest 1 kept; this is the 2nd," in as_csv(
        as_table(to_go(desk.library, TODAY), TODAY)
    )


@pytest.mark.parametrize(("typed", "meant"), [
    ("2024", ("microfilm", 2024, 2024)),
    ("m 2020-2023", ("microfilm", 2020, 2023)),
    ("Online 2024", ("online", 2024, 2024)),
    ("o2020/2021", ("online", 2020, 2021)),
    ("cumulation 2019", ("cumulation", 2019, 2019)),
    ("film", None), ("", None), ("2024-2020", None), ("x 2024", None),
])  # fmt: skip
def test_what_came_as_it_is_typed(typed: str, meant: tuple[str, int, int] | None) -> None:
    if meant is None:
        with pytest.raises(Refused):
            typed_replacement(typed)
    else:
        assert typed_replacement(typed) == meant


def test_what_has_not_come_is_refused(shelf: Shelf) -> None:
    title = shelf.title()
    with pytest.raises(Refused, match="2027 has not come"):
        replacement_came(shelf.desk(), title, "online", 2026, 2027)
    assert shelf.library.value("SELECT count(*) FROM replaced") == 0
