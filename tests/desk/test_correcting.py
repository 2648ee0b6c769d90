"""A piece that is not what was predicted: correct, join, not published, offer, and all of it back again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from buckram.desk.ahead import extend
from buckram.desk.cards import card, light
from buckram.desk.checkin import receive_lit, scan
from buckram.desk.correcting import (
    AnotherBox,
    brings_a_piece,
    combined_with_next,
    correct,
    not_published,
    read_printed,
)
from buckram.desk.desk import Desk
from buckram.desk.noting import write_note
from buckram.desk.offering import offer, take_offer
from buckram.desk.receiving import UnreadNotes
from buckram.desk.undoing import undo, undo_last
from buckram.errors import BuckramError, Refused, Stale
from buckram.pattern.repair import What
from buckram.storage import issues
from buckram.storage.issues import Issue
from buckram.storage.library import open_library
from library_for_tests import MONTHLY, TODAY, Shelf


@pytest.fixture
def title(shelf: Shelf) -> int:
    """A monthly of which v.12:no.10 came last; its horizon is full."""
    title_id = shelf.title(statuses="aa")
    extend(shelf.library, title_id, TODAY)
    return title_id


def lit(desk: Desk, title: int) -> Issue:
    found = light(desk, title)
    assert found is not None
    return found


def typed(desk: Desk, title: int, text: str, *, receives: bool = True) -> Any:
    return correct(desk, read_printed(desk.library, lit(desk, title).id, text), receives=receives)


def labels(shelf: Shelf, title: int, count: int = 4) -> list[str]:
    """The labels from the last arrived on, with what became of them."""
    rows = shelf.library.rows(
        "SELECT label, status FROM issue WHERE title_id = ? ORDER BY position LIMIT ? OFFSET 1",
        (title, count),
    )
    return [f"{r[0]} {r[1]}" for r in rows]


def everything(shelf: Shelf) -> list[tuple[Any, ...]]:
    """Every row that a person would miss. The version of an issue goes on, whatever is taken back."""
    kept = {
        "issue": "id, pattern_id, position, designation, volume, number, cover, label, published_on,"
        " expected_on, status, touched, guess",
        "piece": "*",
        "note": "*",
        "pattern": "*",
    }
    return [
        (table, *tuple(row))
        for table, columns in kept.items()
        for row in shelf.library.rows(f"SELECT {columns} FROM {table} ORDER BY id")
    ]


def decided(shelf: Shelf) -> list[tuple[Any, ...]]:
    """The same without what is only foreseen: expected days follow the lag, the horizon follows the clock."""
    first = [row for row in everything(shelf) if row[0] != "issue"]
    rows = shelf.library.rows(
        "SELECT id, position, designation, label, status, guess FROM issue WHERE touched OR position <= 30000"
    )
    return [*first, *(tuple(row) for row in rows)]


def test_a_double_issue_is_received_with_its_correction(shelf: Shelf, title: int) -> None:
    done = typed(shelf.desk(), title, "11/12 nov/dec")
    assert done.finding.what is What.COMBINED
    assert done.receipt.label == "v.12:no.11/12 (Nov./Dec. 2026)"
    assert labels(shelf, title) == [
        "v.12:no.10 (October 2026) arrived",
        "v.12:no.11/12 (Nov./Dec. 2026) arrived",
        "v.13:no.1 (January 2027) expected",
        "v.13:no.2 (February 2027) expected",
    ]
    guess = json.loads(shelf.library.value("SELECT guess FROM issue WHERE id = ?", (done.issue_id,)))
    assert guess["designation"] == {"a": "12", "b": "11", "i": "2026", "j": "11"}
    assert shelf.library.value("SELECT count(*) FROM act") == 1


TYPED = [
    "11/12 nov/dec",
    "13 1 nov",
    "11 dec",
    "nov/dec",
    "12 jan!",
    "10",
    "99",
    "11 5 oct 2026",
    "12 2",
    "11 11!",
]


@pytest.mark.parametrize("receives", [True, False])
@pytest.mark.parametrize("text", TYPED)
def test_undo_brings_every_row_back(shelf: Shelf, title: int, text: str, receives: bool) -> None:
    before = everything(shelf)
    desk = shelf.desk()
    typed(desk, title, text, receives=receives)
    assert everything(shelf) != before
    undo_last(desk)
    assert everything(shelf) == before


def test_the_digits_beside_the_barcode_go_with_the_corrected_piece(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    opened = scan(desk, "977031784700144")
    assert opened.question == "which issue"
    typed(desk, title, "13")
    assert shelf.library.value("SELECT addon FROM piece ORDER BY id DESC LIMIT 1") == "44"
    assert desk.in_hand is not None
    assert desk.in_hand.addon == "", "the next piece bears its own"
    assert shelf.library.value("SELECT answer FROM scan WHERE question = 'which issue'") == "received"


def test_a_number_that_runs_on_is_another_box_in_whatever_volume_it_stands(shelf: Shelf) -> None:
    shelf.title(statuses="aae", first_month=11)
    runs_on = json.dumps([["v", "c"] if pair == ["v", "r"] else pair for pair in MONTHLY])
    shelf.library.execute("UPDATE pattern SET subfields = ?", (runs_on,))
    rows = shelf.library.rows("SELECT id, position FROM issue ORDER BY position")
    for n, row in enumerate(rows):
        values = json.dumps({"a": "13" if n else "12", "b": str(140 + n), "i": "2027", "j": f"{n + 1:02}"})
        shelf.library.execute("UPDATE issue SET designation = ? WHERE id = ?", (values, row[0]))
    shelf.library.execute("UPDATE issue SET status = 'expected', touched = 0")
    with pytest.raises(AnotherBox) as there:
        read_printed(shelf.library, rows[0][0], "142")
    assert there.value.issue_id == rows[2][0]


def test_undo_of_what_came_after_and_then_of_the_correction(shelf: Shelf, title: int) -> None:
    before = everything(shelf)
    desk = shelf.desk()
    first = typed(desk, title, "11/12 nov/dec")
    issue = lit(desk, title)
    receive_lit(desk, issue.id, issue.version)
    extend(desk.library, title, TODAY)
    with pytest.raises(Refused, match="later act depends"):
        undo(desk, first.act_id)
    undo_last(desk)
    undo_last(desk)
    assert everything(shelf) == before


def test_undo_and_do_again(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    typed(desk, title, "11/12 nov/dec")
    after = decided(shelf)
    undone = undo_last(desk)
    assert decided(shelf) != after
    undo(desk, undone.id)
    assert decided(shelf) == after


def test_what_follows_moves_with_the_date(shelf: Shelf, title: int) -> None:
    done = typed(shelf.desk(), title, "11 dec")
    assert done.finding.what is What.OMITTED
    assert labels(shelf, title, 3)[1:] == [
        "v.12:no.11 (December 2026) arrived",
        "v.13:no.1 (January 2027) expected",
    ]


def test_a_corrected_issue_can_be_corrected_back(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    typed(desk, title, "11 dec", receives=False)
    typed(desk, title, "11 nov", receives=False)
    issue = lit(desk, title)
    assert issue.label == "v.12:no.11 (November 2026)"
    assert shelf.library.value("SELECT guess FROM issue WHERE id = ?", (issue.id,)) is None


def test_the_first_prediction_is_the_one_that_is_kept(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    typed(desk, title, "11 dec", receives=False)
    done = typed(desk, title, "11/12 dec", receives=False)
    guess = json.loads(shelf.library.value("SELECT guess FROM issue WHERE id = ?", (done.issue_id,)))
    assert guess["designation"]["j"] == "11"


def test_what_somebody_touched_stays(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    noted = issues.window(shelf.library, title, "basic", 0, 3)[1]
    write_note(desk, title, "Wanted by the director", issue_id=noted.id)
    typed(desk, title, "12 12 nov")
    assert issues.get(shelf.library, noted.id).label == "v.12:no.12 (December 2026)"


def test_a_later_piece_tells_more_than_an_earlier_correction(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    first, second = issues.window(shelf.library, title, "basic", 0, 2)
    receive_lit(desk, second.id, second.version)
    correct(desk, read_printed(desk.library, first.id, "11 5 nov"), receives=True)
    assert labels(shelf, title, 4)[2:] == [
        "v.12:no.12 (December 2026) arrived",
        "v.13:no.1 (January 2027) expected",
    ]


@pytest.mark.parametrize("text", ["12", "12 dec", "10 oct", "13:1 jan 2027"])
def test_another_box_is_named_and_nothing_changed(shelf: Shelf, title: int, text: str) -> None:
    before = everything(shelf)
    desk = shelf.desk()
    with pytest.raises(AnotherBox) as refusal:
        read_printed(desk.library, lit(desk, title).id, text)
    assert refusal.value.issue_id != lit(desk, title).id
    assert everything(shelf) == before


def test_a_misprint_is_noted_and_the_issue_stays_what_it_is(shelf: Shelf, title: int) -> None:
    done = typed(shelf.desk(), title, "11 11")
    assert done.finding.what is What.MISPRINT
    assert done.receipt.label == "v.12:no.11 (November 2026)"
    assert shelf.library.value("SELECT text FROM note") == "Printed on the piece: v.11 no.11, November 2026"
    assert labels(shelf, title, 3)[2] == "v.12:no.12 (December 2026) expected"


def test_a_misprint_that_is_insisted_on_counts(shelf: Shelf, title: int) -> None:
    done = typed(shelf.desk(), title, "11 11!")
    assert done.receipt.label == "v.11:no.11 (November 2026)"
    assert labels(shelf, title, 3)[2] == "v.11:no.12 (December 2026) expected"


def test_an_unread_note_stops_the_correction_too(shelf: Shelf, title: int) -> None:
    write_note(shelf.desk("john"), title, "Ask me first")
    before = everything(shelf)
    with pytest.raises(UnreadNotes):
        typed(shelf.desk(), title, "11/12 nov/dec")
    assert everything(shelf) == before


def test_what_another_station_changed_is_not_overwritten(shelf: Shelf, title: int) -> None:
    desk, john = shelf.desk(), shelf.desk("john", "desk 2")
    printed = read_printed(desk.library, lit(desk, title).id, "11/12 nov/dec")
    typed(john, title, "11 dec")
    with pytest.raises(Stale):
        correct(desk, printed, receives=True)


def test_what_came_can_be_corrected_without_another_piece(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    october = issues.newest_here(desk.library, title)
    assert october is not None
    correct(desk, read_printed(desk.library, october.id, "10/11 oct/nov"))
    assert labels(shelf, title, 2) == [
        "v.12:no.10/11 (Oct./Nov. 2026) arrived",
        "v.12:no.12 (December 2026) expected",
    ]
    assert shelf.library.value("SELECT count(*) FROM piece WHERE received_by = 'mary'") == 0


def test_joined_with_the_next(shelf: Shelf, title: int) -> None:
    before = everything(shelf)
    desk = shelf.desk()
    issue = lit(desk, title)
    done = combined_with_next(desk, issue.id, issue.version)
    assert done.sentence == (
        "v.12:no.11 (November 2026) and v.12:no.12 (December 2026) are one issue: Journal of tests."
    )
    assert labels(shelf, title)[1:] == [
        "v.12:no.11/12 (Nov./Dec. 2026) expected",
        "v.12:no.12 (December 2026) combined",
        "v.13:no.1 (January 2027) expected",
    ]
    undo_last(desk)
    assert everything(shelf) == before


def test_not_published_is_passed_by(shelf: Shelf, title: int) -> None:
    before = everything(shelf)
    desk = shelf.desk()
    issue = lit(desk, title)
    not_published(desk, issue.id, issue.version)
    assert lit(desk, title).label == "v.12:no.12 (December 2026)"
    undo_last(desk)
    assert everything(shelf) == before
    october = issues.newest_here(desk.library, title)
    assert october is not None
    with pytest.raises(Refused, match="is arrived"):
        not_published(desk, october.id, october.version)


def receive_until(shelf: Shelf, desk: Desk, title: int, month: str) -> None:
    """Receive what is lit, each on its day, until the issue dated `month` is lit."""
    while month not in (issue := lit(desk, title)).label:
        assert issue.published_on is not None
        shelf.clock.now = datetime.combine(issue.published_on, time(9, 30), UTC)
        receive_lit(desk, issue.id, issue.version)
        extend(desk.library, title, desk.today())


def undo_since(desk: Desk, act_id: int) -> None:
    """Take back everything from an act on, newest first."""
    for row in desk.library.rows("SELECT id FROM act WHERE id >= ? ORDER BY id DESC", (act_id,)):
        undo(desk, row[0])


def test_the_same_difference_twice_brings_an_offer_for_one_key(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    for text, month in (("7/8 jul/aug", "July 2027"), ("7/8 jul/aug", "July 2028")):
        receive_until(shelf, desk, title, month)
        assert offer(desk.library, title) is None
        typed(desk, title, text)
    offered = offer(desk.library, title)
    assert offered is not None
    assert offered.what is What.COMBINED
    assert offered.sentence == (
        "v.13 no.7/8, July/August 2027 and v.14 no.7/8, July/August 2028 came as one issue for several."
        " Changed pattern: Monthly, July and August as one issue; twelve numbers a volume;"
        " numbers 7/8 as one; new volume each January."
    )
    before = decided(shelf)
    adopted = take_offer(desk, offered)
    assert "New pattern from v.14:no.9 (September 2028) on" in adopted.sentence
    receive_until(shelf, desk, title, "June 2029")
    ahead = issues.window(desk.library, title, "basic", 0, 3)
    assert [issue.label for issue in ahead][1] == "v.15:no.7/8 (July/Aug. 2029)"
    assert offer(desk.library, title) is None, "what the new pattern foretells is not offered again"
    undo_since(desk, adopted.act_id)
    assert decided(shelf) == before


def test_joining_twice_brings_the_same_offer(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    for month in ("July 2027", "July 2028"):
        receive_until(shelf, desk, title, month)
        issue = lit(desk, title)
        combined_with_next(desk, issue.id, issue.version)
    offered = offer(desk.library, title)
    assert offered is not None
    take_offer(desk, offered)
    last = [issue.label for issue in issues.window(desk.library, title, "basic", 0, 4)]
    assert last[:3] == [
        "v.14:no.7/8 (July/Aug. 2028)",
        "v.14:no.8 (August 2028)",
        "v.14:no.9 (September 2028)",
    ]


def test_not_published_twice_brings_an_offer(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    for month in ("August 2027", "August 2028"):
        receive_until(shelf, desk, title, month)
        issue = lit(desk, title)
        not_published(desk, issue.id, issue.version)
    offered = offer(desk.library, title)
    assert offered is not None
    assert "but not in August" in offered.sentence


def test_an_offer_for_a_pattern_that_was_changed_is_stale(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    for month in ("July 2027", "July 2028"):
        receive_until(shelf, desk, title, month)
        typed(desk, title, "7/8 jul/aug")
    offered = offer(desk.library, title)
    assert offered is not None
    take_offer(desk, offered)
    with pytest.raises(Stale):
        take_offer(desk, offered)


def test_untouched_expectations_follow_the_lag(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    for _ in range(3):
        issue = lit(desk, title)
        assert issue.published_on is not None
        receive_lit(desk, issue.id, issue.version)
    moved = extend(desk.library, title, TODAY)
    found = card(desk, title)
    assert moved > 0
    assert found.lag.words.endswith("by its own last 5 receipts")
    ahead = [box.issue for box in found.boxes if not box.issue.touched]
    assert ahead
    assert {issue.expected_on for issue in ahead} == {
        found.lag.expected(issue.published_on) for issue in ahead if issue.published_on
    }


@pytest.fixture(scope="module")
def ahead(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration library when the horizon of every twentieth title is full."""
    path = tmp_path_factory.mktemp("ahead") / "demo.db"
    path.write_bytes(demonstration.read_bytes())
    library = open_library(path)
    library.execute("PRAGMA synchronous = OFF")
    for (title_id,) in library.rows("SELECT id FROM title WHERE id % 20 = 0"):
        extend(library, title_id, TODAY)
    library.close()
    return path


@pytest.mark.parametrize(
    "text", ["5", "apr", "4/5", "15 mar", "jul/aug", "12 4", "2027", "20 dec/5 jan", "III", "7!"]
)
def test_whatever_is_typed_can_be_taken_back(ahead: Path, tmp_path: Path, text: str) -> None:
    """On every twentieth title of the demonstration library: dailies, weeklies, quarterlies, annuals."""
    path = tmp_path / "demo.db"
    path.write_bytes(ahead.read_bytes())
    shelf = Shelf(path)
    shelf.library.execute("PRAGMA synchronous = OFF")
    desk = Desk(shelf.library, "mary", "desk 1", shelf.clock)
    corrected = 0
    before = everything(shelf)
    for (title_id,) in shelf.library.rows("SELECT id FROM title WHERE id % 20 = 0"):
        issue = light(desk, title_id)
        if issue is None:
            continue
        try:
            done = correct(desk, read_printed(shelf.library, issue.id, text))
        except BuckramError:
            continue
        corrected += 1
        undo(desk, done.act_id)
    assert everything(shelf) == before
    assert corrected or text == "III"


def test_a_box_that_has_something_takes_another_piece_only_with_one_in_hand(shelf: Shelf) -> None:
    """C on a partly received box puts a slip right; after a scan it brings the next copy."""
    title = shelf.title(statuses="ae", copies=2)
    desk = shelf.desk()
    issue = lit(desk, title)
    assert brings_a_piece(desk, issue.id)
    scan(desk, "03178471")
    receive_lit(desk, issue.id, issue.version)
    assert issues.get(desk.library, issue.id).status == "partial"
    desk.in_hand = None
    assert not brings_a_piece(desk, issue.id)
    scan(desk, "03178471")
    assert desk.in_hand is not None
    assert brings_a_piece(desk, issue.id)
    first = issues.window(desk.library, title, "basic", 5, 0)[0]
    assert not brings_a_piece(desk, first.id)
