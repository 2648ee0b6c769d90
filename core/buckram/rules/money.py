"""Money: exact amounts in a currency, as they are typed, told and added up. Nothing here is ever a float.

Currencies are the codes of ISO 4217. Amounts of different currencies are never added: a total is one amount
for each of them, and what it comes to in the library's own is told beside it, with the rates it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from buckram.errors import Refused

_ACTIVE = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF
CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL
HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD
MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG
QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD
TWD TZS UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_DOLLARS = "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP BBD BMD BSD JMD TTD"

CODES = frozenset(_ACTIVE.split())
"""ISO 4217: the active codes of currencies that people pay in."""

_DECIMALS = {
    **dict.fromkeys(_WITHOUT_DECIMALS.split(), 0),
    **dict.fromkeys(_THREE_DECIMALS.split(), 3),
    "CLF": 4,
    "UYW": 4,
}

_SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "₽": "RUB", "zł": "PLN", "kč": "CZK"}

_SHARED = {
    "$": frozenset(_DOLLARS.split()),
    "¥": frozenset(("JPY", "CNY")),
    "kr": frozenset(("DKK", "ISK", "NOK", "SEK")),
}
"""Signs that several currencies write: they say nothing unless one of those is meant anyway."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency; negative for a credit."""

    amount: Decimal
    currency: str

    @property
    def words(self) -> str:
        """ "1234.50 EUR": no grouping, so that it is read back as it was written."""
        return f"{told(self.amount, self.currency)} {self.currency}"


def decimals(currency: str) -> int:
    """How many decimals amounts of a currency have (ISO 4217: JPY 0, EUR 2, KWD 3)."""
    return _DECIMALS.get(currency, 2)


def currency_code(typed: str) -> str:
    """The code of a currency as it was typed ("eur", "€"). Raises Refused."""
    text = typed.strip()
    code = _SIGNS.get(text.lower(), text.upper())
    if code in CODES:
        return code
    if text.lower() in _SHARED:
        raise Refused(f"{text} is the sign of several currencies.", "Type the code, such as USD.")
    raise Refused(f"“{text}” is no currency.", "Type its code of three letters, such as EUR or USD.")


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount with the decimals of its currency, half a unit rounded up."""
    return amount.quantize(Decimal(1).scaleb(-decimals(currency)), ROUND_HALF_UP)


def told(amount: Decimal, currency: str) -> str:
    """The amount with the decimals of its currency: "1234.50"."""
    return f"{rounded(amount, currency):f}"


_TYPED = re.compile(r"(?P<before>[^\d\s.,'’+-]*)\s*(?P<sign>[+-]?)\s*(?P<number>\d[\d\s.,'’]*)(?P<after>\D*)")
_MARKS = re.compile(r"[\s.,'’]")


def typed_money(text: str, currency: str = "", *, credit: bool = False) -> Money:
    """The money that was typed: "1.234,50", "1,234.50 USD", "€ 1234", "1 234.50".

    currency: the one that is meant when none is typed. credit: it may be negative. The last mark is the
    decimal one where there are two kinds; where there is one it divides thousands when it comes again, and
    decimals when not as many digits follow as thousands have. Raises Refused for anything else, and for what
    may be read in two ways.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise Refused(f"“{text.strip()}” is no amount.", "Type it like 1234.50, or 1234.50 USD.")
    sign = found["before"].strip() or found["after"].strip()
    if found["before"].strip() and found["after"].strip():
        raise Refused(f"“{text.strip()}” names its currency twice.", "Type it like 1234.50 USD.")
    code = _currency(sign, currency)
    amount = _number(found["number"].strip(), code)
    if found["sign"] == "-":
        amount = -amount
    if amount < 0 and not credit:
        raise Refused("A price is not negative.", "Type it without the minus.")
    return Money(rounded(amount, code), code)


def _currency(sign: str, meant: str) -> str:
    if not sign:
        if not meant:
            raise Refused("The currency is not told.", "Type its code with the amount, such as 1234.50 USD.")
        return meant
    # A dollar is the library's own dollar where it has one.
    return meant if meant in _SHARED.get(sign.lower(), ()) else currency_code(sign)


def _number(text: str, currency: str) -> Decimal:
    marks = _MARKS.findall(text)
    places = decimals(currency)
    whole, fraction = text, ""
    kinds = {" " if mark.isspace() else mark for mark in marks}
    last = marks[-1] if marks else ""
    if last in (".", ",") and len(marks) > len([m for m in marks if m != last]) and marks.count(last) == 1:
        head, _, tail = text.rpartition(last)
        if len(kinds) > 1 or _is_fraction(head, tail, places, text):
            whole, fraction = head, tail
    groups = _MARKS.split(whole)
    inner = set(_MARKS.findall(whole))
    if len(inner) > 1 or (
        len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(g) != 3 for g in groups[1:]))
    ):
        raise _no_amount(text)
    if not all(g.isdigit() for g in groups) or (fraction and not fraction.isdigit()):
        raise _no_amount(text)
    if fraction.rstrip("0") and len(fraction.rstrip("0")) > places:
        raise Refused(
            f"{text} has more decimals than {currency} ({places}).", "Type the amount as it is printed."
        )
    return Decimal(f"{''.join(groups)}.{fraction or '0'}")


def _is_fraction(head: str, tail: str, places: int, text: str) -> bool:
    """Whether the digits behind the only mark are decimals."""
    if len(tail) != 3 or not 1 <= len(head) <= 3 or head.startswith("0"):
        return True
    if places == 0:
        return False
    # 1.234 is a thousand and more to some, one and a bit to others.
    mark = text[len(head)]
    raise Refused(
        f"{text} may be {head}{tail} or {head}{mark}{tail[:2]}.", f"Type {head}{tail}, or the decimals too."
    )


def _no_amount(text: str) -> Refused:
    return Refused(f"“{text}” is no amount.", "Type it like 1234.50 or 1.234,50.")


def totals(every: Iterable[Money]) -> dict[str, Decimal]:
    """The sum of each currency, by its code."""
    found: dict[str, Decimal] = {}
    for one in every:
        found[one.currency] = found.get(one.currency, Decimal(0)) + one.amount
    return dict(sorted(found.items()))


def totals_told(sums: Mapping[str, Decimal]) -> str:
    """ "1234.50 EUR + 99.00 USD", "0" for nothing."""
    return " + ".join(Money(amount, code).words for code, amount in sums.items()) or "0"


Rates = Mapping[str, Decimal]
"""What one of each currency is worth in the library's own, in one year."""


def in_own(sums: Mapping[str, Decimal], own: str, rates: Rates) -> Money | None:
    """What sums come to in the library's own currency; None where a rate, or that currency, is not told."""
    if not own:
        return None
    total = Decimal(0)
    for code, amount in sums.items():
        rate = Decimal(1) if code == own else rates.get(code)
        if rate is None:
            return None
        total += amount * rate
    return Money(rounded(total, own), own)


def rates_told(codes: Iterable[str], own: str, rates: Rates, year: int) -> str:
    """Which rates a total rests on: "rates of 2026: 1 USD = 0.92 EUR"; or which one is lacking."""
    foreign = sorted(set(codes) - {own})
    if not own or not foreign:
        return ""
    lacking = [code for code in foreign if code not in rates]
    if lacking:
        return f"no rate of {year} for {', '.join(lacking)}"
    return f"rates of {year}: " + ", ".join(
        f"1 {code} = {rates[code].normalize():f} {own}" for code in foreign
    )


def rise(before: Decimal, now: Decimal) -> Decimal | None:
    """The rise in per cent, with one decimal; None where it was nothing before."""
    if before <= 0:
        return None
    return ((now - before) * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)


def rise_told(per_cent: Decimal | None) -> str:
    """ "+4.5%", "-2.0%", "" where it cannot be told."""
    return "" if per_cent is None else f"{per_cent:+}%"


def typed_per_cent(text: str) -> Decimal:
    """A per cent as typed: "5", "4,5 %", "-2". Raises Refused."""
    found = re.fullmatch(r"([+-]?\d{1,3})(?:[.,](\d{1,2}))?\s*%?", text.strip())
    if found is None:
        raise Refused(f"“{text.strip()}” is no per cent.", "Type it like 5 or 4.5.")
    return Decimal(f"{found[1]}.{found[2] or 0}").normalize()


def typed_rate(text: str) -> Decimal:
    """A rate of exchange as typed: "0.92", "1,0834". Raises Refused."""
    found = re.fullmatch(r"(\d{1,9})(?:[.,](\d{1,9}))?", text.strip())
    rate = Decimal(f"{found[1]}.{found[2] or 0}") if found else Decimal(0)
    if rate <= 0:
        raise Refused(f"“{text.strip()}” is no rate.", "Type what one of it is worth, such as 0.92.")
    return rate.normalize()
