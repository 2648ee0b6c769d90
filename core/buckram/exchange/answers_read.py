"""Answers of vendors that come as a file: EDIFACT ORDRSP and OSTRPT, X12 870, an agent's CSV."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from buckram.errors import BuckramError
from buckram.exchange.claim_lines import claim_of
from buckram.rules.replies import Answer


class Unreadable(BuckramError):
    """The file is not whole, or of no form that is known. Nothing of it was taken."""

    title = "The file of answers"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it stands in a file. place: "segment 12", "line 4". Missing text is "".

    references: everything in which the reference of a claim may stand. issue: enumeration as they write it.
    due_on: the day that the answer names. day: of the answer. text: their own words, with their code.
    """

    place: str
    answer: Answer
    references: Sequence[str] = ()
    order_number: str = ""
    issn: str = ""
    title: str = ""
    issue: str = ""
    day: date | None = None
    due_on: date | None = None
    text: str = ""

    @property
    def claim_id(self) -> int | None:
        """The claim whose reference they gave back."""
        found = (claim_of(one) for one in self.references)
        return next((claim for claim in found if claim is not None), None)

    @property
    def about(self) -> str:
        """What it is about, for who has to find the claim."""
        issn = f"ISSN {self.issn}" if self.issn else ""
        order = f"order {self.order_number}" if self.order_number else ""
        known = [self.title, issn, self.issue, order, *self.references]
        return ", ".join(part for part in dict.fromkeys(known) if part)

    @property
    def digest(self) -> str:
        """The same for the same answer, whatever the file is called."""
        parts = (
            *self.references, self.order_number, self.issn, self.title, self.issue,
            self.answer, self.day, self.due_on, self.text,
        )  # fmt: skip
        return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds. form: "EDIFACT", "X12" or "CSV". problems: sentences on what was not understood."""

    form: str
    answers: Sequence[Given]
    problems: Sequence[str] = field(default=())


NEUTRAL: Mapping[str, Answer] = {
    "01": Answer.NOT_YET,
    "02": Answer.DELAYED,
    "03": Answer.OUT_OF_STOCK,
    "04": Answer.SENT,
    "05": Answer.SENT,
    "06": Answer.COMBINED,
    "07": Answer.CEASED,
    "08": Answer.NOT_SUPPLIED,
    "09": Answer.NEVER,
    "10": Answer.TOO_LATE,
    "11": Answer.INFORMATION,
    "12": Answer.CREDIT,
    "99": Answer.OTHER,
}
"""The program's own codes (standards 5.3), for agents who agree to use them."""

X12: Mapping[str, Answer] = {
    **dict.fromkeys(("AN", "AS", "ED", "EW", "EX", "SE"), Answer.WILL_SEND),
    **dict.fromkeys(("BO", "BK", "BP", "IN", "NN", "NS", "NY", "LM"), Answer.DELAYED),
    **dict.fromkeys(("CL", "CC"), Answer.SENT),
    **dict.fromkeys(("CK", "CU", "DE", "IC"), Answer.NOT_SUPPLIED),
    "DI": Answer.CEASED,
    **dict.fromkeys(("DS", "OP"), Answer.OUT_OF_STOCK),
    "ID": Answer.INFORMATION,
    **dict.fromkeys(("IS", "CS", "ZZ"), Answer.OTHER),
}
"""Element 368 of X12 (standards 5.2)."""

X12_WORDS: Mapping[str, str] = {
    "AN": "available, no schedule",
    "AS": "available, scheduled to ship",
    "BO": "back ordered",
    "BK": "back ordered from a previous order",
    "BP": "sent in part, the rest to follow",
    "CL": "complete",
    "CC": "shipment complete",
    "CK": "cancelled from a previous order",
    "CU": "line cancelled",
    "DE": "order deleted",
    "IC": "item cancelled",
    "DI": "discontinued",
    "DS": "out of stock",
    "OP": "out of print",
    "ED": "expected to be sent by",
    "EW": "expected to be sent in the week of",
    "EX": "expected to be delivered by",
    "ID": "insufficient information",
    "IN": "in process",
    "NN": "not in process, no schedule",
    "NS": "not in process, scheduled",
    "NY": "no schedule yet",
    "IS": "substituted",
    "CS": "substituted",
    "LM": "shipment late",
    "SE": "replacement sent",
    "ZZ": "as agreed",
}

AVAILABILITY: Mapping[str, Answer] = {
    "NP": Answer.NOT_YET,
    "OP": Answer.OUT_OF_STOCK,
    "AB": Answer.NEVER,
    "TU": Answer.DELAYED,
    "RP": Answer.DELAYED,
}
"""Codes of the book trade's list 8B, as suppliers put them into free text of EDIFACT."""

SPOKEN: Mapping[str, Answer] = {
    "shipped": Answer.SENT,
    "dispatched": Answer.SENT,
    "mailed": Answer.SENT,
    "replacement sent": Answer.SENT,
    "to be sent": Answer.WILL_SEND,
    "will send": Answer.WILL_SEND,
    "will ship": Answer.WILL_SEND,
    "not published": Answer.NOT_YET,
    "nyp": Answer.NOT_YET,
    "publication delayed": Answer.DELAYED,
    "late": Answer.DELAYED,
    "out of print": Answer.OUT_OF_STOCK,
    "oos": Answer.OUT_OF_STOCK,
    "unavailable": Answer.OUT_OF_STOCK,
    "claim too late": Answer.TOO_LATE,
    "expired": Answer.TOO_LATE,
    "no order": Answer.NO_ORDER,
    "no record": Answer.NO_ORDER,
    "order not found": Answer.NO_ORDER,
    "proof of payment": Answer.PROOF,
    "payment wanted": Answer.PROOF,
    "more information": Answer.INFORMATION,
    "combined with": Answer.COMBINED,
    "combined issue": Answer.COMBINED,
    "discontinued": Answer.CEASED,
    "title change": Answer.TITLE_CHANGED,
    "cancelled": Answer.NOT_SUPPLIED,
    "credit": Answer.CREDIT,
    "credited": Answer.CREDIT,
    "extended": Answer.CREDIT,
    "never published": Answer.NEVER,
}
"""Words of agents' spreadsheets, beside the library's own for each answer."""


def meant(code: str, *tables: Mapping[str, Answer]) -> Answer | None:
    """What a code or word means by the first of these tables that has it; None when none does."""
    text = " ".join(code.split())
    for table in tables:
        if text.upper() in table:
            return table[text.upper()]
        if text.lower() in table:
            return table[text.lower()]
    try:
        return Answer(text.lower())
    except ValueError:
        return None


def read(data: bytes, *, day_first: bool = True, codes: Mapping[str, Answer] | None = None) -> Found:
    """The answers of a file, whatever its form. codes: what this library's suppliers mean beside the usual.

    day_first: how dates of a spreadsheet are written. Raises Unreadable, with the segment or the line.
    """
    own = {} if codes is None else {code.upper(): answer for code, answer in codes.items()}
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:3]
    if not start:
        raise Unreadable("There is nothing in this file.")
    if start in {b"UNA", b"UNB", b"UNH"}:
        from buckram.exchange.answers_edifact import read_edifact

        return read_edifact(data, own)
    if start == b"ISA":
        from buckram.exchange.answers_x12 import read_x12

        return read_x12(data, own)
    from buckram.exchange.answers_rows import read_rows

    return read_rows(data, own, day_first=day_first)


def own_codes(text: str) -> dict[str, Answer]:
    """The library's own table of codes: a line each, code and answer apart by a tab; # begins a remark.

    Raises Unreadable with the line.
    """
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        code, tab, words = line.partition("\t")
        answer = meant(words) if tab else None
        if answer is None:
            raise Unreadable(
                f"Line {number} of the table of codes has no answer that is known.",
                f"There are: {', '.join(Answer)}.",
            )
        found[code.strip()] = answer
    return found


def packed_day(text: str) -> date | None:
    """A day as machines write it, CCYYMMDD or YYMMDD; None when it is none."""
    digits = text.strip()[:8]
    if len(digits) == 6:
        digits = f"20{digits}"
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}")
    except ValueError:
        return None
