"""Where a title is read online: what is said of each address, by a person, a record or a provider's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import PatternError, Refused
from buckram.exchange.lists import Table
from buckram.rules.coverage import Coverage, coverage_words, typed_embargo, typed_place
from buckram.rules.keeping import spoken_day
from buckram.rules.typed_day import typed_day
from buckram.storage import access as stored
from buckram.storage import problems, titles
from buckram.storage.access import Access, AccessLine
from buckram.storage.ledger import act
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Told:
    """An address as the look-up tells of it. address: as it is to be opened, with the proxy where it goes
    through one. out_of_order: since when it is known not to work."""

    name: str
    address: str
    covers: str
    note: str
    staff: str
    out_of_order: date | None


def told(library: Library, title_id: int, today: date, *, staff: bool) -> list[Told]:
    """The addresses of a title that are open today; staff also see licence and terms, and what is not open
    now."""
    prefix = str(decided(library, "proxy_prefix"))
    found = []
    for one in stored.of_title(library, title_id):
        open_now = is_open(one, today)
        if not open_now and not staff:
            continue
        tickets = [ticket for ticket in problems.of_access(library, one.id) if not ticket.solved_on]
        found.append(
            Told(
                name=name_of(one),
                address=address(one, prefix),
                covers=coverage_words(one.coverage),
                note="; ".join(part for part in ("free" if one.free else "", one.note) if part),
                staff=terms_words(one) if staff else "",
                out_of_order=min((ticket.reported_on for ticket in tickets), default=None),
            )
        )
    return found


def address(one: Access, prefix: str) -> str:
    """The address as it is to be opened: behind the proxy where it goes through it, and it does not yet."""
    return prefix + one.url if one.proxied and prefix and not one.url.startswith(prefix) else one.url


def name_of(one: Access) -> str:
    """What people call the access: its platform, else its provider, else the host of its address."""
    return one.platform or one.provider or host(one.url)


def host(url: str) -> str:
    """The host of an address without www., "" where there is none."""
    from urllib.parse import urlsplit

    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_open(one: Access, today: date) -> bool:
    """Whether its licence lets anybody in today: it has not ended, or what was bought stays."""
    begun = one.licence_from is None or one.licence_from <= today
    lasts = one.licence_until is None or one.licence_until >= today
    return one.ended_on is None and begun and (lasts or one.perpetual or one.free)


def terms_words(one: Access) -> str:
    """Licence and terms, for staff."""
    from_, until = one.licence_from, one.licence_until
    licence = f"licence {from_ or ''} to {until or 'open'}" if from_ or until else ""
    parts = [licence, "for ever" if one.perpetual else "", one.terms]
    return "; ".join(part for part in parts if part)


def said_of(one: Access) -> str:
    """Where the row comes from, in a word or two."""
    return {"record": "its record", "kbart": one.package or "KBART"}.get(one.source, "typed")


# What a person does


def add(desk: Desk, title_id: int, url: str) -> tuple[int, str]:
    """A new address of a title; gives its id and the sentence. Raises Refused for what is no web address, or
    is there already."""
    typed = web_address(url)
    name = titles.get(desk.library, title_id).name
    with act(desk.library, desk.hand(), "access") as writer:
        if any(one.url == typed for one in stored.of_title(desk.library, title_id)):
            raise Refused(f"{typed} is there already.", "Choose it to change what is said of it.")
        proxied = int(bool(decided(desk.library, "proxy_prefix")))
        row = {"title_id": title_id, "url": typed, "proxied": proxied, "source": "person"}
        access_id = writer.insert("access", row)
        writer.title_id = title_id
        writer.sentence = f"Read online at {typed}: {name}."
    return access_id, writer.sentence


def web_address(typed: str) -> str:
    """An address as it is kept; https:// is put before one that lacks it. Raises Refused."""
    bare = "".join(typed.split())
    if bare and "://" not in bare:
        bare = f"https://{bare}"
    if not bare.lower().startswith(("http://", "https://")) or not host(bare):
        raise Refused(f"“{typed.strip()}” is no web address.", "It begins with https:// or http://.")
    return bare


def set_url(desk: Desk, access_id: int, typed: str) -> str:
    """Another address for the same access."""
    return _change(desk, access_id, {"url": web_address(typed)}, f"is at {web_address(typed)}")


def set_text(desk: Desk, access_id: int, column: str, typed: str) -> str:
    """platform, provider, terms or note; nothing takes it away."""
    text = " ".join(typed.split())
    return _change(desk, access_id, {column: text or None}, f"{column}: {text or 'none'}")


def set_beginning(desk: Desk, access_id: int, typed: str) -> str:
    """Where the coverage begins: 1999, 1999-05, v.5 no.2 1999. Raises Refused."""
    return _bound(desk, access_id, "from", typed)


def set_end(desk: Desk, access_id: int, typed: str) -> str:
    """Where the coverage ends; nothing: to the present. Raises Refused."""
    return _bound(desk, access_id, "to", typed)


def _bound(desk: Desk, access_id: int, side: str, typed: str) -> str:
    from buckram.rules.coverage import first_day, last_day

    day, volume, issue = typed_place(typed)
    now = stored.get(desk.library, access_id).coverage
    start, end = (day, now.to_date) if side == "from" else (now.from_date, day)
    if start and end and first_day(start) > last_day(end):
        raise Refused(f"{start} to {end} runs backwards.", "Type the other end first.")
    values = {f"{side}_date": day or None, f"{side}_volume": volume or None, f"{side}_issue": issue or None}
    what = "begins" if side == "from" else "ends"
    return _change(desk, access_id, values, f"its coverage {what}: {' '.join(typed.split()) or 'not told'}")


def set_embargo(desk: Desk, access_id: int, typed: str) -> str:
    """P6M or "6 months": the last six are not there; R1Y: only this year; nothing: none. Raises Refused."""
    code = typed_embargo(typed)
    return _change(desk, access_id, {"embargo": code or None}, f"embargo: {code or 'none'}")


def set_licence(desk: Desk, access_id: int, typed: str) -> str:
    """From when to when the licence holds: "2026-01-01 to 2026-12-31", "2026", "to 2026-12-31", nothing.

    Raises Refused.
    """
    first, last = _licence_days(desk, " ".join(typed.split()))
    if first and last and first > last:
        raise Refused(f"{first} to {last} runs backwards.", "Type the first day first.")
    values = {
        "licence_from": first.isoformat() if first else None,
        "licence_until": last.isoformat() if last else None,
    }
    words = f"{first or ''} to {last or 'open'}".strip() if first or last else "not told"
    return _change(desk, access_id, values, f"licence: {words}")


def _licence_days(desk: Desk, typed: str) -> tuple[date | None, date | None]:
    if not typed:
        return None, None
    if typed.isdecimal() and len(typed) == 4:
        return date(int(typed), 1, 1), date(int(typed), 12, 31)
    first, _, last = f" {typed} ".partition(" to ")
    today, order = desk.today(), bool(decided(desk.library, "day_first"))
    days = [typed_day(text, today, day_first=order) if text.strip() else None for text in (first, last)]
    return days[0], days[1]


YES_OR_NO = {
    "proxied": ("goes through the proxy", "is opened without the proxy"),
    "perpetual": ("stays open for ever", "is open as long as its licence"),
    "free": ("is free for everybody", "is for our readers only"),
}


def turn(desk: Desk, access_id: int, column: str) -> str:
    """proxied, perpetual or free: the other way round."""
    now = bool(getattr(stored.get(desk.library, access_id), column))
    return _change(desk, access_id, {column: int(not now)}, YES_OR_NO[column][int(now)])


def end(desk: Desk, access_id: int) -> str:
    """It is not ours any more: kept, but neither shown to readers nor compared."""
    return _change(desk, access_id, {"ended_on": desk.today().isoformat()}, "is no longer ours")


def open_again(desk: Desk, access_id: int) -> str:
    """It is ours again."""
    return _change(desk, access_id, {"ended_on": None}, "is ours again")


def remove(desk: Desk, access_id: int) -> str:
    """A row that was a slip goes, with its problem tickets."""
    with act(desk.library, desk.hand(), "access") as writer:
        one = stored.get(desk.library, access_id)
        writer.delete("access", access_id)
        writer.title_id = one.title_id
        writer.sentence = f"Took away {one.url}: {titles.get(desk.library, one.title_id).name}."
    return writer.sentence


def set_all(desk: Desk, access_ids: Sequence[int], column: str, *, value: bool) -> str:
    """proxied, perpetual or free of many addresses, as one act. Raises Refused when nothing is to do."""
    with act(desk.library, desk.hand(), "access") as writer:
        changed = 0
        for access_id in access_ids:
            if bool(getattr(stored.get(desk.library, access_id), column)) != value:
                writer.update("access", access_id, {column: int(not value)}, {column: int(value)})
                changed += 1
        words = YES_OR_NO[column][0 if value else 1]
        if not changed:
            raise Refused(f"Each of these {words} already.")
        writer.sentence = f"{changed} address{'es' if changed > 1 else ''}: each {words}."
    return writer.sentence


def _change(desk: Desk, access_id: int, values: dict[str, Any], words: str) -> str:
    with act(desk.library, desk.hand(), "access") as writer:
        one = stored.get(desk.library, access_id)
        before = {column: held(one, column) for column in values}
        changed = {column: value for column, value in values.items() if value != before[column]}
        if not changed:
            raise Refused("Nothing is changed by that.")
        writer.update("access", access_id, {column: before[column] for column in changed}, changed)
        writer.title_id = one.title_id
        writer.sentence = f"{name_of(one)} {words}: {titles.get(desk.library, one.title_id).name}."
    return writer.sentence


def held(one: Access, column: str) -> str | int | None:
    """A column of an address as the library file has it."""
    source: Access | Coverage = one.coverage if column in stored.COVERAGE else one
    value = getattr(source, column)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return value or None


def read_kept(desk: Desk) -> str:
    """Take in the addresses of records that were imported before anybody looked at their 856: one act.

    An address that the title has already is passed over. Raises Refused when there is none.
    """
    from buckram.desk.access_from_record import accesses
    from buckram.exchange.marc import kinds, reading
    from buckram.exchange.marc.kinds import Skipped
    from buckram.exchange.marc.record import RawRecord, Syntax

    library = desk.library
    found = 0
    with act(library, desk.hand(), "access") as writer:
        there = {(line.access.title_id, line.access.url) for line in stored.lines(library)}
        for title_id, content, form in stored.records(library):
            if b"856" not in content:
                continue
            try:
                record = reading.parse(content, Syntax(form))
                read = kinds.read(RawRecord(0, 0, content, Syntax(form), record.restricted))
            except (ValueError, OverflowError, PatternError):
                # The import told of it, and kept the record all the same.
                continue
            if isinstance(read, Skipped):
                continue
            for one in accesses(read.online):
                if (title_id, one.url) not in there:
                    writer.insert("access", {"title_id": title_id, **one.columns, "source": "record"})
                    there.add((title_id, one.url))
                    found += 1
        if not found:
            raise Refused("The records have no addresses that are not here already.")
        writer.sentence = f"Took in {found} address{'es' if found > 1 else ''} from the kept records."
    return writer.sentence


# The list of all


ONLY = {
    "p": "with a problem",
    "c": "failed the link check",
    "e": "ended, or licence over",
    "s": "licence ends in 90 days",
    "k": "from KBART files",
    "r": "from records",
    "t": "typed",
    "v": "for ever",
}
"""What the list of addresses can be narrowed to, by letter."""

_SOURCES = {"k": "kbart", "r": "record", "t": "person"}


def narrowed(found: Sequence[AccessLine], letter: str, today: date) -> list[AccessLine]:
    """Those lines that a letter of ONLY stands for."""

    def fits(line: AccessLine) -> bool:
        one = line.access
        match letter:
            case "p":
                return bool(line.open_problems)
            case "c":
                return failed(one)
            case "e":
                return not is_open(one, today)
            case "s":
                return _ends_soon(one, today)
            case "v":
                return one.perpetual
        return one.source == _SOURCES[letter]

    return [line for line in found if fits(line)]


def failed(one: Access) -> bool:
    """Whether the last link check did not reach it."""
    return bool(one.check_said) and not one.check_said.startswith(("works", "asks"))


def check_words(one: Access) -> str:
    """What the last link check said, and of which day that is: "works (3 Nov 2026)"; "" where none was."""
    if not one.check_said or not one.checked_at:
        return one.check_said
    return f"{one.check_said} ({spoken_day(date.fromisoformat(one.checked_at[:10]))})"


def _ends_soon(one: Access, today: date) -> bool:
    return (
        one.ended_on is None and one.licence_until is not None and 0 <= (one.licence_until - today).days <= 90
    )


def as_table(found: Sequence[AccessLine], prefix: str, today: date) -> Table:
    """The list for a spreadsheet or a printer."""
    return Table(
        f"Read online, {today.isoformat()}",
        (
            "Title",
            "Provider",
            "Platform",
            "Covers",
            "Licence and terms",
            "Note",
            "Address",
            "Source",
            "Check",
        ),
        [
            (
                line.title,
                line.access.provider,
                line.access.platform,
                coverage_words(line.access.coverage),
                terms_words(line.access),
                line.access.note,
                address(line.access, prefix),
                said_of(line.access),
                check_words(line.access),
            )
            for line in found
        ],
        f"{len(found)} addresses.",
    )
