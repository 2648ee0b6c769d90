"""What add-ons count, learnt from receipts; and under what a code is remembered. The cases are text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.identify import AddonScheme, Counting, Observation, code_key, learn, read, spelled

CASES = Path(__file__).parent / "cases"
SHORT = {
    "running": AddonScheme.RUNNING_MOD_100,
    "two months": AddonScheme.TWO_MONTHS,
    "year and number": AddonScheme.YEAR_AND_NUMBER,
    "number and digit": AddonScheme.NUMBER_AND_DIGIT,
    "week and day": AddonScheme.WEEK_AND_DAY,
}


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip(" ") for cell in line.split(" | ")] for line in lines if line and line[0] != "#"]


def receipts(text: str) -> list[Observation]:
    found: list[Observation] = []
    for one in text.split(", "):
        addon, numbers, day = one.split()
        year, month, *rest = map(int, day.split("-"))
        values = dict(zip("abc", numbers.split(":"), strict=False)) | {"i": str(year)}
        found.append(
            (addon, values | ({} if rest else {"j": f"{month:02}"}), date(year, month, *rest or [1]))
        )
    return found


def countings(text: str) -> set[Counting]:
    found = set()
    for one in text.replace("-", "").replace("price", "").split(";"):
        name, _, offset = one.strip().partition(" +")
        if name:
            found.add(Counting(SHORT.get(name) or AddonScheme(name), int(offset or 0)))
    return found


@pytest.mark.parametrize(("seen", "trusted", "likely", "odd"), rows("countings.txt"))
def test_learnt_from_receipts(seen: str, trusted: str, likely: str, odd: str) -> None:
    observations = receipts(seen)
    learnt = learn(observations)
    assert set(learnt.trusted) == countings(trusted)
    assert set(learnt.likely) == countings(likely)
    assert [observations[n][0] for n in learnt.odd] == odd.replace("-", "").split()
    assert learnt.price == (trusted == "price")


def test_nothing_is_learnt_from_nothing() -> None:
    assert learn([]).trusted == learn([]).likely == ()


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 4), st.sampled_from(["99", "13", "00"]), st.integers(5, 9))
def test_one_slip_never_makes_an_add_on_name_a_wrong_issue(place: int, slip: str, count: int) -> None:
    """Whatever stays trusted after one wrong add-on still reads a right one rightly, or not at all."""
    months = [date(2026 + m // 12, m % 12 + 1, 1) for m in range(6, 6 + count)]
    seen = [
        (f"{on.month:02}", {"a": "12", "b": str(n), "i": str(on.year), "j": f"{on.month:02}"}, on)
        for n, on in enumerate(months, 1)
    ][::-1]
    seen[place] = (slip, *seen[place][1:])
    for counting in learn(seen).trusted:
        named = [on.month for _, values, on in seen if counting.names("08", values, on)]
        assert set(named) <= {8}


@pytest.mark.parametrize(("raw", "key", "shown"), rows("keys.txt"))
def test_under_what_a_code_is_remembered(raw: str, key: str, shown: str) -> None:
    found = code_key(read(raw))
    assert (" ".join(found) if found else "-") == key
    assert (spelled(found) if found else "-") == shown
