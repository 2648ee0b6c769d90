"""The claims screen through its keys: queues, the check, claiming, answers, policies."""

from __future__ import annotations

import pytest

from buckram.desk.claim_queue import queue
from buckram.desk.claiming import claim_all
from buckram.desk.replying import Said, keep_unmatched
from buckram.rules.replies import Answer
from buckram.storage import claims
from buckram_tui.screens.claims import Claims
from library_for_tests import Shelf
from screens.at_desk import at_desk, keys, lines_seen, news


@pytest.fixture
def late(shelf: Shelf) -> Shelf:
    """September and October of two titles did not come; it is 21 November."""
    shelf.title("Alpha", statuses="eee", vendor="EBSCO")
    shelf.title("Beta [London]", "1234-5679", statuses="eea", vendor="Swets")
    return shelf


def seen(pilot: object, text: str) -> bool:
    return any(text in line for line in lines_seen(pilot))  # type: ignore[arg-type]


async def test_claiming_one_and_many_and_taking_it_back(late: Shelf) -> None:
    async with at_desk(late) as pilot:
        await keys(pilot, "f8")
        assert "[New 4] Again 0" in lines_seen(pilot)[2]
        assert seen(pilot, "Beta [London]")
        # Below the list: why it is here.
        assert seen(pilot, "Claimed 30 days after it is looked for")
        await keys(pilot, "k")
        assert news(pilot).endswith("^Z takes it back.")
        assert "[New 3]" in lines_seen(pilot)[2]
        await keys(pilot, "e", "k")
        assert "Claimed 3 issues of 2 titles." in news(pilot)
        assert "To send 4" in lines_seen(pilot)[2]
        await keys(pilot, "ctrl+z")
        assert "[New 3]" in lines_seen(pilot)[2]
        await keys(pilot, "home", "space")
        screen = pilot.app.screen
        assert isinstance(screen, Claims)
        lit = screen.lit()
        await keys(pilot, "k")
        # What was marked is gone from above it: the light is where it was.
        assert lit is not None
        assert screen.lit() == lit
        await keys(pilot, "ctrl+z", "left", "left")
        assert "[To send 1]" in lines_seen(pilot)[2]
        await keys(pilot, "n")
        await pilot.press(*"urgent", "enter")
        assert [one.note for one in claims.unsent(late.library)] == ["urgent"]
        await keys(pilot, "d")
        assert "Not claimed after all" in news(pilot)
        await keys(pilot, "k")
        assert "Nothing is lit." in news(pilot)
        await keys(pilot, "m")
        assert "Outbox" in lines_seen(pilot)[0]


async def test_the_check_whole_filters_and_what_waits(late: Shelf) -> None:
    async with at_desk(late, (120, 30)) as pilot:
        await keys(pilot, "f8")
        # There is room beside the list.
        assert any("Beta" in line and "Why" in line for line in lines_seen(pilot)[3:8])
        await keys(pilot, "enter")
        assert seen(pilot, "90 days, the usual window here.")
        assert seen(pilot, "Claim 3, as is usual.")
        await keys(pilot, "escape", "v", "b")
        assert "only Swets" in lines_seen(pilot)[0]
        assert not seen(pilot, "Alpha")
        await keys(pilot, "c", "u")
        assert seen(pilot, "[Waits 1]")
        assert seen(pilot, "5 Dec 2026 on")
        await keys(pilot, "escape", "w")
        await pilot.press(*"2w, a strike", "enter")
        assert "Watched (a strike)" in news(pilot)
        await keys(pilot, "g", "u")
        assert "Unavailable: v.12:no." in news(pilot)
        await keys(pilot, "p", "t")
        await pilot.press(*"never: a gift", "enter")
        assert "never: a gift" in news(pilot)


async def test_answers_to_claims_and_without_one(late: Shelf) -> None:
    desk = late.desk()
    boxes = [(one.issue_id, one.issue.version) for one in queue(desk.library, desk.today())]
    claim_all(desk, boxes[:1])
    late.clock.pass_(days=-61)
    with desk.library.transaction():
        claims.mark_sent(desk.library, [one.id for one in claims.unsent(desk.library)], desk.now())
    late.clock.pass_(days=61)
    keep_unmatched(desk, None, [Said(Answer.SENT, desk.today(), text="A. 9")], "answers.csv")
    async with at_desk(late) as pilot:
        await keys(pilot, "f8", "a")
        assert "Nothing was sent here" in news(pilot)
        await keys(pilot, "right")
        assert "[Again 1]" in lines_seen(pilot)[2]
        await keys(pilot, "a", "w")
        await pilot.press(*"1 dec, soon", "enter")
        assert "look again on 2026-12-15" in news(pilot)
        assert "[Again 0]" in lines_seen(pilot)[2]
        await keys(pilot, "right", "right", "right", "right")
        assert "[Answers 1]" in lines_seen(pilot)[2]
        await keys(pilot, "enter")
        await pilot.press(*"alpha", "enter")
        await pilot.pause()
        await keys(pilot, "a")
        assert "Answered “sent”" in news(pilot)
        assert "[Answers 0]" in lines_seen(pilot)[2]
