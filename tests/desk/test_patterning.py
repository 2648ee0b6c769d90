"""A new pattern holds from an issue on; what was received, noted or corrected stays; undo puts all back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from buckram.desk.ahead import extend
from buckram.desk.checkin import receive_lit
from buckram.desk.explaining import explain_issue
from buckram.desk.noting import write_note
from buckram.desk.patterning import Adopted, adopt, bench, first_draft, from_ready, moved_to
from buckram.desk.undoing import redo_last, undo, undo_last
from buckram.errors import PatternError, Refused, Stale
from buckram.pattern import Field
from buckram.pattern.draft import field_text
from buckram.pattern.editing import with_dating, with_days, with_frequency, with_numbers, with_seasons
from buckram.storage import issues
from buckram_data.patterns import ready_patterns
from library_for_tests import TODAY, Shelf


def everything(shelf: Shelf) -> dict[str, list[tuple[Any, ...]]]:
    """Issues and patterns. Left out: the expected day follows the lag, the version counts changes."""
    of_issues = "id, title_id, run, position, designation, label, published_on, status, touched"
    return {
        "issue": [
            tuple(r) for r in shelf.library.rows(f"SELECT {of_issues}, pattern_id FROM issue ORDER BY id")
        ],
        "pattern": [tuple(r) for r in shelf.library.rows("SELECT * FROM pattern ORDER BY id")],
    }


def rows(shelf: Shelf) -> list[tuple[str, str]]:
    return [
        (r[0], r[1]) for r in shelf.library.rows("SELECT label, published_on FROM issue ORDER BY position")
    ]


def made_weekly(shelf: Shelf, title_id: int, issue_id: int | None = None) -> Adopted:
    """Let the monthly be a weekly on Thursdays, from an issue on."""
    desk = shelf.desk()
    found = bench(desk, title_id, issue_id=issue_id)
    draft = with_days(with_frequency(first_draft(found, ready_patterns(), TODAY), "w"), "Thursday")
    assert found.start is not None
    return adopt(desk, title_id, "basic", draft.field, draft.holding, found.start.id)


def test_the_new_pattern_holds_from_the_first_issue_that_is_to_come(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaee")
    done = made_weekly(shelf, title)
    assert rows(shelf)[:5] == [
        ("v.12:no.9 (September 2026)", "2026-09-01"),
        ("v.12:no.10 (October 2026)", "2026-10-01"),
        ("v.12:no.11 (5 Nov. 2026)", "2026-11-05"),
        ("v.12:no.12 (12 Nov. 2026)", "2026-11-12"),
        ("v.12:no.13 (19 Nov. 2026)", "2026-11-19"),
    ]
    old, new = issues.patterns(shelf.library, title)
    assert (old.holds_from, old.holds_until) == (None, date(2026, 11, 4))
    assert (new.holds_from, new.holds_until) == (date(2026, 11, 5), None)
    assert (new.link, new.field.first("8"), new.id) == (2, "2", done.pattern_id)
    assert issues.ahead(shelf.library, title, "basic", TODAY) == 30
    assert extend(shelf.library, title, TODAY) == 0, "the horizon is full"


def test_undo_puts_every_row_back(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaeeee")
    desk = shelf.desk()
    extend(desk.library, title, TODAY)
    before = everything(shelf)
    done = made_weekly(shelf, title)
    assert everything(shelf) != before
    undo(desk, done.act_id)
    assert everything(shelf) == before


def test_undo_puts_back_also_after_the_horizon_moved_on(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaeeee")
    desk = shelf.desk()
    extend(desk.library, title, TODAY)
    before = everything(shelf)
    done = made_weekly(shelf, title)
    assert done.first_issue is not None
    receipt = receive_lit(desk, done.first_issue, 0).receipt
    assert receipt is not None
    shelf.clock.pass_(days=30)
    assert extend(desk.library, title, desk.today()) > 0
    with pytest.raises(Refused, match="A later act depends on this: Received"):
        undo(desk, done.act_id)
    undo(desk, receipt.act_id)
    undo(desk, done.act_id)
    after = everything(shelf)
    assert after["pattern"] == before["pattern"]
    assert after["issue"][: len(before["issue"])] == before["issue"]
    assert all(row[6] > before["issue"][-1][6] for row in after["issue"][len(before["issue"]) :])


def test_what_was_received_or_noted_stays_as_it_was(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaeeeeee")
    desk = shelf.desk()
    ids = [r[0] for r in shelf.library.rows("SELECT id FROM issue ORDER BY position")]
    receive_lit(desk, ids[4], 0)
    write_note(desk, title, "A map lies in it", issue_id=ids[5], stops=False)
    kept = [tuple(r) for r in shelf.library.rows("SELECT * FROM issue WHERE id IN (?, ?)", ids[4:6])]
    made_weekly(shelf, title, ids[2])
    # The last that came is no. 1 of 2027: the pattern goes on from there.
    found = [tuple(r) for r in shelf.library.rows("SELECT * FROM issue WHERE id IN (?, ?)", ids[4:6])]
    assert [(r[0], r[5:11], r[12:]) for r in found] == [(r[0], r[5:11], r[12:]) for r in kept]
    dates = [day for _, day in rows(shelf)]
    assert dates == sorted(dates)


def test_an_issue_that_stays_is_not_made_a_second_time(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaeee")
    desk = shelf.desk()
    noted = shelf.library.value("SELECT id FROM issue WHERE label LIKE '%December%'")
    write_note(desk, title, "Look", issue_id=noted, stops=False)
    found = bench(desk, title)
    draft = first_draft(found, ready_patterns(), TODAY)
    assert found.start is not None
    adopt(desk, title, "basic", draft.field, draft.holding, found.start.id)
    labels = [label for label, _ in rows(shelf)]
    assert len(labels) == len(set(labels))
    assert labels[3] == "v.12:no.12 (December 2026)"
    assert len(issues.patterns(shelf.library, title)) == 1, "the same pattern stays itself"


def test_numbers_alone_are_put_right_without_another_pattern(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaee")
    desk = shelf.desk()
    found = bench(desk, title)
    draft = with_numbers(first_draft(found, ready_patterns(), TODAY), "12 12")
    assert found.start is not None
    adopt(desk, title, "basic", draft.field, draft.holding, found.start.id)
    assert [label for label, _ in rows(shelf)][2:4] == [
        "v.12:no.12 (November 2026)",
        "v.12:no.13 (December 2026)",
    ]
    assert len(issues.patterns(shelf.library, title)) == 1


def test_a_pattern_may_go_on_after_the_last_that_came(shelf: Shelf) -> None:
    title = shelf.title(statuses="aa")
    desk = shelf.desk()
    found = bench(desk, title)
    assert found.start is not None
    draft = with_frequency(first_draft(found, ready_patterns(), TODAY), "b")
    adopt(desk, title, "basic", draft.field, draft.holding, found.start.id)
    assert rows(shelf)[:3] == [
        ("v.12:no.9 (September 2026)", "2026-09-01"),
        ("v.12:no.10 (October 2026)", "2026-10-01"),
        ("v.12:no.11 (December 2026)", "2026-12-01"),
    ]


def test_a_change_of_mind_leaves_one_pattern_and_not_two(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaeeee")
    december = shelf.library.value("SELECT id FROM issue WHERE label LIKE '%December%'")
    made_weekly(shelf, title, december)
    desk = shelf.desk()
    found = bench(desk, title)
    draft = with_frequency(first_draft(found, ready_patterns(), TODAY), "b")
    assert found.start is not None
    adopt(desk, title, "basic", draft.field, draft.holding, found.start.id)
    old, new = issues.patterns(shelf.library, title)
    assert (old.holds_until, new.holds_until) == (date(2026, 10, 31), None)
    assert new.field.first("w") == "b"


@pytest.mark.parametrize("statuses", ["", "aa"])
def test_a_title_gets_its_first_pattern(shelf: Shelf, statuses: str) -> None:
    title = shelf.title(statuses=statuses, pattern=False, frequency="q")
    desk = shelf.desk()
    before = everything(shelf)
    found = bench(desk, title)
    draft = first_draft(found, ready_patterns(), TODAY)
    assert draft.pattern.frequency == "q"
    done = adopt(desk, title, "basic", draft.field, draft.holding, found.start.id if found.start else None)
    (only,) = issues.patterns(shelf.library, title)
    assert (only.holds_from, only.holds_until) == (None, None)
    assert done.made > 3
    undo(desk, done.act_id)
    assert everything(shelf) == before


def test_a_pattern_that_publishes_nothing_is_refused_and_nothing_changes(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaee")
    before = everything(shelf)
    every_month = "om" + ",".join(f"{month:02}" for month in range(1, 13))
    captions = [("a", "v."), ("i", "(year)"), ("j", "(month)"), ("w", "m"), ("y", every_month)]
    field = Field.of("853", "20", captions)
    holding = Field.of("863", "41", [("a", "1"), ("i", "2026"), ("j", "11")])
    with pytest.raises(PatternError, match="nothing ever appears"):
        adopt(shelf.desk(), title, "basic", field, holding, None)
    assert everything(shelf) == before


def test_a_box_that_is_gone_is_told(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaee")
    made_weekly(shelf, title)
    desk = shelf.desk()
    draft = first_draft(bench(desk, title), ready_patterns(), TODAY)
    with pytest.raises(Stale, match="made again meanwhile"):
        adopt(desk, title, "basic", draft.field, draft.holding, 3)


def test_undo_does_not_take_a_note_with_it(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaee")
    done = made_weekly(shelf, title)
    desk = shelf.desk()
    note = write_note(desk, title, "Keep the cover", issue_id=done.first_issue)
    with pytest.raises(Refused, match=r"There is a note on v\.12:no\.11"):
        undo(desk, done.act_id)
    undo(desk, note)
    undo(desk, done.act_id)
    assert len(issues.patterns(shelf.library, title)) == 1


def test_a_ready_pattern_takes_the_numbers_and_the_date_of_the_issue(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaee")
    found = bench(shelf.desk(), title)
    assert found.start is not None
    weekly = next(one for one in ready_patterns() if one.name == "Weekly, two volumes a year")
    draft = from_ready(weekly, "supplement", found.start.designation, date(2026, 11, 1))
    assert draft.field.tag == "854"
    assert field_text(draft.holding) == "$a 12 $b 11 $i 2026 $j 11 $k 05"
    later = moved_to(draft, found.starts[-1])
    assert field_text(later.holding) == "$a 12 $b 12 $i 2026 $j 12 $k 03"


def test_why_an_issue_is_the_next_one(shelf: Shelf) -> None:
    shelf.title(statuses="aaeee", vendor="Acme")
    january = shelf.library.value("SELECT id FROM issue WHERE label LIKE '%January%'")
    told = explain_issue(shelf.library, january)
    assert told.heading == "v.13:no.1 (January 2027)"
    assert told.sentences[:2] == [
        "Monthly; twelve numbers a volume; new volume each January.",
        "The one before is v.12 no.12, December 2026.",
    ]
    assert "So the next is v.13 no.1, January 2027." in told.sentences
    assert told.sentences[-1].startswith("It is looked for on 4 January 2027: ")


def test_an_issue_that_does_not_follow_is_told_as_such(shelf: Shelf) -> None:
    shelf.title(statuses="aaee")
    shelf.library.execute("UPDATE issue SET designation = replace(designation, '11', '99'), touched = 1"
                          " WHERE label LIKE '%November%'")  # fmt: skip
    issue = shelf.library.value("SELECT id FROM issue WHERE label LIKE '%November%'")
    told = explain_issue(shelf.library, issue)
    assert any("stands here by what a person or a record said" in one for one in told.sentences)


def test_the_first_issue_and_a_title_without_pattern_have_their_own_answer(shelf: Shelf) -> None:
    shelf.title(statuses="aa")
    other = shelf.title("Other", "0028-0836", statuses="ae", pattern=False)
    first = shelf.library.value("SELECT min(id) FROM issue")
    assert "nothing before it tells why" in " ".join(explain_issue(shelf.library, first).sentences)
    none = shelf.library.value("SELECT max(id) FROM issue WHERE title_id = ?", (other,))
    assert "has no pattern" in explain_issue(shelf.library, none).sentences[0]


def test_what_was_undone_can_be_done_again(shelf: Shelf) -> None:
    title = shelf.title(statuses="aaeeee")
    desk = shelf.desk()
    extend(desk.library, title, TODAY)
    made_weekly(shelf, title)
    after = rows(shelf)
    undo_last(desk)
    assert rows(shelf) != after
    redo_last(desk)
    assert rows(shelf) == after


def test_an_irregular_s_year_is_not_foretold_and_not_held_against_it(shelf: Shelf) -> None:
    title = shelf.title(statuses="")
    shelf.library.execute('UPDATE pattern SET subfields = \'[["a", "v."], ["i", "(year)"], ["w", "x"]]\'')
    for position, volume in enumerate(("730", "731"), 1):
        shelf.library.execute(
            "INSERT INTO issue (title_id, position, designation, label, status, touched)"
            " VALUES (?, ?, json_object('a', ?, 'i', '2026'), 'v.' || ?, 'arrived', 1)",
            (title, 1000 * position, volume, volume),
        )
    told = explain_issue(shelf.library, shelf.library.value("SELECT max(id) FROM issue"))
    assert "Nothing says when the next one appears, so only the numbers go on." in told.sentences
    assert not any("stands here" in one for one in told.sentences)


def seasonal(shelf: Shelf, title_id: int, *, winter_first: bool, southern: bool = False) -> Adopted:
    """Let the title be a quarterly by seasons, with these settings."""
    desk = shelf.desk()
    found = bench(desk, title_id)
    draft = with_dating(with_frequency(first_draft(found, ready_patterns(), TODAY), "q"), "season")
    draft = with_seasons(draft, winter_first=winter_first, southern=southern)
    assert found.start is not None
    return adopt(
        desk,
        title_id,
        "basic",
        draft.field,
        draft.holding,
        found.start.id,
        winter_first=draft.pattern.winter_first,
        southern=draft.pattern.southern,
    )


@pytest.mark.parametrize(
    ("winter_first", "winter", "day"),
    [
        (False, "Winter 2026", "2026-12-01"),
        (True, "Winter 2027", "2027-01-01"),
    ],
)
def test_winter_stands_where_the_setting_of_the_title_puts_it(
    shelf: Shelf, winter_first: bool, winter: str, day: str
) -> None:
    title = shelf.title(statuses="aae")
    seasonal(shelf, title, winter_first=winter_first)
    label, on = rows(shelf)[3]
    assert winter in label
    assert on == day


def test_the_explanation_shows_the_setting(shelf: Shelf) -> None:
    title = shelf.title(statuses="aae")
    seasonal(shelf, title, winter_first=True)
    winter = shelf.library.value("SELECT id FROM issue WHERE label LIKE '%Winter%' LIMIT 1")
    told = explain_issue(shelf.library, winter).sentences
    assert "winter opens the year (a setting of this title)" in told[0]
    assert "Winter opens the year, by the setting of this title, for MARC leaves it open." in told
    assert not any("stands here by what a person" in one for one in told)


def test_the_horizon_and_the_workshop_go_on_with_the_setting(shelf: Shelf) -> None:
    title = shelf.title(statuses="aae")
    seasonal(shelf, title, winter_first=True)
    made = shelf.library.value("SELECT count(*) FROM issue")
    shelf.library.execute("DELETE FROM issue WHERE position > 4000 AND touched = 0")
    extend(shelf.library, title, TODAY)
    winters = shelf.library.rows(
        "SELECT published_on FROM issue WHERE label LIKE '%Winter%' ORDER BY position"
    )
    assert len(winters) > 1
    assert all(day.endswith("-01-01") for (day,) in winters)
    assert shelf.library.value("SELECT count(*) FROM issue") == made
    desk = shelf.desk()
    assert first_draft(bench(desk, title), ready_patterns(), TODAY).pattern.winter_first


def test_the_setting_alone_is_a_change_that_can_be_taken_back(shelf: Shelf) -> None:
    title = shelf.title(statuses="aae")
    seasonal(shelf, title, winter_first=False)
    before = everything(shelf)
    done = seasonal(shelf, title, winter_first=True)
    assert issues.patterns(shelf.library, title)[-1].winter_first
    undo(shelf.desk(), done.act_id)
    assert everything(shelf) == before


def test_a_pattern_adopted_without_a_word_keeps_the_settings(shelf: Shelf) -> None:
    title = shelf.title(statuses="aae")
    seasonal(shelf, title, winter_first=False, southern=True)
    desk = shelf.desk()
    found = bench(desk, title)
    draft = with_numbers(first_draft(found, ready_patterns(), TODAY), "20 1")
    assert found.start is not None
    adopt(desk, title, "basic", draft.field, draft.holding, found.start.id)
    assert issues.patterns(shelf.library, title)[-1].southern


def test_without_seasons_there_is_nothing_to_set(shelf: Shelf) -> None:
    title = shelf.title(statuses="aae")
    draft = first_draft(bench(shelf.desk(), title), ready_patterns(), TODAY)
    with pytest.raises(PatternError, match="No season has a part"):
        with_seasons(draft, winter_first=True, southern=False)


def test_a_pattern_without_issues_begins_on_a_day_of_its_own(shelf: Shelf) -> None:
    title = shelf.title(statuses="")
    shelf.library.execute(
        "UPDATE pattern SET subfields = ?",
        ('[["a", "no."], ["i", "(year)"], ["j", "(month)"], ["k", "(day)"], ["w", "w"], ["y", "pdmo"]]',),
    )
    draft = first_draft(bench(shelf.desk(), title), ready_patterns(), TODAY)
    assert field_text(draft.holding) == "$a 1 $i 2026 $j 11 $k 23"
