"""Patterns and dates in words, in the English of the interface."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from buckram.pattern.regularity import (
    Code,
    Day,
    Item,
    Month,
    Season,
    Weekday,
    WeekOfMonth,
    WeekOfYear,
    Year,
)

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UP_TO_SIX = ("no", "one", "two", "three", "four", "five", "six")
_NUMBERS = dict(enumerate((*_UP_TO_SIX, "seven", "eight", "nine", "ten", "eleven", "twelve")))
_ORDINALS = {
    1: "first",
    2: "second",
    3: "third",
    4: "fourth",
    5: "fifth",
    97: "third from last",
    98: "next-to-last",
    99: "last",
}
_NOUNS = {
    "v": "volume",
    "vol": "volume",
    "no": "number",
    "nr": "number",
    "nro": "number",
    "iss": "issue",
    "issue": "issue",
    "pt": "part",
    "part": "part",
    "ser": "series",
    "year": "year",
    "yr": "year",
}


def number_word(number: int) -> str:
    """Numbers up to twelve as words."""
    return _NUMBERS.get(number, str(number))


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    all_words = list(words)
    if len(all_words) < 2:
        return "".join(all_words)
    return f"{', '.join(all_words[:-1])} and {all_words[-1]}"


def noun(caption: str, count: int = 1) -> str:
    """What a caption is called in a sentence: "no." is a number, "Heft" is “Heft”."""
    bare = caption.strip("()[]=+ ")
    word = _NOUNS.get(bare.rstrip(".,").lower())
    if word is None:
        return f"“{bare}”" if bare.strip("*") else "number" + ("s" if count != 1 else "")
    return word if count == 1 or word == "series" else word + "s"


def label(code: int) -> str:
    """A month or season by its MARC code."""
    return SEASONS.get(code) or MONTHS[code - 1]


def code_words(code: Code) -> str:
    """One code of $y as a place in the calendar: "July", "4 July", "the second Wednesday of April"."""
    match code:
        case Weekday(weekday):
            return f"{WEEKDAYS[weekday]}s"
        case Day(month, day):
            return f"{day} {MONTHS[month - 1]}" if month else f"the {ordinal(day)}"
        case Month(month):
            return MONTHS[month - 1]
        case Season(season):
            return SEASONS[season]
        case WeekOfMonth(month, week, weekday):
            what = WEEKDAYS[weekday] if weekday >= 0 else "week"
            of = f"of {MONTHS[month - 1]}" if month else "of the month"
            if week:
                return f"the {_ORDINALS[week]} {what} {of}"
            return f"every {what} {of}" if month else f"every {what}"
        case WeekOfYear(week):
            return f"week {week}"
        case Year(mask):
            return mask if mask.isdecimal() else f"years that end in {mask.lstrip('y')}"


def when_words(codes: Sequence[Code]) -> str:
    """Codes as a time: "in July and August", "on 1 January, 4 July and the first Monday of September"."""
    prepositions = [_preposition(code) for code in codes]
    if len(set(prepositions)) == 1:
        return f"{prepositions[0]} {listed(map(code_words, codes))}"
    return listed(f"{p} {code_words(code)}" for p, code in zip(prepositions, codes, strict=True))


def _preposition(code: Code) -> str:
    on_a_day = isinstance(code, Weekday | Day) or (isinstance(code, WeekOfMonth) and code.weekday >= 0)
    return "on" if on_a_day else "in"


def as_sentence(words: str) -> str:
    """With a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def item_words(item: Item) -> str:
    """An item of $y: "July", or "July and August" for a combined issue."""
    return listed(code_words(code) for code in item)


def numbers_words(items: Sequence[tuple[int, ...]]) -> str:
    """Items of $y e: "1/2, 3 and 4/5"."""
    return listed("/".join(map(str, item)) for item in items)
