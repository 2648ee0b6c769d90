"""`buckram doctor`: is the file sound, does the terminal show what we draw, what does the scanner send?"""

from __future__ import annotations

import json
import locale
import os
import sys
from typing import Any

import click

from buckram import __version__
from buckram.desk.deciding import decided
from buckram.storage.backup import Health, health
from buckram.storage.library import open_library
from buckram_tui.cli import DONE, DONE_WITH_PROBLEMS, library_path


@click.command(name="doctor")
@click.option(
    "--scanner", is_flag=True, help="Then read scans and show what each one sends; empty line ends."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
@click.pass_obj
def command(obj: dict[str, Any], scanner: bool, as_json: bool) -> None:
    """Check the library file, the terminal and the scanner."""
    path = library_path(obj["db"])
    library = open_library(path, create=False)
    found = health(library)
    terminal = terminal_facts()
    if as_json:
        told = {
            "version": __version__,
            "file": str(path),
            "sqlite": found.sqlite,
            "journal": found.journal,
            "counts": found.counts,
            "problems": found.problems,
            "unchecked": found.unchecked,
            "terminal": terminal,
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        _tell(path, found)
        for name, value in terminal.items():
            click.echo(f"  {name:<12} {value}")
        _boxes()
    if scanner:
        _scanner(by_silence=decided(library, "scanner_ends") == "silence")
    sys.exit(DONE_WITH_PROBLEMS if found.problems else DONE)


def _tell(path: object, found: Health) -> None:
    click.echo(f"Buckram {__version__}, SQLite {found.sqlite}")
    click.echo(f"File: {path} ({found.journal})")
    for table, count in found.counts.items():
        click.echo(f"  {table:<12} {count:>12,}")
    if found.problems:
        click.echo("Problems:")
        for problem in found.problems:
            click.echo(f"  ! {problem}")
        click.echo("  Keep this file, and open the last good backup.")
    elif found.unchecked:
        click.echo("  Sound as far as was looked: integrity and foreign keys are in order.")
        click.echo(f"  {found.unchecked}")
    else:
        click.echo("  Sound: integrity, foreign keys and the index of titles are in order.")


def terminal_facts() -> dict[str, str]:
    """What the program knows of the terminal, by name."""
    size = os.get_terminal_size() if sys.stdout.isatty() else None
    return {
        "terminal": os.environ.get("TERM", "unknown"),
        "size": f"{size.columns}x{size.lines}" if size else "no terminal",
        "encoding": locale.getencoding(),
        "colour": "none" if os.environ.get("NO_COLOR") else os.environ.get("COLORTERM") or "16 or 256",
        "line": "SSH" if os.environ.get("SSH_CONNECTION") else "local",
    }


def _boxes() -> None:
    encoding = sys.stdout.encoding or "ascii"
    for name, sample in (("boxes", "┌─┬─┐ │ ▌▐ ▸ ✓ …"), ("scripts", "Ж λ ع א 科 か 한 ก")):
        try:
            sample.encode(encoding)
        except UnicodeEncodeError:
            click.echo(f"  {name:<12} this terminal's encoding has none: plain signs are used")
        else:
            click.echo(f"  {name:<12} {sample}   (gaps or question marks: choose another font)")


NO_ENTER = "the scanner sends no Enter: buckram settings scanner_ends silence"


def _scanner(*, by_silence: bool) -> None:
    from buckram.identify import Rejected, read
    from buckram.identify.whole import whole_twice

    click.echo("Scan now. An empty line ends.")
    if by_silence:
        click.echo("At the desk a scan ends with silence (scanner_ends); here press Enter behind it.")
    else:
        click.echo(f"If a code stands there and nothing follows, {NO_ENTER}")
    for text in sys.stdin:
        raw = text.rstrip("\r\n")
        if not raw:
            return
        reading = read(raw)
        click.echo(f"  sent {raw!r} ({len(raw)} characters)")
        if (both := whole_twice(raw)) and not by_silence:
            click.echo(f"  ! Two codes in one line, {both[0]} and {both[1]}: {NO_ENTER}")
        elif isinstance(reading, Rejected):
            click.echo(f"  ! {reading.sentence} {reading.next_step}".rstrip())
        else:
            click.echo(f"  read as {type(reading).__name__}: {reading}")
