"""L: the title changed; the lit issue is the first of a later title."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.new_title import TypedTitle
    from buckram.storage.issues import Issue
    from buckram.storage.titles import TitleLine
    from buckram_tui.screens.in_hand import TitleInHand

MOST = 8
"""So many titles to choose from; more words find it better."""


def later_title(screen: TitleInHand) -> str | None:
    """Ask for the later title; one that a link names is offered."""
    from buckram.desk.later_title import candidates
    from buckram.errors import Refused

    box = screen.lit_box()
    if box is None:
        raise Refused("Nothing is lit.", "Move the light to the first issue of the later title.")
    issue = box.issue
    linked = candidates(screen.desk.library, issue.title_id)
    offered = f"; nothing: {linked[0].name}" if linked else ""
    screen.ask(
        f"Later title from {issue.label} on (its name; ISSN{offered})",
        lambda text: _named(screen, issue, text, linked),
    )
    return None


def _named(screen: TitleInHand, issue: Issue, text: str, linked: list[TitleLine]) -> str | None:
    from buckram.desk.later_title import candidates
    from buckram.desk.new_title import AlreadyHere, read_typed_title
    from buckram.desk.resolving import title_line

    library = screen.desk.library
    if not text.strip() and linked:
        _first_number(screen, issue, linked[0])
        return None
    typed: TypedTitle | None = None
    try:
        typed = read_typed_title(library, text)
        found = [] if ";" in text else candidates(library, issue.title_id, text)[:MOST]
    except AlreadyHere as there:
        found = [title_line(library, there.title_id)]
    if not found and typed is not None:
        _first_number(screen, issue, typed)
        return None
    options = [
        Option(str(n), line.name, line.issn, partial(_first_number, screen, issue, line))
        for n, line in enumerate(found, 1)
    ]
    if typed is not None:
        new = partial(_first_number, screen, issue, typed)
        options.append(Option("n", "a new title", f"{typed.name}: it is not in the library yet.", new))
    screen.choose("Which title is it?", options)
    return None


def _first_number(screen: TitleInHand, issue: Issue, later: TitleLine | TypedTitle) -> None:
    screen.ask(
        f"First issue of {later.name[:40]} (nothing: {issue.number} goes on; else 1 1)",
        lambda text: _changed(screen, issue, later, text),
    )


def _changed(screen: TitleInHand, issue: Issue, later: TitleLine | TypedTitle, printed: str) -> None:
    from buckram.desk.later_title import change_title
    from buckram.desk.new_title import TypedTitle
    from buckram.desk.receiving import UnreadNotes
    from buckram_tui.acts.received import read_first, show_receipt

    which = later if isinstance(later, TypedTitle) else later.id
    try:
        done = change_title(screen.desk, issue.id, issue.version, which, printed=printed)
    except UnreadNotes as stop:
        read_first(screen, stop)
    else:
        show_receipt(screen, done.receipt, done.sentence)
