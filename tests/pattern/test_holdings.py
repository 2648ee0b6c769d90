"""Recorded issues: their date, and predictions as holdings fields; copies of patterns in field 891."""

from __future__ import annotations

from datetime import date

import pytest

from buckram.errors import PatternError
from buckram.pattern import holding_field, parse_pattern, predict, published_date
from pattern.case_files import field_of

YMD = "853 20 $8 1 $a no. $i (year) $j (month) $k (day)"
YM = "853 20 $8 1 $a no. $i (year) $j (month)"


@pytest.mark.parametrize(
    ("pattern", "holding", "wanted"),
    [
        (f"{YMD} $w w", "$a 3 $i 2019 $j 02 $k 07", "2019-02-07"),
        (f"{YM} $w m", "$a 3 $i 2019 $j 02", "2019-02-01"),
        (f"{YM} $w m", "$a 3 $i 2019/2020 $j 12/01", "2019-12-01"),
        (f"{YM} $w m $y pw02we", "$a 3 $i 2019 $j 02", "2019-02-13"),
        (f"{YM} $w s", "$a 22 $i 2019 $j 11", "2019-11-15"),
        ("853 20 $8 1 $a no. $i (year) $j (season) $w q", "$a 3 $i 2019 $j 22", "2019-06-01"),
        ("853 20 $8 1 $a v. $i (year) $w a", "$a 3 $i 2019", "2019-01-01"),
        ("853 20 $8 1 $a v. $b no. $u 4 $v r $i (year) $w q", "$a 3 $b 3 $i 2019", "2019-07-01"),
        ("853 20 $8 1 $a (year) $b (month) $c (day) $w d", "$a 2019 $b 2 $c 7", "2019-02-07"),
    ],
)
def test_the_date_of_a_recorded_issue(pattern: str, holding: str, wanted: str) -> None:
    found = published_date(parse_pattern(field_of(pattern)), field_of(f"863 41 $8 1.1 {holding}"))
    assert found == date.fromisoformat(wanted)


def test_no_date_where_nothing_tells_one() -> None:
    pattern = parse_pattern(field_of("853 20 $8 1 $a v. $b no. $u 4 $v r"))
    assert published_date(pattern, field_of("863 41 $8 1.1 $a 3 $b 3")) is None


def test_a_prediction_as_a_holdings_field() -> None:
    pattern = parse_pattern(field_of("853 20 $8 2 $a v. $b no. $u 12 $v r $i (year) $j (month) $w m $x 01"))
    issue = predict(pattern, field_of("863 41 $8 2.1 $a 1 $b 6 $i 1990 $j 06"), 1)[0]
    assert str(holding_field(pattern, issue, 7)) == "863 41 $82.7 $a1 $b7 $i1990 $j07"


def test_a_supplement_has_its_own_field() -> None:
    pattern = parse_pattern(field_of("854 20 $8 3 $a v. $i (year) $w a $o Supplement"))
    issue = predict(pattern, field_of("864 41 $8 3.1 $a 1 $i 1990"), 1)[0]
    assert str(holding_field(pattern, issue, 2)) == "864 41 $83.2 $a2 $i1991"


def test_a_pattern_copied_into_a_bibliographic_record() -> None:
    pattern = parse_pattern(field_of("891 20 $9 853 $8 1 $a v. $b no. $u 12 $v r $i (year) $j (month) $w m"))
    holding = field_of("891 41 $9 863 $8 1.1 $a <5> $b <3> $i 2004 $j 01")
    assert pattern.tag == "853"
    assert predict(pattern, holding, 1)[0].mapping == {"a": "5", "b": "4", "i": "2004", "j": "02"}


@pytest.mark.parametrize("line", ["245 10 $a Title", "891 20 $9 245 $a Title", "863 41 $a 1"])
def test_what_is_no_pattern(line: str) -> None:
    with pytest.raises(PatternError, match="not a caption and pattern"):
        parse_pattern(field_of(line))
