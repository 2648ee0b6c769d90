"""The record elements in a stretch of XML, found by expat as the bytes come."""

from __future__ import annotations

import html
from xml.parsers import expat

from buckram.exchange.marc.record import MarcRecord
from buckram.pattern.field import Field

LONGEST = 1 << 25
"""A record element longer than this is taken for one whose end is missing."""

LONGEST_ENTITY = 64
"""Characters that an entity declared in the file may stand for; it may name no other entity."""

_ROOT = b"<r>"
_NO_TAG = "A field without a tag was left out."
_UNKNOWN_ENTITY = "An entity that the file does not explain was kept as it stands."

Piece = tuple[int, bytes, MarcRecord | str]
"""Offset, bytes, and the record or the sentence that says why there is none."""


class _UnsafeEntityError(Exception):
    """An entity that could pull in other files or grow without bound."""


class Elements:
    """One expat parser over bytes that follow each other in the file.

    Names are read without their namespace prefix, because the bytes of one record, kept by themselves,
    no longer declare it.
    """

    def __init__(self, offset: int, encoding: str | None, *, root: bool) -> None:
        """offset: of the first byte in the file. encoding: overrides what the XML says; None: as it says.

        root: the bytes begin in the middle of a file, so give them a root element.
        """
        self.entities: dict[str, str] = {}
        self.pieces: list[Piece] = []
        self._buffer = b""
        self._at = offset
        self._settled = offset
        self._base = offset
        self._rooted = root
        self.cut_off = False
        """The file ended before its root element did, and not inside a record."""
        self._parser = parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._declare
        parser.SkippedEntityHandler = self._skipped
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._record_at = -1
        self._words: list[str] = []
        self._clear()
        if root:
            self._base -= len(_ROOT)
            parser.Parse(_ROOT, False)

    def _clear(self) -> None:
        self._leader = ""
        self._controls: list[tuple[str, str]] = []
        self._fields: list[Field] = []
        self._warnings: dict[str, None] = {}
        self._tag = ""
        self._indicators = ""
        self._code = ""
        self._pairs: list[tuple[str, str]] = []
        self._deleted = False

    def feed(self, data: bytes) -> str:
        """Read on. Gives the sentence of a fault, or "". What was found is in `pieces`."""
        self._buffer += data
        try:
            self._parser.Parse(data, False)
        except expat.ExpatError as problem:
            where = self._base + self._parser.ErrorByteIndex
            return f"The XML breaks at byte {where:,}: {expat.ErrorString(problem.code)}."
        except _UnsafeEntityError as problem:
            return str(problem)
        self._forget(self._record_at if self.inside else self._here())
        if self.inside and len(self._buffer) > LONGEST:
            return f"The record does not end within {LONGEST:,} bytes."
        return ""

    def close(self) -> str:
        """The sentence when the file ends too early, or ""."""
        if self.inside:
            return "The file ends in the middle of the record."
        if self._rooted:
            return ""
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as problem:
            what = expat.ErrorString(problem.code)
            self.cut_off = True
            return f"The file ends before its first tag is closed, so records may be missing ({what})."
        return ""

    @property
    def inside(self) -> bool:
        """Whether a record element is open."""
        return self._record_at >= 0

    def rest(self) -> tuple[int, bytes, int]:
        """After a fault: the offset and bytes from the broken record (or the last sound one) on, and how
        many of them lie before the fault."""
        fault = self._here()
        self._forget(self._record_at if self.inside else self._settled)
        return self._at, self._buffer, max(fault - self._at, 0)

    def _here(self) -> int:
        return self._base + self._parser.CurrentByteIndex

    def _forget(self, keep: int) -> None:
        """Let go of the bytes before `keep`."""
        if keep > self._at:
            self._buffer = self._buffer[keep - self._at :]
            self._at = keep

    def _bytes(self, start: int, stop: int) -> bytes:
        return self._buffer[start - self._at : stop - self._at]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "record":
            if self.inside and (self._leader or self._controls or self._fields):
                data = self._bytes(self._record_at, self._here())
                self.pieces.append((self._record_at, data, "Another record begins before this one ends."))
            self._clear()
            self._record_at = self._here()
        elif not self.inside:
            return
        elif local == "subfield":
            self._code = attributes.get("code", "")
        elif local == "datafield":
            self._tag = attributes.get("tag", "")
            self._indicators = (attributes.get("ind1") or " ")[0] + (attributes.get("ind2") or " ")[0]
            self._pairs = []
        elif local == "controlfield":
            self._tag = attributes.get("tag", "")
        elif local == "header":
            self._deleted = attributes.get("status") == "deleted"
        self._words = []

    def _end(self, name: str) -> None:
        if not self.inside:
            return
        local = name.rpartition(":")[2]
        if local == "subfield":
            if self._code:
                self._pairs.append((self._code, "".join(self._words)))
        elif local == "datafield":
            if self._tag:
                self._fields.append(Field(self._tag, self._indicators, tuple(self._pairs)))
            else:
                self._warnings[_NO_TAG] = None
        elif local == "controlfield":
            self._controls.append((self._tag, "".join(self._words)))
        elif local == "leader":
            self._leader = "".join(self._words).strip("\r\n\t")
        elif local == "record":
            self._end_record()
        self._words = []

    def _end_record(self) -> None:
        start = self._record_at
        stop = self._buffer.find(b">", self._here() - self._at) + 1 + self._at
        self._record_at = -1
        self._settled = stop
        found: MarcRecord | str
        if self._controls or self._fields:
            leader = self._leader if len(self._leader) <= 24 else self._leader.strip()
            found = MarcRecord(
                leader.ljust(24)[:24], tuple(self._controls), tuple(self._fields), tuple(self._warnings)
            )
        elif self._deleted:
            found = "The feed says that this record was deleted; it has no fields."
        else:
            found = "It has no MARC fields."
        self.pieces.append((start, self._bytes(start, stop), found))
        self._clear()

    def _text(self, data: str) -> None:
        self._words.append(data)

    def _skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._warnings[_UNKNOWN_ENTITY] = None
            self._words.append(html.unescape(f"&{name};"))

    def _declare(
        self,
        name: str,
        is_parameter: bool,
        value: str | None,
        _base: str | None,
        _system_id: str | None,
        _public_id: str | None,
        _notation: str | None,
    ) -> None:
        if is_parameter or value is None or len(value) > LONGEST_ENTITY or set(value) & set("&%<"):
            raise _UnsafeEntityError(
                f'The file declares an entity "{name[:40]}" that could draw in other files or grow without'
                " bound; such files are not trusted."
            )
        self.entities[name] = value
