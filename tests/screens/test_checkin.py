"""Check-in through its keys: what a person sees, and what is stored."""

from __future__ import annotations

import pytest

from buckram.desk.noting import write_note
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news, scan
from screens.at_desk import lines_seen as seen


def pieces(shelf: Shelf) -> int:
    return int(
        shelf.library.value("SELECT count(*) FROM piece WHERE source = 'person' AND received_by IS NOT NULL")
    )


async def test_type_an_issn_and_receive_the_lit_issue(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter")
        lines = seen(pilot)
        assert lines[2].split() == ["Journal", "of", "tests", "0317-8471"]
        assert "Enter receives for Reading Room" in lines[5]
        assert any("›no.11" in line for line in lines)
        await keys(pilot, "enter")
        assert "Received v.12:no.11 (November 2026) for Reading Room" in news(pilot)
        assert any("›no.12" in line for line in seen(pilot)), "the light moves on"
        assert "│ 1 received" in seen(pilot)[6]
    assert pieces(shelf) == 1


async def test_a_scan_alone_receives_what_it_names(shelf: Shelf) -> None:
    shelf.title(addons=True)
    async with at_desk(shelf) as pilot:
        await scan(pilot, "977031784700111")
        assert "Received v.12:no.11" in news(pilot)
    assert pieces(shelf) == 1


async def test_undo_takes_back_and_shows_it(shelf: Shelf) -> None:
    shelf.title(addons=True)
    async with at_desk(shelf) as pilot:
        await scan(pilot, "977031784700111")
        await keys(pilot, "ctrl+z")
        assert "Undone: Received v.12:no.11" in news(pilot)
        assert any("›no.11" in line for line in seen(pilot)), "the light is back"
        await keys(pilot, "ctrl+z")
        assert "nothing to undo" in news(pilot)
    assert pieces(shelf) == 0


async def test_words_make_a_list_that_narrows(shelf: Shelf) -> None:
    shelf.title("Nature", "0028-0836")
    shelf.title("Nature of tests", "0317-8471")
    shelf.title("Economist", "0013-0613")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "nature")
        assert sum("Nature" in line for line in seen(pilot)) == 2
        await keys(pilot, "space", "o", "f")
        assert sum("Nature" in line for line in seen(pilot)) == 1
        await keys(pilot, "enter")
        assert seen(pilot)[2].startswith(" Nature of tests")
        assert pieces(shelf) == 0, "choosing a title receives nothing"


async def test_esc_leaves_the_list_and_loses_nothing(shelf: Shelf) -> None:
    shelf.title("Nature", "0028-0836")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "00280836", "enter", "natu", "escape", "escape")
        assert seen(pilot)[2].startswith(" Nature")
        assert any("›no.11" in line for line in seen(pilot))


async def test_arrows_move_the_light_and_enter_receives_this_one(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right")
        assert "December 2026" in seen(pilot)[5]
        await keys(pilot, "enter")
        assert "1 issue before it did not come" in news(pilot)
    assert shelf.library.value(
        "SELECT label FROM issue JOIN piece ON issue.id = issue_id ORDER BY piece.id DESC"
    ) == ("v.12:no.12 (December 2026)")


async def test_letters_are_acts_on_the_card_and_words_on_the_line(shelf: Shelf) -> None:
    shelf.title("Nature", "0028-0836")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "00280836", "enter", "n")
        assert "Scan › n" in seen(pilot)[1]
        await keys(pilot, "escape", "right", "n")
        assert "Note on v.12:no.12" in seen(pilot)[1]
        await keys(pilot, "h", "i", "enter")
        assert "The note is kept" in news(pilot)
    assert shelf.library.value("SELECT text FROM note") == "hi"


async def test_a_note_stops_the_receipt_until_it_was_read(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    write_note(shelf.desk("john"), title, "Look for the [supplement]")
    async with at_desk(shelf) as pilot:
        await scan(pilot, "977031784700111")
        assert any("Look for the [supplement]" in line for line in seen(pilot))
        assert pieces(shelf) == 0
        await keys(pilot, "enter")
        assert "Received v.12:no.11" in news(pilot)
    assert pieces(shelf) == 1


async def test_esc_leaves_the_note_unread_and_nothing_received(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    write_note(shelf.desk("john"), title, "Look")
    async with at_desk(shelf) as pilot:
        await scan(pilot, "977031784700111")
        await keys(pilot, "escape")
        assert seen(pilot)[2].startswith(" Journal of tests")
    assert (pieces(shelf), shelf.library.value("SELECT count(*) FROM note_read WHERE person = 'mary'")) == (
        0,
        0,
    )


async def test_a_scan_behind_a_note_presses_nothing(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    shelf.title("Nature", "0028-0836", addons=True)
    write_note(shelf.desk("john"), title, "Look")
    async with at_desk(shelf) as pilot:
        await scan(pilot, "977031784700111")
        await scan(pilot, "977002808300211")
        assert "Received v.12:no.11" in news(pilot)
        assert seen(pilot)[2].startswith(" Nature")
        await keys(pilot, "f5")
        assert any("note?" in line for line in seen(pilot)), "the question is still in the list"
    assert pieces(shelf) == 1


async def test_a_scan_reaches_the_line_from_every_screen(shelf: Shelf) -> None:
    shelf.title(addons=True, statuses="aaeeee", first_month=8)
    async with at_desk(shelf) as pilot:
        for month, key in (("10", "f4"), ("11", "f5"), ("12", "question_mark")):
            await keys(pilot, key)
            await scan(pilot, "9770317847001" + month)
            assert "Received" in news(pilot), key
    assert pieces(shelf) == 3


async def test_a_back_date_is_seen_until_it_is_changed(shelf: Shelf) -> None:
    shelf.title(addons=True)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "f6", *"18", "enter")
        assert "received as of 18 Nov 2026" in seen(pilot)[0]
        await scan(pilot, "977031784700111")
        await keys(pilot, "f6", *"30 dec 2030", "enter")
        assert "cannot lie in the future" in news(pilot)
        await keys(pilot, "escape")
        assert "received as of 18 Nov 2026" in seen(pilot)[0]
    assert shelf.library.value("SELECT received_on FROM piece ORDER BY id DESC") == "2026-11-18"


@pytest.mark.parametrize("wrong", ["9770317847002", "9770028083002", "12345"])
async def test_a_wrong_scan_leaves_a_sentence_and_the_card_alone(shelf: Shelf, wrong: str) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await scan(pilot, wrong)
        assert news(pilot).strip()[0] in "!✗"
        assert news(pilot).rstrip().endswith("."), "the whole sentence with what to do is on the screen"
    assert pieces(shelf) == 0


async def test_what_another_station_received_is_told_and_shown(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter")
        from buckram.desk.checkin import receive_lit
        from buckram.desk.checkin import scan as check_in

        john = shelf.desk("john", "desk 2")
        found = check_in(john, "0317-8471")
        assert found.issue_id is not None
        receive_lit(john, found.issue_id, 0)
        await keys(pilot, "enter")
        assert "john at 09:30: Received v.12:no.11" in news(pilot)
        assert any("›no.11" in line for line in seen(pilot)), "a second Enter does not receive the next"
    assert shelf.library.value("SELECT count(*) FROM piece WHERE received_by IN ('mary', 'john')") == 1


async def test_no_key_of_a_scanner_leaves_the_desk(shelf: Shelf) -> None:
    async with at_desk(shelf) as pilot:
        await keys(pilot, "ctrl+q", "ctrl+c", "f10", "escape", "f10", "right")
        assert pilot.app.is_running
        await keys(pilot, "f10", "f10")
        assert pilot.app.return_code in (0, None)
        assert not pilot.app.is_running or pilot.app._exit


NASTY = "[/] [bold]Nature[/bold] [London] \x1b[31m科学\u202e العلوم ﷺ " + "very long " * 30


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_any_title_is_shown_as_it_is_at_any_size(shelf: Shelf, size: tuple[int, int]) -> None:
    shelf.title(NASTY, "0317-8471", location="[Ref] " + "x" * 50)
    async with at_desk(shelf, size) as pilot:
        await keys(pilot, "03178471", "enter")
        assert seen(pilot)[2].startswith(" [/] [bold]Nature")
        for screen in ("f3", "f4", "f5", "question_mark"):
            await keys(pilot, screen)
        await keys(pilot, "escape", "f3", "nature")
        assert not any("\x1b" in line for line in seen(pilot))


@pytest.mark.parametrize(
    ("wrong", "comes_back", "receives"),
    [
        ("9770317847002", "›no.11", 1),
        ("9770028083002", "›no.11", 1),
        # Here already: Enter asks at once what the second piece is.
        ("9770317847001" + "10", "is here already. What is this piece?", 0),
    ],
)
async def test_after_a_scan_that_is_not_this_title_s_next_enter_receives_nothing(
    shelf: Shelf, wrong: str, comes_back: str, receives: int
) -> None:
    shelf.title(addons=True)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter")
        await scan(pilot, wrong)
        assert not any("›no." in line for line in seen(pilot)), "no box is lit"
        await keys(pilot, "enter")
        assert pieces(shelf) == 0
        assert any(comes_back in line for line in seen(pilot)), "the first Enter only brings the light back"
        await keys(pilot, "enter")
    assert pieces(shelf) == receives


async def test_a_list_that_an_ended_line_asked_for_stays(shelf: Shelf) -> None:
    shelf.title("Nature", "0028-0836")
    shelf.title("Nature of tests", "0028-0836")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "0028-0836", "enter")
        assert sum("Nature" in line for line in seen(pilot)) == 2
        await keys(pilot, "down", "enter")
        assert seen(pilot)[2].startswith(" Nature of tests")


async def test_a_scan_shows_the_run_of_the_issue_it_means(shelf: Shelf) -> None:
    title = shelf.title(addons=True)
    shelf.library.execute(
        "INSERT INTO issue (title_id, run, position, designation, number, label)"
        " VALUES (?, 'index', 1, '{}', 'Index', 'Index')",
        (title,),
    )
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "s")
        assert "showing indexes" in seen(pilot)[3]
        await scan(pilot, "9770317847001")
        assert "showing indexes" not in seen(pilot)[3]
        assert any("›no.11" in line for line in seen(pilot))


async def test_a_note_half_written_is_there_again_after_a_scan_or_esc(shelf: Shelf) -> None:
    shelf.title(addons=True)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "t", *"half a note")
        await scan(pilot, "977031784700111")
        assert "Received" in news(pilot)
        await keys(pilot, "right", "t")
        assert "half a note" in seen(pilot)[1]
        await keys(pilot, "escape", "t", "enter")
        assert "The note is kept" in news(pilot)
        assert "Enter receive" in seen(pilot)[-1], "the keys of the card are back"
    assert shelf.library.value("SELECT text FROM note") == "half a note"


async def test_the_notes_of_the_lit_issue_can_be_read(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "n", *"torn", "enter")
        assert "torn" in seen(pilot)[4]
        await keys(pilot, "i")
        assert any("on v.12:no.12 (December 2026), mary" in line for line in seen(pilot))


async def test_a_letter_that_is_no_act_says_so(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "f4", "q")
        assert "Q does nothing here" in news(pilot)


async def test_what_was_typed_stays_on_its_screen(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "f3", "jour", "f4")
        assert "jour" not in seen(pilot)[1]


async def test_ctrl_c_says_how_to_leave(shelf: Shelf) -> None:
    async with at_desk(shelf) as pilot:
        await keys(pilot, "ctrl+c")
        assert "F10 leaves the desk" in news(pilot)


async def test_an_empty_library_says_how_to_fill_it(shelf: Shelf) -> None:
    async with at_desk(shelf) as pilot:
        assert any("buckram import FILE" in line for line in seen(pilot))


async def test_a_second_copy_that_comes_later_is_lit_while_the_next_issue_is_not_due(shelf: Shelf) -> None:
    shelf.title(copies=2, addons=True)
    async with at_desk(shelf) as pilot:
        await scan(pilot, "977031784700111")
        shelf.clock.pass_(days=2)
        await keys(pilot, "03178471", "enter")
        assert "Enter receives c.2 of 2" in seen(pilot)[5]
