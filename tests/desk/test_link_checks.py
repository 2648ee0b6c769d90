"""Link checks against a real server on the loopback: what is said, what is kept, how fast it asks."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLCertVerificationError
from threading import Thread
from urllib.error import URLError

import pytest

from buckram.desk import access
from buckram.desk.deciding import decide
from buckram.desk.link_checks import APART, Progress, check, check_all, over_the_network
from buckram.errors import Refused
from buckram.storage import access as stored
from library_for_tests import Shelf


class Site(BaseHTTPRequestHandler):
    """/ok answers, /old leads there, /login asks, /nohead only gives a GET, /loop never ends; else 404."""

    # One list for all requests on purpose: the server makes a handler for each.
    asked: list[str] = []  # noqa: RUF012

    def answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        code = {"/ok": 200, "/old": 302, "/loop": 302, "/file": 302, "/login": 403, "/down": 503}.get(
            self.path, 404
        )
        if self.path == "/nohead":
            code = 405 if self.command == "HEAD" else 200
        self.send_response(code)
        to = {"/old": "/ok", "/loop": "/loop", "/file": "file:///etc/hostname"}.get(self.path)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    # The names that http.server looks for.
    do_GET = do_HEAD = answer  # noqa: N815

    # `format` is what the base class calls it.
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """In silence."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "*")
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_what_hosts_say(site: str) -> None:
    def said(path: str) -> tuple[str, bool]:
        return check(site + path, over_the_network, pause=lambda: None)

    assert said("/ok") == ("works", True)
    assert said("/old") == (f"works; leads to {site}/ok", True)
    assert said("/nohead") == ("works", True)
    assert said("/login") == ("asks for a login, or shuts us out (403)", True)
    assert said("/gone") == ("fails: not found (404)", False)
    assert said("/down") == ("fails: their server fails (503)", False)
    assert not said("/loop")[1]
    assert not said("/file")[1]
    # A host that shows its page to a GET alone is asked for it once, and the others are not.
    assert [one for one in Site.asked if "/ok" in one or "/nohead" in one] == [
        "HEAD /ok", "HEAD /ok", "HEAD /nohead", "GET /nohead",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (TimeoutError(), "fails: no answer within 20 seconds"),
        (ConnectionRefusedError(), "fails: the host refuses the connection"),
        (URLError(ConnectionResetError()), "fails: the host broke the connection off"),
    ],
)
def test_what_does_not_answer_is_said_in_words(problem: Exception, said: str) -> None:
    def ask(method: str, url: str, timeout: float) -> tuple[int, str]:
        raise problem

    assert check("https://x.example.com", ask, pause=lambda: None) == (said, False)


def test_certificates_are_told_in_words() -> None:
    expired = SSLCertVerificationError()
    expired.verify_message = "certificate has expired"

    def ask(method: str, url: str, timeout: float) -> tuple[int, str]:
        raise URLError(expired)

    assert check("https://x.example.com", ask, pause=lambda: None)[0] == (
        "fails: its certificate is not to be trusted (certificate has expired)"
    )


def test_a_run_is_kept_is_polite_and_stops(shelf: Shelf, site: str) -> None:
    title = shelf.title()
    desk = shelf.desk()
    ids = [access.add(desk, title, url)[0] for url in (f"{site}/ok", f"{site}/gone", f"{site}/old")]
    before = [row[2] for row in shelf.contents("access")]
    waited: list[float] = []
    told: list[Progress] = []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        return len(waited) > 3

    with pytest.raises(Refused, match="not tried"):
        check_all(desk.library, ids, desk.now, wait=wait)
    decide(desk.library, "link_check", "yes")
    assert waited == []
    # The host is rested before each further address, and between HEAD and GET of what is not found.
    ended = check_all(desk.library, ids, desk.now, wait=wait, told=told.append)
    assert waited == [0.0, APART, APART, APART]
    assert (ended.done, ended.of, ended.failed) == (2, 3, 1)
    assert [one.said for one in told] == ["works", "fails: not found (404)"]
    found = [stored.get(desk.library, one) for one in ids]
    assert [one.check_said for one in found] == ["works", "fails: not found (404)", ""]
    assert [access.check_words(one) for one in found] == [
        "works (21 Nov 2026)", "fails: not found (404) (21 Nov 2026)", "",
    ]  # fmt: skip
    assert found[0].checked_at == "2026-11-21T09:30:00Z"
    assert [row[2] for row in shelf.contents("access")] == before
    assert [access.failed(one) for one in found] == [False, True, False]
