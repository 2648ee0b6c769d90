"""Binders: the list, the sheet of one, the titles that it binds, the titles that nobody binds yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.bindery.binder_rows import LISTED, SHEET, TITLES, WITHOUT
from buckram_tui.bindery.changing import lettered
from buckram_tui.keys import BINDERS, EVERYWHERE, LIST, bar, bindings
from buckram_tui.screens.base import hidden
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.exchange.lists import Table
    from buckram.storage.bindery.binders import Binder
    from buckram.storage.bindery.bindings import BoundLine, Unbound
    from buckram_tui.bindery.binder_rows import SheetLine
    from buckram_tui.screens.bindery.pattern import OfTitle


class Binders(ListScreen):
    """Four lists, one in front."""

    HEADING = "Binders"
    PLACES = (BINDERS, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(BINDERS, LIST)
    EXPLAINS = """
    Who binds. Enter opens the sheet of the lit binder, and there changes the lit line: its account, how many
    days it takes, limits of thickness, of a box, of a lot and of a month, prices by class and thickness with
    extras, the chart of colours by number, and, under New titles, what a title gets that begins here (a *
    marks what is not usual; Y puts it back). F shows one part of the sheet. Another default changes no title
    that has its pattern already.

    Prices are typed like standard to 1.5 in; 9.50, or rush; 4: a name that is no class is an extra, which a
    unit costs when its pattern asks for it (pocket, strip, stub, collation, a method such as oversewn, rush).

    I shows the titles that it binds, with their lettering. There Space marks, E marks all, and C changes one
    line of all that is marked. Q shows the titles that have no pattern yet and are
    not kept for a while only: G gives every marked one a first
    guess as one act; then Enter opens the first, and Right goes on to the next.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._mode = "binders"
        self._binders: Sequence[Binder] = ()
        self._every_line: Sequence[SheetLine] = ()
        self._lines: Sequence[SheetLine] = ()
        self._part = ""
        self._words: Sequence[str] = ()
        self._bound: Sequence[BoundLine] = ()
        self._unbound: Sequence[Unbound] = ()
        self.of: Binder | None = None

    def body(self) -> Iterator[Widget]:
        """The four lists."""
        yield Rows(
            LISTED,
            self._binder_rows,
            lambda: len(self._binders),
            empty="No binder is on record. A adds one.",
            id="binders",
        )
        yield hidden(Rows(SHEET, self._sheet_rows, lambda: len(self._lines), id="sheet"))
        yield hidden(
            Rows(
                TITLES,
                self._title_rows,
                lambda: len(self._bound),
                marking=True,
                empty="It binds no title yet. Q shows the titles that have no binding pattern.",
                id="titles",
            )
        )
        yield hidden(
            Rows(
                WITHOUT,
                self._unbound_rows,
                lambda: len(self._unbound),
                marking=True,
                empty="Every title that is kept for ever has a binding pattern.",
                id="without",
            )
        )
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The list in front."""
        return self.query_one(f"#{self._mode}", Rows)

    @property
    def mode(self) -> str:
        """Which list is in front: binders, sheet, titles, without."""
        return self._mode

    def keys(self) -> Sequence[Key]:
        """The lit thing first."""
        ends = ((BINDERS, "write"), (EVERYWHERE, "undo"), (EVERYWHERE, "back"))
        match self._mode:
            case "binders":
                words: tuple[str, ...] = ("sheet, change", "titles", "no pattern", "add", "close", "take out")
            case "sheet":
                words = ("sheet, change", "add", "take out", "as usual", "only", "titles")
            case "titles":
                words = ("pattern", "change all", "every", "only", "open")
            case _:
                words = ("pattern", "give", "every", "only", "open")
        marks = [(LIST, "mark")] if self._mode in {"titles", "without"} else []
        return bar(
            *((BINDERS, word) for word in words[:1]), *marks, *((BINDERS, w) for w in words[1:]), *ends
        )

    def heading(self) -> str:
        """How many, or of whom."""
        only = f"  only {' '.join(self._words)}" if self._words else ""
        if self._mode == "without":
            return f"{super().heading()}  {self._count(self._unbound)} without a pattern{only}"
        if self.of is None:
            return f"{super().heading()}  {len(self._binders)}"
        if self._mode == "titles":
            return f"{super().heading()}  {self.of.name}: {self._count(self._bound)}{only}"
        part = f"  only {self._part}" if self._part else ""
        return f"{super().heading()}  {self.of.name}{part}"

    def _count(self, titles: Sequence[object]) -> str:
        return f"{len(titles)} title{'' if len(titles) == 1 else 's'}"

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.bindery.guessing import to_begin
        from buckram.storage.bindery import binders, bindings
        from buckram_tui.bindery.binder_rows import sheet_lines

        if not self.is_mounted:
            return
        library = self.desk.library
        self._binders = binders.known(library)
        if self.of is not None:
            self.of = next((one for one in self._binders if one.id == self.of.id), None)
            if self.of is None:
                self.in_front("binders")
        if self._mode == "sheet" and self.of is not None:
            self._every_line = sheet_lines(library, self.of)
            self._lines = [one for one in self._every_line if self._part in ("", one.part)]
        elif self._mode == "titles" and self.of is not None:
            self._bound = [one for one in bindings.lines(library, self.of.id) if self._fits(one.title)]
        elif self._mode == "without":
            self._unbound = [one for one in to_begin(library) if self._fits(f"{one.title} {one.publisher}")]
        self.rows().reload()
        self.show_heading()
        self.show_whole()

    def _fits(self, text: str) -> bool:
        from buckram.identify import fold

        return not self._words or all(word in fold(text) for word in self._words)

    def in_front(self, mode: str) -> None:
        """Bring a list to the front."""
        self._mode = mode
        for one in ("binders", "sheet", "titles", "without"):
            self.query_one(f"#{one}").set_class(one != mode, "gone")
        self.set_focus(self.rows())
        self.show_keys()

    def _binder_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram_tui.bindery.binder_rows import binder_rows

        return binder_rows(self._binders[offset : offset + limit])

    def _sheet_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram_tui.bindery.binder_rows import sheet_rows

        return sheet_rows(self._lines, offset, limit)

    def _title_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram_tui.bindery.binder_rows import title_rows

        return title_rows(self._bound[offset : offset + limit])

    def _unbound_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram_tui.bindery.binder_rows import unbound_rows

        return unbound_rows(self._unbound[offset : offset + limit])

    def lit_text(self) -> str:
        """The lit line whole."""
        from buckram_tui.screens.bindery.binder_acts import lit_words

        return lit_words(self)

    # What is lit

    def lit_binder(self) -> Binder:
        """The lit binder, or the one whose sheet or titles are in front. Raises Refused."""
        if self._mode in {"sheet", "titles"} and self.of is not None:
            return self.of
        if self._mode == "without" or not self._binders:
            raise Refused("No binder is lit.", "A on the list of binders adds one.")
        return self._binders[self.rows().cursor]

    def lit_line(self) -> SheetLine | None:
        """The lit line of the sheet."""
        at = self.rows().cursor
        return self._lines[at] if self._mode == "sheet" and at < len(self._lines) else None

    def lit_bound(self) -> BoundLine | None:
        """The lit title of a binder."""
        at = self.rows().cursor
        return self._bound[at] if self._mode == "titles" and at < len(self._bound) else None

    def lit_unbound(self) -> Unbound | None:
        """The lit title without a pattern."""
        at = self.rows().cursor
        return self._unbound[at] if self._mode == "without" and at < len(self._unbound) else None

    def _of_titles(self) -> list[OfTitle]:
        """The titles of the list in front, in its order."""
        if self._mode == "titles":
            return [(one.title_id, one.copy_id) for one in self._bound]
        return [(one.title_id, None) for one in self._unbound]

    def marked(self) -> list[int]:
        """The marked titles, else the lit one: their versions, or title ids where they have none."""
        rows = self.rows()
        marks = rows.marks or ((rows.lit.key,) if rows.lit else ())
        there = {row.binding_id for row in self._bound} | {row.title_id for row in self._unbound}
        return [key for key in marks if isinstance(key, int) and key in there]

    def unmark(self) -> None:
        """What was marked is done."""
        self.rows().unmark(self.rows().marks)

    # Keys

    async def action_change(self) -> None:
        """Enter: the lit thing."""
        from buckram_tui.screens.bindery import binder_acts as acts

        if self._mode in {"titles", "without"}:
            await self.action_pattern()
        elif self._mode == "sheet":
            acts.change(self)
        elif self._binders:
            self.open_sheet(self.lit_binder())

    def open_sheet(self, binder: Binder) -> None:
        """The sheet of a binder."""
        self.of, self._part = binder, ""
        self.in_front("sheet")
        self.refresh_all()
        self.rows().light(0)

    def light_adding(self, kind: str) -> None:
        """Light the line of the sheet that adds a price or a colour."""
        at = [n for n, one in enumerate(self._lines) if one.kind == kind and one.row is None]
        if self._mode == "sheet" and at:
            self.rows().light(at[0])

    async def action_do(self, what: str) -> None:
        """The letters that do one thing to what is lit or marked."""
        from buckram_tui.screens.bindery.binder_acts import ACTS

        await self.run_act(lambda: ACTS[what](self))

    def action_titles(self) -> None:
        """I: the titles of the lit binder."""
        if self._mode in {"binders", "sheet"}:
            self._show_titles("titles", self.lit_binder())

    def action_without(self) -> None:
        """Q: the titles without a pattern."""
        if self._mode != "without":
            self._show_titles("without", self.of)

    def _show_titles(self, mode: str, of: Binder | None) -> None:
        self.of, self._words = of, ()
        self.in_front(mode)
        self.unmark()
        self.news("")
        self.refresh_all()
        self.rows().light(0)

    def action_every(self) -> None:
        """E."""
        if self._mode in {"titles", "without"}:
            bound = [one.binding_id for one in self._bound]
            self.mark_every(bound if self._mode == "titles" else [one.title_id for one in self._unbound])

    async def action_pattern(self) -> None:
        """B: the pattern of the lit title; Left and Right there go through this list."""
        from buckram_tui.screens.bindery.pattern import open_pattern

        of = self._of_titles() if self._mode in {"titles", "without"} else []
        if not of:
            self.news("No title is lit: I shows the titles of a binder, Q those without one.", Level.LOOK)
            return
        await open_pattern(self, *of[self.rows().cursor], among=of)

    def action_only(self) -> None:
        """F."""
        if self._mode == "sheet":
            if self._part:
                self._only_part("")
            else:
                self._offer_parts()
        elif self._mode in {"titles", "without"}:
            self.ask("Words of the title (nothing: all)", self._only_words)

    def _offer_parts(self) -> None:
        # In the order of the sheet, and by their own letters: P is for prices, whatever else there is.
        parts = list(dict.fromkeys(one.part for one in self._every_line))
        self.choose(
            "Which part of the sheet?",
            [
                Option(letter, part, "", partial(self._only_part, part))
                for letter, part in zip(lettered(parts), parts, strict=True)
            ],
        )

    def _only_part(self, part: str) -> None:
        self._part = part
        self.news("")
        self.refresh_all()
        self.rows().light(0)

    def _only_words(self, text: str) -> str:
        from buckram.identify import fold

        self._words = fold(text).split()
        self.unmark()
        self.refresh_all()
        self.rows().light(0)
        return ""

    def done(self, said: str) -> str:
        """An act was done: it is shown, and its sentence said."""
        self.refresh_all()
        return said

    async def action_open(self) -> None:
        """O: the card of the lit title."""
        of = self._of_titles() if self._mode in {"titles", "without"} else []
        if not of:
            self.news("No title is lit.", Level.LOOK)
            return
        title_id = of[self.rows().cursor][0]
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(title_id, None)

    def table(self) -> Table:
        """The list in front."""
        from buckram_tui.screens.bindery.binder_acts import table

        return table(self, self._binders, self._lines, self._bound, self._unbound)

    def file_name(self) -> str:
        """binders, or what is in front."""
        return "binders" if self._mode == "binders" else f"binder-{self._mode}"

    async def action_back(self) -> None:
        """Esc: back to the binders, then home."""
        self.news("")
        if self._mode == "binders":
            await super().action_back()
            return
        self.unmark()
        self.in_front("binders")
        self.of = None
        self.refresh_all()
