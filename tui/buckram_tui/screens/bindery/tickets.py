"""The desk of tickets: what is ready for one, how its spine will look, what is said of one volume only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.keys import EVERYWHERE, LIST, TICKETS, bar, bindings
from buckram_tui.screens.base import DeskScreen, hidden
from buckram_tui.screens.bindery.tickets_base import TicketsBase
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.panel import Panel
from buckram_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from buckram.desk.bindery.ticket_list import TicketLine, Want
    from buckram.exchange.lists import Table
    from buckram.storage.bindery.tickets import Ticket

COLUMNS = (
    Column("", 1),
    Column("Ticket", 8),
    Column("To do", 13),
    Column("Title", 18, share=3),
    Column("Volume", 16, share=2, most=36),
    Column("Pcs", 3, right=True),
    Column("Lot", 7, most=12, share=1),
    Column("Binder", 10, share=1, most=20, optional=True),
)


async def open_ticket(screen: DeskScreen, unit_id: int) -> None:
    """Show the ticket of a unit from another screen, or its spine while it has none; Esc goes back there."""
    back = screen.name or "check-in"
    await screen.desk_app.go("tickets")
    shown = cast("Tickets", screen.desk_app.screen)
    # Behind its coming to the front, which shows the list.
    shown.call_later(shown.show_unit, unit_id, back)


class Tickets(TicketsBase):
    """The list, or in its place one unit with its spine beside that of the volume before."""

    HEADING = "Tickets"
    PLACES = (TICKETS, LIST)
    LIT_LINES = 4
    BINDINGS: ClassVar[list[BindingType]] = bindings(TICKETS, LIST)
    EXPLAINS = """
    What is collated or ready gets its ticket here, and what has one stays until it is packed. Enter makes
    the ticket of the lit unit from its title's binding pattern and its pieces; nothing is typed again. R
    makes those of all that is marked, as one act. Of a unit without a pattern the list says so; B makes one.

    Right shows the spine before the ticket is made, beside that of the volume before: the scale above it
    counts letters, and a line that is too long runs over the edge with a ! behind it. Next to it stands what
    is not as before (title, caption, call number, colour), and whether the numbers run on. Right and Left go
    on to the next unit of the list and back.

    C says for this volume only how a line, the class, the colour or the method is; = takes it back. I ticks
    standard instructions, N says something in words, U makes it urgent. The price follows. Where the binder's
    tickets are proofed, a second person reads the spine and presses Y; any change asks for a new proof, and
    without it the unit is not packed.

    P prints the ticket in two copies, the binder's and the library's. W prints the list, writes it, or
    writes the binder's data file. A scanned ticket shows its unit.
    """
    place = Place(letters_act=True)

    def body(self) -> Iterator[Widget]:
        """The list, or one unit whole."""
        yield Rows(
            COLUMNS,
            self._rows,
            lambda: len(self._lines),
            marking=True,
            empty="Nothing is ready for a ticket. What is collated at the bench (F9 D) comes here.",
            id="tickets",
        )
        yield hidden(Panel(id="spine"))
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def come_to_front(self) -> None:
        """From F9 the list is in front, and Esc leads home."""
        self._previews.clear()
        self._also, self._back = None, "check-in"
        self._show_list()
        super().come_to_front()

    def keys(self) -> Sequence[Key]:
        """The next step first."""
        shown = (TICKETS, "make"), (TICKETS, "change"), (TICKETS, "proof"), (TICKETS, "print")
        said = (TICKETS, "in words"), (TICKETS, "instructions"), (TICKETS, "urgent"), (TICKETS, "pattern")
        if self._shown is not None:
            return bar(*shown, (EVERYWHERE, "back"), *said, (TICKETS, "open"), (EVERYWHERE, "undo"))
        return bar(
            (TICKETS, "make"),
            (TICKETS, "spine"),
            (LIST, "mark"),
            (TICKETS, "marked"),
            (TICKETS, "print"),
            (TICKETS, "proof"),
            (EVERYWHERE, "back"),
            (TICKETS, "change"),
            *said,
            (TICKETS, "filter"),
            (TICKETS, "lot"),
            (TICKETS, "every"),
            (TICKETS, "write"),
            (TICKETS, "open"),
            (EVERYWHERE, "undo"),
        )

    def heading(self) -> str:
        """How many; a short list must say why it is short."""
        parts = [super().heading()]
        if self._shown is not None and (preview := self.preview(self._shown)) is not None:
            number = preview.ticket.number if preview.ticket else "no ticket yet"
            return f"{parts[0]}  {number}  {preview.unit.label}"
        to_make = sum(not line.has_ticket for line in self._lines)
        parts.append(f"{len(self._lines)} units, {to_make} without")
        if to_proof := sum(line.to_proof for line in self._lines):
            parts.append(f"{to_proof} to proof")
        parts += [
            f"only {name}" for name in (str(self._want or ""), self._lot and f"lot {self._lot}") if name
        ]
        return "  ".join(parts)

    # Making, proofing, printing

    async def action_make(self) -> None:
        """Enter: make it, or show it."""
        from buckram.desk.bindery.tickets import make

        line = self.lit_line()
        preview = self.preview(line.unit.id)
        if line.has_ticket and not (self._shown is not None and preview is not None and preview.changed):
            if self._shown is None:
                self._look(line.unit.id)
            return
        ticket = make(self.desk, line.unit.id)
        self._also = line.unit.id
        self.refresh_all()
        self._light(line.unit.id)
        self._look(line.unit.id)
        self.news(f"Ticket {ticket.number}. P prints it, ^Z takes it back.")

    def action_make_marked(self) -> None:
        """R."""
        from buckram.desk.bindery.tickets import make_all

        ids = [line.unit.id for line in self._marked()]
        made = make_all(self.desk, ids)
        self.rows().unmark([ticket.unit_id for ticket in made.tickets])
        self.refresh_all()
        self.news(f"{made.sentence} ^Z takes it back.", Level.LOOK if made.not_made else Level.OK)

    def _marked(self) -> list[TicketLine]:
        """What is marked, in the order of the list. Raises Refused where some of it is not shown."""
        marks = set(self.rows().marks)
        found = [line for line in self._lines if line.unit.id in marks]
        if len(found) < len(marks):
            raise Refused("Some that are marked are not shown.", "F and L show all.")
        return found

    def chosen(self) -> list[TicketLine]:
        """What is marked, else the lit one."""
        return (self._shown is None and self._marked()) or [self.lit_line()]

    async def action_proof(self) -> None:
        """Y."""
        from buckram.desk.bindery.ticket_changes import proof

        found = [preview.ticket for line in self.chosen() if (preview := self.preview(line.unit.id))]
        if not all(found) or not found:
            raise Refused("There is no ticket to proof.", "Enter makes it.")
        await self.run_act(lambda: proof(self.desk, [ticket for ticket in found if ticket]))
        self._refresh_kept()

    def action_print(self) -> None:
        """P."""
        from buckram.desk.bindery.ticket_printing import print_tickets

        said = print_tickets(self.desk, [line.unit.id for line in self.chosen()])
        self.desk_app.print_waiting()
        self.news(said)

    def action_look(self, by: int) -> None:
        """Right: the spine of the lit unit; there Right and Left go on to the next unit and back."""
        if self._shown is not None:
            self.rows().light(self.rows().cursor + by)
            self.news("")
        elif by < 0:
            return
        self._look(self.lit_line().unit.id)

    def action_page(self, by: int) -> None:
        """PgUp, PgDn: of a spine that is higher than the screen."""
        if self._shown is None:
            self.rows().action_page(by)
        else:
            self.query_one("#spine", Panel).turn(by)

    async def action_act(self, what: str) -> None:
        """C, I, N, U."""
        from buckram_tui.screens.bindery import ticket_acts

        does = getattr(ticket_acts, what)
        await self.run_act(lambda: does(self))

    def lit_ticket(self) -> Ticket:
        """The ticket of the lit unit. Raises NotFound where it has none."""
        from buckram.desk.bindery.tickets import get

        return get(self.desk.library, self.lit_line().unit.id)

    def done(self, said: str) -> str:
        """Something was said of the lit unit: shown, with the news."""
        self._refresh_kept()
        return f"{said} ^Z takes it back."

    def _refresh_kept(self) -> None:
        """Ask again; the light stays on its unit, wherever that stands now."""
        line = self.lit()
        self.refresh_all()
        if line is not None:
            self._light(line.unit.id)

    # The list

    def action_every(self) -> None:
        """E."""
        if self._shown is None:
            self.mark_every([line.unit.id for line in self._lines])

    def action_filter(self) -> None:
        """F."""
        from buckram.desk.bindery.ticket_list import Want

        words = {
            Want.ALL: ("a", "Everything that is here."),
            Want.TO_MAKE: ("m", "What has no ticket yet."),
            Want.TO_PROOF: ("p", "What a second person has to read."),
            Want.MADE: ("t", "What has its ticket."),
            Want.NO_PATTERN: ("n", "What cannot have one before its title has a pattern."),
        }

        def only(want: Want) -> None:
            self._want = None if want is Want.ALL else want
            self._also = None
            self.refresh_all()
            self.rows().light(0)

        self.choose(
            "Which units?",
            [
                Option(letter, str(want), explains, lambda want=want: only(want))  # type: ignore[misc]
                for want, (letter, explains) in words.items()
            ],
        )

    def action_lot(self) -> None:
        """L: one lot, or all again."""
        if self._lot:
            self._only_lot("")
            return
        self.offer_filter("Which lot?", [line.about.lot for line in self._lines], self._only_lot)

    def _only_lot(self, number: str) -> None:
        self._lot, self._also = number, None
        self.refresh_all()
        self.rows().light(0)

    def action_write(self) -> None:
        """W: the list, or the binder's data of what is marked or lit."""
        self.choose(
            "What shall be written?",
            [
                Option("p", "print the list", "To the printer of lists.", self._print),
                Option("c", "list, spreadsheet", "The list to a CSV file.", lambda: self._ask_name("csv")),
                Option("t", "list, text", "The list to a text file.", lambda: self._ask_name("txt")),
                Option("b", "binder's data", "Every field of the marked tickets, CSV.", self._ask_data),
                Option("a", "tagged text", "The same with the elements of ABLE's import.", self._ask_tagged),
            ],
        )

    def _ask_data(self) -> None:
        self._ask_file("csv")

    def _ask_tagged(self) -> None:
        self._ask_file("txt")

    def _ask_file(self, ending: str) -> None:
        from buckram.desk.bindery.ticket_files import csv_file, tagged_doubts, tagged_file

        ids = [line.unit.id for line in self.chosen()]
        data = (csv_file if ending == "csv" else tagged_file)(self.desk.library, ids)

        def answered(text: str) -> str:
            told = tagged_doubts(self.desk.library, ids)[:1] if ending == "txt" else []
            return " ".join([self.write_new(text, lambda _name: data), *told])

        lot = self._lot or self.lit_line().about.lot
        name = f"tickets-{lot or self.desk.today().isoformat()}.{ending}"
        self.ask("Name of the data file", answered, name)

    def table(self) -> Table:
        """The list as it is shown."""
        from buckram.desk.bindery.ticket_list import as_table
        from buckram.desk.deciding import decided

        return as_table(self._lines, inches=decided(self.desk.library, "inches"))

    def file_name(self) -> str:
        """tickets."""
        return "ticket-list"

    async def take_scan(self, scan: Submit) -> None:
        """A scanned ticket shows its unit; anything else goes to check-in."""
        from buckram.desk.bindery.tickets import by_number

        ticket = by_number(self.desk.library, scan.text)
        if ticket is None:
            await super().take_scan(scan)
            return
        self.close_entry()
        self.show_unit(ticket.unit_id, self._back)

    # Elsewhere

    async def action_pattern(self) -> None:
        """B: the binding pattern; Esc there comes back here."""
        from buckram_tui.screens.bindery.pattern import open_pattern

        unit = self.lit_line().unit
        among = [(line.unit.title_id, line.unit.copy_id) for line in self._lines]
        await open_pattern(self, unit.title_id, unit.copy_id, list(dict.fromkeys(among)))

    async def action_open(self) -> None:
        """O: the title's card."""
        title_id = self.lit_line().unit.title_id
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(title_id, None)

    async def action_back(self) -> None:
        """Esc: to the list, then to where it was opened from."""
        if self._shown is None:
            await self.desk_app.go(self._back)
            return
        unit_id = self._shown
        self._show_list()
        self._light(unit_id)
        self.news("")
