"""What has been received, said in one line; and the statements of a whole record."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.holdings import held, record_statements, statement
from buckram.pattern.field import Field


def field(tag: str, text: str, indicators: str = "20") -> Field:
    return Field.of(tag, indicators, [(part[0], part[1:].strip()) for part in text.split("$")[1:]])


MONTHLY = field("853", "$a v. $b no. $u 12 $v r $i (year) $j (month) $w m $x 01")
RUNNING = field("853", "$a no. $i (year) $j (month) $w m")
DAILY = field("853", "$i (year) $j (month) $k (day) $w d")
UNNUMBERED = field("853", "$i (year) $j (month) $w b")


def monthly(year: int, month: int) -> dict[str, str]:
    return {"a": str(year - 2014), "b": str(month), "i": str(year), "j": f"{month:02}"}


def test_an_unbroken_run() -> None:
    issues = [monthly(2025, m) for m in range(3, 13)] + [monthly(2026, m) for m in range(1, 12)]
    assert held(MONTHLY, issues) == "v.11:no.3(2025:Mar.)-v.12:no.11(2026:Nov.)"


def test_whole_volumes_are_said_as_volumes() -> None:
    issues = [monthly(y, m) for y in (2023, 2024, 2025) for m in range(1, 13)]
    assert held(MONTHLY, issues) == "v.9-11(2023-2025)"
    assert held(MONTHLY, issues[:12]) == "v.9(2023)"


def test_gaps_are_commas() -> None:
    issues = [monthly(2026, m) for m in (1, 2, 3, 4, 6, 8, 9, 10)]
    assert held(MONTHLY, issues) == (
        "v.12:no.1(2026:Jan.)-v.12:no.4(2026:Apr.),v.12:no.6(2026:June),"
        "v.12:no.8(2026:Aug.)-v.12:no.10(2026:Oct.)"
    )
    assert held(MONTHLY, issues, level=3) == "v.12(2026)"


def test_a_combined_issue_breaks_nothing() -> None:
    double = {"a": "12", "b": "7/8", "i": "2026", "j": "07/08"}
    issues = [monthly(2026, 6), double, monthly(2026, 9)]
    assert held(MONTHLY, issues) == "v.12:no.6(2026:June)-v.12:no.9(2026:Sept.)"
    assert held(MONTHLY, issues[:2]) == "v.12:no.6(2026:June)-v.12:no.7/8(2026:July/Aug.)"


def test_numbers_on_one_level_are_short() -> None:
    issues = [{"a": str(n), "i": "2026", "j": f"{n - 50:02}"} for n in (51, 52, 53, 55)]
    assert held(RUNNING, issues) == "no.51-53(2026:Jan.-2026:Mar.),no.55(2026:May)"


def test_titles_without_numbers_go_by_date_and_frequency() -> None:
    issues = [{"i": "2026", "j": m} for m in ("01", "03", "05", "09", "11")]
    assert held(UNNUMBERED, issues) == "2026:Jan.-2026:May,2026:Sept.-2026:Nov."
    days = [{"i": "2026", "j": "11", "k": str(d)} for d in (18, 19, 20, 23)]
    assert held(DAILY, days) == "2026:Nov.18-2026:Nov.20,2026:Nov.23"


def test_the_caller_may_know_better() -> None:
    days = [{"i": "2026", "j": "11", "k": str(d)} for d in (19, 20, 23)]
    assert held(DAILY, days, unbroken=[False, True, True]) == "2026:Nov.19-2026:Nov.23"
    assert held(MONTHLY, [monthly(2026, 1), monthly(2026, 2)], unbroken=[False, False]) == (
        "v.12:no.1(2026:Jan.),v.12:no.2(2026:Feb.)"
    )


def test_titles_without_a_pattern() -> None:
    nothing = Field.of("853", "##", [])
    assert (
        held(nothing, [{"a": "4", "i": "2024"}, {"a": "5", "i": "2025"}, {"i": "2026"}])
        == "4-5(2024-2025),2026"
    )
    assert held(nothing, []) == ""


def test_a_year_kept_in_the_enumeration() -> None:
    captions = field("853", "$a (year) $b (month) $w m")
    issues = [{"a": "2025", "b": "12"}, {"a": "2026", "b": "01"}, {"a": "2026", "b": "03"}]
    assert held(captions, issues) == "2025:Dec.-2026:Jan.,2026:Mar."


@settings(deadline=None)
@given(st.lists(st.integers(0, 60), unique=True).map(sorted))
def test_received_issues_read_like_their_863_fields(months: list[int]) -> None:
    issues = [monthly(2022 + n // 12, n % 12 + 1) for n in months]
    fields = [Field.of("863", "41", issue.items()) for issue in issues]
    assert held(MONTHLY, issues) == statement(MONTHLY, fields)


RECORD = [
    field("853", "$8 1 $a v. $i (year)"),
    field("853", "$8 2 $a new ser.:v. $i (year)"),
    field("863", "$8 2.1 $a 1-12 $i 1980-1991"),
    field("863", "$8 1.10 $a 20 $i 1979"),
    field("863", "$8 1.9 $a 1-18 $i 1955-1977 $w g"),
    field("854", "$8 1 $a v. $o Supplement"),
    field("864", "$8 1.1 $a 31"),
    field("855", "$8 1 $a v. $o Index"),
    field("865", "$8 1.1 $a 1-10"),
]


def test_groups_in_link_order_and_links_as_numbers() -> None:
    said = record_statements(RECORD)
    assert said.basic == "v.1-18(1955-1977),v.20(1979),new ser.:v.1-12(1980-1991)"
    assert said.supplements == '"Supplement" v.31'
    assert said.indexes == "v.1-10 <Index>"
    assert str(said) == f"{said.basic} + {said.supplements} + {said.indexes}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "$8 1 $a v.1-20 (1955-1979), incomplete",
            "v.1-20 (1955-1979), incomplete,new ser.:v.1-12(1980-1991)",
        ),
        ("$8 0 $a 1955-1991 $z some lacking", "1955-1991 <some lacking>"),
        ("$a 1955-1991", "1955-1991"),
        ("$8 3 $a scrapbook", "v.1-18(1955-1977),v.20(1979),new ser.:v.1-12(1980-1991),scrapbook"),
    ],
)
def test_recorded_text_stands_in_place_of_its_group(text: str, expected: str) -> None:
    assert record_statements([*RECORD, field("866", text, "41")]).basic == expected


def test_a_holding_without_captions_shows_its_numbers() -> None:
    assert record_statements([field("863", "$8 1.1 $a 3 $i 1990")]).basic == "3(1990)"
    assert str(record_statements([])) == ""
