"""How long copies are kept: the cases of keeps.txt (typed) and keeps_coded.txt (MARC)."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckram.errors import Refused
from buckram.rules.retention import FOR_EVER, How, Keeps, Unit, coded, keeps, kept


def cases(name: str) -> list[list[str]]:
    lines = Path(__file__).with_name(name).read_text().splitlines()
    return [line.split(" > ") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("typed", "shown"), cases("keeps.txt"))
def test_typed(typed: str, shown: str) -> None:
    if shown == "!":
        with pytest.raises(Refused, match="does not say how long"):
            keeps(typed)
    else:
        assert keeps(typed).words == shown


@pytest.mark.parametrize(("code", "shown"), cases("keeps_coded.txt"))
def test_coded(code: str, shown: str) -> None:
    assert coded(code).words == shown


@given(st.sampled_from(How), st.integers(1, 999), st.sampled_from(Unit))
def test_what_is_shown_reads_as_what_it_was(how: How, count: int, unit: Unit) -> None:
    if how in {How.LATEST, How.SPAN}:
        one = Keeps(How.LATEST if unit is Unit.ISSUE else How.SPAN, count, unit)
    else:
        one = Keeps(how)
    assert keeps(one.words) == one


@pytest.mark.parametrize(("typed", "since"), [
    ("24 months", "2024-11-22"), ("1 month", "2026-10-22"), ("6 weeks", "2026-10-11"), ("2y", "2024-11-22"),
])  # fmt: skip
def test_a_span_begins_so_long_ago(typed: str, since: str) -> None:
    assert keeps(typed).since(date(2026, 11, 22)) == date.fromisoformat(since)


def test_what_a_person_said_goes_before_the_record() -> None:
    assert kept("until bound", "6l2y").how is How.UNTIL_BOUND
    assert kept("", "6l2y") == Keeps(How.SPAN, 2, Unit.YEAR)
    assert kept(None, None) == FOR_EVER
    assert not FOR_EVER.limited
    assert FOR_EVER.since(date(2026, 11, 22)) is None
