"""`buckram claims`: the claim queues, for the printer or a spreadsheet."""

from __future__ import annotations

from typing import Any

import click

from buckram.storage.library import open_library
from buckram_tui.cli import library_path
from buckram_tui.cli.people import clock

QUEUES = {
    "new": "never claimed",
    "again": "due again",
    "decide": "to decide",
    "closed": "window closed",
    "send": "to be sent",
    "waits": "waits",
}


@click.command(name="claims")
@click.argument("which", type=click.Choice([*QUEUES, "all"]), default="all")
@click.option("--vendor", default="", metavar="NAME", help="Only what is claimed of this vendor.")
@click.option("--place", default="", metavar="NAME", help="Only what is for this location.")
@click.option("--csv", "as_csv_too", is_flag=True, help="One line an issue, for a spreadsheet.")
@click.pass_obj
def command(obj: dict[str, Any], which: str, vendor: str, place: str, as_csv_too: bool) -> None:
    """List what is to be claimed today, with the reason, the days left in the publisher's window, and why.

    WHICH is one of new, again, decide, closed (the window), send (claimed, not sent), waits; else all but the
    last. Nothing is claimed: the desk does that (F8).
    """
    from buckram.desk.claim_lists import as_table
    from buckram.desk.claim_queue import Filters, queue
    from buckram.exchange.lists import as_csv, as_text

    library = open_library(library_path(obj["db"]), read_only=True)
    today = clock().date()
    filters = Filters(location=place, vendor=vendor, waits=which == "waits")
    name = QUEUES.get(which, "")
    lines = [line for line in queue(library, today, filters) if not name or line.standing.queue == name]
    table = as_table(lines, name, today)
    click.echo(as_csv(table) if as_csv_too else as_text(table), nl=False)
