"""The demonstration library's tables as values.

They lie in `library/` as text, one row a thing, columns parted by tabs: the first row that is not a comment
names the columns. What is real in them and what is made up is told in `library/SOURCES.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from buckram_data.tables_of_bindery import BinderyTables, load_bindery
from buckram_data.tables_of_year import YearTables, load_year
from buckram_data.tsv import read

LIBRARY = Path(__file__).with_name("library")


@dataclass(frozen=True, slots=True)
class Title:
    """A serial. country, language, frequency: MARC codes.

    ended: a year, "unknown", or "" while it appears.
    """

    key: str
    issn: str
    name: str
    vernacular: str
    publisher: str
    place: str
    country: str
    language: str
    frequency: str
    frequency_text: str
    began: str
    ended: str
    call_number: str
    treatment: str


@dataclass(frozen=True, slots=True)
class Name:
    """Another name of a title. kind: as the record has it (key, variant, parallel, cover ...)."""

    title: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Number:
    """Another number of a title. kind: coden or upc."""

    title: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Link:
    """A linking entry, 780 or 785. relation: its second indicator. other: key of a title."""

    title: str
    tag: str
    relation: str
    other: str


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption and pattern: subfields of 853, 854 or 855, such as "$a v. $b no. $u 12 $v r"."""

    key: str
    pattern: str

    @property
    def subfields(self) -> tuple[tuple[str, str], ...]:
        """(code, value) in order."""
        return tuple((part[0], part[1:].strip()) for part in self.pattern.split("$")[1:])


@dataclass(frozen=True, slots=True)
class Run:
    """How a title is numbered. run: basic, supplement or index.

    first: first issue of a year, "2026 a12 b1 j01"; "" where nothing is predicted. yearly: what the first
    issue of the next year has more, "a+1 b+52". months: how many months are kept ("" for three years).
    addon: what the digits beside the barcode count, by the names of `identify.AddonScheme`; "" for none.
    """

    title: str
    run: str
    pattern: str
    first: str
    yearly: str
    months: str
    addon: str


@dataclass(frozen=True, slots=True)
class Location:
    """A place for pieces, in the order of the table. by: who receives there. fund: who pays for what has its
    first copy there."""

    code: str
    name: str
    by: str
    fund: str


@dataclass(frozen=True, slots=True)
class Vendor:
    """Who sends it. kind: agent or publisher. lag: days from publication to our door, or "". channel: how
    claims reach it; language, country: MARC codes. address: its lines apart by ;. rise: per cent by which its
    prices rose this year, or "". merged: key of the vendor that it became, or ""."""

    key: str
    name: str
    kind: str
    account: str
    email: str
    lag: str
    note: str
    channel: str
    language: str
    country: str
    phone: str
    web: str
    san: str
    gln: str
    address: str
    rise: str
    merged: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """A standing order. mean, spread: days from an issue's date to its arrival; "" where nobody can tell."""

    title: str
    vendor: str
    order: str
    price: str
    currency: str
    mean: str
    spread: str
    status: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A place that wants each issue. barcode: "yes" if each piece gets one of the library's own, or "".

    retention: MARC holdings 008/12-15, # for a blank.
    """

    title: str
    number: str
    location: str
    barcode: str
    retention: str


@dataclass(frozen=True, slots=True)
class Reader:
    """A line of a routing list."""

    title: str
    copy: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote about a title. stops: "yes" if it is read before a receipt. age: days ago."""

    title: str
    stops: str
    audience: str
    age: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """What went wrong with the issue that is `back` places from the newest that has appeared (1)."""

    title: str
    run: str
    back: str
    what: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came, `age` days ago, of a title that nobody can predict. issue: "a12 i%Y", %Y that day's year."""

    title: str
    age: str
    issue: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Holdings that came as text. tag: 866."""

    title: str
    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything, each table in its own order."""

    titles: Sequence[Title]
    names: Sequence[Name]
    numbers: Sequence[Number]
    links: Sequence[Link]
    captions: Sequence[Caption]
    runs: Sequence[Run]
    locations: Sequence[Location]
    vendors: Sequence[Vendor]
    subscriptions: Sequence[Subscription]
    copies: Sequence[Copy]
    readers: Sequence[Reader]
    notes: Sequence[Note]
    events: Sequence[Event]
    receipts: Sequence[Receipt]
    statements: Sequence[Statement]
    year: YearTables
    bindery: BinderyTables


def load(folder: Path = LIBRARY) -> Tables:
    """Read every table. Raises ValueError with file and line where a row does not fit its columns."""
    return Tables(
        titles=[Title(*row) for row in read(folder / "titles.tsv", 14)],
        names=[Name(*row) for row in read(folder / "names.tsv", 3)],
        numbers=[Number(*row) for row in read(folder / "identifiers.tsv", 3)],
        links=[Link(*row) for row in read(folder / "links.tsv", 4)],
        captions=[Caption(*row) for row in read(folder / "patterns.tsv", 2)],
        runs=[Run(*row) for row in read(folder / "runs.tsv", 7)],
        locations=[Location(*row) for row in read(folder / "locations.tsv", 4)],
        vendors=[Vendor(*row) for row in read(folder / "vendors.tsv", 17)],
        subscriptions=[Subscription(*row) for row in read(folder / "subscriptions.tsv", 8)],
        copies=[Copy(*row) for row in read(folder / "copies.tsv", 5)],
        readers=[Reader(*row) for row in read(folder / "routing.tsv", 4)],
        notes=[Note(*row) for row in read(folder / "notes.tsv", 6)],
        events=[Event(*row) for row in read(folder / "events.tsv", 4)],
        receipts=[Receipt(*row) for row in read(folder / "receipts.tsv", 3)],
        statements=[Statement(*row) for row in read(folder / "statements.tsv", 3)],
        year=load_year(folder),
        bindery=load_bindery(folder),
    )
