"""`buckram print`: work off what waits for printers."""

from __future__ import annotations

import sys
from typing import Any

import click

from buckram.desk.printing import NAMES, jobs, work_off
from buckram.storage.library import open_library
from buckram_tui.cli import DONE, DONE_WITH_PROBLEMS, library_path
from buckram_tui.cli.people import clock


@click.command(name="print")
@click.option("--station", metavar="NAME", help="Only what was made at this machine.")
@click.option("--list", "only_list", is_flag=True, help="Only say what waits; print nothing.")
@click.pass_obj
def command(obj: dict[str, Any], station: str | None, only_list: bool) -> None:
    """Print the labels, routing slips and lists that wait, from any station.

    Which command prints them is a setting of the library (buckram settings). What a printer does not take
    goes on waiting, with the reason.
    """
    library = open_library(library_path(obj["db"]), read_only=only_list, create=False)
    if only_list:
        waiting = [job for job in jobs(library) if job.state == "waiting" and station in (None, job.station)]
        for job in waiting:
            why = f"  ({job.problem})" if job.problem else ""
            click.echo(f"{job.made_at}  {job.station}  {job.name}{why}")
        click.echo(f"{len(waiting)} waiting")
        return
    worked = work_off(library, clock, station=station)
    for job in worked.printed:
        click.echo(f"printed  {job.name}")
    for job, why in worked.problems:
        click.echo(f"waits    {job.name}: {why}", err=True)
    counts = ", ".join(
        f"{n} {NAMES[kind]}{'' if n == 1 else 's'}"
        for kind in NAMES
        if (n := sum(job.kind == kind for job in worked.printed))
    )
    click.echo(f"Printed {counts or 'nothing'}; {len(worked.problems)} waiting.")
    sys.exit(DONE_WITH_PROBLEMS if worked.problems else DONE)
