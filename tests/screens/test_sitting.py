"""The sitting's questions and the no-record pile, worked off by keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from buckram.desk.noting import write_note
from buckram_tui.app import DeskApp
from buckram_tui.screens.entry import Entry
from buckram_tui.terminal.outcomes import Submit
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news, scan
from screens.at_desk import lines_seen as seen

BARE = "9770317847001"
UNKNOWN = "9770028083002"


def screen_text(pilot: Pilot[None]) -> str:
    return "\n".join(seen(pilot))


def waiting(pilot: Pilot[None]) -> int:
    return int(seen(pilot)[0].split(" waiting")[0].split()[-1])


async def answer(pilot: Pilot[None], text: str) -> None:
    """Type into the field that asks, and Enter."""
    pilot.app.screen.query_one(Entry).value = text
    await keys(pilot, "enter")


def last_answer(shelf: Shelf) -> str:
    return str(
        shelf.library.value("SELECT answer FROM scan WHERE settled_at IS NOT NULL ORDER BY settled_at DESC")
    )


async def test_a_tray_is_scanned_with_no_key_between_and_its_questions_are_answered_in_one_pass(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.title("Weekly [of] tests", statuses="aaaeee", first_month=8, addons=True)
    other = shelf.title("Other", "0013-0613")
    noted = shelf.title("Noted", "0095-4403")
    write_note(shelf.desk("john"), noted, "Cut the wrapper")
    rung: list[None] = []
    monkeypatch.setattr(DeskApp, "bell", lambda _: rung.append(None))
    async with at_desk(shelf) as pilot:
        await scan(pilot, BARE + "11")
        assert rung == [], "none for fine"
        for n, code in enumerate((BARE + "10", "9770317847002", "0013-0613", "0095-4403", UNKNOWN), 1):
            await scan(pilot, code)
            assert len(rung) == n, "one for look"
        assert shelf.library.value("SELECT count(*) FROM piece WHERE received_by = 'mary'") == 1
        assert "4 wait" in screen_text(pilot) or "5 wait" in screen_text(pilot)

        await keys(pilot, "f5")
        assert (waiting(pilot), len(rung)) == (5, 5)
        assert "It is here already. What is the second piece?" in seen(pilot)[14]
        assert "Scanned at 09:30: 977031784700110" in screen_text(pilot)
        await keys(pilot, "enter", "g")
        assert last_answer(shelf) == "gift"
        assert "Enter  type what is printed" in screen_text(pilot), "the light is on the next"
        await keys(pilot, "enter")
        await answer(pilot, BARE + "12")
        assert "Received v.12:no.12" in news(pilot)
        assert "Enter  receive v.12:no.11 (November 2026)" in screen_text(pilot)
        await keys(pilot, "enter")
        assert "Received v.12:no.11 (November 2026) for Reading Room: Other" in news(pilot)
        assert "Note: Cut the wrapper" in screen_text(pilot)
        await keys(pilot, "enter")
        assert "Noted" in news(pilot)
        assert (waiting(pilot), len(rung)) == (1, 5)
        await keys(pilot, "ctrl+z")
        assert waiting(pilot) == 2
        await pilot.press("ctrl+y")
        await pilot.pause()
        assert waiting(pilot) == 1
        await keys(pilot, "o")
        assert "No title belongs to this line" in news(pilot)
        await keys(pilot, "e")
        assert "Is the tray done? 5 received" in screen_text(pilot)
        await keys(pilot, "e")
        assert waiting(pilot) == 1, "what is open goes on waiting"
        assert (
            shelf.library.value("SELECT count(*) FROM sitting WHERE ended_at IS NULL AND person = 'mary'")
            == 0
        )
    assert shelf.library.value("SELECT count(*) FROM piece JOIN issue ON issue.id = issue_id"
                               " WHERE received_by = 'mary' AND title_id = ?", (other,)) == 1  # fmt: skip


async def test_a_gap_is_answered_by_the_letters_of_the_card_and_several_are_marked(shelf: Shelf) -> None:
    shelf.title(statuses="aaaeee", first_month=8, addons=True)
    shelf.title("Other", "0013-0613", statuses="aaeee")
    async with at_desk(shelf) as pilot:
        for code in (BARE + "12", "0013-0613", "0013-0613"):
            await scan(pilot, code)
        await keys(pilot, "f5", "g")
        assert "does not answer" in news(pilot)
        assert "K claim   W watch   J came in one piece   X not published" in screen_text(pilot)
        await keys(pilot, "x")
        assert "Not published: v.12:no.11" in news(pilot)
        await keys(pilot, "space", "space")
        assert "(and so for 2 that are marked)" in screen_text(pilot)
        await keys(pilot, "enter")
        assert "2 received" in news(pilot)
        assert waiting(pilot) == 0
        await keys(pilot, "ctrl+z", "ctrl+z", "ctrl+z")
        assert waiting(pilot) == 3
        await keys(pilot, "home", "down", "o", "enter")
        assert "Received v.12:no.11 (November 2026)" in news(pilot), "the piece is in hand on its card"
        await keys(pilot, "f5")
        assert waiting(pilot) == 2


async def test_the_pile_is_worked_off(shelf: Shelf) -> None:
    shelf.title("Journal of tests")
    async with at_desk(shelf) as pilot:
        await scan(pilot, UNKNOWN)
        words = "no record: blue journal, Bulgarian"
        await pilot.app.take_scan(Submit(words, words.encode(), False, 0.0))  # type: ignore[attr-defined]
        await pilot.pause()
        assert "It lies on the no-record pile" in news(pilot)
        await keys(pilot, "f5", "a")
        await answer(pilot, "red thing")
        assert waiting(pilot) == 3
        assert "Scanned at 09:30: red thing" in screen_text(pilot), "the light is on it"
        await keys(pilot, "n")
        await answer(pilot, "for Ann?")
        assert "mary: note: for Ann?" in screen_text(pilot)
        await keys(pilot, "d", "n")
        assert waiting(pilot) == 3
        await keys(pilot, "d", "d")
        assert (waiting(pilot), last_answer(shelf)) == (2, "discarded")
        await keys(pilot, "s")
        await answer(pilot, "not ordered")
        assert last_answer(shelf) == "returned to sender: not ordered"
        await keys(pilot, "enter")
        await answer(pilot, "tests")
        await keys(pilot, "enter")
        assert "Enter  receive v.12:no.11 (November 2026)" in screen_text(pilot)
        await keys(pilot, "enter")
        assert "Received v.12:no.11" in news(pilot)
        for left in (1, 1, 2, 3):  # the receipt, the attaching, the return, the discarding
            await keys(pilot, "ctrl+z")
            assert waiting(pilot) == left
        await keys(pilot, "home", "m")
        await answer(pilot, "Nature; 0028-0836; weekly")
        assert shelf.library.value("SELECT frequency FROM title WHERE name = 'Nature'") == "w"


async def test_a_record_is_pasted_for_a_piece_and_the_list_is_written(shelf: Shelf, tmp_path: Path) -> None:
    from textual import events

    async with at_desk(shelf) as pilot:
        await scan(pilot, UNKNOWN)
        await keys(pilot, "f5", "i")
        record = "=LDR  00000cas a2200000 a 4500\n=001  77\n=022  0\\$a0028-0836\n=245  00$aNature.\n"
        pilot.app.post_message(events.Paste(record))
        await pilot.pause()
        await pilot.pause()
        assert "Nature is imported" in news(pilot)
        assert waiting(pilot) == 1
        path = tmp_path / "tray.csv"
        await keys(pilot, "f")
        await answer(pilot, str(path))
        assert "1 open question" in screen_text(pilot)
        assert path.read_text().splitlines()[1].endswith("unknown; which issue,attached to Nature; open")
