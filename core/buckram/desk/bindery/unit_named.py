"""What a unit is called after its make-up was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from buckram.desk.captions import captions_of_issue
from buckram.rules.bindery.breaks import is_whole, mixture
from buckram.rules.bindery.unit_label import unit_label
from buckram.rules.bindery.unit_rule import volumes
from buckram.storage import issues
from buckram.storage.bindery import made
from buckram.storage.bindery.made import Place
from buckram.storage.library import Library


def named(library: Library, places: Sequence[Place]) -> tuple[str, bool]:
    """(label, whether it is whole) of a unit of these places. Of two titles each has its label, but where one
    goes on in the volume of the other."""
    numbered = [place for place in places if place.numbered]
    if not numbered:
        return (places[0].label if places else ""), False
    labels, whole = [], True
    for title_id, group in groupby(numbered, lambda place: place.title_id):
        of_title = sorted(group, key=lambda place: place.position)
        all_of_it = is_whole({place.volume for place in of_title}, _outside(library, title_id, of_title))
        labels.append(_label(library, of_title, whole=all_of_it))
        whole = whole and all_of_it
    return " + ".join(dict.fromkeys(labels)), whole


def _label(library: Library, places: Sequence[Place], *, whole: bool) -> str:
    first, last = places[0], places[-1]
    captions = captions_of_issue(library, issues.get(library, first.issue_id)).field
    codes = "".join(sorted({*first.designation, *last.designation}))
    volume_codes = volumes(captions, codes, None).codes
    label = unit_label(captions, first.designation, last.designation, whole=whole, volume_codes=volume_codes)
    return label or (first.label if first == last else f"{first.label} - {last.label}")


def _outside(library: Library, title_id: int, places: Sequence[Place]) -> dict[str, int]:
    return made.outside(library, title_id, [place.issue_id for place in places])


def mixed(library: Library, places: Sequence[Place]) -> str:
    """What speaks against binding these places as one, a sentence, or ""."""
    found = []
    numbered = [place for place in places if place.numbered]
    for title_id, group in groupby(numbered, lambda place: place.title_id):
        of_title = list(group)
        inside = Counter(place.volume for place in of_title)
        found.append(mixture(inside, _outside(library, title_id, of_title)))
    return next((told for told in found if told), "")
