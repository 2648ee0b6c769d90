"""KBART at the desk: a file is read in, and a row without a title gets one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING

from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram_tui.screens.asking import AskingScreen


def read_in(screen: AskingScreen) -> None:
    """Ask for a file; where its name does not tell whose it is, ask that too."""
    from buckram.desk.kbart_in import KbartReport, read_file
    from buckram.exchange.kbart import named

    def told(report: KbartReport) -> str:
        screen.refresh_all()
        if report.told:
            # A list to move in: each line that was turned away, with its reason. Esc leaves it.
            lines = [Option("", f"line {n}", words, lambda: None) for n, words in report.told]
            screen.choose(f"Rejected of {report.file}", [*lines, Option("q", "back", "", lambda: None)])
        where = " L, U shows what has no title." if report.waiting else ""
        return f"{report.sentence}{where}"

    def typed(text: str) -> str | None:
        path = Path(text.strip()).expanduser().absolute()
        if path.is_file() and named(path.name) is None:
            screen.ask("Whose file is it (provider)", lambda name: told(_read(path, name)))
            return None
        return told(read_file(screen.desk, path))

    def _read(path: Path, name: str) -> KbartReport:
        return read_file(screen.desk, path, provider=" ".join(name.split()))

    screen.ask("KBART file (Provider_Region_Package_2026-01-31.txt)", typed)


def which_title(screen: AskingScreen, unmatched_id: int) -> None:
    """The nearest titles; words for another; none of ours."""
    from buckram.desk.kbart_in import nearest, set_aside
    from buckram.storage.access import unmatched

    desk = screen.desk
    row = next((one for one in unmatched(desk.library) if one.id == unmatched_id), None)
    if row is None:
        screen.refresh_all()
        return
    options = [
        Option(letter, name, issn, partial(_attach, screen, unmatched_id, title_id), "The nearest")
        for letter, (title_id, name, issn) in zip("abc", nearest(desk.library, row), strict=False)
    ]

    def aside() -> str:
        said = set_aside(desk, [unmatched_id])
        screen.refresh_all()
        return said

    options += [
        Option("t", "another", "Type words of the title.", partial(_ask_title, screen, unmatched_id)),
        Option("x", "none", "It is none of our titles; later files do not ask.", aside),
    ]
    screen.choose(f"Which title is {row.kbart.get('publication_title', '')}?", options)


def _ask_title(screen: AskingScreen, unmatched_id: int) -> None:
    from buckram.desk.looking_up import look_up
    from buckram.errors import Refused

    def typed(text: str) -> None:
        found = look_up(screen.desk.library, text)
        if not found:
            raise Refused("No title answers to this.", "Fewer or other words.")
        options = [
            Option(letter, title.name, title.issn, partial(_attach, screen, unmatched_id, title.id))
            for letter, title in zip(ascii_lowercase, found, strict=False)
        ]
        screen.choose("Which of these?", options)

    screen.ask("Words of the title, or its ISSN", typed)


def _attach(screen: AskingScreen, unmatched_id: int, title_id: int) -> str:
    from buckram.desk.kbart_in import attach

    said = attach(screen.desk, unmatched_id, title_id)
    screen.refresh_all()
    return f"{said} ^Z takes it back."
