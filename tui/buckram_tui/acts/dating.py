"""F6: the day that receipts count from now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram_tui.screens.in_hand import TitleInHand


def back_date(screen: TitleInHand) -> None:
    """Ask for the day of receipt."""
    screen.ask("Received on (today, yesterday, 18, 18 nov, -3)", lambda text: _dated(screen, text))


def _dated(screen: TitleInHand, text: str) -> str:
    from buckram.desk.deciding import decided
    from buckram.rules.typed_day import typed_day
    from buckram_tui.card.words import full_day

    desk = screen.desk
    day_first = bool(decided(desk.library, "day_first"))
    desk.back_date(typed_day(text, desk.today(), day_first=day_first))
    screen.come_to_front()
    day = desk.receipt_date
    stays = f"Receipts count as of {full_day(day)}. F6 and Enter: today again." if day else ""
    return stays or "Receipts count as of today."
