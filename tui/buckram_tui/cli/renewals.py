"""`buckram renewals`: the renewal list out, and the decisions of an Excel file back in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from buckram.errors import Refused
from buckram_tui.cli import DONE_WITH_PROBLEMS, library_path
from buckram_tui.cli.people import desk_at


@click.command(name="renewals")
@click.option("--until", metavar="DATE", help="What ends up to this day (else within 120 days).")
@click.option("--xlsx", metavar="FILE", help="Write an Excel file, to be filled in and read back.")
@click.option("--csv", "csv_file", metavar="FILE", help="Write a CSV file (-: to the output).")
@click.option("--read", "read_file", metavar="FILE", help="Read the decisions of an Excel file.")
@click.pass_obj
def command(
    obj: dict[str, Any], until: str | None, xlsx: str | None, csv_file: str | None, read_file: str | None
) -> None:
    """List the subscriptions that end, or are over and not decided, with prices, use and decisions.

    --read takes decisions, notes and new prices out of a file that --xlsx wrote; nothing is renewed or
    ended by that: the desk carries decisions out (F9 U).
    """
    from buckram.desk.renewing import Filters, as_table, renewals
    from buckram.exchange.lists import as_csv, as_text, in_form

    desk = desk_at(library_path(obj["db"]), obj["person"], create=False)
    if read_file is not None:
        from buckram.desk.renewal_file import read_back

        read = read_back(desk, _content(Path(read_file)), read_file)
        click.echo(read.sentence)
        for problem in read.problems:
            click.echo(problem, err=True)
        sys.exit(DONE_WITH_PROBLEMS if read.problems else 0)
    last = None
    if until:
        from buckram.desk.subscription_fields import typed_date

        last = typed_date(desk, until, last=True)
    lines = renewals(desk.library, desk.today(), Filters(until=last))
    table = as_table(lines, desk.today())
    if xlsx:
        from buckram.desk.renewal_file import to_xlsx

        if not xlsx.lower().endswith(".xlsx"):
            raise Refused(f"{xlsx} is no .xlsx file.", "Give it a name that ends in .xlsx.")
        _write(Path(xlsx), to_xlsx(desk, lines))
        click.echo(f"{len(lines)} subscriptions written to {xlsx}.")
    elif csv_file == "-":
        click.echo(as_csv(table), nl=False)
    elif csv_file:
        _write(Path(csv_file), in_form(table, "list.csv"))
        click.echo(f"{len(lines)} subscriptions written to {csv_file}.")
    else:
        click.echo(as_text(table), nl=False)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Refused(f"{path} cannot be read: {problem.strerror}.") from problem


def _write(path: Path, content: bytes) -> None:
    try:
        # x: what a person wrote decisions into is not overwritten by a second run.
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as problem:
        raise Refused(f"{path} is there already.", "Give another name.") from problem
    except OSError as problem:
        raise Refused(f"{path} cannot be written: {problem.strerror}.") from problem
