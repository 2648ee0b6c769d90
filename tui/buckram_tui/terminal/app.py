"""The application class that everything of this package comes together in."""

from __future__ import annotations

from textual.app import ReturnType

from buckram_tui.terminal.differ import CellDiffer
from buckram_tui.terminal.driver import DeskDriver
from buckram_tui.terminal.keys import ScanKeys
from buckram_tui.terminal.lifeline import Lifeline


class TerminalApp(ScanKeys[ReturnType], CellDiffer[ReturnType], Lifeline[ReturnType], inherit_bindings=False):
    """Base of the desk and of the look-up: scans below the focus, few bytes, an orderly end.

    No key of Textual's own application is bound: Ctrl+Q is what scanners send as DC1.
    """

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, *, diff_output: bool = True) -> None:
        super().__init__(DeskDriver, ansi_color=True)
        self.diff_output = diff_output
