"""The readers: whom pieces go to, on which lists they stand, and what happens when one leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from buckram.desk import rounds
from buckram.desk.desk import Desk
from buckram.desk.routing import meant
from buckram.errors import NotFound, Refused
from buckram.exchange.lists import Table
from buckram.storage import erasing, routing
from buckram.storage.backup import before_import
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.routing import Listed, ListOf, Reader

DEPARTMENT = ("department", "dept", "dep", "d")
PERSON = ("person", "p")


@dataclass(frozen=True, slots=True)
class ReaderTold:
    """A reader. pieces: how many presumably are with this reader, where names are kept."""

    reader: Reader
    pieces: int


def every(library: Library, today: date) -> list[ReaderTold]:
    """All readers by name, those who are away last."""
    with_them = Counter(one.with_whom for one in rounds.out(library, today) if one.with_whom)
    return [ReaderTold(reader, with_them[reader.name]) for reader in routing.readers(library)]


def lists_of(library: Library, name: str) -> list[tuple[Listed, ListOf]]:
    """The places of a reader, each with its list, by title."""
    return routing.of_reader(library, name)


def typed(reader: Reader) -> str:
    """A reader as one may type it: "Dr. Wren; wren@example.org; room 12"."""
    kind = "department" if reader.kind == "department" else ""
    return "; ".join(part for part in (reader.name, reader.email, reader.place, kind) if part)


def _read(text: str) -> dict[str, str | None]:
    """The columns of a reader as typed: what has an @ is an e-mail, the kind is known by its word."""
    name, *more = (" ".join(part.split()) for part in text.split(";"))
    if not name:
        raise Refused("No name was typed.", "Type a name; an e-mail address, a room, department behind ;")
    email = next((part for part in more if "@" in part), None)
    kind = "department" if any(part.lower() in DEPARTMENT for part in more) else "person"
    place = [part for part in more if part and part != email and part.lower() not in DEPARTMENT + PERSON]
    return {"name": name, "email": email, "place": ", ".join(place) or None, "kind": kind}


def add(desk: Desk, text: str) -> str:
    """A new reader: "Dr. Wren; wren@example.org; room 12", "Chemistry; department". Gives the sentence."""
    row = _read(text)
    with act(desk.library, desk.hand(), "reader") as writer:
        _free(desk.library, str(row["name"]))
        writer.insert("reader", row)
        writer.sentence = f"{row['name']} is a reader."
    return writer.sentence


def change(desk: Desk, reader: Reader, text: str) -> str:
    """Another name, e-mail address, room, kind; a new name stands on every list at once."""
    row = _read(text)
    before = _columns(reader)
    if row == before:
        raise Refused(f"{reader.name} is so already.")
    with act(desk.library, desk.hand(), "reader") as writer:
        reader_id = routing.registered(writer, reader, reader.name)
        if str(row["name"]).casefold() != reader.name.casefold():
            _free(desk.library, str(row["name"]))
        writer.update("reader", reader_id, before, row)
        if row["name"] != reader.name:
            for one in routing.rows_of_name(desk.library, reader.name):
                after = {"name": row["name"], "reader_id": reader_id}
                _change_row(writer, one, after)
        writer.sentence = f"{reader.name} is changed" + (
            f" to {row['name']}." if row["name"] != reader.name else "."
        )
    return writer.sentence


def _columns(reader: Reader) -> dict[str, str | None]:
    return {
        "name": reader.name,
        "email": reader.email or None,
        "place": reader.place or None,
        "kind": reader.kind,
    }


def _free(library: Library, name: str) -> None:
    if any(one.name.casefold() == name.casefold() for one in routing.readers(library)):
        raise Refused(f"There is a reader {name} already.", "G puts one reader in the place of another.")


def _change_row(writer: ActWriter, row: Mapping[str, object], after: Mapping[str, object]) -> None:
    before = {column: row[column] for column in after}
    row_id = row["id"]
    assert isinstance(row_id, int)
    if before != after:
        writer.update("routing", row_id, before, after)


def set_active(desk: Desk, reader: Reader, *, active: bool) -> str:
    """Whether slips name the reader: one who is away keeps the place on every list."""
    if reader.active == active:
        raise Refused(f"{reader.name} is {'there' if active else 'away'} already.")
    with act(desk.library, desk.hand(), "reader") as writer:
        reader_id = routing.registered(writer, reader, reader.name)
        writer.update("reader", reader_id, {"active": int(reader.active)}, {"active": int(active)})
        told = "is there again" if active else "is away: slips leave the name out"
        writer.sentence = f"{reader.name} {told}."
    return writer.sentence


def replace(desk: Desk, reader: Reader, text: str) -> str:
    """Put another reader in this one's place on every list, or nobody ("-"), as one act.

    This one is away then. A list that has the other already loses this one. Gives the sentence. Raises
    Refused.
    """
    if not text.strip():
        raise Refused("No name was typed.", "Type who comes instead, or - for nobody.")
    with act(desk.library, desk.hand(), "leaver") as writer:
        new = None if text.strip() == "-" else meant(desk.library, " ".join(text.split()))
        if new and new[0] == reader.name:
            raise Refused(f"{reader.name} cannot come instead of {reader.name}.")
        rows = list(routing.rows_of_name(desk.library, reader.name))
        if not rows:
            raise Refused(f"{reader.name} is on no list.")
        if new:
            has = {row["copy_id"] for row in routing.rows_of_name(desk.library, new[0])}
            new_id = routing.registered(writer, new[1], new[0])
        for row in rows:
            row_id = row["id"]
            assert isinstance(row_id, int)
            if new and row["copy_id"] not in has:
                has.add(row["copy_id"])
                _change_row(writer, row, {"name": new[0], "reader_id": new_id})
            else:
                writer.delete("routing", row_id)
        if reader.id is not None and reader.active:
            writer.update("reader", reader.id, {"active": 1}, {"active": 0})
        lists = f"{len(rows)} list{'' if len(rows) == 1 else 's'}"
        writer.sentence = (
            f"{new[0]} comes instead of {reader.name} on {lists}."
            if new
            else f"{reader.name} is taken off {lists}."
        )
    return writer.sentence


def erase(desk: Desk, name: str) -> str:
    """Erase a reader's name for good: lists, rounds, printing queue and ledger. Gives the sentence.

    No undo brings it back; an act that told the name can no longer be taken back. Raises NotFound when the
    name is nowhere; FileProblem while another station keeps the file busy: the rows are without it then,
    and traces may lie in the file.
    """
    wanted = " ".join(name.split())
    with act(desk.library, desk.hand(), "erase") as writer:
        found = erasing.erase(desk.library, wanted)
        if not wanted or not found.anything:
            raise NotFound(f"The name {wanted or '(none)'} is on no list and in no act.")
        parts = [
            f"{count} {word}{'' if count == 1 else 's'}"
            for count, word in (
                (found.lists, "list"),
                (found.rounds, "round"),
                (found.jobs, "printed slip"),
                (found.acts, "act"),
            )
            if count
        ]
        writer.sentence = f"A reader's name was erased from {', '.join(parts)}."
    return writer.sentence


def sweep(library: Library) -> str:
    """Leave no trace of erased names in the file; says where else they may be. Raises FileProblem."""
    erasing.make_sure(library)
    copy = before_import(library.path)
    also = f" and {copy}, the copy before the last import" if copy.exists() else ""
    return f"Backups{also} still have it: make a new one and delete the old."


def as_table(found: Sequence[ReaderTold]) -> Table:
    """All readers for a spreadsheet or a printer."""
    return Table(
        "Readers",
        ("Name", "Kind", "E-mail", "Room", "There", "Lists", "Pieces"),
        [
            (
                one.reader.name,
                one.reader.kind,
                one.reader.email,
                one.reader.place,
                "yes" if one.reader.active else "away",
                str(one.reader.lists),
                str(one.pieces),
            )
            for one in found
        ],
        f"{len(found)} readers.",
    )
