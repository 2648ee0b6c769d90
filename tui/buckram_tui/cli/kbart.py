"""`buckram kbart`: providers' title lists into the library, and ours out of it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from buckram_tui.cli import DONE, DONE_WITH_PROBLEMS, library_path
from buckram_tui.cli.people import desk_at

TOLD = 20
"""Lines of a file that are told on the screen unless all are asked for."""


@click.command(name="kbart")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write what is read online to FILE or a folder.")
@click.option("--print", "prints", is_flag=True, help="With --out: the years in print too.")
@click.option("--provider", default="", metavar="NAME", help="Whose file it is, where its name does not say.")
@click.option("--package", default="", metavar="NAME", help="Of which package, where its name does not say.")
@click.option("--all", "every", is_flag=True, help=f"Tell every line, not only the first {TOLD} of a file.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a file.")
@click.pass_obj
def command(
    obj: dict[str, Any],
    files: tuple[Path, ...],
    out: Path | None,
    prints: bool,
    provider: str,
    package: str,
    every: bool,
    as_json: bool,
) -> None:
    """Read KBART files (NISO RP-9) in, or with --out write one.

    The same file again changes nothing. A changed one changes what it gave and nothing that a person did;
    a row that is gone from it ends. Each file is one act that the desk can undo. What has no title here waits
    at the desk (F9 W).
    """
    from buckram.desk.kbart_in import KbartReport, read_file
    from buckram.desk.kbart_out import write_file

    if not files and out is None:
        raise click.UsageError("Name a FILE to read, or --out FILE to write.")
    desk = desk_at(library_path(obj["db"]), obj["person"], create=False)
    reports: list[KbartReport] = []
    for file in files:
        report = read_file(desk, file, provider=provider, package=package)
        reports.append(report)
        if as_json:
            click.echo(json.dumps(asdict(report), ensure_ascii=False))
        else:
            _tell(report, every)
    if out is not None:
        written = write_file(desk, out, prints=prints)
        rows = f"{written.rows} rows" + (f", {written.prints} of print" if prints else "")
        click.echo(f"Written to {written.path}: {rows}.", err=as_json)
    sys.exit(DONE_WITH_PROBLEMS if any(report.rejected for report in reports) else DONE)


def _tell(report: Any, every: bool) -> None:
    click.echo(f"{report.file}: {report.sentence}")
    lines = [("!", *one) for one in report.told] + [("?", *one) for one in report.waiting]
    lines.sort(key=lambda one: one[1])
    told = lines if every else lines[:TOLD]
    for sign, number, words in told:
        click.echo(f"  {sign} Line {number}: {words}{'' if sign == '!' else ' has no title here.'}")
    if len(lines) > len(told):
        click.echo(f"  ... and {len(lines) - len(told):,} more; --all tells them.")
    for name in report.ended:
        click.echo(f"  - {name} is not in it any more and ended.")
