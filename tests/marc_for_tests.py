"""MARC bytes to read, made field by field, so that each kind of damage can be done on purpose."""

from __future__ import annotations

from pathlib import Path

from buckram.exchange.marc.reading import read_file
from buckram.exchange.marc.record import BadRecord, RawRecord

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "marc"

SERIAL_008 = b"750101c19749999enkmr p       0   a0eng  "


def frame(*fields: tuple[str, bytes], leader: bytes = b"     cas a22     2a 4500") -> bytes:
    """One ISO 2709 record with true lengths. A field is (tag, everything before its terminator)."""
    directory, data = b"", b""
    for tag, content in fields:
        content += b"\x1e"
        directory += b"%s%04d%05d" % (tag.encode(), len(content), len(data))
        data += content
    base = 24 + len(directory) + 1
    length = base + len(data) + 1
    head = b"%05d%s%05d%s" % (length, leader[5:12], base, leader[17:])
    return head + directory + b"\x1e" + data + b"\x1d"


def data(text: str | bytes, indicators: bytes = b"  ") -> bytes:
    """The content of a data field; `$` stands for the subfield delimiter."""
    raw = text.encode() if isinstance(text, str) else text
    return indicators + raw.replace(b"$", b"\x1f")


def serial(number: str, title: str | bytes = "Nature.", *more: tuple[str, bytes], utf8: bool = True) -> bytes:
    """A serial record with a control number, a title and whatever else."""
    raw = title.encode() if isinstance(title, str) else title
    return frame(
        ("001", number.encode()),
        ("008", SERIAL_008),
        ("245", b"00\x1fa" + raw),
        *more,
        leader=b"     cas a22     2a 4500" if utf8 else b"     cas  22     2a 4500",
    )


def read_bytes(folder: Path, content: bytes, name: str = "file.mrc") -> list[RawRecord | BadRecord]:
    """What a file with this content gives."""
    path = folder / name
    path.write_bytes(content)
    return list(read_file(path))


def numbers(found: list[RawRecord | BadRecord]) -> list[str]:
    """The control numbers of the sound records, and "bad" for the others."""
    return ["bad" if isinstance(one, BadRecord) else one.whole().control("001") for one in found]


def title(one: RawRecord | BadRecord) -> str:
    """245 $a of a sound record, as it is shown."""
    assert isinstance(one, RawRecord)
    return one.pick(frozenset({"245"})).fields[0].first("a")
