"""A screen that is a list: marks, filters, and the way of the list to a printer or a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING, ClassVar

from buckram.errors import Refused
from buckram_tui.screens.asking import AskingScreen
from buckram_tui.widgets.bars import Level, TitleBar
from buckram_tui.widgets.lines import Lines, wrapped
from buckram_tui.widgets.menu import Option
from buckram_tui.widgets.rows import Rows

if TYPE_CHECKING:
    from buckram.exchange.lists import Table


class ListScreen(AskingScreen):
    """Subclasses say which list is in front, its table, and what a file of it is called.

    LIT_LINES: how many lines the lit one may take below the list.
    """

    LIT_LINES: ClassVar[int] = 2

    def rows(self) -> Rows:
        """The list in front."""
        raise NotImplementedError

    def table(self) -> Table:
        """It, as it leaves the house. Raises Refused where there is nothing."""
        raise NotImplementedError

    def printed(self) -> Table:
        """The same as it is printed: a list that is too wide for paper leaves columns out."""
        return self.table()

    def file_name(self) -> str:
        """A file for it, without day and ending."""
        raise NotImplementedError

    def lit_text(self) -> str:
        """The lit line whole: a narrow screen cuts its columns."""
        raise NotImplementedError

    def whole(self) -> Lines:
        """The widget for the lit line, below the list."""
        whole = Lines(id="whole")
        whole.styles.height = self.LIT_LINES + 1
        return whole

    def on_rows_lit(self, event: Rows.Lit) -> None:
        """Another line is lit."""
        event.stop()
        if event.rows is self.rows():
            self.show_whole()

    def show_whole(self) -> None:
        """Bring the text of the lit line up to date."""
        lines = wrapped(self.lit_text(), max(self.size.width - 4, 20))[: self.LIT_LINES]
        self.query_one("#whole", Lines).show([[("", "line")], *([(f"  {line}", "normal")] for line in lines)])

    def close_entry(self) -> None:
        """The keys move in the list again."""
        super().close_entry()
        self.set_focus(self.rows())

    def show_heading(self) -> None:
        """Bring the title bar up to date."""
        self.query_one("#title", TitleBar).show(self.heading())

    def action_mark(self) -> None:
        """Space."""
        self.rows().mark()

    def mark_every(self, keys: Sequence[object]) -> None:
        """Mark every line of the list, or take every mark away when all are marked."""
        rows = self.rows()
        marked = set(rows.marks)
        unmarked = [key for key in keys if key not in marked]
        if unmarked:
            rows.mark_all(unmarked)
            self.news(f"{len(keys)} marked.")
        else:
            rows.unmark(rows.marks)
            self.news("Nothing is marked.")

    def offer_filter(self, question: str, names: Sequence[str], chosen: Callable[[str], str | None]) -> None:
        """Let one of these names be chosen: the list shows only that."""
        found = sorted(dict.fromkeys(name for name in names if name))
        if not found:
            self.news("There is nothing to choose from here.", Level.LOOK)
            return
        counts = {name: names.count(name) for name in found}
        letters = ascii_lowercase + digits
        # More than there are keys for: those that take up most of the list.
        if len(found) > len(letters):
            found = sorted(sorted(found, key=lambda name: -counts[name])[: len(letters)])
        # A name that is a letter is chosen by itself.
        own = {name.lower(): name for name in found if name.lower() in set(letters)}
        others = iter([letter for letter in letters if letter not in own])
        self.choose(
            question,
            [
                Option(
                    name.lower() if own.get(name.lower()) == name else next(others),
                    name,
                    str(counts[name]),
                    lambda name=name: chosen(name),  # type: ignore[misc]
                )
                for name in found
            ],
        )

    def action_write(self) -> None:
        """W: where the list is to go."""
        self.choose(
            "Where shall this list go?",
            [
                Option("p", "printer", "To the printer of lists.", self._print),
                Option("c", "spreadsheet", "To a CSV file.", lambda: self._ask_name("csv")),
                Option("t", "text", "To a text file.", lambda: self._ask_name("txt")),
            ],
        )

    def _print(self) -> str:
        from buckram.desk.printing import print_list
        from buckram.exchange.lists import as_text

        table = self.printed()
        said = print_list(self.desk, table.heading, as_text(table))
        self.desk_app.print_waiting()
        return said

    def _ask_name(self, ending: str) -> None:
        name = f"{self.file_name()}-{self.desk.today().isoformat()}.{ending}"
        self.ask("Name of the file", self._write, name)

    def in_form(self, name: str) -> bytes:
        """What a file of this name holds: a list has its own forms where it is more than a table."""
        from buckram.exchange.lists import in_form

        return in_form(self.printed() if name.lower().endswith(".txt") else self.table(), name)

    def _write(self, text: str) -> str:
        return self.write_new(text, self.in_form)

    def write_new(self, text: str, in_form: Callable[[str], bytes]) -> str:
        """Write a file that is not there yet. text: its path; in_form: what one of its name holds."""
        if not text.strip():
            raise Refused("A file needs a name.")
        path = Path(text.strip()).expanduser().absolute()
        content = in_form(path.name)
        try:
            # x: a list of last month is not overwritten by a slip of the keys.
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError as problem:
            raise Refused(f"{path} is there already.", "Give it another name.") from problem
        except OSError as problem:
            raise Refused(
                f"{path} cannot be written: {problem.strerror}.", "Give another name or folder."
            ) from problem
        return f"Written to {path}."
