"""EAN-13 with its add-on as bars: the modules that a scanner sees (ISO/IEC 15420)."""

from __future__ import annotations

_LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111",
         "0001011")  # fmt: skip
"""Odd parity. The right half is its complement, even parity is the right half read backwards."""

_PARITY_OF_FIRST = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL",
                    "LGGLGL")  # fmt: skip
_PARITY_OF_TWO = ("LL", "LG", "GL", "GG")
QUIET = 9
"""Light modules on either side and between a barcode and its add-on."""


def ean13_modules(code: str) -> str:
    """Ninety-five modules, "1" for dark. code: thirteen digits; twelve are a UPC-A."""
    digits = code.zfill(13)
    parities = _PARITY_OF_FIRST[int(digits[0])]
    left = "".join(_module(d, p) for d, p in zip(digits[1:7], parities, strict=True))
    right = "".join(_module(d, "R") for d in digits[7:])
    return f"101{left}01010{right}101"


def addon_modules(two: str) -> str:
    """The twenty modules of a two-digit add-on, which has no check digit but its parities."""
    parities = _PARITY_OF_TWO[int(two) % 4]
    return "1011" + "01".join(_module(d, p) for d, p in zip(two, parities, strict=True))


def modules(code: str, addon: str = "") -> str:
    """The whole symbol with its quiet zones."""
    quiet = "0" * QUIET
    symbol = ean13_modules(code)
    return f"{quiet}{symbol}{quiet}{addon_modules(addon) + quiet if addon else ''}"


def _module(digit: str, parity: str) -> str:
    odd = _LEFT[int(digit)]
    if parity == "L":
        return odd
    even = odd.translate(str.maketrans("01", "10"))
    return even if parity == "R" else even[::-1]
