"""What a MARC record gives to the library: plain rows to be, before they meet what is already there.

Two versions of a record give two such values; what differs between them is what the record changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from buckram.desk.access_from_record import GivenAccess, accesses
from buckram.desk.dating import Dating, dating
from buckram.exchange.marc.bib import BibRead
from buckram.exchange.marc.callnumber import CallNumber, CallScheme
from buckram.exchange.marc.mfhd import HoldingsRead, Place, Statement
from buckram.holdings import card_texts, statement
from buckram.holdings.runs import is_single
from buckram.identify import call_sort, sort_title
from buckram.pattern.field import Field

RUNS = {
    "853": "basic",
    "854": "supplement",
    "855": "index",
    "863": "basic",
    "864": "supplement",
    "865": "index",
}
_CAPTIONS = {"863": "853", "864": "854", "865": "855"}
_TEXTS = {"853": "866", "854": "867", "855": "868"}
_MOST_DIGITS = 9
"""Digits of a number that counts something; more are a slip, and no file could keep the number."""

_MOST_COPIES = 9
"""008/17-19 above this is not believed: nobody checks in so many copies from one record."""

_MOST_ORDERED = 40
"""Digits by which issues are ordered. Python refuses to read a number of some thousands."""

_RECEIPT_ENDED = frozenset({"2", "5"})
_SUBSCRIPTIONS = {"3": "on order", "4": "active"}
_SORTS = {CallScheme.LC: "lc", CallScheme.DEWEY: "dewey", CallScheme.NLM: "nlm", CallScheme.SUDOCS: "sudocs"}
_LEVELS = "abcdefghijklm"
_DIGITS = re.compile(r"\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class GivenCopy:
    """A place that holds the title. number: as the record has it, else None. call_number: "" for none."""

    location: str
    number: int | None
    call_number: str
    retention: str


@dataclass(frozen=True, slots=True)
class GivenIssue:
    """An issue that is in hand. designation: 863 values. copy: its copy number, where it is told.

    order: sorts the issues of a run. received_on: where an item says when it came.
    """

    run: str
    link: str
    designation: tuple[tuple[str, str], ...]
    volume: str
    number: str
    cover: str
    label: str
    published_on: date | None
    received_on: date | None
    barcode: str
    copy: int | None
    notes: tuple[tuple[str, str], ...]

    @property
    def order(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Where it lies in its run."""
        return order_key(dict(self.designation))

    @property
    def identity(self) -> frozenset[tuple[str, str]]:
        """The same for two records of one issue."""
        return identity(dict(self.designation))


@dataclass(frozen=True, slots=True)
class GivenUnit:
    """Holdings of one library unit. subscription: "", "active" or "on order". notes: (audience, text).

    warnings: sentences on what could not be taken in as it stands.
    """

    copies: tuple[GivenCopy, ...] = ()
    active: bool = True
    subscription: str = ""
    statements: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    patterns: tuple[Field, ...] = ()
    issues: tuple[GivenIssue, ...] = ()
    warnings: tuple[str, ...] = ()
    online: tuple[GivenAccess, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenTitle:
    """A title. columns: of the table title. variants: (kind, name). links: (tag, relation, name, ISSN,
    control number)."""

    columns: Mapping[str, str | None]
    language: str
    identifiers: tuple[tuple[str, str], ...]
    variants: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str, str, str, str], ...]
    units: tuple[GivenUnit, ...]
    online: tuple[GivenAccess, ...] = ()


def title(read: BibRead) -> GivenTitle:
    """What a bibliographic record gives."""
    frequency = read.frequency or next((f.first("w") for f in read.patterns if f.first("w").isalpha()), "")
    units = tuple(unit(one) for one in read.holdings)
    if read.patterns and not any(one.patterns for one in units):
        units = (GivenUnit(patterns=_sound(read.patterns)), *units)
    columns = {
        "name": read.name,
        "vernacular": read.vernacular or None,
        "sort_name": sort_title(read.name, read.filing, read.language),
        "publisher": read.publisher or None,
        "place": read.place or None,
        "country": read.country or None,
        "language": read.language or None,
        "frequency": frequency or None,
        "frequency_text": read.frequency_text or None,
        "status": read.status,
        **call_columns(read.call_number),
    }
    numbers = [(str(one.kind), one.value) for one in read.identifiers]
    if read.control_number:
        numbers.append(("control", "".join(read.control_number.split())))
    return GivenTitle(
        columns=columns,
        language=read.language,
        identifiers=tuple(dict.fromkeys(numbers)),
        variants=_other_names(read),
        links=tuple(
            (one.tag, one.relation, one.name, one.issn, next(iter(one.control_numbers), ""))
            for one in read.links
            if one.name
        ),
        units=units,
        online=accesses(read.online),
    )


def _other_names(read: BibRead) -> tuple[tuple[str, str], ...]:
    """Each name once, and none that the title bears anyway: a key title is mostly the title again."""
    found = {read.name: "", read.vernacular: ""}
    for kind, name in read.variants:
        found.setdefault(name, kind)
    return tuple((kind, name) for name, kind in found.items() if kind)


def call_columns(call: CallNumber | None) -> dict[str, str | None]:
    """The call number of a title and its key of shelf order."""
    if call is None:
        return {"call_number": None, "call_sort": None}
    return {"call_number": call.text, "call_sort": call_sort(call.text, _SORTS.get(call.scheme, "other"))}


def unit(read: HoldingsRead) -> GivenUnit:
    """What the holdings of one unit give."""
    patterns = _sound(read.patterns)
    captions = {(RUNS[field.tag], link_of(field)): field for field in patterns}
    itemised, compressed = _divided(read.received)
    return GivenUnit(
        copies=tuple(_copies(read)),
        active=read.receipt not in _RECEIPT_ENDED,
        subscription=_SUBSCRIPTIONS.get(read.receipt, ""),
        statements=tuple(dict.fromkeys((*_texts(read), *_compressed(read, compressed, captions)))),
        notes=tuple(dict.fromkeys(_notes(read))),
        patterns=patterns,
        issues=tuple(_issues(read, itemised, captions)),
        warnings=tuple(dict.fromkeys(_too_long(read))),
        online=accesses(read.online),
    )


def order_key(designation: Mapping[str, str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where an issue lies in its run: by its numbers, then by its date."""
    return (
        tuple(_first_number(designation.get(code, "")) for code in "abcdef"),
        tuple(_first_number(designation.get(code, "")) for code in "ijkl"),
    )


def identity(designation: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """What makes a designation that issue: its values, whether they are written 3 or 03."""
    return frozenset((code, value.lstrip("0") or value) for code, value in designation.items())


def _first_number(text: str) -> int:
    found = _DIGITS.search(text)
    return int(found[0][:_MOST_ORDERED]) if found else -1


def _sound(patterns: Sequence[Field]) -> tuple[Field, ...]:
    """The patterns with a caption or a frequency; an empty field says nothing."""
    return tuple(field for field in patterns if any(code in _LEVELS + "w" for code, _ in field.subfields))


def link_of(field: Field) -> str:
    """The link number of $8: "1" of "1.3". One that is too long is cut short."""
    return _whole_link(field)[:_MOST_DIGITS]


def _whole_link(field: Field) -> str:
    return field.first("8").strip().partition(".")[0].partition("\\")[0]


def _number(text: str) -> int | None:
    """A number of ASCII digits that is no longer than numbers are."""
    bare = text.strip()
    return int(bare) if _DIGITS.fullmatch(bare) and len(bare) <= _MOST_DIGITS else None


def _too_long(read: HoldingsRead) -> Iterator[str]:
    """Warnings on numbers that cannot be meant."""
    for field in (*read.patterns, *read.received):
        if len(field.first("8")) > _MOST_DIGITS and len(_whole_link(field)) > _MOST_DIGITS:
            yield f"The link number in $8 of its {field.tag} is too long; its first nine characters count."
    copies = [("852", place.copy) for place in read.places]
    copies += [(field.tag, field.first("t")) for field in read.received]
    copies += [(item.tag, item.copy) for item in read.items]
    for tag, copy in copies:
        if len(copy) > _MOST_DIGITS and any(len(n) > _MOST_DIGITS for n in _DIGITS.findall(copy)):
            yield f"The copy number in $t of its {tag} is too long; it was passed over."


def _copies(read: HoldingsRead) -> Iterator[GivenCopy]:
    """One copy for each 852 and copy number in it; for a single 852 as many as 008/17-19 says."""
    for place in read.places:
        call = place.call_number.text if place.call_number else ""
        for number in _copy_numbers(place, read.copies if len(read.places) == 1 else 1):
            yield GivenCopy(place.code, number, call, place.retention or read.retention)


def _copy_numbers(place: Place, reported: int) -> Sequence[int | None]:
    numbers = [int(n) for n in _DIGITS.findall(place.copy) if len(n) <= _MOST_DIGITS]
    if len(numbers) == 2 and "-" in place.copy and 0 < numbers[1] - numbers[0] < _MOST_COPIES:
        return range(numbers[0], numbers[1] + 1)
    if numbers:
        return numbers[:_MOST_COPIES]
    return [None] * (reported if 1 < reported <= _MOST_COPIES else 1)


def _texts(read: HoldingsRead) -> Iterator[tuple[str, str]]:
    return ((one.tag, one.text) for one in read.statements if one.text)


def _compressed(
    read: HoldingsRead, compressed: Sequence[Field], captions: Mapping[tuple[str, str], Field]
) -> Iterator[tuple[str, str]]:
    """Runs of issues (863 `1-4`) as the text that a person reads, where no 866 stands in their place.

    MARC 21 holdings, $8: text with link 0 is for the whole class, with another link for that group.
    """
    told = {(one.tag, one.link) for one in read.statements if one.text}
    groups: dict[tuple[str, str], list[Field]] = {}
    for field in compressed:
        groups.setdefault((_CAPTIONS[field.tag], link_of(field)), []).append(field)
    for (tag, link), fields in groups.items():
        text_tag = _TEXTS[tag]
        if (text_tag, "0") in told or (text_tag, link) in told:
            continue
        own = captions.get((RUNS[tag], link), Field(tag, "  ", ()))
        if text := statement(own, fields):
            yield text_tag, text


def _notes(read: HoldingsRead) -> Iterator[tuple[str, str]]:
    sources: tuple[Place | Statement, ...] = (*read.places, *read.statements)
    for one in sources:
        yield from (("public", text) for text in one.public_notes)
        yield from (("staff", text) for text in one.staff_notes)


def _divided(received: Sequence[Field]) -> tuple[list[Field], list[Field]]:
    """The fields that record one issue in hand; and the others: runs, and what was never published."""
    itemised: list[Field] = []
    compressed: list[Field] = []
    for field in received:
        (itemised if is_single(field) else compressed).append(field)
    return itemised, compressed


def _issues(
    read: HoldingsRead, itemised: Sequence[Field], captions: Mapping[tuple[str, str], Field]
) -> Iterator[GivenIssue]:
    items = {(one.tag[2], one.link): one for one in reversed(read.items) if one.link}
    groups: dict[tuple[str, str], tuple[str, Field, Dating]] = {}
    for field in itemised:
        # Of a subfield that is repeated the first counts.
        bare = {code: value.strip() for code, value in reversed(field.subfields)}
        joint = bare.get("8", "")
        group = field.tag, joint.partition(".")[0]
        if group not in groups:
            link = link_of(field)
            own = captions.get((RUNS[field.tag], link)) or Field(_CAPTIONS[field.tag], "  ", ())
            groups[group] = link, own, dating(own)
        link, own, dates = groups[group]
        values = {code: value for code, _ in field.subfields if code in _LEVELS and (value := bare[code])}
        # 876 goes with 863, 877 with 864, 878 with 865.
        item = items.get((str(int(field.tag[2]) + 3), joint)) if items else None
        number = bare.get("t") or (item.copy if item else "")
        texts = card_texts(own, values)
        yield GivenIssue(
            run=RUNS[field.tag],
            link=link,
            designation=tuple(values.items()),
            volume=texts.volume,
            number=texts.number,
            cover=texts.cover,
            label=texts.label,
            published_on=dates.published(values),
            received_on=_day(item.acquired) if item else None,
            barcode=_barcode(bare.get("p", "")) or (_barcode(item.barcode) if item else ""),
            copy=_number(number) if number else None,
            notes=tuple(
                [
                    ("public" if code == "z" else "staff", value.strip())
                    for code, value in field.subfields
                    if code in "xz" and value.strip()
                ]
            ),
        )


def _barcode(text: str) -> str:
    """The number on the piece; B and U in front tell bound from unbound, and // stands for none."""
    bare = text.strip()
    if bare[:1] in ("B", "U") and bare[1:].isdigit():
        return bare[1:]
    return bare if any(c.isalnum() for c in bare) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 8 else None
    except ValueError:
        return None
