"""The sheet of a binder, its prices and its chart of colours, as acts in a real file."""

from __future__ import annotations

import pytest

from bindery_for_tests import bound_title
from buckram.desk.bindery import binders as acts
from buckram.desk.bindery import charts
from buckram.desk.bindery.pattern_sheet import sheet
from buckram.desk.undoing import undo_last
from buckram.errors import NotFound, Refused, Stale
from buckram.storage.bindery import binders
from library_for_tests import Shelf

TABLES = ("binder", "binding_price", "cloth", "binding", "unit")


def test_the_sheet_of_a_binder(shelf: Shelf) -> None:
    desk = shelf.desk()
    shelf.title(vendor="Swets")
    before = shelf.contents(*TABLES)
    binder_id, _ = acts.add_binder(desk, "Acme")
    typed = {
        "currency": "usd", "vendor_id": "swe", "imprint": "STATE / LIBRARY", "most_thickness": "2 1/4 in",
        "box_grams": "40 lb", "turn_days": "3 weeks", "lot_units": "120", "lot_cost": "1500", "proofed": "y",
        "address": "3 Tanner's Row ; Anytown", "symbols": "Code 128", "month_units": "200",
        "email": "bind@acme.example", "name": "Acme [new]",
    }  # fmt: skip
    for column, text in typed.items():
        acts.set_line(desk, binders.get(shelf.library, binder_id), column, text)
    binder = binders.get(shelf.library, binder_id)
    told = {one.column: acts.told(shelf.library, binder, one) for one in acts.LINES}
    wanted = {
        "name": "Acme [new]", "vendor_id": "Swets", "imprint": "STATE / LIBRARY", "most_thickness": "2.25 in",
        "box_grams": "40 lb", "turn_days": "21 days", "lot_units": "120", "lot_cost": "1500.00 USD",
        "symbols": "code128", "proofed": "by a second person", "lot_pieces": "any", "rush_days": "14 days",
    }  # fmt: skip
    assert {column: told[column] for column in wanted} == wanted
    assert binder.address == "3 Tanner's Row\nAnytown"
    for one in acts.LINES:
        # What stands in the field when it is asked for says the same again.
        with pytest.raises(Refused, match="stands there already"):
            acts.set_line(desk, binder, one.column, acts.as_typed(shelf.library, binder, one))
    acts.set_line(desk, binder, "lot_units", "")
    with pytest.raises(Stale):
        acts.set_line(shelf.desk("ann"), binder, "lot_units", "5")
    with pytest.raises(Refused, match=r"From 2.25 in to 2.00 in: that leaves nothing to bind"):
        acts.set_line(desk, binder, "least_thickness", "2 1/4")
    with pytest.raises(Refused, match=r"From 1.00 in to 0.50 in"):
        acts.set_line(desk, binder, "glossy_thickness", "1/2")
    with pytest.raises(Refused, match="A binder needs this: name"):
        acts.set_line(desk, binder, "name", "")
    with pytest.raises(Refused, match="paid in USD"):
        acts.set_line(desk, binder, "lot_cost", "1500 EUR")
    for _ in range(len(typed) + 2):
        undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_prices_and_colours(shelf: Shelf) -> None:
    desk = shelf.desk()
    binder_id, _ = acts.add_binder(desk, "Acme")
    with pytest.raises(Refused, match="Acme has no currency yet"):
        charts.add_prices(desk, binders.get(shelf.library, binder_id), "standard 9.50 USD")
    acts.set_line(desk, binders.get(shelf.library, binder_id), "currency", "USD")
    binder = binders.get(shelf.library, binder_id)
    before = shelf.contents(*TABLES)
    rows = "standard to 1.5 in; 9.50\nStandard 11\nrush; 4\nhand lettering 1,20"
    assert charts.add_prices(desk, binder, rows) == "Acme: 4 prices, 2 of them extras."
    told = [
        charts.price_words(shelf.library, binder, one) for one in binders.prices(shelf.library, binder_id)
    ]
    assert told == [
        "standard to 1.50 in; 9.50 USD",
        "standard; 11.00 USD",
        "hand lettering; 1.20 USD",
        "rush; 4.00 USD",
    ]
    assert [charts.told_extra(name) for name in ("Rush", "oversewn", "pocket", "hand lettering")] == [
        "extra", "extra", "extra", "extra that no pattern asks for",
    ]  # fmt: skip
    assert charts.add_prices(desk, binder, "stub 2").endswith("stub; 2.00 USD, extra.")
    undo_last(desk)
    kinds = {one.name: one.kind for one in binders.prices(shelf.library, binder_id)}
    assert kinds == {"standard": "class", "hand lettering": "extra", "rush": "extra"}
    for again in told:
        with pytest.raises(Refused, match="has a price already"):
            charts.add_prices(desk, binder, again)
    for no_price in ("standard", "standard to 2.5", "9.50", "to 9", "box;"):
        with pytest.raises(Refused, match="That is no price"):
            charts.add_prices(desk, binder, no_price)
    with pytest.raises(Refused, match="has a price already for that thickness"):
        charts.change_price(desk, binder, binders.prices(shelf.library, binder_id)[0], "standard; 12")
    first = binders.prices(shelf.library, binder_id)[0]
    charts.change_price(desk, binder, first, "standard to 38 mm; 9.75")
    assert binders.prices(shelf.library, binder_id)[0].up_to == 380
    assert charts.add_cloths(desk, binder, "588 maroon, 590 royal blue") == "Acme: 2 colours more."
    with pytest.raises(Refused, match="588 is on the chart already"):
        charts.add_cloths(desk, binder, "588 brown")
    maroon = binders.cloths(shelf.library, binder_id)[0]
    charts.change_cloth(desk, binder, maroon, "588 dark maroon")
    charts.take_out(desk, binder, binders.cloths(shelf.library, binder_id)[1])
    assert [(one.number, one.name) for one in binders.cloths(shelf.library, binder_id)] == [
        ("588", "dark maroon")
    ]
    charts.take_out(desk, binder, binders.prices(shelf.library, binder_id)[0])
    for _ in range(6):
        undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_binders_are_closed_or_taken_out(shelf: Shelf) -> None:
    desk = shelf.desk()
    acme, _ = acts.add_binder(desk, "Acme")
    zenith, _ = acts.add_binder(desk, "Zenith")
    with pytest.raises(Refused, match="Acme is there already"):
        acts.add_binder(desk, "ACME")
    title = bound_title(shelf, acme)
    with pytest.raises(Refused, match="Close it instead"):
        acts.remove(desk, binders.get(shelf.library, acme))
    acts.close(desk, binders.get(shelf.library, acme))
    assert "Acme does not work for us any more." in sheet(shelf.library, title).doubts
    assert [one.name for one in binders.known(shelf.library)] == ["Zenith", "Acme"]
    charts.add_cloths(desk, binders.get(shelf.library, zenith), "1 red")
    before = shelf.contents(*TABLES)
    acts.remove(desk, binders.get(shelf.library, zenith))
    assert acts.answering(shelf.library, "ac").id == acme
    with pytest.raises(NotFound):
        acts.answering(shelf.library, "zen")
    undo_last(desk)
    assert shelf.contents(*TABLES) == before
