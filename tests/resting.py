"""When has an application done all that there is to do?"""

from __future__ import annotations

import asyncio
from itertools import count

from textual import events
from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.message import Message

SOON = 0.03
"""Seconds: a timer that is due sooner is part of the work (a repaint), a later one is not (a cursor)."""


async def rested(_least: float = 0, _most: float = 0, *, longest: float = 10) -> None:
    """Wait until the event loop has nothing to run and nothing that is due soon, at most `longest` seconds.

    How busy the machine is makes no difference. It looks at what the loop keeps to itself (`_ready`,
    `_scheduled`): there is no other way to ask.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + longest
    quiet = 0
    while quiet < 3 and loop.time() < until:
        await asyncio.sleep(0)
        waits = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=until)  # type: ignore[attr-defined]
        if loop._ready:  # type: ignore[attr-defined]
            quiet = 0
        elif waits - loop.time() < SOON and waits < until:
            quiet = 0
            await asyncio.sleep(max(waits - loop.time(), 0))
        else:
            quiet += 1


BY_HAND = 0.1
"""Seconds between two keys of a person, at least; a scanner's follow each other faster."""
_typed = count(1)


def send_as_typed(driver: HeadlessDriver, message: Message) -> None:
    """Hand on what a pilot sends; each key bears a time as if a hand had typed it, without waiting for it."""
    if isinstance(message, events.Key):
        message.time += next(_typed) * BY_HAND
    Driver.send_message(driver, message)
