"""ISO 2709 files: records one after the other, each ended by 0x1D.

The terminator decides where a record ends, not the length that the record gives: after a wrong length
a reader that trusts it is lost for the rest of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from buckram.exchange.marc.charset import decode as decode_text
from buckram.exchange.marc.record import BadRecord, MarcRecord, RawRecord, Syntax
from buckram.pattern.field import Field

RECORD_END = b"\x1d"
FIELD_END = 0x1E
_FIELD_END = b"\x1e"
BLOCK = 1 << 18
LONGEST = 1 << 24
"""No record is longer than this (ISO 2709 ends at 99,999 bytes); a file without terminators must not
be taken into memory whole."""

_LEADER = 24
_ENTRY = 12
_PADDING = b" \t\r\n\0\x1a"
_START = re.compile(rb"(?=(\d{5})[a-z ].{4}22\d{5})", re.DOTALL)
_BY_ORDER = "The directory does not fit the fields; they were read in the order in which they stand."

Entry = tuple[str, bytes]
"""Tag and content, without the terminator."""


def read(stream: BinaryIO, advanced: Callable[[int], None]) -> Iterator[RawRecord | BadRecord]:
    """Every record of the stream. advanced: called with the bytes read so far."""
    number = 0
    for offset, data in _segments(stream, advanced):
        for start, part in _parts(data):
            number += 1
            yield _one(number, offset + start, part)


def parse(data: bytes) -> MarcRecord:
    """A kept record again. Raises ValueError when it never was one."""
    found = _one(1, 0, data)
    if isinstance(found, BadRecord):
        raise ValueError(found.sentence)
    return found.whole()


def _segments(stream: BinaryIO, advanced: Callable[[int], None]) -> Iterator[tuple[int, bytes]]:
    """(offset, bytes) up to and with each record terminator, padding between records left out."""
    buffer = b""
    offset = 0
    done = 0
    while True:
        block = stream.read(BLOCK)
        done += len(block)
        advanced(done)
        searched = len(buffer)
        buffer += block
        start = 0
        while (end := buffer.find(RECORD_END, max(start, searched))) >= 0:
            end = _end_of_record(buffer, start, end + 1)
            lead = _padding(buffer, start, end)
            if start + lead < end - 1:
                yield offset + start + lead, buffer[start + lead : end]
            start = end
        buffer = buffer[start:]
        offset += start
        if not block or len(buffer) > LONGEST:
            lead = _padding(buffer, 0, len(buffer)) if buffer else 0
            if lead < len(buffer):
                yield offset + lead, buffer[lead:]
            offset += len(buffer)
            buffer = b""
        if not block:
            return


def _end_of_record(buffer: bytes, start: int, end: int) -> int:
    """The end behind `end`, when a stray 0x1D stands inside a record that is otherwise sound."""
    length = buffer[start : start + 5]
    if (
        length.isdigit()
        and (claimed := start + int(length)) > end
        and buffer[claimed - 1 : claimed] == RECORD_END
    ):
        data = buffer[start:claimed]
        entries = _directory(data)
        if entries and sum(len(content) + 1 for _, content in entries) + int(data[12:17]) + 1 == len(data):
            return claimed
    return end


def _padding(buffer: bytes, start: int, end: int) -> int:
    """How many bytes of line ends, blanks and NULs stand before the record (or are all there is).

    Blanks in the place of a record length belong to the record, which is broken.
    """
    if buffer[start] not in _PADDING:
        return 0
    at = start
    while at < end and buffer[at] in _PADDING:
        at += 1
    return (
        at - start if at == end or buffer[at : at + 1].isdigit() or buffer[at : at + 1] == RECORD_END else 0
    )


def _parts(segment: bytes) -> Iterator[tuple[int, bytes]]:
    """The segment itself, or what is broken at its front and the sound record behind that."""
    if not _fits(segment):
        for found in _START.finditer(segment, 1):
            at = found.start()
            if int(found[1]) == len(segment) - at:
                yield 0, segment[:at]
                yield at, segment[at:]
                return
    yield 0, segment


def _fits(data: bytes) -> bool:
    return data[:5].isdigit() and int(data[:5]) == len(data)


def _one(number: int, offset: int, data: bytes) -> RawRecord | BadRecord:
    sentence = _fault(data)
    entries = _directory(data)
    by_order = False
    if entries is None and not sentence:
        entries = _in_order(data)
        by_order = True
        if entries is None:
            sentence = "Its directory does not fit its fields, so they cannot be told apart."
    if not sentence and not entries:
        sentence = "It has no fields."
    if sentence or not entries:
        return BadRecord(number, offset, _control_number(data, entries), sentence, data)
    return RawRecord(
        number, offset, data, Syntax.ISO2709, partial(_decode, data[:_LEADER], entries, by_order)
    )


def _fault(data: bytes) -> str:
    """What is wrong with the frame of the record, as a sentence, or ""."""
    if not data.endswith(RECORD_END):
        if len(data) > LONGEST:
            return f"No record ends within {LONGEST:,} bytes."
        return "It is cut off: there is no record terminator (1D hexadecimal) at its end."
    if not data[:5].isdigit():
        return "It does not begin with a record length of five digits, so these bytes are no record."
    if len(data) < _LEADER + 2:
        return f"It has only {len(data)} bytes, fewer than a leader and a directory need."
    length = int(data[:5])
    if length != len(data):
        return f"It gives its length as {length:,} bytes, but it is {len(data):,} bytes long."
    return ""


def _directory(data: bytes) -> list[Entry] | None:
    """The fields by the directory, or None when it does not fit the bytes behind it."""
    if not data[12:17].isdigit():
        return None
    base = int(data[12:17])
    if not _LEADER < base < len(data) or data[base - 1] != FIELD_END or (base - 1 - _LEADER) % _ENTRY:
        return None
    directory = data[_LEADER : base - 1].decode("latin-1")
    return _fields_in_turn(data, base, directory) or _fields_at(data, base, directory)


def _fields_in_turn(data: bytes, base: int, directory: str) -> list[Entry] | None:
    """The fields where they stand one after the other in the order of the directory, as nearly always.

    Dividing at the terminators is several times faster than going by each entry.
    """
    starts = [directory[at : at + 5] for at in range(7, len(directory), _ENTRY)]
    contents = data[base:-1].split(_FIELD_END)
    if len(contents) != len(starts) + 1 or contents[-1] or starts != sorted(starts):
        return None
    end = directory[-9:-5] + directory[-5:]
    if not end.isdigit() or base + int(end[:4]) + int(end[4:]) != len(data) - 1:
        return None
    tags = [directory[at : at + 3] for at in range(0, len(directory), _ENTRY)]
    return list(zip(tags, contents, strict=False))


def _fields_at(data: bytes, base: int, directory: str) -> list[Entry] | None:
    """The fields at the places that the directory gives."""
    entries: list[Entry] = []
    try:
        for at in range(0, len(directory), _ENTRY):
            start = base + int(directory[at + 7 : at + 12])
            stop = start + int(directory[at + 3 : at + 7]) - 1
            if stop < start or data[stop] != FIELD_END:
                return None
            entries.append((directory[at : at + 3], data[start:stop]))
    except (ValueError, IndexError):
        return None
    return entries


def _in_order(data: bytes) -> list[Entry] | None:
    """The fields as the terminators divide them, when there are as many as tags in the directory."""
    head, *contents = data[:-1].split(_FIELD_END)
    directory = head[_LEADER:].decode("latin-1")
    tags = [directory[at : at + 3] for at in range(0, len(directory), _ENTRY)]
    if len(directory) % _ENTRY or len(contents) != len(tags) + 1 or not all(tag.isalnum() for tag in tags):
        return None
    return list(zip(tags, contents, strict=False))


def _control_number(data: bytes, entries: list[Entry] | None) -> str:
    """The 001 of a broken record, as far as it can be made out."""
    if entries is None and data[_LEADER : _LEADER + 3] == b"001":
        fields = data.split(_FIELD_END, 2)
        entries = [("001", fields[1])] if len(fields) == 3 and len(fields[1]) < 100 else []
    found = next((content for tag, content in entries or [] if tag == "001"), b"")
    text = found.decode("ascii", "replace").strip()
    return text if text.isprintable() else ""


def _decode(leader: bytes, entries: list[Entry], by_order: bool, wanted: frozenset[str] | None) -> MarcRecord:
    """The wanted fields as text."""
    says_utf8 = leader[9] == 0x61
    warnings: dict[str, None] = {_BY_ORDER: None} if by_order else {}
    controls: list[tuple[str, str]] = []
    fields: list[Field] = []
    for tag, content in entries:
        if wanted is not None and tag not in wanted:
            continue
        text = decode_text(content, says_utf8=says_utf8, warnings=warnings)
        if tag < "010" and tag.isdigit():
            controls.append((tag, text))
            continue
        indicators, *subfields = text.split("\x1f")
        pairs = tuple((one[0], one[1:]) for one in subfields if one)
        # Indicators are missing or too many in real files; what can be used is used.
        fields.append(Field(tag, indicators if len(indicators) == 2 else (indicators + "  ")[:2], pairs))
    return MarcRecord(leader.decode("latin-1"), tuple(controls), tuple(fields), tuple(warnings))
