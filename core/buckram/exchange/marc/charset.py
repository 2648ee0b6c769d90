"""From the bytes of a field to text, whatever the leader says about the character set.

Leader/09 is wrong often enough that it decides only what is tried first. Each field is judged by
itself, because records with fields in several character sets exist.
"""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import pairwise

_ESCAPE = 0x1B
# A character that MARC-8 lacks may be written as a numeric character reference (MARC 21
# Specifications for Record Structure, "lossless conversion" of 2006).
_REFERENCE = re.compile(r"&#x[0-9A-Fa-f]{4,6};")

LATIN_1 = "Some text is neither UTF-8 nor MARC-8; it was read as Latin-1."
NOT_UTF_8 = "The leader says UTF-8, but some text is MARC-8; it was read as MARC-8."
NOT_MARC_8 = "The leader says MARC-8, but the text is UTF-8; it was read as UTF-8."
LOSSY = "Some characters could not be read and are lost in what is shown."


def decode(raw: bytes, *, says_utf8: bool, warnings: dict[str, None]) -> str:
    """The text of one field, subfield delimiters included.

    says_utf8: leader/09 is "a". warnings: receives the sentences above as keys, each once.
    """
    if raw.isascii() and _ESCAPE not in raw:
        text = raw.decode("ascii")
        return text if says_utf8 else _with_references(text)
    if _ESCAPE not in raw or says_utf8:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            if not says_utf8:
                warnings[NOT_MARC_8] = None
            return text
    if says_utf8 and _is_nearly_utf8(raw):
        warnings[LOSSY] = None
        return raw.decode("utf-8", "replace")
    text, faultless = _from_marc8(raw)
    if faultless:
        if says_utf8:
            warnings[NOT_UTF_8] = None
    elif _ESCAPE in raw:
        warnings[LOSSY] = None
    else:
        warnings[LATIN_1] = None
        return raw.decode("latin-1")
    return _with_references(text)


def _is_nearly_utf8(raw: bytes) -> bool:
    """Whether most of what is not ASCII is good UTF-8: one damaged character must not turn the rest."""
    high = sum(byte > 0x7F for byte in raw)
    good = len(raw.decode("utf-8", "ignore").encode()) - (len(raw) - high)
    return good > high // 2


def _with_references(text: str) -> str:
    if "&#x" not in text:
        return text
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text)


def _from_marc8(raw: bytes) -> tuple[str, bool]:
    """MARC-8 to NFC text, and whether the bytes can be MARC-8 and were all understood.

    Each subfield starts in the default character sets again.
    """
    parts: list[str] = []
    faultless = True
    for part in raw.split(b"\x1f"):
        if part.isascii() and _ESCAPE not in part:
            parts.append(part.decode("ascii"))
        else:
            text, sound = _subfield_from_marc8(part)
            parts.append(text)
            faultless = faultless and sound
    return "\x1f".join(parts), faultless


# Three bytes a character in the East Asian set; what is left over at the end of a run is damage, and
# pymarc would write about it on the terminal.
_EACC_LEFT_OVER = re.compile(rb"(\x1b\$,?1(?:[^\x1b]{3})*)[^\x1b]{1,2}(?=\x1b|$)")
_ESCAPE_SEQUENCE = re.compile(rb"\x1b(?:[(,)$-]+.|.)")


def _subfield_from_marc8(part: bytes) -> tuple[str, bool]:
    from pymarc.marc8 import marc8_to_unicode

    whole = _EACC_LEFT_OVER.sub(rb"\1", part)
    try:
        text: str = marc8_to_unicode(whole, hide_utf8_warnings=True)
    except (UnicodeDecodeError, ValueError):
        return _ESCAPE_SEQUENCE.sub(b"", part).decode("ascii", "replace"), False
    # pymarc puts a blank where a byte has no meaning in MARC-8, and says so only on stderr.
    sound = len(whole) == len(part) and text.count(" ") <= part.count(b" ")
    if _ESCAPE not in part:
        sound = sound and not _ends_in_diacritic(part) and not _has_stray_mark(text)
    return text, sound


def _ends_in_diacritic(part: bytes) -> bool:
    """In MARC-8 a diacritic stands before its letter, so one at the end means another character set."""
    return part[-1] >= 0xE0


def _has_stray_mark(text: str) -> bool:
    """Whether a diacritic sits on a blank or a full stop, as it does where Latin-1 is read as MARC-8."""
    return any(
        before in " .,;:)" and unicodedata.combining(mark)
        for before, mark in pairwise(text)
        if mark > "\u02ff"
    )
