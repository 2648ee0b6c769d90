"""Binders, patterns, units and lots for tests: rows in a Shelf, as the desk would have made them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from buckram.rules.bindery.states import State, issue_status
from buckram.rules.status import Status
from library_for_tests import Shelf

BINDERY = (
    "binder", "binding", "unit", "unit_piece", "search", "collation", "ticket", "lot", "lot_line",
    "stray", "binding_fault", "volume", "repair", "shelf", "issue", "piece",
)  # fmt: skip
"""The tables that acts of the bindery change, for `shelf.contents(*BINDERY)`."""

AT = "2026-11-20T08:00:00Z"


def _insert(shelf: Shelf, table: str, **values: object) -> int:
    library = shelf.library
    marks = ", ".join("?" * len(values))
    # Inside another builder's transaction, or in one of its own.
    sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})"
    if library.connection.in_transaction:
        return int(library.execute(sql, tuple(values.values())).lastrowid or 0)
    with library.transaction():
        return int(library.execute(sql, tuple(values.values())).lastrowid or 0)


def binder(shelf: Shelf, name: str = "Acme Bindery", **columns: object) -> int:
    """A binder; columns: others of its row."""
    return _insert(shelf, "binder", name=name, **columns)


def price(
    shelf: Shelf, binder_id: int, name: str, amount: str, *, kind: str = "class", up_to: int | None = None
) -> int:
    """A line of a binder's price list."""
    values = {"binder_id": binder_id, "kind": kind, "name": name, "up_to": up_to, "price": amount}
    return _insert(shelf, "binding_price", **values)


def binding(
    shelf: Shelf, title_id: int, binder_id: int | None, *, copy_id: int | None = None, **fields: str
) -> int:
    """The binding pattern of a title; fields: by name, such as unit="volume", title_lines="A/B"."""
    return _insert(
        shelf,
        "binding",
        title_id=title_id,
        copy_id=copy_id,
        binder_id=binder_id,
        fields=json.dumps(fields),
        made_at=AT,
        made_by="mary",
    )


def bound_title(
    shelf: Shelf,
    binder_id: int,
    name: str = "Journal of tests",
    issn: str = "0317-8471",
    *,
    volumes: int = 1,
    statuses: str = "",
    location: str = "Reading Room",
    call_number: str = "Z671 .J6",
    **fields: str,
) -> int:
    """A monthly with a binding pattern, a volume a year; the last volume is v.11 (2025).

    volumes: how many whole ones are here. statuses: instead, a letter for each issue from January on, as
    `Shelf.title` has them.
    """
    statuses = statuses or "a" * 12 * volumes
    years = -(-len(statuses) // 12)
    title_id = shelf.title(
        name, issn, statuses=statuses, first_month=1 - 12 * years, location=location, pattern=True
    )
    with shelf.library.transaction():
        shelf.library.execute("UPDATE title SET call_number = ? WHERE id = ?", (call_number, title_id))
    binding(shelf, title_id, binder_id, **({"unit": "volume"} | fields))
    return title_id


def lot(shelf: Shelf, binder_id: int, number: str = "2026-01", **columns: object) -> int:
    """A lot that is being built, unless columns say otherwise."""
    return _insert(
        shelf, "lot", binder_id=binder_id, number=number, **({"made_at": AT, "made_by": "mary"} | columns)
    )


def unit(
    shelf: Shelf,
    title_id: int,
    lot_id: int | None = None,
    *,
    state: str = "picked",
    issues: Sequence[int] | None = None,
    label: str = "v.11 (2025)",
    whole: bool = True,
    **columns: object,
) -> int:
    """A unit of a title's basic issues, with its line where a lot is given.

    issues: which of them, by their place from 0; None: all. An issue without a piece is a gap.
    """
    library = shelf.library
    rows = library.rows(
        "SELECT issue.id, piece.id FROM issue LEFT JOIN piece ON piece.issue_id = issue.id"
        " WHERE title_id = ? AND run = 'basic' ORDER BY issue.position",
        (title_id,),
    )
    chosen = rows if issues is None else [rows[n] for n in issues]
    copy_id = library.value("SELECT min(id) FROM copy WHERE title_id = ?", (title_id,))
    binding_id = library.value("SELECT max(id) FROM binding WHERE title_id = ? AND active", (title_id,))
    values = {
        "title_id": title_id,
        "copy_id": copy_id,
        "binding_id": binding_id,
        "state": state,
        "label": label,
        "whole": int(whole),
        "made_at": AT,
        "made_by": "mary",
        "moved_at": AT,
        "moved_by": "mary",
    }
    unit_id = _insert(shelf, "unit", **(values | columns))
    for position, (issue_id, piece_id) in enumerate(chosen, 1):
        _insert(shelf, "unit_piece", unit_id=unit_id, issue_id=issue_id, piece_id=piece_id, position=position)
    for issue_id, piece_id in chosen:
        if piece_id is not None:
            status = issue_status([State(state)], Status.ARRIVED)
            _set_status(shelf, issue_id, status)
    if lot_id is not None:
        line(shelf, lot_id, unit_id)
    return unit_id


def _set_status(shelf: Shelf, issue_id: int, status: Status) -> None:
    with shelf.library.transaction():
        shelf.library.execute("UPDATE issue SET status = ? WHERE id = ?", (str(status), issue_id))


def line(shelf: Shelf, lot_id: int, unit_id: int, **columns: object) -> int:
    """The line of a unit in a lot."""
    sequence = shelf.library.value("SELECT count(*) + 1 FROM lot_line WHERE lot_id = ?", (lot_id,))
    return _insert(shelf, "lot_line", lot_id=lot_id, unit_id=unit_id, **({"sequence": sequence} | columns))


def ticket(shelf: Shelf, unit_id: int, number: str = "T2600001", **columns: object) -> int:
    """The ticket of a unit, as bare as it can be; columns: others of its row."""
    values: dict[str, object] = {"lettering": "[]", "fields": "{}", "made_at": AT, "made_by": "mary"}
    return _insert(shelf, "ticket", unit_id=unit_id, number=number, **(values | columns))


def volume(shelf: Shelf, unit_id: int, barcode: str = "30000000000018", **columns: object) -> int:
    """The volume on the shelf that a unit became."""
    made = shelf.library.row("SELECT title_id, label FROM unit WHERE id = ?", (unit_id,))
    assert made is not None
    values = {"unit_id": unit_id, "title_id": made[0], "label": made[1], "barcode": barcode}
    return _insert(shelf, "volume", accepted_on="2026-01-02", shelved_on="2026-01-03", **(values | columns))


def pieces_of(shelf: Shelf, title_id: int) -> list[int]:
    """The pieces of a title, in the order of its issues."""
    rows = shelf.library.rows(
        "SELECT piece.id FROM piece JOIN issue ON issue.id = issue_id WHERE title_id = ?"
        " ORDER BY position, piece.id",
        (title_id,),
    )
    return [row[0] for row in rows]
