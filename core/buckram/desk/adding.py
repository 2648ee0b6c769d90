"""A piece beside an issue: a supplement, a special issue, an index. It is received at once.

A special issue stands in the run right behind its issue, supplements and indexes have runs of their own
(MARC 854, 855). None of them has a number of the run: the light, the gaps and the prediction do not see it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from buckram.desk.boxes import Told, change, fresh
from buckram.desk.captions import captions_of_issue
from buckram.desk.cards import light
from buckram.desk.correcting import INSIST
from buckram.desk.desk import Desk
from buckram.desk.receiving import Receipt, put_down, receive
from buckram.errors import Refused
from buckram.holdings import CardTexts
from buckram.holdings.beside import WORDS, texts_with_words
from buckram.pattern.field import Field
from buckram.rules.status import CAME, RECEIVABLE, Status
from buckram.storage import acts_told, issues, run_places, titles
from buckram.storage.issues import Issue
from buckram.storage.ledger import act
from buckram.storage.library import Library

EXAMPLES = "Type it like suppl. 1, suppl. Careers, special Annual review, index."


class Kind(StrEnum):
    """What stands beside an issue. The value is its word on the card."""

    SUPPLEMENT = "suppl."
    SPECIAL = "special issue"
    INDEX = "index"

    @property
    def run(self) -> str:
        """The run that it stands in."""
        return {"suppl.": "supplement", "index": "index"}.get(self.value, "basic")


_NAMED = {
    Kind.SUPPLEMENT: "s su sup supp suppl supplement supplements beilage beiheft",
    Kind.SPECIAL: "sp spec special sonderheft sondernummer numéro",
    Kind.INDEX: "i in ind index indexes indices register",
}
_KINDS = {word: kind for kind, words in _NAMED.items() for word in words.split()}
_FOLLOWING_WORDS = {"issue", "number", "no", "spécial", "special"}
_NUMBER = re.compile(r"(?:no\.?|nr\.?|pt\.?)?\s*\d+\w?(?:\s*/\s*\d+)?", re.IGNORECASE)


class ExpectedBox(Refused):
    """Its own run expects one. issue_id: that box; run: where it stands."""

    title = "It is expected"

    def __init__(self, issue: Issue) -> None:
        super().__init__(
            f"{issue.label} is expected, and is lit now.",
            f"Enter receives it. {INSIST} behind what you typed adds another one.",
        )
        self.issue_id, self.run = issue.id, issue.run


@dataclass(frozen=True, slots=True)
class Extra:
    """What was typed for a piece. words: what stands on the card ("suppl. 1", "special issue: Coffee").
    insists: it is none of those that are expected."""

    kind: Kind
    words: str
    insists: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What adding did. run: where it stands."""

    act_id: int
    issue_id: int
    parent_id: int
    run: str
    label: str
    receipt: Receipt
    sentence: str


def read_extra(text: str) -> Extra:
    """The kind and the words of "suppl. 1", "s Careers", "special Annual review", "index 2016-2025".

    Nothing typed is a supplement without a number; words of no kind are the name of a supplement.
    """
    insists = text.rstrip().endswith(INSIST)
    bare = " ".join(text.rstrip(f" {INSIST}").split())
    first, _, rest = bare.partition(" ")
    if not rest and (glued := re.fullmatch(r"([^\W\d_]+)\.?(\d.*)", bare)):
        first, rest = glued[1], glued[2]
    kind = _KINDS.get(first.casefold().rstrip(".:"))
    if kind is None:
        kind, rest = Kind.SUPPLEMENT, bare
    while kind is Kind.SPECIAL and rest.partition(" ")[0].casefold().rstrip(".:") in _FOLLOWING_WORDS:
        rest = rest.partition(" ")[2]
    rest = rest.lstrip(": ")
    if not rest:
        return Extra(kind, str(kind), insists)
    joined = " " if kind is Kind.INDEX or _NUMBER.fullmatch(rest) else ": "
    return Extra(kind, f"{kind}{joined}{rest}", insists)


def parent_of(desk: Desk, lit: Issue | None, title_id: int, *, chosen: bool) -> Issue:
    """The issue that a piece is put beside. chosen: a person moved the light there.

    When the light only went on by itself from what was received last today, that is the one: a supplement
    lies in its issue. Raises Refused where there is no issue.
    """
    library = desk.library
    if lit is not None and lit.beside is not None:
        lit = issues.get(library, lit.beside)
    if not chosen and (lit is None or lit.status not in CAME):
        sitting = desk.take_up()
        received = None if sitting is None else acts_told.last_received(library, title_id, sitting)
        last = None if received is None else issues.find(library, received)
        if last is not None and last.beside is not None:
            last = issues.get(library, last.beside)
        if last is not None and last.run == "basic" and last.beside is None and last.status in CAME:
            return last
    if lit is None or lit.run != "basic":
        raise Refused("No issue is lit that it could belong to.", "Move the light to the issue, then add.")
    return lit


def add_beside(desk: Desk, parent_id: int, extra: Extra) -> Added:
    """Put a piece beside an issue and receive it: one act, which can be undone.

    A second piece with the same words is the next copy's. Raises ExpectedBox (its own run expects one),
    Refused (it is here), UnreadNotes.
    """
    library = desk.library
    with act(library, desk.hand(), "receive") as writer:
        parent = issues.get(library, parent_id)
        run = extra.kind.run
        expected = light(desk, parent.title_id, run) if run != "basic" else None
        if expected is not None and expected.beside is None and not extra.insists:
            raise ExpectedBox(expected)
        captions = captions_of_issue(library, parent)
        values = _values(parent, extra)
        texts = _texts(captions.field, parent, values, extra.kind)
        there = issues.beside(library, parent.id, texts.label)
        if there is not None and there.status not in RECEIVABLE:
            raise Refused(f"{there.label} is here already.", EXAMPLES)
        if there is None:
            place = _after(library, parent) if run == "basic" else _last(library, parent.title_id, run)
            issue_id = writer.insert(
                "issue",
                {
                    "title_id": parent.title_id,
                    "run": run,
                    "pattern_id": captions.row.id if captions.row else None,
                    "position": run_places.behind(writer, parent.title_id, run, place),
                    "designation": json.dumps(values, ensure_ascii=False),
                    "volume": texts.volume,
                    "number": texts.number,
                    "cover": texts.cover,
                    "label": texts.label,
                    "published_on": parent.published_on.isoformat() if parent.published_on else None,
                    "status": str(Status.EXPECTED),
                    "touched": 1,
                    "version": 0,
                    "beside": parent.id,
                },
            )
        else:
            issue_id = there.id
        receipt = receive(desk, issue_id, there.version if there else 0, within=writer)
    put_down(desk, parent.title_id)
    receipt = replace(receipt, act_id=writer.id)
    return Added(writer.id, issue_id, parent.id, run, texts.label, receipt, writer.sentence)


def reword(desk: Desk, issue_id: int, version: int, text: str) -> Told:
    """Other words for a piece that stands beside an issue. Raises Stale, Refused (another kind, no words)."""
    library = desk.library
    with act(library, desk.hand(), "correct") as writer:
        issue = fresh(desk, issue_id, version)
        extra = read_extra(text)
        if issue.beside is None or extra.kind.run != issue.run:
            raise Refused(f"{issue.label} stands in another run.", "Undo it, and add it anew.")
        parent = issues.get(library, issue.beside)
        values = _values(parent, extra)
        texts = _texts(captions_of_issue(library, issue).field, parent, values, extra.kind)
        stored = json.dumps(dict(issue.designation), ensure_ascii=False)
        change(
            writer,
            issue,
            designation=(stored, json.dumps(values, ensure_ascii=False)),
            number=(issue.number, texts.number),
            cover=(issue.cover, texts.cover),
            label=(issue.label, texts.label),
        )
        writer.title_id, writer.issue_id = issue.title_id, issue.id
        name = titles.get(library, issue.title_id).name
        writer.sentence = f"{issue.label} is {texts.label} now: {name}."
    return Told(writer.id, issue.title_id, issue_id, writer.sentence)


def _values(parent: Issue, extra: Extra) -> dict[str, str]:
    """What it bears: numbers and date of its issue, of an index those of the volume, and its words."""
    values: Mapping[str, str] = parent.designation
    if extra.kind is Kind.INDEX:
        numbers = [code for code in "abcdef" if values.get(code)]
        kept = [*(numbers[:1] if len(numbers) > 1 else []), "i"]
        values = {code: values[code] for code in kept if values.get(code)}
    return {**{code: value for code, value in values.items() if code != WORDS}, WORDS: extra.words}


def _texts(captions: Field, parent: Issue, values: Mapping[str, str], kind: Kind) -> CardTexts:
    """On the card it lies in the volume of its issue."""
    texts = texts_with_words(captions, values)
    return texts if kind is not Kind.INDEX and not parent.volume else replace(texts, volume=parent.volume)


def _after(library: Library, parent: Issue) -> int:
    """The position of an issue, or of the last that stands beside it already."""
    rows = run_places.in_order(library, parent.title_id, "basic")
    last = parent.position
    for row in rows:
        if row.position > last and row.beside:
            last = row.position
        elif row.position > parent.position:
            break
    return last


def _last(library: Library, title_id: int, run: str) -> int | None:
    """The position of the last issue of a run that came; it is put behind that, before what is expected."""
    rows = [row for row in run_places.in_order(library, title_id, run) if row.status in CAME]
    return rows[-1].position if rows else None
