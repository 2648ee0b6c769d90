"""X12 870, order status report. Rules: standards 5.2; ISA is 106 characters long and names the separators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from buckram.exchange.answers_read import NEUTRAL, X12, X12_WORDS, Found, Given, Unreadable, meant, packed_day
from buckram.rules.replies import Answer

ISA_LENGTH = 106
ISSN, TITLE = "IS", "TI"


@dataclass(slots=True)
class _Item:
    """What was said of the order and item so far; order: holds on for all its items."""

    references: list[str] = field(default_factory=list)
    order: str = ""
    issn: str = ""
    title: str = ""
    words: list[str] = field(default_factory=list)


def read_x12(data: bytes, own: Mapping[str, Answer]) -> Found:
    """The answers of an interchange. Raises Unreadable with the number of the segment."""
    text = data.decode("latin-1").lstrip("\xef\xbb\xbf \t\r\n")
    if len(text) < ISA_LENGTH:
        raise Unreadable(f"Segment 1: ISA is {ISA_LENGTH} characters long, the file only {len(text)}.")
    separator, end = text[3], text[105]
    if separator.isalnum() or end.isalnum() or text[:105].count(separator) != 16:
        raise Unreadable("Segment 1: ISA has not its 16 elements at their places.")
    segments = [one.strip("\r\n ").split(separator) for one in text.split(end)]
    if any(segments[-1]):
        raise Unreadable(f"Segment {len(segments)} has no end: the file is broken off.")
    segments.pop()
    _check_whole(segments)
    return Found("X12", *_answers(segments, own))


def _check_whole(segments: list[list[str]]) -> None:
    began = 0
    for number, segment in enumerate(segments, 1):
        if segment[0] == "ST":
            began = number
        elif segment[0] == "SE" and _at(segment, 1) != str(number - began + 1):
            raise Unreadable(
                f"Segment {number}: the message is said to have {_at(segment, 1)} segments and has"
                f" {number - began + 1}.",
                "The file is not whole: fetch it again.",
            )
    if segments[-1][0] != "IEA":
        raise Unreadable(
            f"The file ends with segment {len(segments)} ({segments[-1][0]}), without IEA.",
            "It is not whole: fetch it again.",
        )


def _answers(segments: list[list[str]], own: Mapping[str, Answer]) -> tuple[list[Given], list[str]]:
    answers: list[Given] = []
    problems: list[str] = []
    kind, day = "", None
    order, item = _Item(), _Item()
    waiting: tuple[int, list[str]] | None = None

    def close() -> None:
        # What is said of an item may stand behind its status.
        nonlocal waiting
        if waiting is not None:
            answers.append(_given(*waiting, order, item, day, own))
            waiting = None

    for number, segment in enumerate(segments, 1):
        tag = segment[0]
        if tag == "ST":
            kind, order, item = _at(segment, 1), _Item(), _Item()
            if kind != "870":
                problems.append(f"Segment {number}: a message {kind} is no answer to claims.")
        elif kind != "870":
            continue
        elif tag == "BSR":
            day = packed_day(_at(segment, 4))
        elif tag in {"HL", "SE", "ISR", "LIN"}:
            if tag != "LIN" or item.issn or item.references:
                close()
            if tag == "HL":
                item = _Item()
                if _at(segment, 3) == "O":
                    order = _Item()
            elif tag == "ISR":
                waiting = (number, segment)
            elif tag == "LIN":
                _take_item(item, segment)
        elif tag == "PRF":
            order.order = _at(segment, 1)
        elif tag == "REF":
            if _at(segment, 1) == "PO":
                order.order = _at(segment, 2)
            item.references += [value for value in segment[2:4] if value]
        elif tag in {"PID", "MSG", "NTE"}:
            item.words.append(_at(segment, 5 if tag == "PID" else 1 if tag == "MSG" else 2))
    return answers, problems


def _take_item(item: _Item, segment: list[str]) -> None:
    """Pairs of qualifier and value."""
    for place in range(2, len(segment) - 1, 2):
        qualifier, value = segment[place], segment[place + 1]
        if qualifier == ISSN:
            item.issn = value
        elif qualifier == TITLE:
            item.title = value
        elif value:
            item.references.append(value)


def _given(
    number: int, segment: list[str], order: _Item, item: _Item, day: date | None, own: Mapping[str, Answer]
) -> Given:
    code = _at(segment, 1)
    words = [word for word in item.words if word.strip()]
    told = [
        X12_WORDS.get(code.upper(), ""),
        *words,
        f"[{code}{' ' + _at(segment, 3) if _at(segment, 3) else ''}]",
    ]
    return Given(
        place=f"segment {number}",
        answer=meant(code, own, X12, NEUTRAL) or Answer.OTHER,
        references=tuple(dict.fromkeys([*item.references, *words])),
        order_number=order.order,
        issn=item.issn,
        title=item.title,
        issue="; ".join([*words, *item.references]),
        day=day,
        due_on=packed_day(_at(segment, 2)) if _at(segment, 2) else None,
        text=" ".join(part for part in told if part),
    )


def _at(segment: list[str], place: int) -> str:
    return segment[place].strip() if place < len(segment) else ""
