"""Boxes in groups by volume or year; a finished past volume is one line that says what is there."""

from __future__ import annotations

from buckram.desk.cards import Box, Reach, card
from buckram.desk.grouping import Fold, arranged, place_of, summary
from buckram.rules.status import Status
from library_for_tests import Shelf


def lines(items: list[Box | Fold]) -> list[str]:
    """A fold as "name: what is there", a box as its number."""
    return [f"{i.name}: {i.told}" if isinstance(i, Fold) else i.issue.number for i in items]


def test_what_is_not_plainly_here_is_said() -> None:
    assert summary({Status.ARRIVED: 12}) == "12 here"
    assert summary({Status.MISSING: 1, Status.ARRIVED: 11}) == "11 here, 1 missing"
    assert summary({Status.BOUND: 2, Status.ARRIVED: 12}) == "12 here, 2 bound"
    assert summary({Status.ARRIVED: 10, Status.COMBINED: 1, Status.NOT_PUBLISHED: 1}) == (
        "10 here, 1 not published"
    )
    assert summary({Status.ARRIVED: 1}, "no.7") == "no.7 here"


def test_a_finished_volume_folds_and_one_that_lacks_something_does_not(shelf: Shelf) -> None:
    desk = shelf.desk()
    title = shelf.title(statuses="a" * 11 + "m" + "a" * 12 + "aaae", first_month=1)
    items = arranged(card(desk, title), by_year=False)
    assert lines(items)[:2] == ["v.12 (2026): 11 here, 1 missing", "v.13 (2027): 12 here"]
    assert lines(arranged(card(desk, title), by_year=True))[0] == "2026: 11 here, 1 missing"
    opened = arranged(card(desk, title), by_year=False, opened=frozenset({"v.13 (2027)"}))
    assert len(opened) == 1 + 12 + 4
    other = shelf.title("Other", "0028-0836", statuses="aaeaaaaaaaaa" + "aaae", first_month=1)
    assert len(arranged(card(desk, other), by_year=False)) == 16, "no.3 is still awaited"
    folded = arranged(card(desk, other), by_year=False, closed=frozenset({"v.12 (2026)"}))
    assert lines(folded)[0] == "v.12 (2026): 11 here, 1 expected"
    coming = arranged(card(desk, other), by_year=False, closed=frozenset({"v.13 (2027)"}))
    assert len(coming) == 16, "the volume of the current box is never folded"


def test_what_came_last_stays_in_sight(shelf: Shelf) -> None:
    title = shelf.title(statuses="a" * 12 + "ae", first_month=1)
    assert len(arranged(card(shelf.desk(), title), by_year=False)) == 14


def test_the_whole_past_of_a_daily_is_reached(shelf: Shelf) -> None:
    desk = shelf.desk()
    title = shelf.title(statuses="a" * 600 + "e", first_month=1)
    near = card(desk, title)
    items = arranged(near, by_year=False)
    assert near.more_behind
    assert lines(items)[0] == ": "
    folds = [item for item in items if isinstance(item, Fold)]
    assert all(fold.told == "12 here" for fold in folds[1:]), "half a volume is not told as a whole one"
    whole = card(desk, title, reach=Reach(whole=True))
    items = arranged(whole, by_year=False)
    assert lines(items)[0] == "v.12 (2026): 12 here"
    assert sum(isinstance(item, Fold) for item in items) >= 48
    assert len(whole.boxes) < 240, "the boxes of folded volumes are not read"
    opened = Reach(whole=True, opened=frozenset({"v.12 (2026)"}))
    items = arranged(card(desk, title, reach=opened), by_year=False, opened=opened.opened)
    assert lines(items)[:2] == ["no.1", "no.2"]
    assert place_of(items, 1000) == 0
    fold = items[12]
    assert isinstance(fold, Fold)
    assert place_of(items, fold.first + 1000) == 12
    by_year = card(desk, title, reach=Reach(whole=True, by_year=True))
    assert lines(arranged(by_year, by_year=True))[0] == "2026: 12 here"
