"""The numbers that stand on the pieces: publishers' barcodes with their add-ons, and the library's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from buckram.identify import AddonScheme, lowest_level

INSTITUTION = "0999"
"""Of the demonstration library, in its own 14-digit barcodes."""


def ean_of_issn(issn: str, variant: str = "00") -> str:
    """The thirteen digits on a cover: 977, the ISSN without its check digit, a variant, a check digit."""
    from stdnum.ean import calc_check_digit

    digits = f"977{issn.replace('-', '')[:7]}{variant}"
    return digits + str(calc_check_digit(digits))


def item_barcode(number: int) -> str:
    """The library's barcode for a piece: type 3, institution, eight digits, Luhn check digit."""
    from stdnum.luhn import calc_check_digit

    digits = f"3{INSTITUTION}{number:08}"
    return digits + str(calc_check_digit(digits))


def addon_of(scheme: str, values: Mapping[str, str], published_on: date | None) -> str | None:
    """The two digits that a publisher who follows `scheme` prints beside the barcode; None for none.

    scheme: a name of `identify.AddonScheme`, or "". values: subfields of 863; of a combined issue the first
    number or month counts.
    """
    number = (values.get(lowest_level(values)) or "").split("/")[0]
    month = (values.get("j") or "").split("/")[0]
    match scheme:
        case AddonScheme.ISSUE_NUMBER | AddonScheme.RUNNING_MOD_100:
            return f"{int(number) % 100:02}" if number else None
        case AddonScheme.MONTH:
            return month if month and int(month) <= 12 else None
        case AddonScheme.WEEK:
            return f"{published_on.isocalendar().week:02}" if published_on else None
        case _:
            return None
