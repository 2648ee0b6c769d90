"""Take the pictures of the README from the running program, on the demonstration library.

    python bench/pictures.py

Each is the screen of 80x24 after a few keys, as an SVG file in docs/.
"""

from __future__ import annotations

import asyncio
import tempfile
from datetime import datetime
from functools import partial
from pathlib import Path

from buckram.desk.desk import Desk
from buckram.storage.library import open_library
from buckram_data.build import build
from buckram_tui.app import DeskApp
from buckram_tui.terminal.outcomes import Submit

DOCS = Path(__file__).resolve().parent.parent / "docs"

SETTLED = 0.5
"""Seconds: some screens count beside the terminal."""

PICTURES = {
    "check-in": ["0028-0836", "enter"],
    "expected": ["f4", "down", "space", "space"],
    "look-up": ["f3", "economi"],
    "snags": ["0036-8075", "enter", "f7"],
    "sitting": [
        "scan 9770028083002",
        "scan 9770013061008",
        "scan 977003680700346",
        "scan 071486029656",
        "scan 9770036807004",
        "f5",
    ],
    "claims": ["f8", "down", "space", "space"],
    "renewals": ["f9", "u"],
    "routing": ["f9", "t"],
    "performance": ["f9", "q"],
    "bindery": ["f9", "b", "down"],
    "spine": ["f9", "k", "right"],
}


def desk(path: Path, now: datetime) -> Desk:
    """Somebody at work."""
    return Desk(open_library(path), "mary", "desk 1", lambda: now)


async def take(name: str, pressed: list[str], path: Path, now: datetime) -> None:
    """Press the keys, and keep what is on the screen."""
    app = DeskApp(partial(desk, path, now), demo=True)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.is_open:
            await pilot.pause()
        for key in pressed:
            special = key in {"enter", "down", "right", "space"} or (
                key.startswith("f") and key[1:].isdigit()
            )
            if code := key.removeprefix("scan ") if key.startswith("scan ") else "":
                await app.take_scan(Submit(code, code.encode(), True, 0.0))
            else:
                await pilot.press(*([key] if special else list(key)))
            await pilot.pause()
        await pilot.pause(SETTLED)
        (DOCS / f"{name}.svg").write_text(app.export_screenshot(title="Buckram"))


def main() -> None:
    """Take them all."""
    now = datetime.now().astimezone()
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, pressed in PICTURES.items():
            path = Path(folder) / f"{name}.db"
            build(path, now.date())
            asyncio.run(take(name, pressed, path, now))
            print(f"docs/{name}.svg")


if __name__ == "__main__":
    main()
