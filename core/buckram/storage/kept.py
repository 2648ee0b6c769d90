"""The records that were kept as they came."""

from __future__ import annotations

from buckram.storage.library import Library


def bib_record(library: Library, title_id: int) -> tuple[bytes, str] | None:
    """(content, format) of the bibliographic record of a title, the newest where there are several."""
    row = library.row(
        "SELECT content, format FROM record WHERE title_id = ? AND kind = 'bib' ORDER BY id DESC LIMIT 1",
        (title_id,),
    )
    return (row[0], row[1]) if row else None
