"""A row of KBART and an address of ours: what of the one is what of the other."""

from __future__ import annotations

from collections.abc import Mapping

from buckram.identify import fold
from buckram.rules.coverage import first_day, kbart_date, last_day
from buckram.storage.access import Access

COVERAGE = {
    "from_date": "date_first_issue_online",
    "from_volume": "num_first_vol_online",
    "from_issue": "num_first_issue_online",
    "to_date": "date_last_issue_online",
    "to_volume": "num_last_vol_online",
    "to_issue": "num_last_issue_online",
    "embargo": "embargo_info",
}
"""Columns of the table access by those of KBART."""


def identity(values: Mapping[str, str]) -> tuple[str, str]:
    """What tells one publication of a package from another: the provider's number, an ISSN, or its name."""
    for name in ("title_id", "online_identifier", "print_identifier"):
        if text := values.get(name):
            return name, text.upper()
    return "publication_title", fold(values.get("publication_title", ""))


def sound(values: Mapping[str, str]) -> str:
    """Why a row cannot be taken in, in a sentence; "" when it can."""
    if not values.get("publication_title"):
        return "It has no title."
    if values.get("publication_type", "").lower() == "monograph":
        return "It is a monograph."
    if values.get("coverage_depth", "").lower() == "print":
        return "It tells of print holdings, not of access."
    if not values.get("title_url", "").lower().startswith(("http://", "https://")):
        return "It has no web address (title_url)."
    dates = []
    for name in ("date_first_issue_online", "date_last_issue_online"):
        text = values.get(name, "")
        try:
            dates.append(kbart_date(text))
        except ValueError:
            return f"{name} “{text}” is no date like 1999, 1999-05 or 1999-05-31."
    if all(dates) and first_day(dates[0]) > last_day(dates[1]):
        return f"It ends ({dates[1]}) before it begins ({dates[0]})."
    return ""


def columns_of(values: Mapping[str, str]) -> dict[str, str | int | None]:
    """The columns of the table access that a sound row fills."""
    found: dict[str, str | int | None] = {
        column: values.get(name) or None for column, name in COVERAGE.items()
    }
    for column in ("from_date", "to_date"):
        found[column] = kbart_date(values.get(COVERAGE[column], "")) or None
    found["embargo"] = values.get("embargo_info", "").upper() or None
    found["url"] = values["title_url"]
    found["note"] = values.get("notes") or None
    found["free"] = int(values.get("access_type", "").upper() == "F")
    return found


def row_of(one: Access, title: Mapping[str, str]) -> dict[str, str]:
    """An address as a row of KBART: as it came in its own file where it did, with what was changed since.

    title: what storage.access.kbart_titles tells of it.
    """
    row = dict(one.kbart) or {
        "publication_title": title["name"],
        "print_identifier": title["issn"],
        "online_identifier": title["eissn"],
        "title_id": title["number"],
        "publisher_name": title["publisher"],
        "coverage_depth": "fulltext",
        "publication_type": "serial",
        "preceding_publication_title_id": title["earlier"],
    }
    unchanged = columns_of(one.kbart) if one.kbart else {}
    for column, name in COVERAGE.items():
        text = getattr(one.coverage, column)
        # A date that the provider writes in its own way stays so until somebody changes it.
        if not one.kbart or (text or None) != unchanged[column]:
            row[name] = text
    row["title_url"] = one.url
    row["notes"] = one.note
    if not one.kbart or one.free != bool(unchanged["free"]):
        row["access_type"] = "F" if one.free else "P"
    return {name: text for name, text in row.items() if text}
