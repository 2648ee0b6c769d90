"""A terminal for tests and for the bench: a program in a pty, keys in, a screen and counted bytes out.

    with Terminal([sys.executable, "host.py"]) as terminal:
        terminal.wait_for("READY")
        terminal.send(b"9770317847001\r")
        terminal.wait_for("1 scan")

Nothing here sleeps: every wait ends when the state is there, or raises `NotSeenError` with the screen after
its deadline. The child is its own session, and is ended by its own process number.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import TracebackType

import pyte
from wcwidth import wcwidth

_OURS = ("TEXTUAL", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "LC_", "LANG", "ESCDELAY", "PYTHONWARNINGS")


class NotSeenError(AssertionError):
    """What was waited for did not come in time."""


class Terminal:
    """A program on a terminal of `size` (columns, lines).

    typed: sent before the program is started, while the terminal is still cooked. hold: keep the child's
    side open, so that a vanished program does not look like a lost line; `hang_up` needs it False.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str] | None = None,
        typed: bytes = b"",
        hold: bool = True,
        ignore_hangup: bool = False,
    ) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        environment = kept | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | dict(env or {})
        self.master, slave = pty.openpty()
        self._set_size(slave, size)
        self.attributes_before = termios.tcgetattr(slave)
        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        self._lines: list[str] = []
        self.output = bytearray()
        self.code: int | None = None
        self.stopped = False
        if typed:
            os.write(self.master, typed)
        self.started = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            _become(slave, argv, environment, ignore_hangup)
        self._slave = slave if hold else None
        if not hold:
            os.close(slave)
        os.set_blocking(self.master, False)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.ended:
            os.kill(self.pid, signal.SIGKILL)
            self.wait_end()
        if self._slave is not None:
            os.close(self._slave)
        if self.master >= 0:
            os.close(self.master)

    # -- what a person does

    def send(self, data: bytes, seconds: float = 10.0) -> None:
        """Type; reads the output meanwhile, as a terminal does."""
        deadline = time.monotonic() + seconds
        while data:
            if time.monotonic() > deadline:
                raise NotSeenError(f"{len(data)} bytes were not taken")
            readable, writable, _ = select.select([self.master], [self.master], [], 0.5)
            if readable:
                self._read()
            if writable:
                data = data[os.write(self.master, data[:1024]) :]

    def type_blind(self, data: bytes, seconds: float = 10.0) -> None:
        """Type while nobody reads the output: a stalled line."""
        deadline = time.monotonic() + seconds
        while data:
            _, writable, _ = select.select([], [self.master], [], max(deadline - time.monotonic(), 0))
            if not writable:
                raise NotSeenError(f"{len(data)} bytes were not taken")
            data = data[os.write(self.master, data[:256]) :]

    def play(self, keys: Sequence[bytes], gap: float) -> None:
        """Type each piece `gap` seconds after the one before; the output is read meanwhile."""
        at = time.monotonic()
        for piece in keys:
            self.pump(max(at - time.monotonic(), 0))
            self.send(piece)
            at += gap

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the window."""
        self.screen.resize(lines, columns)
        self._set_size(self.master, (columns, lines))

    def hang_up(self) -> None:
        """The line is lost: the terminal's own side closes."""
        os.close(self.master)
        self.master = -1

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    # -- what a person sees

    @property
    def text(self) -> str:
        """The screen, line by line."""
        # pyte's `display`, but only of what has changed: it is asked for with every piece that arrives.
        if len(self._lines) != self.screen.lines:
            self._lines = self.screen.display
        for y in self.screen.dirty & set(range(self.screen.lines)):
            self._lines[y] = "".join(_line(self.screen, y))
        self.screen.dirty.clear()
        return "\n".join(self._lines)

    @property
    def attributes(self) -> list[object]:
        """The terminal's modes now (with hold=True)."""
        assert self._slave is not None
        return termios.tcgetattr(self._slave)

    def set_attributes(self, attributes: list[object]) -> None:
        """Change the terminal's modes, as a shell does (with hold=True)."""
        assert self._slave is not None
        termios.tcsetattr(self._slave, termios.TCSANOW, attributes)  # type: ignore[arg-type]

    @property
    def ended(self) -> bool:
        """Is the program gone?"""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED | os.WCONTINUED)
            if pid and (os.WIFSTOPPED(status) or os.WIFCONTINUED(status)):
                self.stopped = os.WIFSTOPPED(status)
            elif pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def wait_for(self, wanted: str | Callable[[], bool], seconds: float = 10.0) -> float:
        """Wait for a text on the screen, or a condition; return when it was there (monotonic seconds)."""
        seen = wanted if callable(wanted) else lambda: wanted in self.text
        deadline = time.monotonic() + seconds
        while not seen():
            if time.monotonic() > deadline:
                raise NotSeenError(f"not seen in {seconds} s: {wanted!r}; exit code {self.code}\n{self.text}")
            if self.ended:
                self.pump(0.05)
                if not seen():
                    raise NotSeenError(f"ended with {self.code} without {wanted!r}\n{self.text}")
            self.pump(0.02, once=True)
        return time.monotonic()

    def wait_end(self, seconds: float = 10.0) -> int:
        """Wait until the program is gone; return its exit code, negative for the signal that killed it."""
        deadline = time.monotonic() + seconds
        while not self.ended:
            if time.monotonic() > deadline:
                raise NotSeenError(f"still running after {seconds} s\n{self.text}")
            self.pump(0.01, once=True)
        self.pump(0.02)
        assert self.code is not None
        return self.code

    def pump(self, seconds: float, *, once: bool = False) -> None:
        """Read the output for so long; once: only until something came."""
        end = time.monotonic() + seconds
        while True:
            left = end - time.monotonic()
            if self.master < 0:
                select.select([], [], [], max(left, 0))
                return
            ready, _, _ = select.select([self.master], [], [], max(left, 0))
            if ready and (not self._read() or once):
                return
            if left <= 0:
                return

    def wait_quiet(self, silence: float = 0.15, seconds: float = 10.0) -> None:
        """Wait until the program has written nothing for so long."""
        deadline = time.monotonic() + seconds
        while True:
            before = len(self.output)
            self.pump(silence)
            if len(self.output) == before:
                return
            if time.monotonic() > deadline:
                raise NotSeenError("never quiet")

    def _read(self) -> bool:
        try:
            data = os.read(self.master, 65536)
        except (BlockingIOError, InterruptedError):
            return True
        except OSError:  # EIO: nobody has the other side open
            return False
        self.output += data
        self._stream.feed(data)
        return bool(data)

    @staticmethod
    def _set_size(fd: int, size: tuple[int, int]) -> None:
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))


def _line(screen: pyte.Screen, y: int) -> Iterator[str]:
    """The characters of a line; the second half of a wide one is passed over."""
    row, behind_wide = screen.buffer[y], False
    for x in range(screen.columns):
        if behind_wide:
            behind_wide = False
            continue
        data = row[x].data
        yield data
        behind_wide = not data.isascii() and wcwidth(data[0]) == 2


def _become(slave: int, argv: Sequence[str], environment: dict[str, str], ignore_hangup: bool) -> None:
    try:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for fd in (0, 1, 2):
            os.dup2(slave, fd)
        os.closerange(3, 256)
        signal.signal(signal.SIGHUP, signal.SIG_IGN if ignore_hangup else signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execvpe(argv[0], list(argv), environment)
    finally:
        os._exit(127)
