"""GS1 element strings and Digital Link addresses: the GTIN inside, and the variant that carries the issue.

The add-on of a serial has no application identifier of its own; publishers put it into 22 (consumer
product variant).
"""

from __future__ import annotations

import re

SEPARATOR = "\x1d"

# AIM identifiers under which data are a GS1 element string: GS1-128, GS1 DataBar, GS1 QR, GS1 DataMatrix.
SYMBOLOGIES = frozenset({"C1", "e0", "Q3", "d2", "J1"})

_LINK = re.compile(r"https?://[^\s]*?/01/(\d{14})(?:/22/([0-9A-Za-z]{1,20}))?(?=[/?#]|$)", re.ASCII)
_BRACKETED = re.compile(r"\(01\)\s*(\d{14})\s*(?:\(22\)\s*([0-9A-Za-z]{1,20}))?", re.ASCII)
_ELEMENTS = re.compile(r"01(\d{14})(?:22([0-9A-Za-z]{1,20}))?(?=\x1d|$|1[0157]|21)", re.ASCII)


def gtin(text: str, symbology: str = "") -> tuple[str, str | None] | None:
    """The 14-digit GTIN and the add-on (two or five digits) of GS1 data, or None if it is not GS1 data.

    text may begin with the FNC1 separator. The check digit is not verified here.
    """
    match = _LINK.match(text) or _BRACKETED.match(text)
    if match is None and (symbology in SYMBOLOGIES or text.startswith(SEPARATOR)):
        match = _ELEMENTS.match(text.lstrip(SEPARATOR))
    if match is None:
        return None
    variant = match[2] or ""
    return match[1], variant if len(variant) in (2, 5) and variant.isdigit() else None
