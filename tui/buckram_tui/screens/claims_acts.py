"""What the letters of the claims screen do to the marked lines, or to the lit one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

from buckram.errors import Refused
from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.claim_policies import Choice
    from buckram.desk.claim_queue import Line
    from buckram.rules.replies import Answer, Ending
    from buckram.storage.replies import Reply
    from buckram_tui.screens.claims import Claims

Boxes = list[tuple[int, int]]


def _boxes(lines: Sequence[Line]) -> Boxes:
    return [(line.issue_id, line.issue.version) for line in lines]


def claim(screen: Claims) -> str | None:
    """K; asks once where the publisher's window is closed."""
    lines = screen.meant()
    closed = sum((line.standing.days_left or 0) < 0 for line in lines)
    if not closed:
        return _claim(screen, lines)
    which = "its window" if len(lines) == 1 else f"the window of {closed} of these {len(lines)}"
    screen.choose(
        f"The publisher has closed {which}. Claim all the same?",
        [
            Option("n", "no", "Back to the list; G decides how it ends.", lambda: None),
            Option("y", "yes", "Claim: the vendor may still have one.", partial(_claim, screen, lines)),
        ],
    )
    return None


def _claim(screen: Claims, lines: Sequence[Line]) -> str:
    from buckram.desk.claiming import claim_all

    return screen.done(claim_all(screen.desk, _boxes(lines)).sentence)


def drop(screen: Claims) -> str:
    """D: out of the queue of what is to be sent."""
    from buckram.desk.holding import take_out

    return screen.done(take_out(screen.desk, _boxes(screen.meant())).sentence)


def receive(screen: Claims) -> str:
    """R: it came after all, and lies on the desk."""
    from buckram.desk.receiving import UnreadNotes, receive

    line = _one(screen)
    try:
        receipt = receive(screen.desk, line.issue_id, line.issue.version)
    except UnreadNotes as unread:
        raise Refused(unread.sentence, "O opens the card, where it is read.") from unread
    told = screen.done(receipt.sentence)
    screen.desk_app.after_receipt(receipt.title_id)
    return told


def watch(screen: Claims) -> None:
    """W: until which day, and why."""
    from buckram.desk.holding import hold

    boxes = _boxes(screen.meant())
    screen.ask(
        "Leave it alone until (2w, 18 dec, - no longer), and why",
        lambda text: screen.done(hold(screen.desk, boxes, text).sentence),
    )


def not_published(screen: Claims) -> str:
    """X: it never appeared; of an answer without a claim: it was dealt with."""
    from buckram.rules.replies import Ending

    if screen.answers:
        from buckram.desk.replying import settle

        return screen.done(settle(screen.desk, screen.lit_reply().id))
    return _ended(screen, screen.meant(), Ending.NOT_PUBLISHED)


def note(screen: Claims) -> None:
    """N: on the issue of the lit line; of what is to be sent, for the letter."""
    from buckram.desk.holding import note_for_letter
    from buckram.desk.noting import write_note

    if screen.sending:
        boxes = _boxes(screen.meant())
        screen.ask(
            "Note for the letter (empty: none)",
            lambda text: screen.done(note_for_letter(screen.desk, boxes, text).sentence),
        )
        return

    line = _one(screen)

    def answered(text: str) -> str:
        write_note(screen.desk, line.issue.title_id, text, issue_id=line.issue_id)
        return screen.done(f"Noted on {line.issue.label}.")

    screen.ask(f"Note on {line.issue.label}", answered)


def give_up(screen: Claims) -> None:
    """G: how it ends without its piece."""
    from buckram.rules.replies import Ending

    lines = screen.meant()
    many = lines[0].issue.label if len(lines) == 1 else f"{len(lines)} issues"
    explains = {
        Ending.UNAVAILABLE: ("u", "Nobody can send it; the gap stays."),
        Ending.REPLACEMENT: ("r", "Ordered from elsewhere: watched for 90 days."),
        Ending.CREDIT: ("c", "Paid back, or the subscription runs longer; the gap stays."),
        Ending.NOT_PUBLISHED: ("n", "It never appeared: no gap."),
    }
    screen.choose(
        f"How does it end: {many}?",
        [
            Option(letter, str(ending), words, partial(_ended, screen, lines, ending))
            for ending, (letter, words) in explains.items()
        ],
    )


def _ended(screen: Claims, lines: Sequence[Line], ending: Ending) -> str:
    from buckram.desk.giving_up import give_up

    return screen.done(give_up(screen.desk, _boxes(lines), ending).sentence)


def answer(screen: Claims) -> None:
    """A: what the vendor answered; of an answer without a claim: to which claim it is."""
    if screen.answers:
        _ask_claim(screen, screen.lit_reply())
        return
    from buckram.rules.replies import EFFECTS

    lines = screen.meant()
    claim_ids = [claim_id for line in lines for claim_id in line.open_claims]
    if not claim_ids:
        raise Refused("Nothing was sent here that could be answered.", "K claims it first.")
    screen.choose(
        "What did the vendor answer?",
        [
            Option(effect.letter, str(answer), effect.explains, partial(_ask_day, screen, claim_ids, answer))
            for answer, effect in EFFECTS.items()
        ],
    )


def _ask_day(screen: Claims, claim_ids: Sequence[int], answer: Answer) -> None:
    from buckram.desk.replying import reply, typed_answer
    from buckram.rules.replies import EFFECTS

    def answered(text: str) -> str:
        said = typed_answer(screen.desk, answer, text)
        told = reply(screen.desk, claim_ids, answer, said.day, said.due_on, said.text)
        return f"{screen.done(told.sentence)} {EFFECTS[answer].proposes}".rstrip()

    screen.ask(f"“{answer}”: the day that it names, and its words (15 dec, in print; or nothing)", answered)


def _ask_claim(screen: Claims, reply: Reply) -> None:
    from buckram.identify import fold
    from buckram.storage.claims import awaiting

    def answered(text: str) -> str | None:
        found = awaiting(screen.desk.library, fold(text), reply.vendor_id)
        if not found:
            raise Refused("No claim that waits for an answer is of such a title.", "Fewer or other words.")
        options = [
            Option(
                letter,
                f"{one.title}, {one.label}",
                f"claim {one.number} of {one.sent_on.isoformat()}",
                partial(_matched, screen, reply, one.id),
            )
            for letter, one in zip(ascii_lowercase + digits, found, strict=False)
        ]
        screen.call_after_refresh(screen.choose, "Which claim is it the answer to?", options)
        return None

    screen.ask("Words of the title that it is about", answered)


def _matched(screen: Claims, reply: Reply, claim_id: int) -> str:
    from buckram.desk.replying import match

    return screen.done(match(screen.desk, reply.id, [claim_id]).sentence)


def policy(screen: Claims) -> None:
    """P: when the title, its vendor, its frequency are claimed."""
    from buckram.desk.claim_policies import choices

    line = _one(screen)
    found = choices(screen.desk.library, line.issue.title_id, line.vendor_id)
    letters = {"title": "t", "vendor and frequency": "b", "vendor": "v", "frequency": "f"}
    screen.choose(
        "Claim policy of what? Enter at a line shows what holds now.",
        [
            Option(
                letters[one.scope],
                one.called,
                one.typed or "(as is usual)",
                partial(_ask_policy, screen, line, one),
            )
            for one in found
        ],
    )


def _ask_policy(screen: Claims, line: Line, choice: Choice) -> None:
    from buckram.desk.claim_policies import decide_policy

    screen.ask(
        f"{choice.called}: first 30, again 60, most 3, window 90; or never: why (empty: as is usual)",
        lambda text: screen.done(
            decide_policy(screen.desk, line.issue.title_id, line.vendor_id, choice.scope, text)
        ),
        choice.typed,
    )


def _one(screen: Claims) -> Line:
    line = screen.lit()
    if line is None:
        raise Refused("Nothing is lit.")
    return line


ACTS: Mapping[str, Callable[[Claims], str | None]] = {
    "claim": claim,
    "drop": drop,
    "receive": receive,
    "watch": watch,
    "not_published": not_published,
    "note": note,
    "give_up": give_up,
    "answer": answer,
    "policy": policy,
}
"""The acts by the name that the key table has for them."""
