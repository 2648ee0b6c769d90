"""The rows of the demonstration library, table by table: ids are given out here, so that a title and all that
hangs on it go into the file in one sweep."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

from buckram.desk.ahead import new_issue
from buckram.identify import call_sort, fold, sort_title
from buckram.pattern import Prediction
from buckram.pattern.field import Field
from buckram.rules.lateness import lag
from buckram.rules.status import Status
from buckram.storage.issues import STEP
from buckram_data.barcodes import INSTITUTION, addon_of, item_barcode
from buckram_data.history import Fate, chance
from buckram_data.rows_of_bindery import COLUMNS as BINDERY_COLUMNS
from buckram_data.rows_of_bindery import bindery_rows
from buckram_data.rows_of_year import Made, subscription_rows, year_rows
from buckram_data.stock import LivedRun, captions_field, lived_runs
from buckram_data.tables import Copy, Tables, Title

COLUMNS = {
    "setting": "name value",
    "location": "id code name position",
    "vendor": "id name kind account email lag_days note channel language country phone web san gln address"
    " merged_into",
    "contact": "vendor_id name role email phone note",
    "fund": "id code name",
    "budget": "fund_id year amount currency",
    "rate": "currency year rate",
    "title": "id name vernacular sort_name publisher place country language frequency frequency_text status"
    " call_number call_sort treatment search_names search_more",
    "identifier": "title_id kind value",
    "variant": "title_id kind name sort_name",
    "link": "title_id tag relation name issn other_id",
    "subscription": "id title_id vendor_id status starts_on ends_on order_number price currency fund_id form"
    " vendor_title_number free_with decision decision_note renewed_until copies_paid",
    "price": "subscription_id year amount currency source",
    "claim_policy": "title_id vendor_id frequency first_days again_days most window_days claims note",
    "copy": "id title_id subscription_id number location_id wants_barcode retention active",
    "reader": "id name kind email place",
    "routing": "copy_id position name note reader_id contents_only",
    "pattern": "id title_id run tag indicators subfields",
    "issue": "id title_id run pattern_id position designation volume number cover label published_on"
    " expected_on status touched version",
    "piece": "issue_id copy_id condition received_on received_at received_by barcode addon",
    "round": "id piece_id copy_id began_on due_on at_place at_on",
    "round_names": "round_id names",
    "message": "id vendor_id kind level channel language recipient subject body made_at made_by state tries"
    " sent_at sent_as sent_by",
    "claim": "id issue_id copy_id number reason wanted_on wanted_by vendor_id message_id sent_at due_on"
    " closed_at ended ended_on",
    "reply": "claim_id vendor_id day answer due_on source written_at written_by",
    "invoice": "id vendor_id number day currency total paid_on",
    "invoice_line": "invoice_id subscription_id text amount covers_from covers_until",
    "access": "id title_id url platform provider from_date to_date embargo licence_from licence_until terms"
    " proxied perpetual free",
    "problem": "access_id reported_on reported_by text sent_to sent_on answer answered_on solved_on",
    "note": "title_id text audience stops written_at written_by",
    "statement": "title_id copy_id tag text",
    **BINDERY_COLUMNS,
}
"""In the order of their foreign keys."""

SETTINGS = {
    "institution": INSTITUTION,
    "library_name": "Demonstration Library",
    "library_address": "1 Example Square; 12345 Anytown, NY",
    "mail_sender": "serials@library.example",
    "country": "nyu",
    "currency": "USD",
}
"""No printer and no mail server: nothing leaves a demonstration."""

LAGS_THAT_COUNT = 24
_CONDITIONS = {Status.MISSING: "missing", Status.DAMAGED: "damaged"}

_json = json.JSONEncoder(ensure_ascii=False).encode

Rows = dict[str, list[tuple[Any, ...]]]


def library_rows(tables: Tables, today: date) -> Rows:
    """Every row, with its values in the order of COLUMNS, by table."""
    rows: Rows = {table: [] for table in COLUMNS}
    made = Made(
        titles={title.key: n for n, title in enumerate(tables.titles, 1)},
        vendors={vendor.key: n for n, vendor in enumerate(tables.vendors, 1)},
    )
    makers = _Makers(tables, today, rows, made)
    makers.settings_and_places()
    makers.titles()
    makers.subscriptions_and_copies()
    for lived in lived_runs(tables, today):
        makers.run(lived)
    makers.unpredicted()
    makers.notes_and_statements()
    year_rows(tables, today, rows, made)
    bindery_rows(tables, today, rows, made)
    return rows


class _Makers:
    """One library in the making. Ids count from 1 in the order of the tables."""

    def __init__(self, tables: Tables, today: date, rows: Rows, made: Made) -> None:
        self.tables = tables
        self.today = today
        self.rows = rows
        self.made = made
        self.title_ids = made.titles
        self.location_ids = {location.code: n for n, location in enumerate(tables.locations, 1)}
        self.vendor_ids = made.vendors
        self.vendor_lags: dict[str, int | None] = {}
        self.copies: dict[str, list[tuple[int, Copy]]] = defaultdict(list)
        self.receivers = {location.code: location.by for location in tables.locations}
        self.pattern_ids = count(1)
        self.issue_ids = count(1)
        self.barcodes = count(1)

    def settings_and_places(self) -> None:
        self.rows["setting"] = [(name, json.dumps(value)) for name, value in SETTINGS.items()]
        self.rows["location"] = [
            (n, location.code, location.name, n) for n, location in enumerate(self.tables.locations, 1)
        ]
        self.rows["vendor"] = [
            (
                n,
                v.name,
                v.kind,
                v.account or None,
                v.email or None,
                int(v.lag) if v.lag else None,
                v.note or None,
                v.channel,
                v.language,
                v.country or None,
                v.phone or None,
                v.web or None,
                v.san or None,
                v.gln or None,
                v.address.replace("; ", "\n") or None,
                self.vendor_ids[v.merged] if v.merged else None,
            )
            for n, v in enumerate(self.tables.vendors, 1)
        ]

    def titles(self) -> None:
        names: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name in self.tables.names:
            names[name.title].append((name.kind, name.name))
        numbers: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for number in self.tables.numbers:
            # The check digit of a UPC is not part of what names a title.
            value = number.value[:11] if number.kind == "upc" else number.value
            numbers[number.title].append((number.kind, value))
        earlier = self._links()
        for title in self.tables.titles:
            title_id = self.title_ids[title.key]
            issn = title.issn.replace("-", "")
            own = [("issn", issn), *numbers[title.key]]
            self.rows["title"].append(_title(title_id, title, names[title.key], earlier[title.key], own))
            self.rows["identifier"] += [(title_id, kind, value) for kind, value in own]
            self.rows["variant"] += [
                (title_id, kind, name, sort_title(name, 0, title.language)) for kind, name in names[title.key]
            ]

    def _links(self) -> dict[str, list[str]]:
        """Gives the names of the earlier titles of each title, because people ask for those."""
        titles = {title.key: title for title in self.tables.titles}
        earlier: dict[str, list[str]] = defaultdict(list)
        for link in self.tables.links:
            other = titles[link.other]
            ids = self.title_ids[link.title], self.title_ids[link.other]
            issn = other.issn.replace("-", "")
            self.rows["link"].append((ids[0], link.tag, link.relation, other.name, issn, ids[1]))
            if link.tag == "780":
                earlier[link.title].append(other.name)
        return earlier

    def subscriptions_and_copies(self) -> None:
        vendors = {vendor.key: vendor for vendor in self.tables.vendors}
        self.made.orders = {order.title: n for n, order in enumerate(self.tables.subscriptions, 1)}
        for order in self.tables.subscriptions:
            lag_days = vendors[order.vendor].lag
            self.vendor_lags[order.title] = int(lag_days) if lag_days else None
        self.rows["subscription"] += subscription_rows(self.tables, self.today, self.made)
        ended = {title.key for title in self.tables.titles if title.ended}
        for n, copy in enumerate(self.tables.copies, 1):
            self.copies[copy.title].append((n, copy))
            retention = copy.retention.replace("#", " ").rstrip()
            self.rows["copy"].append(
                (n, self.title_ids[copy.title], self.made.orders.get(copy.title), int(copy.number),
                 self.location_ids[copy.location], int(copy.barcode == "yes"), retention,
                 int(copy.title not in ended))
            )  # fmt: skip
            self.made.copies[copy.title, copy.number] = n

    def run(self, lived: LivedRun) -> None:
        """A run with its issues and their pieces."""
        key, run = lived.run.title, lived.run.run
        title_id, pattern_id = self.title_ids[key], self._pattern(key, run, lived.captions)
        lags = [
            (fate.arrived_on - fate.prediction.published_on).days
            for fate in lived.fates
            if fate.in_hand and fate.prediction.published_on
        ]
        the_lag = lag(lags[-LAGS_THAT_COUNT:], self.vendor_lags[key])
        for place, fate in enumerate(lived.fates, 1):
            new = new_issue(lived.captions, fate.prediction, the_lag)
            issue_id = next(self.issue_ids)
            touched = int(fate.status is not Status.EXPECTED)
            self.rows["issue"].append(
                (issue_id, title_id, run, pattern_id, place * STEP, _json(new.designation), new.volume,
                 new.number, new.cover, new.label, _iso(new.published_on), _iso(new.expected_on),
                 str(fate.status), touched, touched)
            )  # fmt: skip
            self.made.issues[key, run].append((issue_id, fate))
            if fate.in_hand:
                addon = addon_of(lived.run.addon, new.designation, new.published_on)
                self._pieces(key, issue_id, fate, addon)

    def unpredicted(self) -> None:
        """Titles that are received by typing, and their patterns where they have one."""
        captions = {caption.key: caption for caption in self.tables.captions}
        patterns: dict[str, tuple[int, Field]] = {}
        for run in self.tables.runs:
            if not run.first:
                field = captions_field(run.run, captions[run.pattern])
                patterns[run.title] = (self._pattern(run.title, run.run, field), field)
        places: dict[str, int] = defaultdict(int)
        for receipt in sorted(self.tables.receipts, key=lambda one: -int(one.age)):
            day = self.today - timedelta(days=int(receipt.age))
            values = tuple((p[0], p[1:]) for p in receipt.issue.replace("%Y", str(day.year)).split())
            pattern_id, field = patterns.get(receipt.title, (None, Field("853", "  ", ())))
            new = new_issue(field, Prediction(values, None), lag((), None))
            places[receipt.title] += 1
            issue_id = next(self.issue_ids)
            self.rows["issue"].append(
                (issue_id, self.title_ids[receipt.title], "basic", pattern_id, places[receipt.title] * STEP,
                 _json(new.designation), new.volume, new.number, new.cover, new.label, None, None,
                 str(Status.ARRIVED), 1, 1)
            )  # fmt: skip
            fate = Fate(Prediction(values, None), Status.ARRIVED, day)
            self._pieces(receipt.title, issue_id, fate, None)

    def notes_and_statements(self) -> None:
        for note in self.tables.notes:
            day = self.today - timedelta(days=int(note.age))
            at = _moment(day, note.text)
            self.rows["note"].append(
                (self.title_ids[note.title], note.text, note.audience, int(note.stops == "yes"), at, note.by)
            )
        for statement in self.tables.statements:
            copy_id = self.copies[statement.title][0][0]
            self.rows["statement"].append(
                (self.title_ids[statement.title], copy_id, statement.tag, statement.text)
            )

    def _pattern(self, key: str, run: str, captions: Field) -> int:
        pattern_id = next(self.pattern_ids)
        self.rows["pattern"].append(
            (
                pattern_id,
                self.title_ids[key],
                run,
                captions.tag,
                captions.indicators,
                _json(captions.subfields),
            )
        )
        return pattern_id

    def _pieces(self, key: str, issue_id: int, fate: Fate, addon: str | None) -> None:
        copies = self.copies[key]
        condition = _CONDITIONS.get(fate.status, "good")
        day = fate.arrived_on.isoformat()
        for copy_id, copy in copies[: len(copies) - fate.lacking]:
            barcode = item_barcode(next(self.barcodes)) if copy.barcode else None
            at = _moment(fate.arrived_on, f"{key}{issue_id}")
            by = self.receivers[copy.location]
            self.rows["piece"].append((issue_id, copy_id, condition, day, at, by, barcode, addon))


def _title(
    title_id: int,
    title: Title,
    names: Sequence[tuple[str, str]],
    earlier: Sequence[str],
    numbers: Sequence[tuple[str, str]],
) -> tuple[Any, ...]:
    status = {"": "current", "unknown": "unknown"}.get(title.ended, "ceased")
    words = [title.name, title.vernacular, *(name for _, name in names), *earlier]
    more = [title.publisher, title.call_number, title.issn, *(value for _, value in numbers)]
    return (
        title_id, title.name, title.vernacular or None, sort_title(title.name, 0, title.language),
        title.publisher, title.place, title.country, title.language, title.frequency, title.frequency_text,
        status, title.call_number or None, call_sort(title.call_number) if title.call_number else None,
        title.treatment or None, _folded(words), _folded(more),
    )  # fmt: skip


def _folded(parts: Sequence[str]) -> str:
    """Words for the index of titles."""
    return fold(" ".join(parts))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(day: date, text: str) -> str:
    """A moment of that day's morning, in UTC."""
    seconds = chance(text) % (4 * 3600)
    return f"{day.isoformat()}T{9 + seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}Z"
