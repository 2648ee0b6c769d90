"""Shelf order, filing titles and folded text: tables that a librarian can extend."""

from __future__ import annotations

import random
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.identify import call_sort, filing_title, fold, sort_title

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split(" | ")] for line in lines if line and line[0] != "#"]


def call_number_pairs() -> list[tuple[str, str, str, str]]:
    pairs, scheme = [], ""
    for line in (CASES / "call_numbers.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            scheme = line.strip("[]")
        elif line and line[0] != "#":
            parts = re.split(r" ([<=]) ", line)
            pairs += [(scheme, *parts[i : i + 3]) for i in range(0, len(parts) - 2, 2)]
    return pairs


@pytest.mark.parametrize(("scheme", "first", "relation", "second"), call_number_pairs())
def test_call_number_order(scheme: str, first: str, relation: str, second: str) -> None:
    named = call_sort(first, scheme), call_sort(second, scheme)
    assert named[0] == named[1] if relation == "=" else named[0] < named[1]
    if scheme in ("lc", "dewey"):
        guessed = call_sort(first), call_sort(second)
        assert guessed[0] == guessed[1] if relation == "=" else guessed[0] < guessed[1]


def test_a_whole_shelf_is_sorted_by_its_keys() -> None:
    shelf = [
        "QA76 .A1",
        "QA76 .A1 1990",
        "QA76 .A1 v.1",
        "QA76 .A1 v.2",
        "QA76 .A1 v.10",
        "QA76 .A12",
        "QA760 .A1",
    ]
    mixed = random.Random(7).sample(shelf, len(shelf))
    assert sorted(mixed, key=call_sort) == shelf


def test_a_number_out_of_its_scheme_stands_at_the_end() -> None:
    assert call_sort("In process", "dewey") > call_sort("999.9 Z99", "dewey")
    assert call_sort("[In process]", "lc") > call_sort("ZZ9999 .Z9", "lc")


@settings(deadline=None)
@given(st.text(), st.sampled_from([None, "lc", "dewey", "nlm", "sudocs", "other"]))
def test_any_call_number_has_a_key(text: str, scheme: str | None) -> None:
    assert call_sort(text, scheme) == call_sort(f"  {text} ", scheme)


@pytest.mark.parametrize(("title", "nonfiling", "language", "filed", "key"), rows("titles.txt"))
def test_title(title: str, nonfiling: str, language: str, filed: str, key: str) -> None:
    assert filing_title(title, int(nonfiling), language) == filed
    assert sort_title(title, int(nonfiling), language) == key


def test_non_sorting_marks_of_the_record_are_taken() -> None:
    assert filing_title("\x98The \x9cLancet") == "Lancet"
    assert filing_title("\x88The \x89Lancet") == "Lancet"


@settings(deadline=None)
@given(st.text(), st.integers(0, 9), st.sampled_from(["", "eng", "fre", "ara", "dut"]))
def test_any_title_can_be_filed(title: str, nonfiling: int, language: str) -> None:
    key = sort_title(title, nonfiling, language)
    assert key == " ".join(key.split())
    assert filing_title(title, nonfiling, language) in title


@pytest.mark.parametrize(("text", "folded"), rows("folded.txt"))
def test_folded(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text(alphabet="東京大学紀要研究abc ", min_size=1), st.data())
def test_any_part_of_a_title_without_blanks_is_found_as_a_phrase(title: str, data: st.DataObject) -> None:
    words = [c for c in title if c > "z"]
    if not words:
        return
    start = data.draw(st.integers(0, len(title) - 1))
    end = data.draw(st.integers(start, len(title)))
    part = title[start:end]
    if part and all(c > "z" for c in part):
        assert f" {fold(part)} " in f" {fold(title)} "


def test_the_case_tables_are_read() -> None:
    assert len(call_number_pairs()) > 130
    assert len(rows("titles.txt")) > 40
