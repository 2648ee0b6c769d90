"""The answers to the sitting's questions, each for all that are marked or for the lit one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from buckram.errors import BuckramError
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.again import Again
    from buckram.desk.outcome import Outcome
    from buckram.desk.skipping import Became
    from buckram.desk.tray import Entry
    from buckram.desk.worklist import Proposal
    from buckram_tui.screens.sitting import Sitting

Asked = Sequence[int]
"""The ids of scans whose questions are answered alike."""


def each(screen: Sitting, asked: Asked, does: Callable[[int], object]) -> int:
    """Do it for each; gives how many. An error of ours ends it; what was done before it stays done."""
    done = 0
    try:
        for scan_id in asked:
            does(scan_id)
            done += 1
    finally:
        screen.answered(asked[:done])
    return done


async def likeliest(screen: Sitting, entry: Entry, asked: Asked, proposed: Proposal) -> str | None:
    """Enter: the likeliest answer."""
    from buckram.desk.skipping import Became
    from buckram.desk.worklist import Do
    from buckram_tui.screens import pile_acts

    match proposed.does:
        case Do.RECEIVE:
            return receive(screen, asked, proposed) if len(asked) < 2 else receive_several(screen, asked)
        case Do.CHOOSE:
            return choose_title(screen, asked)
        case Do.AGAIN:
            return again(screen, asked)
        case Do.CLAIM:
            return skipped(screen, asked, Became.CLAIMED)
        case Do.WATCH:
            return skipped(screen, asked, Became.WATCHED)
        case Do.ATTACH:
            return pile_acts.attach(screen, asked)
        case Do.TYPE:
            return type_code(screen, asked)
        case Do.BARCODE if proposed.issue is not None:
            barcode(screen, asked, proposed.issue.id)
        case Do.OPEN:
            await screen.open_card(entry)
    return None


def barcode(screen: Sitting, asked: Asked, issue_id: int) -> None:
    """The barcode of a piece that went without: a scan puts it on wherever it is scanned, or it is typed."""
    from buckram.desk.item_barcodes import await_barcode, put_on

    piece = await_barcode(screen.desk, issue_id)

    def typed(text: str) -> str:
        done = put_on(screen.desk, piece.id, text)
        screen.desk.wants_barcode = ()
        screen.answered(asked[:1])
        return done.sentence

    screen.ask(f"Barcode of {piece.label} (scan it, or type it)", typed)


def receive(screen: Sitting, asked: Asked, proposed: Proposal) -> str | None:
    """Receive the proposed issue."""
    from buckram.desk.worklist import receive_proposed

    receipt = receive_proposed(screen.desk, asked[0], proposed)
    screen.answered(asked)
    screen.desk_app.after_receipt(receipt.title_id)
    if receipt.skipped:
        s = "" if receipt.skipped == 1 else "s"
        screen.look_up(f"{receipt.sentence} {receipt.skipped} issue{s} before it did not come.")
        return None
    return receipt.sentence


def receive_several(screen: Sitting, asked: Asked) -> str | None:
    """Receive what each of them proposes; one with a note, or that is refused, stays."""
    from buckram.desk.worklist import Do, proposal, receive_proposed

    done: list[int] = []
    stays: list[str] = []
    for scan_id in asked:
        try:
            one = proposal(screen.desk, scan_id)
            if one.does is not Do.RECEIVE or one.notes:
                stays.append("it has a note to be read" if one.notes else "it asks something else by now")
                continue
            receipt = receive_proposed(screen.desk, scan_id, one)
        except BuckramError as problem:
            stays.append(problem.sentence)
            continue
        done.append(scan_id)
        screen.desk_app.after_receipt(receipt.title_id)
    screen.answered(done)
    told = f"{len(done)} received. ^Z takes them back, one by one."
    if stays:
        screen.look_up(f"{told} {len(stays)} stay{'s' if len(stays) == 1 else ''}: {stays[0]}")
        return None
    return told


def choose_title(screen: Sitting, asked: Asked) -> str | None:
    """The titles that the code may mean, to choose one from."""
    from buckram.desk.checkin import take
    from buckram.desk.worklist import choices

    offered = choices(screen.desk, asked[0])

    def taken(title_id: int) -> str | None:
        outcome = take(screen.desk, title_id, offered)
        return went_on(screen, asked[:1], outcome)

    screen.pick(offered.titles, taken)
    return f"{offered.sentence} {offered.next_step}"


def other_title(screen: Sitting, asked: Asked) -> str | None:
    """T on a piece that several titles answered to: it is none of these."""
    from buckram.desk.checkin import take
    from buckram.desk.worklist import choices

    offered = choices(screen.desk, asked[0])
    screen.ask_title(lambda title_id: went_on(screen, asked[:1], take(screen.desk, title_id, offered)))
    return None


def type_code(screen: Sitting, asked: Asked) -> str | None:
    """The code as it is printed, typed."""
    from buckram.desk.worklist import type_code

    screen.ask(
        "What is printed (the code, the ISSN, or words of the title)",
        lambda text: went_on(screen, asked[:1], type_code(screen.desk, asked[0], text)),
    )
    return None


def went_on(screen: Sitting, asked: Asked, outcome: Outcome) -> str | None:
    """A piece whose title is known now: received, or it asks its next question, which is lit."""
    screen.answered(asked, then=outcome.scan_id if outcome.question else 0)
    if outcome.receipt:
        screen.desk_app.after_receipt(outcome.receipt.title_id)
    if outcome.receipt and outcome.receipt.skipped:
        screen.look_up(f"{outcome.sentence} {outcome.next_step}")
        return None
    return f"{outcome.sentence} {'' if outcome.question else outcome.next_step}".rstrip()


def again(screen: Sitting, asked: Asked) -> str | None:
    """G: what the second piece is."""
    from buckram.desk.again import Again

    def one(letter: str, word: str, explains: str, what: Again, *, claims: bool = False) -> Option:
        return Option(letter, word, explains, partial(_is, screen, asked, what, claims=claims))

    screen.choose(
        f"{'These pieces are' if len(asked) > 1 else 'This piece is'} here already. What came again?",
        [
            # First: an Enter too many then changes no box.
            Option("s", "same piece", "It was scanned twice: nothing came.", lambda: twice(screen, asked)),
            one("g", "gift", "It is kept as a gift, beside the copies.", Again.GIFT),
            one("e", "extra copy", "It is kept as an extra copy.", Again.EXTRA),
            one("r", "replacement", "It takes the place of one that is not fit.", Again.REPLACEMENT),
            one("w", "wrong item", "It is not kept; a note stays on the issue.", Again.WRONG_ITEM),
            one("k", "wrong, claim", "The same, and it is claimed.", Again.WRONG_ITEM, claims=True),
        ],
    )
    return None


def _is(screen: Sitting, asked: Asked, what: Again, *, claims: bool) -> str | None:
    from buckram.desk.worklist import answer_again

    told: list[str] = []
    each(
        screen,
        asked,
        lambda scan_id: told.append(answer_again(screen.desk, scan_id, what, claims=claims).sentence),
    )
    return told[-1] if told else None


def twice(screen: Sitting, asked: Asked) -> str:
    """The same piece was scanned again."""
    from buckram.desk.tray import settle

    done = each(screen, asked, lambda scan_id: settle(screen.desk, scan_id, "the same piece, scanned twice"))
    return f"{_so_many(done)}: the same piece, scanned twice."


def skipped(screen: Sitting, asked: Asked, became: Became) -> str | None:
    """K, W, J, X: what became of what did not come."""
    from buckram.desk.worklist import answer_gap

    told: list[str] = []
    each(screen, asked, lambda scan_id: told.append(answer_gap(screen.desk, scan_id, became).sentence))
    return told[-1] if told else None


def settle(screen: Sitting, asked: Asked) -> str:
    """X: dealt with outside of the program."""
    from buckram.desk.tray import settle

    done = each(screen, asked, lambda scan_id: settle(screen.desk, scan_id))
    return f"{_so_many(done)}: dealt with. ^Z asks again."


def _so_many(done: int) -> str:
    return "Answered" if done == 1 else f"{done} answered"
