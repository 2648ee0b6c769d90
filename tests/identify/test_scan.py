"""What a scan or a typed line is: every delivery, every rejection, and words that stay words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.identify import (
    AddonOnly,
    Coden,
    Ean,
    IssnScan,
    ItemBarcode,
    Link,
    PressCode,
    Reading,
    Rejected,
    RejectionKind,
    Sici,
    Sisac,
    UpcScan,
    Words,
    read,
    with_addon,
)

CASES = Path(__file__).parent / "cases"
KEYS = {"\\t": "\t", "\\r": "\r", "\\n": "\n", "<FNC1>": "\x1d", "<NUL>": "\0"}


def rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip(" ") for cell in line.split(" | ")] for line in lines if line and line[0] != "#"]


def described(reading: Reading) -> str:
    """A reading in the words of the case files."""
    match reading:
        case IssnScan():
            variant = f" variant {reading.variant}" if reading.variant not in (None, "00") else ""
            text = f"issn {reading.issn}{variant}"
        case UpcScan() | Ean():
            text = f"{'upc' if isinstance(reading, UpcScan) else 'ean'} {reading.code}"
        case PressCode():
            extra, issue = (
                " extra" if reading.extra else "",
                f" issue {reading.issue}" if reading.issue else "",
            )
            text = f"press {reading.country} {reading.key}{extra}{issue}"
        case ItemBarcode():
            text = f"item {reading.code}"
        case AddonOnly():
            return f"add-on {reading.addon}"
        case Coden() | Words():
            return f"{'coden' if isinstance(reading, Coden) else 'words'} {reading.text}"
        case Rejected():
            return f"reject {reading.kind}"
        case Sici():
            return f"sici {reading.code}"
        case Sisac():
            return f"sisac {reading.issn}"
        case Link():
            return f"link {reading.key}"
    if isinstance(reading, IssnScan | UpcScan | PressCode | Ean) and reading.addon:
        text += f" add-on {reading.addon}"
    return text + (f" ({reading.source})" if isinstance(reading, IssnScan) else "")


@pytest.mark.parametrize(("raw", "expected"), rows("scans.txt"))
def test_scan(raw: str, expected: str) -> None:
    for shown, meant in KEYS.items():
        raw = raw.replace(shown, meant)
    reading = read(raw)
    assert described(reading) == expected
    assert reading.raw == raw


@pytest.mark.parametrize(("code", "kind", "verdict"), rows("check_digits.txt"))
def test_check_digit(code: str, kind: str, verdict: str) -> None:
    reading = read(code)
    if verdict == "ok":
        assert described(reading).startswith(f"{'issn' if code.startswith('977') else kind} ")
    else:
        assert isinstance(reading, Rejected)
        assert reading.kind is RejectionKind.CHECK_DIGIT
        assert verdict in reading.sentence
        assert reading.next_step


@pytest.mark.parametrize("row", rows("issn_to_ean.txt"))
def test_issn_in_an_ean(row: list[str]) -> None:
    issn, *codes = row
    for code, variant in zip(codes, ("00", "01", "05"), strict=False):
        reading = read(code)
        assert isinstance(reading, IssnScan)
        assert (reading.issn, reading.variant, reading.key) == (issn, variant, code[:10])


@pytest.mark.parametrize(("raw", "keyboard", "meant"), rows("keyboards.txt"))
def test_another_keyboard_layout_is_recognised(raw: str, keyboard: str, meant: str) -> None:
    reading = read(raw)
    assert isinstance(reading, Rejected)
    assert reading.kind is RejectionKind.KEYBOARD
    assert reading.guess == meant
    assert meant in reading.sentence
    # Spanish and Italian keyboards put the same sign where the hyphen is; the sentence names the first.
    assert keyboard in reading.sentence


def test_garbled_digits_with_a_wrong_check_digit_are_still_a_keyboard_problem() -> None:
    reading = read("çèèààç(''ààà-")
    assert isinstance(reading, Rejected)
    assert reading.kind is RejectionKind.KEYBOARD


@pytest.mark.parametrize(
    ("institution", "expected"),
    [
        (None, "upc 311820010002 add-on 06"),
        ("9999", "upc 311820010002 add-on 06"),
        ("1182", "item 31182001000206"),
    ],
)
def test_fourteen_digits_that_are_both_a_library_barcode_and_a_upc(
    institution: str | None, expected: str
) -> None:
    assert described(read("31182001000206", institution=institution)) == expected


def test_a_borrowers_card_is_told_from_a_piece() -> None:
    card, piece = read("21067000550016"), read("30234000517861")
    assert isinstance(card, ItemBarcode)
    assert isinstance(piece, ItemBarcode)
    assert (card.patron, piece.patron) == (True, False)


def test_two_lines_make_one_scan() -> None:
    first, second = read("]E09770095440005\r"), read("]E103\r")
    assert isinstance(second, AddonOnly)
    whole = with_addon(first, second)
    assert whole is not None
    assert described(whole) == "issn 0095-4403 add-on 03 (ean)"
    assert whole.raw == "]E09770095440005\r\n]E103\r"
    assert with_addon(whole, second) is None
    assert with_addon(read("Nature"), second) is None


@settings(deadline=None)
@given(st.text() | st.text(alphabet="0123456789Xx -]EABC()<>/:;.+*&é\"'(-è_çà\x1d\r\t"))
def test_nothing_raises_and_the_raw_line_is_kept(raw: str) -> None:
    assert read(raw).raw == raw


@settings(deadline=None)
@given(
    st.text(alphabet="0123456789", min_size=7, max_size=7),
    st.text(alphabet="0123456789", min_size=2, max_size=2),
)
def test_an_issn_survives_its_barcode(seven: str, variant: str) -> None:
    from stdnum import ean, issn

    code = issn.to_ean(seven + issn.calc_check_digit(seven), variant)
    assert ean.is_valid(code)
    typed, scanned = read(f"{seven[:4]}-{seven[4:]}{issn.calc_check_digit(seven)}"), read(code + "07")
    assert isinstance(typed, IssnScan)
    assert isinstance(scanned, IssnScan)
    assert (scanned.issn, scanned.variant, scanned.addon) == (typed.issn, variant, "07")


@settings(deadline=None)
@given(st.text(alphabet="0123456789", min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 9))
def test_every_misread_digit_is_noticed(twelve: str, place: int, off: int) -> None:
    from stdnum import ean

    code = twelve + ean.calc_check_digit(twelve)
    wrong = code[:place] + str((int(code[place]) + off) % 10) + code[place + 1 :]
    reading = read(wrong)
    assert isinstance(reading, Rejected)
    assert reading.kind is RejectionKind.CHECK_DIGIT
