"""Boxes stand by volume, in rows as wide as the window, and the arrow keys find their neighbours."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from buckram_tui.card.layout import BOX_LINES, lay_out

cards = st.lists(st.integers(1, 15), min_size=1, max_size=8).map(
    lambda sizes: [f"v.{n}" for n, size in enumerate(sizes) for _ in range(size)]
)


@given(cards, st.integers(6, 14), st.integers(10, 120))
def test_every_box_stands_once_in_order_below_its_volume(volumes: list[str], box: int, width: int) -> None:
    layout = lay_out(volumes, box, width)
    assert [n for row in layout.rows for n in row] == list(range(len(volumes)))
    for n, top in enumerate(layout.top_of):
        assert [layout.lines[top + part].part for part in range(BOX_LINES)] == [0, 1, 2]
        assert n in layout.lines[top].places
        above = [line.volume for line in layout.lines[:top] if line.volume]
        assert above[-1] == volumes[n]
    assert all(len(row) * box <= max(width, box) for row in layout.rows)


@given(cards, st.integers(10, 60), st.data())
def test_down_and_up_stay_on_the_card(volumes: list[str], width: int, data: st.DataObject) -> None:
    layout = lay_out(volumes, 9, width)
    box = data.draw(st.integers(0, len(volumes) - 1))
    below = layout.beside(box, 1)
    assert 0 <= below < len(volumes)
    assert layout.row_of(below) == min(layout.row_of(box) + 1, len(layout.rows) - 1)
    assert layout.row_of(layout.beside(box, -1)) == max(layout.row_of(box) - 1, 0)


def test_a_monthly_year_at_80_columns() -> None:
    layout = lay_out(["v.1"] * 12 + ["v.2"] * 2, 10, 54)
    assert [len(row) for row in layout.rows] == [5, 5, 2, 2]
    assert layout.beside(4, 2) == 11
    assert layout.beside(11, 1) == 13
