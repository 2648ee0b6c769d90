"""A title is made by typing the little that is needed, and taken back to the last row."""

from __future__ import annotations

import pytest

from buckram.desk.checkin import scan
from buckram.desk.new_title import AlreadyHere, TypedTitle, make_title, read_typed_title
from buckram.desk.outcome import Done
from buckram.desk.undoing import redo_last, undo_last
from buckram.errors import Refused
from buckram.storage import titles
from library_for_tests import Shelf

TABLES = ("title", "identifier", "subscription", "copy", "location")


def test_a_typed_title_is_found_by_name_and_number_and_goes_without_trace(shelf: Shelf) -> None:
    shelf.title(statuses="ae")
    before = shelf.contents(*TABLES)
    desk = shelf.desk()
    title_id = make_title(desk, "  The  new gazette ", "00280836", "monthly", "annex")
    made = titles.get(shelf.library, title_id)
    assert (made.name, made.issn, made.frequency) == ("The new gazette", "0028-0836", "m")
    assert [copy.location for copy in titles.copies(shelf.library, title_id)] == ["annex"]
    assert shelf.library.value("SELECT sort_name FROM title WHERE id = ?", (title_id,)) == "new gazette"
    for typed in ("0028-0836", "gazette"):
        found = scan(shelf.desk("paul"), typed, by_hand=True)
        assert (found.done, found.title_id) == (Done.OPENED, title_id)
    done = shelf.contents(*TABLES)
    told = shelf.library.value("SELECT sentence FROM act WHERE kind = 'new title'")
    assert told == "New title: The new gazette, ISSN 0028-0836, monthly, for annex (a new location)."
    undo_last(desk)
    assert shelf.contents(*TABLES) == before
    redo_last(desk)
    assert shelf.contents(*TABLES) == done


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("New journal", TypedTitle("New journal")),
        ("New journal; 0028-0836", TypedTitle("New journal", "0028-0836")),
        (" New  journal ;m; ISSN 0028-0836", TypedTitle("New journal", "0028-0836", "m")),
        ("Bericht; annual; Main stacks", TypedTitle("Bericht", "", "a", "Main stacks")),
        ("Bericht; quart", TypedTitle("Bericht", "", "q")),
    ],
)
def test_the_parts_of_a_typed_title(shelf: Shelf, text: str, means: TypedTitle) -> None:
    assert read_typed_title(shelf.library, text) == means


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" ; 0028-0836", "needs a name"),
        ("New; 0028-0837", "check digit is 6"),
        ("New; n", "is no frequency"),
        ("New; m; weekly", "two for frequency"),
    ],
)
def test_what_cannot_be_meant_is_refused(shelf: Shelf, text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_typed_title(shelf.library, text)


def test_an_issn_that_is_here_names_its_title(shelf: Shelf) -> None:
    there = shelf.title(issn="0317-8471")
    with pytest.raises(AlreadyHere, match="Journal of tests bears this ISSN") as refusal:
        make_title(shelf.desk(), "Another", "0317-8471")
    assert refusal.value.title_id == there
    assert shelf.library.value("SELECT count(*) FROM title") == 1
