"""What goes into the scan reader, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key as it arrived. key: Textual's name; character: what it types, or None; at: seconds."""

    key: str
    character: str | None
    at: float


@dataclass(frozen=True, slots=True)
class Place:
    """What keys mean on the screen in front.

    letters_act: a letter on an empty scan line is an act (lists, the card); otherwise it starts a word.
    also_act: characters that act on an empty scan line in any case.
    tab_moves: Tab on an empty scan line moves the focus (a dialog); otherwise it does nothing.
    prose: a text field has the focus and owns what is typed.
    """

    letters_act: bool = False
    also_act: str = "? "
    tab_moves: bool = False
    prose: bool = False


@dataclass(frozen=True, slots=True)
class Submit:
    """A line that was ended.

    text: what it says, without control characters (but with GS where FNC1 was); raw: its bytes as they
    came, without the ending; burst: it came from a scanner, a paste or type-ahead; at: when it ended.
    """

    text: str
    raw: bytes
    burst: bool
    at: float


@dataclass(frozen=True, slots=True)
class Act:
    """Enter on an empty scan line: do what is lit."""

    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Letter:
    """One printable key, typed by hand, that acts because the scan line is empty."""

    stroke: Stroke


@dataclass(frozen=True, slots=True)
class Pass:
    """A key that is not the reader's: an arrow, a function key, Esc, or what is typed in a text field."""

    stroke: Stroke


@dataclass(frozen=True, slots=True)
class TakeOut:
    """These characters stand before the cursor of the text field, but they belong to a scan."""

    text: str


@dataclass(frozen=True, slots=True)
class Unended:
    """A scan had no ending, and the next one came: the scanner sends none."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The scan line now reads so."""

    text: str


Outcome = Submit | Act | Letter | Pass | TakeOut | Unended | Picture
