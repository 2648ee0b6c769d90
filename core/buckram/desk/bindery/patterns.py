"""The binding pattern of a title: begun, changed, copied from a like title; each change is an act.

A version that a ticket was made from stays as it is: the first change after it makes the next version. What a
new pattern takes from the binder's defaults it keeps for itself, so that another default changes no title.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from buckram.desk.bindery.guessing import first_fields, guessed_bound_to
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused, Stale
from buckram.rules.bindery.fields import FIELD, BindingFields, Field, Kind, told_value, typed_value
from buckram.storage import copies, titles
from buckram.storage.bindery import binders, bindings
from buckram.storage.bindery.binders import Binder
from buckram.storage.bindery.bindings import Binding
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library

OF_THE_TITLE = ("title_lines", "binder_number", "history", "rub", "last_volume", "thickness_each")
"""Fields that say something of one title only: they are never copied to another."""
OF_ITS_NUMBERING = ("unit", "unit_count", "caption_vol", "caption_no", "caption_months", "caption_year")
"""Fields that are copied only to a title that comes as often."""

_NEVER_EMPTY = {Kind.CHOICE, Kind.OPEN, Kind.YES, Kind.ORDER}


@dataclass(frozen=True, slots=True)
class Begun:
    """What an act did. binding_id: the version that holds now."""

    binding_id: int
    sentence: str


def fields_of(library: Library, binding: Binding) -> BindingFields:
    """What holds for a title by this version."""
    binder = binders.find(library, binding.binder_id)
    return BindingFields(binding.fields, binder.defaults if binder else {})


def begin(
    desk: Desk, title_id: int, binder_id: int | None, *, copy_id: int | None = None, like: int | None = None
) -> Begun:
    """A first pattern for a title, or for one copy: guessed from its record, or as that of a like title.

    binder_id: None for one that is not chosen yet. like: a version of the other title. Raises Refused where
    there is one already.
    """
    with act(desk.library, desk.hand(), "binding") as writer:
        begun = begin_in(writer, desk, title_id, binder_id, copy_id=copy_id, like=like)
        writer.title_id = title_id
        writer.sentence = begun.sentence
    return begun


def begin_many(desk: Desk, title_ids: list[int], binder_id: int) -> str:
    """A first guess for each of these titles, as one act. Gives the sentence. Raises Refused."""
    if not title_ids:
        raise Refused("Nothing is marked.", "Space marks the lit line, E every line.")
    with act(desk.library, desk.hand(), "binding") as writer:
        for title_id in title_ids:
            begin_in(writer, desk, title_id, binder_id)
        if len(title_ids) == 1:
            writer.title_id = title_ids[0]
            what = titles.get(desk.library, title_ids[0]).name
        else:
            what = f"{len(title_ids)} titles"
        name = binders.get(desk.library, binder_id).name
        writer.sentence = f"{name} binds {what} now: a first guess, to be looked at."
    return writer.sentence


def begin_in(
    writer: ActWriter,
    desk: Desk,
    title_id: int,
    binder_id: int | None,
    *,
    copy_id: int | None = None,
    like: int | None = None,
) -> Begun:
    """`begin` inside an act."""
    library = desk.library
    title = titles.get(library, title_id)
    there = [one for one in bindings.of_title(library, title_id) if one.copy_id == copy_id]
    if any(one.active for one in there):
        raise Refused(f"{title.name} has a binding pattern already.", "It is shown now: change it.")
    other = bindings.get(library, like) if like is not None else None
    if other is not None:
        binder_id = other.binder_id
    binder = binders.find(library, binder_id)
    for_title = bindings.for_copy(library, title_id, None) if copy_id is not None else None
    if for_title is not None:
        # A copy of its own begins with what the title has.
        fields, binder_id = dict(for_title.fields), for_title.binder_id
        bound_to, why = for_title.bound_to, ""
    else:
        first = first_fields(library, title_id)
        fields = BindingFields(first.fields, binder.defaults if binder else {}).whole()
        guessed = guessed_bound_to(library, title_id, desk.today())
        bound_to, why = guessed.position, f" {guessed.why}"
        if bound_to is not None:
            fields["history"] = "by you"
    if other is not None:
        fields |= _like(library, fields_of(library, other), other.title_id, title_id)
    binding_id = _insert(
        writer,
        title_id,
        copy_id=copy_id,
        binder_id=binder_id,
        number=max((one.number for one in there), default=0) + 1,
        bound_to=bound_to,
        fields=fields,
    )
    whose = f", copy {copies.get(library, copy_id).number}" if copy_id is not None else ""
    origin = f" Like {titles.get(library, other.title_id).name}." if other is not None else ""
    return Begun(binding_id, f"{title.name}{whose} is bound from now on.{origin}{why}")


def _insert(
    writer: ActWriter,
    title_id: int,
    *,
    copy_id: int | None,
    binder_id: int | None,
    number: int,
    bound_to: int | None,
    fields: Mapping[str, str],
) -> int:
    return writer.insert(
        "binding",
        {
            "title_id": title_id,
            "copy_id": copy_id,
            "binder_id": binder_id,
            "number": number,
            "active": 1,
            "bound_to": bound_to,
            "fields": json.dumps(fields, ensure_ascii=False),
            "made_at": writer.hand.at,
            "made_by": writer.hand.person,
        },
    )


def _like(library: Library, other: BindingFields, other_id: int, title_id: int) -> dict[str, str]:
    """What of another title's pattern goes for this one."""
    own = set(OF_THE_TITLE)
    if titles.get(library, other_id).frequency != titles.get(library, title_id).frequency:
        own |= set(OF_ITS_NUMBERING)
    return {name: value for name, value in other.whole().items() if name not in own}


def typed(desk: Desk, field: Field, text: str, usual: str) -> str:
    """The value that was typed for a field; nothing where it cannot be empty: the usual. Raises Refused."""
    value = typed_value(field, text, inches=decided(desk.library, "inches"))
    if not value and (field.kind in _NEVER_EMPTY or (field.kind is Kind.NUMBER and field.name != "width")):
        return usual
    return value


def set_field(desk: Desk, seen: Binding, name: str, text: str) -> Begun:
    """Change a field of a pattern to what was typed. seen: the version that was on the screen.

    Raises Refused; Stale when somebody else changed it meanwhile.
    """
    field, now = FIELD[name], fields_of(desk.library, seen)
    value = typed(desk, field, text, now.usual(name))
    return set_field_to(desk, seen, name, value)


def as_usual(desk: Desk, seen: Binding, name: str) -> Begun:
    """A field as most titles of the binder have it. Raises Refused, Stale."""
    return set_field_to(desk, seen, name, fields_of(desk.library, seen).usual(name))


def set_field_to(desk: Desk, seen: Binding, name: str, value: str) -> Begun:
    """Change a field to a stored value. Raises Refused, Stale."""
    field = FIELD[name]
    told = told_value(field, value, inches=decided(desk.library, "inches"))
    if value == fields_of(desk.library, seen).value(name):
        raise Refused(f"That stands there already: {field.word} {told}.")
    return _change(desk, seen, {name: value}, f"{field.word} is now {told}")


def copy_from(desk: Desk, seen: Binding, like: int) -> Begun:
    """Everything that another title's pattern says and that may go for this one. like: its version.

    Raises Refused where nothing would change; Stale.
    """
    library = desk.library
    other = bindings.get(library, like)
    name = titles.get(library, other.title_id).name
    values = _like(library, fields_of(library, other), other.title_id, seen.title_id)
    now = fields_of(library, seen)
    count = sum(now.value(field) != value for field, value in values.items())
    count += other.binder_id != seen.binder_id
    if not count:
        raise Refused(f"It is the same as {name} already.")
    stays = "" if "unit" in values else " Its unit stays: it does not come as often."
    told = f"{count} lines are as for {name} now.{stays}".rstrip(".")
    return _change(desk, seen, values, told, binder_id=other.binder_id)


def set_binder(desk: Desk, seen: Binding, binder_id: int | None) -> Begun:
    """Another binder. Where the title had what is usual there, it gets what is usual here; its colour keeps
    its name, and loses its number where the new chart has none of that name. Raises Refused, Stale."""
    after = binders.find(desk.library, binder_id)
    if seen.binder_id == binder_id:
        raise Refused(f"{after.name if after else 'Nobody'} binds it already.")
    values = _with_binder(desk.library, seen, after)
    told = f"{after.name if after else 'nobody'} binds it now"
    return _change(desk, seen, values, told, binder_id=binder_id)


def set_binder_of(desk: Desk, binding_ids: Sequence[int], binder_id: int) -> str:
    """Another binder for several patterns, as `set_binder` does it, in one act. Gives the sentence.

    Raises Refused where it binds all of them already; NotFound where one is gone.
    """
    library, after = desk.library, binders.get(desk.library, binder_id)
    found = [bindings.get(library, binding_id) for binding_id in binding_ids]
    others = [one for one in found if one.binder_id != binder_id]
    if not others:
        raise Refused(f"{after.name} binds {'it' if len(found) == 1 else 'them'} already.")
    with act(library, desk.hand(), "binding") as writer:
        for one in others:
            change_in(writer, one, _with_binder(library, one, after), binder_id=binder_id)
        writer.title_id = others[0].title_id if len(others) == 1 else None
        count = len(others)
        what = titles.get(library, others[0].title_id).name if count == 1 else f"{count} titles"
        writer.sentence = f"{after.name} binds {what} now."
    return writer.sentence


def _with_binder(library: Library, seen: Binding, after: Binder | None) -> dict[str, str]:
    """The fields that change with the binder."""
    before, fields = binders.find(library, seen.binder_id), fields_of(library, seen)
    new = BindingFields({}, after.defaults if after else {})
    values = {name: new.value(name) for name in FIELD if not fields.differs(name)}
    # What the binder keeps of a title, the other one does not have.
    values |= {"binder_number": "", "rub": "no"}
    if seen.fields.get("history") == "by you" and before is not None:
        values["history"] = "by another"
    values["colour"] = _same_colour(library, before, after, fields.value("colour"))
    return values


def _same_colour(library: Library, before: Binder | None, after: Binder | None, number: str) -> str:
    chart = {one.number: one.name for one in binders.cloths(library, before.id)} if before else {}
    wanted = chart.get(number, "").casefold()
    theirs = binders.cloths(library, after.id) if after else []
    return next((one.number for one in theirs if wanted and one.name.casefold() == wanted), "")


def take_version(desk: Desk, seen: Binding, earlier: Binding) -> Begun:
    """All fields as an earlier version had them, but who bound it so far. Raises Refused, Stale."""
    was, now = fields_of(desk.library, earlier).whole(), fields_of(desk.library, seen).whole()
    was["history"] = now["history"]
    if was == now and earlier.binder_id == seen.binder_id:
        raise Refused(f"Version {earlier.number} says the same.")
    told = f"it is as version {earlier.number} was"
    return _change(desk, seen, was, told, binder_id=earlier.binder_id)


def set_many(desk: Desk, binding_ids: list[int], name: str, text: str) -> str:
    """One field of several patterns, as one act. Gives the sentence.

    Raises Refused where it stands there already with each of them; NotFound where one is gone.
    """
    library, field = desk.library, FIELD[name]
    with act(library, desk.hand(), "binding") as writer:
        changed = []
        value = ""
        for binding_id in binding_ids:
            seen = bindings.get(library, binding_id)
            fields = fields_of(library, seen)
            value = typed(desk, field, text, fields.usual(name))
            if value != fields.value(name):
                change_in(writer, seen, {name: value})
                changed.append(seen.title_id)
        told = told_value(field, value, inches=decided(library, "inches"))
        if not changed:
            raise Refused(f"That stands there already: {field.word} {told}.")
        writer.title_id = changed[0] if len(changed) == 1 else None
        what = titles.get(library, changed[0]).name if len(changed) == 1 else f"{len(changed)} titles"
        writer.sentence = f"{what}: {field.word} is now {told}."
    return writer.sentence


_SAME = -1


def _change(
    desk: Desk, seen: Binding, values: dict[str, str], told: str, *, binder_id: int | None = _SAME
) -> Begun:
    """One act on a pattern: these values change, and told says so."""
    library = desk.library
    with act(library, desk.hand(), "binding") as writer:
        binding_id = change_in(writer, seen, values, binder_id=binder_id)
        if binding_id != seen.id:
            told = f"{told} (version {seen.number + 1}: tickets were made from version {seen.number})"
        writer.title_id = seen.title_id
        writer.sentence = f"{titles.get(library, seen.title_id).name}: {told}."
    return Begun(binding_id, writer.sentence)


def change_in(
    writer: ActWriter, seen: Binding, values: dict[str, str], *, binder_id: int | None = _SAME
) -> int:
    """Change fields of a pattern, inside an act; gives the version that holds then. Raises Stale."""
    library = writer.library
    now = fresh(library, seen)
    # Whole: a default that is changed later changes nothing of it.
    fields = fields_of(library, now).whole() | values
    binder = now.binder_id if binder_id == _SAME else binder_id
    if not bindings.ticketed(library, now.id):
        writer.update(
            "binding",
            now.id,
            {"fields": bindings.raw_fields(library, now.id), "binder_id": now.binder_id},
            {"fields": json.dumps(fields, ensure_ascii=False), "binder_id": binder},
        )
        return now.id
    if "history" not in values and bindings.came_back_from(library, now.title_id, binder):
        fields["history"] = "by you"
    writer.update("binding", now.id, {"active": 1}, {"active": 0})
    binding_id = _insert(
        writer,
        now.title_id,
        copy_id=now.copy_id,
        binder_id=binder,
        number=now.number + 1,
        bound_to=now.bound_to,
        fields=fields,
    )
    # What has no ticket yet is bound by what holds now.
    for unit_id in bindings.untouched_units(library, now.id):
        writer.update("unit", unit_id, {"binding_id": now.id}, {"binding_id": binding_id})
    return binding_id


def fresh(library: Library, seen: Binding) -> Binding:
    """A version as it is now. Raises Stale when it is no longer as it was seen."""
    now = bindings.find(library, seen.id)
    if now != seen:
        raise Stale("Somebody else changed this pattern meanwhile.", "It is shown now as it is.")
    return seen


def stop(desk: Desk, seen: Binding) -> Begun:
    """It is bound no more: its pattern stays, and holds again when somebody says so. Raises Stale."""
    with act(desk.library, desk.hand(), "binding") as writer:
        now = fresh(desk.library, seen)
        writer.update("binding", now.id, {"active": 1}, {"active": 0})
        writer.title_id = now.title_id
        whose = f", copy {copies.get(desk.library, now.copy_id).number}," if now.copy_id is not None else ""
        writer.sentence = f"{titles.get(desk.library, now.title_id).name}{whose} is bound no more."
    return Begun(now.id, writer.sentence)


def resume(desk: Desk, seen: Binding) -> Begun:
    """A pattern that was put aside holds again. Raises Refused where another holds meanwhile; Stale."""
    library = desk.library
    with act(library, desk.hand(), "binding") as writer:
        now = fresh(library, seen)
        every = bindings.of_title(library, now.title_id)
        if any(one.active and one.copy_id == now.copy_id for one in every):
            raise Refused("Another version holds already.", "R shows the versions.")
        writer.update("binding", now.id, {"active": 0}, {"active": 1})
        writer.title_id = now.title_id
        writer.sentence = f"{titles.get(library, now.title_id).name} is bound again."
    return Begun(now.id, writer.sentence)
