"""Called to bind: the first issue of the next unit says, when it is received, that a unit may go."""

from __future__ import annotations

from datetime import date

from buckram.rules.bindery.dueness import Due
from buckram.storage.bindery.due_rows import Begins, may_call
from buckram.storage.library import Library


def called_words(library: Library, title_id: int, issue_id: int, today: date, *, copy_number: int = 1) -> str:
    """What the receipt of an issue calls to bind, in a sentence, or "".

    copy_number: of the copy that the piece is for. Hardly any receipt begins a unit: the others are told
    apart by one look at the file.
    """
    begins = may_call(library, issue_id)
    if begins is None or not _may_begin(begins):
        return ""
    from buckram.desk.bindery.due import due

    told = []
    for unit in due(library, today, title_id=title_id):
        if unit.called_by != issue_id or unit.copy_number not in (0, copy_number):
            continue
        if unit.state is Due.CALLED:
            told.append(f"{unit.label} is called to bind.")
        elif unit.state is Due.WAITING:
            waits = unit.why.partition("; ")[2] or unit.why
            told.append(f"{unit.label} is called to bind: {waits}")
    return " ".join(told)


def _may_begin(issue: Begins) -> bool:
    """Whether a unit may begin with this issue: its volume or time is not that of the one before it."""
    if issue.unit == "volume":
        return issue.volume != issue.volume_before
    months = {"year": 12, "half": 6, "quarter": 3}.get(issue.unit)
    if months is None or not (issue.day and issue.day_before):
        return True
    return _period(issue.day, months) != _period(issue.day_before, months)


def _period(day: str, months: int) -> tuple[str, int]:
    return day[:4], (int(day[5:7]) - 1) // months
