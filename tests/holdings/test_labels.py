"""How one issue is named: on the card, to people, and in the standard's way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.holdings import (
    BOX_WIDTH,
    CardTexts,
    box_date,
    box_number,
    card_texts,
    chronology_text,
    cover_text,
    designation_text,
    enumeration_text,
    group_key,
)
from buckram.holdings.runs import is_single, run_of
from buckram.pattern.field import Field

CASES = Path(__file__).parent / "cases"


def pairs(text: str) -> list[tuple[str, str]]:
    return [(part[0], part[1:].strip()) for part in text.split("$")[1:]]


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [
        ["" if cell.strip() == "-" else cell.strip() for cell in line.split(" | ")]
        for line in lines
        if line and line[0] != "#"
    ]


@pytest.mark.parametrize("row", rows("labels.txt"), ids=lambda row: row[1])
def test_labels(row: list[str]) -> None:
    captions, issue, *expected = row
    field, values = Field.of("853", "##", pairs(captions)), dict(pairs(issue))
    assert [
        enumeration_text(field, values),
        chronology_text(field, values),
        cover_text(field, values),
        box_date(field, values),
        box_number(field, values),
        group_key(field, values),
    ] == expected


@pytest.mark.parametrize(("language", "issue", "chronology", "cover", "box"), rows("languages.txt"))
def test_month_and_season_names(language: str, issue: str, chronology: str, cover: str, box: str) -> None:
    field = Field.of("853", "##", pairs("$i (year) $j (month) $k (day)"))
    values = dict(pairs(issue))
    assert chronology_text(field, values, language) == chronology
    assert cover_text(field, values, language) == cover
    assert box_date(field, values, language) == box


def test_the_box_shows_the_level_that_is_asked_for() -> None:
    field = Field.of("853", "##", pairs("$a v. $b no. $g whole no."))
    values = {"a": "12", "b": "3", "g": "147"}
    assert box_number(field, values) == "no.3"
    assert box_number(field, values, "a") == "v.12"
    assert box_number(field, values, "g") == "147"
    assert box_number(field, values, "c") == "no.3"


def test_ordinals_in_english() -> None:
    field = Field.of("853", "##", pairs("$a +"))
    shown = [enumeration_text(field, {"a": str(n)}) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111, 112)]
    assert " ".join(shown) == "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 101st 111th 112th"


TEXT = st.text(alphabet="0123456789/-[]<>() avno.", max_size=12) | st.text(max_size=6)
CODES = st.sampled_from("abcdefghijklmnopquvwxyz8")


@settings(deadline=None)
@given(
    st.lists(st.tuples(CODES, TEXT)), st.dictionaries(CODES, TEXT), st.sampled_from(["en", "de", "", "xx"])
)
def test_any_issue_has_labels_and_boxes_never_overflow(
    captions: list[tuple[str, str]], values: dict[str, str], language: str
) -> None:
    field = Field.of("853", "##", captions)
    designation_text(field, values, language)
    cover_text(field, values, language)
    group_key(field, values)
    assert len(box_date(field, values, language)) <= BOX_WIDTH
    assert len(box_number(field, values)) <= BOX_WIDTH


@settings(deadline=None)
@given(
    st.lists(st.tuples(CODES, TEXT | st.sampled_from(["(year)", "(month)", "(week)", "+", "+qtr.", "v."]))),
    st.dictionaries(CODES, TEXT | st.sampled_from(["2025/2026", "03", "12/01", "21", "1", "[4]"])),
    st.sampled_from(["en", "de", "fr", "eng", "xx"]),
)
def test_the_card_says_what_each_text_says_by_itself(
    captions: list[tuple[str, str]], values: dict[str, str], language: str
) -> None:
    field = Field.of("853", "##", captions)
    number, cover = enumeration_text(field, values, language), cover_text(field, values, language)
    assert card_texts(field, values, language) == CardTexts(
        volume=group_key(field, values, language),
        number=box_number(field, values, language=language),
        cover=box_date(field, values, language),
        label=f"{number} ({cover})" if number and cover else number or cover,
    )


def test_the_texts_of_an_issue_without_numbers_or_without_a_date() -> None:
    numbered = Field.of("853", "##", pairs("$a v. $b no."))
    dated = Field.of("853", "##", pairs("$i (year) $j (month)"))
    assert card_texts(numbered, {"a": "12", "b": "3"}) == CardTexts("v.12", "no.3", "", "v.12:no.3")
    assert card_texts(dated, {"i": "2026", "j": "03"}) == CardTexts("2026", "", "Mar", "March 2026")
    assert card_texts(dated, {}) == CardTexts("", "", "", "")


@pytest.mark.parametrize(
    ("issue", "single"),
    [
        ("$8 1.1 $a 12 $b 3 $i 2026", True),
        ("$8 1.1 $a 12 $b 7/8 $i 2025/2026", True),
        ("$8 1.1 $a 12 $b 1-3", False),
        ("$8 1.1 $a 12-", False),
        ("$8 1.1 $a [12-14]", False),
        ("$8 1.1 $a 12-12", True),
        ("$8 1.1 $a S-12 $b 3", False),
        ("$8 1.1 $a 12 $z vol. 1-3", True),
        ("$8 1.1 $z no values", False),
        ("$8 1.1 $a  ", False),
    ],
)
def test_one_issue_or_a_run(issue: str, single: bool) -> None:
    assert is_single(Field.of("863", "41", pairs(issue))) is single
    assert not is_single(Field.of("863", "44", pairs(issue)))  # never published


@given(st.lists(st.tuples(CODES, TEXT)))
def test_what_is_single_is_a_run_of_one(subfields: list[tuple[str, str]]) -> None:
    field = Field.of("863", "41", subfields)
    run = run_of(field)
    assert is_single(field) == (run.single and any(run.first.values()))
