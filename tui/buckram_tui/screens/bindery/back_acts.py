"""The acts of the unpacking: what each key does with the lit line, or with what is marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from buckram.errors import Refused
from buckram.rules.bindery.coming_back import REASONS, Instead, Result, Step
from buckram_tui.screens.bindery.back_lines import LETTERS, BackLines
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.storage.bindery.returned import BackLine, Stray
    from buckram_tui.screens.bindery.quality_check import QualityCheck

_INSTEAD = (
    ("h", Instead.HELD, "It waits, and stays in sight."),
    ("s", Instead.READY, "It is ready again: ticket, lot, binder."),
    ("b", Instead.BOX, "A box is made for it: it goes to its shelf."),
    ("w", Instead.WITHDRAW, "It is not kept."),
)


class BackActs(BackLines):
    """What can be done with units that come back."""

    # The next step

    async def action_next(self) -> None:
        """Enter."""
        from buckram.desk.bindery import accepting, coming_back

        stray = self.lit_stray()
        if stray is not None:
            self._ask_stray(stray)
            return
        line = self.lit()
        match line.step:
            case Step.COME | Step.SHORT:
                await self.done(lambda: coming_back.came_back(self.desk, [line]), [line])
            case Step.DECIDE:
                self.action_decide()
            case Step.CHECK:
                await self.open_check(line)
            case Step.BARCODE:
                self.action_barcode()
            case Step.PROCESS:
                await self.done(lambda: accepting.process(self.desk, [line]), [line])
            case Step.SHELVE:
                await self.done(lambda: accepting.shelve(self.desk, [line]), [line])
            case _:
                if line.checked == "rejected":
                    self.news(f"{line.name} was rejected: it goes on in its correction lot (F9 G).")
                    return
                said = line.checked or str(line.result)
                self.news(f"{line.name} is {line.state} ({said}): nothing is left to do. Q checks it again.")

    async def action_all_on(self) -> None:
        """Y: everything marked, or the lit line, goes one step on; each step is an act of its own."""
        from buckram.desk.bindery import accepting, coming_back
        from buckram.rules.bindery.states import State

        lines = self.marked() or [self.lit()]
        came = [line for line in lines if line.step in {Step.COME, Step.SHORT}]
        shelve = [line for line in lines if line.state is State.PROCESSED and line.step is not Step.DONE]
        process = [
            line
            for line in lines
            if line.step in {Step.PROCESS, Step.BARCODE} and line.state is not State.PROCESSED
        ]
        left = len(lines) - len(came) - len(shelve) - len(process)
        if left == len(lines):
            raise Refused(
                "None of these can go on in a heap.", "Each volume is checked by itself: Enter, or scan it."
            )
        for some, act in (
            (shelve, accepting.shelve),
            (process, accepting.process),
            (came, coming_back.came_back),
        ):
            if some:
                await self.done(partial(act, self.desk, some), some)
        if left:
            s = "" if left == 1 else "s"
            self.look_up(f"{len(lines) - left} went on; {left} unit{s} of these cannot in a heap.")

    async def open_check(self, line: BackLine) -> None:
        """The quality check of a volume."""
        await self.desk_app.go("quality-check")
        cast("QualityCheck", self.desk_app.screen).check(line)

    async def action_check(self) -> None:
        """Q: also of one that was accepted, a fault may be seen on the shelf; or rejected, and is kept so."""
        line = self.lit()
        if line.result is Result.BACK and line.checked == "rejected" and not line.newest:
            raise Refused(f"{line.name} is in another lot since.", "X takes it out of that lot (F9 G).")
        if line.result is not Result.BACK or not line.newest:
            raise Refused(f"{line.name} is {line.state}.", "Only what came back can be checked.")
        await self.open_check(line)

    # Short, refused, over

    async def action_short(self) -> None:
        """X."""
        from buckram.desk.bindery.coming_back import did_not_come

        marked = [line for line in self.marked() if line.step is Step.COME]
        away = [line for line in self.shown if line.step is Step.COME]
        lit = self.lit_line()
        if marked or not away:
            await self.done(lambda: did_not_come(self.desk, marked), marked)
            return
        options = []
        if lit is not None and lit.step is Step.COME:
            this = lit
            options.append(
                Option(
                    "l",
                    "this one",
                    this.name,
                    lambda: self.done(lambda: did_not_come(self.desk, [this]), [this]),
                )
            )
        every = f"Every unit of this list that did not come: {len(away)}."
        options.append(
            Option("a", "all open", every, lambda: self.done(lambda: did_not_come(self.desk, away), away))
        )
        self.choose("What was in no box?", options)

    def action_refused(self) -> None:
        """R: the usual reasons by digit, any other in words."""
        line = self.lit()
        if line.step not in {Step.COME, Step.SHORT, Step.CHECK}:
            raise Refused(f"{line.name} is {line.state}.", "Only what was sent and not accepted is refused.")
        options = [
            Option(str(n), reason, "", partial(self._refused, line, reason))
            for n, reason in enumerate(REASONS, 1)
        ]
        options.append(Option("o", "other", "The binder's own words.", partial(self._ask_reason, line)))
        self.choose(f"{line.name} came back unbound. Why?", options)

    def _ask_reason(self, line: BackLine) -> None:
        def answered(text: str) -> None:
            if not text.strip():
                raise Refused("Why did the binder send it back?", "Type his words.")
            self._refused(line, text)

        self.ask("Why, in the binder's words", answered)

    def _refused(self, line: BackLine, reason: str) -> None:
        from buckram.desk.bindery.coming_back import refuse

        def act(instead: Instead) -> str:
            return refuse(self.desk, line, reason, instead)

        later = Option(
            "l", "later", "It lies here until somebody decides.", partial(self._act, act, Instead.LATER, line)
        )
        self.choose(f"{line.name}: what is done with it?", [*self._instead(act, line), later])

    def _instead(self, act: Callable[[Instead], str], line: BackLine) -> list[Option]:
        return [
            Option(letter, str(instead), explains, partial(self._act, act, instead, line))
            for letter, instead, explains in _INSTEAD
        ]

    async def _act(self, act: Callable[[Instead], str], instead: Instead, line: BackLine) -> None:
        await self.done(lambda: act(instead), [line])

    async def action_hold(self) -> None:
        """H."""
        from buckram.desk.bindery.coming_back import decide

        line = self.lit()
        await self.done(lambda: decide(self.desk, line, Instead.HELD), [line])

    def action_decide(self) -> None:
        """D: what then, by what the lit line is."""
        from buckram.desk.bindery import coming_back
        from buckram.desk.item_barcodes import take_off_volume

        stray = self.lit_stray()
        if stray is not None:
            self._ask_stray(stray)
            return
        line = self.lit()
        if line.step is Step.DECIDE:
            decide = partial(coming_back.decide, self.desk, line)
            self.choose(f"{line.name}, {line.reason}: what is done with it?", self._instead(decide, line))
            return
        options = []
        if line.step in {Step.COME, Step.SHORT}:
            came = partial(coming_back.came_back, self.desk, [line])
            lost = partial(coming_back.lost, self.desk, line)
            options += [
                Option("c", "came", "It came after all.", lambda: self.done(came, [line])),
                Option(
                    "l",
                    "lost",
                    "The binder has lost it: its issues are missing.",
                    lambda: self.done(lost, [line]),
                ),
            ]
        if line.result is Result.BACK:
            options.append(Option("p", "price", "What was charged for it.", self._ask_price))
        if line.barcode and line.volume_id is not None:
            off = partial(take_off_volume, self.desk, line.volume_id)
            options.append(
                Option("t", "take off", f"Take barcode {line.barcode} off.", lambda: self.done(off))
            )
        if not options:
            raise Refused(f"{line.name} is {line.state}.", "Nothing is to be decided about it.")
        self.choose(f"{line.name}: what then?", options)

    def _ask_price(self) -> None:
        from buckram.desk.bindery.accepting import charge

        line = self.lit()

        def answered(text: str) -> str:
            said = charge(self.desk, line, text)
            self.refresh_all()
            return f"{said} ^Z takes it back."

        expected = f", expected {line.price}" if line.price else ""
        self.ask(f"Charged for {line.name}{expected}", answered, line.charged)

    def action_count(self) -> None:
        """C: before any list is compared."""
        from buckram.desk.bindery.coming_back import count

        line = self.lit_line() or (self.lines[0] if self.lines else None)
        lot_id = self.lot_id if self.lot_id is not None else line.lot_id if line else None
        if lot_id is None:
            raise Refused("No lot is out.", "A lot that was sent comes back here.")
        number = next((one.lot for one in self.lines if one.lot_id == lot_id), "")

        def answered(text: str) -> str:
            said = count(self.desk, lot_id, text)
            self.refresh_all()
            return said

        self.ask(f"How many volumes are in the boxes of lot {number}?", answered)

    def action_too(self) -> None:
        """A: what was not sent came too."""
        from buckram.desk.bindery.strays import came_too

        line = self.lit_line()
        lot_id = self.lot_id if self.lot_id is not None else line.lot_id if line else None
        if lot_id is None:
            raise Refused("Light a line of the lot that it came with.", "L takes a lot.")

        def answered(text: str) -> str:
            said = came_too(self.desk, lot_id, text)
            self.last_unknown = ""
            self.refresh_all()
            return f"{said} ^Z takes it back."

        self.ask("What came that was not sent, and whose is it?", answered, self.last_unknown)

    def _ask_stray(self, stray: Stray) -> None:
        from buckram.desk.bindery.strays import gone_again

        def answered(text: str) -> str:
            said = gone_again(self.desk, stray, text)
            self.refresh_all()
            return f"{said} ^Z takes it back."

        self.ask(f"What became of it ({stray.what})?", answered, "sent back to the binder")

    def which_came(self, question: str, lines: Sequence[BackLine]) -> None:
        """A title's code that several units answer to."""
        from buckram.desk.bindery.coming_back import came_back

        async def came(line: BackLine) -> None:
            await self.done(lambda: came_back(self.desk, [line]))

        options = [
            Option(letter, one.label, f"lot {one.lot}, {one.pieces} pieces, {one.ticket}", partial(came, one))
            for letter, one in zip(LETTERS, lines, strict=False)
        ]
        self.choose(question, options)

    # Barcode, mending

    def action_barcode(self) -> None:
        """I: by scan, or typed."""
        line = self.lit()
        if line.volume_id is None:
            raise Refused(f"{line.name} is not accepted yet.", "Its check comes first: Enter.")
        self._ask_barcode(line, line.volume_id)

    def _ask_barcode(self, line: BackLine, volume_id: int) -> None:
        from buckram.desk.item_barcodes import put_on_volume

        def answered(text: str) -> str:
            if not text.strip():
                return "It goes without for now."
            self.wants = None
            said = put_on_volume(self.desk, volume_id, text)
            self.refresh_all()
            return f"{said} ^Z takes it back."

        self.ask(f"Barcode of {line.name} (scan or type it)", answered)
        self.wants = volume_id

    def action_mend(self) -> None:
        """M."""
        line = self.lit()
        if line.volume_id is None:
            raise Refused(f"{line.name} is not accepted.", "What the binder did wrong is rejected: Q.")
        self.mend_volume(line.id, "")

    def mend_volume(self, line_id: int, words: str) -> None:
        """Ask what is wrong with a volume that is mended here."""
        from buckram.desk.bindery.mending import note_damage

        line = self.line(line_id)
        self.light_line(line_id)

        def answered(text: str) -> str:
            noted = note_damage(self.desk, found_at="quality check", volume_id=line.volume_id, damage=text)
            self.refresh_all()
            return f"{noted.sentence} ^Z takes it back."

        self.ask(f"What is to be mended on {line.name}?", answered, words)
