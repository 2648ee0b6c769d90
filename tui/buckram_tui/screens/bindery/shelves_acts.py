"""What is done at the shelves: entered, changed, said what they begin with, planned."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram_tui.screens.bindery.shelves_lists import ShelfLists
from buckram_tui.terminal.outcomes import Submit
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.bindery.shelf_space import Line
    from buckram.storage.bindery.shelves import Shelf

_LETTERS = "bcdefghijklmnopqrstuvwxyz"


class ShelfActs(ShelfLists):
    """Every act on shelves and plans."""

    # Shelves

    def action_add(self) -> None:
        """A: shelves, many in a line."""
        from buckram.desk.bindery.shelves import add_shelves

        def answered(text: str) -> str:
            told = add_shelves(self.desk, text, self.location)
            self.view = "shelves"
            self.refresh_all()
            return f"{told} ^Z takes it back."

        example = "1A-6E x 35 in" if self.location is not None else "STK 1A-6E x 35 in"
        self.ask(f"Shelves, such as {example}", answered, hint=partial(_read, inches=self.inches))

    def action_change(self) -> None:
        """C: width or code."""
        chosen = self.chosen_shelves()
        what = chosen[0].code if len(chosen) == 1 else f"{len(chosen)} shelves"
        options = [Option("w", "width", "Of all that are chosen.", lambda: self._ask_width(chosen, what))]
        if len(chosen) == 1:
            options.append(Option("c", "code", "As its label has it.", lambda: self._ask_code(chosen[0])))
        self.choose(f"Change what of {what}?", options)

    def _ask_width(self, chosen: list[Shelf], what: str) -> None:
        from buckram.desk.bindery.shelves import change_width
        from buckram.rules.bindery.measure import told_length

        draft = told_length(chosen[0].width, inches=self.inches)
        self._asked(f"Width of {what}", lambda text: change_width(self.desk, chosen, text), draft)

    def _ask_code(self, shelf: Shelf) -> None:
        from buckram.desk.bindery.shelves import rename

        self._asked(f"Code of {shelf.code}", lambda text: rename(self.desk, shelf, text), shelf.code)

    def action_reorder(self) -> None:
        """R: before another shelf."""
        from buckram.desk.bindery.shelves import move

        chosen = self.chosen_shelves()
        self._asked(
            "Before which shelf (its code; empty: at the end)", lambda text: move(self.desk, chosen, text)
        )

    async def action_take_away(self) -> None:
        """X."""
        from buckram.desk.bindery.shelves import remove

        chosen = self.chosen_shelves()
        await self.run_act(lambda: f"{remove(self.desk, chosen)} ^Z takes it back.")
        self.refresh_all()

    def _asked(self, question: str, does: Callable[[str], str], draft: str = "") -> None:
        def answered(text: str) -> str:
            told = does(text)
            self.refresh_all()
            return f"{told} ^Z takes it back."

        self.ask(question, answered, draft)

    # What a shelf begins with

    async def take_scan(self, scan: Submit) -> None:
        """A volume stands first on the lit shelf; elsewhere its title is lit. All else is checked in."""
        from buckram.desk.bindery.shelves import begin_with_volume, volume_of

        volume = volume_of(self.desk.library, scan.text)
        if volume is None:
            await super().take_scan(scan)
            return
        shelf = self.lit_shelf()
        if shelf is not None:
            self.close_menu()
            self.close_entry()
            at = self.rows().cursor
            await self.run_act(lambda: begin_with_volume(self.desk, shelf.shelf, volume))
            self.refresh_all()
            self.rows().light(at + 1)
            return
        at = next((n for n, one in enumerate(self.titles) if one.title_id == volume.title_id), -1)
        if self.view != "titles" or at < 0:
            self.order, self.location = "shelf", None
            self.view = "titles"
            self.make_lists()
            at = next((n for n, one in enumerate(self.titles) if one.title_id == volume.title_id), 0)
        self.show_view("titles", at)
        self.news(volume.name)

    def action_begins(self) -> None:
        """G: by call number or title."""
        from buckram.desk.bindery.shelves import forget, say_empty
        from buckram.desk.bindery.shelves_filled import typed_line

        lit = self.one_shelf()
        found = self.found
        assert found is not None
        lines = [one for one in found.lines if one.location_id == lit.shelf.location_id]

        def answered(text: str) -> str | None:
            word = text.strip().lower()
            if word in {"", "empty"}:
                told = (say_empty if word else forget)(self.desk, [lit.shelf])
                self.refresh_all()
                return told
            line = typed_line(lines, text)
            if line is None:
                raise Refused(f"Nothing here is called {text.strip()}.", "Type a call number or a title.")
            return self._offer_volumes(lit.shelf, line)

        self.ask(
            f"{lit.shelf.code} begins with (call number, title, the word empty; nothing: not known)", answered
        )

    def _offer_volumes(self, shelf: Shelf, line: Line) -> str | None:
        bound = [block for block in line.run.blocks if block.volume_id is not None]
        if len(bound) < 2:
            return self._begin(shelf, line, None)
        options = [Option("a", "the first of it", "", lambda: self._begin(shelf, line, None))]
        letters = iter(_LETTERS)
        options += [
            Option(next(letters, ""), one.label, "", partial(self._begin, shelf, line, one.volume_id))
            for one in bound[1:]
        ]
        self.choose(f"With which volume of {line.name}?", options)
        return None

    def _begin(self, shelf: Shelf, line: Line, volume_id: int | None) -> str:
        from buckram.desk.bindery.shelves import begin_with_title, begin_with_volume
        from buckram.storage.bindery import volumes

        if volume_id is None:
            told = begin_with_title(self.desk, shelf, line.title_id, line.copy_id)
        else:
            told = begin_with_volume(self.desk, shelf, volumes.get(self.desk.library, volume_id))
        at = self.rows().cursor
        self.refresh_all()
        self.rows().light(at + 1)
        return told

    # The plan

    def action_space(self) -> None:
        """D: how much is left empty."""
        from buckram.rules.bindery.shelves_typed import typed_wish

        def answered(text: str) -> str:
            self.wish = typed_wish(text)
            self.show_view("plan", 0)
            return self.planned.told if self.planned else self.why_no_plan

        self.ask("Leave empty: 3 years (behind each title), 20 % (of each shelf), even, none", answered)

    def action_stretch(self) -> None:
        """S: which shelves."""

        def answered(text: str) -> str:
            first, _, last = text.replace(" ", "").partition("-")
            self.stretch = (first, last or first)
            self.show_view("plan", 0)
            if self.planned is None:
                why, self.stretch = self.why_no_plan, ("", "")
                self.relist()
                raise Refused(why)
            return self.planned.told

        self.ask("Which shelves: 1A-3E; empty: all of the location", answered)

    def ask_done(self) -> None:
        """Enter in the plan: the shift is done."""
        from buckram.desk.bindery.shift_plan import carry_out

        planned = self.planned
        if planned is None:
            raise Refused(self.why_no_plan or "There is no plan.")

        def done() -> str:
            told = carry_out(self.desk, planned)
            self.refresh_all()
            return f"{told} ^Z takes it back."

        self.choose(
            f"Does everything at {planned.location} stand as planned now?",
            [
                Option("d", "done", "The shelves begin as the plan says.", done),
                Option("n", "not yet", "Nothing changes. W prints the list.", lambda: None),
            ],
        )

    # The title

    async def action_open(self) -> None:
        """O: the title's card."""
        title_id = self.one_line().title_id
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(title_id, None)

    async def action_pattern(self) -> None:
        """B: the binding pattern; Esc there comes back here."""
        from buckram_tui.screens.bindery.pattern import open_pattern

        line = self.one_line()
        among = [(one.title_id, one.copy_id) for one in self.titles]
        await open_pattern(self, line.title_id, line.copy_id, list(dict.fromkeys(among)))


def _read(text: str, *, inches: bool) -> str:
    from buckram.rules.bindery.measure import told_length
    from buckram.rules.bindery.shelves_typed import typed_shelves

    try:
        typed = typed_shelves(text, inches=inches)
    except Refused:
        return "Location, codes, x, width: STK 1A-6E x 35 in"
    codes = typed.codes
    shown = ", ".join(codes) if len(codes) < 8 else f"{', '.join(codes[:3])} ... {codes[-1]}"
    return f"{len(codes)} shelves of {told_length(typed.width, inches=inches)}: {shown}"
