"""What is typed about a subscription, field by field: how it is asked, what was meant, what stands there."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from buckram.desk.by_name import by_name
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.identify import fold
from buckram.rules.keeping import spoken_day
from buckram.rules.renewal import YEAR, read_changes, term_months
from buckram.rules.typed_day import typed_day
from buckram.storage import funds, invoices, subscriptions, vendors
from buckram.storage.subscriptions import Subscription


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed for a field of a subscription, without blanks around it."""

    desk: Desk
    one: Subscription
    text: str


@dataclass(frozen=True, slots=True)
class Meant:
    """What was meant. columns: their new values; told: it in words; vendor, fund: the name of a new one."""

    columns: Mapping[str, Any]
    told: str
    vendor: str = ""
    fund: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """Something that is typed about a subscription. question: with how it is typed; reads: what was meant
    (raises Refused); shows: what stands there now, "" for nothing."""

    word: str
    question: str
    reads: Callable[[Typed], Meant]
    shows: Callable[[Subscription], str]


def read_vendor(desk: Desk, text: str) -> Meant:
    """The vendor that is meant by the beginning of its name, "" for none; ! behind a new one."""
    if not text:
        return Meant({"vendor_id": None}, "none")
    known = [(vendor.id, (vendor.name,)) for vendor in vendors.known(desk.library)]
    found, new = by_name(known, text, "vendor")
    return Meant({"vendor_id": found}, new or dict(known)[found or 0][0], vendor=new)


def _fund(typed: Typed) -> Meant:
    if not typed.text:
        return Meant({"fund_id": None}, "none")
    known = [(fund.id, (fund.code, fund.name)) for fund in funds.funds(typed.desk.library)]
    found, new = by_name(known, typed.text, "fund")
    return Meant({"fund_id": found}, new or dict(known)[found or 0][0], fund=new)


def _text(column: str) -> Callable[[Typed], Meant]:
    def reads(typed: Typed) -> Meant:
        text = " ".join(typed.text.split())
        return Meant({column: text or None}, text or "none")

    return reads


def _day(typed: Typed, *, last: bool) -> date | None:
    return typed_date(typed.desk, typed.text, last=last) if typed.text else None


def _starts(typed: Typed) -> Meant:
    day = _day(typed, last=False)
    return Meant(_term(typed.one, "starts_on", day, day, typed.one.ends_on), _told(day))


def _ends(typed: Typed) -> Meant:
    one, day = typed.one, _day(typed, last=True)
    columns = _term(one, "ends_on", day, one.starts_on, day)
    if one.going and one.decision:
        # What was decided led from the old end to another one.
        columns |= {"decision": None, "renewed_until": None}
    return Meant(columns, _told(day))


def _term(
    one: Subscription, column: str, day: date | None, starts: date | None, ends: date | None
) -> dict[str, Any]:
    if starts and ends and ends < starts:
        raise Refused("It would end before it starts.", "Look at the years.")
    columns: dict[str, Any] = {column: day.isoformat() if day else None}
    if one.term_months is None and (months := term_months(starts, ends)):
        columns["term_months"] = months
    return columns


def _decide_by(typed: Typed) -> Meant:
    day = _day(typed, last=True)
    return Meant({"decide_by": day.isoformat() if day else None}, _told(day))


def _told(day: date | None) -> str:
    return spoken_day(day) if day else "none"


def typed_date(desk: Desk, text: str, *, last: bool) -> date:
    """A day with its year, to come or gone: "2026-12-31", "31.12.2026", "31 dec 2026"; a year or a month
    ("2026", "2026-06") is its last day where `last`, else its first. Raises Refused."""
    text = text.strip()
    if whole := re.fullmatch(r"(\d{4})(?:-(\d{2}))?", text):
        year, month = int(whole[1]), int(whole[2] or (12 if last else 1))
        if 1 <= month <= 12 and year >= 1800:
            return date(year, month, monthrange(year, month)[1] if last else 1)
    if not re.search(r"\d{4}|\d+\D+\d+\D+\d+", text):
        raise Refused(f"“{text}” is no day with its year.", "Type it like 2026-12-31, 31 dec 2026 or 2026.")
    return typed_day(text, desk.today(), day_first=bool(decided(desk.library, "day_first")))


def _months(typed: Typed) -> Meant:
    text = typed.text
    months = read_changes(f"{text} months" if text.isdigit() else text).months if text else None
    if text and months is None:
        raise Refused(f"“{text}” is no term.", "Type it like 12, 6 months or 2 years.")
    return Meant({"term_months": months}, f"{months or YEAR} months")


def _count(typed: Typed) -> Meant:
    if not typed.text.isdigit() or not 0 < int(typed.text) < 1000:
        raise Refused(f"“{typed.text}” is no number of copies.", "Type a number from 1 on.")
    return Meant({"copies_paid": int(typed.text)}, typed.text)


def _free_with(typed: Typed) -> Meant:
    if not typed.text:
        return Meant({"free_with": None}, "none")
    desk, one, text = typed.desk, typed.one, typed.text
    words = fold(text).split()
    found = [
        other
        for other in invoices.orders(desk.library)
        if other.subscription_id != one.id
        and (
            text in other.issn or text == other.order_number or all(w in fold(other.names[0]) for w in words)
        )
    ]
    found = [other for other in found if fold(other.names[0]) == fold(text)] or found
    if len(found) != 1:
        among = "; ".join(other.names[0] for other in found[:5])
        raise Refused(
            f"{len(found)} subscriptions answer to this{f': {among}' if among else ''}.",
            "Type the ISSN or more words of the title that it comes with.",
        )
    with_it = found[0]
    seen, at = set[int](), with_it.subscription_id
    while at != one.id and at not in seen and (onward := subscriptions.get(desk.library, at).free_with):
        seen.add(at)
        at = onward
    if at == one.id:
        raise Refused("That one comes free with this one.", "One of them has to be paid.")
    return Meant({"free_with": with_it.subscription_id}, with_it.names[0])


def _shown(day: date | None) -> str:
    return day.isoformat() if day else ""


FIELDS: dict[str, Field] = {
    "vendor": Field(
        "vendor",
        "Vendor (beginning of its name; ! behind a new one)",
        lambda typed: read_vendor(typed.desk, typed.text),
        lambda one: one.vendor,
    ),
    "order": Field("order number", "Our order number", _text("order_number"), lambda one: one.order_number),
    "their number": Field(
        "vendor's number",
        "The vendor's number for the title",
        _text("vendor_title_number"),
        lambda one: one.vendor_title_number,
    ),
    "starts": Field("start", "Starts (2026, 2026-07, 1.7.2026)", _starts, lambda one: _shown(one.starts_on)),
    "ends": Field(
        "end",
        "Ends (2026, 2026-06, 31.12.2026; nothing: no end)",
        _ends,
        lambda one: _shown(one.ends_on),
    ),
    "term": Field(
        "term",
        "A renewal is for (12, 6 months, 2 years)",
        _months,
        lambda one: str(one.term_months or ""),
    ),
    "decide by": Field(
        "day for the decision",
        "Decide by (2026-10-15)",
        _decide_by,
        lambda one: _shown(one.decide_by),
    ),
    "copies paid": Field("copies paid", "Copies paid", _count, lambda one: str(one.copies_paid)),
    "fund": Field("fund", "Fund (its code or name; ! behind a new one)", _fund, lambda one: one.fund),
    "free with": Field(
        "one it comes free with",
        "Comes free with (ISSN, order number or words; nothing: none)",
        _free_with,
        lambda _one: "",
    ),
}
"""What is typed about a subscription, by name."""
