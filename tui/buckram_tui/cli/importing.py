"""`buckram import`: MARC records into the library, every one accounted for."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from buckram_tui.cli import DONE, DONE_WITH_PROBLEMS, library_path
from buckram_tui.cli.people import desk_at

if TYPE_CHECKING:
    from buckram.desk.desk import Desk
    from buckram.desk.import_report import ImportReport

BAR_FROM = 500_000
"""Bytes from which a file is long enough for a progress bar."""

TOLD = 20
"""Problems of a file that are told on the screen unless all are asked for."""


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--all", "every", is_flag=True, help=f"Tell every problem, not only the first {TOLD} of a file."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON line a file.")
@click.pass_obj
def command(obj: dict[str, Any], files: tuple[Path, ...], every: bool, as_json: bool) -> None:
    """Read MARC records: ISO 2709 (UTF-8 or MARC-8), MARCXML or MarcEdit text (.mrk).

    The same file again changes nothing. A changed record updates what came from the record, and nothing
    that a person did. Bad records are listed and go whole into FILE.rejected. An import is not undone at
    the desk: the library as it was before lies beside it, in LIBRARY.before-import.
    """
    from buckram.storage.backup import CopyBeforeImport

    desk = desk_at(library_path(obj["db"]), obj["person"])
    copy = CopyBeforeImport(desk.library)
    reports: list[ImportReport] = []
    try:
        for file in files:
            report = _one(desk, file, quiet=as_json or not sys.stderr.isatty())
            reports.append(report)
            if as_json:
                before = copy.path if report.changed else None
                told = {**asdict(report), "before_import": before}
                click.echo(json.dumps(told, default=str, ensure_ascii=False))
            else:
                _tell(report, every)
    finally:
        # What broke off may have changed something.
        changed = len(reports) < len(files) or any(report.changed for report in reports)
        copy.keep() if changed else copy.drop()
    if changed and copy.path and not as_json:
        click.echo(f"The library as it was before is in {copy.path}.")
    sys.exit(DONE_WITH_PROBLEMS if any(report.rejected for report in reports) else DONE)


def _one(desk: Desk, file: Path, *, quiet: bool) -> ImportReport:
    from buckram.desk.importing import import_file

    size = file.stat().st_size if file.is_file() else 0
    if quiet or size < BAR_FROM:
        return import_file(desk, file)
    with click.progressbar(length=size, label=file.name, file=sys.stderr) as bar:

        def progress(done: int, _all: int) -> None:
            bar.update(done - bar.pos)

        return import_file(desk, file, progress=progress)


def _tell(report: ImportReport, every: bool) -> None:
    click.echo(f"{report.file.name}: {report.sentence}")
    if report.receipts:
        click.echo(f"  {report.receipts:,} issues are in hand by these records.")
    told = report.problems if every else report.problems[:TOLD]
    for problem in told:
        sign = {"rejected": "!", "skipped": "-", "warning": "?"}[problem.kind]
        click.echo(f"  {sign} {problem}")
    more = len(report.problems) - len(told) + report.untold
    if more:
        click.echo(f"  ... and {more:,} more; --all tells them.")
    if report.rejected_file:
        click.echo(f"  The rejected records are in {report.rejected_file}.")
