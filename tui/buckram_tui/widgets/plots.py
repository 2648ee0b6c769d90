"""Quiet plots of plain characters: bars that lie, and points by month. They need no colour and no line of
a terminal's own character set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

STEPS = (1, 2, 5, 7, 10, 14, 20, 30, 60, 90, 180, 365)
"""Days that one bar may stand for."""


def bins(counts: Mapping[int, int], most: int) -> list[tuple[int, int | None, int]]:
    """(first day, last day, how many) of at most `most` bars of equal days. What lies far out above is in one
    bar more, whose last day is None. Nothing of nothing."""
    if not counts:
        return []
    ordered = sorted(counts)
    # One piece in twenty may lie far out: the bars are for the others.
    seen, high = 0, ordered[-1]
    for day in ordered:
        seen += counts[day]
        if seen >= 0.95 * sum(counts.values()):
            high = day
            break
    low = ordered[0]
    step = next((s for s in STEPS if high // s - low // s < most - 1), STEPS[-1])
    first = low // step * step
    made = [0] * min(high // step - low // step + 1, most - 1)
    over = 0
    for day, count in counts.items():
        at = (day - first) // step
        if at < len(made):
            made[at] += count
        else:
            over += count
    found: list[tuple[int, int | None, int]] = [
        (first + n * step, first + (n + 1) * step - 1, count) for n, count in enumerate(made)
    ]
    return [*found, (first + len(made) * step, None, over)] if over else found


def histogram(counts: Mapping[int, int], width: int, height: int, bar: str) -> list[str]:
    """Bars that lie, each with its days before it and its number behind: at most `height` lines."""
    found = bins(counts, height)
    if not found:
        return []
    names = [
        f"{first} or more" if last is None else f"{first}" if first == last else f"{first} to {last}"
        for first, last, _ in found
    ]
    wide = max(len(name) for name in names)
    most = max(count for _, _, count in found)
    room = max(width - wide - len(str(most)) - 3, 1)
    return [
        f"{name:>{wide}} {bar * (max(round(room * count / most), 1) if count else 0)} {count or ''}".rstrip()
        for name, (_, _, count) in zip(names, found, strict=True)
    ]


MARKS = (100, 95, 90, 75, 50, 0)
"""Per cent that a month reached at least. Between 90 and 100 lies what tells suppliers apart."""


def by_month(months: Mapping[str, tuple[int, int]], width: int, enough: int, point: str) -> list[str]:
    """The share of each month as a point on the highest mark that it reached, with the months below: the last
    that fit.

    months: (how many, how many of them good) by "2026-11". A month of fewer than `enough` has an o.
    """
    every = _without_gaps(sorted(months))[-max((width - 7) // 2, 1) :]
    lines = []
    for mark, above in zip(MARKS, (101, *MARKS), strict=False):
        cells = []
        for month in every:
            due, good = months.get(month, (0, 0))
            here = due and mark * due <= 100 * good < above * due
            cells.append((point if due >= enough else "o") if here else " ")
        lines.append(f"{mark:>4} % {' '.join(cells)}")
    lines.append(" " * 7 + " ".join("JFMAMJJASOND"[int(month[5:]) - 1] for month in every))
    years = [" "] * (2 * len(every) + 4)
    free = 0
    for n, month in enumerate(every):
        # The year at its January; at the first month too, where the next January leaves room for it.
        if (month.endswith("-01") or (n == 0 and month[5:] < "11")) and 2 * n >= free:
            years[2 * n : 2 * n + 4] = month[:4]
            free = 2 * n + 5
    lines.append(" " * 7 + "".join(years)[: width - 7])
    return [line.rstrip() for line in lines]


def _without_gaps(months: Sequence[str]) -> list[str]:
    if not months:
        return []
    first, last = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (months[0], months[-1]))
    return [f"{n // 12}-{n % 12 + 1:02}" for n in range(first, last + 1)]
