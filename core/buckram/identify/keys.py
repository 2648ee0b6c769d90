"""What of a printed code tells the title: without price, variant, issue and check digit."""

from __future__ import annotations

from buckram.identify.readings import (
    Coden,
    Ean,
    IssnScan,
    Link,
    PressCode,
    Reading,
    Sici,
    Sisac,
    UpcScan,
    Words,
)

CodeKey = tuple[str, str]
"""(scheme, key), as the library keeps what a code means: `issn` 9770028083, `upc` 07447003462."""

LONGEST = 200
"""A longer text in a QR code is no name of a title."""

_SHORTEST_OTHER = 4


def code_key(reading: Reading) -> CodeKey | None:
    """Under what a code is remembered, or None: what has to be scanned again, a library's own barcode (it
    belongs to a piece) and words are no codes of a title.

    EAN with prefix 977: its first ten digits. UPC-A: eleven. Germany: the object number. Japan: the
    magazine code. France, Spain and every other EAN: all but the check digit. An address: host and path.
    A code of a form that is nobody's standard (Code 39 of an agent): its characters.
    """
    match reading:
        case IssnScan():
            return "issn", reading.key
        case UpcScan():
            return "upc", reading.key
        case PressCode(country="ES"):
            # Without its add-on it reads as any other EAN, and has to be found under the same key.
            return "ean", reading.key
        case PressCode():
            return "press", reading.country + reading.key
        case Ean():
            return "ean", reading.code[:-1]
        case Sici() | Sisac():
            return "sici", reading.issn.replace("-", "")
        case Link() if len(reading.key) <= LONGEST:
            return "link", reading.key
        case Words() | Coden():
            text = reading.text.upper()
            coded = any(c.isdigit() for c in text) and not any(c.isspace() for c in text)
            return ("other", text) if coded and _SHORTEST_OTHER <= len(text) <= LONGEST else None
        case _:
            return None


def kin(key: CodeKey) -> str:
    """What a code shares with its kin: a code learnt with the same beginning makes a title likely, not sure.

    The address's host; the first seven digits of a French press code, whose price or issue may stand
    behind them. "" where nothing can be said.
    """
    scheme, value = key
    if scheme == "link":
        return value.split("/")[0] + "/"
    return value[:9] if scheme == "press" and value.startswith("FR") else ""


def spelled(key: CodeKey) -> str:
    """A code key as people know it: 0028-0836, UPC 07447003462, DE 12345, nature.com/nature."""
    scheme, value = key
    match scheme:
        case "issn":
            return f"EAN {value[:3]} {value[3:]}"
        case "upc" | "ean":
            return f"{scheme.upper()} {value}"
        case "press":
            return f"{value[:2]} {value[2:]}"
        case "sici":
            return f"SICI {value[:4]}-{value[4:]}"
        case _:
            return value
