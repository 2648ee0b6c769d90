"""A pattern is found again from its issues: all, thinned, with slips, after a change. None is invented."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.pattern import Field, parse_pattern, predict, predictions
from buckram.pattern.days import DayCalendar
from buckram.pattern.learning import Learnt, Observed, Sureness, learn
from buckram.pattern.periods import PeriodCalendar
from pattern.learning.case_files_of_learning import learnt_cases

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "cases" / "prediction.jsonl"
CODES = "abcdefghijklm"

Values = dict[str, str]


def holding(values: Values) -> Field:
    return Field("863", "41", tuple(sorted(values.items())))


def following(field: Field, last: Values, count: int) -> list[Values]:
    return [one.mapping for one in predict(parse_pattern(field), holding(last), count)]


def plain(issues: Sequence[Values]) -> list[Values]:
    return [
        {code: "/".join(part.lstrip("0") for part in value.split("/")) for code, value in issue.items()}
        for issue in issues
    ]


def run_of(field: Field, start: Values, count: int) -> list[Values]:
    pattern = parse_pattern(field)
    return [start, *(one.mapping for one in islice(predictions(pattern, holding(start)), count - 1))]


def learnt_from(run: Sequence[Values]) -> Learnt:
    return learn([Observed.of(values) for values in run])


def field_of(text: str) -> Field:
    return Field.of("853", "20", [(part[:1], part[1:].strip()) for part in text.split("$")[1:]])


def start_of(text: str) -> Values:
    return {part[:1]: part[1:].strip() for part in text.split("$")[1:]}


@pytest.mark.parametrize(("captions", "start", "count"), list(learnt_cases()))
@pytest.mark.parametrize("missing", [0, 10, 20, 30], ids="{} % missing".format)
def test_pattern_is_found_again(captions: str, start: str, count: int, missing: int) -> None:
    field = field_of(captions)
    run = run_of(field, start_of(start), count)
    chance = Random(f"{missing} {captions}")
    shown = [values for values in run[:-1] if chance.random() * 100 >= missing]
    chance.shuffle(shown)
    learnt = learnt_from([*shown, run[-1]])
    assert learnt.pattern is not None
    assert plain(following(learnt.pattern, run[-1], 12)) == plain(following(field, run[-1], 12))
    assert not learnt.misfits
    assert learnt.confidence in (Sureness.SURE, Sureness.LIKELY)


def sequence_cases() -> Iterator[Any]:
    if not CORPUS.exists():
        yield pytest.param({}, marks=pytest.mark.skip(reason="there is no corpus beside this checkout"))
        return
    for line in CORPUS.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["set"] == "sequence":
            marks = (
                [pytest.mark.xfail(strict=True, reason=UNKNOWABLE[row["id"]])]
                if row["id"] in UNKNOWABLE
                else []
            )
            yield pytest.param(row, id=row["id"], marks=marks)


UNKNOWABLE = {
    "seq-cp13": "its volumes turn by count in the pattern and by the year in the issues shown: both fit them"
}


@pytest.mark.parametrize("row", list(sequence_cases()))
def test_sequence_with_its_pattern_hidden(row: dict[str, Any]) -> None:
    start = {code: value for code, value in row["holding"]["subfields"] if code in CODES}
    run = [start, *row["expected"]]
    true = Field.of("853", "20", row["pattern"]["subfields"])
    learnt = learnt_from(run)
    assert learnt.pattern is not None
    count = len(run) - 1
    assert plain(following(learnt.pattern, run[-1], count)) == plain(following(true, run[-1], count))


MONTHLY = field_of("$a v. $b no. $u 12 $v r $i (year) $j (month) $w m $x 01")
JANUARY = {"a": "4", "b": "1", "i": "2019", "j": "01"}


def test_entries_that_stand_twice_are_counted_once() -> None:
    run = run_of(MONTHLY, JANUARY, 30)
    learnt = learnt_from([*run, *run[5:9]])
    assert learnt.seen == 30
    assert "4 issues stood twice and were counted once." in learnt.grounds


def test_a_slip_is_a_misfit_and_not_a_rule() -> None:
    run = run_of(MONTHLY, JANUARY, 30)
    run[11] = {**run[11], "b": "21"}
    learnt = learnt_from(run)
    assert learnt.pattern is not None
    assert learnt.pattern.all("y") == ()
    assert [dict(misfit.issue.values)["b"] for misfit in learnt.misfits] == ["21"]
    assert learnt.misfits[0].why == "The pattern does not foretell it after v.4 no.11, November 2019."


def test_a_year_centuries_off_is_a_misfit() -> None:
    run = run_of(MONTHLY, JANUARY, 30)
    run[11] = {**run[11], "i": "2919"}
    learnt = learnt_from(run)
    assert [misfit.why for misfit in learnt.misfits] == ["Its year, 2919, lies far from those of the others."]


def test_a_date_that_cannot_be_is_a_misfit() -> None:
    run = run_of(MONTHLY, JANUARY, 30)
    run[11] = {**run[11], "j": "13"}
    (misfit,) = learnt_from(run).misfits
    assert misfit.why == "$j “13” is not a month."


def test_after_a_change_of_frequency_the_newest_stretch_decides() -> None:
    quarterly = field_of("$a v. $b no. $u 4 $v r $i (year) $j (month) $w q $x 01")
    before = run_of(quarterly, {"a": "1", "b": "1", "i": "2008", "j": "01"}, 40)
    after = run_of(MONTHLY, {"a": "11", "b": "1", "i": "2018", "j": "01"}, 36)
    learnt = learnt_from([*before, *after])
    assert learnt.pattern is not None
    assert learnt.pattern.first("w") == "m"
    assert plain(following(learnt.pattern, after[-1], 12)) == plain(following(MONTHLY, after[-1], 12))
    (said,) = [ground for ground in learnt.grounds if ground.startswith("Before ")]
    assert "went differently" in said


def test_numbers_that_began_to_restart_lately() -> None:
    on = run_of(field_of("$a no. $i (year) $j (month) $w m"), {"a": "300", "i": "2005", "j": "01"}, 120)
    again = field_of("$a no. $v r $i (year) $j (month) $w m $x 01")
    after = run_of(again, {"a": "1", "i": "2015", "j": "01"}, 30)
    learnt = learnt_from([*on, *after])
    assert learnt.pattern is not None
    assert plain(following(learnt.pattern, after[-1], 12)) == plain(following(again, after[-1], 12))


def test_receipts_stand_in_for_dates() -> None:
    begin = date(2024, 1, 9)
    issues = [
        Observed.of(
            {"a": str(3 + n // 12), "b": str(n % 12 + 1)}, received_on=begin + timedelta(days=30.4 * n)
        )
        for n in range(30)
        if n not in (7, 20)
    ]
    learnt = learn(issues)
    assert learnt.pattern is not None
    assert learnt.pattern.first("w") == "m"
    assert not learnt.pattern.has("i")
    assert "How often it comes rests on the days of receipt alone." in learnt.grounds
    assert learnt.confidence is Sureness.LIKELY


def test_dates_of_publication_stand_in_for_those_on_the_issue() -> None:
    issues = [
        Observed.of({"a": str(100 + n)}, published_on=date(2025, 1, 1) + timedelta(days=7 * n))
        for n in range(40)
    ]
    learnt = learn(issues)
    assert learnt.pattern is not None
    assert (learnt.pattern.first("w"), learnt.pattern.all("y")) == ("w", ("pdwe",))
    assert "The issues bear no dates; the dates of publication were taken for them." in learnt.grounds


def test_receipts_alone_give_a_rhythm() -> None:
    days = [date(2020, 3, 1), date(2020, 11, 20), date(2021, 9, 2), date(2022, 3, 30), date(2023, 4, 1)]
    learnt = learn([Observed(received_on=day) for day in days])
    assert learnt.pattern is None
    assert learnt.confidence is Sureness.NONE
    assert learnt.rhythm.by_receipt
    assert learnt.rhythm.median == 275
    assert "Receipts come about 9 months apart, at most 12 months (4 gaps)." in learnt.grounds


def test_what_has_no_rule_gets_none() -> None:
    chance = Random(3)
    on = date(2015, 1, 1)
    issues = []
    for n in range(25):
        on += timedelta(days=chance.randrange(20, 300))
        values = {"a": str(n + 1), "i": str(on.year), "j": f"{on.month:02d}", "k": f"{on.day:02d}"}
        issues.append(Observed.of(values))
    learnt = learn(issues)
    assert learnt.pattern is None or learnt.confidence is Sureness.GUESS
    assert learnt.rhythm.median is not None


def test_two_issues_teach_nothing() -> None:
    learnt = learnt_from(run_of(MONTHLY, JANUARY, 2))
    assert (learnt.pattern, learnt.confidence) == (None, Sureness.NONE)


def test_nothing_teaches_nothing() -> None:
    learnt = learn([])
    assert learnt.grounds == ("There are too few dated issues to tell how far apart they come.",)


def test_captions_come_from_the_issues() -> None:
    captions = field_of("$a Jahrg. $b Heft $i (year) $j (month)")
    german = [Observed.of(values, captions) for values in run_of(MONTHLY, JANUARY, 20)]
    learnt = learn(german)
    assert learnt.pattern is not None
    assert (learnt.pattern.first("a"), learnt.pattern.first("b")) == ("Jahrg.", "Heft")


VALUE = st.one_of(
    st.sampled_from(
        ["", "1", "12", "2019", "2019/2020", "01", "13", "21", "24", "31", "XII", "a", "<5>", "1-3"]
    ),
    st.text(max_size=6),
    st.integers(0, 10**12).map(str),
)
OBSERVED = st.builds(
    Observed.of,
    st.dictionaries(st.sampled_from(CODES), VALUE, max_size=5),
    published_on=st.none() | st.dates(),
    received_on=st.none() | st.dates(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(OBSERVED, max_size=12))
def test_any_heap_of_issues_is_taken(issues: list[Observed]) -> None:
    learnt = learn(issues)
    assert learnt.fitting <= learnt.seen <= len(issues)
    assert learnt.pattern is None or parse_pattern(learnt.pattern)


FAR_APART = {
    "by the day": ["0100-01-05", "0100-01-12", "8367-03-03", "8367-03-10"],
    "years mistyped on both sides": ["0202-01-05", "2020-02-02", "2021-03-03", "8021-04-04"],
    "one year mistyped": ["1020-03-01", "2020-03-01", "2021-03-01", "2022-03-01"],
    "a heap": ["1956-04", "2015-02", "2018-03", "2019-03", "2021-06", "4320-02", "4470-09", "7600-06"],
    "by the week": ["0100-51", "2020-51", "2021-51", "8367-51"],
    "months": ["0100-01", "2020-01", "2021-01", "8367-01"],
}


@pytest.mark.parametrize("days", FAR_APART.values(), ids=FAR_APART)
def test_a_mistyped_year_does_not_make_centuries_be_walked(
    days: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted in years of a calendar that are looked at: each costs a tenth of a millisecond or more."""
    years = 0

    def counted(looked: Callable[[Any, int], Any]) -> Callable[[Any, int], Any]:
        def slots(calendar: Any, year: int) -> Any:
            nonlocal years
            years += 1
            return looked(calendar, year)

        return slots

    for calendar in (DayCalendar, PeriodCalendar):
        monkeypatch.setattr(calendar, "slots", counted(calendar.slots))
    learn([Observed.of(dict(zip("ijk", day.split("-"), strict=False))) for day in days])
    assert years < 1000
