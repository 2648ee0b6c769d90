"""The claim queues: what is in them from day to day, and each act of a person on their lines."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from buckram.desk.claim_check import check, policy_points
from buckram.desk.claim_lists import as_table
from buckram.desk.claim_policies import choices, decide_policy
from buckram.desk.claim_queue import Filters, Line, line_of, policy_of, queue
from buckram.desk.claiming import claim_all
from buckram.desk.deciding import decide
from buckram.desk.desk import Desk
from buckram.desk.giving_up import give_up
from buckram.desk.holding import hold, take_out
from buckram.desk.receiving import receive
from buckram.desk.replying import Said, keep_unmatched, match, reply, settle, typed_answer
from buckram.desk.undoing import redo_last, undo, undo_last
from buckram.errors import Refused, Stale
from buckram.rules.claim_policy import Scope
from buckram.rules.claimable import Queue
from buckram.rules.replies import Answer, Ending
from buckram.rules.status import Status
from buckram.storage import claims, issues, replies
from library_for_tests import Shelf

TABLES = ("issue", "piece", "claim", "reply", "claim_policy", "note")


@pytest.fixture
def desk(shelf: Shelf) -> Desk:
    """Two monthlies of EBSCO of which September and October did not come; in one of them November did."""
    shelf.title("Alpha", statuses="eee", vendor="EBSCO")
    shelf.title("Beta", "1234-5679", statuses="eea", vendor="EBSCO", location="Stacks")
    shelf.title("Gamma", "2049-3630", statuses="aaa", vendor="Swets")
    return shelf.desk()


def on(shelf: Shelf, day: str) -> None:
    shelf.clock.now = datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC)


def told(desk: Desk, filters: Filters | None = None) -> list[str]:
    """Every line as "queue: title no. (reason)", in the order of the titles."""
    lines = sorted(queue(desk.library, desk.today(), filters), key=lambda x: (x.about.name, x.issue.position))
    return [
        f"{line.standing.queue}: {line.about.name} {line.issue.label.split()[0].split(':')[1]}"
        f" ({line.standing.reason})"
        for line in lines
    ]


def line(desk: Desk, title: str, number: int) -> Line:
    label = f"no.{number} "
    return next(
        one
        for one in queue(desk.library, desk.today(), Filters(waits=True))
        if one.about.name == title and label in one.issue.label
    )


def boxes(*lines: Line) -> list[tuple[int, int]]:
    return [(one.issue_id, one.issue.version) for one in lines]


def send(desk: Desk) -> list[int]:
    found = [one.id for one in claims.unsent(desk.library)]
    with desk.library.transaction():
        assert claims.mark_sent(desk.library, found, desk.now()) == len(found)
    return found


def test_the_queues_from_day_to_day(shelf: Shelf, desk: Desk) -> None:
    on(shelf, "2026-10-04")
    # Beta's October is looked for today, and its November came.
    assert told(desk) == ["never claimed: Beta no.9 (skipped)", "never claimed: Beta no.10 (skipped)"]
    on(shelf, "2026-10-05")
    assert told(desk, Filters(vendor="EBSCO", location="Reading Room")) == [
        "never claimed: Alpha no.9 (late)"
    ]
    assert told(desk, Filters(reason="skipped", frequency="m"))[0] == "never claimed: Beta no.9 (skipped)"
    assert told(desk, Filters(vendor="Swets")) == []
    assert "waits: Alpha no.10 (late)" in told(desk, Filters(vendor="EBSCO", waits=True))
    on(shelf, "2026-12-01")
    assert told(desk) == [
        "window closed: Alpha no.9 (late)",
        "never claimed: Alpha no.10 (late)",
        "window closed: Beta no.9 (skipped)",
        "never claimed: Beta no.10 (skipped)",
    ]
    table = as_table(queue(desk.library, desk.today()), "", desk.today())
    assert "The publisher's window closed on 30 Nov 2026." in table.rows[0][-1]


def test_many_are_claimed_and_taken_back_as_one(shelf: Shelf, desk: Desk) -> None:
    on(shelf, "2026-11-10")
    before = shelf.contents(*TABLES)
    lines = queue(desk.library, desk.today())
    done = claim_all(desk, boxes(*lines))
    assert done.sentence == "Claimed 4 issues of 2 titles."
    assert {one.standing.queue for one in queue(desk.library, desk.today())} == {Queue.SENDING}
    unsent = claims.unsent(desk.library)
    assert [(one.title, one.reason, one.number, one.vendor, one.copies) for one in unsent] == [
        ("Alpha", "late", 1, "EBSCO", 1),
        ("Alpha", "late", 1, "EBSCO", 1),
        ("Beta", "skipped", 1, "EBSCO", 1),
        ("Beta", "skipped", 1, "EBSCO", 1),
    ]
    assert unsent[0].issn == "0317-8471"
    after = shelf.contents(*TABLES)
    with pytest.raises(Stale):
        claim_all(desk, boxes(*lines))
    undo_last(desk)
    assert shelf.contents(*TABLES) == before
    redo_last(desk)
    assert shelf.contents(*TABLES) == after
    with pytest.raises(Refused, match="in the claim queue already"):
        claim_all(desk, boxes(*queue(desk.library, desk.today())))
    first = line(desk, "Alpha", 9)
    assert take_out(desk, boxes(first)).sentence.startswith("Not claimed after all: v.12:no.9")
    assert line(desk, "Alpha", 9).standing.queue is Queue.NEW
    assert len(claims.unsent(desk.library)) == 3
    send(desk)
    assert claims.unsent(desk.library) == []
    with pytest.raises(Refused, match="does not wait for a letter"):
        take_out(desk, boxes(line(desk, "Alpha", 10)))
    # What has left the house cannot be taken back.
    undo_last(desk)
    with pytest.raises(Refused):
        undo_last(desk)


def test_a_life_of_a_claim(shelf: Shelf, desk: Desk) -> None:
    on(shelf, "2026-10-05")
    claim_all(desk, boxes(line(desk, "Alpha", 9)))
    claim_ids = send(desk)
    on(shelf, "2026-10-10")
    before = shelf.contents(*TABLES)
    said = typed_answer(desk, Answer.WILL_SEND, "20 oct, in the post, they say")
    assert (said.due_on, said.text) == (date(2026, 10, 20), "in the post, they say")
    done = reply(desk, claim_ids, said.answer, said.day, said.due_on, said.text)
    assert (
        done.sentence
        == "Answered “will be sent”, look again on 2026-11-03: v.12:no.9 (September 2026), Alpha."
    )
    undo_last(desk)
    assert shelf.contents(*TABLES) == before
    redo_last(desk)
    on(shelf, "2026-11-02")
    assert line(desk, "Alpha", 9).standing.queue is Queue.WAITS
    on(shelf, "2026-11-03")
    again = line(desk, "Alpha", 9)
    assert (again.standing.queue, again.standing.number) == (Queue.AGAIN, 2)
    assert claim_all(desk, boxes(again)).sentence.startswith("Claimed for the second time")
    assert [(one.number, one.earlier) for one in claims.unsent(desk.library)] == [(2, (date(2026, 10, 5),))]
    send(desk)
    on(shelf, "2026-11-12")
    points = {point.name: point.says for point in check(desk, line(desk, "Alpha", 9))}
    assert points["Claim 1"] == "late, sent 2026-10-05."
    assert points["Answer"] == "2026-10-10 will be sent 2026-10-20: in the post, they say."
    assert points["Order"] == "Active of EBSCO."
    assert points["Paid"] == "Not known: no invoice is recorded."
    lit = line(desk, "Alpha", 9)
    desk.back_date(date(2026, 11, 11))
    receive(desk, lit.issue_id, lit.issue.version)
    # It came two days before somebody had time for it: that is how long the vendor took.
    assert {(one.number, one.ended, one.ended_on) for one in claims.of_issue(desk.library, lit.issue_id)} == {
        (1, "received", "2026-11-11"),
        (2, "received", "2026-11-11"),
    }
    assert line_of(desk.library, desk.today(), lit.issue_id) is None
    with pytest.raises(Stale, match="ended"):
        reply(desk, claim_ids, Answer.SENT, desk.today())


@pytest.mark.parametrize(
    ("answer", "typed", "queued", "status", "looked_for"),
    [
        (Answer.NOT_YET, "1 dec", Queue.WAITS, Status.EXPECTED, "2026-12-01"),
        (Answer.DELAYED, "", Queue.WAITS, Status.EXPECTED, "2026-09-04"),
        (Answer.OUT_OF_STOCK, "sorry", Queue.DECIDE, Status.EXPECTED, "2026-09-04"),
        (Answer.CREDIT, "", None, Status.UNAVAILABLE, "2026-09-04"),
        (Answer.NEVER, "", None, Status.NOT_PUBLISHED, "2026-09-04"),
        (Answer.REPLACEMENT, "", Queue.WAITS, Status.EXPECTED, "2026-09-04"),
    ],
)
def test_what_an_answer_makes_of_the_box(
    shelf: Shelf,
    desk: Desk,
    answer: Answer,
    typed: str,
    queued: Queue | None,
    status: Status,
    looked_for: str,
) -> None:
    on(shelf, "2026-10-05")
    claim_all(desk, boxes(line(desk, "Alpha", 9)))
    claim_ids = send(desk)
    before = shelf.contents(*TABLES)
    said = typed_answer(desk, answer, typed)
    issue_id = reply(desk, claim_ids, answer, said.day, said.due_on, said.text).issue_id
    issue = issues.get(desk.library, issue_id)
    assert (issue.status, str(issue.expected_on)) == (status, looked_for)
    found = line_of(desk.library, desk.today(), issue_id)
    assert (found.standing.queue if found else None) == queued
    if queued is Queue.DECIDE:
        assert found is not None
        assert any(point.name == "Next" for point in check(desk, found))
    undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_giving_up_ends_the_claim_with_the_right_status(shelf: Shelf, desk: Desk) -> None:
    title = shelf.title("Delta", "0028-0836", statuses="e", copies=2, vendor="EBSCO")
    on(shelf, "2026-11-10")
    short = line(desk, "Delta", 9)
    receive(desk, short.issue_id, short.issue.version)
    on(shelf, "2026-12-15")
    short = line(desk, "Delta", 9)
    assert (short.standing.reason, short.lacking) == ("short", 1)
    before = shelf.contents(*TABLES)
    sentence = give_up(desk, boxes(short, line(desk, "Alpha", 9)), Ending.UNAVAILABLE).sentence
    assert sentence == "Unavailable: 2 issues, 2 titles."
    # One copy is here: the box goes on saying so, and nobody is asked for the other again.
    assert issues.get(desk.library, short.issue_id).status is Status.PARTIAL
    assert line(desk, "Delta", 9).standing.why == "It was given up: unavailable."
    assert issues.window(desk.library, title, "basic", 9, 9)[0].claimed == 0
    assert not any(one.startswith("window closed: Alpha no.9") for one in told(desk))
    undo_last(desk)
    assert shelf.contents(*TABLES) == before
    give_up(desk, boxes(line(desk, "Alpha", 9)), Ending.REPLACEMENT)
    give_up(desk, boxes(line(desk, "Delta", 9)), Ending.REPLACEMENT)
    give_up(desk, boxes(line(desk, "Delta", 9)), Ending.CREDIT)
    assert line(desk, "Delta", 9).standing.why == "It was given up: credit."
    assert line(desk, "Alpha", 9).standing.on == date(2027, 3, 15)
    on(shelf, "2027-03-15")
    assert line(desk, "Alpha", 9).standing.queue is Queue.DECIDE
    with pytest.raises(Refused, match="it was published"):
        give_up(desk, boxes(line(desk, "Delta", 9)), Ending.NOT_PUBLISHED)


def test_a_hold_has_a_day_and_a_reason(shelf: Shelf, desk: Desk) -> None:
    on(shelf, "2026-10-05")
    before = shelf.contents(*TABLES)
    done = hold(desk, boxes(line(desk, "Alpha", 9), line(desk, "Beta", 9)), "20 oct, a strike")
    assert done.sentence == "Watched (a strike): 2 issues, 2 titles."
    assert told(desk) == ["never claimed: Beta no.10 (skipped)"]
    assert "Do not claim: a strike" in [p.says.partition(": ")[2] for p in check(desk, line(desk, "Beta", 9))]
    on(shelf, "2026-10-20")
    assert len(told(desk)) == 3
    undo(desk, done.act_id)
    assert shelf.contents(*TABLES) == before


def test_a_policy_is_decided_and_taken_back(shelf: Shelf, desk: Desk) -> None:
    on(shelf, "2026-10-05")
    lit = line(desk, "Alpha", 9)
    title_id, vendor_id = lit.issue.title_id, lit.vendor_id
    before = shelf.contents(*TABLES)
    decide_policy(desk, title_id, vendor_id, Scope.VENDOR, "first 45, window 120")
    decide_policy(desk, title_id, vendor_id, Scope.TITLE, "first 14")
    assert [one.typed for one in choices(desk.library, title_id, vendor_id)] == [
        "first 14", "", "first 45, window 120", "",
    ]  # fmt: skip
    held = policy_of(desk.library, desk.today(), title_id)
    assert (held.first_days, held.window_days, held.again_days) == (14, 120, 60)
    assert line(desk, "Alpha", 9).standing.on == date(2026, 9, 19)
    decide_policy(desk, title_id, vendor_id, Scope.VENDOR, "never: they fail")
    assert told(desk) == []
    assert policy_points(desk, line(desk, "Alpha", 9))[0].says == "they fail, as decided for EBSCO."
    with pytest.raises(Refused, match="decided already"):
        decide_policy(desk, title_id, vendor_id, Scope.VENDOR, "never: they fail")
    for _ in range(3):
        undo_last(desk)
    assert shelf.contents(*TABLES) == before
    decide_policy(desk, title_id, vendor_id, Scope.TITLE, "first 14")
    decide_policy(desk, title_id, vendor_id, Scope.TITLE, "")
    undo_last(desk)
    undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_the_window_is_longer_for_a_publisher_abroad(shelf: Shelf, desk: Desk) -> None:
    shelf.library.execute("UPDATE title SET country = 'enk' WHERE name = 'Alpha'")
    assert policy_of(desk.library, desk.today(), 1).window_days == 90
    decide(desk.library, "country", "xxu")
    assert policy_of(desk.library, desk.today(), 1).window_days == 180


def test_only_what_an_order_brings_is_claimed_and_of_whom(shelf: Shelf, desk: Desk) -> None:
    on(shelf, "2026-10-05")
    library = shelf.library
    alpha = line(desk, "Alpha", 9).issue.title_id
    library.execute("UPDATE subscription SET starts_on = '2026-10-01' WHERE title_id = ?", (alpha,))
    assert "never claimed: Alpha no.9 (late)" not in told(desk)
    library.execute(
        "UPDATE subscription SET starts_on = NULL, status = 'ended', ends_on = '2026-09-30'"
        " WHERE title_id = ?",
        (alpha,),
    )
    library.execute(
        "INSERT INTO subscription (title_id, vendor_id, starts_on)"
        " SELECT ?, id, '2026-10-01' FROM vendor WHERE name = 'Swets'",
        (alpha,),
    )
    # September was paid to the old agent, October to the new one.
    on(shelf, "2026-11-10")
    assert [line(desk, "Alpha", n).vendor for n in (9, 10)] == ["EBSCO", "Swets"]
    claim_all(desk, boxes(line(desk, "Alpha", 9), line(desk, "Alpha", 10)))
    assert [one.vendor for one in claims.unsent(desk.library)] == ["EBSCO", "Swets"]


def test_an_answer_without_a_claim_stays_until_somebody_deals_with_it(shelf: Shelf, desk: Desk) -> None:
    on(shelf, "2026-10-05")
    claim_all(desk, boxes(line(desk, "Alpha", 9)))
    claim_ids = send(desk)
    before = shelf.contents(*TABLES)
    vendor_id = line(desk, "Alpha", 9).vendor_id
    said = [Said(Answer.SENT, desk.today(), text="Alpa 9/26"), Said(Answer.OTHER, desk.today(), text="?")]
    assert keep_unmatched(desk, vendor_id, said, "answers.csv").startswith("Kept 2 answers of answers.csv")
    first, second = replies.unmatched(desk.library)
    assert [one.title for one in claims.awaiting(desk.library, "alph", vendor_id)] == ["Alpha"]
    assert match(desk, first.id, claim_ids).sentence.startswith("Answered “sent”, look again on 2026-10-26")
    settle(desk, second.id)
    assert replies.unmatched(desk.library) == []
    assert line(desk, "Alpha", 9).standing.on == date(2026, 10, 26)
    with pytest.raises(Stale):
        settle(desk, second.id)
    for _ in range(3):
        undo_last(desk)
    assert shelf.contents(*TABLES) == before


def test_an_answer_needs_a_claim_that_was_sent(shelf: Shelf, desk: Desk) -> None:
    on(shelf, "2026-10-05")
    with pytest.raises(Refused, match="Nothing was claimed"):
        reply(desk, [], Answer.SENT, desk.today())
    claim_all(desk, boxes(line(desk, "Alpha", 9)))
    unsent = [one.id for one in claims.unsent(desk.library)]
    with pytest.raises(Refused, match="has not been sent"):
        reply(desk, unsent, Answer.SENT, desk.today())
    with pytest.raises(Refused, match="no day"):
        typed_answer(desk, Answer.SENT, "32 xyz")
    assert typed_answer(desk, Answer.SENT, "3 oct").due_on == date(2026, 10, 3)
    assert typed_answer(desk, Answer.OTHER, "we have 3 copies left in Leiden").due_on is None
