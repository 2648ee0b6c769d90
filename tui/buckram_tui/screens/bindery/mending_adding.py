"""What comes to the mending bench: scanned, or typed; which piece it is, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.card.choices import TitleChoices
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Submit
from buckram_tui.widgets.bars import Level
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.mending import Noted
    from buckram.desk.bindery.mending_scan import Scanned
    from buckram.storage.bindery.repairs import Repair
    from buckram.storage.titles import TitleLine


class MendingAdding(ListScreen):
    """Subclasses have the lists; here a scan finds its piece."""

    asking: Scanned | None = None
    """What was scanned, while its title or its piece is being chosen."""

    def show_repair(self, repair_id: int) -> None:
        """Bring a line of the queue into sight, and light it."""
        raise NotImplementedError

    def front(self) -> None:
        """Bring the list in front into sight."""
        raise NotImplementedError

    @property
    def in_front(self) -> str:
        """The list in front: the queue, or what was scanned may be."""
        if self.asking is None:
            return "queue"
        return "titles" if self.asking.titles else "pieces"

    async def take_scan(self, scan: Submit) -> None:
        """A piece at the bench: shown where it is in the queue, else asked what is wrong with it."""
        if self.asking is not None and not scan.burst:
            # Enter behind typed digits would be a choice that nobody looked at.
            self.news("Choose with the arrow keys and Enter; Esc leaves the question.", Level.LOOK)
            return
        self.close_menu()
        self.close_entry()
        from buckram.desk.bindery.mending_scan import scanned

        self.take_scanned(scanned(self.desk, scan.text))

    def take_scanned(self, found: Scanned) -> None:
        """Go on with what a scan or a choice told."""
        self.asking = None
        if found.repair is not None:
            self.front()
            self._shown(found.repair)
        elif found.titles or found.pieces:
            self.asking = found
            if found.titles:
                self.query_one("#titles", TitleChoices).offer(found.titles)
            else:
                self.query_one("#pieces", Rows).reload(found.likely)
            self.front()
            self.news("Which title?" if found.titles else "Which piece or volume is it?", Level.ASK)
        elif found.label:
            self.front()
            self._ask_damage(found)
        else:
            self.front()
            what = f"{found.title.name}: nothing of it is here" if found.title else "Nothing here answers"
            self.look_up(f"{what}: {found.raw.strip()}. A puts it into the queue in words.")

    def _shown(self, repair: Repair) -> None:
        from buckram.desk.bindery.mending_lists import state_words

        self.show_repair(repair.id)
        self.news(f"{repair.named}: {state_words(repair) or 'to be decided'}.")

    def _ask_damage(self, found: Scanned) -> None:
        from buckram.desk.bindery.mending_scan import note_scanned

        self._ask(f"What is wrong with {found.label}", lambda text: note_scanned(self.desk, found, text))

    def _ask(self, question: str, note: Note) -> None:
        def answered(text: str) -> str:
            noted = note(text)
            self.show_repair(noted.repair_id)
            return noted.sentence

        self.ask(question, answered, hint=_read)

    def action_add(self) -> None:
        """A: type what is damaged."""

        def answered(text: str) -> str | None:
            from buckram.desk.bindery.mending_scan import note_typed, scanned
            from buckram.errors import Refused

            if not text.strip():
                raise Refused("What is damaged?", "Type its barcode, its ISSN, its title, or what it is.")
            found = scanned(self.desk, text)
            if found.repair or found.label or found.titles or found.pieces:
                self.take_scanned(found)
                return None
            title_id = found.title.id if found.title else None
            what = text.strip() if title_id is None else ""
            if what:
                # No card knows it: it is mended all the same.
                self._ask(
                    f"What is wrong with {what}", lambda damage: note_typed(self.desk, None, what, damage)
                )
                return None
            raise Refused("Nothing of this title is here.", "Say what it is in other words.")

        self.ask("What is damaged: barcode, ISSN, words of the title, or what it is", answered)

    def title_chosen(self, title: TitleLine) -> None:
        """Of several titles this one."""
        from buckram.desk.bindery.mending_scan import of_title

        raw = self.asking.raw if self.asking else ""
        self.take_scanned(of_title(self.desk, raw, title.id))

    def piece_chosen(self, row: Row) -> None:
        """Of several pieces this one."""
        from buckram.desk.bindery.mending_scan import this_one

        if self.asking is not None:
            self.take_scanned(this_one(self.desk, self.asking.raw, self.asking.pieces[int(str(row.key))]))


if TYPE_CHECKING:
    from collections.abc import Callable

    Note = Callable[[str], Noted]


def _read(text: str) -> str:
    from buckram.rules.bindery.damage import read_damage, told_damage

    return told_damage(read_damage(text))
