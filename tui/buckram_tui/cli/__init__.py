"""The command line: one module a command, loaded when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from buckram import __version__
from buckram.errors import BuckramError

COMMANDS = {
    "demo": "Try the desk on a demonstration library.",
    "lookup": "Look titles up, read-only: for a shared workstation.",
    "receive": "Receive without a screen: codes in, JSON lines out.",
    "sitting": "List a day's tray: pieces, questions and answers, as text or CSV.",
    "inventory": "List what a walk along the shelf showed, as text or CSV.",
    "retention": "List what may go by retention, as text or CSV.",
    "claims": "List what is to be claimed today, as text or CSV.",
    "send": "Send the letters of the outbox by the library's mail server.",
    "answers": "Read what vendors answered to claims.",
    "performance": "Show how suppliers perform, as text or CSV.",
    "renewals": "List subscriptions that end; decisions out to Excel and back.",
    "figures": "Show your own working figures, as text or CSV.",
    "routing": "List what is out with readers; erase a reader's name for good.",
    "binding": "List what is due to be bound, as text or CSV.",
    "lots": "List the lots, overdue ones first, as text or CSV.",
    "lot": "Write a lot's manifest, box labels or data file.",
    "import": "Read MARC records into the library.",
    "kbart": "Read providers' title lists (KBART) in, or write one.",
    "predict": "Say which issues come next.",
    "print": "Work off the labels, slips and lists that wait for a printer.",
    "settings": "Show or change what the library decided once.",
    "doctor": "Check the file, the terminal and the scanner.",
    "backup": "Copy the library file while it is in use.",
}
"""Every command with its line in --help, in the order of use."""

MODULES = {"import": "importing", "print": "printing", "send": "outbox"}

DONE, DONE_WITH_PROBLEMS, NOT_DONE = 0, 1, 2
"""Exit codes of every command."""


class Desk(click.Group):
    """The group of all commands. Each is imported only when it runs: the desk has to paint at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command, or None."""
        if name not in COMMANDS:
            return None
        module = import_module(f"{__name__}.{MODULES.get(name, name)}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands in --help, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run; an error of ours is a sentence and exit code 2, never a trace."""
        try:
            return super().invoke(ctx)
        except BuckramError as problem:
            click.echo(f"buckram: {problem}", err=True)
            sys.exit(NOT_DONE)


def library_path(chosen: str | None) -> Path:
    """The library file: --db, else BUCKRAM_DB (click reads it), else the user's data folder."""
    if chosen:
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("buckram") / "library.db"


@click.command(
    cls=Desk,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 done with problems listed, 2 not done.",
)
@click.option(
    "--db", metavar="PATH", envvar="BUCKRAM_DB", help="The library file (else BUCKRAM_DB, else yours)."
)
@click.option("--person", metavar="NAME", envvar="BUCKRAM_PERSON", help="Who works here (else your login).")
@click.version_option(__version__, prog_name="buckram")
@click.pass_context
def main(ctx: click.Context, db: str | None, person: str | None) -> None:
    """Serials check-in and bindery desk.

    Without a command it opens the desk: scan or type, and issues are received.
    """
    ctx.obj = {"db": db, "person": person}
    if ctx.invoked_subcommand is None:
        from buckram_tui.cli.at_desk import open_desk

        sys.exit(open_desk(library_path(db), person))
