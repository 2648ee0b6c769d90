"""Inventory of the shelf: walk along it with the scanner, then work off what came out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from buckram.errors import Refused
from buckram_tui.card.choices import TitleChoices
from buckram_tui.keys import EVERYWHERE, INVENTORY, LIST, bar, bindings
from buckram_tui.screens.base import hidden
from buckram_tui.shelf.lists import WalkLists
from buckram_tui.shelf.rows import CHOICES, LINES, SEEN, WALKS, choice_row, line_row, seen_row, walk_row
from buckram_tui.terminal.outcomes import Place, Submit
from buckram_tui.widgets.bars import Key, Level
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.desk.inventory import Found
    from buckram.rules.status import Status
    from buckram.storage.inventory import Seen
    from buckram.storage.titles import TitleLine

LAST = 200
"""So many of the last pieces are shown while walking."""


class Inventory(WalkLists):
    """Which walk; the walk; its lists. A scan belongs to the walk while one goes on."""

    HEADING = "Inventory"
    PLACES = (INVENTORY, LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(INVENTORY, LIST)
    EXPLAINS = """
    Enter begins a walk along the shelf of a place, or takes up one that was left: also after a dropped line,
    also at another station. Then scan piece after piece, in the order in which they stand. Silence means: in
    place. The bell means: look. A piece belongs to another place, or stands out of order; or it stands here
    and the card says that it is expected or missing (Enter receives it, or puts it back); or its retention
    lets it go; or no title answers to it. A code without the digits that tell the issue names the title only:
    the issue is asked for, Enter takes the lit one, and the next scan leaves the question for later. T looks
    up a title whose code cannot be read. Every scan is on the disk when it is answered.

    L shows the lists, one after the other: what is missing (the card says it is here, and it was not seen
    between the first title and the last of what was walked), misplaced, to withdraw, not received, to clear
    up. Space and E mark; M marks missing what is marked, Z withdraws it, each as one act that ^Z takes back.
    W prints a list or writes it to a file. F: the walk is done; its lists stay. A second walk finds some of
    the missing again.
    """
    place = Place(letters_act=True)

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=name)
        self._seen: Sequence[Seen] = ()
        self._asking: Found | None = None
        self._issues: Sequence[tuple[int, str, Status]] = ()

    def body(self) -> Iterator[Widget]:
        """The lists, one in front."""
        yield Rows(
            WALKS, self._walk_rows, lambda: len(self.walks), choose=self._take_walk, empty="", id="walks"
        )
        seen = Rows(
            SEEN,
            self._seen_rows,
            lambda: len(self._seen),
            empty="Scan the first piece on the shelf.",
            id="seen",
        )
        yield hidden(seen)
        lines = Rows(
            LINES, self._line_rows, lambda: len(self.lines), marking=True, empty="Nothing.", id="lines"
        )
        yield hidden(lines)
        issues = Rows(
            CHOICES, self._choice_rows, lambda: len(self._issues), choose=self._issue_chosen, id="issues"
        )
        yield hidden(issues)
        yield hidden(TitleChoices(self._title_chosen, id="titles"))
        yield self.whole()

    def lit_text(self) -> str:
        """The lit line whole, with what was scanned."""
        at = self.rows().cursor
        match self._in_front():
            case "lines" if self.lines:
                line = self.lines[at]
                place = ", ".join(text for text in (line.location, line.call_number) if text)
                named = f"{line.title}, {line.label}" if line.label else line.title
                return f"{named}: {line.why}. {place}".rstrip(" .:") + "."
            case "seen" if self._seen:
                seen = self._seen[at]
                named = ", ".join(text for text in (seen.title, seen.label, seen.location) if text)
                return f"{named}: {seen.verdict}. Scanned: {seen.raw}"
        return ""

    def on_mount(self) -> None:
        """Arrow keys move in the list in front."""
        self._front()

    # What is in front

    def _in_front(self) -> str:
        if self.walk is None:
            return "walks"
        if self._asking is not None:
            return "titles" if self._asking.titles else "issues"
        return "lines" if self.which is not None else "seen"

    def rows(self) -> Rows:
        """The list in front."""
        return self.query_one(f"#{self._in_front()}", Rows)

    def _front(self) -> None:
        front = self._in_front()
        for name in ("walks", "seen", "lines", "issues", "titles"):
            self.query_one(f"#{name}").set_class(name != front, "gone")
        self.set_focus(self.rows())
        self.show_heading()
        self.show_keys()

    def keys(self) -> Sequence[Key]:
        """What the list in front can do."""
        back = bar((EVERYWHERE, "back"), (EVERYWHERE, "undo"))
        match self._in_front():
            case "walks":
                return [("Enter", "begin, or go on"), *bar((INVENTORY, "lists")), *back]
            case "titles" | "issues":
                return [("Enter", "this one"), ("Esc", "later")]
            case "lines":
                acts = bar(
                    (INVENTORY, "lists"),
                    (LIST, "mark"),
                    (INVENTORY, "every"),
                    (INVENTORY, "missing"),
                    (INVENTORY, "withdraw"),
                    (INVENTORY, "write"),
                    (INVENTORY, "open"),
                )
                return [*acts, *back]
        acts = bar(
            (INVENTORY, "receive"),
            (INVENTORY, "lists"),
            (INVENTORY, "title"),
            (INVENTORY, "finish"),
            (INVENTORY, "open"),
        )
        return [*acts, *back]

    def heading(self) -> str:
        """Where, how many; which list."""
        walk = self.walk
        if walk is None:
            return super().heading()
        pieces = f"{walk.pieces} piece{'' if walk.pieces == 1 else 's'}"
        parts = [super().heading(), walk.location or "all places", pieces]
        if self.which is not None:
            parts.append(f"{self.which}: {len(self.lines)}")
        elif walk.ended_at:
            parts.append("done")
        return "  ".join(parts)

    def refresh_all(self) -> None:
        """Ask again."""
        from buckram.desk.shelf_lists import lists
        from buckram.errors import NotFound
        from buckram.storage import inventory

        if not self.is_mounted:
            return
        library = self.desk.library
        before = self._in_front()
        try:
            # What is asked about, or the walk itself, may have been taken back.
            if self._asking is not None:
                inventory.one_seen(library, self._asking.seen_id)
        except NotFound:
            self._asking = None
        try:
            if self.walk is not None:
                self.walk = inventory.walk(library, self.walk.id)
        except NotFound:
            self.walk, self.which, self._asking = None, None, None
        if self.walk is None:
            walks = inventory.walks(library)
            places = [(None, "all places"), *inventory.locations(library)]
            going = [walk for walk in walks if walk.ended_at is None]
            self.walks = [*going, *places, *(walk for walk in walks if walk.ended_at is not None)]
        elif self.which is not None:
            self.lines = lists(self.desk, self.walk)[self.which]
        else:
            self._seen = inventory.seen(library, self.walk.id, LAST)[::-1]
        if self._asking is None:
            self.rows().reload()
        if self._in_front() != before:
            self._front()
        self.show_heading()

    def _walk_rows(self, offset: int, limit: int) -> list[Row]:
        part = self.walks[offset : offset + limit]
        return [walk_row(n, one, self.desk) for n, one in enumerate(part, offset)]

    def _seen_rows(self, offset: int, limit: int) -> list[Row]:
        return [seen_row(one, self.desk) for one in self._seen[offset : offset + limit]]

    def _line_rows(self, offset: int, limit: int) -> list[Row]:
        return [line_row(one) for one in self.lines[offset : offset + limit]]

    def _choice_rows(self, offset: int, limit: int) -> list[Row]:
        return [choice_row(*one) for one in self._issues[offset : offset + limit]]

    # The walk

    def _take_walk(self, row: Row) -> None:
        from buckram.desk.walks import begin
        from buckram.storage.inventory import Walk

        chosen = self.walks[int(str(row.key))]
        self.walk = chosen if isinstance(chosen, Walk) else begin(self.desk, chosen[0])
        self.which = None
        self.show_all()
        if self.walk.ended_at:
            self.news("This walk is done: L shows its lists, a scan takes it up again.")
        else:
            self.news("Scan the pieces in the order in which they stand.")

    def show_all(self) -> None:
        """What is in front, as it is now; a question that stood open waits."""
        self._asking = None
        self._front()
        self.refresh_all()

    async def take_scan(self, scan: Submit) -> None:
        """A piece on the shelf. Before a walk is chosen nothing is taken: what stands on the shelf would be
        received as mail, once more."""
        if self.walk is None:
            self.look_up("No walk is begun, and nothing was received. Enter begins one; F2 is for mail.")
            return
        if self._asking is not None and not scan.burst:
            # Enter behind typed digits would be a choice that nobody looked at.
            self.news("Choose with the arrow keys and Enter; Esc leaves the question.", Level.LOOK)
            return
        self.close_entry()
        self._scan(scan.text)

    def _scan(self, text: str) -> None:
        from buckram.desk.inventory import scan_shelf
        from buckram.desk.walks import go_on

        assert self.walk is not None
        if self.walk.ended_at:
            self.walk = go_on(self.desk, self.walk)
        self.which = None
        self._answered(scan_shelf(self.desk, self.walk, text))

    def _answered(self, found: Found) -> None:
        """Show the answer to a scan; ring where somebody has to look."""
        self.show_all()
        self.rows().light(0)
        if found.titles or found.issues:
            self._ask(found)
        sentence = f"{found.sentence} {found.next_step}".rstrip()
        if found.look:
            self.desk_app.look_up(sentence)
        else:
            self.news(sentence)

    def _ask(self, found: Found) -> None:
        self._asking = found
        if found.titles:
            self.query_one("#titles", TitleChoices).offer(found.titles)
        else:
            self._issues = found.issues
            self.query_one("#issues", Rows).reload(found.likely)
        self._front()

    def _title_chosen(self, title: TitleLine) -> None:
        from buckram.desk.inventory import choose_title

        assert self.walk is not None
        assert self._asking is not None
        self._answered(choose_title(self.desk, self.walk, self._asking.seen_id, title.id))

    def _issue_chosen(self, row: Row) -> None:
        from buckram.desk.inventory import choose_issue

        assert self.walk is not None
        assert self._asking is not None
        self._answered(choose_issue(self.desk, self.walk, self._asking.seen_id, int(str(row.key))))

    def _seen_lit(self) -> int | None:
        """The scan that the lit line is about."""
        if self.walk is None or self._asking is not None:
            return None
        at = self.rows().cursor
        if self.which is not None:
            return self.lines[at].seen_id if self.lines else None
        return self._seen[at].id if self._seen else None

    async def action_receive(self) -> None:
        """Enter: what the lit line wants."""
        from buckram.desk.inventory import Verdict, ask_again, receive_found
        from buckram.storage.inventory import one_seen

        seen_id = self._seen_lit()
        if self.walk is None or seen_id is None:
            self.news("There is nothing to answer here.", Level.LOOK)
            return
        walk = self.walk
        if one_seen(self.desk.library, seen_id).verdict in {Verdict.WHICH_TITLE, Verdict.WHICH_ISSUE}:
            self._ask(ask_again(self.desk, walk, seen_id))
            return

        def receive() -> str:
            sentence, receipt = receive_found(self.desk, walk, seen_id)
            self.refresh_all()
            if receipt:
                self.desk_app.after_receipt(receipt.title_id)
            return sentence

        await self.run_act(receive)

    def action_title(self) -> None:
        """T: a piece whose code cannot be read."""
        self.on_a_walk()

        def answered(text: str) -> None:
            if text.strip():
                self.close_entry()
                self._scan(text.strip())

        self.ask("Words of the title, or its ISSN", answered)

    def action_finish(self) -> None:
        """F: the walk is done."""
        from buckram.desk.walks import end

        walk = self.on_a_walk()
        if walk.ended_at:
            self.news("This walk is done already.", Level.LOOK)
            return
        sentence = end(self.desk, walk)
        self.action_lists()
        self.news(f"{sentence} L shows the next list.")

    async def action_open(self) -> None:
        """O: the title's card."""
        title: tuple[int | None, int | None] = (None, None)
        at = self.rows().cursor
        if self.which is not None and self.lines and self._asking is None:
            title = self.lines[at].title_id, self.lines[at].issue_id
        elif self._in_front() == "seen" and self._seen:
            title = self._seen[at].title_id, self._seen[at].issue_id
        if title[0] is None:
            raise Refused("No title belongs to this line.")
        await self.desk_app.go("check-in")
        self.desk_app.check_in.hold_title(title[0], title[1])

    async def action_back(self) -> None:
        """Esc: the question stays for later; then the walk, the choice of walks, home."""
        if self._asking is not None:
            self.show_all()
        elif self.which is not None:
            self.which = None
            self.show_all()
        elif self.walk is not None:
            self.walk = None
            self.show_all()
            # The walk that was left stands first.
            self.rows().light(0)
        else:
            await super().action_back()
            return
        self.news("")
