"""KBART files in and out: every line accounted for, nothing changed twice, nothing of a person lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.desk import access
from buckram.desk.kbart_in import KbartReport, attach, nearest, read_file, set_aside
from buckram.desk.kbart_out import as_file, write_file
from buckram.desk.kbart_rows import COVERAGE, columns_of, row_of, sound
from buckram.desk.undoing import redo_last, undo_last
from buckram.errors import FileProblem, Refused
from buckram.exchange.kbart import COLUMNS
from buckram.rules.coverage import Coverage
from buckram.storage import access as stored
from buckram.storage.access import Access
from library_for_tests import TODAY, Shelf

TABLES = ("access", "problem", "unmatched")
NAME = "Agora_Global_All_2026-11-01.txt"
HEAD = "publication_title print_identifier online_identifier date_first_issue_online date_last_issue_online"
COLUMNS_HERE = [*HEAD.split(), "title_url", "title_id", "embargo_info", "access_type", "notes"]


@pytest.fixture
def room(shelf: Shelf) -> Shelf:
    """Four titles; of one the record has the ISSN of its online form too."""
    shelf.title("Alpha", "0317-8471")
    beta = shelf.title("Beta", "0028-0836")
    shelf.title("Delta journal of physics", "0013-0613")
    shelf.title("Names & numbers", "0145-0808")
    with shelf.library.transaction():
        shelf.library.execute(
            "INSERT INTO link (title_id, tag, name, issn) VALUES (?, '776', 'Online', '14764687')", (beta,)
        )
    return shelf


def line(title: str, issn: str = "", eissn: str = "", first: str = "", last: str = "", **more: str) -> str:
    values = dict(zip(COLUMNS_HERE, [title, issn, eissn, first, last], strict=False))
    values["title_url"] = f"https://agora.example.com/{title[:1]}"
    values |= more
    return "\t".join(values.get(name, "") for name in COLUMNS_HERE)


FILE = [
    line("ALPHA.", "0317-8471", "", "1990", "1995-12"),
    line("ALPHA.", "0317-8471", "", "1998-01"),
    line("Beta online", "", "1476-4687", "2001", "", embargo_info="P1Y", access_type="F"),
    line("Names or numbers", notes="not the name that we have"),
    line("Names & numbers"),
    line("Delta journal of chemistry", "2049-3630"),
    line("Alpha", "0317-8471", "", "May 1990"),
    line("Alpha", "0317-8471", "", "1990", "1980"),
    line("A book", publication_type="monograph", title_url="x"),
    line("Beta online", "", "1476-4687", "2001", "", embargo_info="P1Y", access_type="F"),
]


def read(shelf: Shelf, folder: Path, lines: list[str], name: str = NAME) -> KbartReport:
    path = folder / name
    path.write_text("\n".join(["\t".join(COLUMNS_HERE), *lines]) + "\n", encoding="utf-8")
    report = read_file(shelf.desk(), path)
    assert report.adds_up
    return report


def test_every_line_is_accounted_for(room: Shelf, tmp_path: Path) -> None:
    empty = room.contents(*TABLES)
    report = read(room, tmp_path, FILE)
    assert (
        report.sentence
        == "10 lines read: 0 as they are, 4 new, 0 changed, 2 without a title here, 4 rejected."
    )
    assert [text for _, text in report.told] == [
        "date_first_issue_online “May 1990” is no date like 1999, 1999-05 or 1999-05-31.",
        "It ends (1980) before it begins (1990).",
        "It has no web address (title_url).",
        "It is the same as line 4.",
    ]
    assert report.waiting == ((5, "Names or numbers"), (7, "Delta journal of chemistry"))
    alpha = stored.of_title(room.library, 1)
    assert [(one.coverage.from_date, one.coverage.to_date) for one in alpha] == [
        ("1990", "1995-12"),
        ("1998-01", ""),
    ]
    [beta] = stored.of_title(room.library, 2)
    assert (beta.free, beta.coverage.embargo, beta.provider, beta.package) == (
        True, "P1Y", "Agora", "Agora_Global_All",
    )  # fmt: skip
    assert beta.kbart["online_identifier"] == "1476-4687"
    # The same file again is no act at all.
    after = room.contents(*TABLES, "act")
    assert read(room, tmp_path, FILE).matched == 4
    assert room.contents(*TABLES, "act") == after
    undo_last(room.desk())
    assert room.contents(*TABLES) == empty
    redo_last(room.desk())
    assert room.contents(*TABLES) == [row for row in after if row[0] != "act"]


def test_a_changed_file_changes_what_it_gave_and_nothing_else(room: Shelf, tmp_path: Path) -> None:
    read(room, tmp_path, FILE)
    desk = room.desk()
    first, second = stored.of_title(desk.library, 1)
    access.turn(desk, first.id, "perpetual")
    access.set_beginning(desk, first.id, "1989")
    later = [
        line("ALPHA.", "0317-8471", "", "1991", "1996-12"),
        line("Beta online", "", "1476-4687", "2001", "", embargo_info="P6M", access_type="F"),
        *FILE[3:6],
    ]
    report = read(room, tmp_path, later, "Agora_Global_All_2026-12-01.txt")
    assert (report.matched, report.new, report.changed, report.unmatched) == (1, 0, 2, 2)
    assert report.ended == ("ALPHA.",)
    kept = stored.get(desk.library, first.id)
    # The end came from the file and follows it; the beginning was changed by a person and stays.
    assert (kept.coverage.from_date, kept.coverage.to_date, kept.perpetual) == ("1989", "1996-12", True)
    assert stored.get(desk.library, second.id).ended_on == TODAY
    assert stored.of_title(desk.library, 2)[0].coverage.embargo == "P6M"
    # It comes back: the same row opens again. Another package of the provider is left alone.
    back = read(room, tmp_path, [*later, FILE[1]], "Agora_Global_All_2027-01-01.txt")
    assert (back.changed, back.new, back.ended) == (1, 0, ())
    assert stored.get(desk.library, second.id).ended_on is None
    assert read(room, tmp_path, FILE[:1], "Agora_Global_Other_2027-01-01.txt").ended == ()


def test_what_was_attached_stays_attached(room: Shelf, tmp_path: Path) -> None:
    read(room, tmp_path, FILE)
    desk = room.desk()
    names, delta = stored.unmatched(desk.library)
    assert nearest(desk.library, delta)[0][1] == "Delta journal of physics"
    assert nearest(desk.library, names)[0][1] == "Names & numbers"
    before = room.contents(*TABLES)
    assert (
        attach(desk, delta.id, 3)
        == "Delta journal of chemistry of Agora_Global_All is Delta journal of physics."
    )
    assert set_aside(desk, [names.id]) == "Names or numbers is none of our titles."
    with pytest.raises(Refused):
        attach(desk, delta.id, 3)
    report = read(room, tmp_path, FILE)
    assert (report.matched, report.unmatched, report.waiting) == (5, 1, ())
    # A newer row of what was set aside is not asked about again; what left the file does not wait.
    report = read(room, tmp_path, [*FILE[:3], line("Names or numbers", notes="new words"), *FILE[4:]])
    assert (report.unmatched, report.waiting) == (1, ())
    undo_last(desk)
    undo_last(desk)
    undo_last(desk)
    assert room.contents(*TABLES) == before


def test_whose_file_it_is(room: Shelf, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="whose"):
        read(room, tmp_path, FILE, "titles.txt")
    report = read_file(room.desk(), tmp_path / "titles.txt", provider="Agora", package="Deal")
    assert report.package == "Deal"
    with pytest.raises(FileProblem):
        read_file(room.desk(), tmp_path / "nothing.txt")


def test_several_titles_with_one_number_are_nobody_s(room: Shelf, tmp_path: Path) -> None:
    room.title("Alpha. Letters", "0317-8471")
    report = read(room, tmp_path, [line("Alpha. Letters", "0317-8471"), line("Alpha etc.", "0317-8471")])
    assert (report.new, report.unmatched) == (1, 1)
    assert stored.of_title(room.library, 5)[0].url == "https://agora.example.com/A"


def test_what_goes_out_comes_in_again(room: Shelf, tmp_path: Path) -> None:
    desk = room.desk()
    read(room, tmp_path, FILE)
    typed, _ = access.add(desk, 4, "https://typed.example.com/n")
    access.set_beginning(desk, typed, "v.3 no.1 2004-07")
    access.set_text(desk, typed, "note", "Since 2004")
    over, _ = access.add(desk, 4, "https://over.example.com")
    access.end(desk, over)
    written = write_file(desk, tmp_path)
    assert (written.path.name, written.rows) == ("Library_Global_AllTitles_2026-11-21.txt", 5)
    content = written.path.read_bytes()
    lines = content.decode().splitlines()
    assert lines[0].split("\t") == list(COLUMNS)
    assert {len(text.split("\t")) for text in lines} == {25}
    assert [text.split("\t")[0] for text in lines[1:]] == [
        "ALPHA.", "ALPHA.", "Beta online", "Names & numbers", "Names & numbers",
    ]  # fmt: skip
    with pytest.raises(Refused, match="there already"):
        write_file(desk, tmp_path)
    with pytest.raises(Refused, match="no name"):
        write_file(desk, tmp_path / "mine.txt")
    with desk.library.transaction():
        desk.library.execute("DELETE FROM access")
        desk.library.execute("DELETE FROM unmatched")
    report = read_file(desk, written.path)
    assert (report.new, report.read) == (5, 5)
    assert as_file(desk)[0] == content
    assert read_file(desk, written.path).matched == 5


def test_print_goes_out_beside_it(room: Shelf, tmp_path: Path) -> None:
    desk = room.desk()
    with desk.library.transaction():
        desk.library.execute(
            "INSERT INTO statement (title_id, tag, text)"
            " VALUES (1, '866', 'v.1 (1990)-v.5 (1994), v.7 (1996)')"
        )
    content, rows, prints = as_file(desk, prints=True)
    assert (rows, prints) == (0, 6)
    held = [text.split("\t") for text in content.decode().splitlines()[1:4]]
    assert [(cells[3], cells[6], cells[13], cells[14]) for cells in held] == [
        ("1990", "1994", "print", "Print: 1990-1994"),
        ("1996", "1996", "print", "Print: 1996"),
        ("2026", "", "print", "Print: 2026-"),
    ]
    path = tmp_path / "Library_Global_Print_2026-11-21.txt"
    path.write_bytes(content)
    report = read_file(desk, path)
    assert (report.rejected, report.told[0][1]) == (6, "It tells of print holdings, not of access.")


DATES = st.sampled_from(["", "1999", "1999-5", "1999-05-31", "2004/07"])
ROWS = st.fixed_dictionaries(
    {
        "publication_title": st.sampled_from(["Alpha", 'The "A" list']),
        "title_url": st.just("https://a.example.com"),
    },
    optional={
        "date_first_issue_online": DATES,
        "num_first_vol_online": st.sampled_from(["1", "1-2", "N.S. 3"]),
        "embargo_info": st.sampled_from(["P1Y", "p6m", "R1Y;P30D", "unknown"]),
        "notes": st.sampled_from(["no. 3 lacks", "é"]),
        "access_type": st.sampled_from(["F", "P", "p"]),
        "coverage_depth": st.sampled_from(["fulltext", "abstracts"]),
        "our_own_column": st.just("x"),
    },
)


@settings(max_examples=40)
@given(ROWS)
def test_a_row_goes_out_as_it_came(values: dict[str, str]) -> None:
    values = {name: text for name, text in values.items() if text}
    columns = columns_of(values)
    one = Access(
        id=1, title_id=1, url=str(columns["url"]), platform="", provider="Agora",
        coverage=Coverage(**{name: str(columns[name] or "") for name in COVERAGE}),
        licence_from=None, licence_until=None, terms="", proxied=True, perpetual=False,
        free=bool(columns["free"]), checked_at="", check_said="", source="kbart", relation="itself",
        package="Agora_Global_All", note=str(columns["note"] or ""), ended_on=None, kbart=values,
    )  # fmt: skip
    assert sound(values) == ""
    assert row_of(one, {}) == values
