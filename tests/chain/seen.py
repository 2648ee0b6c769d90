"""What a preparer sees, as the tables that the script has written out: each function gives their lines."""

from __future__ import annotations

from itertools import groupby

from buckram.desk import cards, looking_up
from buckram.desk.bindery import coming_back, totals
from buckram.desk.bindery.bench_list import on_bench
from buckram.desk.bindery.due import due
from buckram.desk.bindery.lot_papers import manifest_of
from buckram.desk.bindery.overdue import overdue_words
from buckram.desk.bindery.pulling import slip
from buckram.desk.bindery.record import By, first_day, record, told_of
from buckram.desk.bindery.shelf_list import as_table, to_shelve
from buckram.desk.desk import Desk
from buckram.rules.bindery.measure import told_length, told_weight
from buckram.storage.bindery import bindings, lots, repairs, tickets, units
from chain.named import Named, parts
from chain.script import Row


def seen_due(desk: Desk, named: Named, about: str) -> list[Row]:
    """The due list of these titles: title, unit, pieces, gaps, state, why."""
    return [
        (name, one.label, str(len(one.pieces)), str(sum(not p.piece_id for p in one.pieces)), str(one.state),
         one.why)
        for name in parts(about)
        for one in due(desk.library, desk.today(), title_id=named.title(name))
    ]  # fmt: skip


def seen_pattern(desk: Desk, named: Named, about: str) -> list[Row]:
    """What was decided of how a title is bound."""
    held = next(one for one in bindings.of_title(desk.library, named.title(about)) if one.active)
    wanted = ("unit", "title_lines", "caption_vol", "caption_no", "colour", "foil", "history")
    return [(name, held.fields[name]) for name in wanted if held.fields.get(name)]


def seen_lot(desk: Desk, named: Named, about: str) -> list[Row]:
    """What a lot holds: the sums at the foot of the batch builder."""
    found = totals.totals(desk.library, named.lot(about).id, desk.today())
    rows = [
        ("units", str(found.units)),
        ("pieces", str(found.pieces)),
        ("gaps", str(found.gaps)),
        ("thickness", told_length(found.thickness)),
        ("weight", told_weight(found.grams)),
        ("price", f"{found.price} {found.currency}"),
        ("boxes", str(found.boxes)),
    ]
    return [*rows, *(("too much", words) for words in found.over)]


def seen_units(desk: Desk, named: Named, about: str) -> list[Row]:
    """The units of a lot: title, unit, pieces, gaps, state."""
    return [
        (_short(one.title), one.label, str(one.pieces), str(one.gaps), str(one.state))
        for one in units.of_lot(desk.library, named.lot(about).id)
    ]


def seen_slip(desk: Desk, named: Named, about: str) -> list[Row]:
    """The pull slip of a lot: place, call number, title, unit, pieces, what is lacking, what stays."""
    lot = named.lot(about)
    made = slip(desk, lot, units.of_lot(desk.library, lot.id))
    return [
        (one.location, one.call_number, _short(one.title), one.unit, str(one.count),
         ", ".join(take.short for take in one.takes if take.gap), one.copy)
        for one in made.pulls
    ]  # fmt: skip


def seen_bench(desk: Desk, named: Named, about: str) -> list[Row]:
    """The bench, of what is not ready: title, unit, what is to be done, why, until when."""
    return [
        (_short(one.unit.title), one.unit.label, one.doing, one.why,
         one.unit.give_up_on.isoformat() if one.unit.give_up_on else "")
        for one in on_bench(desk.library, desk.today())
        if one.doing not in ("ready", "collate")
    ]  # fmt: skip


def seen_pieces(desk: Desk, named: Named, about: str) -> list[Row]:
    """What a unit is made of, in the order of binding: "Title; unit"."""
    title, label = parts(about)
    return [
        (one.role, one.label, one.cause if one.piece_id is None else "here")
        for one in units.pieces(desk.library, named.unit(title, label).id)
    ]


def seen_spine(desk: Desk, named: Named, about: str) -> list[Row]:
    """The lettering of a unit's ticket, line by line: "Title; unit"."""
    title, label = parts(about)
    ticket = tickets.of_unit(desk.library, named.unit(title, label).id)
    assert ticket is not None
    return [(text.partition("\t")[2] or text,) for text in ticket.lettering]


def seen_manifest(desk: Desk, named: Named, about: str) -> list[Row]:
    """The sums of a manifest: its boxes, then all of it."""
    made = manifest_of(desk.library, named.lot(about).id, desk.today())
    rows: list[Row] = [(f"box {box.number}", str(box.units), box.weight) for box in made.boxes]
    pieces = sum(line.pieces for line in made.lines)
    return [*rows, ("all", str(len(made.lines)), made.weight, f"{pieces} pieces", made.price, made.due_back)]


def seen_flags(desk: Desk, named: Named, about: str) -> list[Row]:
    """What of a manifest the binder has to look at: the units with flags."""
    made = manifest_of(desk.library, named.lot(about).id, desk.today())
    return [(line.lettered, line.volume, "; ".join(line.flags)) for line in made.lines if line.flags]


def seen_card(desk: Desk, named: Named, about: str) -> list[Row]:
    """Boxes of a card, what stands together in one line: from, to, how many, what they say, due back.

    about: "Title; from; to", the first and the last box by how their labels begin.
    """
    title, first, last = parts(about)
    start, end = named.issue(title, first), named.issue(title, last)
    shown = cards.card(desk, named.title(title), issue_id=start.id)
    boxes = [one for one in shown.boxes if start.position <= one.issue.position <= end.position]
    rows: list[Row] = []
    for (status, back), group in groupby(boxes, lambda one: (str(one.issue.status), one.due_back)):
        labels = [f"{one.issue.volume}:{one.issue.number}".strip(":") for one in group]
        rows.append((labels[0], labels[-1], str(len(labels)), status, back.isoformat() if back else ""))
    return rows


def seen_holdings(desk: Desk, named: Named, about: str) -> list[Row]:
    """The holdings statements of titles: title, what it is about, statement."""
    return [
        (name, kind, statement)
        for name in parts(about)
        for kind, statement in looking_up.detail(desk.library, named.title(name), None).holdings
    ]


def seen_away(desk: Desk, named: Named, about: str) -> list[Row]:
    """What look-up tells readers of the volumes at the binder's: title, volume, due back."""
    return [
        (name, one.label, one.due_back_on.isoformat() if one.due_back_on else "")
        for name in parts(about)
        for one in looking_up.detail(desk.library, named.title(name), None).away
    ]


def seen_overdue(desk: Desk, named: Named, about: str) -> list[Row]:
    """The line of the worklist that tells which lots are late."""
    words = overdue_words(desk.library, desk.today())
    return [(words,)] if words else []


def seen_back(desk: Desk, named: Named, about: str) -> list[Row]:
    """The reconciliation of a lot: state, balance, what is open, the count."""
    lot = named.lot(about)
    sums = coming_back.sums_of(desk.library, lot.id)
    return [(word,) for word in (lot.state, sums.balance, sums.open_words, sums.count_words) if word]


def seen_shelf_list(desk: Desk, named: Named, about: str) -> list[Row]:
    """The shelf list of the units of a lot: place, call number, title, volume, barcode, processed."""
    own = {line.unit_id for line in lots.lines(desk.library, named.lot(about).id)}
    rows = as_table(to_shelve(desk.library, own), desk.today()).rows
    return [(row[0], row[1], _short(row[2]), row[3], row[5][-4:], row[6]) for row in rows]


def seen_record(desk: Desk, named: Named, about: str) -> list[Row]:
    """The binder's record of one line: "by lot; how its name begins"."""
    by, name = parts(about)
    found = record(desk.library, By(by), first_day(desk.today()), desk.today())
    tally = next(one for one in found.lines if one.name.startswith(name))
    return [(what, " ".join(count.split())) for what, count in told_of(found, tally)]


def seen_mending(desk: Desk, named: Named, about: str) -> list[Row]:
    """The mending queue of a title: piece, damage, route, state."""
    return [
        (one.what, " ".join(one.damage), str(one.route or ""), str(one.state))
        for one in repairs.in_hand(desk.library)
        if one.title_id == named.title(about)
    ]


def _short(name: str) -> str:
    return name.partition(" : ")[0]
