"""Notes: writing one, and having read one."""

from __future__ import annotations

from collections.abc import Iterable

from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.storage import notes, titles
from buckram.storage.ledger import ActWriter, act


def write_note(
    desk: Desk, title_id: int, text: str, *, issue_id: int | None = None, stops: bool = True
) -> int:
    """Write a staff note on a title, or on one issue; gives the id of its act.

    stops: everybody else reads it before the next receipt counts. Raises Refused for empty text.
    """
    text = tidy(text)
    if not text:
        raise Refused("The note is empty.", "Type it, or press Esc.")
    title = titles.get(desk.library, title_id)
    with act(desk.library, desk.hand(), "note") as writer:
        note_in(writer, title_id, text, issue_id=issue_id, stops=stops)
        writer.title_id, writer.issue_id = title_id, issue_id
        writer.sentence = f"Noted on {title.name}: {text}"
    return writer.id


def note_in(
    writer: ActWriter, title_id: int, text: str, *, issue_id: int | None = None, stops: bool = False
) -> None:
    """Write a staff note inside an act, as `write_note` does."""
    hand = writer.hand
    row = {
        "title_id": title_id,
        "issue_id": issue_id,
        "text": text,
        "stops": int(stops),
        "written_at": hand.at,
        "written_by": hand.person,
    }
    note_id = writer.insert("note", row)
    # Who wrote it has read it.
    writer.insert("note_read", {"note_id": note_id, "person": hand.person, "read_at": hand.at})


def tidy(text: str) -> str:
    """A note as it is kept: one line, without blanks at its ends."""
    return " ".join(text.split())


def have_read(desk: Desk, note_ids: Iterable[int]) -> None:
    """This person has read these notes; they do not stop this person again."""
    with desk.library.transaction():
        notes.mark_read(desk.library, list(note_ids), desk.person, desk.now())
