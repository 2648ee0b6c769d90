"""Labels and slips at receipt: what is queued, printed, kept waiting, and taken back with its receipt."""

from __future__ import annotations

from pathlib import Path

import pytest

from buckram.desk import copies, printing, routing
from buckram.desk.cards import light
from buckram.desk.deciding import decide
from buckram.desk.desk import Desk
from buckram.desk.printing import as_text, work_off
from buckram.desk.receiving import receive
from buckram.desk.treating import treat
from buckram.desk.undoing import redo_last, undo_last
from buckram.errors import Refused
from library_for_tests import Shelf


@pytest.fixture
def printer(shelf: Shelf, tmp_path: Path) -> Path:
    """A printer of labels and slips: a script that fails while there is a file `off` beside it."""
    script = tmp_path / "printer.sh"
    script.write_text(
        f'#!/bin/sh\nif [ -e {tmp_path}/off ]; then echo "out of paper" >&2; exit 1; fi\n'
        f"cat >> {tmp_path}/paper\n"
    )
    script.chmod(0o755)
    for setting in ("label_printer", "slip_printer", "list_printer"):
        decide(shelf.library, setting, str(script))
    return tmp_path


def receive_next(desk: Desk, title: int) -> int:
    issue = light(desk, title)
    assert issue is not None
    return receive(desk, issue.id, issue.version).prints


def states(shelf: Shelf) -> list[str]:
    return [f"{job.kind} {job.state}" for job in printing.jobs(shelf.library)]


def test_without_a_printer_nothing_is_queued(shelf: Shelf) -> None:
    title = shelf.title()
    desk = shelf.desk()
    treat(desk, title, "label route")
    assert receive_next(desk, title) == 0
    assert states(shelf) == []


@pytest.mark.parametrize(("labels", "treatment", "reader", "queued"), [
    ("marked", "stamp", "", []),
    ("marked", "stamp label", "", ["label"]),
    ("marked", "route", "", ["slip"]),
    ("marked", "stamp", "Ada", ["slip"]),
    ("always", "stamp", "Ada", ["label", "slip"]),
    ("always", "no label", "", ["label"]),
    ("never", "label route", "Ada", []),
    ("marked", "stamp, no routing", "Ada", []),
])  # fmt: skip
def test_which_titles_print(
    shelf: Shelf, printer: Path, labels: str, treatment: str, reader: str, queued: list[str]
) -> None:
    title = shelf.title()
    desk = shelf.desk()
    decide(shelf.library, "labels", labels)
    treat(desk, title, treatment)
    if reader:
        routing.add(desk, copies.of_title(shelf.library, title)[0].id, reader)
    assert receive_next(desk, title) == len(queued)
    assert states(shelf) == [f"{kind} waiting" for kind in queued]


def test_a_label_and_a_slip_tell_where_the_piece_goes(shelf: Shelf, printer: Path) -> None:
    title = shelf.title(copies=2)
    desk = shelf.desk()
    first = copies.of_title(shelf.library, title)[0].id
    routing.add(desk, first, "Ada; contents only")
    copies.set_call_number(desk, first, "Per 12")
    treat(desk, title, "label")
    assert receive_next(desk, title) == 2
    label, slip = (as_text(shelf.library, job) for job in printing.jobs(shelf.library))
    assert label.split("\n") == ["Per", "12", "v.12", "no.11", "Nov 2026", "c.1", ""]
    assert "[ ] Ada\n    contents page only\n" in slip
    assert "v.12:no.11 (November 2026)  c.1" in slip
    assert "Return to: Reading Room" in slip


def test_a_printer_that_is_off_keeps_its_jobs_waiting(shelf: Shelf, printer: Path) -> None:
    title = shelf.title()
    desk = shelf.desk()
    treat(desk, title, "label")
    receive_next(desk, title)
    receive_next(desk, title)
    (printer / "off").touch()
    off = work_off(shelf.library, shelf.clock, station="desk 1")
    assert [why for _, why in off.problems] == ["The printer's command failed: out of paper"] * 2
    assert printing.waiting_words(shelf.library, "desk 1") == "2 labels wait for the printer"
    # The second was not tried in vain.
    assert [job.tries for job in printing.jobs(shelf.library)] == [1, 0]
    (printer / "off").unlink()
    assert work_off(shelf.library, shelf.clock, station="desk 2").printed == []
    assert len(work_off(shelf.library, shelf.clock, station="desk 1").printed) == 2
    assert (printer / "paper").read_text().split() == [
        "Z671", ".J6", "v.12", "no.11", "Nov", "2026", "Reading", "Room",
        "Z671", ".J6", "v.12", "no.12", "Dec", "2026", "Reading", "Room",
    ]  # fmt: skip
    assert states(shelf) == ["label printed"] * 2
    assert printing.waiting_words(shelf.library, "desk 1") == ""


def test_undo_takes_a_job_that_was_not_printed_and_redo_brings_it_back(shelf: Shelf, printer: Path) -> None:
    title = shelf.title()
    desk = shelf.desk()
    treat(desk, title, "label")
    before = shelf.contents("issue", "piece", "scan")
    receive_next(desk, title)
    undo_last(desk)
    assert shelf.contents("issue", "piece", "scan") == before
    assert states(shelf) == ["label undone"]
    assert work_off(shelf.library, shelf.clock).printed == []
    redo_last(desk)
    assert states(shelf) == ["label waiting"]
    assert len(work_off(shelf.library, shelf.clock).printed) == 1
    # Printed is printed; the receipt can be taken back all the same, and done again.
    undo_last(desk)
    assert shelf.contents("issue", "piece", "scan") == before
    assert states(shelf) == ["label printed"]
    redo_last(desk)
    assert states(shelf) == ["label printed"]


def test_two_stations_never_print_the_same_job_at_once(shelf: Shelf, printer: Path) -> None:
    title = shelf.title()
    desk = shelf.desk()
    treat(desk, title, "label")
    receive_next(desk, title)
    other = shelf.desk("ann", "desk 2")
    inner = []

    def slow(target: str, data: bytes, name: str) -> None:
        inner.append(work_off(other.library, shelf.clock))

    assert len(work_off(shelf.library, shelf.clock, send=slow).printed) == 1
    assert (inner[0].printed, inner[0].problems) == ([], [])


def test_what_a_broken_off_station_took_is_tried_again(shelf: Shelf, printer: Path) -> None:
    title = shelf.title()
    desk = shelf.desk()
    treat(desk, title, "label")
    receive_next(desk, title)

    def dies(target: str, data: bytes, name: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work_off(shelf.library, shelf.clock, send=dies)
    assert work_off(shelf.library, shelf.clock).printed == []
    shelf.clock.pass_(minutes=3)
    assert len(work_off(shelf.library, shelf.clock).printed) == 1


def test_on_demand_again_and_dropped(shelf: Shelf, printer: Path) -> None:
    title = shelf.title()
    desk = shelf.desk()
    receive_next(desk, title)
    assert printing.print_again(desk, 3, "label") == "1 label for v.12:no.11 (November 2026) to print."
    with pytest.raises(Refused, match="No piece"):
        printing.print_again(desk, 4, "slip")
    [job] = printing.jobs(shelf.library)
    assert printing.drop(desk, [job.id]).startswith("1 job dropped.")
    assert states(shelf) == ["label dropped"]
    printing.again(desk, job.id)
    assert states(shelf) == ["label waiting", "label dropped"]
    assert len(work_off(shelf.library, shelf.clock, only=[job.id]).printed) == 0
    decide(shelf.library, "label_form", "pdf")
    printing.print_list(desk, "Late issues", "one\ntwo\n")
    assert [job.kind for job in work_off(shelf.library, shelf.clock).printed] == ["label", "list"]
    assert (printer / "paper").read_bytes().endswith(b"one\ntwo\n")
    decide(shelf.library, "list_printer", "")
    with pytest.raises(Refused, match="No printer is set for lists"):
        printing.print_list(desk, "Late issues", "one\n")
