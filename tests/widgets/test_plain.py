"""Text of records: nothing in it may reach the terminal as anything but text of a known width."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckram_tui.widgets.plain import cells, cut, fit, plain, tail


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nature [London]", "Nature [London]"),
        ("[s.l. : s.n., 19--] [/]", "[s.l. : s.n., 19--] [/]"),
        ("a\x1b[31mred\x1b[0m", "a[31mred[0m"),
        ("bell\x07 and \x9b31m", "bell and 31m"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("abc\u202edcba\u202c", "abcdcba"),
        ("المجلة\u200f العربية", "المجلة العربية"),
        ("e\u0301tudes", "\u00e9tudes"),
        ("\u0301loose", "\u25cc\u0301loose"),
        ("z" + "\u0323" * 9, "\u1e93" + "\u0323" * 4),
        ("half \ud83d pair", "half \ufffd pair"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("❤\ufe0f", "❤"),
        ("", ""),
    ],
    ids=ascii,
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Nature", 8, "Nature  "),
        ("Nature", 6, "Nature"),
        ("Nature", 5, "Natu…"),
        ("日本化学会誌", 12, "日本化学会誌"),
        ("日本化学会誌", 8, "日本化… "),
        ("日本化学会誌", 7, "日本化…"),
        ("عربي", 3, "عر…"),
        ("x\u0323y\u0323z", 2, "\u1e8c"[:0] + "x\u0323…"),
        ("abc", 1, "a"),
        ("中", 1, " "),
        ("abc", 0, ""),
    ],
    ids=ascii,
)
def test_fit(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


def test_fit_to_the_right_and_in_ascii() -> None:
    assert fit("12", 5, right=True) == "   12"
    assert fit("Zeitschrift", 8, "...") == "Zeits..."


def test_the_end_of_what_is_typed() -> None:
    assert tail("9770317847001", 4) == "7001"
    assert tail("日本化", 3) == "化"
    assert tail("ab", 4) == "ab"


@given(st.text(max_size=40), st.integers(0, 30))
def test_fitted_text_has_exactly_the_width_and_no_control(text: str, width: int) -> None:
    fitted = fit(text, width)
    assert cells(fitted) == width
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in fitted)
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c") & set(fitted)


@given(st.text(max_size=40))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=40), st.integers(0, 30))
def test_cut_keeps_the_beginning(text: str, width: int) -> None:
    text = plain(text)
    assert text.startswith(cut(text, width))
    assert cells(cut(text, width)) <= width
