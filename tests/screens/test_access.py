"""Online access through the keys: five lists, a KBART file, a problem, a link check beside the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from buckram.desk import access
from buckram.desk.deciding import decide
from buckram.storage import access as stored
from buckram.storage import problems
from buckram_tui.screens.access import Access
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, news
from screens.at_desk import lines_seen as seen

FILE = (
    "publication_title\tprint_identifier\ttitle_url\tdate_first_issue_online\tnotes\n"
    "Alpha [x]\t0317-8471\thttps://agora.example.com/a\t2020\t[bold]\n"
    "Gamma rays\t\thttps://agora.example.com/g\t1999\t\n"
    "Beta B\t\thttps://agora.example.com/b\tMay\t\n"
)


@pytest.fixture
def room(shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Agora_Global_All_2026-11-01.txt").write_text(FILE)
    shelf.title("Alpha [x]", "0317-8471", vendor="Agora")
    shelf.title("Gamma", "0028-0836")
    with shelf.library.transaction():
        shelf.library.execute(
            "INSERT INTO statement (title_id, tag, text) VALUES (1, '866', 'v.5 (2019)-v.7 (2021)')"
        )
    return shelf


async def test_a_file_a_title_a_problem_and_what_could_go(room: Shelf, tmp_path: Path) -> None:
    library = room.library
    async with at_desk(room) as pilot:
        await keys(pilot, "f9", "w")
        assert "No title is read online yet" in seen(pilot)[3]
        await keys(pilot, "i", *"Agora_Global_All_2026-11-01.txt", "enter")
        assert "3 lines read: 0 as they are, 1 new, 0 changed, 1 without" in news(pilot)
        assert any("line 4" in line and "“May” is no date" in line for line in seen(pilot))
        await keys(pilot, "escape")
        assert "Alpha [x]" in seen(pilot)[3]
        assert "2020 to the present" in seen(pilot)[3]
        # What is said of the address: for ever, and a licence.
        await keys(pilot, "enter", "v")
        assert "stays open for ever" in news(pilot)
        await keys(pilot, "c", *"2026", "enter")
        assert stored.get(library, 1).licence_until is not None
        await keys(pilot, "escape", "n", *"404; by Hale", "enter")
        assert "problem: 1" in seen(pilot)[3]
        # The ticket goes to the vendor on paper, is solved, and is not.
        await keys(pilot, "l", "p")
        assert "404" in seen(pilot)[3]
        await keys(pilot, "enter", "c")
        assert "It waits in the outbox" in news(pilot)
        assert problems.get(library, 1).sent_to == "Agora"
        await keys(pilot, "r")
        assert "No problem is open" in seen(pilot)[3]
        await keys(pilot, "ctrl+z")
        assert "404" in seen(pilot)[3]
        # The row without a title: the nearest is offered.
        await keys(pilot, "right", "enter")
        assert any("Gamma" in line and "0028-0836" in line for line in seen(pilot))
        await keys(pilot, "a")
        assert "Gamma rays of Agora_Global_All is Gamma" in news(pilot)
        assert "Every row has its title" in seen(pilot)[3]
        # Print beside online, and what could go.
        await keys(pilot, "l", "b")
        assert "Alpha [x]" in seen(pilot)[3]
        assert "both" in seen(pilot)[3]
        await keys(pilot, "right")
        assert "could go: 1" in seen(pilot)[0]
        await keys(pilot, "t")
        assert "Online of 2020-2021 came" in news(pilot)
        await keys(pilot, "e", "c", "enter")
        assert "Written to" in " ".join(seen(pilot)[-4:])
        await keys(pilot, "e", "k", "enter")
        await keys(pilot, "o")
        assert any("Alpha [x]" in line for line in seen(pilot)[:4])
        # The look-up tells readers of it, with brackets as they are.
        await keys(pilot, "f3", *"alpha")
        assert any("[bold]" in line for line in seen(pilot))
        assert any("https://agora.example.com/a" in line for line in seen(pilot))
        assert any("Does not work, known since" in line for line in seen(pilot))
    assert (tmp_path / "online-going-2026-11-21.csv").exists()
    assert (tmp_path / "Library_Global_AllTitles_2026-11-21.txt").exists()


async def test_from_the_card_and_over_the_network(room: Shelf) -> None:
    library = room.library
    async with at_desk(room) as pilot:
        await keys(pilot, *"03178471", "enter", "right", "o", "w", "a", *"www.example.com/a", "enter")
        assert "Read online at https://www.example.com/a" in news(pilot)
        await keys(pilot, "escape", "f9", "w", "c")
        assert "Addresses are not tried here" in news(pilot)
        decide(library, "link_check", "yes")
        asked: list[str] = []

        def answers(method: str, url: str, timeout: float) -> tuple[int, str]:
            asked.append(f"{method} {url}")
            return 410, url

        screen = pilot.app.screen
        assert isinstance(screen, Access)
        screen._links._opener = answers
        await keys(pilot, "c")
        screen._links.wait()
        await pilot.pause()
        assert "Tried 1 of 1 addresses: 1 fail." in news(pilot)
        assert asked == ["HEAD https://www.example.com/a"]
        assert "fails: gone" in seen(pilot)[3]
        assert access.failed(stored.get(library, 1))
        await keys(pilot, "f", "c")
        assert "only failed the link check" in seen(pilot)[0]
