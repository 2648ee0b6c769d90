"""How the program ends when it is not asked politely: signals, a lost line, an unexpected error.

In each case the terminal is given back, the sitting is kept, the process ends, and its exit code says why.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import termios
import traceback
from datetime import datetime
from pathlib import Path

from textual.app import App, ReturnType

from buckram_tui.terminal.driver import InputFailed, LineLost

FAULT = 70
"""Exit code after an unexpected error (EX_SOFTWARE of sysexits.h)."""

_ENDINGS = {signal.SIGTERM: "terminated", signal.SIGHUP: "hung up", signal.SIGINT: "interrupted"}


class Lifeline(App[ReturnType]):
    """An application that ends in order. Subclasses write `keep_sitting`."""

    fault: Exception | None = None
    """The unexpected error that ended the program, if one did."""
    _ending = False

    def keep_sitting(self, reason: str) -> None:
        """The program is about to end for a reason outside it ("hung up", ...): keep what must be kept.

        Called once, before the screens are taken down. What is already stored needs nothing.
        """

    def end(self, reason: str, return_code: int) -> None:
        """End in order, once; further calls do nothing."""
        if self._ending:
            return
        self._ending = True
        try:
            self.keep_sitting(reason)
        finally:
            self.exit(return_code=return_code)

    def on_line_lost(self, _: LineLost) -> None:
        """The terminal is gone, whether or not SIGHUP said so."""
        self.end("hung up", 128 + signal.SIGHUP)

    def on_input_failed(self, event: InputFailed) -> None:
        """Raised here, an error of the input thread ends the program like any other."""
        raise event.error

    def _handle_exception(self, error: Exception) -> None:
        if self.is_headless:
            super()._handle_exception(error)  # under test the error must come out as itself
            return
        if self.fault is None:
            self.fault = error
            self.end("error", FAULT)
            self._close_messages_no_wait()


def run(app: Lifeline[ReturnType], log_path: Path) -> int:
    """Run the application on this terminal until it ends; return the process's exit code.

    0 as the application says; 128 + n after signal n or a lost line; `FAULT` after an unexpected error:
    then one sentence is on standard error, and the trace is in the log file.
    """
    before = _terminal_attributes()
    try:
        asyncio.run(_run(app))
    except Exception as error:  # noqa: BLE001 - the last place that can name it: what escapes here is unseen
        app.fault = app.fault or error
    finally:
        _restore(before)
    if app.fault is not None:
        _report(app.fault, log_path)
        return FAULT
    return app.return_code or 0


async def _run(app: Lifeline[ReturnType]) -> None:
    loop = asyncio.get_running_loop()
    for number, reason in _ENDINGS.items():
        # SIGHUP that was ignored when the program started (nohup) stays so: the lost line is seen anyway.
        if signal.getsignal(number) != signal.SIG_IGN:
            loop.add_signal_handler(number, app.end, reason, 128 + number)
    await app.run_async(mouse=False)


def _terminal_attributes() -> list[object] | None:
    try:
        return termios.tcgetattr(sys.stdin.fileno())
    except (termios.error, OSError):
        return None


def _restore(attributes: list[object] | None) -> None:
    """Belt and braces: the driver has done this, unless it was what failed."""
    if attributes is not None:
        try:
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, attributes)  # type: ignore[arg-type]
        except (termios.error, OSError):
            return


def _report(error: Exception, log_path: Path) -> None:
    try:
        log_path.parent.mkdir(parents=True, exist_ok=True)
        with log_path.open("a", encoding="utf-8") as log:
            print(datetime.now().astimezone().isoformat(timespec="seconds"), "process", os.getpid(), file=log)
            traceback.print_exception(error, file=log)
        where = f"the details are in {log_path}"
    except OSError as refused:
        traceback.print_exception(error)
        where = f"the log could not be written ({refused.strerror}), so the details are above"
    print(
        f"Buckram stopped because of an unexpected error ({type(error).__name__});"
        f" what was received is stored, and {where}.",
        file=sys.stderr,
    )
