"""The command line: what it prints, what it does, its exit codes."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from buckram import __version__
from buckram_tui.cli import COMMANDS, main
from buckram_tui.cli.people import station_name
from library_for_tests import Shelf


def run(*words: str, given: str = "", db: Path | None = None) -> Result:
    options = ["--db", str(db), "--person", "mary"] if db else []
    result = CliRunner().invoke(main, [*options, *words], input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_help_names_every_command_and_the_exit_codes() -> None:
    text = run("--help").output
    for name, words in COMMANDS.items():
        assert name in text
        assert words in text
    assert "0 done, 1 done with problems listed, 2 not done" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert f"Usage: main {name}" in result.output


def test_version() -> None:
    assert run("--version").output == f"buckram, version {__version__}\n"


def test_the_core_loads_no_screen() -> None:
    code = (
        "import buckram.desk.checkin, buckram.desk.importing, buckram.desk.ahead, sys;"
        "print([m for m in ('textual', 'rich', 'pymarc', 'sqlite_utils') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_receive_answers_each_code_with_a_line(shelf: Shelf) -> None:
    shelf.title(addons=True)
    # The clock of the command is the real one: a typed ISSN does not depend on today.
    result = run("receive", "--lit", given="0317-8471\n\nrubbish words\n9770317847002\n", db=shelf.path)
    told = [json.loads(line) for line in result.output.splitlines()]
    assert [t["done"] for t in told] == ["received", "no record", "rejected"]
    assert told[0]["issue"]["label"] == "v.12:no.11 (November 2026)"
    assert told[0]["receipt"]["location"] == "Reading Room"
    assert told[2]["sentence"]
    assert result.exit_code == 1


def test_without_lit_a_title_is_opened_and_nothing_received(shelf: Shelf) -> None:
    shelf.title()
    result = run("receive", given="0317-8471\n", db=shelf.path)
    assert json.loads(result.output)["done"] == "opened"
    assert shelf.library.value("SELECT count(*) FROM act") == 0


def test_receive_extends_the_horizon(shelf: Shelf) -> None:
    title = shelf.title(statuses="ae")
    run("receive", "--lit", given="0317-8471\n", db=shelf.path)
    ahead = shelf.library.value(
        "SELECT count(*) FROM issue WHERE title_id = ? AND status = 'expected'", (title,)
    )
    assert ahead >= 12


def test_all_received_is_exit_code_0(shelf: Shelf) -> None:
    shelf.title()
    assert run("receive", "--lit", given="03178471\n", db=shelf.path).exit_code == 0


@pytest.mark.parametrize(
    "words", [["receive"], ["doctor"], ["lookup", "x"], ["backup", "y"], ["predict", "x"]]
)
def test_a_library_that_is_not_there_is_a_sentence_and_exit_code_2(tmp_path: Path, words: list[str]) -> None:
    result = run(*words, db=tmp_path / "none.db")
    assert result.exit_code == 2
    assert "There is no library file" in result.stderr
    assert "Traceback" not in result.output


def test_lookup_prints_titles_and_cannot_write(shelf: Shelf) -> None:
    shelf.title("Nature", "0028-0836")
    result = run("lookup", "nature", db=shelf.path)
    assert result.output.split() == ["0028-0836", "Nature", "Z671", ".J6"]
    told = json.loads(run("lookup", "--json", "nature", db=shelf.path).output)
    assert told["issn"] == "0028-0836"
    assert run("lookup", "qqq", db=shelf.path).exit_code == 1


def test_lookup_without_a_terminal_says_so(shelf: Shelf) -> None:
    assert run("lookup", db=shelf.path).exit_code == 2


def test_predict_speaks_its_protocol() -> None:
    pattern = {"tag": "853", "ind": "20", "subfields": [
        ["8", "1"], ["a", "v."], ["b", "no."], ["u", "12"], ["v", "r"],
        ["i", "(year)"], ["j", "(month)"], ["w", "m"], ["x", "01"],
    ]}  # fmt: skip
    holding = {"tag": "863", "ind": "41", "subfields": [
        ["8", "1.1"], ["a", "1"], ["b", "12"], ["i", "1990"], ["j", "12"],
    ]}  # fmt: skip
    asked = json.dumps({"id": "x", "pattern": pattern, "holding": holding, "n": 1})
    result = run("predict", given=f"{asked}\nnot json\n{{}}\n")
    told = [json.loads(line) for line in result.output.splitlines()]
    assert told[0] == {"id": "x", "next": [{"a": "2", "b": "1", "i": "1991", "j": "01"}]}
    assert "error" in told[1]
    assert "error" in told[2]
    assert result.exit_code == 1


def test_predict_of_a_title_is_a_table(shelf: Shelf) -> None:
    shelf.title()
    result = run("predict", "journal of tests", "-n", "3", db=shelf.path)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0].startswith("Journal of tests")
    assert [line.split()[0] for line in lines[2:]] == ["2026-11-01", "2026-12-01", "2027-01-01"]


def test_doctor_finds_a_sound_file_sound_and_a_broken_one_broken(shelf: Shelf) -> None:
    shelf.title()
    assert run("doctor", db=shelf.path).exit_code == 0
    told = json.loads(run("doctor", "--json", db=shelf.path).output)
    assert (told["problems"], told["counts"]["title"]) == ([], 1)
    other = sqlite3.connect(shelf.path)
    other.execute("INSERT INTO identifier (title_id, kind, value) VALUES (99, 'issn', 'x')")
    other.commit()
    result = run("doctor", db=shelf.path)
    assert result.exit_code == 1
    assert "points to a title that is not there" in result.output


def test_doctor_tells_what_a_scanner_sends(shelf: Shelf) -> None:
    result = run("doctor", "--scanner", given="]E0977031784700111\n9770317847002\n\n", db=shelf.path)
    assert "0317-8471" in result.output
    assert "sent '9770317847002' (13 characters)" in result.output
    assert "9770317847001 and 9770028083002" not in result.output
    result = run("doctor", "--scanner", given="97703178470019770028083002\n\n", db=shelf.path)
    assert "Two codes in one line, 9770317847001 and 9770028083002" in result.output
    assert "buckram settings scanner_ends silence" in result.output


def test_backup_makes_a_whole_copy(shelf: Shelf, tmp_path: Path) -> None:
    shelf.title()
    result = run("backup", str(tmp_path / "copy.db"), db=shelf.path)
    assert result.exit_code == 0
    assert sqlite3.connect(tmp_path / "copy.db").execute("SELECT count(*) FROM title").fetchone() == (1,)


def test_import_counts_every_record(tmp_path: Path) -> None:
    file = tmp_path / "one.mrk"
    file.write_text(
        "=LDR  00000cas a2200000 a 4500\n=001  1\n=008  750101c19759999xx mr p       0   a0eng d\n"
        "=022  0\\$a0317-8471\n=245  00$aJournal of tests.\n\n"
    )
    path = tmp_path / "library.db"
    result = run("import", str(file), db=path)
    assert result.exit_code == 0
    assert "1 record read: 1 title (1 new)" in result.output
    assert "Nothing was changed" in run("import", str(file), db=path).output
    assert run("lookup", "0317-8471", db=path).output.split()[:1] == ["0317-8471"]


def test_an_import_keeps_the_library_as_it_was_before(shelf: Shelf, tmp_path: Path) -> None:
    file, copy = tmp_path / "one.mrk", shelf.path.with_name("library.db.before-import")
    record = "=LDR  00000cas a2200000 a 4500\n=001  {0}\n=008  750101c19759999xx mr p       0   a0eng d\n"
    record += "=245  00$aJournal {0}.\n\n"

    def titles_before() -> int:
        found: int = sqlite3.connect(copy).execute("SELECT count(*) FROM title").fetchone()[0]
        return found

    file.write_text(record.format(1))
    assert "before-import" not in run("import", str(file), db=shelf.path).output
    assert not copy.exists(), "an empty library needs no copy"
    file.write_text(record.format(1) + record.format(2))
    assert str(copy) in run("import", str(file), db=shelf.path).output
    assert titles_before() == 1
    told = json.loads(run("import", "--json", str(file), db=shelf.path).output)
    assert (told["before_import"], titles_before()) == (None, 1), "nothing was changed: the way back stays"
    file.write_text(record.format(3))
    told = json.loads(run("import", "--json", str(file), db=shelf.path).output)
    assert (told["before_import"], titles_before()) == (str(copy), 2)
    assert sorted(p.name for p in tmp_path.glob("*before-import*")) == [copy.name]


def test_backup_onto_a_part_of_the_library_is_refused(shelf: Shelf) -> None:
    result = run("backup", str(shelf.path) + "-wal", db=shelf.path)
    assert result.exit_code == 2
    assert "name of the library itself" in result.stderr


def test_a_library_where_none_can_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("no folder")
    result = run("import", "x.mrc", db=tmp_path / "letter" / "x" / "l.db")
    assert result.exit_code == 2
    assert "cannot be reached" in result.stderr


def test_the_station_is_the_machine() -> None:
    assert station_name() == socket.gethostname().split(".")[0]


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    result = run("import", str(tmp_path / "none.mrc"), db=tmp_path / "library.db")
    assert result.exit_code == 2
    assert "none.mrc" in result.stderr


def test_settings_are_shown_and_changed(shelf: Shelf) -> None:
    shown = [line.split()[:2] for line in run("settings", db=shelf.path).output.splitlines()]
    assert ["day_first", "yes"] in shown
    assert run("settings", "day_first", "no", db=shelf.path).output.split()[:2] == ["day_first", "no"]
    assert json.loads(run("settings", "--json", db=shelf.path).output)["day_first"] is False


@pytest.mark.parametrize(
    "words", [("nothing", "1"), ("bell", "loud"), ("horizon_months", "0"), ("horizon_issues", "x")]
)
def test_a_setting_that_cannot_be_is_refused(shelf: Shelf, words: tuple[str, str]) -> None:
    result = run("settings", *words, db=shelf.path)
    assert result.exit_code == 2
    assert result.stderr.startswith("buckram: ")
