"""`buckram send` and `buckram answers`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from buckram.desk import outbox
from buckram.desk.claiming import claim
from buckram.desk.deciding import decide
from buckram.desk.messages import make
from buckram.exchange import mail
from buckram_tui.cli import main
from library_for_tests import Shelf


def run(shelf: Shelf, *words: str) -> Result:
    result = CliRunner().invoke(main, ["--db", str(shelf.path), "--person", "mary", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def claimed(shelf: Shelf) -> Shelf:
    for name, value in {
        "library_name": "Library",
        "mail_sender": "a@uni.example",
        "smtp_host": "localhost",
    }.items():
        decide(shelf.library, name, value)
    shelf.title("Journal of tests", "0317-8471", statuses="aae", first_month=7, vendor="Fernhill")
    shelf.title("Nature", "2049-3630", statuses="aae", first_month=7, vendor="Kontor")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE vendor SET email = 'claims@fernhill.example' WHERE name = 'Fernhill'")
        shelf.library.execute("UPDATE vendor SET channel = 'csv' WHERE name = 'Kontor'")
    desk = shelf.desk()
    for row in shelf.library.rows("SELECT id, version FROM issue WHERE status = 'expected' ORDER BY id"):
        claim(desk, row[0], row[1])
    return shelf


def test_nothing_is_sent_by_itself_unless_the_library_says_so(
    claimed: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted: list[str] = []
    monkeypatch.setattr(mail, "send", lambda server, message: posted.append(str(message["To"])) or "")
    assert run(claimed, "send").stdout == "0 sent; 0 waiting.\n"
    make(claimed.desk())
    refused = run(claimed, "send")
    assert (refused.exit_code, posted) == (2, [])
    assert "Nothing is sent without a person." in refused.stderr
    assert run(claimed, "send", "--list").stdout.endswith("1 waiting\n")

    decide(claimed.library, "claims_send_themselves", "yes")
    decide(claimed.library, "claim_folder", str(tmp_path))
    sent = run(claimed, "send")
    assert (sent.exit_code, posted) == (0, ["claims@fernhill.example"])
    assert sent.stdout.endswith("1 sent, 1 written to files; 0 waiting.\n")
    assert (tmp_path / "claim-kontor-M0002.csv").read_bytes().startswith(b"\xef\xbb\xbfclaim,")
    assert {str(one.state) for one in outbox.everything(claimed.library)} == {"sent"}

    answers, bad = tmp_path / "answers.csv", tmp_path / "bad.csv"
    answers.write_text("claim,answer\nCLM0001,sent\n")
    bad.write_text("title\nNature\n")
    read = run(claimed, "answers", str(answers))
    assert (read.exit_code, read.stdout.splitlines()[-1]) == (0, "answers.csv: 1 answered.")
    both = run(claimed, "answers", str(bad), str(answers))
    assert (both.exit_code, both.stdout) == (2, "answers.csv: 0 answered, 1 known already.\n")
    assert "Line 1 does not name the columns" in both.stderr
