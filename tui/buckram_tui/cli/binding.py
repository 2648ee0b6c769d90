"""`buckram binding`: what is due to be bound, for the printer or a spreadsheet."""

from __future__ import annotations

from typing import Any

import click

from buckram.storage.library import open_library
from buckram_tui.cli import library_path
from buckram_tui.cli.people import clock


@click.command(name="binding")
@click.option("--place", default="", metavar="NAME", help="Only what stands at this location.")
@click.option("--forming", is_flag=True, help="Also units that are not full yet.")
@click.option("--csv", "as_csv_too", is_flag=True, help="One line a unit, for a spreadsheet.")
@click.pass_obj
def command(obj: dict[str, Any], place: str, forming: bool, as_csv_too: bool) -> None:
    """List the units that are due to be bound or wait for something, with the reason, in shelf order.

    Nothing is picked: the desk does that (F9 B).
    """
    from buckram.desk.bindery.due import due
    from buckram.desk.bindery.due_list import as_table, wanted
    from buckram.desk.deciding import decided
    from buckram.exchange.lists import as_csv, as_text

    library = open_library(library_path(obj["db"]), read_only=True)
    today = clock().date()
    found = wanted(due(library, today), forming=forming, location=place)
    table = as_table(found, today, inches=decided(library, "inches"))
    click.echo(as_csv(table) if as_csv_too else as_text(table), nl=False)
