"""A record that came again and is not the same: only what differs between its two forms is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TypeVar

from buckram.desk import access_from_record
from buckram.desk.from_record import GivenCopy, GivenTitle, GivenUnit, identity
from buckram.desk.taking_in import CopyIds, TakingIn, own_call_number, pattern_key, search_text
from buckram.storage import amending, intake
from buckram.storage.titles import hyphened

One = TypeVar("One")


def title(taking: TakingIn, title_id: int, old: GivenTitle, new: GivenTitle) -> None:
    """What a bibliographic record says anew."""
    taking.forget(title_id)
    library = taking.rows.library
    if new.columns["status"] != old.columns["status"]:
        taking.extend.add(title_id)
    amending.title_columns(library, title_id, old.columns, new.columns)
    amending.remove_identifiers(library, title_id, _without(old.identifiers, new.identifiers))
    amending.remove_variants(library, title_id, _without(old.variants, new.variants))
    amending.remove_links(library, title_id, _without(old.links, new.links))
    taking.add_numbers(title_id, _without(new.identifiers, old.identifiers))
    taking.add_variants(title_id, _without(new.variants, old.variants), new.language)
    taking.add_links(title_id, _without(new.links, old.links))
    access_from_record.amend(taking.rows, title_id, old.online, new.online, taking.day)
    for before, after in _paired(old.units, new.units):
        unit(taking, title_id, before, after)
    taking.rows.flush()
    names, more, numbers = amending.search_parts(library, title_id)
    for value in numbers:
        more += dict.fromkeys((value, hyphened(value)))
    amending.index(library, title_id, search_text(names), search_text(more))


def unit(taking: TakingIn, title_id: int, old: GivenUnit, new: GivenUnit) -> None:
    """What the holdings of one unit say anew; an empty unit for what was not there or is no more."""
    if old == new:
        return
    taking.forget(title_id)
    library = taking.rows.library
    if new.subscription and new.subscription != old.subscription:
        amending.subscription(library, title_id, old.subscription or "ended", new.subscription)
    if (new.subscription, new.active) != (old.subscription, old.active):
        taking.extend.add(title_id)
    taking.add_subscription(taking.at_hand(title_id), new.subscription)
    taking.rows.flush()
    known = _known_copies(taking, title_id, old)
    # Before the copies: one that is gone can be taken away only when nothing hangs on it any more.
    _remove_issues(taking, title_id, old, new, [copy_id for _, copy_id in known if copy_id is not None])
    copies = _copies(taking, title_id, old, new, known)
    if old.subscription and not new.subscription:
        amending.end_subscription(library, title_id)
    amending.remove_statements(library, title_id, _without(old.statements, new.statements))
    amending.remove_notes(library, title_id, _without(old.notes, new.notes))
    access_from_record.amend(taking.rows, title_id, old.online, new.online, taking.day)
    _patterns(taking, title_id, old, new)
    taking.forget(title_id)
    worded = {pattern_key(field)[:2] for field in old.patterns}
    recorded = {(one.run, one.identity) for one in old.issues}
    added = replace(
        new,
        # A pattern that stood there before is there still, or was taken away by a person.
        patterns=tuple(field for field in new.patterns if pattern_key(field)[:2] not in worded),
        statements=tuple(_without(new.statements, old.statements)),
        notes=tuple(_without(new.notes, old.notes)),
        issues=tuple(one for one in new.issues if (one.run, one.identity) not in recorded),
        online=(),
    )
    taking.add_rest(taking.at_hand(title_id), added, copies)
    taking.rows.flush()


def _known_copies(taking: TakingIn, title_id: int, old: GivenUnit) -> list[tuple[GivenCopy, int | None]]:
    """The copies that the record had, with their ids; None for one that a person moved or took away."""
    there = amending.copies(taking.rows.library, title_id)
    known: list[tuple[GivenCopy, int | None]] = []
    for copy in old.copies:
        found = next((c for c in there if c[2] == copy.location and copy.number in (None, c[1])), None)
        if found:
            there.remove(found)
        known.append((copy, found[0] if found else None))
    return known


def _copies(
    taking: TakingIn,
    title_id: int,
    old: GivenUnit,
    new: GivenUnit,
    known: Sequence[tuple[GivenCopy, int | None]],
) -> CopyIds:
    """Bring the copies of a unit up to date; gives those that it has now."""
    # The same places first; what is then left over on both sides has moved.
    result: list[tuple[GivenCopy, int]] = []
    after = list(new.copies)
    moved: list[tuple[GivenCopy, int | None]] = []
    for copy, copy_id in known:
        same = next((c for c in after if (c.location, c.number) == (copy.location, copy.number)), None)
        if same is None:
            moved.append((copy, copy_id))
        else:
            after.remove(same)
            result += _same_copy(taking, title_id, (old, copy), (new, same), copy_id)
    for (copy, copy_id), target in zip(moved, after, strict=False):
        result += _same_copy(taking, title_id, (old, copy), (new, target), copy_id)
    result += taking.add_copies(taking.at_hand(title_id), replace(new, copies=tuple(after[len(moved) :])))
    taking.rows.flush()
    heir = result[0][1] if result else None
    for _, copy_id in moved[len(after) :]:
        if copy_id is not None:
            amending.remove_copy(taking.rows.library, copy_id, heir)
    return result


def _same_copy(
    taking: TakingIn,
    title_id: int,
    old: tuple[GivenUnit, GivenCopy],
    new: tuple[GivenUnit, GivenCopy],
    copy_id: int | None,
) -> CopyIds:
    """A copy that the record had before. One that a person took away or moved is left as it is."""
    if copy_id is None:
        return ()
    (old_unit, before), (new_unit, after) = old, new
    title = taking.at_hand(title_id)
    subscription_id = title.subscription_id if new_unit.subscription else None
    locations = taking.rows.location(before.location), taking.rows.location(after.location)
    taking.rows.flush()
    amending.copy_columns(
        taking.rows.library,
        copy_id,
        {
            "location_id": locations,
            "call_number": (own_call_number(before, title), own_call_number(after, title)),
            "retention": (before.retention or None, after.retention or None),
            "active": (int(old_unit.active), int(new_unit.active)),
            "subscription_id": (None, None if old_unit.subscription else subscription_id),
        },
    )
    return ((after, copy_id),)


def _patterns(taking: TakingIn, title_id: int, old: GivenUnit, new: GivenUnit) -> None:
    """Word patterns anew in their place, and throw away what was predicted from the old wording."""
    library = taking.rows.library
    before = {pattern_key(field)[:2]: pattern_key(field) for field in old.patterns}
    after = {pattern_key(field)[:2]: pattern_key(field) for field in new.patterns}
    for place, key in before.items():
        if place not in after:
            amending.remove_pattern(library, title_id, key)
        elif after[place] != key:
            amending.pattern(library, title_id, key, after[place])
    for run in {place[0] for place in before.keys() | after.keys() if before.get(place) != after.get(place)}:
        if intake.drop_guesses(library, title_id, run):
            taking.extend.add(title_id)


def _remove_issues(
    taking: TakingIn, title_id: int, old: GivenUnit, new: GivenUnit, copy_ids: Sequence[int]
) -> None:
    """Take away what the record no longer has in hand."""
    stay = {(one.run, one.identity) for one in new.issues}
    gone = {(one.run, one.identity) for one in old.issues} - stay
    for run in sorted({run for run, _ in gone}):
        if intake.drop_guesses(taking.rows.library, title_id, run):
            taking.extend.add(title_id)
        for issue in intake.run_at_hand(taking.rows.library, title_id, run):
            if (run, identity(issue.designation)) in gone:
                amending.remove_piece(taking.rows.library, issue.id, copy_ids)


def _paired(old: Sequence[GivenUnit], new: Sequence[GivenUnit]) -> Iterable[tuple[GivenUnit, GivenUnit]]:
    """Units at the same places, then the others in turn; an empty one where a side has no more."""
    left = list(new)
    alone: list[GivenUnit] = []
    for one in old:
        same = next((o for o in left if _places(o) == _places(one)), None)
        if same is None:
            alone.append(one)
        else:
            left.remove(same)
            yield one, same
    yield from zip_longest(alone, left, fillvalue=GivenUnit())


def _places(one: GivenUnit) -> tuple[str, ...]:
    return tuple(copy.location for copy in one.copies)


def _without(these: Iterable[One], those: Iterable[One]) -> list[One]:
    """`these` less `those`, each as often as it occurs."""
    rest = list(those)
    kept = []
    for one in these:
        if one in rest:
            rest.remove(one)
        else:
            kept.append(one)
    return kept
