"""The desk in a terminal of 80x24: first paint, bytes for a key, a scan, an idle minute; memory.

    python bench/terminal.py [--issues 1000000]

First paint is from exec until the whole screen stands, each run in turn with the plain Textual screen it is
compared with (when that program is at hand). Bytes are exact. Beside them stand figures that were measured
for other programs of the same shape: curses, and Textual as it comes.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from big_library import issues
from buckram.storage.library import open_library
from buckram_data.build import build
from buckram_data.tray import in_tray
from ptydriver import Terminal

PLAIN = ROOT.parent / "shared" / "trials" / "entry_screen.py"
READY = "Scan the barcode of a piece"
CURSES = {"key": 1, "scan": 250, "idle": 0}
STOCK = {"key": 1585, "scan": 10_940, "idle": 91_000}
RUNS = 7


def first_paint(argv: list[str], text: str) -> float:
    """Seconds from exec until `text` is on the screen."""
    with Terminal(argv) as terminal:
        return terminal.wait_for(text, 20) - terminal.started


def desk(path: Path) -> list[str]:
    """The desk as a person starts it."""
    return [sys.executable, "-m", "buckram_tui", "--db", str(path), "--person", "bench"]


def paint_line(name: str, path: Path) -> None:
    """One line: the desk against the plain Textual screen, pair by pair."""
    ours, plain = [], []
    first_paint(desk(path), READY)
    for _ in range(RUNS):
        ours.append(first_paint(desk(path), READY))
        if PLAIN.exists():
            plain.append(first_paint([sys.executable, str(PLAIN)], "Help"))
    told = f"first paint, {name:<28} {median(ours) * 1e3:8.0f} ms"
    if plain:
        ratio = median(a / b for a, b in zip(ours, plain, strict=True))
        told += f"  plain Textual {median(plain) * 1e3:.0f} ms  ratio {ratio:.2f}"
    print(told)


def bytes_lines(path: Path, today: date) -> None:
    """Bytes for a typed character, a received scan, an idle minute."""
    library = open_library(path)
    pieces = [p for p in in_tray(library, today) if p.addon and len(p.code) == 13 and not p.stops]
    library.close()
    with Terminal(desk(path)) as terminal:
        terminal.wait_for(READY)
        terminal.wait_quiet()

        def sent(data: bytes, text: str) -> int:
            before = len(terminal.output)
            terminal.send(data)
            terminal.wait_for(text)
            terminal.wait_quiet(0.3)
            return len(terminal.output) - before

        keys = [sent(b"7", f"Scan › {'7' * n}") for n in range(1, 9)]
        terminal.send(b"\x1b")
        terminal.wait_quiet(0.3)
        scans, times = [], []
        for n, piece in enumerate(pieces[:8], 1):
            started = len(terminal.output)
            terminal.send((piece.code + piece.addon).encode() + b"\r")
            from time import monotonic

            begun = monotonic()
            times.append(terminal.wait_for(f"│ {n} received") - begun)
            terminal.wait_quiet(0.3)
            scans.append(len(terminal.output) - started)
        same = same_title(terminal)
        before = len(terminal.output)
        terminal.pump(10)
        idle = (len(terminal.output) - before) * 6
        memory = peak_memory(terminal.pid)
    line("bytes for a typed character", median(keys), 60, "key")
    line("bytes for a received scan, another title's", median(scans), 700, "scan")
    if same:
        line("bytes for Enter on the same title", same, 700, "scan")
    line("bytes for an idle minute", idle, 0, "idle")
    print(f"scan to changed screen, median              {median(times) * 1e3:8.1f} ms")
    print(f"memory of the running desk                  {memory / 1024:8.1f} MB")


def same_title(terminal: Terminal) -> int:
    """Bytes for Enter on a title that is on the screen already."""
    terminal.send(b"0013-0613\r")
    terminal.wait_quiet(0.3)
    before = len(terminal.output)
    terminal.send(b"\r")
    terminal.wait_for("Received")
    terminal.wait_quiet(0.3)
    return len(terminal.output) - before


def line(name: str, figure: float, goal: int, key: str) -> None:
    """A line of the table, with the other programs' figures."""
    missed = "" if figure <= goal else "  MISSED"
    print(f"{name:<42} {figure:9,.0f}  goal {goal}  curses {CURSES[key]}  Textual {STOCK[key]:,}{missed}")


def peak_memory(pid: int) -> int:
    """The most memory the process had, in KB."""
    for text in Path(f"/proc/{pid}/status").read_text().splitlines():
        if text.startswith("VmHWM"):
            return int(text.split()[1])
    return 0


def main() -> None:
    """Measure and print the lines of the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--issues", type=int, default=1_000_000)
    count = parser.parse_args().issues
    today = date.today()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = folder
        # An installed program has its compiled files.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        demo = Path(folder) / "demo.db"
        build(demo, today)
        paint_line("demonstration library", demo)
        big = Path(folder) / "big.db"
        issues(big, count, today).close()
        paint_line(f"{count:,} issues", big)
        bytes_lines(demo, today)


if __name__ == "__main__":
    main()
