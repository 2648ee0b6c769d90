"""EDIFACT answers: ORDRSP and OSTRPT. Rules: standards 5.1; what their codes mean is agreed, not fixed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from buckram.exchange.answers_read import (
    AVAILABILITY,
    NEUTRAL,
    X12,
    Found,
    Given,
    Unreadable,
    meant,
    packed_day,
)
from buckram.rules.replies import Answer

if TYPE_CHECKING:
    from pydifact.segments import Segment

TYPES = frozenset({"ORDRSP", "OSTRPT"})
MESSAGE_DAY = "137"


@dataclass(slots=True)
class _Part:
    """What a message or one line of it says."""

    place: int
    references: list[str] = field(default_factory=list)
    order: str = ""
    issn: str = ""
    title: str = ""
    codes: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    day: date | None = None
    due: date | None = None


def read_edifact(data: bytes, own: Mapping[str, Answer]) -> Found:
    """The answers of an interchange. Raises Unreadable with the number of the segment."""
    answers: list[Given] = []
    problems: list[str] = []
    message: list[tuple[int, Segment]] = []
    kind, inside = "", False
    for number, segment in _segments(_text(data)):
        if segment.tag in {"UNH", "UNZ"} and inside:
            raise Unreadable(
                f"Segment {number}: the message before it has no end.",
                "The file is not whole: fetch it again.",
            )
        if segment.tag == "UNH":
            message, kind, inside = [], _component(segment, 1), True
        elif segment.tag == "UNT":
            inside = False
            counted = _component(segment, 0)
            if counted != str(len(message) + 2):
                raise Unreadable(
                    f"Segment {number}: the message is said to have {counted} segments and has"
                    f" {len(message) + 2}.",
                    "The file is not whole: fetch it again.",
                )
            if kind in TYPES:
                answers += _answers(message, own)
            else:
                problems.append(f"Segment {number}: a message {kind or 'of no type'} is no answer to claims.")
        elif segment.tag != "UNZ":
            message.append((number, segment))
    return Found("EDIFACT", answers, problems)


def _text(data: bytes) -> str:
    data = data.removeprefix(b"\xef\xbb\xbf")
    # UNOW and UNOY are Unicode; all others are one byte a letter.
    return data.decode("utf-8" if b"+UNOW" in data[:60] or b"+UNOY" in data[:60] else "latin-1", "replace")


def _segments(text: str) -> Iterator[tuple[int, Segment]]:
    from pydifact.exceptions import EDISyntaxError
    from pydifact.parser import Parser

    number, last, framed = 0, "", False
    with warnings.catch_warnings():
        # It warns of every segment whose table it does not have.
        warnings.simplefilter("ignore")
        try:
            for segment in Parser().parse(text.strip()):
                number, last = number + (segment.tag != "UNA"), segment.tag
                framed = framed or last == "UNB"
                if segment.tag not in {"UNA", "UNB"}:
                    yield number, segment
        # The parser indexes and converts what it has not looked at.
        except (EDISyntaxError, ValueError, LookupError, TypeError) as problem:
            raise Unreadable(
                f"Segment {number + 1} cannot be read: {str(problem).rstrip('.')}.",
                "The file is damaged or broken off: fetch it again.",
            ) from problem
    if last != "UNZ" and (framed or last != "UNT"):
        where = "in the middle of a message" if last != "UNT" else "without UNZ"
        raise Unreadable(
            f"The file ends with segment {number} ({last}), {where}.",
            "It is not whole: fetch it again.",
        )


def _answers(message: Sequence[tuple[int, Segment]], own: Mapping[str, Answer]) -> list[Given]:
    head = _Part(message[0][0] if message else 0)
    parts: list[_Part] = []
    for number, segment in message:
        if segment.tag == "LIN":
            parts.append(_Part(number))
        _take(parts[-1] if parts else head, segment)
    return [_given(part, head, own) for part in parts or [head]]


def _take(part: _Part, segment: Segment) -> None:
    first = _component(segment, 0)
    match segment.tag:
        case "BGM":
            part.references.append(_component(segment, 1))
        case "LIN":
            part.codes += [code for code in [_component(segment, 1)] if code]
        case "RFF":
            value = _component(segment, 0, 1)
            if first in {"LI", "ON"}:
                part.order = value
            part.references.append(value)
        case "PIA":
            for place in range(1, 6):
                if _component(segment, place, 1) == "IS":
                    part.issn = _component(segment, place)
        case "IMD":
            part.title += "".join(_component(segment, 2, n) for n in (3, 4))
        case "STS":
            part.codes += [code for code in (_component(segment, 1), _component(segment, 2)) if code]
            part.words += [_component(segment, n, 3) for n in (1, 2)]
        case "FTX":
            part.codes += [code for code in [_component(segment, 2)] if code]
            part.words += [_component(segment, 3, n) for n in range(5)]
        case "DTM":
            _take_day(part, first, packed_day(_component(segment, 0, 1)))


def _take_day(part: _Part, qualifier: str, day: date | None) -> None:
    if qualifier == MESSAGE_DAY:
        part.day = day
    else:
        part.due = day


def _given(part: _Part, head: _Part, own: Mapping[str, Answer]) -> Given:
    answer = None
    for code in [*part.codes, *head.codes]:
        answer = answer or meant(code, own, NEUTRAL, AVAILABILITY, X12)
    words = [word for word in dict.fromkeys([*part.words, *head.words]) if word.strip()]
    told = " ".join([*words, *(f"[{code}]" for code in part.codes)])
    return Given(
        place=f"segment {part.place}",
        answer=answer or next((a for a in map(meant, words) if a), Answer.OTHER),
        # What stands in the line counts before what stands over all lines.
        references=tuple(dict.fromkeys(r for r in [*part.references, *words, *head.references] if r)),
        order_number=part.order or head.order,
        issn=part.issn,
        title=part.title,
        issue="; ".join(words),
        day=part.day or head.day,
        due_on=part.due or head.due,
        text=told,
    )


def _component(segment: Segment, place: int, part: int = 0) -> str:
    """A component of an element, "" where there is none."""
    if place >= len(segment.elements):
        return ""
    element = segment.elements[place]
    if isinstance(element, str):
        return element if part == 0 else ""
    return str(element[part] or "") if part < len(element) else ""
