"""Why an issue is expected: its pattern in words, and the way to it from the issue before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from buckram.desk.following import pattern_of, predicted
from buckram.desk.waiting import lag_of
from buckram.errors import PatternError
from buckram.pattern import Pattern, Prediction, describe, explain
from buckram.pattern.field import Field
from buckram.rules.status import Status
from buckram.storage import issues
from buckram.storage.guesses import issue_before
from buckram.storage.issues import Issue, PatternRow
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Explanation:
    """heading: the issue. sentences: why it is the next one, each to be read by itself."""

    heading: str
    sentences: Sequence[str]


def explain_issue(library: Library, issue_id: int) -> Explanation:
    """Why this issue follows the one before it, and why it is looked for when it is. Raises NotFound."""
    issue = issues.get(library, issue_id)
    row = _row_of(library, issue)
    if row is None:
        return Explanation(
            issue.label, ["This title has no pattern: nothing was predicted.", *_when(library, issue)]
        )
    before = issue_before(library, issue.title_id, issue.run, issue.position)
    try:
        pattern = pattern_of(row)
        said = [describe(pattern)]
        if before is None:
            said.append("It is the first issue on the card: nothing before it tells why.")
        else:
            said += _why(pattern, before, issue)
    except PatternError as problem:
        return Explanation(issue.label, [str(problem), *_when(library, issue)])
    return Explanation(issue.label, [*said, *_when(library, issue)])


def why_next(pattern: Pattern, before: Mapping[str, str], following: Prediction) -> list[str]:
    """Why `following` comes after the issue with the values of `before`, below `describe` of the pattern.

    PatternError as prediction.
    """
    holding = Field.of(f"86{pattern.tag[2]}", "  ", before.items())
    return explain(pattern, holding, following, described=True)


def _why(pattern: Pattern, before: Mapping[str, str], issue: Issue) -> list[str]:
    following = next(predicted(pattern, before))
    if following.mapping.items() <= issue.designation.items():
        # An issue may bear more than can be foretold: an irregular its year.
        return why_next(pattern, before, following)
    # It was typed, corrected, or begins another pattern: the pattern does not lead to it.
    return [
        *why_next(pattern, before, following),
        f"{issue.label} stands here by what a person or a record said.",
    ]


def _row_of(library: Library, issue: Issue) -> PatternRow | None:
    """The pattern that held when the issue was published: the newest of its run that had begun by then."""
    of_run = [row for row in issues.patterns(library, issue.title_id) if row.run == issue.run]
    on = issue.published_on
    begun = [row for row in of_run if on is None or row.holds_from is None or row.holds_from <= on]
    return next(reversed(begun or of_run), None)


def _when(library: Library, issue: Issue) -> list[str]:
    if issue.status is not Status.EXPECTED or issue.expected_on is None:
        return []
    day = f"{issue.expected_on.day} {issue.expected_on:%B %Y}"
    return [f"It is looked for on {day}: {lag_of(library, issue.title_id).words}."]
