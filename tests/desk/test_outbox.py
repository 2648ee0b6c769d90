"""Letters made, sent by a real mail server, failed, retried, taken back: what counts as sent, and when."""

from __future__ import annotations

import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_string
from email.message import EmailMessage
from pathlib import Path

import pytest

import smtp_server
from buckram.desk import messages, outbox
from buckram.desk.claiming import claim
from buckram.desk.deciding import decide
from buckram.desk.desk import Desk
from buckram.desk.outbox import Worked, work_off
from buckram.desk.receiving import receive
from buckram.desk.undoing import redo_last, undo_last
from buckram.errors import Refused
from buckram.exchange import mail
from buckram.storage import claims, issues
from buckram.storage.messages import State, handing_over
from library_for_tests import Shelf
from smtp_server import MailServer

HOUSE = {
    "library_name": "University Library",
    "library_address": "1 Main Street; 12345 Town",
    "mail_sender": "serials@uni.example",
    "smtp_host": "localhost",
    "smtp_user": smtp_server.USER,
}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    """One server for all the tests of a worker."""
    running = smtp_server.start(tmp_path_factory.mktemp("mail") / "server")
    yield running
    running.stop()


@pytest.fixture
def desk(shelf: Shelf, server: MailServer) -> Desk:
    """A library that can send: two vendors, three claims."""
    server.fails("")
    for path in (server.folder / "taken").iterdir():
        path.unlink()
    for name, value in (HOUSE | {"smtp_port": str(server.port), "smtp_ca_file": str(server.ca_file)}).items():
        decide(shelf.library, name, value)
    shelf.title("Journal of tests", "0317-8471", statuses="aaee", first_month=7, vendor="Fernhill")
    shelf.title("Zeitschrift", "2049-3630", statuses="aae", first_month=7, vendor="Kontor")
    with shelf.library.transaction():
        shelf.library.execute(
            "UPDATE vendor SET email = 'claims@' || lower(name) || '.example', account = 'A-1'"
        )
        shelf.library.execute("UPDATE vendor SET language = 'ger' WHERE name = 'Kontor'")
    desk = shelf.desk()
    for row in shelf.library.rows("SELECT id, version FROM issue WHERE status = 'expected' ORDER BY id"):
        claim(desk, row[0], row[1])
    return desk


def send(desk: Desk, *, password: str = smtp_server.PASSWORD, **how: object) -> Worked:
    # how: any keywords of work_off, each of its own type.
    return work_off(desk.library, desk.clock, desk.person, password=password, **how)  # type: ignore[arg-type]


def states(desk: Desk) -> list[str]:
    return [
        f"{one.vendor} {one.state}" for one in sorted(outbox.everything(desk.library), key=lambda m: m.id)
    ]


def sent_claims(desk: Desk) -> int:
    found: int = desk.library.value("SELECT count(*) FROM claim WHERE sent_at IS NOT NULL")
    return found


def test_one_letter_for_each_vendor_and_undo_as_it_was(desk: Desk, shelf: Shelf) -> None:
    before = shelf.contents("claim", "message")
    made = messages.make(desk)
    assert made.sentence == "Made 2 letters for 3 claims."
    first, second = (outbox.get(desk.library, number) for number in made.message_ids)
    assert (first.vendor, first.claims, first.recipient) == ("Fernhill", 2, "claims@fernhill.example")
    assert (second.vendor, second.language) == ("Kontor", "ger")
    assert "v.12:no.9 (September 2026)" in first.body
    assert "CLM0001, first claim" in first.body
    assert "v.12:no.9 (September 2026)" in second.body
    assert "Sehr geehrte Damen und Herren" in second.body
    with pytest.raises(Refused, match="No claim waits"):
        messages.make(desk)
    undo_last(desk)
    assert shelf.contents("claim", "message") == before
    redo_last(desk)
    assert states(desk) == ["Fernhill outbox", "Kontor outbox"]


def test_claims_of_several_numbers_go_in_one_letter_that_says_which(desk: Desk, shelf: Shelf) -> None:
    messages.make(desk)
    outbox.by_hand(desk, 1)
    assert outbox.get(desk.library, 1).level == 1
    # A second claim of the one issue, while another is claimed for the first time.
    issue_id = claims.of(desk.library, [1])[0].issue_id
    claim(desk, issue_id, issues.get(desk.library, issue_id).version)
    shelf.title("Tests and trials", "1234-5679", statuses="aae", first_month=7, vendor="Fernhill")
    row = shelf.library.row("SELECT max(id), version FROM issue WHERE status = 'expected'")
    assert row is not None
    claim(desk, row[0], row[1])
    before = shelf.contents("claim", "message")
    made = messages.make(desk)
    assert made.sentence == "Made 1 letter for 2 claims."
    mixed = outbox.get(desk.library, made.message_ids[0])
    assert (mixed.vendor, mixed.level, mixed.claims) == ("Fernhill", 0, 2)
    assert mixed.subject == "Claims M0003 (first, second): serial issues not received"
    assert "CLM0004, second claim" in mixed.body
    assert "CLM0005, first claim" in mixed.body
    # What is left of it when one came is of one level, and says so; all of it again when it did not come.
    receive(desk, row[0], issues.get(desk.library, row[0]).version)
    left, ended = messages.current(desk.library, mixed, desk.today())
    assert (left.subject, ended) == ("Second claim M0003: serial issues still not received", 1)
    undo_last(desk)
    assert messages.current(desk.library, left, desk.today()) == (mixed, 0)
    undo_last(desk)
    assert shelf.contents("claim", "message") == before


def test_the_server_takes_them_and_only_then_they_count(desk: Desk, server: MailServer) -> None:
    messages.make(desk)
    assert sent_claims(desk) == 0
    worked = send(desk)
    assert (len(worked.sent), worked.problems, worked.unknown) == (2, [], [])
    assert sent_claims(desk) == 3
    got = [message_from_string(text, policy=email.policy.default) for text in server.taken()]
    assert isinstance(got[0], EmailMessage)
    assert [str(one["To"]) for one in got] == ["claims@fernhill.example", "claims@kontor.example"]
    assert str(got[0]["From"]) == "University Library <serials@uni.example>"
    assert got[0]["Message-ID"] == "<20261121093000.1.claims@uni.example>"
    assert got[0]["Subject"] == "Claim M0001: serial issues not received"
    assert got[0].get_content().replace("\r\n", "\n") == outbox.get(desk.library, 1).body
    with pytest.raises(Refused, match="went on 2026-11-21: it cannot be called back"):
        undo_last(desk)
    with pytest.raises(Refused, match="cannot be called back"):
        messages.drop(desk, [1])
    assert send(desk).sent == []


def test_a_wrong_password_sends_nothing_and_says_so(desk: Desk, server: MailServer) -> None:
    messages.make(desk)
    worked = send(desk, password="wrong")
    # The second is not tried: the server lets nobody in.
    assert [why for _, why in worked.problems] == [
        "The server did not let us in: 535 5.7.8 Authentication credentials invalid."
    ]
    assert (states(desk), sent_claims(desk), server.taken()) == (["Fernhill failed", "Kontor outbox"], 0, [])
    assert "535" in outbox.get(desk.library, 1).problem
    # What failed can still be taken back, or tried again.
    undo_last(desk)
    assert states(desk) == []
    redo_last(desk)
    assert len(send(desk).sent) == 2


def test_a_refused_address_fails_alone_and_is_sent_when_it_is_right(desk: Desk, server: MailServer) -> None:
    with desk.library.transaction():
        desk.library.execute("UPDATE vendor SET email = ? WHERE name = 'Fernhill'", (smtp_server.REFUSED,))
    made = messages.make(desk)
    worked = send(desk)
    assert [why for _, why in worked.problems] == [
        f"The server refused: {smtp_server.REFUSED}: 550 5.1.1 no such box here."
    ]
    assert states(desk) == ["Fernhill failed", "Kontor sent"]
    assert sent_claims(desk) == 1
    # The address is mended with the vendor: the letter goes there, without being made again.
    with desk.library.transaction():
        desk.library.execute(
            "UPDATE vendor SET email = ? WHERE name = 'Fernhill'", (f"{smtp_server.REFUSED}, a@b.example",)
        )
    worked = send(desk, only=[made.message_ids[0]])
    assert len(worked.sent) == 1
    assert "550" in outbox.get(desk.library, made.message_ids[0]).problem
    assert len(server.taken()) == 2


def test_a_server_that_goes_before_the_mail_was_given_over_did_not_take_it(
    desk: Desk, server: MailServer
) -> None:
    messages.make(desk)
    server.fails("dies before")
    worked = send(desk)
    assert (len(worked.problems), worked.unknown) == (1, [])
    assert worked.problems[0][1].startswith("The mail server could not be used")
    server.fails("full")
    assert [why for _, why in send(desk).problems] == ["The server said: 452 4.2.2 the box is full."] * 2
    assert (states(desk), sent_claims(desk)) == (["Fernhill failed", "Kontor failed"], 0)


@pytest.mark.parametrize("how", ["dies after", "silent"])
def test_what_nobody_knows_is_asked_and_never_sent_by_itself(
    desk: Desk, server: MailServer, how: str
) -> None:
    messages.make(desk)
    server.fails(how)

    def impatient(at: mail.Server, message: EmailMessage) -> str:
        return mail.send(replace(at, timeout=0.5), message)

    worked = send(desk, only=[1], post=impatient)
    assert len(worked.unknown) == 1
    assert states(desk) == ["Fernhill unknown", "Kontor outbox"]
    server.fails("")
    taken = len(server.taken())
    assert len(send(desk).sent) == 1
    assert (states(desk), len(server.taken())) == (["Fernhill unknown", "Kontor sent"], taken + 1)
    with pytest.raises(Refused, match="handed over"):
        messages.drop(desk, [1])
    if how == "dies after":
        outbox.it_went(desk, 1)
        assert states(desk)[0] == "Fernhill sent"
    else:
        outbox.it_did_not_go(desk, 1)
        first = outbox.get(desk.library, 1).mail_id
        assert len(send(desk).sent) == 1
        assert f"Message-ID: {first}" in server.taken()[-1]
    assert sent_claims(desk) == 3


def test_a_desk_that_died_while_sending_leaves_a_question(desk: Desk, shelf: Shelf) -> None:
    messages.make(desk)

    def dies(at: mail.Server, message: EmailMessage) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(desk, only=[2], post=dies)
    other = shelf.desk("john")
    assert states(other) == ["Fernhill outbox", "Kontor unknown"]
    with handing_over(other.library) as ours:
        assert ours
        # While somebody sends, it is on its way; and nobody else sends.
        assert states(desk)[1] == "Kontor sending"
        with pytest.raises(Refused, match="Another desk is sending"):
            send(desk)
    with pytest.raises(Refused, match="handed over"):
        undo_last(desk)


def test_the_certificate_and_the_server_are_checked(desk: Desk) -> None:
    messages.make(desk)
    decide(desk.library, "smtp_ca_file", "")
    assert "certificate of localhost is not trusted" in send(desk).problems[0][1]
    decide(desk.library, "smtp_port", "1")
    assert "refused" in send(desk).problems[0][1]
    assert sent_claims(desk) == 0
    for typed in ("0", "65536", "smtp"):
        with pytest.raises(Refused, match="port"):
            decide(desk.library, "smtp_port", typed)


def test_a_server_that_speaks_tls_from_the_first_byte(desk: Desk, server: MailServer) -> None:
    messages.make(desk)
    decide(desk.library, "smtp_security", "tls")
    decide(desk.library, "smtp_port", str(server.tls_port))
    assert len(send(desk).sent) == 2
    # Neither way is taken for the other, and nothing goes in clear.
    decide(desk.library, "smtp_security", "none")
    with pytest.raises(mail.NotSent):
        mail.send(
            replace(outbox.mail_server(desk.library), timeout=0.5),
            outbox.as_mail(desk.library, outbox.get(desk.library, 1), desk.clock()),
        )


def test_the_password_comes_from_a_file_that_others_cannot_read(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{smtp_server.PASSWORD}\n")
    file.chmod(0o644)
    decide(desk.library, "smtp_password_file", str(file))
    messages.make(desk)
    with pytest.raises(Refused, match="Others can read"):
        send(desk, password="")
    file.chmod(0o600)
    assert smtp_server.PASSWORD not in repr(outbox.mail_server(desk.library))
    assert len(send(desk, password="").sent) == 2


def test_what_came_meanwhile_is_not_claimed(desk: Desk, server: MailServer) -> None:
    messages.make(desk)
    came = claims.of(desk.library, [1])[0].issue_id
    receive(desk, came, issues.get(desk.library, came).version)
    last = claims.of(desk.library, [3])[0].issue_id
    receive(desk, last, issues.get(desk.library, last).version)
    worked = send(desk)
    assert [one.vendor for one in worked.sent] == ["Fernhill"]
    assert "no.9" not in server.taken()[0]
    assert [why for _, why in worked.problems] == ["All that this letter claims has come or ended since."]
    assert sent_claims(desk) == 1
    messages.drop(desk, [2])
    assert states(desk) == ["Fernhill sent", "Kontor dropped"]


def test_dropped_letters_give_their_claims_back(desk: Desk, shelf: Shelf) -> None:
    messages.make(desk)
    before = shelf.contents("claim", "message")
    assert messages.drop(desk, [1, 2]) == "Dropped 2 letters; the claims are in the queue again."
    assert len([one for one in claims.unsent(desk.library) if one.message_id is None]) == 3
    undo_last(desk)
    assert shelf.contents("claim", "message") == before


def test_paper_files_and_other_ways_count_as_sent(desk: Desk, tmp_path: Path) -> None:
    made = messages.make(desk)
    with pytest.raises(Refused, match="No printer"):
        outbox.print_letter(desk, 1)
    assert sent_claims(desk) == 0
    decide(desk.library, "list_printer", f"file:{tmp_path}/paper")
    outbox.print_letter(desk, 1)
    assert outbox.get(desk.library, 1).sent_as == "printed"
    assert sent_claims(desk) == 2
    for ending in messages.FILES:
        path = tmp_path / f"letter.{ending}"
        if ending == "edi":
            decide(desk.library, "library_gln", "5412345000013")
        outbox.save(desk, made.message_ids[1], path)
        assert path.stat().st_size > 100
    assert outbox.get(desk.library, 2).sent_as == "letter.txt"
    with pytest.raises(Refused, match="there already"):
        outbox.save(desk, 2, tmp_path / "letter.txt")
    with pytest.raises(Refused, match="not saved as"):
        outbox.save(desk, 2, tmp_path / "letter.exe")
    with pytest.raises(Refused, match="was printed"):
        outbox.by_hand(desk, 1)


def test_a_template_of_the_library_s_own_and_one_with_a_fault(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "letters" / "fernhill"
    folder.mkdir(parents=True)
    decide(desk.library, "templates", str(tmp_path))
    (folder / "first.txt").write_text("Wanted: {{ lines | length }}\nDear Fern,\n{{ lines[0].title }}\n")
    messages.make(desk)
    assert outbox.get(desk.library, 1).subject == "Wanted: 2"
    assert outbox.get(desk.library, 1).body == "Dear Fern,\nJournal of tests\n"
    undo_last(desk)
    for fault, words in (
        ("Wanted\n{% if %}", "letters/fernhill/first.txt, line 2 does not work"),
        ("Wanted\n\n{{ titel }}", "first.txt, line 3 does not work: 'titel' is undefined"),
        ("Wanted\n{{ 1 / 0 }}", "line 2 does not work: division by zero"),
        ("Wanted\n{{ ''.__class__.__mro__ }}", "does not work"),
    ):
        (folder / "first.txt").write_text(fault)
        with pytest.raises(Refused) as told:
            messages.make(desk)
        assert words in told.value.sentence
    assert states(desk) == []
    assert State.UNKNOWN not in {one.state for one in outbox.everything(desk.library)}


def second(desk: Desk) -> tuple[int, int]:
    row = desk.library.row("SELECT id, version FROM issue WHERE label LIKE 'v.12:no.10 %'")
    assert row is not None
    return row[0], row[1]


def test_what_did_not_come_after_all_stands_in_the_letter_again(desk: Desk) -> None:
    messages.make(desk)
    receive(desk, *second(desk))
    # The try that fails leaves it out of the text.
    send(desk, password="wrong")
    assert "no.10" not in outbox.get(desk.library, 1).body
    undo_last(desk)
    send(desk)
    assert "CLM0002" in outbox.get(desk.library, 1).body
    assert sent_claims(desk) == 3


def test_what_came_before_the_letter_went_is_claimed_anew_if_it_did_not_come(desk: Desk) -> None:
    messages.make(desk)
    receive(desk, *second(desk))
    send(desk)
    assert "no.10" not in outbox.get(desk.library, 1).body
    undo_last(desk)
    assert [(one.id, one.message_id) for one in claims.unsent(desk.library)] == [(2, None)]
    assert messages.make(desk).sentence == "Made 1 letter for 1 claim."


def test_letters_are_taken_back_whatever_a_try_left_out(desk: Desk, shelf: Shelf) -> None:
    before = shelf.contents("claim", "message")
    messages.make(desk)
    receive(desk, *second(desk))
    send(desk, password="wrong")
    undo_last(desk)
    undo_last(desk)
    assert shelf.contents("claim", "message") == before
    redo_last(desk)
    assert "no.10" in outbox.get(desk.library, 1).body
