"""The binding pattern of a title: every field in sight by scrolling, changed, copied, compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.bindery.pattern_rows import (
    DIFFERENCE_COLUMNS,
    FIELD_COLUMNS,
    LIKE_COLUMNS,
    VERSION_COLUMNS,
)
from buckram_tui.keys import BINDING, EVERYWHERE, bar, bindings
from buckram_tui.screens.base import DeskScreen, hidden
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.pattern_sheet import Difference, Like, Sheet
    from buckram.exchange.lists import Table
    from buckram.storage.bindery.bindings import Binding

OfTitle = tuple[int, int | None]
"""A title, and one of its copies where that has a pattern of its own."""

NOTHING = "Enter: a first guess from the record. C: copied from a like title."


async def open_pattern(
    screen: DeskScreen, title_id: int, copy_id: int | None = None, among: Sequence[OfTitle] = ()
) -> None:
    """Open the binding pattern of a title from another screen; Esc goes back there.

    copy_id: of this copy, which may have its own. among: the list that it was lit in, for Left and Right.
    """
    back = screen.name or "check-in"
    await screen.desk_app.go("binding")
    cast("Pattern", screen.desk_app.screen).show_title((title_id, copy_id), among, back)


class Pattern(ListScreen):
    """Four lists, one in front: the fields, the titles to copy from, the versions, one of them compared."""

    HEADING = "Binding pattern"
    PLACES = (BINDING,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(BINDING)
    EXPLAINS = """
    How a title is bound, line by line: what is bound as one and when, what stands on the spine, cover,
    collation, construction, instructions. Enter changes the lit line: yes and no at once, a choice from a
    menu by its letter, the rest is typed. A * stands where the title has not what its binder's titles
    commonly have; F shows only those, Y puts the lit one back to the usual.

    A title of which nothing is said begins with a first guess: the title in lines of at most 20 letters,
    the unit by its frequency and captions. Last bound volume says up to where it is bound already: what is
    older than last year is taken to be, until you say otherwise, so that old volumes are not all due at
    once. C copies from another title, the likest first: not its title, number, history or last volume, and
    its unit only where both come as often.

    A version that a ticket was made from stays as it is; the next change makes a new one. R shows the
    versions, Enter there what is otherwise, C takes it back. A gives a copy a pattern of its own. T draws
    the spine of the volume that comes next, beside the last.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self.of: OfTitle | None = None
        self._among: Sequence[OfTitle] = ()
        self._at = 0
        self._back = "check-in"
        self._mode = "fields"
        self._shown: Sheet | None = None
        self._names: Sequence[str] = ()
        self._only_own = False
        self._every_like: Sequence[Like] = ()
        self._likes: Sequence[Like] = ()
        self._compared: Sequence[Difference] = ()
        self._version: Binding | None = None

    def body(self) -> Iterator[Widget]:
        """The head, and four lists of which one is in front."""
        head = Lines(id="head")
        head.styles.height = 3
        yield head
        yield Rows(FIELD_COLUMNS, self._field_rows, lambda: len(self._names), empty=NOTHING, id="fields")
        none = "No title answers to that. F asks for other words."
        likes = Rows(LIKE_COLUMNS, self._like_rows, lambda: len(self._likes), empty=none, id="likes")
        yield hidden(likes)
        yield hidden(Lines(id="spine"))
        yield hidden(Rows(VERSION_COLUMNS, self._version_rows, self._version_count, id="versions"))
        yield hidden(
            Rows(
                DIFFERENCE_COLUMNS,
                self._difference_rows,
                lambda: len(self._compared),
                empty="It says the same as what holds now.",
                id="compared",
            )
        )
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The list in front; under the spine: the fields."""
        return self.query_one("#fields" if self._mode == "spine" else f"#{self._mode}", Rows)

    @property
    def sheet(self) -> Sheet:
        """What is shown. Raises Refused while no title is."""
        if self._shown is None:
            raise Refused("No title is in hand.", "Open it from its card: O, then B.")
        return self._shown

    @property
    def binding(self) -> Binding:
        """The version that is shown. Raises Refused where nothing is said yet."""
        if self.sheet.binding is None:
            raise Refused("Nothing is said yet of how it is bound.", "Enter makes a first guess.")
        return self.sheet.binding

    def keys(self) -> Sequence[Key]:
        """What most titles need, first."""
        back = (EVERYWHERE, "back")
        if self._mode == "likes":
            return [("Enter", "copy from it"), ("F", "by words"), *bar(back)]
        if self._mode in {"versions", "compared"}:
            enter = [("Enter", "compare")] if self._mode == "versions" else []
            return [*enter, ("C", "take it back"), *bar(back)]
        if self._mode == "spine":
            return [("T", "fields"), *bar((BINDING, "next title"), back)]
        first = ("change", "copy", "spine", "as usual", "next title", "only own", "versions", "copies")
        words = (*first, "note", "bound no more", "open", "write")
        return bar(*((BINDING, word) for word in words), (EVERYWHERE, "undo"), back)

    def heading(self) -> str:
        """Of which title of the list it was opened from."""
        if self._mode == "likes":
            count = len(self._likes)
            return f"{super().heading()}  copy from: {count} title{'' if count == 1 else 's'}"
        if self._mode == "compared" and self._version:
            return f"{super().heading()}  version {self._version.number} and what holds now"
        return super().heading()

    def show_title(self, of: OfTitle, among: Sequence[OfTitle] = (), back: str = "check-in") -> None:
        """Show the pattern of a title, or of one copy where that has its own. among: for Left and Right."""
        from buckram.storage.bindery.bindings import for_copy

        title_id, copy_id = of
        own = for_copy(self.desk.library, title_id, copy_id)
        self.of = (title_id, own.copy_id if own else None)
        self._among, self._back = tuple(among), back
        self._at = among.index(of) if of in among else 0
        # Spines are leafed through as fields are.
        self.in_front("spine" if self._mode == "spine" and own else "fields")
        self.refresh_all()
        self.rows().light(0)

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.bindery.pattern_sheet import sheet
        from buckram.storage.titles import exists
        from buckram_tui.bindery.pattern_rows import shown_lines

        if not self.is_mounted or self.of is None or not exists(self.desk.library, self.of[0]):
            return
        self._shown = shown = sheet(self.desk.library, *self.of)
        self._names = shown_lines(shown, only_own=self._only_own) if shown.binding else ()
        if self._mode == "compared":
            self._compare()
        elif self._mode == "spine":
            self._draw()
        self.rows().reload()
        self._show_head()
        self.show_heading()
        self.show_whole()

    def _draw(self) -> None:
        from buckram_tui.bindery.pattern_rows import spine_lines

        glyphs = self.rows().look.glyphs
        lines = spine_lines(self.desk.library, self.sheet, glyphs, self.size.width, self.size.height - 8)
        self.query_one("#spine", Lines).show(lines)

    def _show_head(self) -> None:
        from buckram_tui.bindery.pattern_rows import head_lines

        at = f"{self._at + 1} of {len(self._among)}" if self._among else ""
        self.query_one("#head", Lines).show(head_lines(self.sheet, at, self.size.width))

    def on_resize(self) -> None:
        """The head wraps to the window."""
        if self._shown:
            self.call_after_refresh(self._show_head)

    def in_front(self, mode: str) -> None:
        """Bring a list, or the spine, to the front."""
        self._mode = mode
        for one in ("fields", "spine", "likes", "versions", "compared"):
            self.query_one(f"#{one}").set_class(one != mode, "gone")
        self.query_one("#whole").set_class(mode == "spine", "gone")
        self.set_focus(None if mode == "spine" else self.rows())
        self.show_keys()
        self.show_heading()

    # What is shown

    def _field_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram_tui.bindery.pattern_rows import field_rows

        return field_rows(self.sheet, self._names, offset, limit)

    def _like_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram_tui.bindery.pattern_rows import like_rows

        return like_rows(self._likes[offset : offset + limit])

    def _version_count(self) -> int:
        return len(self._shown.versions) if self._shown else 0

    def _version_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram_tui.bindery.pattern_rows import version_rows

        return version_rows(self.desk, self.sheet)[offset : offset + limit]

    def _difference_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram_tui.bindery.pattern_rows import difference_rows

        return difference_rows(self._compared[offset : offset + limit])

    def lit_text(self) -> str:
        """The lit line whole, and what it is about."""
        from buckram_tui.screens.bindery.pattern_acts import lit_words

        return lit_words(self)

    def lit_name(self) -> str:
        """The name of the lit line, "" where there is none."""
        at = self.rows().cursor
        return self._names[at] if self._mode == "fields" and at < len(self._names) else ""

    def lit_other(self) -> Like | Difference | None:
        """The lit title to copy from, or the lit field of the comparison."""
        at = self.rows().cursor
        there: Sequence[Like | Difference] = ()
        if self._mode == "likes":
            there = self._likes
        elif self._mode == "compared":
            there = self._compared
        return there[at] if at < len(there) else None

    def light_line(self, name: str) -> None:
        """Light a line by its name, also where it was left out."""
        if name not in self._names:
            self._only_own = False
            self.refresh_all()
        if name in self._names:
            self.rows().light(self._names.index(name))

    # Keys

    def action_spine(self) -> None:
        """T: the spine in the place of the fields; again: back."""
        if self._mode in {"fields", "spine"} and self.binding:
            self.in_front("fields" if self._mode == "spine" else "spine")
            self.refresh_all()

    def action_change(self) -> None:
        """Enter: the lit thing."""
        from buckram_tui.screens.bindery import pattern_acts as acts

        if self._mode == "likes":
            acts.take_like(self)
        elif self._mode == "versions":
            self._version = self.sheet.versions[self.rows().cursor]
            self._compare()
            self.in_front("compared")
            self.rows().reload(0)
        elif self._mode == "compared":
            self.news("C takes all of this version back; Esc goes back.", Level.LOOK)
        elif self._mode == "spine":
            self.news("T shows the lines again: Enter changes them there.", Level.LOOK)
        elif self._mode == "fields":
            acts.begin(self) if self.sheet.binding is None else acts.change(self, self.lit_name())

    def _compare(self) -> None:
        from buckram.desk.bindery.pattern_sheet import differences

        if self._version is not None:
            self._compared = differences(self.desk.library, self._version, self.binding)

    def action_copy(self) -> None:
        """C: from a like title; in the versions: from the lit one."""
        from buckram.desk.bindery.pattern_sheet import likes
        from buckram_tui.screens.bindery import pattern_acts as acts

        if self._mode == "versions":
            self._version = self.sheet.versions[self.rows().cursor]
        if self._mode in {"versions", "compared"} and self._version is not None:
            acts.take_version(self, self._version)
            return
        self._every_like = self._likes = likes(self.desk.library, self.sheet.title.id)
        if not self._likes:
            raise Refused("No other title has a pattern yet.")
        self.in_front("likes")
        self.rows().reload(0)

    def action_only(self) -> None:
        """F: only what is not the usual, or all; among the titles to copy from: by words."""
        if self._mode == "likes":
            self.ask("Words of the title, publisher or binder (nothing: all)", self._narrow)
        elif self._mode == "fields":
            name = self.lit_name()
            self._only_own = not self._only_own
            self.refresh_all()
            self.rows().light(self._names.index(name) if name in self._names else 0)
            self.news("Only what is not the usual. F shows every line." if self._only_own else "")

    def _narrow(self, text: str) -> str:
        from buckram_tui.bindery.pattern_rows import answers_to

        self._likes = [one for one in self._every_like if answers_to(one, text)]
        self.rows().reload(0)
        self.show_heading()
        return ""

    def action_versions(self) -> None:
        """R: the versions."""
        if self.binding and self._mode == "fields":
            self.in_front("versions")
            self.rows().reload(0)

    def action_turn(self, by: int) -> None:
        """Left, Right: the title before or after in the list that it was opened from."""
        if self._mode not in {"fields", "spine"}:
            return
        at = self._at + by
        if not 0 <= at < len(self._among):
            end = "That was the last title." if by > 0 else "That is the first title."
            self.news(end if self._among else "It was opened alone: F9 N, I or Q shows a list.", Level.LOOK)
            return
        line = self.rows().cursor
        self.show_title(self._among[at], self._among, self._back)
        # The same line of the next title: a column is gone through without an arrow key.
        self.rows().light(line)
        self.news("")

    async def action_do(self, what: str) -> None:
        """The letters that do one thing to the pattern."""
        from buckram_tui.screens.bindery import pattern_acts as acts

        if self._mode == "fields":
            await self.run_act(partial(acts.ACTS[what], self))

    def done(self, binding_said: str) -> str:
        """An act was done: it is shown, and its sentence said."""
        self.refresh_all()
        return binding_said

    async def action_open(self) -> None:
        """O: the card."""
        title_id = self.sheet.title.id
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(title_id, None)

    def table(self) -> Table:
        """The pattern."""
        from buckram.desk.bindery.pattern_sheet import as_table

        return as_table(self.sheet)

    def file_name(self) -> str:
        """binding-pattern."""
        return "binding-pattern"

    async def action_back(self) -> None:
        """Esc: to the versions, to the fields, to where it was opened from."""
        self.news("")
        if self._mode == "fields":
            await self.desk_app.go(self._back)
        else:
            self.in_front("versions" if self._mode == "compared" else "fields")
            self.refresh_all()
