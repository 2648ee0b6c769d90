"""`buckram figures`: a person's working figures, for that person."""

from __future__ import annotations

from typing import Any

import click

from buckram_tui.cli import library_path
from buckram_tui.cli.people import desk_at

TOLD_BY = ("sitting", "day", "week", "month", "kind", "location", "vendor", "frequency", "person")


@click.command(name="figures")
@click.argument("by", type=click.Choice(TOLD_BY), default="month")
@click.option("--since", metavar="DAY", help="Since this day: 1 sep, 2026-01-01 (else for a year).")
@click.option("--everybody", is_flag=True, help="All together, where the library decided so.")
@click.option("--csv", "as_csv_too", is_flag=True, help="For a spreadsheet.")
@click.pass_obj
def command(obj: dict[str, Any], by: str, since: str | None, everybody: bool, as_csv_too: bool) -> None:
    """Show what you did: pieces, hours, pieces an hour; by sitting, day, week, month, kind of odd case,
    location, vendor or frequency.

    The figures are yours. Others' are off until the library decides otherwise (figures_of_others,
    figures_by_person).
    """
    from buckram.desk.deciding import decided
    from buckram.desk.figures import By, as_table, figures
    from buckram.exchange.lists import as_csv, as_text
    from buckram.rules.typed_day import typed_day

    desk = desk_at(library_path(obj["db"]), obj["person"], create=False)
    today = desk.today()
    first = today.replace(year=today.year - 1, day=1)
    if since:
        first = typed_day(since, today, day_first=bool(decided(desk.library, "day_first")))
    table = as_table(figures(desk, By(by), first, everybody=everybody), desk.person)
    click.echo(as_csv(table) if as_csv_too else as_text(table), nl=False)
