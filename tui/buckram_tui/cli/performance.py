"""`buckram performance`: how suppliers perform, for the printer or a spreadsheet."""

from __future__ import annotations

from typing import Any

import click

from buckram.storage.library import open_library
from buckram_tui.cli import library_path
from buckram_tui.cli.people import clock

TOLD_BY = ("vendor", "publisher", "title", "year", "fund")


@click.command(name="performance")
@click.argument("by", type=click.Choice(TOLD_BY), default="vendor")
@click.option("--since", metavar="DAY", help="Issues due since this day (else two years and this one).")
@click.option("--vendor", default="", metavar="NAME", help="Only what this vendor supplies.")
@click.option("--csv", "as_csv_too", is_flag=True, help="For a spreadsheet.")
@click.pass_obj
def command(obj: dict[str, Any], by: str, since: str | None, vendor: str, as_csv_too: bool) -> None:
    """Show what was due and what became of it: on time, late, not here; the days it took; what claims
    brought. By vendor, publisher, title, year or fund.

    Of fewer than eight issues no share and no percentile is told.
    """
    from buckram.desk.deciding import decided
    from buckram.desk.performance import By, as_table, first_day, in_brief, performance
    from buckram.desk.vendors import answering
    from buckram.exchange.lists import as_csv, as_text
    from buckram.rules.typed_day import typed_day

    library = open_library(library_path(obj["db"]), read_only=True)
    today = clock().date()
    first = first_day(today)
    if since:
        first = typed_day(since, today, day_first=bool(decided(library, "day_first")))
    only = answering(library, vendor).id if vendor else None
    found = performance(library, By(by), first, today, only)
    click.echo(as_csv(as_table(found)) if as_csv_too else as_text(in_brief(found)), nl=False)
