"""A piece that is not what was predicted: the person says what it is, and what follows moves with it.

The prediction that was wrong stays in `issue.guess`. What was predicted behind the issue and touched by
nobody is thrown away and made again from it, in the same act: undo brings the old rows back as they were.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, takewhile

from buckram.desk.ahead import new_issue
from buckram.desk.answering import close_gaps
from buckram.desk.boxes import change, fresh
from buckram.desk.claiming import close_all
from buckram.desk.deciding import decided, horizon
from buckram.desk.desk import Desk
from buckram.desk.following import following, pattern_of
from buckram.desk.receiving import Receipt, addon_in_hand, put_down, receive
from buckram.desk.remaking import made_behind
from buckram.desk.waiting import lag_of
from buckram.errors import PatternError, Refused
from buckram.holdings.typed_designation import filled, typed_values
from buckram.pattern import Pattern, Prediction, published_date
from buckram.pattern.caption import Continuity
from buckram.pattern.chronology import read_moments
from buckram.pattern.description import designation as in_words
from buckram.pattern.field import Field
from buckram.pattern.repair import Finding, What, day_of, main_levels, recognise, same_issue
from buckram.rules.horizon import within
from buckram.rules.status import CAME, RECEIVABLE, Status
from buckram.storage import corrections, guesses, issues, titles
from buckram.storage.issues import Issue, NewIssue, PatternRow
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.outlook import LastRow, outlook

INSIST = "!"
"""Behind what is typed: it is printed so and counts so, misprint or not."""


class AnotherBox(Refused):
    """What is printed is another box of the card. issue_id: that one."""

    title = "Another box"

    def __init__(self, sentence: str, next_step: str, issue_id: int) -> None:
        super().__init__(sentence, next_step)
        self.issue_id = issue_id


@dataclass(frozen=True, slots=True)
class Printed:
    """What a person typed for an issue. designation: 863 values; finding: what that is."""

    issue_id: int
    version: int
    designation: Mapping[str, str]
    finding: Finding
    insists: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did. receipt: when the piece was received with it."""

    act_id: int
    title_id: int
    issue_id: int
    label: str
    finding: Finding
    receipt: Receipt | None
    sentence: str


def captions_of(library: Library, issue: Issue) -> PatternRow:
    """The pattern that holds for an issue. Refused where its run has none."""
    rows = [row for row in issues.patterns(library, issue.title_id) if row.run == issue.run]
    day = issue.published_on
    holding = [
        row
        for row in rows
        if day is None
        or ((row.holds_from is None or row.holds_from <= day) and (row.holds_until or day) >= day)
    ]
    if not rows:
        raise Refused("This title has no pattern here, so nothing tells what its numbers are.")
    return (holding or rows)[-1]


def read_printed(library: Library, issue_id: int, text: str) -> Printed:
    """What `text`, typed from the piece, is where this issue was predicted.

    Raises Refused (no number or date of this title), AnotherBox, PatternError (an impossible date).
    """
    issue = issues.get(library, issue_id)
    _refuse_beside(issue)
    pattern = pattern_of(captions_of(library, issue))
    bare = text.rstrip(f" {INSIST}")
    day_first = bool(decided(library, "day_first"))
    typed = typed_values(bare, pattern, issue.designation, day_first=day_first)
    printed = filled(typed, pattern, issue.designation)
    before = guesses.issue_before(library, issue.title_id, issue.run, issue.position)
    finding = recognise(pattern, issue.designation, printed, before)
    _refuse_another_box(library, issue, pattern, printed, typed)
    return Printed(issue_id, issue.version, printed, finding, text.rstrip().endswith(INSIST))


def _refuse_beside(issue: Issue) -> None:
    if issue.beside is not None:
        raise Refused(f"{issue.label} stands beside another issue, and has no number of its own there.")


def _refuse_another_box(
    library: Library,
    issue: Issue,
    pattern: Pattern,
    printed: Mapping[str, str],
    typed: Mapping[str, str],
) -> None:
    """Raise AnotherBox where another box of the card says what is printed, or at least its number."""
    only_number = not typed.keys() & set("ijklm")
    lowest = main_levels(pattern)[-1:]
    # A number that runs on through the volumes says alone which issue it is, in whatever volume.
    runs_on = any(one.code in typed and one.continuity is Continuity.CONTINUOUS for one in lowest)
    numbers = [level.code for level in pattern.levels if level.code in typed or not runs_on]
    rows = corrections.placed(library, issue.title_id, issue.run)
    here = next((n for n, row in enumerate(rows) if row.id == issue.id), 0)
    for n, row in enumerate(rows):
        if row.id == issue.id or row.status is Status.COMBINED:
            continue
        if same_issue(pattern, row.designation, printed):
            step = "Enter receives it there." if row.status in RECEIVABLE else f"It is already {row.status}."
            raise AnotherBox(f"{row.label} is another box, and is lit now.", step, row.id)
        numbered_so = all(row.designation.get(code) == printed.get(code) for code in numbers)
        if here < n and row.is_guess and only_number and numbered_so:
            raise AnotherBox(
                f"{row.label} is another box, and is lit now.",
                "If the date of the old box is printed beside this number, type both.",
                row.id,
            )


def correct(desk: Desk, printed: Printed, *, receives: bool = False) -> Corrected:
    """Let an issue be what is printed on it; receives: and receive the piece with it, in the same act.

    A misprint is kept as a note, and the issue stays what it was predicted to be, unless the person insists.
    Raises Stale (changed since it was read), Refused, UnreadNotes.
    """
    library = desk.library
    with act(library, desk.hand(), "receive" if receives else "correct") as writer:
        issue = fresh(desk, printed.issue_id, printed.version)
        captions = captions_of(library, issue)
        if printed.finding.what is What.MISPRINT and not printed.insists:
            _keep_misprint(writer, desk, issue, captions, printed)
            label, version = issue.label, issue.version
        elif printed.finding.what is What.AS_PREDICTED:
            if not receives:
                raise Refused(f"{issue.label} is what this box says already.")
            label, version = issue.label, issue.version
        else:
            new = designated(library, issue, captions, printed.designation)
            redesignate(writer, issue, new)
            label, version = new.label, issue.version + 1
            _remake(writer, desk, issue, captions, new)
        receipt = None
        if receives:
            addon = addon_in_hand(desk, issue.title_id)
            receipt = receive(desk, issue.id, version, addon=addon, within=writer)
        writer.title_id, writer.issue_id = issue.title_id, issue.id
        told = f"{printed.finding.sentence} " if printed.finding.what is not What.AS_PREDICTED else ""
        if receipt:
            writer.sentence = f"{told}{receipt.sentence}"
        else:
            writer.sentence = f"{told}{label}: {titles.get(library, issue.title_id).name}."
    if receipt:
        put_down(desk, issue.title_id)
        receipt = replace(receipt, act_id=writer.id)
    return Corrected(writer.id, issue.title_id, issue.id, label, printed.finding, receipt, writer.sentence)


def brings_a_piece(desk: Desk, issue_id: int) -> bool:
    """Whether what a person says of a box is read from a piece that is to be received with it.

    Where something of the issue came already, only a piece of its title in hand is another one: else a slip
    in the numbers is put right, and no second copy came.
    """
    issue = issues.get(desk.library, issue_id)
    if issue.status in CAME:
        return (
            issue.status in RECEIVABLE
            and desk.in_hand is not None
            and desk.in_hand.title_id == issue.title_id
        )
    return issue.status in RECEIVABLE


def combined_with_next(desk: Desk, issue_id: int, version: int, *, receives: bool = False) -> Corrected:
    """This issue and the next one came as one; receives: and the piece is received with it, in the same act.

    Raises Stale, UnreadNotes; Refused where the next is not expected.
    """
    library = desk.library
    receipt = None
    with act(library, desk.hand(), "receive" if receives else "correct") as writer:
        issue = fresh(desk, issue_id, version)
        _refuse_beside(issue)
        if issue.status not in CAME | {Status.EXPECTED}:
            raise Refused(f"{issue.label} is {issue.status}.", "Only what comes or came can be joined.")
        rows = corrections.placed(library, issue.title_id, issue.run)
        place = next(n for n, row in enumerate(rows) if row.id == issue.id)
        gone = {Status.NOT_PUBLISHED, Status.COMBINED}
        following = next((row for row in rows[place + 1 :] if row.status not in gone), None)
        if following is None or following.status is not Status.EXPECTED:
            raise Refused(f"No issue that is expected follows {issue.label}.")
        captions = captions_of(library, issue)
        values = joined(issue.designation, following.designation)
        new = designated(library, issue, captions, values)
        redesignate(writer, issue, new)
        ended = "received" if issue.status in CAME else "dropped"
        set_aside(writer, issues.get(library, following.id), Status.COMBINED, ended)
        finding = Finding(What.COMBINED, f"{issue.label} and {following.label} are one issue.", 2)
        if receives:
            addon = addon_in_hand(desk, issue.title_id)
            receipt = receive(desk, issue.id, issue.version + 1, addon=addon, within=writer)
        writer.title_id, writer.issue_id = issue.title_id, issue.id
        name = titles.get(library, issue.title_id).name
        writer.sentence = f"{finding.sentence[:-1]}: {name}."
        if receipt:
            writer.sentence = f"{finding.sentence} {receipt.sentence}"
    if receipt:
        put_down(desk, issue.title_id)
        receipt = replace(receipt, act_id=writer.id)
    return Corrected(writer.id, issue.title_id, issue.id, new.label, finding, receipt, writer.sentence)


def not_published(desk: Desk, issue_id: int, version: int) -> Corrected:
    """This issue never appeared. Refused where it came."""
    library = desk.library
    with act(library, desk.hand(), "correct") as writer:
        issue = fresh(desk, issue_id, version)
        if issue.status not in {Status.EXPECTED, Status.UNAVAILABLE}:
            raise Refused(f"{issue.label} is {issue.status}.", "Only what is expected can be not published.")
        set_aside(writer, issue, Status.NOT_PUBLISHED, "not published")
        close_gaps(writer, issue.title_id, "not published")
        writer.title_id, writer.issue_id = issue.title_id, issue.id
        writer.sentence = f"Not published: {issue.label}, {titles.get(library, issue.title_id).name}."
    finding = Finding(What.NOT_PUBLISHED, f"{issue.label} was not published.")
    return Corrected(writer.id, issue.title_id, issue.id, issue.label, finding, None, writer.sentence)


def designated(library: Library, issue: Issue, captions: PatternRow, values: Mapping[str, str]) -> NewIssue:
    """The issue with another designation: its texts, its date, and the day to look for it."""
    pattern = pattern_of(captions)
    ordered = tuple(sorted(values.items()))
    try:
        published = published_date(pattern, Field.of(f"86{captions.field.tag[2]}", "41", ordered))
    except PatternError:
        published = None
    if published is None and (moments := read_moments(pattern.chronology, values)):
        published = day_of(moments[0])
    return new_issue(
        captions.field,
        Prediction(ordered, published or issue.published_on),
        lag_of(library, issue.title_id),
    )


def redesignate(writer: ActWriter, issue: Issue, new: NewIssue) -> None:
    """Write the new designation, and keep the first prediction that it replaced."""
    guess = corrections.guess_of(writer.library, issue.id)
    first = guess or corrections.guess_text(issue.designation, _iso(issue.published_on))
    # Corrected back to what was predicted: then nothing was wrong.
    again = json.loads(first)["designation"] == dict(new.designation)
    stored = writer.library.value("SELECT designation FROM issue WHERE id = ?", (issue.id,))
    before = {
        "designation": stored,
        "volume": issue.volume,
        "number": issue.number,
        "cover": issue.cover,
        "label": issue.label,
        "published_on": _iso(issue.published_on),
        "expected_on": _iso(issue.expected_on),
        "touched": int(issue.touched),
        "guess": guess,
        "version": issue.version,
    }
    after = {
        "designation": json.dumps(dict(new.designation), ensure_ascii=False),
        "volume": new.volume,
        "number": new.number,
        "cover": new.cover,
        "label": new.label,
        "published_on": _iso(new.published_on),
        "expected_on": _iso(new.expected_on),
        "touched": 1,
        "guess": None if again else first,
        "version": issue.version + 1,
    }
    writer.update("issue", issue.id, before, after)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def set_aside(writer: ActWriter, issue: Issue, status: Status, ended: str) -> None:
    """An issue that never comes for itself; its open claims end so. What was predicted of it counts when
    patterns are repaired."""
    guess = corrections.guess_of(writer.library, issue.id)
    kept = guess or corrections.guess_text(issue.designation, _iso(issue.published_on))
    change(writer, issue, status, guess=(guess, kept))
    close_all(writer, issue.id, ended)


def _remake(writer: ActWriter, desk: Desk, issue: Issue, captions: PatternRow, new: NewIssue) -> None:
    """Predict anew what follows the corrected issue, unless a later one came: that tells more than this."""
    library, title_id, run = writer.library, issue.title_id, issue.run
    if corrections.came_after(library, title_id, run, issue.position):
        return
    today = desk.today()
    awaited = outlook(library, title_id, today)
    if not awaited.goes_on:
        return
    patterns = [row for row in issues.patterns(library, title_id) if row.run == run]
    last = LastRow(issue.position, captions.id, new.designation, new.published_on)
    coming = following(patterns, last, today)
    first = next(coming, None)
    if first is None:
        # What is printed cannot be counted on from (a special number): the old guesses are as good as any.
        return
    for issue_id in guesses.guesses_from(library, title_id, run, issue.position + 1):
        writer.delete("issue", issue_id)
    stays = guesses.standing_from(library, title_id, run, issue.position + 1)
    waiting = sum(one.published_on is None or one.published_on > today.isoformat() for one in stays)
    lag, until = lag_of(library, title_id), awaited.until or date.max
    kept = within(chain([first], coming), waiting, today, horizon(library))
    in_time = takewhile(lambda one: (one.published_on or today) <= until, kept)
    made_behind(
        writer,
        title_id,
        run,
        issue.position,
        stays,
        [(one.pattern.id, new_issue(one.pattern.field, one.prediction, lag)) for one in in_time],
    )


def _keep_misprint(
    writer: ActWriter, desk: Desk, issue: Issue, captions: PatternRow, printed: Printed
) -> None:
    text = f"Printed on the piece: {in_words(pattern_of(captions), dict(printed.designation))}"
    writer.insert(
        "note",
        {
            "title_id": issue.title_id,
            "issue_id": issue.id,
            "text": text,
            "stops": 0,
            "written_at": writer.hand.at,
            "written_by": desk.person,
        },
    )


def joined(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """Two designations as one: no.7 and no.8 are no.7/8, July and August are 07/08."""
    found: dict[str, str] = {}
    for code in sorted({*first, *second}):
        one, other = first.get(code, ""), second.get(code, "")
        if one == other or not one or not other:
            found[code] = one or other
        else:
            # Of three in one the first and the last are said: no.3/5, May/July.
            found[code] = f"{one.split('/')[0]}/{other.split('/')[-1]}"
    return found
