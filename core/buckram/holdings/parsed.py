"""What an item description or a textual holding says, as values."""

from __future__ import annotations

from dataclasses import dataclass

Numbers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class When:
    """A date in 863 form: year "1999" or "1999/2000", month "03", "07/08" or "21", day "05"; "" where not
    said. A "-" stands for a stretch: month "04-09"."""

    year: str = ""
    month: str = ""
    day: str = ""

    def __bool__(self) -> bool:
        return bool(self.year or self.month or self.day)


@dataclass(frozen=True, slots=True)
class Described:
    """One issue or bound piece, as a text names it.

    numbers: (caption, value) from the highest level down; caption "" where the text has none, value "3",
    "7/8" (combined) or "1-6" (a stretch). alternative: numbers that run beside them.
    """

    numbers: Numbers = ()
    when: When = When()
    alternative: Numbers = ()

    def __bool__(self) -> bool:
        return bool(self.numbers or self.when or self.alternative)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of holdings. end: None where `start` says it all. open: it is still coming in."""

    start: Described
    end: Described | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text and what could be read of it.

    text: as it came. spans: () where nothing is sure. unread: the words that were not understood.
    doubtful: the text itself says that it is not sure ("2016?"). supplement: it speaks of a supplement,
    an index or a special issue, which stands outside the numbering.
    """

    text: str
    spans: tuple[Span, ...] = ()
    unread: tuple[str, ...] = ()
    doubtful: bool = False
    supplement: bool = False
