"""Import: what a record gives, once; again; and changed, with a person's work in between."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from buckram.desk import from_record
from buckram.desk.cards import light
from buckram.desk.deciding import decide
from buckram.desk.desk import Desk
from buckram.desk.from_record import GivenTitle
from buckram.desk.import_report import ImportReport, ProblemKind
from buckram.desk.importing import import_file
from buckram.desk.receiving import receive
from buckram.desk.undoing import undo_last
from buckram.errors import FileProblem, Refused, Stale
from buckram.exchange.marc import reading
from buckram.exchange.marc.bib import BibRead
from buckram.exchange.marc.record import Syntax
from buckram.storage.intake import ROWS_AT_ONCE
from buckram.storage.issues import Issue
from buckram.storage.search import search
from library_for_tests import Shelf
from marc_for_tests import CORPUS, serial

CASES = Path(__file__).parents[1] / "exchange" / "cases"

MONTHLY = r"""=LDR  00000cas a2200000 a 4500
=001  m1
=003  XxTest
=008  750101c19749999enkmr\p\\\\\\\0\\\a0eng\\
=022  0\$a0317-8471
=245  04$aThe monthly [of tests].
=246  13$aMonthly tests
=260  \\$aOxford :$bTest Press,$c1974-
"""
HOLDINGS = r"""=LDR  00000ny  a2200000 4n 4500
=001  h1
=004  m1
=008  2601154p\\\\8\\\1001aaeng0260201
=852  0\$bMAIN$cPER$hQ1$i.M6$xbinder: green
=853  20$81$av.$bno.$u12$vr$i(year)$j(month)$wm$x01
=863  41$81.1$a52$b8$i2026$j08$p30234000517861
=863  41$81.2$a52$b9$i2026$j09$xtorn cover
=866  30$80$av.1-51 (1974-2025)
"""


class Importer:
    """A desk that imports texts as files."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        self.folder = folder

    def __call__(self, *texts: str, name: str = "in.mrk") -> ImportReport:
        path = self.folder / name
        path.write_text("\n".join(texts), encoding="utf-8")
        report = import_file(self.desk, path)
        assert report.adds_up
        return report

    def bytes(self, content: bytes, name: str = "in.mrc") -> ImportReport:
        path = self.folder / name
        path.write_bytes(content)
        report = import_file(self.desk, path)
        assert report.adds_up
        return report

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self.desk.library.rows(sql)]

    def dump(self) -> str:
        return "\n".join(self.desk.library.connection.iterdump())


@pytest.fixture
def take(shelf: Shelf, tmp_path: Path) -> Importer:
    return Importer(shelf.desk(), tmp_path)


def test_a_title_and_its_holdings(take: Importer) -> None:
    report = take(MONTHLY, HOLDINGS)
    assert (report.titles_new, report.holdings_new, report.receipts) == (1, 1, 2)
    assert take.rows("SELECT name, sort_name, publisher, place, frequency, status, language FROM title") == [
        ("The monthly [of tests]", "monthly of tests", "Test Press", "Oxford", "m", "current", "eng")
    ]
    assert take.rows("SELECT kind, value, source FROM identifier ORDER BY id") == [
        ("issn", "03178471", "record"),
        ("control", "m1", "record"),
    ]
    assert take.rows("SELECT kind, name FROM variant") == [("variant", "Monthly tests")]
    assert take.rows("SELECT code FROM location") == [("MAIN/PER",)]
    assert take.rows("SELECT number, retention, active, source, subscription_id IS NOT NULL FROM copy") == [
        (1, "8", 1, "record", 1)
    ]
    assert take.rows("SELECT status, source FROM subscription") == [("active", "record")]
    assert take.rows("SELECT run, link, tag, indicators FROM pattern") == [("basic", 1, "853", "20")]
    assert take.rows("SELECT tag, text FROM statement") == [("866", "v.1-51 (1974-2025)")]
    assert take.rows("SELECT audience, text, stops, issue_id IS NULL FROM note ORDER BY id") == [
        ("staff", "torn cover", 0, 0),
        ("staff", "binder: green", 0, 1),
    ]


def test_what_is_itemised_is_in_hand_and_the_next_issues_are_foreseen(take: Importer) -> None:
    take(MONTHLY, HOLDINGS)
    here = take.rows(
        "SELECT designation, label, published_on, status, touched, barcode, received_on FROM issue"
        " JOIN piece ON piece.issue_id = issue.id ORDER BY position"
    )
    assert json.loads(str(here[0][0])) == {"a": "52", "b": "8", "i": "2026", "j": "08"}
    assert here[0][1:] == (
        "v.52:no.8 (August 2026)", "2026-08-01", "arrived", 1, "30234000517861", "2026-08-01",
    )  # fmt: skip
    assert [one[1] for one in here] == ["v.52:no.8 (August 2026)", "v.52:no.9 (September 2026)"]
    foreseen = take.rows("SELECT label, touched FROM issue WHERE status = 'expected' ORDER BY position")
    assert foreseen[0] == ("v.52:no.10 (October 2026)", 0)
    assert len(foreseen) > 12


def test_the_title_is_found_by_all_that_it_answers_to(take: Importer) -> None:
    take(MONTHLY, HOLDINGS)
    for words in ("monthly", "0317-8471", "03178471", "tests monthly", "test press", "Q1 .M6", "m1"):
        assert [line.name for line in search(take.desk.library, words)] == ["The monthly [of tests]"], words


def test_the_same_file_again_changes_nothing_and_says_so(take: Importer) -> None:
    first = take(MONTHLY, HOLDINGS)
    before = take.dump()
    again = take(MONTHLY, HOLDINGS)
    assert first.changed
    assert not again.changed
    assert (again.titles_unchanged, again.holdings_unchanged) == (1, 1)
    assert again.sentence == (
        "2 records read: 1 title (1 unchanged), 1 holdings record (1 unchanged), 0 rejected, 0 skipped."
        " Nothing was changed."
    )
    assert take.dump() == before


def test_the_record_is_kept_as_it_came(take: Importer) -> None:
    record = serial("k1", "Kept\x1b[31m.")
    take.bytes(b"\r\n" + record)
    content, form = take.rows("SELECT content, format FROM record")[0]
    assert content == record
    assert isinstance(content, bytes)
    kept = reading.parse(content, Syntax(str(form)))
    assert kept.fields[0].first("a") == "Kept\x1b[31m."
    assert take.rows("SELECT name FROM title") == [("Kept[31m",)]


def test_holdings_may_come_before_their_title(take: Importer) -> None:
    report = take(HOLDINGS, MONTHLY)
    assert (report.titles_new, report.holdings_new, report.skipped) == (1, 1, 0)


def test_holdings_of_an_unknown_title_are_skipped_with_its_number(take: Importer) -> None:
    report = take(HOLDINGS, HOLDINGS.replace("=001  h1", "=001  h2").replace("=004  m1\n", ""))
    assert [problem.sentence for problem in report.problems] == [
        "It belongs to m1, which is neither in this file nor in the library.",
        "It does not say which title it belongs to (004 or 014).",
    ]
    assert report.skipped == 2
    assert take(MONTHLY, name="titles.mrk").titles_new == 1
    assert take(HOLDINGS).holdings_new == 1


@pytest.mark.parametrize(
    ("title", "linked"),
    [
        ("=001  m1", "=014  1\\$am1"),
        ("=001  ocm09688987 ", "=004  9688987"),
        ("=001  ocm09688987", "=004  ocm09688987 "),
        ("=001  x\n=035  \\\\$a(OCoLC)9688987", "=004  ocm09688987"),
        ("=001  x\n=010  \\\\$asn 83030846 ", "=004  sn83030846"),
        ("=001  h1", "=005  20260101000000.0"),
    ],
)
def test_ways_of_naming_the_title(take: Importer, title: str, linked: str) -> None:
    report = take(MONTHLY.replace("=001  m1", title), HOLDINGS.replace("=004  m1", linked))
    assert report.holdings_new == 1


def test_two_copies_of_one_title_share_pattern_and_issues(take: Importer) -> None:
    east = HOLDINGS.replace("=001  h1", "=001  h2").replace("MAIN", "EAST").replace("$p30234000517861", "")
    take(MONTHLY, HOLDINGS, east)
    assert take.rows("SELECT count(*) FROM pattern") == [(1,)]
    assert take.rows("SELECT count(*) FROM subscription") == [(1,)]
    assert take.rows("SELECT number, code FROM copy JOIN location ON location.id = location_id") == [
        (1, "MAIN/PER"),
        (2, "EAST/PER"),
    ]
    arrived = take.rows("SELECT count(*) FROM issue WHERE status = 'arrived'")
    assert (arrived, take.rows("SELECT count(*) FROM piece")) == ([(2,)], [(4,)])


def test_a_barcode_is_on_one_piece_only(take: Importer) -> None:
    east = HOLDINGS.replace("=001  h1", "=001  h2").replace("MAIN", "EAST")
    report = take(MONTHLY, HOLDINGS, east)
    assert [str(problem.kind) for problem in report.problems] == ["warning"]
    assert (
        report.problems[0].sentence == "Barcode 30234000517861 is on another piece already; it was left out."
    )


def test_a_barcode_of_an_earlier_file_or_of_the_same_record_is_taken(take: Importer) -> None:
    take(MONTHLY, HOLDINGS)
    twice = HOLDINGS.replace("=001  h1", "=001  h2").replace("$xtorn cover", "$p30234000517861")
    same = HOLDINGS.replace("=001  h1", "=001  h3").replace("517861", "517862")
    same = same.replace("$xtorn cover", "$p30234000517862")
    assert [problem.number for problem in take(twice, same).problems] == [1, 1, 2]
    pieces = take.rows("SELECT barcode, count(*) FROM piece GROUP BY barcode ORDER BY barcode")
    assert pieces == [(None, 4), ("30234000517861", 1), ("30234000517862", 1)]


@pytest.mark.parametrize("count", [1, ROWS_AT_ONCE - 1, ROWS_AT_ONCE, ROWS_AT_ONCE + 1, 3 * ROWS_AT_ONCE + 5])
def test_every_itemised_issue_goes_in_however_many_there_are(take: Importer, count: int) -> None:
    items = "".join(f"=863  41$81.{n}$a{n}$i{1900 + n}\n" for n in range(1, count + 1))
    head = HOLDINGS.partition("=863")[0].replace("$bno.$u12$vr", "").replace("$j(month)$wm$x01", "$wa")
    assert take(MONTHLY, head + items).receipts == count
    there = take.rows("SELECT label FROM issue JOIN piece ON issue_id = issue.id ORDER BY position")
    assert there == [(f"v.{n} ({1900 + n})",) for n in range(1, count + 1)]


def test_a_batch_and_what_is_foreseen_from_it_go_in_together(
    take: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr("buckram.desk.ahead.extend_all", power_cut)
        with pytest.raises(KeyboardInterrupt):
            take(MONTHLY, HOLDINGS)
    assert take.rows("SELECT count(*) FROM title") == [(0,)]
    take(MONTHLY, HOLDINGS)
    assert take.rows("SELECT count(*) > 0 FROM issue WHERE status = 'expected'") == [(1,)]


def test_a_copy_that_is_no_longer_received_wants_nothing(take: Importer) -> None:
    take(MONTHLY, HOLDINGS.replace("=008  2601154p", "=008  2601155p"))
    assert take.rows("SELECT active FROM copy") == [(0,)]
    assert take.rows("SELECT count(*) FROM subscription") == [(0,)]
    assert take.rows("SELECT count(*) FROM issue WHERE status = 'expected'") == [(0,)]


def test_runs_of_issues_become_text(take: Importer) -> None:
    runs = (
        HOLDINGS.replace("=866  30$80$av.1-51 (1974-2025)\n", "").replace("$b9", "$b9-11").replace("$j09", "")
    )
    take(MONTHLY, runs)
    assert take.rows("SELECT tag, text FROM statement") == [("866", "v.52:no.9(2026)-v.52:no.11(2026)")]
    assert take.rows("SELECT count(*) FROM issue WHERE status = 'arrived'") == [(1,)]


def test_a_control_number_that_comes_twice_counts_once(take: Importer) -> None:
    report = take(MONTHLY, MONTHLY.replace("monthly", "other"), name="twice.mrk")
    assert (report.titles_new, report.skipped) == (1, 1)
    assert report.problems[0].sentence == "Its control number m1 came earlier in this file."
    assert not take(MONTHLY, MONTHLY.replace("monthly", "other"), name="twice.mrk").changed


def test_records_without_a_number_are_known_by_their_content(take: Importer) -> None:
    nameless = MONTHLY.replace("=001  m1\n", "")
    assert take(nameless, nameless).skipped == 1
    assert not take(nameless).changed


def test_the_same_number_of_another_library_is_another_title(take: Importer) -> None:
    report = take(MONTHLY, MONTHLY.replace("XxTest", "XxOther").replace("monthly", "other"))
    assert report.titles_new == 2


def test_bad_records_are_listed_kept_and_passed_over(take: Importer) -> None:
    broken = b"00099" + serial("b2")[5:]
    report = take.bytes(serial("a1", "One.") + broken + serial("c3", "Three.") + b"00400nas", "mixed.mrc")
    assert (report.titles_new, report.rejected) == (2, 2)
    first = report.problems[0]
    assert (first.kind, first.number, first.control_number) == (ProblemKind.REJECTED, 2, "b2")
    assert str(first) == (
        f"Record 2 (b2) at byte {len(serial('a1', 'One.'))}:"
        f" It gives its length as 99 bytes, but it is {len(broken)} bytes long."
    )
    assert report.rejected_file == take.folder / "mixed.mrc.rejected"
    assert report.rejected_file.read_bytes() == broken + b"00400nas"


def test_brackets_and_scripts_arrive_whole(take: Importer) -> None:
    shutil.copy(CASES / "titles.mrk", take.folder / "titles.mrk")
    report = import_file(take.desk, take.folder / "titles.mrk")
    assert report.titles_new == 4
    assert take.rows("SELECT name, vernacular FROM title WHERE vernacular IS NOT NULL") == [
        ("al-Ahrām", "الأهرام"),
        ("Ke xue tong bao", "科学通报"),
    ]
    assert [line.vernacular for line in search(take.desk.library, "科学")] == ["科学通报"]
    assert take.rows("SELECT subfields FROM pattern")[0][0] == json.dumps(
        [["8", "1"], ["a", "v."], ["b", "no."], ["u", "36"], ["v", "r"], ["i", "(year)"], ["w", "j"]]
    )


def test_links_point_to_titles_that_are_here(take: Importer) -> None:
    earlier = (
        MONTHLY.replace("=001  m1", "=001  m0").replace("0317-8471", "0028-0836").replace("monthly", "old")
    )
    later = MONTHLY + "=780  00$tThe old [of tests]$x0028-0836\n"
    take(later)
    assert take.rows("SELECT other_id FROM link") == [(None,)]
    take(earlier, name="earlier.mrk")
    assert take.rows("SELECT title.name FROM link JOIN title ON title.id = other_id") == [
        ("The old [of tests]",)
    ]


class TestChangedRecords:
    """What came from the record is updated; what a person did is not."""

    def test_columns_follow_the_record(self, take: Importer) -> None:
        take(MONTHLY)
        changed = MONTHLY.replace("The monthly", "The weekly").replace("Test Press", "New Press")
        report = take(changed.replace("=246  13$aMonthly tests", "=246  13$aWeekly tests"))
        assert (report.titles_updated, report.titles_new) == (1, 0)
        assert take.rows("SELECT name, sort_name, publisher FROM title") == [
            ("The weekly [of tests]", "weekly of tests", "New Press")
        ]
        assert take.rows("SELECT name FROM variant") == [("Weekly tests",)]
        assert search(take.desk.library, "monthly") == []
        assert len(search(take.desk.library, "weekly tests")) == 1
        assert take(MONTHLY).titles_updated == 1
        assert take.rows("SELECT name FROM title") == [("The monthly [of tests]",)]

    def test_what_a_person_decided_or_changed_stays(self, take: Importer) -> None:
        take(MONTHLY)
        library = take.desk.library
        library.execute("UPDATE title SET publisher = 'Ours', decided = '[\"name\"]'")
        library.execute(
            "INSERT INTO identifier (title_id, kind, value, source) VALUES (1, 'upc', '1', 'learnt')"
        )
        take(MONTHLY.replace("The monthly", "The weekly").replace("Test Press", "New Press"))
        assert take.rows("SELECT name, publisher FROM title") == [("The monthly [of tests]", "Ours")]
        assert ("upc", "1") in take.rows("SELECT kind, value FROM identifier")

    def test_numbers_go_and_come(self, take: Importer) -> None:
        take(MONTHLY)
        take(MONTHLY.replace("0317-8471", "0028-0836"))
        assert take.rows("SELECT value FROM identifier WHERE kind = 'issn'") == [("00280836",)]

    def test_receipts_and_notes_of_people_stay_when_the_pattern_changes(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        library = take.desk.library
        issue = library.row("SELECT id, version FROM issue WHERE status = 'expected' ORDER BY position")
        assert issue is not None
        receive(take.desk, issue["id"], issue["version"])
        take(MONTHLY, HOLDINGS.replace("$wm$x01", "$wb$x01").replace("$u12", "$u6"))
        assert take.rows("SELECT label, touched FROM issue WHERE status = 'arrived' ORDER BY position") == [
            ("v.52:no.8 (August 2026)", 1),
            ("v.52:no.9 (September 2026)", 1),
            ("v.52:no.10 (October 2026)", 1),
        ]
        foreseen = take.rows("SELECT published_on FROM issue WHERE status = 'expected' ORDER BY position")
        assert foreseen[0] == ("2026-12-01",), "predictions nobody touched are made again"
        assert take.rows("SELECT count(*) FROM pattern") == [(1,)]

    def test_a_pattern_that_a_person_worded_stays(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        take.desk.library.execute('UPDATE pattern SET subfields = \'[["8", "1"], ["a", "Bd."]]\'')
        take(MONTHLY, HOLDINGS.replace("$wm$x01", "$wb$x01"))
        assert take.rows("SELECT subfields FROM pattern") == [('[["8", "1"], ["a", "Bd."]]',)]

    def test_new_receipts_come_in_and_withdrawn_ones_go(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        october = HOLDINGS.replace(
            "=863  41$81.2$a52$b9$i2026$j09$xtorn cover", "=863  41$81.3$a52$b10$i2026$j10"
        )
        report = take(MONTHLY, october)
        assert (report.holdings_updated, report.receipts) == (1, 1)
        arrived = "SELECT label FROM issue WHERE status = 'arrived' ORDER BY position"
        assert take.rows(arrived) == [("v.52:no.8 (August 2026)",), ("v.52:no.10 (October 2026)",)]
        take(MONTHLY, HOLDINGS)
        assert take.rows(arrived) == [("v.52:no.8 (August 2026)",), ("v.52:no.9 (September 2026)",)]
        assert take.rows("SELECT count(*) FROM piece") == [(2,)]

    def test_a_receipt_of_a_person_is_not_taken_away(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        library = take.desk.library
        september = library.value("SELECT id FROM issue WHERE label LIKE '%September%'")
        library.execute("INSERT INTO piece (issue_id, received_on) VALUES (?, '2026-09-09')", (september,))
        take(MONTHLY, HOLDINGS.replace("=863  41$81.2$a52$b9$i2026$j09$xtorn cover\n", ""))
        assert take.rows("SELECT source FROM piece WHERE issue_id = " + str(september)) == [("person",)]
        assert take.rows("SELECT status FROM issue WHERE id = " + str(september)) == [("arrived",)]

    def test_a_place_that_moved_and_one_that_a_person_moved(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        take(MONTHLY, HOLDINGS.replace("$cPER", "$cSTACKS"))
        where = "SELECT code, copy.active FROM copy JOIN location ON location.id = location_id"
        assert take.rows(where) == [("MAIN/STACKS", 1)]
        library = take.desk.library
        library.execute("INSERT INTO location (code, name) VALUES ('ours', 'Ours')")
        library.execute("UPDATE copy SET location_id = (SELECT id FROM location WHERE code = 'ours')")
        take(MONTHLY, HOLDINGS.replace("$cPER", "$cATTIC"))
        assert take.rows(where) == [("ours", 1)]

    def test_a_copy_that_is_gone(self, take: Importer) -> None:
        two = HOLDINGS.replace("=853", "=852  \\\\$bEAST\n=853")
        take(MONTHLY, two)
        assert take.rows("SELECT count(*) FROM copy") == [(2,)]
        take(MONTHLY, HOLDINGS)
        assert take.rows("SELECT count(*) FROM copy") == [(1,)]
        assert take.rows("SELECT count(*) FROM piece") == [(2,)]

    def test_text_subscription_and_notes_follow(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        changed = HOLDINGS.replace("v.1-51", "v.1-50").replace("2601154p", "2601155p").replace("green", "red")
        take(MONTHLY, changed)
        assert take.rows("SELECT text FROM statement") == [("v.1-50 (1974-2025)",)]
        assert take.rows("SELECT status FROM subscription") == [("ended",)]
        assert take.rows("SELECT active FROM copy") == [(0,)]
        assert take.rows("SELECT text FROM note WHERE issue_id IS NULL") == [("binder: red",)]

    def test_holdings_that_go_to_another_title(self, take: Importer) -> None:
        other = MONTHLY.replace("=001  m1", "=001  m2").replace("monthly", "other")
        take(MONTHLY, other, HOLDINGS)
        take(MONTHLY, other, HOLDINGS.replace("=004  m1", "=004  m2"))
        for table in ("copy", "statement", "record", "pattern"):
            kind = " AND kind = 'holdings'" if table == "record" else ""
            owners = take.rows(
                f"SELECT title.name FROM {table} JOIN title ON title.id = title_id WHERE 1{kind}"
            )
            assert owners == [("The other [of tests]",)], table


OCTOBER = "=863  41$81.3$a52$b10$i2026$j10"


def lit(desk: Desk) -> Issue:
    """The next expected issue of the only title."""
    found = light(desk, 1)
    assert found is not None
    return found


class TestWhatAPersonReceivedAndARecordTellsOf:
    """A piece is counted once, and an issue that an import touched is another version of it."""

    def test_one_piece_that_a_person_received_and_the_record_tells_of(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        issue = lit(take.desk)
        receive(take.desk, issue.id, issue.version)
        report = take(MONTHLY, HOLDINGS + OCTOBER)
        assert report.receipts == 0
        assert take.rows(f"SELECT source FROM piece WHERE issue_id = {issue.id}") == [("person",)]
        undo_last(take.desk)
        assert take.rows(f"SELECT status FROM issue WHERE id = {issue.id}") == [("expected",)]
        assert take.rows(f"SELECT count(*) FROM piece WHERE issue_id = {issue.id}") == [(0,)]

    def test_its_barcode_and_notes_come_with_the_record(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        issue = lit(take.desk)
        receive(take.desk, issue.id, issue.version)
        take(MONTHLY, HOLDINGS + OCTOBER + "$p30234000517899$xtorn")
        assert take.rows(f"SELECT barcode, source FROM piece WHERE issue_id = {issue.id}") == [
            ("30234000517899", "person")
        ]
        assert take.rows(f"SELECT text FROM note WHERE issue_id = {issue.id}") == [("torn",)]
        with pytest.raises(Refused, match="later depends"):
            undo_last(take.desk)
        assert take.rows(f"SELECT status FROM issue WHERE id = {issue.id}") == [("arrived",)]

    def test_two_barcodes_for_one_piece(self, take: Importer) -> None:
        report = take(MONTHLY, HOLDINGS + OCTOBER + "$p30234000517899\n" + OCTOBER + "$p30234000517900")
        assert report.problems[0].sentence == (
            "v.52:no.10 (October 2026) is here as 30234000517899; barcode 30234000517900 was left out."
        )
        assert take.rows("SELECT count(*) FROM piece") == [(3,)]

    def test_a_piece_that_came_before_its_copy_was_recorded(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS.replace("=852", "=950"))
        issue = lit(take.desk)
        receive(take.desk, issue.id, issue.version)
        take(MONTHLY, HOLDINGS + OCTOBER)
        assert take.rows(f"SELECT count(*) FROM piece WHERE issue_id = {issue.id}") == [(1,)]

    def test_the_other_copy_comes_in_and_no_undo_reaches_below_it(self, take: Importer) -> None:
        two = HOLDINGS.replace("=853", "=852  \\\\$bEAST$t2\n=853").replace("$i.M6", "$i.M6$t1")
        take(MONTHLY, two)
        issue = lit(take.desk)
        assert str(receive(take.desk, issue.id, issue.version).status) == "partial"
        take(MONTHLY, two + OCTOBER + "$t2")
        assert take.rows(f"SELECT status, version FROM issue WHERE id = {issue.id}") == [("arrived", 2)]
        assert take.rows(f"SELECT count(DISTINCT copy_id) FROM piece WHERE issue_id = {issue.id}") == [(2,)]
        with pytest.raises(Refused):
            undo_last(take.desk)

    def test_another_station_sees_that_an_expected_issue_came_with_a_record(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        issue = lit(take.desk)
        take.desk.library.execute("UPDATE issue SET touched = 1 WHERE id = ?", (issue.id,))
        take(MONTHLY, HOLDINGS + OCTOBER)
        assert take.rows(f"SELECT status, version FROM issue WHERE id = {issue.id}") == [("arrived", 1)]
        with pytest.raises(Stale):
            receive(take.desk, issue.id, issue.version)

    def test_what_the_record_takes_back_is_foreseen_again(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        before = take.rows("SELECT label, status FROM issue ORDER BY position")
        take.desk.library.execute("UPDATE issue SET touched = 1 WHERE label LIKE '%(October 2026%'")
        take(MONTHLY, HOLDINGS + OCTOBER)
        take(MONTHLY, HOLDINGS)
        assert take.rows("SELECT label, status FROM issue ORDER BY position") == before


class TestWhatIsForeseen:
    """Expected issues are made while issues are awaited, as far as this library looks ahead."""

    EXPECTED = "SELECT count(*) FROM issue WHERE status = 'expected'"
    CEASED = MONTHLY.replace("c19749999", "d19742026")

    def test_a_ceased_title_expects_nothing(self, take: Importer) -> None:
        take(self.CEASED, HOLDINGS)
        assert take.rows("SELECT status FROM title") == [("ceased",)]
        assert take.rows(self.EXPECTED) == [(0,)]

    def test_a_title_that_ceases_and_one_that_does_not_after_all(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        full = take.rows(self.EXPECTED)
        take(self.CEASED, HOLDINGS)
        left = take.rows("SELECT published_on FROM issue WHERE status = 'expected' ORDER BY position")
        assert left == [("2026-10-01",), ("2026-11-01",)], "what should have come still may"
        take(MONTHLY, HOLDINGS)
        assert take.rows(self.EXPECTED) == full

    def test_a_subscription_that_ends_and_begins_again(self, take: Importer) -> None:
        take(MONTHLY, HOLDINGS)
        full = take.rows(self.EXPECTED)
        take(HOLDINGS.replace("2601154p", "2601155p"))
        assert take.rows("SELECT status FROM subscription") == [("ended",)]
        assert take.rows(self.EXPECTED) == [(2,)]
        take(HOLDINGS)
        assert take.rows("SELECT status FROM subscription") == [("active",)]
        assert take.rows(self.EXPECTED) == full

    def test_a_subscription_stays_while_another_copy_is_received(self, take: Importer) -> None:
        east = (
            HOLDINGS.replace("=001  h1", "=001  h2").replace("MAIN", "EAST").replace("$p30234000517861", "")
        )
        take(MONTHLY, HOLDINGS, east)
        full = take.rows(self.EXPECTED)
        take(HOLDINGS.replace("2601154p", "2601155p"))
        assert take.rows("SELECT status FROM subscription") == [("active",)]
        assert take.rows(self.EXPECTED) == full
        take(east.replace("2601154p", "2601155p"))
        assert take.rows("SELECT status FROM subscription") == [("ended",)]

    def test_the_horizon_is_the_librarys_own(self, take: Importer) -> None:
        decide(take.desk.library, "horizon_issues", "2")
        take(MONTHLY, HOLDINGS)
        ahead = "SELECT count(*) FROM issue WHERE status = 'expected' AND published_on > '2026-11-21'"
        assert take.rows(ahead) == [(2,)]

    def test_of_two_patterns_the_one_of_the_last_issue_goes_on(self, take: Importer) -> None:
        german = "=853  20$82$aBd.$bH.$u4$vr$i(year)$j(season)$wq\n=863  41$82.1$a1$b1$i1980$j24\n=863"
        take(MONTHLY, HOLDINGS.replace("=863", german, 1))
        first = take.rows("SELECT label FROM issue WHERE status = 'expected' ORDER BY position LIMIT 1")
        assert first == [("v.52:no.10 (October 2026)",)]


def test_a_statement_outlives_the_copy_that_it_came_with(take: Importer) -> None:
    two = HOLDINGS.replace("=852", "=852  \\\\$bWEST\n=852")
    none = "\n".join(line for line in HOLDINGS.splitlines() if line[:4] not in ("=852", "=853", "=863"))
    bare = two.replace("=863", "=963")
    take(MONTHLY, bare)
    where = (
        "SELECT text, code FROM statement LEFT JOIN copy ON copy.id = copy_id"
        " LEFT JOIN location ON location.id = location_id"
    )
    assert take.rows(where) == [("v.1-51 (1974-2025)", "WEST")]
    take(MONTHLY, HOLDINGS.replace("=863", "=963"))
    assert take.rows(where) == [("v.1-51 (1974-2025)", "MAIN/PER")]
    take(MONTHLY, none)
    assert take.rows("SELECT count(*) FROM copy") == [(0,)]
    assert take.rows(where) == [("v.1-51 (1974-2025)", None)]


def test_places_between_two_issues_never_run_out(take: Importer) -> None:
    head, tail = HOLDINGS.partition("=863")[0], "=863  41$81.99$a99$b1$i2099$j01\n"
    take(MONTHLY, head + tail)
    for first in range(60, 40, -1):
        items = "".join(f"=863  41$81.{n}$a{n}$b1$i{2000 + n}$j01\n" for n in range(first, 61))
        take(MONTHLY, head + items + tail)
    found = take.rows("SELECT position, volume FROM issue WHERE status = 'arrived' ORDER BY position")
    assert [volume for _, volume in found] == [f"v.{n} ({2000 + n})" for n in (*range(41, 61), 99)]
    positions = [int(str(position)) for position, _ in found]
    assert len(set(positions)) == len(positions)
    assert positions[0] > 0


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("$81$av.", "$8" + "9" * 25 + "$av.", "The link number in $8 of its 853 is too long"),
        ("$81.1$", "$8" + "9" * 5000 + "$", "The link number in $8 of its 863 is too long"),
        ("$i.M6", "$i.M6$t" + "9" * 25, "The copy number in $t of its 852 is too long"),
        ("$i.M6", "$i.M6$t" + "9" * 5000, "The copy number in $t of its 852 is too long"),
        ("$a52$b8", "$t" + "9" * 5000 + "$a52$b8", "The copy number in $t of its 863 is too long"),
    ],
)
def test_numbers_that_no_file_can_keep(take: Importer, old: str, new: str, told: str) -> None:
    report = take(MONTHLY, HOLDINGS.replace(old, new))
    assert (report.holdings_new, report.receipts) == (1, 2)
    assert any(problem.sentence.startswith(told) for problem in report.problems)


@pytest.mark.parametrize(
    ("old", "new"),
    [("$a52$b8", "$a" + "9" * 5000 + "$b8"), ("$a52$b8", "$t²$a52$b8"), ("$i2026$j08", "$i99999$j99")],
)
def test_values_without_sense_end_nothing(take: Importer, old: str, new: str) -> None:
    take(MONTHLY, HOLDINGS)
    report = take(MONTHLY, HOLDINGS.replace(old, new))
    assert report.holdings_updated == 1


def test_a_record_whose_contents_cannot_be_read_is_rejected_and_the_file_goes_on(
    take: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = from_record.title

    def stumbling(read: BibRead) -> GivenTitle:
        if read.control_number == "m2":
            raise ValueError("month 13")
        return sound(read)

    monkeypatch.setattr(from_record, "title", stumbling)
    other = MONTHLY.replace("=001  m1", "=001  m2")
    report = take(other, MONTHLY, HOLDINGS)
    assert (report.rejected, report.titles_new, report.holdings_new) == (1, 1, 1)
    assert (report.problems[0].number, report.problems[0].control_number) == (1, "m2")
    assert report.problems[0].sentence == "Its contents cannot be read: month 13."
    assert report.rejected_file is not None
    assert "=001  m2" in report.rejected_file.read_text(encoding="utf-8")


def test_an_import_is_in_the_ledger_but_in_no_sitting(take: Importer) -> None:
    take(MONTHLY)
    take(MONTHLY)
    assert take.rows("SELECT kind, person, sitting_id, sentence FROM act") == [
        (
            "import",
            "mary",
            None,
            "Imported in.mrk: 1 record read: 1 title (1 new), 0 holdings records, 0 rejected, 0 skipped.",
        )
    ]


def test_progress_and_a_file_of_many_batches(take: Importer) -> None:
    path = take.folder / "many.mrc"
    path.write_bytes(b"".join(serial(f"n{n}", f"Journal {n}.") for n in range(1800)))
    told: list[tuple[int, int]] = []
    report = import_file(take.desk, path, progress=lambda done, total: told.append((done, total)))
    assert report.titles_new == 1800
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert import_file(take.desk, path).titles_unchanged == 1800


def test_a_file_that_is_not_there(take: Importer) -> None:
    with pytest.raises(FileProblem):
        import_file(take.desk, take.folder / "none.mrc")


def test_every_real_file_goes_in_twice(take: Importer) -> None:
    if not CORPUS.is_dir():
        pytest.skip("the shared folder of real records is not here")
    files = [path for path in sorted(CORPUS.rglob("*")) if path.is_file()]
    assert files
    for path in files:
        copy = take.folder / path.name
        shutil.copy(path, copy)
        report = import_file(take.desk, copy)
        assert report.adds_up, path
        assert report.read > 0, path
        assert report.untold or report.rejected + report.skipped <= len(report.problems), path
        again = import_file(take.desk, copy)
        assert again.adds_up, path
        assert not again.changed, path
        copy.unlink()
    assert take.rows("PRAGMA foreign_key_check") == []
    assert take.rows("SELECT count(*) > 250 FROM title") == [(1,)]
