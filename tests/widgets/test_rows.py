"""The list: asks for little, draws little, keeps the light in sight."""

from __future__ import annotations

import pytest

from buckram_tui.widgets.columns import Column, column_widths
from buckram_tui.widgets.rows import Row, Rows
from widgets.shown import OneWidget, lines

COLUMNS = [
    Column("No", 6, right=True),
    Column("Title", 10, share=1),
    Column("Due", 10, optional=True),
    Column("Status", 8),
]


class Table:
    """So many rows, and how they were asked for."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[tuple[int, int]] = []
        self.changed: dict[int, str] = {}

    def window(self, offset: int, limit: int) -> list[Row]:
        self.asked.append((offset, limit))
        return [self.row(n) for n in range(offset, min(offset + limit, self.count))]

    def row(self, number: int) -> Row:
        title = f"Journal [{number}] of 化学"
        status = self.changed.get(number, "late")
        cells = (str(number), title, "2026-11-21", status)
        return Row(f"k{number}", tuple((text, "late" if text == "late" else "normal") for text in cells))


class Listening(OneWidget):
    def on_rows_lit(self, message: Rows.Lit) -> None:
        self.messages.append(message.row.key if message.row else None)


def rows_of(table: Table, **options: object) -> Rows:
    return Rows(COLUMNS, table.window, lambda: table.count, **options)  # type: ignore[arg-type]


async def test_what_is_shown() -> None:
    rows = rows_of(Table(3))
    async with OneWidget(rows).run_test(size=(50, 6)):
        assert lines(rows) == [
            "     No Title                 Due        Status   ",
            "›     0 Journal [0] of 化学   2026-11-21 late     ",
            "      1 Journal [1] of 化学   2026-11-21 late     ",
            "      2 Journal [2] of 化学   2026-11-21 late     ",
            " " * 50,
            " " * 50,
        ]


async def test_an_optional_column_gives_way() -> None:
    rows = rows_of(Table(1))
    async with OneWidget(rows).run_test(size=(30, 3)):
        assert lines(rows)[1] == "›     0 Journal [0]… late     "


async def test_an_empty_list_says_so() -> None:
    rows = rows_of(Table(0), empty="Nothing is due.")
    async with Listening(rows).run_test(size=(40, 4)) as pilot:
        assert lines(rows)[1].rstrip() == " Nothing is due."
        await pilot.press("down", "end", "pageup", "enter")
        assert rows.lit is None
        assert rows.cursor == 0


async def test_the_light_moves_and_stays_in_sight() -> None:
    table = Table(100_000)
    rows = rows_of(table)
    app = Listening(rows)
    async with app.run_test(size=(60, 21)) as pilot:
        await pilot.press("down", "down", "up")
        assert rows.cursor == 1
        await pilot.press("pagedown")
        assert rows.cursor == 20
        await pilot.press("end")
        assert (rows.cursor, rows.lit and rows.lit.key) == (99_999, "k99999")
        assert "99999" in lines(rows)[20]
        await pilot.press("up")
        assert "99999" in lines(rows)[20]
        await pilot.press("home")
        assert lines(rows)[1].startswith("›     0")
        await pilot.pause()
    assert app.messages == ["k0", "k1", "k2", "k1", "k20", "k99999", "k99998", "k0"]
    assert sum(limit for _, limit in table.asked) < 300


async def test_a_page_up_at_the_top_and_a_page_down_at_the_end() -> None:
    rows = rows_of(Table(30))
    async with OneWidget(rows).run_test(size=(60, 11)) as pilot:
        await pilot.press("down", "pageup")
        assert rows.cursor == 0
        await pilot.press("end", "up", "pagedown")
        assert rows.cursor == 29
        assert "29" in lines(rows)[10]


async def test_only_changed_lines_are_drawn() -> None:
    rows = rows_of(Table(100))
    drawn: list[int] = []
    async with OneWidget(rows).run_test(size=(60, 21)) as pilot:
        await pilot.pause()
        draw = rows.render_line
        rows.render_line = lambda y: (drawn.append(y), draw(y))[1]  # type: ignore[method-assign]
        await pilot.press("down")
        await pilot.pause()
        assert sorted(set(drawn)) == [1, 2]
        drawn.clear()
        rows.redraw_lit()
        await pilot.pause()
        assert set(drawn) == {2}


async def test_a_row_that_changed_is_asked_for_again() -> None:
    table = Table(100)
    rows = rows_of(table)
    async with OneWidget(rows).run_test(size=(60, 21)) as pilot:
        await pilot.press("down")
        table.changed[1] = "arrived"
        assert "late" in lines(rows)[2]
        rows.redraw_lit()
        assert "arrived" in lines(rows)[2]


async def test_rows_that_went_take_the_light_with_them() -> None:
    table = Table(50)
    rows = rows_of(table)
    async with OneWidget(rows).run_test(size=(60, 11)) as pilot:
        await pilot.press("end")
        table.count = 5
        rows.reload()
        assert rows.cursor == 4
        assert "4" in lines(rows)[5]
        assert lines(rows)[6].strip() == ""


async def test_marks_stay_with_their_rows() -> None:
    rows = rows_of(Table(10), marking=True)
    async with OneWidget(rows).run_test(size=(60, 8)) as pilot:
        rows.mark()
        rows.mark()
        assert rows.marks == ("k0", "k1")
        assert rows.cursor == 2
        assert lines(rows)[1].startswith(" •")
        rows.light(0)
        rows.mark()
        assert rows.marks == ("k1",)
        assert not lines(rows)[1].startswith(" •")
        rows.unmark(rows.marks)
        await pilot.pause()
        assert rows.marks == ()


async def test_enter_chooses_where_there_is_something_to_choose() -> None:
    chosen: list[Row] = []
    rows = rows_of(Table(3), choose=chosen.append)
    async with OneWidget(rows).run_test() as pilot:
        await pilot.press("down", "enter")
    assert [row.key for row in chosen] == ["k1"]


async def test_a_new_size_keeps_the_light_in_sight() -> None:
    rows = rows_of(Table(100))
    async with OneWidget(rows).run_test(size=(60, 31)) as pilot:
        for _ in range(25):
            await pilot.press("down")
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert any(" 25 " in line for line in lines(rows))


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (50, [6, 23, 10, 8]),
        (37, [6, 10, 10, 8]),
        (36, [6, 20, 0, 8]),
        (26, [6, 10, 0, 8]),
        (20, [6, 6, 0, 6]),
    ],
)
def test_column_widths(width: int, widths: list[int]) -> None:
    assert column_widths(COLUMNS, width) == widths


def test_shares_and_the_most_a_column_takes() -> None:
    columns = [Column("a", 5, share=1, most=8), Column("b", 5, share=1), Column("c", 5, share=2)]
    assert column_widths(columns, 17) == [5, 5, 5]
    assert column_widths(columns, 57) == [8, 18, 29]
