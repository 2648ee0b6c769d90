"""Tickets on access: each step an act, the letter in the vendor's language, days counted."""

from __future__ import annotations

import pytest

from buckram.desk import access
from buckram.desk import access_problems as tickets
from buckram.desk.undoing import undo_last
from buckram.errors import Refused
from buckram.storage import problems
from library_for_tests import TODAY, Shelf

TABLES = ("access", "problem", "message")


def test_from_the_report_to_the_solution(shelf: Shelf) -> None:
    title = shelf.title(vendor="Agora Verlag")
    desk = shelf.desk()
    with desk.library.transaction():
        desk.library.execute(
            "UPDATE vendor SET email = 'post@agora.example', language = 'ger', account = '77'"
        )
        desk.library.execute("INSERT INTO vendor (name, email) VALUES ('Portal', 'help@portal.example')")
        desk.library.execute(
            "INSERT INTO contact (vendor_id, name, role, email)"
            " VALUES (1, 'Frau Lenz', 'support', 'lenz@agora.example')"
        )
    one, _ = access.add(desk, title, "https://agora.example.com/j")
    states = [shelf.contents(*TABLES)]
    assert tickets.report(desk, one, "asks for a password; by Prof. Hale") == (
        "Problem with the access to Journal of tests: asks for a password."
    )
    states.append(shelf.contents(*TABLES))
    [ticket] = problems.listed(desk.library)
    assert (ticket.reported_by, ticket.text, ticket.state) == (
        "Prof. Hale",
        "asks for a password",
        "reported",
    )
    [to] = tickets.recipients(desk.library, ticket)
    assert (to.name, to.email) == ("Agora Verlag", "lenz@agora.example")
    said = tickets.send(desk, ticket.id, to)
    assert said.endswith("It waits in the outbox.")
    states.append(shelf.contents(*TABLES))
    subject, body, recipient, kind = desk.library.row("SELECT subject, body, recipient, kind FROM message")
    assert (subject, recipient, kind) == (
        "Zugangsproblem P1: Journal of tests",
        "lenz@agora.example",
        "problem",
    )
    assert "https://agora.example.com/j" in body
    assert "asks for a password" in body
    assert "Kundennr.:  77" in body
    shelf.clock.pass_(days=3)
    tickets.answered(desk, ticket.id, "We look into it")
    states.append(shelf.contents(*TABLES))
    assert problems.get(desk.library, ticket.id).days_open(desk.today()) == 3
    assert tickets.solved(desk, ticket.id) == "Journal of tests opens again, after 3 days."
    states.append(shelf.contents(*TABLES))
    assert problems.listed(desk.library) == []
    shelf.clock.pass_(days=9)
    assert problems.get(desk.library, ticket.id).days_open(desk.today()) == 3
    with pytest.raises(Refused):
        tickets.solved(desk, ticket.id)
    tickets.open_again(desk, ticket.id)
    assert [row[3] for row in tickets.as_table(desk, problems.listed(desk.library)).rows] == [
        TODAY.isoformat()
    ]
    desk.take_up()
    for state in reversed(states):
        undo_at(shelf, desk)
        assert shelf.contents(*TABLES) == state


def undo_at(shelf: Shelf, desk: object) -> None:
    """Over the days of several sittings."""
    from buckram.storage.ledger import Hand
    from buckram.storage.taking_back import undo

    last = shelf.library.value(
        "SELECT id FROM act a WHERE kind NOT IN ('undo', 'redo')"
        " AND NOT EXISTS (SELECT 1 FROM act u WHERE u.undoes = a.id) ORDER BY id DESC LIMIT 1"
    )
    undo(shelf.library, Hand("mary", "desk 1", None, "2026-12-03T10:00:00Z"), last)


def test_a_letter_that_went_keeps_its_ticket(shelf: Shelf) -> None:
    title = shelf.title(vendor="Agora")
    desk = shelf.desk()
    one, _ = access.add(desk, title, "https://agora.example.com/j")
    tickets.report(desk, one, "404")
    [ticket] = problems.listed(desk.library)
    tickets.send(desk, ticket.id, tickets.recipients(desk.library, ticket)[0])
    with desk.library.transaction():
        desk.library.execute("UPDATE message SET state = 'sent'")
    with pytest.raises(Refused):
        undo_last(desk)
    assert problems.get(desk.library, ticket.id).state == "sent"


@pytest.mark.parametrize("language", ["eng", "ger", "fre", "spa"])
def test_letters_in_every_language(shelf: Shelf, language: str) -> None:
    title = shelf.title(vendor="Agora")
    desk = shelf.desk()
    with desk.library.transaction():
        desk.library.execute("UPDATE vendor SET language = ?", (language,))
    one, _ = access.add(desk, title, "https://agora.example.com/j")
    tickets.report(desk, one, "404 since Monday")
    [ticket] = problems.listed(desk.library)
    subject, body = tickets.letter(desk, ticket, tickets.recipients(desk.library, ticket)[0])
    assert "P1" in subject
    assert "404 since Monday" in body
    assert max(len(line) for line in body.splitlines()) <= 80


def test_who_was_told_by_telephone(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    one, _ = access.add(desk, title, "https://agora.example.com/j")
    with pytest.raises(Refused):
        tickets.report(desk, one, " ")
    tickets.report(desk, one, "404")
    [ticket] = problems.listed(desk.library)
    assert tickets.recipients(desk.library, ticket) == []
    tickets.told_by_hand(desk, ticket.id, "hotline")
    assert problems.get(desk.library, ticket.id).sent_to == "hotline"
