"""Vendors: the list, the sheet of one, and what is ordered from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.keys import EVERYWHERE, LIST, VENDORS, bar, bindings
from buckram_tui.screens.base import hidden
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.exchange.lists import Table
    from buckram.storage.vendors import Order, VendorLine
    from buckram_tui.screens.performance import Performance

LISTED = (
    Column("Vendor", 24, share=2, most=60),
    Column("Kind", 9),
    Column("Account", 12, share=1, most=24),
    Column("Claims go", 9),
    Column("Titles", 6, right=True),
    Column("Claims", 6, right=True),
)
ORDERED = (
    Column("Title", 24, share=2, most=60),
    Column("", 8),
    Column("From", 10, optional=True),
    Column("Until", 10),
    Column("Order number", 12, share=1, most=24),
    Column("Cop.", 4, right=True),
    Column("Claims", 6, right=True),
)


class Vendors(ListScreen):
    """Two lists, one in front: vendors, or the orders with the one that is chosen."""

    HEADING = "Vendors"
    PLACES = (VENDORS, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(VENDORS, LIST)
    EXPLAINS = """
    Who supplies: agents, publishers, exchange partners. Titles counts those on order, Claims the open ones
    that were sent. Enter opens the sheet of the lit vendor: every line is changed by its letter. A adds a
    vendor, F shows only one kind, Q how the lit one performs.

    M merges the lit vendor into another: all that refers to it moves there, and its name still leads there.

    T shows what is ordered from it. There Space marks, E marks all that has not ended, and M moves what is
    marked to another vendor from a day on: the orders end on the day before and stay on record, new ones take
    their place, with their order numbers, without, or with those that you type. Open claims are closed as
    unavailable, claimed again at the new one, or left. Each is one act: ^Z takes it back whole.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._all: Sequence[VendorLine] = ()
        self._lines: Sequence[VendorLine] = ()
        self._orders: Sequence[Order] = ()
        self._kind = ""
        self.of: VendorLine | None = None

    def body(self) -> Iterator[Widget]:
        """The two lists."""
        yield Rows(
            LISTED,
            self._vendor_rows,
            lambda: len(self._lines),
            empty="No vendor is on record. A adds one.",
            id="vendors",
        )
        yield hidden(
            Rows(
                ORDERED,
                self._order_rows,
                lambda: len(self._orders),
                marking=True,
                empty="Nothing was ever ordered from it.",
                id="orders",
            )
        )
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The list in front."""
        return self.query_one("#orders" if self.of else "#vendors", Rows)

    def keys(self) -> Sequence[Key]:
        """The sheet first."""
        back = (EVERYWHERE, "back")
        if self.of:
            acts = ((VENDORS, word) for word in ("every", "merge, move", "open", "write"))
            return bar((LIST, "mark"), *acts, (EVERYWHERE, "undo"), back)
        words = ("sheet", "titles", "add", "merge, move", "kind", "performance", "write")
        return bar(*((VENDORS, word) for word in words), back)

    def heading(self) -> str:
        """How many, or of whom."""
        if self.of:
            running = sum(order.status != "ended" for order in self._orders)
            return f"{super().heading()}  {self.of.name}: {running} on order, {len(self._orders)} in all"
        only = f"  only {self._kind}" if self._kind else ""
        return f"{super().heading()}  {len(self._lines)}{only}"

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.storage import vendors

        if not self.is_mounted:
            return
        self._all = vendors.lines(self.desk.library)
        self._lines = [line for line in self._all if self._kind in ("", line.kind)]
        if self.of is not None:
            self.of = next((line for line in self._all if line.id == self.of.id), None)
            if self.of is None:
                self._front()
            else:
                self._orders = vendors.orders(self.desk.library, self.of.id)
        self.rows().reload()
        self.show_heading()

    def _front(self) -> None:
        """Bring the right list to the front."""
        self.query_one("#vendors").set_class(self.of is not None, "gone")
        self.query_one("#orders").set_class(self.of is None, "gone")
        self.set_focus(self.rows())
        self.show_keys()

    def lit_text(self) -> str:
        """The lit line whole."""
        at = self.rows().cursor
        if self.of:
            if not self._orders:
                return ""
            order = self._orders[at]
            until = f" until {order.ends_on}" if order.ends_on else ""
            since = f" from {order.starts_on}" if order.starts_on else ""
            number = f", order {order.number}" if order.number else ""
            return f"{order.title}: {order.status}{since}{until}{number}."
        if not self._lines:
            return ""
        line = self._lines[at]
        account = f", account {line.account}" if line.account else ""
        return f"{line.name}, {line.kind}{account}."

    def _vendor_rows(self, offset: int, limit: int) -> list[Row]:
        return [
            Row(
                one.id,
                (
                    (one.name, "normal"),
                    (one.kind, "dim"),
                    (one.account, "dim"),
                    (one.channel, "normal"),
                    (str(one.titles or ""), "normal"),
                    (str(one.claims or ""), "claimed"),
                ),
            )
            for one in self._lines[offset : offset + limit]
        ]

    def _order_rows(self, offset: int, limit: int) -> list[Row]:
        return [
            Row(
                one.id,
                (
                    (one.title, "dim" if one.status == "ended" else "normal"),
                    (one.status, "dim"),
                    (one.starts_on, "dim"),
                    (one.ends_on, "normal"),
                    (one.number, "dim"),
                    (str(one.copies or ""), "normal"),
                    (str(one.claims or ""), "claimed"),
                ),
            )
            for one in self._orders[offset : offset + limit]
        ]

    def lit_vendor(self) -> VendorLine:
        """The lit vendor, or the one whose orders are in front. Raises Refused."""
        if self.of:
            return self.of
        if not self._lines:
            raise Refused("No vendor is lit.", "A adds one.")
        return self._lines[self.rows().cursor]

    def light_vendor(self, vendor_id: int) -> None:
        """Light a vendor in the list."""
        self._kind, self.of = "", None
        self.refresh_all()
        self._front()
        at = next((n for n, line in enumerate(self._lines) if line.id == vendor_id), 0)
        self.rows().light(at)

    def marked_orders(self) -> list[Order]:
        """The marked orders, else the lit one, that have not ended. Raises Refused."""
        rows = self.rows()
        marks = set(rows.marks) or ({rows.lit.key} if rows.lit else set())
        found = [order for order in self._orders if order.id in marks and order.status != "ended"]
        if not found:
            raise Refused("This order has ended.", "Mark orders that run: Space the lit one, E all.")
        return found

    def unmark(self) -> None:
        """What was marked is done."""
        self.query_one("#orders", Rows).unmark(self.query_one("#orders", Rows).marks)

    def action_sheet(self) -> None:
        """Enter."""
        from buckram_tui.screens.vendor import sheet

        if self.of or self._lines:
            sheet(self, self.lit_vendor().id)

    def action_add(self) -> None:
        """A: a new vendor, then its sheet."""
        from buckram_tui.screens.vendor import add

        add(self)

    def action_titles(self) -> None:
        """T: what is ordered from the lit vendor; again: back."""
        self.of = None if self.of else self.lit_vendor()
        self.unmark()
        self._front()
        self.news("")
        self.refresh_all()
        if self.of:
            self.rows().light(0)

    def action_every(self) -> None:
        """E."""
        if self.of:
            self.mark_every([order.id for order in self._orders if order.status != "ended"])

    def action_join(self) -> None:
        """M: merge the lit vendor into another, or move the marked orders to one."""
        from buckram_tui.screens.vendor import merge, move

        if self.of:
            move(self)
        else:
            merge(self, self.lit_vendor().id)

    def action_kind(self) -> None:
        """F: only one kind; where only one is shown, all again."""
        if self.of:
            return
        if self._kind:
            self._only("")
        else:
            self.offer_filter("Which kind?", [line.kind for line in self._all], self._only)

    def _only(self, kind: str) -> None:
        self._kind = kind
        self.news("")
        self.refresh_all()
        self.rows().light(0)

    async def action_performance(self) -> None:
        """Q: how the lit vendor performs, title by title."""
        vendor_id = self.lit_vendor().id
        await self.desk_app.go("performance")
        cast("Performance", self.desk_app.screen).show_vendor(vendor_id)

    async def action_open(self) -> None:
        """O: the card of the lit title."""
        if not self.of or not self._orders:
            self.news("No title is lit: T shows what is ordered from the lit vendor.", Level.LOOK)
            return
        title_id = self._orders[self.rows().cursor].title_id
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(title_id, None)

    def table(self) -> Table:
        """The list in front."""
        from buckram.desk.vendors import as_table, orders_table
        from buckram.storage.vendors import get

        if self.of:
            return orders_table(get(self.desk.library, self.of.id), self._orders)
        return as_table(self._lines)

    def file_name(self) -> str:
        """vendors, or orders."""
        return "orders" if self.of else "vendors"

    async def action_back(self) -> None:
        """Esc: back to the vendors, then home."""
        if self.of:
            self.action_titles()
        else:
            await super().action_back()
