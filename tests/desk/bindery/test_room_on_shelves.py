"""Shelves at the desk: entered, filled, planned anew, labelled; every act can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindery_for_tests import BINDERY, binder, binding, bound_title, unit
from buckram.desk import printing
from buckram.desk.bindery import shelf_labels, shelves, shelves_tables, shift_plan
from buckram.desk.bindery.shelf_space import in_order, stock
from buckram.desk.bindery.shelves_filled import space, typed_line
from buckram.desk.bindery.shift_plan import Scope, carry_out, shift
from buckram.desk.bindery.volumes import add_volume
from buckram.desk.deciding import decide
from buckram.desk.desk import Desk
from buckram.desk.undoing import undo_last
from buckram.errors import Refused, Stale
from buckram.exchange.lists import as_text
from buckram.rules.bindery.shelves_typed import EVEN
from buckram.rules.bindery.shift_plan import Wish
from buckram.storage.bindery import shelves as stored
from buckram.storage.bindery import volumes
from buckram.storage.bindery.shelves import Standing
from buckram.storage.ledger import act
from library_for_tests import TODAY, Shelf

ORDERS = [
    line.split("|")
    for line in (Path(__file__).parent / "shelf_order.txt").read_text().splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize(("given", "wanted"), ORDERS)
def test_the_order_of_volumes(given: str, wanted: str) -> None:
    made = [
        Standing(n, 1, None, label.strip(), "", None, 300, False, 0, True)
        for n, label in enumerate(given.split(";"))
    ]
    assert [one.label for _, one in in_order(made)] == [label.strip() for label in wanted.split(";")]


@pytest.fixture
def three_titles(shelf: Shelf) -> dict[str, int]:
    """Annals with six volumes as they were before Buckram, Birds loose only, Chess bound by a binder."""
    desk = shelf.desk()
    found = {}
    for name, issn, call in (
        ("Annals [old]", "0317-8471", "QA1 .A5"),
        ("Birds", "0028-0836", "QL671 .B5"),
        ("Chess مجلة", "0036-8075", "GV1 .C4"),
    ):
        found[name[:1]] = shelf.title(name, issn, statuses="aaa" if name == "Birds" else "")
        with shelf.library.transaction():
            shelf.library.execute(
                "UPDATE title SET call_number = ?, call_sort = ? WHERE id = ?", (call, call, found[name[:1]])
            )
    for year in range(2020, 2026):
        add_volume(desk, found["A"], f"v.{year - 2000} ({year})", thickness=400 if year != 2022 else None)
    add_volume(desk, found["C"], "v.1 (2024)", thickness=300, barcode="30000000000012")
    add_volume(desk, found["C"], "v.2 (2025)", thickness=300)
    return found


def place_of(desk: Desk) -> int:
    found: int = desk.library.value("SELECT id FROM location")
    return found


def test_shelves_are_entered_changed_moved_and_all_of_it_undone(shelf: Shelf, three_titles: object) -> None:
    desk = shelf.desk()
    before = shelf.contents(*BINDERY)
    said = shelves.add_shelves(desk, "reading room 1A-2C x 35 in")
    assert said == "6 shelves of 35.00 in at Reading Room: 1A to 2C."
    place = place_of(desk)
    assert shelves.add_shelves(desk, "3A x 900 mm", place).startswith("1 shelf of 35.43 in")
    for wrong, words in (
        ("1A x 35 in", "At which place?"),
        ("Annex 1A x 35 in", "No place is called Annex."),
        ("Reading Room 2C-2D x 35 in", "Reading Room has a shelf 2C already."),
    ):
        with pytest.raises(Refused, match=words):
            shelves.add_shelves(desk, wrong)
    own = stored.every(desk.library)
    shelves.change_width(desk, own[:2], "30 in")
    shelves.rename(desk, own[5], "2X")
    shelves.move(desk, own[5:6], "1B")
    shelves.remove(desk, stored.every(desk.library)[-1:])
    assert [(one.code, one.width) for one in stored.every(desk.library)] == [
        ("1A", 7620), ("2X", 8890), ("1B", 7620), ("1C", 8890), ("2A", 8890), ("2B", 8890),
    ]  # fmt: skip
    with pytest.raises(Stale):
        shelves.rename(desk, own[5], "2Y")
    with pytest.raises(Stale):
        shelves.remove(desk, own[-1:])
    for _ in range(6):
        undo_last(desk)
    assert shelf.contents(*BINDERY) == before


def test_the_room_of_titles(shelf: Shelf, three_titles: dict[str, int]) -> None:
    lines = {one.title[:1]: one for one in stock(shelf.library, TODAY).lines}
    annals, birds, chess = lines["A"], lines["B"], lines["C"]
    # The volume that nobody measured is taken to be as thick as the others.
    assert (annals.volumes, annals.bound, annals.unmeasured, annals.total) == (6, 2400, 1, 2400)
    assert (annals.growth.thickness, annals.growth.by) == (400, "the volumes of 2021-2025")
    # Loose: three issues of a monthly, twelve a year, as thick as such issues usually are.
    assert (birds.volumes, birds.loose, birds.total, birds.growth.thickness) == (0, 3, 135, 12 * 45)
    assert chess.growth.by == "the volumes of 2024-2025"
    assert [one.title[:1] for one in stock(shelf.library, TODAY).lines] == ["C", "A", "B"]
    decide(shelf.library, "shelved_by_title", "yes")
    assert [one.title[:1] for one in stock(shelf.library, TODAY).lines] == ["A", "B", "C"]
    with shelf.library.transaction():
        shelf.library.execute("UPDATE title SET status = 'ceased' WHERE id = ?", (three_titles["A"],))
        shelf.library.execute("UPDATE copy SET keeps = '24 months' WHERE title_id = ?", (three_titles["B"],))
    lines = {one.title[:1]: one for one in stock(shelf.library, TODAY).lines}
    assert (lines["A"].growth.thickness, lines["B"].growth.thickness) == (0, 0)


def test_what_is_with_the_binder_and_what_only_a_record_says_takes_room(shelf: Shelf) -> None:
    title = bound_title(shelf, binder(shelf), volumes=2)
    unit(shelf, title, state="shipped", issues=range(12), thickness=500)
    (line,) = stock(shelf.library, TODAY).lines
    # With its covers; of the other twelve issues each as thick as what was measured.
    assert (line.away, line.loose, line.total) == (550, 12, 550 + 12 * 42)
    # Bound volumes stand elsewhere: there the growth is, and there what is away comes back to.
    with shelf.library.transaction():
        shelf.library.execute("INSERT INTO location (code, name, position) VALUES ('STK', 'Stacks', 5)")
    decide(shelf.library, "bound_place", "STK")
    here, stacks = stock(shelf.library, TODAY).lines
    assert (here.location, here.loose, here.growth.thickness, here.away) == ("Reading Room", 12, 0, 0)
    assert (stacks.location, stacks.away) == ("Stacks", 550)
    assert stacks.growth.thickness > 0
    with shelf.library.transaction():
        shelf.library.execute("UPDATE piece SET source = 'record'")
    assert stock(shelf.library, TODAY).lines[0].by_record == 12
    # A volume of 2025 that was bound before: its issues are not counted twice.
    add_volume(shelf.desk(), title, "v.11 (2025)", thickness=500)
    assert all(one.by_record == 0 for one in stock(shelf.library, TODAY).lines)


def test_a_unit_s_volume_that_was_measured_without_covers(shelf: Shelf) -> None:
    title = bound_title(shelf, binder(shelf))
    unit_id = unit(shelf, title, state="shelved", thickness=400)
    with shelf.library.transaction():
        shelf.library.execute(
            "INSERT INTO volume (unit_id, title_id, label, accepted_on, thickness)"
            " VALUES (?, ?, 'v.11 (2025)', '2026-01-01', 400)",
            (unit_id, title),
        )
    (line,) = stock(shelf.library, TODAY).lines
    assert (line.bound, line.loose, line.location) == (450, 0, "Reading Room")


def test_what_begins_on_a_shelf_and_how_full_it_is(shelf: Shelf, three_titles: dict[str, int]) -> None:
    desk = shelf.desk()
    shelves.add_shelves(desk, "Reading Room 1A-1C x 6 in")
    one, two, _ = stored.every(desk.library)
    thought = space(desk.library, TODAY)
    assert [on.first for on in thought.shelves] == [
        "Chess مجلة, v.1 (2024)", "Annals [old], v.21 (2021)", "Annals [old], v.24 (2024)",
    ]  # fmt: skip
    before = shelf.contents(*BINDERY)
    volume = volumes.of_title(desk.library, three_titles["A"])[1]
    assert shelves.begin_with_title(desk, one, three_titles["C"], None) == (
        "Shelf 1A begins with Chess مجلة."
    )
    shelves.begin_with_volume(desk, two, volume)
    with pytest.raises(Stale):
        shelves.begin_with_title(desk, two, three_titles["B"], None)
    found = space(desk.library, TODAY)
    assert [(on.known, on.taken) for on in found.shelves] == [(True, 1000), (True, 1200), (False, 935)]
    first, second, third = found.shelves
    assert (first.free, first.months) == (524, 20)
    assert second.growth == 0
    assert (third.last, third.growth) == ("Birds, loose 3 of 3", 940)
    place, *ranges = found.ranges
    assert (place.location, place.name, place.shelves, place.taken) == ("Reading Room", "", 3, 3135)
    assert place.first_full == (7, "1C")
    assert [one.name for one in ranges] == ["1"]
    table = as_text(shelves_tables.shelves_in_brief(found.shelves, TODAY, inches=True))
    assert "1A     6.00 in  3.94 in  2.06 in  20 months" in table
    # A volume that was said to stand before the one of the shelf before is told.
    shelves.begin_with_title(desk, stored.every(desk.library)[2], three_titles["C"], None)
    assert space(desk.library, TODAY).shelves[2].disorder
    shelves.forget(desk, stored.every(desk.library))
    for _ in range(4):
        undo_last(desk)
    assert shelf.contents(*BINDERY) == before
    assert typed_line(found.lines, "ql671") is found.lines[2]
    assert typed_line(found.lines, "annals") is found.lines[1]
    assert typed_line(found.lines, "zoo") is None


def test_a_shift_is_planned_carried_out_and_undone(shelf: Shelf, three_titles: dict[str, int]) -> None:
    desk = shelf.desk()
    shelves.add_shelves(desk, "Reading Room 1A-1E x 6 in")
    place = place_of(desk)
    found = space(desk.library, TODAY)
    plan = shift(found, Scope(place, wish=Wish(years=2)), inches=True)
    told = [
        (s.shelf.code, s.line.title[:1], s.begins_label, s.ends_label, s.takes, s.left) for s in plan.steps
    ]
    assert (
        told
        == [
            ("1A", "C", "v.1 (2024)", "v.2 (2025)", 600, 600),
            ("1B", "A", "v.20 (2020)", "v.22 (2022)", 1200, 324),
            ("1C", "A", "v.23 (2023)", "v.25 (2025)", 1200, 324),
            ("1D", "A", "", "", 0, 800),
            ("1D", "B", "3 loose", "3 loose", 135, 589),
            ("1E", "B", "", "", 0, 1524),
        ]
        or told[0][5] == 924
    )
    assert plan.lacks == ""
    text = as_text(shelves_tables.plan_in_brief(plan, TODAY, inches=True))
    assert "Shift at Reading Room, 21 Nov 2026" in text
    much = shift(found, Scope(place, wish=Wish(years=9)), inches=True)
    assert "lacking" in much.lacks
    assert "years of growth behind each title all fits." in much.lacks
    with pytest.raises(Refused, match="There is no shelf 9Z here"):
        shift(found, Scope(place, "9Z", "9Z"), inches=True)
    even = shift(found, Scope(place, wish=EVEN), inches=True)
    assert even.plan.fits
    assert len({step.shelf.code for step in even.steps}) == 5
    before = shelf.contents(*BINDERY)
    said = carry_out(desk, plan)
    assert said.startswith("Shift done at Reading Room, 1A to 1E: ")
    after = space(desk.library, TODAY)
    assert [on.first for on in after.shelves][:3] == [
        "Chess مجلة, v.1 (2024)", "Annals [old], v.20 (2020)", "Annals [old], v.23 (2023)",
    ]  # fmt: skip
    assert [on.taken for on in after.shelves][:3] == [600, 1200, 1200]
    # A stretch: only what stands on it, and what goes on elsewhere does not grow there.
    part = shift(after, Scope(place, "1B", "1B", Wish(years=1)), inches=True)
    assert [(s.begins_label, s.ends_label, s.left) for s in part.steps] == [
        ("v.20 (2020)", "v.22 (2022)", 324)
    ]
    with pytest.raises(Stale):
        carry_out(desk, plan)
    undo_last(desk)
    assert shelf.contents(*BINDERY) == before


def test_labels_go_to_the_printer_and_on_sheets(
    shelf: Shelf, three_titles: dict[str, int], tmp_path: Path
) -> None:
    desk = shelf.desk()
    shelves.add_shelves(desk, "Reading Room 1A-1B x 12 in")
    found = space(desk.library, TODAY)
    annals = [one for one in found.lines if one.title_id == three_titles["A"]]
    spines = shelf_labels.volume_labels(desk.library, annals)
    boards = shelf_labels.shelf_labels(found.shelves)
    ends = shelf_labels.range_labels(found.ranges[1:])
    with pytest.raises(Refused, match="No printer is set for labels"):
        shelf_labels.print_labels(desk, spines, "spines")
    decide(desk.library, "label_printer", f"file:{tmp_path / 'labels.txt'}")
    assert shelf_labels.print_labels(desk, [*spines[:1], *boards[:1]], "a test") == (
        "2 labels go to the printer."
    )
    (job,) = printing.jobs(desk.library)
    assert (job.state, job.name) == ("waiting", "2 labels: a test")
    lines = printing.as_text(desk.library, job).splitlines()
    assert len(lines) == 12
    assert lines[:5] == ["QA1", ".A5", "v.20", "2020", "Reading"]
    assert lines[6:11] == ["1A", "GV1 .C4", "to", "QA1 .A5", ""]
    printing.work_off(desk.library, desk.clock)
    assert (tmp_path / "labels.txt").read_text().startswith("QA1\n.A5\n")
    printing.again(desk, job.id)
    decide(desk.library, "label_form", "pdf")
    assert shelf_labels.job_pdf(desk.library, job.content).startswith(b"%PDF")
    sheet = shelf_labels.sheet(desk.library, [*spines, *boards, *ends], skip=3)
    assert sheet.count(b"/Type /Page\n") == 3
    planned = shift(found, Scope(place_of(desk)), inches=True)
    assert len(shelf_labels.plan_labels(planned)) == 2
    with pytest.raises(Refused):
        shelf_labels.new_volume_labels(desk.library)


def test_a_stretch_that_begins_with_the_loose_issues_behind_the_volumes(shelf: Shelf) -> None:
    desk = shelf.desk()
    title = shelf.title(statuses="a" * 10)
    for year in (2023, 2024):
        add_volume(desk, title, f"v.{year - 2000} ({year})", thickness=500)
    shelves.add_shelves(desk, "Reading Room 1-3 x 10 cm")
    place = place_of(desk)
    one, two, _ = (found.shelf for found in space(desk.library, TODAY).shelves)
    shelves.begin_with_title(desk, one, title, None)
    copy_id = shelf.library.value("SELECT id FROM copy")
    with act(desk.library, desk.hand(), "shelf") as writer:
        shelves.begin_shelf(writer, two, title, copy_id, None, 0)
    found = space(desk.library, TODAY)
    assert found.shelves[1].first == "Journal of tests, loose 1 of 10"
    carry_out(desk, shift(found, Scope(place, "2", "3", Wish()), inches=False))
    after = space(desk.library, TODAY)
    # Not with the first of the title: its volumes stand on the shelf before.
    assert [on.taken for on in after.shelves] == [1000, 450, 0]
    assert after.shelves[1].first == "Journal of tests, loose 1 of 10"


def test_a_stretch_before_shelves_that_are_thought_empty(shelf: Shelf) -> None:
    desk = shelf.desk()
    title = shelf.title(statuses="")
    add_volume(desk, title, "v.23 (2023)", thickness=550)
    shelves.add_shelves(desk, "Reading Room 1-4 x 10 cm")
    found = space(desk.library, TODAY)
    at = next(n for n, on in enumerate(found.shelves) if on.taken)
    first, last = found.shelves[0].shelf.code, found.shelves[at].shelf.code
    carry_out(desk, shift(found, Scope(place_of(desk), first, last, Wish()), inches=False))
    assert [on.taken for on in space(desk.library, TODAY).shelves] == [550, 0, 0, 0]


def test_an_empty_library_says_where_places_come_from(shelf: Shelf) -> None:
    with pytest.raises(Refused, match=r"No place is called STK\. They come with the copies of titles\."):
        shelves.add_shelves(shelf.desk(), "STK 1A-1B x 35 in")


def test_nothing_is_a_plan_without_shelves(shelf: Shelf, three_titles: object) -> None:
    found = space(shelf.library, TODAY)
    with pytest.raises(Refused, match="no shelves yet"):
        shift(found, Scope(place_of(shelf.desk())), inches=True)
    assert [one.shelves for one in found.ranges] == [0]
    assert shelves_tables.range_full(found.ranges[0]) == "no shelves entered"


def test_a_copy_of_its_own_stands_apart(shelf: Shelf) -> None:
    title = shelf.title(copies=2, statuses="aa")
    binding(shelf, title, None)
    desk = shelf.desk()
    copies = [row[0] for row in shelf.library.rows("SELECT id FROM copy ORDER BY id")]
    for copy_id in copies:
        add_volume(desk, title, "v.11 (2025)", copy_id=copy_id, thickness=300)
    first, second = stock(shelf.library, TODAY).lines
    assert (first.name, second.name) == ("Journal of tests", "Journal of tests, c.2")
    # What is of no copy stands with the first.
    assert (first.loose, second.loose) == (2, 0)
    labels = shelf_labels.volume_labels(shelf.library, [second])
    assert [one.copy for one in labels if not hasattr(one, "end")] == ["c.2"]
    assert shift_plan.THREE_YEARS.years == 3


def test_a_shift_of_a_stretch_leaves_the_shelves_behind_it_as_they_are(shelf: Shelf) -> None:
    desk = shelf.desk()
    for n, name in enumerate(("Annals", "Birds", "Chess", "Dogs")):
        title = shelf.title(name, f"0000-000{n}", statuses="a" * 20)
        with shelf.library.transaction():
            shelf.library.execute("UPDATE title SET call_sort = NULL, call_number = NULL")
            shelf.library.execute("UPDATE copy SET keeps = '24 months' WHERE title_id = ?", (title,))
    # Four times twenty issues of 45: 3600 on ten shelves of 10 cm.
    shelves.add_shelves(desk, "Reading Room 1-10 x 10 cm")
    place = place_of(desk)
    thought = space(desk.library, TODAY)
    first_of_6 = thought.shelves[5].first
    plan = shift(thought, Scope(place, "1", "5", Wish()), inches=False)
    # From-to: each thing is told with the shelf from which it is taken.
    assert [one.where_now for one in plan.steps] == ["1 to 3", "3", "3 to 5"]
    # The same for a stretch that begins within a title.
    part = shift(thought, Scope(place, "2", "5", Wish()), inches=False)
    assert [(one.begins_label, one.ends_label, one.where_now) for one in part.steps] == [
        ("loose 9 of 20", "loose 20 of 20", "2 to 3"),
        ("loose 1 of 20", "loose 10 of 20", "3 to 4"),
        ("loose 11 of 20", "loose 20 of 20", "4 to 5"),
    ]
    assert "Stands on now" in as_text(shelves_tables.plan_in_brief(part, TODAY, inches=False))
    before = shelf.contents("shelf")
    carry_out(desk, plan)
    after = space(desk.library, TODAY)
    assert [one.taken for one in after.shelves[:5]] == [990, 810, 0, 0, 0]
    assert after.shelves[1].first == "Birds, loose 3 of 20"
    assert [one.first for one in after.shelves[2:5]] == ["", "", ""]
    assert after.shelves[5].first == first_of_6
    assert sum(one.taken for one in after.shelves[5:]) == 1800
    # All of it to the front: the last shelves are empty, and known to be.
    carry_out(desk, shift(after, Scope(place, wish=Wish()), inches=False))
    front = space(desk.library, TODAY)
    assert [one.taken for one in front.shelves] == [990, 990, 990, 630, 0, 0, 0, 0, 0, 0]
    # The middle of a title alone: what stands before it and behind it stays.
    part = shift(front, Scope(place, "2", "2", Wish()), inches=False)
    assert [one.begins_label for one in part.steps] == ["loose 3 of 20", "loose 1 of 20"]
    with pytest.raises(Refused, match="It stands like this already"):
        carry_out(desk, part)
    shelves.say_empty(desk, [front.shelves[1].shelf])
    assert [one.taken for one in space(desk.library, TODAY).shelves[:3]] == [1980, 0, 990]
    for _ in range(3):
        undo_last(desk)
    assert shelf.contents("shelf") == before
