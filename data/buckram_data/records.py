"""The demonstration as MARC 21: a bibliographic record for each title, a holdings record for each copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from buckram.exchange.marc.record import MarcRecord
from buckram.exchange.marc.writing import bib_record, holdings_008, holdings_record, iso2709, serial_008
from buckram.holdings.compression import compress
from buckram.identify import filing_title
from buckram.pattern.field import Field
from buckram.rules.status import Status
from buckram_data.stock import LivedRun, lived_runs
from buckram_data.tables import Copy, Link, Name, Number, Tables, Title, load

SOURCE = "XX-BkDem"
"""In place of a MARC organisation code; XX is given to nobody."""

ITEMISED = 12
"""So many of the newest issues of a run have a field of their own; what is older stands as runs."""

# Tag and indicators for each kind of name (MARC 21 bibliographic 210, 222, 246, 247).
_NAME_FIELDS = {
    "abbreviated": ("210", "0 "),
    "key": ("222", " 0"),
    "former": ("247", "10"),
    "portion": ("246", "30"),
    "parallel": ("246", "31"),
    "cover": ("246", "14"),
    "running": ("246", "17"),
    "variant": ("246", "3 "),
}
# 008/33 and the script code of $6 in 880.
_SCRIPTS = {
    "rus": ("c", "/(N"), "ukr": ("c", "/(N"), "kaz": ("c", "/(N"), "gre": ("g", "/(S"),
    "heb": ("h", "/(2/r"), "ara": ("f", "/(3/r"), "per": ("f", "/(3/r"), "chi": ("e", "/$1"),
    "jpn": ("d", "/$1"), "kor": ("k", "/$1"), "hin": ("j", "/Deva"), "tha": ("i", "/Thai"),
    "geo": ("z", "/Geor"),
}  # fmt: skip


def marc_file(today: date) -> bytes:
    """The whole demonstration as one ISO 2709 file in UTF-8: each title followed by its holdings."""
    return b"".join(iso2709(record) for record in records(load(), today))


def records(tables: Tables, today: date) -> Iterator[MarcRecord]:
    """Every record, in the order of the titles."""
    numbers = {title.key: f"demo{n:04}" for n, title in enumerate(tables.titles, 1)}
    titles = {title.key: title for title in tables.titles}
    names: dict[str, list[Name]] = defaultdict(list)
    for name in tables.names:
        names[name.title].append(name)
    others: dict[str, list[Number]] = defaultdict(list)
    for number in tables.numbers:
        others[number.title].append(number)
    links: dict[str, list[Link]] = defaultdict(list)
    for link in tables.links:
        links[link.title].append(link)
    copies: dict[str, list[Copy]] = defaultdict(list)
    for copy in tables.copies:
        copies[copy.title].append(copy)
    lived: dict[str, list[LivedRun]] = defaultdict(list)
    for run in lived_runs(tables, today):
        lived[run.run.title].append(run)
    texts = {statement.title: statement.text for statement in tables.statements}
    for title in tables.titles:
        key = title.key
        fields = [
            *_numbers(title, others[key]),
            *_names(title, names[key]),
            *_publication(title),
            *(_link(link, titles[link.other], numbers[link.other]) for link in links[key]),
        ]
        newspaper = any(copy.location == "NEWS" for copy in copies[key])
        fixed = _fixed(title, lived[key], today, newspaper=newspaper)
        yield bib_record(numbers[key], fields, source=SOURCE, fixed=fixed)
        for copy in copies[key]:
            yield _holdings(title, copy, numbers[key], lived[key], texts.get(key, ""), today)


def _fixed(title: Title, lived: Sequence[LivedRun], today: date, *, newspaper: bool) -> str:
    """The 008. A pattern that leaves out or joins issues is regular all the same, "normalized irregular"."""
    regular = all(y[:1] not in "oc" for run in lived[:1] for y in run.captions.all("y"))
    return serial_008(
        today,
        begins=title.began,
        ends={"": "9999", "unknown": "uuuu"}.get(title.ended, title.ended),
        country=title.country.ljust(3),
        frequency=" " if title.frequency == "x" else title.frequency,
        regularity="x" if title.frequency == "x" else "r" if regular else "n",
        kind="n" if newspaper else "p",
        alphabet=_SCRIPTS[title.language][0] if title.vernacular else "b",
        language=title.language,
    )


def _numbers(title: Title, others: Sequence[Number]) -> Iterator[Field]:
    yield Field("022", "0 ", (("a", title.issn), ("l", title.issn)))
    for number in others:
        if number.kind == "coden":
            yield Field("030", "  ", (("a", number.value),))
        else:
            yield Field("024", "1 ", (("a", number.value),))
    if title.call_number:
        tag, indicators = ("082", "04") if title.call_number[0].isdigit() else ("050", " 4")
        yield Field(tag, indicators, _call_number(title.call_number, "a", "b"))


def _call_number(text: str, first: str, second: str) -> tuple[tuple[str, str], ...]:
    """Class and item: they part at the last blank before a cutter."""
    classed, _, item = text.partition(" ")
    return ((first, classed), (second, item)) if item else ((first, classed),)


def _names(title: Title, names: Sequence[Name]) -> Iterator[Field]:
    skipped = len(title.name) - len(filing_title(title.name, 0, title.language))
    link = (("6", "880-01"),) if title.vernacular else ()
    yield Field("245", f"0{min(skipped, 9)}", (*link, *_parted(title.name)))
    for name in names:
        tag, indicators = _NAME_FIELDS[name.kind]
        yield Field(tag, indicators, (("a", name.name),))
    if title.vernacular:
        script = _SCRIPTS[title.language][1]
        yield Field("880", "00", (("6", f"245-01{script}"), *_parted(title.vernacular)))


def _parted(name: str) -> tuple[tuple[str, str], ...]:
    """Title and rest of the title, with the punctuation that stands between them."""
    main, _, rest = name.partition(" : ")
    return (("a", f"{main} :"), ("b", rest)) if rest else (("a", main),)


def _publication(title: Title) -> Iterator[Field]:
    ended = title.ended if title.ended.isdigit() else ""
    yield Field(
        "264",
        " 1",
        (("a", f"{title.place} :"), ("b", f"{title.publisher},"), ("c", f"{title.began}-{ended}")),
    )
    yield Field("310", "  ", (("a", title.frequency_text),))
    yield Field("362", "1 ", (("a", f"Began in {title.began}."),))
    if ended:
        yield Field("362", "1 ", (("a", f"Ceased in {ended}."),))


def _link(link: Link, other: Title, number: str) -> Field:
    subfields = (("t", other.name), ("x", other.issn), ("w", f"({SOURCE}){number}"))
    return Field(link.tag, f"0{link.relation}", subfields)


def _holdings(
    title: Title, copy: Copy, bib_number: str, lived: Sequence[LivedRun], text: str, today: date
) -> MarcRecord:
    call = title.call_number
    scheme = " " if not call else "1" if call[0].isdigit() else "0"
    place = (("a", SOURCE), ("b", copy.location), *(_call_number(call, "h", "i") if call else ()))
    fields = [Field("852", f"{scheme} ", (*place, ("t", copy.number)))]
    for run in lived:
        fields += [run.captions, *_received(run)]
    if text:
        fields.append(Field("866", " 0", (("8", "0"), ("a", text))))
    fixed = holdings_008(
        today,
        receipt="2" if title.ended else "4",
        retention=copy.retention.replace("#", " "),
        language=title.language,
    )
    number = f"{bib_number}-{copy.number}"
    return holdings_record(number, bib_number, fields, source=SOURCE, fixed=fixed, level="4")


def _received(run: LivedRun) -> Iterator[Field]:
    """What is here of a run: the newest issues one by one, the older ones as unbroken runs."""
    tag = f"86{run.captions.tag[2]}"
    held = [
        Field(tag, "41", (("8", "1.1"), *fate.prediction.values))
        for fate in run.fates
        if fate.in_hand and fate.status is not Status.MISSING
    ]
    fields = [*compress(run.captions, held[:-ITEMISED]), *held[-ITEMISED:]]
    for n, field in enumerate(fields, 1):
        yield Field(field.tag, field.indicators, (("8", f"1.{n}"), *field.subfields[1:]))
