"""How many patterns are found again from their issues alone, set by set.

Run: python bench/learning.py [-v]
The sets: the sequence cases of the corpus with the pattern hidden; issues of the project's own case patterns,
thinned and disturbed; item lists of two libraries, where there is no true pattern and the newest issues are
held back. A corpus that is not beside the checkout is passed over.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from time import perf_counter

from buckram.errors import PatternError
from buckram.holdings.itemised import observed_text
from buckram.pattern import Field, Pattern, parse_pattern, predict, predictions
from buckram.pattern.chronology import split_value
from buckram.pattern.learning import Learnt, Observed, learn

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
CASES = ROOT / "tests" / "pattern" / "cases"
CODES = "abcdefghijklm"
HELD_BACK = 12

Values = dict[str, str]


@dataclass(frozen=True)
class Question:
    """A run of issues, and those that followed it."""

    name: str
    seen: list[Observed]
    last: Values
    following: list[Values]
    truth: str = ""
    gaps: bool = False
    """Whether some of the following may be missing, as in a list of what a library has."""


def values_of(field: Field) -> Values:
    """The numbers and dates of a holding."""
    return {code: value for code, value in field.subfields if code in CODES}


def holding(values: Values) -> Field:
    """Numbers and dates as a holding."""
    return Field("863", "41", (("8", "1.1"), *sorted(values.items())))


def comparable(issue: Values) -> dict[str, list[str]]:
    """Leading zeros do not matter."""
    return {code: [part.lstrip("0") for part in split_value(value)] for code, value in issue.items()}


def answered(question: Question) -> tuple[int, Learnt]:
    """How many of the following issues the learnt pattern foretells in order, and what was learnt."""
    learnt = learn(question.seen)
    if learnt.pattern is None:
        return 0, learnt
    try:
        coming = predict(parse_pattern(learnt.pattern), holding(question.last), len(question.following))
    except PatternError:
        return 0, learnt
    right = 0
    if question.gaps:
        waiting = predictions(parse_pattern(learnt.pattern), holding(question.last))
        near = [comparable(issue.mapping) for issue in islice(waiting, 4 * len(question.following) + 12)]
        for wanted in map(comparable, question.following):
            found = [at for at, issue in enumerate(near) if wanted.items() <= issue.items()]
            if found:
                right += 1
                del near[: found[0] + 1]
        return right, learnt
    for got, wanted in zip(coming, question.following, strict=False):
        if comparable(got.mapping) != comparable(wanted):
            break
        right += 1
    return right, learnt


def sequence_questions(part: float) -> Iterator[Question]:
    """The sequence cases. part: of the run that is shown; 1 shows all and asks for what the true pattern
    says comes after it."""
    path = CORPUS / "cases" / "prediction.jsonl"
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        row = json.loads(line)
        if row["set"] != "sequence":
            continue
        field = Field.of("853", "20", row["pattern"]["subfields"])
        start = values_of(Field.of("863", "41", row["holding"]["subfields"]))
        run = [start, *row["expected"]]
        shown = run[: max(3, round(len(run) * part))]
        following = run[len(shown) :]
        if part == 1:
            following = [p.mapping for p in predict(parse_pattern(field), holding(run[-1]), len(run) - 1)]
        yield Question(row["id"], [Observed.of(v) for v in shown], shown[-1], following, str(field))


def own_patterns() -> Iterator[tuple[str, Pattern, Field, Field]]:
    """The dated patterns of the project's case files that can be predicted from."""
    for name in ("monthly", "days", "numbers", "seasons_years"):
        title, captions = "", None
        for line in (CASES / f"{name}.txt").read_text("utf-8").splitlines():
            if line.startswith("= "):
                (
                    title,
                    captions,
                ) = line[2:], None
            elif match := re.fullmatch(r"(85\d|86\d) (..) (\$.*)", line):
                pairs = [(part[:1], part[1:].strip()) for part in match[3].split("$")[1:]]
                field = Field.of(match[1], match[2], pairs)
                if match[1][1] == "5":
                    captions = field
                elif captions is not None:
                    try:
                        pattern = parse_pattern(captions)
                        coming = predict(pattern, field, 3)
                    except PatternError:
                        continue
                    if len(coming) == 3 and coming[0].published_on:
                        yield f"{name}: {title}", pattern, captions, field


def _enough(pattern: Pattern, start: Field) -> list[Values]:
    """The issues of four years, at least 16 and at most 300."""
    issues: list[Values] = []
    begin: date | None = None
    for prediction in islice(predictions(pattern, start), 300):
        on = prediction.published_on
        begin = begin or on
        if on and begin and (on - begin).days > 4 * 366 and len(issues) >= 16:
            break
        issues.append(prediction.mapping)
    return issues


def own_questions(thinned: float, disturbed: float, seed: int = 1) -> Iterator[Question]:
    """Issues of our own patterns. thinned: share that did not come. disturbed: share of slips, and as many
    entries that stand twice."""
    for name, pattern, field, start in own_patterns():
        chance = Random(f"{seed}{name}")
        run = _enough(pattern, start)
        try:
            following = [p.mapping for p in predict(pattern, holding(run[-1]), HELD_BACK)]
        except PatternError:
            continue
        shown = [v for v in run[:-1] if chance.random() >= thinned]
        kept = [_slip(v, chance) if chance.random() < disturbed else v for v in shown]
        kept += [v for v in shown if chance.random() < disturbed]
        chance.shuffle(kept)
        seen = [Observed.of(v) for v in [*kept, run[-1]]]
        yield Question(name, seen, run[-1], following, str(field))


def _slip(values: Values, chance: Random) -> Values:
    """One digit of one value mistyped."""
    changed = dict(values)
    code = chance.choice([code for code, value in values.items() if re.search(r"\d", value)])
    digits = [at for at, character in enumerate(values[code]) if character.isdigit()]
    at = chance.choice(digits)
    changed[code] = values[code][:at] + chance.choice("0123456789") + values[code][at + 1 :]
    return changed


def listed_questions() -> Iterator[Question]:
    """The item lists of two libraries; their newest issues are held back."""
    alma = CORPUS / "marc" / "pulibrary+bibdata" / "history" / "alma"
    for path in sorted(alma.glob("*.json")):
        items = json.loads(path.read_text("utf-8")).get("item", [])
        texts = [item["item_data"]["description"] for item in items]
        yield from _held_back(f"Alma {path.stem.split('_')[0]}", texts)
    folio = CORPUS / "marc" / "sul-dlss+searchworks_traject_indexer" / "spec" / "fixtures" / "files"
    for name in ("a7770475", "a9012"):
        path = folio / f"{name}.json"
        if path.exists():
            items = json.loads(path.read_text("utf-8"))["items"]
            texts = [str(item.get("enumeration") or "") for item in items]
            yield from _held_back(f"FOLIO {name}", texts)


def _held_back(name: str, texts: Sequence[str]) -> Iterator[Question]:
    issues = [issue for text in texts for issue in observed_text(text)]
    codes = max(
        {tuple(code for code, _ in issue.values) for issue in issues},
        key=lambda kind: sum(tuple(code for code, _ in issue.values) == kind for issue in issues),
        default=(),
    )
    same = [issue for issue in issues if tuple(code for code, _ in issue.values) == codes]
    dates_first = sorted(same, key=lambda issue: _order(dict(issue.values)))
    back = min(HELD_BACK, len(dates_first) // 4)
    if back:
        others = [issue for issue in issues if issue not in dates_first[-back:]]
        shown, held = dates_first[:-back], dates_first[-back:]
        yield Question(
            name, others, dict(shown[-1].values), [dict(issue.values) for issue in held], gaps=True
        )


def _order(values: Values) -> list[int]:
    numbers = [re.search(r"\d+", values.get(code, "")) for code in "ijkabc"]
    return [int(number[0]) if number else 0 for number in numbers]


SETS: list[tuple[str, Callable[[], Iterator[Question]]]] = [
    ("sequence cases, whole run shown", lambda: sequence_questions(1)),
    ("sequence cases, three quarters shown", lambda: sequence_questions(0.75)),
    ("own patterns, complete", lambda: own_questions(0, 0)),
    ("own patterns, 10 % missing", lambda: own_questions(0.1, 0)),
    ("own patterns, 20 % missing", lambda: own_questions(0.2, 0)),
    ("own patterns, 30 % missing", lambda: own_questions(0.3, 0)),
    ("own patterns, 20 % missing, 3 % slips", lambda: own_questions(0.2, 0.03)),
    ("item lists of libraries", listed_questions),
]


def main() -> None:
    """Print the table; with -v also what was not found."""
    print(f"{'set':40}{'titles':>7}{'found':>7}{'share':>7}{'issues':>8}{'ms each':>9}")
    for name, questions in SETS:
        asked = found = right_issues = all_issues = 0
        took = 0.0
        for question in questions():
            begin = perf_counter()
            right, learnt = answered(question)
            took += perf_counter() - begin
            asked += 1
            found += right == len(question.following)
            right_issues += right
            all_issues += len(question.following)
            if "-v" in sys.argv and right < len(question.following):
                print(f"  {question.name} ({right} of {len(question.following)}), {learnt.confidence}")
                print(f"    true   {question.truth}\n    learnt {learnt.pattern}")
        if asked:
            share, issues = found / asked, right_issues / max(1, all_issues)
            print(f"{name:40}{asked:7}{found:7}{share:7.0%}{issues:8.0%}{took / asked * 1000:9.0f}")


if __name__ == "__main__":
    main()
