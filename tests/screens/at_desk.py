"""The desk under test: keys in, the lines on the screen out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count

from textual.pilot import Pilot

from buckram_tui.app import DeskApp
from buckram_tui.terminal.outcomes import Outcome, Place, Stroke, Submit
from library_for_tests import Shelf


@asynccontextmanager
async def at_desk(shelf: Shelf, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The desk on a library, ready for the first key."""
    app = DeskApp(shelf.desk)
    _type_by_hand(app)
    async with app.run_test(size=size) as pilot:
        while not app.is_open:
            await pilot.pause()
        await pilot.pause()
        yield pilot


def _type_by_hand(app: DeskApp) -> None:
    """Each key comes a second after the one before, however fast the test is: no run of keys is a burst."""
    stroke_at = count(1)
    take = app.scan_reader.stroke

    def by_hand(stroke: Stroke, place: Place) -> list[Outcome]:
        return take(replace(stroke, at=float(next(stroke_at))), place)

    app.scan_reader.stroke = by_hand  # type: ignore[method-assign]


def lines_seen(pilot: Pilot[None]) -> list[str]:
    """The lines on the screen."""
    screen = pilot.app.screen
    width, height = pilot.app.size
    lines = [""] * height
    strips = screen._compositor.render_strips()
    for y, strip in enumerate(strips[:height]):
        lines[y] = strip.text[:width].rstrip()
    return lines


def news(pilot: Pilot[None]) -> str:
    """The line of news, or both lines of a long one."""
    two = not pilot.app.screen.query_one("#more").has_class("gone")
    return " ".join(lines_seen(pilot)[-3 if two else -2 : -1])


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    """Type; a word of more than one letter that is no key's name is typed letter by letter."""
    for one in pressed:
        await pilot.press(*([one] if one in KEY_NAMES or len(one) == 1 else list(one)))
    await pilot.pause()


KEY_NAMES = {
    "enter", "escape", "left", "right", "up", "down", "home", "pageup", "pagedown", "space", "backspace",
    "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "ctrl+z", "ctrl+q", "ctrl+c",
    "tab", "question_mark",
}  # fmt: skip


async def scan(pilot: Pilot[None], code: str) -> None:
    """A wedge burst, as the reader hands it on."""
    app = pilot.app
    assert isinstance(app, DeskApp)
    await app.take_scan(Submit(code, code.encode(), True, 0.0))
    await pilot.pause()
