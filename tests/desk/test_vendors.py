"""Vendors: their sheet, two that become one, and titles that go from one to another."""

from __future__ import annotations

from datetime import date

import pytest

from buckram.desk import vendors
from buckram.desk.desk import Desk
from buckram.desk.undoing import redo_last, undo_last
from buckram.desk.vendor_changes import Move, OpenClaims, merge, move, moving_words
from buckram.errors import NotFound, Refused
from buckram.storage import vendors as stored
from buckram.storage.claims import vendor_of
from library_for_tests import Shelf

EVERYTHING = (
    "vendor", "contact", "subscription", "copy", "claim", "message", "reply", "invoice", "claim_policy",
    "issue",
)  # fmt: skip


def vendor(shelf: Shelf, name: str) -> int:
    found: int = shelf.library.value("SELECT id FROM vendor WHERE name = ?", (name,))
    return found


def orders(shelf: Shelf, name: str) -> list[tuple[str, str, str, str, str, int]]:
    return [
        (one.title, one.status, one.starts_on, one.ends_on, one.number, one.copies)
        for one in stored.orders(shelf.library, vendor(shelf, name))
    ]


def claims(shelf: Shelf) -> list[tuple[str, int, str, bool, str | None]]:
    """(issue, number, vendor, sent, how it ended) of each claim."""
    return [
        (r[0], r[1], r[2] or "", bool(r[3]), r[4])
        for r in shelf.library.rows(
            "SELECT issue.number, claim.number, vendor.name, claim.sent_at IS NOT NULL, ended FROM claim"
            " JOIN issue ON issue.id = issue_id LEFT JOIN vendor ON vendor.id = claim.vendor_id"
            " ORDER BY claim.id"
        )
    ]


@pytest.fixture
def failing(shelf: Shelf) -> Shelf:
    """Swets supplies three titles and fails; Ebsco supplies one. Two claims went to Swets, one waits."""
    shelf.title("Alpha", statuses="aee", vendor="Swets", copies=2)
    shelf.title("Beta", "0028-0836", statuses="ee", vendor="Swets")
    shelf.title("Gamma", "0013-0613", statuses="ae", vendor="Swets")
    shelf.title("Delta", "0036-8075", statuses="ae", vendor="Ebsco")
    swets, ebsco = vendor(shelf, "Swets"), vendor(shelf, "Ebsco")
    with shelf.library.transaction():
        run = shelf.library.execute
        run("UPDATE subscription SET starts_on = '2024-01-01', order_number = 'S-' || title_id")
        run("UPDATE subscription SET status = 'ended', ends_on = '2025-12-31' WHERE title_id = 3")
        run(
            "INSERT INTO claim (issue_id, number, reason, wanted_on, sent_at, vendor_id) VALUES"
            " (2, 1, 'late', '2026-11-01', '2026-11-02T10:00:00Z', ?1),"
            " (4, 1, 'late', '2026-10-01', '2026-10-02T10:00:00Z', ?1),"
            " (5, 1, 'late', '2026-11-20', NULL, NULL)",
            (swets,),
        )
        run(
            "UPDATE vendor SET account = 'SW 1', email = 'claims@swets.example', note = 'By post'"
            " WHERE id = ?",
            (swets,),
        )
        run("UPDATE vendor SET account = 'EB 9' WHERE id = ?", (ebsco,))
    return shelf


@pytest.fixture
def desk(failing: Shelf) -> Desk:
    return failing.desk()


def test_a_line_of_the_sheet_is_changed_and_taken_back(failing: Shelf, desk: Desk) -> None:
    swets, before = vendor(failing, "Swets"), failing.contents("vendor")
    assert vendors.set_field(desk, swets, "san", "1691120") == "Swets: SAN is now 169-1120."
    vendors.set_field(desk, swets, "language", "German")
    vendors.set_field(desk, swets, "lag_days", "21 days")
    vendors.set_field(desk, swets, "email", "")
    found = stored.get(failing.library, swets)
    assert (found.san, found.language, found.lag_days, found.email) == ("169-1120", "ger", 21, "")
    for column, typed, why in (
        ("san", "169-1121", "check digit"),
        ("name", "EBSCO", "there already"),
        ("name", "", "needs a name"),
        ("channel", "pigeon", "no way of claims"),
        ("lag_days", "soon", "no number of days"),
        ("san", "169-1120", "stands there already"),
    ):
        with pytest.raises(Refused, match=why):
            vendors.set_field(desk, swets, column, typed)
    for _ in range(4):
        undo_last(desk)
    assert failing.contents("vendor") == before


def test_people_at_a_vendor(failing: Shelf, desk: Desk) -> None:
    swets = vendor(failing, "Swets")
    vendors.add_contact(desk, swets, "Ada Lim; claims; ada@swets.example; 030 12")
    vendors.add_contact(desk, swets, "Bo; bo@swets.example")
    ada, bo = stored.contacts(failing.library, swets)
    assert (bo.role, bo.email) == ("", "bo@swets.example")
    vendors.change_contact(desk, ada, "Ada Lim; renewals; ada@swets.example")
    assert "Bo is no longer there" in vendors.remove_contact(desk, bo)
    (left,) = stored.contacts(failing.library, swets)
    assert vendors.contact_words(left) == "Ada Lim; renewals; ada@swets.example"
    with pytest.raises(Refused, match="no e-mail"):
        vendors.add_contact(desk, swets, "Cy; claims; nowhere")
    for _ in range(4):
        undo_last(desk)
    assert stored.contacts(failing.library, swets) == []


def test_a_vendor_is_found_by_the_beginning_of_its_name(failing: Shelf, desk: Desk) -> None:
    vendors.add_vendor(desk, "Swan River Books")
    assert vendors.answering(failing.library, "ebs").name == "Ebsco"
    assert vendors.answering(failing.library, "river").name == "Swan River Books"
    with pytest.raises(Refused, match="2 vendors answer"):
        vendors.answering(failing.library, "sw")
    with pytest.raises(NotFound):
        vendors.answering(failing.library, "harrassowitz")


def test_two_become_one_and_two_again(failing: Shelf, desk: Desk) -> None:
    swets, ebsco = vendor(failing, "Swets"), vendor(failing, "Ebsco")
    with failing.library.transaction():
        run = failing.library.execute
        run("INSERT INTO contact (vendor_id, name) VALUES (?, 'Ada')", (swets,))
        run(
            "INSERT INTO invoice (vendor_id, number, day, currency) VALUES (?, '7', '2026-01-01', 'EUR')",
            (swets,),
        )
        run(
            "INSERT INTO invoice (vendor_id, number, day, currency) VALUES (?, '7', '2026-02-01', 'USD')",
            (ebsco,),
        )
        run("INSERT INTO claim_policy (vendor_id, most) VALUES (?, 2), (?, 3)", (swets, ebsco))
        run("INSERT INTO vendor (name, merged_into) VALUES ('Faxon', ?)", (swets,))
    before = failing.contents(*EVERYTHING)
    assert moving_words(desk, swets) == "2 claims, 1 policy row, 1 contact, 1 invoice, 3 orders"
    sentence = merge(desk, swets, ebsco)
    assert sentence == "Swets is now Ebsco: 2 claims, 1 contact, 1 invoice, 3 orders went with it."
    assert [line.name for line in stored.lines(failing.library)] == ["Ebsco"]
    kept = stored.get(failing.library, ebsco)
    # What it had stays; what it lacked comes from the other.
    assert (kept.account, kept.email, kept.note) == ("EB 9", "claims@swets.example", "By post")
    assert [one.name for one in stored.merged(failing.library, ebsco)] == ["Faxon", "Swets"]
    assert vendors.answering(failing.library, "faxon").name == "Ebsco"
    numbers = [r[0] for r in failing.library.rows("SELECT number FROM invoice ORDER BY id")]
    assert numbers == ["7 (Swets)", "7"]
    with pytest.raises(Refused, match="merged into another vendor already"):
        merge(desk, ebsco, swets)
    with pytest.raises(Refused, match="merged into Ebsco"):
        vendors.add_vendor(desk, "swets")
    undo_last(desk)
    assert failing.contents(*EVERYTHING) == before
    redo_last(desk)
    undo_last(desk)
    assert failing.contents(*EVERYTHING) == before


def test_titles_move_and_the_old_orders_stay_on_record(failing: Shelf, desk: Desk) -> None:
    before = failing.contents(*EVERYTHING)
    swets = vendor(failing, "Swets")
    wanted = Move(swets, vendor(failing, "Ebsco"), [1, 2], date(2027, 1, 1))
    assert move(desk, wanted) == "2 titles moved from Swets to Ebsco from 1 Jan 2027 on."
    assert orders(failing, "Swets") == [
        ("Alpha", "ended", "2024-01-01", "2026-12-31", "S-1", 0),
        ("Beta", "ended", "2024-01-01", "2026-12-31", "S-2", 0),
        ("Gamma", "ended", "2024-01-01", "2025-12-31", "S-3", 1),
    ]
    assert orders(failing, "Ebsco") == [
        ("Alpha", "active", "2027-01-01", "", "S-1", 2),
        ("Beta", "active", "2027-01-01", "", "S-2", 1),
        ("Delta", "active", "2024-01-01", "", "S-4", 1),
    ]
    # Nobody said what becomes of the claims: they stay with whom they were sent to.
    assert {row[2:] for row in claims(failing)} == {("Swets", True, None), ("", False, None)}
    with pytest.raises(Refused, match="changed meanwhile"):
        move(desk, wanted)
    undo_last(desk)
    assert failing.contents(*EVERYTHING) == before


def test_order_numbers_are_asked_for(failing: Shelf, desk: Desk) -> None:
    to = vendor(failing, "Ebsco")
    move(desk, Move(vendor(failing, "Swets"), to, [1, 2], date(2026, 11, 21), numbers={2: "EB-77"}))
    assert [(one[0], one[4]) for one in orders(failing, "Ebsco")] == [
        ("Alpha", ""), ("Beta", "EB-77"), ("Delta", "S-4"),
    ]  # fmt: skip


def test_open_claims_end_with_the_agent_that_failed(failing: Shelf, desk: Desk) -> None:
    before = failing.contents(*EVERYTHING)
    wanted = Move(
        vendor(failing, "Swets"), vendor(failing, "Ebsco"), [1, 2], date(2026, 11, 21),
        claims=OpenClaims.UNAVAILABLE,
    )  # fmt: skip
    assert move(desk, wanted).endswith("; 3 open claims closed as unavailable.")
    assert {row[4] for row in claims(failing)} == {"unavailable"}
    rows = failing.library.rows("SELECT status FROM issue WHERE title_id < 3 ORDER BY id")
    assert [row[0] for row in rows] == [
        "arrived", "unavailable", "expected", "unavailable", "unavailable",
    ]  # fmt: skip
    undo_last(desk)
    assert failing.contents(*EVERYTHING) == before


def test_open_claims_go_to_the_new_agent(failing: Shelf, desk: Desk) -> None:
    before = failing.contents(*EVERYTHING)
    wanted = Move(
        vendor(failing, "Swets"),
        vendor(failing, "Ebsco"),
        [1, 2],
        date(2026, 11, 21),
        claims=OpenClaims.AGAIN,
    )
    assert move(desk, wanted).endswith("; 3 open claims wait to go to Ebsco.")
    assert claims(failing) == [
        ("no.10", 1, "Swets", True, "unavailable"),
        ("no.9", 1, "Swets", True, "unavailable"),
        ("no.10", 1, "Ebsco", False, None),  # it had not left yet: only its address changed
        ("no.10", 1, "Ebsco", False, None),
        ("no.9", 1, "Ebsco", False, None),
    ]
    undo_last(desk)
    assert failing.contents(*EVERYTHING) == before


def test_a_letter_that_has_not_left_stands_in_the_way(failing: Shelf, desk: Desk) -> None:
    swets, ebsco = vendor(failing, "Swets"), vendor(failing, "Ebsco")
    with failing.library.transaction():
        failing.library.execute(
            "INSERT INTO message (id, vendor_id, kind, channel, language, subject, body, made_at, made_by)"
            " VALUES (1, ?, 'claim', 'email', 'eng', 's', 'b', '2026-11-21T09:00:00Z', 'mary')",
            (swets,),
        )
        failing.library.execute("UPDATE claim SET message_id = 1 WHERE id = 3")
    with pytest.raises(Refused, match="has not left yet"):
        move(desk, Move(swets, ebsco, [2], date(2026, 11, 21), claims=OpenClaims.AGAIN))
    # Alpha has nothing in it.
    move(desk, Move(swets, ebsco, [1], date(2026, 11, 21), claims=OpenClaims.AGAIN))


def test_hundreds_of_titles_move_and_come_back_in_one_act(shelf: Shelf) -> None:
    with shelf.library.transaction():
        run = shelf.library.execute
        run("INSERT INTO vendor (id, name) VALUES (1, 'Swets'), (2, 'Ebsco')")
        for n in range(1, 401):
            run("INSERT INTO title (id, name, sort_name) VALUES (?1, 'T' || ?1, 't' || ?1)", (n,))
            run("INSERT INTO subscription (id, title_id, vendor_id) VALUES (?1, ?1, 1)", (n,))
            run("INSERT INTO copy (title_id, subscription_id) VALUES (?1, ?1)", (n,))
        run("UPDATE subscription SET free_with = 1 WHERE id = 2")
    desk, before = shelf.desk(), shelf.contents("vendor", "subscription", "copy")
    move(desk, Move(1, 2, range(1, 401), date(2027, 1, 1)))
    assert shelf.library.value("SELECT count(*) FROM copy WHERE subscription_id > 400") == 400
    # What is free with another is free with the order that took its place.
    assert [tuple(r) for r in shelf.library.rows(
        "SELECT title_id, free_with FROM subscription WHERE free_with IS NOT NULL ORDER BY id"
    )] == [(2, 1), (2, 401)]  # fmt: skip
    merge(desk, 1, 2)
    undo_last(desk)
    undo_last(desk)
    assert shelf.contents("vendor", "subscription", "copy") == before


def test_what_came_before_a_move_is_owed_by_the_old_agent(failing: Shelf, desk: Desk) -> None:
    swets, ebsco = vendor(failing, "Swets"), vendor(failing, "Ebsco")
    order, copy = failing.library.value("SELECT id FROM subscription WHERE title_id = 1"), 1
    move(desk, Move(swets, ebsco, [order], date(2026, 10, 15)))
    for copy_id in (None, copy):
        assert vendor_of(failing.library, 1, copy_id, date(2026, 10, 1)) == swets
        assert vendor_of(failing.library, 1, copy_id, date(2026, 11, 1)) == ebsco
