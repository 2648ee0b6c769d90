"""How many pages an issue has, as the title's own MARC record tells it (bibliographic 300 $a).

Thousands of records are asked at once for one number that few of them have: each is looked into, not read.
"""

from __future__ import annotations

import re

_ISO_300 = re.compile(rb"(?:.{12})*?300(\d{4})(\d{5})", re.DOTALL)
_XML_300 = re.compile(
    rb"<(?:\w+:)?datafield[^>]*\btag=[\"']300[\"'][^>]*>(.*?)</(?:\w+:)?datafield>", re.DOTALL
)
_XML_A = re.compile(rb"\bcode=[\"']a[\"'][^>]*>([^<]*)<")
_MRK_300 = re.compile(rb"^=300 .*$", re.MULTILINE)
_PAGES = re.compile(r"(?<![\d-])(\d{1,4})\s*(?:p|pp|pgs?|pages?|s|seiten|S)\b(?!\w)")

FEWEST, MOST = 4, 2000


def pages(form: str, content: bytes) -> int | None:
    """form: iso2709, marcxml or mrk; content: the record as it came. None where it does not say."""
    found = _PAGES.search(_extent(form, content))
    if found is None:
        return None
    number = int(found[1])
    return number if FEWEST <= number <= MOST else None


def _extent(form: str, content: bytes) -> str:
    if form == "iso2709":
        return _iso_extent(content)
    if form == "marcxml":
        field = _XML_300.search(content)
        value = _XML_A.search(field[1]) if field else None
        return value[1].decode("utf-8", "replace") if value else ""
    line = _MRK_300.search(content)
    return _subfield_a(line[0].decode("utf-8", "replace"), "$") if line else ""


def _iso_extent(content: bytes) -> str:
    base = content[12:17]
    if not base.isdigit():
        return ""
    entry = _ISO_300.match(content[24 : int(base) - 1])
    if entry is None:
        return ""
    start = int(base) + int(entry[2])
    return _subfield_a(content[start : start + int(entry[1])].decode("utf-8", "replace"), "\x1f")


def _subfield_a(field: str, mark: str) -> str:
    return next((part[1:] for part in field.split(mark)[1:] if part[:1] == "a"), "")
