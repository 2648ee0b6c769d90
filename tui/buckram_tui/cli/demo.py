"""`buckram demo`: the desk on a demonstration library; without a terminal, the same job headless."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from buckram_tui.cli import DONE, NOT_DONE
from buckram_tui.cli.people import clock, desk_at, person_name


@click.command(name="demo")
@click.option("--keep", metavar="PATH", help="Keep the library there instead of throwing it away at the end.")
@click.option("--sheet", is_flag=True, help="Print the sheet of barcodes to scan, then stop.")
@click.pass_obj
def command(obj: dict[str, Any], keep: str | None, sheet: bool) -> None:
    """Try the desk on a fresh demonstration library: some 170 real serials, three years of receipts.

    In a pipe it receives a few issues without a screen and prints what it received.
    """
    from buckram_data.build import build

    with tempfile.TemporaryDirectory(prefix="buckram-demo-") as folder:
        path = Path(keep).expanduser() if keep else Path(folder) / "demo.db"
        if keep and path.exists():
            click.echo(f"buckram: {path} is already there. Open it with: buckram --db {path}", err=True)
            sys.exit(NOT_DONE)
        build(path, clock().date())
        if sheet:
            from buckram_data.sheet import text_sheet

            click.echo(text_sheet(path, clock().date()))
            sys.exit(DONE)
        if sys.stdin.isatty() and sys.stdout.isatty():
            from buckram_tui.cli.at_desk import open_desk

            sys.exit(open_desk(path, obj["person"], demo=True))
        sys.exit(_headless(path, person_name(obj["person"])))


def _headless(path: Path, person: str) -> int:
    from buckram.desk.looking_up import look_up
    from buckram.desk.outcome import Done
    from buckram_data.tray import demo_tray
    from buckram_tui.cli.receive import receive_codes

    desk = desk_at(path, person)
    received = 0
    for outcome in receive_codes(desk, demo_tray(desk.library, desk.today()), lit=True):
        sign = "" if outcome.done is Done.RECEIVED else "! "
        click.echo(f"{sign}{outcome.sentence} {outcome.next_step}".rstrip())
        received += outcome.done is Done.RECEIVED
    found = look_up(desk.library, "nature")
    names = "; ".join(title.name for title in found[:3])
    click.echo(f"{received} received. A look-up of “nature” finds {len(found)}: {names}.")
    desk.library.close()
    return DONE if received else NOT_DONE
