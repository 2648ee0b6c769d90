"""`buckram inventory`: what a walk along the shelf showed, for the printer or a spreadsheet."""

from __future__ import annotations

from typing import Any

import click

from buckram.errors import NotFound
from buckram_tui.cli import library_path
from buckram_tui.cli.people import desk_at

LISTS = ("missing", "misplaced", "to withdraw", "not received", "to clear up")


@click.command(name="inventory")
@click.argument("which", type=click.Choice(LISTS), default=LISTS[0])
@click.option("--place", default="", metavar="NAME", help="The last walk at this location (else the last).")
@click.option("--csv", "as_csv_too", is_flag=True, help="One line a piece, for a spreadsheet.")
@click.pass_obj
def command(obj: dict[str, Any], which: str, place: str, as_csv_too: bool) -> None:
    """List what the last walk along the shelf showed: WHICH is one of missing (without it), misplaced,
    "to withdraw", "not received", "to clear up".

    Nothing is changed: the desk does that (F9 I).
    """
    from buckram.desk.shelf_lists import Which, as_table, lists
    from buckram.exchange.lists import as_csv, as_text
    from buckram.storage.inventory import walks

    desk = desk_at(library_path(obj["db"]), obj["person"], create=False)
    found = [walk for walk in walks(desk.library, -1) if place in ("", walk.location)]
    if not found:
        raise NotFound("Nobody walked along this shelf yet.", "At the desk: F9 I.")
    last = max(found, key=lambda walk: walk.id)
    table = as_table(Which(which), lists(desk, last)[Which(which)], last, desk.today())
    click.echo(as_csv(table) if as_csv_too else as_text(table), nl=False)
