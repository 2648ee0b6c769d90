"""Issues predicted per second, beside what another system does and beside a bare date addition.

Run: python bench/prediction.py
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice
from time import perf_counter

from buckram.pattern import Field, parse_pattern, predictions

ISSUES = 2_000
ROUNDS = 15
WANTED = 5.0
"""How many times faster than the other system each line is meant to be."""

CAPTIONS = [("a", "v."), ("b", "no."), ("u", "{u}"), ("v", "r"), ("i", "(year)"), ("j", "(month)")]
DAY = ("k", "(day)")

PATTERNS: list[tuple[str, int, str, list[tuple[str, str]], list[tuple[str, str]], float]] = [
    ("monthly", 0, "12", [("w", "m"), ("x", "01")], [("j", "01")], 27_000),
    ("weekly", 1, "52", [("w", "w")], [("j", "01"), ("k", "03")], 6_800),
    (
        "daily, no weekends, eight holidays",
        1,
        "249",
        [
            ("w", "d"),
            ("y", "odsa,su"),
            ("y", "ow0103mo,0203mo,0599mo,0603mo,0701mo,0901mo,1002mo,1104th"),
        ],
        [("j", "01"), ("k", "03")],
        2_600,
    ),
    (
        "second Wednesday with exceptions",
        1,
        "12",
        [
            ("w", "m"),
            ("x", "01"),
            ("y", "pw02we"),
            ("y", "pw0402th,0501we"),
            ("y", "ow0402we,0502we"),
        ],
        [("j", "01"), ("k", "12")],
        770,
    ),
]
"""Name, whether dated by day, $u, rest of the pattern, month and day of the first issue, the other's issues
per second on such a machine."""


def bare_addition() -> float:
    """Microseconds for one `date + timedelta`."""
    day, step = date(2022, 1, 3), timedelta(days=7)
    best = min(_timed_additions(day, step) for _ in range(ROUNDS))
    return best / ISSUES * 1e6


def _timed_additions(day: date, step: timedelta) -> float:
    start = perf_counter()
    for _ in range(ISSUES):
        day = day + step
    return perf_counter() - start


def seconds(by_day: bool, units: str, rest: list[tuple[str, str]], first: list[tuple[str, str]]) -> float:
    """The best time for reading a pattern and predicting ISSUES issues from it, nothing kept from before."""
    captions = [(code, value.format(u=units)) for code, value in CAPTIONS] + ([DAY] if by_day else [])
    holding = Field.of("863", "41", [("8", "1.1"), ("a", "1"), ("b", "1"), ("i", "2022"), *first])
    best = float("inf")
    for n in range(ROUNDS):
        # Another link number makes another pattern, for which no calendar has been made yet.
        field = Field.of("853", "20", [("8", str(n + 1)), *captions, *rest])
        start = perf_counter()
        made = sum(1 for _ in islice(predictions(parse_pattern(field), holding), ISSUES))
        best = min(best, perf_counter() - start)
        assert made == ISSUES
    return best


def main() -> None:
    """Print the table."""
    bare = bare_addition()
    print(f"A bare date addition: {bare:.3f} µs. {ISSUES} issues a run, best of {ROUNDS} runs.")
    print(f"{'pattern':36}{'issues/s':>10}{'other/s':>9}{'ratio':>7}{'µs/issue':>10}{'additions':>11}")
    for name, by_day, units, rest, first, other in PATTERNS:
        took = seconds(bool(by_day), units, rest, first)
        rate, each = ISSUES / took, took / ISSUES * 1e6
        missed = "" if rate / other >= WANTED else f"  below {WANTED:g}"
        print(
            f"{name:36}{rate:10,.0f}{other:9,.0f}{rate / other:7.1f}{each:10.2f}{each / bare:11.1f}{missed}"
        )


if __name__ == "__main__":
    main()
