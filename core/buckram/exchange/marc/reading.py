"""Read a file of MARC records, whatever its form: one at a time, in memory that does not grow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path

from buckram.errors import FileProblem
from buckram.exchange.marc.record import BadRecord, MarcRecord, RawRecord, Syntax

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all."""

_HEAD = 1 << 16
_MRK_LINE = re.compile(rb"^=(?:LDR|[0-9]{3})  ?", re.MULTILINE)
_WEB_PAGE = re.compile(rb"<(?:!doctype html|html)\b", re.IGNORECASE)


class Alien(StrEnum):
    """What else people try to import, and what to tell them."""

    EMPTY = "The file is empty."
    JSON = "The file is JSON, which is not read here; export the records as MARC or MARCXML."
    WEB_PAGE = "The file is a web page, not MARC records."
    PACKED = "The file is compressed; unpack it and import what is in it."
    UNKNOWN = "The file holds no MARC records: it is not ISO 2709, MARCXML or MarcEdit text."


def read_file(path: Path, *, progress: Progress | None = None) -> Iterator[RawRecord | BadRecord]:
    """Every record of the file, bad ones too, in order.

    A file that is none of the known forms gives one BadRecord without bytes. Raises FileProblem when it
    cannot be opened or read.
    """
    try:
        total = path.stat().st_size
        with path.open("rb") as stream:
            form = sniff(stream.read(_HEAD))
            stream.seek(0)
            if isinstance(form, Alien):
                yield BadRecord(1, 0, "", form.value, b"")
                return

            def advanced(done: int) -> None:
                if progress is not None:
                    progress(min(done, total), total)

            if form is Syntax.MARCXML:
                from buckram.exchange.marc import marcxml

                yield from marcxml.read(stream, advanced)
            elif form is Syntax.MRK:
                from buckram.exchange.marc import mrk

                yield from mrk.read(stream, advanced)
            else:
                from buckram.exchange.marc import iso2709

                yield from iso2709.read(stream, advanced)
    except OSError as problem:
        raise FileProblem(f"{path} cannot be read: {problem.strerror or problem}.") from problem


def sniff(head: bytes) -> Syntax | Alien:
    """The form of a file by its first bytes, or what it is instead."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\0")
    if not text:
        return Alien.EMPTY if not head else Alien.UNKNOWN
    if text.startswith((b"\xff\xfe<", b"\xfe\xff\0<")):
        return Syntax.MARCXML
    if text.startswith(b"<"):
        return Alien.WEB_PAGE if _WEB_PAGE.match(text) else Syntax.MARCXML
    if text.startswith((b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ")):
        return Alien.PACKED
    if b"\x1e" in head or b"\x1d" in head:
        return Syntax.ISO2709
    if _MRK_LINE.search(text):
        return Syntax.MRK
    if text.startswith((b"{", b"[")):
        return Alien.JSON
    return Alien.UNKNOWN


def parse(content: bytes, syntax: Syntax) -> MarcRecord:
    """A record that was kept. Raises ValueError when these bytes are none."""
    if syntax is Syntax.MARCXML:
        from buckram.exchange.marc import marcxml

        return marcxml.parse(content)
    if syntax is Syntax.MRK:
        from buckram.exchange.marc import mrk

        return mrk.parse(content)
    from buckram.exchange.marc import iso2709

    return iso2709.parse(content)
