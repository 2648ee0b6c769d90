"""The batch builder's lots, filters and paper."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from string import digits
from typing import TYPE_CHECKING

from buckram.desk.bindery.lots_made import KINDS
from buckram.errors import Refused
from buckram_tui.screens.bindery.builder_base import BuilderBase
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buckram.desk.bindery.batch import Filters, Line
    from buckram.exchange.bindery.pull_slip import PullSlip
    from buckram.storage.bindery.binders import Binder

_BINDERS = "abcdefghijklmopqrstuvwxyz"
"""Letters for binders in a menu that has N for something else."""


class BuilderLots(BuilderBase):
    """Which lot is built, what of the list is shown, and what of it goes to paper."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._slip: PullSlip | None = None

    @property
    def slip_wanted(self) -> bool:
        """The pull slip is asked for, and not the list."""
        return self._slip is not None

    # Lots

    def action_lot(self) -> None:
        """L: another lot that is being built, or a new one."""
        from buckram.storage.bindery import binders, lots

        library = self.desk.library
        building = lots.in_states(library, ("building",))
        options = [
            Option(
                digit,
                f"{lot.number} {lot.binder}",
                f"{lot.units} unit{'' if lot.units == 1 else 's'}, {lot.kind}"
                f"{', rush' if lot.service == 'rush' else ''}, begun by {lot.made_by}",
                partial(self._take, lot.id),
            )
            for digit, lot in zip(digits[1:], building, strict=False)
        ]
        known = [binder for binder in binders.known(library) if binder.active]
        if not known:
            raise Refused("No binder is known yet.", "F9 N makes one; a lot goes to a binder.")
        options += [
            Option(
                letter,
                "new lot" if len(known) == 1 else f"new, {binder.name}",
                f"Begin a lot for {binder.name}.",
                partial(self._kind_of_lot, binder),
            )
            for letter, binder in zip("n" if len(known) == 1 else _BINDERS, known, strict=False)
        ]
        self.choose("Which lot is built?", options)

    def _take(self, lot_id: int) -> str:
        self.take_lot(lot_id)
        return f"Lot {self.building().number} for {self.building().binder}."

    def _kind_of_lot(self, binder: Binder) -> None:
        def options(letters: str, service: str, days: int) -> list[Option]:
            rush = ", rush" if service == "rush" else ""
            return [
                Option(
                    letter,
                    f"{kind}{rush}",
                    f"Back in {days} days.",
                    partial(self._begin, binder, kind, service),
                )
                for letter, kind in zip(letters, KINDS, strict=True)
            ]

        self.choose(
            f"What goes to {binder.name}?",
            [*options("pbmc", "standard", binder.turn_days), *options("1234", "rush", binder.rush_days)],
        )

    def _begin(self, binder: Binder, kind: str, service: str) -> str:
        from buckram.desk.bindery.lots_made import begin_lot

        lot = begin_lot(self.desk, binder.id, kind, service)
        self.take_lot(lot.id)
        return f"Lot {lot.number} for {lot.binder} is being built. Enter puts the lit unit in."

    # Filters

    def action_filter(self) -> None:
        """F: by what the list is narrowed."""
        now = self._filters_now()
        self.choose(
            "What of the list?",
            [
                Option("a", "all", "All that is due.", lambda: self._narrow(None)),
                Option(
                    "c",
                    "called",
                    "Only what was called to bind.",
                    lambda: self._narrow(replace(now, called=True)),
                ),
                Option("p", "place", "Only one place.", self._by_place),
                Option("b", "binder", "Only one binder's.", self._by_binder),
                Option("w", "why", "Only what is due for one reason.", self._by_reason),
                Option("t", "title", "Only titles with one first letter.", self._by_letter),
                Option(
                    "s",
                    "still to come",
                    "Also what is still forming, and what waits." if not now.unripe else "Only what is due.",
                    lambda: self._narrow(replace(now, unripe=not now.unripe)),
                ),
            ],
        )

    def _filters_now(self) -> Filters:
        from buckram.desk.bindery.batch import Filters

        return self._filters or Filters()

    def _narrow(self, filters: Filters | None) -> None:
        self._filters = filters
        self._lot_only = False
        self.show_lines()
        self.rows().light(0)

    def _by_place(self) -> None:
        names = [line.location for line in self._without(location="")]
        self.offer_filter("Which place?", names, lambda name: self._only(location=name))

    def _by_binder(self) -> None:
        names = [line.binder for line in self._without(binder="")]
        self.offer_filter("Which binder?", names, lambda name: self._only(binder=name))

    def _by_reason(self) -> None:
        from buckram.desk.bindery.batch import reason

        names = [reason(line) for line in self._without(why="")]
        self.offer_filter("Due for which reason?", names, lambda name: self._only(why=name))

    def _by_letter(self) -> None:
        names = [line.sort_name[:1].upper() for line in self._without(letter="")]
        self.offer_filter("Which letter?", names, lambda name: self._only(letter=name))

    def _without(self, **what: str) -> Sequence[Line]:
        """The lines as they would be without one of the filters: another place can be chosen then."""
        return self.offered.shown(replace(self._filters_now(), **what))  # type: ignore[arg-type]

    def _only(self, **what: str) -> None:
        self._narrow(replace(self._filters_now(), **what))  # type: ignore[arg-type]

    # Paper

    def action_print(self) -> None:
        """P: the pull slip of what is marked, or of the whole lot."""
        from buckram.desk.bindery.pulling import slip

        marked = self.marked_lines()
        lines = marked or [line for line in self.offered.lines if line.in_lot]
        found = [line.unit for line in lines if line.unit is not None]
        self._slip = slip(self.desk, self._lot, found)
        self.choose(
            f"Pull slip: {self._slip.told}. Where shall it go?",
            [
                Option("p", "printer", "To the printer of lists.", self._print_slip),
                Option("t", "text", "To a text file.", lambda: self._ask_name("txt")),
                Option("d", "PDF", "To a PDF file.", lambda: self._ask_name("pdf")),
                Option(
                    "c", "spreadsheet", "To a CSV file, a line for each piece.", lambda: self._ask_name("csv")
                ),
            ],
        )

    def _print_slip(self) -> str:
        from buckram.desk.printing import print_list
        from buckram.exchange.bindery.pull_slip import slip_text

        assert self._slip is not None
        said = print_list(self.desk, self._slip.heading, slip_text(self._slip))
        self.desk_app.print_waiting()
        return said

    def action_write(self) -> None:
        """W: the list as it is shown."""
        self._slip = None
        super().action_write()

    def in_form(self, name: str) -> bytes:
        """A file of the slip, or of the list."""
        from buckram.exchange.bindery.pull_slip import slip_pdf, slip_table, slip_text
        from buckram.exchange.lists import in_form

        if self._slip is None:
            return super().in_form(name)
        if name.lower().endswith(".pdf"):
            return slip_pdf(self._slip)
        if name.lower().endswith(".txt"):
            return slip_text(self._slip).encode()
        return in_form(slip_table(self._slip), name)
