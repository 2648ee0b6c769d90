"""The claim queues from the command line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cli.test_commands import run
from library_for_tests import Shelf


def test_the_queues_for_the_printer_and_the_spreadsheet(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.title("Alpha", statuses="eee", vendor="EBSCO")
    shelf.title("Beta", "1234-5679", statuses="eea", vendor="Swets", location="Annex")
    moment = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    monkeypatch.setattr("buckram_tui.cli.claims.clock", lambda: moment)
    rows = run("claims", "--csv", db=shelf.path).output.splitlines()
    assert rows[0].startswith("Queue,Left,Title,Issue")
    assert len(rows) == 5
    assert rows[1].startswith("never claimed,9,Alpha,v.12:no.9 (September 2026),2026-09-01,2026-09-04,late,1")
    assert "Beta" not in run("claims", "new", "--vendor", "EBSCO", db=shelf.path).output
    assert "2 issues." in run("claims", "new", "--place", "Annex", db=shelf.path).output
    assert "(nothing)" in run("claims", "again", db=shelf.path).output
    assert "from 5 Dec 2026 on." in run("claims", "waits", "--csv", db=shelf.path).output
