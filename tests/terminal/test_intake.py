"""The intake: bytes that no scanner and no line may break anything with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buckram_tui.terminal.intake import ESCAPE_DELAY, PASTE_END, PASTE_START, Chord, Escape, Intake, Piece


def fed(*chunks: bytes) -> list[Piece]:
    """The pieces of chunks that come one upon the other, and of the silence after them."""
    intake = Intake()
    pieces = [piece for chunk in chunks for piece in intake.feed(chunk, 1.0)]
    return pieces + intake.expire(9.0)


@pytest.mark.parametrize(
    ("data", "pieces"),
    [
        (b"9770317847001\r", ["9770317847001\r"]),
        (b"97\xe917\r", ["97\udce917\r"]),
        ("für".encode(), ["für"]),
        (b"\x1b[A", ["\x1b[A"]),
        (b"\x1bOP9", ["\x1bOP9"]),
        (b"\x1b9770\r", [Chord("9"), "770\r"]),
        (b"\x1b]E0977\r", [Chord("]"), "E0977\r"]),
        (b"97\x1b", ["97", Escape()]),
        (b"\x1b\x1b", [Escape(), Escape()]),
        (b"\x1b[200~a\r\x1b9\x1b[201~b", [PASTE_START, "a\r\x1b9" + PASTE_END, "b"]),
        (b"\x1b[200~9\r", [PASTE_START, "9\r", PASTE_END]),
    ],
    ids=repr,
)
def test_pieces(data: bytes, pieces: list[Piece]) -> None:
    assert fed(data) == pieces


def test_a_character_that_comes_in_two_reads_stays_whole() -> None:
    assert fed(b"f\xc3", b"\xbcr") == ["f", "ür"]


def test_an_arrow_that_comes_in_two_reads_stays_an_arrow() -> None:
    assert fed(b"\x1b", b"[A") == ["\x1b[A"]


def test_esc_is_told_after_its_delay_and_not_before() -> None:
    intake = Intake()
    assert intake.feed(b"\x1b", 1.0) == []
    assert intake.deadline == pytest.approx(1.0 + ESCAPE_DELAY)
    assert intake.expire(1.0 + ESCAPE_DELAY / 2) == []
    assert intake.expire(1.0 + ESCAPE_DELAY) == [Escape()]
    assert intake.deadline is None


def test_a_paste_that_goes_on_and_on_ends_in_spite_of_it() -> None:
    intake = Intake()
    intake.feed(b"\x1b[200~", 1.0)
    ended = []
    for step in range(1, 40):
        now = 1.0 + step / 10
        intake.feed(b"977\r", now)
        ended += intake.expire(now + 0.05)
    assert ended == [PASTE_END]


def test_another_character_set() -> None:
    assert Intake("iso8859-1").feed(b"f\xfcr", 1.0) == ["für"]
    assert Intake("ascii").feed("für".encode(), 1.0) == ["für"]


@given(st.lists(st.binary(max_size=12)))
def test_no_byte_is_lost(chunks: list[bytes]) -> None:
    intake = Intake()
    pieces: list[Piece] = []
    for now, chunk in enumerate(chunks):
        pieces += [*intake.feed(chunk, float(now)), *intake.expire(now + 0.01)]
    whole = ""
    for piece in [*pieces, *intake.expire(1e9)]:
        match piece:
            case str(text):
                whole += text
            case Chord(character):
                whole += "\x1b" + character
            case Escape():
                whole += "\x1b"
    got = whole.removesuffix(PASTE_END).encode("utf-8", "surrogateescape")
    assert b"".join(chunks).startswith(got)
    assert len(b"".join(chunks)) - len(got) <= 3  # the beginning of a character whose end has not come


@pytest.mark.parametrize("at", range(1, 6))
def test_a_start_of_paste_in_two_reads(at: int) -> None:
    start = PASTE_START.encode()
    assert fed(start[:at], start[at:] + b"9\r") == [PASTE_START, "9\r", PASTE_END]


def test_a_torn_sequence_is_given_up_after_the_delay() -> None:
    intake = Intake()
    assert intake.feed(b"9\x1b[20", 1.0) == ["9"]
    assert intake.expire(1.0 + ESCAPE_DELAY) == ["\x1b[20"]
