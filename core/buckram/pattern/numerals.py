"""The numerals of 863 $a-$h: Arabic, letters, Roman, symbols, and what is written round them.

The forms are those of 853 $z (type, case, script): "acrn##" upper-case Roman, "bblatn" lower-case letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Form(Enum):
    """How a number is written."""

    ARABIC = "arabic"
    ROMAN = "roman"
    LETTERS = "letters"
    SYMBOLS = "symbols"


@dataclass(frozen=True, slots=True)
class Style:
    """A form with its particulars. alphabet: of LETTERS, the symbol of SYMBOLS, the digits of ARABIC."""

    form: Form
    alphabet: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A value that can be counted on from: first and last number (the same unless combined) and the style."""

    first: int
    last: int
    style: Style


LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALPHABETS = {
    "latn": LATIN,
    "grek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "cyrl": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
}
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ROMAN_FORM = re.compile(r"M{0,9}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", re.IGNORECASE)
_ORDINAL_ENDINGS = {"st", "nd", "rd", "th", "er", "re", "e", "ème", "º", "ª", "o", "."}


def roman(number: int) -> str:
    """A number above 0 in upper-case Roman numerals."""
    out = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out.append(letters * count)
    return "".join(out)


def from_roman(text: str) -> int:
    """The number of a Roman numeral, 0 where it is none."""
    if not text or not _ROMAN_FORM.fullmatch(text):
        return 0
    rest, total = text.upper(), 0
    for value, letters in _ROMAN:
        while rest.startswith(letters):
            total, rest = total + value, rest[len(letters) :]
    return total


def letters(number: int, alphabet: str) -> str:
    """1 is the first letter, and after the last one come pairs: A, B ... Z, AA, AB."""
    out = ""
    while number > 0:
        number, at = divmod(number - 1, len(alphabet))
        out = alphabet[at] + out
    return out


def from_letters(text: str, alphabet: str) -> int:
    """The inverse of `letters`; 0 where a character is not in the alphabet."""
    number = 0
    for character in text:
        at = alphabet.find(character)
        if at < 0:
            return 0
        number = number * len(alphabet) + at + 1
    return number


def read_numeral(text: str, scheme: str = "") -> Numeral | None:
    """A recorded value as something that can be counted on from, None where it has no number.

    text: "12", "<5>", "[3]", "1/2", "7-9" (its end counts), "A12", "36B", "XII", "C". scheme: 853 $z, which
    decides between a letter and a Roman numeral; without it a lone letter other than I, V, X is a letter.
    """
    bare = re.sub(r"[\[\]<>?]", "", text).strip()
    if match := re.fullmatch(r"([^-]*\w)\s*-\s*(\w[^-]*)", bare):
        bare = match[2]
    parts = [part.strip() for part in bare.split("/")]
    style, first = _read_one(parts[0], scheme)
    if first == 0:
        return None
    last = first
    if len(parts) > 1:
        _, last = _read_one(parts[-1], scheme)
        if last < first:
            # no.123/4 stands for 123/124
            short = re.fullmatch(r"\d+", parts[-1])
            last = int(str(first)[: -len(parts[-1])] + parts[-1]) if short and last else 0
        if last < first:
            return None
    return Numeral(first, last, style)


def _read_one(text: str, scheme: str) -> tuple[Style, int]:
    """Style and number of one part; number 0 where there is none."""
    scheme = scheme.lower()
    if scheme[:1] == "e" and text and len(set(text)) == 1 and not text.isalnum():
        return Style(Form.SYMBOLS, text[0]), len(text)
    if scheme[:1] == "b":
        alphabet = _ALPHABETS.get(scheme[2:6], LATIN)
        alphabet = alphabet.lower() if text.islower() else alphabet
        if number := from_letters(text, alphabet):
            return Style(Form.LETTERS, alphabet), number
    if match := re.fullmatch(r"(\D*?)(\d{1,15})(\D*)", text):
        before, digits, after = match.groups()
        zero = next((d for d in digits if not d.isascii()), "")
        alphabet = "".join(chr(ord(zero) - int(zero) + n) for n in range(10)) if zero else ""
        if after.lower() in _ORDINAL_ENDINGS:
            after = ""
        return Style(Form.ARABIC, alphabet, before, after), int(digits)
    plain = scheme[:1] in ("", "a")
    if plain and (scheme[2:4] == "rn" or len(text) > 1 or text.upper() in "IVX") and (n := from_roman(text)):
        return Style(Form.ROMAN, "lower" if text.islower() else ""), n
    if scheme[2:4] != "rn" and len(text) == 1:
        for known in _ALPHABETS.values():
            for alphabet in (known, known.lower()):
                if text in alphabet:
                    return Style(Form.LETTERS, alphabet), alphabet.index(text) + 1
    return Style(Form.ARABIC), 0


def writer(style: Style) -> Callable[[int], str]:
    """A function that writes a number in this style."""
    match style.form:
        case Form.ROMAN:
            return (lambda n: roman(n).lower()) if style.alphabet else roman
        case Form.LETTERS:
            return lambda n: letters(n, style.alphabet)
        case Form.SYMBOLS:
            return lambda n: style.alphabet * n
    if style.alphabet:
        table = str.maketrans("0123456789", style.alphabet)
        return lambda n: style.before + str(n).translate(table) + style.after
    if style.before or style.after:
        return lambda n: f"{style.before}{n}{style.after}"
    return str
