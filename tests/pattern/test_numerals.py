"""Numerals read and written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckram.pattern.numerals import (
    LATIN,
    Form,
    from_letters,
    from_roman,
    letters,
    read_numeral,
    roman,
    writer,
)


@given(st.integers(1, 9999))
def test_roman_and_back(number: int) -> None:
    assert from_roman(roman(number)) == number


@given(st.integers(1, 10**6))
def test_letters_and_back(number: int) -> None:
    assert from_letters(letters(number, LATIN), LATIN) == number


@given(st.integers(0, 10**9), st.sampled_from(["", "A", "no. "]), st.sampled_from(["", "B"]))
def test_numbers_and_what_stands_round_them(number: int, before: str, after: str) -> None:
    numeral = read_numeral(f"{before}{number}{after}")
    if number == 0:
        assert numeral is None
    else:
        assert numeral is not None
        assert writer(numeral.style)(numeral.first) == f"{before}{number}{after}"


@pytest.mark.parametrize(
    ("text", "scheme", "first", "last", "form"),
    [
        ("12", "", 12, 12, Form.ARABIC),
        ("<5>", "", 5, 5, Form.ARABIC),
        ("[3]", "", 3, 3, Form.ARABIC),
        ("1/2", "", 1, 2, Form.ARABIC),
        ("123/4", "", 123, 124, Form.ARABIC),
        ("1-4", "", 4, 4, Form.ARABIC),
        ("22nd", "", 22, 22, Form.ARABIC),
        ("XIV", "", 14, 14, Form.ROMAN),
        ("C", "", 3, 3, Form.LETTERS),
        ("C", "acrn##", 100, 100, Form.ROMAN),
        ("I", "", 1, 1, Form.ROMAN),
        ("I", "bclatn", 9, 9, Form.LETTERS),
        ("XI/XII", "acrn##", 11, 12, Form.ROMAN),
        ("***", "e#sy*#", 3, 3, Form.SYMBOLS),
    ],
)
def test_reading(text: str, scheme: str, first: int, last: int, form: Form) -> None:
    numeral = read_numeral(text, scheme)
    assert numeral is not None
    assert (numeral.first, numeral.last, numeral.style.form) == (first, last, form)


@pytest.mark.parametrize("text", ["", "special", "?", "0", "9" * 5000, "2/1"])
def test_what_has_no_number(text: str) -> None:
    assert read_numeral(text) is None
