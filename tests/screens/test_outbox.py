"""The outbox through keys: made, read, sent by a real server, failed, asked about, saved, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

import smtp_server
from buckram.desk import outbox
from buckram.desk.claiming import claim
from buckram.desk.deciding import decide
from buckram.storage import messages
from buckram_tui.screens.outbox import Outbox
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, lines_seen, news


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[smtp_server.MailServer]:
    running = smtp_server.start(tmp_path_factory.mktemp("mail") / "server")
    yield running
    running.stop()


@pytest.fixture
def claimed(shelf: Shelf, server: smtp_server.MailServer) -> Shelf:
    """Two claims at two vendors, and a mail server."""
    for name, value in {
        "library_name": "University Library",
        "mail_sender": "serials@uni.example",
        "smtp_host": "localhost",
        "smtp_port": str(server.port),
        "smtp_ca_file": str(server.ca_file),
        "smtp_user": smtp_server.USER,
    }.items():
        decide(shelf.library, name, value)
    shelf.title("Journal of tests", "0317-8471", statuses="aae", first_month=7, vendor="Fernhill")
    shelf.title("Nature", "2049-3630", statuses="aae", first_month=7, vendor="Kontor")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE vendor SET email = 'claims@fernhill.example' WHERE name = 'Fernhill'")
        shelf.library.execute("UPDATE vendor SET channel = 'file' WHERE name = 'Kontor'")
    desk = shelf.desk()
    for row in shelf.library.rows("SELECT id, version FROM issue WHERE status = 'expected' ORDER BY id"):
        claim(desk, row[0], row[1])
    return shelf


async def sent(pilot: Pilot[None]) -> None:
    """Until the mailer has told what it did."""
    screen = pilot.app.screen
    assert isinstance(screen, Outbox)
    assert screen._mailer is not None
    screen._mailer.wait()
    await pilot.pause()
    await pilot.pause()


def states(shelf: Shelf) -> list[str]:
    return [str(one.state) for one in sorted(outbox.everything(shelf.library), key=lambda one: one.id)]


async def test_a_letter_from_the_queue_to_the_server(
    claimed: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BUCKRAM_SMTP_PASSWORD", "wrong")
    async with at_desk(claimed) as pilot:
        await keys(pilot, "f9", "o")
        assert "2 claims without a letter" in lines_seen(pilot)[0]
        await keys(pilot, "m")
        assert "Made 2 letters for 2 claims." in news(pilot)
        await keys(pilot, "enter")
        read = "\n".join(lines_seen(pilot))
        assert "To: claims@fernhill.example" in read
        assert "Page 1 of" in read
        await keys(pilot, "pagedown")
        assert "Page 2 of" in "\n".join(lines_seen(pilot))
        await keys(pilot, "escape", "enter", "enter")
        await sent(pilot)
        assert "did not let us in: 535" in news(pilot)
        assert states(claimed) == ["failed", "outbox"]
        shown = lines_seen(pilot)[:-3]
        assert any("failed" in line for line in shown)
        assert any("535 5.7.8" in line for line in shown)
        monkeypatch.setenv("BUCKRAM_SMTP_PASSWORD", smtp_server.PASSWORD)
        await keys(pilot, "r")
        await sent(pilot)
        assert "1 sent." in news(pilot)
        assert states(claimed) == ["sent", "outbox"]
        # The other vendor takes files.
        monkeypatch.chdir(tmp_path)
        await keys(pilot, "home", "enter", "enter", "enter")
        assert (tmp_path / "claim-kontor-M0002.pdf").read_bytes().startswith(b"%PDF")
        assert states(claimed) == ["sent", "sent"]
        await keys(pilot, "ctrl+z")
        assert "cannot be called back" in news(pilot)


async def test_what_was_broken_off_is_asked_about(claimed: Shelf) -> None:
    async with at_desk(claimed) as pilot:
        await keys(pilot, "f9", "o", "m", "ctrl+z")
        assert "Undone" in news(pilot)
        assert states(claimed) == []
        await keys(pilot, "m", "d")
        assert states(claimed) == ["dropped", "outbox"]
        await keys(pilot, "ctrl+z")
        with claimed.library.transaction():
            messages.take(
                claimed.library,
                claimed.library.value("SELECT min(id) FROM message"),
                "2026-11-21T09:30:00Z",
                "<a@b>",
            )
        await keys(pilot, "f2", "f9", "o")
        assert "1 not known" in lines_seen(pilot)[0]
        await keys(pilot, "home", "r")
        assert "No mail waits" in news(pilot)
        await keys(pilot, "enter")
        assert any("Did the mail to Fernhill" in line for line in lines_seen(pilot))
        await keys(pilot, "n")
        assert states(claimed) == ["failed", "outbox"]
        await keys(pilot, "home", "h")
        assert states(claimed) == ["sent", "outbox"]
        assert all(len(line) <= 80 for line in lines_seen(pilot))
