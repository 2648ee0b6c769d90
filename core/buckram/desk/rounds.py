"""Pieces on their way round their readers: sent out, looked for, called back, returned.

The setting `route_names` says how long the file knows who has what: "slip": names leave with the paper, and
nothing is kept; "round": until the piece is back; "never": they are never erased.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import NotFound, Refused
from buckram.exchange.lists import Table
from buckram.rules.keeping import spoken_day
from buckram.rules.routing import back_about, goes_round, holder, untils
from buckram.storage import copies, printing, routing
from buckram.storage import rounds as stored
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.rounds import Legs, Round


@dataclass(frozen=True, slots=True)
class Out:
    """A piece that is out. legs: its readers in order with their days, as far as that is known.

    at: the place (from 0) of the reader who presumably has it, or None. back_about: when it ought to be back.
    overdue: days after that.
    """

    round: Round
    legs: Legs
    at: int | None
    back_about: date
    overdue: int

    @property
    def with_whom(self) -> str:
        """Who presumably has it, or ""."""
        return "" if self.at is None else self.legs[self.at][0]

    @property
    def where(self) -> str:
        """Where it presumably is, in a sentence."""
        if self.at is None:
            told = f"It went round on {spoken_day(self.round.began_on)}; who has it is not kept."
        else:
            told = f"Presumably with {self.with_whom} ({self.at + 1} of {len(self.legs)})"
            if self.round.at_place == self.at + 1 and self.round.at_on:
                told = told.replace("Presumably with", "With") + f", seen on {spoken_day(self.round.at_on)}"
            later = [name for name, days in self.legs[self.at + 1 :] if days]
            told += f", then {', '.join(later)}." if later else ", the last."
        told += f" Back about {spoken_day(self.back_about)}"
        told += f", overdue {days_words(self.overdue)}" if self.overdue else ""
        recalled = self.round.recalled_on
        return told + (f", called back on {spoken_day(recalled)}." if recalled else ".")


def days_words(count: int) -> str:
    """1 day, 2 days."""
    return f"{count} day{'' if count == 1 else 's'}"


def legs_of(library: Library, copy_id: int | None) -> Legs:
    """Who gets a piece of a copy now, in order, with the days of each; who is away is left out."""
    if copy_id is None:
        return []
    usual = decided(library, "route_days")
    return [
        (one.name, 0 if one.contents_only else one.keep_days or usual)
        for one in routing.of_copy(library, copy_id)
        if one.active
    ]


def begin_at_receipt(writer: ActWriter, desk: Desk, piece_id: int, treatment: str) -> bool:
    """A piece that is received sets out to its readers, unless its title's treatment says otherwise.

    Inside the act of the receipt; says whether it sets out. Where everybody gets the contents page only, it
    stays on its shelf.
    """
    piece = copies.piece(desk.library, piece_id)
    assert piece is not None
    legs = legs_of(desk.library, piece.copy_id)
    if not goes_round(treatment, len(legs)) or (legs and not any(days for _, days in legs)):
        return False
    _begin(writer, desk, piece_id, piece.copy_id, legs)
    return True


def _begin(writer: ActWriter, desk: Desk, piece_id: int, copy_id: int | None, legs: Legs) -> None:
    library, today = desk.library, desk.today()
    days = [days for _, days in legs] if legs else [decided(library, "route_days")]
    row = {
        "piece_id": piece_id,
        "copy_id": copy_id,
        "began_on": today.isoformat(),
        "due_on": back_about(days, today).isoformat(),
    }
    round_id = writer.insert("round", row)
    if legs and decided(library, "route_names") != "slip":
        stored.keep_names(library, round_id, legs)


def send(desk: Desk, issue_id: int) -> str:
    """Send the pieces of an issue that are here round their readers; gives the sentence.

    Raises Refused: no piece is here, or all of them are out.
    """
    here = [one for one in copies.pieces(desk.library, issue_id) if one.condition in {"good", "damaged"}]
    if not here:
        raise Refused("No piece of this issue is here.", "Receive it first.")
    with act(desk.library, desk.hand(), "route") as writer:
        going = [one for one in here if stored.open_round(desk.library, one.id) is None]
        if not going:
            raise Refused(f"{here[0].label} is out already.", "O R says where it is.")
        for one in going:
            _begin(writer, desk, one.id, one.copy_id, legs_of(desk.library, one.copy_id))
        writer.title_id, writer.issue_id = here[0].title_id, issue_id
        pieces = "" if len(going) == 1 else f" ({len(going)} pieces)"
        writer.sentence = f"{going[0].label}{pieces} goes round: {going[0].title}."
    return writer.sentence


def out(library: Library, today: date) -> list[Out]:
    """Every piece that is out: what is overdue longest first."""
    found = [_out(library, one, today) for one in stored.out(library)]
    return sorted(found, key=lambda one: (one.back_about, one.round.id))


def of_issue(library: Library, issue_id: int, today: date) -> list[Out]:
    """The pieces of an issue that are out."""
    return [one for one in out(library, today) if one.round.issue_id == issue_id]


def _out(library: Library, one: Round, today: date) -> Out:
    legs = stored.names(library, one.id)
    if legs is None:
        # Its return was taken back, or it began while no names were kept: it takes the way of its list.
        legs = [] if decided(library, "route_names") == "slip" else legs_of(library, one.copy_id)
    days = [days for _, days in legs]
    at = None if one.at_place is None else one.at_place - 1
    back = back_about(days, one.began_on, at=at, at_on=one.at_on) if at is not None and legs else one.due_on
    where = holder(days, one.began_on, today, at=at, at_on=one.at_on) if legs else None
    return Out(one, legs, where, back, max(0, (today - back).days))


def way(one: Out) -> list[tuple[str, str]]:
    """Of a piece that is out, each reader with what is known of the way: (name, "until 3 Dec 2026")."""
    days, began, first = [days for _, days in one.legs], one.round.began_on, 0
    if one.round.at_place is not None and one.round.at_on is not None and one.legs:
        first, began = one.round.at_place - 1, one.round.at_on
    ends = untils(days[first:], began)
    told: list[tuple[str, str]] = []
    for place, (name, kept) in enumerate(one.legs):
        if not kept:
            told.append((name, "contents page only"))
        elif place < first or (one.at is not None and place < one.at):
            told.append((name, "had it"))
        else:
            told.append((name, f"until {spoken_day(ends[place - first])}"))
    return told


def has_it(desk: Desk, one: Round, place: int) -> str:
    """Say that the reader at a place of the list (from 1) has the piece today; gives the sentence."""
    legs = _out(desk.library, one, desk.today()).legs
    if not 1 <= place <= len(legs):
        raise Refused("Nobody stands there on the list of this round.")
    with act(desk.library, desk.hand(), "whereabouts") as writer:
        before = {"at_place": one.at_place, "at_on": one.at_on.isoformat() if one.at_on else None}
        writer.update("round", one.id, before, {"at_place": place, "at_on": desk.today().isoformat()})
        # The ledger knows a place of the list and no name: names can be erased.
        writer.sentence = f"{one.name} is with reader {place} of {len(legs)}: {one.title}."
        writer.title_id, writer.issue_id = one.title_id, one.issue_id
    return writer.sentence


def back(desk: Desk, rounds: Sequence[Round]) -> str:
    """These pieces are back: one act. Who had them is erased, unless the library keeps it for ever.

    Gives the sentence. Raises Refused when there is none, Stale.
    """
    if not rounds:
        raise Refused("Nothing that is out is lit or marked.")
    with act(desk.library, desk.hand(), "returned") as writer:
        for one in rounds:
            writer.update("round", one.id, {"back_on": None}, {"back_on": desk.today().isoformat()})
        if decided(desk.library, "route_names") != "never":
            stored.forget_what_is_back(desk.library)
            for one in rounds:
                printing.forget_readers(desk.library, one.piece_id)
        _of(writer, rounds)
        writer.sentence = _said(rounds, "is back", "are back")
    return writer.sentence


def recall(desk: Desk, rounds: Sequence[Round]) -> str:
    """Call these pieces back: by mail, or by a note on paper, to every reader of each. One act.

    Gives the sentence, which says so when nobody could be told. Raises Refused when there is none, Stale.
    """
    from buckram.desk.recalling import notes

    if not rounds:
        raise Refused("Nothing that is out is lit or marked.")
    untold: dict[str, None] = {}
    everybody, mailed, known = True, False, True
    with act(desk.library, desk.hand(), "recall") as writer:
        for one in rounds:
            before = {"recalled_on": one.recalled_on.isoformat() if one.recalled_on else None}
            writer.update("round", one.id, before, {"recalled_on": desk.today().isoformat()})
            kept = stored.names(desk.library, one.id) or legs_of(desk.library, one.copy_id)
            # Who only gets the contents page has nothing to return.
            names = [name for name, days in kept if days]
            left = notes(desk, one, names)
            everybody &= left is None
            mailed |= len(left or ()) < len(names)
            known &= bool(names)
            untold |= dict.fromkeys(left or ())
        _of(writer, rounds)
        writer.sentence = _said(rounds, "is called back", "are called back")
    if everybody:
        return writer.sentence
    # Who got a mail need not be told again.
    whom = ", ".join(untold) if mailed and known else "the readers"
    return f"{writer.sentence} No slip printer is set: tell {whom}."


def _of(writer: ActWriter, rounds: Sequence[Round]) -> None:
    writer.title_id = rounds[0].title_id if len({one.title_id for one in rounds}) == 1 else None
    writer.issue_id = rounds[0].issue_id if len(rounds) == 1 else None


def _said(rounds: Sequence[Round], one: str, more: str) -> str:
    if len(rounds) == 1:
        return f"{rounds[0].name} {one}: {rounds[0].title}."
    return f"{len(rounds)} pieces {more}."


def forget(desk: Desk, rounds: Sequence[Round]) -> str:
    """Erase now who has these pieces, whatever the setting; they stay out. No undo brings it back."""
    if not rounds:
        raise Refused("Nothing that is out is lit or marked.")
    with act(desk.library, desk.hand(), "erase") as writer:
        stored.forget(desk.library, [one.id for one in rounds])
        for one in rounds:
            printing.forget_readers(desk.library, one.piece_id)
            if one.at_place is not None:
                desk.library.execute("UPDATE round SET at_place = NULL, at_on = NULL WHERE id = ?", (one.id,))
        _of(writer, rounds)
        writer.sentence = _said(
            rounds, "is out, and who has it is erased", "are out, and who has them is erased"
        )
    return writer.sentence


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan on the routing desk did. choices: several pieces answer to it, and one is meant."""

    sentence: str
    choices: Sequence[Round] = ()


def scanned(desk: Desk, raw: str) -> Scanned:
    """A piece that is back was scanned: its own barcode, or what is printed on it. Raises NotFound, Stale."""
    from buckram.desk.resolving import resolve
    from buckram.identify import read
    from buckram.identify.item_codes import plain

    library = desk.library
    if piece := copies.bearing(library, plain(raw)):
        found = [one for one in [stored.open_round(library, piece.id)] if one]
        named = piece.place
    else:
        meaning = resolve(library, read(raw), desk.today())
        if not meaning.titles:
            raise NotFound("No title of this library answers to this.")
        found = [one for title in meaning.titles[:50] for one in stored.out_of_title(library, title.id)]
        if meaning.issue_id is not None:
            found = [one for one in found if one.issue_id == meaning.issue_id]
        named = meaning.titles[0].name
    if not found:
        raise NotFound(f"No piece of this is out: {named}.", "F2 receives what was never here.")
    if len(found) > 1:
        return Scanned("Several pieces of this are out: which one is back?", found)
    return Scanned(back(desk, found))


def as_table(found: Sequence[Out], today: date) -> Table:
    """What is out, for a spreadsheet or a printer."""
    return Table(
        f"Pieces that are out: {spoken_day(today)}",
        ("Title", "Issue", "Copy", "Out since", "Back about", "Overdue", "With", "Called back"),
        [
            (
                one.round.title,
                one.round.label,
                str(one.round.copy_number or ""),
                spoken_day(one.round.began_on),
                spoken_day(one.back_about),
                str(one.overdue or ""),
                one.with_whom,
                spoken_day(one.round.recalled_on) if one.round.recalled_on else "",
            )
            for one in found
        ],
        f"{len(found)} pieces, {sum(one.overdue > 0 for one in found)} overdue.",
    )
