"""The pull slip: text as it is printed, a spreadsheet, a PDF with a page for each location."""

from __future__ import annotations

from pathlib import Path

from buckram.exchange.bindery.pull_slip import Pull, PullSlip, Take, slip_pdf, slip_table, slip_text

YEAR = [Take(f"v.36:no.{n}", f"no.{n}", barcode=f"3123400{n:07}") for n in range(1, 13)]
YEAR[3] = Take("v.36:no.4", "no.4", gap="lost")
SLIP = PullSlip(
    "Pull slip, lot 2026-03 for Northfield Bindery",
    "21 November 2026",
    [
        Pull(
            "Reading Room", "QA1 .J6", "Journal of [applied] tests", "v.36 (1984)", YEAR, copy="c.2",
            rush=True, note="narrow margins", stays="v.37:no.1 (January 1985) to v.37:no.3 (March 1985) (3)",
        ),
        Pull(
            "Reading Room", "", "中国图书馆学报", "v.1-2 (1990-1991)",
            [
                Take("v.1:no.1", "no.1", pulled=True), Take("v.1:no.2", "no.2"), Take("v.2:no.1", "no.1"),
                Take("Index", role="index"),
            ],
        ),
        Pull(
            "", "Z671", "A title so long that it goes on in a further line, for the advancement of natural"
            " knowledge in the provinces", "v.2", [Take("v.2")],
        ),
    ],
)  # fmt: skip


def test_as_it_is_printed() -> None:
    wanted = Path(__file__).with_name("pull_slip.txt").read_text()
    assert slip_text(SLIP).replace("\f", "=== page ===\n") == wanted


def test_a_long_location_goes_on_and_no_unit_is_torn() -> None:
    slip = PullSlip("Pull slip", "today", [SLIP.pulls[0]] * 6)
    pages = slip_text(slip, lines=26).split("\f")
    assert len(pages) == 3
    assert all(len(page.splitlines()) <= 26 for page in pages)
    assert all(page.splitlines()[1].startswith("Reading Room") for page in pages)
    assert [page.count("take") for page in pages] == [page.count("leave") for page in pages] == [2, 2, 2]


def test_on_a_narrow_printer_no_line_is_too_long() -> None:
    assert max(len(line) for line in slip_text(SLIP, width=40).splitlines()) <= 40


def test_for_a_spreadsheet() -> None:
    table = slip_table(SLIP)
    assert len(table.rows) == 12 + 4 + 1
    assert table.rows[3] == (
        "Reading Room", "QA1 .J6", "Journal of [applied] tests", "v.36 (1984)", "c.2", "rush", "v.36:no.4",
        "issue", "", "lost", "",
    )  # fmt: skip


def test_each_location_has_its_page_in_the_pdf() -> None:
    content = slip_pdf(SLIP)
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") == 2
