"""Scans through a real terminal: none lost, split, doubled, out of order, or taken by a button."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from terminal.hosted import codes, host

CR, LF, TAB, CRLF = b"\r", b"\n", b"\t", b"\r\n"
READY = "Nothing yet"


def burst(scans: list[str], ending: bytes, prefix: bytes = b"") -> bytes:
    return b"".join(prefix + scan.encode() + ending for scan in scans)


def test_200_scans_without_a_gap_while_dialogs_open_and_close(tmp_path: Path) -> None:
    """Fifty of each ending, one program: the whole desk takes two hundred of each (test_desk_at_terminal)."""
    scans = codes(200)
    terminal, log = host(tmp_path / "log", "--dialogs")
    with terminal:
        terminal.wait_for(READY)
        parts = ((CR, 0), (LF, 50), (TAB, 100), (CRLF, 150))
        terminal.send(b"".join(burst(scans[begin : begin + 50], ending) for ending, begin in parts))
        terminal.wait_for("Scan 200:", seconds=30)
        # A key that is surely behind all of them: what they might have pressed has been pressed by then.
        terminal.send(b"\x1b[21~")
        terminal.wait_end()
    assert log.scans == scans
    assert log.notes("act", "key", "button", "note") == []


def test_scans_come_in_while_a_button_has_the_focus(tmp_path: Path) -> None:
    scans = codes(5)
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        terminal.send(b"\x1bOQ")
        terminal.wait_for("Claim it")
        for number, scan in enumerate(scans, 1):
            terminal.send(scan.encode() + CR)
            terminal.wait_for(f"Scan {number}:")
        assert "Claim it" in terminal.text
    assert log.scans == scans
    assert log.notes("button", "act") == []


def test_a_scan_into_prose_is_taken_out_and_what_was_typed_stays(tmp_path: Path) -> None:
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        terminal.send(b"\x1bOR")
        terminal.wait_for("▔▔▔")
        for typed in ("s", "se", "see"):
            terminal.send(typed[-1:].encode())
            terminal.wait_for(f"▊  {typed} ")
            terminal.wait_quiet(0.05)  # fingers are no scanner
        terminal.send(b"9770317847001" + CRLF)
        terminal.wait_for("Scan 1: 9770317847001")
        terminal.wait_quiet()
        assert "see9" not in terminal.text
        terminal.send(b"!" + CR)
        log.wait(lambda log: bool(log.notes("note")))
    assert log.notes("note") == [{"kind": "note", "text": "see!"}]
    assert log.scans == ["9770317847001"]


def test_scanner_noise_acts_on_nothing(tmp_path: Path) -> None:
    """AIM prefixes, STX and ETX, DC1 (Ctrl+Q), Esc glued to the first digit, FNC1, an empty scan."""
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        terminal.send(b"]E09770317847001\r" + b"\x029770317847001\x03\r" + b"\x119770317847001\x11\r\x11")
        terminal.send(b"\x1b9770317847001\r" + b"\x1b]E09770317847001\r" + b"]C101977\x1d10AB\r")
        terminal.wait_for("Scan 6:")
        terminal.wait_quiet()
        terminal.send(b"\x02\x03\r")
        terminal.wait_quiet()
        terminal.send(b"9770028083002\r")
        terminal.wait_for("Scan 7:")
    plain = "9770317847001"
    aim = "]E09770317847001"
    assert log.scans == [aim, plain, plain, plain, aim, "]C101977\x1d10AB", "9770028083002"]
    assert log.notes("act", "key") == []
    raw = [bytes.fromhex(str(note["raw"])) for note in log.notes("scan")]
    assert raw[1] == b"\x029770317847001\x03"


def test_keys_by_hand_still_act(tmp_path: Path) -> None:
    terminal, log = host(tmp_path / "log", "--letters")
    with terminal:
        terminal.wait_for(READY)
        for key, notes in ((b"r", 1), (b"\x1b", 2), (b"\x1a", 3), (b"?", 4), (b"\r", 5)):
            terminal.send(key)
            log.wait(lambda log, notes=notes: len(log.notes()) >= notes)
    assert [note.get("text", "act") for note in log.notes()] == ["r", "escape", "control", "help", "act"]


def test_bytes_that_are_no_utf8_do_not_end_the_program(tmp_path: Path) -> None:
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        terminal.send(b"97703\xe917847001\r" + b"\xff\xfe\r" + "Zeitschrift für Ägyptologie\r".encode())
        terminal.wait_for("Scan 3:")
    assert log.scans == ["97703\ufffd17847001", "\ufffd\ufffd", "Zeitschrift für Ägyptologie"]
    assert bytes.fromhex(str(log.notes("scan")[0]["raw"])) == b"97703\xe917847001"


def test_a_paste_of_50_lines(tmp_path: Path) -> None:
    scans = codes(50)
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        terminal.send(b"\x1b[200~" + burst(scans, CR) + b"0317\x1b[201~")
        terminal.wait_for("Scan 50:")
        terminal.wait_for("Scan › 0317")
    assert log.scans == scans
    assert log.notes("act", "key") == []


def test_a_paste_that_does_not_end_swallows_nothing(tmp_path: Path) -> None:
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        terminal.send(b"\x1b[200~9770317847001\r")
        terminal.wait_for("Scan 1: 9770317847001")
        terminal.send(b"9770028083002\r")
        terminal.wait_for("Scan 2: 9770028083002")
    assert log.scans == ["9770317847001", "9770028083002"]


@pytest.mark.parametrize("ending", [CR, LF, TAB, CRLF], ids=["CR", "LF", "Tab", "CR LF"])
def test_what_was_typed_before_the_program_started_is_not_lost(tmp_path: Path, ending: bytes) -> None:
    scans = codes(20)
    terminal, log = host(tmp_path / "log", typed=burst(scans, ending))
    with terminal:
        terminal.wait_for("Scan 20:")
    assert log.scans == scans
    assert log.notes("act", "key") == []


def test_scans_are_handled_while_nobody_reads_the_terminal(tmp_path: Path) -> None:
    scans = codes(40)
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        first = codes(100)
        terminal.send(burst(first, CR))
        terminal.wait_for("Scan 100:")
        terminal.type_blind(b"\x1b[H\x1b[F" * 400)  # far more output than a terminal line holds
        terminal.type_blind(burst(scans, CR))
        log.wait(lambda log: len(log.scans) == 140)
        terminal.wait_for("Scan 140:")
    assert log.scans == first + scans


def test_typing_is_cheap_and_silence_is_free(tmp_path: Path) -> None:
    terminal, _ = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        terminal.wait_quiet()
        for character in b"nature [":
            before = len(terminal.output)
            terminal.send(bytes([character]))
            terminal.wait_quiet(0.08)
            assert 0 < len(terminal.output) - before <= 60
        before = len(terminal.output)
        terminal.send(b"\r")
        terminal.wait_for("Scan 1:")
        terminal.wait_quiet()
        assert len(terminal.output) - before <= 700
        before = len(terminal.output)
        terminal.pump(1.5)
        assert len(terminal.output) == before


def test_without_the_differ_the_screen_is_the_same(tmp_path: Path) -> None:
    screens, costs = [], []
    for flags in ((), ("--stock",)):
        terminal, _ = host(tmp_path / f"log{len(flags)}", *flags)
        with terminal:
            terminal.wait_for(READY)
            terminal.send(burst(codes(30), CR))
            terminal.wait_for("Scan 30:")
            terminal.wait_quiet()
            screens.append(terminal.text)
            costs.append(len(terminal.output))
    assert screens[0] == screens[1]
    assert 2 * costs[0] < costs[1]


def test_a_terminal_of_the_c_locale_gets_ascii(tmp_path: Path) -> None:
    terminal, log = host(tmp_path / "log", env={"LANG": "C", "NO_COLOR": "1"})
    with terminal:
        terminal.wait_for(READY)
        terminal.send("Zeitschrift für 化学\r".encode())
        terminal.wait_for("Scan 1: Zeitschrift fur ????")
    assert log.scans == ["Zeitschrift für 化学"]
    assert bytes(terminal.output).isascii()
    assert not re.search(rb"\x1b\[(\d;)*[34]\d(;\d+)*m", terminal.output)  # no colour


def test_a_scanner_without_an_ending_presses_no_button_by_a_late_one(tmp_path: Path) -> None:
    """Silence ends each scan; the Enter that follows it half a second later is the scanner's."""
    scans = codes(4)
    terminal, log = host(tmp_path / "log", "--silence")
    with terminal:
        terminal.wait_for(READY)
        terminal.send(b"97703178")  # no whole code: it stays in sight
        terminal.wait_for("Scan › 97703178")
        terminal.wait_quiet(0.4)
        assert log.scans == []
        terminal.send(b"\x1b")
        terminal.wait_for("ISSN, barcode or title")
        terminal.send(b"\x1bOQ")
        terminal.wait_for("Claim it")
        for number, scan in enumerate(scans, 1):
            terminal.send(scan.encode())
            terminal.wait_for(f"Scan {number}:")
            terminal.send((CR, LF, TAB, CRLF)[number - 1])
    assert log.scans == scans
    assert log.notes("button", "act", "no ending") == []


def test_scans_without_an_ending_do_not_run_together(tmp_path: Path) -> None:
    first, second, third = codes(3)
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        for number, scan in enumerate((first, second)):
            terminal.send(scan.encode())
            terminal.wait_for(f"Scan › {scan} ")
            terminal.wait_quiet(0.45)
            assert len(log.scans) == number
        terminal.send(third.encode() + CR)
        terminal.wait_for("Scan 3:")
    assert log.scans == [first, second, third]
    assert len(log.notes("no ending")) == 2
    assert log.notes("act", "button") == []
