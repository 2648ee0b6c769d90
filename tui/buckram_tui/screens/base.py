"""What all screens share: a title bar, the scan line, a body, one line of news, the keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget

from buckram.errors import Stale
from buckram_tui.keys import EVERYWHERE, bar, bindings
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key, KeyBar, Level, StatusLine, TitleBar
from buckram_tui.widgets.lines import Lines, wrapped
from buckram_tui.widgets.menu import Menu, Option
from buckram_tui.widgets.scanline import ScanLine

if TYPE_CHECKING:
    from buckram.desk.desk import Desk
    from buckram_tui.app import DeskApp


CSS = """
Screen { layout: vertical; overflow: hidden; background: ansi_default; color: ansi_default; }
Horizontal { height: 1fr; }
#side { width: 24; }
.wide #side { width: 36; }
.gone, .covered { display: none; }
"""
"""The one sheet of style for every screen: the terminal's own colours, nothing scrolls by itself."""


def hidden(widget: Widget) -> Widget:
    """The widget, not shown yet."""
    widget.add_class("gone")
    return widget


class DeskScreen(Screen[None]):
    """A screen of the desk. Subclasses give `body`, `HEADING`, `keys` and the text of `EXPLAINS`."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)
    HEADING: ClassVar[str] = ""
    PROMPT: ClassVar[str] = "Scan"
    HINT: ClassVar[str] = ""
    EXPLAINS: ClassVar[str] = ""
    PLACES: ClassVar[Sequence[str]] = ()
    """The places of the key table that this screen has, beside `everywhere`."""

    place = Place()
    menu_letters = ""
    """The letters and digits that choose from the menu while it is open."""
    _focus_below: Widget | None = None

    def compose(self) -> ComposeResult:
        """Top to bottom."""
        yield TitleBar(self.HEADING, id="title")
        yield ScanLine(self.PROMPT, self.HINT, id="scan")
        yield from self.body()
        yield hidden(Menu(self._take_option, self.leave_menu, self.unbound, id="menu"))
        yield StatusLine(id="news")
        more = Lines(id="more")
        yield hidden(more)
        yield KeyBar(id="keys")

    def body(self) -> Iterator[Widget]:
        """The widgets between the scan line and the news."""
        raise NotImplementedError

    @property
    def desk_app(self) -> DeskApp:
        """The application."""
        return cast("DeskApp", self.app)

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.desk_app.desk

    def keys(self) -> Sequence[Key]:
        """The keys that work now, the most important first."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Textual's event. It goes to every class of the family, so the work is in a method of its own."""
        self.come_to_front()

    def come_to_front(self) -> None:
        """The screen comes to the front: what it shows may be old."""
        self.news("")
        self.query_one("#title", TitleBar).show(self.heading(), self.desk_app.who_and_when())
        # A scan that began here and was taken elsewhere left its first digit.
        self.query_one("#scan", ScanLine).show(self.desk_app.scan_reader.text)
        self.refresh_all()
        self.show_keys()

    def heading(self) -> str:
        """The left side of the title bar."""
        return f"Buckram  {self.HEADING}"

    def refresh_all(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    def show_keys(self) -> None:
        """Bring the key bar up to date."""
        keys = self.keys()
        if self.menu_letters:
            keys = [("Enter", "or its letter"), ("Up/Down", "choose"), *bar((EVERYWHERE, "back"))]
        self.query_one("#keys", KeyBar).show(keys)

    # A menu in the place of the body

    UNCOVERED: ClassVar[frozenset[str]] = frozenset({"title", "scan", "head", "menu", "news", "more", "keys"})
    """What a menu leaves in sight."""

    @property
    def menu(self) -> Menu:
        """The menu of this screen. It has options while it is open."""
        return self.query_one("#menu", Menu)

    def choose(self, question: str, options: Sequence[Option], *, words_only: bool = False) -> None:
        """Offer options in the place of the body. A letter or Enter takes one, Esc leaves, a scan closes it.

        words_only: their words say enough for two columns, where there are too many for one.
        An error of ours that an option raises becomes the news; a Stale shows first how things are now.
        """
        if not self.menu_letters:
            self._focus_below = self.focused
        self.menu.offer(question, options, words_only=words_only)
        self.menu_letters = "".join(option.letter for option in options)
        for child in self.children:
            child.set_class(child.id not in self.UNCOVERED, "covered")
        self.menu.remove_class("gone")
        self.set_focus(self.menu)
        self.news("")
        self.show_keys()

    def close_menu(self) -> None:
        """What the menu covered is in sight again."""
        if not self.menu_letters:
            return
        self.menu_letters = ""
        self.menu.offer("", ())
        self.menu.add_class("gone")
        for child in self.children:
            child.remove_class("covered")
        self.set_focus(self._focus_below)
        self.show_keys()

    def leave_menu(self) -> None:
        """Esc: nothing was chosen."""
        self.close_menu()
        self.news("")

    async def _take_option(self, option: Option) -> None:
        self.close_menu()
        await self.run_act(option.does)

    async def run_act(self, does: Callable[[], Awaitable[str | None] | str | None]) -> None:
        """Do something that a key asks for; text that it gives is the news."""
        try:
            done = does()
            told = await done if isawaitable(done) else done
        except Stale:
            # Before the sentence is read the screen has to show what it speaks of.
            self.refresh_all()
            raise
        if told:
            self.news(told)

    def look_up(self, text: str, level: Level = Level.LOOK) -> None:
        """Make the person look: one bell, and the sentence."""
        self.desk_app.look_up(text, level)

    def news(self, text: str, level: Level = Level.OK) -> None:
        """One sentence about what just happened. What does not fit goes on below it."""
        first, *rest = wrapped(text, max(self.size.width - 4, 20)) or [""]
        self.query_one("#news", StatusLine).show(first, level)
        more = self.query_one("#more", Lines)
        more.styles.height = max(len(rest), 1)
        more.show(
            [[(f"   {line}", "normal" if level in {Level.OK, Level.ASK} else level.value)] for line in rest]
        )
        more.set_class(not rest, "gone")

    def aside(self, text: str) -> bool:
        """A sentence that is no answer to a key: it never takes the place of one that asks for something.

        Says whether it was said.
        """
        free = self.query_one("#news", StatusLine).level is Level.OK and self.focused is None
        if free:
            self.news(text)
        return free

    def typed(self, text: str) -> None:
        """What stands on the scan line changed."""

    async def take_scan(self, scan: Submit) -> None:
        """A line was scanned or typed while this screen is in front. By default it is checked in."""
        await self.desk_app.go("check-in")
        await self.desk_app.check_in.take_scan(scan)

    def action_explain(self) -> None:
        """`?`: explain the screen."""
        self.desk_app.explain(self.HEADING, self.EXPLAINS, self.PLACES)

    def action_way_out(self) -> None:
        """Ctrl+C: what people press to leave elsewhere."""
        self.news("F10 leaves the desk.", Level.LOOK)

    def unbound(self, letter: str) -> None:
        """A letter that is no act here: better a word than silence."""
        self.desk_app.look_up(f"{letter.upper()} does nothing here. ? shows the keys; Esc goes back.")

    async def action_back(self) -> None:
        """Esc: back to check-in."""
        await self.desk_app.go("check-in")
