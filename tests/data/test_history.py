"""What became of each issue."""

from datetime import date, timedelta

from buckram.pattern import Prediction
from buckram.rules.status import Status
from buckram_data.history import Delivery, Fate, history
from buckram_data.stock import bound
from buckram_data.tables_of_bindery import Binding

TODAY = date(2026, 11, 21)
MONTHS = [
    Prediction((("a", str(50 + n // 12)), ("b", str(n % 12 + 1))), date(2024 + n // 12, n % 12 + 1, 1))
    for n in range(36)
]


def told(events: dict[int, str], today: date = TODAY, spread: int = 4) -> list[Fate]:
    return history("journal/basic/", MONTHS, Delivery(10, spread, 30), events, today)


def statuses(fates: list[Fate]) -> str:
    return "".join(str(fate.status)[0] for fate in fates)


def test_issues_come_in_order_on_working_days_and_after_their_date() -> None:
    arrivals = [fate.arrived_on for fate in told({})]
    assert arrivals == sorted(arrivals)
    assert all(day.weekday() < 5 for day in arrivals)
    lags = [(fate.arrived_on - (fate.prediction.published_on or TODAY)).days for fate in told({})]
    assert 7 <= sum(lags) / len(lags) <= 15
    assert len(set(lags)) > 5


def test_without_trouble_everything_before_today_has_arrived_and_nothing_else() -> None:
    for fate in told({}):
        assert (fate.status is Status.ARRIVED) == (fate.arrived_on < TODAY)


def test_the_past_does_not_change_overnight() -> None:
    later = told({}, TODAY + timedelta(days=40))
    for before, after in zip(told({}), later, strict=True):
        assert before.arrived_on == after.arrived_on
        assert before.status in (after.status, Status.EXPECTED)


def test_trouble_counts_back_from_the_newest_that_came() -> None:
    calm = statuses(told({}))
    came = calm.count("a")
    fates = told({1: "damaged", 3: "not here", 4: "combined", 6: "partial"})
    assert statuses(fates)[came - 6 : came] == "pacead"
    assert fates[came - 6].lacking == 1
    assert [fate.in_hand for fate in fates[came - 6 : came]] == [True, True, False, False, True, True]


def test_a_late_issue_is_past_its_grace_and_nothing_after_it_came() -> None:
    fates = told({2: "late"})
    waiting = [fate for fate in fates if fate.status is Status.EXPECTED]
    due = (waiting[1].prediction.published_on or TODAY) + timedelta(days=10 + 30)
    assert due < TODAY
    assert statuses(fates) == "a" * (36 - len(waiting)) + "e" * len(waiting)


def test_what_surely_came_is_here_although_its_day_has_not_come() -> None:
    morning = date(2026, 11, 3)
    fates = told({1: "came"}, morning)
    newest = [fate for fate in fates if fate.status is Status.ARRIVED][-1]
    assert newest.prediction.published_on == date(2026, 11, 1)
    assert newest.arrived_on < morning


def test_complete_volumes_that_lay_long_enough_are_bound() -> None:
    fates = told({})
    volumes = statuses(bound(fates, Binding("t", "volume", "6", "at bindery"), TODAY))
    assert volumes == "b" * 12 + "a" * 12 + "a" * statuses(fates)[24:].count("a") + volumes.lstrip("ab")
    assert [str(f.status) for f in bound(fates, Binding("t", "volume", "6", "at bindery"), TODAY)][12:24] == [
        "at bindery"
    ] * 12


def test_a_volume_that_is_due_waits_on_the_shelf() -> None:
    fates = bound(told({}), Binding("t", "volume", "6", "due"), TODAY)
    assert statuses(fates)[:24] == "b" * 12 + "a" * 12
    assert fates[12].status is Status.ARRIVED


def test_a_volume_with_a_gap_is_not_bound() -> None:
    came = statuses(told({})).count("a")
    fates = bound(told({came - 3: "not here"}), Binding("t", "volume", "6", "due"), TODAY)
    assert statuses(fates)[:12] == "aaaeaaaaaaaa"
