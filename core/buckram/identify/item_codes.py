"""The library's own barcodes: what has their form, and whether the check digit is right.

Rules: 14-digit Codabar with a Luhn check digit (standards 4.7), Code 39 with its modulo-43 check character
(ISO/IEC 16388, annex A), none, or a regular expression of the library's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from buckram.errors import Refused

LUHN14, MOD43, NONE = "luhn14", "code39mod43", "none"
_CHECKS = ("luhn", "mod43", "none")
_CODE39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Rule:
    """How the library's barcodes are made.

    form: what every one of them matches. check: luhn, mod43 or none. anything: its form tells nothing.
    """

    form: re.Pattern[str]
    check: str
    words: str
    anything: bool = False


def rule(text: str, institution: str = "") -> Rule:
    """The rule that a setting says. institution: digits 2-5 of luhn14, "" for any.

    "luhn14", "code39mod43", "none", or a regular expression, with " + luhn" or " + mod43" behind it for its
    check. Raises Refused for an expression that is none.
    """
    text = text.strip()
    if text in {LUHN14, ""}:
        words = f"14 digits, 3{institution or '....'} and so on"
        return Rule(re.compile(rf"3{institution or '[0-9]{4}'}[0-9]{{9}}"), "luhn", words)
    if text == MOD43:
        return Rule(re.compile(r"[0-9A-Z$/+%.-]{3,24}"), "mod43", "Code 39 with a check character", True)
    if text == NONE:
        # Something of a number must be in it, or every word that is typed would be a barcode.
        return Rule(re.compile(r"(?=.*[0-9])[0-9A-Za-z$/+%._-]{3,24}"), "none", "any code", True)
    form, _, check = text.rpartition(" + ")
    form, check = (form.strip(), check.strip()) if form and check.strip() in _CHECKS else (text, "none")
    try:
        return Rule(re.compile(form), check, f"the form {form}")
    except re.error as problem:
        raise Refused(
            f"“{form}” is no regular expression ({problem}).",
            "Say luhn14, code39mod43, none, or an expression such as L[0-9]{6} + luhn.",
        ) from problem


def plain(raw: str) -> str:
    """A code without what the scanner put round it: blanks, the AIM identifier, the stars of Code 39."""
    code = _AIM.sub("", raw.strip(), count=1) if raw.strip().startswith("]") else raw.strip()
    if len(code) > 2 and code[0] == code[-1] == "*":
        code = code[1:-1]
    return code.encode("utf-8", "ignore").decode("utf-8")


def fits(code: str, of: Rule) -> bool:
    """Whether a code has the form of the library's barcodes; its check may be wrong."""
    return of.form.fullmatch(code) is not None


def wrong(code: str, of: Rule) -> str:
    """What is the matter with a code as a barcode of the library's, in a sentence; "" for nothing."""
    if not fits(code, of):
        return f"{code} does not have the form of this library's barcodes ({of.words})."
    if of.check == "luhn":
        from stdnum import luhn

        digits = re.sub(r"[^0-9]", "", code)
        if not luhn.is_valid(digits):
            right = luhn.calc_check_digit(digits[:-1]) if len(digits) > 1 else "?"
            return f"The check digit of {code} is wrong: {right} would be right."
    if of.check == "mod43" and not mod43(code):
        return f"The check character of {code} is wrong."
    return ""


def mod43(code: str) -> bool:
    """Whether the last character is the modulo-43 check of the others."""
    if len(code) < 2 or any(c not in _CODE39 for c in code):
        return False
    return _CODE39[sum(map(_CODE39.index, code[:-1])) % 43] == code[-1]
