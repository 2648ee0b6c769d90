"""What goes on paper with a lot: its manifest, and a label for each of its boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from buckram.desk.bindery.lettering import spine_of
from buckram.desk.bindery.lot_lines import BoxTold, LotTold, PackLine, lot_told
from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.printing import printer_of, queue
from buckram.errors import Refused
from buckram.exchange.bindery.box_labels import BoxLabel
from buckram.exchange.bindery.manifest import Manifest, ManifestBox, ManifestLine
from buckram.rules.bindery.measure import told_weight
from buckram.rules.bindery.spine import TITLE
from buckram.rules.keeping import spoken_day
from buckram.rules.money import Money, totals, totals_told
from buckram.storage.bindery import binders, lots
from buckram.storage.bindery.tickets import Ticket
from buckram.storage.library import Library

_DECIDED = {
    "bind incomplete": "BIND INCOMPLETE",
    "online sheet": "BIND INCOMPLETE, with a sheet that says where the gap is read online",
    "box": "BOX, do not bind",
}
"""What was decided of a unit that lacks something, as the binder is told it."""


def manifest_of(library: Library, lot_id: int, today: date) -> Manifest:
    """The manifest of a lot as it is now: box by box, what is not packed last. Raises NotFound."""
    told = lot_told(library, lot_id)
    lot, binder = told.lot, told.binder
    prices = [price for one in told.lines if (price := price_of(one)) is not None]
    lines = sorted(told.lines, key=lambda one: (not one.packed, one.line.box or 0, one.line.sequence))
    chart = {cloth.number: cloth.name for cloth in binders.cloths(library, binder.id)}
    return Manifest(
        library=decided(library, "library_name"),
        address=_lines(decided(library, "library_address")),
        library_code=binder.library_code,
        account=binder.account,
        binder=binder.name,
        binder_address=_lines(binder.address),
        number=lot.number,
        kind=lot.kind,
        service=lot.service,
        order_number=lot.order_number,
        made=spoken_day(today),
        sent=_day(lot.sent_on),
        pick_up=_day(lot.pick_up_on),
        due_back=_day(lot.due_back_on),
        weight=_weight(library, told.grams),
        price=totals_told(totals(prices)).strip() if prices else "",
        instructions=lot.instructions,
        boxes=[ManifestBox(box.number, box.units, _weight(library, box.grams)) for box in _filled(told)],
        lines=[_line(one, chart) for one in lines],
        symbols=binder.symbols,
    )


def labels_of(library: Library, lot_id: int) -> list[BoxLabel]:
    """A label for each box of a lot. Raises Refused where nothing is packed yet, NotFound."""
    told = lot_told(library, lot_id)
    lot, binder, boxes = told.lot, told.binder, _filled(told)
    if not boxes:
        raise Refused(f"Nothing of lot {lot.number} is packed yet.", "Its boxes get their labels then.")
    ours = [decided(library, "library_name") or "The library", *_lines(decided(library, "library_address"))]
    return [
        BoxLabel(
            to=[binder.name, *_lines(binder.address)],
            sender=ours,
            lot=lot.number,
            box=box.number,
            boxes=boxes[-1].number,
            units=box.units,
            weight=_weight(library, box.grams),
            service=lot.service,
            kind=lot.kind,
            account=binder.account,
            order_number=lot.order_number,
            due_back=_day(lot.due_back_on),
        )
        for box in boxes
    ]


def lettered_title(ticket: Ticket | None, title: str) -> str:
    """The title as it is stamped, its lines apart by a stroke; the title itself without a ticket."""
    if ticket is None:
        return title
    lines = [line.text for line in spine_of(ticket.lettering, ticket.fields).lines if line.part == TITLE]
    return " / ".join(lines) or title


def flags_of(one: PackLine) -> list[str]:
    """What the binder has to see at a unit, the most urgent first."""
    found = ["RUSH"] if one.unit.rush else []
    if one.line.corrects is not None:
        found.append("CORRECTION, see its ticket")
    if one.unit.decision in _DECIDED:
        found.append(_DECIDED[one.unit.decision])
    return found


def price_of(one: PackLine) -> Money | None:
    """What a unit ought to cost, or None where that is not known."""
    price = one.line.price or (one.ticket.price if one.ticket else "")
    return Money(Decimal(price), one.ticket.currency if one.ticket else "") if price else None


def _line(one: PackLine, chart: Mapping[str, str]) -> ManifestLine:
    fields = one.ticket.fields if one.ticket else {}
    price = price_of(one)
    colour = fields.get("colour", "")
    cover = [fields.get("material", ""), " ".join(part for part in (colour, chart.get(colour, "")) if part)]
    cover.append(f"{fields['foil']} foil" if fields.get("foil") else "")
    return ManifestLine(
        sequence=one.line.sequence,
        box=one.line.box if one.packed else None,
        ticket=one.ticket.number if one.ticket else "",
        lettered=lettered_title(one.ticket, one.unit.title),
        volume=one.volume,
        pieces=one.unit.pieces,
        call_number=one.unit.call_number,
        cover_class=fields.get("class", ""),
        cover=", ".join(part for part in cover if part),
        flags=flags_of(one),
        price=price.words.strip() if price else "",
        instructions=one.ticket.instructions if one.ticket else "",
    )


def _lines(address: str) -> list[str]:
    return [line.strip() for line in address.replace("\n", ";").split(";") if line.strip()]


def _day(day: date | None) -> str:
    return spoken_day(day) if day else ""


def _weight(library: Library, grams: int) -> str:
    return told_weight(grams, pounds=decided(library, "inches"))


def _filled(told: LotTold) -> Sequence[BoxTold]:
    return [box for box in told.boxes if box.units]


def print_paper(desk: Desk, lot_id: int, what: str) -> str:
    """The manifest or the labels of the boxes go to the printer of lists; gives the sentence.

    what: manifest or labels. Raises Refused when no such printer is set, or nothing is packed.
    """
    library = desk.library
    printer_of(library, "list")
    number = lots.get(library, lot_id).number
    name = f"Manifest of lot {number}" if what == "manifest" else f"Box labels of lot {number}"
    ending = "pdf" if decided(library, "list_form") == "pdf" else "txt"
    content = paper_file(desk, lot_id, what, f"x.{ending}")
    with library.transaction():
        queue(desk, "list", name, content)
    return f"{name} goes to the printer."


def paper_file(desk: Desk, lot_id: int, what: str, name: str) -> bytes:
    """What a file called `name` holds: PDF, or text where it ends in .txt; the data file CSV, or tagged text.

    what: manifest, labels or lot. Raises Refused: nothing is packed yet that labels could be for; a volume
    has no ticket that the data file could tell of.
    """
    library = desk.library
    as_text = name.lower().endswith(".txt")
    if what == "lot":
        from buckram.desk.bindery import lot_data, ticket_files

        if as_text:
            return ticket_files.tagged_file(library, ticket_files.of_lot(library, lot_id))
        return lot_data.csv_of_lot(library, lot_id)
    if what == "labels":
        from buckram.exchange.bindery.box_labels import labels_pdf, labels_text

        labels = labels_of(library, lot_id)
        return labels_text(labels).encode() if as_text else labels_pdf(labels)
    manifest = manifest_of(library, lot_id, desk.today())
    if as_text:
        from buckram.exchange.bindery.manifest import manifest_text

        return manifest_text(manifest).encode()
    from buckram.exchange.bindery.manifest_paper import manifest_pdf

    return manifest_pdf(manifest)
