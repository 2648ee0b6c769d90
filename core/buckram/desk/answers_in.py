"""Answers that vendors send as files: each finds its claim, or waits in a list for somebody who does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.replying import Said, keep_unmatched, reply
from buckram.errors import Refused, Stale
from buckram.rules.replies import Answer
from buckram.storage import answered
from buckram.storage.answered import Sent
from buckram.storage.ledger import act

if TYPE_CHECKING:
    from buckram.exchange.answers_read import Given

OWN_CODES = "answers.tsv"
"""In the folder of templates: what codes of this library's suppliers mean."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file did. matched: sentences of the claims that were answered; unmatched: what was said, and of
    what; again: answers that were read before; over: answers to claims that had ended by then."""

    name: str
    form: str
    matched: Sequence[str]
    unmatched: Sequence[str]
    again: int
    over: int
    problems: Sequence[str]

    @property
    def sentence(self) -> str:
        """All of it in one sentence."""
        parts = [f"{len(self.matched)} answered"]
        for count, words in (
            (len(self.unmatched), "without a claim"),
            (self.again, "known already"),
            (self.over, "too late, the claim had ended"),
        ):
            if count:
                parts.append(f"{count} {words}")
        return f"{self.name}: {', '.join(parts)}."


def take_file(desk: Desk, path: Path) -> Taken:
    """Read a file of answers; each is an act of its own. Raises Refused: it cannot be read from the disk;
    Unreadable, with the segment or line, and then nothing of it was taken."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise Refused(f"{path} cannot be read: {problem.strerror}.", "Name another file.") from problem
    return take(desk, data, path.name)


def take(desk: Desk, data: bytes, name: str) -> Taken:
    """Take the answers of a file called `name`. What was read before changes nothing."""
    from buckram.exchange.answers_read import read

    found = read(data, day_first=bool(decided(desk.library, "day_first")), codes=_own_codes(desk))
    known = answered.digests(desk.library)
    sent = answered.sent(desk.library)
    matched: list[str] = []
    unmatched: list[tuple[Given, Said]] = []
    problems = list(found.problems)
    again = over = 0
    for given in found.answers:
        if given.digest in known:
            again += 1
            continue
        known.add(given.digest)
        said = Said(given.answer, _day(given.day, desk.today()), given.due_on, given.text, given.digest)
        claims = matching(given, sent)
        if not claims:
            unmatched.append((given, said))
        elif waiting := [one.claim_id for one in claims if one.open]:
            try:
                told = reply(desk, waiting, said.answer, said.day, said.due_on, said.text, name, said.digest)
            except (Refused, Stale) as problem:
                # "Never published" of a piece that came damaged: a person looks, and the rest is still read.
                problems.append(f"{given.place}: {problem.sentence}")
                unmatched.append((given, said))
            else:
                matched.append(told.sentence)
        else:
            over += 1
            _record(desk, claims[0], said, name)
    if unmatched:
        # Who looks for the claim has only what the answer itself says it is about.
        kept = [
            Said(said.answer, said.day, said.due_on, _with_about(given, said.text), said.digest)
            for given, said in unmatched
        ]
        keep_unmatched(desk, None, kept, name)
    return Taken(
        name,
        found.form,
        matched,
        [f"{given.place}: {said.answer}, {given.about or said.text}" for given, said in unmatched],
        again,
        over,
        problems,
    )


def matching(given: Given, sent: Sequence[Sent]) -> list[Sent]:
    """The claims that an answer is to: by their reference; else by order and issue; else by ISSN and issue.

    Of one issue that was claimed more than once the last claims; none where two issues would fit.
    """
    if given.claim_id is not None:
        return [one for one in sent if one.claim_id == given.claim_id]
    for key, value in (("order_number", given.order_number), ("issn", given.issn)):
        if not value:
            continue
        found = [one for one in sent if _plain(getattr(one, key)) == _plain(value)]
        of_issue = [one for one in found if _same_issue(given.issue, one)]
        # An order of which one issue alone is claimed needs no number.
        chosen = of_issue if given.issue.strip() else found
        if not of_issue and not _numbers(given.issue):
            chosen = found
        chosen = [one for one in chosen if one.open] or chosen
        if chosen and len({one.issue_id for one in chosen}) == 1:
            last = max(one.number for one in chosen)
            return [one for one in chosen if one.number == last]
    return []


def _same_issue(text: str, one: Sent) -> bool:
    """Whether the numbers of an issue stand in a text, in their order: "12(3)", "Vol. 12 no. 3"."""
    wanted = _numbers(one.enumeration)
    return bool(wanted) and _stands_in(wanted, _numbers(text))


def _numbers(text: str) -> list[str]:
    return [number.lstrip("0") or "0" for number in re.findall(r"\d+", text)]


def _stands_in(wanted: Sequence[str], found: Sequence[str]) -> bool:
    span = len(wanted)
    return any(list(found[at : at + span]) == list(wanted) for at in range(len(found) - span + 1))


def _plain(text: str) -> str:
    return re.sub(r"[\s-]", "", text).upper()


def _day(day: date | None, today: date) -> date:
    # A clock of theirs that goes before ours must not put an answer into the future.
    return min(day, today) if day else today


def _with_about(given: Given, text: str) -> str:
    return f"{given.about}: {text}" if given.about and text else given.about or text


def _record(desk: Desk, one: Sent, said: Said, name: str) -> None:
    """An answer to a claim that has ended: kept with it, and nothing follows from it."""
    with act(desk.library, desk.hand(), "reply") as writer:
        writer.insert(
            "reply",
            {
                "claim_id": one.claim_id,
                "vendor_id": one.vendor_id,
                "day": said.day.isoformat(),
                "answer": str(said.answer),
                "due_on": said.due_on.isoformat() if said.due_on else None,
                "text": said.text or None,
                "source": name,
                "digest": said.digest,
                "written_at": desk.now(),
                "written_by": desk.person,
                "settled_at": desk.now(),
            },
        )
        writer.title_id, writer.issue_id = one.title_id, one.issue_id
        writer.sentence = f"Kept the answer “{said.answer}” to a claim that had ended: {one.label}."


def _own_codes(desk: Desk) -> Mapping[str, Answer]:
    from buckram.exchange.answers_read import own_codes

    folder = decided(desk.library, "templates")
    path = (Path(folder).expanduser() if folder else desk.library.path.with_name("templates")) / OWN_CODES
    if not path.is_file():
        return {}
    return own_codes(path.read_text("utf-8", "replace"))
