"""The differ: after every frame of a long random session, the screen is the one of Textual's own stream."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pyte
from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.driver import Driver
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from buckram_tui.terminal.differ import CellDiffer
from buckram_tui.terminal.driver import DeskDriver
from buckram_tui.widgets.bars import KeyBar, Level, StatusLine, TitleBar
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.rows import Row, Rows
from buckram_tui.widgets.scanline import ScanLine
from terminal.cells import differences

# pyte stops drawing at marks of combining class 0 (Thai and Indic vowels), so there are none here.
WORDS = [
    "Nature", "[London]", "日本化学会誌", "한국도서관", "المجلة", "العَرَبيّة", "Журнал",
    "e\u0301tudes",
    "Ägypten", "中", "a", "—", "Περιοδικό", "כתב עת", "x\u0323\u0301y", "かﾞ",
]  # fmt: skip


class Recorder(DeskDriver):
    """A driver whose terminal is a pyte screen."""

    def __init__(self, app: App[Any], **_: object) -> None:
        Driver.__init__(self, app)
        self.entered = 1
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.Stream(self.screen)
        self.stream.feed("\x1b[?7l")
        self.bytes = 0

    backlog = 0  # type: ignore[assignment]

    def write(self, data: str) -> None:
        self.bytes += len(data.encode())
        self.stream.feed(data)

    def start_application_mode(self) -> None:
        self.resize(80, 24)

    def resize(self, columns: int, lines: int) -> None:
        self.screen.resize(lines, columns)
        size = Size(columns, lines)
        self.process_message(events.Resize(size, size))

    def squeeze(self, columns: int, lines: int) -> None:
        """The window shrinks and has its old size again before the desk hears of either."""
        old = self.screen.columns, self.screen.lines
        self.screen.resize(lines, columns)
        self.resize(*old)

    def disable_input(self) -> None: ...

    def stop_application_mode(self) -> None: ...

    def close(self) -> None: ...


class Box(ModalScreen[None]):
    CSS = (
        "Box { align: center middle; background: transparent; } #box { width: 31; height: 7; border: solid; }"
    )

    def compose(self) -> ComposeResult:
        yield Static("雑誌 number and 号\n" * 3, id="box")
        field = Input()
        field.cursor_blink = False
        yield field


class Desk(Screen[None]):
    def compose(self) -> ComposeResult:
        yield TitleBar("Check-in", "Main library")
        yield ScanLine("Scan", "ISSN, barcode or title")
        yield Rows([Column("No", 4), Column("Title", 20, share=1), Column("", 12)], row_window, lambda: 300)
        yield StatusLine()
        yield KeyBar([("Enter", "receive"), ("F2", "ask")])


def row_window(offset: int, limit: int) -> list[Row]:
    rows = []
    for n in range(offset, min(offset + limit, 300)):
        chosen = random.Random(n)
        title = " ".join(chosen.choices(WORDS, k=chosen.randrange(1, 7)))
        style = chosen.choice(["normal", "late", "good", "claimed", "dim"])
        rows.append(Row(n, ((str(n), "normal"), (title, "normal"), (style, style))))
    return rows


class TwoScreens(CellDiffer[None]):
    """Shows every frame twice: through the differ, and as Textual would have sent it."""

    def __init__(self) -> None:
        super().__init__(Recorder, ansi_color=True)
        self.frames = 0
        self.wrong: list[str] = []
        self.stock_bytes = 0
        self.stock = pyte.Screen(80, 24)
        self._stock_stream = pyte.Stream(self.stock)
        self._stock_stream.feed("\x1b[?7l")

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        shown = self._running and not self._batch_count and isinstance(renderable, CompositorUpdate)
        super()._display(screen, renderable)
        if shown:
            assert isinstance(renderable, CompositorUpdate)
            stock = renderable.render_segments(self.console)
            self.stock_bytes += len(stock.encode())
            self._stock_stream.feed(stock)
            self.frames += 1
            assert isinstance(self._driver, Recorder)
            if self.size != (self.stock.columns, self.stock.lines):
                return  # The window has a new size that the desk has not heard of: its frame fits nothing.
            self.wrong += [
                f"frame {self.frames}, {what}" for what in differences(self._driver.screen, self.stock)
            ]

    async def settled(self) -> None:
        """Until everything that is pending has been drawn."""
        drawn = asyncio.Event()
        self.screen.call_after_refresh(drawn.set)
        await drawn.wait()

    async def heard(self) -> None:
        """Until the application has taken what the driver told it so far."""
        taken = asyncio.Event()
        assert self._driver is not None
        self._driver.send_message(events.Callback(callback=taken.set))
        await taken.wait()

    async def step(self, dice: random.Random) -> None:
        """One thing that a person or the desk might do."""
        assert isinstance(self._driver, Recorder)
        desk = self.screen_stack[1]
        rows, line = desk.query_one(Rows), desk.query_one(ScanLine)
        words = " ".join(dice.choices(WORDS, k=dice.randrange(0, 14)))
        match dice.randrange(13):
            case 0 | 1 | 2:
                rows.action_move(dice.choice([1, 1, 1, -1]))
            case 3:
                rows.action_page(dice.choice([1, -1]))
            case 4:
                rows.light(dice.randrange(300))
            case 5 | 6:
                line.show(line.text + dice.choice("01中aع\u0301"))
            case 7:
                line.show(words)
            case 8:
                desk.query_one(StatusLine).show(words, dice.choice(list(Level)))
            case 9:
                desk.query_one(TitleBar).show(words, dice.choice(WORDS))
            case 10 | 11 if len(self.screen_stack) > 2:
                await self.pop_screen()
            case 10:
                await self.push_screen(Box())
            case 11:
                desk.query_one(KeyBar).show([("F2", dice.choice(WORDS))])
            case 12:
                columns, lines = dice.choice([(80, 24), (120, 40), (61, 17), (80, 25)])
                self.stock.resize(lines, columns)
                self._driver.resize(columns, lines)
                while self.screen.size != (columns, lines) or self._frame_size() != (columns, lines):
                    await asyncio.sleep(0)

    def _frame_size(self) -> tuple[int, int] | None:
        return None if self._frame is None else (self._frame.width, self._frame.height)


async def random_session() -> TwoScreens:
    """Three hundred steps of one seed; stops at the first frame that differs."""
    app = TwoScreens()
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def session() -> None:
        try:
            await app.push_screen(Desk())
            dice = random.Random(8)
            for _ in range(200):
                await app.step(dice)
                await app.settled()
                if app.wrong:
                    break
            done.set_result(None)
        except BaseException as error:
            done.set_exception(error)
            raise
        finally:
            app.exit()

    app.call_later(lambda: app.run_worker(session(), exit_on_error=False))
    await app.run_async(mouse=False)
    await done
    return app


async def test_every_frame_of_a_random_session_is_what_textual_would_have_shown() -> None:
    app = await random_session()
    assert app.wrong == []
    assert app.frames > 230
    assert isinstance(app._driver, Recorder)
    assert app._driver.bytes < app.stock_bytes / 3


async def test_a_window_that_was_small_for_a_moment_is_drawn_anew() -> None:
    app = TwoScreens()
    done: asyncio.Future[list[int]] = asyncio.get_running_loop().create_future()

    async def session() -> None:
        try:
            await app.push_screen(Desk())
            await app.settled()
            driver = app._driver
            assert isinstance(driver, Recorder)
            driver.squeeze(40, 10)
            found = [len(differences(driver.screen, app.stock))]
            await app.heard()
            found.append(len(differences(driver.screen, app.stock)))
            # Both sizes are heard, too close together for a frame of the small one.
            driver.resize(61, 17)
            driver.resize(80, 24)
            await app.heard()
            while app._resize_timer is not None or app.screen.size != (80, 24):
                await asyncio.sleep(0)
            await app.settled()
            found.append(len(differences(driver.screen, app.stock)))
            done.set_result(found)
        except BaseException as error:
            done.set_exception(error)
            raise
        finally:
            app.exit()

    app.call_later(lambda: app.run_worker(session(), exit_on_error=False))
    await app.run_async(mouse=False)
    damaged, *after = await done
    assert damaged > 500
    assert after == [0, 0]
