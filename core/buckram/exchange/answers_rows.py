"""An agent's answers as a spreadsheet: CSV with a line of names. Names are matched by a small list."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

from buckram.errors import Refused
from buckram.exchange.answers_read import NEUTRAL, SPOKEN, X12, Found, Given, Unreadable, meant, packed_day
from buckram.rules.replies import Answer
from buckram.rules.typed_day import typed_day

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "claim": (
        "claim",
        "claim id",
        "claim reference",
        "claim ref",
        "reference",
        "your reference",
        "our claim",
    ),
    "order": ("order", "order number", "order no", "po", "po number", "purchase order"),
    "issn": ("issn", "print issn"),
    "title": ("title", "journal", "title name"),
    "issue": ("issue", "enumeration", "volume issue", "vol issue", "issue claimed"),
    "answer": ("answer", "reply", "response", "status", "response code", "status code", "claim status"),
    "date": ("date", "reply date", "response date", "answer date", "status date"),
    "due": ("due", "due on", "due date", "expected", "expected date", "ship date", "date expected"),
    "text": ("text", "comment", "comments", "note", "notes", "remark", "remarks", "message"),
}
"""What a column is called, small letters, _ - . / # as blanks; the first name is the one of the README."""


def read_rows(data: bytes, own: Mapping[str, Answer], *, day_first: bool) -> Found:
    """The answers of a spreadsheet. Raises Unreadable where there is no line of names that is known."""
    text = _text(data)
    head = text.partition("\n")[0]
    delimiter = max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        names = next(reader)
        places = _places(names)
        answers: list[Given] = []
        problems: list[str] = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                row = {name: cells[n].strip() for name, n in places.items() if n < len(cells)}
                answers.append(_given(row, reader.line_num, own, problems, day_first=day_first))
    except csv.Error as problem:
        raise Unreadable(f"Line {reader.line_num} is no line of a CSV file: {problem}.") from problem
    return Found("CSV", answers, problems)


def _text(data: bytes) -> str:
    if b"\0" in data:
        raise Unreadable("This is no file of answers: neither EDIFACT, X12 nor CSV.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A spreadsheet of an older office.
        return data.decode("cp1252", "replace")


def _places(names: list[str]) -> dict[str, int]:
    known = {name: column for column, all_names in COLUMNS.items() for name in all_names}
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        plain = "".join(" " if c in "_-./#" else c for c in name.lower())
        column = known.get(" ".join(plain.split()))
        if column is not None:
            found.setdefault(column, place)
    if "answer" not in found or not {"claim", "order", "issn"} & set(found):
        raise Unreadable(
            "Line 1 does not name the columns: answer is wanted, and claim, order or issn.",
            f"It has: {', '.join(name.strip() for name in names if name.strip())[:120] or 'nothing'}.",
        )
    return found


def _given(
    row: Mapping[str, str], line: int, own: Mapping[str, Answer], problems: list[str], *, day_first: bool
) -> Given:
    def day(name: str) -> date | None:
        text = row.get(name, "")
        if not text:
            return None
        try:
            return packed_day(text) or typed_day(text, date.max, day_first=day_first)
        except Refused:
            problems.append(f"Line {line}: “{text}” is no day; the answer was taken without it.")
            return None

    said = row.get("answer", "")
    answer = meant(said, own, NEUTRAL, X12, SPOKEN)
    known = answer is not None and answer is not Answer.OTHER
    words = [row.get("text", "") if known else said, "" if known else row.get("text", "")]
    if not said:
        problems.append(f"Line {line} has no answer; its text was taken.")
    return Given(
        place=f"line {line}",
        answer=answer or Answer.OTHER,
        references=tuple(one for one in [row.get("claim", "")] if one),
        order_number=row.get("order", ""),
        issn=row.get("issn", ""),
        title=row.get("title", ""),
        issue=row.get("issue", ""),
        day=day("date"),
        due_on=day("due"),
        text=": ".join(word for word in words if word),
    )
