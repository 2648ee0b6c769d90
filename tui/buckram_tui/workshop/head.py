"""The head of the workshop: the title, its pattern as a sentence, from when on; and the foot: the MARC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from buckram.holdings import card_texts
from buckram.pattern import describe
from buckram.pattern.draft import Draft, field_text
from buckram.rules.status import CAME
from buckram_tui.card.choices import name_in_both_scripts
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import spread, wrapped

if TYPE_CHECKING:
    from buckram.desk.patterning import Bench


def shares(draft: Draft, width: int, room: int) -> tuple[int, int]:
    """How many lines the sentence and the 853 get of `room`, two each where they need no more.

    The sentence goes first: the MARC line is also seen whole when it is written.
    """
    sentence = max(2, min(len(wrapped(describe(draft.pattern), width - 2)), room - 1))
    return sentence, room - sentence


def bench_lines(
    bench: Bench, draft: Draft, examples: Sequence[str], width: int, count: int
) -> list[list[Cell]]:
    """The title, the sentence in `count` lines, and from which issue on it would hold.

    examples: of the ready pattern that is lit, instead of the last.
    """
    title = bench.title
    said = _at_most(wrapped(describe(draft.pattern), width - 2), count, width - 2)
    last = [(" Like: ", "dim"), ("; ".join(examples), "note")] if examples else _from_when(bench, draft)
    return [
        spread([(f" {name_in_both_scripts(title)}", "title")], (f"{title.issn} ", "normal"), width),
        *([(f" {line}", "here")] for line in said),
        last,
    ]


def _from_when(bench: Bench, draft: Draft) -> list[Cell]:
    start = bench.start
    if start is None:
        return [
            (f" It begins with {card_texts(draft.field, draft.values).label}.  ", "normal"),
            ("Enter", "key"),
            (" adopts", "normal"),
        ]
    how = "goes on after" if start.status in CAME else "holds from"
    then = ", which came" if start.status in CAME else " on"
    return [
        (f" It {how} {start.label}{then}.  ", "normal"),
        ("Enter", "key"),
        (" adopts  ", "normal"),
        ("Left Right", "key"),
        (" move", "dim"),
    ]


def marc_lines(draft: Draft, width: int, count: int) -> list[list[Cell]]:
    """The 853 in `count` lines and the 863 in one, each with the key that lets it be written."""
    room = max(width - 4, 20)
    pattern = wrapped(f"{draft.field.tag} {field_text(draft.field)}", room)
    first = wrapped(f"{draft.holding.tag} {field_text(draft.holding)}", room)
    lines = zip("M".ljust(count), _at_most(pattern, count, room), strict=True)
    return [
        *([(f" {key} ", "key"), (line, "dim")] for key, line in lines),
        [(" H ", "key"), (_at_most(first, 1, room)[0], "dim")],
    ]


def _at_most(lines: Sequence[str], count: int, width: int) -> list[str]:
    """Exactly `count` lines; where there are more, the last one says so."""
    shown = [*lines[:count], *[""] * (count - len(lines))]
    if len(lines) > count:
        shown[-1] = shown[-1][: width - 4] + " ..."
    return shown


def sentence_lines(heading: str, sentences: Sequence[str], width: int) -> list[list[Cell]]:
    """Sentences for reading, each on lines of its own."""
    lines: list[list[Cell]] = [[], [(f"  {heading}", "title")], []]
    for sentence in sentences:
        lines += [[("  " + line, "normal")] for line in wrapped(sentence, max(width - 6, 10))]
    return lines
