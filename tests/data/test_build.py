"""The demonstration library as a file."""

from datetime import date
from pathlib import Path

import pytest

from buckram.desk.checkin import receive_lit, scan
from buckram.desk.claim_queue import queue
from buckram.desk.desk import Desk
from buckram.desk.expecting import Filters, expected
from buckram.desk.outcome import Done
from buckram.desk.renewing import renewals
from buckram.desk.resolving import countings
from buckram.identify import AddonOnly, AddonScheme, Counting, IssnScan, UpcScan, read
from buckram.rules.claimable import Queue
from buckram.rules.status import Status
from buckram.storage import issues, titles
from buckram.storage.library import Library, open_library
from buckram.storage.search import search
from buckram_data.build import main
from buckram_data.rows import library_rows
from buckram_data.tables import load
from buckram_data.tray import demo_tray, in_tray
from library_for_tests import Clock

TODAY = date(2026, 11, 21)


@pytest.fixture
def library(demonstration: Path, tmp_path: Path) -> Library:
    copy = tmp_path / "demo.db"
    copy.write_bytes(demonstration.read_bytes())
    return open_library(copy)


def count(library: Library, sql: str) -> int:
    return int(library.value(f"SELECT count(*) FROM {sql}"))


def test_the_same_day_gives_the_same_rows() -> None:
    assert library_rows(load(), TODAY) == library_rows(load(), TODAY)


@pytest.mark.parametrize(
    "today", [date(2025, 1, 1), date(2027, 2, 28), date(2028, 2, 29), date(2031, 12, 31)]
)
def test_any_day_will_do(today: date) -> None:
    rows = library_rows(load(), today)
    dated = [row[10] for row in rows["issue"] if row[10]]
    assert min(dated) < today.isoformat() < max(dated)
    received = [row[3] for row in rows["piece"]]
    assert max(received) < today.isoformat()
    assert max(received) > date.fromordinal(today.toordinal() - 5).isoformat()
    assert len(received) > 3000


def test_the_file_is_sound(library: Library) -> None:
    assert library.rows("PRAGMA foreign_key_check") == []
    assert [row[0] for row in library.rows("PRAGMA integrity_check")] == ["ok"]
    assert library.rows("SELECT name FROM title WHERE search_names = ''") == []


def test_it_holds_what_a_library_holds(library: Library) -> None:
    assert count(library, "title") >= 160
    assert count(library, "issue") > 5000
    assert count(library, "title WHERE id IN (SELECT title_id FROM copy WHERE number > 1)") >= 8
    assert {row[0] for row in library.rows("SELECT DISTINCT status FROM issue")} == set(Status) - {
        "withdrawn"
    }
    assert count(library, "piece WHERE barcode IS NOT NULL") > 50
    assert count(library, "link WHERE other_id IS NOT NULL") == count(library, "link")
    assert library.value("SELECT min(received_on) FROM piece") < "2024-02"
    assert count(library, "routing") > 20


def test_every_desk_of_the_year_has_something_to_do(library: Library) -> None:
    lines = queue(library, TODAY)
    assert {line.standing.queue for line in lines} == {
        Queue.NEW, Queue.AGAIN, Queue.DECIDE, Queue.LAPSED, Queue.SENDING,
    }  # fmt: skip
    assert [row[0] for row in library.rows("SELECT DISTINCT number FROM claim WHERE ended = 'received'")] == [
        1, 2, 3,
    ]  # fmt: skip
    assert count(library, "claim JOIN issue ON issue.id = issue_id WHERE sent_at < published_on") == 0
    assert count(library, "claim WHERE ended = 'received' AND ended_on <= substr(sent_at, 1, 10)") == 0
    assert count(library, "reply WHERE claim_id IS NOT NULL") >= 10
    assert count(library, "message WHERE state = 'sent'") >= 15
    assert len(renewals(library, TODAY)) > 150
    assert {row[0] for row in library.rows("SELECT DISTINCT decision FROM subscription")} == {
        None, "renew", "cancel", "change",
    }  # fmt: skip
    assert count(library, "invoice_line WHERE subscription_id IS NULL") == 1
    assert count(library, "vendor WHERE merged_into IS NOT NULL") == 1
    assert count(library, "problem WHERE solved_on IS NULL") == 1
    assert count(library, "round WHERE back_on IS NULL") == 3
    assert count(library, "routing WHERE reader_id IS NULL") == 0


def test_receipts_are_as_late_as_their_titles_are_used_to(library: Library) -> None:
    nature, novyi_mir = (search(library, issn)[0].id for issn in ("0028-0836", "0130-7673"))
    assert 5 <= sorted(titles.own_lags(library, nature))[12] <= 13
    assert 40 <= sorted(titles.own_lags(library, novyi_mir))[12] <= 60


def test_numbers_are_near_those_on_the_newsstand(library: Library) -> None:
    label = library.value(
        "SELECT label FROM issue WHERE title_id = ? AND published_on = '2026-11-01'",
        (search(library, "0026-9395")[0].id,),
    )
    assert label == "année 73:no.872 (November 2026)"


@pytest.mark.parametrize(
    ("issn", "scheme"),
    [
        ("0028-0836", AddonScheme.WEEK),
        ("0027-9358", AddonScheme.MONTH),
        ("0260-9592", AddonScheme.ISSUE_NUMBER),
        ("0153-4831", AddonScheme.RUNNING_MOD_100),
    ],
)
def test_the_scheme_of_an_addon_is_learnt_from_the_receipts(
    library: Library, issn: str, scheme: AddonScheme
) -> None:
    assert countings(library, search(library, issn)[0].id)[0] == Counting(scheme)


def test_every_script_is_found_by_its_own_letters(library: Library) -> None:
    for words, name in [
        ("Новый мир", "Novyĭ mir"),
        ("הרפואה", "ha-Refuʼah"),
        ("العربي", "al-ʻArabī"),
        ("考古", "Kaogu"),
        ("ศิลปวัฒนธรรม", "Sinlapa watthanatham"),
        ("한국균학회지", "Hanʼguk Kyunhakhoe chi"),
        ("विज्ञान", "Vijñāna pragati"),
        ("Επιθεώρηση", "Epitheōrēsē koinōnikōn ereunōn"),
    ]:
        assert name in [line.name for line in search(library, words)], words


def test_the_mail_of_the_day_can_be_received(library: Library) -> None:
    desk = Desk(library, "visitor", "desk 1", Clock())
    codes = demo_tray(library, TODAY)
    assert len(codes) >= 5
    kinds = {type(read(code)) for code in codes}
    assert {IssnScan, UpcScan} <= kinds
    assert AddonOnly not in kinds
    for code in codes:
        outcome = scan(desk, code)
        if outcome.done is Done.OPENED:
            assert outcome.issue_id is not None
            issue = issues.get(library, outcome.issue_id)
            outcome = receive_lit(desk, issue.id, issue.version, code)
        assert outcome.done is Done.RECEIVED, outcome.sentence


def test_an_addon_in_the_tray_names_its_issue(library: Library) -> None:
    desk = Desk(library, "visitor", "desk 1", Clock())
    named = [piece for piece in in_tray(library, TODAY) if piece.addon and not piece.stops]
    received = [scan(desk, piece.code + piece.addon).done for piece in named]
    assert received.count(Done.RECEIVED) >= len(named) * 0.8


def test_some_notes_stop_the_receipt(library: Library) -> None:
    desk = Desk(library, "visitor", "desk 1", Clock())
    stopping = next(piece for piece in in_tray(library, TODAY) if piece.stops)
    assert scan(desk, stopping.code + stopping.addon).notes


def test_some_issues_are_late_but_not_most(library: Library) -> None:
    late = expected(library, TODAY, Filters(late_only=True))
    assert 20 <= len(late) <= 150


def test_the_command_makes_each_kind_of_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("library.db", "records.mrc", "sheet.html"):
        assert main([str(tmp_path / name)], TODAY) == 0
        assert (tmp_path / name).stat().st_size > 10_000
    assert main([str(tmp_path / "library.db")], TODAY) == 2
    assert "already there" in capsys.readouterr().err
    assert main([], TODAY) == 2
