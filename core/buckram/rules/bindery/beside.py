"""Where supplements, special issues, indexes and title pages go in a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

WHERE_PUBLISHED = "where published"

_TITLE_PAGE = re.compile(r"title.?page|\bt\.?p\.?\b|titelblatt|titelseite|page de titre", re.IGNORECASE)
_CONTENTS = re.compile(r"contents|inhalt|table des mati|sommaire|índice general", re.IGNORECASE)

Thing = TypeVar("Thing")


class Beside(NamedTuple):
    """A piece that is no issue. role: supplement, special, index, title page or contents. behind: the place
    in the unit of the issue that it came with or after, None where that is not known."""

    role: str
    behind: int | None


def role_of(run: str, words: str) -> str:
    """What a piece is, by its run and its words: a title page often comes in the run of the indexes."""
    if _TITLE_PAGE.search(words) and not re.search("index", words, re.IGNORECASE):
        return "title page"
    if _CONTENTS.search(words) and not re.search("index", words, re.IGNORECASE):
        return "contents"
    return {"index": "index", "supplement": "supplement"}.get(run, "special")


def arranged(
    issues: Sequence[Thing],
    extras: Iterable[tuple[Beside, Thing]],
    *,
    index_place: str = "back",
    supplements: str = WHERE_PUBLISHED,
    contents_place: str = "in place",
) -> list[Thing]:
    """Everything of a unit in the order of binding.

    index_place: front, back, where published. supplements: where published, at back, leave out.
    contents_place: in place, gathered (in front). A title page stands first, whatever else is said; what is
    to stand where it was published, and nobody knows where that was, stands at the back.
    """
    front: list[tuple[int, Thing]] = []
    back: list[tuple[int, Thing]] = []
    behind: dict[int, list[Thing]] = {}
    for beside, thing in extras:
        where = _where(beside.role, index_place, supplements, contents_place)
        if where == "leave out":
            continue
        if where == "front":
            front.append((0 if beside.role == "title page" else 1 if beside.role == "contents" else 2, thing))
        elif where == WHERE_PUBLISHED and beside.behind is not None:
            behind.setdefault(beside.behind, []).append(thing)
        else:
            back.append((beside.role == "index", thing))
    placed = [one for n, issue in enumerate(issues) for one in (issue, *behind.get(n, ()))]
    return [
        *(thing for _, thing in sorted(front, key=lambda one: one[0])),
        *placed,
        *(thing for _, thing in sorted(back, key=lambda one: one[0])),
    ]


def _where(role: str, index_place: str, supplements: str, contents_place: str) -> str:
    if role == "title page":
        return "front"
    if role == "contents":
        return "front" if contents_place == "gathered" else WHERE_PUBLISHED
    if role == "index":
        return index_place
    if role == "supplement":
        return "back" if supplements == "at back" else supplements
    return WHERE_PUBLISHED
