"""What the two or five digits beside a barcode mean for a title: the publisher's own scheme, learnt.

No standard fixes the meaning. Five schemes cover what publishers do; which one a title follows is read
off its receipts, and until then the add-on proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum


class AddonScheme(StrEnum):
    """What an add-on counts. The order is that in which equals are preferred."""

    ISSUE_NUMBER = "issue number"
    MONTH = "month"
    WEEK = "week"
    RUNNING_MOD_100 = "last digits of the running number"
    TWO_MONTHS = "two months in one digit each"


# An add-on (digits), the 863 subfields of the issue that came with it, and the issue's date.
Observation = tuple[str, Mapping[str, str], date | None]


def addon_matches(
    scheme: AddonScheme,
    addon: str,
    values: Mapping[str, str],
    published_on: date | None = None,
    issue_level: str = "",
) -> bool:
    """Whether `addon`, read by `scheme`, names the issue.

    values: its MARC 863 subfields, e.g. {"a": "12", "b": "3", "i": "2026", "j": "03"}. published_on: its
    date. issue_level: the subfield that holds the issue number; "" for the lowest level present. A combined
    issue (7/8) answers to each of its parts. Where the values say too little the answer is no.
    """
    if not (addon.isascii() and addon.isdigit()):
        return False
    number = int(addon)
    level = issue_level or lowest_level(values)
    match scheme:
        case AddonScheme.ISSUE_NUMBER:
            return number in _numbers(values.get(level, ""))
        case AddonScheme.RUNNING_MOD_100:
            # The alternative numbering is the running one wherever a title has it.
            running = values.get("g") or values.get(level, "")
            return number in [n % 10 ** len(addon) for n in _numbers(running)]
        case AddonScheme.MONTH:
            return number in _months(values, published_on)
        case AddonScheme.WEEK:
            return published_on is not None and published_on.isocalendar().week == number
        case AddonScheme.TWO_MONTHS:
            months = _months(values, published_on)
            if len(months) == 1:
                return number == months[0]
            return len(months) == 2 and addon == f"{months[0] % 10}{months[1] % 10}"


def schemes_agreeing(observations: Sequence[Observation]) -> tuple[AddonScheme, ...]:
    """The schemes that explain every observation, preferred ones first. No observations: all of them."""
    return tuple(s for s in AddonScheme if all(addon_matches(s, *o) for o in observations))


def known_scheme(observations: Sequence[Observation]) -> AddonScheme | None:
    """The scheme of a title, once its receipts tell.

    At least two observations with different add-ons are wanted, since any single one fits several schemes
    by chance. If several schemes explain them all, the issue number is taken where it is among them (in a
    monthly whose no.1 is January both say the same), or the month before two months (which differ only for
    combined issues); otherwise it is not known yet.
    """
    if len({addon for addon, _, _ in observations}) < 2:
        return None
    agreeing = schemes_agreeing(observations)
    if len(agreeing) == 1 or AddonScheme.ISSUE_NUMBER in agreeing:
        return agreeing[0]
    return AddonScheme.MONTH if agreeing == (AddonScheme.MONTH, AddonScheme.TWO_MONTHS) else None


def issues_named(
    addon: str, schemes: Sequence[AddonScheme], candidates: Sequence[tuple[Mapping[str, str], date | None]]
) -> tuple[int, ...]:
    """Which candidate issues (positions) the add-on names, if every scheme in `schemes` says the same.

    Give it all schemes that agree with a title's receipts: issue number and month part ways at the first
    combined or skipped number, and then the scan must ask and not receive. Empty if they differ.
    """
    answers = {
        tuple(i for i, (v, on) in enumerate(candidates) if addon_matches(s, addon, v, on)) for s in schemes
    }
    return answers.pop() if len(answers) == 1 else ()


def lowest_level(values: Mapping[str, str]) -> str:
    """The lowest enumeration subfield ($a-$f) that has a value, or ""."""
    return max((code for code in "abcdef" if values.get(code)), default="")


def _numbers(value: str) -> list[int]:
    """The numbers of a value: 7/8 gives 7 and 8; letters and brackets are passed over."""
    numbers = []
    for part in value.split("/"):
        digits = "".join(c for c in part if c in "0123456789")
        if digits:
            numbers.append(int(digits))
    return numbers


def _months(values: Mapping[str, str], published_on: date | None) -> list[int]:
    """The month or months on the cover, else the month of the date. Seasons are not months."""
    months = _numbers(values.get("j", ""))
    if months and all(1 <= m <= 12 for m in months):
        return months
    return [published_on.month] if published_on is not None else []
