"""A sheet of barcodes to scan: from the terminal, from a browser's window or from paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from pathlib import Path

from buckram.storage.library import open_library
from buckram_data.barcodes import ean_of_issn
from buckram_data.bars import modules
from buckram_data.tables import Tables
from buckram_data.tray import InTray, in_tray

MOST = 24
"""Symbols on a sheet of paper: three columns, eight rows."""

_HALVES = {"00": " ", "10": "▌", "01": "▐", "11": "█"}
_DARK_ON_LIGHT, _PLAIN = "\x1b[30;107m", "\x1b[0m"
_ROWS = 4
_WIDTH = 72


def text_sheet(path: Path, today: date, most: int = 8) -> str:
    """The sheet for a terminal of eighty columns, from the library at `path`.

    The colours are set, because a scanner wants dark bars on light ground whatever the terminal has; where
    they are taken out, as on the way to a printer, the bars are ink.
    """
    return "\n".join(_text_symbol(piece) for piece in _chosen(path, today, most))


def html_sheet(path: Path, today: date, most: int = MOST) -> str:
    """The day's mail of the library at `path` as one page that needs no other file, for screen or paper."""
    figures = [
        _figure(f"{piece.title}, {piece.label}", piece.code, piece.addon)
        for piece in _chosen(path, today, most)
    ]
    return _page(f"The day's mail of the demonstration library, {today.isoformat()}.", figures)


def title_sheet(tables: Tables, most: int = MOST) -> str:
    """A page that is right on every day: the titles' barcodes without what tells the issue."""
    current = [title for title in tables.titles if not title.ended]
    figures = [_figure(title.name, ean_of_issn(title.issn), "") for title in current[:most]]
    return _page(
        "Titles of the demonstration library. Each scan opens one; Enter receives its issue.", figures
    )


def _chosen(path: Path, today: date, most: int) -> Sequence[InTray]:
    """Those whose barcode names the issue come first; each kind in the order of their titles."""
    library = open_library(path, read_only=True)
    try:
        pieces = in_tray(library, today)
    finally:
        library.close()
    return sorted(pieces, key=lambda piece: not piece.addon)[:most]


def _text_symbol(piece: InTray) -> str:
    bars = modules(piece.code, piece.addon)
    bars += "0" * (len(bars) % 2)
    line = "".join(_HALVES[bars[at : at + 2]] for at in range(0, len(bars), 2))
    block = "\n".join(f"{_DARK_ON_LIGHT}{line}{_PLAIN}" for _ in range(_ROWS))
    caption = f"{piece.title}, {piece.label}"
    if len(caption) > _WIDTH:
        caption = caption[: _WIDTH - 1] + "…"
    return f"{caption}\n{block}\n{piece.code} {piece.addon}".rstrip() + "\n"


def _figure(caption: str, code: str, addon: str) -> str:
    bars = modules(code, addon)
    path = "".join(f"M{at} 0h1v10h-1z" for at, bar in enumerate(bars) if bar == "1")
    return (
        f"<figure><figcaption>{escape(caption)}</figcaption>"
        f'<svg viewBox="0 0 {len(bars)} 10" preserveAspectRatio="none"><path d="{path}"/></svg>'
        f"<code>{f'{code} {addon}'.rstrip()}</code></figure>"
    )


def _page(heading: str, figures: Sequence[str]) -> str:
    body = "\n".join(figures)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Buckram: barcodes to scan</title>
<style>
body {{ font: 9pt/1.3 sans-serif; margin: 8mm; color: #000; background: #fff }}
main {{ display: grid; grid-template-columns: repeat(3, 1fr); gap: 5mm 6mm }}
figure {{ margin: 0; break-inside: avoid }}
figcaption {{ height: 2.6em; overflow: hidden }}
svg {{ width: 100%; height: 16mm; shape-rendering: crispEdges }}
code {{ font: 8pt monospace }}
</style></head><body>
<p>{escape(heading)} Start <code>buckram demo</code>, then scan.</p>
<main>
{body}
</main></body></html>
"""
