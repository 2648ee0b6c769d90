"""`buckram answers`: what vendors answered to claims, from files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from buckram.desk.answers_in import take_file
from buckram.errors import BuckramError
from buckram_tui.cli import DONE, DONE_WITH_PROBLEMS, NOT_DONE, library_path
from buckram_tui.cli.people import desk_at


@click.command(name="answers")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def command(obj: dict[str, Any], files: tuple[Path, ...]) -> None:
    """Read answers to claims from FILES: EDIFACT ORDRSP and OSTRPT, X12 870, or CSV.

    Each answer sets the next step of its claim. What fits no claim waits in the claim desk. Reading a file
    again changes nothing.
    """
    desk = desk_at(library_path(obj["db"]), obj["person"], create=False)
    code = DONE
    for path in files:
        try:
            taken = take_file(desk, path)
        except BuckramError as problem:
            click.echo(f"{path}: {problem}", err=True)
            code = NOT_DONE
            continue
        for sentence in taken.matched:
            click.echo(sentence)
        for words in taken.unmatched:
            click.echo(f"without a claim: {words}", err=True)
        for sentence in taken.problems:
            click.echo(sentence, err=True)
        click.echo(taken.sentence)
        if (taken.unmatched or taken.problems) and code == DONE:
            code = DONE_WITH_PROBLEMS
    sys.exit(code)
