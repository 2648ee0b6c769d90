"""The checks that the card can answer, as cases of issues and boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from buckram.pattern.frequency import frequency_name, issues_a_year
from buckram.rules.bindery.checks import CardBox, Collated, Limits, Part, by_machine
from buckram.rules.status import Status

CASES = [
    [part.strip() for part in line.split("|")]
    for line in Path(__file__).with_name("bench_checks.txt").read_text().splitlines()
    if line.strip() and not line.startswith("#")
]
STATUS = {
    "a": Status.ARRIVED,
    "e": Status.EXPECTED,
    "c": Status.COMBINED,
    "n": Status.NOT_PUBLISHED,
}


def part(text: str) -> Part:
    found = re.fullmatch(r"(\d+)([x!?+]?)(?:/(\d+))?", text)
    assert found is not None
    month, sign = int(found[1]), found[2]
    return Part(
        issue_id=month if sign != "+" else 100 + month,
        label=f"no.{month}",
        number=f"no.{month}",
        role="supplement" if sign == "+" else "issue",
        here=sign != "x",
        volume=f"v.{found[3] or 11}",
        position=1000 * month,
        run="supplement" if sign == "+" else "basic",
        published_on=date(2025, month, 1),
        title="Other journal" if sign == "?" else "Journal",
        own_title=sign != "?",
        own_copy=sign != "!",
    )


def collated(frequency: str, unit: str, card: str) -> Collated:
    parts = [part(one) for one in unit.split()]
    volumes = {one.position: one.volume for one in parts}
    boxes = [
        CardBox(n, f"no.{n}", volumes.get(1000 * n, "v.12"), 1000 * n, "basic", STATUS[letter])
        for n, letter in enumerate(card.replace(" ", ""), 1)
        if letter != "-"
    ]
    last = max(one.position for one in parts)
    return Collated(
        parts,
        [box for box in boxes if box.position <= max(last, 4000)],
        following=next((box for box in boxes if box.position > last), None),
        a_year=issues_a_year(frequency),
        frequency=frequency_name(frequency),
    )


def told(bench: Collated, name: str) -> tuple[str, str]:
    found = next(one for one in by_machine(bench) if one.name == name)
    return str(found.level), found.says


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case[:4]))
def test_check(case: Sequence[str]) -> None:
    frequency, unit, card, name, level, words = case
    said, says = told(collated(frequency, unit, card), name)
    assert (said, words in says) == (level, True), says


WHOLE = collated("m", "1 2 3 4", "aaaa a")
INDEX = CardBox(90, "Index v.11", "v.11", 1000, "index", Status.ARRIVED, free=True)


def test_index() -> None:
    assert told(replace(WHOLE, beside=[INDEX]), "index") == (
        "no",
        "Index v.11 is here, and not in the unit: A adds it.",
    )
    awaited = replace(INDEX, status=Status.EXPECTED, free=False)
    assert "do not bind without it" in told(replace(WHOLE, beside=[awaited]), "index")[1]
    own = Part(90, "Index v.11", "Index", "index", here=True, run="index")
    parts = [*WHOLE.parts, own]
    assert told(replace(WHOLE, parts=parts, beside=[INDEX]), "index") == ("yes", "Index v.11 is here.")
    lacking = [*WHOLE.parts, replace(own, here=False)]
    assert told(replace(WHOLE, parts=lacking), "index")[0] == "no"


def test_supplements() -> None:
    loose = CardBox(91, "Suppl. 1", "", 1000, "supplement", Status.ARRIVED, free=True)
    assert told(replace(WHOLE, beside=[loose]), "supplements")[0] == "no"
    left_out = replace(WHOLE, beside=[loose], supplements="leave out")
    assert all(one.name != "supplements" for one in by_machine(left_out))
    with_one = replace(collated("m", "1 2 2+ 3", "aaa"), supplements="leave out")
    assert "leaves supplements out" in told(with_one, "supplements")[1]


def test_a_decision_answers_the_gap() -> None:
    bench = replace(collated("m", "1 2x 3", "aea"), decided="bind incomplete")
    assert told(bench, "gaps") == ("yes", "Lacks no.2: bind incomplete.")


def test_thickness() -> None:
    limits = Limits(254, 635, 508)
    assert [limits.judged(one, "normal") for one in (None, 253, 254, 635, 636)] == [
        "",
        "thin",
        "",
        "",
        "thick",
    ]
    assert limits.judged(509, "glossy") == "thick"
