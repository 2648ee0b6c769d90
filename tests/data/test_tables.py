"""The tables of the demonstration: facts that hold, keys that meet, variety enough to try everything on."""

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from stdnum import ean, issn

from buckram.identify import AddonScheme
from buckram.pattern import parse_pattern
from buckram.rules.addresses import gln, san
from buckram.rules.status import Status
from buckram_data.stock import captions_field
from buckram_data.tables import LIBRARY, Tables, load

SCRIPTS = {
    "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "DEVANAGARI", "THAI",
    "GEORGIAN",
}  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load()


def test_every_issn_is_valid_and_belongs_to_one_title(tables: Tables) -> None:
    numbers = [title.issn for title in tables.titles]
    assert [number for number in numbers if not issn.is_valid(number)] == []
    assert [number for number, count in Counter(numbers).items() if count > 1] == []


def test_newsstand_numbers_are_valid_and_nobodys(tables: Tables) -> None:
    numbers = [number.value for number in tables.numbers if number.kind == "upc"]
    assert len(numbers) >= 3
    assert [number for number in numbers if not ean.is_valid(f"0{number}") or number[0] != "4"] == []


def test_there_is_enough_to_try_everything_on(tables: Tables) -> None:
    assert len(tables.titles) >= 160
    assert len({title.language for title in tables.titles}) >= 10
    assert {title.frequency for title in tables.titles} >= set("abcdefghijkmqstwxz")
    written = {"LATIN"} | {
        unicodedata.name(letter).split()[0]
        for title in tables.titles
        for letter in title.vernacular
        if letter.isalpha()
    }
    assert written & SCRIPTS >= SCRIPTS - {"HIRAGANA", "KATAKANA"}
    assert {vendor.kind for vendor in tables.vendors} == {"agent", "publisher"}
    assert sum(vendor.kind == "publisher" for vendor in tables.vendors) >= 12
    assert sum(vendor.kind == "agent" and not vendor.merged for vendor in tables.vendors) == 2
    assert {run.run for run in tables.runs} == {"basic", "supplement", "index"}
    assert {event.what for event in tables.events} >= {
        "not here", "late", "not published", "combined", "damaged", "missing", "partial", "unavailable",
    }  # fmt: skip
    assert any(note.stops for note in tables.notes)
    assert any("[" in title.publisher for title in tables.titles)
    assert max(len(title.name) for title in tables.titles) > 250


def test_the_numbers_of_the_vendors_have_their_check_digits(tables: Tables) -> None:
    sans = [vendor.san for vendor in tables.vendors if vendor.san]
    glns = [vendor.gln for vendor in tables.vendors if vendor.gln]
    assert len(sans) >= 3
    assert len(glns) >= 4
    assert [san(number) for number in sans] == sans
    assert [gln(number) for number in glns] == glns


def test_numeric_frequencies_are_there(tables: Tables) -> None:
    frequencies = {dict(caption.subfields).get("w", "") for caption in tables.captions}
    assert {"5", "6", "8", "10", "20", "22"} <= frequencies
    assert set("abcdefghijmqstwx") <= frequencies


def test_every_title_without_script_of_its_own_is_in_latin_letters(tables: Tables) -> None:
    letters = {letter for title in tables.titles for letter in title.name if letter.isalpha()}
    others = {letter for letter in letters if not unicodedata.name(letter).startswith(("LATIN", "MODIFIER"))}
    assert others == set()


def test_every_row_names_what_there_is(tables: Tables) -> None:
    titles = {title.key for title in tables.titles}
    assert len(titles) == len(tables.titles)
    of_title = [
        *tables.names, *tables.numbers, *tables.links, *tables.runs, *tables.subscriptions, *tables.copies,
        *tables.readers, *tables.notes, *tables.events, *tables.receipts, *tables.bindery.bindings,
        *tables.statements,
    ]  # fmt: skip
    assert [row for row in of_title if row.title not in titles] == []
    assert [link for link in tables.links if link.other not in titles] == []
    patterns = {caption.key for caption in tables.captions}
    assert {run.pattern for run in tables.runs} == patterns
    assert {copy.location for copy in tables.copies} <= {location.code for location in tables.locations}
    assert {order.vendor for order in tables.subscriptions} <= {vendor.key for vendor in tables.vendors}
    year, orders = tables.year, {order.title for order in tables.subscriptions}
    vendors = {vendor.key for vendor in tables.vendors}
    assert {one.merged for one in tables.vendors} <= vendors | {""}
    assert {one.vendor for one in (*year.contacts, *year.invoices, *year.earlier_orders)} <= vendors
    ordered = [*year.claims, *year.decided, *year.earlier_orders]
    assert [row for row in ordered if row.title not in orders] == []
    assert {one.name for one in tables.readers} <= {one.name for one in year.people}
    assert {location.fund for location in tables.locations} == {fund.code for fund in year.funds}
    assert {order.currency for order in tables.subscriptions} <= {one.currency for one in year.rates} | {
        "USD",
        "",
    }
    copies = {(copy.title, copy.number) for copy in tables.copies}
    assert [reader for reader in tables.readers if (reader.title, reader.copy) not in copies] == []
    assert {copy.title for copy in tables.copies} == titles
    assert {run.addon for run in tables.runs} <= {"", *AddonScheme}
    newest = {binding.newest for binding in tables.bindery.bindings}
    assert newest <= {"due", "none", Status.BIND_PREP, Status.AT_BINDERY}
    binders = {one.key for one in tables.bindery.binders}
    assert {one.binder for one in (*tables.bindery.prices, *tables.bindery.cloths)} <= binders
    cloths = {(one.binder, one.number) for one in tables.bindery.cloths}
    assert {(one.binder, one.colour) for one in tables.bindery.bindings} <= cloths
    assert {one.title for one in tables.bindery.repairs} <= titles


def test_title_changes_are_told_on_both_sides(tables: Tables) -> None:
    told = {(link.title, link.tag, link.other) for link in tables.links}
    turned = {(other, {"780": "785", "785": "780"}[tag], title) for title, tag, other in told}
    assert told == turned
    assert len(told) >= 16


def test_every_pattern_is_one_that_the_desk_can_read(tables: Tables) -> None:
    for caption in tables.captions:
        field = captions_field("basic", caption)
        assert parse_pattern(field).frequency == dict(caption.subfields)["w"], caption.key


def test_every_subscribed_title_with_numbers_says_how_long_it_takes(tables: Tables) -> None:
    told = {order.title for order in tables.subscriptions if order.mean}
    assert {run.title for run in tables.runs if run.first} <= told


def test_a_row_with_too_many_columns_is_named(tmp_path: Path) -> None:
    for table in LIBRARY.glob("*.tsv"):
        (tmp_path / table.name).write_bytes(table.read_bytes())
    with (tmp_path / "links.tsv").open("a", encoding="utf-8") as links:
        links.write("nature\t780\t0\tscience\ttoo much\n")
    with pytest.raises(ValueError, match=r"links\.tsv, line \d+: 5 columns, not 4"):
        load(tmp_path)


def test_cells_carry_no_stray_blanks(tables: Tables) -> None:
    for table in LIBRARY.glob("*.tsv"):
        for line in table.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                assert all(cell == cell.strip() for cell in line.split("\t")), (table.name, line)
