"""A piece that is not what was predicted, through the keys of the card."""

from __future__ import annotations

from datetime import UTC, datetime

from textual.pilot import Pilot

from buckram.desk.ahead import extend
from buckram.desk.cards import light
from buckram.desk.checkin import receive_lit
from buckram.desk.correcting import correct, read_printed
from buckram.desk.noting import write_note
from library_for_tests import TODAY, Shelf
from screens.at_desk import at_desk, keys
from screens.at_desk import lines_seen as seen


def shelf_with_a_monthly(shelf: Shelf) -> int:
    title = shelf.title(statuses="aa")
    extend(shelf.library, title, TODAY)
    return title


def told(pilot: Pilot[None]) -> str:
    """The news, however many lines it takes."""
    return " ".join(" ".join(seen(pilot)[-7:-1]).split())


TO_CARD = ("03178471", "enter", "right", "left")
"""The title in hand, its current box lit, and on the card."""


async def test_what_is_printed_is_typed_and_received(shelf: Shelf) -> None:
    shelf_with_a_monthly(shelf)
    async with at_desk(shelf) as pilot:
        await keys(pilot, *TO_CARD, "c")
        assert "Printed where v.12:no.11 (November 2026) was predicted" in seen(pilot)[1]
        await keys(pilot, *"11/12 nov/dec", "enter")
        assert "Numbers 11 and 12, November and December are one issue." in told(pilot)
        assert "Received v.12:no.11/12" in told(pilot)
        assert any("›no.1 " in line for line in seen(pilot)), "the light is on January"
        assert not shelf.library.value(
            "SELECT count(*) FROM issue WHERE label = 'v.12:no.12 (December 2026)'"
        )
        await keys(pilot, "ctrl+z")
        assert any("›no.11 " in line for line in seen(pilot))
    assert shelf.library.value("SELECT count(*) FROM piece WHERE received_by = 'mary'") == 0


async def test_what_is_no_number_of_this_title_stays_to_be_mended(shelf: Shelf) -> None:
    shelf_with_a_monthly(shelf)
    async with at_desk(shelf) as pilot:
        await keys(pilot, *TO_CARD, "c", *"heft 7", "enter")
        assert "“heft” is no caption of this title (v., no.)" in told(pilot)
        assert "heft 7" in seen(pilot)[1]
        await keys(pilot, *["backspace"] * 6, *"11 dec", "enter")
        assert "November 2026 has no issue: this one is dated December 2026." in told(pilot)


async def test_another_box_is_lit_instead(shelf: Shelf) -> None:
    shelf_with_a_monthly(shelf)
    async with at_desk(shelf) as pilot:
        await keys(pilot, *TO_CARD, "c", *"12", "enter")
        assert "v.12:no.12 (December 2026) is another box, and is lit now." in told(pilot)
        assert any("›no.12" in line for line in seen(pilot))
    assert shelf.library.value("SELECT count(*) FROM act") == 0


async def test_a_note_stops_the_corrected_piece_until_it_was_read(shelf: Shelf) -> None:
    title = shelf_with_a_monthly(shelf)
    write_note(shelf.desk("john"), title, "Look for the supplement")
    async with at_desk(shelf) as pilot:
        await keys(pilot, *TO_CARD, "c", *"11/12 nov/dec", "enter")
        assert any("Look for the supplement" in line for line in seen(pilot))
        await keys(pilot, "enter")
        assert "Received v.12:no.11/12" in told(pilot)


async def test_joined_and_not_published_by_one_key_each(shelf: Shelf) -> None:
    shelf_with_a_monthly(shelf)
    async with at_desk(shelf) as pilot:
        await keys(pilot, *TO_CARD, "j")
        assert "are one issue" in told(pilot)
        assert "Received v.12:no.11/12" in told(pilot)
        await keys(pilot, "ctrl+z")
        assert any("›no.11 " in line for line in seen(pilot))
        await keys(pilot, *TO_CARD, "j")
        await keys(pilot, "right", "left", "x")
        assert "Not published: v.13:no.1 (January 2027)" in told(pilot)
        assert any("›no.2 " in line for line in seen(pilot))


async def test_the_same_again_is_offered_and_one_key_takes_it(shelf: Shelf) -> None:
    title = shelf_with_a_monthly(shelf)
    desk = shelf.desk()
    while not (issue := light(desk, title)) or "July 2028" not in issue.label:
        assert issue is not None
        assert issue.published_on is not None
        shelf.clock.now = datetime(issue.published_on.year, issue.published_on.month, 2, 9, tzinfo=UTC)
        if "July" in issue.label:
            correct(desk, read_printed(desk.library, issue.id, "7/8 jul/aug"), receives=True)
        else:
            receive_lit(desk, issue.id, issue.version)
        extend(desk.library, title, desk.today())
    async with at_desk(shelf) as pilot:
        await keys(pilot, *TO_CARD, "y")
        assert "No changed pattern is offered" in told(pilot)
        await keys(pilot, "c", *"7/8 jul/aug", "enter")
        await pilot.pause()
        assert "July and August as one issue" in told(pilot)
        assert told(pilot).endswith("Y takes it.")
        await keys(pilot, "right", "y")
        assert "New pattern from v.14:no.9 (September 2028) on" in told(pilot)
        await keys(pilot, "ctrl+z")
    assert shelf.library.value("SELECT count(*) FROM pattern") == 1
