"""The desk of tickets through the keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, lot, unit
from buckram.desk.bindery import tickets
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news, scan
from screens.at_desk import lines_seen as seen


@pytest.fixture
def room(shelf: Shelf) -> Shelf:
    acme = binder(shelf, imprint="UIU", proofed=1)
    made = lot(shelf, acme)
    title = bound_title(
        shelf, acme, "Journal of [tests]", volumes=2, title_lines="JOURNAL/OF TESTS", colour="588"
    )
    unit(shelf, title, made, state="ready", issues=range(12), label="v.10 (2024)", thickness=300)
    unit(shelf, title, made, state="collated", issues=range(12, 24), thickness=310)
    arabic = bound_title(shelf, acme, "مجلة", "0028-0836", title_lines="مجلة/THE REVIEW OF ALL LIBRARIES")
    unit(shelf, arabic, made, state="ready", rush=1, thickness=300)
    unit(shelf, shelf.title("Without [pattern]", "0013-0613"), state="ready", issues=[0, 1])
    return shelf


async def test_from_spine_to_proofed_ticket(
    room: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = room.contents(*BINDERY)
    async with at_desk(room) as pilot:
        await keys(pilot, "f9", "k")
        assert "Tickets  4 units, 4 without" in seen(pilot)[0]
        assert "!" in seen(pilot)[3]
        assert "no pattern: B" in seen(pilot)[6]
        # The spine before the ticket: too long, and told by how much; on to the next with Right.
        await keys(pilot, "right")
        shown = "\n".join(seen(pilot))
        assert "│THE REVIEW OF ALL LIBRARIES!" in shown
        assert "is 12 too" in shown
        await keys(pilot, "right", "enter")
        assert "Ticket T2600001. P prints it" in news(pilot)
        await keys(pilot, "right", "enter")
        shown = "\n".join(seen(pilot))
        assert "this volume" in shown
        assert "v.10 (2024)" in shown
        assert "✓ As v.10 (2024)." in shown
        assert "It follows v.10 (2024)" in shown
        # For this volume only: another colour, told beside the volume before.
        await keys(pilot, "c", "f", *["backspace"] * 3, "590", "enter")
        assert "Not as before: colour: 588" in "\n".join(seen(pilot))
        await keys(pilot, "i", "a", "n", "fold", "enter", "u")
        assert "is urgent" in news(pilot)
        made = tickets.get(room.library, 2)
        assert (made.fields["colour"], made.fields["instructions"], made.instructions) == (
            "590", "bind as is", "fold"
        )  # fmt: skip
        await keys(pilot, "y")
        assert "a second person proofs it" in news(pilot)
        await keys(pilot, "p")
        assert "No printer is set for bindery tickets" in news(pilot)
        # A scanned ticket shows its unit, from the list too.
        await keys(pilot, "escape")
        await scan(pilot, "T2600001")
        assert "T2600001  v.10 (2024)" in seen(pilot)[0]
        await keys(pilot, "w", "b", "enter")
        assert "Written to" in "\n".join(seen(pilot)[-6:])
        await keys(pilot, "escape", "f", "n")
        assert "only without a binding pattern" in seen(pilot)[0]
        await keys(pilot, "enter")
        assert "has no binding pattern. B makes one." in news(pilot)
        await keys(pilot, "f", "a", "e", "r")
        assert "Made 1 ticket: T2600003. 3 not made" in " ".join(seen(pilot)[-5:])
        for _ in range(8):
            await keys(pilot, "ctrl+z")
    assert room.contents(*BINDERY) == before
    assert (tmp_path / "tickets-2026-01.csv").read_text("utf-8-sig").count("\n") == 2


async def test_the_second_person(room: Shelf) -> None:
    made = tickets.make_all(room.desk("ann", "desk 2"), [1, 2])
    assert len(made.tickets) == 2
    async with at_desk(room) as pilot:
        await keys(pilot, "f9", "k", "f", "p")
        assert "2 to proof" in seen(pilot)[0]
        await keys(pilot, "e", "y")
        assert "Proofed 2 tickets." in news(pilot)
    assert tickets.get(room.library, 1).proofed_by == "mary"
