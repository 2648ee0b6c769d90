"""`buckram predict`: what comes next, for programs (JSON lines) and for people (a table)."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from buckram.pattern.protocol import predict_line
from buckram_tui.cli import DONE, DONE_WITH_PROBLEMS, NOT_DONE, library_path


@click.command(name="predict")
@click.argument("title", required=False)
@click.option("-n", "count", default=12, show_default=True, help="How many issues.")
@click.option("--json", "as_json", is_flag=True, help="With a TITLE: one JSON line an issue.")
@click.pass_obj
def command(obj: dict[str, Any], title: str | None, count: int, as_json: bool) -> None:
    """Say which issues come next.

    With a TITLE (words, or an ISSN): a table of the next issues of that title of the library.

    Without: JSON lines from standard input, one pattern each,
    {"id", "pattern": {"tag", "ind", "subfields"}, "holding": {the same}, "n"}, and one line out for
    each: {"id", "next": [...]} or {"id", "error": "sentence"}.
    """
    if title is None:
        sys.exit(_lines())
    from buckram.desk.foreseeing import coming
    from buckram.storage.library import open_library

    found = coming(open_library(library_path(obj["db"]), read_only=True), title, count)
    if as_json:
        for one in found.issues:
            day = one.published_on.isoformat() if one.published_on else None
            click.echo(
                json.dumps({"label": one.label, "published_on": day, **one.designation}, ensure_ascii=False)
            )
        return
    click.echo(f"{found.title.name}  {found.title.issn}")
    click.echo(found.sentence)
    for one in found.issues:
        day = one.published_on.isoformat() if one.published_on else ""
        click.echo(f"  {day:<12} {one.label}")
    if not found.issues:
        sys.exit(NOT_DONE)


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
