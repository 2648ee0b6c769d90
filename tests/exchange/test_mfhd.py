"""What is read of holdings."""

from __future__ import annotations

from pathlib import Path

import pytest

from buckram.exchange.marc import kinds
from buckram.exchange.marc.bib import BibRead
from buckram.exchange.marc.callnumber import CallNumber, CallScheme
from buckram.exchange.marc.mfhd import HoldingsRead, Item, Place, Statement, unwrapped
from buckram.exchange.marc.reading import read_file
from buckram.exchange.marc.record import RawRecord
from buckram.pattern.field import Field

CASES = Path(__file__).parent / "cases"


def holdings(place: int) -> HoldingsRead:
    one = list(read_file(CASES / "holdings.mrk"))[place]
    assert isinstance(one, RawRecord)
    found = kinds.read(one)
    assert isinstance(found, HoldingsRead)
    return found


@pytest.fixture(scope="module")
def embedded() -> dict[str, tuple[HoldingsRead, ...]]:
    found = {}
    for one in read_file(CASES / "embedded.mrk"):
        assert isinstance(one, RawRecord)
        title = kinds.read(one)
        assert isinstance(title, BibRead)
        found[title.control_number] = title.holdings
    return found


def test_a_holdings_record() -> None:
    found = holdings(0)
    assert (found.control_number, found.control_source) == ("h2001", "XxTest")
    assert found.bib_numbers == ("b1001", "b1005")
    assert found.places == (
        Place(
            institution="XxTest",
            sublocations=("MAIN",),
            shelving=("PER",),
            call_number=CallNumber(CallScheme.LC, "Q1 .J68"),
            copy="1",
            barcode="",
            retention="l2y",
            public_notes=("ask at the desk",),
            staff_notes=("binder: green",),
        ),
    )
    assert found.places[0].code == "MAIN/PER"
    assert (found.receipt, found.method, found.retention, found.copies) == ("4", "p", "8", 2)
    assert found.currently_received
    assert [field.tag for field in found.patterns] == ["853", "854"]
    assert [field.first("8") for field in found.received] == ["1.1", "1.2"]
    assert found.statements == (Statement("866", "0", "v.1-11 (1974-2025)", (), ("checked 2020",)),)
    assert found.items == (Item("876", "1.1", "30234000517861", "I77", "1", "20260109", ""),)


def test_a_second_001_and_the_number_itself_are_only_likely() -> None:
    found = holdings(1)
    assert found.bib_numbers == ()
    assert found.likely_numbers == ("b1002", "h2002")
    assert [place.code for place in found.places] == ["MAIN/DISPLAY", "EAST/STACKS"]
    assert found.retention == "6l2y"
    assert not found.currently_received


def test_891_in_holdings_gives_the_pattern_but_no_receipt() -> None:
    found = holdings(2)
    assert found.patterns == (Field.of("853", "20", [("8", "1"), ("a", "v.")]),)
    assert found.received == ()
    assert found.pattern_starts == (Field.of("863", "41", [("8", "1.1"), ("a", "1")]),)
    assert found.places[0].code == "XxTest"


def test_an_891_of_something_else_is_none() -> None:
    assert unwrapped(Field.of("891", "  ", [("9", "300"), ("a", "x")])) is None


def test_852_and_its_fields_take_turns(embedded: dict[str, tuple[HoldingsRead, ...]]) -> None:
    main, east = embedded["turns"]
    assert main.places[0].code == "MAIN"
    assert [field.tag for field in (*main.patterns, *main.received)] == ["853", "863"]
    assert main.statements == ()
    assert main.currently_received
    assert [one.text for one in east.statements] == ["v.1-9"]
    assert east.received == ()


def test_852_first_and_links_by_number(embedded: dict[str, tuple[HoldingsRead, ...]]) -> None:
    main, east = embedded["linked"]
    assert [one.text for one in main.statements] == ["main only", "of nobody"]
    assert [one.text for one in east.statements] == ["east only"]


def test_852_first_and_links_by_copy(embedded: dict[str, tuple[HoldingsRead, ...]]) -> None:
    main, east = embedded["copies"]
    assert [field.first("8") for field in main.received] == ["1.2"]
    assert [field.first("8") for field in east.received] == ["1.1"]


def test_holdings_without_a_place(embedded: dict[str, tuple[HoldingsRead, ...]]) -> None:
    (only,) = embedded["noplace"]
    assert only.places == ()
    assert len(only.patterns) == len(only.received) == 1
