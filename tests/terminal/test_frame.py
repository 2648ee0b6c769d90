"""The frame: whatever is put, the terminal shows it, and unchanged cells cost nothing."""

from __future__ import annotations

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram_tui.terminal.frame import Frame
from terminal.cells import differences

WIDTH, HEIGHT = 30, 12
# pyte stops drawing at marks of combining class 0 (Thai and Indic vowels), so there are none here.
TEXTS = st.text("ab 中国한글عربي\u064eé\u0301 ─│", max_size=20)
PUTS = st.tuples(
    st.integers(0, WIDTH - 1),
    st.integers(-1, HEIGHT),
    TEXTS,
    st.sampled_from(["", "1", "7", "31", "1;7;32", "4", "2", "44"]),
    st.integers(0, WIDTH + 3),
)


class Shown:
    """A pyte terminal that is fed with changes."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self.screen)
        self._stream.feed("\x1b[?7l")  # as the driver leaves it: no wrapping

    def feed(self, changes: str) -> None:
        self._stream.feed(changes)


@settings(deadline=None)
@given(st.lists(st.lists(PUTS, max_size=6), max_size=12))
def test_the_changes_lead_to_the_same_screen_as_a_full_repaint(
    frames: list[list[tuple[int, int, str, str, int]]],
) -> None:
    frame, by_changes = Frame(WIDTH, HEIGHT), Shown()
    for puts in frames:
        for x, y, text, sgr, end in puts:
            frame.put(x, y, text, sgr, end)
        by_changes.feed(frame.changes())
        assert frame.changes() == ""
    frame.forget()
    at_once = Shown()
    at_once.feed(frame.changes())
    assert differences(by_changes.screen, at_once.screen) == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, HEIGHT), st.sampled_from([1, -1])), max_size=10))
def test_blocks_that_move_are_shown_right(moves: list[tuple[int, int, int]]) -> None:
    lines = [f"{n} line {'中' * (n % 3)}" for n in range(HEIGHT)]
    frame, shown = Frame(WIDTH, HEIGHT), Shown()
    for top, length, by in moves:
        bottom = min(top + length, HEIGHT)
        block = lines[top:bottom]
        new = f"new {by} {len(lines)}"
        lines[top:bottom] = [*block[1:], new] if by == 1 else [new, *block[:-1]]
        for y, line in enumerate(lines):
            frame.put(0, y, line.ljust(WIDTH), "1" if "new" in line else "", WIDTH)
        shown.feed(frame.changes())
    once = Shown()
    frame.forget()
    once.feed(frame.changes())
    assert differences(shown.screen, once.screen) == []


def _list_of(first: int) -> Frame:
    frame = Frame(WIDTH, HEIGHT)
    _put_list(frame, first)
    frame.changes()
    return frame


def _put_list(frame: Frame, first: int) -> None:
    frame.put(0, 0, "A title that stays", "1", WIDTH)
    for y in range(1, HEIGHT - 1):
        frame.put(0, y, f"Journal number {first + y}".ljust(WIDTH), "", WIDTH)


def test_a_list_that_moves_by_a_line_costs_a_line() -> None:
    frame = _list_of(100)
    _put_list(frame, 101)
    assert len(frame.changes()) < 60
    _put_list(frame, 100)
    assert len(frame.changes()) < 60


def test_a_typed_character_costs_a_move_and_itself() -> None:
    frame = _list_of(100)
    frame.put(5, 3, "X", "", WIDTH)
    assert frame.changes() == "\x1b[4;6HX"


def test_what_is_put_again_unchanged_costs_nothing() -> None:
    frame = _list_of(100)
    _put_list(frame, 100)
    assert frame.changes() == ""


def test_the_end_of_a_line_is_erased_not_written() -> None:
    frame = _list_of(100)
    frame.put(0, 3, " " * WIDTH, "", WIDTH)
    assert frame.changes() == "\x1b[4H\x1b[K"


def test_one_wide_character_for_another_does_not_shift_what_follows() -> None:
    frame, shown = Frame(WIDTH, HEIGHT), Shown()
    for text in ("中a 123456 b", "国a 123456 c"):
        frame.put(0, 0, text, "", WIDTH)
        shown.feed(frame.changes())
    assert shown.screen.display[0].rstrip() == "国a 123456 c"


def test_a_word_behind_doubtful_widths_begins_where_it_belongs() -> None:
    frame = Frame(WIDTH, HEIGHT)
    frame.put(0, 0, "x\u0323\u0301 late", "", WIDTH)
    assert frame.changes().endswith("x\u0323\u0301\x1b[1;2H late")
