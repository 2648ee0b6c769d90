"""863 fields compressed and expanded."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.holdings import compress, expand, in_order, statement
from buckram.pattern.field import Field


def field(tag: str, text: str, indicators: str = "20") -> Field:
    return Field.of(tag, indicators, [(part[0], part[1:].strip()) for part in text.split("$")[1:]])


def listed(text: str) -> list[Field]:
    """`1:1-4, 1:6` as fields of volume and number; `4[04]` has a supplied month."""
    fields = []
    for part in text.split(", "):
        volume, number = part.split(":")
        number, _, month = number.partition("[")
        fields.append(field("863", f"$a {volume} $b {number}" + (f" $j [{month}" if month else ""), "41"))
    return fields


def shown(fields: list[Field]) -> str:
    return ", ".join(f"{f.first('a').rstrip('-')}:{f.first('b')}{f.first('j')}" for f in fields)


MONTHLY = field("853", "$a v. $b no. $u 12 $v r $i (year) $j (month) $w m $x 01")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1:1-4, 1:2-3, 1:6-7, 1:8, 1:10, 1:10-, 1:12", "1:1-4, 1:6-8, 1:10-"),
        ("1:4, 1:5, 1:6-, 1:8", "1:4-"),
        ("1:8, 1:6, 1:7", "1:6-8"),
        ("1:11, 1:12, 2:1", "1-2:11-1"),
        ("1:11, 2:1", "1:11, 2:1"),
        ("1:6, 1:7/8, 1:9", "1:6-9"),
        ("1:12, 3:1", "1:12, 3:1"),
    ],
)
def test_runs_become_one_field(before: str, after: str) -> None:
    assert shown(compress(MONTHLY, listed(before))) == after


def test_mixed_fields_are_put_in_order() -> None:
    right = "1:3, 1:3-5, 1:3-6, 1:3-, 1:4[04], 1:4, 1:4-7"
    assert shown(in_order(MONTHLY, listed(right)[::-1])) == right


def test_expansion_gives_each_issue_its_month() -> None:
    fields = expand(MONTHLY, [field("863", "$8 1.4 $a 1 $b 6-8 $i 1990 $j 06-08", "40")])
    assert [str(f) for f in fields] == [
        "863 41 $81.4 $a1 $b6 $i1990 $j06",
        "863 41 $81.5 $a1 $b7 $i1990 $j07",
        "863 41 $81.6 $a1 $b8 $i1990 $j08",
    ]


def test_expansion_over_volumes_uses_the_units() -> None:
    quarterly = field("853", "$a v. $b no. $u 4 $v r")
    fields = expand(quarterly, [field("863", "$a 6-8 $b 1-3", "40")])
    assert shown(fields) == "6:1, 6:2, 6:3, 6:4, 7:1, 7:2, 7:3, 7:4, 8:1, 8:2, 8:3"


@pytest.mark.parametrize(
    "holding",
    [
        "$a 1- $b 3- $i 1990- $j 03-",
        "$a 1 $b 1-3 $i 1990 $j 01-06",
        "$a 1 $b 1-7/8 $i 1990 $j 01-07/08",
        "$a 1 $b 8-3 $i 1990 $j 08-03",
        "$a 1 $b A-C $i 1990 $j 01-03",
        "$a 1-3 $b 1-13 $i 1990-1992 $j 01-12",
    ],
)
def test_what_cannot_be_told_is_left_as_it_is(holding: str) -> None:
    fields = [field("863", holding, "40")]
    assert expand(MONTHLY, fields) == fields


def test_a_recorded_break_and_different_pieces_stay_apart() -> None:
    fields = [
        field("863", "$a 1 $b 1 $w n", "41"),
        field("863", "$a 1 $b 2", "41"),
        field("863", "$a 1 $b 3 $z water damage", "41"),
        field("863", "$a 1 $b 4 $t 2", "41"),
    ]
    assert compress(MONTHLY, fields) == fields


def test_index_holdings_are_never_compressed() -> None:
    fields = [field("865", "$a 1", "41"), field("865", "$a 2", "41")]
    assert compress(field("855", "$a v."), fields) == fields
    assert expand(field("855", "$a v."), [field("865", "$a 1-2", "41")]) == [field("865", "$a 1-2", "41")]


def month_of(n: int) -> dict[str, str]:
    return {"i": str(1990 + n // 12), "j": f"{n % 12 + 1:02}"}


def season_of(n: int) -> dict[str, str]:
    return {"i": str(1990 + n // 4), "j": str(21 + n % 4)}


def day_of(n: int) -> dict[str, str]:
    on = date(1990, 1, 6) + timedelta(weeks=n)
    return {"i": str(on.year), "j": f"{on.month:02}", "k": f"{on.day:02}"}


TITLES = {
    "monthly volumes": (
        "$a v. $b no. $u 12 $v r $i (year) $j (month) $w m",
        lambda n: {"a": str(n // 12 + 1), "b": str(n % 12 + 1), **month_of(n)},
    ),
    "monthly volumes, numbers run on": (
        "$a v. $b no. $u 12 $v c $i (year) $j (month) $w m",
        lambda n: {"a": str(n // 12 + 1), "b": str(n + 1), **month_of(n)},
    ),
    "quarterly with seasons": (
        "$a v. $b no. $u 4 $v r $i (year) $j (season) $w q",
        lambda n: {"a": str(n // 4 + 1), "b": str(n % 4 + 1), **season_of(n)},
    ),
    "three levels": (
        "$a v. $b no. $u 6 $v r $c pt. $u 2 $v r $i (year)",
        lambda n: {
            "a": str(n // 12 + 1),
            "b": str(n // 2 % 6 + 1),
            "c": str(n % 2 + 1),
            "i": str(1990 + n // 12),
        },
    ),
    "weekly, whole numbers beside": (
        "$a v. $b no. $u 52 $v r $g whole no. $i (year) $j (month) $k (day) $w w",
        lambda n: {"a": str(n // 52 + 1), "b": str(n % 52 + 1), "g": str(n + 900), **day_of(n)},
    ),
    "weekly newspaper without numbers": ("$i (year) $j (month) $k (day) $w w", day_of),
    "monthly without numbers": ("$i (year) $j (month) $w m", month_of),
    "annual": ("$a v. $i (year) $w a", lambda n: {"a": str(n + 1), "i": str(1990 + n)}),
    "no dates": ("$a no.", lambda n: {"a": str(n + 1)}),
}


@settings(deadline=None)
@given(st.sampled_from(sorted(TITLES)), st.sets(st.integers(0, 130)), st.booleans())
def test_expanding_what_was_compressed_gives_it_back(title: str, held: set[int], marked: bool) -> None:
    text, issue = TITLES[title]
    captions, numbers = field("853", "$8 1 " + text), sorted(held)
    fields = []
    for sequence, n in enumerate(numbers, 1):
        gap = [("w", "g")] if marked and n + 1 not in held and n != numbers[-1] else []
        fields.append(Field.of("863", "41", [("8", f"1.{sequence}"), *issue(n).items(), *gap]))
    compressed = compress(captions, fields)
    runs = sum(n - 1 not in held for n in held)
    assert len(compressed) == runs
    assert expand(captions, compressed) == fields
    assert statement(captions, compressed) == statement(captions, fields)


def test_numbers_that_begin_again_each_year_are_not_confused() -> None:
    captions = field("853", "$a no. $i (year)")
    fields = [field("863", f"$a {n} $i {year}", "41") for year in (2025, 2026) for n in (1, 2)]
    compressed = compress(captions, [fields[2], fields[0], fields[3], fields[1]])
    assert [str(f) for f in compressed] == ["863 40 $a1-2 $i2025", "863 40 $a1-2 $i2026"]
    assert statement(captions, fields) == "no.1-2(2025),no.1-2(2026)"


def test_holdings_without_captions_keep_their_numbers() -> None:
    fields = [field("863", f"$a {n}", "41") for n in (1, 2, 5)]
    assert [str(f) for f in compress(field("853", ""), fields)] == ["863 40 $a1-2", "863 41 $a5"]


VALUES = st.text(alphabet="0123456789/-[]<>abv. ", max_size=8)
FIELDS = st.lists(
    st.lists(st.tuples(st.sampled_from("abcghijkmnpuvwxz8"), VALUES), max_size=8).map(
        lambda pairs: Field.of("863", "41", pairs)
    ),
    max_size=5,
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abghijkuvwx"), VALUES), max_size=8), FIELDS)
def test_whatever_a_record_says_is_read(captions: list[tuple[str, str]], fields: list[Field]) -> None:
    pattern = Field.of("853", "20", captions)
    assert len(compress(pattern, fields)) <= len(fields)
    assert len(expand(pattern, fields)) >= len(fields)
    for level in (3, 4):
        assert isinstance(statement(pattern, fields, level=level), str)
