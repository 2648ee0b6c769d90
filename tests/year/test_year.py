"""A year of a small library, day by day: at each month's end the queues hold what a careful person finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from buckram.desk.performance import By, performance
from library_for_tests import Shelf
from year.library import Year
from year.script import read_script

WINDOWS = {"Science Letters": 60, "Quarterly of History": 120}
ABROAD = frozenset({"Revue lente", "Digest", "Law Quarterly"})


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    folder: Path = tmp_path_factory.mktemp("year")
    lived = Year(Shelf(folder / "library.db"), read_script(), folder)
    lived.live()
    return lived


def test_each_month_the_queues_hold_what_a_careful_person_finds(year: Year) -> None:
    assert len(year.found) == 12
    for day, written, held in year.found:
        # Of why only the words that are written.
        words = {(one.title, one.dated): one.why for one in written}
        found = []
        for line in held:
            why = words.get((line.title, line.dated), "")
            found.append(replace(line, why=why if why.lower() in line.why.lower() else line.why))
        assert found == written, f"{day}"


def test_nothing_came_back_before_its_day_and_the_year_went_as_written(year: Year) -> None:
    assert year.problems == []


def test_no_claim_went_out_of_its_window_or_before_its_issue_was_looked_for(year: Year) -> None:
    rows = year.shelf.library.rows(
        "SELECT title.name, published_on, substr(sent_at, 1, 10), claim.number, reason,"
        " (SELECT min(received_on) FROM piece WHERE issue_id = issue.id) AS came,"
        " (SELECT max(reply.due_on) FROM reply JOIN claim other ON other.id = reply.claim_id"
        "   WHERE other.issue_id = issue.id AND answer IN ('not yet published', 'delayed')"
        "   AND reply.day < claim.sent_at) AS out_on"
        " FROM claim JOIN issue ON issue.id = issue_id JOIN title ON title.id = issue.title_id"
    )
    assert len(rows) == 22
    comes = {one.name: one.comes for one in year.script.titles}
    comes["Journal of Ships"] = comes["Journal of Boats"]
    for title, published, sent, number, reason, came, out_on in rows:
        dated, day = date.fromisoformat(published), date.fromisoformat(sent)
        window = WINDOWS.get(title, 180 if title in ABROAD else 90)
        begins = max(dated, date.fromisoformat(out_on)) if out_on else dated
        if reason == "damaged":
            begins = date.fromisoformat(came)
        assert day <= begins + timedelta(days=window), (title, published, number)
        soonest = dated + timedelta(days=min(comes[title]))
        assert day > soonest, (title, published, number)


def test_the_figures_of_the_suppliers_are_those_counted_by_hand(year: Year) -> None:
    found = performance(year.shelf.library, By.VENDOR, date(2027, 1, 1), date(2027, 12, 31))
    figures = {
        line.name: [
            line.due, line.on_time, line.late, line.not_here,
            *(count for number in (1, 2, 3) for count in (line.made[number], line.filled[number])),
            line.lapsed,
        ]
        for line in found.lines
    }  # fmt: skip
    assert figures == year.script.figures


def test_the_renewal_round_leads_to_the_ends_and_prices_that_are_written(year: Year) -> None:
    rows = year.shelf.library.rows(
        "SELECT title.name, substr(max(ends_on), 1, 4), ifnull((SELECT amount FROM price"
        "   WHERE subscription_id = subscription.id AND year = 2028), '-'), subscription.status, form"
        " FROM subscription JOIN title ON title.id = title_id GROUP BY title.id"
    )
    renewed = {title: (ends, price) for title, ends, price, _, _ in rows}
    assert {title: renewed[title] for title in year.renewed} == year.renewed
    assert [row[0] for row in rows if row[3] == "ended"] == ["City Review", "Old Gazette", "Journal of Boats"]
    assert [row[0] for row in rows if row[4] == "print + online"] == ["Digest"]


def test_what_left_the_house_is_a_file_for_each_supplier_and_run(year: Year) -> None:
    letters = sorted(path.name[:10] for path in year.folder.glob("2027-*.txt"))
    assert letters == [
        "2027-02-28", "2027-03-31", "2027-03-31", "2027-04-30", "2027-05-31", "2027-05-31", "2027-06-30",
        "2027-06-30", "2027-06-30", "2027-07-13", "2027-07-31", "2027-08-31", "2027-09-30", "2027-10-31",
        "2027-12-31",
    ]  # fmt: skip
    # Two runs hold a first and a second claim from Fernhill: each is one letter.
    rows = year.shelf.library.rows(
        "SELECT substr(made_at, 1, 10), vendor.name, level, subject FROM message"
        " JOIN vendor ON vendor.id = vendor_id ORDER BY message.id"
    )
    assert len({(row[0], row[1]) for row in rows}) == len(rows) == len(letters)
    assert [(row[0], row[1], row[3].partition(":")[0]) for row in rows if row[2] == 0] == [
        ("2027-05-31", "Fernhill", "Claims M0005 (first, second)"),
        ("2027-07-31", "Fernhill", "Claims M0011 (first, second)"),
    ]
