"""The mending queue: what waits for a decision, what is to be mended, what is out, what is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.bindery.mending_rows import PARTS, PIECES, QUEUE, list_names, piece_row, repair_row
from buckram_tui.bindery.tabs import tabs
from buckram_tui.card.choices import TitleChoices
from buckram_tui.keys import EVERYWHERE, LIST, MENDING, bar, bindings
from buckram_tui.screens.base import hidden
from buckram_tui.screens.bindery.mending_adding import MendingAdding
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.mending_lists import Queue
    from buckram.exchange.lists import Table
    from buckram.rules.bindery.repairs import Route
    from buckram.storage.bindery.repairs import Repair

ROUTES = (
    ("k", "keep", "It stays as it is, on its shelf."),
    ("m", "mend", "It is mended here: no approval needed."),
    ("p", "pamphlet", "A pamphlet binding, made here."),
    ("x", "box", "A box is made for it."),
    ("b", "bindery", "It goes to the binder, as a unit."),
    ("r", "replace", "A replacement is claimed of the vendor."),
    ("z", "withdraw", "It is kept no longer: withdrawn at once."),
)
"""The letters of the routes, as the menu of D has them."""


class Mending(MendingAdding):
    """Four lists, Left and Right between them. A scan finds its piece."""

    HEADING = "Mending"
    PLACES = (MENDING, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(MENDING, LIST)
    LIT_LINES = 4
    EXPLAINS = """
    What was found damaged, at check-in (D on the card), at collation, at the quality check or on the shelf:
    scan it here, or type it with A. What is scanned and is in the queue already is shown. Say what is wrong
    with it in words (torn page, cover off) or in codes (TP torn page, LP loose, MP missing, CU cut, FO
    fold-out, CV cover, SP spine, HI hinge, CO corners, SE sewing, GL glue, WT wet, MO mould, PE pests, DI
    dirty, MK written in, BR brittle, OT other). What is wet or mouldy stands first, with a !.

    Left and Right go from list to list. Enter takes the lit line a step on: D decides what becomes of it,
    then it is taken to the bench, then M says what was done, then R that it is back on its shelf. An easy
    mend needs no approval; who decides on bindery and box is a setting (repair_seniors). X takes a step back.

    M is one line: letters of the mends (cl clean, mt mend torn page, ti tip in, th tighten hinge, rh rc rs
    repair hinge, corner, spine, se sew, rb reback, re recase, dr dry, wr wrapper, bx box, pa pamphlet), the
    supplies (jt Japanese tissue, wp wheat paste, pva, ht heat-set tissue, dt document tape, bc book cloth, bd
    board, td thread, +other), the minutes, and what came of it: mt jt wp 20 leaf 7 whole again. Your last
    mends and supplies stand there already.

    Space and E mark, and D, R, X and Enter are for all that is marked. I shows the figures. W prints the list
    or writes it to a file.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._queue: Queue | None = None
        self._part = "to decide"
        self._only: str | None = None
        self._lines: Sequence[Repair] = ()

    def body(self) -> Iterator[Widget]:
        """The names of the lists, the list in front, and what may be chosen in its place."""
        names = Lines(id="tabs")
        names.styles.height = 1
        yield names
        yield Rows(
            QUEUE,
            self._rows,
            lambda: len(self._lines),
            marking=True,
            empty="Nothing here. Scan what is damaged, or A; Left and Right: the other lists.",
            id="queue",
        )
        pieces = Rows(
            PIECES,
            self._piece_rows,
            lambda: len(self.asking.pieces) if self.asking else 0,
            choose=self.piece_chosen,
            id="pieces",
        )
        yield hidden(pieces)
        yield hidden(TitleChoices(self.title_chosen, id="titles"))
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list in front."""
        self.front()

    def rows(self) -> Rows:
        """The list in front."""
        return self.query_one(f"#{self.in_front}", Rows)

    def front(self) -> None:
        """Bring the list in front into sight."""
        for name in ("queue", "pieces", "titles"):
            self.query_one(f"#{name}").set_class(name != self.in_front, "gone")
        self.set_focus(self.rows())
        self.show_keys()
        self.show_whole()

    def keys(self) -> Sequence[Key]:
        """What goes on with the lit line first."""
        if self.asking is not None:
            return [("Enter", "this one"), ("Esc", "leave it")]
        first = {"to decide": "decide", "to mend": "next", "out": "on its shelf", "done": "on its shelf"}
        order = dict.fromkeys(
            (first[self._part], "next", "decide", "done", "on its shelf", "add", "list", "step back",
             "note", "only", "figures", "open", "write")
        )  # fmt: skip
        return [
            *bar(*((MENDING, word) for word in order)),
            *bar((LIST, "mark"), (EVERYWHERE, "undo"), (EVERYWHERE, "back")),
        ]

    def heading(self) -> str:
        """Which list; a short one must say why it is short."""
        only = f"  only {self._only}" if self._only else ""
        return f"{super().heading()}  {self._part}: {len(self._lines)}{only}"

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.bindery.mending_lists import queue
        from buckram.rules.bindery.repairs import Section

        if not self.is_mounted:
            return
        self._queue = queue(self.desk.library, self.desk.today())
        every = self._queue.lists[Section(self._part)]
        self._lines = [one for one in every if not self._only or self._only in _filters(one)]
        queue_rows = self.query_one("#queue", Rows)
        queue_rows.unmark([key for key in queue_rows.marks if key not in {one.id for one in self._lines}])
        glyphs = queue_rows.look.glyphs
        self.query_one("#tabs", Lines).show([tabs(list_names(self._queue), self._part, glyphs.prompt)])
        queue_rows.reload()
        self.show_heading()
        self.show_keys()
        self.show_whole()

    def _rows(self, offset: int, limit: int) -> list[Row]:
        today = self.desk.today()
        return [repair_row(one, today) for one in self._lines[offset : offset + limit]]

    def _piece_rows(self, offset: int, limit: int) -> list[Row]:
        found = self.asking.pieces[offset : offset + limit] if self.asking else ()
        return [piece_row(n, one) for n, one in enumerate(found, offset)]

    def lit_text(self) -> str:
        """All that is known of the lit line."""
        from buckram.desk.bindery.mending_lists import whole

        one = self._lit()
        return whole(one, self.desk.today()) if one else ""

    def _lit(self) -> Repair | None:
        if self.asking is not None or not self._lines:
            return None
        return self._lines[min(self.query_one("#queue", Rows).cursor, len(self._lines) - 1)]

    def _one(self) -> Repair:
        one = self._lit()
        if one is None:
            raise Refused("Nothing is lit.", "Left and Right show the other lists; A adds.")
        return one

    def _chosen(self) -> list[Repair]:
        """What is marked, else the lit line."""
        marks = set(self.query_one("#queue", Rows).marks)
        return [one for one in self._lines if one.id in marks] or [self._one()]

    def show_repair(self, repair_id: int) -> None:
        """Bring a line into sight, whichever list it is in."""
        from buckram.desk.bindery.mending_lists import queue

        found = queue(self.desk.library, self.desk.today())
        for part, lines in found.lists.items():
            for one in lines:
                if one.id == repair_id:
                    self._only = self._only if self._part == part else None
                    self._part = str(part)
                    self.refresh_all()
                    at = [line.id for line in self._lines].index(repair_id) if one in self._lines else 0
                    self.query_one("#queue", Rows).light(at)
                    return
        self.refresh_all()

    async def _do(self, does: Callable[[list[Repair]], str]) -> None:
        chosen = self._chosen()
        await self.run_act(lambda: f"{does(chosen)} ^Z takes it back.")
        self.query_one("#queue", Rows).unmark([one.id for one in chosen])
        self.refresh_all()

    # Keys

    def action_turn(self, by: int) -> None:
        """Left, Right: the next list."""
        self._show(PARTS[(PARTS.index(self._part) + by) % len(PARTS)])

    def _show(self, part: str) -> None:
        if self.asking is not None:
            return
        self._part, self._only = part, None
        self.query_one("#queue", Rows).light(0)
        self.news("")
        self.refresh_all()

    def action_list(self) -> None:
        """L: choose a list."""
        self.choose(
            "Which list?",
            [
                Option(letter, name, "", lambda name=name: self._show(name))  # type: ignore[misc]
                for letter, name in zip("dmok", PARTS, strict=True)
            ],
        )

    async def action_next(self) -> None:
        """Enter: a step on."""
        from buckram.desk.bindery.mending_bench import take

        one = self._one()
        if one.section == "to decide":
            self.action_decide()
        elif one.state == "waiting":
            await self._do(lambda chosen: take(self.desk, chosen))
        elif one.section == "to mend":
            self.action_mended()
        else:
            await self.action_shelve()

    def action_decide(self) -> None:
        """D: what becomes of it."""
        from buckram.desk.bindery.mending_routes import who_may
        from buckram.rules.bindery.repairs import OF_A_SENIOR, Route, may_decide

        chosen = self._chosen()
        names = who_may(self.desk)
        options = []
        for letter, word, explains in ROUTES:
            route = Route(word)
            if route in OF_A_SENIOR and not may_decide(route, self.desk.person, names):
                explains = f"{explains} Who may: {', '.join(names)}."
            options.append(Option(letter, word, explains, lambda route=route: self._decide(chosen, route)))  # type: ignore[misc]
        what = chosen[0].named if len(chosen) == 1 else f"these {len(chosen)}"
        self.choose(f"What becomes of {what}?", options)

    async def _decide(self, chosen: list[Repair], route: Route) -> None:
        from buckram.desk.bindery.mending_routes import decide

        await self.run_act(lambda: f"{decide(self.desk, chosen, route)} ^Z takes it back.")
        self.query_one("#queue", Rows).unmark([one.id for one in chosen])
        self.refresh_all()

    def action_mended(self) -> None:
        """M: what was done, with what, and how long it took."""
        from buckram.desk.bindery.mending_bench import last_typed, mended, not_done

        one = not_done(self._one())

        def answered(text: str) -> str:
            told = mended(self.desk, one, text)
            self.refresh_all()
            return told

        question = f"Mended {one.what}: mends, supplies, minutes, result"
        self.ask(question, answered, last_typed(self.desk), hint=_read)
        if self._entry is not None:
            # The minutes are typed behind what stands there; a field that is selected would lose it.
            self._entry.select_on_focus = False

    async def action_shelve(self) -> None:
        """R: back on its shelf."""
        from buckram.desk.bindery.mending_bench import shelve

        await self._do(lambda chosen: shelve(self.desk, chosen))

    async def action_step_back(self) -> None:
        """X: a step back; off the queue from the first."""
        from buckram.desk.bindery.mending_bench import step_back

        await self._do(lambda chosen: step_back(self.desk, chosen))

    def action_note(self) -> None:
        """N: a note with the lit line."""
        from buckram.desk.bindery.mending_bench import note

        one = self._one()

        def answered(text: str) -> str:
            told = note(self.desk, one, text)
            self.refresh_all()
            return told

        self.ask(f"Note on the repair of {one.what}", answered, one.note)

    def action_every(self) -> None:
        """E."""
        if self.asking is None:
            self.mark_every([one.id for one in self._lines])

    def action_only(self) -> None:
        """F: only one place, damage, route or person; all again where a filter is."""
        if self._only:
            self._only = None
            self.refresh_all()
            self.news("All again.")
            return
        self.offer_filter("Only what?", [name for one in self._lines for name in _filters(one)], self._filter)

    def _filter(self, name: str) -> None:
        self._only = name
        self.query_one("#queue", Rows).light(0)
        self.refresh_all()

    async def action_figures(self) -> None:
        """I: how many, how long, what was used."""
        await self.desk_app.go("mending figures")

    async def action_open(self) -> None:
        """O: the title's card."""
        one = self._one()
        if one.title_id is None:
            raise Refused("No card knows this piece.")
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(one.title_id, one.issue_id)

    def table(self) -> Table:
        """The list in front."""
        from buckram.desk.bindery.mending_lists import as_table

        return as_table(self._lines, self._part)

    def printed(self) -> Table:
        """What of it fits on paper."""
        from buckram.desk.bindery.mending_lists import in_brief

        return in_brief(self._lines, self._part)

    def file_name(self) -> str:
        """mending-to-decide."""
        return f"mending-{self._part.replace(' ', '-')}"

    async def action_back(self) -> None:
        """Esc: out of the choice, then home."""
        if self.asking is not None:
            self.asking = None
            self.front()
            self.news("Nothing was put into the queue.", Level.LOOK)
        else:
            await super().action_back()


def _filters(one: Repair) -> list[str]:
    from buckram.rules.bindery.damage import DAMAGE

    names = [one.location, *(DAMAGE.get(code, code) for code in one.damage), str(one.route or "")]
    return [*names, one.done_by]


def _read(text: str) -> str:
    from buckram.rules.bindery.repairs import read_work

    return read_work(text).words
