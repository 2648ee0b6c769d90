"""`buckram sitting`: the list of a tray, one line a piece, for the printer or a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from buckram_tui.cli import library_path
from buckram_tui.cli.people import desk_at


@click.command(name="sitting")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--date", "typed", metavar="DAY", help="Another day: 20 nov, yesterday (else today).")
@click.option("--csv", "form", flag_value="csv", help="One line a piece, for a spreadsheet.")
@click.option("--text", "form", flag_value="text", help="In columns, for a line printer (as it is without).")
@click.option("--width", default=80, show_default=True, help="Characters to a line of the text.")
@click.pass_obj
def command(obj: dict[str, Any], file: Path | None, typed: str | None, form: str | None, width: int) -> None:
    """List what a person's sittings of a day received, what was asked and what was answered.

    To standard output, or to FILE, which is CSV when its name ends in .csv. Another person's sittings:
    buckram --person NAME sitting.
    """
    from buckram.desk.deciding import decided
    from buckram.desk.sitting_report import of_day, write
    from buckram.exchange.sitting_list import as_csv, as_text
    from buckram.rules.typed_day import typed_day

    desk = desk_at(library_path(obj["db"]), obj["person"], create=False)
    day_first = bool(decided(desk.library, "day_first"))
    day = typed_day(typed, desk.today(), day_first=day_first) if typed else desk.today()
    told = of_day(desk, day)
    table = None if form is None else form == "csv"
    if file is None:
        click.echo(as_csv(told) if table else as_text(told, width), nl=False)
        return
    write(told, file, table=table, width=width)
    click.echo(f"{told.received} pieces and {told.open} open questions are in {file}.")
