"""What a changed record changes: each value only where the file still has what the record gave before.

Whatever a person did since then is not what the record gave, and stays.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from buckram.storage.library import Library

Text = str | None


def title_columns(library: Library, title_id: int, old: Mapping[str, Text], new: Mapping[str, Text]) -> None:
    """Columns of the table title. What a person decided stays."""
    decided = json.loads(library.value("SELECT decided FROM title WHERE id = ?", (title_id,)))
    for column, value in new.items():
        if value != old[column] and column not in decided:
            library.execute(
                f"UPDATE title SET {column} = ? WHERE id = ? AND {column} IS ?",
                (value, title_id, old[column]),
            )


def remove_identifiers(library: Library, title_id: int, gone: Collection[tuple[str, str]]) -> None:
    """Numbers that the record no longer has."""
    library.connection.executemany(
        "DELETE FROM identifier WHERE title_id = ? AND kind = ? AND value = ? AND source = 'record'",
        [(title_id, *one) for one in gone],
    )


def remove_variants(library: Library, title_id: int, gone: Collection[tuple[str, str]]) -> None:
    """Names that the record no longer has."""
    library.connection.executemany(
        "DELETE FROM variant WHERE title_id = ? AND kind = ? AND name = ?", [(title_id, *one) for one in gone]
    )


def remove_links(library: Library, title_id: int, gone: Collection[tuple[str, str, str, str, str]]) -> None:
    """Links that the record no longer has: (tag, relation, name, ISSN, control number)."""
    library.connection.executemany(
        "DELETE FROM link WHERE title_id = ? AND tag = ? AND relation = ? AND name = ?"
        " AND ifnull(issn, '') = ? AND ifnull(control_number, '') = ?",
        [(title_id, *one) for one in gone],
    )


def search_parts(library: Library, title_id: int) -> tuple[list[Text], list[Text], list[str]]:
    """(names, publisher and call number, other numbers) that the index of titles is made of."""
    row = library.row("SELECT name, vernacular, publisher, call_number FROM title WHERE id = ?", (title_id,))
    assert row is not None
    variants = [r[0] for r in library.rows("SELECT name FROM variant WHERE title_id = ?", (title_id,))]
    numbers = [r[0] for r in library.rows("SELECT value FROM identifier WHERE title_id = ?", (title_id,))]
    return [row[0], row[1], *variants], [row[2], row[3]], numbers


def index(library: Library, title_id: int, names: str, more: str) -> None:
    """The folded texts that a title is found by."""
    library.execute(
        "UPDATE title SET search_names = ?, search_more = ? WHERE id = ? AND (search_names, search_more)"
        " IS NOT (?, ?)",
        (names, more, title_id, names, more),
    )


def copies(library: Library, title_id: int) -> list[tuple[int, int, str]]:
    """(id, number, location code) of the copies that came with a record."""
    rows = library.rows(
        "SELECT copy.id, number, ifnull(location.code, '') FROM copy LEFT JOIN location"
        " ON location.id = location_id WHERE title_id = ? AND source = 'record' ORDER BY number, copy.id",
        (title_id,),
    )
    return [(r[0], r[1], r[2]) for r in rows]


def copy_columns(library: Library, copy_id: int, changes: Mapping[str, tuple[object, object]]) -> None:
    """Columns of the table copy: what the record gave before, and what it gives now."""
    for column, (old, new) in changes.items():
        if old != new:
            library.execute(
                f"UPDATE copy SET {column} = ? WHERE id = ? AND {column} IS ?", (new, copy_id, old)
            )


def remove_copy(library: Library, copy_id: int, heir: int | None) -> None:
    """A copy that the record no longer has: gone when nothing hangs on it, else it wants no more issues.

    heir: the copy that its statements of holdings go to; None leaves them with the title.
    """
    used = library.value(
        "SELECT EXISTS (SELECT 1 FROM piece WHERE copy_id = ?1)"
        " OR EXISTS (SELECT 1 FROM routing WHERE copy_id = ?1)",
        (copy_id,),
    )
    if used:
        library.execute("UPDATE copy SET active = 0 WHERE id = ?", (copy_id,))
    else:
        library.execute("UPDATE statement SET copy_id = ? WHERE copy_id = ?", (heir, copy_id))
        library.execute("DELETE FROM copy WHERE id = ?", (copy_id,))


def subscription(library: Library, title_id: int, old: str, new: str) -> None:
    """The state of the subscription that came with a record."""
    library.execute(
        "UPDATE subscription SET status = ? WHERE title_id = ? AND source = 'record' AND status = ?",
        (new, title_id, old),
    )


def end_subscription(library: Library, title_id: int) -> None:
    """The subscription that came with records ends, unless it still brings issues for another copy."""
    library.execute(
        "UPDATE subscription SET status = 'ended' WHERE title_id = ? AND source = 'record' AND NOT EXISTS"
        " (SELECT 1 FROM copy WHERE copy.subscription_id = subscription.id AND active)",
        (title_id,),
    )


def remove_statements(library: Library, title_id: int, gone: Sequence[tuple[str, str]]) -> None:
    """Texts of holdings that the record no longer has: (tag, text)."""
    library.connection.executemany(
        "DELETE FROM statement WHERE id ="
        " (SELECT id FROM statement WHERE title_id = ? AND tag = ? AND text = ? LIMIT 1)",
        [(title_id, *one) for one in gone],
    )


def remove_notes(library: Library, title_id: int, gone: Sequence[tuple[str, str]]) -> None:
    """Notes of a title that the record no longer has: (audience, text)."""
    library.connection.executemany(
        "DELETE FROM note WHERE id = (SELECT id FROM note WHERE title_id = ? AND audience = ? AND text = ?"
        " AND source = 'record' AND issue_id IS NULL LIMIT 1)",
        [(title_id, *one) for one in gone],
    )


def pattern(
    library: Library, title_id: int, old: tuple[str, int, str, str, str], new: tuple[str, int, str, str, str]
) -> None:
    """A pattern that the record words anew. Keys: run, link, tag, indicators, subfields."""
    library.execute(
        "UPDATE pattern SET indicators = ?, subfields = ? WHERE title_id = ? AND run = ? AND link = ?"
        " AND tag = ? AND indicators = ? AND subfields = ? AND source = 'record'",
        (*new[3:], title_id, *old),
    )


def remove_pattern(library: Library, title_id: int, gone: tuple[str, int, str, str, str]) -> None:
    """A pattern that the record no longer has."""
    library.execute(
        "DELETE FROM pattern WHERE title_id = ? AND run = ? AND link = ? AND tag = ? AND indicators = ?"
        " AND subfields = ? AND source = 'record'",
        (title_id, *gone),
    )


def remove_piece(library: Library, issue_id: int, copy_ids: Collection[int]) -> None:
    """What the record no longer has in hand. An issue that nobody touched goes with its last piece."""
    marks = ", ".join("?" * len(copy_ids))
    taken = library.execute(
        "DELETE FROM piece WHERE issue_id = ? AND source = 'record'"
        f" AND (copy_id IS NULL OR copy_id IN ({marks}))",
        (issue_id, *copy_ids),
    ).rowcount
    library.execute(
        "DELETE FROM note WHERE issue_id = ? AND source = 'record'"
        " AND NOT EXISTS (SELECT 1 FROM piece WHERE issue_id = note.issue_id)",
        (issue_id,),
    )
    library.execute(
        "DELETE FROM issue WHERE id = ? AND status = 'arrived'"
        " AND NOT EXISTS (SELECT 1 FROM piece WHERE issue_id = issue.id)"
        " AND NOT EXISTS (SELECT 1 FROM note WHERE issue_id = issue.id)"
        # At version 0 nobody can have touched it; later versions may be the work of imports alone.
        " AND (version = 0 OR NOT EXISTS (SELECT 1 FROM act, json_each(act.changes) AS change"
        "   WHERE act.title_id = issue.title_id AND json_extract(change.value, '$[0]') = 'issue'"
        "   AND json_extract(change.value, '$[1]') = issue.id))"
        " AND NOT EXISTS (SELECT 1 FROM act WHERE act.issue_id = issue.id)",
        (issue_id,),
    )
    if taken:
        library.execute("UPDATE issue SET version = version + 1 WHERE id = ?", (issue_id,))
