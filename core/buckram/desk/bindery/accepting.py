"""A volume passes the check: its pieces are one bound volume, that is charged, processed and shelved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from buckram.desk.bindery.coming_back import as_seen, settle
from buckram.desk.bindery.moving import move
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.bindery.coming_back import Step
from buckram.rules.bindery.faults import Found, told
from buckram.rules.bindery.states import State
from buckram.rules.money import typed_money
from buckram.storage.bindery import returned, tickets, units, volumes
from buckram.storage.bindery.returned import BackLine
from buckram.storage.bindery.units import Unit
from buckram.storage.bindery.volumes import Volume
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library


def accept(desk: Desk, line: BackLine, found: Sequence[Found] = ()) -> Volume:
    """A volume passes: it is charged at the expected price, and its pieces become one bound volume. One act.

    found: faults that are noted, and borne with. What was rejected and has left its lot of corrections may be
    kept so after all. Raises Refused for what did not come back or passed already, Stale.
    """
    with act(desk.library, desk.hand(), "accepted") as writer:
        now, unit = as_seen(desk, line)
        checked(writer, now, unit, "passed", found)
        move(writer, unit, State.CHECKED)
        volume_id = make_volume(writer, unit, desk.today())
        settle(writer, now.lot_id)
        writer.title_id = unit.title_id
        faults = f", in spite of: {told(found)}" if found else ""
        writer.sentence = f"Accepted: {now.name}, lot {now.lot}{faults}."
    return volumes.get(desk.library, volume_id)


def checked(writer: ActWriter, line: BackLine, unit: Unit, outcome: str, found: Sequence[Found]) -> None:
    """What the check of a line said, inside an act. Raises Refused where there was one, or it is not back.

    A volume that passed may still be rejected, and one that was rejected and has not gone may be kept after
    all: the first outcome is replaced, and its faults are those that are found now.
    """
    again = (line.checked, outcome) in {("passed", "rejected"), ("rejected", "passed")}
    if line.checked == "rejected" and not line.newest:
        raise Refused(f"{line.name} is in another lot since.", "X takes it out of that lot (F9 G).")
    if line.checked and not again:
        raise Refused(f"{line.name} was {line.checked} already.", "Every volume is checked once.")
    if unit.state is not State.BACK and not again:
        raise Refused(f"{line.name} is {unit.state}.", "Only what came back can be checked.")
    held = writer.library.row("SELECT checked_at, checked_by FROM lot_line WHERE id = ?", (line.id,))
    assert held is not None
    writer.update(
        "lot_line",
        line.id,
        {
            "checked": line.checked or None,
            "checked_at": held[0],
            "checked_by": held[1],
            "charged": line.charged or None,
        },
        {
            "checked": outcome,
            "checked_at": writer.hand.at,
            "checked_by": writer.hand.person,
            # What is corrected is on the first bill all the same.
            "charged": line.charged or line.price or None,
        },
    )
    # What was borne with when the volume passed is one fault, not two in the binder's record.
    for fault_id in returned.fault_ids(writer.library, line.id):
        writer.delete("binding_fault", fault_id)
    for one in found:
        values = {
            "lot_line_id": line.id,
            "code": one.code,
            "class": str(one.check.fault_class),
            "whose": str(one.whose),
            "note": one.note,
        }
        writer.insert("binding_fault", values)


def make_volume(writer: ActWriter, unit: Unit, day: date) -> int:
    """The pieces of a unit are one volume from now on, inside an act; gives its id.

    It stands where the library has its bound volumes (`bound_place`), or where its copy does.
    """
    bound_place = volumes.location_of_code(writer.library, decided(writer.library, "bound_place"))
    values: dict[str, Any] = {
        "unit_id": unit.id,
        "title_id": unit.title_id,
        "copy_id": unit.copy_id,
        "barcode": None,
        "label": unit.label,
        "call_number": unit.call_number,
        "location_id": bound_place or unit.location_id,
        "thickness": unit.thickness,
        "accepted_on": day.isoformat(),
        "processed_at": None,
        "shelved_on": None,
    }
    return writer.insert("volume", values)


def charge(desk: Desk, line: BackLine, text: str) -> str:
    """What the binder took for a unit. text: as typed; "": the expected price. One act; the sentence.

    Raises Refused for what is no price, or in another currency than the binder's; Stale.
    """
    currency = line.currency or decided(desk.library, "currency")
    if text.strip():
        money = typed_money(text, currency)
        if currency and money.currency != currency:
            raise Refused(f"{line.binder} is paid in {currency}.", "Type the amount in that currency.")
        after: str | None = f"{money.amount}"
    else:
        after = line.price or None
    with act(desk.library, desk.hand(), "charged") as writer:
        before = {"charged": line.charged or None}
        writer.update("lot_line", line.id, before, {"charged": after})
        writer.title_id = line.title_id
        writer.sentence = f"Charged {after or 'nothing yet'}: {line.name}, lot {line.lot}."
    return writer.sentence


# To the shelf


def process(desk: Desk, lines: Sequence[BackLine]) -> str:
    """These volumes are stamped, stripped and labelled: one act. The sentence. Raises Refused, Stale."""
    fit = {State.CHECKED, State.BOXED, State.IN_HOUSE}
    at = desk.now()
    return _all(desk, lines, fit, State.PROCESSED, "processed", lambda _: {"processed_at": at})


def shelve(desk: Desk, lines: Sequence[BackLine]) -> str:
    """These volumes stand on their shelf: one act. The sentence. Raises Refused, Stale.

    What nobody said to be processed is so from now on: it stands there.
    """
    fit = {State.CHECKED, State.BOXED, State.IN_HOUSE, State.PROCESSED}
    day, at = desk.today().isoformat(), desk.now()

    def columns(volume: Volume) -> Mapping[str, str]:
        return {"shelved_on": day, "processed_at": volume.processed_at or at}

    return _all(desk, lines, fit, State.SHELVED, "shelved", columns)


def _all(
    desk: Desk,
    lines: Sequence[BackLine],
    fit: set[State],
    state: State,
    word: str,
    columns: Callable[[Volume], Mapping[str, str]],
) -> str:
    if not lines:
        raise Refused("Nothing of this can be done now.", "What is not accepted is checked first.")
    library = desk.library
    with act(library, desk.hand(), word) as writer:
        for line in lines:
            now, unit = as_seen(desk, line)
            volume = volumes.of_unit(library, unit.id)
            if unit.state not in fit or volume is None:
                raise Refused(f"{now.name} is {unit.state}.", f"It cannot be {word} now.")
            after = dict(columns(volume))
            held = {
                "processed_at": volume.processed_at or None,
                "shelved_on": volume.shelved_on.isoformat() if volume.shelved_on else None,
            }
            writer.update("volume", volume.id, {name: held[name] for name in after}, after)
            move(writer, unit, state)
        for lot_id in dict.fromkeys(line.lot_id for line in lines):
            settle(writer, lot_id)
        one = lines[0]
        writer.title_id = one.title_id if len(lines) == 1 else None
        what = one.name if len(lines) == 1 else f"{len(lines)} volumes"
        writer.sentence = f"{word.capitalize()}: {what}."
    return writer.sentence


def shelve_volume(desk: Desk, volume: Volume) -> str:
    """A volume stands on its shelf, also one that was boxed or bound here and was in no lot: one act.

    Gives the sentence. Raises Refused for one that stands there already, Stale.
    """
    library = desk.library
    if volume.shelved_on is not None or volume.unit_id is None:
        raise Refused(f"{volume.name} stands on its shelf already.")
    line = returned.of_unit(library, volume.unit_id)
    if line is not None and line.volume_id == volume.id:
        return shelve(desk, [line])
    with act(library, desk.hand(), "shelved") as writer:
        unit = units.get(library, volume.unit_id)
        writer.update(
            "volume",
            volume.id,
            {"processed_at": volume.processed_at or None, "shelved_on": None},
            {"processed_at": volume.processed_at or desk.now(), "shelved_on": desk.today().isoformat()},
        )
        move(writer, unit, State.SHELVED)
        writer.title_id = volume.title_id
        writer.sentence = f"Shelved: {volume.name}."
    return writer.sentence


def bound_here(desk: Desk, unit_id: int) -> Volume:
    """A unit that was boxed or bound in the house is a volume: one act, where it is none yet.

    Raises Refused for a unit in another state, or that is one.
    """
    library = desk.library
    with act(library, desk.hand(), "accepted") as writer:
        unit = units.get(library, unit_id)
        if unit.state not in {State.BOXED, State.IN_HOUSE} or volumes.of_unit(library, unit_id):
            raise Refused(f"{unit.label} is {unit.state}.", "Only what was boxed or bound here, once.")
        volume_id = make_volume(writer, unit, desk.today())
        writer.title_id = unit.title_id
        writer.sentence = f"A volume, {unit.state}: {unit.label}, {unit.title}."
    return volumes.get(library, volume_id)


def processing_words(library: Library, line: BackLine) -> str:
    """What is done with an accepted volume before it goes to its shelf: the processing line."""
    ticket = tickets.of_unit(library, line.unit_id)
    fields = ticket.fields if ticket else {}
    on_spine = fields.get("call_lines") == "yes"
    steps = ["stamp"]
    if fields.get("strip") == "yes":
        steps.append("security strip")
    if not line.barcode and line.volume_id is not None:
        steps.append("barcode")
    if line.call_number and on_spine:
        steps.append("call number is on the spine")
    elif line.call_number:
        steps.append(f"spine label: {line.call_number} {line.label}")
    if fields.get("pocket") == "yes":
        steps.append("see that its pocket is filled")
    told = ", ".join(steps)
    return f"{told[:1].upper()}{told[1:]}; to {line.location or 'its place'}."


def ready_for(lines: Sequence[BackLine], step: Step) -> list[BackLine]:
    """Those of these lines of which a step may be done now; a volume without barcode may be processed, and
    one that was not processed may be shelved."""
    may = {
        Step.COME: {Step.COME, Step.SHORT},
        Step.PROCESS: {Step.PROCESS, Step.BARCODE},
        Step.SHELVE: {Step.SHELVE, Step.PROCESS, Step.BARCODE},
    }.get(step, {step})
    states = {State.CHECKED, State.BOXED}
    return [line for line in lines if line.step in may and (step is not Step.PROCESS or line.state in states)]
