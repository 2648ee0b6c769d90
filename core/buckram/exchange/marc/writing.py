"""MARC records out of plain values: ISO 2709 in UTF-8, and MARCXML. pymarc does the writing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from buckram.errors import BuckramError
from buckram.exchange.marc.record import MarcRecord
from buckram.pattern.field import Field

if TYPE_CHECKING:
    import pymarc

LONGEST_RECORD = 99_999
LONGEST_FIELD = 9_999
"""Bytes; ISO 2709 has five digits for the length of a record and four for that of a field."""

_BIB_LEADER = "00000{status}a{level} a2200000 a 4500"
_HOLDINGS_LEADER = "00000{status}{type}  a2200000{level}{items} 4500"


class TooLong(BuckramError):
    """ISO 2709 cannot hold this record; MARCXML can."""

    title = "The record is too long"


def bib_record(
    control_number: str,
    fields: Iterable[Field],
    *,
    source: str = "",
    fixed: str = "",
    changed: str = "",
    status: str = "n",
    level: str = "s",
) -> MarcRecord:
    """A bibliographic record. fixed: 008, 40 characters (see `serial_008`). source: 003. changed: 005.

    status: Leader/05. level: Leader/07.
    """
    leader = _BIB_LEADER.format(status=status, level=level)
    return MarcRecord(leader, _controls(control_number, source, changed, fixed), _sorted(fields))


def holdings_record(
    control_number: str,
    bib_number: str,
    fields: Iterable[Field],
    *,
    source: str = "",
    fixed: str = "",
    changed: str = "",
    status: str = "n",
    level: str = "4",
) -> MarcRecord:
    """A holdings record for a serial. bib_number: 004. fixed: 008, 32 characters (see `holdings_008`).

    level: Leader/17, the level of detail of the holdings. Leader/18 tells whether there are 876-878.
    """
    ordered = _sorted(fields)
    items = "i" if any(field.tag in ("876", "877", "878") for field in ordered) else "n"
    leader = _HOLDINGS_LEADER.format(status=status, type="y", level=level, items=items)
    controls = (*_controls(control_number, source, changed, fixed), ("004", bib_number))
    return MarcRecord(leader, tuple(sorted(controls)), ordered)


def serial_008(
    entered: date,
    *,
    begins: str,
    ends: str = "9999",
    country: str = "xx ",
    frequency: str = " ",
    regularity: str = "r",
    kind: str = "p",
    form: str = " ",
    alphabet: str = " ",
    language: str = "und",
) -> str:
    """008 of a continuing resource, 40 characters. Dates are four characters ("197u" is allowed).

    ends: "9999" still published, "uuuu" unknown, else the last year. kind: position 21, alphabet: 33.
    """
    status = {"9999": "c", "uuuu": "u"}.get(ends, "d")
    return (
        f"{entered:%y%m%d}{status}{begins:4.4}{ends:4.4}{country:3.3}{frequency:1.1}{regularity:1.1} "
        f"{kind:1.1} {form:1.1}     0   {alphabet:1.1}0{language:3.3}  "
    )


def holdings_008(
    entered: date,
    *,
    receipt: str = "4",
    method: str = "p",
    retention: str = "8   ",
    completeness: str = "1",
    copies: int = 1,
    language: str = "und",
    reported: date | None = None,
) -> str:
    """008 of holdings, 32 characters. receipt: 06 ("4" currently received). retention: 12-15."""
    report = f"{reported:%y%m%d}" if reported else "000000"
    return (
        f"{entered:%y%m%d}{receipt:1.1}{method:1.1}    {retention:4.4}{completeness:1.1}"
        f"{min(copies, 999):03d}uu{language:3.3}0{report}"
    )


def iso2709(record: MarcRecord) -> bytes:
    """The record as ISO 2709 in UTF-8, with its terminator. Raises TooLong."""
    built = _pymarc(record, _DELIMITERS)
    data: bytes = built.as_marc()
    if len(data) <= LONGEST_FIELD:
        return data
    if len(data) <= LONGEST_RECORD and all(len(f.as_marc("utf-8")) <= LONGEST_FIELD for f in built.fields):
        return data
    raise TooLong(
        f"Record {record.control('001')} does not fit into ISO 2709, which ends at {LONGEST_RECORD:,} bytes a"
        f" record and {LONGEST_FIELD:,} a field.",
        "Write MARCXML instead.",
    )


def marcxml(record: MarcRecord, *, namespace: bool = True) -> bytes:
    """The record element in UTF-8. namespace: as needed where it stands alone."""
    from pymarc.marcxml import record_to_xml

    data: bytes = record_to_xml(_pymarc(record, _NOT_XML), namespace=namespace)  # type: ignore[no-untyped-call]
    return data


def collection(records: Iterable[MarcRecord]) -> Iterator[bytes]:
    """A whole MARCXML file, piece by piece."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n'
    for record in records:
        yield marcxml(record, namespace=False) + b"\n"
    yield b"</collection>\n"


def _controls(number: str, source: str, changed: str, fixed: str) -> tuple[tuple[str, str], ...]:
    pairs = (("001", number), ("003", source), ("005", changed), ("008", fixed))
    return tuple(pair for pair in pairs if pair[1])


def _sorted(fields: Iterable[Field]) -> tuple[Field, ...]:
    """In tag order; fields of one tag stay in the order given."""
    return tuple(sorted(fields, key=lambda field: field.tag))


# A delimiter inside a value would divide the record in the wrong place; the other characters may not
# stand in XML at all.
_DELIMITERS = re.compile("[\x1d-\x1f]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _pymarc(record: MarcRecord, forbidden: re.Pattern[str]) -> pymarc.Record:
    import pymarc

    built = pymarc.Record(leader=record.leader[:9] + "a" + record.leader[10:], force_utf8=True)
    for tag, value in record.controls:
        built.fields.append(pymarc.Field(tag=tag, data=forbidden.sub("", value)))
    for field in record.fields:
        subfields = [pymarc.Subfield(code, forbidden.sub("", value)) for code, value in field.subfields]
        indicators = pymarc.Indicators(field.indicators[0], field.indicators[1])
        built.fields.append(pymarc.Field(tag=field.tag, indicators=indicators, subfields=subfields))
    return built
