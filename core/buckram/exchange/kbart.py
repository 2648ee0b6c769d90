"""KBART files (NISO RP-9): which titles a provider opens, and what of each; read and written as values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from buckram.errors import FileProblem, Refused

COLUMNS: Final = (
    "publication_title", "print_identifier", "online_identifier", "date_first_issue_online",
    "num_first_vol_online", "num_first_issue_online", "date_last_issue_online", "num_last_vol_online",
    "num_last_issue_online", "title_url", "first_author", "title_id", "embargo_info", "coverage_depth",
    "notes", "publisher_name", "publication_type", "date_monograph_published_print",
    "date_monograph_published_online", "monograph_volume", "monograph_edition", "first_editor",
    "parent_publication_title_id", "preceding_publication_title_id", "access_type",
)  # fmt: skip
"""The columns of RP-9-2014, in its order."""

_OTHER_NAMES = {
    # Phase I, and what providers write.
    "coverage_notes": "notes",
    "coverage_note": "notes",
    "note": "notes",
    "title": "publication_title",
    "journal_title": "publication_title",
    "publication_name": "publication_title",
    "issn": "print_identifier",
    "print_issn": "print_identifier",
    "p_issn": "print_identifier",
    "pissn": "print_identifier",
    "eissn": "online_identifier",
    "e_issn": "online_identifier",
    "online_issn": "online_identifier",
    "electronic_issn": "online_identifier",
    "date_first_issue": "date_first_issue_online",
    "date_last_issue": "date_last_issue_online",
    "num_first_volume_online": "num_first_vol_online",
    "num_last_volume_online": "num_last_vol_online",
    "num_first_vol": "num_first_vol_online",
    "num_last_vol": "num_last_vol_online",
    "num_first_issue": "num_first_issue_online",
    "num_last_issue": "num_last_issue_online",
    "url": "title_url",
    "embargo": "embargo_info",
    "coverage": "coverage_depth",
    "publisher": "publisher_name",
    "type": "publication_type",
}
_NEEDED = ("publication_title", "title_url")
_NAME = re.compile(
    r"(?P<provider>[^_]+)_(?P<region>[^_]+)_(?P<package>.+)_(?P<day>\d{4}-\d{2}-\d{2})\.(?:txt|tsv)",
    re.IGNORECASE | re.ASCII,
)
_PART = re.compile(r"[^\s_/\\]+")
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")


@dataclass(frozen=True, slots=True)
class KbartRow:
    """A line. line: its number in the file, the header is 1. values: what it says, by the standard's names
    (other columns by their own); a column without text is not there."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be taken in, with the reason."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Named:
    """What the name of a file tells: Provider_Region_Package_YYYY-MM-DD.txt."""

    provider: str
    region: str
    package: str
    day: date

    @property
    def collection(self) -> str:
        """The name without its day: the same for every later file of the package."""
        return f"{self.provider}_{self.region}_{self.package}"


def read(content: bytes) -> list[KbartRow | BadLine]:
    """Every line below the header that is not blank, in order.

    UTF-8 with or without its mark (UTF-16 with its mark too), any line ends, columns in any order, quotes as
    spreadsheets put them. Raises FileProblem when there is no header.
    """
    lines = _lines(content)
    header = _header(lines[0] if lines else b"")
    found: list[KbartRow | BadLine] = []
    for number, raw in enumerate(lines[1:], 2):
        try:
            cells = [_cell(cell) for cell in raw.decode().split("\t")]
        except UnicodeDecodeError as problem:
            found.append(BadLine(number, f"Byte {problem.start + 1} of the line is not UTF-8."))
            continue
        if not any(cells):
            continue
        if any(cells[len(header) :]):
            found.append(BadLine(number, f"It has {len(cells)} columns, the header has {len(header)}."))
            continue
        pairs = zip(header, cells, strict=False)
        found.append(KbartRow(number, {name: cell for name, cell in pairs if cell}))
    return found


def _lines(content: bytes) -> list[bytes]:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeDecodeError as problem:
            raise FileProblem("The file is broken UTF-16.", "Save it as UTF-8.") from problem
    content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content.split(b"\n")


def _header(line: bytes) -> list[str]:
    names = [_column(name) for name in line.decode("utf-8", "replace").split("\t")]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise FileProblem(
            f"This is no KBART file: its first line has no column {' and no column '.join(missing)}.",
            "A KBART file has tabs between its columns and their names in the first line.",
        )
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        raise FileProblem(f"The column {twice} is there twice.", "Take one of them out of the file.")
    return names


def _column(name: str) -> str:
    bare = re.sub(r"[\s\-]+", "_", _cell(name).strip('"').strip().lower())
    return _OTHER_NAMES.get(bare, bare)


def _cell(text: str) -> str:
    bare = " ".join(text.translate(_CONTROLS).split())
    inner = bare[1:-1]
    # Quotes as spreadsheets write them: those inside doubled. Any others are the title's own.
    if len(bare) > 1 and bare[0] == bare[-1] == '"' and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"').strip()
    return bare


def write(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A file with the 25 columns in their order; UTF-8, a tab between columns, a line a row."""
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join(_written(row.get(name, "")) for name in COLUMNS) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def _written(text: str) -> str:
    bare = " ".join(text.translate(_CONTROLS).split())
    # What would be read as a spreadsheet's quotes gets quotes of its own.
    return bare if _cell(bare) == bare else '"' + bare.replace('"', '""') + '"'


def named(name: str) -> Named | None:
    """What a file's name tells, or None when it is not by the rule."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        return None
    return Named(match["provider"], match["region"], match["package"], day)


def file_name(collection: str, day: date) -> str:
    """The name of a file. collection: "Provider_Region_Package". Raises Refused when it is not such."""
    parts = collection.split("_")
    if len(parts) < 3 or not all(_PART.fullmatch(part) for part in parts):
        raise Refused(
            f"“{collection}” is not Provider_Region_Package.",
            "Three names without blanks, joined by _, such as OurLibrary_Global_AllTitles.",
        )
    return f"{collection}_{day.isoformat()}.txt"
