"""Notes that call a piece back: by mail to each reader with an address, one on paper for the others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.on_paper import slip_for
from buckram.desk.printing import as_text, queue
from buckram.errors import Refused
from buckram.exchange.slips import SlipReader
from buckram.rules.keeping import spoken_day
from buckram.storage import copies, routing
from buckram.storage.library import Library
from buckram.storage.printing import Job
from buckram.storage.rounds import Round, open_round


def notes(desk: Desk, out: Round, names: Sequence[str]) -> Sequence[str] | None:
    """Put the notes for these readers into the printing queue, inside the act that calls the piece back.

    Gives who is not told: without a mail server, or an address, and without a printer of slips, somebody is
    not. None: everybody is; empty: nobody knows who has it, and no note could be printed.
    """
    piece = copies.piece(desk.library, out.piece_id)
    assert piece is not None
    mails = bool(decided(desk.library, "smtp_host") and decided(desk.library, "mail_sender"))
    address = {one.name: one.email for one in routing.readers(desk.library) if one.email and mails}
    note = replace(slip_for(desk, piece), recall=True, day=spoken_day(desk.today()), readers=[])
    # Each reader gets a mail of his own: nobody's address goes to the others.
    wanted = [("Recall mail", [SlipReader(name, email=address[name])]) for name in names if name in address]
    on_paper = [SlipReader(name) for name in names if name not in address]
    printed = bool(decided(desk.library, "slip_printer"))
    if printed and (on_paper or not names):
        wanted.append(("Recall note", on_paper))
    for what, readers in wanted:
        slip = replace(note, readers=readers, mail=what == "Recall mail")
        content = json.dumps(slip.plain(), ensure_ascii=False).encode()
        queue(desk, "slip", f"{what}: {piece.place}", content, piece.title_id, piece.issue_id, piece.id)
    return None if printed or (names and not on_paper) else [one.name for one in on_paper]


def mail_address(job: Job) -> str | None:
    """The address that a note goes to by mail; None for what goes to a printer, "" where it was erased."""
    values = json.loads(job.content) if job.kind == "slip" else {}
    if not values.get("mail"):
        return None
    return values["readers"][0]["email"] if values["readers"] else ""


def is_moot(library: Library, job: Job) -> bool:
    """Whether a note asks for a piece that is back meanwhile, or whose calling back was undone."""
    if job.kind != "slip" or not json.loads(job.content)["recall"] or job.piece_id is None:
        return False
    out = open_round(library, job.piece_id)
    return out is None or out.recalled_on is None


def send_mail(library: Library, job: Job, address: str, at: datetime) -> None:
    """Hand a note over to the library's mail server. Raises NotSent, NotKnown, Refused."""
    from buckram.desk.outbox import mail_server
    from buckram.exchange.mail import mail, mail_id, send

    if not address:
        raise Refused("Whom this went to was erased.", "D drops it.")
    sender = decided(library, "mail_sender")
    what = job.name.partition(": ")[2]
    message = mail(
        sender=sender,
        to=address,
        subject=f"Please return: {what}",
        text=as_text(library, job),
        at=at,
        mail_id=mail_id(job.id, job.made_at, sender).replace(".claims@", ".recall@"),
        reply_to=decided(library, "mail_reply_to"),
        name=decided(library, "library_name"),
    )
    send(mail_server(library), message)
