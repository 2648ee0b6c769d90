"""Something that is meant by its name, as it is typed: whole, by its beginning, or new with "!" behind it."""

from __future__ import annotations

from collections.abc import Sequence

from buckram.errors import Refused

MOST_TOLD = 8
"""So many names stand in an answer at most."""


def by_name(known: Sequence[tuple[int, Sequence[str]]], typed: str, noun: str) -> tuple[int | None, str]:
    """(the id of what was typed, "") or (None, the name of a new one).

    known: (id, its names, the one that people say first). Raises Refused when none begins so and no "!" makes
    a new one, and when several do.
    """
    wanted = " ".join(typed.split())
    name = wanted.removesuffix("!").rstrip()
    low = name.casefold()
    exact = [one for one in known if low in {n.casefold() for n in one[1]}]
    found = exact or [one for one in known if low and any(n.casefold().startswith(low) for n in one[1])]
    if len(found) == 1 and not (wanted.endswith("!") and not exact):
        return found[0][0], ""
    if wanted.endswith("!") and name and not exact:
        return None, name
    among = ", ".join(one[1][0] for one in (found or known)[:MOST_TOLD]) or "none yet"
    if found:
        raise Refused(f"{len(found)} {noun}s begin so: {among}.", "Type more of it.")
    raise Refused(
        f"There is no {noun} {name or '(nothing typed)'}.",
        f"There are: {among}. ! at the end makes a new one.",
    )
