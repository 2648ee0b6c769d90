"""The table of claim policies: what holds for a title, and changing a row of it."""

from __future__ import annotations

from dataclasses import dataclass

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import NotFound, Refused
from buckram.rules.claim_policy import NUMBERS, Row, Scope, row_words, typed_row
from buckram.storage import policies
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.policies import Key, Names


@dataclass(frozen=True, slots=True)
class Choice:
    """A row that a person may change. called: what it is for; typed: what it says, as it is typed, "" where
    there is none."""

    scope: Scope
    called: str
    typed: str


def choices(library: Library, title_id: int, vendor_id: int | None) -> list[Choice]:
    """The rows that can be decided for a title, the narrowest first. Raises NotFound."""
    names = _names(library, title_id, vendor_id)
    found = []
    for scope in Scope:
        key = names.key(scope)
        if key is not None:
            row = policies.find(library, key)
            found.append(Choice(scope, _called(names, scope), row_words(row[1] if row else None)))
    return found


def decide_policy(desk: Desk, title_id: int, vendor_id: int | None, scope: Scope, text: str) -> str:
    """Let a row of the table say what was typed, as one act; "" takes the row away. Gives the sentence.

    Raises Refused for words that are no policy, and where it says so already.
    """
    library = desk.library
    row = typed_row(text, scope, desk.today(), day_first=bool(decided(library, "day_first")))
    with act(library, desk.hand(), "policy") as writer:
        names = _names(library, title_id, vendor_id)
        key = names.key(scope)
        if key is None:
            raise Refused(f"This title has no {scope}.")
        before = policies.find(library, key)
        if row_words(before[1] if before else None) == row_words(row):
            raise Refused("That is what is decided already.")
        _put(writer, key, before, row)
        writer.title_id = title_id
        said = row_words(row) or "as is usual"
        writer.sentence = f"Claim policy for {_called(names, scope)}: {said}."
    return writer.sentence


def _put(writer: ActWriter, key: Key, before: tuple[int, Row] | None, row: Row | None) -> None:
    if row is None:
        if before is not None:
            writer.delete("claim_policy", before[0])
        return
    if before is None:
        title_id, vendor_id, frequency = key
        about = {"title_id": title_id, "vendor_id": vendor_id, "frequency": frequency}
        writer.insert("claim_policy", about | _columns(row))
    else:
        writer.update("claim_policy", before[0], _columns(before[1]), _columns(row))


def _columns(row: Row) -> dict[str, int | str | None]:
    return {
        **{name: getattr(row, name) for name in NUMBERS},
        "claims": None if row.claims is None else int(row.claims),
        "note": row.note or None,
        "until_on": row.until_on.isoformat() if row.until_on else None,
    }


def _names(library: Library, title_id: int, vendor_id: int | None) -> Names:
    names = policies.names(library, title_id, vendor_id)
    if names is None:
        raise NotFound("This title is no longer in the library.", "Look it up again.")
    return names


def _called(names: Names, scope: Scope) -> str:
    match scope:
        case Scope.TITLE:
            return names.title
        case Scope.VENDOR:
            return names.vendor
        case Scope.FREQUENCY:
            return f"all that is {names.frequency_name}"
    return f"what is {names.frequency_name}, of {names.vendor}"
