"""The titles that answer to what was typed, to choose one from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from buckram.storage.titles import Title, TitleLine

COLUMNS = (
    Column("Title", 20, share=3),
    Column("ISSN", 9),
    Column("Publisher", 10, share=1, optional=True),
)


class TitleChoices(Rows):
    """A list of titles. taken: called with the chosen one."""

    def __init__(
        self,
        taken: Callable[[TitleLine], Awaitable[None] | None],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(
            COLUMNS,
            self._some,
            lambda: len(self._titles),
            choose=self._chosen,
            empty="No title answers to this.",
            id=id,
        )
        self._taken = taken
        self._titles: Sequence[TitleLine] = ()

    def offer(self, titles: Sequence[TitleLine]) -> None:
        """Offer these, the first lit."""
        self._titles = titles
        self.reload(0)

    def _some(self, offset: int, limit: int) -> list[Row]:
        return [
            Row(t.id, ((name_in_both_scripts(t), "normal"), (t.issn, "normal"), (t.publisher, "dim")))
            for t in self._titles[offset : offset + limit]
        ]

    def _chosen(self, row: Row) -> Awaitable[None] | None:
        title = next(t for t in self._titles if t.id == row.key)
        return self._taken(title)


def name_in_both_scripts(title: Title | TitleLine) -> str:
    """The romanised title and the one in its own script."""
    return f"{title.name} / {title.vernacular}" if title.vernacular else title.name
