"""Notes: writing one, and having read one."""

from __future__ import annotations

from collections.abc import Iterable

from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.storage import notes, titles
from buckram.storage.ledger import act


def write_note(
    desk: Desk, title_id: int, text: str, *, issue_id: int | None = None, stops: bool = True
) -> int:
    """Write a staff note on a title, or on one issue; gives the id of its act.

    stops: everybody else reads it before the next receipt counts. Raises Refused for empty text.
    """
    text = " ".join(text.split())
    if not text:
        raise Refused("The note is empty.", "Type it, or press Esc.")
    title = titles.get(desk.library, title_id)
    hand = desk.hand()
    with act(desk.library, hand, "note") as writer:
        note_id = writer.insert(
            "note",
            {
                "title_id": title_id,
                "issue_id": issue_id,
                "text": text,
                "stops": int(stops),
                "written_at": hand.at,
                "written_by": desk.person,
            },
        )
        # Who wrote it has read it.
        writer.insert("note_read", {"note_id": note_id, "person": desk.person, "read_at": hand.at})
        writer.title_id, writer.issue_id = title_id, issue_id
        writer.sentence = f"Noted on {title.name}: {text}"
    return writer.id


def have_read(desk: Desk, note_ids: Iterable[int]) -> None:
    """This person has read these notes; they do not stop this person again."""
    with desk.library.transaction():
        notes.mark_read(desk.library, list(note_ids), desk.person, desk.now())
