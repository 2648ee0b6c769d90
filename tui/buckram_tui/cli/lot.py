"""`buckram lot`: what goes with a lot, on paper or as a file for the binder's program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from buckram.errors import NotFound, Refused
from buckram_tui.cli import library_path
from buckram_tui.cli.people import desk_at

FORMS = {
    "manifest": ("manifest", "txt"),
    "labels": ("labels", "txt"),
    "csv": ("lot", "csv"),
    "tagged": ("lot", "txt"),
}
"""What may be written: (which paper, the ending that asks for this form of it)."""


@click.command(name="lot")
@click.argument("number")
@click.option("--binder", default="", metavar="NAME", help="Beginning of the binder's name.")
@click.option(
    "--form", type=click.Choice(list(FORMS)), default="manifest", help="What is written (manifest)."
)
@click.option("--output", type=click.Path(path_type=Path), help="A file; .pdf makes a PDF.")
@click.pass_obj
def command(obj: dict[str, Any], number: str, binder: str, form: str, output: Path | None) -> None:
    """Write the manifest of the lot NUMBER, the labels of its boxes, or its data file (csv, tagged).

    Nothing is changed: the desk does that (F9 G).
    """
    from buckram.desk.bindery.lot_papers import paper_file
    from buckram.storage.bindery import lots

    desk = desk_at(library_path(obj["db"]), obj["person"], create=False)
    found = [
        lot
        for lot in lots.every(desk.library)
        if lot.number == number and lot.binder.lower().startswith(binder.lower())
    ]
    if not found:
        raise NotFound(f"There is no lot {number}.", "buckram lots lists them.")
    if len(found) > 1:
        names = " and ".join(lot.binder for lot in found)
        raise Refused(f"{names} have a lot {number}.", "Say which with --binder.")
    what, ending = FORMS[form]
    if output is not None and output.suffix.lower() == ".pdf" and what != "lot":
        ending = "pdf"
    content = paper_file(desk, found[0].id, what, f"lot.{ending}")
    if output is None:
        click.echo(content.decode("utf-8-sig"), nl=False)
        return
    try:
        with output.open("xb") as file:
            file.write(content)
    except FileExistsError as problem:
        raise Refused(f"{output} is there already.", "Give it another name.") from problem
    except OSError as problem:
        raise Refused(f"{output} cannot be written: {problem.strerror}.", "Give another name.") from problem
    click.echo(f"Written to {output}.")
