"""Text on paper: labels, slips and lists as PDF, and the way to a printer's command.

PDF knows by itself only the letters of Latin-1. For others a TrueType font of this machine is looked for
where fonts lie; without one that has them, each becomes "?".
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from buckram.errors import BuckramError
from buckram.exchange.labels import Size

if TYPE_CHECKING:
    from fpdf import FPDF

TIMEOUT = 15
"""Seconds that a printer's command may take."""

_LABEL_MARGIN, _SHEET_MARGIN = 1.5, 5.0
_POINT = 25.4 / 72
_LEADING = 1.2
_FOLDERS = (
    "~/.local/share/fonts", "~/.fonts", "/usr/local/share/fonts", "/usr/share/fonts",
    "~/Library/Fonts", "/Library/Fonts", "/System/Library/Fonts", "/opt/homebrew/share/fonts",
)  # fmt: skip
# The best known for many scripts first. Fonts of another name are not tried: a display face on a spine
# label would be worse than a question mark.
_PROPORTIONAL = (
    "DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "FreeSans.ttf",
    "Arial Unicode.ttf", "NotoSansCJK-Regular.ttc", "unifont.ttf",
)  # fmt: skip
_FIXED = (
    "DejaVuSansMono.ttf", "NotoSansMono-Regular.ttf", "LiberationMono-Regular.ttf", "FreeMono.ttf",
    "NotoSansMonoCJK-Regular.ttc", "unifont.ttf",
)  # fmt: skip


class PrinterFailed(BuckramError):
    """The printer's command did not take the job, which goes on waiting."""

    title = "Not printed"


def pdf(text: str, size: Size, *, fixed: bool = False, most_points: float = 14) -> bytes:
    """Text as PDF on pages of this size, its letters as large as the longest line allows.

    fixed: letters of one width, as columns need. One page as a rule: a label's letters shrink until all of it
    fits; what is `fixed` goes on on a further page instead, and begins one at a form feed.
    """
    from fpdf import FPDF

    # A list of the desk comes with form feeds and blanks at the ends of lines.
    sheets = [[line.rstrip() for line in sheet.rstrip().split("\n")] for sheet in text.rstrip().split("\f")]
    lines = [line for sheet in sheets for line in sheet]
    document = FPDF(unit="mm", format=(size.width, size.height))
    margin = _SHEET_MARGIN if fixed else _LABEL_MARGIN
    document.set_margin(margin)
    document.set_auto_page_break(auto=False)
    face, lines = _set_face(document, lines, fixed=fixed)
    width, height = size.width - 2 * margin, size.height - 2 * margin
    document.set_font(face, size=10)
    widest = max(document.get_string_width(_worded(line)) for line in lines) or 1
    points = min(most_points, 10 * width / widest)
    if not fixed:
        points = min(points, height / (len(lines) * _LEADING * _POINT))
    step = points * _LEADING * _POINT
    document.set_font_size(points)
    lengths = [len(sheet) for sheet in sheets] if fixed else [len(lines)]
    for page in _pages(lines, lengths, max(1, int(height / step)) if fixed else len(lines)):
        document.add_page()
        for number, line in enumerate(page):
            _draw(document, line, margin, margin + number * step, step)
    return bytes(document.output())


def _pages(lines: list[str], lengths: Iterable[int], each: int) -> Iterator[list[str]]:
    """Pages of at most `each` lines; each of these lengths of lines begins on a page of its own."""
    first = 0
    for length in lengths:
        for start in range(first, first + length, each):
            yield lines[start : min(start + each, first + length)]
        first += length


_BOX = re.compile(r"^(\s*)\[ \]")


def _worded(line: str) -> str:
    return _BOX.sub(r"\1   ", line)


def _draw(document: FPDF, line: str, left: float, top: float, step: float) -> None:
    """A line; "[ ]" at its beginning becomes a box to tick."""
    document.set_xy(left, top)
    if box := _BOX.match(line):
        side = step * 0.62
        indent = document.get_string_width(box[1]) + side * 0.2
        document.rect(left + indent, top + step * 0.16, side, side)
    document.cell(0, step, _worded(line), new_x="LMARGIN", new_y="NEXT")


def _set_face(document: FPDF, lines: list[str], *, fixed: bool) -> tuple[str, list[str]]:
    """(the name of a face that has the letters of these lines, the lines as it can write them)."""
    wanted = {character for line in lines for character in line}
    if all(ord(c) < 256 for c in wanted):
        return ("Courier" if fixed else "Helvetica"), lines
    best: tuple[int, Path] | None = None
    for path in _fonts(fixed=fixed):
        lacking = len(wanted - _letters(path))
        if best is None or lacking < best[0]:
            best = lacking, path
        if not lacking:
            break
    if best is None:
        return ("Courier" if fixed else "Helvetica"), [_without(line, range(256)) for line in lines]
    document.add_font("own", fname=best[1])
    return "own", [_without(line, map(ord, _letters(best[1]))) for line in lines]


def set_faces(document: FPDF, text: str) -> tuple[str, Callable[[str], str]]:
    """(the name of a proportional face, regular and bold; what a line becomes in it).

    text: all that is to be written. Where one face does not have every letter, others stand in for those
    that it lacks; what none has becomes its plain letter or "?".
    """
    wanted = {character for character in text if character.isprintable()}
    if all(ord(c) < 256 for c in wanted):
        return "Helvetica", lambda line: line
    chosen: list[Path] = []
    lacking = set(wanted)
    for path in sorted(_fonts(fixed=False), key=lambda path: len(wanted - _letters(path))):
        if lacking & _letters(path) or not chosen:
            chosen.append(path)
            lacking -= _letters(path)
    if not chosen:
        return "Helvetica", lambda line: _without(line, range(256))
    for n, path in enumerate(chosen):
        bold = path.with_name(path.name.replace("-Regular", "").replace(path.suffix, f"-Bold{path.suffix}"))
        document.add_font(f"own{n}", fname=path)
        document.add_font(f"own{n}", style="B", fname=bold if bold.exists() else path)
    document.set_fallback_fonts([f"own{n}" for n in range(1, len(chosen))], exact_match=False)
    if any(bidirectional(c) in _JOINED for c in wanted):
        # Arabic letters join, and run from right to left.
        document.set_text_shaping(use_shaping_engine=True)
    known = {ord(c) for path in chosen for c in _letters(path)}
    return "own0", lambda line: _without(line, known)


_JOINED = frozenset({"AL", "R"})


def _without(line: str, known: Iterable[int]) -> str:
    """The line with "?" for letters that cannot be written; accents go before their letter does."""
    import unicodedata

    have = set(known)
    return "".join(
        c if ord(c) in have else "".join(d for d in unicodedata.normalize("NFKD", c) if ord(d) in have) or "?"
        for c in line
    )


def _fonts(*, fixed: bool) -> list[Path]:
    there = _installed()
    return [there[name] for name in (_FIXED if fixed else _PROPORTIONAL) if name in there]


@cache
def _installed() -> dict[str, Path]:
    """Font files by name, wherever fonts lie on this machine."""
    known = {*_PROPORTIONAL, *_FIXED}
    found: dict[str, Path] = {}
    for folder in _FOLDERS:
        for place, _, names in os.walk(Path(folder).expanduser()):
            found |= {name: Path(place) / name for name in known.intersection(names) if name not in found}
    return found


@cache
def _letters(path: Path) -> frozenset[str]:
    """The characters that a font has."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True, fontNumber=0) as font:
        return frozenset(map(chr, font.getBestCmap()))


def send(target: str, data: bytes, name: str) -> None:
    """Hand a job to a printer. Raises PrinterFailed.

    target: a shell command that reads the job from its standard input; or "file:/path": text is added to
    that file, and in a folder each job becomes a file of its own, called `name`.
    """
    if target.startswith("file:"):
        _to_file(Path(target.removeprefix("file:")).expanduser(), data, name)
    else:
        _to_command(target, data)


def _to_file(path: Path, data: bytes, name: str) -> None:
    try:
        if path.is_dir():
            (path / name).write_bytes(data)
        elif data.startswith(b"%PDF"):
            # A second PDF behind the first one would be lost: nothing reads beyond the first one's end.
            path.with_name(name).write_bytes(data)
        else:
            with path.open("ab") as file:
                file.write(data)
    except OSError as problem:
        raise PrinterFailed(f"{path} cannot be written ({problem.strerror}).") from problem


def _to_command(command: str, data: bytes) -> None:
    try:
        # A session of its own: a command that hangs is ended with all that it started.
        running = subprocess.Popen(
            command,
            shell=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as problem:
        raise PrinterFailed(f"{command} cannot be run ({problem.strerror}).") from problem
    try:
        _, told = running.communicate(data, timeout=TIMEOUT)
    except subprocess.TimeoutExpired as problem:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        raise PrinterFailed(f"The printer's command did not end within {TIMEOUT} seconds.") from problem
    if running.returncode:
        said = told.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"exit code {running.returncode}"
        raise PrinterFailed(f"The printer's command failed: {reason}")
