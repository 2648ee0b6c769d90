r"""MarcEdit's text form (.mrk): a line a field, `=245  10$aNature.`, a blank line between records.

Blanks in control fields and indicators stand as `\`, a dollar sign in a value as `{dollar}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from buckram.exchange.marc.charset import decode as decode_text
from buckram.exchange.marc.record import BadRecord, MarcRecord, RawRecord, Syntax
from buckram.pattern.field import Field

LONGEST = 1 << 24
_LINE = re.compile(rb"=([0-9A-Za-z]{3})  ?(.*)", re.DOTALL)
_MNEMONICS = {"{dollar}": "$", "{lcub}": "{", "{rcub}": "}", "{bsol}": "\\"}
_MNEMONIC = re.compile("|".join(map(re.escape, _MNEMONICS)))


def read(stream: BinaryIO, advanced: Callable[[int], None]) -> Iterator[RawRecord | BadRecord]:
    """Every record of the stream. advanced: called with the bytes read so far."""
    for number, (offset, data) in enumerate(_blocks(stream, advanced), 1):
        try:
            record = parse(data)
        except ValueError as problem:
            yield BadRecord(number, offset, _control_number(data), str(problem), data)
        else:
            yield RawRecord(number, offset, data, Syntax.MRK, record.restricted)


def parse(data: bytes) -> MarcRecord:
    """The record in one block of lines. Raises ValueError with a sentence."""
    leader = ""
    controls: list[tuple[str, str]] = []
    fields: list[Field] = []
    warnings: dict[str, None] = {}
    lines = _lines(data)
    says_utf8 = not any(line.startswith(b"=LDR") and line[15:16] in b" \\#" for line in lines)
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None:
            shown = line[:40].decode("utf-8", "replace")
            raise ValueError(f'The line "{shown}" does not begin with =, a tag and two blanks.')
        tag = found[1].decode("ascii")
        text = decode_text(found[2], says_utf8=says_utf8, warnings=warnings)
        if tag in ("LDR", "000"):
            leader = text.replace("\\", " ")
        elif tag.isdigit() and tag < "010":
            controls.append((tag, _plain(text.replace("\\", " "))))
        else:
            indicators, *subfields = text.split("$")
            pairs = tuple((one[0], _plain(one[1:])) for one in subfields if one)
            fields.append(Field.of(tag, indicators.replace("\\", " "), pairs))
    if not leader:
        raise ValueError("It has no leader (=LDR).")
    if not controls and not fields:
        raise ValueError("It has no fields.")
    return MarcRecord(leader.ljust(24)[:24], tuple(controls), tuple(fields), tuple(warnings))


def _plain(text: str) -> str:
    return _MNEMONIC.sub(lambda found: _MNEMONICS[found[0]], text) if "{" in text else text


def _lines(data: bytes) -> list[bytes]:
    """The field lines. A line that does not begin with `=` carries on the one before it."""
    lines: list[bytes] = []
    for line in data.splitlines():
        text = line.removeprefix(b"\xef\xbb\xbf")
        if not text.strip():
            continue
        if text.startswith(b"=") or not lines:
            lines.append(text)
        else:
            lines[-1] += b" " + text
    return lines


def _blocks(stream: BinaryIO, advanced: Callable[[int], None]) -> Iterator[tuple[int, bytes]]:
    """(offset, bytes) of each record: up to a blank line, or to the next leader where none is left."""
    block: list[bytes] = []
    size = 0
    offset = 0
    done = 0
    for line in iter(lambda: stream.readline(LONGEST), b""):
        blank = not line.strip(b" \t\r\n\0\x1a")
        starts = line.removeprefix(b"\xef\xbb\xbf").startswith((b"=LDR", b"=000"))
        if block and (blank or starts or size > LONGEST):
            advanced(done)
            yield offset, b"".join(block)
            block.clear()
        if not blank:
            if not block:
                offset, size = done, 0
            block.append(line)
            size += len(line)
        done += len(line)
    if block:
        yield offset, b"".join(block)
    advanced(done)


def _control_number(data: bytes) -> str:
    found = re.search(rb"^=001  ?(.{1,40}?)\s*$", data, re.MULTILINE)
    return found[1].decode("ascii", "replace") if found else ""
