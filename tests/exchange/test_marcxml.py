"""MARCXML in all its wrappings, broken files, and entities that must not be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest

from buckram.exchange.marc.reading import parse
from buckram.exchange.marc.record import BadRecord, RawRecord
from marc_for_tests import numbers, read_bytes, title


def element(number: str, name: str = "Nature", prefix: str = "", attributes: str = "") -> str:
    p = f"{prefix}:" if prefix else ""
    return (
        f"<{p}record{attributes}><{p}leader>00000cas a2200000 a 4500</{p}leader>"
        f'<{p}controlfield tag="001">{number}</{p}controlfield>'
        f'<{p}datafield tag="245" ind1="0" ind2="0"><{p}subfield code="a">{name}</{p}subfield></{p}datafield>'
        f"</{p}record>"
    )


A, B, C = element("a1"), element("b2"), element("c3")
SLIM = ' xmlns="http://www.loc.gov/MARC21/slim"'

WRAPPED = {
    "collection": f"<collection{SLIM}>{A}{B}</collection>",
    "without a namespace": f"<collection>\n{A}\n{B}\n</collection>",
    "prefix": '<marc:collection xmlns:marc="http://www.loc.gov/MARC21/slim">'
    + element("a1", prefix="marc")
    + element("b2", prefix="marc")
    + "</marc:collection>",
    "no root element": f"  {A}\n  {B}\n",
    "declaration and comments": '<?xml version="1.0" encoding="UTF-8"?><!-- two -->'
    f"<collection>{A}<!-- & -->{B}</collection>",
    "OAI-PMH": '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
    + "".join(
        f"<record><header><identifier>x</identifier></header><metadata>{one}</metadata></record>"
        for one in (element("a1", prefix="m", attributes=' xmlns:m="u"'), B)
    )
    + "</ListRecords></OAI-PMH>",
    "SRU": f"<searchRetrieveResponse><records><record><recordData>{A}</recordData></record>"
    f"<record><recordData>{B}</recordData></record></records></searchRetrieveResponse>",
}


@pytest.mark.parametrize("wrapping", WRAPPED)
def test_wrappings(tmp_path: Path, wrapping: str) -> None:
    content = WRAPPED[wrapping].encode()
    found = read_bytes(tmp_path, content, "file.xml")
    assert numbers(found) == ["a1", "b2"]
    for one in found:
        assert isinstance(one, RawRecord)
        assert content[one.offset : one.offset + len(one.data)] == one.data
        assert parse(one.kept, one.syntax) == one.whole()


def test_byte_order_mark_and_blank_lines(tmp_path: Path) -> None:
    assert numbers(read_bytes(tmp_path, b"\xef\xbb\xbf\r\n" + WRAPPED["collection"].encode())) == ["a1", "b2"]


def test_entities_of_xml_itself(tmp_path: Path) -> None:
    (one,) = read_bytes(tmp_path, element("1", "Arts &amp; crafts &lt;b&gt; &#x4E2D;&#233;").encode())
    assert title(one) == "Arts & crafts <b> 中é"


def test_a_record_in_another_encoding_is_kept_as_utf8(tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="ISO-8859-1"?><collection>{element("1", "Société")}</collection>'
    (one,) = read_bytes(tmp_path, text.encode("latin-1"))
    assert title(one) == "Société"
    assert isinstance(one, RawRecord)
    assert "Société".encode("latin-1") in one.data
    assert title(RawRecord(1, 0, b"", one.syntax, parse(one.kept, one.syntax).restricted)) == "Société"


def test_a_short_entity_of_the_file_is_read_and_kept(tmp_path: Path) -> None:
    text = f'<!DOCTYPE c [<!ENTITY soc "Société">]><c>{element("1", "&soc; x")}</c>'
    (one,) = read_bytes(tmp_path, text.encode())
    assert title(one) == "Société x"
    assert isinstance(one, RawRecord)
    assert parse(one.kept, one.syntax) == one.whole()


UNSAFE = {
    "another file": '<!ENTITY x SYSTEM "file:///etc/passwd">',
    "an address": '<!ENTITY x PUBLIC "-//x" "http://127.0.0.1:9/x">',
    "one inside the other": '<!ENTITY a "ha"><!ENTITY x "&a;&a;">',
    "a long one": f'<!ENTITY x "{"ha" * 5000}">',
    "a parameter": '<!ENTITY % x "ha">',
}


@pytest.mark.parametrize("trick", UNSAFE)
def test_unsafe_entities_are_refused_and_the_other_records_read(tmp_path: Path, trick: str) -> None:
    text = f"<!DOCTYPE c [{UNSAFE[trick]}]><c>{A}{element('x', '&x;')}{C}</c>"
    found = read_bytes(tmp_path, text.encode())
    assert numbers(found) == ["bad", "a1", "bad", "c3"]
    assert isinstance(found[0], BadRecord)
    assert "entity" in found[0].sentence
    assert all(b"root:" not in one.data for one in found)


def test_an_entity_of_a_document_type_elsewhere_is_taken_for_what_html_means_by_it(tmp_path: Path) -> None:
    text = (
        f'<!DOCTYPE c SYSTEM "http://127.0.0.1:9/c.dtd"><c>{element("1", "Soci&eacute;t&eacute; &odd;")}</c>'
    )
    (one,) = read_bytes(tmp_path, text.encode())
    assert title(one) == "Société &odd;"
    assert isinstance(one, RawRecord)
    assert len(one.whole().warnings) == 1


BROKEN = {
    "wrong end tag": B.replace("</datafield>", "</datafeld>"),
    "unknown entity": element("b2", "&nothing;"),
    "a bare ampersand": element("b2", "Arts & crafts"),
    "cut off": B[:60],
    "cut off in a value": B[: B.index("Nature") + 3],
    "a control character": element("b2", "Bell \x07"),
    "not UTF-8": element("b2", "Soci\udce9t"),
}


@pytest.mark.parametrize("damage", BROKEN)
def test_a_broken_record_costs_no_other(tmp_path: Path, damage: str) -> None:
    broken = BROKEN[damage].encode("utf-8", "surrogateescape")
    content = f"<collection>{A}".encode() + broken + f"{C}{A}</collection>".encode()
    found = read_bytes(tmp_path, content)
    assert numbers(found) == ["a1", "bad", "c3", "a1"]
    bad = found[1]
    assert isinstance(bad, BadRecord)
    assert bad.data == broken
    assert bad.offset == content.index(broken, len(f"<collection>{A}"))
    assert bad.control_number == ("" if damage == "cut off" else "b2")


def test_a_broken_tail_leaves_what_was_read(tmp_path: Path) -> None:
    content = f"<collection>{A}{B}{C}".encode()
    found = read_bytes(tmp_path, content[:-30])
    assert numbers(found) == ["a1", "b2", "bad"]
    assert found[2].offset == content.index(C.encode())
    assert isinstance(found[2], BadRecord)
    assert "in the middle" in found[2].sentence


def test_a_file_that_ends_between_two_records_says_so(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, f"<collection>{A}{B}".encode())
    assert numbers(found) == ["a1", "b2", "bad"]
    assert isinstance(found[2], BadRecord)
    assert "records may be missing" in found[2].sentence


def test_deleted_records_of_a_feed_are_told(tmp_path: Path) -> None:
    text = f'<OAI><record><header status="deleted"/></record><record><metadata>{A}</metadata></record></OAI>'
    found = read_bytes(tmp_path, text.encode())
    assert numbers(found) == ["bad", "a1"]
    assert isinstance(found[0], BadRecord)
    assert "deleted" in found[0].sentence


def test_xml_without_marc(tmp_path: Path) -> None:
    (one,) = read_bytes(tmp_path, b"<?xml version='1.0'?><catalog><book/></catalog>")
    assert isinstance(one, BadRecord)
    assert one.sentence == "There is no MARC record in this XML file."


def test_records_over_the_edges_of_blocks(tmp_path: Path) -> None:
    long = element("long", "x" * 300_000)
    many = "".join(element(str(n), "é" * 50) for n in range(2000))
    content = f"<collection>{A}{long}{many}{C}</collection>".encode()
    found = read_bytes(tmp_path, content)
    assert numbers(found) == ["a1", "long", *(str(n) for n in range(2000)), "c3"]
    assert all(content[one.offset : one.offset + len(one.data)] == one.data for one in found)
