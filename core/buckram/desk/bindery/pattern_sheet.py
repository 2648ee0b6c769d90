"""A binding pattern as it is read: its fields, its versions, what is like it, what the last volume says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from buckram.desk.bindery.guessing import told_bound_to
from buckram.desk.bindery.lettering import call_lines
from buckram.desk.bindery.patterns import fields_of
from buckram.desk.deciding import decided
from buckram.errors import Refused
from buckram.exchange.lists import Table
from buckram.rules.bindery.fields import FIELD, FIELDS, BindingFields, Field, doubts, told_value
from buckram.rules.bindery.spine import ACROSS, LINE, TITLE, Spine, letters, spine
from buckram.rules.bindery.spine_compared import read_lines
from buckram.rules.bindery.spine_variables import COPY, VOLUME, YEAR, captioned
from buckram.storage import copies, titles
from buckram.storage.bindery import binders, bindings
from buckram.storage.bindery.binders import Binder, Cloth
from buckram.storage.bindery.bindings import Binding, Bound, Lettered
from buckram.storage.copies import CopyData
from buckram.storage.library import Library
from buckram.storage.titles import Title


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a screen shows of the pattern of a title, or of one copy.

    binding: the version that is shown, None where nothing is said yet. frozen: a ticket was made from it.
    bound_to: the last bound volume in words. versions: of the same title and copy, newest first. own: the
    copies that have a pattern of their own. last: what was lettered last, None before the first ticket.
    doubts: what a careful preparer would look at again. stays: the library's setting of what stays on the
    shelf, for people. came_back: its binder has bound something of it, as lots say.
    """

    title: Title
    copy: CopyData | None
    binding: Binding | None
    fields: BindingFields
    binder: Binder | None
    cloths: Sequence[Cloth]
    frozen: bool
    bound_to: str
    versions: Sequence[Binding]
    own: Sequence[CopyData]
    last: Lettered | None
    doubts: Sequence[str]
    inches: bool
    stays: str
    came_back: bool

    def told(self, field: Field) -> str:
        """The value of a field for people: a colour with its name."""
        value = self.fields.value(field.name)
        if field.name == "colour" and value:
            return f"{value} {colour_name(self.cloths, value)}".rstrip()
        if field.name == "leave" and not value:
            return f"{field.empty}: {self.stays}"
        if field.name == "imprint" and not value and self.binder and self.binder.imprint:
            return f"the binder's: {told_value(field, self.binder.imprint)}"
        return told_value(field, value, inches=self.inches)


def colour_name(cloths: Sequence[Cloth], number: str) -> str:
    """The name of a colour of a chart, "(not on the chart)" for a number that it does not have."""
    found = next((one.name for one in cloths if one.number == number), "")
    return found or ("(not on the chart)" if cloths else "")


def sheet(library: Library, title_id: int, copy_id: int | None = None) -> Sheet:
    """The pattern of a title (copy_id None), or of one copy: the version that holds, else the newest.

    Raises NotFound.
    """
    every = bindings.of_title(library, title_id)
    versions = [one for one in every if one.copy_id == copy_id]
    binding = next((one for one in versions if one.active), versions[0] if versions else None)
    binder = binders.find(library, binding.binder_id) if binding else None
    fields = BindingFields(binding.fields if binding else {}, binder.defaults if binder else {})
    last = bindings.last_lettered(library, title_id, copy_id)
    there = {one.id: one for one in copies.of_title(library, title_id)}
    cloths = binders.cloths(library, binder.id) if binder else []
    came_back = binder is not None and bindings.came_back_from(library, title_id, binder.id)
    return Sheet(
        title=titles.get(library, title_id),
        copy=there.get(copy_id) if copy_id is not None else None,
        binding=binding,
        fields=fields,
        binder=binder,
        cloths=cloths,
        frozen=binding is not None and bindings.ticketed(library, binding.id),
        bound_to=told_bound_to(library, binding) if binding else "",
        versions=versions,
        own=[there[one.copy_id] for one in every if one.copy_id in there and one.active],
        last=last,
        doubts=_doubts(binding, fields, binder, cloths, last, came_back)
        if binding and binding.active
        else (),
        inches=decided(library, "inches"),
        stays=decided(library, "binding_leave") or "nothing",
        came_back=came_back,
    )


def in_a_line(library: Library, title_id: int) -> str:
    """How a title is bound, for the data of the title: unit, binder, up to where it is bound."""
    binding = bindings.for_copy(library, title_id, None)
    if binding is None:
        there = bindings.of_title(library, title_id)
        if any(one.active for one in there):
            return "Only for one copy."
        return "Bound no more." if there else "Nothing is said yet of how it is bound."
    fields = fields_of(library, binding)
    count, unit = fields.value("unit_count"), fields.value("unit")
    what = unit if count in {"", "1"} or unit == "thickness" else f"{count} x {unit}"
    binder = binders.find(library, binding.binder_id)
    return f"By {what}, {binder.name if binder else 'no binder'}; bound: {told_bound_to(library, binding)}"


def _doubts(
    binding: Binding,
    fields: BindingFields,
    binder: Binder | None,
    cloths: Sequence[Cloth],
    last: Lettered | None,
    came_back: bool,
) -> list[str]:
    # A volume that would not look like its set comes before everything else.
    said = differs_from_last(fields, last)
    found = [*([said] if said else []), *doubts(fields)]
    if binder is None:
        found.insert(0, "No binder is chosen.")
    elif not binder.active:
        found.insert(0, f"{binder.name} does not work for us any more.")
    colour = fields.value("colour")
    if cloths and colour not in {one.number for one in cloths}:
        found.append(f"Colour {colour} is not on the chart." if colour else "No colour is chosen.")
    if came_back and binder and fields.value("history") != "by you":
        found.append(f"So far says {fields.value('history')}, but {binder.name} has bound it.")
    elif binding.bound_to is not None and fields.value("history") == "new":
        found.append("So far says new, but volumes of it are bound.")
    return found


def last_lines(fields: BindingFields, last: Lettered | None) -> tuple[str, ...]:
    """What stands on the last bound volume: its ticket's lines, else what a person wrote down."""
    return tuple(last.lines) if last else fields.listed("last_volume")


def differs_from_last(fields: BindingFields, last: Lettered | None) -> str:
    """How the title lines differ from the last bound volume's, in a sentence; "" where they do not."""
    before = [line.text for line in read_lines(last_lines(fields, last)) if line.part == TITLE]
    now = fields.listed("title_lines")
    if not before or _plain(before) == _plain(now):
        return ""
    if _plain([" ".join(before)]) == _plain([" ".join(now)]):
        return f"The last volume divides its title otherwise: {' / '.join(before)}."
    return f"The last volume says {' / '.join(before)}."


def _plain(lines: Sequence[str]) -> list[str]:
    return [" ".join(line.casefold().split()) for line in lines]


def sample_spine(library: Library, shown: Sheet) -> tuple[str, Spine]:
    """(label, spine) of the volume that is to be bound next, as the pattern would letter it whole; where the
    card has none, of an invented one. Its thickness is not known yet."""
    fields, binding = shown.fields, shown.binding
    bound_to = binding.bound_to if binding and binding.bound_to is not None else -1
    every = [
        one.volume
        for one in bindings.card_volumes(library, shown.title.id)
        if one.last > bound_to and not one.bound
    ]
    label = every[0] if every and every[0] else "v.1 (2000)"
    head, _, tail = label.partition(" (")
    number = re.search(r"[\d/-]+$", head)
    year = tail.rstrip(")")
    if not year and re.fullmatch(r"\d{4}", head):
        number, year = None, head
    variables = {
        VOLUME: captioned(fields.value("caption_vol"), number[0]) if number else "" if year == head else head,
        YEAR: captioned(fields.value("caption_year"), year),
        COPY: captioned(fields.value("caption_copy"), str(shown.copy.number) if shown.copy else ""),
    }
    call = (shown.copy.call_number if shown.copy else "") or shown.title.call_number
    imprint = fields.listed("imprint")
    if not imprint and shown.binder:
        imprint = tuple(line.strip() for line in shown.binder.imprint.split("/") if line.strip())
    return label, spine(
        title=fields.listed("title_lines"),
        order=fields.listed("variables"),
        variables=variables,
        call=call_lines(call) if fields.yes("call_lines") and call else (),
        imprint=imprint,
        wanted=fields.value("direction"),
        width=fields.number("width"),
    )


def last_spine(shown: Sheet) -> tuple[str, Spine] | None:
    """(label, spine) of the last bound volume: its ticket's, or as a person wrote it down."""
    lines = tuple(read_lines(last_lines(shown.fields, shown.last)))
    if not lines:
        return None
    room = max(LINE, *(letters(line.text) for line in lines))
    return shown.last.label if shown.last else "last volume", Spine(lines, ACROSS, room)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two versions have otherwise, told for people."""

    field: Field
    before: str
    after: str


def differences(library: Library, before: Binding, after: Binding) -> list[Difference]:
    """Field by field, what another version has otherwise; the binder comes with `told_binder`."""
    inches = decided(library, "inches")
    was, now = fields_of(library, before), fields_of(library, after)
    return [
        Difference(
            field,
            told_value(field, was.value(field.name), inches=inches),
            told_value(field, now.value(field.name), inches=inches),
        )
        for field in FIELDS
        if was.value(field.name) != now.value(field.name)
    ]


@dataclass(frozen=True, slots=True)
class Like:
    """A title to copy from. why: what makes it like, "" where nothing does."""

    bound: Bound
    why: str


def likes(library: Library, title_id: int) -> list[Like]:
    """The titles with a pattern, the likest first: the earlier or later title, then the same publisher, then
    the same binder and class; among these what comes as often, then by name."""
    own = bindings.for_copy(library, title_id, None)
    title = titles.get(library, title_id)
    publisher = _plain([title.publisher])[0]
    kind = fields_of(library, own).value("class") if own else ""
    found: list[tuple[int, bool, Like]] = []
    for one in bindings.to_copy_from(library, title_id):
        theirs = one.kind_class or FIELD["class"].usual
        same = own is not None and own.binder_id == one.binder_id and theirs == kind
        if one.linked:
            rank, why = 0, "earlier or later title"
        elif publisher and _plain([one.publisher])[0] == publisher:
            rank, why = (1, "publisher, binder, class") if same else (2, "publisher")
        else:
            rank, why = (3, "binder, class") if same else (4, "")
        # Its unit is copied too, where it comes as often.
        often = bool(title.frequency) and one.frequency == title.frequency
        found.append((rank, not often, Like(one, ", ".join(filter(None, (why, "as often" * often))))))
    return [like for _, _, like in sorted(found, key=lambda ranked: ranked[:2])]


def as_table(shown: Sheet) -> Table:
    """The pattern for a printer or a spreadsheet. Raises Refused where there is none."""
    if shown.binding is None:
        raise Refused("Nothing is said yet of how it is bound.")
    copy = f", copy {shown.copy.number}" if shown.copy else ""
    rows = [("Identity", "binder", shown.binder.name if shown.binder else "not chosen")]
    if shown.binder and shown.binder.account:
        rows.append(("Identity", "account", shown.binder.account))
    if shown.title.issn:
        rows.append(("Identity", "ISSN", shown.title.issn))
    rows.append(("Identity", "last bound volume", shown.bound_to))
    rows += [(str(field.group).partition(":")[0], field.word, shown.told(field)) for field in FIELDS]
    return Table(
        f"Binding pattern of {shown.title.name}{copy}, version {shown.binding.number}",
        ("Part", "Line", "What holds"),
        rows,
    )
