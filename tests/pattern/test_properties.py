"""What holds for every pattern of the grammar: it ends, it keeps order, it goes on from the middle."""

from __future__ import annotations

from itertools import islice, pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from buckram.errors import PatternError
from buckram.pattern import (
    Field,
    Pattern,
    Prediction,
    describe,
    explain,
    holding_field,
    parse_pattern,
    pattern_field,
    predict,
    predictions,
    published_date,
)
from buckram.pattern.regularity import WEEKDAYS, parse_regularity, regularity_text

Subfields = list[tuple[str, str]]

WEEKS = ("00", "01", "02", "03", "04", "05", "97", "98", "99")
months = st.integers(1, 12).map("{:02d}".format)
seasons = st.sampled_from(["21", "22", "23", "24"])
days_of_month = st.integers(1, 31).map("{:02d}".format)
dows = st.sampled_from(WEEKDAYS)
day_codes = dows | days_of_month | st.builds("{}{}".format, months, days_of_month)
week_codes = (
    st.builds("{}{}".format, st.sampled_from(WEEKS), dows)
    | st.builds("{}{}{}".format, months, st.sampled_from(WEEKS), dows)
    | st.builds("{}{}".format, months, st.sampled_from(WEEKS))
    | st.integers(1, 53).map("{:02d}".format)
)
year_codes = st.sampled_from(["yyy0", "yyy5", "yyy1", "2024", "yyyy"])
CODES = {"d": day_codes, "m": months, "s": seasons, "w": week_codes, "y": year_codes}


@st.composite
def date_rules(draw: DrawFn, acts: str = "poc", kinds: str = "dmswy") -> str:
    """A $y about dates, well formed but not always sensible."""
    act, kind = draw(st.sampled_from(acts)), draw(st.sampled_from(kinds))
    width = 2 if act == "c" else 1
    item = st.lists(CODES[kind], min_size=width, max_size=2, unique=True).map("/".join)
    return f"{act}{kind}{','.join(draw(st.lists(item, min_size=1, max_size=4, unique=True)))}"


@st.composite
def number_rules(draw: DrawFn) -> str:
    """A $y about numbers."""
    first = draw(st.integers(1, 20))
    item = draw(st.sampled_from([str(first), f"{first}/{first + 1}", f"{first}/{first + 2}"]))
    return f"{draw(st.sampled_from('poc'))}e{draw(st.integers(1, 3))}{item}"


CHRONOLOGIES: list[tuple[Subfields, Subfields]] = [
    ([("i", "(year)"), ("j", "(month)"), ("k", "(day)")], [("i", "2023"), ("j", "05"), ("k", "17")]),
    ([("i", "(year)"), ("j", "(month)")], [("i", "2023"), ("j", "05")]),
    ([("i", "(year)"), ("j", "(month)")], [("i", "2023/2024"), ("j", "12/01")]),
    ([("i", "(year)"), ("j", "(season)")], [("i", "2023"), ("j", "22")]),
    ([("i", "(year)"), ("j", "(quarter)")], [("i", "2023"), ("j", "2")]),
    ([("i", "(year)"), ("j", "(week)")], [("i", "2023"), ("j", "17")]),
    ([("i", "(year)")], [("i", "2023")]),
    ([], []),
]
FREQUENCIES = [*"abcdefghijkmqstwx", "2", "5", "7", "10", "18", "52", ""]


@st.composite
def enumerations(draw: DrawFn) -> tuple[Subfields, Subfields]:
    """Captions with $u and $v, and the numbers of an issue."""
    captions: Subfields = [("a", draw(st.sampled_from(["v.", "no.", "Bd.", "ser."])))]
    numbers: Subfields = [("a", str(draw(st.integers(1, 40))))]
    for code in "bc"[: draw(st.integers(0, 2))]:
        units = draw(st.sampled_from(["2", "4", "6", "12", "52", "var", "und", ""]))
        captions += [(code, draw(st.sampled_from(["no.", "pt.", "=iss."])))]
        captions += [("u", units)] if units else []
        captions += [("v", draw(st.sampled_from("rc")))]
        numbers += [(code, str(draw(st.integers(1, 12))))]
    if draw(st.booleans()):
        captions += [("g", "no.")]
        numbers += [("g", str(draw(st.integers(1, 500))))]
    return captions, numbers


@st.composite
def requests(draw: DrawFn) -> tuple[Field, Field]:
    """A pattern and a holding from all over the grammar."""
    captions, numbers = draw(enumerations())
    dates, when = draw(st.sampled_from(CHRONOLOGIES))
    rest: Subfields = []
    if frequency := draw(st.sampled_from(FREQUENCIES)):
        rest += [("w", frequency)]
    if draw(st.booleans()):
        changes = st.sampled_from(["01", "07", "09", "21", "24", "0101", "0701", "1115"])
        rest += [("x", ",".join(draw(st.lists(changes, min_size=1, max_size=3, unique=True))))]
    rest += [("y", rule) for rule in draw(st.lists(date_rules() | number_rules(), max_size=3))]
    field = Field.of("853", "20", [("8", "1"), *captions, *dates, *rest])
    return field, Field.of("863", "41", [("8", "1.1"), *numbers, *when])


def answered(field: Field, holding: Field, n: int, **settings: bool) -> list[Prediction] | PatternError:
    """The issues, or the refusal as a value. Anything else that is raised fails the test."""
    try:
        return predict(parse_pattern(field, **settings), holding, n)
    except PatternError as refusal:
        return refusal


@settings(max_examples=80, deadline=3000)
@given(requests(), st.booleans(), st.booleans())
def test_every_pattern_is_answered_or_refused(
    request: tuple[Field, Field], winter_first: bool, southern: bool
) -> None:
    issues = answered(*request, 30, winter_first=winter_first, southern=southern)
    if isinstance(issues, PatternError):
        assert issues.sentence.endswith(".")
        assert issues.subfield
        return
    pattern = parse_pattern(request[0], winter_first=winter_first, southern=southern)
    assert issues
    dates = [issue.published_on for issue in issues if issue.published_on]
    assert dates == sorted(dates)
    assert all(before.values != after.values for before, after in pairwise(issues))
    assert describe(pattern).endswith(".")
    assert explain(pattern, request[1], issues[0])


@settings(max_examples=60, deadline=3000)
@given(requests())
def test_written_out_and_read_back(request: tuple[Field, Field]) -> None:
    try:
        pattern = parse_pattern(request[0])
    except PatternError:
        assume(False)
    assert parse_pattern(pattern_field(pattern)) == pattern


@given(date_rules() | number_rules())
def test_rules_written_out_and_read_back(text: str) -> None:
    try:
        rule, _ = parse_regularity(text)
    except PatternError:
        assume(False)
    assert rule is not None
    assert parse_regularity(regularity_text(rule)) == (rule, parse_regularity(text)[1])


@settings(max_examples=60, deadline=3000)
@given(
    st.lists(st.tuples(st.sampled_from("abcghijklmnopuvwxyz8"), st.text(max_size=8)), min_size=1, max_size=8),
    st.lists(st.tuples(st.sampled_from("abcghijkm8"), st.text(max_size=6)), max_size=6),
)
def test_no_text_in_any_subfield_breaks_it(pattern: Subfields, holding: Subfields) -> None:
    answer = answered(Field.of("853", "20", pattern), Field.of("863", "41", holding), 3)
    assert answer.sentence if isinstance(answer, PatternError) else len(answer) <= 3


SENSIBLE: list[tuple[str, SearchStrategy[list[str]]]] = [
    ("m", st.sampled_from([[], ["om07"], ["cm07/08"], ["cm12/01"], ["om02", "cm05/06"], ["pm01,03,06,10"]])),
    ("b", st.sampled_from([[], ["pm02,04,10,12", "cm06/08"]])),
    ("q", st.just([])),
    ("t", st.just([])),
    ("f", st.just([])),
    ("a", st.just([])),
    ("g", st.just([])),
    ("10", st.just([])),
]
BY_DAY: list[tuple[str, SearchStrategy[list[str]]]] = [
    ("w", st.sampled_from([[], ["pdwe"], ["ow1299"], ["cw1203/1204"], ["om07"], ["ow33,34"]])),
    ("d", st.sampled_from([[], ["odsu"], ["odsa,su", "od0101,1225"], ["cdsa/su"], ["cd1231/0101"]])),
    ("e", st.sampled_from([[], ["pdwe"]])),
    ("m", st.sampled_from([["pw02we"], ["pw99fr"], ["pw02we", "pw0402th", "ow0402we"], ["pd15"], []])),
    ("s", st.sampled_from([[], ["pd01,15", "od0115"]])),
    ("c", st.sampled_from([[], ["pw00mo,00th", "od0704"]])),
    ("i", st.just([])),
    ("j", st.sampled_from([["pd01,10,20"], []])),
]


@st.composite
def sensible(draw: DrawFn) -> tuple[Pattern, Field]:
    """A pattern and a holding that agree with each other, dated by the month or by the day."""
    by_day = draw(st.booleans())
    frequency, rules = draw(st.sampled_from(BY_DAY if by_day else SENSIBLE))
    units, continuity = draw(st.sampled_from(["6", "12", "52", "var"])), draw(st.sampled_from("rc"))
    captions = [("a", "v."), ("b", "no."), ("u", units), ("v", continuity), ("i", "(year)"), ("j", "(month)")]
    captions += [("k", "(day)")] if by_day else []
    rest = [("w", frequency), *draw(st.sampled_from([[], [("x", "01")], [("x", "03,09")]]))]
    rest += [("y", rule) for rule in draw(rules)]
    pattern = parse_pattern(Field.of("853", "20", [("8", "1"), *captions, *rest]))
    numbers = [("a", str(draw(st.integers(2, 90)))), ("b", str(draw(st.integers(1, 6))))]
    when = [("i", str(draw(st.integers(1950, 2050)))), ("j", draw(months))]
    # Where the last issue of a month falls after the 28th, that of February cannot tell which day is meant.
    latest = {"j": 8, "s": 13}.get(frequency, 28)
    when += [("k", f"{draw(st.integers(1, latest)):02d}")] if by_day else []
    return pattern, Field.of("863", "41", [("8", "1.1"), *numbers, *when])


@settings(max_examples=60, deadline=3000)
@given(sensible())
def test_next_of_next_equals_two_nexts(request: tuple[Pattern, Field]) -> None:
    pattern, holding = request
    issues = predict(pattern, holding, 40)
    # The recorded issue itself may lie beside the pattern's days; what it leads to does not.
    for n, (before, after) in enumerate(pairwise(issues)):
        again = predict(pattern, holding_field(pattern, before, n + 1), 1)
        assert again == [after]


@settings(max_examples=50, deadline=3000)
@given(sensible())
def test_no_issue_twice(request: tuple[Pattern, Field]) -> None:
    issues = predict(*request, 200)
    assert len({issue.values for issue in issues}) == len(issues)


@settings(max_examples=50, deadline=3000)
@given(sensible())
def test_the_date_of_a_prediction_is_the_date_of_the_recorded_issue(request: tuple[Pattern, Field]) -> None:
    pattern, holding = request
    for issue in predict(pattern, holding, 15):
        assert published_date(pattern, holding_field(pattern, issue, 1)) == issue.published_on


@settings(max_examples=60, deadline=3000)
@given(
    st.sampled_from([("m", 12), ("b", 6), ("q", 4), ("t", 3), ("f", 2), ("a", 1), ("5", 5), ("10", 10)]),
    st.integers(1, 12),
    st.integers(1900, 2100),
)
def test_a_whole_year_has_as_many_issues_as_the_frequency_says(
    frequency: tuple[str, int], month: int, year: int
) -> None:
    code, count = frequency
    field = Field.of("853", "20", [("a", "no."), ("i", "(year)"), ("j", "(month)"), ("w", code)])
    holding = Field.of("863", "41", [("a", "1"), ("i", str(year)), ("j", f"{month:02d}")])
    issues = islice(predictions(parse_pattern(field), holding), 3 * count)
    years = [issue.published_on.year for issue in issues if issue.published_on]
    assert years.count(year + 1) == count
