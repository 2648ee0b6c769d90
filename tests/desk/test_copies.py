"""Copies and treatment: each change is one act, said in a line, and taken back whole."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from buckram.desk import copies, routing
from buckram.desk.cards import light
from buckram.desk.desk import Desk
from buckram.desk.receiving import Receipt, receive
from buckram.desk.treating import treat
from buckram.desk.undoing import redo_last, undo_last
from buckram.errors import Refused
from buckram.rules.status import Status
from buckram.storage import issues, titles
from library_for_tests import Shelf

TOUCHED = ("title", "copy", "routing", "reader", "location", "issue", "piece")


def receive_next(desk: Desk, title: int) -> Receipt:
    issue = light(desk, title)
    assert issue is not None
    return receive(desk, issue.id, issue.version)


def ids(shelf: Shelf, title: int) -> list[int]:
    return [copy.id for copy in copies.of_title(shelf.library, title)]


Act = Callable[[Desk, int, list[int]], str]
ACTS: dict[str, tuple[Act, str]] = {
    "treatment": (lambda d, t, c: treat(d, t, "st str blue"), "Stamp, strip, blue dot."),
    "call number": (
        lambda d, t, c: copies.set_call_number(d, c[1], " Per  12 "),
        "Copy 2 has the call number Per 12",
    ),
    "place": (lambda d, t, c: copies.set_location(d, c[1], "read"), "Copy 2 goes to Reading Room"),
    "new place": (lambda d, t, c: copies.set_location(d, c[0], "Attic !"), "Copy 1 goes to Attic"),
    "barcodes": (lambda d, t, c: copies.want_barcode(d, c[0], wanted=True), "Copy 1 wants a barcode"),
    "keeps": (lambda d, t, c: copies.set_keeps(d, c[0], "2y"), "Copy 1 keeps 2 years"),
    "until": (lambda d, t, c: copies.set_keeps(d, c[0], "bound"), "Copy 1 is kept until bound"),
    "first": (lambda d, t, c: copies.serve_first(d, c[1]), "Copy 2 gets the first piece"),
    "more": (lambda d, t, c: copies.add_copy(d, t, "attic"), "Added copy 3 for Attic"),
    "fewer": (lambda d, t, c: copies.close_copy(d, c[1]), "Copy 2 is closed"),
    "reader": (
        lambda d, t, c: routing.add(d, c[0], "Dr. Wren; contents only"),
        "Copy 1 goes to Dr. Wren too",
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_every_change_is_said_and_taken_back(shelf: Shelf, name: str) -> None:
    title = shelf.title(copies=2)
    shelf.title("Another", "1234-5679", location="Attic")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE copy SET location_id = 2 WHERE id = 2")
    desk = shelf.desk()
    receive_next(desk, title)
    do, said = ACTS[name]
    if name == "new place":
        with shelf.library.transaction():
            shelf.library.execute("UPDATE location SET name = 'Loft', code = 'L' WHERE id = 2")
    before = shelf.contents(*TOUCHED)
    sentence = do(desk, title, ids(shelf, title))
    assert said in sentence
    after = shelf.contents(*TOUCHED)
    assert after != before
    undo_last(desk)
    assert shelf.contents(*TOUCHED) == before
    redo_last(desk)
    assert shelf.contents(*TOUCHED) == after


def test_a_treatment_is_a_person_s_and_comes_with_each_receipt(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    treat(desk, title, "st str blue ro")
    assert titles.get(shelf.library, title).treatment == "Stamp, strip, blue dot, route."
    assert titles.decided(shelf.library, title) == ["treatment"]
    assert receive_next(desk, title).treatment == "Stamp, strip, blue dot, route."
    with pytest.raises(Refused, match="so already"):
        treat(desk, title, "stamp strip blue route")
    treat(desk, title, "")
    assert json.loads(shelf.library.value("SELECT decided FROM title")) == ["treatment"]
    assert receive_next(desk, title).treatment == ""


def test_the_copy_that_is_served_first_gets_the_first_piece(shelf: Shelf) -> None:
    title = shelf.title(copies=3, statuses="aeee")
    desk = shelf.desk()
    copies.serve_first(desk, ids(shelf, title)[2])
    copies.set_call_number(desk, ids(shelf, title)[0], "Per 12")
    receipt = receive_next(desk, title)
    assert (receipt.copy_number, receipt.call_number) == (3, "Per 12")
    assert receive_next(desk, title).copy_number == 1
    assert [copy.number for copy in titles.copies(shelf.library, title)] == [3, 1, 2]
    with pytest.raises(Refused, match="first piece already"):
        copies.serve_first(desk, ids(shelf, title)[0])


def test_an_issue_is_complete_when_the_copy_that_lacks_it_is_closed(shelf: Shelf) -> None:
    title = shelf.title(copies=2, statuses="aee")
    desk = shelf.desk()
    receipt = receive_next(desk, title)
    assert receipt.status is Status.PARTIAL
    second = ids(shelf, title)[1]
    copies.close_copy(desk, second)
    assert issues.get(shelf.library, receipt.issue_id).status is Status.ARRIVED
    assert receive_next(desk, title).wanted == 1
    copies.open_copy(desk, second)
    assert issues.get(shelf.library, receipt.issue_id).status is Status.ARRIVED
    assert [copy.active for copy in copies.of_title(shelf.library, title)] == [True, True]


def test_a_place_is_found_by_its_beginning_or_refused(shelf: Shelf) -> None:
    title = shelf.title(location="Reading Room")
    shelf.title("Another", "1234-5679", location="Reading Garden")
    desk, [copy] = shelf.desk(), ids(shelf, title)
    with pytest.raises(Refused, match="2 places begin so"):
        copies.set_location(desk, copy, "reading")
    with pytest.raises(Refused, match=r"no place Cellar.*There are: Reading Garden, Reading Room"):
        copies.set_location(desk, copy, "Cellar")
    with pytest.raises(Refused, match="goes to Reading Room already"):
        copies.set_location(desk, copy, "reading r")
