"""The bench: pieces are confirmed by scan and by eye, checks are kept, a unit leaves it ready or held."""

from __future__ import annotations

import json

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, line, lot, unit
from buckram.desk.bindery.bench_list import as_table, on_bench
from buckram.desk.bindery.bench_scans import scan_piece, unit_of_scan
from buckram.desk.bindery.collating import confirm, end, say, unconfirm
from buckram.desk.bindery.on_bench import bench, construction_of
from buckram.desk.undoing import undo_last
from buckram.errors import Refused, Stale
from buckram.identify.sici import check_character
from buckram.rules.bindery.construction import Method
from buckram.storage.bindery import collations, units
from desk.shelf_for_tests import barcode
from library_for_tests import TODAY, Shelf


@pytest.fixture
def volume(shelf: Shelf) -> int:
    """v.10 with all its pieces, pulled, in a lot; v.11 is here too. Their add-ons tell the month."""
    bound_title(shelf, binder(shelf), statuses="a" * 24)
    made = unit(shelf, 1, lot(shelf, 1), state="pulled", issues=range(12), label="v.10 (2024)")
    with shelf.library.transaction():
        shelf.library.execute("UPDATE piece SET addon = (SELECT substr(published_on, 6, 2) FROM issue"
                              " WHERE issue.id = issue_id), copy_id = 1")  # fmt: skip
        shelf.library.execute("UPDATE piece SET barcode = printf('3900000000%04d', id)")
    return made


def state(shelf: Shelf, unit_id: int) -> str:
    return str(units.get(shelf.library, unit_id).state)


def sici(item: str) -> str:
    body = f"0317-8471{item}<>1.0.CO;2-"
    return body + check_character(body)


def undo_all(shelf: Shelf, acts: int) -> None:
    desk = shelf.desk()
    for _ in range(acts):
        undo_last(desk)


def own(shelf: Shelf, place: int) -> str:
    found: str = shelf.library.value(
        "SELECT barcode FROM unit_piece JOIN piece ON piece.id = piece_id WHERE unit_piece.id = ?", (place,)
    )
    return found


def test_all_is_well(shelf: Shelf, volume: int) -> None:
    before = shelf.contents(*BINDERY)
    ended = end(shelf.desk(), volume, 300)
    assert (ended.outcome, state(shelf, volume)) == ("ready", "ready")
    assert ended.sentence == "Ready: v.10 (2024): Journal of tests."
    now = bench(shelf.library, volume)
    assert not now.unconfirmed
    assert now.unit.thickness == 300
    kept = collations.last(shelf.library, volume)
    assert kept is not None
    assert (kept.outcome, kept.checks["count"], kept.checks["thickness"]) == ("ready", "yes", "300")
    undo_all(shelf, 1)
    assert shelf.contents(*BINDERY) == before


def test_scans_confirm_piece_by_piece(shelf: Shelf, volume: int) -> None:
    desk, before = shelf.desk(), shelf.contents(*BINDERY)
    first = scan_piece(desk, volume, barcode("0317-8471", "01"))
    assert first.confirmed
    assert first.sentence == "v.10:no.1 (January 2024): 1 of 12 confirmed, v.10 (2024)."
    # The add-on never tells the year: the unit does, though no.2 of this year is nearer.
    assert scan_piece(desk, volume, barcode("0317-8471", "02")).place_id == 2
    assert scan_piece(desk, volume, own(shelf, 3)).confirmed
    assert scan_piece(desk, volume, sici("(202404)10:4")).place_id == 4
    # The same of the next year is another volume; by its add-on alone nobody could tell.
    wrong = scan_piece(desk, volume, sici("(202505)11:5"))
    assert wrong.sentence == "Another volume: v.11:no.5 (May 2025) is not of v.10 (2024)."
    undo_all(shelf, 4)
    assert shelf.contents(*BINDERY) == before


def test_wrong_pieces_confirm_nothing(shelf: Shelf, volume: int) -> None:
    other = shelf.title("Other journal", "0028-0836", statuses="aa", addons=True)
    with shelf.library.transaction():
        shelf.library.execute("INSERT INTO copy (title_id, number) VALUES (1, 2)")
        shelf.library.execute(
            "INSERT INTO piece (issue_id, copy_id, received_on, barcode)"
            " VALUES (3, (SELECT max(id) FROM copy), '2025-03-04', '39000000990001')"
        )
    desk = shelf.desk()
    scan_piece(desk, volume, barcode("0317-8471", "01"))
    before = shelf.contents(*BINDERY, "act")

    def told(raw: str) -> str:
        found = scan_piece(desk, volume, raw)
        assert not found.confirmed
        return f"{found.sentence} {found.next_step}".strip()

    assert told(barcode("0028-0836", "09")).startswith("Another title: this is Other journal")
    assert told("39000000990001").startswith(
        "Another copy: v.10:no.3 (March 2024) of copy 2, the unit is copy 1"
    )
    assert told(own_of_issue(shelf, 13)).startswith("Another volume: v.11:no.1 (January 2025)")
    assert told(barcode("0317-8471", "01")).startswith("A double: v.10:no.1 (January 2024)")
    assert "does not tell the issue. Space confirms" in told(barcode("0317-8471"))
    assert "answers to the digits 33" in told(barcode("0317-8471", "33"))
    assert told("39000000000001").startswith("v.10:no.1 (January 2024) is confirmed already")
    assert "No title" in told("2000-0019")
    assert shelf.contents(*BINDERY, "act") == before
    assert other == 2


def own_of_issue(shelf: Shelf, issue_id: int) -> str:
    found: str = shelf.library.value("SELECT barcode FROM piece WHERE issue_id = ?", (issue_id,))
    return found


def test_a_scan_finds_its_unit(shelf: Shelf, volume: int) -> None:
    second = unit(shelf, 1, state="pulled", issues=range(12, 24), label="v.11 (2025)")
    desk = shelf.desk()
    lines = on_bench(shelf.library, TODAY)
    assert unit_of_scan(desk, lines, own(shelf, 3)) == ([volume], "")
    assert unit_of_scan(desk, lines, own_of_issue(shelf, 20)) == ([second], "")
    # The month is in both: somebody has to choose.
    assert unit_of_scan(desk, lines, barcode("0317-8471", "05"))[0] == [volume, second]
    shelf.title("Other journal", "0028-0836")
    assert unit_of_scan(desk, lines, barcode("0028-0836"))[1] == (
        "No unit on the bench wants this: Other journal."
    )


def test_what_was_not_scanned_may_not_be_there(shelf: Shelf, volume: int) -> None:
    desk = shelf.desk()
    confirm(desk, volume, [1, 2])
    with pytest.raises(Refused, match=r"Not confirmed: no\.3, no\.4, no\.5 and 7 more"):
        end(desk, volume, 300)
    confirm(desk, volume, range(3, 13))
    with pytest.raises(Refused, match="confirmed already"):
        confirm(desk, volume, [2])
    assert end(desk, volume, 300).outcome == "ready"
    unconfirm(desk, volume, 2)
    assert [place.id for place in bench(shelf.library, volume).unconfirmed] == [2]


def test_thin_and_thick_are_asked_about(shelf: Shelf, volume: int) -> None:
    desk = shelf.desk()
    thin = end(desk, volume, 100)
    assert (thin.outcome, thin.asks, state(shelf, volume)) == ("thin", True, "collated")
    assert end(desk, volume, None, {"thin"}).outcome == "ready"
    assert end(desk, volume, 700).outcome == "thick"
    say(desk, volume, "glossy")
    assert end(desk, volume, 600).outcome == "thick"
    say(desk, volume, "glossy")
    # Above 2 in glue does not hold, and nobody measured the margin: the tree says split.
    split = end(desk, volume, 600)
    assert (split.outcome, split.asks) == ("split", True)
    assert "the inner margin is not known" in split.sentence
    say(desk, volume, "margin", "170")
    assert end(desk, volume, 600).outcome == "ready"
    say(desk, volume, "brittle")
    assert end(desk, volume, 300).sentence.startswith("Box it, brittle paper")
    assert end(desk, volume, 300, {"method"}).outcome == "ready"
    outcomes = [row[0] for row in shelf.library.rows("SELECT outcome FROM collation ORDER BY id")]
    assert outcomes == [
        "thin", "ready", "thick", "thick", "split", "ready", "box", "ready",
    ]  # fmt: skip


def test_what_the_eye_saw_is_kept_at_once(shelf: Shelf, volume: int) -> None:
    desk, before = shelf.desk(), shelf.contents(*BINDERY)
    assert say(desk, volume, "stapled") == "Found: stapled, v.10 (2024): Journal of tests."
    say(desk, volume, "margin", "170")
    assert bench(shelf.library, volume).said == {"stapled": "yes", "margin": "170"}
    say(desk, volume, "stapled")
    end(desk, volume, 600)
    kept = shelf.library.value("SELECT checks FROM collation")
    assert json.loads(kept)["margin"] == "170"
    assert shelf.library.value("SELECT count(*) FROM collation") == 1
    assert construction_of(shelf.library, volume).method is Method.OVERSEWN
    undo_all(shelf, 4)
    assert shelf.contents(*BINDERY) == before


def test_the_card_is_asked_before_the_eye(shelf: Shelf, volume: int) -> None:
    desk = shelf.desk()
    with shelf.library.transaction():
        shelf.library.execute("DELETE FROM unit_piece WHERE id = 5")
    assert [one.says for one in bench(shelf.library, volume).objections] == [
        "Left out, though the card has it: v.10:no.5 (May 2024)."
    ]
    with pytest.raises(Refused, match="Left out"):
        end(desk, volume, 300)
    assert end(desk, volume, 300, {"checks"}).outcome == "ready"


def test_two_people_at_one_unit(shelf: Shelf, volume: int) -> None:
    confirm(shelf.desk("ann", "desk 2"), volume, [1])
    with pytest.raises(Refused, match="confirmed already"):
        confirm(shelf.desk(), volume, [1])
    with shelf.library.transaction():
        shelf.library.execute("DELETE FROM unit_piece WHERE id = 2")
    with pytest.raises(Stale):
        confirm(shelf.desk(), volume, [2])
    with shelf.library.transaction():
        shelf.library.execute("UPDATE unit SET state = 'ticketed'")
    with pytest.raises(Refused, match="not on the bench"):
        confirm(shelf.desk(), volume, [3])


def test_the_list(shelf: Shelf, volume: int) -> None:
    bound_title(shelf, 1, "Annals", "0028-0836", call_number="A 1", statuses="aeea")
    held = unit(shelf, 2, state="held", issues=[0, 1], label="v.10", give_up_on="2026-11-20")
    later = unit(shelf, 2, state="held", issues=[2], label="v.11", give_up_on="2027-01-20")
    sent_back = unit(shelf, 2, state="refused", issues=[3], label="v.12")
    line(shelf, 1, sent_back, result="refused", reason="too brittle")
    found = on_bench(shelf.library, TODAY)
    assert [one.unit.id for one in found] == [held, sent_back, volume, later]
    assert [one.doing for one in found] == ["give up", "sent back", "collate", "held"]
    assert found[1].why == "too brittle"
    assert found[0].why == "no.2 not here"
    # The whole part of a held unit that was split: it lacks nothing, and is collated.
    whole = unit(shelf, 2, state="held", issues=[], label="v.13")
    assert next(one.doing for one in on_bench(shelf.library, TODAY) if one.unit.id == whole) == "collate"
    assert as_table(found, TODAY).rows[0][3] == "Annals"
    with pytest.raises(Refused):
        as_table([], TODAY)
