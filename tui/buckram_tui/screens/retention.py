"""Retention: what may go, in shelf order; and what waits for binding, microfilm or online."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.keys import EVERYWHERE, LIST, RETENTION, bar, bindings
from buckram_tui.screens.base import hidden
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.retaining import Filters, MayGo, Waiting
    from buckram.exchange.lists import Table

GOING = (
    Column("Place", 9, share=1, most=20),
    Column("Call number", 11, share=1, most=20, optional=True),
    Column("Title", 18, share=3),
    Column("Issue", 23, share=1, most=36),
    Column("c.", 2, right=True),
    Column("Why", 22, share=2),
)
WAITING = (
    Column("Place", 12, share=1, most=20),
    Column("Title", 20, share=3),
    Column("c.", 2, right=True),
    Column("Waits for", 10),
    Column("Pieces", 6, right=True),
    Column("From", 14, share=1, most=30),
    Column("To", 14, share=1, most=30, optional=True),
)


class Retention(ListScreen):
    """The list of what may go. Letters are acts here; a scan still goes to check-in."""

    HEADING = "Retention"
    PLACES = (RETENTION, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(RETENTION, LIST)
    EXPLAINS = """
    Every piece that its copy keeps no longer: all but the latest so many issues, what is older than so many
    months or years, what was kept until another copy was bound, or until it came on microfilm, online or in
    a cumulation. How long a copy keeps its issues is said with the title (O opens its card), or comes from
    the record. The list is in shelf order, place by place.

    Space marks, E marks every line that is shown. Z withdraws all that is marked, as one act: ^Z takes it
    back whole. P and Y narrow the list to one place or one reason, A shows all again.

    U shows the copies that wait for something that somebody has to say; there R says that it came: m 2024,
    online 2020-2024. What it covers may then go. W prints the list, or writes it to a file.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._going: Sequence[MayGo] = ()
        self._waiting: Sequence[Waiting] = ()
        self._filters: Filters | None = None
        self._waits = False

    def body(self) -> Iterator[Widget]:
        """Two lists, one in front."""
        yield Rows(
            GOING,
            self._going_rows,
            lambda: len(self._going),
            marking=True,
            empty="Nothing may go.",
            id="going",
        )
        waiting = Rows(
            WAITING,
            self._waiting_rows,
            lambda: len(self._waiting),
            empty="No copy waits for binding, microfilm, online or a cumulation.",
            id="waiting",
        )
        yield hidden(waiting)
        yield self.whole()

    def lit_text(self) -> str:
        """Title, issue, place and why, whole."""
        at = self.rows().cursor
        if self._waits:
            if not self._waiting:
                return ""
            one = self._waiting[at]
            return (
                f"{one.title}, {one.location}: {one.count} kept until {one.what}, {one.first} to {one.last}."
            )
        if not self._going:
            return ""
        piece, why = self._going[at].piece, self._going[at].why
        place = ", ".join(x for x in (piece.location, piece.call_number, f"copy {piece.copy_number}") if x)
        return f"{piece.title}, {piece.label}: {why}. {place}."

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The list in front."""
        return self.query_one("#waiting" if self._waits else "#going", Rows)

    def keys(self) -> Sequence[Key]:
        """Withdraw first."""
        if self._waits:
            return bar(
                (RETENTION, "it came"),
                (RETENTION, "what waits"),
                (RETENTION, "open"),
                (EVERYWHERE, "undo"),
                (EVERYWHERE, "back"),
            )
        return bar(
            (LIST, "mark"),
            (RETENTION, "withdraw"),
            (RETENTION, "every"),
            (RETENTION, "place"),
            (RETENTION, "why"),
            (RETENTION, "all"),
            (RETENTION, "what waits"),
            (RETENTION, "write"),
            (EVERYWHERE, "back"),
            (RETENTION, "open"),
            (EVERYWHERE, "undo"),
        )

    def heading(self) -> str:
        """How many; a short list must say why it is short."""
        if self._waits:
            return f"{super().heading()}  {len(self._waiting)} copies wait"
        parts = [super().heading(), f"{len(self._going)} may go"]
        if self._filters:
            how = str(self._filters.how or "")
            parts += [f"only {name}" for name in (self._filters.location, how) if name]
        return "  ".join(parts)

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.retaining import to_go, waiting

        if not self.is_mounted:
            return
        if self._waits:
            self._waiting = waiting(self.desk.library)
        else:
            self._going = to_go(self.desk.library, self.desk.today(), self._filters)
        self.rows().reload()
        self.show_heading()

    def _going_rows(self, offset: int, limit: int) -> list[Row]:
        return [
            Row(
                one.piece.piece_id,
                (
                    (one.piece.location, "normal"),
                    (one.piece.call_number, "dim"),
                    (one.piece.title, "normal"),
                    (one.piece.label, "normal"),
                    (str(one.piece.copy_number), "dim"),
                    (one.why, "normal"),
                ),
            )
            for one in self._going[offset : offset + limit]
        ]

    def _waiting_rows(self, offset: int, limit: int) -> list[Row]:
        return [
            Row(
                n,
                (
                    (one.location, "normal"),
                    (one.title, "normal"),
                    (str(one.copy_number), "dim"),
                    (one.what, "normal"),
                    (str(one.count), "normal"),
                    (one.first, "dim"),
                    (one.last, "dim"),
                ),
            )
            for n, one in enumerate(self._waiting[offset : offset + limit], offset)
        ]

    def _title_lit(self) -> tuple[int, int | None] | None:
        """(title, issue) of the lit line."""
        at = self.rows().cursor
        if self._waits:
            return (self._waiting[at].title_id, None) if self._waiting else None
        return (self._going[at].piece.title_id, self._going[at].piece.issue_id) if self._going else None

    async def action_withdraw(self) -> None:
        """Z: all that is marked."""
        from buckram.desk.retaining import withdraw

        marks = set(self.rows().marks) if not self._waits else set()
        shown = [one for one in self._going if one.piece.piece_id in marks]
        if len(shown) < len(marks):
            self.news("Some that are marked are not shown: A shows all, then Z withdraws.", Level.LOOK)
            return
        await self.run_act(lambda: f"{withdraw(self.desk, shown)} ^Z takes it back.")
        self.rows().unmark([one.piece.piece_id for one in shown])
        self.refresh_all()

    def action_every(self) -> None:
        """E."""
        if not self._waits:
            self.mark_every([one.piece.piece_id for one in self._going])

    def action_place(self) -> None:
        """P."""
        if not self._waits:
            self.offer_filter("Which place?", [one.piece.location for one in self._going], self._only_place)

    def action_why(self) -> None:
        """Y."""
        if not self._waits:
            self.offer_filter("Kept how long?", [str(one.how) for one in self._going], self._only_how)

    def _only_place(self, name: str) -> None:
        self._filter(location=name)

    def _only_how(self, name: str) -> None:
        from buckram.rules.retention import How

        self._filter(how=How(name))

    def _filter(self, **changes: object) -> None:
        from buckram.desk.retaining import Filters

        self._filters = replace(self._filters or Filters(), **changes)  # type: ignore[arg-type]
        self.refresh_all()
        self.rows().light(0)

    def action_show_all(self) -> None:
        """A."""
        self._filters = None
        self.news("")
        self.refresh_all()

    def action_waits(self) -> None:
        """U: what waits, or what may go again."""
        self._waits = not self._waits
        self.query_one("#going").set_class(self._waits, "gone")
        self.query_one("#waiting").set_class(not self._waits, "gone")
        self.rows().focus()
        self.news("")
        self.refresh_all()
        self.show_keys()

    def action_came(self) -> None:
        """R: microfilm, online or a cumulation of the lit title came."""
        from buckram.desk.retaining import replacement_came, typed_replacement

        lit = self._title_lit()
        if lit is None:
            raise Refused("No title is lit.")
        likely = self._waiting[self.rows().cursor].what if self._waits else ""
        likely = likely if likely not in ("", "binding") else "microfilm"

        def answered(text: str) -> str:
            sentence = replacement_came(self.desk, lit[0], *typed_replacement(text, likely))
            self.refresh_all()
            return f"{sentence} ^Z takes it back."

        self.ask(f"What came, of which years ({likely[0]} 2024, online 2020-2024)", answered)

    async def action_open(self) -> None:
        """O: the title's card."""
        lit = self._title_lit()
        if lit is None:
            raise Refused("No title is lit.")
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(*lit)

    def table(self) -> Table:
        """What may go."""
        from buckram.desk.retaining import as_table

        if self._waits:
            raise Refused("This list is not written.", "U shows what may go.")
        return as_table(self._going, self.desk.today())

    def file_name(self) -> str:
        """retention."""
        return "retention"

    async def action_back(self) -> None:
        """Esc: back to what may go, then home."""
        if self._waits:
            self.action_waits()
        else:
            await super().action_back()
