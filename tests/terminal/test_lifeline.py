"""How the program ends and comes back: signals, a lost line, an unexpected error, a stop by the shell."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from terminal.hosted import host

READY = "Nothing yet"
SHOW_CURSOR = b"\x1b[?25h"
NORMAL_SCREEN = b"\x1b[?1049l"


@pytest.mark.parametrize(
    ("number", "word"),
    [(signal.SIGTERM, "terminated"), (signal.SIGHUP, "hung up"), (signal.SIGINT, "interrupted")],
    ids=["SIGTERM", "SIGHUP", "SIGINT"],
)
def test_a_signal_ends_the_program_in_order(tmp_path: Path, number: signal.Signals, word: str) -> None:
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        assert terminal.attributes != terminal.attributes_before
        terminal.signal(number)
        assert terminal.wait_end(3) == 128 + number
        assert terminal.attributes == terminal.attributes_before
    assert NORMAL_SCREEN in terminal.output
    assert SHOW_CURSOR in terminal.output
    assert log.notes("kept") == [{"kind": "kept", "text": word}]


@pytest.mark.parametrize("ignored", [False, True], ids=["SIGHUP comes", "SIGHUP ignored"])
def test_a_lost_line_ends_the_program_within_two_seconds(tmp_path: Path, ignored: bool) -> None:
    terminal, log = host(tmp_path / "log", hold=False, ignore_hangup=ignored)
    with terminal:
        terminal.wait_for(READY)
        terminal.send(b"9770317847001\r")
        terminal.wait_for("Scan 1:")
        terminal.hang_up()
        assert terminal.wait_end(2) == 128 + signal.SIGHUP
    assert log.notes("kept") == [{"kind": "kept", "text": "hung up"}]


def test_a_line_that_nobody_reads_does_not_keep_the_program(tmp_path: Path) -> None:
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        terminal.send(b"".join(b"97703178%05d\r" % n for n in range(100)))
        terminal.wait_for("Scan 100:")
        terminal.type_blind(b"\x1b[H\x1b[F" * 400 + b"97700280\r")
        log.wait(lambda log: len(log.scans) == 101)
        terminal.signal(signal.SIGTERM)
        asked = time.monotonic()
        log.wait(lambda _: terminal.ended, seconds=3)
        assert time.monotonic() - asked < 2
    assert terminal.code == 128 + signal.SIGTERM


@pytest.mark.parametrize(
    ("flags", "key"),
    [((), b"\x1bOS"), ((), b"\x1b[15~"), (("--boom",), b"")],
    ids=["in an action", "told by the input thread", "while mounting"],
)
def test_an_unexpected_error_ends_with_one_sentence_and_a_log(
    tmp_path: Path, flags: tuple[str, ...], key: bytes
) -> None:
    terminal, _ = host(tmp_path / "log", *flags)
    with terminal:
        if key:
            terminal.wait_for(READY)
            terminal.send(key)
        assert terminal.wait_end(5) == 70
        assert terminal.attributes == terminal.attributes_before
    shown = bytes(terminal.output).rpartition(SHOW_CURSOR)[2].decode()
    assert shown.startswith("Buckram stopped because of an unexpected error (RuntimeError)")
    assert str(tmp_path / "log.trace") in shown.replace("\r\n", "")
    assert "Traceback" not in shown
    trace = (tmp_path / "log.trace").read_text(encoding="utf-8")
    assert "RuntimeError: boom" in trace


def test_an_error_is_told_even_if_the_log_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "log.trace").mkdir()
    terminal, _ = host(tmp_path / "log", "--boom")
    with terminal:
        assert terminal.wait_end(5) == 70
    shown = bytes(terminal.output).rpartition(SHOW_CURSOR)[2].decode()
    assert "RuntimeError: boom" in shown
    assert "Buckram stopped because of an unexpected error" in shown


def test_the_shell_stops_and_continues_it(tmp_path: Path) -> None:
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        before = terminal.text
        terminal.signal(signal.SIGTSTP)
        terminal.wait_for(lambda: terminal.stopped)
        assert terminal.attributes == terminal.attributes_before
        terminal.screen.reset()
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(lambda: terminal.text == before)
        terminal.send(b"9770317847001\r")
        terminal.wait_for("Scan 1:")
        terminal.signal(signal.SIGTERM)
        terminal.wait_end()
        assert terminal.attributes == terminal.attributes_before
    assert log.scans == ["9770317847001"]


def test_a_stop_from_outside_is_repaired(tmp_path: Path) -> None:
    """SIGSTOP cannot be caught; the shell sets its own modes and writes over the screen."""
    terminal, log = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        before, raw = terminal.text, terminal.attributes
        terminal.signal(signal.SIGSTOP)
        terminal.wait_for(lambda: terminal.stopped)
        terminal.set_attributes(terminal.attributes_before)
        terminal.screen.reset()
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(lambda: terminal.text == before)
        assert terminal.attributes == raw
        terminal.send(b"9770317847001\r")
        terminal.wait_for("Scan 1:")
        terminal.signal(signal.SIGTERM)
        terminal.wait_end()
        assert terminal.attributes == terminal.attributes_before
    assert log.scans == ["9770317847001"]


def test_many_resizes_make_one_repaint(tmp_path: Path) -> None:
    terminal, _ = host(tmp_path / "log")
    with terminal:
        terminal.wait_for(READY)
        terminal.wait_quiet()
        first = len(terminal.output)
        for columns in range(81, 121):
            terminal.resize(columns, 40)
        terminal.wait_for(lambda: terminal.screen.display[39].startswith(" Enter receive"))
        terminal.wait_quiet()
        assert terminal.screen.display[0].rstrip().endswith("Main library")
        assert len(terminal.screen.display[0].rstrip()) == 119
        assert len(terminal.output) - first < 2 * first
