"""The composed cases: patterns, holdings, and the issues that follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from buckram.errors import PatternError
from buckram.pattern import parse_pattern, pattern_field, predict
from pattern.case_files import case_blocks, field_of

FILES = ["monthly.txt", "days.txt", "seasons_years.txt", "numbers.txt", "doubtful.txt"]


def cases() -> Iterator[Any]:
    for name in FILES:
        for title, lines in case_blocks(name):
            yield pytest.param(lines, id=f"{name.removesuffix('.txt')}: {title}")


def told(lines: list[str], word: str) -> list[str]:
    return [line.removeprefix(word).strip() for line in lines if line.startswith(word)]


def settings(lines: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for setting in told(lines, "setting "):
        name, _, value = setting.partition(" ")
        found |= {name: value} if name == "frequency" else {setting.replace(" ", "_"): True}
    return found


@pytest.mark.parametrize("lines", list(cases()))
def test_the_issues_that_follow(lines: list[str]) -> None:
    field = field_of(next(line for line in lines if line.startswith("85")))
    holding = field_of(next(line for line in lines if line.startswith("86")))
    wanted, refusals = told(lines, "->"), told(lines, "refused ")
    if refusals:
        with pytest.raises(PatternError) as caught:
            predict(parse_pattern(field, **settings(lines)), holding, 1)
        assert [f"${caught.value.subfield}: {caught.value.sentence}"] == refusals
        return
    pattern = parse_pattern(field, **settings(lines))
    assert list(pattern.warnings) == told(lines, "warns ")
    found = predict(pattern, holding, len(wanted))
    shown = []
    for issue in found:
        values = " ".join(f"${code}{value}" for code, value in issue.values)
        shown.append(f"{values}   ({issue.published_on})" if issue.published_on else values)
    assert shown == wanted


@pytest.mark.parametrize("lines", [case for case in cases() if not told(case.values[0], "refused ")])
def test_a_pattern_written_out_reads_back_as_the_same(lines: list[str]) -> None:
    field = field_of(next(line for line in lines if line.startswith("85")))
    pattern = parse_pattern(field, **settings(lines))
    again = parse_pattern(pattern_field(pattern), **settings(lines))
    assert again == pattern
    assert pattern_field(again) == pattern_field(pattern)
