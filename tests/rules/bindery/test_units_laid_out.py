"""What is bound as one, what it is called, where supplements go, and when nothing leaves the shelf."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from buckram.errors import Refused
from buckram.pattern.field import Field
from buckram.rules.bindery.beside import Beside, arranged, role_of
from buckram.rules.bindery.blackout import free_from, typed_stretches
from buckram.rules.bindery.leave import Leave, Left, leave
from buckram.rules.bindery.thickness import estimate
from buckram.rules.bindery.unit_label import unit_label
from buckram.rules.bindery.unit_rule import Run, Unit, UnitRule, groups, volumes


def cases(name: str) -> list[list[str]]:
    lines = Path(__file__).with_name(name).read_text().splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines if line.strip() and line[0] != "#"]


ISSUE = re.compile(r"(?P<volume>\d+):(?:(?P<year>\d\d)-(?P<month>\d\d))?(?P<marks>[!~]*)(?:=(?P<thick>\d+))?")


@pytest.mark.parametrize(("rule", "issues", "expected"), cases("unit_groups.txt"))
def test_groups(rule: str, issues: str, expected: str) -> None:
    count, _, unit = rule.rpartition(" ")
    *_, ends = tokens = issues.split()
    found = [ISSUE.fullmatch(token) for token in tokens if token != "ends"]
    run = Run(
        volumes=[one["volume"] for one in found],
        days=[date(1900 + int(one["year"]), int(one["month"]), 1) if one["year"] else None for one in found],
        counts=["~" not in one["marks"] for one in found],
        taken=["!" in one["marks"] for one in found],
        thickness=[int(one["thick"] or 0) for one in found],
        ends=ends == "ends",
    )
    made = groups(UnitRule(Unit(unit), int(count or 1)), run, date(1986, 3, 1))
    told = []
    for group in made:
        places = [n + 1 for n in group.members]
        together = len(places) > 1 and places == list(range(places[0], places[-1] + 1))
        named = f"{places[0]}-{places[-1]}" if together else ",".join(map(str, places))
        told.append(named + ("." if group.closed else ""))
    assert " ".join(told) == expected


def subfields(text: str) -> list[tuple[str, str]]:
    words = text.split()
    return list(zip(words[::2], words[1::2], strict=True))


@pytest.mark.parametrize(("captions", "first", "last", "whole", "label"), cases("unit_labels.txt"))
def test_labels(captions: str, first: str, last: str, whole: str, label: str) -> None:
    field = Field("853", "  ", tuple(subfields(captions)))
    begins, ends = dict(subfields(first)), dict(subfields(last))
    codes = volumes(field, "".join(begins), None).codes
    assert unit_label(field, begins, ends, whole=whole == "whole", volume_codes=codes) == label


@pytest.mark.parametrize(
    ("captions", "values", "per_year", "volume"),
    [
        ("a v. b no. i (year)", "a 12/13 b 4 i 1984", None, "12"),
        ("a ser. b v. c no.", "a 2 b 5 c 1", None, "2.5"),
        ("a v. b no. c pt.", "a 2 b 5 c 1", None, "2"),
        ("a no. i (year)", "a 145 i 1984/1985", 12.0, "1984"),
        ("a v. i (year)", "a 12 i 1984", 1.0, "12"),
        ("a v. i (year)", "a 512 i 1984", 12.0, "1984"),
        ("i (year) j (month)", "i [1984] j 01", None, "1984"),
    ],
)
def test_what_a_volume_is(captions: str, values: str, per_year: float | None, volume: str) -> None:
    own = dict(subfields(values))
    field = Field("853", "  ", tuple(subfields(captions)))
    assert volumes(field, "".join(own), per_year).of(own, "1984-01-01") == volume


def test_a_volume_ends_where_the_caption_counts_it() -> None:
    told = volumes(Field("853", "  ", (("a", "v."), ("b", "no."), ("u", "12"), ("v", "r"))), "ab", None)
    assert [told.ends({"a": "1", "b": number}) for number in ("11", "12", "11/12", "x")] == [
        False, True, True, False,
    ]  # fmt: skip
    running = volumes(Field("853", "  ", (("a", "v."), ("b", "no."), ("u", "4"), ("v", "c"))), "ab", None)
    assert running.ends({"a": "2", "b": "8"})
    assert not running.ends({"a": "2", "b": "7"})


def test_the_order_of_binding() -> None:
    extras = [
        (Beside("supplement", 0), "suppl. to 1"),
        (Beside("index", 2), "index"),
        (Beside("contents", 1), "contents"),
        (Beside("title page", None), "t.p."),
        (Beside("special", 1), "special"),
    ]
    issues = ["1", "2", "3"]
    assert arranged(issues, extras) == ["t.p.", "1", "suppl. to 1", "2", "contents", "special", "3", "index"]
    moved = arranged(issues, extras, index_place="front", supplements="at back", contents_place="gathered")
    assert moved == [
        "t.p.", "contents", "index", "1", "2", "special", "3", "suppl. to 1",
    ]  # fmt: skip
    assert arranged(issues, extras, index_place="where published", supplements="leave out") == [
        "t.p.", "1", "2", "contents", "special", "3", "index",
    ]  # fmt: skip
    runs = [("index", "index"), ("index", "title page"), ("supplement", "Inhalt"), ("basic", "special: Tea")]
    assert [role_of(*one) for one in runs] == ["index", "title page", "contents", "special"]
    assert role_of("index", "title page and index") == "index"


@pytest.mark.parametrize(
    ("stretches", "today", "free"),
    [
        ("", "2026-12-05", None),
        ("12-01..12-20", "2026-11-30", None),
        ("12-01..12-20", "2026-12-01", "2026-12-21"),
        ("12-01..12-20, 05-01..05-31", "2026-05-31", "2026-06-01"),
        ("12-15..01-10", "2026-12-31", "2027-01-11"),
        ("12-01..12-20; 12-21..12-31", "2026-12-02", "2027-01-01"),
        ("02-20..02-29", "2026-02-28", "2026-03-01"),
    ],
)
def test_exam_time(stretches: str, today: str, free: str | None) -> None:
    found = free_from(typed_stretches(stretches), date.fromisoformat(today))
    assert found == (date.fromisoformat(free) if free else None)


@pytest.mark.parametrize("typed", ["december", "12-01", "13-01..13-05", "02-30..03-01"])
def test_no_stretch(typed: str) -> None:
    with pytest.raises(Refused):
        typed_stretches(typed)


def test_what_stays_on_the_shelf() -> None:
    months = leave("6 months")
    assert months == Leave(Left.MONTHS, 6)
    assert months.until(date(2025, 8, 31)) == date(2026, 2, 28)
    assert leave("") is None
    assert leave("none") is None
    assert leave("0 issues") is None
    issues = leave("2 issues")
    assert issues
    assert issues.words == "2 issues"
    assert issues.reached([date(2026, 1, 4)], None) is None
    assert issues.reached([date(2026, 1, 4), date(2026, 2, 4), date(2026, 3, 4)], None) == date(2026, 2, 4)
    volume = leave("Current  volume")
    assert volume
    assert volume.words == "current volume"
    assert volume.reached([], date(2026, 1, 4)) == date(2026, 1, 4)
    assert volume.until(date(2026, 1, 1)) is None
    with pytest.raises(Refused):
        leave("some")


def test_on_what_ground_a_thickness_is_estimated() -> None:
    named = {"frequency": "m", "frequency_name": "monthly"}
    learnt = estimate(measured=(600, 12), each=35, pages=96, **named)
    assert (learnt.each, learnt.by) == (50, "learnt from 12 measured pieces")
    said = estimate(each=35, pages=96, **named)
    assert (said.each, said.by) == (35, "as its pattern says")
    printed = estimate(pages=96, **named)
    assert (printed.each, printed.by) == (48, "by the 96 pages of its record")
    assert estimate(**named).by == "as is usual of monthly titles"
    assert estimate().by == "a guess"
    assert printed.of(["issue", "issue", "supplement", "index"]) == 48 + 48 + 24 + 9
