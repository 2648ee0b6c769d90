"""A file that a person names, and what of it could not be taken: read in the place of the list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from buckram.errors import Refused
from buckram_tui.widgets.lines import wrapped
from buckram_tui.widgets.menu import Option


def read_file(text: str) -> tuple[Path, bytes]:
    """A file as a person names it, with what is in it. Raises Refused when it cannot be read."""
    path = Path(text.strip()).expanduser().absolute()
    try:
        return path, path.read_bytes()
    except OSError as problem:
        raise Refused(f"{path} cannot be read: {problem.strerror}.", "Give another name.") from problem


def told_options(texts: Sequence[str], width: int) -> list[Option]:
    """Sentences to be read in the place of the list, whole; each choice only leaves them."""
    lines = [line for text in texts for line in wrapped(text, max(width - 8, 20))]
    told = [Option("", line, "", lambda: None) for line in lines]
    return [Option("q", "Back to the list.", "", lambda: None), *told]
