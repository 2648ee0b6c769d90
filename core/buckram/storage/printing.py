"""The queue of what is to be printed: it waits here while a printer is off."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from buckram.storage.library import Library, Row


@dataclass(frozen=True, slots=True)
class Job:
    """Something to print. kind: label, slip, list or ticket. form: text or pdf. station: where it was made.

    content: of a label, a slip or tickets the JSON of what stands on it (of labels of volumes and shelves a
    JSON list), of a list its text. state: waiting, printed, dropped, or undone: its receipt was taken back
    before it was printed. problem: why it was not printed at the last try, "" for nothing.
    """

    id: int
    kind: str
    name: str
    form: str
    content: bytes
    made_at: str
    made_by: str
    station: str
    title_id: int | None
    issue_id: int | None
    piece_id: int | None
    state: str
    tries: int
    problem: str
    done_at: str


# A label belongs to its piece: taking back a receipt takes the piece, and then nothing is to be printed.
# Doing the receipt again brings the piece back, and the job with it.
# Labels of volumes and shelves are a list, and belong to none.
_OF_NO_PIECE = (
    "CASE WHEN kind = 'label' THEN substr(content, 1, 1) = x'5B' ELSE kind IN ('list', 'ticket') END"
)
_WANTED = f"state = 'waiting' AND ({_OF_NO_PIECE} OR piece_id IS NOT NULL)"
_JOB = (
    "SELECT id, kind, name, form, content, made_at, made_by, station, title_id, issue_id, piece_id,"
    f" CASE WHEN state = 'waiting' AND NOT ({_WANTED}) THEN 'undone' ELSE state END,"
    " tries, ifnull(problem, ''), ifnull(done_at, '') FROM print_job"
)


def _job(row: Row) -> Job:
    return Job(*row)


def add(
    library: Library,
    *,
    kind: str,
    name: str,
    form: str,
    content: bytes,
    at: str,
    person: str,
    station: str,
    title_id: int | None = None,
    issue_id: int | None = None,
    piece_id: int | None = None,
) -> int:
    """A new job (inside a transaction); gives its id."""
    cursor = library.execute(
        "INSERT INTO print_job (kind, name, form, content, made_at, made_by, station, title_id, issue_id,"
        " piece_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (kind, name, form, content, at, person, station, title_id, issue_id, piece_id),
    )
    return int(cursor.lastrowid or 0)


def find(library: Library, job_id: int) -> Job | None:
    """One job."""
    row = library.row(f"{_JOB} WHERE id = ?", (job_id,))
    return _job(row) if row else None


def waiting(library: Library, station: str | None = None) -> list[Job]:
    """What waits, oldest first; station: only what was made there."""
    here = " AND station = ?" if station is not None else ""
    rows = library.rows(
        f"{_JOB} INDEXED BY print_job_waiting WHERE {_WANTED}{here} ORDER BY id",
        (station,) if station is not None else (),
    )
    return [_job(r) for r in rows]


def any_waiting(library: Library, station: str) -> bool:
    """Whether anything that was made at this station waits."""
    return bool(
        library.value(
            "SELECT EXISTS (SELECT 1 FROM print_job INDEXED BY print_job_waiting"
            f" WHERE {_WANTED} AND station = ?)",
            (station,),
        )
    )


def done(library: Library, limit: int = 200) -> list[Job]:
    """What was printed, dropped or undone, newest first."""
    return [_job(r) for r in library.rows(f"{_JOB} WHERE NOT ({_WANTED}) ORDER BY id DESC LIMIT ?", (limit,))]


def of_issue(library: Library, issue_id: int) -> list[Job]:
    """The jobs of an issue, oldest first."""
    return [_job(r) for r in library.rows(f"{_JOB} WHERE issue_id = ? ORDER BY id", (issue_id,))]


def take(library: Library, job_id: int, at: str, given_up_before: str) -> bool:
    """Take a job to a printer (inside a transaction); False when it does not wait or another has it.

    given_up_before: who took it earlier than this moment was broken off and does not count.
    """
    cursor = library.execute(
        f"UPDATE print_job SET taken_at = ?, tries = tries + 1 WHERE id = ? AND {_WANTED}"
        " AND (taken_at IS NULL OR taken_at < ?)",
        (at, job_id, given_up_before),
    )
    return cursor.rowcount == 1


def printed(library: Library, job_id: int, at: str) -> None:
    """It was printed (inside a transaction)."""
    library.execute(
        "UPDATE print_job SET state = 'printed', done_at = ?, taken_at = NULL, problem = NULL WHERE id = ?",
        (at, job_id),
    )


def failed(library: Library, job_id: int, problem: str) -> None:
    """It was not printed, and goes on waiting (inside a transaction)."""
    library.execute("UPDATE print_job SET problem = ?, taken_at = NULL WHERE id = ?", (problem, job_id))


def drop(library: Library, job_ids: Sequence[int], at: str) -> int:
    """Take jobs out of the queue unprinted (inside a transaction); gives how many of them waited."""
    marks = ", ".join("?" * len(job_ids))
    return library.execute(
        f"UPDATE print_job SET state = 'dropped', done_at = ? WHERE state = 'waiting' AND id IN ({marks})",
        (at, *job_ids),
    ).rowcount


def forget_readers_of(library: Library, job: Job) -> None:
    """Erase who stands on a slip that was printed or dropped (inside a transaction)."""
    values = json.loads(job.content) | {"readers": [], "erased": True}
    content = json.dumps(values, ensure_ascii=False).encode()
    library.execute("UPDATE print_job SET content = ? WHERE id = ?", (content, job.id))


def forget_readers(library: Library, piece_id: int) -> None:
    """Erase who stands on the slips of a piece that were printed or dropped (inside a transaction)."""
    rows = library.rows(
        f"{_JOB} WHERE piece_id = ? AND kind = 'slip' AND state IN ('printed', 'dropped')", (piece_id,)
    )
    for row in rows:
        forget_readers_of(library, _job(row))
