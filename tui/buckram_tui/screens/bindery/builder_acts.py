"""What the batch builder does with a unit: in and out, split, join, add, leave out, pull."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

from buckram.desk.bindery.make_up import Mixes
from buckram.errors import Refused
from buckram.rules.bindery.measure import told_length
from buckram_tui.screens.bindery.builder_lots import BuilderLots
from buckram_tui.widgets.bars import Level
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.bindery.addable import Addable
    from buckram.desk.bindery.batch import Line
    from buckram.desk.bindery.spots import Spot
    from buckram.rules.bindery.breaks import Break

LETTERS = ascii_lowercase + digits


class BuilderActs(BuilderLots):
    """Each key is an act of its own, and the titles that it touched are read again."""

    # Into the lot, and out

    async def action_in_out(self) -> None:
        """Enter: the lit unit goes into the lot, or out of it."""
        line = self.lit_line()
        if self._lot is None:
            self.action_lot()
            return
        await self.run_act(lambda: self._toggle([line], put_in=not line.in_lot))

    async def action_marked(self) -> None:
        """R: all that is marked goes in; in the lot's own list, out."""
        lines = self.marked_lines()
        if not lines:
            raise Refused("Nothing is marked.", "Space marks the lit unit, E every line.")
        wanted = [line for line in lines if line.in_lot is self._lot_only]
        if not wanted:
            raise Refused("All that is marked is in the lot.", "Right shows the lot; R there takes out.")
        await self.run_act(lambda: self._toggle(wanted, put_in=not self._lot_only))
        self.rows().unmark(self.rows().marks)
        self.show_lines()

    def _toggle(self, lines: Sequence[Line], *, put_in: bool) -> str:
        from buckram.desk.bindery import picking

        lot = self.building()
        if not put_in:
            made = [line.unit for line in lines if line.unit is not None]
            return self.changed(lines, picking.take_out(self.desk, lot.id, made))
        text = picking.pick(self.desk, lot.id, [line.what for line in lines])
        if early := [line for line in lines if not line.ready]:
            text += f" Not due yet: {early[0].why}"
        return self.changed(lines, text)

    # Make-up

    def action_split(self) -> None:
        """S: where a reader would look for the break."""
        from buckram.desk.bindery.spots import splits

        line = self.lit_line()
        self._lot_for(line)
        found = splits(self.desk.library, line.what, line.thickness)
        if not found:
            raise Refused(f"{line.label} cannot be split.", "Each part needs a piece.")
        self.choose(
            f"Split {line.label} where?",
            [
                Option(letter, f"after {one.number}", self._parts(one), partial(self._split, line, one.after))
                for letter, one in zip(LETTERS, found, strict=False)
            ],
        )

    def _parts(self, one: Break) -> str:
        parts = [
            f"{count} piece{'' if count == 1 else 's'}, {told_length(thick, inches=self._inches)}"
            for count, thick in ((one.first, one.first_thickness), (one.second, one.second_thickness))
        ]
        why = f"{one.nature.words.capitalize()}: " if one.nature.words else ""
        return f"{why}{' and '.join(parts)}."

    def _split(self, line: Line, after: int) -> str:
        from buckram.desk.bindery.make_up import split

        return self.changed([line], split(self.desk, line.what, after, self._lot_for(line)))

    def action_join(self) -> None:
        """J: with the unit of the same copy before or after it."""
        line = self.lit_line()
        self._lot_for(line)
        of_copy = [
            one
            for one in self.offered.lines
            if one.title_id == line.title_id and one.what.copy_id == line.what.copy_id
        ]
        at = next(n for n, one in enumerate(of_copy) if one.key == line.key)
        beside = [
            (letter, word, of_copy[n])
            for letter, word, n in (("n", "next", at + 1), ("p", "before", at - 1))
            if 0 <= n < len(of_copy)
        ]
        if not beside:
            raise Refused(f"Nothing to join {line.label} with.", "A adds a piece of a title before or after.")
        self.choose(
            f"Join {line.label} with which?",
            [
                Option(letter, word, f"{one.label}, {one.state}.", partial(self._join, line, one))
                for letter, word, one in beside
            ],
        )

    def _join(self, line: Line, other: Line, *, insist: bool = False) -> str | None:
        from buckram.desk.bindery.make_up import join

        try:
            told = join(self.desk, line.what, other.what, self._lot_for(line), insist=insist)
        except Mixes as problem:
            self.choose(
                problem.sentence,
                [
                    Option("n", "no", "They stay two units.", lambda: "They stay two units."),
                    Option(
                        "j", "join", "They are bound as one all the same.", partial(self._insist, line, other)
                    ),
                ],
            )
            self.desk_app.look_up(problem.sentence, Level.LOOK)
            return None
        return self.changed([line], told)

    def _insist(self, line: Line, other: Line) -> str | None:
        return self._join(line, other, insist=True)

    def action_add(self) -> None:
        """A: a supplement, an index, an issue before or after it, one of another title."""
        from buckram.desk.bindery.addable import addable

        line = self.lit_line()
        self._lot_for(line)
        found = addable(self.desk.library, line.what)
        if not found:
            raise Refused(
                f"There is nothing to add to {line.label}.",
                "Check it in first: an index is added to the card (F2, A).",
            )
        self.choose(
            f"What belongs to {line.label} too?",
            [
                Option(letter, one.words, "", partial(self._add_as, line, one))
                for letter, one in zip(LETTERS, found, strict=False)
            ],
        )

    def _add_as(self, line: Line, more: Addable) -> str | None:
        if more.place.role != "index" or more.said:
            return self._add(line, more, "")
        self.choose(
            f"What is {more.place.label}?",
            [
                Option(letter, role, "", partial(self._add, line, more, role))
                for letter, role in (("i", "index"), ("t", "title page"), ("c", "contents"))
            ],
        )
        return None

    def _add(self, line: Line, more: Addable, role: str) -> str:
        from buckram.desk.bindery.make_up import add

        return self.changed([line], add(self.desk, line.what, more, self._lot_for(line), role))

    def action_leave_out(self) -> None:
        """X: a piece stays out."""
        from buckram.desk.bindery.make_up import leave_out
        from buckram.desk.bindery.spots import spots

        line = self.lit_line()
        self._lot_for(line)

        def out(spot: Spot) -> str:
            return self.changed([line], leave_out(self.desk, line.what, spot.issue_id, self._lot_for(line)))

        self._which(spots(self.desk.library, line.what), f"What stays out of {line.label}?", out)

    def _which(self, found: Sequence[Spot], question: str, chosen: Callable[[Spot], str | None]) -> None:
        """Let one of these places be chosen: by a letter, or by its number where they are too many."""
        if len(found) <= len(LETTERS):
            self.choose(
                question,
                [
                    Option(
                        letter,
                        spot.label,
                        spot.cause or ("" if not spot.gap else "gap"),
                        partial(chosen, spot),
                    )
                    for letter, spot in zip(LETTERS, found, strict=False)
                ],
            )
            return

        def typed(text: str) -> str | None:
            wanted = "".join(c for c in text if c.isdigit())
            same = [spot for spot in found if "".join(c for c in spot.number if c.isdigit()) == wanted]
            if not wanted or len(same) != 1:
                raise Refused(
                    f"“{text.strip()}” is no number of this unit.", "Type it as its box has it: 14."
                )
            return chosen(same[0])

        self.ask(f"{question} (number, as its box has it)", typed)

    async def action_urgent(self) -> None:
        """U: it is urgent, or is so no longer."""
        from buckram.desk.bindery.make_up import urgent

        line = self.lit_line()
        lot_id = self._lot_for(line)
        await self.run_act(lambda: self.changed([line], urgent(self.desk, line.what, lot_id)))

    def action_note(self) -> None:
        """N: a note, which the binder sees too."""
        from buckram.desk.bindery.make_up import note

        line = self.lit_line()
        lot_id = self._lot_for(line)
        draft = line.unit.note if line.unit else ""
        self.ask(
            f"Note on {line.label}, for the binder too",
            lambda text: self.changed([line], note(self.desk, line.what, text, lot_id)),
            draft,
        )

    def _lot_for(self, line: Line) -> int | None:
        """The lot that a unit which is only due is picked into. Raises Refused where none is built."""
        return self.building().id if line.due is not None else None

    # At the shelf

    async def action_pulled(self) -> None:
        """G: what is marked, or the lit unit, was taken off its shelf."""
        marked = self.marked_lines()
        if marked:
            lines = [line for line in marked if line.state == "picked"]
            if not lines:
                raise Refused(
                    "Nothing that is marked waits to be pulled.", "Enter puts a unit into the lot first."
                )
            await self.run_act(lambda: self._pull(lines))
            self.rows().unmark(self.rows().marks)
            self.show_lines()
            return
        line = self.lit_line()
        if line.unit is None or line.state != "picked":
            why = "not in the lot yet" if line.unit is None else f"{line.state} already"
            raise Refused(f"{line.label} is {why}.", "Enter puts it in." if line.unit is None else "")
        self._ask_pulled(line, frozenset())

    def _ask_pulled(self, line: Line, gone: frozenset[int]) -> None:
        """Was all of it there? gone: issues that were not."""
        from buckram.desk.bindery.spots import spots

        there = [spot for spot in spots(self.desk.library, line.what) if not spot.gap]
        names = ", ".join(spot.number or spot.label for spot in there if spot.issue_id in gone)
        options = [Option("y", "all of it", "Every piece was on the shelf.", partial(self._pull, [line]))]
        if gone:
            options = [
                Option("l", "lost", "They are gaps; they are looked for.", partial(self._pull, [line], gone)),
                Option(
                    "m",
                    "missing",
                    "They are gone for good: the card says missing too.",
                    partial(self._pull, [line], gone, missing=True),
                ),
            ]

        def one_more(spot: Spot) -> None:
            self._ask_pulled(line, gone | {spot.issue_id})

        rest = [spot for spot in there if spot.issue_id not in gone]
        question = "What was not there?"
        options.append(
            Option(
                "n",
                "another one" if gone else "not all",
                "Say what was not there.",
                lambda: self._which(rest, question, one_more),
            )
        )
        said = (
            f"Not on the shelf: {names}." if gone else f"{line.label} is off the shelf. Was all of it there?"
        )
        self.choose(said, options)

    def _pull(
        self, lines: Sequence[Line], gone: frozenset[int] = frozenset(), *, missing: bool = False
    ) -> str:
        from buckram.desk.bindery.pulling import NotFound, pull
        from buckram.storage.bindery import units

        made = [line.unit for line in lines if line.unit is not None]
        not_found = {}
        if gone:
            places = units.pieces(self.desk.library, made[0].id)
            ids = [place.id for place in places if place.issue_id in gone]
            not_found[made[0].id] = NotFound(ids, missing=missing)
        return self.changed(lines, pull(self.desk, made, not_found))

    async def action_put_back(self) -> None:
        """Z: it stands on its shelf again."""
        from buckram.desk.bindery.picking import put_back
        from buckram.desk.bindery.pulling import put_on_shelf

        line = self.lit_line()
        unit = line.unit
        if unit is None:
            raise Refused(f"{line.label} stands on its shelf.", "Only what was pulled goes back.")
        if line.in_lot:
            await self.run_act(lambda: self.changed([line], put_on_shelf(self.desk, [unit])))
        else:
            await self.run_act(lambda: self.changed([line], put_back(self.desk, unit)))

    async def action_open(self) -> None:
        """O: the title's card."""
        line = self.lit_line()
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(line.title_id, None)

    async def action_pattern(self) -> None:
        """B: how the title is bound."""
        from buckram_tui.screens.bindery.pattern import open_pattern

        line = self.lit_line()
        await open_pattern(self, line.title_id, line.what.copy_id)

    async def action_ticket(self) -> None:
        """T: the unit's ticket, or its spine while it has none."""
        from buckram_tui.screens.bindery.tickets import open_ticket

        line = self.lit_line()
        if line.unit is None:
            raise Refused(f"{line.label} is not in the lot yet.", "Enter puts it in.")
        await open_ticket(self, line.unit.id)
