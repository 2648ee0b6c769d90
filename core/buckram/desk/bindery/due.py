"""What is due to be bound: computed from the cards and the binding patterns, never stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from buckram.desk.bindery.due_job import Job, Season, Title
from buckram.desk.bindery.due_making import units_of
from buckram.desk.bindery.due_unit import DuePiece, DueUnit
from buckram.desk.deciding import decided
from buckram.exchange.bindery.pages import pages
from buckram.identify import call_sort
from buckram.rules.bindery.blackout import free_from, typed_stretches
from buckram.rules.bindery.dueness import Due
from buckram.rules.bindery.fields import BindingFields
from buckram.rules.bindery.leave import leave
from buckram.rules.bindery.thickness import Estimate, estimate
from buckram.rules.retention import kept
from buckram.storage.bindery import binders, bindings
from buckram.storage.bindery.binders import Binder
from buckram.storage.bindery.bindings import Binding
from buckram.storage.bindery.due_rows import DueCopy, DueRows, bib_records, due_rows, open_claims, pieces_out
from buckram.storage.library import Library

__all__ = ("Due", "DuePiece", "DueUnit", "due")

_LEAST, _MOST, _GLOSSY = 254, 635, 508
"""Tenths of a millimetre: what counts for a title whose pattern names no binder."""


def due(library: Library, today: date, *, title_id: int | None = None) -> list[DueUnit]:
    """Every unit that forms, waits, is due or was called to bind, of one title or of all.

    A unit for each copy that is kept for ever, and for each copy with a pattern of its own. In shelf order by
    location, a title's units from the oldest on. What is in a unit that was picked, is not here any more.
    """
    season = Season(
        today,
        free_from(typed_stretches(decided(library, "binding_blackout")), today),
        decided(library, "inches"),
    )
    found: list[tuple[tuple[object, ...], DueUnit]] = []
    for shared, job in _jobs(library, today, title_id):
        copy = job.copy
        shelf = call_sort(copy.call_number) if copy and copy.call_number else job.title.call_sort
        place = (copy.location_position, copy.location) if copy else (0, "")
        key = (*place, shelf or "\U0010ffff", job.title.sort_name, job.title.id, job.number)
        found += [(key, unit) for unit in units_of(shared, job, season)]
    found.sort(key=lambda one: one[0])
    return [unit for _, unit in found]


def _jobs(library: Library, today: date, title_id: int | None) -> Iterator[tuple[Title, Job]]:
    """Every copy that is bound, with its pattern."""
    of_title: dict[int, list[Binding]] = {}
    for binding in bindings.active(library, title_id):
        of_title.setdefault(binding.title_id, []).append(binding)
    known = {one.id: one for one in binders.known(library)}
    usual_leave = decided(library, "binding_leave")
    claims, out = open_claims(library), pieces_out(library)
    ids = sorted(of_title)
    for at in range(0, len(ids), _AT_ONCE):
        some = ids[at : at + _AT_ONCE]
        rows = due_rows(library, (some[0], some[-1]), claims, out)
        yield from _jobs_of(library, rows, {one: of_title[one] for one in some}, known, usual_leave, today)


_AT_ONCE = 250
"""Titles that are read together: what few of them need stays in the processor's own memory."""


def _jobs_of(
    library: Library,
    rows: DueRows,
    of_title: Mapping[int, list[Binding]],
    known: Mapping[int, Binder],
    usual_leave: str,
    today: date,
) -> Iterator[tuple[Title, Job]]:
    fields_of = {
        binding.id: BindingFields(binding.fields, _defaults(known.get(binding.binder_id or 0)))
        for every in of_title.values()
        for binding in every
    }
    thick = _estimates(library, rows, of_title, fields_of)
    for title, every in of_title.items():
        if title not in rows.issues:
            continue
        shared = Title(rows, rows.titles[title], today)
        copies = rows.copies.get(title, ())
        for copy, binding in _bound(copies, every):
            fields = fields_of[binding.id]
            binder = known.get(binding.binder_id or 0)
            stays = fields.value("leave") or usual_leave
            yield (
                shared,
                Job(
                    title=shared.title,
                    copy=copy,
                    number=copy.number if copy is not None and len(copies) > 1 else 0,
                    binding_id=binding.id,
                    bound_to=binding.bound_to,
                    fields=fields,
                    least=binder.least_thickness if binder else _LEAST,
                    most=_most(binder, fields),
                    estimate=thick[binding.id],
                    leave=leave(stays),
                ),
            )


def _defaults(binder: Binder | None) -> Mapping[str, str]:
    return binder.defaults if binder else {}


def _bound(copies: Sequence[DueCopy], every: Sequence[Binding]) -> Iterator[tuple[DueCopy | None, Binding]]:
    own = {binding.copy_id: binding for binding in every}
    of_all = own.get(None)
    if not copies and of_all is not None:
        yield None, of_all
    for copy in copies:
        if copy.id in own:
            yield copy, own[copy.id]
        elif of_all is not None and not _goes(copy):
            yield copy, of_all


def _goes(copy: DueCopy) -> bool:
    """Whether its issues are not kept for ever."""
    return bool(copy.keeps or copy.retention) and kept(copy.keeps, copy.retention).limited


def _most(binder: Binder | None, fields: BindingFields) -> int:
    if fields.value("paper") == "glossy":
        return binder.glossy_thickness if binder else _GLOSSY
    return binder.most_thickness if binder else _MOST


def _estimates(
    library: Library,
    rows: DueRows,
    of_title: Mapping[int, list[Binding]],
    fields_of: dict[int, BindingFields],
) -> dict[int, Estimate]:
    """How thick an issue is thought to be, by binding pattern."""
    each = {binding_id: fields.number("thickness_each") for binding_id, fields in fields_of.items()}
    asked = [
        title
        for title, every in of_title.items()
        if title not in rows.measured and not all(each[binding.id] for binding in every)
    ]
    printed = {title: pages(form, content) for title, form, content in bib_records(library, asked)}
    return {
        binding.id: estimate(
            measured=rows.measured.get(title),
            each=each[binding.id],
            pages=printed.get(title),
            frequency=rows.titles[title].frequency,
            frequency_name=rows.titles[title].frequency_name,
        )
        for title, every in of_title.items()
        for binding in every
    }
