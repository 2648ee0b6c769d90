"""Labels, routing slips and lists on paper: what a receipt prints, and the queue that outlives a printer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from buckram.desk.deciding import decided, paper
from buckram.desk.desk import Desk
from buckram.desk.on_paper import label_for, readers_of, slip_for
from buckram.errors import BuckramError, NotFound, Refused
from buckram.rules.routing import goes_round
from buckram.rules.treatment import Step, read_treatment
from buckram.storage import copies, printing, rounds
from buckram.storage.library import Library
from buckram.storage.printing import Job

if TYPE_CHECKING:
    pass

PRINTERS = {
    "label": "label_printer",
    "slip": "slip_printer",
    "list": "list_printer",
    "ticket": "ticket_printer",
}
"""The setting that names the printer of each kind of job."""

NAMES = {"label": "label", "slip": "routing slip", "list": "list", "ticket": "bindery ticket"}

LEASE = timedelta(minutes=2)
"""A job that was taken longer ago was broken off: better that it prints twice than not at all."""

A4 = "210x297"

PDF = b"%PDF"
"""A list that is more than text, with barcodes for one, is in the queue as it is sent."""

Send = Callable[[str, bytes, str], None]
"""(printer, the job as it is sent, the name of a file for it); raises BuckramError when it fails."""


def at_receipt(desk: Desk, piece_id: int, treatment: str) -> int:
    """What the receipt of a piece prints goes into the queue, inside its act; gives how many jobs.

    treatment: of the title.

    The setting `labels` says for which titles: of "marked" ones those whose treatment has the word label or
    route; a slip also where the copy has readers, unless the treatment says that it is not routed. A job
    belongs to its piece: while that is taken back, nothing is printed.
    """
    which = decided(desk.library, "labels")
    if which == "never":
        return 0
    done = read_treatment(treatment)
    piece = copies.piece(desk.library, piece_id)
    assert piece is not None
    wanted = {
        "label": which == "always" or Step.LABEL in done,
        "slip": goes_round(treatment, len(readers_of(desk.library, piece.copy_id))),
    }
    kinds = [
        kind for kind, is_wanted in wanted.items() if is_wanted and decided(desk.library, PRINTERS[kind])
    ]
    for kind in kinds:
        _add(desk, kind, piece_id)
    return len(kinds)


def print_again(desk: Desk, issue_id: int, kind: str) -> str:
    """A label or slip for every piece of an issue that is here, whatever its title's marks; the sentence.

    What gets a slip goes round from now on, if it is not out already. Raises Refused: no printer of the kind
    is set, or nothing is here.
    """
    from buckram.desk.rounds import send

    printer_of(desk.library, kind)
    here = [one for one in copies.pieces(desk.library, issue_id) if one.condition in {"good", "damaged"}]
    if not here:
        raise Refused("No piece of this issue is here.", "Receive it first.")
    if kind == "slip" and any(rounds.open_round(desk.library, piece.id) is None for piece in here):
        send(desk, issue_id)
    with desk.library.transaction():
        for piece in here:
            _add(desk, kind, piece.id)
    s = "" if len(here) == 1 else "s"
    return f"{len(here)} {NAMES[kind]}{s} for {here[0].label} to print."


def print_list(desk: Desk, name: str, text: str) -> str:
    """A list of the desk, as plain text, goes to the printer of lists; gives the sentence.

    Raises Refused when no such printer is set.
    """
    printer_of(desk.library, "list")
    with desk.library.transaction():
        queue(desk, "list", name, text.encode())
    return f"{name} goes to the printer."


def again(desk: Desk, job_id: int) -> str:
    """Print once more what was printed or dropped: a new job like it. Raises Refused, NotFound."""
    job = printing.find(desk.library, job_id)
    if job is None:
        raise NotFound("This job is no longer in the list.")
    if job.state == "waiting":
        raise Refused("This waits for the printer already.", "Enter prints it now.")
    if job.kind not in {"list", "ticket"} and job.piece_id is None and not _of_shelves(job):
        raise Refused("Its receipt was taken back: there is no piece for it.")
    with desk.library.transaction():
        kept = json.loads(job.content) if job.kind == "slip" else {}
        if kept.get("erased") and kept["recall"]:
            raise Refused("Whom this note went to was erased.", "F9 T, B calls the piece back again.")
        if kept.get("erased") and job.piece_id is not None:
            # Its names left with the paper: the list that the copy has now takes their place.
            _add(desk, job.kind, job.piece_id)
        else:
            queue(desk, job.kind, job.name, job.content, job.title_id, job.issue_id, job.piece_id)
    return f"{job.name} is to be printed again."


def drop(desk: Desk, job_ids: Sequence[int]) -> str:
    """Take jobs out of the queue unprinted; gives the sentence. Raises Refused when none of them waited."""
    with desk.library.transaction():
        gone = printing.drop(desk.library, job_ids, desk.now())
        for job_id in job_ids:
            _names_left(desk.library, job_id)
    if not gone:
        raise Refused("Nothing of this waits any more.")
    return f"{gone} {'job' if gone == 1 else 'jobs'} dropped. P prints one again."


def jobs(library: Library) -> list[Job]:
    """The queue, oldest first, then what was printed, dropped or undone, newest first."""
    return printing.waiting(library) + printing.done(library)


def waiting_words(library: Library, station: str) -> str:
    """What waits at a station, in words: "2 labels and 1 list wait for the printer", or ""."""
    waiting = printing.waiting(library, station)
    counts = {kind: sum(job.kind == kind for job in waiting) for kind in NAMES}
    told = [f"{n} {NAMES[kind]}{'' if n == 1 else 's'}" for kind, n in counts.items() if n]
    if not told:
        return ""
    return f"{' and '.join(told)} wait{'s' if sum(counts.values()) == 1 else ''} for the printer"


@dataclass(frozen=True, slots=True)
class Worked:
    """What working off the queue did. problems: (job, why it was not printed), those not tried included."""

    printed: Sequence[Job]
    problems: Sequence[tuple[Job, str]]


def work_off(
    library: Library,
    clock: Callable[[], datetime],
    *,
    station: str | None = None,
    only: Sequence[int] | None = None,
    send: Send | None = None,
) -> Worked:
    """Print what waits: made at `station`, or anywhere; or `only` these jobs.

    To be called beside the desk, with a connection of its own: a printer may take many seconds. After one
    failure a printer is not tried further this time; what waits for it goes on waiting.
    """
    from buckram.desk.recalling import is_moot, mail_address, send_mail

    to_printer = send or _sender()
    done: list[Job] = []
    problems: list[tuple[Job, str]] = []
    off: dict[str, str] = {}
    for job in printing.waiting(library, station):
        if only is not None and job.id not in only:
            continue
        if is_moot(library, job):
            with library.transaction():
                printing.drop(library, [job.id], _moment(clock()))
                _names_left(library, job.id)
            continue
        address = mail_address(job)
        printer = decided(library, PRINTERS[job.kind]) if address is None else f"mail to {address}"
        if printer in off:
            problems.append((job, off[printer]))
            continue
        with library.transaction():
            if not printing.take(library, job.id, _moment(clock()), _moment(clock() - LEASE)):
                continue
        try:
            if address is not None:
                send_mail(library, job, address, clock())
            elif not printer:
                raise Refused(f"No printer is set for {NAMES[job.kind]}s ({PRINTERS[job.kind]}).")
            else:
                name = f"{job.kind}-{job.id}.{'pdf' if job.form == 'pdf' else 'txt'}"
                to_printer(printer, as_sent(library, job), name)
        except BuckramError as problem:
            off[printer] = problem.sentence
            problems.append((job, problem.sentence))
            with library.transaction():
                printing.failed(library, job.id, problem.sentence)
        else:
            done.append(job)
            with library.transaction():
                printing.printed(library, job.id, _moment(clock()))
                _names_left(library, job.id)
    return Worked(done, problems)


def _names_left(library: Library, job_id: int) -> None:
    """A slip has left with its names: the queue forgets them where the library decided so."""
    job = printing.find(library, job_id)
    if job is None or job.kind != "slip" or job.state == "waiting":
        return
    stays = decided(library, "route_names")
    out = job.piece_id is not None and rounds.open_round(library, job.piece_id) is not None
    if stays == "slip" or (stays == "round" and not out):
        printing.forget_readers_of(library, job)


def _sender() -> Send:
    from buckram.exchange.paper import send

    return send


def as_sent(library: Library, job: Job) -> bytes:
    """A job as its printer takes it: text in UTF-8, or PDF."""
    if job.content.startswith(PDF):
        return job.content
    text = as_text(library, job)
    if job.form == "text":
        return text.encode()
    if job.kind == "ticket":
        from buckram.desk.bindery.ticket_printing import job_pdf

        return job_pdf(library, job.content)
    if _of_shelves(job):
        from buckram.desk.bindery.shelf_labels import job_pdf as labels_pdf

        return labels_pdf(library, job.content)
    from buckram.exchange.paper import pdf

    if job.kind == "label":
        return pdf(text, paper(decided(library, "label_size")))
    size = paper(decided(library, "slip_size") if job.kind == "slip" else A4)
    return pdf(text, size, fixed=True, most_points=11)


def as_text(library: Library, job: Job) -> str:
    """What stands on a job, as text: made from what was known at its receipt."""
    if job.content.startswith(PDF):
        return f"{job.name}: PDF"
    if job.kind == "list":
        return job.content.decode()
    if job.kind == "ticket":
        from buckram.desk.bindery.ticket_printing import job_text

        return job_text(library, job.content)
    if _of_shelves(job):
        from buckram.desk.bindery.shelf_labels import job_text as labels_text

        return labels_text(library, job.content)
    own = decided(library, "templates")
    values = json.loads(job.content)
    if job.kind == "label":
        from buckram.exchange.labels import Label, label_text

        return label_text(Label(**values), paper(decided(library, "label_size")), own)
    from buckram.exchange.slips import slip_of, slip_text

    return slip_text(slip_of(values), own)


def _of_shelves(job: Job) -> bool:
    """Whether a job is a list of labels, of volumes or shelves, and belongs to no piece."""
    return job.kind == "label" and job.content.startswith(b"[")


def printer_of(library: Library, kind: str) -> str:
    """The printer of a kind of job. Raises Refused when none is set, and says how to set it."""
    printer: str = decided(library, PRINTERS[kind])
    if not printer:
        raise Refused(
            f"No printer is set for {NAMES[kind]}s.",
            f'Set one: buckram settings {PRINTERS[kind]} "lp -d NAME"',
        )
    return printer


def _add(desk: Desk, kind: str, piece_id: int) -> None:
    piece = copies.piece(desk.library, piece_id)
    assert piece is not None
    made = label_for(desk.library, piece) if kind == "label" else slip_for(desk, piece)
    content = json.dumps(made.plain(), ensure_ascii=False).encode()
    name = f"{NAMES[kind].capitalize()}: {piece.place}"
    queue(desk, kind, name, content, piece.title_id, piece.issue_id, piece.id)


def queue(desk: Desk, kind: str, name: str, content: bytes, *belongs: int | None) -> None:
    """Put a job into the queue, inside a transaction. belongs: to a title, an issue, a piece; or nothing."""
    title_id, issue_id, piece_id = belongs or (None, None, None)
    printing.add(
        desk.library,
        kind=kind,
        name=name,
        form=decided(desk.library, f"{kind}_form"),
        content=content,
        at=desk.now(),
        person=desk.person,
        station=desk.station,
        title_id=title_id,
        issue_id=issue_id,
        piece_id=piece_id,
    )


def _moment(at: datetime) -> str:
    from datetime import UTC

    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
