"""`buckram lots`: the lots of the bindery, overdue ones first."""

from __future__ import annotations

from typing import Any

import click

from buckram.storage.library import open_library
from buckram_tui.cli import library_path
from buckram_tui.cli.people import clock

STATES = ("overdue", "building", "closed", "sent", "back", "done")


@click.command(name="lots")
@click.argument("state", type=click.Choice(STATES), required=False)
@click.option("--csv", "as_csv_too", is_flag=True, help="One line a lot, for a spreadsheet.")
@click.pass_obj
def command(obj: dict[str, Any], state: str | None, as_csv_too: bool) -> None:
    """List the lots for the binders, or those in one STATE: overdue, building, closed, sent, back, done.

    Nothing is changed: the desk does that (F9 G).
    """
    from buckram.desk.bindery.lots_listed import as_table, listed
    from buckram.exchange.lists import as_csv, as_text

    library = open_library(library_path(obj["db"]), read_only=True)
    today = clock().date()
    table = as_table(listed(library, today, (state,) if state else ()), today)
    click.echo(as_csv(table) if as_csv_too else as_text(table), nl=False)
