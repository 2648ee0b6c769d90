"""`buckram lookup`: read-only, for a shared workstation; with words, for a script."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

import click

from buckram.storage.library import open_library
from buckram_tui.cli import DONE, DONE_WITH_PROBLEMS, NOT_DONE, library_path
from buckram_tui.cli.people import clock


@click.command(name="lookup")
@click.argument("words", nargs=-1)
@click.option(
    "--idle", default=120, show_default=True, help="Seconds without a key until it starts over; 0: never."
)
@click.option("--stay", is_flag=True, help="No key leaves it: for a public workstation.")
@click.option("--json", "as_json", is_flag=True, help="With WORDS: one JSON line a title.")
@click.pass_obj
def command(obj: dict[str, Any], words: tuple[str, ...], idle: int, stay: bool, as_json: bool) -> None:
    """Look titles up without any way to change something: the file is opened read-only.

    With WORDS it prints the titles that answer, and ends.
    """
    library = open_library(library_path(obj["db"]), read_only=True)
    if words:
        from buckram.desk.looking_up import look_up

        found = look_up(library, " ".join(words))
        for title in found:
            if as_json:
                click.echo(json.dumps(asdict(title), ensure_ascii=False))
            else:
                click.echo(f"{title.issn:<9}  {title.name}  {title.call_number}".rstrip())
        sys.exit(DONE if found else DONE_WITH_PROBLEMS)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("buckram: this needs a terminal, or words to look up.", err=True)
        sys.exit(NOT_DONE)
    from buckram_tui.screens.public import run_public

    sys.exit(run_public(library, lambda: clock().date(), idle=idle, stay=stay))
