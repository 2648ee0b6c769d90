"""The pattern workshop on a real terminal: its keys, and a scan in the midst of them."""

from __future__ import annotations

import sys

from buckram.identify.sici import check_character
from library_for_tests import Shelf
from ptydriver import Terminal

READY = "Scan the barcode of a piece"
RIGHT = b"\x1b[C"


def test_a_scan_in_the_workshop_is_received_and_presses_no_key(shelf: Shelf) -> None:
    shelf.title(statuses="aaee")
    path = shelf.path
    shelf.library.close()
    code = "0317-8471(202611)12:11<>1.0.TX;2-"
    argv = [sys.executable, "-m", "buckram_tui", "--db", str(path), "--person", "mary"]
    with Terminal(argv, env={"XDG_STATE_HOME": str(path.parent / "state")}) as terminal:
        terminal.wait_for(READY)
        terminal.send(b"0317-8471\r")
        terminal.wait_for("Enter receives for Reading Room")
        terminal.send(RIGHT)
        terminal.wait_for("v.12:no.12 (December 2026)  Enter")
        terminal.send(b"p")
        terminal.wait_for("853 $a v. $b no.")
        terminal.send(b"u")
        terminal.wait_for("Numbers that make a volume")
        # Its letters are T and X: typed by hand, T would ask when a volume begins.
        terminal.send(f"{code}{check_character(code)}\r".encode())
        terminal.wait_for("Received v.12:no.11")
    library = Shelf(path).library
    assert library.value("SELECT count(*) FROM piece WHERE received_by = 'mary'") == 1
    assert library.value("SELECT count(*) FROM pattern") == 1
