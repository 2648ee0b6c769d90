"""What a unit's ticket says: its pattern as it holds for this volume, the spine that follows, the price."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from buckram.desk.bindery.totals import thicknesses
from buckram.desk.captions import captions_of_run
from buckram.holdings.calendar_words import CalendarWords, calendar_words
from buckram.holdings.cover import cover_dates
from buckram.holdings.designation import layout_for, value_text
from buckram.pattern.field import Field
from buckram.rules.bindery.checks import EYE_BY_NAME, block, instructions
from buckram.rules.bindery.construction import UNBOUND, Construction, Method, construct
from buckram.rules.bindery.fields import FIELD, BindingFields
from buckram.rules.bindery.holding import GOES_OUT
from buckram.rules.bindery.measure import told_length
from buckram.rules.bindery.prices import price
from buckram.rules.bindery.spine import Line, Spine, spine
from buckram.rules.bindery.spine_variables import NOTE, VARIABLES, Captions, Number, Piece, variables
from buckram.rules.bindery.ticket import extras
from buckram.rules.money import told
from buckram.storage import issues, titles
from buckram.storage.bindery import binders, bindings, collations, lots, tickets
from buckram.storage.bindery.binders import Binder
from buckram.storage.bindery.tickets import Designated
from buckram.storage.bindery.units import Unit
from buckram.storage.library import Library
from buckram.storage.titles import Title

LINE = "line_"
"""A ticket keeps each variable line under this and its name: "line_vol"."""
OWN, PARTS, DIRECTION, COLUMNS, ROWS = "own", "spine_parts", "spine_direction", "spine_columns", "spine_rows"
THICKNESS, MEASURED, HELD_BY, HELD_WHY = "thickness", "measured", "held_by", "held_why"
"""What else a ticket's fields say: which of them were said for this volume only, how the spine came about,
and how the leaves are held, with the reason."""
SAID = "said_"
"""Under this and the name of its check a ticket keeps what was said in words at the bench: "said_pages"."""

FOLLOWING = ("instructions", "missing_issue", "pocket", "trim")
"""Fields that follow also from the bench, a decision or a flag: not always as the pattern has them."""

CALL_LETTERS = 8
"""Letters to a line of the call number, as on labels."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What a ticket would say. fields: the pattern's, and those named above. price: decimal text or ""."""

    spine: Spine
    fields: Mapping[str, str]
    price: str
    currency: str

    @property
    def lettering(self) -> list[str]:
        """The lines of the spine, from head to foot."""
        return [line.text for line in self.spine.lines]


def of_pattern(library: Library, unit: Unit, fields: BindingFields) -> dict[str, str]:
    """Every field as it holds for a unit. A caption that nobody decided is that of the issues."""
    found = fields.whole()
    first = next((p for p in _pieces(library, unit) if p.role == "issue" and p.numbers), None)
    if first is not None:
        if len(first.numbers) > 1 and not fields.differs("caption_vol"):
            found["caption_vol"] = first.numbers[0].caption
        if not fields.differs("caption_no"):
            found["caption_no"] = first.numbers[-1].caption
    return found


def compose(
    library: Library, unit: Unit, base: Mapping[str, str], own: Mapping[str, str], binder: Binder | None
) -> Composed:
    """What the ticket of a unit says. base: fields of the pattern; own: what was said for this volume only,
    fields and variable lines by name."""
    fields = {**base, **{name: text for name, text in own.items() if not name.startswith(LINE)}}
    pieces = _pieces(library, unit)
    found = variables(
        pieces,
        Captions(
            fields["caption_vol"],
            fields["caption_no"],
            fields["caption_months"],
            fields["caption_year"],
            fields["caption_index"],
            fields["caption_copy"],
        ),
        whole=unit.whole,
        incomplete=unit.decision == "bind incomplete",
        copy=str(unit.copy_number or ""),
    )
    lines = {name: own.get(LINE + name, found.get(name, "")) for name in (*VARIABLES, NOTE)}
    # What the batch builder weighs by: the bench and the ticket never say two things.
    thickness, measured = thicknesses(library, [unit])[unit.id], bool(unit.thickness)
    made = spine(
        title=_listed(fields["title_lines"]),
        order=fields["variables"].split(),
        variables=lines,
        call=call_lines(unit.call_number) if fields["call_lines"] == "yes" else (),
        imprint=_listed(fields["imprint"] or (binder.imprint if binder else "")),
        wanted=fields["direction"],
        width=int(fields["width"]) if fields["width"] else None,
        thickness=thickness or None,
    )
    if binder and fields["history"] == "new" and bindings.came_back_from(library, unit.title_id, binder.id):
        # The pattern is that of the first volume; the binder has bound the title since.
        fields["history"] = "by you"
    last = collations.last(library, unit.id)
    checks = last.checks if last else {}
    said = _said(checks)
    if unit.decision in GOES_OUT and "missing_issue" not in own:
        # Else the binder would send back what was decided about.
        fields["missing_issue"] = "bind incomplete"
    if "instructions" not in own:
        fields["instructions"] = _told_too(fields["instructions"], instructions(said))
    if "no trim" in fields["instructions"] and "trim" not in own:
        # The pattern's "minimum" beside it would leave the choice to the binder.
        fields["trim"] = "none"
    if "discs" in said and "pocket" not in own:
        fields["pocket"] = "yes"
    held = _held(library, unit, checks, fields)
    amount, currency = _price(library, unit, {**fields, "method": str(held.method)}, thickness, binder)
    lettered = {
        LINE + name: text
        for name, text in lines.items()
        if text and (name == NOTE or name in fields["variables"].split())
    }
    kept = {
        OWN: ",".join(sorted(own)),
        PARTS: " ".join(line.part for line in made.lines),
        DIRECTION: made.direction,
        COLUMNS: str(made.columns),
        ROWS: str(made.rows),
        THICKNESS: str(thickness),
        MEASURED: "yes" if measured else "no",
        HELD_BY: str(held.method),
        HELD_WHY: held.reason,
        **{SAID + name: words for name, words in said.items() if EYE_BY_NAME[name].asks and words != "yes"},
    }
    blank = {name: "" for name in own if name.startswith(LINE)}
    return Composed(made, {**fields, **blank, **lettered, **kept}, amount, currency)


def own_of(fields: Mapping[str, str]) -> dict[str, str]:
    """What a ticket's fields say for its volume only, by name."""
    names = [name for name in fields.get(OWN, "").split(",") if name]
    return {name: fields.get(name, "") for name in names}


def base_of(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of the pattern that a ticket's fields were made from, as far as they were kept."""
    ours = {OWN, PARTS, DIRECTION, COLUMNS, ROWS, THICKNESS, MEASURED, HELD_BY, HELD_WHY}
    return {n: text for n, text in fields.items() if n not in ours and not n.startswith((LINE, SAID))}


def bench_words(fields: Mapping[str, str], *, inches: bool) -> list[str]:
    """What was said at the bench with a check, as sentences: which pages, the margin, what for the pocket."""
    found = []
    for name, begins in _SAID_WORDS.items():
        if words := fields.get(SAID + name, ""):
            if name == "margin" and words.isdigit():
                words = told_length(int(words), inches=inches)
            found.append(f"{begins}: {words.rstrip('.')}.")
    return found


_SAID_WORDS = {"pages": "Pages", "margin": "Inner margin", "discs": "For the pocket"}


def _said(checks: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in checks.items() if name in EYE_BY_NAME}


def _told_too(standing: str, found: Sequence[str]) -> str:
    """The standing instructions, and those that follow from what the bench found in this volume."""
    chosen = {*(part.strip() for part in standing.split(",")), *found}
    return ", ".join(value for value in FIELD["instructions"].values if value in chosen)


def _held(library: Library, unit: Unit, checks: Mapping[str, str], fields: Mapping[str, str]) -> Construction:
    """How the leaves are held: as the pattern asks, or as thickness, paper and margins allow.

    Only what was measured counts: an estimate is no reason to call for a split, and the bench made none.
    """
    if fields["class"] == "box":
        return Construction(Method.BOX, "its class is box")
    lot = lots.find(library, unit.lot_id) if unit.lot_id is not None else None
    music = lot is not None and lot.kind == "music"
    made = block(_said(checks), unit.pieces, unit.thickness, fields["paper"], music=music)
    found = construct(made, fields["method"])
    if found.method not in UNBOUND:
        return found
    # It is bound as it is: "split" or "box" would tell the binder to do what nobody wants.
    asked = fields["method"]
    method = Method.DOUBLE_FAN if asked in ("", "auto") or made.flat else Method(asked)
    agreed = "as agreed at the bench, " if "method agreed" in checks else ""
    return Construction(method, f"{agreed}though {found.reason}", found.warnings)


def spine_of(lettering: Sequence[str], fields: Mapping[str, str]) -> Spine:
    """The spine of a ticket that was made, as it was made."""
    parts = fields.get(PARTS, "").split()
    if len(parts) != len(lettering):
        from buckram.rules.bindery.spine_compared import read_lines

        lines = tuple(read_lines(lettering))
    else:
        lines = tuple(Line(part, text) for part, text in zip(parts, lettering, strict=True))
    way = fields.get(DIRECTION) or "across"
    return Spine(lines, way, int(fields.get(COLUMNS) or 20), int(fields.get(ROWS) or 1))


def call_lines(call_number: str) -> list[str]:
    """A call number as it stands on a spine, line by line."""
    from buckram.exchange.labels import spine as label_lines

    return label_lines(call_number, CALL_LETTERS)


def _price(
    library: Library, unit: Unit, fields: Mapping[str, str], thickness: int, binder: Binder | None
) -> tuple[str, str]:
    if binder is None:
        return "", ""
    lot = lots.find(library, unit.lot_id) if unit.lot_id is not None else None
    amount = price(
        binders.prices(library, binder.id),
        kind_class=fields["class"],
        thickness=thickness or None,
        rush=unit.rush or (lot is not None and lot.service == "rush"),
        extras=extras(fields),
    )
    return ("" if amount is None else told(amount, binder.currency)), binder.currency


def _listed(text: str) -> list[str]:
    return [line.strip() for line in text.split("/") if line.strip()]


def _pieces(library: Library, unit: Unit) -> list[Piece]:
    """What a unit is made of, as its spine needs it."""
    title = titles.get(library, unit.title_id)
    by_id = {row.id: row.field for row in issues.patterns(library, unit.title_id)}
    usual: dict[str, Field] = {}
    found = []
    for one in tickets.designated(library, unit.id):
        captions = by_id.get(one.pattern_id or 0)
        if captions is None:
            if one.run not in usual:
                own = captions_of_run(library, unit.title_id, one.run)
                usual[one.run] = (own if own.row else captions_of_run(library, unit.title_id, "basic")).field
            captions = usual[one.run]
        found.append(_piece(one, captions, title))
    return found


def _piece(one: Designated, captions: Field, title: Title) -> Piece:
    words = calendar_words(title.language)
    shape = layout_for(captions, one.designation)
    first, last = cover_dates(shape, one.designation, words)
    numbers = tuple(
        Number("", value_text(level, value, words)) if level.ordinal else Number(level.text.strip(), value)
        for level in shape.numbers
        if (value := one.designation.get(level.code))
    )
    return Piece(
        numbers=numbers,
        months=_both(_month(first.part, words), _month(last.part, words)),
        days=_both(first.day, last.day),
        years=_both(first.year or one.year, last.year or one.year),
        role=one.role,
        here=one.here,
    )


def _both(first: str, last: str) -> tuple[str, ...]:
    """One value, or two where they differ."""
    return tuple(dict.fromkeys(value for value in (first, last) if value))


def _month(part: str, words: CalendarWords) -> str:
    name = words.month(part)
    return name[:1].upper() + name[1:] if words.capitals else name
