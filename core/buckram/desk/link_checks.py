"""Whether addresses answer: tried one after the other when a person asks, kept, and never changed by it.

Only what a library switched on (setting link_check) goes over the network; nothing is sent but the request.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO, TYPE_CHECKING, Protocol

from buckram import __version__
from buckram.desk.access import host
from buckram.desk.deciding import decided
from buckram.errors import Refused
from buckram.storage import access
from buckram.storage.library import Library

if TYPE_CHECKING:
    from urllib.request import OpenerDirector

TIMEOUT = 20.0
"""Seconds that a host has to answer."""

APART = 1.0
"""Seconds between two requests to one host: a publisher shuts out a library that asks faster."""

MOST_REDIRECTS = 10
NOT_BY_HEAD = frozenset({400, 403, 404, 405, 406, 500, 501, 503})
"""What hosts say to a HEAD although they would give the page."""

_WORDS = {
    400: "does not understand the request",
    401: "asks for a login",
    403: "asks for a login, or shuts us out",
    404: "not found",
    410: "gone for good",
    429: "too many requests; try later",
    451: "barred by law",
}


class Opener(Protocol):
    """What opens an address: given method, address and seconds, gives the code of the answer and the address
    at which it ended. Raises OSError or HTTPException when nothing answers."""

    def __call__(self, method: str, url: str, timeout: float, /) -> tuple[int, str]:
        """One request."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. said: of the address that was tried last. failed: how many did not answer."""

    done: int
    of: int
    failed: int
    title: str
    said: str


def may_check(library: Library) -> None:
    """Raises Refused unless the library switched link checks on."""
    if not decided(library, "link_check"):
        raise Refused(
            "Addresses are not tried here.", "buckram settings link_check yes lets Buckram ask the network."
        )


def check_all(
    library: Library,
    access_ids: Sequence[int],
    now: Callable[[], str],
    *,
    wait: Callable[[float], bool],
    told: Callable[[Progress], None] = lambda _: None,
    open_: Opener | None = None,
) -> Progress:
    """Try these addresses, host by host, and keep what each said. Gives how it ended.

    now: the present moment as the library file has it. wait: waits so many seconds, and gives True when the
    run is to stop; asked before every address. Raises Refused where link checks are off.
    """
    may_check(library)
    ask = open_ or over_the_network
    there = {line.access.id: line for line in access.lines(library)}
    lines = sorted(
        (there[i] for i in dict.fromkeys(access_ids) if i in there), key=lambda line: host(line.access.url)
    )
    before = ""
    progress = Progress(0, len(lines), 0, "", "")
    for n, line in enumerate(lines, 1):
        here = host(line.access.url)
        if wait(APART if here == before else 0.0):
            break
        before = here
        said, works = check(line.access.url, ask, pause=lambda: wait(APART))
        with library.transaction():
            access.checked(library, line.access.id, now(), said)
        progress = Progress(n, len(lines), progress.failed + (not works), line.title, said)
        told(progress)
    return progress


def check(url: str, ask: Opener, *, pause: Callable[[], object]) -> tuple[str, bool]:
    """(what to say of an address, whether somebody answers there). pause: between two requests to the host.

    "asks for a login" is an answer: we are outside, and readers come with their rights.
    """
    if not url.lower().startswith(("http://", "https://")):
        return "not tried: it is no web address", False
    try:
        code, ended = ask("HEAD", url, TIMEOUT)
        if code in NOT_BY_HEAD:
            pause()
            code, ended = ask("GET", url, TIMEOUT)
    except (OSError, HTTPException, ValueError) as problem:
        return f"fails: {_why(problem)}", False
    if 300 <= code < 400:
        return f"fails: leads in a circle, or away from the web ({code})", False
    if code < 400:
        moved = ended.rstrip("/") != url.rstrip("/")
        return f"works{f'; leads to {ended}' if moved else ''}", True
    words = _WORDS.get(code) or ("their server fails" if code >= 500 else "refused")
    if code in (401, 403):
        return f"{words} ({code})", True
    return f"fails: {words} ({code})", False


def over_the_network(method: str, url: str, timeout: float) -> tuple[int, str]:
    """One request, with its redirects. Of an answer only the beginning is read."""
    from urllib.error import HTTPError
    from urllib.request import Request

    request = Request(url, method=method, headers={"User-Agent": f"Buckram/{__version__} (link check)"})
    try:
        with _opener().open(request, timeout=timeout) as answer:
            answer.read(1024)
            return answer.status, answer.url
    except HTTPError as answer:
        with answer:
            return answer.code, answer.url or url


def _opener() -> OpenerDirector:
    """HTTP and HTTPS alone: an address that leads to a file of this machine is not followed."""
    from urllib.request import (
        HTTPDefaultErrorHandler,
        HTTPErrorProcessor,
        HTTPHandler,
        HTTPRedirectHandler,
        HTTPSHandler,
        OpenerDirector,
        ProxyHandler,
        Request,
    )

    class Redirects(HTTPRedirectHandler):
        max_redirections = MOST_REDIRECTS

        def redirect_request(
            self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
        ) -> Request | None:
            again = super().redirect_request(req, fp, code, msg, headers, newurl)
            if again is not None:
                # Some versions turn a HEAD into a GET on the way.
                again.method = req.get_method()
            return again

    opener = OpenerDirector()
    for handler in (
        ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler(), HTTPErrorProcessor(),
        Redirects(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener


def _why(problem: Exception) -> str:
    """Why nothing answered, in words."""
    import socket
    import ssl
    from urllib.error import URLError

    reason: object = problem.reason if isinstance(problem, URLError) else problem
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted ({reason.verify_message.rstrip('.').lower()})"
    if isinstance(reason, ssl.SSLError):
        return "no safe connection can be made (TLS)"
    if isinstance(reason, socket.gaierror):
        return "there is no such host"
    if isinstance(reason, TimeoutError):
        return f"no answer within {TIMEOUT:.0f} seconds"
    if isinstance(reason, ConnectionRefusedError):
        return "the host refuses the connection"
    if isinstance(reason, ConnectionResetError):
        return "the host broke the connection off"
    if isinstance(reason, HTTPException):
        return "the host does not speak HTTP"
    return f"no connection ({str(reason) or type(reason).__name__})"
