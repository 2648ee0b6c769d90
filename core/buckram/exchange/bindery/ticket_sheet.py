"""What stands on a ticket: the same for paper, for a line printer and for a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from buckram.rules.bindery.spine import Line, Spine

COPIES = ("BINDER'S COPY", "LIBRARY'S COPY")
"""Each ticket is printed twice: one goes, one stays."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A ticket for print. symbols: code39, code128 or none. library: whose it is, in one line.

    flags: what the binder must see before all else (RUSH). lettering: (part, text) of each line of the spine.
    groups: (heading, (label, value) ...), nothing empty among them. instructions: sentences. pieces: what
    lies in the bundle, in the order of binding. made: who prepared and proofed it.
    """

    number: str
    symbols: str
    library: str
    flags: Sequence[str]
    lettering: Sequence[Sequence[str]]
    direction: str
    columns: int
    rows: int
    groups: Sequence[tuple[str, Sequence[Sequence[str]]]]
    instructions: Sequence[str]
    pieces: Sequence[str]
    made: str

    @property
    def spine(self) -> Spine:
        """The spine to be drawn."""
        lines = tuple(Line(part, text) for part, text in self.lettering)
        return Spine(lines, self.direction, self.columns, self.rows)

    def plain(self) -> dict[str, Any]:
        """As JSON can say it; `sheet_of` makes the same again."""
        return asdict(self)

    @property
    def text(self) -> str:
        """All that stands on it, for finding a typeface that has its letters."""
        pairs = [part for heading, some in self.groups for pair in some for part in (heading, *pair)]
        lines = [text for _, text in self.lettering]
        return "\n".join(
            [self.library, *self.flags, *lines, *pairs, *self.instructions, *self.pieces, self.made]
        )


def sheet_of(values: Mapping[str, Any]) -> Sheet:
    """The sheet that `plain` gave, also after JSON."""
    return Sheet(**values)
