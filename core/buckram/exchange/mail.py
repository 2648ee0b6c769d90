"""Mail by the library's own server: the message with its Message-ID, and handing it over."""

from __future__ import annotations

import re
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from buckram.errors import BuckramError

TIMEOUT = 30
"""Seconds that the server may take for an answer."""


class Security(StrEnum):
    """How the way to the server is closed to others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class NotSent(BuckramError):
    """The mail certainly did not go."""

    title = "Not sent"


class NoServer(NotSent):
    """Nothing goes through this server now: it is not there, not trusted, or does not know us."""


class NotKnown(BuckramError):
    """The server had the whole mail and did not say whether it took it."""

    title = "Not known whether it went"


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. user: "" where it wants no log-in. ca_file: certificates to trust beside the system's.

    password is not shown where the value is printed.
    """

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = ""
    ca_file: str = ""
    timeout: float = TIMEOUT

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port}, {self.security}, user={self.user!r})"


def mail(
    *,
    sender: str,
    to: str,
    subject: str,
    text: str,
    at: datetime,
    mail_id: str,
    reply_to: str = "",
    name: str = "",
    files: Sequence[tuple[str, bytes]] = (),
) -> EmailMessage:
    """A mail in plain text. to: one address or several, with commas. name: of the library, with its address.

    files: (name, content) of what goes with it. Raises NotSent for an address that is none.
    """
    from email.errors import HeaderParseError
    from email.headerregistry import Address
    from email.policy import SMTP as AS_SENT
    from email.utils import format_datetime

    message = EmailMessage(policy=AS_SENT)
    for header, typed in (("From", sender), ("To", to), ("Reply-To", reply_to)):
        if header == "Reply-To" and not typed:
            continue
        try:
            own = header == "From" and name
            message[header] = Address(name, addr_spec=typed.strip()) if own else typed
            whole = all(one.username and one.domain for one in message[header].addresses)
        # What is no address is met as any of these, deep in the parser.
        except (ValueError, IndexError, HeaderParseError) as problem:
            raise NotSent(f"“{typed}” is no mail address.") from problem
        if not whole or not message[header].addresses:
            raise NotSent(f"“{typed}” is no mail address.", "It looks like claims@example.org.")
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = mail_id
    message.set_content(text)
    for file_name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=file_name)
    return message


def mail_id(message_id: int, made_at: str, sender: str) -> str:
    """The Message-ID of a message of the outbox: the same at every try. made_at: ISO text."""
    moment = re.sub(r"\D", "", made_at)
    domain = sender.rpartition("@")[2].strip(" >") or "buckram.invalid"
    return f"<{moment}.{message_id}.claims@{domain}>"


def send(server: Server, message: EmailMessage) -> str:
    """Hand a mail over. Gives "", or what the server said of addresses that it refused while it took others.

    Raises NotSent in the server's own words; NotKnown when it was silent after the whole mail.
    """
    hand: _Hand | _HandTls | None = None
    try:
        hand = _connected(server)
        refused = hand.send_message(message)
    except SMTPRecipientsRefused as problem:
        raise NotSent(f"The server refused: {_refusals(problem.recipients)}.") from problem
    except SMTPAuthenticationError as problem:
        raise NoServer(
            f"The server did not let us in: {_said(problem.smtp_code, problem.smtp_error)}.",
            "Look at smtp_user and its password.",
        ) from problem
    except SMTPResponseException as problem:
        # A code of the server's own; a connection that was lost has -1.
        if problem.smtp_code > 0:
            raise NotSent(f"The server said: {_said(problem.smtp_code, problem.smtp_error)}.") from problem
        raise _broken_off(hand, problem) from problem
    except ssl.SSLCertVerificationError as problem:
        raise NoServer(
            f"The certificate of {server.host} is not trusted: {problem.verify_message}.",
            "Name the file of the library's own authority in smtp_ca_file.",
        ) from problem
    except SMTPNotSupportedError as problem:
        # With the way open it is this mail that the server cannot take; the others it can.
        if hand is not None:
            raise NotSent(
                f"The server takes no such address as {message['To']}.", "Give one without accents."
            ) from problem
        raise _broken_off(hand, problem) from problem
    except (SMTPException, OSError) as problem:
        raise _broken_off(hand, problem) from problem
    finally:
        if hand is not None:
            hand.close()
    return _refusals(refused)


class _Tells(SMTP):
    """Knows when the whole mail was given over: from then on a silence does not mean that it did not go."""

    given = False

    # The base class takes any buffer; smtplib itself hands over only these.
    def send(self, s: bytes | bytearray | str) -> None:  # type: ignore[override]
        """Send to the server; the last of a mail ends in a line with a full stop."""
        if isinstance(s, bytes | bytearray) and bytes(s[-5:]) == b"\r\n.\r\n":
            self.given = True
        super().send(s)


class _Hand(_Tells):
    pass


class _HandTls(_Tells, SMTP_SSL):
    pass


def _connected(server: Server) -> _Hand | _HandTls:
    if not server.host:
        raise NoServer("No mail server is set.", "Set one: buckram settings smtp_host mail.example.org")
    context = None
    if server.security is not Security.NONE:
        try:
            context = ssl.create_default_context()
            if server.ca_file:
                context.load_verify_locations(Path(server.ca_file).expanduser())
        except OSError as problem:
            raise NoServer(f"The file of smtp_ca_file, {server.ca_file}, cannot be used.") from problem
    hand: _Hand | _HandTls
    if server.security is Security.TLS:
        hand = _HandTls(server.host, server.port, timeout=server.timeout, context=context)
    else:
        hand = _Hand(server.host, server.port, timeout=server.timeout)
    try:
        if server.security is Security.STARTTLS:
            hand.starttls(context=context)
        if server.user:
            hand.login(server.user, server.password)
    except BaseException:
        hand.close()
        raise
    return hand


def _broken_off(hand: _Hand | _HandTls | None, problem: Exception) -> BuckramError:
    why = _why(problem)
    if hand is not None and hand.given:
        return NotKnown(f"The server had the whole mail, then: {why}.", "Look there whether it went.")
    return NoServer(f"The mail server could not be used: {why}.", "Try again later.")


def _why(problem: Exception) -> str:
    if isinstance(problem, TimeoutError):
        return "it did not answer in time"
    if isinstance(problem, OSError) and problem.strerror:
        return problem.strerror
    return str(problem).rstrip(".") or type(problem).__name__


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}".rstrip(".")


def _refusals(refused: dict[str, tuple[int, bytes]]) -> str:
    return "; ".join(f"{address}: {_said(code, words)}" for address, (code, words) in refused.items())
