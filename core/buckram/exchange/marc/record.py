"""One MARC record as a value, and what a file yields: a record as it came, or a bad one with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from buckram.pattern.field import Field


class Syntax(StrEnum):
    """How the bytes of a kept record are to be read."""

    ISO2709 = "iso2709"
    MARCXML = "marcxml"
    MRK = "mrk"


@dataclass(frozen=True, slots=True)
class MarcRecord:
    """Leader, control fields and data fields in record order.

    leader: 24 characters. controls: (tag, value) of 001-009. fields: everything from 010 up.
    warnings: sentences on what had to be guessed while reading (character set, directory).
    """

    leader: str
    controls: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    warnings: tuple[str, ...] = ()

    def control(self, tag: str) -> str:
        """The first control field `tag`, or ""."""
        return next((value for t, value in self.controls if t == tag), "")

    def restricted(self, tags: frozenset[str] | None) -> MarcRecord:
        """The same record with only these tags; None means all of them."""
        if tags is None:
            return self
        return MarcRecord(
            self.leader,
            tuple(pair for pair in self.controls if pair[0] in tags),
            tuple(one for one in self.fields if one.tag in tags),
            self.warnings,
        )


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record whose frame is sound. Its fields are decoded when asked for.

    number: place in the file, from 1. offset: of its first byte in the file. data: the bytes as they
    came. kept: bytes that can be read again without the rest of the file (the same bytes, except for
    XML in another encoding than UTF-8 or with entities declared at the head of the file).
    """

    number: int
    offset: int
    data: bytes
    syntax: Syntax
    decode: Callable[[frozenset[str] | None], MarcRecord] = field(repr=False, compare=False)
    recoded: bytes | None = None

    @property
    def kept(self) -> bytes:
        return self.data if self.recoded is None else self.recoded

    @property
    def digest(self) -> str:
        """SHA-256 of the kept bytes: the same digest means that nothing in the record changed."""
        return hashlib.sha256(self.kept).hexdigest()

    def pick(self, tags: frozenset[str]) -> MarcRecord:
        """The fields with these tags, fit to be shown: control characters are gone.

        The non-sorting marks U+0098 and U+009C stay in title fields, because filing needs them.
        """
        return cleaned(self.decode(tags))

    def whole(self) -> MarcRecord:
        """Every field, as it stands in the record: what an export starts from."""
        return self.decode(None)


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that cannot be read, or bytes between records. The file goes on behind it.

    control_number: where one could be made out, else "". data: the bytes as they came; empty where the
    whole file was turned away.
    """

    number: int
    offset: int
    control_number: str
    sentence: str
    data: bytes = field(repr=False)


_TITLE_TAGS = frozenset({"130", "222", "240", "245", "730", "740"})
_BLANKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x85"), " ")
_CONTROLS: dict[int, str | None] = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0))) | _BLANKS
_CONTROLS_BUT_NONSORTING = {code: to for code, to in _CONTROLS.items() if code not in (0x98, 0x9C)}


def cleaned(record: MarcRecord) -> MarcRecord:
    """The record without control characters, which would otherwise reach a person's terminal.

    Line ends and tabs inside a value become blanks.
    """
    fields = tuple(one if _is_clean(one) else _clean_field(one) for one in record.fields)
    controls = tuple((tag, value.translate(_CONTROLS)) for tag, value in record.controls)
    return MarcRecord(record.leader.translate(_CONTROLS), controls, fields, record.warnings)


def _is_clean(one: Field) -> bool:
    for _, value in one.subfields:  # a loop, because it runs for every value of every record
        if not value.isprintable():
            return False
    return one.indicators.isprintable()


def _clean_field(one: Field) -> Field:
    table = _CONTROLS_BUT_NONSORTING if one.tag in _TITLE_TAGS else _CONTROLS
    return Field(
        one.tag,
        (one.indicators.translate(_CONTROLS) + "  ")[:2],
        tuple((code, value.translate(table)) for code, value in one.subfields if code.isprintable()),
    )
