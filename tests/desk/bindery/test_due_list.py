"""The due list of the bindery, case by case; called at receipt; exam time; thickness; the printed list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bindery_for_tests import binder, binding
from buckram.desk.bindery.due import Due, DueUnit, due
from buckram.desk.bindery.due_list import as_table, wanted
from buckram.desk.checkin import receive_lit
from buckram.desk.deciding import decide
from buckram.desk.undoing import undo_last
from buckram.errors import Refused
from desk.bindery.due_titles import Case, read_cases, title_of
from library_for_tests import Shelf

CASES = read_cases("due_cases.txt")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, dict[str, int]]:
    shelf = Shelf(tmp_path_factory.mktemp("due") / "library.db")
    binder_id = binder(shelf)
    return shelf, {case.name: title_of(shelf, case, binder_id) for case in CASES}


def told(unit: DueUnit) -> str:
    looks = f" [{' '.join(unit.warnings)}]" if unit.warnings else ""
    return f"{unit.label}: {unit.state}: {unit.why}{looks}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_the_list_says(listed: tuple[Shelf, dict[str, int]], case: Case) -> None:
    shelf, titles = listed
    found = due(shelf.library, date.fromisoformat(case.one("today")), title_id=titles[case.name])
    assert [told(unit) for unit in found] == case.said.get("says", [])
    if "binds" in case.said:
        assert [piece.label.partition(" (")[0] for piece in found[0].pieces] == case.one("binds").split(", ")


def case(text: str, **said: str) -> Case:
    return Case("Journal of tests", {"issues": [text], **{word: [value] for word, value in said.items()}})


def test_nothing_leaves_in_exam_time(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library.db")
    title_of(shelf, case("aaaaaaaaaaaa aaee"), binder(shelf))
    with pytest.raises(Refused):
        decide(shelf.library, "binding_blackout", "spring")
    decide(shelf.library, "binding_blackout", "05-01..05-31, 12-15..01-10")
    one = due(shelf.library, date(2026, 5, 20))[0]
    assert one.since == date(2026, 6, 1)
    assert told(one) == (
        "v.11 (2025): waiting: Called by v.12:no.1 on 4 Jan; exam time: it leaves the shelf on 1 Jun."
    )
    assert due(shelf.library, date(2026, 6, 1))[0].state is Due.CALLED
    # The library's usual delay counts for patterns that say nothing of it.
    assert decide(shelf.library, "binding_leave", "18  months") == "18 months"
    assert due(shelf.library, date(2026, 6, 1))[0].why.endswith("18 months on the shelf, until 4 Jun 2027.")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE binding SET fields = json_set(fields, '$.leave', 'none')")
    assert due(shelf.library, date(2026, 6, 1))[0].state is Due.CALLED
    with pytest.raises(Refused):
        decide(shelf.library, "binding_leave", "a while")


def test_the_receipt_calls_to_bind(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library.db")
    title_id = title_of(shelf, case("aaaaaaaaaaaa eee"), binder(shelf))
    desk = shelf.desk()
    waiting = "SELECT id FROM issue WHERE title_id = ? AND status = 'expected' ORDER BY position"
    boxes = [row[0] for row in shelf.library.rows(waiting, (title_id,))]
    first = receive_lit(desk, boxes[0], 0)
    assert first.next_step == "v.11 (2025) is called to bind."
    one, *_ = due(shelf.library, desk.today())
    assert (one.state, one.called_by, one.why) == (Due.CALLED, boxes[0], "Called by v.12:no.1 on 21 Nov.")
    assert receive_lit(desk, boxes[1], 0).next_step == ""
    undo_last(desk)
    undo_last(desk)
    assert due(shelf.library, desk.today())[0].state is Due.WAITING
    with shelf.library.transaction():
        shelf.library.execute("UPDATE issue SET status = 'missing' WHERE position = 4000")
        shelf.library.execute("UPDATE piece SET condition = 'missing' WHERE id = 4")
    version = shelf.library.value("SELECT version FROM issue WHERE id = ?", (boxes[0],))
    told_now = receive_lit(desk, boxes[0], version).next_step
    assert told_now == "v.11 (2025) is called to bind: waits for no.4 (missing)."


def test_which_copies_are_bound(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library.db")
    binder_id = binder(shelf)
    title_id = title_of(shelf, case("aaaaaaaaaaaa aaee", copies="3"), binder_id)
    first, second, third = (row[0] for row in shelf.library.rows("SELECT id FROM copy ORDER BY id"))
    with shelf.library.transaction():
        shelf.library.execute("UPDATE copy SET keeps = '24 months' WHERE id = ?", (second,))
        shelf.library.execute(
            "UPDATE copy SET keeps = '24 months', call_number = 'Q1' WHERE id = ?", (third,)
        )
    own = binding(shelf, title_id, binder_id, copy_id=third, unit="half")
    units = [one for one in due(shelf.library, date(2026, 3, 10)) if one.state is Due.CALLED]
    assert [(one.copy_id, one.copy_number, one.label, one.call_number) for one in units] == [
        (third, 3, "v.11:no.1-6 (2025:Jan.-June)", "Q1"),
        (third, 3, "v.11:no.7-12 (2025:July-Dec.)", "Q1"),
        (first, 1, "v.11 (2025)", "Z671 .J6"),
    ]
    assert [one.binding_id == own for one in units] == [True, True, False]
    of_first = {piece.piece_id for piece in units[2].pieces}
    assert not of_first & {piece.piece_id for one in units[:2] for piece in one.pieces}
    assert len({one.key for one in units}) == 3


def test_a_thickness_is_learnt_then_typed_then_read_from_the_record(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library.db")
    title_id = title_of(shelf, case("PPPPPPPPPPPP aaaaaaaaaaaa a"), binder(shelf))
    library, today = shelf.library, date(2027, 2, 1)

    def estimated() -> tuple[int, str]:
        one = due(library, today)[0]
        return one.thickness, one.thickness_by

    assert estimated() == (540, "as is usual of monthly titles")
    record = b"00063nas a2200037   4500300001100000\x1e  \x1fa120 p.\x1e\x1d"
    with library.transaction():
        library.execute(
            "INSERT INTO record (title_id, kind, format, content, digest, imported_at)"
            " VALUES (?, 'bib', 'iso2709', ?, '', '')",
            (title_id, record),
        )
    assert estimated() == (720, "by the 120 pages of its record")
    with library.transaction():
        library.execute("UPDATE binding SET fields = json_set(fields, '$.thickness_each', '32')")
    assert estimated() == (384, "as its pattern says")
    with library.transaction():
        library.execute("UPDATE unit SET thickness = 480")
    assert estimated() == (480, "learnt from 12 measured pieces")


def test_the_list_for_paper(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library.db")
    title_of(shelf, case("aaamaaaaaaaa aaee"), binder(shelf))
    today = date(2026, 3, 10)
    found = due(shelf.library, today)
    table = as_table(wanted(found), today)
    why = "Called by v.12:no.1 on 4 Jan; waits for no.4 (missing)."
    assert [list(row[2:]) for row in table.rows] == [
        ["Journal of tests", "", "v.11 (2025)", "waiting", why, "", "11", "1", "1.95 in", "no.4 missing."],
    ]
    assert table.about == "0 due, 1 in all."
    assert len(wanted(found, forming=True)) == 2
    assert wanted(found, location="Attic") == []
    assert as_table(found, today, inches=False).rows[0][-2] == "50 mm"
