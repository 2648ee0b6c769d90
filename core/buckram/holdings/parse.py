"""Item descriptions and textual holdings (MARC 866 $a) read: "v.12:no.3(1999:Mar.)", "1966 NO. 1-4".

There is no one grammar for them (ANSI/NISO Z39.71 is followed by some, and by none before 1980); what is
clear is read, what is not is left in `Parsed.unread`, and the text itself always stays as it came.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from buckram.holdings.dates_read import Piece, stretches
from buckram.holdings.parsed import Described, Numbers, Parsed, Span, When
from buckram.holdings.tokens import Sort, Token, tokens

LONGEST = 4_000
"""Characters of one text that are looked at; real statements end before 2,000."""


@dataclass(slots=True)
class _Reading:
    """What has been gathered of one side of a run. lists: for each level its values between commas."""

    captions: list[str] = field(default_factory=list)
    lists: list[list[str]] = field(default_factory=list)
    alternative: list[tuple[str, str]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @property
    def has_year(self) -> bool:
        return any(kind == "year" for kind, _ in self.pieces)


def parse(text: str) -> Parsed:
    """Read one item description or one 866 $a. Never raises: what has no sense comes back with no spans."""
    found = tokens(text[:LONGEST])
    supplement = any(token.sort is Sort.SUPPLEMENT for token in found)
    doubtful = any(token.text == "?" for token in found)
    if doubtful and (found[0].text == "?" or not any(token.sort is Sort.NUMBER for token in found)):
        return Parsed(text, doubtful=True, supplement=supplement)
    spans: list[Span] = []
    unread: list[str] = []
    for statement in _statements(found):
        some, words = _spans(statement)
        spans += some
        unread += words
    return Parsed(text, tuple(spans), tuple(unread), doubtful, supplement)


def _statements(found: Sequence[Token]) -> list[list[Token]]:
    """The text cut where one run ends and another begins: after a closed date, at "," ";" "/" or nothing."""
    cut: list[list[Token]] = [[]]
    for at, token in enumerate(found):
        now = cut[-1]
        before = found[at - 1] if at else None
        after = found[at + 1] if at + 1 < len(found) else None
        ended = before is not None and before.depth == 0 and before.text in (")", "-")
        if token.depth == 0 and token.text in (",", ";", "/") and now and after:
            top = next((t.text for t in now if t.sort is Sort.CAPTION), "")
            again = after.sort is Sort.CAPTION and after.text == top
            if (ended and before is not None and before.text == ")" and after.depth == 0) or again:
                cut.append([])
                continue
        elif ended and before is not None and before.text == ")":
            # 1983: 5 (7-30)1984: 6 (1-4): the next year begins without a mark, or with a letter (M1985:).
            coming = [one.text for one in found[at : at + 3]]
            if ":" in coming[1:] and _is_year(coming[coming.index(":") - 1]):
                cut.append([])
        cut[-1].append(token)
    return [statement for statement in cut if statement]


def _spans(statement: list[Token]) -> tuple[list[Span], list[str]]:
    still_open = len(statement) > 1 and statement[-1].text == "-" and statement[-1].depth == 0
    if still_open:
        statement = statement[:-1]
    at = _dash_between(statement)
    sides = [statement[:at], statement[at + 1 :]] if at else [statement]
    readings = [_reading(side) for side in sides]
    words = [word for reading in readings for word in reading.unread]
    spans = _run(readings[0], readings[1]) if len(readings) > 1 else _pieces(readings[0])
    if still_open and spans:
        spans[-1] = replace(spans[-1], open=True)
    return spans, words


def _dash_between(statement: Sequence[Token]) -> int:
    """Where a dash stands between two whole designations (v.1(1990)-v.3(1992)); 0 for none."""
    for at, token in enumerate(statement):
        if token.text == "-" and token.depth == 0 and 0 < at < len(statement) - 1:
            rest = statement[at + 1]
            if rest.sort in (Sort.CAPTION, Sort.YEAR_CAPTION) and any(
                t.sort is Sort.NUMBER for t in statement[:at]
            ):
                return at
    return 0


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and 1500 <= int(text) <= 2100


def _reading(side: Sequence[Token]) -> _Reading:
    reading = _Reading()
    at = 0
    while at < len(side):
        at = _take(reading, side, at)
    return reading


def _take(reading: _Reading, side: Sequence[Token], at: int) -> int:
    """Take in what begins at `at`; out: where to go on."""
    token = side[at]
    value_at = at + 1
    while value_at < len(side) and side[value_at].text in (":", "."):
        value_at += 1
    has_value = value_at < len(side) and _is_value(side[value_at], token)
    match token.sort:
        case Sort.CAPTION if has_value:
            values, end = _values(side, value_at)
            _add(reading, side, at, token.text, values)
            return end
        case Sort.SKIPPED_CAPTION if has_value:
            return _values(side, value_at)[1]
        case Sort.NUMBER:
            return _take_number(reading, side, at)
        case Sort.MONTH:
            reading.pieces.append(("month", token.text))
        case Sort.MARK if token.text in "-/," and reading.pieces:
            reading.pieces.append(("mark", token.text))
        case Sort.WORD | Sort.CAPTION | Sort.SUPPLEMENT:
            reading.unread.append(token.text)
    return at + 1


_ROMAN = re.compile(r"[IVXLCDM]+|[ivxlcdm]+")


def _is_value(token: Token, caption: Token) -> bool:
    if token.sort is Sort.NUMBER:
        return True
    # v.XII; but not the V of "V. C. 1"
    return (
        caption.sort is Sort.CAPTION
        and token.sort in (Sort.WORD, Sort.CAPTION)
        and len(token.text) > 1
        and bool(_ROMAN.fullmatch(token.text))
    )


def _values(side: Sequence[Token], at: int) -> tuple[list[str], int]:
    """The values of a level from its first number on, those between commas apart, and where they end."""
    values = [side[at].text]
    at += 1
    while at + 1 < len(side) and side[at + 1].sort is Sort.NUMBER and side[at].text in ("-", "/", ","):
        mark, number = side[at].text, side[at + 1].text
        if mark == ",":
            if _is_year(number) and not _is_year(values[-1].split("-")[0]):
                break
            values.append(number)
        elif (
            mark == "/" and len(number) < len(values[-1]) and [t.text for t in side[at + 2 : at + 3]] == ["-"]
        ):
            break  # 101/1-6 is two levels, 7/8 is one
        else:
            values[-1] += mark + number
        at += 2
    return values, at


def _take_number(reading: _Reading, side: Sequence[Token], at: int) -> int:
    """A number without a caption: a year, a day, or one more level."""
    token = side[at]
    before = side[at - 1] if at else None
    after = side[at + 1] if at + 1 < len(side) else None
    if _is_year(token.text):
        return _take_year(reading, side, at)
    if len(token.text) <= 2 and 1 <= int(re.sub(r"\D", "", token.text) or 0) <= 31 and token.text.isdecimal():
        dated = [kind for kind, _ in reading.pieces if kind != "mark"]
        after_month = before is not None and before.sort is Sort.MONTH
        after_day = bool(dated) and dated[-1] == "day" and before is not None and before.text in "-/,"
        after_day = after_day and not _after_bracket(side, at)
        own_month = after is not None and after.sort is Sort.MONTH and (token.depth > 0 or after_month)
        if after_month or after_day or (own_month):
            reading.pieces.append(("day", f"{int(token.text):02d}"))
            return at + 1
    values, end = _values(side, at)
    if reading.lists and _after_bracket(side, at):
        reading.lists[-1] += values  # (1-4 [Jan 5-26], 6 [Feb 9])
    else:
        _add(reading, side, at, "", values)
    return end


def _after_bracket(side: Sequence[Token], at: int) -> bool:
    return at > 1 and side[at - 1].text == "," and side[at - 2].text == "]"


def _take_year(reading: _Reading, side: Sequence[Token], at: int) -> int:
    year = side[at].text
    if reading.pieces and reading.pieces[-1] == ("mark", ","):
        reading.pieces.pop()  # AUG 7, 2013
    reading.pieces.append(("year", year))
    at += 1
    while at + 1 < len(side) and side[at].text in ("-", "/") and side[at + 1].sort is Sort.NUMBER:
        second = side[at + 1].text
        if _is_year(second):
            full = second
        elif len(second) == 2 and second.isdecimal():
            full = year[:2] + second
            full = full if full > year else f"{int(year[:2]) + 1}{second}"  # 1899-01
        else:
            break
        reading.pieces += [("mark", side[at].text), ("year", full)]
        at += 2
    return at


def _add(reading: _Reading, side: Sequence[Token], at: int, caption: str, values: list[str]) -> None:
    """One more level, or a number that runs beside the others: after "=", or (no. 450) in brackets."""
    before = side[at - 1].text if at else ""
    known = dict(zip(reading.captions, reading.lists, strict=False))
    beside = before == "=" or (
        before == "(" and caption and reading.captions and (reading.captions[-1] in ("", caption))
    )
    if beside and reading.captions:
        reading.alternative.append((caption, values[0]))
    elif caption and known.get(caption) == [values[0]]:
        return
    elif len(reading.captions) < 6:
        reading.captions.append(caption)
        reading.lists.append(values)


def _numbers(captions: Sequence[str], values: Sequence[str]) -> Numbers:
    return tuple(zip(captions, values, strict=True))


def _firsts(reading: _Reading) -> Numbers:
    return _numbers(reading.captions, [values[0] for values in reading.lists])


def _pieces(reading: _Reading) -> list[Span]:
    """The spans of a statement that has no dash between two designations."""
    dates = stretches(reading.pieces)
    alternative = tuple(reading.alternative)
    if not reading.captions:
        return [Span(Described((), begin, alternative), _end(end)) for begin, end in dates]
    if split := _split_top(reading, dates):
        return [split]
    *above, lowest = reading.lists
    numbers = [_numbers(reading.captions, [*(values[-1] for values in above), one]) for one in lowest]
    if len(dates) == len(numbers):
        whens = [_stretch(begin, end) for begin, end in dates]
    else:
        # One stretch for a list of numbers: only its year is sure of each.
        years = {when.year for pair in dates for when in pair if when}
        whens = [When(years.pop() if len(years) == 1 else "")] * len(numbers)
    return [Span(Described(one, when, alternative)) for one, when in zip(numbers, whens, strict=True)]


def _end(when: When | None) -> Described | None:
    return Described((), when) if when else None


def _split_top(reading: _Reading, dates: Sequence[tuple[When, When | None]]) -> Span | None:
    """v. 40-45 no. 4 (1974-Apr 1979) runs from volume 40 to number 4 of volume 45."""
    if len(reading.captions) < 2 or len(dates) > 1 or not all(reading.captions[:2]):
        return None
    first, dash, last = reading.lists[0][0].partition("-")
    if not dash or len(reading.lists[0]) > 1 or len(reading.lists[1]) > 1:
        return None
    begin, end = dates[0] if dates else (When(), None)
    rest = _numbers(reading.captions[1:], [values[0] for values in reading.lists[1:]])
    start = Described(((reading.captions[0], first),), begin if end else When())
    return Span(start, Described(((reading.captions[0], last), *rest), end or begin))


def _stretch(begin: When, end: When | None) -> When:
    """A stretch of dates in one value: year "1953-1966", or month "04-09" in one year."""
    if end is None:
        return begin
    if begin.year != end.year:
        return When(f"{begin.year}-{end.year}", begin.month if begin.month == end.month else "")
    if begin.month != end.month:
        return When(begin.year, f"{begin.month}-{end.month}")
    return When(begin.year, begin.month, f"{begin.day}-{end.day}")


def _run(left: _Reading, right: _Reading) -> list[Span]:
    """The span between two designations. Dates that stand at the end only are those of both."""
    ours, theirs = stretches(left.pieces), stretches(right.pieces)
    begin = ours[0][0] if ours else When()
    end = theirs[-1][1] or theirs[-1][0] if theirs else When()
    if not ours and theirs and theirs[-1][1]:
        begin = theirs[-1][0]
    return [
        Span(
            Described(_firsts(left), begin, tuple(left.alternative)),
            Described(_lasts(right), end, tuple(right.alternative)),
        )
    ]


def _lasts(reading: _Reading) -> Numbers:
    return _numbers(reading.captions, [values[-1] for values in reading.lists])
