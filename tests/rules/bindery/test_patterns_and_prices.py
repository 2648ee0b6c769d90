"""Binding patterns and price lists by their rules: title lines, units guessed, fields typed, prices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.errors import Refused
from buckram.pattern.caption import Level
from buckram.rules.bindery.field_table import LISTED
from buckram.rules.bindery.fields import FIELD, FIELDS, BindingFields, Kind, doubts, told_value, typed_value
from buckram.rules.bindery.first_guess import Volume, bound_to, guess
from buckram.rules.bindery.measure import typed_length
from buckram.rules.bindery.prices import price
from buckram.rules.bindery.spine import letters
from buckram.rules.bindery.title_lines import title_lines
from buckram.rules.bindery.typed_limits import typed_count, typed_days, typed_weight

HERE = Path(__file__).parent


def cases(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text().splitlines()
    told = (line.rpartition("->") for line in lines if "->" in line and not line.startswith("#"))
    return [(asked.strip(), wanted.strip()) for asked, _, wanted in told]


@pytest.mark.parametrize(("title", "lines"), cases("titles_on_spines.txt"))
def test_titles_on_spines(title: str, lines: str) -> None:
    assert " / ".join(title_lines(title)) == lines


def test_a_title_of_any_length_has_six_lines_at_most() -> None:
    lines = title_lines("Bulletin " + "of the society of friends " * 9)
    assert len(lines) == 6
    assert max(letters(line) for line in lines) > 20


@given(st.text(st.sampled_from("ab 考/é"), max_size=80))
@settings(max_examples=50, deadline=None)
def test_no_letter_of_a_title_is_lost(title: str) -> None:
    assert "".join(title_lines(title)).replace(" ", "") == re.sub(r"[ /]", "", title.upper())


@pytest.mark.parametrize(("record", "unit"), cases("units_guessed.txt"))
def test_units_guessed(record: str, unit: str) -> None:
    frequency, _, captions = (part.strip() for part in record.partition("|"))
    levels = []
    for code, word in zip("ab", captions.split(), strict=False):
        caption, units = re.fullmatch(r"(\D+)(\d*)", word).groups()  # type: ignore[union-attr]
        levels.append(Level(code, caption, int(units) if units else None))
    found = guess("Alpha", frequency.strip("-"), levels)
    assert f"{found.fields['unit']} {found.fields['unit_count']}" == unit
    assert found.fields["title_lines"] == "ALPHA"
    assert found.why.endswith(".")


def test_captions_come_from_the_numbering() -> None:
    two = guess("A", "m", [Level("a", "Bd."), Level("b", "Heft")]).fields
    assert (two["caption_vol"], two["caption_no"]) == ("Bd.", "Heft")
    one = guess("A", "m", [Level("a", "no.")]).fields
    assert (one["caption_vol"], one["caption_no"]) == ("", "no.")
    assert "caption_vol" not in guess("A", "m", []).fields


def volume(year: int, *, bound: bool = False, awaited: bool = False) -> Volume:
    return Volume(f"v.{year - 2000}", 1000 * (year - 2000), date(year, 12, 1), bound, awaited)


def test_what_is_old_is_not_due_at_once() -> None:
    today = date(2026, 11, 21)
    every = [volume(year) for year in range(2010, 2027)]
    assert bound_to(every, today).position == 24000
    assert "older than 2025 is bound, up to v.24" in bound_to(every, today).why
    assert bound_to([volume(2025), volume(2026)], today).position is None
    # What the card says goes before a guess.
    assert bound_to([volume(2020, bound=True), *every[11:]], today).position == 20000
    assert bound_to([], today).position is None


@pytest.mark.parametrize(("asked", "kept"), cases("fields_typed.txt"))
def test_fields_typed(asked: str, kept: str) -> None:
    name, _, text = (part.strip() for part in asked.partition(":"))
    if kept == "refused":
        with pytest.raises(Refused):
            typed_value(FIELD[name], text)
    else:
        assert typed_value(FIELD[name], text) == kept


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_what_is_told_can_be_typed_again(field: object) -> None:
    assert isinstance(field, type(FIELDS[0]))
    for value in (*field.values, field.usual):
        assert typed_value(field, value) == value
    if field.kind is Kind.LENGTH:
        assert typed_value(field, told_value(field, "635")) == "635"
    assert field.kind not in LISTED or len(field.choices) > 1
    assert told_value(field, "")


def test_every_field_of_the_brief_is_there() -> None:
    names = """unit unit_count leave completeness call paper thickness_each binder_number history rub
    last_volume title_lines variables caption_vol caption_no call_lines imprint direction width class
    material colour foil panels collate missing_issue missing_pages index_place contents_place covers
    advertising supplements pocket split_over strip method trim stub instructions instructions_text"""
    assert set(names.split()) <= set(FIELD)
    assert len(FIELD) == len(FIELDS)


def test_what_stays_is_told() -> None:
    leave = FIELD["leave"]
    told = [told_value(leave, value) for value in ("", "none", "6 months")]
    assert told == ["as the library has it", "nothing", "6 months"]
    # A title of which nothing stays says so against its binder's default.
    assert BindingFields({"leave": "none"}, {"leave": "6 months"}).value("leave") == "none"


def test_who_decides_what_holds() -> None:
    fields = BindingFields({"foil": "white", "stub": "yes"}, {"foil": "black", "strip": "yes"})
    assert fields.value("foil") == "white"
    assert fields.differs("foil")
    assert fields.yes("strip")
    assert not fields.differs("strip")
    assert fields.value("trim") == "minimum"
    assert fields.number("split_over") is None
    assert BindingFields(fields.whole(), {}).whole() == fields.whole()


def test_doubts() -> None:
    def said(**values: str) -> str:
        return " ".join(doubts(BindingFields({"title_lines": "ALPHA", **values}, {})))

    assert said() == ""
    assert "No title" in said(title_lines="")
    assert "takes 23 letters; 20 fit" in said(title_lines="COMMUNICATIONS AND MORE")
    assert "takes 5 letters; 4 fit" in said(width="4")
    assert "Volume caption: “Continuation volume no.” takes 23 letters; 20 fit" in said(
        caption_vol="Continuation volume no."
    )
    assert "Imprint: “LIBRARY” takes 7 letters; 6 fit" in said(imprint="STATE/LIBRARY", width="6")
    assert "7 lines; 6 are the most" in said(title_lines="A/B/C/D/E/F/G")
    assert "Each issue is bound by itself" in said(unit="issues")
    assert said(unit="issues", unit_count="6") == said(unit="volume", unit_count="1") == ""
    assert "choose a box" in said(paper="brittle")
    assert said(paper="brittle", **{"class": "box"}) == ""
    assert "make a pocket" in said(pocket="yes")
    assert "not to trim" in said(instructions="no trim")


@dataclass
class Row:
    kind: str
    name: str
    up_to: int | None
    price: str


def test_prices() -> None:
    rows: list[Row] = []
    for line in (HERE / "prices_asked.txt").read_text().splitlines():
        if line.startswith("list "):
            found = re.fullmatch(r"list (\w+) (\w+)(?: to (\S+))?: (\S+)", line)
            assert found
            up_to = typed_length(found[3]) if found[3] else None
            rows.append(Row(found[1], found[2], up_to, found[4]))
        elif "->" in line and not line.startswith("#"):
            asked, _, wanted = (part.strip() for part in line.partition("->"))
            kind_class, thick, *extras = asked.split()
            cost = price(
                rows,
                kind_class=kind_class,
                thickness=None if thick == "?" else typed_length(thick),
                rush="rush" in extras,
                extras=[one for one in extras if one != "rush"],
            )
            assert cost == (None if wanted == "none" else Decimal(wanted)), line


def test_limits_typed() -> None:
    assert typed_weight("50", True) == typed_weight("50 lb", False) == 22680
    assert typed_weight("22,5", False) == typed_weight("22500 g", True) == 22500
    assert typed_days("4 weeks", True) == typed_days("28", True) == 28
    assert typed_count("40", True) == 40
    for read, text in ((typed_weight, "heavy"), (typed_weight, "0"), (typed_days, "0"), (typed_count, "-1")):
        with pytest.raises(Refused):
            read(text, True)
