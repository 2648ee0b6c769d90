"""What is read of holdings, in a record of their own or inside a bibliographic one (MARC 21 holdings)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from buckram.exchange.marc import callnumber, online
from buckram.exchange.marc.callnumber import CallNumber
from buckram.exchange.marc.names import plain
from buckram.exchange.marc.online import Online
from buckram.exchange.marc.record import MarcRecord
from buckram.pattern.field import Field

PATTERN_TAGS = frozenset({"853", "854", "855"})
ISSUE_TAGS = frozenset({"863", "864", "865"})
TEXT_TAGS = frozenset({"866", "867", "868"})
ITEM_TAGS = frozenset({"876", "877", "878"})
_GROUPED = PATTERN_TAGS | ISSUE_TAGS | TEXT_TAGS | ITEM_TAGS
TAGS = _GROUPED | {"001", "003", "004", "008", "014", "841", "852", "856", "891"}
"""What `RawRecord.pick` has to give for `read`."""

CURRENTLY_RECEIVED = "4"
"""008/06."""


@dataclass(frozen=True, slots=True)
class Place:
    """An 852: where a copy stands.

    institution: $a. sublocations: $b. shelving: $c. copy: $t. retention: $f (three characters).
    """

    institution: str
    sublocations: tuple[str, ...]
    shelving: tuple[str, ...]
    call_number: CallNumber | None
    copy: str
    barcode: str
    retention: str
    public_notes: tuple[str, ...]
    staff_notes: tuple[str, ...]

    @property
    def code(self) -> str:
        """The location in one word: the last sublocation and the shelving location, or the institution."""
        return "/".join(self.sublocations[-1:] + self.shelving[-1:]) or self.institution


@dataclass(frozen=True, slots=True)
class Item:
    """An 876-878. link: $8, as in the 863 it belongs to. acquired: $d (yyyymmdd). description: $3."""

    tag: str
    link: str
    barcode: str
    number: str
    copy: str
    acquired: str
    description: str


@dataclass(frozen=True, slots=True)
class Statement:
    """An 866-868: holdings as text. link: $8 ("0" stands for everything)."""

    tag: str
    link: str
    text: str
    public_notes: tuple[str, ...]
    staff_notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoldingsRead:
    """The holdings of one library unit for one title.

    bib_numbers: control numbers of the title, from 004 and 014. likely_numbers: further numbers that some
    systems put there (a second 001, or the title's own number in 001); tried only where there are none.
    receipt: 008/06. method: 008/07. retention: 008/12-15 without the blanks at its end. copies: 008/17-19.
    patterns: 853-855. received: 863-865 as they stand, compressed ones too. pattern_starts: 863-865 out of
    891, the first issue of a pattern and not a holding. online: 856 of a record of their own.
    """

    control_number: str
    control_source: str
    bib_numbers: tuple[str, ...]
    likely_numbers: tuple[str, ...]
    places: tuple[Place, ...]
    receipt: str
    method: str
    retention: str
    copies: int
    patterns: tuple[Field, ...]
    pattern_starts: tuple[Field, ...]
    received: tuple[Field, ...]
    statements: tuple[Statement, ...]
    items: tuple[Item, ...]
    warnings: tuple[str, ...]
    online: tuple[Online, ...] = ()

    @property
    def currently_received(self) -> bool:
        """Whether the record says that issues keep coming."""
        return self.receipt == CURRENTLY_RECEIVED

    @property
    def call_number(self) -> CallNumber | None:
        """The first call number of the places."""
        return next((place.call_number for place in self.places if place.call_number), None)


def is_holdings(leader: str) -> bool:
    """Whether Leader/06 says holdings: unknown, multipart, single-part or serial."""
    return leader[6:7] in ("u", "v", "x", "y")


def unwrapped(field: Field) -> Field | None:
    """The 85X or 86X inside an 891 (its tag is in $9), or None."""
    tag = field.first("9").strip()
    if tag not in PATTERN_TAGS and tag not in ISSUE_TAGS:
        return None
    return Field(tag, field.indicators, tuple(pair for pair in field.subfields if pair[0] != "9"))


def read(record: MarcRecord) -> HoldingsRead:
    """The holdings in a record of their own; `record` needs the fields `TAGS`."""
    # First indicator 0 of 014 gives the number of another holdings record.
    others = [f.first("a") for f in record.fields if f.tag == "014" and f.indicators[0] != "0"]
    linked = [number.strip() for number in (record.control("004"), *others) if number.strip()]
    numbers = [value.strip() for tag, value in record.controls if tag == "001" and value.strip()]
    places = [field for field in record.fields if field.tag == "852"]
    grouped = [field for field in record.fields if field.tag in _GROUPED or field.tag == "891"]
    warnings = list(record.warnings)
    if len(places) > 1 and any(field.tag in PATTERN_TAGS | ISSUE_TAGS | TEXT_TAGS for field in grouped):
        warnings.append("It has several 852 for one statement of holdings; these were put to the first.")
    found = _holdings(
        record,
        tuple(dict.fromkeys(linked)),
        tuple(dict.fromkeys((*numbers[1:], *numbers[:1]))),
        places,
        grouped,
        record.control("008"),
        tuple(warnings),
    )
    return replace(found, online=online.read(f for f in record.fields if f.tag == "856"))


def embedded(record: MarcRecord) -> tuple[HoldingsRead, ...]:
    """The holdings inside a bibliographic record: one for each 852, or one without a place."""
    grouped = [field for field in record.fields if field.tag in _GROUPED]
    places = [field for field in record.fields if field.tag == "852"]
    if not grouped and not places:
        return ()
    coded = next((field.first("b") for field in record.fields if field.tag == "841"), "")
    own = (record.control("001").strip(),)
    if len(places) < 2:
        return (_holdings(record, own, (), places, grouped, coded, ()),)
    shares: list[list[Field]] = [[] for _ in places]
    for field, place in zip(grouped, _places_of(record, places), strict=True):
        shares[place].append(field)
    return tuple(
        _holdings(record, own, (), [place], share, coded, ())
        for place, share in zip(places, shares, strict=True)
    )


def _places_of(record: MarcRecord, places: list[Field]) -> list[int]:
    """For each grouped field in turn, the number of its 852.

    Where 852 and its fields take turns, order decides. Where all 852 stand first, $8, the copy number and
    $3 decide, and what none of them assigns goes to the first.
    """
    order: list[int] = []
    before = -1
    for field in record.fields:
        if field.tag == "852":
            before += 1
        elif field.tag in _GROUPED:
            order.append(max(before, 0))
    if any(place < len(places) - 1 for place in order):
        return order
    named = [(code, _unique(places, code)) for code in ("8", "t", "3")]
    return [
        next((by[value] for code, by in named if (value := _link(field, code)) in by), 0)
        for field in record.fields
        if field.tag in _GROUPED
    ]


def _link(field: Field, code: str) -> str:
    value = field.first(code).strip()
    return value.partition(".")[0] if code == "8" else value


def _unique(places: list[Field], code: str) -> dict[str, int]:
    """Value of a subfield to number of the 852, for values that only one of them has."""
    values = [place.first(code).strip() for place in places]
    return {value: n for n, value in enumerate(values) if value and values.count(value) == 1}


def _holdings(
    record: MarcRecord,
    bib_numbers: tuple[str, ...],
    likely_numbers: tuple[str, ...],
    places: list[Field],
    grouped: list[Field],
    coded: str,
    warnings: tuple[str, ...],
) -> HoldingsRead:
    coded = coded.ljust(32)
    outer = [field for field in grouped if field.tag != "891"]
    inner = [one for field in grouped if field.tag == "891" and (one := unwrapped(field))]
    patterns = [f for f in outer if f.tag in PATTERN_TAGS] or [f for f in inner if f.tag in PATTERN_TAGS]
    return HoldingsRead(
        control_number=record.control("001").strip(),
        control_source=record.control("003").strip(),
        bib_numbers=bib_numbers,
        likely_numbers=likely_numbers,
        places=tuple(_place(field) for field in places),
        receipt=coded[6].strip(" |"),
        method=coded[7].strip(" |"),
        retention=coded[12:16].replace("|", " ").rstrip(),
        copies=int(coded[17:20]) if coded[17:20].isdigit() else 0,
        patterns=tuple(patterns),
        pattern_starts=tuple(f for f in inner if f.tag in ISSUE_TAGS),
        received=tuple(f for f in outer if f.tag in ISSUE_TAGS),
        statements=tuple(told for f in outer if f.tag in TEXT_TAGS and (told := _statement(f))),
        items=tuple(_item(f) for f in outer if f.tag in ITEM_TAGS),
        warnings=warnings,
    )


def _place(field: Field) -> Place:
    return Place(
        institution=plain(field.first("a")),
        sublocations=_all(field, "b"),
        shelving=_all(field, "c"),
        call_number=callnumber.of_place(field),
        copy=field.first("t").strip(),
        barcode=field.first("p").strip(),
        retention=field.first("f").strip(),
        public_notes=_all(field, "z"),
        staff_notes=_all(field, "x"),
    )


def _statement(field: Field) -> Statement | None:
    """The text as it stands; a field with notes alone keeps them, an empty one is none."""
    text = field.first("a").strip()
    public, staff = _all(field, "z"), _all(field, "x")
    if not text and not public and not staff:
        return None
    return Statement(field.tag, field.first("8").strip(), text, public, staff)


def _item(field: Field) -> Item:
    return Item(
        tag=field.tag,
        link=field.first("8").strip(),
        barcode=field.first("p").strip(),
        number=field.first("a").strip(),
        copy=field.first("t").strip(),
        acquired=field.first("d").strip(),
        description=plain(field.first("3")),
    )


def _all(field: Field, code: str) -> tuple[str, ...]:
    return tuple(text for value in field.all(code) if (text := plain(value)))
