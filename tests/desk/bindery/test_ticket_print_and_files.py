"""Tickets leave the desk: to the printer, and as the binder's data; all that is known stands on them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from bindery_for_tests import binder, bound_title, lot, price, unit
from buckram.desk import printing
from buckram.desk.bindery import ticket_files, ticket_printing, tickets
from buckram.desk.bindery.ticket_changes import instruct, set_flag, set_line
from buckram.desk.deciding import decide
from buckram.desk.printing import as_sent, work_off
from buckram.errors import Refused
from buckram.exchange.bindery.able import ELEMENTS, LONGEST, too_long
from buckram.exchange.bindery.ticket_rows import COLUMNS
from library_for_tests import Shelf

DOCUMENT = Path(__file__).parents[3] / "docs" / "bindery-files.md"


@pytest.fixture
def ready(shelf: Shelf) -> list[int]:
    """Two units with their tickets, in a lot."""
    acme = binder(shelf, account="A 12", library_code="UI-7", currency="USD", imprint="UIU")
    price(shelf, acme, "standard", "8.50")
    with shelf.library.transaction():
        shelf.library.execute(
            "INSERT INTO cloth (binder_id, number, name) VALUES (?, '588', 'maroon')", (acme,)
        )
    made = lot(shelf, acme, order_number="PO-7", due_back_on="2026-12-20")
    first = bound_title(
        shelf, acme, "Zeitschrift für [Tests] 图书", statuses="aaamaaaaaaaa",
        title_lines="ZEITSCHRIFT/FÜR TESTS",
        colour="588", binder_number="1003", history="by you", instructions="bind as is, refold",
    )  # fmt: skip
    second = bound_title(shelf, acme, "Beta", "0028-0836", title_lines="BETA", direction="down")
    ids = [
        unit(shelf, first, made, state="ready", decision="bind incomplete", thickness=300, rush=1),
        unit(shelf, second, made, state="ready", note="Mind the map."),
    ]
    tickets.make_all(shelf.desk(), ids)
    return ids


def test_everything_that_is_known_stands_on_it_and_no_empty_label(shelf: Shelf, ready: list[int]) -> None:
    desk = shelf.desk()
    ticket = instruct(desk, tickets.get(shelf.library, ready[0]), "No.4 will not come.")
    sheet = ticket_printing.sheet(shelf.library, ticket)
    pairs = {label: value for _, group in sheet.groups for label, value in group}
    assert sheet.flags == ["RUSH", "BIND AS IS"]
    assert all(pairs.values())
    assert pairs == pairs | {
        "Account": "A 12", "Library code": "UI-7", "Lot": "2026-01, periodicals", "Order no.": "PO-7",
        "Return by": "20 Dec 2026", "Binder's title no.": "1003",
        "Title so far": "match: bound by you before",
        "Title": "Zeitschrift für [Tests] 图书", "ISSN": "0317-8471", "Call number": "Z671 .J6",
        "Volume": "v.11", "Year": "2025", "Pieces": "11", "Lacks": "no.4 Apr", "Thickness": "1.18 in",
        "Colour": "588 maroon", "Price": "8.50 USD", "Index": "none", "Trim": "minimum",
    }  # fmt: skip
    assert "Numbers" not in pairs
    assert sheet.instructions == [
        "Bind incomplete, with a stub: what is lacking will not come.",
        "Refold.",
        "No.4 will not come.",
    ]
    assert len(sheet.pieces) == 11
    decide(shelf.library, "inches", "no")
    other = ticket_printing.sheet(shelf.library, tickets.get(shelf.library, ready[1]))
    pairs = {label: value for _, group in other.groups for label, value in group}
    assert pairs["Thickness"].endswith(" mm (estimated)")
    assert other.instructions == ["Mind the map."]


def test_the_way_to_the_printer(shelf: Shelf, ready: list[int], tmp_path: Path) -> None:
    desk = shelf.desk()
    with pytest.raises(Refused, match="No printer is set for bindery tickets"):
        ticket_printing.print_tickets(desk, ready)
    (tmp_path / "out").mkdir()
    decide(shelf.library, "ticket_printer", f"file:{tmp_path}/out")
    bare = unit(shelf, bound_title(shelf, 1, "Bare", "0013-0613"), state="ready")
    told = ticket_printing.print_tickets(desk, [*ready, bare])
    assert told == "2 tickets, T2600001 to T2600002 to print. 1 of them has none yet."
    assert printing.waiting_words(shelf.library, desk.station) == "1 bindery ticket waits for the printer"
    assert len(work_off(shelf.library, shelf.clock).printed) == 1
    [paper] = (tmp_path / "out").iterdir()
    assert (paper.suffix, paper.read_bytes()[:4]) == (".pdf", b"%PDF")
    with pytest.raises(Refused, match="There is no ticket to print"):
        ticket_printing.print_tickets(desk, [bare])
    # Once more, on a line printer this time.
    decide(shelf.library, "ticket_form", "text")
    decide(shelf.library, "ticket_columns", "66")
    ticket_printing.print_tickets(desk, ready[1:])
    [job] = [job for job in printing.jobs(shelf.library) if job.state == "waiting"]
    assert job.name == "Ticket T2600002: Beta, v.11 (2025)"
    text = as_sent(shelf.library, job).decode()
    assert (text.count("\f"), "BETA  v.11  2025" in text) == (1, True)
    # A job outlives the ticket: what was sent is what was shown then.
    set_line(desk, tickets.get(shelf.library, ready[1]), "vol", "v.12")
    assert "v.12" not in as_sent(shelf.library, job).decode()
    assert "to be printed again" in printing.again(desk, printing.jobs(shelf.library)[1].id)


def test_the_binder_s_data(shelf: Shelf, ready: list[int]) -> None:
    desk = shelf.desk()
    set_flag(desk, instruct(desk, tickets.get(shelf.library, ready[0]), "Mind, the map"), "no trim")
    data = ticket_files.csv_file(shelf.library, ready)
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert list(first) == [name for name, _ in COLUMNS]
    assert first == first | {
        "ticket": "T2600001", "sequence": "1", "rush": "yes", "account": "A 12", "colour_name": "maroon",
        "spine": "ZEITSCHRIFT / FÜR TESTS / v.11 / 2025 / lacks no.4 / Z / 671 / .J6 / UIU",
        "spine_call": "Z / 671 / .J6", "method_why": "not above 2 in",
        "volume": "v.11", "numbers": "", "note": "lacks no.4", "lacks": "v.11:no.4 (April 2025)",
        "thickness_mm": "30.0", "thickness_measured": "yes", "return_by": "2026-12-20", "price": "8.50",
        "instructions": "bind as is, no trim, refold", "instructions_text": "Mind, the map",
        "prepared_by": "mary", "prepared_on": "2026-11-21", "proofed_by": "", "columns": "15",
    }  # fmt: skip
    assert (second["direction"], second["thickness_measured"]) == ("down", "no")
    bare = unit(shelf, bound_title(shelf, 1, "Bare", "0013-0613"), state="ready")
    with pytest.raises(Refused, match=r"v\.11 \(2025\) of Bare has no ticket"):
        ticket_files.csv_file(shelf.library, [*ready, bare])


def test_tagged_text_is_ascii_and_calls_itself_nothing_else(shelf: Shelf, ready: list[int]) -> None:
    text = ticket_files.tagged_file(shelf.library, ready).decode("ascii")
    first, second = text.split("\r\n\r\n")
    assert first.split("\r\n") == [
        "Title ID (Library): 1",
        "Title ID (Bindery): 1003",
        "Library Bar Code: T2600001",
        "ISSN / ISBN: 0317-8471",
        "Title: ZEITSCHRIFT / FUR TESTS",
        "Volume: v.11",
        "Year: 2025",
        "Call Number: Z671 .J6",
        "Shipment (Lot) Number: 2026-01",
        "Expected Return Date: 2026-12-20",
        "Department (Library Location): Reading Room",
    ]
    assert "Title: BETA" in second
    row = ticket_files.rows(shelf.library, ready)[0] | {"call_number": "Z" * 50}
    assert too_long([row]) == ["Ticket T2600001: Call Number has 50 letters, 45 are read."]


def _table(heading: str) -> list[list[str]]:
    section = DOCUMENT.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[re.sub("`", "", cell).strip() for cell in row.strip("|").split("|")] for row in rows]


def test_the_document_has_every_column_in_the_same_words() -> None:
    assert _table("CSV") == [list(column) for column in COLUMNS]
    assert _table("Tagged text") == [[name, column, str(LONGEST.get(name, ""))] for name, column in ELEMENTS]
