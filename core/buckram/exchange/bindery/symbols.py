"""Barcodes as bars: Code 39 (no check character) and Code 128, for numbers of tickets and lots."""

from __future__ import annotations

from itertools import groupby

CODE39, CODE128, NONE = "code39", "code128", "none"

QUIET = 10
"""Modules that stay white on either side (both standards want ten)."""


def modules(text: str, kind: str) -> str:
    """The symbol as a row of modules, "1" black and "0" white, without the white margins; "" for `none`.

    Raises ValueError for a character that the symbols do not have: numbers of ours are letters and digits.
    """
    if kind == NONE:
        return ""
    if not text.isascii() or not text.isalnum() or text != text.upper():
        raise ValueError(f"no barcode is made of {text!r}")
    # python-barcode gives the modules themselves; its own writers draw pictures, which a PDF need not hold.
    from barcode.codex import Code39, Code128

    symbol = Code39(text, add_checksum=False) if kind == CODE39 else Code128(text)
    return str(symbol.build()[0])


def bars(text: str, kind: str) -> list[tuple[int, int]]:
    """(begin, width) of each black bar, in modules."""
    found: list[tuple[int, int]] = []
    at = 0
    for colour, group in groupby(modules(text, kind)):
        width = len(list(group))
        if colour == "1":
            found.append((at, width))
        at += width
    return found
