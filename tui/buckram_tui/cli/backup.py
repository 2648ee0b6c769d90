"""`buckram backup`: a whole copy of the library file, also while people work in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from buckram.storage.backup import backup
from buckram.storage.library import open_library
from buckram_tui.cli import library_path


@click.command(name="backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def command(obj: dict[str, Any], file: Path) -> None:
    """Copy the library to FILE (SQLite's own online backup; nobody has to stop working)."""
    library = open_library(library_path(obj["db"]), read_only=True)
    size = backup(library, file)
    click.echo(f"{file}: {size:,} bytes, checked.")
