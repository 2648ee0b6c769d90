"""Finished looks: whole screens of 80x24 (and one of 120x40) on the demonstration library of one fixed day.

Each look is a text file in `looks/`, as a person sees it. After a wanted change write them anew with
`BUCKRAM_NEW_LOOKS=1` and read the difference.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from buckram.desk.desk import Desk
from buckram.storage.library import open_library
from buckram_tui.app import DeskApp
from screens.at_desk import keys, lines_seen, scan

LOOKS = Path(__file__).with_name("looks")
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

SCENES = {
    "welcome": ((80, 24), []),
    "card-of-a-weekly": ((80, 24), ["00280836", "enter"]),
    "received": ((80, 24), ["00280836", "enter", "enter", "enter"]),
    "which-title": ((80, 24), ["economi"]),
    "card-in-arabic": ((80, 24), ["11107898", "enter"]),
    "expected-late-first": ((80, 24), ["f4", "down", "space"]),
    "look-up": ((80, 24), ["f3", "economi"]),
    "wrong-scan": ((80, 24), ["scan 9770028083003"]),
    "workshop-weekly-with-a-double": ((80, 24), ["00937673", "enter", "right", "p"]),
    "why-a-new-volume": ((80, 24), ["00279358", "enter", "right", "e"]),
    "card-wide": ((120, 40), ["00280836", "enter"]),
}


def desk(path: Path) -> Desk:
    return Desk(open_library(path), "mary", "desk 1", lambda: NOW)


@pytest.mark.parametrize("scene", SCENES)
async def test_a_finished_look(scene: str, demonstration: Path, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    path.write_bytes(demonstration.read_bytes())
    size, pressed = SCENES[scene]
    app = DeskApp(partial(desk, path))
    async with app.run_test(size=size) as pilot:
        while not app.is_open:
            await pilot.pause()
        for one in pressed:
            if one.startswith("scan "):
                await scan(pilot, one.removeprefix("scan "))
            else:
                await keys(pilot, one)
        await pilot.pause()
        seen = "\n".join(lines_seen(pilot)) + "\n"
    look = LOOKS / f"{scene}.txt"
    if os.environ.get("BUCKRAM_NEW_LOOKS"):
        look.write_text(seen, "utf-8")
    assert seen == look.read_text("utf-8")
