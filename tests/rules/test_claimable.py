"""What is to be claimed: the cases of claims.txt, and what must be so whatever is known."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from buckram.rules.claim_policy import Policy
from buckram.rules.claimable import Order, Queue, Sent, Standing, Wanted, standing
from buckram.rules.replies import EFFECTS, Answer
from buckram.rules.status import Status

CASES = [
    tuple(part.strip() for part in line.split(">"))
    for line in Path(__file__).with_name("claims.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
USUAL = Policy(first_days=30, again_days=60, most=3, window_days=90)
MONTHLY = Wanted(Status.EXPECTED, date(2026, 9, 1), date(2026, 9, 4))
QUEUES = {
    "new": Queue.NEW, "again": Queue.AGAIN, "decide": Queue.DECIDE, "closed": Queue.LAPSED,
    "waits": Queue.WAITS, "not": Queue.NOT, "sending": Queue.SENDING,
}  # fmt: skip
STATES = {
    "here": Status.ARRIVED, "lost": Status.MISSING, "bound": Status.BOUND,
    "unavailable": Status.UNAVAILABLE, "not in print": Status.NOT_PUBLISHED, "damaged": Status.DAMAGED,
}  # fmt: skip


def day(text: str) -> date:
    text = text if re.search(r"\d{4}", text) else f"{text} 2026"
    return datetime.strptime(text, "%d %b %Y").date()


def known(text: str) -> tuple[Wanted, Policy]:
    """What the words of a case say."""
    wanted, policy = MONTHLY, USUAL
    for word in text.split(", "):
        wanted, policy = one_more(word, wanted, policy)
    return wanted, policy


def one_more(word: str, wanted: Wanted, policy: Policy) -> tuple[Wanted, Policy]:
    def said(pattern: str) -> list[str] | None:
        found = re.fullmatch(pattern, word)
        return list(found.groups()) if found else None

    if word == "nothing":
        pass
    elif word in STATES:
        spoilt = int(word == "damaged")
        wanted = replace(wanted, status=STATES[word], lacking=0, spoilt=spoilt)
    elif got := said(r"(first|again|window|most) (\d+)"):
        name = {"first": "first_days", "again": "again_days", "window": "window_days", "most": "most"}[got[0]]
        policy = replace(policy, **{name: int(got[1])})
    elif word == "no window":
        policy = replace(policy, window_days=None)
    elif word == "not looked for":
        wanted = replace(wanted, expected_on=None)
    elif word == "not published":
        wanted = replace(wanted, published_on=None)
    elif got := said(r"looked for (.+)"):
        wanted = replace(wanted, expected_on=day(got[0]))
    elif got := said(r"own (\d+)"):
        wanted = replace(wanted, late_after=int(got[0]))
    elif word == "later here":
        wanted = replace(wanted, later_here=True)
    elif got := said(r"lacks (no|\d) cop(?:y|ies)"):
        lacking = 0 if got[0] == "no" else int(got[0])
        wanted = replace(wanted, status=Status.PARTIAL, lacking=lacking)
    elif got := said(r"(\d) damaged"):
        wanted = replace(wanted, spoilt=int(got[0]))
    elif got := said(r"came (.+)"):
        wanted = replace(wanted, came_on=day(got[0]))
    elif got := said(r"watched until (.+)"):
        wanted = replace(wanted, hold_until=day(got[0]))
    elif word == "no order":
        wanted = replace(wanted, active=False)
    elif got := said(r"never claimed(?: until (.+))?"):
        policy = replace(policy, claims=False, until=day(got[0]) if got[0] else None)
    elif got := said(r"queued (.+)"):
        wanted = replace(wanted, queued=got[0])
    elif word == "given up":
        wanted = replace(wanted, given_up="unavailable")
    elif got := said(r"replacement ordered (.+)"):
        wanted = replace(wanted, ordered_on=day(got[0]))
    elif got := said(r"out on (.+)"):
        wanted = replace(wanted, out_on=day(got[0]))
    elif got := said(r"claim (\d) on (.+?)(?: for (.+?))?(?: answered (.+?)(?: look (.+))?)?"):
        number, on, reason, answer, look = got
        decides = bool(answer) and EFFECTS[Answer(answer)].decides
        sent = Sent(
            int(number), day(on), day(look) if look else None, answer or "", decides, reason or "late"
        )
        wanted = replace(wanted, sent=[*wanted.sent, sent])
    else:
        raise ValueError(word)
    return wanted, policy


def matches(found: Standing, word: str) -> bool:
    """Whether the answer is so as the word of a case says."""
    queue, _, on = word.partition(" from ")
    if queue in QUEUES:
        return found.queue is QUEUES[queue] and (not on or found.on == day(on))
    if word.startswith("from "):
        return found.on == day(word.removeprefix("from "))
    if word.startswith("claim "):
        return found.number == int(word.split()[1])
    if word.endswith(" left"):
        return found.days_left == int(word.split()[0])
    return found.reason == word


@pytest.mark.parametrize(("facts", "today", "expected"), CASES)
def test_where_an_issue_stands(facts: str, today: str, expected: str) -> None:
    wanted, policy = known(facts)
    found = standing(wanted, policy, day(today))
    for word in expected.split(", "):
        assert matches(found, word), found
    assert re.fullmatch(r"[A-Z0-9].*\.", found.why), found.why


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def anything(draw: st.DrawFn) -> tuple[Wanted, Policy]:
    published = draw(DAYS)
    sent = [
        Sent(number, draw(DAYS), draw(st.none() | DAYS), "sent", draw(st.booleans()))
        for number in range(1, draw(st.integers(0, 4)) + 1)
    ]
    wanted = Wanted(
        draw(st.sampled_from(Status)),
        published,
        published + timedelta(days=draw(st.integers(-10, 90))),
        lacking=draw(st.integers(0, 2)),
        spoilt=draw(st.integers(0, 2)),
        came_on=draw(st.none() | DAYS),
        late_after=draw(st.none() | st.integers(-10, 200)),
        hold_until=draw(st.none() | DAYS),
        later_here=draw(st.booleans()),
        sent=sent,
    )
    days = st.integers(0, 200)
    return wanted, Policy(draw(days), draw(days), draw(st.integers(1, 4)), draw(st.none() | days))


@settings(max_examples=60)
@given(anything(), DAYS)
def test_a_claim_is_made_inside_its_window_and_not_before_its_day(
    one: tuple[Wanted, Policy], today: date
) -> None:
    wanted, policy = one
    found = standing(wanted, policy, today)
    if found.queue in {Queue.NEW, Queue.AGAIN}:
        assert found.days_left is None or found.days_left >= 0
        assert found.on is not None
        assert found.on <= today
        assert wanted.hold_until is None or wanted.hold_until <= today
        assert found.number <= policy.most


@settings(max_examples=60)
@given(anything(), DAYS)
def test_what_waits_comes_on_its_day_and_not_on_the_one_before(
    one: tuple[Wanted, Policy], today: date
) -> None:
    found = standing(*one, today)
    if found.queue is Queue.WAITS and found.on is not None:
        assert found.on > today
        assert standing(*one, found.on - timedelta(days=1)).queue is Queue.WAITS
        after = standing(*one, found.on)
        # Behind a hold its own turn may be later still.
        assert after.queue is not Queue.WAITS or (after.on is not None and after.on > found.on)


@pytest.mark.parametrize(
    ("order", "on", "brings"),
    [
        (Order("active"), "2026-09-01", True),
        (Order("active", date(2026, 10, 1)), "2026-09-01", False),
        (Order("active", None, date(2025, 12, 31)), "2026-09-01", True),
        (Order("on order"), "2026-09-01", False),
        (Order("on order", date(2026, 9, 1)), "2026-09-01", True),
        (Order("ended", None, date(2026, 9, 1)), "2026-09-01", True),
        (Order("ended", None, date(2026, 8, 31)), "2026-09-01", False),
        (Order("ended"), "2026-09-01", False),
    ],
)
def test_which_order_brings_an_issue(order: Order, on: str, brings: bool) -> None:
    assert order.brings(date.fromisoformat(on)) is brings
