"""What a second preparer found on tickets: nothing is promised, forgotten, or said two ways."""

from __future__ import annotations

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, lot, pieces_of, price, unit
from buckram.desk.bindery import spines, ticket_files, ticket_list, ticket_printing, tickets
from buckram.desk.bindery.collating import end, say
from buckram.desk.bindery.make_up import urgent
from buckram.desk.bindery.ticket_changes import flags_of, instruct, proof, set_field, set_flag, set_line
from buckram.desk.bindery.totals import totals
from buckram.desk.deciding import decide as set_to
from buckram.desk.undoing import undo_last
from buckram.errors import Refused
from buckram.storage.bindery import units
from library_for_tests import TODAY, Shelf


@pytest.fixture
def title(shelf: Shelf) -> int:
    acme = binder(shelf, currency="USD", proofed=1)
    price(shelf, acme, "standard", "8.50")
    price(shelf, acme, "rush", "4.00", kind="extra")
    return bound_title(shelf, acme, title_lines="TESTS", missing_issue="return unbound")


def on_bench(shelf: Shelf, title: int, **columns: object) -> int:
    made = unit(shelf, title, state="pulled", **columns)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE piece SET copy_id = 1")
    return made


def pairs_of(shelf: Shelf, ticket: tickets.Ticket) -> dict[str, str]:
    sheet = ticket_printing.sheet(shelf.library, ticket)
    return {label: value for _, group in sheet.groups for label, value in group}


def test_a_flag_of_the_bench_can_be_taken_away(shelf: Shelf, title: int) -> None:
    desk, one = shelf.desk(), on_bench(shelf, title)
    say(desk, one, "gutter")
    end(desk, one, 300)
    ticket = tickets.make(desk, one)
    assert flags_of(ticket) == ["narrow margins"]
    without = set_flag(desk, ticket, "narrow margins")
    assert flags_of(without) == []
    # And back again, to what it was.
    assert dict(set_flag(desk, without, "narrow margins").fields) == dict(ticket.fields)


def test_saying_the_same_again_keeps_the_proof(shelf: Shelf, title: int) -> None:
    desk, one = shelf.desk(), unit(shelf, title, state="ready", thickness=300)
    ticket = instruct(desk, tickets.make(desk, one), "Mind the map.")
    proof(shelf.desk("ann", "desk 2"), [ticket])
    proofed = tickets.get(shelf.library, one)
    for again in (
        lambda: instruct(desk, proofed, " Mind the  map."),
        lambda: set_line(desk, proofed, "vol", "="),
    ):
        with pytest.raises(Refused, match="as it is"):
            again()
    assert tickets.get(shelf.library, one) == proofed


def test_a_ticket_does_not_speak_against_what_was_decided(shelf: Shelf) -> None:
    title = bound_title(
        shelf, binder(shelf), statuses="aaamaaaaaaaa", title_lines="TESTS", missing_issue="return unbound"
    )
    one = unit(shelf, title, state="ready", decision="bind incomplete", thickness=300)
    ticket = tickets.make(shelf.desk(), one)
    assert ticket.fields["missing_issue"] == "bind incomplete"
    sheet = ticket_printing.sheet(shelf.library, ticket)
    assert sheet.instructions == ["Bind incomplete, with a stub: what is lacking will not come."]
    assert not spines.preview(shelf.library, one).changed


def test_what_was_agreed_to_is_no_method_of_binding(shelf: Shelf, title: int) -> None:
    desk, one = shelf.desk(), on_bench(shelf, title)
    assert end(desk, one, 600).outcome == "split"
    # Nobody decided: no ticket, and the list says where to.
    with pytest.raises(Refused, match="nobody decided"):
        tickets.make(desk, one)
    assert [line.words for line in ticket_list.ticket_lines(shelf.library)] == ["decide: F9 D"]
    assert end(desk, one, None, {"method"}).outcome == "ready"
    ticket = tickets.make(desk, one)
    assert (ticket.fields["held_by"], ticket.fields["held_why"]) == (
        "double-fan",
        "as agreed at the bench, though above 2 in, and the inner margin is not known to be 5/8 in",
    )
    assert pairs_of(shelf, ticket)["Method"] == f"double-fan: {ticket.fields['held_why']}"
    assert ticket_files.rows(shelf.library, [one])[0]["method_why"] == ticket.fields["held_why"]


def test_an_estimate_is_no_reason_to_split(shelf: Shelf) -> None:
    title = bound_title(shelf, binder(shelf), title_lines="TESTS", thickness_each="60")
    ticket = tickets.make(shelf.desk(), unit(shelf, title, state="ready"))
    assert (ticket.fields["thickness"], ticket.fields["held_by"]) == ("720", "double-fan")


def test_what_is_not_to_be_trimmed_is_not_trimmed_to_the_minimum(shelf: Shelf, title: int) -> None:
    desk, one = shelf.desk(), on_bench(shelf, title)
    say(desk, one, "sizes")
    end(desk, one, 300)
    ticket = tickets.make(desk, one)
    assert (ticket.fields["instructions"], ticket.fields["trim"]) == ("no trim", "none")
    # What a person says of this volume counts more.
    assert set_field(desk, ticket, "trim", "minimum").fields["trim"] == "minimum"
    assert set_flag(desk, ticket_of(shelf, one), "no trim").fields["trim"] == "minimum"


def ticket_of(shelf: Shelf, unit_id: int) -> tickets.Ticket:
    return tickets.get(shelf.library, unit_id)


def test_taking_no_trim_away_brings_the_trim_back(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    ticket = tickets.make(desk, unit(shelf, title, state="ready", thickness=300))
    without = set_flag(desk, ticket, "no trim")
    assert without.fields["trim"] == "none"
    assert dict(set_flag(desk, without, "no trim").fields) == dict(ticket.fields)


def test_a_box_is_not_bound(shelf: Shelf) -> None:
    title = bound_title(shelf, binder(shelf), title_lines="TESTS", **{"class": "box"})
    ticket = tickets.make(shelf.desk(), unit(shelf, title, state="ready", thickness=300))
    assert pairs_of(shelf, ticket)["Method"] == "box: its class is box"


def test_what_was_said_at_the_bench_goes_with_the_ticket(shelf: Shelf, title: int) -> None:
    desk, one = shelf.desk(), on_bench(shelf, title, note="Handle with care.")
    for name, words in (("pages", "no.3 p. 12-15 torn"), ("discs", "one CD"), ("margin", "90")):
        say(desk, one, name, words)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE unit_piece SET note = 'its cover is loose' WHERE position = 3")
    end(desk, one, 300)
    ticket = tickets.make(desk, one)
    said = [
        "Pages: no.3 p. 12-15 torn.", "Inner margin: 0.35 in.", "For the pocket: one CD.",
        "Handle with care.", "no.3 Mar: its cover is loose",
    ]  # fmt: skip
    told = ticket_printing.sheet(shelf.library, ticket).instructions
    assert [text for text in told if text in said] == said
    row = ticket_files.rows(shelf.library, [one])[0]
    assert row["instructions_text"] == "; ".join(said)
    assert (row["pocket"], row["instructions"]) == ("yes", "narrow margins, make pocket, damaged when sent")
    set_to(shelf.library, "inches", "no")
    assert "Inner margin: 9 mm." in ticket_printing.sheet(shelf.library, ticket).instructions


def test_one_supplement_that_is_lacking_hides_no_other(shelf: Shelf, title: int) -> None:
    one = unit(shelf, title, state="ready", thickness=300)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE unit_piece SET role = 'supplement' WHERE position > 10")
        shelf.library.execute("UPDATE unit_piece SET piece_id = NULL WHERE position = 12")
    assert pairs_of(shelf, tickets.make(shelf.desk(), one))["Supplements"] == "where published"


def test_lines_of_a_combined_issue_stay_whole_in_the_file(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    ticket = tickets.make(desk, unit(shelf, title, state="ready", thickness=300))
    set_line(desk, ticket, "year", "2025/26")
    row = ticket_files.rows(shelf.library, [ticket.unit_id])[0]
    assert row["spine"].split(" / ") == ["TESTS", "v.11", "2025/26", "Z", "671", ".J6"]


def test_an_outdated_ticket_is_not_printed(shelf: Shelf, title: int) -> None:
    desk, one = shelf.desk(), unit(shelf, title, state="ready", thickness=300)
    set_to(shelf.library, "ticket_printer", "file:/dev/null")
    tickets.make(desk, one)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE unit SET state = 'ready' WHERE id = ?", (one,))
    with pytest.raises(Refused, match="no ticket to print"):
        ticket_printing.print_tickets(desk, [one])


def test_urgent_from_any_screen_brings_the_price_along(shelf: Shelf, title: int) -> None:
    desk, one = shelf.desk(), unit(shelf, title, lot(shelf, 1), state="ready", thickness=300)
    tickets.make(desk, one)
    before = shelf.contents(*BINDERY)
    urgent(desk, units.get(shelf.library, one), None)
    assert tickets.get(shelf.library, one).price == "12.50"
    assert units.get(shelf.library, one).rush
    undo_last(desk)
    assert shelf.contents(*BINDERY) == before
    assert len(pieces_of(shelf, title)) == 12


def test_a_rush_lot_costs_rush_as_its_sum_says(shelf: Shelf, title: int) -> None:
    made = lot(shelf, 1, service="rush")
    one = unit(shelf, title, made, state="ready", thickness=300)
    summed = totals(shelf.library, made, TODAY).price
    ticket = tickets.make(shelf.desk(), one)
    assert ticket_printing.sheet(shelf.library, ticket).flags == ["RUSH"]
    assert (str(summed), ticket.price) == ("12.50", "12.50")
    assert totals(shelf.library, made, TODAY).price == summed
