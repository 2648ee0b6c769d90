"""The renewal list: what ends soon, decided key by key, carried out, and out to Excel and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.keys import EVERYWHERE, LIST, RENEWALS, bar, bindings
from buckram_tui.screens.files_read import read_file, told_options
from buckram_tui.screens.listing import ListScreen
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.renewing import Filters, Line
    from buckram.exchange.lists import Table
    from buckram.rules.renewal import Decision

COLUMNS = (
    Column("Title", 18, share=3),
    Column("Ends", 10),
    Column("Last yr", 9, right=True),
    Column("This yr", 9, right=True),
    Column("Rise", 6, right=True),
    Column("Cur", 3),
    Column("Decision", 8),
    Column("Vendor", 10, share=1, most=20, optional=True),
    Column("Fund", 6, optional=True),
    Column("Came", 7, right=True, optional=True),
    Column("Form", 7, optional=True),
)


class Renewals(ListScreen):
    """What ends in the window, or is over. Letters are acts here; a scan still goes to check-in."""

    HEADING = "Renewals"
    PLACES = (RENEWALS, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(RENEWALS, LIST)
    EXPLAINS = """
    Subscriptions that end in the next 120 days, and those that are over and go on undecided; D shows more or
    fewer days. R renews, C cancels at the end, H changes something; Y takes a decision back. Each counts for
    every marked line, else for the lit one, and is an act: ^Z. T is for the rest: it ceased, it went to
    another publisher, it comes free with something.

    What a change is stands in its note, parted by ; : 2 copies; print, online, print + online; 2 years;
    vendor NAME. These are done when it is carried out; other words become a note on the title.

    G carries out what is decided: the end moves by the term, and the price of the next year is estimated
    unless one is told (P). What is cancelled ends on its last day: nothing is looked for after it, and what
    comes all the same is received with a warning. A title that ceases is in the list again when that day is
    over: G then ends it too. A year's price is that of the term that began in it.

    E writes the list to Excel, CSV, text or the printer; E B reads an Excel file back: only its decisions,
    notes and new prices count. Enter opens the subscription, O the card, I the invoices, B the funds.
    """
    place = Place(letters_act=True)
    LIT_LINES = 4

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._lines: Sequence[Line] = ()
        self._filters: Filters | None = None

    def body(self) -> Iterator[Widget]:
        """The list, and the lit line whole."""
        yield Rows(
            COLUMNS,
            self._rows,
            lambda: len(self._lines),
            marking=True,
            empty="Nothing ends in this time.",
            id="renewals",
        )
        yield self.whole()

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self.rows().focus()

    def rows(self) -> Rows:
        """The list."""
        return self.query_one("#renewals", Rows)

    def keys(self) -> Sequence[Key]:
        """Decisions first."""
        return bar(
            (RENEWALS, "renew"),
            (RENEWALS, "cancel"),
            (RENEWALS, "change"),
            (LIST, "mark"),
            (RENEWALS, "carry out"),
            (RENEWALS, "export"),
            (RENEWALS, "invoices"),
            (RENEWALS, "budgets"),
            (EVERYWHERE, "back"),
            (RENEWALS, "otherwise"),
            (RENEWALS, "note"),
            (RENEWALS, "price"),
            (RENEWALS, "all"),
        )

    def heading(self) -> str:
        """How many; a short list must say why it is short."""
        from buckram.desk.renewing import counted
        from buckram.rules.renewal import DAYS_AHEAD

        until = self._filters.until if self._filters else None
        days = (until - self.desk.today()).days if until else DAYS_AHEAD
        parts = [super().heading(), counted(self._lines, days)]
        if self._filters:
            said = (self._filters.vendor, self._filters.fund, self._filters.location)
            parts += [f"only {name}" for name in said if name]
        return "  ".join(parts)

    def lit_text(self) -> str:
        """What the columns have no room for; first what one decides by, as what is too long is cut."""
        from buckram.rules.renewal import days_left_told
        from buckram.storage.invoices import paid_for

        if not self._lines:
            return ""
        line = self._lines[self.rows().cursor]
        one = line.one
        paid = {True: "paid", False: "not paid", None: ""}[
            paid_for(self.desk.library, one.id, self.desk.today())
        ]
        copies = "1 copy" if one.copies_paid == 1 else f"{one.copies_paid} copies"
        parts = [
            f"ends {days_left_told(line.days)}",
            f"decide by {one.decide_by.isoformat()}" if one.decide_by else "", line.use_words, paid,
            f"{line.next_year}: {line.after.money.words} ({line.after.source})" if line.after else "",
            one.decision_note,
            one.issn, one.vendor, one.order_number, one.fund, one.location, copies, one.form,
        ]  # fmt: skip
        return f"{one.title}: {', '.join(part for part in parts if part)}."

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.renewing import renewals

        if not self.is_mounted:
            return
        self._lines = renewals(self.desk.library, self.desk.today(), self._filters)
        self.rows().reload()
        self.show_heading()

    def _rows(self, offset: int, limit: int) -> list[Row]:
        return [Row(line.one.id, self._cells(line)) for line in self._lines[offset : offset + limit]]

    def _cells(self, line: Line) -> tuple[Cell, ...]:
        from buckram.desk.renewing import amount_told
        from buckram.rules.money import rise_told

        one = line.one
        money = line.now or line.before
        ended = "ended" if not one.going else ""
        return (
            (one.title, "normal"),
            (one.ends_on.isoformat() if one.ends_on else "", "late" if line.days < 0 else "normal"),
            (amount_told(line.before), "dim"),
            (amount_told(line.now), "normal"),
            (rise_told(line.rise), "warn" if line.rise and line.rise >= 10 else "normal"),
            (money.currency if money else "", "dim"),
            (ended or str(one.decision or ""), "bold"),
            (one.vendor, "dim"),
            (one.fund, "dim"),
            (f"{line.use.came}/{line.use.due}", "warn" if line.use.came < line.use.due else "dim"),
            (one.form, "dim"),
        )

    def _meant(self) -> list[Line]:
        """The marked lines, else the lit one."""
        marks = set(self.rows().marks)
        shown = [line for line in self._lines if line.one.id in marks]
        if len(shown) < len(marks):
            raise Refused("Some that are marked are not shown.", "A shows all, then decide.")
        return shown or [self._lit()]

    def _lit(self) -> Line:
        if not self._lines:
            raise Refused("Nothing is lit.")
        return self._lines[self.rows().cursor]

    def _decide(self, decision: Decision | None, note: str | None = None) -> str:
        from buckram.desk.renewing import decide

        meant = self._meant()
        sentence = decide(self.desk, meant, decision, note)
        self.rows().unmark([line.one.id for line in meant])
        at = self.rows().cursor
        self.refresh_all()
        if len(meant) == 1:
            self.rows().light(at + 1)
        return f"{sentence} ^Z takes it back."

    async def action_decide(self, word: str) -> None:
        """R, C: renew, cancel; Y: not decided."""
        from buckram.rules.renewal import Decision

        await self.run_act(lambda: self._decide(Decision(word) if word else None))

    def action_change(self) -> None:
        """H: change; the note says what."""
        from buckram.rules.renewal import Decision

        draft = self._meant()[0].one.decision_note
        self.ask(
            "Change what (2 copies; online; print + online; 2 years; vendor NAME; other words)",
            lambda text: self._decide(Decision.CHANGE, text),
            draft,
        )

    def action_note(self) -> None:
        """N: a note beside the decision."""
        line = self._lit()
        self.ask("Note", lambda text: self._decide(line.one.decision, text), line.one.decision_note)

    def action_otherwise(self) -> None:
        """T: ceased, transferred, free with something."""
        from buckram.rules.renewal import Decision

        def transferred(text: str) -> str:
            return self._decide(Decision.CHANGE, f"transferred to {text.strip()}")

        def free(text: str) -> str:
            from buckram.desk.renewing import comes_free

            sentence = comes_free(self.desk, self._lit(), text)
            self.refresh_all()
            return sentence

        self.choose(
            "What became of it?",
            [
                Option("c", "ceased", "It ends, and so does the title.", lambda: self._decide(
                    Decision.CANCEL, "ceased")),
                Option("t", "transferred", "Another publisher has it now.", lambda: self.ask(
                    "Transferred to which publisher? (also: ; vendor NAME)", transferred)),
                Option("f", "free", "It comes with a membership, a package, another title.", lambda: self.ask(
                    "Free with what?", free, "membership")),
            ],
        )  # fmt: skip

    def action_price(self) -> None:
        """P: the price of the next term."""
        from buckram.desk.renewing import amount_told
        from buckram.desk.subscribing import set_price

        line = self._lit()

        def typed(text: str) -> str:
            sentence = set_price(self.desk, line.one.id, text, line.next_year)
            self.refresh_all()
            return sentence

        draft = amount_told(line.after.money) if line.after else ""
        asked = f"Price of {line.next_year} (210.50; 210.50 USD; 2026 199.50 for another year)"
        self.ask(asked, typed, draft)

    async def action_carry_out(self) -> None:
        """G: carry out what is decided, of the marked lines, else of all shown."""
        marks = set(self.rows().marks)
        meant = self._meant() if marks else self._lines
        count = sum(line.one.decision is not None or not line.one.going for line in meant)
        if not count:
            raise Refused("Nothing of this is decided.", "R renews, C cancels, H changes.")
        s = "" if count == 1 else "s"
        self.choose(
            f"Carry out {count} decision{s}?",
            [
                Option("g", "carry out", "Ends move, prices are estimated; ^Z takes it back.", lambda: (
                    self._carried_out(meant))),
                Option("n", "not yet", "Nothing is done.", lambda: None),
            ],
        )  # fmt: skip

    def _carried_out(self, meant: Sequence[Line]) -> str:
        from buckram.desk.carrying_out import carry_out

        done = carry_out(self.desk, meant)
        self.rows().unmark(self.rows().marks)
        self.refresh_all()
        by_hand = f" By hand: {'; '.join(done.by_hand)}." if done.by_hand else ""
        return f"{done.sentence}{by_hand} ^Z takes it back."

    def action_subscription(self) -> None:
        """Enter: all that is said of the lit subscription."""
        from buckram_tui.acts.subscription import subscription

        subscription(self, self._lit().one.id)

    async def action_open(self) -> None:
        """O: the title's card."""
        title_id = self._lit().one.title_id
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(title_id, None)

    async def action_to(self, name: str) -> None:
        """I, B: invoices, funds."""
        await self.desk_app.go(name)

    def action_every(self) -> None:
        """M."""
        self.mark_every([line.one.id for line in self._lines])

    def action_only(self, what: str) -> None:
        """V, F, L: one vendor, fund or location."""
        names = [str(getattr(line.one, what)) for line in self._lines]
        self.offer_filter(f"Which {what}?", names, lambda name: self._filter(**{what: name}))

    def _filter(self, **changes: object) -> None:
        from buckram.desk.renewing import Filters

        self._filters = replace(self._filters or Filters(), **changes)  # type: ignore[arg-type]
        self.refresh_all()
        self.rows().light(0)

    def action_show_all(self) -> None:
        """A."""
        self._filters = None
        self.news("")
        self.refresh_all()

    def action_days(self) -> None:
        """D: how far the list looks."""

        def typed(text: str) -> str:
            from buckram.desk.subscription_fields import typed_date

            days = text.strip()
            today = self.desk.today()
            until = today + timedelta(int(days)) if days.isdigit() and len(days) < 4 else None
            self._filter(until=until or typed_date(self.desk, text, last=True))
            return ""

        self.ask("Ends within so many days, or until a day (90; 2027; 2027-06-30)", typed)

    def action_export(self) -> None:
        """E: out of the house, or back in."""
        self.choose(
            "Where shall this list go?",
            [
                Option("x", "Excel", "To be filled in and read back.", lambda: self._ask_name("xlsx")),
                Option("b", "read back", "Decisions from an Excel file.", self._ask_file),
                Option("p", "printer", "To the printer of lists.", self._print),
                Option("c", "spreadsheet", "To a CSV file.", lambda: self._ask_name("csv")),
                Option("t", "text", "To a text file.", lambda: self._ask_name("txt")),
            ],
        )

    def _ask_file(self) -> None:
        def typed(text: str) -> str:
            from buckram.desk.renewal_file import read_back

            path, content = read_file(text)
            read = read_back(self.desk, content, path.name)
            self.refresh_all()
            if read.problems:
                self.call_after_refresh(self._show_problems, read.problems)
            return f"{read.sentence}{' ^Z takes it back.' if read.taken else ''}"

        self.ask("Name of the Excel file", typed)

    def _show_problems(self, problems: Sequence[str]) -> None:
        self.choose("These rows were not taken", told_options(problems, self.size.width))

    def in_form(self, name: str) -> bytes:
        """An Excel file to fill in, else as every list."""
        from buckram.desk.renewal_file import to_xlsx

        return to_xlsx(self.desk, self._lines) if name.lower().endswith(".xlsx") else super().in_form(name)

    def table(self) -> Table:
        """The list in front."""
        from buckram.desk.renewing import as_table

        return as_table(self._lines, self.desk.today())

    def file_name(self) -> str:
        """renewals."""
        return "renewals"
