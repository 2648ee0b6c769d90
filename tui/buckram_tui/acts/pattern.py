"""P, E and Y: the pattern of the title: make it, ask why, take the changed one that is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram_tui.widgets.bars import Level

if TYPE_CHECKING:
    from buckram_tui.screens.in_hand import TitleInHand


async def workshop(screen: TitleInHand) -> None:
    """P: the workshop, with the title in hand on the bench."""
    if screen.title_id is not None:
        await screen.desk_app.go("workshop")


def explain_issue(screen: TitleInHand) -> None:
    """E: why the lit issue is the next one."""
    from buckram.desk.explaining import explain_issue
    from buckram_tui.workshop.head import sentence_lines

    if box := screen.lit_box():
        told = explain_issue(screen.desk.library, box.issue.id)
        screen.show_panel(lambda width: sentence_lines(f"Why {told.heading}?", told.sentences, width))


def offer_after(screen: TitleInHand, told: str, title_id: int, run: str) -> None:
    """Look for a changed pattern when the act is on the screen already; told: the news of the act."""
    screen.call_after_refresh(_say_offer, screen, told, title_id, run)


def _say_offer(screen: TitleInHand, told: str, title_id: int, run: str) -> None:
    from buckram.desk.offering import offer

    found = offer(screen.desk.library, title_id, run)
    if found and screen.title_id == title_id:
        again = "" if found.after else "Again: "
        screen.news(f"{told} {again}{found.sentence} Y takes it.", Level.LOOK)


def take_offer(screen: TitleInHand) -> str | None:
    """Y: the changed pattern that is offered."""
    from buckram.desk.offering import offer, take_offer
    from buckram.errors import Refused

    if screen.title_id is None:
        return None
    box = screen.lit_box()
    run = box.issue.run if box else "basic"
    found = offer(screen.desk.library, screen.title_id, run)
    if found is None:
        raise Refused("No changed pattern is offered.", "Nothing came otherwise twice in the same way.")
    adopted = take_offer(screen.desk, found)
    screen.show_now(found.title_id, None, run)
    return adopted.sentence
