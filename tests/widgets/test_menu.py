"""A menu: one line an answer, or two columns where there are too many for that."""

from __future__ import annotations

from buckram_tui.widgets.menu import Menu, Option
from widgets.shown import OneWidget, lines


async def _taken(option: Option) -> None:
    raise AssertionError(option)


def _menu(count: int, *, words_only: bool = True) -> Menu:
    menu = Menu(_taken, lambda: None, lambda _: None)
    menu.offer(
        "Which?",
        [Option(chr(97 + n), f"word{n}", f"It does {n}.", lambda: None) for n in range(count)],
        words_only=words_only,
    )
    return menu


async def test_what_does_not_fit_one_column_stands_in_two() -> None:
    app = OneWidget(_menu(22))
    async with app.run_test(size=(80, 16)) as pilot:
        menu = app.widget
        assert isinstance(menu, Menu)
        menu.focus()
        await pilot.pause()
        seen = lines(menu)
        assert "A  word0" in seen[1]
        assert "L  word11" in seen[1]
        assert "V  word21" in seen[11]
        assert seen[13].strip() == "It does 0."
        await pilot.press("down", "right")
        seen = lines(menu)
        assert seen[13].strip() == "It does 12."
        await pilot.press("right", "left", "left")
        assert lines(menu)[13].strip() == "It does 1."


async def test_what_explains_itself_by_a_value_keeps_its_line() -> None:
    app = OneWidget(_menu(22, words_only=False))
    async with app.run_test(size=(80, 16)) as pilot:
        await pilot.pause()
        assert "It does 3." in lines(app.widget)[4]


async def test_few_have_a_line_each_and_many_scroll_where_it_is_narrow() -> None:
    few = OneWidget(_menu(5))
    async with few.run_test(size=(80, 16)) as pilot:
        await pilot.pause()
        assert "It does 4." in lines(few.widget)[5]
    narrow = OneWidget(_menu(22))
    async with narrow.run_test(size=(24, 16)) as pilot:
        narrow.widget.focus()
        await pilot.press("end")
        assert "word21" in lines(narrow.widget)[15]
