"""G, and Enter on a box that is here already: what the second piece is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from buckram_tui.acts.claims import NOTHING_LIT, shown
from buckram_tui.acts.condition import several
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.again import Again
    from buckram.storage.issues import Issue
    from buckram_tui.screens.in_hand import TitleInHand


def again(screen: TitleInHand) -> str | None:
    """Ask what it is."""
    from buckram.desk.again import Again
    from buckram.desk.receiving import scan_in_hand
    from buckram.errors import Refused
    from buckram.rules.status import CAME, RECEIVABLE, spoken

    box = screen.lit_box()
    if box is None:
        raise Refused(NOTHING_LIT)
    issue = box.issue
    if issue.status not in CAME:
        step = "Enter receives it." if issue.status in RECEIVABLE else "C says what is printed."
        raise Refused(f"{issue.label} is {spoken(issue.status)}.", step)

    def one(letter: str, word: str, explains: str, what: Again, *, claims: bool = False) -> Option:
        return Option(letter, word, explains, partial(_keep, screen, issue, what, claims=claims))

    options = [
        one("g", "gift", "It is kept as a gift, beside the copies.", Again.GIFT),
        one("e", "extra copy", "It is kept as an extra copy.", Again.EXTRA),
        Option(
            "r", "replacement", "It takes the place of one that is not fit.", lambda: _which(screen, issue)
        ),
        one("w", "wrong item", "It is not kept; a note stays on the issue.", Again.WRONG_ITEM),
        one("k", "wrong, claim", "The same, and it is claimed.", Again.WRONG_ITEM, claims=True),
    ]
    if scan_id := scan_in_hand(screen.desk, issue.title_id):
        same = partial(_same, screen, issue, scan_id)
        # First: an Enter too many then changes no box.
        options.insert(0, Option("s", "same piece", "It was scanned twice: nothing came.", same))
    screen.choose(f"{issue.label} is {spoken(issue.status)} already. What is this piece?", options)
    return None


def _which(screen: TitleInHand, issue: Issue) -> str | None:
    from buckram.desk.again import Again

    if not several(screen):
        return _keep(screen, issue, Again.REPLACEMENT)
    screen.ask(
        "Which copy does it replace (c.2; nothing: the one that is not fit)",
        lambda text: _keep(screen, issue, Again.REPLACEMENT, text),
    )
    return None


def _keep(screen: TitleInHand, issue: Issue, what: Again, text: str = "", *, claims: bool = False) -> str:
    from buckram.desk.again import came_again

    told = came_again(screen.desk, issue.id, issue.version, what, text, claims=claims)
    return shown(screen, issue, told)


def _same(screen: TitleInHand, issue: Issue, scan_id: int) -> str:
    from buckram.desk.receiving import put_down
    from buckram.desk.tray import settle

    settle(screen.desk, scan_id, "the same piece, scanned twice")
    put_down(screen.desk, issue.title_id)
    screen.show_now(issue.title_id, issue.id, issue.run)
    return "The same piece, scanned twice: nothing was changed."
