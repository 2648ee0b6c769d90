"""Labels from the shelves: spines, shelves, ends of ranges; to the printer or as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram_tui.screens.bindery.shelves_lists import ShelfLists
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.exchange.bindery.shelf_labels import AnyLabel


class ShelfLabels(ShelfLists):
    """P."""

    def action_labels(self) -> None:
        """P: of what is marked, else of the lit line."""
        from buckram.desk.bindery import shelf_labels
        from buckram.desk.bindery.shelves_filled import line_key

        marks = set(self.rows().marks)
        if self.view == "titles":
            lit = self.one_line()
            lines = [one for one in self.titles if line_key(one) in marks] or [lit]
            what = lines[0].name if len(lines) == 1 else f"{len(lines)} titles"
            library = self.desk.library
            self.choose(
                "Labels for the spines of which volumes?",
                [
                    Option("v", "volumes", f"All bound volumes of {what}.",
                           lambda: self._where(shelf_labels.volume_labels(library, lines), "spines")),
                    Option("n", "new ones", "All that came back and are not processed yet.",
                           lambda: self._where(shelf_labels.new_volume_labels(library), "new spines")),
                ],
            )  # fmt: skip
        elif self.view == "shelves":
            ids = {one.id for one in self.chosen_shelves()}
            chosen = [one for one in self.shelves if one.shelf.id in ids]
            self._where(shelf_labels.shelf_labels(chosen), "shelves")
        elif self.view == "ranges":
            picked = [one for one in self.ranges if (one.location_id, one.name) in marks]
            one = self.lit_range()
            self._where(shelf_labels.range_labels(picked or ([one] if one else [])), "ranges")
        elif self.planned is not None:
            self._where(shelf_labels.plan_labels(self.planned), "shelves as planned")
        else:
            raise Refused(self.why_no_plan or "There is no plan.")

    def _where(self, labels: Sequence[AnyLabel], what: str) -> None:
        if not labels:
            raise Refused("There is nothing to print.")
        count = f"{len(labels)} label{'' if len(labels) == 1 else 's'}"
        self.choose(
            f"{count}: {what}. Where to?",
            [
                Option("p", "printer", "To the label printer.", lambda: self._to_printer(labels, what)),
                Option("s", "sheet", "A PDF file, many on a sheet.", lambda: self._ask_file(labels, what, 0)),
                Option("u", "used sheet", "The same, on a sheet that was begun.",
                       lambda: self._ask_used(labels, what)),
            ],
        )  # fmt: skip

    def _to_printer(self, labels: Sequence[AnyLabel], what: str) -> str:
        from buckram.desk.bindery.shelf_labels import print_labels

        said = print_labels(self.desk, labels, what)
        self.desk_app.print_waiting()
        return said

    def _ask_used(self, labels: Sequence[AnyLabel], what: str) -> None:
        def answered(text: str) -> None:
            if not (text.strip().isascii() and text.strip().isdigit() and int(text) < 500):
                raise Refused(f"“{text.strip()}” is no number of labels.")
            self._ask_file(labels, what, int(text))

        self.ask("How many labels of the first sheet are used up", answered)

    def _ask_file(self, labels: Sequence[AnyLabel], what: str, skip: int) -> None:
        from buckram.desk.bindery.shelf_labels import sheet

        name = f"labels-{what.replace(' ', '-')}-{self.desk.today().isoformat()}.pdf"
        content = partial(sheet, self.desk.library, labels, skip)
        self.ask("Name of the PDF file", lambda text: self.write_new(text, lambda _: content()), name)
