"""`buckram predict`: what comes next, for programs (JSON lines) and for people (a table)."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from buckram.pattern.protocol import predict_line
from buckram_tui.cli import DONE, DONE_WITH_PROBLEMS, NOT_DONE, library_path

if TYPE_CHECKING:
    from buckram.storage.library import Library


@click.command(name="predict")
@click.argument("title", required=False)
@click.option("-n", "count", default=12, show_default=True, help="How many issues.")
@click.option(
    "--json", "as_json", is_flag=True, help="With a TITLE: one JSON line an issue, or what is learnt."
)
@click.option("--explain", is_flag=True, help="With a TITLE: say why the next issue is that one.")
@click.option("--learn", is_flag=True, help="With a TITLE: say what pattern its past issues show.")
@click.pass_obj
def command(
    obj: dict[str, Any], title: str | None, count: int, as_json: bool, explain: bool, learn: bool
) -> None:
    """Say which issues come next.

    With a TITLE (words, or an ISSN): a table of the next issues of that title of the library. With
    --learn instead the pattern that its past issues show, as MARC 853 and as a sentence, how sure that is,
    what it rests on, and which issues do not fit. Nothing is changed.

    Without: JSON lines from standard input, one pattern each,
    {"id", "pattern": {"tag", "ind", "subfields"}, "holding": {the same}, "n"}, and one line out for
    each: {"id", "next": [...]} or {"id", "error": "sentence"}.
    """
    if title is None:
        if learn:
            raise click.UsageError("--learn needs a TITLE.")
        sys.exit(_lines())
    from buckram.desk.foreseeing import coming
    from buckram.storage.library import open_library

    library = open_library(library_path(obj["db"]), read_only=True)
    if learn:
        sys.exit(_learn(library, title, as_json))
    found = coming(library, title, count, date.today())
    if as_json:
        for one in found.issues:
            day = one.published_on.isoformat() if one.published_on else None
            line: dict[str, Any] = {"label": one.label, "published_on": day, **one.designation}
            if explain and one is found.issues[0]:
                line["why"] = found.why
            click.echo(json.dumps(line, ensure_ascii=False))
        return
    click.echo(f"{found.title.name}  {found.title.issn}")
    click.echo(found.sentence)
    for one in found.issues:
        day = one.published_on.isoformat() if one.published_on else ""
        click.echo(f"  {day:<12} {one.label}")
    if explain:
        click.echo("\nWhy the first of them is the next:")
        for sentence in found.why:
            click.echo(f"  {sentence}")
    if not found.issues:
        sys.exit(NOT_DONE)


def _learn(library: Library, words: str, as_json: bool) -> int:
    from buckram.desk.foreseeing import best_title
    from buckram.desk.learning import learn_title
    from buckram.pattern import describe, parse_pattern
    from buckram.pattern.learning import rhythm_words
    from buckram.rules.cadence import Cadence, silence

    title = best_title(library, words)
    found = learn_title(library, title.id)
    field = found.pattern
    sentence = describe(parse_pattern(field)) if field else ""
    grounds = [ground for ground in found.grounds if ground != sentence]
    seen = found.rhythm
    quiet = silence(Cadence(seen.median, seen.longest, seen.gaps, seen.last), date.today())
    rhythm = [rhythm_words(seen), quiet.words if quiet else ""]
    if as_json:
        parts = {"tag": field.tag, "ind": field.indicators, "subfields": field.subfields} if field else None
        line = {
            "title": title.name,
            "pattern": parts,
            "sentence": sentence,
            "sure": found.confidence,
            "fitting": found.fitting,
            "seen": found.seen,
            "grounds": grounds,
            "misfits": [{"issue": str(one.issue), "why": one.why} for one in found.misfits],
            "rhythm": " ".join(filter(None, rhythm)),
        }
        click.echo(json.dumps(line, ensure_ascii=False))
    else:
        click.echo(f"{title.name}  {title.issn}")
        click.echo(str(field) if field else "Its past issues show no pattern.")
        if field:
            click.echo(sentence)
            click.echo(f"How sure: {found.confidence}; {found.fitting} of {found.seen} issues fit.")
        for heading, told in (
            ("It rests on:", grounds),
            ("What does not fit:", [f"{one.issue}: {one.why}" for one in found.misfits]),
            ("Rhythm:", list(filter(None, rhythm))),
        ):
            if told:
                click.echo(f"\n{heading}")
            for one in told:
                click.echo(f"  {one}")
    return DONE if field or found.rhythm.median is not None else NOT_DONE


def _lines() -> int:
    problems = False
    for text in sys.stdin:
        if not text.strip():
            continue
        try:
            asked = json.loads(text)
        except json.JSONDecodeError as problem:
            answer: dict[str, Any] = {"id": None, "error": f"This line is not JSON: {problem.msg}."}
        else:
            answer = predict_line(asked)
        problems = problems or "error" in answer
        click.echo(json.dumps(answer, ensure_ascii=False))
    return DONE_WITH_PROBLEMS if problems else DONE
