"""The binder's record of a library: by binder, lot, year, fund and class, in words and as a table."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bindery_for_tests import binder, bound_title, line, lot, unit
from buckram.desk.bindery.record import (
    By,
    as_table,
    binders_with_lots,
    cost_told,
    in_brief,
    own_cost,
    record,
    told_of,
    without_fund,
    worst,
)
from buckram.desk.deciding import decide
from buckram.exchange.lists import as_csv, as_text
from library_for_tests import TODAY, Shelf

SINCE = date(2024, 1, 1)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Two binders; one title has a fund. Of ten units one was rejected, corrected, and is out again."""
    shelf = Shelf(tmp_path / "library.db")
    acme, bern = binder(shelf, "Acme", currency="USD"), binder(shelf, "Bern [GmbH]", currency="EUR")
    paid = bound_title(shelf, acme, "Annals of paying", statuses="a" * 10)
    free = bound_title(shelf, bern, "مجلة المكتبات", "1050-124X", statuses="aa")
    first = lot(shelf, acme, "2025-01", state="done", sent_on="2025-12-01", due_back_on="2025-12-29")
    second = lot(shelf, bern, "2026-01", state="sent", sent_on="2026-10-01", due_back_on="2026-10-29")
    again = lot(shelf, acme, "2026-02", state="sent", kind="corrections", sent_on="2026-11-02")
    library = shelf.library
    with library.transaction():
        library.execute("INSERT INTO fund (code, name) VALUES ('SER', 'Serials')")
        library.execute("UPDATE subscription SET fund_id = 1 WHERE title_id = ?", (paid,))
        library.execute("INSERT INTO rate (year, currency, rate) VALUES (2025, 'USD', '0.5')")
    for n in range(10):
        unit_id = unit(shelf, paid, issues=[n], state="shelved", label=f"no.{n + 1}")
        checked = "rejected" if n == 9 else "passed"
        came = {"result": "back", "came_on": "2025-12-22", "charged": "12.10", "checked": checked}
        line_id = line(shelf, first, unit_id, price="11", **came)
        with library.transaction():
            library.execute(
                "INSERT INTO ticket (unit_id, number, lettering, fields, currency, made_at, made_by)"
                " VALUES (?, ?, '[]', ?, 'USD', '', '')",
                (unit_id, f"T25{n:05}", json.dumps({"class": "standard"})),
            )
            if n == 9:
                library.execute(
                    "INSERT INTO binding_fault (lot_line_id, code, class) VALUES (?, 'colour', 'mistake')",
                    (line_id,),
                )
        if n == 9:
            line(shelf, again, unit_id, corrects=line_id)
    for n in range(2):
        unit_id = unit(shelf, free, issues=[n], state="shipped", label=f"no.{n + 1}")
        line(shelf, second, unit_id, price="15.00")
    return shelf


def test_each_way_of_telling_it(shelf: Shelf) -> None:
    names = {by: [tally.name for tally in record(shelf.library, by, SINCE, TODAY).lines] for by in By}
    assert names == {
        By.BINDER: ["Acme", "Bern [GmbH]"],
        By.LOT: ["2026-02 Acme", "2026-01 Bern [GmbH]", "2025-01 Acme"],
        By.YEAR: ["2026", "2025"],
        By.FUND: ["SER 2026", "SER 2025", "no fund 2026"],
        By.CLASS: ["standard", "no ticket says"],
    }
    assert [name for _, name in binders_with_lots(shelf.library)] == ["Acme", "Bern [GmbH]"]


def test_a_line_in_words(shelf: Shelf) -> None:
    found = record(shelf.library, By.BINDER, SINCE, TODAY)
    acme, bern = (dict(told_of(found, tally)) for tally in found.lines)
    assert acme["Units sent"] == acme["Back"] == "10"
    assert acme["Days away"] == "21, every unit"
    assert acme["Faults: mistake"] == "1  (10.0 in 100)"
    assert acme["Corrections"] == "1, still out 1"
    assert acme["Charged"] == "121.00 USD, a unit 12.10 USD"
    # Two are too few for a share; both are out, past their day.
    assert bern["Still out"] == "2, 2 past their day"
    assert (bern["Days away"], bern["Late"]) == ("nothing is back", "2 of 2")
    assert bern["To come, by prices"] == "30.00 EUR"
    assert worst(found.lines[0]) == [("wrong colour", 1)]


def test_cost_by_fund_and_year_in_its_currency_and_in_the_librarys_own(shelf: Shelf) -> None:
    decide(shelf.library, "currency", "EUR")
    found = record(shelf.library, By.FUND, SINCE, TODAY)
    now, before, none = found.lines
    assert cost_told(found, before) == "121.00 USD (= 60.50 EUR)"
    own = own_cost(found, before)
    assert own is not None
    assert own.amount == Decimal("60.50")
    assert cost_told(found, now) == "0"
    assert without_fund(none) == ["مجلة المكتبات"]
    rows = list(csv.DictReader(io.StringIO(as_csv(as_table(found)))))
    assert [(row["Fund"], row["Year"], row["Charged USD"], row["Charged in EUR"]) for row in rows] == [
        ("SER", "2026", "", "0.00"),
        ("SER", "2025", "121.00", "60.50"),
        ("no fund", "2026", "", "0.00"),
        ("together", "", "121.00", "60.50"),
    ]
    assert rows[2]["To come EUR"] == "30.00"


def test_one_binder_and_since_a_day(shelf: Shelf) -> None:
    bern = binders_with_lots(shelf.library)[1][0]
    found = record(shelf.library, By.LOT, SINCE, TODAY, bern)
    assert ([tally.name for tally in found.lines], found.binder) == (["2026-01 Bern [GmbH]"], "Bern [GmbH]")
    later = record(shelf.library, By.LOT, date(2026, 10, 2), TODAY)
    assert [tally.name for tally in later.lines] == ["2026-02 Acme"]
    assert later.total.again == 1
    assert "Faults/100" in as_text(in_brief(found))


def test_a_library_without_lots(tmp_path: Path) -> None:
    found = record(Shelf(tmp_path / "empty.db").library, By.BINDER, SINCE, TODAY)
    assert (found.lines, found.total.sent) == ([], 0)
    assert as_table(found).rows[0][:2] == ["together", "0"]


def test_a_free_correction_makes_no_unit_cheaper(shelf: Shelf) -> None:
    library = shelf.library
    with library.transaction():
        library.execute(
            "UPDATE lot_line SET result = 'back', came_on = '2026-11-20', checked = 'passed', charged = '0'"
            " WHERE corrects IS NOT NULL"
        )
    found = record(library, By.BINDER, SINCE, TODAY)
    assert dict(told_of(found, found.lines[0]))["Charged"] == "121.00 USD, a unit 12.10 USD"
    # Of a fund's year in which there were only corrections there is no such price.
    by_fund = record(library, By.FUND, SINCE, TODAY)
    assert dict(told_of(by_fund, by_fund.lines[0]))["Charged"] == "0.00 USD"


def test_what_goes_along_with_corrections_is_sent_for_the_first_time(shelf: Shelf) -> None:
    library = shelf.library
    again = library.value("SELECT id FROM lot WHERE kind = 'corrections'")
    title_id = library.value("SELECT title_id FROM unit LIMIT 1")
    line(shelf, again, unit(shelf, title_id, issues=[], state="shipped", label="v.2"))
    tally = record(library, By.LOT, SINCE, TODAY).lines[0]
    assert (tally.name, tally.sent, tally.again) == ("2026-02 Acme", 1, 1)
