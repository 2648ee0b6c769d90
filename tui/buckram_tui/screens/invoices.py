"""Invoices: entered or read from a file, their lines matched, their sums beside what is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.keys import EVERYWHERE, INVOICES, bar, bindings
from buckram_tui.screens.base import hidden
from buckram_tui.screens.files_read import read_file, told_options
from buckram_tui.screens.picking import PickingScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, TitleBar
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.storage.invoices import Invoice, Line

LIST_COLUMNS = (
    Column("Day", 10),
    Column("Number", 12, share=1, most=24),
    Column("Vendor", 14, share=2, most=40),
    Column("Total", 12, right=True),
    Column("Cur", 3),
    Column("Lines", 5, right=True),
    Column("Not matched", 11, right=True),
    Column("Paid", 10),
)
LINE_COLUMNS = (
    Column("As on the invoice", 20, share=2),
    Column("Amount", 11, right=True),
    Column("From", 10),
    Column("Until", 10),
    Column("Pays for", 20, share=2),
)


class Invoices(PickingScreen):
    """The invoices; behind Enter the lines of one."""

    HEADING = "Invoices"
    PLACES = (INVOICES,)
    BINDINGS: ClassVar[list[BindingType]] = bindings(INVOICES)
    EXPLAINS = """
    A enters an invoice: vendor; number; day; printed total with its currency. Enter opens it, and A there
    adds its lines: what it pays for (ISSN, our order number, the vendor's number, or words of the title); the
    amount; and, where the line says so, the first and the last day. A line that one subscription answers is
    matched; M matches it by hand, or says that it pays for nothing here. The sum of the lines stands beside
    the printed total.

    F reads a CSV file (its columns are in the README). P says on which day the invoice was paid: what its
    lines cover is then paid, and claims can say so. An invoiced price is the sum of the lines of a year.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._invoices: Sequence[Invoice] = ()
        self._lines: Sequence[Line] = ()
        self._open: int | None = None

    def body(self) -> Iterator[Widget]:
        """The invoices, the lines of one, and titles to choose from; one of them in front."""
        yield Rows(
            LIST_COLUMNS,
            self._invoice_rows,
            lambda: len(self._invoices),
            empty="No invoice was entered yet. A enters one, F reads a file.",
            id="invoices",
        )
        yield hidden(
            Rows(
                LINE_COLUMNS,
                self._line_rows,
                lambda: len(self._lines),
                empty="The invoice has no lines yet. A adds one.",
                id="lines",
            )
        )
        yield self.choices()
        summed = Lines(id="sum")
        summed.styles.height = 2
        yield summed

    @property
    def below(self) -> Widget:
        """The list in front."""
        return self.rows()

    def rows(self) -> Rows:
        """The invoices, or the lines of one."""
        return self.query_one("#lines" if self._open is not None else "#invoices", Rows)

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def keys(self) -> Sequence[Key]:
        """What the list in front has."""
        if self._open is not None:
            return bar(
                (INVOICES, "add"),
                (INVOICES, "match"),
                (INVOICES, "paid"),
                (INVOICES, "take away"),
                (EVERYWHERE, "undo"),
                (EVERYWHERE, "back"),
            )
        return bar(
            (INVOICES, "open"),
            (INVOICES, "add"),
            (INVOICES, "file"),
            (INVOICES, "paid"),
            (INVOICES, "take away"),
            (EVERYWHERE, "undo"),
            (EVERYWHERE, "back"),
        )

    def heading(self) -> str:
        """How many, or the invoice that is open."""
        invoice = self._invoice()
        if invoice is None:
            unmatched = sum(one.unmatched for one in self._invoices)
            s = "" if unmatched == 1 else "s"
            left = f"  {unmatched} line{s} not matched" if unmatched else ""
            return f"{super().heading()}  {len(self._invoices)}{left}"
        return f"Invoice {invoice.number}  {invoice.vendor}"

    def _invoice(self) -> Invoice | None:
        """The one that is open."""
        return next((one for one in self._invoices if one.id == self._open), None)

    def _meant(self) -> Invoice:
        """The one that is open, or lit."""
        invoice = self._invoice()
        if invoice is not None:
            return invoice
        if not self._invoices:
            raise Refused("No invoice is lit.", "A enters one.")
        return self._invoices[self.rows().cursor]

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.storage import invoices

        if not self.is_mounted:
            return
        library = self.desk.library
        self._invoices = invoices.invoices(library)
        if self._open is not None and self._invoice() is None:
            # Its entering was taken back, here or elsewhere.
            self._show(None)
        self._lines = invoices.lines(library, self._open) if self._open is not None else ()
        self.rows().reload()
        self.query_one("#title", TitleBar).show(self.heading())
        self._show_sum()

    def _show_sum(self) -> None:
        """The sum of the lines of the open invoice beside what is printed."""
        from buckram.desk.invoicing import sum_told

        invoice = self._invoice()
        told = sum_told(invoice, self._lines) if invoice else ""
        level = "normal" if told.endswith("as printed.") else "warn"
        self.query_one("#sum", Lines).show([[("", "line")], [(f"  {told}", level)]])

    def _show(self, invoice_id: int | None) -> None:
        self._open = invoice_id
        self.query_one("#invoices").set_class(invoice_id is not None, "gone")
        self.query_one("#lines").set_class(invoice_id is None, "gone")
        self.rows().focus()
        self.show_keys()

    def action_open(self) -> None:
        """Enter: the lit invoice; in it, what the lit line pays for."""
        if self._open is not None:
            self.action_match()
            return
        self._show(self._meant().id)
        self.news("")
        self.refresh_all()

    def _invoice_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram.rules.money import told

        return [
            Row(
                one.id,
                (
                    (one.day.isoformat(), "normal"),
                    (one.number, "normal"),
                    (one.vendor, "normal"),
                    (told(one.total, one.currency) if one.total is not None else "", "normal"),
                    (one.currency, "dim"),
                    (str(one.lines), "normal"),
                    (str(one.unmatched or ""), "warn"),
                    (one.paid_on.isoformat() if one.paid_on else "not paid", "normal"),
                ),
            )
            for one in self._invoices[offset : offset + limit]
        ]

    def _line_rows(self, offset: int, limit: int) -> list[Row]:
        from buckram.rules.money import told

        invoice = self._invoice()
        currency = invoice.currency if invoice else ""
        return [
            Row(
                one.id,
                (
                    (one.text, "normal"),
                    (told(one.amount, currency), "normal"),
                    (one.covers_from.isoformat() if one.covers_from else "", "dim"),
                    (one.covers_until.isoformat() if one.covers_until else "", "normal"),
                    (one.title or "not matched", "normal" if one.title else "warn"),
                ),
            )
            for one in self._lines[offset : offset + limit]
        ]

    def _done(self, sentence: str) -> str:
        self.refresh_all()
        return sentence

    def action_add(self) -> None:
        """A: an invoice; in an open one a line, and the next."""
        invoice = self._invoice()
        if invoice is None:
            self.ask("Vendor; number; day; total (ebsco; 4711; 3.1.2026; 1234.50 EUR)", self._entered)
            return
        self.ask("What it pays for; amount; from; until (0028-0836; 199.50; 2027)", self._line_entered)

    def _entered(self, text: str) -> str:
        from buckram.desk.invoicing import add_invoice, typed_heading

        made, sentence = add_invoice(self.desk, typed_heading(self.desk, text))
        self._show(made)
        return self._done(f"{sentence} A adds its lines.")

    def _line_entered(self, text: str) -> str:
        from buckram.desk.invoicing import add_line, typed_line

        invoice = self._meant()
        return self._done(add_line(self.desk, invoice.id, typed_line(self.desk, invoice, text)))

    def action_file(self) -> None:
        """F: read a CSV file."""

        def typed(text: str) -> str:
            from buckram.desk.invoices_read import read_invoices

            path, content = read_file(text)
            taken = read_invoices(self.desk, content, path.name)
            self.refresh_all()
            if told := [*taken.problems, *taken.unmatched, *taken.sums]:
                self.call_after_refresh(
                    self.choose, f"{path.name}: to be looked at", told_options(told, self.size.width)
                )
            return taken.sentence

        self.ask("Name of the CSV file", typed)

    def action_paid(self) -> None:
        """P: the day on which it was paid."""
        from buckram.desk.invoicing import set_paid

        invoice = self._meant()
        self.ask(
            f"Invoice {invoice.number} was paid on (nothing: today; - not paid; 2026-01-12)",
            lambda text: self._done(set_paid(self.desk, invoice, text)),
        )

    def action_match(self) -> None:
        """M, Enter: what the lit line pays for."""
        if self._open is None:
            raise Refused("Lines are matched in the invoice.", "Enter opens it.")
        line = self._lit_line()
        self.ask_title(partial(self._title_chosen, line.id))

    def _lit_line(self) -> Line:
        if not self._lines:
            raise Refused("No line is lit.", "A adds one.")
        return self._lines[self.rows().cursor]

    def _title_chosen(self, line_id: int, title_id: int) -> str | None:
        from buckram.storage.subscriptions import of_title

        there = of_title(self.desk.library, title_id)
        if not there:
            raise Refused("The title has no subscription.", "O on its card, then V: add one.")
        if len(there) == 1:
            return self._matched(line_id, there[0].id)
        letters = "abcdefghjk"
        self.choose(
            f"Which subscription of {there[0].title}?",
            [
                Option(letter, one.vendor or "no vendor", f"{one.order_number} {one.status}", partial(
                    self._matched, line_id, one.id))
                for letter, one in zip(letters, there, strict=False)
            ],
        )  # fmt: skip
        return None

    def _matched(self, line_id: int, subscription_id: int) -> str:
        from buckram.desk.invoicing import match_line

        return self._done(match_line(self.desk, line_id, subscription_id))

    async def action_take_away(self) -> None:
        """D: the lit line, or the lit invoice with its lines."""
        from buckram.desk.invoicing import remove_invoice, remove_line

        if self._open is not None:
            line = self._lit_line()
            await self.run_act(lambda: self._done(f"{remove_line(self.desk, line.id)} ^Z brings it back."))
        else:
            invoice = self._meant()
            await self.run_act(lambda: self._done(f"{remove_invoice(self.desk, invoice)} ^Z brings it back."))

    async def action_back(self) -> None:
        """Esc: out of the choice, out of the invoice, to the renewal list."""
        if self.picking:
            await super().action_back()
        elif self._open is not None:
            self._show(None)
            self.news("")
            self.refresh_all()
        else:
            await self.desk_app.go("renewals")
