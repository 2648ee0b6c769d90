"""Coverage, embargoes, and print beside online, case by case as a librarian writes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from buckram.errors import Refused
from buckram.rules.coverage import (
    Coverage,
    Grant,
    Printed,
    compare,
    coverage_words,
    embargo_span,
    kbart_date,
    typed_embargo,
    typed_place,
    year_ranges,
)

TODAY = date(2026, 11, 21)


def cases(name: str) -> list[str]:
    lines = (Path(__file__).parent / name).read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("line", cases("embargoes.txt"))
def test_an_embargo_leaves_open(line: str) -> None:
    today, code, first, last = line.split()
    if first == "?":
        with pytest.raises(ValueError, match=code):
            embargo_span(code, date.fromisoformat(today))
        return
    found = embargo_span("" if code == "-" else code, date.fromisoformat(today))
    assert [day.isoformat() if day else "-" for day in found] == [first, last]


def printed(text: str) -> Printed:
    words = [word for word in text.split() if word not in ("-", "+")]
    years = [int(word.rstrip("!")) for word in words]
    return Printed(
        {year: (date(year, 1, 1), date(year, 12, 31)) for year in years},
        frozenset(int(word[:-1]) for word in words if word.endswith("!")),
        "+" in text.split(),
    )


def grants(text: str) -> list[Grant]:
    made = []
    for part in text.split(";"):
        words = part.split()
        if words == ["-"]:
            continue
        first, _, last = words.pop(0).partition("..")
        embargo = next((word for word in words if word[0] in "RP"), "")
        until = date(int(words[words.index("until") + 1]), 12, 31) if "until" in words else None
        made.append(
            Grant(
                Coverage(from_date=first, to_date=last, embargo=embargo),
                perpetual="ever" in words,
                whole="abstracts" not in words,
                licence_until=until,
            )
        )
    return made


@pytest.mark.parametrize("line", cases("coverages.txt"))
def test_print_beside_online(line: str) -> None:
    given, _, expected = line.partition("=>")
    in_print, online = given.split("|")
    found = compare(printed(in_print), grants(online.strip()), TODAY)
    told = year_ranges(found.online, to_present=found.online_now) or ("?" if found.untold else "")
    assert [
        str(found.which),
        told,
        *map(year_ranges, (found.print_gaps, found.online_gaps, found.may_go)),
    ] == [part.strip() for part in expected.split("|")]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1999", "1999"),
        ("1999-5", "1999-05"),
        ("1999/05/31", "1999-05-31"),
        ("19990531", "1999-05-31"),
        ("", ""),
    ],
)
def test_dates_come_into_one_form(typed: str, kept: str) -> None:
    assert kbart_date(typed) == kept


@pytest.mark.parametrize("typed", ["1999-13", "May 1999", "99", "1999-02-30", "199"])
def test_what_is_no_date(typed: str) -> None:
    with pytest.raises(ValueError, match=typed):
        kbart_date(typed)


def test_what_people_type() -> None:
    assert typed_place("v.5 no.2 1999-05") == ("1999-05", "5", "2")
    assert typed_place("1999") == ("1999", "", "")
    assert typed_place("12") == ("", "12", "")
    assert typed_place("") == ("", "", "")
    with pytest.raises(Refused):
        typed_place("from the beginning")
    assert [typed_embargo(text) for text in ("6 months", "1 year", "r1y", "")] == ["P6M", "P1Y", "R1Y", ""]
    with pytest.raises(Refused):
        typed_embargo("half a year")


def test_coverage_in_words() -> None:
    found = Coverage("1990", "1", "1", "", "", "", "P6M")
    assert coverage_words(found) == "v.1:no.1 (1990) to the present, not the last 6 months"
    assert coverage_words(Coverage(to_date="2001-12")) == "the beginning to 2001-12"
    assert coverage_words(Coverage()) == ""
