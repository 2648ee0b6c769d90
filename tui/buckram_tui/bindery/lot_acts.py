"""What a key does to a lot as a whole, on the list of lots and on the packing table alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from buckram_tui.screens.listing import ListScreen
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.storage.bindery.lots import Lot

HEAD_FIELDS = (
    ("p", "pick_up_on"), ("d", "due_back_on"), ("s", "service"), ("o", "order_number"),
    ("i", "instructions"), ("n", "note"),
)  # fmt: skip
HINTS = {
    "pick_up_on": "today, 24, 24 nov, 2w; empty: not known",
    "due_back_on": "20 dec, 4w; empty: counted from the pick-up",
    "service": "standard or rush",
}


class LotScreen(ListScreen):
    """A list screen on which a lot is lit or open. Subclasses say which."""

    def lot(self) -> Lot:
        """The lot, as it was on the screen. Raises Refused where there is none."""
        raise NotImplementedError

    def action_left(self) -> None:
        """Y: on which day it left; what is away was never collected after all."""
        from buckram.desk.bindery.shipping import never_left, send, typed_sent

        lot = self.lot()
        if lot.state == "sent":
            back = self._then_shown(lambda: never_left(self.desk, lot))
            told = "It is closed again, and its issues are to be bound."
            question = f"Lot {lot.number} left. Was it never collected?"
            self.choose(question, [Option("n", "never collected", told, back)])
            return
        if lot.state != "closed":
            # The refusal says what has to be done first.
            send(self.desk, lot, self.desk.today())

        def answered(text: str) -> str:
            return self._then_shown(lambda: send(self.desk, lot, typed_sent(self.desk, text)))()

        planned = lot.pick_up_on
        draft = f"{planned.day} {planned:%b}".lower() if planned and planned < self.desk.today() else "today"
        self.ask("On which day did the boxes leave?", answered, draft)

    def _then_shown(self, does: Callable[[], str]) -> Callable[[], str]:
        def done() -> str:
            sentence = does()
            self.refresh_all()
            return f"{sentence} ^Z takes it back."

        return done

    def action_head(self) -> None:
        """L: what stands at the head of the lot."""
        from buckram.desk.bindery.lot_header import WORDS, told_header
        from buckram.desk.bindery.lots_made import give_up

        lot = self.lot()
        options = [
            Option(letter, WORDS[name], told_header(lot, name) or "-", partial(self._ask_head, lot, name))
            for letter, name in HEAD_FIELDS
        ]
        if lot.state == "building" and not lot.units:
            gone = self._then_shown(lambda: give_up(self.desk, lot))
            options.append(Option("x", "give it up", "Nothing is in it.", gone))
        self.choose(f"Lot {lot.number} for {lot.binder}", options)

    def _ask_head(self, lot: Lot, name: str) -> None:
        from buckram.desk.bindery.lot_header import WORDS, change_header, told_header

        def answered(text: str) -> str:
            return self._then_shown(lambda: change_header(self.desk, lot, name, text))()

        hint = f" ({HINTS[name]})" if name in HINTS else ""
        self.ask(f"{WORDS[name]}{hint}", answered, told_header(lot, name))

    def action_papers(self) -> None:
        """P: what goes on paper or into a file with the lot."""
        lot = self.lot()
        prints, files = partial(self._print_paper, lot), partial(self._ask_file, lot)
        self.choose(
            f"Papers of lot {lot.number}",
            [
                Option("m", "manifest", "To the printer of lists.", lambda: prints("manifest")),
                Option("l", "box labels", "To the printer of lists.", lambda: prints("labels")),
                Option(
                    "f",
                    "manifest",
                    "To a file: PDF with barcodes, or text.",
                    lambda: files("manifest", "pdf"),
                ),
                Option("b", "box labels", "To a file: PDF or text.", lambda: files("labels", "pdf")),
                Option("d", "data file", "CSV; or tagged text, in a file .txt.", lambda: files("lot", "csv")),
            ],
        )

    def _print_paper(self, lot: Lot, what: str) -> str:
        from buckram.desk.bindery.lot_papers import print_paper

        said = print_paper(self.desk, lot.id, what)
        self.desk_app.print_waiting()
        return said

    def _ask_file(self, lot: Lot, what: str, ending: str) -> None:
        from buckram.desk.bindery.lot_papers import paper_file

        def answered(text: str) -> str:
            return self.write_new(text, lambda name: paper_file(self.desk, lot.id, what, name))

        self.ask("Name of the file", answered, f"{what}-{lot.number}.{ending}")
