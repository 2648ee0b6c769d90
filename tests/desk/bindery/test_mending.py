"""The mending queue: found damaged, decided, mended, back on its shelf; and every step taken back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, line, lot, pieces_of, unit, volume
from buckram.desk import undoing
from buckram.desk.bindery import mending_bench, mending_routes
from buckram.desk.bindery.mending import note_damage
from buckram.desk.bindery.mending_lists import as_table, in_brief, queue, state_words, urgent, whole
from buckram.desk.cards import card
from buckram.desk.deciding import decide as settle
from buckram.desk.desk import Desk
from buckram.desk.looking_up import detail
from buckram.errors import Refused, Stale
from buckram.exchange.lists import as_csv, as_text
from buckram.rules.bindery.repairs import Route, Section, State
from buckram.storage.bindery import repairs
from buckram.storage.bindery.repairs import Repair
from buckram.storage.ledger import STANDS
from buckram_tui.lookup.detail import detail_lines
from library_for_tests import TODAY, Shelf

TABLES = (*BINDERY, "claim", "note")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "library.db")


def statuses(shelf: Shelf, title_id: int) -> str:
    rows = shelf.library.rows("SELECT status FROM issue WHERE title_id = ? ORDER BY position", (title_id,))
    return ", ".join(row[0] for row in rows)


def undo(desk: Desk) -> None:
    """Take back the newest act that stands, of whatever day."""
    act_id = desk.library.value(f"SELECT max(id) FROM act WHERE kind NOT IN ('undo', 'redo') AND {STANDS}")
    undoing.undo(desk, act_id)


def only(desk: Desk, part: Section) -> Repair:
    lists = queue(desk.library, desk.today()).lists
    assert [len(lists[name]) for name in Section] == [int(name is part) for name in Section]
    return lists[part][0]


def test_from_the_shelf_through_the_bench_back_to_the_shelf_and_undone(shelf: Shelf) -> None:
    title = shelf.title(statuses="aa")
    desk = shelf.desk()
    piece = pieces_of(shelf, title)[0]
    first = shelf.contents(*TABLES)
    noted = note_damage(desk, found_at="shelf", piece_id=piece, damage="page 12 torn, cover dirty")
    assert noted.sentence == (
        "In the mending queue: v.12:no.9 (September 2026), Journal of tests"
        " (torn page, cover torn or off, dirty or stained)."
    )
    one = only(desk, Section.DECIDE)
    assert (one.location, one.call_number, one.note) == (
        "Reading Room",
        "Z671 .J6",
        "page 12 torn, cover dirty",
    )
    assert not repairs.being_mended(desk.library, title)

    taken = mending_bench.take(desk, [one])
    assert taken == "At the bench: v.12:no.9 (September 2026), Journal of tests."
    at_bench = only(desk, Section.MEND)
    assert (at_bench.route, state_words(at_bench)) == (Route.MEND, "mend, at the bench: mary")
    assert repairs.being_mended(desk.library, title) == {noted.issue_id: 1}
    assert [box.mended for box in card(desk, title).boxes] == [True, False]
    public = detail(desk.library, title, None)
    assert list(public.mended) == ["v.12:no.9 (September 2026)"]
    told = ["".join(text for text, _ in cells) for cells in detail_lines(public, 80, TODAY)]
    assert f" {'Being mended':<21}v.12:no.9 (September 2026)" in told
    with pytest.raises(Stale):
        mending_bench.take(shelf.desk("tom"), [one])

    told = mending_bench.mended(desk, at_bench, "mt cl jt wp 20 leaf 12 whole again")
    assert told.endswith(
        "20 min; mend torn page, clean; Japanese tissue, wheat paste; leaf 12 whole again (up to 2 hours)."
    )
    done = only(desk, Section.DONE)
    assert state_words(done) == "to its shelf: mend torn page, clean"
    # It is not on its shelf before somebody says so.
    assert repairs.being_mended(desk.library, title) == {noted.issue_id: 1}
    assert mending_bench.last_typed(desk) == "mt cl jt wp "
    assert mending_bench.last_typed(shelf.desk("tom")) == ""
    mending_bench.shelve(desk, [done])
    assert not repairs.being_mended(desk.library, title)
    back = only(desk, Section.DONE)
    assert (back.back_on, queue(desk.library, TODAY).to_shelve) == (TODAY, 0)
    assert "20 min (up to 2 hours), mary: mend torn page, clean;" in whole(back, TODAY)
    with pytest.raises(Refused, match="on its shelf already"):
        mending_bench.shelve(desk, [back])
    for _ in range(4):
        undo(desk)
    assert shelf.contents(*TABLES) == first


def set_state(shelf: Shelf, state: str) -> None:
    """The only unit is in this state."""
    with shelf.library.transaction():
        shelf.library.execute("UPDATE unit SET state = ?", (state,))


def test_what_is_wet_comes_first_then_the_oldest(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa")
    desk = shelf.desk()
    one, two, three = pieces_of(shelf, title)
    for piece, damage in ((one, "corners"), (two, "spine"), (three, "wet")):
        note_damage(desk, found_at="collation", piece_id=piece, damage=damage)
        shelf.clock.pass_(days=1)
    waiting = queue(desk.library, desk.today()).lists[Section.DECIDE]
    assert [found.piece_id for found in waiting] == [three, one, two]
    assert [urgent(found) for found in waiting] == [True, False, False]
    assert "Found at collation 1 day ago by mary." in whole(waiting[0], desk.today())
    csv = as_csv(as_table(waiting, "to decide"))
    assert csv.splitlines()[1].startswith(
        "Reading Room,Z671 .J6,Journal of tests,v.12:no.11 (November 2026),,2026-11-23"
    )
    assert "wet" in as_text(in_brief(waiting, "to decide"))


def test_the_same_piece_is_in_the_queue_once(shelf: Shelf) -> None:
    title = shelf.title(statuses="a")
    desk = shelf.desk()
    piece = pieces_of(shelf, title)[0]
    note_damage(desk, found_at="check-in", piece_id=piece, damage="TP")
    before = shelf.contents("repair", "act")
    with pytest.raises(Refused, match="already"):
        note_damage(desk, found_at="shelf", piece_id=piece, damage="tp")
    assert shelf.contents("repair", "act") == before
    note_damage(desk, found_at="shelf", piece_id=piece, damage="cover hangs by a thread")
    one = only(desk, Section.DECIDE)
    assert (one.damage, one.note) == (("TP", "CV", "SE"), "cover hangs by a thread")
    undo(desk)
    assert only(desk, Section.DECIDE).damage == ("TP",)
    with pytest.raises(Refused, match="What is wrong"):
        note_damage(desk, found_at="shelf", piece_id=piece, damage=" ")
    with pytest.raises(Refused, match="What is damaged"):
        note_damage(desk, found_at="shelf", damage="torn")


def test_a_senior_decides_on_bindery_and_box(shelf: Shelf) -> None:
    title = shelf.title(statuses="a")
    mary, ann = shelf.desk("mary"), shelf.desk("ann")
    settle(mary.library, "repair_seniors", "Ann, Beth")
    note_damage(mary, found_at="shelf", piece_id=pieces_of(shelf, title)[0], damage="BR")
    one = only(mary, Section.DECIDE)
    with pytest.raises(Refused) as refused:
        mending_routes.decide(mary, [one], Route.BOX)
    assert str(refused.value) == "A box is for a senior to decide. Who may: Ann, Beth."
    with pytest.raises(Refused, match="The bindery is for a senior"):
        note_damage(mary, found_at="shelf", what="An old atlas", damage="SP", route=Route.BINDERY)
    assert mending_routes.decide(ann, [one], Route.BOX).startswith("To get a box:")
    boxed = only(mary, Section.MEND)
    assert (boxed.route, boxed.decided_by) == (Route.BOX, "ann")
    # An easy mend needs no approval, and who decided otherwise meanwhile is not overruled unseen.
    with pytest.raises(Stale):
        mending_routes.decide(mary, [one], Route.MEND)
    mending_routes.decide(mary, [boxed], Route.MEND)
    assert only(mary, Section.MEND).route is Route.MEND
    assert mending_bench.step_back(mary, [only(mary, Section.MEND)]).startswith("To be decided again")
    assert mending_bench.step_back(mary, [only(mary, Section.DECIDE)]).startswith("Off the mending queue")
    assert not shelf.contents("repair")


def test_replaced_kept_withdrawn_do_what_they_say_at_once(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaa", vendor="Faxon")
    desk = shelf.desk()
    first = shelf.contents(*TABLES)
    for piece in pieces_of(shelf, title):
        note_damage(desk, found_at="shelf", piece_id=piece, damage="CU")
    replaced, kept, withdrawn = queue(desk.library, TODAY).lists[Section.DECIDE]
    said = [
        mending_routes.decide(desk, [one], route)
        for one, route in ((replaced, Route.REPLACE), (kept, Route.KEEP), (withdrawn, Route.WITHDRAW))
    ]
    assert [words.split(":")[0] for words in said] == [
        "A replacement is claimed", "Kept as it is", "Withdrawn",
    ]  # fmt: skip
    assert statuses(shelf, title) == "damaged, arrived, withdrawn"
    claim = shelf.library.row("SELECT reason, issue_id FROM claim")
    assert claim is not None
    assert tuple(claim) == ("damaged", replaced.issue_id)
    done = queue(desk.library, TODAY)
    assert (len(done.lists[Section.DONE]), done.to_shelve) == (3, 0)
    assert {state_words(one) for one in done.lists[Section.DONE]} == {
        "withdrawn", "kept as it is", "replacement claimed",
    }  # fmt: skip
    for _ in range(6):
        undo(desk)
    assert shelf.contents(*TABLES) == first


def test_a_mended_piece_is_good_again_unless_its_replacement_is_claimed(shelf: Shelf) -> None:
    from buckram.desk.damaging import damaged
    from buckram.storage import issues

    title = shelf.title(statuses="aa")
    desk = shelf.desk()
    one, two = (row[0] for row in shelf.library.rows("SELECT id FROM issue ORDER BY position"))
    for issue_id, claims in ((one, False), (two, True)):
        damaged(desk, issue_id, issues.get(desk.library, issue_id).version, "torn", claims=claims)
    for piece in pieces_of(shelf, title):
        note_damage(desk, found_at="check-in", piece_id=piece, damage="TP")
    assert statuses(shelf, title) == "damaged, damaged"
    first, second = queue(desk.library, TODAY).lists[Section.DECIDE]
    assert mending_bench.mended(desk, first, "mt 10 jt").endswith("It counts as good again.")
    assert mending_bench.mended(desk, second, "mt 10 jt").endswith("until its replacement comes.")
    assert statuses(shelf, title) == "arrived, damaged"


def test_to_the_bindery_a_loose_piece_becomes_a_unit(shelf: Shelf) -> None:
    title = bound_title(shelf, binder(shelf), statuses="aa")
    desk = shelf.desk()
    first = shelf.contents(*TABLES)
    piece = pieces_of(shelf, title)[1]
    noted = note_damage(desk, found_at="shelf", piece_id=piece, damage="spine", route=Route.BINDERY)
    assert noted.sentence.endswith("It is a unit of its own, and can go into a lot (F9 B).")
    out = only(desk, Section.OUT)
    assert (out.unit, state_words(out)) == ("picked", "bindery: picked")
    assert tuple(shelf.library.row("SELECT label, whole, pieces FROM unit, (SELECT count(*) AS pieces"
        " FROM unit_piece)") or ()) == ("v.11:no.2 (February 2025)", 0, 1)  # fmt: skip
    shelf.clock.pass_(days=30)
    mending_bench.shelve(desk, [out])
    back = only(desk, Section.DONE)
    assert back.back_on == TODAY + timedelta(days=30)
    # It went into no lot: nobody is to pick it for one any more.
    assert not shelf.contents("unit")
    undo(desk)
    # What is with the binder is neither mended here nor on its shelf.
    set_state(shelf, "shipped")
    for does in (lambda: mending_bench.shelve(desk, [out]), lambda: mending_bench.mended(desk, out, "mt 5")):
        with pytest.raises(Refused, match=r"is with the bindery: shipped\. Its lot has to come back first"):
            does()
    set_state(shelf, "picked")
    # Decided otherwise: it is no unit any more, unless it is in a lot already.
    mending_routes.decide(desk, [only(desk, Section.OUT)], Route.MEND)
    assert not shelf.contents("unit")
    undo(desk)
    lot(shelf, 1)
    unit_id = shelf.library.value("SELECT id FROM unit")
    line_id = line(shelf, 1, unit_id)
    with pytest.raises(Refused, match="is with the bindery: picked"):
        mending_bench.step_back(desk, [only(desk, Section.OUT)])
    with shelf.library.transaction():
        shelf.library.execute("DELETE FROM lot_line WHERE id = ?", (line_id,))
        shelf.library.execute("DELETE FROM lot")
    mending_bench.step_back(desk, [only(desk, Section.OUT)])
    assert not shelf.contents("unit")
    undo(desk)
    undo(desk)
    assert shelf.contents(*TABLES) == first
    other = shelf.title("Without a pattern", "1050-124X", statuses="a")
    told = note_damage(
        desk, found_at="shelf", piece_id=pieces_of(shelf, other)[0], damage="spine", route=Route.BINDERY
    )
    assert "no binding pattern" in told.sentence


def test_a_volume_is_mended_whole_and_withdrawn_whole(shelf: Shelf) -> None:
    title = bound_title(shelf, binder(shelf), statuses="aaa")
    volume_id = volume(shelf, unit(shelf, title, state="shelved"))
    desk = shelf.desk()
    first = shelf.contents(*TABLES)
    issue_ids = {row[0] for row in shelf.library.rows("SELECT id FROM issue")}
    # A leaf of a bound issue is torn: the volume is what goes to the bench.
    note_damage(desk, found_at="quality check", piece_id=pieces_of(shelf, title)[0], damage="TP")
    one = only(desk, Section.DECIDE)
    assert (one.volume_id, one.barcode, one.what) == (
        volume_id, "30000000000018", "v.11:no.1 (January 2025) in the volume v.11 (2025)",
    )  # fmt: skip
    mending_bench.take(desk, [one])
    assert repairs.being_mended(desk.library, title) == dict.fromkeys(issue_ids, 1)
    assert repairs.names_being_mended(desk.library, title) == [one.what]
    at_bench = only(desk, Section.MEND)
    with pytest.raises(Refused, match="only a loose piece"):
        mending_routes.decide(desk, [at_bench], Route.REPLACE)
    mending_routes.decide(desk, [at_bench], Route.WITHDRAW)
    assert statuses(shelf, title) == "withdrawn, withdrawn, withdrawn"
    assert not shelf.contents("volume")
    assert only(desk, Section.DONE).state is State.DONE
    for _ in range(3):
        undo(desk)
    assert shelf.contents(*TABLES) == first
    # Another leaf of the same volume: it is one thing in the queue, or it would be withdrawn half.
    note_damage(desk, found_at="shelf", volume_id=volume_id, damage="SP")
    note_damage(desk, found_at="shelf", piece_id=pieces_of(shelf, title)[1], damage="TP")
    one = only(desk, Section.DECIDE)
    assert (one.damage, one.note) == (("TP", "SP"), "v.11:no.2 (February 2025): torn page")
    with pytest.raises(Refused, match="already"):
        note_damage(desk, found_at="shelf", piece_id=pieces_of(shelf, title)[1], damage="TP")


def test_what_the_binder_bound_is_good_again_on_its_shelf(shelf: Shelf) -> None:
    from buckram.desk.bindery.mending_card import to_mending
    from buckram.storage import issues

    title = bound_title(shelf, binder(shelf), statuses="a")
    desk = shelf.desk()
    (issue_id,) = (row[0] for row in shelf.library.rows("SELECT id FROM issue"))
    to_mending(desk, issue_id, issues.get(desk.library, issue_id).version, "sewing")
    mending_routes.decide(desk, [only(desk, Section.DECIDE)], Route.BINDERY)
    set_state(shelf, "shelved")
    before = shelf.contents(*TABLES)
    assert mending_bench.shelve(desk, [only(desk, Section.OUT)]).endswith("It counts as good again.")
    assert shelf.library.value("SELECT condition FROM piece WHERE issue_id = ?", (issue_id,)) == "good"
    assert pieces_of(shelf, title)
    undo(desk)
    assert shelf.contents(*TABLES) == before


def test_an_undo_waits_for_what_was_done_since(shelf: Shelf) -> None:
    title = shelf.title(statuses="a")
    mary, tom = shelf.desk("mary"), shelf.desk("tom", "bench")
    note_damage(mary, found_at="shelf", piece_id=pieces_of(shelf, title)[0], damage="TP")
    mending_bench.mended(tom, only(tom, Section.DECIDE), "5 mt")
    with pytest.raises(Refused):
        undoing.undo_last(mary)
    assert only(mary, Section.DONE).minutes == 5
    assert mending_bench.note(mary, only(mary, Section.DONE), " [sic] ").endswith("[sic].")
    assert only(mary, Section.DONE).note == "[sic]"
