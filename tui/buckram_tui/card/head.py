"""The head of the card: the title in hand, where its pieces go, what Enter will do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from buckram.desk.cards import Box, Card, next_copy
from buckram.desk.desk import Desk
from buckram.desk.grouping import Fold, Item
from buckram.desk.order_ended import ended_words
from buckram.rules.bindery.due_back import back_words
from buckram.rules.status import HERE, RECEIVABLE, Status, spoken
from buckram.storage.notes import Note
from buckram_tui.card.choices import name_in_both_scripts
from buckram_tui.card.words import full_day, span
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.lines import spread, wrapped

RUN_WORDS = {"basic": "issues", "supplement": "supplements", "index": "indexes"}


def head_lines(
    desk: Desk,
    card: Card,
    lit: Item | None,
    width: int,
    *,
    dark: bool,
    second_piece: bool = False,
    covered: bool = False,
) -> list[list[Cell]]:
    """Four lines: title, place, notes, and what is lit with what Enter does to it.

    dark: nothing is lit; second_piece: because what was scanned is here already. covered: something stands
    over the card, and Enter is meant for that.
    """
    title = card.title
    box = lit if isinstance(lit, Box) else None
    last: list[Cell]
    if second_piece:
        last = [(" Here already. ", "warn"), ("Enter", "key"), (": what is this piece?", "normal")]
        last.append(("  an arrow: this card again", "dim"))
    elif dark:
        last = [
            (" Not the piece in hand. ", "warn"),
            ("Enter", "key"),
            (" or an arrow: this card again", "dim"),
        ]
    elif isinstance(lit, Fold):
        told = lit.told if lit.name else "what came before"
        last = [(f" {lit.name}", "here"), (f"  {told}  ", "normal"), ("Enter", "key"), (" unfolds", "normal")]
    else:
        last = lit_line(desk, card, box, covered=covered)
    return [
        spread([(f" {name_in_both_scripts(title)}", "title")], (f"{title.issn} ", "normal"), width),
        [(f" {_place(card)}", "normal")],
        _notes(card, box),
        last,
    ]


def _place(card: Card) -> str:
    title = card.title
    where = [
        f"{copy.location or 'no location'}{f' c.{copy.number}' if len(card.copies) > 1 else ''}"
        f"{f' [{copy.call_number}]' if copy.call_number and copy.call_number != title.call_number else ''}"
        for copy in card.copies
    ]
    parts = [title.call_number, ", ".join(where), title.frequency_name]
    if card.run != "basic":
        parts.append(f"showing {RUN_WORDS[card.run]}")
    elif len(card.runs) > 1:
        parts.append("+ " + ", ".join(RUN_WORDS[run] for run in card.runs if run != "basic"))
    return "  ".join(part for part in parts if part)


def _notes(card: Card, box: Box | None) -> list[Cell]:
    title = card.title
    issue_id = box.issue.id if box else None
    unread, notes = card.unread(issue_id), card.notes_of(issue_id)
    if unread:
        more = f"  (+{len(unread) - 1} more)" if len(unread) > 1 else ""
        return [(" ! New note: ", "warn"), (unread[0].text + more, "note")]
    routed = any(copy.routed for copy in card.copies) and "rout" not in title.treatment.casefold()
    barcode = "barcode" if any(copy.wants_barcode for copy in card.copies) else ""
    treated = [title.treatment, "route" if routed else "", barcode]
    line: list[Cell] = [(" " + "  ".join(part for part in treated if part), "normal")]
    if notes:
        more = f" (+{len(notes) - 1}, I shows all): " if len(notes) > 1 else ": "
        line += [("  Note" + more, "dim"), (notes[0].text, "note")]
    return line


def lit_line(desk: Desk, card: Card, box: Box | None, *, covered: bool = False) -> list[Cell]:
    """The lit issue, and what Enter does to it, unless something covers the card."""
    if box is None:
        why = "its last issue was received"
        if not card.boxes:
            why = "there is no issue to go on from" if card.patterned else "no pattern tells when it comes"
        makes = [
            (" Down, ", "dim"),
            ("P", "key"),
            (": set the first" if card.patterned else ": make one", "dim"),
        ]
        return [(" Nothing is expected: ", "warn"), (f"{why}.", "normal"), *makes]
    issue = box.issue
    line: list[Cell] = [(f" {issue.label or issue.number}", "here")]
    if issue.status not in RECEIVABLE:
        style = "good" if issue.status is Status.ARRIVED and not box.mended else "warn"
        line.append((f"  {_what_became(box, desk.today())}", style))
        return line
    if issue.status not in {Status.EXPECTED, Status.PARTIAL}:
        mended = ", being mended" if box.mended else ""
        line.append((f"  {issue.status}{mended}", "warn"))
    elif box.late:
        line.append((f"  late {span(box.late)}", "late"))
    if box.due_back is not None:
        line.append((f"  bindery, {back_words(box.due_back, desk.today())}", "warn"))
    if issue.claimed:
        line.append((f"  claim {issue.claimed}", "claimed"))
    if issue.hold_until is not None and issue.hold_until > desk.today():
        line.append((f"  watched until {full_day(issue.hold_until)}", "warn"))
    day = issue.published_on or desk.day_of_receipt()
    if ended := ended_words(desk.library, issue.title_id, day, desk.today()):
        line.append((f"  {ended}", "warn"))
    if covered:
        return line
    copy = next_copy(desk, card, issue)
    to = f" for {copy.location}" if copy and copy.location else ""
    if copy and copy.call_number and copy.call_number != card.title.call_number:
        # Its own number is what has to be written on this piece; the title's stands above.
        to += f" [{copy.call_number}]"
    which = f" c.{copy.number} of {len(card.copies)}" if copy and len(card.copies) > 1 else ""
    as_of = f" as of {full_day(desk.receipt_date)}" if desk.receipt_date else ""
    return [*line, ("  ", "normal"), ("Enter", "key"), (f" receives{which}{as_of}{to}", "normal")]


def _what_became(box: Box, today: date) -> str:
    issue = box.issue
    if box.mended and issue.status in HERE:
        return "being mended"
    if box.back_about is not None:
        return f"on circulation, back about {full_day(box.back_about)}"
    if issue.status is Status.AT_BINDERY:
        # When it came is of no help to somebody who wants it.
        back = back_words(box.due_back, today)
        return f"{spoken(issue.status)}, {back}" if back else spoken(issue.status)
    came = f", received {full_day(issue.received_on)}" if issue.received_on else ""
    return spoken(issue.status) + came


def note_lines(notes: Sequence[Note], width: int, *, stops: bool) -> list[list[Cell]]:
    """The notes in full, for reading."""
    what = "Read this before the receipt counts" if stops else "Notes"
    lines: list[list[Cell]] = [[], [(f"  {what}", "warn" if stops else "title")], []]
    for note in notes:
        sign = "!" if not note.read and note.stops else " "
        for n, text in enumerate(wrapped(note.text, max(width - 6, 10))):
            lines.append([(f"  {sign if n == 0 else ' '} ", "warn"), (text, "note")])
        on = f"on {note.label}, " if note.label else ""
        by = f"{on}{note.written_by or 'from the record'}, {note.written_at[:10]}"
        lines += [[(f"    {by}", "dim")], []]
    if not notes:
        lines.append([("  There are none.", "dim")])
    return lines
