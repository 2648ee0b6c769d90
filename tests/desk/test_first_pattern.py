"""What was typed becomes a pattern when it shows one; later titles that are linked; silence."""

from __future__ import annotations

from datetime import timedelta

from buckram.desk.adding import add_beside, read_extra, reword
from buckram.desk.ahead import extend
from buckram.desk.by_number import receive_by_number
from buckram.desk.cards import light
from buckram.desk.expecting import Filters
from buckram.desk.later_title import candidates, change_title
from buckram.desk.offering import offer, take_offer
from buckram.desk.silent import silent
from buckram.desk.undoing import undo_last
from buckram.storage import issues
from library_for_tests import TODAY, Shelf

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def test_a_typed_monthly_is_offered_its_pattern_and_goes_on(shelf: Shelf) -> None:
    title = shelf.title(statuses="", pattern=False, frequency="u")
    desk = shelf.desk()
    seen = []
    for year in (2025, 2026):
        for number, month in enumerate(MONTHS[: 12 if year == 2025 else 10], 1):
            receive_by_number(desk, title, f"v.{year - 2020} no.{number} {month} {year}")
            seen.append(offer(shelf.library, title))
    assert seen[3] is None
    found = seen[-1]
    assert found is not None
    assert "issues show a pattern" in found.sentence
    before = shelf.contents("pattern", "issue")
    take_offer(desk, found)
    lit = light(desk, title)
    assert lit is not None
    assert lit.label == "v.6:no.11 (November 2026)"
    undo_last(desk)
    assert shelf.contents("pattern", "issue") == before


def test_a_later_title_that_is_linked_is_taken_with_its_own_copies(shelf: Shelf) -> None:
    old = shelf.title("Old name", statuses="aa")
    new = shelf.title("New name", "0028-0836", statuses="", pattern=False, location="Annex")
    with shelf.library.transaction():
        shelf.library.execute(
            "INSERT INTO link (title_id, tag, relation, name, issn) VALUES (?, '785', '0', 'New name', ?)",
            (old, "00280836"),
        )
    extend(shelf.library, old, TODAY)
    assert [line.id for line in candidates(shelf.library, old)] == [new]
    assert [line.id for line in candidates(shelf.library, new)] == []
    desk = shelf.desk()
    tables = ("title", "link", "copy", "subscription", "pattern", "piece")
    before = shelf.contents(*tables)
    lit = light(desk, old)
    assert lit is not None
    done = change_title(desk, lit.id, lit.version, new)
    assert (done.new_id, done.made, done.receipt.location) == (new, False, "Annex")
    links = shelf.library.rows("SELECT title_id, tag, other_id FROM link ORDER BY id")
    assert [tuple(row) for row in links] == [(old, "785", new), (new, "780", old)]
    assert shelf.library.value("SELECT count(*) FROM copy WHERE title_id = ?", (new,)) == 1
    statuses = shelf.library.rows("SELECT status FROM title ORDER BY id")
    assert [row[0] for row in statuses] == ["ceased", "current"]
    assert light(desk, old) is None
    undo_last(desk)
    assert shelf.contents(*tables) == before


def test_other_words_for_what_stands_beside(shelf: Shelf) -> None:
    title = shelf.title(statuses="aae")
    desk = shelf.desk()
    parent = issues.window(shelf.library, title, "basic", 9, 9)[1]
    done = add_beside(desk, parent.id, read_extra("special Cofee"))
    before = shelf.contents("issue")
    reword(desk, done.issue_id, issues.get(shelf.library, done.issue_id).version, "special Coffee")
    label = issues.get(shelf.library, done.issue_id).label
    assert label == "v.12:no.10 special issue: Coffee (October 2026)"
    undo_last(desk)
    assert shelf.contents("issue") == before


def test_many_special_issues_find_room(shelf: Shelf) -> None:
    title = shelf.title(statuses="aae")
    desk = shelf.desk()
    parent = issues.window(shelf.library, title, "basic", 9, 9)[0]
    extend(shelf.library, title, TODAY)
    stands = "SELECT id, position, label, status FROM issue ORDER BY id"
    before = [tuple(row) for row in shelf.library.rows(stands)]
    for number in range(1, 16):
        add_beside(desk, parent.id, read_extra(f"special {number}"))
    rows = issues.window(shelf.library, title, "basic", 30, 9)
    words = [row.number for row in rows]
    assert words[:2] == ["no.9", "special i"]
    named = [row.label.split("issue ")[1].split(" ")[0] for row in rows if row.beside]
    assert named == [str(number) for number in range(1, 16)]
    assert [row.number for row in rows if not row.beside][:3] == ["no.9", "no.10", "no.11"]
    for _ in range(15):
        undo_last(desk)
    assert [tuple(row) for row in shelf.library.rows(stands)] == before


def test_a_report_that_did_not_come_is_told_of(shelf: Shelf) -> None:
    title = shelf.title("Report", statuses="", pattern=False, frequency="u", location="Annex")
    other = shelf.title("Monthly", "0028-0836", statuses="aaee")
    desk = shelf.desk()
    for years, text in ((4, "2022"), (3, "2023"), (2, "2024"), (1, "2025")):
        desk.back_date(TODAY - timedelta(days=365 * years + 60))
        receive_by_number(desk, title, text)
    assert silent(shelf.library, TODAY) == []
    later = TODAY + timedelta(days=200)
    (found,) = silent(shelf.library, later)
    assert (found.about.title_id, found.about.label) == (title, "2025")
    assert found.silence.words == "Nothing since 20 months; it usually comes every 12 months."
    assert silent(shelf.library, later, Filters(location="Reading Room")) == []
    assert other != title
