"""Codes that are taught once: what a scan asks, what is remembered, and how a wrong one is mended."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from stdnum.ean import calc_check_digit

from buckram.desk.checkin import receive_lit, scan, take
from buckram.desk.codes import (
    after_undo,
    correct_addon,
    forget_addons,
    forget_code,
    learn_code,
    set_scheme,
)
from buckram.desk.codes_shown import codes_of
from buckram.desk.desk import Desk
from buckram.desk.noting import write_note
from buckram.desk.outcome import Done, Outcome
from buckram.desk.undoing import undo_last
from buckram.errors import Refused, Stale
from buckram.storage import issues, sittings
from library_for_tests import Shelf

UPC = "074470034629"
NOVEMBER = "9770317847001" + "11"
ALL = ("title", "issue", "piece", "scan", "code", "note")


def japanese(magazine: str, month: str, year: str) -> str:
    code = f"4910{magazine}{month}{year}"
    return code + calc_check_digit(code)


def waiting(shelf: Shelf) -> list[tuple[str, str]]:
    return [(s.question, s.raw) for s in sittings.waiting(shelf.library, "mary")][::-1]


def receive_opened(desk: Desk, outcome: Outcome) -> Outcome:
    assert outcome.issue_id is not None
    return receive_lit(desk, outcome.issue_id, issues.get(desk.library, outcome.issue_id).version)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (UPC + "11", UPC + "12"),
        ("419123450450411", "414123450650312"),
        ("3780213605404" + "11", "3780213605404" + "12"),
        ("4006381333931" + "11", "4006381333931" + "12"),
        ("9770028083002" + "11", "9770028083019" + "12"),
        ("https://id.gs1.org/01/00074470034629/22/11", UPC + "12"),
        (japanese("01233", "11", "6") + "00550", japanese("01233", "12", "6") + "00600"),
    ],
)
def test_the_first_scan_asks_which_title_and_from_then_on_it_works_alone(
    shelf: Shelf, first: str, second: str
) -> None:
    title = shelf.title(addons=True)
    desk = shelf.desk()
    if first.startswith(("378", "400")):
        code = first[:12] + calc_check_digit(first[:12])
        first, second = code + "11", code + "12"
    asked = scan(desk, first)
    assert (asked.done, asked.question) == (Done.NO_RECORD, "unknown")
    assert "Which one is it? Type words, Enter." in asked.sentence
    before = shelf.contents(*ALL)
    taken = take(desk, title, asked)
    assert taken.receipt
    assert "no.11" in taken.sentence
    assert taken.next_step.startswith("From now on this barcode is Journal of tests; U on its card")
    assert waiting(shelf) == [], "one act answered it"
    undo_last(desk)
    scans = [row for row in shelf.contents(*ALL) if row[0] != "scan"]
    assert scans == [row for row in before if row[0] != "scan"], "taken back with the receipt"
    assert waiting(shelf) == [("unknown", first)]
    assert take(desk, title, asked).receipt
    shelf.clock.pass_(days=14)
    assert scan(desk, second).done is Done.RECEIVED
    assert scan(desk, "0317-8471", by_hand=True).title_id == title


def test_a_code_that_names_no_issue_is_learnt_in_an_act_of_its_own(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    asked = scan(desk, UPC)
    taken = take(desk, title, asked)
    assert taken.done is Done.OPENED
    assert "From now on this barcode is Journal of tests" in taken.next_step
    assert waiting(shelf) == [("which issue", UPC)]
    assert receive_opened(desk, taken).receipt
    assert waiting(shelf) == []
    undo_last(desk)
    undone = undo_last(desk)
    assert "From now on" in undone.sentence
    assert shelf.contents("code") == []
    assert waiting(shelf) == [("unknown", UPC)], "one piece, one question"


def test_a_note_stops_the_receipt_and_the_code_is_remembered_all_the_same(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    write_note(shelf.desk("john"), title, "Stop")
    desk = shelf.desk()
    stopped = take(desk, title, scan(desk, UPC + "11"))
    assert stopped.notes
    assert len(shelf.contents("code")) == 1
    assert scan(desk, UPC).title_id == title


def test_words_for_another_piece_teach_nothing(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    scan(desk, UPC)
    assert scan(desk, "Journal of tests", by_hand=True).title_id == title
    assert take(desk, title).done is Done.OPENED
    assert shelf.contents("code") == []
    assert waiting(shelf) == [("unknown", UPC)]


def test_a_code_that_two_titles_bear_is_asked_once(shelf: Shelf) -> None:
    shelf.title("Alpha", addons=True)
    beta = shelf.title("Beta", addons=True)
    desk = shelf.desk()
    asked = scan(desk, NOVEMBER)
    assert (asked.done, asked.next_step) == (Done.CHOOSE, "Choose one: its barcode is remembered.")
    taken = take(desk, beta, asked)
    assert taken.receipt
    assert "From now on this barcode is Beta; U on its card forgets it." in taken.next_step
    shelf.clock.pass_(days=14)
    again = scan(desk, "977031784700112")
    assert again.receipt
    assert again.title_id == beta
    assert again.next_step.startswith("By its learnt code.")
    # Typed, the ISSN is a search: both are offered, and nothing is taught by choosing.
    searched = scan(desk, "0317-8471", by_hand=True)
    assert len(searched.titles) == 2
    assert searched.key is None


def test_a_second_piece_under_a_shared_code_is_asked_about_where_the_other_title_waits_for_it(
    shelf: Shelf,
) -> None:
    alpha = shelf.title("Alpha", addons=True)
    beta = shelf.title("Beta", addons=True)
    desk = shelf.desk()
    take(desk, beta, scan(desk, NOVEMBER))
    asked = scan(desk, NOVEMBER)
    assert asked.done is Done.CHOOSE
    assert [t.name for t in asked.titles] == ["Beta", "Alpha"]
    assert take(desk, alpha, asked).receipt
    assert [row[4] for row in shelf.contents("code")] == [beta], "what was said of it stays"
    assert scan(desk, NOVEMBER).done is Done.WAITS, "both have it now"


def test_a_misprinted_issn_is_taught_over_what_the_record_says(shelf: Shelf) -> None:
    right = shelf.title("Right", "0028-0836", addons=True)
    shelf.title("Wrong", "0317-8471")
    desk = shelf.desk()
    opened = scan(desk, NOVEMBER)
    assert "Wrong" in opened.sentence
    assert learn_code(desk, opened.scan_id, right).startswith("From now on this barcode is Right")
    assert learn_code(desk, opened.scan_id, right) == "", "it is known"
    taken = scan(desk, NOVEMBER)
    assert taken.receipt
    assert "Right" in taken.sentence


def test_a_code_is_said_to_be_learnt_three_times(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    take(desk, title, scan(desk, UPC))
    said = []
    for _ in range(5):
        shelf.clock.pass_(seconds=30)
        said.append(scan(desk, UPC).next_step.startswith("By its learnt code."))
    assert said == [True, True, True, False, False]


def test_a_wrong_learnt_code_is_forgotten_by_one_act(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    desk = shelf.desk()
    take(desk, title, scan(desk, UPC))
    shelf.clock.pass_(seconds=30)
    assert scan(desk, UPC + "11").receipt
    undone = undo_last(desk)
    assert "U on the card" in after_undo(desk, undone)
    [line] = [one for one in codes_of(desk, title).lines if one.code_id]
    assert (line.text, line.said_by, line.said_on) == ("UPC 07447003462", "mary", date(2026, 11, 21))
    before = shelf.contents(*ALL)
    assert forget_code(desk, line.code_id) == "UPC 07447003462 no longer means Journal of tests."
    with pytest.raises(Stale):
        forget_code(desk, line.code_id)
    assert scan(desk, UPC).done is Done.NO_RECORD
    undo_last(desk)
    assert [r for r in shelf.contents(*ALL) if r[0] != "scan"] == [r for r in before if r[0] != "scan"]


def test_two_halves_of_an_unknown_code_are_one_question(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    desk = shelf.desk()
    scan(desk, "]E0074470034629")
    shelf.clock.pass_(seconds=1)
    asked = scan(desk, "]E111")
    assert asked.done is Done.NO_RECORD
    assert waiting(shelf) == [("unknown", "]E0074470034629 ]E111")]
    assert take(desk, title, asked).receipt


def test_the_price_beside_a_japanese_code_is_no_scan_of_its_own(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    take(desk, title, scan(desk, "]E0" + japanese("01233", "10", "6")))
    code = japanese("01233", "11", "6")
    assert scan(desk, "]E0" + code).receipt
    price = scan(desk, "]E200550")
    assert (price.done, price.question) == (Done.OPENED, "")
    assert [q for q, _ in waiting(shelf)] == ["here already"]


def test_a_japanese_monthly_needs_the_year_and_no_extra_number(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    take(desk, title, scan(desk, japanese("01233", "11", "5")))
    assert waiting(shelf)[0][0] == "which issue", "of another year"
    extra = scan(desk, japanese("01234", "11", "6"))
    assert extra.done is Done.OPENED
    assert "extra number" in extra.next_step
    assert scan(desk, japanese("01233", "11", "6")).receipt


def test_an_address_of_a_known_host_makes_its_title_likely(shelf: Shelf) -> None:
    title = shelf.title("Alpha")
    desk = shelf.desk()
    taken = take(desk, title, scan(desk, "https://example.org/mag/2026/10"))
    assert "this address is Alpha" in taken.next_step
    asked = scan(desk, "https://example.org/mag/2026/11")
    assert asked.done is Done.NO_RECORD
    assert [t.name for t in asked.titles] == ["Alpha"]


def test_a_sisac_symbol_opens_its_title(shelf: Shelf) -> None:
    title = shelf.title("Information today", "0095-4403")
    assert scan(shelf.desk(), "0095-4403001199502030021003").title_id == title


# What the digits beside the barcode count


def teach(shelf: Shelf, title: int, *addons: str) -> None:
    """Put these beside the barcodes of the pieces, in order."""
    rows = shelf.library.rows(
        "SELECT piece.id FROM piece JOIN issue ON issue.id = issue_id WHERE title_id = ? ORDER BY piece.id",
        (title,),
    )
    for (piece,), addon in zip(rows, addons, strict=True):
        shelf.library.execute("UPDATE piece SET addon = ? WHERE id = ?", (addon, piece))


def test_one_wrong_add_on_is_shown_corrected_and_taken_back(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaae", first_month=8)
    teach(shelf, title, "08", "05", "10")
    desk = shelf.desk()
    assert scan(desk, NOVEMBER).done is Done.OPENED, "never on doubtful ground"
    shown = codes_of(desk, title)
    assert shown.counts == (
        "Doubtful: 05 on v.12:no.9 (September 2026) does not fit. Until 4 in a row agree, Enter receives."
    )
    [odd] = [one for one in shown.beside if one.odd]
    before = shelf.contents(*ALL)
    with pytest.raises(Refused):
        correct_addon(desk, odd.piece_id, "5")
    told = correct_addon(desk, odd.piece_id, "09")
    assert told == "Beside the barcode of v.12:no.9 (September 2026) 09 stands, not 05."
    undo_last(desk)
    assert shelf.contents(*ALL) == before
    correct_addon(desk, odd.piece_id, "09")
    assert codes_of(desk, title).counts.startswith("They count: issue number or month or ")
    assert codes_of(desk, title).following == ("v.12:no.11 (November 2026): 9770317847001 and 11 beside it")
    assert scan(desk, NOVEMBER).receipt


def test_a_scheme_said_by_hand_works_at_once_and_nothing_means_ask(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    before = shelf.contents(*ALL)
    set_scheme(desk, title, "month")
    undo_last(desk)
    assert shelf.contents(*ALL) == before
    set_scheme(desk, title, "month")
    assert codes_of(desk, title).counts == "They count: month, as was said here."
    assert scan(desk, NOVEMBER).receipt
    with pytest.raises(Refused):
        set_scheme(desk, title, "month")
    with pytest.raises(Refused):
        set_scheme(desk, title, "the moon")
    set_scheme(desk, title, "nothing")
    assert scan(desk, "977031784700112").done is Done.OPENED


def test_what_was_learnt_is_forgotten_and_the_digits_are_kept(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    desk = shelf.desk()
    before = shelf.contents(*ALL)
    forget_addons(desk, title)
    assert codes_of(desk, title).counts == "No receipt has told yet what they count."
    assert scan(desk, NOVEMBER).done is Done.OPENED
    with pytest.raises(Refused):
        forget_addons(desk, title)
    undo_last(desk)
    assert [r for r in shelf.contents(*ALL) if r[0] != "scan"] == [r for r in before if r[0] != "scan"]
    assert scan(desk, NOVEMBER).receipt


def test_a_price_beside_the_barcode_names_nothing(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaae", first_month=8)
    teach(shelf, title, "00550", "00550", "00550")
    desk = shelf.desk()
    assert scan(desk, "977031784700100550").done is Done.OPENED
    assert codes_of(desk, title).counts == "00550 on every issue: a price. They name none."


def test_variants_of_the_barcode_that_were_seen(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    for code in ("9770317847001", "9770317847018", "9770317847001"):
        scan(desk, code)
    [line] = codes_of(desk, title).lines
    assert (line.text, list(line.seen)) == ("ISSN 0317-8471", ["00", "01"])
    assert codes_of(desk, title).last is None
    scan(desk, UPC)
    last = codes_of(desk, title).last
    assert last is not None
    assert last[1] == "UPC 07447003462"


def daily(shelf: Shelf) -> int:
    """A paper of every weekday in November 2026; the first ten days of it are here."""
    title = shelf.title("Daily tests", statuses="", frequency="d")
    on, number = date(2026, 11, 2), 0
    while on < date(2026, 11, 28):
        if on.isoweekday() < 6:
            number += 1
            shelf.library.execute(
                "INSERT INTO issue (title_id, position, designation, number, cover, label, published_on,"
                " expected_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    title,
                    number * 1000,
                    json.dumps(
                        {"a": "9", "b": str(200 + number), "i": "2026", "j": "11", "k": f"{on.day:02}"}
                    ),
                    f"no.{200 + number}",
                    f"{on:%d %b}",
                    f"v.9:no.{200 + number} ({on:%d %B %Y})",
                    on.isoformat(),
                    on.isoformat(),
                ),
            )
        on += timedelta(days=1)
    return title


def paper(on: date, price: str = "0") -> str:
    """What the scanner sends of a day's paper: price and weekday in the barcode, the week beside it."""
    code = f"9770317847{price}{on.isoweekday()}"
    return f"{code}{calc_check_digit(code)}{on.isocalendar().week:02}"


def test_a_daily_names_its_day_by_week_and_variant(shelf: Shelf) -> None:
    title = daily(shelf)
    desk = shelf.desk()
    for day in (2, 3, 4):
        done = receive_opened(desk, scan(desk, paper(date(2026, 11, day))))
        assert done.receipt
    assert shelf.library.value("SELECT addon FROM piece ORDER BY id DESC") == "0345"
    shown = codes_of(desk, title)
    assert shown.counts.startswith("They count: week, and the weekday before the check digit, by 3 receipts")
    assert shown.following == "v.9:no.204 (05 November 2026): 977031784704? and 45 beside it"
    # Monday's did not come; Tuesday's dearer copy names Tuesday.
    tuesday = scan(desk, paper(date(2026, 11, 10), price="1"))
    assert tuesday.receipt
    assert "10 November 2026" in tuesday.sentence
