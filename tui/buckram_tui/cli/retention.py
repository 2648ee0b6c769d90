"""`buckram retention`: what may go, for the printer or a spreadsheet."""

from __future__ import annotations

from typing import Any

import click

from buckram.storage.library import open_library
from buckram_tui.cli import library_path
from buckram_tui.cli.people import clock


@click.command(name="retention")
@click.option("--place", default="", metavar="NAME", help="Only what stands at this location.")
@click.option("--csv", "as_csv_too", is_flag=True, help="One line a piece, for a spreadsheet.")
@click.pass_obj
def command(obj: dict[str, Any], place: str, as_csv_too: bool) -> None:
    """List the pieces that their copies keep no longer, with the reason, in shelf order by location.

    Nothing is withdrawn: the desk does that (F9 R).
    """
    from buckram.desk.retaining import Filters, as_table, to_go
    from buckram.exchange.lists import as_csv, as_text

    library = open_library(library_path(obj["db"]), read_only=True)
    today = clock().date()
    table = as_table(to_go(library, today, Filters(location=place)), today)
    click.echo(as_csv(table) if as_csv_too else as_text(table), nl=False)
