"""What is read of a bibliographic record: the title as a serials desk needs it (MARC 21 bibliographic)."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.exchange.marc import callnumber, identifiers, mfhd, names, online
from buckram.exchange.marc.callnumber import CallNumber
from buckram.exchange.marc.identifiers import Identifier
from buckram.exchange.marc.mfhd import HoldingsRead
from buckram.exchange.marc.online import Online
from buckram.exchange.marc.record import MarcRecord
from buckram.pattern.field import Field

LINK_TAGS = frozenset(
    {"760", "762", "765", "767", "770", "772", "773", "774", "775", "776", "777", "780", "785", "786", "787"}
)
_NAME_TAGS = frozenset({"130", "210", "222", "240", "245", "246", "247", "730", "740", "880"})
_OTHER_TAGS = frozenset({"001", "003", "005", "007", "008", "260", "264", "310", "321", "362", "200", "856"})
TAGS = _NAME_TAGS | LINK_TAGS | _OTHER_TAGS | identifiers.TAGS | callnumber.TAGS | mfhd.TAGS
"""What `RawRecord.pick` has to give for `read`."""

_VARIANT_KINDS = {"130": "uniform", "210": "abbreviated", "222": "key", "240": "uniform", "247": "former"}
_VARIANTS_OF_246 = {
    "0": "portion",
    "1": "parallel",
    "2": "distinctive",
    "4": "cover",
    "5": "added title page",
    "6": "caption",
    "7": "running",
    "8": "spine",
}
_STATUS = {"c": "current", "d": "ceased"}
_NOBODY = frozenset({"s.n", "s. n", "publisher not identified", "sine nomine"})
_NOWHERE = frozenset({"s.l", "s. l", "place of publication not identified"})


@dataclass(frozen=True, slots=True)
class Link:
    """A linking entry (760-787). relation: second indicator. control_numbers: 773 $w and the like."""

    tag: str
    relation: str
    name: str
    issn: str
    control_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BibRead:
    """A title.

    name: 245 $a $b $n $p. vernacular: the same from its 880. filing: characters passed over in filing.
    variants: (kind, name). country, language: MARC codes. frequency: 008/18, "" unknown; regularity:
    008/19. frequency_text: 310 $a. former_frequencies: 321 $a $b. status: current, ceased or unknown.
    begins, ends: 008/07-14 as they stand. form: 008/23 (o, q, s: online; a-c: microform).
    patterns, first_issues: from 891, the pattern as the cataloguing agency saw it, not what the library
    has. holdings: embedded ones, one for each 852. online: where it is read (856).
    """

    control_number: str
    control_source: str
    name: str
    vernacular: str
    filing: int
    variants: tuple[tuple[str, str], ...]
    identifiers: tuple[Identifier, ...]
    links: tuple[Link, ...]
    publisher: str
    place: str
    language: str
    country: str
    frequency: str
    regularity: str
    frequency_text: str
    former_frequencies: tuple[str, ...]
    status: str
    begins: str
    ends: str
    form: str
    call_number: CallNumber | None
    is_serial: bool
    patterns: tuple[Field, ...]
    first_issues: tuple[Field, ...]
    holdings: tuple[HoldingsRead, ...]
    warnings: tuple[str, ...]
    online: tuple[Online, ...] = ()

    @property
    def is_online(self) -> bool:
        """Whether nothing of it comes by mail."""
        return self.form in ("o", "q", "s")


def read(record: MarcRecord) -> BibRead:
    """The title in a bibliographic record; `record` needs the fields `TAGS`."""
    tagged: dict[str, list[Field]] = {}
    for field in record.fields:
        tagged.setdefault(field.tag, []).append(field)
    warnings = dict.fromkeys(record.warnings)
    proper = tagged.get("245", [])
    vernacular = _vernacular(tagged.get("880", ()))
    place, publisher = _publication(tagged)
    fixed = record.control("008").ljust(40)
    serial = is_serial(record.leader)
    numbers = [field for field in record.fields if field.tag in identifiers.TAGS]
    classed = [field for field in record.fields if field.tag in callnumber.TAGS]
    own = mfhd.embedded(record)
    unwrapped = [mfhd.unwrapped(field) for field in tagged.get("891", ())]
    return BibRead(
        control_number=record.control("001").strip(),
        control_source=record.control("003").strip(),
        name=names.title(proper[0]) if proper else "",
        vernacular=next((names.title(field) for field in vernacular.get("245", ())), ""),
        filing=names.filing(proper[0], 1) if proper else 0,
        variants=_variants(tagged, vernacular),
        identifiers=identifiers.read(numbers, warnings),
        links=tuple(_link(field) for field in record.fields if field.tag in LINK_TAGS),
        publisher=publisher,
        place=place,
        language=_code(fixed[35:38]),
        country=_code(fixed[15:18]),
        frequency=_frequency(fixed) if serial else "",
        regularity=_code(fixed[19]) if serial else "",
        frequency_text=next((_frequency_text(f) for f in reversed(tagged.get("310", ()))), ""),
        former_frequencies=tuple(
            names.plain(f"{f.first('a')} {f.first('b')}") for f in tagged.get("321", ())
        ),
        status=_STATUS.get(fixed[6], "unknown"),
        begins=fixed[7:11].strip(),
        ends=fixed[11:15].strip(),
        form=_code(fixed[23]),
        call_number=next((one for h in own if (one := h.call_number)), None) or callnumber.of_bib(classed),
        is_serial=serial,
        patterns=tuple(f for f in unwrapped if f and f.tag in mfhd.PATTERN_TAGS),
        first_issues=tuple(f for f in unwrapped if f and f.tag in mfhd.ISSUE_TAGS),
        holdings=own,
        warnings=tuple(warnings),
        online=online.read(tagged.get("856", ())),
    )


def is_serial(leader: str) -> bool:
    """Whether Leader/07 says serial, integrating resource or part of a serial."""
    return leader[7:8] in ("s", "i", "b")


def _code(text: str) -> str:
    """A coded value; fill characters and blanks give ""."""
    bare = text.strip()
    return "" if "|" in bare else bare


def _frequency(fixed: str) -> str:
    code, regularity = fixed[18], fixed[19]
    if code == " ":
        return "x" if regularity == "x" else ""
    return code if code in "abcdefghijkmqstuwxz" else ""


def _frequency_text(field: Field) -> str:
    return names.heading(field.first("a"))


def _vernacular(fields: list[Field] | tuple[()]) -> dict[str, list[Field]]:
    """The 880 fields by the tag that they repeat in another script."""
    found: dict[str, list[Field]] = {}
    for field in fields:
        found.setdefault(field.first("6")[:3], []).append(field)
    return found


def _variants(
    tagged: dict[str, list[Field]], vernacular: dict[str, list[Field]]
) -> tuple[tuple[str, str], ...]:
    found: dict[tuple[str, str], None] = {}
    for group in (tagged, vernacular):
        for tag, kind in _VARIANT_KINDS.items():
            for field in group.get(tag, ()):
                found[kind, names.title(field)] = None
        for field in group.get("246", ()):
            found[_VARIANTS_OF_246.get(field.indicators[1], "variant"), names.title(field)] = None
        for tag in ("730", "740"):
            for field in group.get(tag, ()):
                if not field.has("5"):
                    found["added", names.title(field)] = None
        for field in group.get("780", ()):
            found["earlier", _linked_name(field)] = None
    return tuple(pair for pair in found if pair[1])


def _link(field: Field) -> Link:
    return Link(
        tag=field.tag,
        relation=field.indicators[1].strip(),
        name=_linked_name(field),
        issn=identifiers.issn(field.first("x")),
        control_numbers=tuple("".join(value.split()) for value in field.all("w")),
    )


def _linked_name(field: Field) -> str:
    """$t, or where there is none $s or $a; an author before the title stays away from it."""
    for code in "tsa":
        if name := names.heading(field.first(code)):
            return name
    return ""


def _publication(tagged: dict[str, list[Field]]) -> tuple[str, str]:
    """Place and publisher of now: the latest statement of publication (264, second indicator 1, or 260)."""
    statements = [f for f in tagged.get("264", ()) if f.indicators[1] == "1"] or tagged.get("260", [])
    if not statements:
        statements = tagged.get("264", [])
    current = [f for f in statements if f.indicators[0] == "3"]
    for field in (*reversed(current), *statements):
        place, publisher = names.heading(field.first("a")), names.heading(field.first("b"))
        if _unbracketed(publisher) in _NOBODY:
            publisher = ""
        if _unbracketed(place) in _NOWHERE:
            place = ""
        if place or publisher:
            return place, publisher
    return "", ""


def _unbracketed(text: str) -> str:
    return text.strip("[]<>. ").lower()
