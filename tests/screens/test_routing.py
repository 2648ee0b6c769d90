"""Routing through keys: the list of a copy, the box of a piece that is out, and the routing desk."""

from __future__ import annotations

from buckram.desk import readers, routing
from desk.shelf_for_tests import barcode
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, lines_seen, news, scan


def typed(text: str) -> list[str]:
    """The keys of a text with blanks."""
    return ["space" if c == " " else c for c in text]


def told(shelf: Shelf, copy: int) -> list[str]:
    return [routing.typed(one) for one in routing.of_copy(shelf.library, copy)]


async def test_a_list_is_made_in_a_few_keys(shelf: Shelf) -> None:
    shelf.title(statuses="aeee")
    shelf.title("Another [x]", "1234-5679", statuses="ae")
    readers.add(shelf.desk(), "Ada Berg; room 7")
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "right", "left", "o", "c", "r", "a", *typed("berg"))
        assert "Enter: Ada Berg. ! behind it: a new reader." in news(pilot)
        await keys(pilot, "enter")
        assert "Copy 1 goes to Ada Berg too: Journal of tests. The next one" in news(pilot)
        await keys(pilot, *typed("Bob [b]; contents"), "enter", *typed("Cyd; 3 days"), "enter", "enter")
        seen = lines_seen(pilot)
        assert any("B  1 Ada Berg   7 days, room 7" in line for line in seen)
        assert any("D  2 Bob [b]    contents page only" in line for line in seen)
        # Up, up: the reader stays in hand.
        await keys(pilot, "e", "u", "u", "q")
        assert told(shelf, 1) == ["Cyd; 3 days", "Ada Berg", "Bob [b]; contents"]
        # Back to the copy, to the card; the next receipt goes round.
        await keys(pilot, "escape", "enter")
        assert "Received v.12:no.10" in news(pilot)
        assert any("routed" in line for line in lines_seen(pilot))
        await keys(pilot, "up", "left")
        assert "on circulation, back about 1 Dec 2026" in lines_seen(pilot)[5]
        await keys(pilot, "o", "r")
        assert "Presumably with Cyd (1 of 3), then Ada Berg. Back about" in news(pilot)
        await keys(pilot, "r")
        assert "is back: Journal of tests." in news(pilot)
        assert "on circulation" not in lines_seen(pilot)[5]
        # Another title takes the whole list.
        await keys(pilot, "escape", *"12345679", "enter", "right", "left", "o", "c", "r", "t")
        await keys(pilot, *"journal", "enter")
        assert "goes to 3 more readers, as Journal of tests does" in news(pilot)
    assert told(shelf, 2) == told(shelf, 1)


async def test_the_routing_desk(shelf: Shelf) -> None:
    shelf.title(statuses="aeee")
    shelf.title("Another", "1234-5679", statuses="aee")
    desk = shelf.desk()
    for copy in (1, 2):
        for name in ("Ada Berg; 3 days", "Bob; contents", "Cyd"):
            routing.add(desk, copy, name)
    async with at_desk(shelf) as pilot:
        await keys(pilot, "03178471", "enter", "enter", "enter", *"12345679", "enter", "enter")
        assert shelf.library.value("SELECT count(*) FROM round") == 3
        shelf.clock.pass_(days=20)
        await keys(pilot, "f9", "t")
        seen = lines_seen(pilot)
        assert "Routing  3 out, 3 overdue" in seen[0]
        assert any("Another" in line and "1 Dec 2026" in line and "over 10 d" in line for line in seen)
        await keys(pilot, "h", "b")
        assert "is with reader 1 of 3" in news(pilot)
        assert "Routing  3 out, 2 overdue" in lines_seen(pilot)[0]
        await keys(pilot, "f")
        assert "Routing  2 out  only overdue" in lines_seen(pilot)[0]
        await keys(pilot, "space", "space", "b")
        assert "2 pieces are called back. No slip printer is set" in news(pilot)
        await keys(pilot, "ctrl+z", "f", "enter")
        assert any("3 Cyd" in line and "until" in line for line in lines_seen(pilot))
        await keys(pilot, "escape", "r")
        assert "is back" in news(pilot)
        assert "Routing  2 out" in lines_seen(pilot)[0]
        several = shelf.library.value("SELECT sum(back_on IS NULL) FROM round WHERE copy_id = 1") > 1
        # A scan says so too, and asks where it may be several.
        await scan(pilot, barcode("0317-8471"))
        assert any("v.12:no.11 (November 2026), c.1" in line for line in lines_seen(pilot)) == several
        if several:
            await keys(pilot, "b")
        assert "c.1 is back: Journal of tests." in news(pilot)
        await keys(pilot, "l")
        assert any("Cyd" in line and "2" in line for line in lines_seen(pilot))
        await keys(pilot, "down", "g", *"dee", "enter")
        assert "dee comes instead of Bob on 2 lists." in news(pilot)
        await keys(pilot, "ctrl+z")
        assert told(shelf, 2) == ["Ada Berg; 3 days", "Bob; contents", "Cyd"]
        await keys(pilot, "i")
        assert "Bob is away" in news(pilot)
        await keys(pilot, "home", "enter")
        assert "Routing  Ada Berg: on 2" in lines_seen(pilot)[0]
        await keys(pilot, "enter", "escape", "escape", "home", "e", "e")
        assert "A reader's name was erased from 2 lists" in news(pilot)
        await keys(pilot, "ctrl+z")
        assert "erased for good" in news(pilot)
    assert told(shelf, 1) == ["Bob; contents", "Cyd"]
