"""What the preparer does until a lot leaves: picks, pulls, collates, waits, tickets, packs, sends."""

from __future__ import annotations

from datetime import date

from buckram.desk import adding, checkin, later_title
from buckram.desk.again import Again, came_again
from buckram.desk.bindery import (
    collating,
    deciding_units,
    holding_units,
    lots_made,
    make_up,
    mending,
    mending_bench,
    mending_routes,
    packing,
    patterns,
    picking,
    pulling,
    searching,
    shipping,
    ticket_changes,
    tickets,
)
from buckram.desk.bindery.addable import addable
from buckram.desk.bindery.bench_scans import scan_piece
from buckram.desk.bindery.lot_lines import lot_told
from buckram.desk.bindery.pulling import NotFound
from buckram.desk.desk import Desk
from buckram.desk.new_title import read_typed_title
from buckram.rules.bindery.holding import Cause, Decision
from buckram.rules.bindery.measure import typed_length
from buckram.rules.bindery.repairs import Route
from buckram.rules.bindery.states import State
from buckram.storage import titles
from buckram.storage.bindery import bindings, collations, repairs, units
from buckram_data.barcodes import ean_of_issn
from chain.back_work import BackWork
from chain.named import of_state, parts
from chain.script import Step

TO_TICKET = (State.READY, State.COLLATED)


class BenchWork(BackWork):
    """The acts by their names in the script."""

    # Patterns and lots

    def guesses_a_pattern(self, desk: Desk, step: Step) -> str:
        """A first guess for a title: "Title; binder"."""
        title, binder = parts(step.about)
        return patterns.begin(desk, self.title(title), self.binder(binder).id).sentence

    def copies_the_pattern(self, desk: Desk, step: Step) -> str:
        """As for a like title: "Title; like"."""
        title, like = parts(step.about)
        held = bindings.for_copy(self.library, self.title(like), None)
        assert held is not None
        return patterns.begin(desk, self.title(title), None, like=held.id).sentence

    def sets_the_pattern(self, desk: Desk, step: Step) -> str:
        """A field of a title's pattern: "Title; field; value"."""
        title, name, value = parts(step.about)
        held = bindings.for_copy(self.library, self.title(title), None)
        assert held is not None
        return patterns.set_field(desk, held, name, value).sentence

    def begins_a_lot(self, desk: Desk, step: Step) -> str:
        """For a binder."""
        return lots_made.begin_lot(desk, self.binder(step.about).id).number

    def picks_into(self, desk: Desk, step: Step) -> str:
        """The units of the lines."""
        chosen = [self.due(desk, title, label) for title, label in step.rows]
        return picking.pick(desk, self.lot(step.about).id, chosen)

    def takes_out_of(self, desk: Desk, step: Step) -> str:
        """The units of the lines."""
        leaving = [self.unit(title, label) for title, label in step.rows]
        return picking.take_out(desk, self.lot(step.about).id, leaving)

    def puts_back(self, desk: Desk, step: Step) -> str:
        """ "Title; unit"."""
        return picking.put_back(desk, self.unit(*parts(step.about)))

    def splits(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; behind so many pieces; lot"."""
        title, label, after, lot = parts(step.about)
        return make_up.split(desk, self.due(desk, title, label), int(after), self.lot(lot).id)

    def joins(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; unit; lot"."""
        title, first, second, lot = parts(step.about)
        one, other = (self.due(desk, title, label) for label in (first, second))
        return make_up.join(desk, one, other, self.lot(lot).id)

    def adds(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; words of the piece; lot"."""
        title, label, words, lot = parts(step.about)
        what = self.due(desk, title, label)
        found = [one for one in addable(self.library, what) if words in one.words]
        assert found, [one.words for one in addable(self.library, what)]
        return make_up.add(desk, what, found[0], self.lot(lot).id)

    def leaves_out(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; piece; lot"."""
        title, label, piece, lot = parts(step.about)
        place = self.place(title, label, piece)
        return make_up.leave_out(desk, self.unit(title, label), place.issue_id, self.lot(lot).id)

    def marks_urgent(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; lot"."""
        title, label, lot = parts(step.about)
        return make_up.urgent(desk, self.unit(title, label), self.lot(lot).id)

    # The shelf and the bench

    def pulls(self, desk: Desk, step: Step) -> str:
        """All of a lot that is picked. A line (title, unit, piece, missing or lost): a piece is not there."""
        wanted = of_state(units.of_lot(self.library, self.lot(step.about).id), State.PICKED)
        gone = {}
        for title, label, piece, how in step.rows:
            place = self.place(title, label, piece)
            gone[place.unit_id] = NotFound([place.id], missing=how == "missing")
        return pulling.pull(desk, wanted, gone)

    def scans_the_pieces(self, desk: Desk, step: Step) -> str:
        """Every piece of a unit by its code, in binding order, and what the line says besides: a code."""
        title, label = parts(step.about)
        unit = self.unit(title, label)
        issn = titles.get(self.library, unit.title_id).issn
        addons = dict(self.library.rows("SELECT id, addon FROM piece WHERE addon IS NOT NULL"))
        told = []
        for place in collations.places(self.library, unit.id):
            if place.piece_id is not None:
                code = place.barcode or ean_of_issn(issn) + addons.get(place.piece_id, "")
                told.append(scan_piece(desk, unit.id, code))
        for (code,) in step.rows:
            told.append(scan_piece(desk, unit.id, code))
        counted = sum(one.confirmed for one in told)
        return f"{counted} confirmed. {' '.join(o.sentence for o in told if not o.confirmed)}"

    def confirms(self, desk: Desk, step: Step) -> str:
        """A piece by eye: "Title; unit; piece"."""
        place = self.place(*parts(step.about))
        return collating.confirm(desk, place.unit_id, [place.id])

    def notes_at_the_bench(self, desk: Desk, step: Step) -> str:
        """What the eye saw: "Title; unit; check; words"."""
        title, label, check, words = parts(step.about)
        return collating.say(desk, self.unit(title, label).id, check, words)

    def collates(self, desk: Desk, step: Step) -> str:
        """The units of the lines (title, unit, thickness, agreed, outcome): each ends, with that outcome."""
        told = []
        for title, label, thick, agreed, outcome in step.rows:
            length = typed_length(thick) if thick else None
            unit = self.unit(title, label)
            ended = collating.end(desk, unit.id, length, agreed.split(", ") if agreed else ())
            if ended.outcome != outcome:
                self.problems.append(f"line {step.line}: {title}, {label}: {ended.outcome}: {ended.sentence}")
            told.append(ended.sentence)
            self.clock.pass_(minutes=3)
        return " ".join(told)

    def says_it_is_not_here(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; piece; cause"."""
        title, label, piece, cause = parts(step.about)
        place = self.place(title, label, piece)
        return holding_units.lacks(desk, place.unit_id, place.id, Cause(cause))

    def searches(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; piece; place; found or not"."""
        title, label, piece, where, found = parts(step.about)
        place = self.place(title, label, piece)
        return searching.searched(desk, place.unit_id, place.id, where, found=found == "found")

    def claims(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; piece"."""
        place = self.place(*parts(step.about))
        return searching.claim_gap(desk, place.unit_id, place.id)

    def buys(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; piece; where"."""
        title, label, piece, where = parts(step.about)
        place = self.place(title, label, piece)
        return searching.buy(desk, place.unit_id, place.id, where)

    def takes_in(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; piece"."""
        place = self.place(*parts(step.about))
        return holding_units.take_in(desk, place.unit_id, place.id)

    def decides(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; decision; day or note"."""
        title, label, decision, *more = parts(step.about)
        until = date.fromisoformat(more[0]) if decision == "wait" else None
        note = more[0] if more and until is None else ""
        unit = self.unit(title, label)
        return deciding_units.decide(desk, unit.id, Decision(decision), until=until, note=note)

    # Check-in

    def receives(self, desk: Desk, step: Step) -> str:
        """The mail: "Title; issue". Its code is scanned, then its box is lit and received."""
        title, label = parts(step.about)
        issn = titles.get(self.library, self.title(title)).issn
        scanned = checkin.scan(desk, ean_of_issn(issn))
        if scanned.receipt is not None:
            return scanned.sentence
        issue = self.issue(title, label)
        outcome = checkin.receive_lit(desk, issue.id, issue.version)
        return f"{outcome.sentence} {outcome.next_step}"

    def receives_beside(self, desk: Desk, step: Step) -> str:
        """A supplement or an index: "Title; issue; words"."""
        title, label, words = parts(step.about)
        added = adding.add_beside(desk, self.issue(title, label).id, adding.read_extra(words))
        return added.sentence

    def receives_a_replacement(self, desk: Desk, step: Step) -> str:
        """ "Title; issue"."""
        issue = self.issue(*parts(step.about))
        return came_again(desk, issue.id, issue.version, Again.REPLACEMENT).sentence

    def receives_under_a_later_title(self, desk: Desk, step: Step) -> str:
        """The piece in hand has another title: "Title; issue; what is printed of it"."""
        title, label, typed = step.about.split("; ", 2)
        issue = self.issue(title, label)
        later = read_typed_title(self.library, typed)
        return later_title.change_title(desk, issue.id, issue.version, later).sentence

    # Mending

    def finds_damaged(self, desk: Desk, step: Step) -> str:
        """ "Title; unit; piece; damage"."""
        title, label, piece, damage = parts(step.about)
        place = self.place(title, label, piece)
        noted = mending.note_damage(desk, found_at="collation", piece_id=place.piece_id, damage=damage)
        return noted.sentence

    def mends(self, desk: Desk, step: Step) -> str:
        """What was done to the one piece of a title that waits: "Title; letters of the work"."""
        title, work = parts(step.about)
        one = next(one for one in repairs.in_hand(self.library) if one.title_id == self.title(title))
        told = mending_routes.decide(desk, [one], Route.MEND)
        told += mending_bench.take(desk, [repairs.get(self.library, one.id)])
        told += mending_bench.mended(desk, repairs.get(self.library, one.id), work)
        return told + mending_bench.shelve(desk, [repairs.get(self.library, one.id)])

    # Tickets, boxes, and off they go

    def makes_tickets(self, desk: Desk, step: Step) -> str:
        """For all of a lot that is ready."""
        ready = of_state(units.of_lot(self.library, self.lot(step.about).id), *TO_TICKET)
        return tickets.make_all(desk, [one.id for one in ready]).sentence

    def letters(self, desk: Desk, step: Step) -> str:
        """A line of the spine for this volume only: "Title; unit; line; text"."""
        title, label, name, text = parts(step.about)
        ticket = tickets.get(self.library, self.unit(title, label).id)
        made = ticket_changes.set_line(desk, ticket, name, text)
        return " / ".join(made.lettering)

    def proofs(self, desk: Desk, step: Step) -> str:
        """All tickets of a lot that nobody proofed."""
        told = lot_told(self.library, self.lot(step.about).id)
        shown = [one.ticket for one in told.lines if one.ticket and not one.ticket.proofed_by]
        return ticket_changes.proof(desk, shown)

    def packs_into(self, desk: Desk, step: Step) -> str:
        """ "lot; box": the tickets of these units are scanned; without lines everything that is left."""
        number, box = parts(step.about)
        lot_id = self.lot(number).id
        told = lot_told(self.library, lot_id)
        wanted = {self.unit(title, label).id for title, label in step.rows}
        sentence = ""
        for one in told.lines:
            if one.packed or (wanted and one.unit.id not in wanted):
                continue
            assert one.ticket is not None
            sentence = packing.scan_ticket(desk, lot_id, one.ticket.number, int(box)).sentence
            self.clock.pass_(seconds=20)
        return sentence

    def closes(self, desk: Desk, step: Step) -> str:
        """ "lot; so many counted"."""
        number, counted = parts(step.about)
        return packing.close(desk, self.lot(number).id, packing.typed_count(counted))

    def sends(self, desk: Desk, step: Step) -> str:
        """A lot, today."""
        return shipping.send(desk, self.lot(step.about), desk.today())
