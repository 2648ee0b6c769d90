"""Which characters the terminal can show."""

from __future__ import annotations

import pytest

from buckram_tui.terminal.charset import encode, terminal_charset


@pytest.mark.parametrize(
    ("environ", "charset"),
    [
        ({"LANG": "de_DE.UTF-8"}, "utf-8"),
        ({"LANG": "C.UTF-8"}, "utf-8"),
        ({"LANG": "C"}, "ascii"),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "ascii"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "ascii"),
        ({"LANG": "C", "LC_ALL": "en_GB.UTF-8"}, "utf-8"),
        ({"LANG": "de_DE.ISO-8859-1@euro"}, "iso8859-1"),
        ({"LANG": "de_DE"}, "utf-8"),
        ({"LANG": "de_DE.moon"}, "ascii"),
        ({}, "utf-8"),
    ],
    ids=repr,
)
def test_charset(environ: dict[str, str], charset: str) -> None:
    assert terminal_charset(environ) == charset


def test_what_cannot_be_shown_keeps_its_width() -> None:
    assert encode("a中e\u0301—z", "ascii") == b"a??e-z"
    assert encode("für中", "iso8859-1") == "für".encode("iso8859-1") + b"??"
    assert encode("für中", "utf-8") == "für中".encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zeitschrift für Łódź", b"Zeitschrift fur Lodz"),
        ("“Die Zeit” – l’homme", b'"Die Zeit" - l\'homme'),
        ("科学", b"????"),
        ("Жизнь", b"?????"),
        ("a\u0301", b"a"),
    ],
)
def test_a_plain_terminal_gets_the_plain_letter_in_as_many_cells(text: str, shown: bytes) -> None:
    assert encode(text, "ascii") == shown
