"""What stands where the card will stand, while nothing is in hand."""

from __future__ import annotations

from buckram_tui.widgets.line import Cell


def welcome_lines(*, demo: bool, empty: bool, overdue: str = "") -> list[list[Cell]]:
    """What can be done; on the demonstration library what to try, in an empty one how to fill it.

    overdue: a sentence about what is not back from the binder, or "".
    """
    if empty:
        return [
            [],
            [("  This library has no titles yet.", "normal")],
            [("  Leave with ", "normal"), ("F10", "key"), (" and read records into it:", "normal")],
            [],
            [("  buckram import FILE", "typed")],
        ]
    lines: list[list[Cell]] = [
        [],
        [("  Scan the barcode of a piece, or type its ISSN,", "normal")],
        [("  its CODEN or words of its title.", "normal")],
        [],
        [("  Enter", "key"), (" then receives the issue that is lit.", "normal")],
    ]
    if overdue:
        lines += [[], [(f"  {overdue}", "late")]]
    if demo:
        lines += [
            [],
            [("  This is a demonstration library. Try:", "dim")],
            [("  0028-0836", "typed"), ("  Enter: Nature; Enter: received", "dim")],
            [("  economist", "typed"), ("  Enter: found by its words", "dim")],
            [("  ^Z       ", "key"), ("  the last receipt is taken back", "dim")],
            [("  F4       ", "key"), ("  what is late", "dim")],
        ]
    return lines
