"""The lit line of the shelves in words, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.desk.bindery.shelf_space import Line
    from buckram.desk.bindery.shelves_filled import OnShelf, Range, Space
    from buckram.desk.bindery.shift_plan import Shift, Step


def title_words(found: Space, one: Line, *, inches: bool) -> str:
    """A title: where, what it takes, how it grows."""
    from buckram.desk.bindery.shelves_tables import full_told
    from buckram.rules.bindery.measure import told_length, told_run

    parts = [f"{one.volumes} volume{'' if one.volumes == 1 else 's'}, {told_run(one.bound, inches=inches)}"]
    if one.unmeasured:
        parts[0] += f" ({one.unmeasured} estimated)"
    if one.loose:
        parts.append(f"{one.loose} loose")
    if one.by_record:
        parts.append(f"{one.by_record} by its record")
    if one.away:
        parts.append(f"{told_length(one.away, inches=inches)} with the binder or at the bench")
    growth = one.growth
    grows = f"grows by {told_length(growth.thickness, inches=inches)}"
    if growth.volumes:
        grows += f", {growth.volumes:.1f} volumes"
    parts.append(f"{grows} a year ({growth.by})" if growth.thickness else growth.by)
    if full := full_told(found, one):
        parts.append("its last shelf does not grow" if full == "does not grow" else f"its last shelf: {full}")
    return f"{one.name}, {one.location}, {one.call_number or 'no call number'}: {'; '.join(parts)}."


def shelf_words(found: Space, one: OnShelf, *, inches: bool) -> str:
    """A shelf: what stands on it from where to where."""
    from buckram.desk.bindery.shelves_tables import free_told
    from buckram.rules.bindery.measure import told_length, told_run

    shelf = one.shelf
    told = f"{one.location} {shelf.code}, {told_length(shelf.width, inches=inches)}: "
    if not one.first:
        told += "empty."
    else:
        told += f"{one.first} to {one.last}; {free_told(one.free, inches=inches)}"
        told += " free" if one.free >= 0 else ""
        told += f", growing by {told_length(one.growth, inches=inches)} a year." if one.growth else "."
    if one.disorder:
        told += " What was said to begin here does not follow the shelf before: scan it again."
    elif not one.known and one.first:
        told += " Thought, not seen: scan the volume that stands first here."
    before = found.before.get(shelf.location_id, 0)
    if before and shelf.position == 1:
        told += f" {told_run(before, inches=inches)} belong before it and stand on no shelf."
    return told


def range_words(one: Range, *, inches: bool) -> str:
    """A range or a location: from where to where, and what is full first."""
    from buckram.desk.bindery.shelves_tables import first_full, range_full, run_free
    from buckram.rules.bindery.measure import told_length, told_run

    name = f"{one.location} {one.name}".strip()
    parts = [f"{told_run(one.taken, inches=inches)} filled"]
    if one.shelves:
        parts[0] += f" of {told_run(one.width, inches=inches)} on {one.shelves} shelves"
        free = run_free(one, inches=inches)
        parts.append(free if free.startswith("lacks") else f"{free} free")
    if one.growth:
        parts.append(f"growing by {told_length(one.growth, inches=inches)} a year")
    if one.shelves:
        full = range_full(one)
        parts.append("does not grow" if full == "does not grow" else f"full in: {full}")
    if first := first_full(one):
        parts.append(f"first {first}")
    if one.first and one.last:
        ends = [line.call_number or line.title for line in (one.first, one.last)]
        parts.append(f"from {ends[0]} to {ends[1]}")
    return f"{name}: {'; '.join(parts)}."


def plan_words(planned: Shift | None, step: Step | None, why: str, *, inches: bool) -> str:
    """What lacks first; else the lit step; then what the plan comes to."""
    from buckram.rules.bindery.measure import told_length

    if planned is None:
        return why
    if planned.lacks:
        return planned.lacks
    if step is None:
        return planned.told
    told = f"{step.shelf.code}: "
    if step.begins:
        told += f"{step.line.name}, {step.begins_label}"
        told += f" to {step.ends_label}" if step.ends_label != step.begins_label else ""
        if step.where_now and step.where_now != step.shelf.code:
            told += f" (now on {step.where_now})"
    else:
        told += f"room for {step.line.name} to grow"
    told += f", {told_length(step.left, inches=inches)} empty behind it." if step.left else "."
    return f"{told} {planned.told}"
