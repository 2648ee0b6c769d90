"""`buckram receive`: the same desk without a screen."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable
from typing import Any

import click

from buckram.desk.ahead import extend
from buckram.desk.checkin import receive_lit, scan
from buckram.desk.deciding import horizon
from buckram.desk.desk import Desk
from buckram.desk.outcome import Done, Outcome
from buckram.errors import Refused
from buckram.identify import Words, read
from buckram.storage import issues, titles
from buckram_tui.cli import DONE, DONE_WITH_PROBLEMS, library_path
from buckram_tui.cli.people import desk_at


@click.command(name="receive")
@click.option("--lit", is_flag=True, help="Receive the lit issue when a code names only the title.")
@click.pass_obj
def command(obj: dict[str, Any], lit: bool) -> None:
    """Receive codes from standard input, one a line; one JSON line each comes out.

    A code that names an issue is received. One that names only a title says which issue is lit; with
    --lit that one is received too, as the key Enter does at the desk.
    """
    desk = desk_at(library_path(obj["db"]), obj["person"], create=False)
    problems = 0
    # A byte of another character set is a code that was not read, not the end of all codes.
    codes = io.TextIOWrapper(sys.stdin.buffer, "utf-8", "surrogateescape", write_through=True)
    for outcome in receive_codes(desk, codes, lit=lit):
        click.echo(json.dumps(as_json(desk, outcome), ensure_ascii=False))
        sys.stdout.flush()
        barcoded = outcome.done is Done.BARCODE and not outcome.next_step
        problems += outcome.done is not Done.RECEIVED and not barcoded
    sys.exit(DONE_WITH_PROBLEMS if problems else DONE)


def receive_codes(desk: Desk, codes: Iterable[str], *, lit: bool) -> Iterable[Outcome]:
    """The outcome of each code, in order; the horizon moves on after each receipt."""
    for code in codes:
        raw = code.rstrip("\r\n")
        if not raw.strip():
            continue
        outcome = scan(desk, raw)
        # Words are a search: what they happen to find first must not be received unseen.
        named = not isinstance(read(raw), Words)
        if lit and named and outcome.done is Done.OPENED and outcome.issue_id is not None:
            issue = issues.get(desk.library, outcome.issue_id)
            try:
                outcome = receive_lit(desk, issue.id, issue.version, raw)
            except Refused as refusal:
                outcome = Outcome(
                    raw, Done.WAITS, refusal.sentence, refusal.next_step, outcome.title_id, issue.id
                )
        yield outcome
        if outcome.receipt:
            extend(desk.library, outcome.receipt.title_id, desk.today(), horizon(desk.library))


def as_json(desk: Desk, outcome: Outcome) -> dict[str, Any]:
    """An outcome as a program reads it. Keys that do not apply are left out."""
    told: dict[str, Any] = {
        "code": outcome.raw.encode("utf-8", "backslashreplace").decode("utf-8"),
        "done": str(outcome.done),
        "sentence": outcome.sentence,
    }
    if outcome.next_step:
        told["next"] = outcome.next_step
    if outcome.title_id is not None:
        title = titles.get(desk.library, outcome.title_id)
        told["title"] = {"id": title.id, "name": title.name, "issn": title.issn}
    if outcome.issue_id is not None:
        issue = issues.get(desk.library, outcome.issue_id)
        told["issue"] = {
            "id": issue.id,
            "label": issue.label,
            "designation": dict(issue.designation),
            "status": str(issue.status),
        }
    if outcome.receipt:
        told["receipt"] = {
            "copy": outcome.receipt.copy_number,
            "here": outcome.receipt.here,
            "wanted": outcome.receipt.wanted,
            "location": outcome.receipt.location,
            "call_number": outcome.receipt.call_number,
            "received_on": outcome.receipt.received_on.isoformat(),
            "treatment": outcome.receipt.treatment,
            "wants_barcode": outcome.receipt.wants_barcode,
        }
    if outcome.titles:
        told["titles"] = [{"id": t.id, "name": t.name, "issn": t.issn} for t in outcome.titles]
    if outcome.notes:
        told["notes"] = [note.text for note in outcome.notes]
    return told
