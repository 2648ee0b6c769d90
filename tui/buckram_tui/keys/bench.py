"""The keys of the bench: the list of units, and the unit in hand."""

from __future__ import annotations

from buckram_tui.keys.key import BENCH, Key

BENCH_KEYS = (
    Key(BENCH, "enter", "Enter", "all is well", "all_well", "Take the lit unit in hand; there: all is well."),
    Key(BENCH, "space", "Space", "confirm", "mark", "The lit piece is right and here, or is not after all."),
    Key(BENCH, "e", "E", "every", "bench('every')", "Every piece is right and here, by eye."),
    Key(BENCH, "c", "C", "check", "bench('check')", "What the eye sees: pages, margin, fold-outs, staples."),
    Key(BENCH, "h", "H", "hold", "bench('lacks')", "The lit piece is not here, and why; in the list: hold."),
    Key(BENCH, "v", "V", "searched", "bench('searched')", "Where the lit gap was looked for: found or not."),
    Key(BENCH, "k", "K", "claim", "bench('claim')", "Claim the lit gap."),
    Key(BENCH, "g", "G", "got it", "bench('got_it')", "The piece for the lit gap is in hand: take it in."),
    Key(BENCH, "m", "M", "mend", "bench('mend')", "The lit piece is damaged: into the mending queue."),
    Key(BENCH, "d", "D", "decide", "bench('decide')", "Bind incomplete, online sheet, box, wait, discard."),
    Key(BENCH, "s", "S", "split", "bench('split')", "Split the unit at a natural break."),
    Key(BENCH, "j", "J", "join", "bench('join')", "Join it with another unit of the title."),
    Key(BENCH, "a", "A", "add", "bench('add')", "Add a supplement, an index, an issue."),
    Key(BENCH, "x", "X", "leave out", "bench('leave_out')", "Leave the lit piece out of the unit."),
    Key(BENCH, "u", "U", "urgent", "bench('urgent')", "Rush, or not after all."),
    Key(BENCH, "n", "N", "note", "bench('note')", "A note on the unit, which the binder sees."),
    Key(BENCH, "l", "L", "lot", "bench('lot')", "The lot of the unit; in none: into one."),
    Key(BENCH, "f", "F", "filter", "filter", "To collate, held, to give up, ready, one place; all."),
    Key(BENCH, "t", "T", "ticket", "ticket", "The ticket of the unit."),
    Key(BENCH, "b", "B", "pattern", "pattern", "How the title is bound: its binding pattern."),
    Key(BENCH, "o", "O", "card", "open", "Open the title's card."),
    Key(BENCH, "w", "W", "write", "write", "Print the list, or write it to a file."),
)
