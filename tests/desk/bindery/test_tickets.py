"""Tickets: made from the pattern and the pieces, said otherwise for one volume, proofed, taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bindery_for_tests import BINDERY, binder, binding, bound_title, lot, price, unit
from buckram.desk.bindery import spines, ticket_changes, ticket_list, tickets
from buckram.desk.bindery.collating import say
from buckram.desk.bindery.ticket_changes import instruct, proof, set_field, set_flag, set_line, set_rush
from buckram.desk.undoing import redo_last, undo_last
from buckram.errors import Refused, Stale
from buckram.storage.bindery import units
from library_for_tests import Shelf


@pytest.fixture
def acme(shelf: Shelf) -> int:
    made = binder(shelf, imprint="UIU", currency="USD", proofed=1)
    price(shelf, made, "standard", "8.50")
    price(shelf, made, "economy", "5.00", up_to=159)
    price(shelf, made, "rush", "4.00", kind="extra")
    return made


@pytest.fixture
def title(shelf: Shelf, acme: int) -> int:
    return bound_title(shelf, acme, volumes=2, title_lines="JOURNAL/OF TESTS", colour="588")


def half(shelf: Shelf, title: int, first: int = 12, last: int = 18, **columns: object) -> int:
    """Half of v.11, ready for its ticket."""
    label = "v.11:no.1-6 (2025:Jan.-June)"
    return unit(
        shelf,
        title,
        state="ready",
        issues=range(first, last),
        label=label,
        whole=False,
        thickness=columns.pop("thickness", 300),
        **columns,
    )


def test_a_ticket_is_made_from_pattern_and_pieces(shelf: Shelf, title: int) -> None:
    one = half(shelf, title)
    desk = shelf.desk()
    before = shelf.contents(*BINDERY)
    ticket = tickets.make(desk, one)
    assert ticket.number == "T2600001"
    assert ticket.lettering == (
        "JOURNAL", "OF TESTS", "v.11:no.1-6", "Jan.-June", "2025", "Z", "671", ".J6", "UIU"
    )  # fmt: skip
    assert (ticket.price, ticket.currency, ticket.fields["colour"]) == ("8.50", "USD", "588")
    assert units.get(shelf.library, one).state == "ticketed"
    assert tickets.by_number(shelf.library, " t2600001 ") == ticket
    with pytest.raises(Refused, match="is as the pattern has it"):
        tickets.make(desk, one)
    undo_last(desk)
    assert shelf.contents(*BINDERY) == before
    redo_last(desk)
    assert tickets.ticket_of(shelf.library, one) == ticket


def test_what_the_bench_found_stands_on_the_ticket(shelf: Shelf, title: int, acme: int) -> None:
    price(shelf, acme, "sewn through fold", "1.50", kind="extra")
    price(shelf, acme, "pocket", "2.00", kind="extra")
    one = half(shelf, title, thickness=None)
    desk = shelf.desk()
    plain = tickets.make(desk, one)
    assert (plain.fields["held_by"], plain.fields["instructions"]) == ("double-fan", "")
    undo_last(desk)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE unit SET state = 'pulled' WHERE id = ?", (one,))
    for name, words in (("stapled", "yes"), ("discs", "a disc"), ("gutter", "yes")):
        say(desk, one, name, words)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE unit SET state = 'ready', thickness = 120 WHERE id = ?", (one,))
    ticket = tickets.make(desk, one)
    assert ticket.fields["held_by"] == "sewn through fold"
    assert ticket.fields["instructions"] == "narrow margins, make pocket"
    assert ticket.price == "12.00"


def test_a_number_whose_paper_may_be_printed_is_not_given_again(shelf: Shelf, title: int) -> None:
    first, second = half(shelf, title), half(shelf, title, 18, 24)
    desk = shelf.desk()
    tickets.make(desk, first)
    undo_last(desk)
    assert tickets.make(desk, second).number == "T2600002"


def test_several_at_once_and_those_that_cannot(shelf: Shelf, title: int) -> None:
    first, second = half(shelf, title), half(shelf, title, 18, 24)
    bare = unit(shelf, shelf.title("Bare", "0028-0836"), state="ready", issues=[0, 1])
    picked = unit(shelf, shelf.title("Picked", "0013-0613"), state="picked", issues=[0])
    desk = shelf.desk()
    before = shelf.contents(*BINDERY)
    made = tickets.make_all(desk, [first, bare, second, picked])
    assert made.sentence == ("Made 2 tickets: T2600001 to T2600002. 2 not made: Bare has no binding pattern.")
    assert [why for _, why in made.not_made][1] == "v.11 (2025) is picked: it gets no ticket now."
    lines = ticket_list.ticket_lines(shelf.library)
    assert [(line.about.ticket, line.words) for line in lines] == [
        ("", "no pattern: B"), ("T2600001", "proof"), ("T2600002", "proof")
    ]  # fmt: skip
    with pytest.raises(Refused, match=r"No ticket was made\. Bare has no"):
        tickets.make_all(desk, [bare])
    undo_last(desk)
    assert shelf.contents(*BINDERY) == before


def test_one_volume_may_be_otherwise(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    ticket = tickets.make(desk, half(shelf, title))
    before = shelf.contents(*BINDERY)
    said = set_line(desk, ticket, "nos", "no.1-6A")
    assert said.lettering[2] == "v.11:no.1-6A"
    said = set_field(desk, said, "class", "eco")
    # Too thick for it: the list has no price.
    assert (said.fields["class"], said.price) == ("economy", "")
    said = set_line(desk, said, "months", "")
    assert "Jan.-June" not in said.lettering
    said = set_field(desk, said, "title_lines", "JOURNAL OF / TESTS")
    assert said.lettering[:2] == ("JOURNAL OF", "TESTS")
    said = instruct(desk, set_flag(desk, said, "refold"), "Mind the [map].")
    assert (said.fields["instructions"], said.instructions) == ("refold", "Mind the [map].")
    preview = spines.preview(shelf.library, ticket.unit_id)
    assert sorted(preview.own) == ["class", "instructions", "line_months", "line_nos", "title_lines"]
    assert not preview.changed
    # = takes it back, one by one, to what the pattern and the pieces say.
    for name in ("nos", "months"):
        said = set_line(desk, said, name, "=")
    said = set_field(desk, set_field(desk, set_flag(desk, said, "refold"), "class", "="), "title_lines", "=")
    said = instruct(desk, said, "")
    assert (said.lettering, said.price, dict(said.fields)) == (
        ticket.lettering, ticket.price, dict(ticket.fields)
    )  # fmt: skip
    with pytest.raises(Refused, match="none of these"):
        set_field(desk, said, "class", "leather")
    with pytest.raises(Refused, match="same for every volume"):
        set_field(desk, said, "unit", "year")
    with pytest.raises(Stale):
        set_line(desk, _older(ticket), "vol", "v.12")
    for _ in range(12):
        undo_last(desk)
    assert shelf.contents(*BINDERY) == before


def _older(ticket: tickets.Ticket) -> tickets.Ticket:
    """The ticket as another station shows it, from before a change."""
    return replace(ticket, lettering=("SOMETHING", "ELSE"))


def test_rush_is_of_the_unit_and_its_ticket_follows(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    one = half(shelf, title)
    tickets.make(desk, one)
    before = shelf.contents(*BINDERY)
    assert "is urgent" in set_rush(desk, units.get(shelf.library, one), rush=True)
    ticket = tickets.get(shelf.library, one)
    assert (units.get(shelf.library, one).rush, ticket.price) == (True, "12.50")
    undo_last(desk)
    assert shelf.contents(*BINDERY) == before
    # Before there is a ticket too.
    other = half(shelf, title, 18, 24)
    set_rush(desk, units.get(shelf.library, other), rush=True)
    assert ticket_list.ticket_lines(shelf.library)[0].unit.id == other


def test_a_second_person_proofs_and_a_change_asks_again(shelf: Shelf, title: int) -> None:
    mary, ann = shelf.desk("mary"), shelf.desk("ann", "desk 2")
    ticket = tickets.make(mary, half(shelf, title))
    with pytest.raises(Refused, match="a second person proofs it"):
        proof(mary, [ticket])
    before = shelf.contents(*BINDERY)
    assert proof(ann, [ticket]) == "Proofed ticket T2600001."
    with pytest.raises(Refused, match="proofed it already"):
        proof(shelf.desk("bob"), [tickets.get(shelf.library, ticket.unit_id)])
    undo_last(ann)
    assert shelf.contents(*BINDERY) == before
    redo_last(ann)
    proofed = tickets.get(shelf.library, ticket.unit_id)
    assert proofed.proofed_by == "ann"
    shelf.clock.pass_(minutes=5)
    changed = set_line(mary, proofed, "year", "2025/26")
    assert changed.proofed_by == ""
    # What she read is not what stands there now.
    with pytest.raises(Stale, match="was changed meanwhile"):
        proof(ann, [ticket])


def test_what_is_packed_stays_as_it_is(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    one = half(shelf, title)
    ticket = tickets.make(desk, one)
    with shelf.library.transaction():
        shelf.library.execute("UPDATE unit SET state = 'packed' WHERE id = ?", (one,))
    with pytest.raises(Refused, match="is packed"):
        set_line(desk, ticket, "vol", "v.12")
    with pytest.raises(Refused, match="is packed"):
        set_rush(desk, units.get(shelf.library, one), rush=True)
    with pytest.raises(Refused, match="gets no ticket now"):
        tickets.make(desk, one)


def test_a_changed_pattern_is_told_and_the_ticket_made_anew(shelf: Shelf, acme: int, title: int) -> None:
    desk = shelf.desk()
    one = half(shelf, title)
    ticket = set_line(desk, tickets.make(desk, one), "nos", "no.1/6")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE binding SET active = 0")
    binding(shelf, title, acme, unit="volume", title_lines="J. TESTS", colour="590")
    preview = spines.preview(shelf.library, one)
    assert (preview.changed, preview.spine and preview.spine.lines[0].text) == (True, "JOURNAL")
    anew = tickets.make(desk, one)
    assert (anew.id, anew.number) == (ticket.id, ticket.number)
    # What was said for this volume only stays.
    assert anew.lettering[:2] == ("J. TESTS", "v.11:no.1/6")
    assert anew.fields["colour"] == "590"


def test_beside_the_volume_before(shelf: Shelf, acme: int, title: int) -> None:
    desk = shelf.desk()
    whole = unit(shelf, title, state="ready", issues=range(12), label="v.10 (2024)", thickness=300)
    second, first = half(shelf, title, 18, 24), half(shelf, title)
    tickets.make(desk, whole)
    # The second half lies on the desk first: the first half is in between.
    preview = spines.preview(shelf.library, second)
    assert preview.before is not None
    assert preview.before.label == "v.10 (2024)"
    tickets.make(desk, first)
    preview = spines.preview(shelf.library, second)
    assert preview.follows is not None
    assert (preview.follows.on, preview.differences) == (True, [])
    said = set_field(desk, tickets.make(desk, second), "colour", "590")
    set_field(desk, set_field(desk, said, "foil", "white"), "title_lines", "JOURNAL/TESTS")
    preview = spines.preview(shelf.library, second)
    assert [one.words for one in preview.differences] == [
        "title: JOURNAL / OF TESTS before, now JOURNAL / TESTS",
        "colour: 588 before, now 590",
        "foil: gold before, now white",
    ]
    # Beside nothing: the first volume that Buckram knows of.
    assert spines.preview(shelf.library, whole).before is None


def test_an_issue_between_two_volumes_is_told(shelf: Shelf, title: int) -> None:
    desk = shelf.desk()
    tickets.make(desk, unit(shelf, title, state="ready", issues=range(12), label="v.10 (2024)"))
    late = spines.preview(shelf.library, half(shelf, title, 14, 18))
    assert late.follows is not None
    assert (late.follows.on, late.follows.words) == (
        False, "v.11:no.1 (January 2025) and 1 more lies between and is in no unit."
    )  # fmt: skip


def test_the_last_volume_as_a_person_wrote_it_down(shelf: Shelf, acme: int) -> None:
    title = bound_title(
        shelf, acme, title_lines="JOURNAL/OF TESTS", last_volume="JOURNAL OF/TESTS/vol.10/2024"
    )
    preview = spines.preview(shelf.library, unit(shelf, title, state="ready"))
    assert [one.words for one in preview.differences] == [
        "title: JOURNAL OF / TESTS before, now JOURNAL / OF TESTS",
        "volume caption: vol. before, now v.",
    ]
    assert preview.follows is not None
    assert preview.follows.words == "The numbers run on."


def test_what_is_bound_incomplete_says_so(shelf: Shelf, acme: int) -> None:
    title = bound_title(shelf, acme, statuses="aaamaaaaaaaa", title_lines="TESTS")
    one = unit(shelf, title, state="ready", decision="bind incomplete", thickness=300)
    assert tickets.make(shelf.desk(), one).lettering[:4] == ("TESTS", "v.11", "2025", "lacks no.4")


def test_a_german_title_has_its_own_captions(shelf: Shelf, acme: int) -> None:
    title = bound_title(shelf, acme, "Zeitschrift", title_lines="ZEITSCHRIFT")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE title SET language = 'ger' WHERE id = ?", (title,))
        shelf.library.execute(
            "UPDATE pattern SET subfields = replace(replace(subfields, 'v.', 'Bd.'), 'no.', 'Heft')"
        )
    one = unit(shelf, title, state="ready", issues=range(2, 5), whole=False, thickness=300)
    assert tickets.make(shelf.desk(), one).lettering[:4] == (
        "ZEITSCHRIFT", "Bd.11:Heft 3-5", "März-Mai", "2025"
    )  # fmt: skip


def test_the_binder_of_the_lot_counts(shelf: Shelf, acme: int, title: int) -> None:
    other = binder(shelf, "Other", imprint="OTHER", symbols="code128")
    one = unit(shelf, title, lot(shelf, other), state="ready")
    assert tickets.make(shelf.desk(), one).lettering[-1] == "OTHER"


def test_every_field_that_may_be_otherwise_is_one_of_the_pattern() -> None:
    assert [field.name for field in ticket_changes.may_be_otherwise()] == list(ticket_changes.CHANGEABLE)
