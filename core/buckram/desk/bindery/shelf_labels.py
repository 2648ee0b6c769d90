"""Labels of bound volumes, shelves and ranges: to the label printer, or as sheets to be written to a file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from buckram.desk.bindery.shelf_space import Line
from buckram.desk.bindery.shelves_filled import OnShelf, Range
from buckram.desk.bindery.shift_plan import Shift
from buckram.desk.deciding import decided, paper
from buckram.desk.desk import Desk
from buckram.desk.printing import printer_of, queue
from buckram.errors import Refused
from buckram.exchange.bindery.shelf_labels import (
    AnyLabel,
    ShelfLabel,
    as_plain,
    labels_pdf,
    labels_text,
    of_plain,
)
from buckram.exchange.labels import Label
from buckram.storage import copies
from buckram.storage.bindery import volumes
from buckram.storage.bindery.volumes import Volume
from buckram.storage.library import Library

A4, LETTER = (210.0, 297.0), (215.9, 279.4)

# A line of the ticket's label: "v.36:no.1-6 (1984:Jan.-June)".
_LABEL = re.compile(r"(?P<numbers>.*?)\s*(?:\((?P<dates>[^()]*)\))?\s*$")


def spine_label(volume: Volume, codes: dict[int, str], several: bool) -> Label:
    """What stands on the spine label of a volume. codes: short names of places; several: it has copies."""
    found = _LABEL.match(volume.label)
    numbers, dates = (found["numbers"], found["dates"]) if found else (volume.label, "")
    return Label(
        call_number=volume.call_number,
        enumeration=[level for level in numbers.partition("=")[0].split(":") if level],
        date=" ".join((dates or "").replace(":", " ").split()),
        copy=f"c.{volume.copy_number}" if several and volume.copy_number else "",
        location=volume.location,
        location_code=codes.get(volume.location_id or 0, ""),
        title=volume.title,
    )


def volume_labels(library: Library, lines: Iterable[Line]) -> list[AnyLabel]:
    """The spine labels of the bound volumes of these titles, where they stand. Raises Refused for none."""
    found: list[Volume] = []
    for line in lines:
        ids = [block.volume_id for block in line.run.blocks if block.volume_id is not None]
        of_title = {one.id: one for one in volumes.of_title(library, line.title_id)}
        found += [of_title[volume_id] for volume_id in ids if volume_id in of_title]
    return _spines(library, found)


def new_volume_labels(library: Library) -> list[AnyLabel]:
    """The spine labels of the volumes that came back and are not processed yet. Raises Refused for none."""
    from buckram.desk.bindery.shelf_list import to_shelve

    return _spines(library, [one for one in to_shelve(library) if not one.processed_at])


def _spines(library: Library, found: Sequence[Volume]) -> list[AnyLabel]:
    if not found:
        raise Refused("There is no bound volume for a label here.")
    codes = {one.id: one.code for one in copies.locations(library)}
    several: dict[int, bool] = {}
    for one in found:
        if one.title_id not in several:
            own = [copy for copy in copies.of_title(library, one.title_id) if copy.active]
            several[one.title_id] = len(own) > 1
    return [spine_label(one, codes, several[one.title_id]) for one in found]


def shelf_labels(chosen: Iterable[OnShelf]) -> list[AnyLabel]:
    """A label for each shelf, with what it begins and ends with now."""
    return [
        ShelfLabel(one.shelf.code, one.location, _call(one.first_line), _call(one.last_line))
        for one in chosen
    ]


def range_labels(chosen: Iterable[Range]) -> list[AnyLabel]:
    """A label for the end of each range."""
    return [
        ShelfLabel(one.name or one.location, one.location, _call(one.first), _call(one.last), end=True)
        for one in chosen
    ]


def plan_labels(planned: Shift) -> list[AnyLabel]:
    """A label for each shelf of a plan, as it will be: to be stuck on before the shift begins."""
    ends: dict[int, tuple[Line, Line]] = {}
    for step in planned.steps:
        if step.begins:
            ends[step.shelf.id] = (ends.get(step.shelf.id, (step.line, step.line))[0], step.line)
    return [
        ShelfLabel(
            shelf.code,
            planned.location,
            _call(ends[shelf.id][0] if shelf.id in ends else None),
            _call(ends[shelf.id][1] if shelf.id in ends else None),
        )
        for shelf in planned.shelves
    ]


def _call(line: Line | None) -> tuple[str, str]:
    return (line.call_number, line.title) if line else ("", "")


def print_labels(desk: Desk, labels: Sequence[AnyLabel], what: str) -> str:
    """These labels go to the label printer as one job; the sentence. Raises Refused: no printer is set."""
    printer_of(desk.library, "label")
    if not labels:
        raise Refused("There is nothing to print.")
    content = json.dumps([as_plain(one) for one in labels], ensure_ascii=False).encode()
    s = "" if len(labels) == 1 else "s"
    with desk.library.transaction():
        queue(desk, "label", f"{len(labels)} label{s}: {what}", content)
    return f"{len(labels)} label{s} go{'es' if len(labels) == 1 else ''} to the printer."


def sheet(library: Library, labels: Sequence[AnyLabel], skip: int = 0) -> bytes:
    """The same as PDF, many on a sheet: A4, or Letter where the library counts in inches.

    skip: so many labels of the first sheet are used up."""
    size = paper(decided(library, "label_size"))
    return labels_pdf(labels, size, LETTER if decided(library, "inches") else A4, skip)


def job_text(library: Library, content: bytes) -> str:
    """The text of a job of labels, as the printer gets it."""
    labels = [of_plain(one) for one in json.loads(content)]
    return labels_text(labels, paper(decided(library, "label_size")), decided(library, "templates"))


def job_pdf(library: Library, content: bytes) -> bytes:
    """A job of labels as PDF, each on a page of its own."""
    labels = [of_plain(one) for one in json.loads(content)]
    return labels_pdf(labels, paper(decided(library, "label_size")))
