"""What was scanned or typed: one line in, one reading out, and never an exception.

The order of the questions matters: what the scanner wrapped round the code comes off first, codes with a
check digit come before words, and a foreign keyboard layout is thought of only when nothing else fits.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from buckram.identify import gs1
from buckram.identify.barcodes import RESCAN, RETYPE, article, is_date, number, typed_issn, wrong_check
from buckram.identify.layouts import meant_instead
from buckram.identify.readings import (
    AddonOnly,
    Coden,
    Ean,
    IssnScan,
    Link,
    Reading,
    Rejected,
    RejectionKind,
    Sisac,
    Source,
    Words,
)
from buckram.identify.sici import looks_like_sici, read_sici

# ISO/IEC 15424: "]", a letter for the symbology, a modifier.
_AIM = re.compile(r"\]([A-Za-z][0-9A-Za-z])")
# Older scanners put one letter before the code: A UPC/EAN, B Code 39, C Codabar, D Code 128.
_LETTERED = re.compile(r"([A-D])([\d -]{8,})", re.IGNORECASE | re.ASCII)
_LETTER_MEANS = {"A": "E", "B": "", "C": "F", "D": ""}
_CODABAR = re.compile(r"C?[A-D](\d{14})[A-D]", re.IGNORECASE | re.ASCII)

_ISSN = re.compile(r"(\d{4})[- ]?(\d{3}[\dX])", re.IGNORECASE | re.ASCII)
_LABELLED = re.compile(
    r"(?:urn:|https?://\S*/)?[ep]?-?ISSN(?:-L)?[\s:.#/]*(\d[\dX\s-]*)", re.IGNORECASE | re.ASCII
)
_ISBN10 = re.compile(r"\d{9}X", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"\d[\d -]*\d", re.ASCII)
# ISSN, a format code of three digits, a date, a format code of four digits, numbers.
_SISAC = re.compile(r"(\d{4}-\d{3}[\dX])(\d{11,})", re.IGNORECASE | re.ASCII)
_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+(?::\d+)?)(/[^\s?#]*)?(?:[?#]\S*)?", re.ASCII
)
_CODEN = re.compile(r"[A-Z]{5}[A-Z\d]", re.ASCII)

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")


def read(raw: str, *, institution: str | None = None) -> Reading:
    """What one line from the scanner or the keyboard is.

    raw: the line as it came, with or without its ending. institution: digits 2-5 of the library's own
    14-digit barcodes, if it has them. Never raises; a line that must not be acted upon is a `Rejected`.
    """
    text = _printable(raw)
    if not text.strip():
        if raw.strip():
            return Rejected(
                raw, RejectionKind.CONTROL, "The scanner sent control characters and no code.", RESCAN
            )
        return Rejected(raw, RejectionKind.EMPTY, "Nothing was scanned or typed.")
    plain = _plain(text)
    reading = _code(plain, raw, institution) or _garbled(plain, raw, institution)
    if reading is not None:
        return reading
    words = " ".join(text.replace(gs1.SEPARATOR, " ").split())
    return Coden(raw, words) if _CODEN.fullmatch(words) else Words(raw, words)


def _printable(raw: str) -> str:
    """Without control characters, byte-order marks and undecodable bytes; tabs and line ends become blanks.

    The GS1 separator (FNC1) stays, it tells element strings from other digits.
    """
    if raw.isprintable():
        return raw.strip()
    kept = []
    for character in raw:
        if character.isspace() and character != gs1.SEPARATOR:
            kept.append(" ")
        elif character == gs1.SEPARATOR or (
            unicodedata.category(character) not in ("Cc", "Cs") and character != "\ufeff"
        ):
            kept.append(character)
    text = "".join(kept).strip(" ")
    return text if text.strip(gs1.SEPARATOR) else ""


def _plain(text: str) -> str:
    """Full-width and native digits as ASCII, dashes as hyphens: input methods change them on the way."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text.translate(_DASHES))
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def _code(text: str, raw: str, institution: str | None) -> Reading | None:
    """`text` as a code (right or wrong), or None where it does not have the form of one."""
    if _AIM.match(text):
        return _identified(text, raw, institution)
    return _bare(text, raw, institution)


def _identified(text: str, raw: str, institution: str | None) -> Reading | None:
    """A scan with AIM identifiers: one symbol, or a symbol and its add-on."""
    pieces = _AIM.split(text)[1:]
    symbols = [(aim, data.strip(" -")) for aim, data in zip(pieces[::2], pieces[1::2], strict=True)]
    addons = [data for aim, data in symbols if aim in ("E1", "E2")]
    mains = [(aim, data) for aim, data in symbols if aim not in ("E1", "E2")]
    if len(mains) > 1 or len(addons) > 1:
        return Rejected(raw, RejectionKind.LENGTH, "Two barcodes arrived as one.", "Scan them one by one.")
    addon = addons[0] if addons else ""
    if addons and (len(addon) not in (2, 5) or not addon.isdigit()):
        return Rejected(
            raw, RejectionKind.LENGTH, f"The add-on {addon[:20]!r} has neither two nor five digits.", RESCAN
        )
    if not mains:
        return AddonOnly(raw, addon)
    aim, data = mains[0]
    if not data:
        return Rejected(raw, RejectionKind.CONTROL, "The scanner named a symbol and sent no code.", RESCAN)
    if aim[0] == "E":
        digits = re.sub(r"\D", "", data)
        if len(digits) == 8 and addon:
            # Joined, ten digits would read as an ISBN and thirteen as an EAN-13.
            main = number(digits, raw, symbology="E")
            return replace(main, addon=addon) if isinstance(main, Ean) else main
        return number(digits + addon, raw, symbology="E")
    return _bare(data, raw, institution, aim)


def _bare(text: str, raw: str, institution: str | None, aim: str = "") -> Reading | None:
    """A code without its identifier, or None. aim: the identifier that stood before it, or ""."""
    packed = gs1.gtin(text, aim)
    if packed is not None:
        return _packed(*packed, raw)
    text = text.replace(gs1.SEPARATOR, "")
    capitals = text.upper()
    if looks_like_sici(capitals):
        return read_sici(capitals, raw)
    if match := _LABELLED.fullmatch(text):
        return _labelled(match[1], raw)
    if link := _link(text, raw):
        return link
    if (match := _SISAC.fullmatch(text)) and isinstance(
        issn := typed_issn(match[1].replace("-", ""), raw), IssnScan
    ):
        return Sisac(raw, issn.issn, match[2])
    if match := _CODABAR.fullmatch(text):
        return number(match[1], raw, symbology="F")
    if match := _LETTERED.fullmatch(text):
        return _lettered(match[1].upper(), match[2], raw, institution)
    if match := _ISSN.fullmatch(text):
        return _eight(text, match[1] + match[2], raw)
    if _ISBN10.fullmatch(text):
        return _isbn10(text.upper(), raw)
    if _NUMBER.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        if len(digits) >= 8:
            return number(digits, raw, symbology=aim[:1], institution=institution)
    return None


def _packed(gtin: str, addon: str | None, raw: str) -> Reading:
    from stdnum import ean

    if not ean.is_valid(gtin):
        return wrong_check(gtin, raw)
    if gtin[0] != "0":
        return Rejected(
            raw, RejectionKind.LENGTH, f"{gtin} is the code of a carton, not of a piece.", "Scan the piece."
        )
    return article(gtin[1:], raw, addon=addon, source=Source.GS1)


def _link(text: str, raw: str) -> Link | None:
    """A web address; without `http` or `www.` before it, words may well look like one (no.3/4)."""
    if not text.lower().startswith(("http://", "https://", "www.")):
        return None
    match = _LINK.fullmatch(re.sub(r"^https?", lambda m: m[0].lower(), text, flags=re.IGNORECASE))
    return Link(raw, match[1].lower().removeprefix("www.") + (match[2] or "").rstrip("/")) if match else None


def _labelled(number_part: str, raw: str) -> Reading:
    """Something typed after the word ISSN."""
    eight = re.sub(r"[\s-]", "", number_part).upper()
    if re.fullmatch(r"\d{7}[\dX]", eight):
        return typed_issn(eight, raw)
    return Rejected(
        raw, RejectionKind.LENGTH, f"An ISSN has eight characters, not {len(eight)} ({eight[:20]}).", RETYPE
    )


def _lettered(letter: str, data: str, raw: str, institution: str | None) -> Reading | None:
    digits = re.sub(r"\D", "", data)
    reading = number(digits, raw, symbology=_LETTER_MEANS[letter], institution=institution)
    # "B 12345678" is a shelf mark sooner than a scan: a letter and eight digits must prove themselves.
    if len(digits) < 12 and isinstance(reading, Rejected | Words):
        return None
    return reading


def _eight(text: str, eight: str, raw: str) -> Reading | None:
    """Eight characters in the form of an ISSN; they may be a year range or a day that somebody typed."""
    if "-" in text or eight[-1] in "Xx":
        reading = typed_issn(eight, raw)
        years = eight.isdigit() and 1500 <= int(eight[:4]) < int(eight[4:]) <= int(eight[:4]) + 50
        return None if years and isinstance(reading, Rejected) else reading
    reading_of_digits = number(eight, raw)
    if " " in text and isinstance(reading_of_digits, Rejected):
        return None
    return None if is_date(eight) and isinstance(reading_of_digits, Words) else reading_of_digits


def _isbn10(text: str, raw: str) -> Reading | None:
    from stdnum import isbn

    return article(isbn.to_isbn13(text), raw) if isbn.is_valid(text) else None


def _garbled(text: str, raw: str, institution: str | None) -> Rejected | None:
    """The rejection for a scan through a foreign keyboard layout, or None where it does not look like one."""
    unread: tuple[str, str] | None = None
    for layout, meant in meant_instead(text):
        reading = _code(meant, raw, institution)
        if isinstance(reading, Rejected) and not re.search(r"[^\W_]", text.translate(_ACCENTED_DIGITS)):
            unread = unread or (layout, meant)
        elif reading is not None and not isinstance(reading, Rejected | Words | AddonOnly):
            return _keyboard(layout, meant, raw)
    return _keyboard(*unread, raw) if unread else None


# The letters among the unshifted digit keys of the French, Czech, Slovak and Hungarian keyboards.
_ACCENTED_DIGITS = dict.fromkeys(map(ord, "éèçàěščřžýáíľťö"), " ")


def _keyboard(layout: str, meant: str, raw: str) -> Rejected:
    how = "with Shift held down" if layout.startswith("Shift") else f"on a {layout} keyboard"
    return Rejected(
        raw,
        RejectionKind.KEYBOARD,
        f"The scanner and the terminal use different keyboard layouts: this looks like {meant} {how}.",
        "Set the scanner to the keyboard of this terminal, then scan it again.",
        meant,
    )
