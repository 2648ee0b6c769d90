"""When a library claims: the cases of claim_policies.txt; and rows as they are typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckram.errors import Refused
from buckram.rules.claim_policy import About, Row, Scope, is_foreign, nation, policy, row_words, typed_row
from buckram.rules.replies import EFFECTS, Answer, next_look
from buckram.storage.schema import FREQUENCIES

TODAY = date(2026, 11, 22)
LINES = Path(__file__).with_name("claim_policies.txt").read_text().splitlines()
CASES = [[part.strip() for part in line.split(" > ")] for line in LINES if line and not line.startswith("#")]
GRACE = {name: (grace, a_year) for _, name, a_year, grace in FREQUENCIES}
SCOPES = {
    "title": Scope.TITLE, "vendor": Scope.VENDOR, "frequency": Scope.FREQUENCY,
    "both": Scope.VENDOR_FREQUENCY,
}  # fmt: skip


@pytest.mark.parametrize(("known", "holds"), CASES)
def test_which_policy_holds(known: str, holds: str) -> None:
    facts, *given_rows = known.split("; ")
    frequency, *more = facts.split(", ")
    grace, a_year = GRACE.get(frequency, (None, None))
    foreign = {"at home": False, "abroad": True}.get(more[0]) if more else None
    about = About(frequency, "EBSCO", grace, a_year, foreign, on_order="on order" in more)
    rows = []
    for text in given_rows:
        _, scope, typed = text.split(" ", 2)
        row = typed_row(typed, SCOPES[scope], TODAY)
        assert row is not None
        rows.append(row)
    found = policy(rows, about, TODAY)
    if holds.startswith("never"):
        assert not found.claims
        assert row_words(Row(Scope.TITLE, claims=False, note=found.note, until_on=found.until)) == holds
        return
    assert found.claims
    for part in holds.split(", "):
        word, number = part.split()
        name = {"first": "first_days", "again": "again_days", "window": "window_days", "most": "most"}[word]
        assert getattr(found, name) == int(number)


def test_it_says_which_row_decided() -> None:
    row = typed_row("again 14", Scope.VENDOR, TODAY)
    assert row is not None
    found = policy([row], About("monthly", "EBSCO", 30, 12, foreign=True), TODAY)
    assert found.words("again_days") == "as decided for EBSCO"
    assert found.words("first_days") == "by its frequency (monthly)"
    assert found.words("window_days") == "the usual window for a publisher abroad"


def test_a_row_that_has_run_out_says_nothing() -> None:
    row = typed_row("never until 1 dec", Scope.TITLE, TODAY)
    assert row is not None
    assert not policy([row], About(), TODAY).claims
    assert policy([row], About(), date(2026, 12, 1)).claims


@pytest.mark.parametrize("text", ["first", "tenth 3", "30", "first 3, first 4", "most 0", "never until x"])
def test_what_is_no_policy_is_refused(text: str) -> None:
    if text == "first":
        assert typed_row(text, Scope.TITLE, TODAY) is None
        return
    with pytest.raises(Refused):
        typed_row(text, Scope.TITLE, TODAY)


NUMBER = st.none() | st.integers(1, 9999)
ROWS = st.builds(Row, st.just(Scope.TITLE), NUMBER, NUMBER, NUMBER, NUMBER, st.sampled_from([None, True]))


@given(ROWS)
def test_a_row_is_read_as_it_is_said(row: Row) -> None:
    said = row_words(row)
    assert typed_row(said, Scope.TITLE, TODAY) == (row if said else None)


def test_countries_of_states_are_one_country() -> None:
    assert {nation("nyu"), nation("xxu")} == {"us"}
    assert nation("enk") == nation("stk") == "uk"
    assert nation("gw ") == "gw"
    assert nation("xx ") == ""
    assert is_foreign("xxu", ["nyu"]) is False
    assert is_foreign("xxu", ["", "enk"]) is True
    assert is_foreign("", ["enk"]) is None
    assert is_foreign("gw", [""]) is None


def test_every_answer_is_told_and_sets_a_next_step() -> None:
    day = date(2026, 11, 2)
    assert set(EFFECTS) == set(Answer)
    assert len({effect.letter for effect in EFFECTS.values()}) == len(Answer)
    for answer, effect in EFFECTS.items():
        look = next_look(answer, day)
        assert (look is None) == bool(effect.ends or effect.decides)
        assert look is None or look > day
    assert next_look(Answer.SENT, day, date(2026, 10, 30)) == date(2026, 11, 20)
    assert next_look(Answer.NOT_YET, day, date(2027, 1, 1)) == date(2027, 1, 31)
