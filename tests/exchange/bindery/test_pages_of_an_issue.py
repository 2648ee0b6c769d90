"""How many pages an issue has, by its record: rarely told, and never guessed."""

from __future__ import annotations

import pytest

from buckram.exchange.bindery.pages import pages

_XML = '<record><datafield tag="300" ind1=" " ind2=" "><subfield code="a">{}</subfield></datafield></record>'


@pytest.mark.parametrize(
    ("extent", "expected"),
    [
        ("v. ; 28 cm", None),
        ("volumes", None),
        ("6 no. (96 p. each)", 96),
        ("120 pages", 120),
        ("ca. 80 S.", 80),
        ("1984-85 p.", None),
        ("v. (3 p.)", None),
        ("9999 p.", None),
    ],
)
def test_pages(extent: str, expected: int | None) -> None:
    field = f"  \x1fa{extent}\x1fc28 cm\x1e".encode()
    title = b"00\x1faJournal\x1e"
    # A directory entry is 12 characters: tag, length, place.
    directory = b"245%04d%05d" % (len(title), 0) + b"300%04d%05d" % (len(field), len(title)) + b"\x1e"
    leader = b"00000nas a22%05d   4500" % (24 + len(directory))
    assert pages("iso2709", leader + directory + title + field + b"\x1d") == expected
    assert pages("marcxml", _XML.format(extent).encode()) == expected
    assert pages("mrk", f"=245  00$aJournal\n=300  \\\\$a{extent}$c28 cm\n".encode()) == expected


def test_a_record_that_is_none() -> None:
    assert pages("iso2709", b"nonsense") is None
    assert pages("marcxml", b"<record/>") is None
