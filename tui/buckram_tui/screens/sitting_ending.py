"""The end of a tray: its totals, its list on paper or in a file, and the next one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram_tui.screens.sitting import Sitting


def ask_end(screen: Sitting) -> None:
    """E: the totals, and whether the tray is done."""
    from buckram.desk.sitting_report import of_this_sitting
    from buckram.errors import NotFound

    try:
        told = of_this_sitting(screen.desk)
    except NotFound:
        screen.choose(
            "No tray is begun: the next scan begins one.",
            [Option("g", "go on", "Take the last tray of today up again.", partial(_go_on, screen))],
        )
        return
    asked = [
        f"{count} {question}{f' ({waiting} open)' if waiting else ''}"
        for question, count, waiting in told.asked
    ]
    total = f"{told.received} received from {told.began:%H:%M} to {told.last:%H:%M}, {told.open} open"
    screen.choose(
        f"Is the tray done? {total}.",
        [
            Option(
                "e", "tray done", "The next scan begins another; what is open waits.", lambda: _end(screen)
            ),
            Option(
                "p", "print", "Its list, a line a piece, to the printer of lists.", lambda: put_out(screen)
            ),
            Option("f", "file", "Its list as .csv for a spreadsheet, or as .txt.", lambda: ask_file(screen)),
        ],
    )
    if asked:
        screen.news(f"Asked: {', '.join(asked)}.")


def _end(screen: Sitting) -> str:
    from buckram.desk.tray import tray_done

    tray_done(screen.desk)
    screen.refresh_all()
    return "The tray is done. The next scan begins another; E takes this one up again."


def _go_on(screen: Sitting) -> str:
    from buckram.desk.tray import go_on

    go_on(screen.desk)
    screen.refresh_all()
    return "The last tray of today goes on."


def put_out(screen: Sitting) -> str:
    """P: the list to the printer of lists."""
    from buckram.desk.printing import print_list
    from buckram.desk.sitting_report import of_this_sitting
    from buckram.exchange.sitting_list import as_text

    told = of_this_sitting(screen.desk)
    name = f"Sitting of {told.began.day} {told.began:%b %Y}, {told.person}"
    said = print_list(screen.desk, name, as_text(told))
    screen.desk_app.print_waiting()
    return said


def ask_file(screen: Sitting) -> None:
    """F: the list into a file."""

    def answered(text: str) -> str:
        from buckram.desk.sitting_report import of_this_sitting, write
        from buckram.errors import Refused

        path = Path(text.strip()).expanduser().absolute()
        if path.exists() and not path.name.startswith("sitting-"):
            raise Refused(f"There is a file {path} already.", "Name another one.")
        told = of_this_sitting(screen.desk)
        write(told, path)
        return f"{told.received} pieces and {told.open} open questions are in {path}."

    day = screen.desk.today()
    screen.ask("Write the list into the file (.csv or .txt)", answered, f"sitting-{day.isoformat()}.csv")
