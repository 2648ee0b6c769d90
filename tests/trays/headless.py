"""The script done without a screen, as a program does it: straight through the desk's own functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from buckram.desk import checkin, pile, tray, worklist
from buckram.desk.adding import ExpectedBox, add_beside, parent_of, read_extra
from buckram.desk.again import Again, came_again
from buckram.desk.ahead import extend
from buckram.desk.answering import gap
from buckram.desk.by_number import receive_by_number
from buckram.desk.cards import light
from buckram.desk.claiming import claim
from buckram.desk.codes import forget_code
from buckram.desk.codes_shown import codes_of
from buckram.desk.copies_came import copies_came
from buckram.desk.correcting import brings_a_piece, correct, not_published, read_printed
from buckram.desk.damaging import damaged
from buckram.desk.deciding import horizon
from buckram.desk.desk import Desk
from buckram.desk.item_barcodes import await_barcode, put_on
from buckram.desk.joining import join
from buckram.desk.later_title import candidates, change_title
from buckram.desk.looking_up import look_up
from buckram.desk.losing import lost_or_found
from buckram.desk.new_title import read_typed_title
from buckram.desk.noting import have_read, write_note
from buckram.desk.outcome import Done, Outcome
from buckram.desk.ranges import receive_range
from buckram.desk.receiving import Receipt
from buckram.desk.retaining import to_go
from buckram.desk.retaining import withdraw as withdraw_all
from buckram.desk.skipping import Became, settle_gap
from buckram.desk.undoing import redo_last, undo_last
from buckram.desk.watching import watch
from buckram.desk.withdrawing import withdraw
from buckram.errors import BuckramError
from buckram.rules.typed_day import typed_day
from buckram.storage import issues
from buckram.storage.issues import Issue
from trays.script import Step

_GAP = {
    "claim": Became.CLAIMED,
    "watch": Became.WATCHED,
    "came in one piece": Became.COMBINED,
    "not published": Became.NOT_PUBLISHED,
}
_AGAIN = {"gift": Again.GIFT, "extra copy": Again.EXTRA, "wrong item": Again.WRONG_ITEM}


@dataclass(slots=True)
class Program:
    """Works at a desk. title, issue: what lies there; asked: the question that is being answered.

    rings: how often a person would have had to look up from the tray.
    """

    desk: Desk
    title: int = 0
    issue: int = 0
    asked: int = 0
    rings: int = 0
    last: Outcome | None = None
    gap_of: int = 0
    alike: list[int] = field(default_factory=list)

    def do(self, step: Step) -> None:
        """One step of the script."""
        if step.does == "press":
            self._means(step.means)
            return
        text = step.text
        self.asked = 0
        # Words are a search of which the first title is taken; codes that are typed are codes.
        unknown = self.last is not None and self.last.done is Done.NO_RECORD and self.last.key is not None
        if step.does == "type" and not text[0].isdigit() and not text.startswith(pile.BY_HAND):
            found = look_up(self.desk.library, text)
            self._told(checkin.take(self.desk, found[0].id, self.last if unknown else None))
        elif step.does == "type" and (words := pile.words_put_aside(text)) is not None:
            pile.put_aside(self.desk, words)
        else:
            self._told(checkin.scan(self.desk, text, by_hand=step.does == "type"))

    def _means(self, words: str) -> None:
        for name, does in self._acts().items():
            if match := re.fullmatch(rf"{name}(?:: (.*))?", words):
                try:
                    does(match[1] or "")
                except BuckramError:
                    # A refusal rings, and changes nothing.
                    self.rings += 1
                return
        raise ValueError(f"No act is called {words}")

    def _acts(self) -> dict[str, Callable[[str], object]]:
        return (
            {
                "nothing": lambda _: None,
                "take the first": self._take_first,
                "receive": lambda _: self._receive(),
                "read the note and receive": lambda _: self._read_and_receive(),
                "the box": self._light,
                "damaged": lambda text: self._told_of(damaged(self.desk, *self._box(), text)),
                "join with the next": lambda _: self._told_of(join(self.desk, *self._box())),
                "printed": self._printed,
                "beside it": self._beside,
                "by number": self._by_number,
                "copies": lambda text: self._told_of(copies_came(self.desk, *self._box(), text)),
                "later title": self._later,
                "claim": lambda _: claim(self.desk, *self._box()),
                "watch": lambda text: watch(self.desk, *self._box(), text),
                "not published": lambda _: self._not_published(),
                "missing": lambda text: lost_or_found(self.desk, *self._box(), text),
                "withdraw": lambda text: withdraw(self.desk, *self._box(), text),
                "gift": lambda _: self._again(Again.GIFT),
                "extra copy": lambda _: self._again(Again.EXTRA),
                "wrong item": lambda _: self._again(Again.WRONG_ITEM),
                "wrong item, claimed": lambda _: self._again(Again.WRONG_ITEM, claims=True),
                "replacement": lambda text: self._again(Again.REPLACEMENT, text),
                "the same piece": lambda _: self._same_piece(),
                "note": lambda text: write_note(self.desk, self.title, text, issue_id=self.issue),
                "title note": lambda text: write_note(self.desk, self.title, text),
                "undo": lambda _: undo_last(self.desk),
                "redo": lambda _: redo_last(self.desk),
                "as of": self._as_of,
                "forget its code": lambda _: self._forget(),
                "receive to": self._receive_to,
                "withdraw all that may go": lambda _: withdraw_all(
                    self.desk, to_go(self.desk.library, self.desk.today())
                ),
                "the questions": lambda _: self._first_question(),
                "the next question": lambda _: self._step_on(1),
                "the question before": lambda _: self._step_on(-1),
                "these alike": self._mark,
                "its barcode is waited for": lambda _: self._await_barcode(),
                "its card": lambda _: self._its_card(),
                "the tray is done": lambda _: tray.tray_done(self.desk),
            }
            | {f"gap, {word}": self._gap_as(became) for word, became in _GAP.items()}
            | {f"answer, {word}": does for word, does in self._answers().items()}
        )

    # At the card

    def _told(self, outcome: Outcome) -> None:
        self.last = outcome
        self.rings += outcome.look
        self.gap_of = 0
        if outcome.title_id is None:
            return
        self.title = outcome.title_id
        if outcome.receipt:
            self._came(outcome.receipt)
        else:
            self._box_of(outcome.issue_id)

    def _came(self, receipt: Receipt) -> None:
        self.gap_of = receipt.issue_id if receipt.skipped else 0
        extend(self.desk.library, receipt.title_id, self.desk.today(), horizon(self.desk.library))
        self.title = receipt.title_id
        lit = light(self.desk, self.title)
        self._box_of(lit.id if lit else None)

    def _told_of(self, told: object) -> None:
        """An act that may have received."""
        receipt = getattr(told, "receipt", None)
        if receipt is not None:
            self.rings += receipt.skipped > 0
            self._came(receipt)

    def _box_of(self, issue_id: int | None) -> None:
        self.issue = issue_id or 0

    def _box(self) -> tuple[int, int]:
        return self.issue, issues.get(self.desk.library, self.issue).version

    def _lit(self) -> Issue:
        return issues.get(self.desk.library, self.issue)

    def _light(self, label: str) -> None:
        found = self.desk.library.value(
            "SELECT id FROM issue WHERE title_id = ? AND label = ?", (self.title, label)
        )
        if found is None:
            raise ValueError(f"There is no box {label}")
        self.issue = found

    def _take_first(self, _: str) -> None:
        assert self.last is not None
        self._told(checkin.take(self.desk, self.last.titles[0].id, self.last))

    def _receive(self) -> None:
        self._told(checkin.receive_lit(self.desk, *self._box()))

    def _read_and_receive(self) -> None:
        assert self.last is not None
        have_read(self.desk, [note.id for note in self.last.notes])
        self._receive()

    def _not_published(self) -> None:
        not_published(self.desk, *self._box())
        lit = light(self.desk, self.title)
        self._box_of(lit.id if lit else None)

    def _printed(self, text: str) -> None:
        printed = read_printed(self.desk.library, self.issue, text)
        done = correct(self.desk, printed, receives=brings_a_piece(self.desk, self.issue))
        self._told_of(done)

    def _beside(self, text: str) -> None:
        current = light(self.desk, self.title)
        lit = self._lit() if self.issue else None
        chosen = lit is not None and (current is None or lit.id != current.id)
        parent = parent_of(self.desk, lit, self.title, chosen=chosen)
        try:
            self._told_of(add_beside(self.desk, parent.id, read_extra(text)))
        except ExpectedBox as there:
            # It is lit, and not received: that has to be seen.
            self.issue = there.issue_id
            self.rings += 1

    def _by_number(self, text: str) -> None:
        self._told_of(receive_by_number(self.desk, self.title, text))

    def _later(self, text: str) -> None:
        """The name, and what is printed on the first issue, apart by "from"."""
        named, _, printed = text.partition(" from ")
        linked = candidates(self.desk.library, self.title)
        later = read_typed_title(self.desk.library, named) if named else linked[0].id
        self._told_of(change_title(self.desk, *self._box(), later, printed=printed))

    def _again(self, what: Again, text: str = "", *, claims: bool = False) -> None:
        came_again(self.desk, *self._box(), what, text, claims=claims)

    def _same_piece(self) -> None:
        assert self.last is not None
        tray.settle(self.desk, self.last.scan_id, "the same piece, scanned twice")

    def _as_of(self, text: str) -> None:
        self.desk.back_date(typed_day(text, self.desk.today()))

    def _forget(self) -> None:
        learnt = next(line for line in codes_of(self.desk, self.title).lines if line.code_id)
        forget_code(self.desk, learnt.code_id)

    def _receive_to(self, label: str) -> None:
        """Every box from the lit one to this."""
        first = self._lit()
        rows = self.desk.library.rows(
            "SELECT id FROM issue WHERE title_id = ? AND run = 'basic' AND position >= ? AND position <="
            " (SELECT position FROM issue WHERE title_id = ?1 AND label = ?3) ORDER BY position",
            (self.title, first.position, label),
        )
        done = receive_range(self.desk, [issues.get(self.desk.library, row[0]) for row in rows])
        extend(self.desk.library, done.title_id, self.desk.today(), horizon(self.desk.library))

    def _gap_as(self, became: Became) -> Callable[[str], None]:
        def settle(until: str) -> None:
            came = issues.get(self.desk.library, self.gap_of)
            settle_gap(self.desk, came, gap(self.desk.library, came.id), became, until=until)

        return settle

    # The questions of the sitting

    def _waiting(self) -> list[int]:
        return [one.scan_id for one in tray.entries(self.desk) if one.waiting and one.scan_id is not None]

    def _first_question(self) -> None:
        self.asked = self._waiting()[0]

    def _await_barcode(self) -> None:
        proposed = worklist.proposal(self.desk, self.asked)
        assert proposed.issue is not None
        await_barcode(self.desk, proposed.issue.id)

    def _its_card(self) -> None:
        proposed = worklist.take_in_hand(self.desk, self.asked)
        assert self.desk.in_hand is not None
        self.title = self.desk.in_hand.title_id
        self._box_of(proposed.issue.id if proposed.issue else None)

    def _step_on(self, by: int) -> None:
        waiting = self._waiting()
        self.asked = waiting[max(0, min(waiting.index(self.asked) + by, len(waiting) - 1))]

    def _mark(self, count: str) -> None:
        """The lit question and those behind it that ask the same."""
        waiting = self._waiting()
        at = waiting.index(self.asked)
        self.alike = waiting[at : at + int(count)]

    def _answers(self) -> dict[str, Callable[[str], object]]:
        """What is said to the question that is lit; afterwards the one that moved up is."""
        desk = self.desk

        def receive(_: str) -> object:
            proposed = worklist.proposal(desk, self.asked)
            return worklist.receive_proposed(desk, self.asked, proposed)

        def title(text: str) -> object:
            offered = worklist.choices(desk, self.asked)
            chosen = next(line for line in offered.titles if line.name == text)
            return checkin.take(desk, chosen.id, offered)

        def attach(text: str) -> object:
            return pile.attach(desk, self.asked, look_up(desk.library, text)[0].id)

        def barcode(text: str) -> object:
            proposed = worklist.proposal(desk, self.asked)
            assert proposed.issue is not None
            piece = await_barcode(desk, proposed.issue.id)
            desk.wants_barcode = ()
            return put_on(desk, piece.id, text)

        single: dict[str, Callable[[str], object]] = {
            "receive": receive,
            "title": title,
            "typed": lambda text: worklist.type_code(desk, self.asked, text),
            "attach": attach,
            "make": lambda text: pile.attach_new(desk, self.asked, text),
            "noted": lambda text: pile.note(desk, self.asked, text),
            "to sender": lambda text: pile.return_to_sender(desk, self.asked, text),
            "discard": lambda _: pile.discard(desk, self.asked),
            "barcode": barcode,
            "dealt with": lambda _: tray.settle(desk, self.asked),
            "same piece": lambda _: tray.settle(desk, self.asked, "the same piece, scanned twice"),
            "replacement": lambda text: worklist.answer_again(desk, self.asked, Again.REPLACEMENT, text),
            "wrong item, claimed": lambda _: worklist.answer_again(
                desk, self.asked, Again.WRONG_ITEM, claims=True
            ),
        }
        for word, what in _AGAIN.items():
            single[word] = lambda _, what=what: worklist.answer_again(desk, self.asked, what)  # type: ignore[misc]
        for word, became in _GAP.items():
            single[word] = lambda _, became=became: worklist.answer_gap(desk, self.asked, became)  # type: ignore[misc]
        found: dict[str, Callable[[str], object]] = {
            word: lambda text, does=does: self._answer(does, text)  # type: ignore[misc]
            for word, does in single.items()
        }
        return found | {"receive all": lambda _: self._answer_all(receive)}

    def _answer(self, does: Callable[[str], object], text: str) -> None:
        at = self._waiting().index(self.asked)
        done = does(text)
        self._after(at, done)

    def _answer_all(self, does: Callable[[str], object]) -> None:
        first = self._waiting().index(self.alike[0])
        for scan_id in self.alike:
            self.asked = scan_id
            done = does("")
            if isinstance(done, Receipt):
                extend(self.desk.library, done.title_id, self.desk.today(), horizon(self.desk.library))
        self._to(first)

    def _after(self, at: int, done: object) -> None:
        receipt = done if isinstance(done, Receipt) else getattr(done, "receipt", None)
        if receipt is not None:
            self.rings += receipt.skipped > 0
            extend(self.desk.library, receipt.title_id, self.desk.today(), horizon(self.desk.library))
        if isinstance(done, Outcome) and done.question and done.scan_id in self._waiting():
            self.asked = done.scan_id
        else:
            self._to(at)

    def _to(self, at: int) -> None:
        waiting: Sequence[int] = self._waiting()
        self.asked = waiting[min(at, len(waiting) - 1)] if waiting else 0
