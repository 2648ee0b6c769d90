"""Strings of digits: which number they are, by length and check digit.

ISSN (ISO 3297), EAN/UPC (GS1 General Specifications), 14-digit library Codabar, and the national press
codes that live in EAN-13 (Japan 491, Germany 414 and 419, France 378 and 379, Spain 84).
"""

from __future__ import annotations

from buckram.identify.readings import (
    Ean,
    IssnScan,
    ItemBarcode,
    PressCode,
    Reading,
    Rejected,
    RejectionKind,
    Source,
    UpcScan,
    Words,
)

RESCAN = "Scan it again."
RETYPE = "Compare it with the piece and type it again."

# AIM symbology letters: E is EAN/UPC, F is Codabar, I is Interleaved 2 of 5 (a GTIN-14 on a carton).
_EAN, _CODABAR = "E", "F"


def typed_issn(eight: str, raw: str) -> IssnScan | Rejected:
    """Eight characters in the form of an ISSN (no hyphen), with its check digit verified."""
    from stdnum import issn

    eight = eight.upper()
    shown = f"{eight[:4]}-{eight[4:]}"
    if issn.is_valid(eight):
        return IssnScan(raw, shown)
    right = issn.calc_check_digit(eight[:7])
    return Rejected(
        raw,
        RejectionKind.CHECK_DIGIT,
        f"{shown} is not an ISSN: after {shown[:-1]} the check digit is {right}, not {eight[7]}.",
        RETYPE,
    )


def number(digits: str, raw: str, *, symbology: str = "", institution: str | None = None) -> Reading:
    """A string of at least eight digits as a reading.

    symbology: letter of the AIM identifier if the scanner sent one, else "".
    institution: digits 2-5 of the library's own barcodes, which decide between a library barcode and
    a UPC with add-on where both check digits are right.
    """
    from stdnum import ean

    match len(digits):
        case 8:
            return _eight(digits, raw, symbology)
        case 10:
            return _ten(digits, raw)
        case 12 | 13 if ean.is_valid(digits):
            return article(digits, raw)
        case 14:
            return _fourteen(digits, raw, symbology, institution)
        case 15 | 18 if ean.is_valid(digits[:13]):
            return article(digits[:13], raw, addon=digits[13:])
        case 17 if ean.is_valid(digits[:12]):
            return article(digits[:12], raw, addon=digits[12:])
        case 16 if digits.startswith("010977") and ean.is_valid(digits[2:]):
            return article(digits[3:], raw, source=Source.GS1)  # a GS1-128 symbol without its identifier
        case 12 | 13 | 15 | 17 | 18:
            return wrong_check(digits, raw)
        case _:
            return Rejected(
                raw,
                RejectionKind.LENGTH,
                f"No barcode on a serial has {len(digits)} digits ({digits[:30]}).",
                RESCAN,
            )


def article(
    code: str, raw: str, *, addon: str | None = None, source: Source = Source.EAN
) -> IssnScan | UpcScan | PressCode | Ean:
    """A verified UPC-A or EAN-13 by its prefix."""
    from stdnum import issn

    if len(code) == 12:
        return UpcScan(raw, code, addon)
    if code.startswith("0"):
        return UpcScan(raw, code[1:], addon)
    if code.startswith("977"):
        seven = code[3:10]
        return IssnScan(
            raw, f"{seven[:4]}-{seven[4:]}{issn.calc_check_digit(seven)}", addon, code[10:12], source
        )
    if code.startswith("491"):
        return _japanese(code, raw, addon)
    if code.startswith(("414", "419")):
        # Digits 9-12 are the price: the object number alone names the title.
        return PressCode(raw, "DE", code[3:8], code, addon)
    if code.startswith(("378", "379")):
        return PressCode(raw, "FR", code[:12], code, addon)
    if code.startswith("84") and addon is not None and len(addon) == 5:
        return PressCode(raw, "ES", code[:12], code, addon)
    return Ean(raw, code, addon)


def wrong_check(digits: str, raw: str) -> Rejected:
    """The sentence for a barcode that was misread."""
    return Rejected(
        raw,
        RejectionKind.CHECK_DIGIT,
        f"The check digit of {digits} is wrong: the barcode was misread or misprinted.",
        RESCAN,
    )


def _japanese(code: str, raw: str, addon: str | None) -> PressCode:
    # Weeklies (2, 3) and monthlies (0, 1) use the fifth digit of the magazine code for the week of sale or
    # for an extra number: a title kept under all five would have to be taught again every week.
    magazine = code[4:9]
    key = magazine[:4] if magazine[0] in "0123" else magazine
    return PressCode(raw, "JP", key, code, addon, issue=code[9:11])


def _eight(digits: str, raw: str, symbology: str) -> Reading:
    from stdnum import ean

    reading = typed_issn(digits, raw)
    if isinstance(reading, IssnScan) and symbology != _EAN:
        return reading
    if ean.is_valid(digits):
        return Ean(raw, digits)
    if symbology == _EAN:
        return wrong_check(digits, raw)
    if is_date(digits):
        return Words(raw, digits)
    return reading


def _ten(digits: str, raw: str) -> Reading:
    from stdnum import isbn

    if isbn.is_valid(digits):
        return Ean(raw, isbn.to_isbn13(digits))
    return Rejected(
        raw, RejectionKind.LENGTH, f"{digits} has ten digits and is neither an ISSN nor an ISBN.", RESCAN
    )


def _fourteen(digits: str, raw: str, symbology: str, institution: str | None) -> Reading:
    from stdnum import ean, luhn

    library = digits[0] in "23" and luhn.is_valid(digits)
    upc = ean.is_valid(digits[:12])
    if symbology == _CODABAR:
        return ItemBarcode(raw, digits) if library else wrong_check(digits, raw)
    if symbology != _EAN:
        if library and institution is not None and digits[1:5] == institution:
            return ItemBarcode(raw, digits)
        if digits.startswith("0977") and ean.is_valid(digits):
            return article(digits[1:], raw, source=Source.GS1)
    if upc:
        return article(digits[:12], raw, addon=digits[12:])
    if symbology != _EAN:
        if library:
            return ItemBarcode(raw, digits)
        if digits[0] == "0" and ean.is_valid(digits):
            return article(digits[1:], raw, source=Source.GS1)
    return wrong_check(digits, raw)


def is_date(digits: str) -> bool:
    """Whether eight digits can be a day as `yyyymmdd`."""
    return "1500" <= digits[:4] <= "2199" and "01" <= digits[4:6] <= "12" and "01" <= digits[6:] <= "31"
