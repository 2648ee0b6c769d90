"""Numbers and addresses of suppliers: what is right, and what is a slip of the keys.

Source: SAN is ANSI/NISO Z39.43 (six digits and a check digit modulo 11, weights 7 to 2); GLN is an EAN-13.
"""

from __future__ import annotations

import re

from buckram.errors import Refused

_WEIGHTS = (7, 6, 5, 4, 3, 2)
_MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


def san(text: str) -> str:
    """A standard address number as it is written, "169-1120". Raises Refused."""
    digits = re.sub(r"[^0-9X]", "", text.upper().removeprefix("SAN"))
    if not re.fullmatch(r"\d{6}[\dX]", digits):
        raise Refused(f"“{text.strip()}” is no SAN.", "A SAN has seven digits: 169-1120.")
    check = -sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11
    if digits[6] != ("X" if check == 10 else str(check)):
        raise Refused(
            f"The check digit of {digits[:3]}-{digits[3:]} is wrong.", "Compare it with the source."
        )
    return f"{digits[:3]}-{digits[3:]}"


def gln(text: str) -> str:
    """A global location number, 13 digits. Raises Refused."""
    from stdnum import ean
    from stdnum.exceptions import ValidationError

    digits = re.sub(r"[\s-]", "", text.upper().removeprefix("GLN"))
    if not re.fullmatch(r"\d{13}", digits):
        raise Refused(f"“{text.strip()}” is no GLN.", "A GLN has 13 digits.")
    try:
        return ean.validate(digits)
    except ValidationError as problem:
        raise Refused(f"The check digit of {digits} is wrong.", "Compare it with the source.") from problem


def mail(text: str) -> str:
    """One or more e-mail addresses, apart by commas. Raises Refused."""
    found = [part for part in re.split(r"[,;\s]+", text.strip()) if part]
    for part in found:
        if not _MAIL.fullmatch(part):
            raise Refused(f"“{part}” is no e-mail address.", "Type it like claims@agent.example.")
    return ", ".join(found)


def web(text: str) -> str:
    """A web address. Raises Refused."""
    text = text.strip()
    if not re.fullmatch(r"(https?://)?[^\s/.]+(\.[^\s/.]+)+(/\S*)?", text, re.IGNORECASE):
        raise Refused(f"“{text}” is no web address.", "Type it like https://agent.example/claims.")
    return text
