"""Spines: the lines from head to foot, what is too long, what differs from the volume before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from buckram.holdings.calendar_words import calendar_words
from buckram.rules.bindery.spine import DOWN, TITLE, Line, Spine, doubts, spine
from buckram.rules.bindery.spine_compared import differences, read_lines, runs_on
from buckram.rules.bindery.spine_variables import Captions, Number, Piece, variables
from buckram.rules.bindery.ticket import why_not_packed, why_not_proofed

CASES = Path(__file__).parent


def blocks(name: str) -> Iterator[tuple[str, str, str]]:
    """(name of the case, what is known, what is expected)."""
    text = re.sub(r"(?m)^#.*\n", "", (CASES / name).read_text())
    for block in re.split(r"(?m)^== ", text)[1:]:
        head, _, rest = block.partition("\n")
        known, _, expected = rest.partition("----\n")
        yield head, known, expected.strip("\n")


_MONTHS = {*calendar_words().short, "Spring", "Summer"}


def piece(text: str) -> Piece:
    """ "v.36:no.1 Jan. 1984" as a piece; in brackets: a gap."""
    here, text = not text.startswith("("), text.strip("()")
    if text in ("index", "supplement"):
        return Piece(role=text, here=here)
    *before, year = text.split()
    months: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    if before and before[-1].isdigit() and len(before) > 1 and before[-2] in _MONTHS:
        days = (before.pop(),)
    found = re.fullmatch(r"([A-Z][a-z]+\.?(?:/[A-Z][a-z]+\.?)?)(\d+)?", before[-1]) if before else None
    if found and found[1].partition("/")[0] in _MONTHS:
        months = tuple(found[1].split("/"))
        days = (found[2],) if found[2] else days
        before.pop()
    numbers = [re.fullmatch(r"(\D*?)\s?([\[\d].*)", level) for level in " ".join(before).split(":") if level]
    return Piece(
        tuple(Number(n[1], n[2]) for n in numbers if n), months, days, tuple(year.split("/")), here=here
    )


def spine_of(known: str) -> Spine:
    said = dict(re.findall(r"(?m)^(\w+):? ?(.*)$", known))
    pieces = [
        piece(one.strip()) for part in said["issues"].split(" | ") for one in part.split(" ... ") if one
    ]
    captions = dict(re.findall(r"(\w+)=(\S*)", said.get("caption", "")))
    found = variables(
        pieces,
        Captions(**captions),
        whole="whole" in said,
        incomplete="inc" in said,
        copy=said.get("copy", ""),
    )
    return spine(
        title=[line for line in said.get("title", "").split("/") if line],
        order=said.get("order", "vol nos months year index").split(),
        variables=found,
        call=[line for line in said.get("call", "").split("/") if line],
        imprint=[line for line in said.get("foot", "").split("/") if line],
        wanted=said.get("way", "auto"),
        width=int(said["width"]) if "width" in said else None,
        thickness=int(said["thick"]) * 10 if "thick" in said else None,
    )


def drawn(one: Spine) -> str:
    if one.direction == DOWN:
        rows = [
            re.sub(r"(?<=\w) {2}(?=§)", " ", "  ".join(("§" if n and line.part == TITLE else "") + line.text
            for n, line in enumerate(row))).replace("§", "")
            for row in one.down
        ]  # fmt: skip
    else:
        foot = [line.text for line in one.foot]
        rows = [*(line.text for line in one.head), *(["~", *foot] if foot else [])]
    return "\n".join([*rows, *(f"! {doubt}" for doubt in doubts(one))])


@pytest.mark.parametrize(("name", "known", "expected"), list(blocks("spines.txt")))
def test_spine(name: str, known: str, expected: str) -> None:
    assert drawn(spine_of(known)) == expected


def lines(text: str) -> list[Line]:
    return read_lines([line.strip() for line in text.split("/")])


@pytest.mark.parametrize(("name", "known", "expected"), list(blocks("spines_compared.txt")))
def test_beside_the_volume_before(name: str, known: str, expected: str) -> None:
    before, now = (lines(line.partition(": ")[2]) for line in known.strip().splitlines())
    on = {True: "the numbers run on", False: "the numbers do not run on", None: "it does not say"}
    told = [one.words for one in differences(before, now)]
    assert [*told, on[runs_on(before, now)]] == expected.splitlines()


def test_what_shows_on_the_shelf_is_compared() -> None:
    before, now = {"colour": "588", "foil": "gold", "class": "standard"}, {"colour": "590", "foil": "gold"}
    told = [one.words for one in differences([], [], before, now)]
    assert told == ["colour: 588 before, now 590", "class: standard before, now none"]


def test_a_second_person_proofs() -> None:
    assert why_not_proofed("mary", "mary", "") == "mary made this ticket; a second person proofs it."
    assert why_not_proofed("ann", "mary", "") == ""
    assert why_not_proofed("ann", "mary", "bob") == "bob proofed it already."
    assert why_not_packed("", needs_proof=False, proofed_by="") == "It has no ticket."
    assert why_not_packed("T2600001", needs_proof=True, proofed_by="") == "Ticket T2600001 is not proofed."
    assert why_not_packed("T2600001", needs_proof=True, proofed_by="ann") == ""
