"""The outbox: letters to vendors that wait, failed, or went; read here before anything is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message as Event
from textual.widget import Widget

from buckram_tui.keys import EVERYWHERE, LIST, OUTBOX, bar, bindings
from buckram_tui.screens.asking import AskingScreen
from buckram_tui.screens.base import DeskScreen, hidden
from buckram_tui.screens.outbox_lines import (
    COLUMNS,
    FILES,
    HEIGHT,
    brief_lines,
    goes,
    letter_lines,
    ran_words,
    row,
)
from buckram_tui.terminal.outcomes import Place
from buckram_tui.widgets.bars import Key, Level, TitleBar
from buckram_tui.widgets.lines import Lines
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.panel import Panel
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.outbox import Worked
    from buckram.storage.messages import Message
    from buckram_tui.mailer import MailerBeside


class Outbox(AskingScreen):
    """Letters, what waits first. Letters are acts here; a scan still goes to check-in."""

    HEADING = "Outbox"
    PLACES = (OUTBOX, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(OUTBOX, LIST)
    EXPLAINS = """
    Letters to vendors. M makes them from the claims of the queue: one for each vendor, in its language,
    with the number of the claim at each issue. Enter shows the lit one as it will go; Enter again sends it
    the way of its vendor: by mail, to the printer, as a file, or, for one that takes claims on its own site,
    counts it as sent when you have been there. R sends every mail that waits, or every one that is marked.

    A claim counts as sent when its letter went. What failed says why, in the server's own words, and stays:
    Enter, Enter tries it again. Of a mail that was broken off nobody knows whether it went; it is never sent
    again by itself. Look into the server's list of what went, then say so with Enter.

    P prints, E saves as PDF, text, a document, a draft mail or a file for machines, H says that you claimed
    it another way. D drops a letter: its claims are in the queue again. ^Z takes back the making while none
    went. I reads a file of answers: EDIFACT, X12 or CSV.
    """
    place = Place(letters_act=True)

    class Ran(Event):
        """The mailer has told what it did."""

        def __init__(self, worked: Worked | str) -> None:
            super().__init__()
            self.worked = worked

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._messages: Sequence[Message] = ()
        self._reads = False
        self._mailer: MailerBeside | None = None
        self._queued = 0

    def body(self) -> Iterator[Widget]:
        """The list with the lit letter in brief, or the letter whole."""
        yield Rows(
            COLUMNS,
            self._rows,
            lambda: len(self._messages),
            choose=self._enter,
            marking=True,
            empty="No letter waits, and none was sent. M makes them from the claim queue.",
            id="letters",
        )
        brief = Lines(id="brief")
        brief.styles.height = HEIGHT
        yield brief
        yield hidden(Panel(id="letter"))

    def on_mount(self) -> None:
        """Arrow keys move in the list."""
        self._list.focus()

    @property
    def _list(self) -> Rows:
        return self.query_one("#letters", Rows)

    def keys(self) -> Sequence[Key]:
        """Reading first, then what sends."""
        if self._reads:
            return [
                ("Enter", goes(self._lit())),
                *bar((OUTBOX, "print"), (OUTBOX, "save"), (EVERYWHERE, "back")),
            ]
        return bar(
            (OUTBOX, "read, send"),
            (OUTBOX, "make"),
            (OUTBOX, "send all"),
            (LIST, "mark"),
            (OUTBOX, "drop"),
            (OUTBOX, "print"),
            (OUTBOX, "save"),
            (OUTBOX, "answers"),
            (EVERYWHERE, "back"),
            (OUTBOX, "by hand"),
            (EVERYWHERE, "undo"),
        )

    def heading(self) -> str:
        """What asks for something; a list that is empty says what it could be filled with."""
        counts = {
            words: sum(one.state == state for one in self._messages)
            for state, words in (("outbox", "waiting"), ("failed", "failed"), ("unknown", "not known"))
        }
        told = [f"{n} {words}" for words, n in counts.items() if n]
        queued = [f"{self._queued} claims without a letter"] if self._queued else []
        return "  ".join([super().heading(), *told, *queued])

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.outbox import everything
        from buckram.storage.claims import unsent

        if not self.is_mounted:
            return
        self._messages = everything(self.desk.library)
        self._queued = sum(one.message_id is None for one in unsent(self.desk.library))
        self._list.reload()
        self.query_one("#title", TitleBar).show(self.heading())
        if self._reads:
            self._show_letter()

    def on_rows_lit(self, event: Rows.Lit) -> None:
        """The lit letter in brief."""
        event.stop()
        lines = brief_lines(self.desk, self._lit(), max(self.size.width - 4, 20))
        self.query_one("#brief", Lines).show(lines)

    def _rows(self, offset: int, limit: int) -> list[Row]:
        return [row(self.desk, one) for one in self._messages[offset : offset + limit]]

    def _lit(self) -> Message | None:
        return self._messages[self._list.cursor] if self._messages else None

    # The letter whole

    def _enter(self, row: Row) -> None:
        self.action_read()

    @property
    def _room(self) -> Size:
        size = self._list.size
        return Size(size.width, size.height + HEIGHT)

    def action_read(self) -> None:
        """Enter: the letter as it will go; again: it goes."""
        message = self._lit()
        if message is None:
            self.news("Nothing is lit. M makes letters from the claim queue.", Level.LOOK)
        elif message.state == "unknown":
            self._ask_whether(message)
        elif not self._reads:
            self._leave_out(message)
            self._show_letter()
            self._read(reads=True)
        else:
            self._send(message)

    def _leave_out(self, message: Message) -> None:
        """What is read is what goes: without what came since the letter was made."""
        from buckram.desk.messages import current

        if message.state not in {"outbox", "failed"}:
            return
        now, left_out = current(self.desk.library, message, self.desk.today())
        self._messages = [now if one.id == now.id else one for one in self._messages]
        if left_out:
            self.news(f"Left out, for it came or ended since: {left_out} of its claims.")

    def _show_letter(self) -> None:
        message = self._lit()
        if message is None:
            self._read(reads=False)
            return
        panel, lines = self.query_one("#letter", Panel), letter_lines(message)
        # Before it was ever shown it has no size: it takes the room of the list and of the lines below.
        panel.show_pages(lambda _width: lines, panel.size if panel.size.height else self._room)

    def _read(self, *, reads: bool) -> None:
        self._reads = reads
        for name in ("#letters", "#brief"):
            self.query_one(name).set_class(reads, "gone")
        self.query_one("#letter").set_class(not reads, "gone")
        self.set_focus(None if reads else self._list)
        self.show_keys()

    def action_page(self, by: int) -> None:
        """PgUp, PgDn while a letter is read."""
        if self._reads:
            self.query_one("#letter", Panel).turn(by)

    async def action_back(self) -> None:
        """Esc: from the letter to the list, then home."""
        if self._reads:
            self._read(reads=False)
        else:
            await super().action_back()

    def close_entry(self) -> None:
        """The keys move in the list again."""
        super().close_entry()
        if not self._reads:
            self.set_focus(self._list)

    # What sends

    def _send(self, message: Message) -> None:
        """The way of its vendor."""
        self._read(reads=False)
        if message.state not in {"outbox", "failed"}:
            return
        match message.channel:
            case "email":
                self._mail([message.id])
            case "print":
                self.action_print()
            case "web":
                self.action_by_hand()
            case _:
                self._ask_name(message, "")

    def _mail(self, message_ids: Sequence[int]) -> None:
        from buckram.desk.outbox import mail_server
        from buckram_tui.mailer import MailerBeside, password

        # What is not set is said before anything begins.
        mail_server(self.desk.library, password())
        if self._mailer is None:
            self._mailer = MailerBeside(self._ran)
        n = len(message_ids)
        self.news(f"{n} letter{'' if n == 1 else 's'} on the way to the mail server.")
        self._list.unmark(self._list.marks)
        self._mailer.send(self.desk, message_ids)

    def _ran(self, worked: Worked | str) -> None:
        """In the mailer's thread; nothing comes of it when the desk was left meanwhile."""
        self.post_message(self.Ran(worked))

    def on_outbox_ran(self, event: Ran) -> None:
        """Say what became of it, whatever screen is in front."""
        self.refresh_all()
        worked, front = event.worked, self.app.screen
        if not isinstance(front, DeskScreen):
            return
        if isinstance(worked, str):
            front.look_up(worked, Level.WRONG)
            return
        if worked.problems or worked.unknown:
            front.look_up(ran_words(worked), Level.WRONG)
        else:
            front.news(ran_words(worked))

    def action_send_all(self) -> None:
        """R: every marked mail, or every mail that waits."""
        marked = set(self._list.marks)
        chosen = [
            one.id
            for one in self._messages
            if one.channel == "email"
            and one.state in {"outbox", "failed"}
            and (not marked or one.id in marked)
        ]
        if not chosen:
            self.news("No mail waits here. Enter shows a letter and sends it its own way.", Level.LOOK)
            return
        self._mail(chosen)

    def action_make(self) -> None:
        """M: from the claims of the queue."""
        from buckram.desk.messages import make

        made = make(self.desk)
        self.refresh_all()
        self._light(made.message_ids[0])
        self.news(f"{made.sentence} ^Z takes it back.")

    def _light(self, message_id: int) -> None:
        places = [n for n, one in enumerate(self._messages) if one.id == message_id]
        if places:
            self._list.light(places[0])

    def _ask_whether(self, message: Message) -> None:
        from buckram.desk.outbox import it_did_not_go, it_went

        at = self.desk.local(message.taken_at)
        self.choose(
            f"Did the mail to {message.vendor[:36]} of {at:%d.%m. %H:%M} go?",
            [
                Option("y", "it went", f"The server has {message.mail_id}.", self._done(it_went, message)),
                Option(
                    "n", "it did not", "It waits; Enter tries it again.", self._done(it_did_not_go, message)
                ),
            ],
        )

    def _done(self, does: Callable[..., str], message: Message) -> Callable[[], str]:
        def doing() -> str:
            said = does(self.desk, message.id)
            self.refresh_all()
            return said

        return doing

    def _act(self, does: Callable[..., str]) -> None:
        """Something that is done with the lit letter."""
        message = self._lit()
        if message is None:
            self.news("Nothing is lit.", Level.LOOK)
            return
        said = does(self.desk, message.id)
        self.refresh_all()
        self._light(message.id)
        self.news(said)

    def action_print(self) -> None:
        """P."""
        from buckram.desk.outbox import print_letter

        self._act(print_letter)
        self.desk_app.print_waiting()

    def action_by_hand(self) -> None:
        """H: claimed on the vendor's site, or by telephone."""
        from buckram.desk.outbox import by_hand

        self._act(by_hand)

    def action_drop(self) -> None:
        """D: what is marked, or the lit one."""
        from buckram.desk.messages import drop

        lit = self._lit()
        chosen = [int(str(key)) for key in self._list.marks] or ([lit.id] if lit else [])
        if not chosen:
            self.news("Nothing is lit.", Level.LOOK)
            return
        said = drop(self.desk, chosen)
        self._list.unmark(self._list.marks)
        self.refresh_all()
        self.news(f"{said} ^Z takes it back.")

    def action_save(self) -> None:
        """E: which kind of file."""
        message = self._lit()
        if message is None:
            self.news("Nothing is lit.", Level.LOOK)
            return
        counts = "It is a copy." if message.state == "sent" else "Its claims then count as sent."
        self.choose(
            f"Save M{message.id:04} as? {counts}",
            [Option(k, kind, words, partial(self._ask_name, message, kind)) for k, kind, words in FILES],
        )

    def _ask_name(self, message: Message, ending: str) -> None:
        from buckram.desk.outbox import proposed_path, save

        def answered(text: str) -> str:
            said = save(self.desk, message.id, Path(text.strip()).expanduser().absolute())
            self.refresh_all()
            return said

        draft = str(proposed_path(self.desk.library, message, ending))
        self.ask("Name of the file", answered, draft)

    def action_answers(self) -> None:
        """I: a file that a vendor sent."""

        def answered(text: str) -> str:
            from buckram.desk.answers_in import take_file

            taken = take_file(self.desk, Path(text.strip()).expanduser())
            self.refresh_all()
            lists = " Those without a claim wait in the claim desk (F8)." if taken.unmatched else ""
            first = f" {taken.problems[0]}" if taken.problems else ""
            return f"{taken.sentence}{lists}{first}"

        self.ask("File of answers", answered)
