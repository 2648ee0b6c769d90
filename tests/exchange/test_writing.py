"""Records out of plain values, and back."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pymarc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckram.exchange.marc import iso2709, kinds, marcxml, writing
from buckram.exchange.marc.bib import BibRead
from buckram.exchange.marc.mfhd import HoldingsRead
from buckram.exchange.marc.record import MarcRecord, RawRecord
from buckram.pattern.field import Field

NAME = Field.of("245", "00", [("a", "科学通报 :"), ("b", "مجلة العلوم & Ağrı <x>.")])
TITLE = writing.bib_record(
    "b1",
    [NAME, Field.of("022", "0 ", [("a", "0317-8471")])],
    source="XxTest",
    fixed=writing.serial_008(
        date(2026, 1, 15), begins="1950", country="cc ", frequency="m", language="chi", alphabet="e"
    ),
    changed="20260115120000.0",
)
HOLDINGS = writing.holdings_record(
    "h1",
    "b1",
    [
        Field.of("876", "  ", [("8", "1.1"), ("p", "30234000517861")]),
        Field.of("852", "0 ", [("b", "MAIN"), ("h", "Q1")]),
        Field.of("853", "20", [("8", "1"), ("a", "v.")]),
    ],
    fixed=writing.holdings_008(date(2026, 1, 15), reported=date(2026, 2, 1)),
)


def read(data: bytes, how: object = iso2709) -> RawRecord:
    (one,) = how.read(BytesIO(data), lambda _: None)  # type: ignore[attr-defined]
    assert isinstance(one, RawRecord)
    return one


def without_lengths(record: MarcRecord) -> tuple[object, ...]:
    leader = record.leader
    return leader[5:12] + leader[17:20], record.controls, record.fields, record.warnings


def test_iso2709_is_read_back_by_us_and_by_pymarc() -> None:
    data = writing.iso2709(TITLE)
    one = read(data)
    assert without_lengths(one.whole()) == without_lengths(TITLE)
    (other,) = pymarc.MARCReader(data)
    assert other is not None
    assert other.title == "科学通报 : مجلة العلوم & Ağrı <x>."
    assert other.leader[9] == "a"
    found = kinds.read(one)
    assert isinstance(found, BibRead)
    assert found.name == "科学通报 : مجلة العلوم & Ağrı <x>"
    assert (found.frequency, found.language, found.country, found.status) == ("m", "chi", "cc", "current")


def test_a_holdings_record_has_its_fields_in_order_and_says_that_it_has_items() -> None:
    record = read(writing.iso2709(HOLDINGS)).whole()
    assert [tag for tag, _ in record.controls] == ["001", "004", "008"]
    assert [field.tag for field in record.fields] == ["852", "853", "876"]
    assert record.leader[17:19] == "4i"
    found = kinds.read(read(writing.iso2709(HOLDINGS)))
    assert isinstance(found, HoldingsRead)
    assert found.currently_received
    assert (found.retention, found.copies, found.bib_numbers) == ("8", 1, ("b1",))


def test_the_008_of_holdings_is_as_the_format_has_it() -> None:
    made = writing.holdings_008(date(2026, 1, 15), language="eng", reported=date(2026, 2, 1))
    assert made == "2601154p    8   1001uueng0260201"
    assert len(writing.serial_008(date(2026, 1, 15), begins="1950")) == 40


def test_marcxml_alone_and_in_a_collection() -> None:
    assert without_lengths(read(writing.marcxml(TITLE), marcxml).whole())[1:] == without_lengths(TITLE)[1:]
    whole = b"".join(writing.collection([TITLE, HOLDINGS]))
    found = list(marcxml.read(BytesIO(whole), lambda _: None))
    assert [one.whole().control("001") for one in found if isinstance(one, RawRecord)] == ["b1", "h1"]
    assert len(pymarc.parse_xml_to_array(BytesIO(whole))) == 2


def test_what_iso2709_cannot_hold_is_refused() -> None:
    for note in (["x" * 10_000], ["x" * 9_000] * 12):
        record = writing.bib_record("big", [NAME, *(Field.of("500", "  ", [("a", one)]) for one in note)])
        with pytest.raises(writing.TooLong, match="big"):
            writing.iso2709(record)
        assert read(writing.marcxml(record), marcxml).whole().fields[1:] == record.fields[1:]


def test_a_marc8_record_goes_out_as_utf8() -> None:
    from marc_for_tests import serial

    kept = read(serial("m1", b"L'ann\xe2ee", utf8=False)).whole()
    data = writing.iso2709(kept)
    assert data[9:10] == b"a"
    assert read(data).whole().fields[0].first("a") == "L'année"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_survives_except_what_the_format_forbids(text: str) -> None:
    record = writing.bib_record("b1", [Field.of("245", "00", [("a", "T"), ("b", text)])])
    back = read(writing.iso2709(record)).whole().fields[0].subfields
    wanted = "".join(c for c in text if c not in "\x1d\x1e\x1f")
    assert back == (("a", "T"), ("b", wanted))
    in_xml = read(writing.marcxml(record), marcxml).whole().fields[0].subfields[1][1]
    assert (
        in_xml
        == "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        or "\r" in text
    )
