"""Plots of plain characters."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from buckram_tui.widgets.plots import bins, by_month, histogram

LAGS = Counter({3: 5, 4: 40, 5: 60, 8: 20, 40: 2, 300: 1})

BARS = """
        3 - 5
        4 ------- 40
        5 ---------- 60
        6
        7
        8 --- 20
9 or more - 3
""".strip("\n").splitlines()

MONTHS = """
 100 %     * *
  95 %
  90 %
  75 %   *
  50 % o
   0 %           *
       O N D J F M
       2025  2026
""".strip("\n").splitlines()


def test_bars_of_days() -> None:
    assert histogram(LAGS, 24, 8, "-") == BARS
    # Fewer lines: wider bars. Every piece is in one.
    assert [line.split()[-1] for line in histogram(LAGS, 24, 4, "-")] == ["45", "80", "3"]
    assert histogram(Counter(), 24, 8, "-") == []
    assert all(line.isascii() for line in BARS)


@settings(max_examples=50)
@given(st.dictionaries(st.integers(-400, 900), st.integers(1, 50)), st.integers(2, 12))
def test_every_piece_is_in_one_bar(lags: dict[int, int], height: int) -> None:
    found = bins(lags, height)
    assert sum(count for _, _, count in found) == sum(lags.values())
    assert len(found) <= height
    days = [(first, last) for first, last, _ in found]
    assert all(last is not None and last + 1 == later for (_, last), (later, _) in pairwise(days))


def test_points_by_month() -> None:
    months = {
        "2025-10": (2, 1), "2025-11": (20, 16), "2025-12": (9, 9), "2026-01": (10, 10), "2026-03": (10, 2),
    }  # fmt: skip
    assert by_month(months, 40, 8, "*") == [line.rstrip() for line in MONTHS]
    # A narrow place has the last months only.
    assert by_month(months, 11, 8, "*")[-2] == "       F M"
    assert by_month({}, 40, 8, "*")[0] == " 100 %"
