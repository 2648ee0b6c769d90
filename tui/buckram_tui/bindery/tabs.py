"""The names of lists that share a screen, side by side above the one in front."""

from __future__ import annotations

from collections.abc import Mapping

from buckram_tui.widgets.line import Cell


def tabs(names: Mapping[str, str], front: str, prompt: str) -> list[Cell]:
    """One line: names: the words of each list by its name; the one in front has the sign."""
    return [
        (f" {prompt if name == front else ' '}{words}  ", "title" if name == front else "dim")
        for name, words in names.items()
    ]
