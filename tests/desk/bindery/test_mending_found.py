"""What comes to the mending queue from the card and from a scan at the bench; and the figures of repairs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bindery_for_tests import BINDERY, binder, bound_title, pieces_of, unit, volume
from buckram.desk import undoing
from buckram.desk.bindery import mending_bench
from buckram.desk.bindery.mending import note_damage
from buckram.desk.bindery.mending_card import said_of, to_mending, waits_to_be_queued
from buckram.desk.bindery.mending_figures import By, figures, ways
from buckram.desk.bindery.mending_figures import as_table as figures_table
from buckram.desk.bindery.mending_lists import queue
from buckram.desk.bindery.mending_scan import note_scanned, scanned
from buckram.desk.deciding import decide as settle
from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.exchange.lists import as_csv
from buckram.rules.bindery.repairs import Section
from buckram.storage.bindery.repairs import Repair
from buckram.storage.ledger import STANDS
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


def only_waiting(desk: Desk) -> Repair:
    (one,) = queue(desk.library, desk.today()).lists[Section.DECIDE]
    return one


def test_figures_of_repairs_are_ones_own_until_the_library_says_otherwise(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaaa")
    mary, tom = shelf.desk("mary"), shelf.desk("tom", "bench")
    work = ((mary, "mt jt wp 10"), (mary, "mt cl jt 30"), (tom, "rb bc bd 150"))
    for piece, (desk, text) in zip(pieces_of(shelf, title), work, strict=False):
        note_damage(desk, found_at="shelf", piece_id=piece, damage="TP")
        mending_bench.mended(desk, only_waiting(desk), text)
    own = figures(mary, By.KIND, TODAY)
    assert [(line.name, line.repairs, line.minutes) for line in own.lines] == [
        ("mend torn page", 2, 40), ("clean", 1, 30),
    ]  # fmt: skip
    assert (own.total.repairs, own.total.minutes, own.total.used) == (
        2,
        40,
        "Japanese tissue 2, wheat paste 1",
    )
    with pytest.raises(Refused, match="person by person"):
        figures(mary, By.PERSON, TODAY)
    assert By.PERSON not in ways(mary)
    for name in ("figures_of_others", "figures_by_person"):
        settle(mary.library, name, "yes")
    told = {by: [(line.name, line.repairs) for line in figures(mary, by, TODAY).lines] for by in ways(mary)}
    assert told[By.LEVEL] == [("under 15 minutes", 1), ("up to 2 hours", 1), ("more than 2 hours", 1)]
    assert told[By.MONTH] == [("2026-11", 3)]
    assert told[By.PERSON] == [("mary", 2), ("tom", 1)]
    assert told[By.SUPPLY][0] == ("Japanese tissue", 2)
    csv = as_csv(figures_table(figures(mary, By.PERSON, TODAY), "mary"))
    assert "tom,1,150,2:30,," in csv
    assert not figures(mary, By.KIND, TODAY + timedelta(days=1)).lines


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("30000000000018", "volume"),
        ("30000000000026", "piece"),
        ("0317-8471", "pieces"),
        ("journal of", "titles"),
        ("nothing like it", "nothing"),
    ],
)
def test_a_scan_at_the_bench_is_a_piece_a_volume_or_a_choice(shelf: Shelf, raw: str, answer: str) -> None:
    title = bound_title(shelf, binder(shelf), statuses="aaa")
    loose = shelf.title("Journal of others", "1050-124X", statuses="a")
    volume(shelf, unit(shelf, title, state="shelved"))
    library = shelf.library
    (loose_piece,) = pieces_of(shelf, loose)
    with library.transaction():
        library.execute("UPDATE piece SET barcode = '30000000000026' WHERE id = ?", (loose_piece,))
    desk = shelf.desk()
    found = scanned(desk, raw)
    assert {
        "volume": found.volume_id is not None,
        "piece": found.piece_id == loose_piece,
        "pieces": [one.label for one in found.pieces][0:1] == ["v.11 (2025)"] and len(found.pieces) == 4,
        "titles": len(found.titles) == 2,
        "nothing": found.title is None and not found.titles,
    }[answer]
    if answer in {"volume", "piece"}:
        note_scanned(desk, found, "TP")
        again = scanned(desk, raw)
        assert again.repair == only_waiting(desk)


def test_from_the_card_a_damaged_piece_goes_to_the_queue(shelf: Shelf) -> None:
    from buckram.desk.damaging import damaged
    from buckram.storage import issues

    title = bound_title(shelf, binder(shelf), statuses="aaa")
    desk = shelf.desk()
    one, two, three = (row[0] for row in shelf.library.rows("SELECT id FROM issue ORDER BY position"))

    def version(issue_id: int) -> int:
        return issues.get(desk.library, issue_id).version

    first = shelf.contents(*TABLES)
    told = to_mending(desk, one, version(one), "c.1 page 3 torn")
    assert told.sentence == "In the mending queue: v.11:no.1 (January 2025), Journal of tests (torn page)."
    # What was marked as damaged before: its note says what is wrong.
    damaged(desk, two, version(two), "wet", claims=False)
    assert waits_to_be_queued(desk.library, two)
    said = said_of(desk, title, two)
    to_mending(desk, two, version(two), said, already=True)
    assert not waits_to_be_queued(desk.library, two)
    # In a unit a box stays what it is.
    unit(shelf, title, issues=[2], state="pulled")
    to_mending(desk, three, version(three), "SE")
    assert statuses(shelf, title) == "damaged, damaged, bind prep"
    waiting = queue(desk.library, TODAY).lists[Section.DECIDE]
    assert [(one.damage, one.found_at) for one in waiting] == [
        (("WT",), "shelf"), (("TP",), "shelf"), (("SE",), "shelf"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="What is wrong"):
        to_mending(desk, three, version(three), "c.1")
    for _ in range(4):
        undo(desk)
    shelf.library.connection.execute("DELETE FROM unit_piece")
    shelf.library.connection.execute("DELETE FROM unit")
    shelf.library.connection.execute("UPDATE issue SET status = 'arrived'")
    assert shelf.contents(*TABLES) == first
