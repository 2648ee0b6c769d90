"""The card through its keys: snags, marks, folds, history, and what another station did."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from buckram.desk.cards import card
from buckram.desk.receiving import receive
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news, scan
from screens.at_desk import lines_seen as seen


def shown(pilot: Pilot[None], text: str) -> bool:
    return any(text in line for line in seen(pilot))


def told(pilot: Pilot[None]) -> str:
    """The news, however many lines it takes."""
    return " ".join(" ".join(seen(pilot)[-5:-1]).split())


def statuses(shelf: Shelf, title: int) -> list[str]:
    rows = shelf.library.rows("SELECT status FROM issue WHERE title_id = ? ORDER BY position", (title,))
    return [row[0] for row in rows]


async def test_every_snag_is_f7_and_a_letter_from_the_scan_line(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaeee")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "f7")
        assert "No title is in hand" in news(pilot)
        await keys(pilot, "03178471", "enter", "f7")
        assert "What about v.12:no.11" in seen(pilot)[6]
        assert shown(pilot, "J  join")
        assert not shown(pilot, "Enter receives"), "Enter is the menu's now"
        await keys(pilot, "5")
        assert "Scan › 5" in seen(pilot)[1], "a digit begins a code"
        await keys(pilot, "escape", "escape")
        assert shown(pilot, "›no.11"), "Esc leaves the menu"
        await keys(pilot, "f7", "X")
        assert statuses(shelf, title)[2] == "not published"
        await keys(pilot, "f7")
        await scan(pilot, "9770317847001")
        assert shown(pilot, "›no.12"), "a scan closes the menu and counts"
        await keys(pilot, "f9")
        assert shown(pilot, "S  sitting")
        await keys(pilot, "s")
        assert "This sitting" in seen(pilot)[0]
        await keys(pilot, "f9", "escape", "f2", "ctrl+z")
    assert statuses(shelf, title)[2] == "expected"


async def test_what_was_passed_over_is_answered_at_once(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaeeee")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "right", "enter")
        assert "2 issues before it did not come. F7" in told(pilot)
        await keys(pilot, "f7")
        assert "2 issues, v.12:no.11" in seen(pilot)[6]
        await keys(pilot, "f7")
        assert "What about v.13:no.2" in seen(pilot)[6], "F7 again: the lit issue"
        await keys(pilot, "escape", "f7", "x")
        assert "Not published" in told(pilot)
    assert statuses(shelf, title)[:6] == ["arrived"] * 2 + ["not published"] * 2 + ["arrived", "expected"]
    assert shelf.library.value("SELECT answer FROM scan WHERE question = 'gap'") == "not published"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_marked_range_is_one_act(shelf: Shelf, size: tuple[int, int]) -> None:
    title = shelf.title(statuses="a" * 12 + "aaaaeeeeee", first_month=1)
    async with at_desk(shelf, size) as pilot:
        await keys(pilot, "03178471", "enter")
        assert shown(pilot, "v.12 (2026)  12 here"), "the finished volume is one line"
        assert not shown(pilot, "no.11")
        await keys(pilot, "right", "space")
        assert "1 marked" in news(pilot)
        await keys(pilot, "right", "right", "space")
        assert "3 marked" in news(pilot)
        await keys(pilot, "r")
        assert "Received 3 issues, v.13:no.6 (June 2027) to v.13:no.8" in told(pilot)
        assert statuses(shelf, title)[17:20] == ["arrived"] * 3
        await keys(pilot, "ctrl+z")
        assert statuses(shelf, title)[17:20] == ["expected"] * 3
        await keys(pilot, "right", "space", "right", "space", "escape")
        assert not shown(pilot, "•"), "Esc unmarks"
        assert shown(pilot, "›no."), "and stays on the card"
        await keys(pilot, "space", "left", "space", "x")
        assert statuses(shelf, title)[16:].count("not published") == 2
        await keys(pilot, *["left"] * 3, "space", "left", "space", "z")
        assert statuses(shelf, title).count("withdrawn") == 2


async def test_folds_open_and_close_and_a_history_is_read(shelf: Shelf) -> None:
    shelf.title(statuses="a" * 300 + "eee", first_month=1)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "left", "up")
        await keys(pilot, *["pageup"] * 4)
        assert shown(pilot, "›v.12 (2026)  12 here"), "the whole past is reached"
        await keys(pilot, "enter")
        assert shown(pilot, "›no.12")
        await keys(pilot, "h")
        assert shown(pilot, "History of v.12:no.12 (December 2026)")
        assert shown(pilot, "Piece: received 4 Dec 2026 (from the record).")
        await keys(pilot, "escape", "f")
        assert shown(pilot, "›v.12 (2026)  12 here")
        await keys(pilot, "b")
        assert shown(pilot, "2026  12 here")
        assert "by year" in news(pilot)
        await keys(pilot, "home")
        assert shown(pilot, "›36:no.1 ") or shown(pilot, "›v.37:no.1")


async def test_a_long_text_is_read_in_pages(shelf: Shelf) -> None:
    title = shelf.title()
    with shelf.library.transaction():
        for n in range(30):
            shelf.library.execute(
                "INSERT INTO note (title_id, text, stops, written_at) VALUES (?, ?, 0, '2026-01-01')",
                (title, f"note number {n}"),
            )
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "i")
        assert shown(pilot, "note number 29")
        assert not shown(pilot, "Enter receives"), "while notes cover the card"
        assert shown(pilot, "Page 1 of 7")
        await keys(pilot, *["pagedown"] * 9)
        assert shown(pilot, "note number 0")
        assert shown(pilot, "Page 7 of 7")
        await keys(pilot, "pageup", "escape")
        assert shown(pilot, "›no.12")


async def test_what_another_station_did_is_shown_before_a_key_acts(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaeee")
    ann = shelf.desk("ann", "desk 2")

    def ann_receives() -> None:
        shown_to_ann = card(ann, title)
        assert shown_to_ann.lit is not None
        lit = shown_to_ann.boxes[shown_to_ann.lit].issue
        receive(ann, lit.id, lit.version)

    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter")
        ann_receives()
        await keys(pilot, "enter")
        assert "ann at 09:30: Received v.12:no.11" in told(pilot)
        assert shown(pilot, "›no.11"), "the light stays on what was meant"
        assert statuses(shelf, title) == ["arrived"] * 3 + ["expected"] * 2, "the key did nothing"
        await keys(pilot, "home", "n")
        ann_receives()
        await keys(pilot, "late", "enter")
        assert "ann at 09:30: Received v.12:no.12" in told(pilot)
        assert "late" in seen(pilot)[1], "what was typed is still there"
        await keys(pilot, "enter")
        assert shelf.library.value("SELECT text FROM note") == "late"
        ann_receives()
        screen = pilot.app.screen
        screen._look_elsewhere()
        await pilot.pause()
        assert "ann at 09:30: Received v.13:no.1" in told(pilot), "without a key it appears by itself"
