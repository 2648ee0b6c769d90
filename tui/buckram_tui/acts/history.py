"""H: what was done to the lit issue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from buckram_tui.card.words import full_day
from buckram_tui.widgets.lines import wrapped

if TYPE_CHECKING:
    from buckram.desk.history import Done, History
    from buckram.storage.piece_lives import PieceTold
    from buckram_tui.screens.in_hand import TitleInHand
    from buckram_tui.widgets.line import Cell


def history(screen: TitleInHand) -> None:
    """Show the history of the lit issue."""
    from buckram.desk.history import history

    if box := screen.lit_box():
        told = history(screen.desk, box.issue.id)
        screen.show_panel(lambda width: list(history_lines(told, width)))


def history_lines(told: History, width: int) -> Iterator[list[Cell]]:
    """Pieces, what was predicted, then the acts, newest first."""
    yield [(f"  History of {told.label}", "title")]
    for piece in told.pieces:
        yield from _text(_piece(piece), width, "normal")
    for sentence in told.bound:
        yield from _text(sentence, width, "normal")
    for claim in told.claims:
        state = ("sent" if claim.sent else "in the queue") if claim.open else "closed"
        yield from _text(f"Claim {claim.number}, {claim.reason}: {state}.", width, "claimed")
    if told.predicted:
        yield from _text(f"First predicted as {told.predicted}.", width, "normal")
    yield []
    for done in told.acts:
        yield [(f"  {_when(done)}  ", "dim"), (done.person, "bold"), ("  undone" * done.undone, "warn")]
        yield from _text(done.sentence, width, "dim" if done.undone else "normal", indent=4)
    if not told.acts:
        yield from _text("Nobody has done anything to it here.", width, "dim")


def _when(done: Done) -> str:
    return f"{full_day(done.at.date())} {done.at:%H:%M}"


def _piece(piece: PieceTold) -> str:
    """One piece in a sentence."""
    copy = f"Copy {piece.copy}" if piece.copy else "Piece"
    where = f" for {piece.location}" if piece.location else ""
    kind = "" if piece.kind == "regular" else f", {piece.kind}"
    fit = "" if piece.condition == "good" else f", {piece.condition}"
    by = f" by {piece.by}" if piece.by else " (from the record)"
    barcode = f", barcode {piece.barcode}" if piece.barcode else ""
    addon = f", {piece.addon} beside the printed code" if piece.addon else ""
    return f"{copy}{where}{kind}{fit}: received {full_day(piece.received_on)}{by}{barcode}{addon}."


def _text(text: str, width: int, style: str, indent: int = 2) -> Iterator[list[Cell]]:
    for line in wrapped(text, max(width - indent - 1, 10)):
        yield [(" " * indent + line, style)]
