"""MARCXML files: any `record` element with MARC fields in it, in a collection, bare, in OAI-PMH or SRU.

After an error the reading starts anew at the next record, so one broken record costs no other.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Generator, Iterator
from io import BytesIO
from typing import BinaryIO
from xml.sax.saxutils import escape

from buckram.exchange.marc.record import BadRecord, MarcRecord, RawRecord, Syntax
from buckram.exchange.marc.xml_elements import LONGEST, Elements, Piece

BLOCK = 1 << 18
_LEAST = 128
"""Bytes of an unfinished block that may still be the front of a record's start tag."""

_RECORD = re.compile(rb"<(?:[\w.-]+:)?record[\s/>]")
_RECORD_END = re.compile(rb"</(?:[\w.-]+:)?record\s*>")
_NOTHING = re.compile(rb"(?:\s|</[\w.:-]+\s*>|<!--.*?-->)*", re.DOTALL)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_CONTROL_NUMBER = re.compile(rb"""tag=["']001["'][^>]*>\s*([^<\s][^<]{0,40})<""")


def read(stream: BinaryIO, advanced: Callable[[int], None]) -> Iterator[RawRecord | BadRecord]:
    """Every record of the stream. advanced: called with the bytes read so far."""
    reading = _Reading(stream, advanced)
    number = 0
    for offset, data, found in reading.pieces():
        number += 1
        if isinstance(found, str):
            yield BadRecord(number, offset, _control_number(data), found, data)
        else:
            recoded = reading.recoded(data)
            yield RawRecord(number, offset, data, Syntax.MARCXML, found.restricted, recoded)
    if not number:
        yield BadRecord(1, 0, "", "There is no MARC record in this XML file.", b"")


def parse(data: bytes) -> MarcRecord:
    """A kept record again. Raises ValueError when it never was one."""
    found = next(read(BytesIO(data), lambda _: None))
    if isinstance(found, BadRecord):
        raise ValueError(found.sentence)
    return found.whole()


class _Reading:
    """One pass over a file: a parser, and after each fault a new one."""

    def __init__(self, stream: BinaryIO, advanced: Callable[[int], None]) -> None:
        self._stream = stream
        self._advanced = advanced
        self._done = 0
        self._encoding = "utf-8"
        self._entities: dict[str, str] = {}

    def _block(self) -> bytes:
        data = self._stream.read(BLOCK)
        self._done += len(data)
        self._advanced(self._done)
        return data

    def pieces(self) -> Iterator[Piece]:
        """Each record, or the bytes of a broken one with a sentence."""
        data = self._block()
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield 0, b"", "The file is UTF-16; save it as UTF-8 and import that."
            return
        head = len(data) - len(data.removeprefix(codecs.BOM_UTF8).lstrip())
        data = data[head:]
        if declared := _ENCODING.match(data):
            self._encoding = declared[1].decode("ascii").lower()
        elements = Elements(head, None, root=False)
        self._entities = elements.entities
        while True:
            ends = not data
            fault = elements.feed(data) if data else elements.close()
            yield from elements.pieces
            elements.pieces.clear()
            if fault:
                offset, data = yield from self._behind(elements, fault)
                if not data:
                    return
                elements = Elements(offset, self._encoding, root=True)
            elif ends:
                return
            else:
                data = self._block()

    def _behind(self, elements: Elements, fault: str) -> Generator[Piece, None, tuple[int, bytes]]:
        """What lies between the fault and the next record; gives that record's offset and bytes."""
        inside = elements.inside
        offset, data, before = elements.rest()
        searched = 1 if inside else 0
        while (found := _RECORD.search(data, searched)) is None and len(data) <= LONGEST:
            searched = max(searched, len(data) - _LEAST)
            block = self._block()
            if not block:
                break
            data += block
        stop = found.start() if found else len(data)
        if inside and (end := _RECORD_END.search(data, before, stop)):
            yield offset, data[: end.end()], fault
        elif inside or not _NOTHING.fullmatch(data, 0, stop):
            yield offset, data[:stop], fault
        elif elements.cut_off:
            yield offset, b"", fault
        return offset + stop, data[stop:]

    def recoded(self, data: bytes) -> bytes | None:
        """The record as UTF-8 without entities of the file's own, or None when it is so already."""
        plain = self._encoding in ("utf-8", "utf8", "us-ascii", "ascii")
        names = [name for name in self._entities if b"&" + name.encode() + b";" in data]
        if plain and not names:
            return None
        text = data.decode("utf-8" if plain else self._encoding, "replace")
        for name in names:
            text = text.replace(f"&{name};", escape(self._entities[name]))
        return text.encode()


def _control_number(data: bytes) -> str:
    found = _CONTROL_NUMBER.search(data)
    return found[1].decode("utf-8", "replace").strip() if found else ""
