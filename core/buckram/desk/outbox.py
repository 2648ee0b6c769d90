"""The outbox: letters on their way. Mails are handed over beside the desk; what failed says why and stays.

A claim counts as sent when its letter went: the server took the mail, or a person printed it, saved it, or
said that it went another way. A mail whose fate nobody knows is asked about, and never sent again by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.messages import FILE_OF, as_file, current, file_name, why_not
from buckram.errors import BuckramError, Refused
from buckram.storage import messages
from buckram.storage.library import Library
from buckram.storage.messages import WAITING, Message, State

if TYPE_CHECKING:
    from email.message import EmailMessage

    from buckram.exchange.mail import Server

Post = Callable[["Server", "EmailMessage"], str]
"""Hands a mail over: exchange.mail.send, which says what it gives and raises."""

MOST_TRIES = 5
"""A mail that failed so often is tried again only when a person asks for it."""


def everything(library: Library) -> list[Message]:
    """The outbox: what waits, failed or is not known, then what went or was dropped, newest first."""
    waiting = messages.waiting(library)
    if any(one.state is State.SENDING for one in waiting):
        with messages.handing_over(library) as nobody_does:
            if nobody_does:
                # Read again: what was handed over when it was read may have gone by now.
                waiting = [_judged(one) for one in messages.waiting(library)]
    return waiting + messages.done(library)


def _judged(message: Message) -> Message:
    return replace(message, state=State.UNKNOWN) if message.state is State.SENDING else message


def get(library: Library, message_id: int) -> Message:
    """One message, as it stands. Raises NotFound."""
    return next((one for one in everything(library) if one.id == message_id), None) or messages.get(
        library, message_id
    )


@dataclass(frozen=True, slots=True)
class Worked:
    """What a run did. sent: what went; problems: (message, why it did not go); unknown: (message, why)."""

    sent: Sequence[Message]
    problems: Sequence[tuple[Message, str]]
    unknown: Sequence[tuple[Message, str]] = ()


def mails_waiting(library: Library) -> list[Message]:
    """The mails that a run without names would send."""
    return [
        one
        for one in messages.waiting(library)
        if one.channel == "email" and one.state in WAITING and one.tries < MOST_TRIES
    ]


def work_off(
    library: Library,
    clock: Callable[[], datetime],
    person: str,
    *,
    only: Sequence[int] | None = None,
    password: str = "",
    post: Post | None = None,
) -> Worked:
    """Send the mails that wait, or only these. password: from the environment, goes before the settings'.

    To be called beside the desk with a connection of its own: a server may take a minute. When the server
    itself fails, the rest is not tried. Raises Refused while another desk sends, or without settings.
    """
    from buckram.exchange import mail

    server, hand_over = mail_server(library, password), post or mail.send
    sent: list[Message] = []
    problems: list[tuple[Message, str]] = []
    unknown: list[tuple[Message, str]] = []
    with messages.handing_over(library) as ours:
        if not ours:
            raise Refused("Another desk is sending just now.", "Try again in a minute.")
        if only is None:
            wanted = mails_waiting(library)
        else:
            wanted = [one for one in messages.waiting(library) if one.id in only and one.state in WAITING]
        for message in wanted:
            try:
                said = _send(library, clock, message, server, hand_over)
            except mail.NotKnown as problem:
                unknown.append((message, problem.sentence))
                with library.transaction():
                    messages.unsure(library, message.id, problem.sentence)
            except BuckramError as problem:
                problems.append((message, problem.sentence))
                with library.transaction():
                    messages.failed(library, message.id, str(problem))
                if isinstance(problem, mail.NoServer):
                    break
            else:
                with library.transaction():
                    messages.sent(library, message.id, _moment(clock()), person, "mail", said)
                sent.append(message)
    return Worked(sent, problems, unknown)


def _send(
    library: Library,
    clock: Callable[[], datetime],
    message: Message,
    server: Server,
    hand_over: Post,
) -> str:
    from buckram.exchange.mail import mail_id

    message, _ = current(library, message, clock().date())
    sender = decided(library, "mail_sender")
    with library.transaction():
        name = mail_id(message.id, message.made_at, sender)
        if not messages.take(library, message.id, _moment(clock()), name, message.recipient):
            raise Refused(why_not(messages.get(library, message.id)))
    return hand_over(server, as_mail(library, messages.get(library, message.id), clock()))


def as_mail(library: Library, message: Message, at: datetime) -> EmailMessage:
    """A message as a mail. Raises Refused, NotSent: an address is missing, or is none."""
    from buckram.exchange.mail import mail, mail_id

    sender = decided(library, "mail_sender")
    if not sender:
        raise Refused(
            "No address to send from is set.", "Set one: buckram settings mail_sender serials@example.org"
        )
    if not message.recipient:
        raise Refused(
            f"No mail address of {message.vendor} is known.", "Enter it with the vendor, or print the letter."
        )
    ending = FILE_OF.get(message.channel, "")
    files = [(file_name(message, ending), as_file(library, message, ending, at))] if ending else []
    return mail(
        sender=sender,
        to=message.recipient,
        subject=message.subject,
        text=message.body,
        at=at,
        mail_id=message.mail_id or mail_id(message.id, message.made_at, sender),
        reply_to=decided(library, "mail_reply_to"),
        name=decided(library, "library_name"),
        files=files,
    )


def mail_server(library: Library, password: str = "") -> Server:
    """The library's mail server by its settings. Raises Refused: not set, or its password cannot be read."""
    from buckram.exchange.mail import Security, Server

    host = decided(library, "smtp_host")
    if not host:
        raise Refused("No mail server is set.", "Set one: buckram settings smtp_host mail.example.org")
    user = decided(library, "smtp_user")
    return Server(
        host=host,
        port=int(decided(library, "smtp_port")),
        security=Security(decided(library, "smtp_security")),
        user=user,
        password=(password or _password(library)) if user else "",
        ca_file=decided(library, "smtp_ca_file"),
    )


def _password(library: Library) -> str:
    name = decided(library, "smtp_password_file")
    if not name:
        in_clear: str = decided(library, "smtp_password")
        return in_clear
    path = Path(name).expanduser()
    try:
        if path.stat().st_mode & 0o077:
            raise Refused(f"Others can read the password in {path}.", f"Close it: chmod 600 {path}")
        return path.read_text().splitlines()[0].strip()
    except (OSError, IndexError) as problem:
        raise Refused(f"The password cannot be read from {path}.", "See smtp_password_file.") from problem


def print_letter(desk: Desk, message_id: int) -> str:
    """A letter goes to the printer of lists, and its claims count as sent; of one that went: once more.

    Raises Refused: no printer is set, or it is being handed over.
    """
    from buckram.desk.printing import print_list

    message = _ready(desk, message_id)
    said = print_list(desk, message.subject, message.body)
    _went(desk, message, "printed")
    return said


def save(desk: Desk, message_id: int, path: Path) -> str:
    """Write a message to a file, by its ending, and its claims count as sent; of one that went: a copy.

    Raises Refused: the file is there already, cannot be written, or is of no kind that is known.
    """
    message = _ready(desk, message_id)
    ending = path.suffix.lower().removeprefix(".")
    content = as_file(desk.library, message, ending, desk.clock())
    try:
        # x: a letter of last month is not overwritten by a slip of the keys.
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as problem:
        raise Refused(f"{path} is there already.", "Give it another name.") from problem
    except OSError as problem:
        raise Refused(
            f"{path} cannot be written: {problem.strerror}.", "Give another name or folder."
        ) from problem
    _went(desk, message, path.name)
    return f"Written to {path}."


def proposed_path(library: Library, message: Message, ending: str = "") -> Path:
    """Where a message would be saved: in the folder of the settings, else in the present one."""
    folder = Path(decided(library, "claim_folder") or ".").expanduser()
    return folder / file_name(message, ending or FILE_OF.get(message.channel, "pdf"))


def by_hand(desk: Desk, message_id: int) -> str:
    """A person claimed it another way: on the vendor's site, by telephone. Raises Refused."""
    message = _ready(desk, message_id)
    if message.state is State.SENT:
        raise Refused(why_not(message))
    _went(desk, message, "by hand")
    return f"Counted as sent: {message.subject}."


def it_went(desk: Desk, message_id: int) -> str:
    """Of a mail that was broken off: it went, as the server's own list shows. Raises Refused."""
    message = _unknown(desk, message_id)
    with desk.library.transaction():
        messages.sent(desk.library, message.id, message.taken_at, desk.person, "mail", message.problem)
    return f"Counted as sent on {message.taken_at[:10]}: {message.subject}."


def it_did_not_go(desk: Desk, message_id: int) -> str:
    """Of a mail that was broken off: it did not go; it may be tried again or dropped. Raises Refused."""
    message = _unknown(desk, message_id)
    with desk.library.transaction():
        messages.failed(desk.library, message.id, f"It did not go, as {desk.person} says.")
    return "It did not go: Enter tries it again, D drops it."


def _unknown(desk: Desk, message_id: int) -> Message:
    message = get(desk.library, message_id)
    if message.state is not State.UNKNOWN:
        raise Refused("This is known already.", "The list shows it as it is now.")
    return message


def _ready(desk: Desk, message_id: int) -> Message:
    """A message that may go another way than by mail, or went already."""
    message = messages.get(desk.library, message_id)
    if message.state is State.SENT:
        return message
    if message.state not in WAITING:
        raise Refused(why_not(message))
    return current(desk.library, message, desk.today())[0]


def _went(desk: Desk, message: Message, as_: str) -> None:
    if message.state is State.SENT:
        return
    with desk.library.transaction():
        # A mail of another desk may be on its way since.
        if not messages.take(desk.library, message.id, desk.now(), ""):
            raise Refused(why_not(messages.get(desk.library, message.id)))
        messages.sent(desk.library, message.id, desk.now(), desk.person, as_)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
