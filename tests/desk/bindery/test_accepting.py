"""The quality check, and what follows: one bound volume with its barcode, or a correction lot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bindery_for_tests as made
from bindery_for_tests import BINDERY
from buckram.desk import item_barcodes
from buckram.desk.bindery import accepting, coming_back, packing, picking, quality, shelf_list, shipping
from buckram.desk.bindery.deciding_units import decide as decide_at_the_bench
from buckram.desk.bindery.item_records import bound_records, item_records
from buckram.desk.bindery.volumes import add_volume, change_volume, inside, remove_volume
from buckram.desk.checkin import scan
from buckram.desk.deciding import decide
from buckram.desk.history import history
from buckram.desk.holdings_told import holdings_told
from buckram.desk.looking_up import detail, look_up_code
from buckram.desk.outcome import Done
from buckram.desk.undoing import undo_last
from buckram.errors import BuckramError, Refused, Stale
from buckram.exchange.lists import as_text
from buckram.rules.bindery.coming_back import Instead, Step
from buckram.rules.bindery.faults import Found, Whose
from buckram.rules.bindery.holding import Decision
from buckram.rules.bindery.states import State
from buckram.rules.status import Status
from buckram.storage.bindery import lots, returned, units, volumes
from buckram_tui.lookup.detail import detail_lines
from library_for_tests import TODAY
from lots_out_for_tests import LotsOut

CODES = ("30234000517861", "33191000105864", "31182001234565")


@pytest.fixture
def out(tmp_path: Path) -> LotsOut:
    return LotsOut(tmp_path / "library.db")


def test_all_of_a_lot_is_accepted_barcoded_processed_and_shelved_and_back_again(out: LotsOut) -> None:
    first = out.shelf.contents(*BINDERY)
    desk, acts = out.desk, 0
    for n in range(3):
        coming_back.came_back(desk, [out.line(n)])
        volume = accepting.accept(desk, out.line(n))
        item_barcodes.put_on_volume(desk, volume.id, f"*{CODES[n]}*" if n else CODES[n])
        acts += 3
    assert out.statuses(0) == out.statuses(2) == {Status.BOUND}
    assert out.line(0).charged == "14.50"
    assert accepting.processing_words(desk.library, out.line(0)) == (
        "Stamp, spine label: Z671 .J6 v.10 (2024); to Reading Room."
    )
    lines = [out.line(n) for n in range(3)]
    assert accepting.process(desk, accepting.ready_for(lines, Step.PROCESS)) == "Processed: 3 volumes."
    listed = shelf_list.to_shelve(desk.library)
    assert [one.name for one in listed] == [
        "Annals of tests, v.10 (2024)",
        "Annals of tests, v.11 (2025)",
        "Bulletin of tests, v.11 (2025)",
    ]
    text = as_text(shelf_list.as_table(listed, TODAY))
    assert "Reading Room  Z671 .J6     Annals of tests    v.10 (2024)  c.1   30234000517861  yes" in text
    lines = [out.line(n) for n in range(3)]
    assert accepting.shelve(desk, accepting.ready_for(lines, Step.SHELVE)) == "Shelved: 3 volumes."
    assert {out.line(n).state for n in range(3)} == {State.SHELVED}
    lot = lots.get(desk.library, out.lot)
    assert (lot.state, bool(lot.done_at)) == ("done", True)
    assert shelf_list.to_shelve(desk.library) == []
    assert dict(holdings_told(desk.library, out.titles[0]))["Bound volumes"] == "v.10 (2024), v.11 (2025)"
    for _ in range(acts + 2):
        undo_last(desk)
    assert out.shelf.contents(*BINDERY) == first


def test_a_barcode_is_on_one_piece_or_one_volume(out: LotsOut) -> None:
    desk = out.desk
    coming_back.came_back(desk, [out.line(0), out.line(1)])
    one, other = accepting.accept(desk, out.line(0)), accepting.accept(desk, out.line(1))
    piece = made._insert(
        out.shelf, "piece", issue_id=1, received_on="2026-01-01", kind="gift", barcode=CODES[1]
    )
    assert item_barcodes.put_on_volume(desk, one.id, CODES[0]).startswith(f"Barcode {CODES[0]} is on Annals")
    with pytest.raises(Refused, match=r"in use: Annals of tests, v\.10 \(2024\), bound"):
        item_barcodes.put_on_volume(desk, other.id, CODES[0])
    with pytest.raises(Refused, match=r"in use: Annals of tests, v\.10:no\.1"):
        item_barcodes.put_on_volume(desk, other.id, CODES[1])
    with pytest.raises(Refused, match="in use"):
        item_barcodes.put_on(desk, piece, CODES[0])
    with pytest.raises(Refused, match="check digit"):
        item_barcodes.put_on_volume(desk, other.id, "30234000517862")
    with pytest.raises(Refused, match="already"):
        item_barcodes.put_on_volume(desk, one.id, CODES[0])
    item_barcodes.put_on_volume(desk, one.id, CODES[2])
    item_barcodes.take_off_volume(desk, one.id)
    assert volumes.get(desk.library, one.id).barcode == ""
    with pytest.raises(Refused):
        item_barcodes.take_off_volume(desk, one.id)


def test_a_scan_of_a_volume_or_of_a_bound_piece_says_where_it_is(out: LotsOut) -> None:
    desk = out.desk
    library = desk.library
    piece = units.pieces(library, out.units[1])[2]
    with out.shelf.library.transaction():
        out.shelf.library.execute("UPDATE piece SET barcode = ? WHERE id = ?", (CODES[1], piece.piece_id))
    coming_back.came_back(desk, [out.line(1)])
    volume = accepting.accept(desk, out.line(1))
    item_barcodes.put_on_volume(desk, volume.id, CODES[0])
    outcome = scan(desk, CODES[0])
    assert (outcome.done, outcome.title_id, outcome.question) == (Done.OPENED, out.titles[0], "")
    assert outcome.sentence == (
        "Annals of tests, v.11 (2025): bound volume 30234000517861, accepted 21 Nov 2026, not shelved yet,"
        " for Reading Room, Z671 .J6."
    )
    accepting.shelve(desk, [out.line(1)])
    outcome = scan(desk, CODES[1])
    assert (outcome.done, outcome.issue_id) == (Done.OPENED, piece.issue_id)
    assert outcome.sentence == (
        "Annals of tests: bound in v.11 (2025), bound volume 30234000517861, Reading Room, Z671 .J6."
    )
    assert [line.id for line in look_up_code(library, CODES[0], TODAY)] == [out.titles[0]]
    assert [one.label for one in detail(library, out.titles[0], None).volumes] == ["v.11 (2025)"]
    told = history(desk, piece.issue_id).bound
    assert told == ("Bound in v.11 (2025), bound volume 30234000517861, Reading Room, Z671 .J6.",)
    assert inside(library, "nothing") is None
    # At the unpacking too: the volume is here, and nothing is booked twice.
    assert coming_back.scan_back(desk, CODES[0]).what is coming_back.Scanned.HERE


def test_rejected_into_a_correction_lot_that_is_free_and_comes_back(out: LotsOut) -> None:
    desk = out.desk
    first = out.shelf.contents(*BINDERY)
    coming_back.came_back(desk, [out.line(0)])
    volume = accepting.accept(desk, out.line(0), [Found("glue", note="a little")])
    item_barcodes.put_on_volume(desk, volume.id, CODES[0])
    accepting.shelve(desk, [out.line(0)])
    old = out.line(0)
    done = quality.reject(desk, old, [Found("glue", note="a little"), Found("date"), Found("corners")])
    assert (done.lot, done.free) == ("2026-03", True)
    assert done.sentence == (
        "Rejected, glue on leaves or cover: a little, wrong date, corners crushed: Annals of tests, v.10"
        " (2024). It is in lot 2026-03 (corrections, free of charge)."
    )
    line = out.line(0)
    assert (line.state, line.kind, line.price, line.corrects) == (State.REJECTED, "corrections", "0", old.id)
    assert volumes.of_unit(desk.library, out.units[0]) is None
    assert out.statuses(0) == {Status.BIND_PREP}
    codes = [one.code for one in returned.found(desk.library, old.id)]
    assert codes == ["glue", "date", "corners"]
    # A second one goes into the same lot; ours is not free.
    coming_back.came_back(desk, [out.line(1)])
    ours = quality.reject(desk, out.line(1), [Found("title", Whose.LIBRARY)])
    assert (ours.lot_id, ours.free, out.line(1).price) == (done.lot_id, False, "")
    # It goes out again and comes back like any other.
    packing.scan_ticket(desk, done.lot_id, "T2600001", 1)
    packing.scan_ticket(desk, done.lot_id, "T2600002", 1)
    packing.close(desk, done.lot_id, 2)
    shipping.send(desk, lots.get(desk.library, done.lot_id), TODAY)
    assert out.statuses(0) == {Status.AT_BINDERY}
    assert coming_back.scan_back(desk, "T2600001").sentence.endswith("lot 2026-03.")
    sheet = quality.sheet(desk.library, out.line(0))
    assert [one.code for one in sheet.corrected] == ["glue", "date", "corners"]
    assert (sheet.spine, sheet.pieces[0]) == (("ANNALS", "v.10"), "no.1 Jan")
    accepting.accept(desk, out.line(0))
    assert out.line(0).charged == "0"
    for _ in range(13):
        undo_last(desk)
    assert out.shelf.contents(*BINDERY) == first


def test_what_cannot_be_checked_is_said(out: LotsOut) -> None:
    desk = out.desk
    with pytest.raises(Refused, match="is shipped"):
        accepting.accept(desk, out.line(0))
    coming_back.came_back(desk, [out.line(0)])
    seen = out.line(0)
    with pytest.raises(Refused, match="What is wrong"):
        quality.reject(desk, seen, [])
    accepting.accept(desk, seen)
    with pytest.raises(Stale):
        accepting.accept(desk, seen)
    with pytest.raises(Refused, match="passed already"):
        accepting.accept(desk, out.line(0))
    with pytest.raises(Refused):
        accepting.process(desk, [])
    assert accepting.charge(desk, out.line(0), "16,20").startswith("Charged 16.20: ")
    with pytest.raises(Refused, match="in EUR"):
        accepting.charge(desk, out.line(0), "16 USD")
    accepting.charge(desk, out.line(0), "")
    assert out.line(0).charged == "14.50"


def test_volumes_from_before_buckram(out: LotsOut) -> None:
    desk = out.desk
    first = out.shelf.contents(*BINDERY)
    added = add_volume(desk, out.titles[0], " v.9  (2023)", barcode=CODES[0], thickness=380)
    volume = added.volume
    assert (volume.label, volume.barcode, volume.location, volume.unit_id) == (
        "v.9 (2023)", CODES[0], "Reading Room", None,
    )  # fmt: skip
    assert change_volume(desk, volume, thickness=400).volume.thickness == 400
    with pytest.raises(Refused):
        change_volume(desk, volume, label="v.9 (2023)")
    with pytest.raises(Refused, match="in use"):
        add_volume(desk, out.titles[1], "v.1", barcode=CODES[0])
    with pytest.raises(Refused):
        add_volume(desk, out.titles[1], " ")
    found = inside(desk.library, CODES[0])
    assert found is not None
    assert found.sentence == f"Annals of tests, v.9 (2023): bound volume {CODES[0]}, Reading Room, Z671 .J6."
    assert (scan(desk, CODES[0]).title_id, found.issue_id) == (out.titles[0], None)
    remove_volume(desk, volumes.get(desk.library, volume.id))
    for _ in range(3):
        undo_last(desk)
    assert out.shelf.contents(*BINDERY) == first


def test_what_is_boxed_or_bound_here_is_a_volume_too(out: LotsOut) -> None:
    desk = out.desk
    title = made.bound_title(out.shelf, out.binder, "Diary of tests", "0028-0836")
    unit = made.unit(out.shelf, title, state="boxed")
    first = out.shelf.contents(*BINDERY)
    volume = accepting.bound_here(desk, unit)
    assert accepting.shelve_volume(desk, volume) == "Shelved: Diary of tests, v.11 (2025)."
    shelved = volumes.get(desk.library, volume.id)
    assert (shelved.shelved_on, units.get(desk.library, unit).state) == (TODAY, State.SHELVED)
    with pytest.raises(Refused):
        accepting.shelve_volume(desk, shelved)
    with pytest.raises(Refused):
        accepting.bound_here(desk, unit)
    undo_last(desk)
    undo_last(desk)
    assert out.shelf.contents(*BINDERY) == first
    # One of a lot is shelved with its lot.
    coming_back.came_back(desk, [out.line(3)])
    accepting.shelve_volume(desk, accepting.accept(desk, out.line(3)))
    assert lots.get(desk.library, out.rush).state == "done"
    # One that the binder refused, and that was bound here instead, goes to its shelf too.
    refused = out.line(0)
    coming_back.refuse(desk, refused, "too brittle to bind", Instead.HELD)
    decide_at_the_bench(desk, refused.unit_id, Decision.IN_HOUSE)
    bound = volumes.of_unit(desk.library, refused.unit_id) or accepting.bound_here(desk, refused.unit_id)
    accepting.shelve_volume(desk, bound)
    assert units.get(desk.library, refused.unit_id).state is State.SHELVED


STEPS = ("came", "short", "refuse", "hold", "box", "lost", "accept", "reject", "barcode", "process", "shelve")


def _do(out: LotsOut, step: str, n: int) -> None:
    desk, line = out.desk, out.line(n)
    match step:
        case "came":
            coming_back.came_back(desk, [line])
        case "short":
            coming_back.did_not_come(desk, [line])
        case "refuse":
            coming_back.refuse(desk, line, "too brittle to bind")
        case "hold":
            coming_back.decide(desk, line, Instead.HELD)
        case "box":
            coming_back.decide(desk, line, Instead.BOX)
        case "lost":
            coming_back.lost(desk, line)
        case "accept":
            accepting.accept(desk, line)
        case "reject":
            quality.reject(desk, line, [Found("order")])
        case "barcode":
            item_barcodes.put_on_volume(desk, line.volume_id or 0, CODES[n])
        case "process":
            accepting.process(desk, [line])
        case "shelve":
            accepting.shelve(desk, [line])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2)), max_size=14))
def test_whatever_is_done_the_sums_stand_and_undoing_gives_the_first_rows(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    out = LotsOut(tmp_path_factory.mktemp("lots") / "library.db")
    first, done = out.shelf.contents(*BINDERY), 0
    for step, n in [("came", 0), ("accept", 0), *steps]:
        try:
            _do(out, step, n)
        except BuckramError:
            continue
        done += 1
        sums = coming_back.sums_of(out.desk.library, out.lot)
        heaps = (sums.back, sums.refused, sums.short, sums.away)
        assert sum(heap.units for heap in heaps) == sums.sent.units == 3
        assert sum(heap.pieces for heap in heaps) == sums.sent.pieces == 36
        assert (lots.get(out.desk.library, out.lot).state == "done") == sums.settled
    for _ in range(done):
        undo_last(out.desk)
    assert out.shelf.contents(*BINDERY) == first


def test_new_volumes_as_items_for_the_librarys_system(out: LotsOut) -> None:
    desk = out.desk
    library = desk.library
    piece = units.pieces(library, out.units[0])[0]
    with out.shelf.library.transaction():
        out.shelf.library.execute("UPDATE piece SET barcode = ? WHERE id = ?", (CODES[1], piece.piece_id))
        # v.10 lacks no.5: it is bound as two runs.
        out.shelf.library.execute(
            "UPDATE unit_piece SET piece_id = NULL WHERE unit_id = ? AND position = 5", (out.units[0],)
        )
    for n in range(2):
        coming_back.came_back(desk, [out.line(n)])
        accepting.accept(desk, out.line(n))
    volume = volumes.of_unit(library, out.units[0])
    assert volume is not None
    item_barcodes.put_on_volume(desk, volume.id, CODES[0])
    found = volumes.of_title(library, out.titles[0])
    (record,) = bound_records(library, found, TODAY)
    assert record.leader[17:19] == "4i"
    assert [str(field) for field in record.fields if field.tag in {"852", "863", "876"}] == [
        "852 0# $bReading Room $hZ671 .J6 $t1",
        "863 40 $81.1 $a10 $b1-4 $i2024 $j01-04 $wg",
        "863 40 $81.2 $a10 $b6-12 $i2024 $j06-12",
        "863 40 $81.3 $a11 $b1-12 $i2025 $j01-12",
        "876 ## $81.1 $81.2 $aV1 $c14.50 EUR $d20261121 $jin process $p30234000517861 $r33191000105864 $t1"
        " $3v.10 (2024)",
        "876 ## $81.3 $aV2 $c14.50 EUR $d20261121 $jin process $t1 $3v.11 (2025)",
    ]
    assert item_records(library, found, "items.mrc", TODAY).endswith(b"\x1d")
    assert item_records(library, found, "items.XML", TODAY).startswith(b"<?xml")
    with pytest.raises(Refused):
        item_records(library, [], "items.mrc", TODAY)


def test_look_up_tells_what_is_bound_and_not_shelved_yet(out: LotsOut) -> None:
    desk = out.desk
    told = scan(desk, "T2600002")
    assert told.sentence == (
        "Ticket T2600002: Annals of tests, v.11 (2025) is shipped, lot 2026-01, due back 29 Nov 2026."
    )
    coming_back.came_back(desk, [out.line(0), out.line(1)])
    with out.shelf.library.transaction():
        out.shelf.library.execute("INSERT INTO location (code, name) VALUES ('ST', 'Stacks')")
    decide(desk.library, "bound_place", "ST")
    accepting.accept(desk, out.line(0))
    assert (out.line(0).location, out.line(1).location) == ("Stacks", "Reading Room")
    accepting.accept(desk, out.line(1))
    stacks = volumes.location_of_code(desk.library, "ST")
    reading_room = volumes.location_of_code(desk.library, "Reading Room")
    other = volumes.of_title(desk.library, out.titles[0])[1]
    change_volume(desk, other, location_id=reading_room)
    with pytest.raises(Refused):
        change_volume(desk, volumes.get(desk.library, other.id), location_id=reading_room)
    with pytest.raises(Stale):
        change_volume(desk, replace(other, label="v.11"), label="v.11 and index")
    assert volumes.get(desk.library, other.id).location_id != stacks
    accepting.shelve(desk, [out.line(0)])
    found = detail(desk.library, out.titles[0], None)
    lines = ["".join(text for text, _ in line).strip() for line in detail_lines(found, 80, TODAY)]
    assert "Bound volumes        v.10 (2024), v.11 (2025)" in lines
    at = lines.index("Of these             v.10 (2024): at Stacks")
    assert lines[at + 1] == "v.11 (2025): not shelved yet"
    assert scan(desk, "T2600001").sentence.endswith("v.10 (2024), bound volume, Stacks, Z671 .J6.")


def test_a_fault_that_was_borne_with_and_then_rejected_is_one_fault(out: LotsOut) -> None:
    desk = out.desk
    coming_back.came_back(desk, [out.line(0)])
    accepting.accept(desk, out.line(0), [Found("date"), Found("cloth")])
    passed = out.line(0)
    noted = returned.found(desk.library, passed.id)
    # The ticket was looked at once more: the date is ours. The cloth is clean after all.
    done = quality.reject(desk, passed, [Found("date", Whose.LIBRARY), Found("flat")])
    found = returned.found(desk.library, passed.id)
    assert found == (Found("date", Whose.LIBRARY), Found("flat"))
    assert not done.free
    undo_last(desk)
    assert returned.found(desk.library, passed.id) == noted == (Found("date"), Found("cloth"))


def test_what_was_rejected_is_a_correction_in_every_lot_that_it_goes_into(out: LotsOut) -> None:
    desk, library = out.desk, out.desk.library
    coming_back.came_back(desk, [out.line(0)])
    old = out.line(0)
    done = quality.reject(desk, old, [Found("date")])
    first = out.shelf.contents(*BINDERY)
    other = made.lot(out.shelf, out.binder, "2026-09")
    # Its ticket is scanned while another lot is packed; then it leaves that one, and is picked anew.
    packing.bring_in(desk, other, out.units[0])
    line = out.line(0)
    assert (line.lot_id, line.corrects, line.price) == (other, old.id, "0")
    picking.take_out(desk, other, [units.get(library, out.units[0])])
    picking.pick(desk, done.lot_id, [units.get(library, out.units[0])])
    line = out.line(0)
    assert (line.lot_id, line.corrects, line.price) == (done.lot_id, old.id, "0")
    for _ in range(3):
        undo_last(desk)
    with out.shelf.library.transaction():
        out.shelf.library.execute("DELETE FROM lot WHERE id = ?", (other,))
    assert out.shelf.contents(*BINDERY) == first


def test_what_was_rejected_may_be_kept_after_all(out: LotsOut) -> None:
    desk, library = out.desk, out.desk.library
    coming_back.came_back(desk, [out.line(0)])
    old = out.line(0)
    done = quality.reject(desk, old, [Found("cloth")])
    first = out.shelf.contents(*BINDERY)
    with pytest.raises(Refused, match="in another lot since"):
        accepting.accept(desk, returned.get(library, old.id))
    picking.take_out(desk, done.lot_id, [units.get(library, out.units[0])])
    with pytest.raises(Refused, match="rejected already"):
        quality.reject(desk, out.line(0), [Found("cloth")])
    accepting.accept(desk, out.line(0), [Found("cloth")])
    line = out.line(0)
    assert (line.id, line.state, line.checked, line.faults) == (old.id, State.CHECKED, "passed", 1)
    assert out.statuses(0) == {Status.BOUND}
    undo_last(desk)
    undo_last(desk)
    assert out.shelf.contents(*BINDERY) == first


def test_issues_of_a_later_title_are_no_holdings_of_the_volumes_title(out: LotsOut) -> None:
    library = out.desk.library
    later = units.pieces(library, out.units[2])[0]
    with out.shelf.library.transaction():
        out.shelf.library.execute(
            "UPDATE unit_piece SET unit_id = ?, position = 99 WHERE id = ?", (out.units[1], later.id)
        )
    coming_back.came_back(out.desk, [out.line(1)])
    volume = accepting.accept(out.desk, out.line(1))
    (record,) = bound_records(library, [volume], TODAY)
    assert [str(one) for one in record.fields if one.tag == "863"] == [
        "863 40 $81.1 $a11 $b1-12 $i2025 $j01-12"
    ]
