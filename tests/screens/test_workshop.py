"""The pattern workshop through its keys: twelve issues in sight, nothing stored before Enter."""

from __future__ import annotations

import json

from buckram.desk.noting import write_note
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news, scan
from screens.at_desk import lines_seen as seen


def labels(shelf: Shelf) -> list[str]:
    return [r[0] for r in shelf.library.rows("SELECT label FROM issue ORDER BY position")]


def marc(shelf: Shelf) -> str:
    subfields = shelf.library.value("SELECT subfields FROM pattern ORDER BY id DESC LIMIT 1")
    return " ".join(f"${code} {value}" for code, value in json.loads(subfields) if code != "8")


def shown(lines: list[str], words: str) -> bool:
    return any(words in line for line in lines)


async def test_the_twelve_issues_stand_beside_the_settings(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "p")
        lines = seen(pilot)
        assert "Pattern workshop" in lines[0]
        assert lines[3].startswith(" Monthly; twelve numbers a volume; new volume each January.")
        assert "holds from v.12:no.11 (November 2026) on" in lines[5]
        numbered = [line for line in lines if "v.1" in line and "no." in line and "(" in line][1:]
        assert len(numbered) == 12
        assert "v.13:no.10 (October 2027)" in numbered[-1]
        assert shown(lines, "853 $a v. $b no. $u 12 $v r $i (year) $j (month) $w m $x 01")
        assert shown(lines, "863 $a 12 $b 11 $i 2026 $j 11")
        assert lines[-1].startswith(" Enter adopt")
    assert len(labels(shelf)) == 4


async def test_space_leaves_out_and_puts_back(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "p", "down", "space")
        assert shown(seen(pilot), "left out: December 2026")
        assert shown(seen(pilot), "$y om12")
        assert shown(seen(pilot), "v.13:no.1 (January 2027)")
        assert "but not in December" in seen(pilot)[3]
        await keys(pilot, "space")
        assert not shown(seen(pilot), "left out")
        assert not shown(seen(pilot), "$y")


async def test_j_joins_under_both_numbers_then_one_then_parts(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "p", "down", "down", "j")
        assert shown(seen(pilot), "v.13:no.1/2 (Jan./Feb. 2027)")
        assert shown(seen(pilot), "$y cm01/02")
        assert shown(seen(pilot), "ce21/2")
        await keys(pilot, "j")
        assert shown(seen(pilot), "v.13:no.1 (Jan./Feb. 2027)")
        assert not shown(seen(pilot), "ce21/2")
        await keys(pilot, "j")
        assert shown(seen(pilot), "v.13:no.1 (January 2027)")


async def test_the_twelve_follow_each_letter_and_esc_takes_it_back(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "p", "n", *"20 3")
        assert shown(seen(pilot), "v.20:no.3 (November 2026)")
        await keys(pilot, "escape")
        assert not shown(seen(pilot), "v.20")
        await keys(pilot, "n", *"20 3", "enter")
        assert shown(seen(pilot), "v.20:no.3 (November 2026)")
        await keys(pilot, "d", *"5 feb 2027", "enter")
        assert shown(seen(pilot), "v.20:no.3 (February 2027)")
        await keys(pilot, "u", *"nonsense", "enter")
        assert "is no count" in news(pilot)
        await keys(pilot, "escape", "t", *"feb, aug", "enter")
        assert shown(seen(pilot), "$u 6 $v r")
        assert shown(seen(pilot), "$x 02,08")


async def test_a_ready_pattern_is_seen_before_it_is_taken(shelf: Shelf) -> None:
    shelf.title("New weekly", frequency="w", statuses="", pattern=False)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter")
        assert shown(seen(pilot), "Down, P: make one")
        await keys(pilot, "down", "p")
        assert seen(pilot)[3].startswith(" Weekly"), "the likeliest for its frequency"
        await keys(pilot, "r", "down", "down")
        lines = seen(pilot)
        assert shown(lines, "Weekly with a double issue at Christmas")
        assert any(line.startswith(" Like: ") for line in lines)
        await keys(pilot, "escape")
        assert not shown(seen(pilot), "Christmas")
        await keys(pilot, "f", "home", "enter")
        assert shown(seen(pilot), "daily")
    assert labels(shelf) == []


async def test_enter_adopts_and_undo_takes_it_back(shelf: Shelf) -> None:
    shelf.title()
    before = labels(shelf)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "p")
        await keys(pilot, "f", "down", "down", "down", "enter", "w", *"thursday", "enter")
        await keys(pilot, "enter")
        assert "New pattern from v.12:no.12" in news(pilot)
        assert "Check-in" in seen(pilot)[0]
        assert shelf.library.value("SELECT count(*) FROM pattern") == 2
        assert labels(shelf)[:3] == before[:3], "what is not from that issue on stays"
        await keys(pilot, "ctrl+z")
        assert "Undone: New pattern" in news(pilot)
    assert labels(shelf)[:4] == before
    assert shelf.library.value("SELECT count(*) FROM pattern") == 1


async def test_a_title_without_anything_gets_its_first_pattern(shelf: Shelf) -> None:
    shelf.title("New monthly", statuses="", pattern=False)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "down", "p", "n", *"3 7", "enter", "d", *"july 2026", "enter")
        await keys(pilot, "enter")
        assert shown(seen(pilot), "›no.7")
        await keys(pilot, "enter")
        assert "Received v.3:no.7 (July 2026)" in news(pilot)
    assert marc(shelf) == "$a v. $b no. $u 12 $v r $i (year) $j (month) $w m $x 01"


async def test_esc_leaves_and_the_draft_is_still_there(shelf: Shelf) -> None:
    shelf.title()
    shelf.title("Nature", "0028-0836", addons=True)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "p", "down", "space", "escape")
        assert "Check-in" in seen(pilot)[0]
        await scan(pilot, "977002808300211")
        await keys(pilot, "03178471", "enter", "right", "left", "p")
        assert shown(seen(pilot), "left out: December 2026")
    assert shelf.library.value("SELECT count(*) FROM issue WHERE title_id = 1") == 4, "nothing was made"


async def test_a_scan_presses_no_key_and_is_received(shelf: Shelf) -> None:
    shelf.title(addons=True)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "p", "m")
        await scan(pilot, "977031784700111")
        assert "Received v.12:no.11" in news(pilot)
        await keys(pilot, "right", "p")
        assert "Scan ›" in seen(pilot)[1], "the question was given up"
    assert shelf.library.value("SELECT count(*) FROM pattern") == 1


async def test_marc_is_written_by_hand_and_faults_are_sentences(shelf: Shelf) -> None:
    shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "p", "m", *" $y om13")
        assert "$yom13" in news(pilot)
        await keys(pilot, "backspace", *"2", "enter")
        assert shown(seen(pilot), "left out: December 2026")
        await keys(pilot, "h", "backspace", "backspace", *"10", "enter")
        assert shown(seen(pilot), "(October 2026)")


async def test_left_and_right_choose_the_issue_from_which_it_holds(shelf: Shelf) -> None:
    shelf.title(statuses="aaeeee")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "p", "right")
        assert "holds from v.12:no.12 (December 2026) on" in seen(pilot)[5]
        await keys(pilot, "left", "left")
        assert "goes on after v.12:no.10 (October 2026), which came" in seen(pilot)[5]


async def test_what_was_noted_stays_where_it_was(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaeeee")
    noted = shelf.library.value("SELECT id FROM issue WHERE label LIKE '%January 2027%'")
    write_note(shelf.desk(), title, "Special issue", issue_id=noted, stops=False)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "p")
        await keys(pilot, "f", "down", "down", "down", "enter", "enter")
        assert "New pattern" in news(pilot)
    assert shelf.library.value("SELECT label FROM issue WHERE id = ?", (noted,)) == "v.13:no.1 (January 2027)"
    dates = [r[0] for r in shelf.library.rows("SELECT published_on FROM issue ORDER BY position")]
    assert dates == sorted(dates)


async def test_every_title_begins_with_its_first_issue_lit(shelf: Shelf) -> None:
    shelf.title()
    shelf.title("Nature", "0028-0836")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "p", "down", "down", "down", "escape")
        await keys(pilot, "escape", "00280836", "enter", "right", "left", "p", "down", "space")
        assert shown(seen(pilot), "left out: December 2026")


async def test_the_workshop_explains_itself_at_any_size(shelf: Shelf) -> None:
    shelf.title("[/] [bold]Nature[/bold] " + "very long " * 20)
    for size in ((80, 24), (120, 40), (40, 12)):
        async with at_desk(shelf, size) as pilot:
            await keys(pilot, "03178471", "enter", "right", "left", "p")
            assert seen(pilot)[2].startswith(" [/] [bold]Nature")
            await keys(pilot, "r", "down", "escape", "f", "escape", "question_mark")
            assert "what is this" in seen(pilot)[0]
            await keys(pilot, "escape")
            assert "Pattern workshop" in seen(pilot)[0]


async def test_e_says_why_the_lit_issue_is_the_next(shelf: Shelf) -> None:
    shelf.title(statuses="aaeee")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "right", "e")
        lines = seen(pilot)
        assert shown(lines, "Why v.13:no.1 (January 2027)?")
        assert shown(lines, "The calendar change at January ($x) lies between")
        assert shown(lines, "It is looked for on")
        await keys(pilot, "enter")
        assert shown(seen(pilot), "›no.1")


async def test_s_turns_what_marc_leaves_open_of_seasons(shelf: Shelf) -> None:
    title = shelf.title()
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "p", "s")
        assert "No season has a part in this pattern" in news(pilot)
        while not shown(seen(pilot), "dated by  season"):
            await keys(pilot, "l")
        assert shown(seen(pilot), "seasons   winter last")
        await keys(pilot, "s")
        assert shown(seen(pilot), "seasons   winter first")
        assert shown(seen(pilot), "(a setting of this")
        await keys(pilot, "s")
        assert shown(seen(pilot), "seasons   southern")
        await keys(pilot, "s", "s", "enter")
    row = shelf.library.row(
        "SELECT winter_first, southern FROM pattern WHERE title_id = ? ORDER BY id DESC", (title,)
    )
    assert tuple(row or ()) == (1, 0)
