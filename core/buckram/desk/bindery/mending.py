"""The mending queue: something is found damaged, and waits for somebody to decide what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from buckram.desk.desk import Desk
from buckram.desk.noting import tidy
from buckram.errors import NotFound, Refused
from buckram.rules.bindery.damage import in_order, read_damage, told_damage
from buckram.rules.bindery.repairs import Route
from buckram.storage import titles
from buckram.storage.bindery import repairs
from buckram.storage.bindery.repairs import IN_VOLUME, Subject
from buckram.storage.ledger import ActWriter, act

FOUND_AT = ("check-in", "collation", "quality check", "shelf")


@dataclass(frozen=True, slots=True)
class Noted:
    """What was put into the queue. sentence: one line for the person. act_id: 0 inside another act."""

    act_id: int
    repair_id: int
    title_id: int | None
    issue_id: int | None
    sentence: str


def note_damage(
    desk: Desk,
    *,
    found_at: str,
    piece_id: int | None = None,
    volume_id: int | None = None,
    title_id: int | None = None,
    what: str = "",
    damage: str | Sequence[str],
    route: Route | None = None,
) -> Noted:
    """Put a damaged piece or volume into the mending queue, as one act.

    found_at: check-in, collation, quality check or shelf. title_id, what: for what is neither a piece nor a
    volume of the file. damage: codes, or a line of prose, which is read for codes and kept. route: where it
    is decided already. Raises Refused where nothing is said, or all of it is in the queue already.
    """
    with act(desk.library, desk.hand(), "repair") as writer:
        noted = note_damage_in(
            writer,
            desk,
            found_at=found_at,
            piece_id=piece_id,
            volume_id=volume_id,
            title_id=title_id,
            what=what,
            damage=damage,
            route=route,
        )
        if not writer.changes:
            raise Refused(f"{noted.sentence[:-1]} already.", "F9 M shows the mending queue.")
        writer.title_id, writer.issue_id = noted.title_id, noted.issue_id
        writer.sentence = noted.sentence
    return Noted(writer.id, noted.repair_id, noted.title_id, noted.issue_id, noted.sentence)


def note_damage_in(
    writer: ActWriter,
    desk: Desk,
    *,
    found_at: str,
    piece_id: int | None = None,
    volume_id: int | None = None,
    title_id: int | None = None,
    what: str = "",
    damage: str | Sequence[str],
    route: Route | None = None,
) -> Noted:
    """The same inside another act, which keeps its own sentence; nothing is changed where all of it is in
    the queue already. A further damage of what is there is added to it."""
    if found_at not in FOUND_AT:
        raise ValueError(f"nothing is found damaged at {found_at}")
    text = tidy(damage) if isinstance(damage, str) else ""
    codes = read_damage(damage) if isinstance(damage, str) else in_order(damage)
    # A line that says no more than its codes do is no note.
    note = "" if _only_codes(text) or text.casefold() == told_damage(codes) else text
    if not codes:
        raise Refused("What is wrong with it?", "Type it, such as torn page; or its code, TP.")
    subject = _subject(writer, piece_id, volume_id, title_id, what)
    there = None
    if subject.piece_id is not None or subject.volume_id is not None:
        there = repairs.open_of(
            writer.library,
            piece_id=subject.piece_id,
            volume_id=subject.volume_id,
        )
    name = titles.get(writer.library, subject.title_id).name if subject.title_id is not None else ""
    named = f"{subject.label}, {name}" if name else subject.label
    sentence = f"In the mending queue: {named} ({told_damage(codes)})."
    if there is not None:
        if subject.piece_id is not None and subject.piece_id != there.piece_id:
            # A volume goes to the bench once, whichever of its issues is torn: the note says which else.
            note = f"{subject.label.partition(IN_VOLUME)[0]}: {note or told_damage(codes)}"
        more = in_order((*there.damage, *codes))
        joined = there.note if not note or note in there.note else "; ".join(filter(None, (there.note, note)))
        if more != there.damage or joined != there.note:
            writer.update(
                "repair",
                there.id,
                {"damage": repairs.as_json(there.damage), "note": there.note},
                {"damage": repairs.as_json(more), "note": joined},
            )
        return Noted(0, there.id, subject.title_id, subject.issue_id, sentence)
    row = {
        "title_id": subject.title_id,
        "issue_id": subject.issue_id,
        "piece_id": subject.piece_id,
        "volume_id": subject.volume_id,
        "what": subject.label,
        "found_on": desk.today().isoformat(),
        "found_by": desk.person,
        "found_at": found_at,
        "damage": repairs.as_json(codes),
        "note": note,
        # Listed although empty: an undo must not take away what was decided or mended since.
        "route": None,
        "decided_by": None,
        "decided_at": None,
        "state": "waiting",
        "minutes": None,
        "back_on": None,
    }
    repair_id = writer.insert("repair", row)
    if route is not None:
        from buckram.desk.bindery.mending_routes import route_in

        sentence = route_in(writer, desk, repairs.get(writer.library, repair_id), route)
    return Noted(0, repair_id, subject.title_id, subject.issue_id, sentence)


def _only_codes(text: str) -> bool:
    return all(in_order([word.upper()]) for word in text.replace(",", " ").split())


def _subject(
    writer: ActWriter, piece_id: int | None, volume_id: int | None, title_id: int | None, what: str
) -> Subject:
    library = writer.library
    if piece_id is not None:
        found = repairs.of_a_piece(library, piece_id)
    elif volume_id is not None:
        found = repairs.of_a_volume(library, volume_id)
    elif tidy(what):
        return Subject(title_id, None, None, None, None, tidy(what))
    elif title_id is not None:
        raise Refused("Which piece of it?", "Type what it is, such as v.12 (1984).")
    else:
        raise Refused("What is damaged?", "Scan it, or type what it is.")
    if found is None:
        raise NotFound("This piece is no longer in the file.", "The card shows what is there now.")
    return found
