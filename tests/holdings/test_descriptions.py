"""Item descriptions and 866 text are read where they are clear, and never lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckram.holdings.itemised import observed_text
from buckram.holdings.parse import parse
from buckram.holdings.parsed import Described, Parsed

CASES = Path(__file__).parent / "cases" / "descriptions.txt"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "cases"


def written(one: Described) -> str:
    """An issue as the case file writes it."""
    words = [(caption or "_") + value for caption, value in one.numbers]
    words += [f"={caption}{value}" for caption, value in one.alternative]
    when = one.when
    if when:
        words.append("@" + ",".join(filter(None, (when.year, when.month, when.day))))
    return " ".join(words)


def shown(parsed: Parsed) -> str:
    spans = []
    for span in parsed.spans:
        text = written(span.start)
        text += f" .. {written(span.end)}" if span.end else ""
        spans.append(text + (" .." if span.open else ""))
    return "; ".join(spans) or "nothing"


def described() -> Iterator[Any]:
    for line in CASES.read_text("utf-8").splitlines():
        if " -> " in line and not line.startswith(("Item", "a run")):
            text, wanted = line.rsplit(" -> ", 1)
            yield pytest.param(text, wanted, id=text)


@pytest.mark.parametrize(("text", "wanted"), list(described()))
def test_description(text: str, wanted: str) -> None:
    parsed = parse(text)
    assert shown(parsed) == wanted
    assert parsed.text == text


def corpus_lines(name: str) -> list[str]:
    path = CORPUS / name
    if not path.exists():
        pytest.skip("there is no corpus beside this checkout")
    return path.read_text("utf-8").splitlines()


LEFT_ALONE = "34 no 3, 4 (Summer, Autumn 1990)"
"""The other parser gives this up; here the two numbers find their two seasons."""


def test_statements_of_another_parser() -> None:
    read = 0
    for line in corpus_lines("textual_holdings_parsed.jsonl"):
        case = json.loads(line)
        spans = parse(case["in"]).spans
        if "ranges_wanted" in case:
            assert len(spans) == case["ranges_wanted"], case["in"]
        elif case["in"] != LEFT_ALONE:
            assert len(spans) == len(case["ranges"]), case["in"]
            for span, wanted in zip(spans, case["ranges"], strict=True):
                start = wanted["start"]
                if "levels" in start:
                    assert [value for _, value in span.start.numbers] == start["levels"], case["in"]
                assert span.start.when.year == start.get("year", ""), case["in"]
                if "month" in start:
                    assert span.start.when.month.split("-")[0] == start["month"], case["in"]
                assert span.open == wanted.get("open", False), case["in"]
                read += 1
    assert read >= 14
    assert len(parse(LEFT_ALONE).spans) == 2


def test_every_statement_survives() -> None:
    understood = 0
    for line in corpus_lines("textual_holdings.txt"):
        text = re.sub(r"\s+# (\[|loss|fail|warn|known).*", "", line)
        if text and text[0] not in "#[":
            parsed = parse(text)
            assert parsed.text == text
            understood += bool(parsed.spans)
    assert understood >= 108


NAMES = {
    "volume": "v.",
    "start_volume": "v.",
    "number": "no.",
    "start_number": "no.",
    "number_start": "no.",
    "part": "pt.",
}


def test_item_descriptions_of_documents() -> None:
    """Volume, number, part and year as a depository's own parser reads them; more than nine in ten."""
    right = asked = 0
    for line in corpus_lines("enumchron_parsed.jsonl"):
        case = json.loads(line)
        spans = parse(case["inp"]).spans
        numbers = [number for span in spans for number in span.start.numbers]
        for name, wanted in case["exp"].items():
            if name in NAMES and wanted != "_nil":
                asked += 1
                right += any(
                    caption in (NAMES[name], "") and value.split("-")[0] == wanted
                    for caption, value in numbers
                )
            elif name == "year" and wanted.isdecimal():
                asked += 1
                right += any(span.start.when.year.startswith(wanted) for span in spans)
    assert asked > 60
    assert right / asked > 0.9


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    parsed = parse(text)
    assert parsed.text == text
    for issue in observed_text(text):
        assert issue.values


WORDS = "v. no. 1 12 1999 - / , ( ) [ ] : Jan. Spring = ; Suppl. ? pt. { } 31 0 ² Bd."
GRAMMAR = st.sampled_from([" ", *WORDS.split()])


@given(st.lists(GRAMMAR, max_size=30).map("".join))
def test_any_order_of_words_is_taken(text: str) -> None:
    assert parse(text).text == text
    assert all(issue.values for issue in observed_text(text))


def test_a_bound_piece_gives_its_issues() -> None:
    issues = observed_text("no.354-357 2011")
    assert [dict(issue.values) for issue in issues] == [
        {"a": str(number), "i": "2011"} for number in range(354, 358)
    ]


def test_a_bound_piece_with_as_many_months_gives_each_its_own() -> None:
    issues = observed_text("v. 1 nos. 5-6 (May-Jun 1984)")
    assert [dict(issue.values)["j"] for issue in issues] == ["05", "06"]


def test_a_supplement_is_no_issue_of_the_run() -> None:
    assert observed_text("v. 19 no. 2 Suppl. (1998)") == []
