"""`buckram routing`: what is out with readers, who the readers are, and a name erased for good."""

from __future__ import annotations

from typing import Any

import click

from buckram_tui.cli import library_path
from buckram_tui.cli.people import desk_at


@click.command(name="routing")
@click.option("--overdue", is_flag=True, help="Only pieces that ought to be back.")
@click.option("--readers", "of_readers", is_flag=True, help="The readers, not the pieces.")
@click.option("--erase", metavar="NAME", help="Erase a reader's name everywhere in the file, for good.")
@click.option("--csv", "as_csv_too", is_flag=True, help="One line a piece or reader, for a spreadsheet.")
@click.pass_obj
def command(
    obj: dict[str, Any], overdue: bool, of_readers: bool, erase: str | None, as_csv_too: bool
) -> None:
    """List the pieces that are out with their readers, or the readers.

    --erase takes a name from every list, round, slip and act of the ledger, and leaves no trace of it in the
    file. What told the name can no longer be undone.
    """
    from buckram.desk import readers, rounds
    from buckram.exchange.lists import as_csv, as_text

    desk = desk_at(library_path(obj["db"]), obj["person"], create=False)
    if erase is not None:
        click.echo(readers.erase(desk, erase))
        click.echo(readers.sweep(desk.library))
        return
    if of_readers:
        table = readers.as_table(readers.every(desk.library, desk.today()))
    else:
        found = rounds.out(desk.library, desk.today())
        table = rounds.as_table([one for one in found if one.overdue or not overdue], desk.today())
    click.echo(as_csv(table) if as_csv_too else as_text(table), nl=False)
