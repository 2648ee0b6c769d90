"""The whole desk on a real terminal: bursts, screens in between, an orderly end."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from stdnum import ean

from buckram.identify.sici import check_character
from library_for_tests import Shelf
from ptydriver import Terminal

F2, F3, F4, F5, HELP = b"\x1bOQ", b"\x1bOR", b"\x1bOS", b"\x1b[15~", b"\x1bOP"
READY = "Scan the barcode of a piece"


def desk(shelf: Shelf, **environment: str) -> Terminal:
    """The desk on the library, started as a person starts it."""
    shelf.library.close()
    argv = [sys.executable, "-m", "buckram_tui", "--db", str(shelf.path), "--person", "mary"]
    return Terminal(argv, env={"XDG_STATE_HOME": str(shelf.path.parent / "state"), **environment})


def sici(number: int) -> str:
    """Issue `number` of a monthly that began in January 2026 with v.12 no.1."""
    year, month = 2026 + (number - 1) // 12, (number - 1) % 12 + 1
    code = f"0317-8471({year}{month:02}){12 + year - 2026}:{month}<>1.0.TX;2-"
    return code + check_character(code)


def unknown(number: int) -> str:
    """A barcode that no title here answers to."""
    body = f"977{9000000 + number}00"
    return body + ean.calc_check_digit(body)


@pytest.mark.parametrize(
    ("ending", "pairs"),
    [(b"\r", 100), (b"\n", 30), (b"\t", 30), (b"\r\n", 30)],
    ids=["CR", "LF", "Tab", "CR LF"],
)
def test_scans_with_no_gap_are_all_handled_in_order(shelf: Shelf, ending: bytes, pairs: int) -> None:
    shelf.title(statuses="e" * pairs, first_month=1)
    scans = [code for n in range(1, pairs + 1) for code in (sici(n), unknown(n))]
    stream = b""
    for n, code in enumerate(scans):
        stream += (b"", F4, HELP, F5, b"", F3 + F2, b"", F2)[n % 8] if n % 3 == 0 else b""
        stream += code.encode() + ending
    with desk(shelf) as terminal:
        terminal.wait_for(READY)
        terminal.send(stream + F5)
        terminal.wait_for(f"{pairs} received, {pairs} waiting", seconds=30)
    library = Shelf(shelf.path).library
    assert [r[0] for r in library.rows("SELECT raw FROM scan ORDER BY id")] == scans
    received = library.rows("SELECT position FROM issue JOIN piece ON issue.id = issue_id ORDER BY piece.id")
    assert [r[0] for r in received] == [1000 * n for n in range(1, pairs + 1)]
    assert library.value("SELECT count(*) FROM act") == pairs


def test_what_is_typed_before_the_desk_is_there_counts(shelf: Shelf) -> None:
    shelf.title(statuses="eee", first_month=1)
    path = shelf.path
    shelf.library.close()
    argv = [sys.executable, "-m", "buckram_tui", "--db", str(path), "--person", "mary"]
    with Terminal(argv, typed=f"{sici(1)}\r{sici(2)}\r".encode()) as terminal:
        terminal.wait_for("│ 2 received")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_in_order_and_the_sitting_goes_on(shelf: Shelf, number: signal.Signals) -> None:
    shelf.title(statuses="eee", first_month=1)
    path = shelf.path
    with desk(shelf) as terminal:
        terminal.wait_for(READY)
        terminal.send(sici(1).encode() + b"\r")
        terminal.wait_for("│ 1 received")
        terminal.signal(number)
        assert terminal.wait_end() == 128 + number
        assert terminal.attributes == terminal.attributes_before
    with desk(Shelf(path)) as terminal:
        terminal.wait_for("│ 1 received")
    assert Shelf(path).library.value("SELECT count(*) FROM sitting") == 1


def test_a_latin_1_byte_is_kept_and_kills_nothing(shelf: Shelf) -> None:
    shelf.title(statuses="eee", first_month=1)
    path = shelf.path
    with desk(shelf) as terminal:
        terminal.wait_for(READY)
        terminal.send(b"caf\xe9 12345\r")
        terminal.send(sici(1).encode() + b"\r")
        terminal.wait_for("│ 1 received")
    assert Shelf(path).library.value("SELECT count(*) FROM act") == 1


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"LANG": "C", "LC_ALL": "C"}, {"TERM": "linux"}])
def test_plain_terminals_show_the_same_words(shelf: Shelf, environment: dict[str, str]) -> None:
    shelf.title(statuses="aee", first_month=1)
    with desk(shelf, **environment) as terminal:
        terminal.wait_for(READY)
        terminal.send(b"0317-8471\r")
        terminal.wait_for("Enter receives for Reading Room")
        terminal.wait_quiet()
        assert "here" in terminal.text
        if environment.get("LANG") == "C":
            assert terminal.text.isascii()
            assert ">no.2" in terminal.text


def test_an_idle_desk_sends_no_bytes(shelf: Shelf) -> None:
    shelf.title(statuses="aee", first_month=1)
    with desk(shelf) as terminal:
        terminal.send(b"0317-8471\r")
        terminal.wait_for("Enter receives for Reading Room")
        terminal.wait_quiet(0.5)
        sent = len(terminal.output)
        terminal.pump(3)
        assert len(terminal.output) == sent


def test_an_unexpected_error_is_a_sentence_a_log_and_a_code(shelf: Shelf) -> None:
    shelf.title(statuses="aee", first_month=1)
    # Not a thing the desk can foresee: a table that vanishes under it.
    with desk(shelf) as terminal:
        terminal.wait_for(READY)
        other = Shelf(shelf.path).library
        other.execute("DROP TABLE note_read")
        other.close()
        terminal.send(b"0317-8471\r")
        assert terminal.wait_end() == 70
        assert "unexpected error" in " ".join(terminal.text.split())
        assert "Traceback" not in terminal.text
    log = Path(shelf.path.parent / "state" / "buckram" / "log" / "buckram.log")
    assert "Traceback" in log.read_text()
