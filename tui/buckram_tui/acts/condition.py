"""D, M and Z: a piece is damaged, is gone, is kept no longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from buckram_tui.acts.claims import NOTHING_LIT, shown
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.boxes import Told
    from buckram.storage.issues import Issue
    from buckram_tui.screens.in_hand import TitleInHand


def damaged(screen: TitleInHand) -> str | None:
    """D: the piece in hand, or one that is here already; one that is known to be damaged may be mended."""
    from buckram.desk.bindery.mending_card import waits_to_be_queued
    from buckram.errors import Refused
    from buckram.rules.status import CAME, RECEIVABLE, Status, spoken

    box = screen.lit_box()
    if box is None:
        raise Refused(NOTHING_LIT)
    issue = box.issue
    if waits_to_be_queued(screen.desk.library, issue.id):
        screen.choose(
            f"Of {issue.label} a damaged piece is here:",
            [
                Option("m", "mend", "It goes to the mending queue.", lambda: _mend(screen, issue)),
                Option(
                    "d", "one more", "Another is damaged too.", lambda: ask_damage(screen, issue, claims=True)
                ),
            ],
        )
        return None
    # What came today came so; what lay here longer may have suffered here.
    if issue.status in RECEIVABLE or issue.received_on in {screen.desk.today(), screen.desk.day_of_receipt()}:
        ask_damage(screen, issue, claims=True)
        return None
    if issue.status not in CAME - {Status.WITHDRAWN, Status.AT_BINDERY}:
        raise Refused(f"{issue.label} is {spoken(issue.status)}.", "Only what is here can be damaged.")
    screen.choose(
        f"{issue.label} is here, and damaged:",
        [
            Option("c", "claim", "A replacement is claimed.", lambda: ask_damage(screen, issue, claims=True)),
            Option("n", "no claim", "It is only noted.", lambda: ask_damage(screen, issue, claims=False)),
            Option("m", "mend", "It goes to the mending queue.", lambda: _ask_mending(screen, issue)),
        ],
    )
    return None


def _mend(screen: TitleInHand, issue: Issue) -> str | None:
    """What was noted when it was marked says what is wrong with it; else it is asked for."""
    from buckram.desk.bindery.mending_card import said_of, to_mending

    said = said_of(screen.desk, issue.title_id, issue.id)
    if not said or several(screen):
        _ask_mending(screen, issue, said, already=True)
        return None
    return shown(screen, issue, to_mending(screen.desk, issue.id, issue.version, said, already=True))


def _ask_mending(screen: TitleInHand, issue: Issue, said: str = "", *, already: bool = False) -> None:
    def answered(text: str) -> str | None:
        from buckram.desk.bindery.mending_card import to_mending

        return shown(screen, issue, to_mending(screen.desk, issue.id, issue.version, text, already=already))

    which = "; begin with c.1" if several(screen) else ""
    screen.ask(f"What is wrong with it (torn page, TP{which})", answered, said)


def ask_damage(screen: TitleInHand, issue: Issue, *, claims: bool) -> None:
    """What is the matter with it, and of several copies with which."""
    from buckram_tui.acts.copies import received

    which = "c.1 torn, " if several(screen) else ""

    def answered(text: str) -> str | None:
        from buckram.desk.damaging import damaged

        return received(
            screen, issue, lambda: damaged(screen.desk, issue.id, issue.version, text, claims=claims)
        )

    screen.ask(f"What is damaged ({which}nothing: no note)", answered)


def missing(screen: TitleInHand) -> str | None:
    """M: gone, or found again."""
    from buckram.desk.losing import lost_or_found

    question = "Which copy is missing, or found again (c.2)"
    return _of_a_copy(
        screen, question, lambda issue, text: lost_or_found(screen.desk, issue.id, issue.version, text)
    )


def withdraw(screen: TitleInHand) -> str | None:
    """Z: kept no longer."""
    if screen.marked():
        from buckram.desk.ranges import withdraw_range
        from buckram_tui.acts.marked import over

        over(screen, withdraw_range)
        return None
    from buckram.desk.withdrawing import withdraw

    question = "Which copy is withdrawn (c.2; nothing: all)"
    return _of_a_copy(
        screen, question, lambda issue, text: withdraw(screen.desk, issue.id, issue.version, text)
    )


def _of_a_copy(screen: TitleInHand, question: str, does: Callable[[Issue, str], Told]) -> str | None:
    """Do it at once where there is one copy, or be refused where nothing came; else ask which."""
    from buckram.errors import Refused
    from buckram.rules.status import CAME

    box = screen.lit_box()
    if box is None:
        raise Refused(NOTHING_LIT)
    issue = box.issue
    if not several(screen) or issue.status not in CAME:
        return shown(screen, issue, does(issue, ""))
    screen.ask(question, lambda text: shown(screen, issue, does(issue, text)))
    return None


def several(screen: TitleInHand) -> bool:
    """Whether the title in hand has several copies."""
    return screen.card is not None and len(screen.card.copies) > 1
