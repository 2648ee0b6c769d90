"""What a preparer has to look at before a unit is picked: each thing a short sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from buckram.rules.bindery.dueness import Fares
from buckram.rules.bindery.measure import told_length


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a unit that might be odd.

    odd: (number, how it fares, how many further pieces of it lie there) of the issues that are not simply
    here. not_published: their numbers. jumps: (before, after) where numbers lie between that have no box.
    years: so many it is dated in. per_year: issues a year, None where the card foresees every issue anyway.
    on_card: boxes that it has. mixed: parts of several volumes. paper: normal, glossy or brittle. thickness:
    an estimate, by thickness_by. least, most: what the binder takes, in tenths of a millimetre. split: after
    which issue it would be split. ended: the title gives no more. no_index: what of its index is not here.
    """

    odd: Sequence[tuple[str, Fares, int]] = ()
    not_published: Sequence[str] = ()
    jumps: Sequence[tuple[str, str]] = ()
    years: int = 1
    per_year: float | None = None
    on_card: int = 0
    whole: bool = True
    mixed: bool = False
    paper: str = "normal"
    thickness: int = 0
    thickness_by: str = ""
    least: int = 254
    most: int = 635
    inches: bool = True
    split: str = ""
    ended: bool = False
    no_index: Sequence[str] = ()


_LACKS = (
    (Fares.AWAITED, "not here"),
    (Fares.MISSING, "missing"),
    (Fares.UNAVAILABLE, "unavailable"),
    (Fares.WITHDRAWN, "withdrawn"),
)


BRITTLE = "Brittle paper: box or copy it, do not bind."


def warnings(about: About) -> tuple[str, ...]:
    """In the order of weight: what lacks, what is damaged, what is odd, paper and thickness."""
    found: list[str] = []
    for fares, words in _LACKS:
        if names := [name for name, how, _ in about.odd if how is fares]:
            found.append(f"{listed(names)} {words}.")
    if about.no_index:
        told = listed(about.no_index)
        found.append(f"{told[:1].upper()}{told[1:]} not here.")
    if damaged := [name for name, how, _ in about.odd if how is Fares.DAMAGED]:
        found.append(f"{listed(damaged)} damaged.")
    if double := [name for name, _, spare in about.odd if spare]:
        found.append(f"More than one piece of {listed(double)}.")
    if about.not_published:
        found.append(f"{listed(about.not_published)} not published.")
    found += [f"The numbers jump from {before} to {after}." for before, after in about.jumps]
    usual = round((about.per_year or 0) * about.years)
    if about.whole and about.on_card < usual - max(0, usual // 10):
        found.append(f"{about.on_card} issues, where {usual} are usual.")
    if about.mixed:
        found.append("Parts of more than one volume.")
    return (*found, *_thickness(about))


def _thickness(about: About) -> list[str]:
    found = []
    if about.paper == "brittle":
        found.append(BRITTLE)
    if about.paper == "glossy":
        found.append(f"Glossy paper: at most {told_length(about.most, inches=about.inches)}.")
    thick = f"{told_length(about.thickness, inches=about.inches)} ({about.thickness_by})"
    if about.thickness > about.most:
        split = f" after {about.split}" if about.split else ""
        found.append(f"{thick}: split it{split}.")
    elif 0 < about.thickness < about.least and not about.ended:
        least = told_length(about.least, inches=about.inches)
        found.append(f"{thick}, under {least}: better wait, and bind it with the next.")
    return found


def listed(names: Sequence[str]) -> str:
    """ "no.3", "no.3 and no.5", "no.3, no.5 and no.7", "no.3, no.5 and 4 more"."""
    if len(names) > 3:
        return f"{names[0]}, {names[1]} and {len(names) - 2} more"
    *head, last = names
    return f"{', '.join(head)} and {last}" if head else last
