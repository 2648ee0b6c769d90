"""What is read of a title."""

from __future__ import annotations

from pathlib import Path

import pytest

from buckram.exchange.marc import bib, callnumber, identifiers, kinds, mrk, names
from buckram.exchange.marc.bib import BibRead, Link
from buckram.exchange.marc.identifiers import Identifier, IdentifierKind
from buckram.exchange.marc.record import MarcRecord
from buckram.pattern.field import Field
from marc_for_tests import read_bytes

CASES = Path(__file__).parent / "cases"


def blocks(name: str) -> list[list[str]]:
    """The blocks of lines of a case file, without comments."""
    text = (CASES / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return [block.split("\n") for block in "\n".join(lines).strip("\n").split("\n\n")]


def fields(lines: list[str]) -> tuple[Field, ...]:
    leader = "=LDR  00000cas a2200000 a 4500\n"
    # In 880 $6 a dollar sign stands for the script; MarcEdit writes it so, too.
    text = "\n".join(lines).replace("/$1$a", "/{dollar}1$a")
    return mrk.parse((leader + text).encode()).fields


@pytest.mark.parametrize("case", blocks("titles.txt"), ids=lambda case: case[-1])
def test_titles(case: list[str]) -> None:
    (field,) = fields(case[:-1])
    assert names.title(field) == case[-1]


@pytest.mark.parametrize("case", blocks("filing.txt")[0])
def test_filing(case: str) -> None:
    title, indicator, passed = (part.strip() for part in case.split("|"))
    title = title.replace("{", names.NONSORTING_BEGIN).replace("}", names.NONSORTING_END)
    field = Field.of("245", "0" + indicator, [("a", title)])
    assert names.filing(field, 1) == int(passed)
    assert (
        names.title(field)[int(passed) :]
        == title.rpartition(names.NONSORTING_END)[2][
            0 if names.NONSORTING_END in title and title.startswith(names.NONSORTING_BEGIN) else int(passed) :
        ]
        or "Cast" in title
    )


@pytest.mark.parametrize("case", blocks("identifiers.txt"), ids=lambda case: case[0])
def test_identifiers(case: list[str]) -> None:
    read = [line for line in case if line.startswith("=")]
    told = [line.removeprefix("warns ") for line in case if line.startswith("warns ")]
    wanted = [line.split(" ", 1) for line in case if line[0] != "=" and not line.startswith("warns ")]
    warnings: dict[str, None] = {}
    found = identifiers.read(fields(read), warnings)
    assert found == tuple(Identifier(IdentifierKind(kind), value) for kind, value in wanted)
    assert list(warnings) == told


@pytest.mark.parametrize("case", blocks("callnumbers.txt"), ids=lambda case: case[-1])
def test_call_numbers(case: list[str]) -> None:
    read = fields(case[:-1])
    found = callnumber.of_place(read[0]) if read[0].tag == "852" else callnumber.of_bib(read)
    assert (f"{found.scheme} | {found.text}" if found else "none") == case[-1]


def read_all(name: str, tmp_path: Path) -> list[object]:
    found = read_bytes(tmp_path, (CASES / name).read_bytes(), name)
    return [kinds.read(one) for one in found if not hasattr(one, "sentence")]


def test_a_title_with_everything(tmp_path: Path) -> None:
    title = read_all("titles.mrk", tmp_path)[0]
    assert isinstance(title, BibRead)
    assert title.control_number == "b1001"
    assert title.control_source == "XxTest"
    assert title.name == "The journal of test science. B, Bindings : [new series]"
    assert title.filing == 4
    assert title.variants == (
        ("uniform", "Journal of test science (London, England). B"),
        ("abbreviated", "J. test sci., B Bind."),
        ("key", "Journal of test science. B, Bindings"),
        ("former", "Journal of tests"),
        ("cover", "JTS-B"),
        ("parallel", "Zeitschrift für Prüfkunde"),
        ("earlier", "Test science letters"),
    )
    assert title.links == (
        Link("770", "", "Binding annual", "03178471", ()),
        Link("780", "0", "Test science letters", "00280836", ("(OCoLC)12345", "b1000")),
        Link("785", "7", "Journal of everything", "", ()),
    )
    assert (title.place, title.publisher) == ("Oxford", "Blackwell")
    assert (title.language, title.country) == ("eng", "enk")
    assert (title.frequency, title.regularity, title.frequency_text) == ("m", "n", "Monthly (except August)")
    assert title.former_frequencies == ("Quarterly, 1974-1979",)
    assert (title.status, title.begins, title.ends) == ("current", "1974", "9999")
    assert title.is_serial
    assert not title.is_online
    assert title.call_number == callnumber.CallNumber(callnumber.CallScheme.LC, "Q1 .J68")
    assert title.warnings == ()


def test_scripts_patterns_of_891_and_titles_that_ended(tmp_path: Path) -> None:
    arabic, chinese, ceased = read_all("titles.mrk", tmp_path)[1:4]
    assert isinstance(arabic, BibRead)
    assert isinstance(chinese, BibRead)
    assert isinstance(ceased, BibRead)
    assert (arabic.name, arabic.vernacular) == ("al-Ahrām", "الأهرام")
    assert arabic.filing == 3
    assert ("variant", "أهرام") in arabic.variants
    assert chinese.vernacular == "科学通报"
    assert chinese.patterns == (
        Field.of(
            "853",
            "20",
            [("8", "1"), ("a", "v."), ("b", "no."), ("u", "36"), ("v", "r"), ("i", "(year)"), ("w", "j")],
        ),
    )
    assert chinese.first_issues == (
        Field.of("863", "41", [("8", "1.1"), ("a", "<5>"), ("b", "<3>"), ("i", "2004")]),
    )
    assert chinese.holdings == (), "a pattern of the agency is not what the library has"
    assert (ceased.status, ceased.ends) == ("ceased", "1999")
    assert ceased.is_online
    assert (ceased.place, ceased.publisher) == ("", "")
    assert (chinese.place, chinese.publisher) == ("Beijing", "Ke xue chu ban she")


def test_what_is_passed_over_says_why(tmp_path: Path) -> None:
    skipped = [one for one in read_all("skipped.mrk", tmp_path) if isinstance(one, kinds.Skipped)]
    assert {one.control_number: one.sentence for one in skipped} == {
        "s1": "It is not a serial but a book or another single item (Leader/07),"
        " and has no holdings of issues.",
        "s2": "It is marked as deleted (Leader/05).",
        "s3": "It is an authority record, not a title.",
        "s4": "It has no title in 245; it looks like UNIMARC, and only MARC 21 is read.",
        "s5": "It has no title (245).",
        "s6": "Its title field (245) is empty.",
    }


def test_a_book_in_parts_with_holdings_is_taken(tmp_path: Path) -> None:
    taken = [one for one in read_all("skipped.mrk", tmp_path) if isinstance(one, BibRead)]
    assert [(one.control_number, one.is_serial, one.frequency) for one in taken] == [("t1", False, "")]


def test_a_short_008_does_no_harm() -> None:
    record = MarcRecord("00000cas a2200000 a 4500", (("008", "75"),), (Field.of("245", "00", [("a", "X")]),))
    found = bib.read(record)
    assert (found.name, found.language, found.status, found.begins) == ("X", "", "unknown", "")
