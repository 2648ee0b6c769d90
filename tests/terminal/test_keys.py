"""The application's side of the scan reader, without a terminal: every key stands alone, as typed by hand."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Button, Input, TextArea

from buckram_tui.terminal.app import TerminalApp
from buckram_tui.terminal.driver import Pause
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.terminal.prose import is_prose, take_out
from buckram_tui.widgets.scanline import ScanLine


class Card(Screen[None]):
    place = Place(letters_act=True)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.did('receive')"),
        Binding("u", "app.did('undo')"),
        Binding("question_mark", "app.did('help')"),
        Binding("f2", "app.ask"),
        Binding("f3", "app.write"),
    ]

    def compose(self) -> ComposeResult:
        yield ScanLine("Scan")


class Question(ModalScreen[None]):
    place = Place(letters_act=True, tab_moves=True)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "app.answer")]

    def compose(self) -> ComposeResult:
        yield Button("Yes", id="yes")
        yield Button("No", id="no")


class Writing(ModalScreen[None]):
    def compose(self) -> ComposeResult:
        yield Input(id="input")
        yield TextArea(id="area")


class Desk(TerminalApp[None]):
    def __init__(self) -> None:
        super().__init__()
        self.log_of: list[str] = []

    def on_mount(self) -> None:
        self.push_screen(Card())

    async def take_scan(self, scan: Submit) -> None:
        self.log_of.append(scan.text)
        if scan.text == "note":
            self.hold_scans()
            await self.push_screen(Question())

    def action_did(self, what: str) -> None:
        self.log_of.append(what)

    async def action_ask(self) -> None:
        await self.push_screen(Question())

    async def action_write(self) -> None:
        await self.push_screen(Writing())

    async def action_answer(self) -> None:
        self.log_of.append("answered")
        await self.pop_screen()
        self.release_scans()


def written(field: Widget) -> str:
    assert isinstance(field, Input | TextArea)
    return field.value if isinstance(field, Input) else field.text


async def test_letters_act_and_digits_begin_a_line() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("u", "0", "u", "3")
        line = app.screen.query_one(ScanLine)
        assert line.text == "0u3"
        await pilot.press("enter", "question_mark", "enter")
        assert line.text == ""
    assert app.log_of == ["undo", "0u3", "help", "receive"]


async def test_nothing_quits_by_a_control_character() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q", "ctrl+c", "ctrl+d", "ctrl+p")
        await pilot.pause()
        assert app.is_running
        assert isinstance(app.screen, Card)


async def test_a_button_gets_enter_only_on_an_empty_line() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("f2", "0", "3", "enter")
        assert app.log_of == ["03"]
        first = app.focused
        await pilot.press("tab")
        assert app.focused is not first


async def test_scans_wait_while_a_question_must_be_answered() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        app.screen.place = Place()
        await pilot.press(*"note", "enter")
        assert isinstance(app.screen, Question)
        await pilot.press(*"0317", "enter", *"0028", "enter")
        assert app.log_of == ["note"]
        await pilot.press("y")
    assert app.log_of == ["note", "answered", "0317", "0028"]


async def test_a_screen_that_comes_to_the_front_shows_the_line() -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press(*"031")
        await app.push_screen(Card())
        assert app.screen.query_one(ScanLine).text == "031"


@pytest.mark.parametrize("field", ["input", "area"])
async def test_what_is_typed_in_a_text_field_stays_there(field: str) -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("f3")
        widget = app.screen.query_one(f"#{field}")
        widget.focus()
        assert is_prose(widget)
        await pilot.press(*"u03")
        await pilot.pause()
        assert written(widget) == "u03"
        assert app.log_of == []


@pytest.mark.parametrize("field", ["input", "area"])
async def test_a_scan_is_taken_out_of_a_text_field(field: str) -> None:
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("f3")
        widget = app.screen.query_one(f"#{field}")
        widget.focus()
        await pilot.press(*"see97")
        take_out(widget, "97")
        take_out(widget, "no such text")
        await pilot.pause()
        assert written(widget) == "see"


async def test_a_pause_is_heard_only_from_the_desks_own_driver() -> None:
    """Under test there is no silence to wait for: a letter acts at once, and a pause changes nothing."""
    app = Desk()
    async with app.run_test() as pilot:
        await pilot.press("u")
        app.post_message(Pause())
        await pilot.pause()
    assert app.log_of == ["undo"]
