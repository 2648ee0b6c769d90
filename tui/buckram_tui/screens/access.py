"""Online access: addresses, print beside online, what could go, problems, and KBART rows without a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.access.lists import LISTS, lit_words, loaded, row, title_of
from buckram_tui.keys import ACCESS, EVERYWHERE, LIST, bar, bindings
from buckram_tui.links import LinksBeside
from buckram_tui.screens.base import hidden
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.link_checks import Progress
    from buckram.exchange.lists import Table
    from buckram_tui.access.lists import Line


class Access(ListScreen):
    """Five lists, one in front. Letters are acts here; a scan still goes to check-in."""

    HEADING = "Online access"
    PLACES = (ACCESS, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(ACCESS, LIST)
    EXPLAINS = """
    Left and Right go from list to list, L chooses one. Addresses: where each title is read online; Enter
    changes what is said of it, A adds one more to its title, N reports that it does not work. Print beside
    online: every title in print only, online only or both, with the years and the gaps of either, as they are
    today: what an embargo holds back is not counted. Could go: years in print that are wholly online for
    ever; T says that online stands in for them, and the copies that are kept until then may go (F9 R).
    Problems: the open tickets, oldest first; Enter sends one, notes the answer, or says that it is solved.
    Without a title: rows of KBART files whose title is not known for sure; Enter says which it is, X that it
    is none of ours.

    I reads a KBART file in: the same file again changes nothing, a row that is gone ends, and what a person
    changed stays. E writes the list, or a KBART file of all. C tries the marked addresses, or all, over the
    network, where the library switched that on; it never changes an address, and C again stops it.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._list = "addresses"
        self._lines: Sequence[Line] = ()
        self._only = ""
        self._provider = ""
        self._links = LinksBeside(self._links_said)

    def body(self) -> Iterator[Widget]:
        """The lists, one in front."""
        for name, one in LISTS.items():
            rows = Rows(
                one.columns, self._rows_of(name), self._count_of(name), marking=True, empty=one.empty, id=name
            )
            yield rows if name == self._list else hidden(rows)
        yield self.whole()

    def _rows_of(self, name: str):  # type: ignore[no-untyped-def]
        def window(offset: int, limit: int) -> list[Row]:
            lines = self._lines if name == self._list else ()
            return [row(name, line, self.desk.today()) for line in lines[offset : offset + limit]]

        return window

    def _count_of(self, name: str):  # type: ignore[no-untyped-def]
        return lambda: len(self._lines) if name == self._list else 0

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The list in front."""
        return self.query_one(f"#{self._list}", Rows)

    def lit_text(self) -> str:
        """The lit line whole."""
        line = self._lit()
        return lit_words(line, self.desk) if line is not None else ""

    def _lit(self) -> Line | None:
        at = self.rows().cursor
        return self._lines[at] if at < len(self._lines) else None

    def keys(self) -> Sequence[Key]:
        """Those of the list in front first."""
        own = {
            "addresses": ("change", "problem", "add", "only", "provider", "try", "import"),
            "beside": ("change", "add", "which", "export"),
            "going": ("stands in", "export"),
            "problems": ("do", "works again", "solved too", "export"),
            "unmatched": ("which title", "not ours", "import"),
        }[self._list]
        words = {"do": "change", "which title": "change", "which": "only", "solved too": "only"}
        rest = ("lists", "open", "export")
        names = dict.fromkeys(words.get(name, name) for name in (*own, *rest))
        return [*bar(*((ACCESS, name) for name in names)), *bar((EVERYWHERE, "undo"), (EVERYWHERE, "back"))]

    def heading(self) -> str:
        """Which list, how many, and why so few."""
        parts = [super().heading(), f"{LISTS[self._list].name}: {len(self._lines)}"]
        if self._only or self._provider:
            parts.append("only " + ", ".join(part for part in (self._words(), self._provider) if part))
        return "  ".join(parts)

    def _words(self) -> str:
        from buckram.desk.access import ONLY

        return ONLY.get(self._only, self._only) if self._list == "addresses" else self._only

    def refresh_all(self) -> None:
        """Ask again."""
        if not self.is_mounted:
            return
        self._lines = loaded(self._list, self.desk, self._only, self._provider)
        self.rows().reload()
        self.show_heading()

    def action_turn(self, by: int) -> None:
        """Left, Right: the next list."""
        names = list(LISTS)
        self._show(names[(names.index(self._list) + by) % len(names)])

    def action_lists(self) -> None:
        """L: choose a list."""
        self.choose(
            "Which list?",
            [
                Option(one.letter, one.name, one.explains, partial(self._show, name))
                for name, one in LISTS.items()
            ],
        )

    def _show(self, name: str) -> None:
        self.rows().unmark(self.rows().marks)
        self.rows().add_class("gone")
        self._list, self._only, self._provider = name, "", ""
        self.rows().remove_class("gone")
        self.news("")
        self.refresh_all()
        self.rows().light(0)
        self.set_focus(self.rows())
        self.show_keys()
        self.show_whole()

    def action_change(self) -> None:
        """Enter: what can be said of the lit line."""
        from buckram_tui.acts import access as menus
        from buckram_tui.acts.kbart import which_title

        line = self._needed()
        match self._list:
            case "addresses":
                menus.of_one(self, line.key)
            case "problems":
                menus.of_problem(self, line.key)
            case "unmatched":
                which_title(self, line.key)
            case _:
                menus.of_title(self, line.key)

    def _needed(self) -> Line:
        line = self._lit()
        if line is None:
            raise Refused("Nothing is lit.", "L shows the other lists.")
        return line

    def action_add(self) -> None:
        """A: one more address of the lit title."""
        from buckram_tui.acts.access import add

        add(self, self._title())

    def _title(self) -> int:
        title_id = title_of(self._needed())
        if title_id is None:
            raise Refused("This row has no title yet.", "Enter says which title it is.")
        return title_id

    def action_problem(self) -> None:
        """N: the lit address does not work."""
        from buckram_tui.acts.access import report

        line = self._needed()
        if self._list != "addresses":
            raise Refused("A problem is reported at its address.", "L, A shows the addresses.")
        report(self, line.key)

    async def action_solved(self) -> None:
        """R: the lit problem is solved."""
        from buckram.desk.access_problems import solved

        line = self._needed()
        if self._list != "problems":
            raise Refused("No problem is lit.", "L, P shows the problems.")
        await self.run_act(lambda: f"{solved(self.desk, line.key)} ^Z takes it back.")
        self.refresh_all()

    async def action_stands_in(self) -> None:
        """T: online stands in for the lit title's years."""
        from buckram.desk.print_and_online import Beside, stands_in

        line = self._needed()
        if self._list != "going" or not isinstance(line.value, Beside):
            raise Refused("Only what could go is told so.", "L, G shows it.")
        beside = line.value
        await self.run_act(lambda: f"{stands_in(self.desk, beside)} ^Z takes it back.")

    async def action_not_ours(self) -> None:
        """X: the marked rows, or the lit one, are none of our titles."""
        from buckram.desk.kbart_in import set_aside

        if self._list != "unmatched":
            raise Refused("Only rows without a title are set aside.", "L, U shows them.")
        marked = [key for key in self.rows().marks if isinstance(key, int)] or [self._needed().key]
        await self.run_act(lambda: f"{set_aside(self.desk, marked)} ^Z takes it back.")
        self.rows().unmark(marked)
        self.refresh_all()

    def action_every(self) -> None:
        """Y."""
        self.mark_every([line.key for line in self._lines])

    def action_only(self) -> None:
        """F: only some."""
        from buckram.desk.access import ONLY
        from buckram.rules.coverage import Which

        every = Option("a", "all", "", partial(self._narrow, ""))
        if self._list == "addresses":
            options = [Option(key, word, "", partial(self._narrow, key)) for key, word in ONLY.items()]
        elif self._list == "beside":
            kept = [which for which in Which if which is not Which.NEITHER]
            options = [Option(str(which)[0], str(which), "", partial(self._narrow, which)) for which in kept]
        elif self._list == "problems":
            options = [Option("s", "solved too", "", partial(self._narrow, "solved too"))]
        else:
            raise Refused("This list is shown whole.")
        self.choose("Only what?", [*options, every])

    def _narrow(self, only: str) -> None:
        self._only = only
        self.refresh_all()
        self.rows().light(0)

    def action_provider(self) -> None:
        """V: only one provider."""
        if self._list != "addresses":
            raise Refused("Only addresses are told by provider.", "L, A shows them.")
        self._provider = ""
        self.refresh_all()
        self.offer_filter("Which provider?", [line.provider for line in self._lines], self._only_provider)

    def _only_provider(self, name: str) -> None:
        self._provider = name
        self.refresh_all()
        self.rows().light(0)

    def action_show_all(self) -> None:
        """All again, without filters."""
        self._only = self._provider = ""
        self.refresh_all()

    def action_further(self) -> None:
        """M: proxy of the marked; addresses of the kept records."""
        from buckram.desk.access import read_kept, set_all

        marked = [key for key in self.rows().marks if isinstance(key, int)]
        if self._list != "addresses":
            raise Refused("This is for addresses.", "L, A shows them.")
        options = [
            Option("r", "from records", "Take in the 856 of the kept records.", lambda: read_kept(self.desk))
        ]
        for letter, column, word in (("p", "proxied", "proxy"), ("v", "perpetual", "for ever")):
            options += [
                Option(
                    letter if value else letter.replace("p", "n").replace("v", "w"),
                    word if value else f"no {word}" if column == "proxied" else "not for ever",
                    f"The {len(marked)} that are marked.",
                    partial(set_all, self.desk, marked, column, value=value),
                )
                for value in (True, False)
                if marked
            ]
        self.choose("Addresses", options)

    def action_import(self) -> None:
        """I: read a KBART file in."""
        from buckram_tui.acts.kbart import read_in

        read_in(self)

    def action_try(self) -> None:
        """C: try addresses; again: stop."""
        from buckram.desk.link_checks import may_check

        if self._links.running:
            self._links.stop()
            self.news("Stops as soon as the host that is asked has answered.")
            return
        may_check(self.desk.library)
        if self._list != "addresses":
            raise Refused("Only addresses are tried.", "L, A shows them.")
        marked = [key for key in self.rows().marks if isinstance(key, int)]
        wanted = marked or [line.key for line in self._lines]
        self._links.begin(self.desk, wanted)
        self.news(f"Trying {len(wanted)} addresses beside the work; C again stops it.")

    def _links_said(self, progress: Progress | None, sentence: str) -> None:
        """In the thread of the link check."""
        self.post_message(self.LinksSaid(progress, sentence))

    class LinksSaid(Message):
        """An address was tried, or the run has ended (with a sentence)."""

        def __init__(self, progress: Progress | None, sentence: str) -> None:
            super().__init__()
            self.progress = progress
            self.sentence = sentence

    def on_access_links_said(self, event: LinksSaid) -> None:
        """Say how far it is; no answer to a key is talked over."""
        if event.sentence:
            self.refresh_all()
            self.news(event.sentence)
        elif event.progress is not None and not self.menu_letters and self._entry is None:
            done = event.progress
            self.news(f"{done.done} of {done.of} tried, {done.failed} fail. {done.title}: {done.said}")

    async def action_open(self) -> None:
        """O: the title's card."""
        title_id = self._title()
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(title_id, None)

    def action_write(self) -> None:
        """E: the list to a printer or a file, or all of it as KBART."""
        options = [
            Option("p", "printer", "To the printer of lists.", self._print),
            Option("c", "spreadsheet", "To a CSV file.", lambda: self._ask_name("csv")),
            Option("t", "text", "To a text file.", lambda: self._ask_name("txt")),
            Option("k", "KBART", "All that is read online, for other systems.", self._ask_kbart),
            Option(
                "b", "KBART, print too", "With the years in print.", partial(self._ask_kbart, prints=True)
            ),
        ]
        self.choose("Where shall it go?", options)

    def _ask_kbart(self, *, prints: bool = False) -> None:
        from buckram.desk.kbart_out import write_file

        def written(text: str) -> str:
            done = write_file(self.desk, Path(text.strip() or ".").expanduser().absolute(), prints=prints)
            return f"Written to {done.path}: {done.rows + done.prints} rows."

        self.ask("Folder (the file's name is made by the rule)", written, ".")

    def table(self) -> Table:
        """The list in front."""
        from buckram_tui.access.lists import table

        return table(self._list, self._lines, self.desk)

    def file_name(self) -> str:
        """online-addresses."""
        return f"online-{self._list}"

    def unbound(self, letter: str) -> None:
        """A letter that is no act here."""
        self.look_up(f"{letter.upper()} does nothing here. ? shows the keys; Esc goes back.", Level.LOOK)
