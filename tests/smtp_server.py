"""A real mail server in a process of its own: STARTTLS with a certificate of its own authority, a log-in,
one address that it refuses, and ways to fail that a test asks for.

Run as a program it serves on a free port of the loopback; what it took lies in its folder, a file a mail.
"""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

USER, PASSWORD = "serials", "s3cret"
REFUSED = "nobody@fernhill.example"


@dataclass
class MailServer:
    """A running server; on tls_port it speaks TLS from the first byte.

    folder: `taken` has the mails, `fails` a word that says how it fails from now on.
    """

    process: subprocess.Popen[str]
    port: int
    tls_port: int
    folder: Path

    @property
    def ca_file(self) -> Path:
        return self.folder / "ca.pem"

    def taken(self) -> list[str]:
        return [path.read_text() for path in sorted((self.folder / "taken").iterdir())]

    def fails(self, how: str) -> None:
        """how: "dies before", "dies after", "silent", "full", or "" for not at all."""
        (self.folder / "fails").write_text(how)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()


def start(folder: Path) -> MailServer:
    """Start one, with a certificate that is made for it."""
    import trustme

    (folder / "taken").mkdir(parents=True)
    (folder / "fails").write_text("")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(str(folder / "own.pem"))
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", __file__, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    port, tls_port = map(int, process.stdout.readline().split())
    return MailServer(process, port, tls_port, folder)


class _Box:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _how(self) -> str:
        return (self.folder / "fails").read_text()

    async def handle_RCPT(self, server, session, envelope, address, options):  # type: ignore[no-untyped-def]  # noqa: N802
        if address == REFUSED:
            return "550 5.1.1 no such box here"
        if self._how() == "dies before":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]  # noqa: N802
        match self._how():
            case "full":
                return "452 4.2.2 the box is full"
            case "silent":
                await asyncio.sleep(60)
        places = self.folder / "taken"
        (places / f"{len(list(places.iterdir())):04}").write_bytes(envelope.content)
        if self._how() == "dies after":
            server.transport.abort()
        return "250 OK"


def _serve(folder: Path) -> None:
    from aiosmtpd.smtp import SMTP, AuthResult

    def lets_in(server, session, envelope, mechanism, data):  # type: ignore[no-untyped-def]
        good = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=good, handled=False)

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "own.pem")

    async def run() -> None:
        def talk(*, starttls: bool = True) -> SMTP:
            return SMTP(
                _Box(folder),
                tls_context=context if starttls else None,
                require_starttls=starttls,
                auth_required=True,
                auth_require_tls=starttls,
                authenticator=lets_in,
                hostname="mail.test",
            )

        loop = asyncio.get_running_loop()
        servers = [
            await loop.create_server(talk, "127.0.0.1", 0),
            await loop.create_server(partial(talk, starttls=False), "127.0.0.1", 0, ssl=context),
        ]
        print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
        await servers[0].serve_forever()

    asyncio.run(run())


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
