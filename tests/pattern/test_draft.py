"""A draft on the bench: changed without codes, and always the same as its MARC lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from buckram.errors import PatternError
from buckram.pattern import Field, editing
from buckram.pattern.draft import Draft, beginning_at, draft_of, field_text, first_day, read_field
from buckram.pattern.frequency import LETTERS
from buckram.pattern.preview import Line, preview
from buckram.pattern.ticking import join, tick
from pattern.test_properties import requests

LIKE, HOLDING = Field("853", "20", (("8", "1"),)), Field("863", "41", (("8", "1.1"),))
TYPED: dict[str, Callable[[Draft, str], Draft]] = {
    "frequency": editing.with_frequency,
    "captions": editing.with_captions,
    "units": editing.with_units,
    "changes": editing.with_changes,
    "days": editing.with_days,
    "numbers": editing.with_numbers,
    "date": editing.with_date,
    "dating": editing.with_dating,
}


@dataclass
class Case:
    """A case of drafts.txt."""

    title: str = ""
    lines: dict[str, str] = field(default_factory=dict)
    do: list[str] = field(default_factory=list)


def cases() -> list[Case]:
    found = []
    for block in Path(__file__).with_name("drafts.txt").read_text("utf-8").split("\n\n"):
        case = Case()
        for line in block.strip().splitlines():
            name, _, value = line.partition(": ")
            if name == "do":
                case.do.append(value)
            elif not line.startswith("#"):
                case.lines[name] = value
        if case.lines:
            case.title = case.lines["title"]
            found.append(case)
    return found


def drafted(pattern: str, first: str) -> Draft:
    return draft_of(read_field(pattern, LIKE), read_field(first, HOLDING))


def done(draft: Draft, what: str) -> Draft:
    name, _, text = what.partition(" ")
    if name in ("tick", "join"):
        lines = preview(draft, 13)
        at = int(text) - 1
        return tick(draft, lines[at]) if name == "tick" else join(draft, lines[at], lines[at + 1])
    return editing.with_other_continuity(draft) if name == "continuity" else TYPED[name](draft, text)


def told(line: Line) -> str:
    return ("- " if line.skipped else "") + " ".join(value for _, value in line.values)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_a_case(case: Case) -> None:
    draft = drafted(case.lines["853"], case.lines["863"])
    if refusal := case.lines.get("refused"):
        with pytest.raises(PatternError, match=refusal):
            done(draft, case.do[0])
        return
    for what in case.do:
        draft = done(draft, what)
    assert field_text(draft.field) == case.lines.get("then 853", case.lines["853"])
    assert field_text(draft.holding) == case.lines.get("then 863", case.lines["863"])
    if expected := case.lines.get("next"):
        wanted = expected.split("; ")
        assert [told(line) for line in preview(draft, len(wanted))] == wanted


def refused_or(what: Callable[[], Draft]) -> Draft | None:
    """What becomes of a draft, None where a sentence refuses it. Anything else that is raised fails."""
    try:
        return what()
    except PatternError:
        return None


@settings(max_examples=60, deadline=3000)
@given(requests())
def test_a_draft_is_what_its_own_lines_say(request: tuple[Field, Field]) -> None:
    draft = refused_or(lambda: draft_of(*request))
    assume(draft is not None)
    assert draft is not None
    assert draft_of(draft.field, draft.holding) == draft
    assert read_field(field_text(draft.field), draft.field) == draft.field
    assert read_field(field_text(draft.holding), draft.holding) == draft.holding


@settings(max_examples=60, deadline=5000)
@given(requests(), st.data())
def test_every_change_gives_a_draft_that_is_what_its_own_lines_say(
    request: tuple[Field, Field], data: DataObject
) -> None:
    draft = refused_or(lambda: draft_of(*request))
    assume(draft is not None)
    assert draft is not None
    texts = {
        "frequency": st.sampled_from(sorted(LETTERS)),
        "captions": st.sampled_from(["", "no.", "v. no.", "ser. v. no."]),
        "units": st.sampled_from(["", "4", "12", "varies"]),
        "changes": st.sampled_from(["", "January", "Jan, Jul", "1 July", "autumn"]),
        "days": st.sampled_from(["", "Thursday", "1 15", "second Wednesday", "Mon Thu"]),
        "numbers": st.sampled_from(["7", "12 3", "1 2 3"]),
        "date": st.sampled_from(["2026", "July 2026", "5 Nov 2026", "spring 2026", "Jul/Aug 2026"]),
        "dating": st.sampled_from(sorted(editing.DATINGS)),
    }
    name = data.draw(st.sampled_from(sorted(texts)))
    text = data.draw(texts[name])
    changed = refused_or(lambda: TYPED[name](draft, text))
    if changed is not None:
        assert draft_of(changed.field, changed.holding) == changed


@settings(max_examples=60, deadline=5000)
@given(requests(), st.integers(1, 5), st.booleans())
def test_what_is_ticked_out_is_out_and_ticked_again_is_as_before(
    request: tuple[Field, Field], at: int, joined: bool
) -> None:
    draft = refused_or(lambda: draft_of(*request))
    assume(draft is not None)
    assert draft is not None
    try:
        lines = preview(draft, 8)
    except PatternError:
        return
    assert [line.on for line in lines if line.on] == sorted(line.on for line in lines if line.on)
    assume(len(lines) == 8)
    line = lines[at]
    if joined:
        after = refused_or(lambda: join(draft, line, lines[at + 1]))
        assert after is None or draft_of(after.field, after.holding) == after
        return
    out = refused_or(lambda: tick(draft, line))
    if out is not None and not line.skipped:
        assert draft_of(out.field, out.holding) == out


@pytest.mark.parametrize(
    ("pattern", "first", "on", "expected"),
    [
        (
            "$a v. $b no. $u 4 $v r $i (year) $j (season) $w q",
            "$a 1 $b 1 $i 2026 $j 21",
            "2031-09-01",
            "2031 23",
        ),
        ("$i (year) $j (month) $k (day) $w w $y pdth", "$i 2026 $j 01 $k 01", "1999-05-03", "1999 05 06"),
        (
            "$i (year) $j (month) $w 10 $y pm01/02,03,04,05,06,07/08",
            "$i 2026 $j 03",
            "2027-07-19",
            "2027 07/08",
        ),
        ("$i (year) $w a", "$i 2025/2026", "2030-03-01", "2030/2031"),
        ("$i (year) $w g", "$i 2026", "2031-03-01", "2031"),
        ("$i (year) $j (month) $k (day) $w e", "$i 2026 $j 01 $k 05", "2026-11-21", "2026 11 21"),
    ],
)
def test_a_model_begins_at_any_day(pattern: str, first: str, on: str, expected: str) -> None:
    draft = beginning_at(drafted(pattern, first), {}, date.fromisoformat(on))
    assert " ".join(value for code, value in draft.first if code in "ijk") == expected
    assert first_day(draft) is not None
