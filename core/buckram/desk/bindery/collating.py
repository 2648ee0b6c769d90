"""Collation: piece by piece a unit is confirmed, what the eye sees is said, and it leaves the bench."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from buckram.desk.bindery.collated import confirmed, not_confirmed
from buckram.desk.bindery.holding_units import hold_in
from buckram.desk.bindery.moving import move
from buckram.desk.bindery.on_bench import BEGUN, Bench, bench, construction, on_the_bench
from buckram.desk.desk import Desk
from buckram.errors import Refused, Stale
from buckram.rules.bindery.checks import EYE_BY_NAME
from buckram.rules.bindery.construction import UNBOUND
from buckram.rules.bindery.holding import GOES_OUT, Decision, lacking_words
from buckram.rules.bindery.states import State
from buckram.storage.bindery import collations
from buckram.storage.bindery.collations import BenchPlace
from buckram.storage.bindery.units import Unit
from buckram.storage.ledger import ActWriter, act


@dataclass(frozen=True, slots=True)
class Ended:
    """How a collation ended. outcome: ready, held, thin, thick, split, box; asks: somebody has to decide now.
    why: for split and box, what the tree of constructions says.
    """

    act_id: int
    outcome: str
    sentence: str
    asks: bool = False
    why: str = ""


# Piece by piece


def confirm(desk: Desk, unit_id: int, place_ids: Sequence[int]) -> str:
    """These pieces lie on the bench, and are what the unit wants: one act. Gives the sentence.

    Raises Refused for a gap and for what is confirmed already; Stale.
    """
    with act(desk.library, desk.hand(), "collate") as writer:
        unit = on_the_bench(writer.library, unit_id)
        chosen = [_of_unit(writer, unit, place_id) for place_id in place_ids]
        for place in chosen:
            confirmed(writer, place)
        if unit.state is State.PICKED:
            # Somebody took it from its shelf, though nobody said so.
            move(writer, unit, State.PULLED)
        after = collations.places(writer.library, unit_id)
        done = sum(bool(place.confirmed_at) for place in after)
        here = sum(place.here for place in after)
        what = chosen[0].label if len(chosen) == 1 else f"{len(chosen)} pieces"
        writer.title_id = unit.title_id
        writer.issue_id = chosen[0].issue_id if len(chosen) == 1 else None
        writer.sentence = f"{what}: {done} of {here} confirmed, {unit.label}."
    return writer.sentence


def unconfirm(desk: Desk, unit_id: int, place_id: int) -> str:
    """A piece is not confirmed after all. Gives the sentence. Raises Refused, Stale."""
    with act(desk.library, desk.hand(), "collate") as writer:
        unit = on_the_bench(writer.library, unit_id)
        place = _of_unit(writer, unit, place_id)
        if not place.confirmed_at:
            raise Refused(f"{place.label} is not confirmed.")
        not_confirmed(writer, place)
        _again(writer, unit)
        writer.title_id, writer.issue_id = unit.title_id, place.issue_id
        writer.sentence = f"Not confirmed after all: {place.label}, {unit.label}."
    return writer.sentence


def _of_unit(writer: ActWriter, unit: Unit, place_id: int) -> BenchPlace:
    place = collations.place(writer.library, place_id)
    if place.unit_id != unit.id:
        raise Stale(f"{place.label} is in another unit now.", "It is shown as it is.")
    return place


# What the eye sees


def say(desk: Desk, unit_id: int, name: str, words: str = "yes") -> str:
    """Say what the eye saw; of what was said already: it is fine after all. Gives the sentence.

    name: of a check of rules.bindery.checks.EYE. words: what was found; a margin in tenths of a millimetre.
    It is kept at once, with the collation that is under way.
    """
    check = EYE_BY_NAME[name]
    with act(desk.library, desk.hand(), "collate") as writer:
        unit = on_the_bench(writer.library, unit_id)
        last = collations.last(writer.library, unit_id)
        before = dict(last.checks) if last else {}
        after = {k: v for k, v in before.items() if k in EYE_BY_NAME}
        if name in after and words == "yes":
            del after[name]
            told = f"Fine after all: {check.word}"
        else:
            after[name] = words
            told = f"Found: {check.word}"
        if last is not None and last.outcome == BEGUN:
            writer.update("collation", last.id, {"checks": _json(before)}, {"checks": _json(after)})
        else:
            _insert(writer, unit_id, after, BEGUN)
        _again(writer, unit)
        writer.title_id = unit.title_id
        writer.sentence = f"{told}, {unit.label}: {unit.title}."
    return writer.sentence


def _again(writer: ActWriter, unit: Unit) -> None:
    """What was ready by other words is collated again: its ticket must not be made from what nobody ended."""
    if unit.state is State.READY:
        move(writer, unit, State.PULLED)


def _insert(writer: ActWriter, unit_id: int, checks: Mapping[str, str], outcome: str) -> None:
    writer.insert(
        "collation",
        {
            "unit_id": unit_id,
            "at": writer.hand.at,
            "person": writer.hand.person,
            "checks": _json(checks),
            "outcome": outcome,
        },
    )


def _json(checks: Mapping[str, str]) -> str:
    return json.dumps(dict(checks), ensure_ascii=False)


# The end


def end(desk: Desk, unit_id: int, thickness: int | None, agreed: Collection[str] = ()) -> Ended:
    """All is well: the collation of a unit ends, as one act.

    thickness: as measured, tenths of a millimetre; None: not measured, or as it was. agreed: "checks" (what
    the card says no to is as it should be), "thin", "thick", "method". Pieces that nobody scanned are
    confirmed by eye, but not where others were: then the one that was not scanned may not be there.

    READY where it is complete or decided, and it can be bound as it is or that was agreed to; HELD where a
    gap is undecided; else COLLATED, and somebody has to decide (Ended.asks). Raises Refused, Stale.
    """
    library = desk.library
    with act(library, desk.hand(), "collate") as writer:
        on_the_bench(writer.library, unit_id)
        now = bench(library, unit_id)
        may_end(now)
        for place in now.unconfirmed:
            confirmed(writer, place)
        if now.objections and "checks" not in agreed:
            raise Refused(now.objections[0].says, "Mend it, or agree to it.")
        unit = now.unit
        measured = thickness if thickness is not None else unit.thickness
        outcome, why = _outcome(now, measured, agreed)
        columns: dict[str, object] = {}
        if measured != unit.thickness:
            columns["thickness"] = measured
        if outcome == "ready" and now.gaps and not unit.decision:
            # The pattern says that its units need not be complete.
            columns["decision"] = str(Decision.BIND_INCOMPLETE)
        if columns:
            before = {"thickness": unit.thickness, "decision": unit.decision or None}
            writer.update("unit", unit.id, {k: before[k] for k in columns}, columns)
        _keep(writer, now, measured, agreed, outcome)
        told = _move_on(desk, writer, now, outcome, why)
        writer.title_id = unit.title_id
        writer.sentence = f"{told}: {unit.title}."
    return Ended(writer.id, outcome, writer.sentence, outcome not in ("ready", "held"), why)


def may_end(now: Bench) -> None:
    """Raises Refused where some pieces were confirmed and others not: those may not be there."""
    left = now.unconfirmed
    if left and len(left) < sum(place.here for place in now.places):
        more = f" and {len(left) - 3} more" if len(left) > 3 else ""
        names = ", ".join(place.number or place.label for place in left[:3])
        raise Refused(
            f"Not confirmed: {names}{more}.", "Space confirms the lit one, E every one; H: it is not here."
        )


def will_hold(now: Bench) -> bool:
    """Whether the end of the collation holds the unit: it lacks something, and nobody has decided."""
    weak = now.fields.value("completeness") == "weak"
    return bool(now.gaps) and now.unit.decision not in GOES_OUT and not weak


def _outcome(now: Bench, thickness: int | None, agreed: Collection[str]) -> tuple[str, str]:
    """(outcome, why)."""
    if will_hold(now):
        return "held", ""
    judged = now.limits.judged(thickness, now.paper)
    if judged and judged not in agreed:
        return judged, ""
    made = construction(now, thickness)
    if made.method in UNBOUND and "method" not in agreed and now.fields.value("class") != "box":
        return str(made.method), made.reason
    return "ready", ""


def _move_on(desk: Desk, writer: ActWriter, now: Bench, outcome: str, why: str) -> str:
    """Bring the unit to where the outcome puts it; gives the sentence, but for the title."""
    unit = now.unit
    if outcome == "held":
        return hold_in(desk, writer, unit)
    state = State.READY if outcome == "ready" else State.COLLATED
    if unit.state is not state:
        move(writer, unit, state)
    if outcome == "ready":
        incomplete = f", {lacking_words([gap.number or gap.label for gap in now.gaps])}" if now.gaps else ""
        loose = "" if now.lot else "; it is in no lot"
        return f"Ready: {unit.label}{incomplete}{loose}"
    if why:
        return f"{'Split it' if outcome == 'split' else 'Box it'}, {why}: {unit.label}"
    return f"Too {outcome}: {unit.label}"


def _keep(
    writer: ActWriter, now: Bench, thickness: int | None, agreed: Collection[str], outcome: str
) -> None:
    checks = {one.name: str(one.level) for one in now.findings} | dict(now.said)
    checks |= {f"{name} agreed": "yes" for name in agreed}
    if thickness is not None:
        checks["thickness"] = str(thickness)
    hand = writer.hand
    if now.collation_id is None:
        _insert(writer, now.unit.id, checks, outcome)
        return
    last = collations.last(writer.library, now.unit.id)
    assert last is not None
    writer.update(
        "collation",
        last.id,
        {"checks": _json(last.checks), "outcome": BEGUN, "at": last.at, "person": last.person},
        {"checks": _json(checks), "outcome": outcome, "at": hand.at, "person": hand.person},
    )
