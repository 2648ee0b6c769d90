"""A small desk for the pty tests: every scan becomes a row; dialogs open and close while scans arrive.

Run as a program: host.py LOG [--dialogs] [--letters] [--stock] [--boom] [--silence]. Each thing
that happens is one JSON line in LOG.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.widgets import Button, Input

from buckram_tui.terminal.app import TerminalApp
from buckram_tui.terminal.driver import InputFailed
from buckram_tui.terminal.lifeline import run
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import KeyBar, Level, StatusLine, TitleBar
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.rows import Row, Rows
from buckram_tui.widgets.scanline import ScanLine


class Desk(Screen[None]):
    """Scan line, list, bars."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.act", "Receive"),
        Binding("question_mark", "app.act_on('help')", "Help"),
        Binding("r", "app.act_on('r')", "Receive"),
        Binding("escape", "app.act_on('escape')", "Back"),
        Binding("ctrl+q,ctrl+c,ctrl+b,ctrl+d,ctrl+z", "app.act_on('control')", "Never by a scan"),
        Binding("f2", "app.ask", "Ask"),
        Binding("f3", "app.write", "Write"),
        Binding("f4", "app.boom", "Boom"),
        Binding("f5", "app.input_boom", "Boom in the input thread"),
        Binding("f10", "app.quit", "Quit"),
    ]

    @property
    def place(self) -> Place:
        return Place(letters_act=self.app.options.letters)

    def compose(self) -> ComposeResult:
        yield TitleBar("Check-in", "Main library")
        yield ScanLine("Scan", "ISSN, barcode or title")
        yield Rows(
            [Column("No", 4, right=True), Column("Code", 20, share=1), Column("Status", 10)],
            self.app.window,
            lambda: len(self.app.scans),
            empty="Nothing yet.",
        )
        yield StatusLine()
        yield KeyBar([("Enter", "receive"), ("F2", "ask"), ("F3", "write"), ("F10", "quit")])


class Question(ModalScreen[None]):
    """A dialog whose button has the focus: the place where scans get lost elsewhere."""

    CSS = "Question { align: center middle; background: transparent; }"
    place = Place(letters_act=True, tab_moves=True)

    def compose(self) -> ComposeResult:
        yield Button("Claim it", id="claim")
        yield Button("Watch it", id="watch")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.app.note("button", text=str(event.button.id))
        self.dismiss()


class Note(ModalScreen[None]):
    """A dialog with a text field for prose."""

    CSS = "Note { align: center middle; background: transparent; } Input { width: 60; }"
    place = Place(tab_moves=True)

    def compose(self) -> ComposeResult:
        field = Input(id="note")
        field.cursor_blink = False
        yield field

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.app.note("note", text=event.value)
        self.dismiss()


class Host(TerminalApp[None]):
    """The application."""

    def __init__(self, options: argparse.Namespace) -> None:
        super().__init__(diff_output=not options.stock)
        self.options = options
        self.scan_reader.ends_by_silence = options.silence
        self.scans: list[Submit] = []
        self.log_file = Path(options.log).open("a", buffering=1, encoding="utf-8")  # noqa: SIM115

    def on_mount(self) -> None:
        if self.options.boom:
            self.action_boom()
        self.push_screen(Desk())

    def note(self, kind: str, **what: object) -> None:
        self.log_file.write(json.dumps({"kind": kind, **what}) + "\n")

    def window(self, offset: int, limit: int) -> list[Row]:
        return [
            Row(n, ((str(n + 1), "normal"), (scan.text, "bold"), ("arrived", "good")))
            for n, scan in enumerate(self.scans[offset : offset + limit], offset)
        ]

    async def take_scan(self, scan: Submit) -> None:
        self.note("scan", text=scan.text, raw=scan.raw.hex(), burst=scan.burst)
        self.scans.append(scan)
        desk = next(screen for screen in self.screen_stack if isinstance(screen, Desk))
        desk.query_one(Rows).reload(cursor=len(self.scans) - 1)
        desk.query_one(StatusLine).show(f"Scan {len(self.scans)}: {scan.text}", Level.OK)
        if self.options.dialogs:
            await self._open_and_close()

    async def _open_and_close(self) -> None:
        """A dialog opens on every second scan and closes on the one after; every sixth has a field."""
        count = len(self.scans)
        if len(self.screen_stack) > 2:
            await self.pop_screen()
        elif count % 2:
            await self.push_screen(Note() if count % 6 == 1 else Question())

    def scanner_sends_no_ending(self) -> None:
        self.note("no ending")

    def keep_sitting(self, reason: str) -> None:
        self.note("kept", text=reason)

    def action_act(self) -> None:
        self.note("act")

    def action_act_on(self, what: str) -> None:
        self.note("key", text=what)

    async def action_ask(self) -> None:
        await self.push_screen(Question())

    async def action_write(self) -> None:
        await self.push_screen(Note())

    def action_boom(self) -> None:
        raise RuntimeError("boom")

    def action_input_boom(self) -> None:
        self.post_message(InputFailed(RuntimeError("boom")))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("log")
    for flag in ("dialogs", "stock", "letters", "boom", "silence"):
        parser.add_argument(f"--{flag}", action="store_true")
    chosen = parser.parse_args()
    raise SystemExit(run(Host(chosen), Path(chosen.log).with_suffix(".trace")))
