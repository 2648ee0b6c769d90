"""What the preparer does when a lot comes back: counts, scans, checks, accepts, shelves."""

from __future__ import annotations

from buckram.desk.bindery import accepting, coming_back, quality, strays
from buckram.desk.bindery.coming_back import Scanned
from buckram.desk.desk import Desk
from buckram.desk.item_barcodes import put_on_volume
from buckram.rules.bindery.coming_back import Instead
from buckram.rules.bindery.coming_back import Step as Waits
from buckram.rules.bindery.faults import Found, Whose
from buckram.storage.bindery import returned, volumes
from buckram.storage.bindery.returned import BackLine
from buckram_data.barcodes import item_barcode
from chain.named import Named, parts
from chain.script import Step


class BackWork(Named):
    """The acts by their names in the script."""

    def counts(self, desk: Desk, step: Step) -> str:
        """ "lot; so many"."""
        number, counted = parts(step.about)
        return coming_back.count(desk, self.lot(number).id, counted)

    def scans_what_came(self, desk: Desk, step: Step) -> str:
        """The tickets of a lot, but for the units of the lines, which are not there."""
        lot = self.lot(step.about)
        away = {self.unit(title, label).id for title, label in step.rows}
        came, told = 0, []
        for line in returned.of_lot(self.library, lot.id):
            if line.unit_id not in away:
                booked = coming_back.scan_back(desk, line.ticket, lot.id)
                came += booked.what is Scanned.CAME
                told += [booked.sentence] if booked.what is not Scanned.CAME else []
                self.clock.pass_(seconds=20)
        return " ".join([f"{came} came.", *told])

    def scans_the_ticket(self, desk: Desk, step: Step) -> str:
        """One ticket: "lot in hand; title; unit"."""
        lot, title, label = parts(step.about)
        line = returned.of_unit(self.library, self.unit(title, label).id)
        assert line is not None
        return coming_back.scan_back(desk, line.ticket, self.lot(lot).id).sentence

    def books_refused(self, desk: Desk, step: Step) -> str:
        """ "lot; title; unit; reason; what is done instead"."""
        lot, title, label, reason, instead = parts(step.about)
        return coming_back.refuse(desk, self.line(lot, title, label), reason, Instead(instead))

    def decides_on_refused(self, desk: Desk, step: Step) -> str:
        """ "lot; title; unit; what is done instead"."""
        lot, title, label, instead = parts(step.about)
        return coming_back.decide(desk, self.line(lot, title, label), Instead(instead))

    def books_short(self, desk: Desk, step: Step) -> str:
        """Everything of a lot that did not come."""
        lines = returned.of_lot(self.library, self.lot(step.about).id)
        return coming_back.did_not_come(desk, accepting.ready_for(lines, Waits.COME))

    def notes_what_came_too(self, desk: Desk, step: Step) -> str:
        """ "lot; what it is"."""
        lot, what = parts(step.about)
        return strays.came_too(desk, self.lot(lot).id, what)

    def sends_back_what_came_too(self, desk: Desk, step: Step) -> str:
        """The one of a lot that lies here."""
        lying = returned.strays(self.library, self.lot(step.about).id)
        return strays.gone_again(desk, next(one for one in lying if not one.settled), "")

    def rejects(self, desk: Desk, step: Step) -> str:
        """The units of the lines (title, unit, fault, whose) of a lot."""
        told = ""
        for title, label, fault, whose in step.rows:
            line = self.line(step.about, title, label)
            told = quality.reject(desk, line, [Found(fault, Whose(whose))]).sentence
        return told

    def accepts(self, desk: Desk, step: Step) -> str:
        """All that waits for its check in a lot; of the lines (title, unit, fault) in spite of a fault."""
        spite = {self.unit(title, label).id: fault for title, label, fault in step.rows}
        count = 0
        for line in self._waiting(step.about, Waits.CHECK):
            fault = spite.get(line.unit_id)
            accepting.accept(desk, line, [Found(fault)] if fault else [])
            self.clock.pass_(seconds=40)
            count += 1
        return f"{count} accepted"

    def barcodes(self, desk: Desk, step: Step) -> str:
        """ "lot; first number": a label from the roll on each volume that has none."""
        lot, first = parts(step.about)
        waiting = self._waiting(lot, Waits.BARCODE)
        for number, line in enumerate(waiting, int(first)):
            assert line.volume_id is not None
            put_on_volume(desk, line.volume_id, item_barcode(number))
        return f"{len(waiting)} barcodes"

    def barcodes_the_volume(self, desk: Desk, step: Step) -> str:
        """ "title; unit; number of the roll"."""
        title, label, number = parts(step.about)
        volume = volumes.of_unit(self.library, self.unit(title, label).id)
        assert volume is not None
        return put_on_volume(desk, volume.id, item_barcode(int(number)))

    def charges(self, desk: Desk, step: Step) -> str:
        """ "lot; title; unit; amount"."""
        lot, title, label, amount = parts(step.about)
        return accepting.charge(desk, self.line(lot, title, label), amount)

    def processes(self, desk: Desk, step: Step) -> str:
        """All of a lot that may be."""
        return accepting.process(desk, self._waiting(step.about, Waits.PROCESS))

    def shelves(self, desk: Desk, step: Step) -> str:
        """All of a lot that may be."""
        return accepting.shelve(desk, self._waiting(step.about, Waits.SHELVE))

    def shelves_the_volume(self, desk: Desk, step: Step) -> str:
        """ "title; unit": one that was bound here, and is in no lot any more."""
        volume = volumes.of_unit(self.library, self.unit(*parts(step.about)).id)
        assert volume is not None
        return accepting.shelve_volume(desk, volume)

    def _waiting(self, lot: str, step: Waits) -> list[BackLine]:
        return accepting.ready_for(returned.of_lot(self.library, self.lot(lot).id), step)
