"""What is counted of the shelves, which part of it is in front, and what is lit and chosen there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram_tui.screens.listing import ListScreen

if TYPE_CHECKING:
    from buckram.desk.bindery.shelf_space import Line
    from buckram.desk.bindery.shelves_filled import OnShelf, Range, Space
    from buckram.desk.bindery.shift_plan import Shift, Step
    from buckram.rules.bindery.shift_plan import Wish
    from buckram.storage.bindery.shelves import Shelf


class ShelfLists(ListScreen):
    """The lists, and the lit line of each."""

    def __init__(self, name: str | None = None) -> None:
        from buckram.desk.bindery.shift_plan import THREE_YEARS

        super().__init__(name=name)
        self.view = "titles"
        self.order = "shelf"
        self.inches = True
        self.location: int | None = None
        self.stretch = ("", "")
        self.wish: Wish = THREE_YEARS
        self.found: Space | None = None
        self.titles: Sequence[Line] = ()
        self.shelves: Sequence[OnShelf] = ()
        self.ranges: Sequence[Range] = ()
        self.planned: Shift | None = None
        self.why_no_plan = ""
        self.place_name = ""

    def relist(self) -> None:
        """Show the list in front from what is counted."""
        raise NotImplementedError

    def show_view(self, name: str, at: int | None = None) -> None:
        """Bring a list in front, with a line lit."""
        raise NotImplementedError

    def make_lists(self) -> None:
        """The lists of the location that is chosen; the plan only when it is in front."""
        found, only = self.found, self.location
        if found is None:
            return
        self.place_name = next((one.location for one in found.ranges if one.location_id == only), "")
        self.titles = [one for one in found.lines if only is None or one.location_id == only]
        self.shelves = [one for one in found.shelves if only is None or one.shelf.location_id == only]
        self.ranges = [one for one in found.ranges if only is None or one.location_id == only]
        if self.order != "shelf":
            self.titles = self._sorted(found, self.titles)
        if self.view == "plan":
            self._make_plan(found)

    def _sorted(self, found: Space, lines: Sequence[Line]) -> list[Line]:
        from buckram.desk.bindery.shelves_filled import line_key

        def full(one: Line) -> float:
            months = found.full.get(line_key(one))
            return float("inf") if months is None else months

        keys: dict[str, Callable[[Line], float]] = {
            "growth": lambda one: -one.growth.thickness,
            "room": lambda one: -one.total,
            "full": full,
        }
        return sorted(lines, key=keys[self.order])

    def _make_plan(self, found: Space) -> None:
        from buckram.desk.bindery.shift_plan import Scope, shift

        self.planned, self.why_no_plan = None, ""
        place = self.location
        if place is None:
            place = found.shelves[0].shelf.location_id if found.shelves else None
        if place is None:
            self.why_no_plan = "No shelves are entered yet: A enters them, such as STK 1A-6E x 35 in."
            return
        try:
            self.planned = shift(found, Scope(place, *self.stretch, self.wish), inches=self.inches)
        except Refused as problem:
            self.why_no_plan = str(problem)

    # What is lit and chosen

    def lit_line(self) -> Line | None:
        """The lit title."""
        at = self.rows().cursor
        if self.view == "titles":
            return self.titles[at] if at < len(self.titles) else None
        if self.view == "shelves":
            shelf = self.lit_shelf()
            return shelf.first_line if shelf else None
        step = self.lit_step()
        return step.line if step else None

    def one_line(self) -> Line:
        """The same. Raises Refused for none."""
        line = self.lit_line()
        if line is None:
            raise Refused("No title is lit.", "Left and Right show the other lists.")
        return line

    def lit_shelf(self) -> OnShelf | None:
        """The lit shelf."""
        at = self.rows().cursor
        return self.shelves[at] if self.view == "shelves" and at < len(self.shelves) else None

    def one_shelf(self) -> OnShelf:
        """The same. Raises Refused for none."""
        shelf = self.lit_shelf()
        if shelf is None:
            raise Refused("No shelf is lit.", "Left and Right go to the list of shelves; A enters some.")
        return shelf

    def lit_range(self) -> Range | None:
        """The lit range."""
        at = self.rows().cursor
        return self.ranges[at] if self.view == "ranges" and at < len(self.ranges) else None

    def lit_step(self) -> Step | None:
        """The lit line of the plan."""
        at = self.rows().cursor
        steps = self.planned.steps if self.planned else ()
        return steps[at] if self.view == "plan" and at < len(steps) else None

    def chosen_shelves(self) -> list[Shelf]:
        """The marked shelves, else the lit one, in walking order."""
        lit = self.one_shelf()
        marks = set(self.rows().marks)
        return [one.shelf for one in self.shelves if one.shelf.id in marks] or [lit.shelf]

    def action_every(self) -> None:
        """E."""
        from buckram.desk.bindery.shelves_filled import line_key

        keys: dict[str, list[object]] = {
            "titles": [line_key(one) for one in self.titles],
            "shelves": [one.shelf.id for one in self.shelves],
            "ranges": [(one.location_id, one.name) for one in self.ranges],
            "plan": [],
        }
        self.mark_every(keys[self.view])
