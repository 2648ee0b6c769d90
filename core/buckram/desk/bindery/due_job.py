"""What the due list works on: a title, a copy of it with its binding pattern, and the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from buckram.desk.bindery.due_places import Numbering, Standing, Taken
from buckram.rules.bindery.fields import BindingFields
from buckram.rules.bindery.leave import Leave
from buckram.rules.bindery.thickness import Estimate
from buckram.rules.bindery.unit_rule import Run, UnitRule
from buckram.storage.bindery.due_rows import DueCopy, DueRows, DueTitle, Loose


@dataclass(frozen=True, slots=True)
class Job:
    """One copy of a title, and how it is bound. number: of the copy, 0 where there is one only."""

    title: DueTitle
    copy: DueCopy | None
    number: int
    binding_id: int
    bound_to: int | None
    fields: BindingFields
    least: int
    most: int
    estimate: Estimate
    leave: Leave | None


@dataclass(frozen=True, slots=True)
class Season:
    """What holds for all titles today. free_from: exam time, nothing leaves its shelf before this day.
    inches: lengths are told so."""

    today: date
    free_from: date | None
    inches: bool


class Title:
    """What all copies of a title share."""

    def __init__(self, rows: DueRows, title: DueTitle, today: date) -> None:
        self.title, self.rows, self.today = title, rows, today
        self.copies = [one.id for one in rows.copies.get(title.id, ())]
        everything = rows.issues.get(title.id, ())
        self.specials = [one for one in everything if one.beside is not None]
        self.issues: Sequence[Loose] = everything
        if self.specials:
            self.issues = [one for one in everything if one.beside is None]
        self.extras = rows.extras.get(title.id, ())
        self.numbering = Numbering(rows, title.id, title.per_year)
        self.volumes = self.numbering.volumes_of(self.issues)
        self.taken = Taken.of(rows.in_units.get(title.id, ()))

    def ends(self) -> bool:
        """Whether the last issue is known to be the last of its volume."""
        last = self.issues[-1]
        return self.numbering.volumes(last).ends(last.values)

    def days(self) -> list[date | None]:
        """The dates that its issues bear."""
        return [date.fromisoformat(one.published_on) if one.published_on else None for one in self.issues]


@dataclass(frozen=True, slots=True)
class Laid:
    """The issues of a title as they fare for one copy, and the rule by which they are laid out. came: the
    places of those that are in hand."""

    shared: Title
    job: Job
    season: Season
    rule: UnitRule
    found: Sequence[Standing]
    run: Run
    came: Sequence[int]

    @property
    def issues(self) -> Sequence[Loose]:
        """The issues themselves."""
        return self.shared.issues


class Whose(TypedDict):
    """The part of a unit that tells whose it is."""

    title_id: int
    copy_id: int | None
    binding_id: int
    title: str
    sort_name: str
    call_number: str
    location_id: int | None
    location: str
    location_position: int
    copy_number: int


def whose_of(job: Job) -> Whose:
    """Whose the units of a copy are."""
    title, copy = job.title, job.copy
    return {
        "title_id": title.id,
        "copy_id": copy.id if copy else None,
        "binding_id": job.binding_id,
        "title": title.name,
        "sort_name": title.sort_name,
        "call_number": copy.call_number or title.call_number if copy else title.call_number,
        "location_id": copy.location_id if copy else None,
        "location": copy.location if copy else "",
        "location_position": copy.location_position if copy else 0,
        "copy_number": job.number,
    }


def key_of(job: Job, of_unit: object) -> str:
    """The key of a unit. of_unit: what tells it from the others of its copy."""
    return f"{job.title.id}.{job.copy.id if job.copy else 0}.{of_unit}"
