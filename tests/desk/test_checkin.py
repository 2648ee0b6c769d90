"""Scan, received: what a scan does, and what it does not do."""

from __future__ import annotations

import pytest

from buckram.desk.checkin import receive_lit, scan, take
from buckram.desk.noting import have_read, write_note
from buckram.desk.outcome import Done
from buckram.desk.receiving import UnreadNotes, receive
from buckram.desk.undoing import undo_last
from buckram.errors import Refused, Stale
from buckram.storage import issues, sittings
from buckram.storage.held import held_issues
from library_for_tests import Shelf

NOVEMBER = "9770317847001" + "11"


def test_an_exact_hit_is_received_by_the_scan_alone(shelf: Shelf) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    outcome = scan(desk, NOVEMBER)
    assert outcome.done is Done.RECEIVED
    assert outcome.sentence == "Received v.12:no.11 (November 2026) for Reading Room: Journal of tests."
    piece = shelf.library.row("SELECT * FROM piece ORDER BY id DESC")
    assert piece is not None
    assert (piece["received_on"], piece["received_by"], piece["addon"]) == ("2026-11-21", "mary", "11")
    assert not outcome.look


def test_without_a_known_scheme_the_lit_box_waits_for_enter(shelf: Shelf) -> None:
    shelf.title(addons=False)
    desk = shelf.desk()
    outcome = scan(desk, NOVEMBER)
    assert outcome.done is Done.OPENED
    assert outcome.issue_id is not None
    lit = issues.get(shelf.library, outcome.issue_id)
    assert lit.number == "no.11"
    done = receive_lit(desk, lit.id, lit.version)
    assert done.receipt
    assert shelf.library.value("SELECT addon FROM piece ORDER BY id DESC") == "11"


def test_the_scheme_is_learnt_from_what_was_received(shelf: Shelf) -> None:
    title = shelf.title(statuses="eeee")
    desk = shelf.desk()
    for code in ("09", "10"):
        outcome = scan(desk, "9770317847001" + code)
        assert outcome.done is Done.OPENED
        assert outcome.issue_id is not None
        receive_lit(desk, outcome.issue_id, issues.get(shelf.library, outcome.issue_id).version)
    assert scan(desk, NOVEMBER).done is Done.RECEIVED
    assert len(held_issues(shelf.library, title)) == 3


@pytest.mark.parametrize(
    "typed", ["0317-8471", "03178471", "issn 0317-8471", "9770317847001", "Journal of tests", "JOURNAL te"]
)
def test_a_title_is_found_however_it_is_named(shelf: Shelf, typed: str) -> None:
    title = shelf.title()
    outcome = scan(shelf.desk(), typed)
    assert (outcome.done, outcome.title_id) == (Done.OPENED, title)


def test_several_titles_make_a_list(shelf: Shelf) -> None:
    shelf.title("Nature", "0028-0836")
    shelf.title("Nature of tests", "0317-8471")
    outcome = scan(shelf.desk(), "nature")
    assert outcome.done is Done.CHOOSE
    assert [t.name for t in outcome.titles] == ["Nature", "Nature of tests"]
    chosen = take(shelf.desk(), outcome.titles[1].id)
    assert chosen.done is Done.OPENED


def test_a_sici_names_the_issue(shelf: Shelf) -> None:
    shelf.title("Information today", "0095-4403", statuses="eeee", first_month=2)
    outcome = scan(shelf.desk(), "0095-4403(202603)12:3<>1.0.TX;2-D")
    assert outcome.done is Done.REJECTED, "a wrong check character is not a scan"
    from buckram.identify.sici import check_character

    code = "0095-4403(202603)12:3<>1.0.TX;2-"
    outcome = scan(shelf.desk(), code + check_character(code))
    assert outcome.done is Done.RECEIVED
    assert "March 2026" in outcome.sentence


def test_what_nothing_answers_to_waits_on_the_pile(shelf: Shelf) -> None:
    outcome = scan(shelf.desk(), "9770028083002")
    assert outcome.done is Done.NO_RECORD
    assert outcome.look
    waiting = [s for s in sittings.waiting(shelf.library, "mary") if s.outcome == "no record"]
    assert [(s.raw, s.at) for s in waiting] == [("9770028083002", "2026-11-21T09:30:00Z")]


def test_words_that_find_nothing_are_not_a_piece_in_hand(shelf: Shelf) -> None:
    assert scan(shelf.desk(), "qqqq", by_hand=True).done is Done.NO_RECORD
    assert [s for s in sittings.waiting(shelf.library, "mary") if s.outcome == "no record"] == []


@pytest.mark.parametrize("wrong", ["9770317847002", "977031784700", "9770317847001123", "\x02\x03"])
def test_a_wrong_scan_gets_a_sentence_and_is_kept(shelf: Shelf, wrong: str) -> None:
    shelf.title()
    desk = shelf.desk()
    outcome = scan(desk, wrong)
    assert outcome.done is Done.REJECTED
    assert outcome.sentence.endswith((".", "?"))
    assert [s.raw for s in sittings.scans(shelf.library, desk.sitting())] == [wrong]


def test_the_second_half_of_a_two_line_scan_joins_the_first(shelf: Shelf) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    assert scan(desk, "]E09770317847001").done is Done.OPENED
    shelf.clock.pass_(seconds=1)
    assert scan(desk, "]E111").done is Done.RECEIVED


def test_a_second_half_that_comes_too_late_is_refused(shelf: Shelf) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    scan(desk, "]E09770317847001")
    shelf.clock.pass_(seconds=3)
    assert scan(desk, "]E111").done is Done.REJECTED


def test_the_same_piece_twice_asks(shelf: Shelf) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    scan(desk, NOVEMBER)
    again = scan(desk, NOVEMBER)
    assert again.done is Done.WAITS
    assert "already here" in again.sentence
    assert shelf.library.value("SELECT count(*) FROM piece WHERE source = 'person' AND addon = '11'") == 1


def test_each_copy_gets_its_piece_first_copy_first(shelf: Shelf) -> None:
    shelf.title(copies=2, addons=True)
    desk = shelf.desk()
    first = scan(desk, NOVEMBER)
    shelf.clock.pass_(seconds=5)
    second = scan(desk, NOVEMBER)
    assert first.receipt
    assert second.receipt
    assert (first.receipt.copy_number, first.receipt.status) == (1, "partial")
    assert (second.receipt.copy_number, second.receipt.status) == (2, "arrived")
    assert first.next_step == "1 of 2 copies are here."


def test_an_unread_note_is_shown_before_the_receipt_counts(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    write_note(shelf.desk("john"), title, "Look for the supplement")
    desk = shelf.desk("mary")
    outcome = scan(desk, NOVEMBER)
    assert outcome.done is Done.WAITS
    assert [n.text for n in outcome.notes] == ["Look for the supplement"]
    assert shelf.library.value("SELECT count(*) FROM piece WHERE received_by = 'mary'") == 0
    have_read(desk, [n.id for n in outcome.notes])
    assert scan(desk, NOVEMBER).done is Done.RECEIVED


def test_who_wrote_a_note_is_not_stopped_by_it(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    desk = shelf.desk()
    write_note(desk, title, "Comes late")
    assert scan(desk, NOVEMBER).done is Done.RECEIVED


def test_a_skipped_issue_is_told(shelf: Shelf) -> None:
    shelf.title(statuses="aeee", addons=False)
    desk = shelf.desk()
    outcome = scan(desk, "0317-8471")
    assert outcome.issue_id is not None
    later = issues.near(
        shelf.library, 1, shelf.clock().date().replace(month=11, day=1), shelf.clock().date()
    )[0]
    done = receive_lit(desk, later.id, later.version)
    assert done.next_step == "1 issue before it did not come."


def test_what_another_station_did_is_seen_before_a_key_acts(shelf: Shelf) -> None:
    shelf.title()
    mary, john = shelf.desk("mary", "desk 1"), shelf.desk("john", "desk 2")
    seen = scan(mary, "0317-8471").issue_id
    assert seen is not None
    version = issues.get(shelf.library, seen).version
    receive(john, seen, version)
    with pytest.raises(Stale, match="john was faster"):
        receive(mary, seen, version)
    assert shelf.library.value("SELECT count(*) FROM piece WHERE issue_id = ?", (seen,)) == 1


def test_receive_then_undo_leaves_nothing_behind(shelf: Shelf) -> None:
    shelf.title(addons=True)

    def everything() -> list[tuple[object, ...]]:
        return shelf.contents("piece", "issue")

    desk = shelf.desk()
    before = everything()
    scan(desk, NOVEMBER)
    assert everything() != before
    assert undo_last(desk).sentence.startswith("Undone: Received v.12:no.11")
    assert everything() == before


def test_undo_works_on_the_next_day_after_a_restart(shelf: Shelf) -> None:
    shelf.title(addons=True)
    scan(shelf.desk(), NOVEMBER)
    shelf.clock.pass_(hours=8)
    assert undo_last(shelf.desk()).kind == "undo"
    with pytest.raises(Refused, match="nothing to undo"):
        undo_last(shelf.desk())


def test_a_back_date_stays_until_it_is_changed_and_is_never_to_come(shelf: Shelf) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    day = desk.today().replace(day=18)
    desk.back_date(day)
    outcome = scan(desk, NOVEMBER)
    assert outcome.receipt
    assert outcome.receipt.received_on == day
    assert "as of 2026-11-18" in outcome.sentence
    assert desk.day_of_receipt() == day
    with pytest.raises(Refused, match="future"):
        desk.back_date(day.replace(day=22))
    assert desk.day_of_receipt() == day
    desk.back_date(None)
    assert desk.day_of_receipt() == desk.today()


def test_a_note_must_be_read_before_a_receipt_from_a_list_too(shelf: Shelf) -> None:
    title = shelf.title()
    write_note(shelf.desk("john"), title, "Stop")
    desk = shelf.desk()
    seen = scan(desk, "0317-8471").issue_id
    assert seen is not None
    with pytest.raises(UnreadNotes, match="not read"):
        receive(desk, seen, issues.get(shelf.library, seen).version)


def test_an_add_on_never_means_an_issue_of_next_year(shelf: Shelf) -> None:
    shelf.title(statuses="a" * 10 + "e" * 10, first_month=1, addons=True)
    desk = shelf.desk()
    outcome = scan(desk, "977031784700105")
    assert outcome.done is Done.WAITS, "May of this year is here, May of next year is far off"
    assert shelf.library.value("SELECT count(*) FROM piece WHERE received_by = 'mary'") == 0


def test_a_late_issue_is_received_by_its_add_on(shelf: Shelf) -> None:
    shelf.title(statuses="aaaeaaaaaaee", first_month=1, addons=True)
    outcome = scan(shelf.desk(), "977031784700104")
    assert outcome.receipt
    assert "April 2026" in outcome.sentence


def test_a_second_half_never_joins_the_piece_before_the_last(shelf: Shelf) -> None:
    shelf.title(addons=True)
    desk = shelf.desk()
    assert scan(desk, "]E09770317847001").done is Done.OPENED
    assert scan(desk, "]E09770028083002").done is Done.NO_RECORD
    joined = scan(desk, "]E111")
    assert (joined.done, joined.raw) == (Done.NO_RECORD, "]E09770028083002 ]E111")
    shelf.clock.pass_(seconds=4)
    assert scan(desk, "]E111").done is Done.REJECTED


def test_a_second_half_joins_a_title_without_an_issn(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    shelf.library.execute(
        "UPDATE identifier SET kind = 'upc', value = '07447003462' WHERE title_id = ?", (title,)
    )
    desk = shelf.desk()
    assert scan(desk, "]E0074470034629").done is Done.OPENED
    assert scan(desk, "]E111").done is Done.RECEIVED


def test_a_scan_that_several_titles_answer_to_waits_until_it_is_said_which(shelf: Shelf) -> None:
    shelf.title("Alpha", addons=True)
    beta = shelf.title("Beta", addons=True)
    desk = shelf.desk()
    asked = scan(desk, NOVEMBER)
    assert asked.done is Done.CHOOSE
    assert [s.outcome for s in sittings.waiting(shelf.library, "mary")] == ["choose"]
    taken = take(desk, beta, asked)
    assert taken.receipt, "the add-on that was scanned names the issue of the chosen title"
    assert "Beta" in taken.sentence
    assert [s for s in sittings.waiting(shelf.library, "mary") if s.outcome == "choose"] == []


@pytest.mark.parametrize(
    "odd", ["9770317847002\udce9", "\udce9", "caf\udce9", "\x00", "0317-8471\x00", "]E\udce9"]
)
def test_no_byte_breaks_the_desk(shelf: Shelf, odd: str) -> None:
    shelf.title()
    outcome = scan(shelf.desk(), odd)
    assert outcome.sentence


def test_a_piece_is_found_by_a_barcode_of_any_form(shelf: Shelf) -> None:
    shelf.title()
    shelf.library.execute("UPDATE piece SET barcode = '000123456789' WHERE id = 1")
    outcome = scan(shelf.desk(), "000123456789")
    assert outcome.done is Done.WAITS
    assert "already here" in outcome.sentence


def test_a_receipt_stopped_by_a_note_waits_in_the_list_until_it_is_received(shelf: Shelf) -> None:
    title = shelf.title()
    write_note(shelf.desk("john"), title, "Stop")
    desk = shelf.desk()
    lit = scan(desk, "0317-8471").issue_id
    assert lit is not None
    stopped = receive_lit(desk, lit, issues.get(shelf.library, lit).version)
    assert stopped.done is Done.WAITS
    assert len([s for s in sittings.waiting(shelf.library, "mary") if s.outcome == "waits"]) == 1
    have_read(desk, [n.id for n in stopped.notes])
    receive_lit(desk, lit, issues.get(shelf.library, lit).version)
    assert [s for s in sittings.waiting(shelf.library, "mary") if s.outcome == "waits"] == []


def test_a_long_gap_is_counted_whole(shelf: Shelf) -> None:
    title = shelf.title(statuses="a" + "e" * 40, first_month=1)
    last = shelf.library.value("SELECT max(id) FROM issue WHERE title_id = ?", (title,))
    assert receive_lit(shelf.desk(), last, 0).receipt.skipped == 39  # type: ignore[union-attr]
