"""`buckram send`: the letters of the outbox, from the command line or from cron."""

from __future__ import annotations

import sys
from typing import Any

import click

from buckram.desk import messages, outbox
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.storage import claims
from buckram_tui.cli import DONE, DONE_WITH_PROBLEMS, library_path
from buckram_tui.cli.people import desk_at
from buckram_tui.mailer import password


@click.command(name="send")
@click.option("--list", "only_list", is_flag=True, help="Only say what waits; send nothing.")
@click.pass_obj
def command(obj: dict[str, Any], only_list: bool) -> None:
    """Send the letters that wait in the outbox by the library's mail server.

    It asks before it sends. Without a terminal, as in cron, it sends only where the library decided so
    (claims_send_themselves); then it also makes the letters for the claims of the queue, and writes those
    that go as files into claim_folder.
    """
    desk = desk_at(library_path(obj["db"]), obj["person"], create=False)
    by_itself = bool(decided(desk.library, "claims_send_themselves"))
    if by_itself and not only_list:
        _make(desk)
    waiting = outbox.mails_waiting(desk.library)
    for one in waiting:
        why = f"  ({one.problem})" if one.problem else ""
        click.echo(f"{one.made_at}  {one.vendor}  {one.subject}{why}")
    _tell_unknown(desk)
    if only_list:
        click.echo(f"{len(waiting)} waiting")
        return
    if not by_itself:
        _ask(len(waiting))
    saved = _save(desk) if by_itself else 0
    sent = problems = 0
    if waiting:
        worked = outbox.work_off(desk.library, desk.clock, desk.person, password=password())
        for one in worked.sent:
            click.echo(f"sent     {one.vendor}: {one.subject}")
        for one, why in (*worked.problems, *worked.unknown):
            click.echo(f"not sent {one.vendor}: {why}", err=True)
        sent, problems = len(worked.sent), len(worked.problems) + len(worked.unknown)
    files = f", {saved} written to files" if saved else ""
    left = len(outbox.mails_waiting(desk.library))
    click.echo(f"{sent} sent{files}; {left} waiting.")
    sys.exit(DONE_WITH_PROBLEMS if problems else DONE)


def _make(desk: Desk) -> None:
    if any(one.message_id is None and one.vendor_id is not None for one in claims.unsent(desk.library)):
        click.echo(messages.make(desk).sentence)


def _tell_unknown(desk: Desk) -> None:
    for one in outbox.everything(desk.library):
        if one.state == "unknown":
            click.echo(
                f"not known whether it went: {one.vendor}, {one.subject} (answer it in the outbox)", err=True
            )


def _ask(count: int) -> None:
    if not count:
        return
    if not sys.stdin.isatty():
        raise Refused(
            "Nothing is sent without a person.",
            "Call it at a terminal, or decide otherwise: buckram settings claims_send_themselves yes",
        )
    if not click.confirm(f"Send {count} letter{'' if count == 1 else 's'} now?"):
        raise Refused("Nothing was sent.")


def _save(desk: Desk) -> int:
    """Letters that go as files, where a folder for them is set."""
    if not decided(desk.library, "claim_folder"):
        return 0
    saved = 0
    for one in outbox.everything(desk.library):
        if one.state in {"outbox", "failed"} and one.channel in messages.FILE_OF:
            click.echo(outbox.save(desk, one.id, outbox.proposed_path(desk.library, one).absolute()))
            saved += 1
    return saved
