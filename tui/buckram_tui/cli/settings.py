"""`buckram settings`: what the library decided once."""

from __future__ import annotations

import json
from typing import Any

import click

from buckram.desk.deciding import SETTINGS, decide, decided
from buckram.storage.library import open_library
from buckram_tui.cli import library_path


@click.command(name="settings")
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
@click.pass_obj
def command(obj: dict[str, Any], name: str | None, value: str | None, as_json: bool) -> None:
    """Show the settings of the library, or change the one called NAME to VALUE."""
    reading = name is None or value is None
    library = open_library(library_path(obj["db"]), read_only=reading, create=False)
    if name is not None and value is not None:
        decide(library, name, value)
    told = {s.name: decided(library, s.name) for s in SETTINGS if name in (None, s.name)}
    if told.get("smtp_password"):
        # A list of settings is shown to others, and pasted into letters for help.
        told["smtp_password"] = "(set)"
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for setting in SETTINGS:
        if setting.name in told:
            click.echo(f"{setting.name:<17} {_words(told[setting.name]):<8} {setting.words}")


def _words(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or "-"
