"""Ready patterns, the likeliest for a record first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from buckram.pattern.draft import Draft
from buckram.pattern.frequency import LETTERS, frequency_name, issues_a_year
from buckram.pattern.regularity import DateRule
from buckram.pattern.wording import number_word


@dataclass(frozen=True, slots=True)
class Ready:
    """A pattern for a common case.

    name: what it is, in words. frequency: the code that a record of such a serial has; $w may differ, for a
    monthly with two double issues is a monthly and 10 a year. examples: serials numbered like this.
    """

    name: str
    frequency: str
    draft: Draft
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a bibliographic record says of the frequency.

    frequency: 008/18, "" unknown. regularity: 008/19 (r regular, n normalized irregular, x irregular).
    text: 310. former: 321.
    """

    frequency: str = ""
    regularity: str = ""
    text: str = ""
    former: tuple[str, ...] = ()


_WORDS = {
    "weekly": "w",
    "biweekly": "e",
    "fortnightly": "e",
    "semiweekly": "c",
    "daily": "d",
    "monthly": "m",
    "bimonthly": "b",
    "semimonthly": "s",
    "quarterly": "q",
    "semiannual": "f",
    "annual": "a",
    "yearly": "a",
    "biennial": "g",
    "triennial": "h",
    "irregular": "x",
}
_COUNTS = {number_word(number): number for number in range(1, 13)}
_ALIKE = {"except": "left", "combined": "joined", "double": "joined"}
_EXCEPTIONS = frozenset(_ALIKE.values())
_DULL = frozenset(
    ("a", "an", "and", "the", "of", "in", "on", "no", "nos", "number", "numbers", "issue", "issues")
)


def likeliest(ready: Sequence[Ready], said: Said) -> list[Ready]:
    """The patterns by likeness to what a record says, the best first; equal ones in their own order."""
    wanted = _words(said.text)
    frequencies = _frequencies(said)
    return sorted(ready, key=lambda one: -_likeness(one, said, wanted, frequencies))


def _likeness(one: Ready, said: Said, wanted: frozenset[str], frequencies: Sequence[str]) -> float:
    score = 0.0
    for weight, code in zip((12, 10, 3), frequencies, strict=False):
        if code == one.frequency:
            score = max(score, weight)
        elif code and issues_a_year(code) == issues_a_year(one.frequency) > 0:
            score = max(score, weight - 1)
    # Ten of a year is nearer to a monthly than to a weekly.
    if frequencies and (said_so := issues_a_year(frequencies[0])) and issues_a_year(one.frequency):
        ratio = said_so / issues_a_year(one.frequency)
        score += 3 * min(ratio, 1 / ratio)
    own = _words(one.name)
    if wanted:
        score += 6 * len(wanted & own) / len(wanted)
        # A record that speaks of no exception has none.
        score -= 2 * bool(own & _EXCEPTIONS and not wanted & _EXCEPTIONS)
    uneven = any(isinstance(rule, DateRule) for rule in one.draft.pattern.rules)
    if said.regularity == ("n" if uneven else "r"):
        score += 1
    elif said.regularity == "x" and one.frequency == "x":
        score += 4
    return score


def _frequencies(said: Said) -> list[str]:
    """What 310 says in words, what 008 says, what 321 said once: codes, "" where one says nothing."""
    former = next((code for code in map(frequency_in, said.former) if code), "")
    return [frequency_in(said.text) or said.frequency, said.frequency, former]


def frequency_in(text: str) -> str:
    """The $w code of a frequency in English words: "Monthly (except July)", "10 no. a year"; "" for none."""
    bare = text.lower()
    counted = re.search(
        r"\b(\d{1,3}|" + "|".join(_COUNTS) + r")\s+(?:no\.?|nos\.?|numbers?|issues?|times)"
        r"(?:\s+\w+)?\s+(?:a|per|each|every)?\s*(year|yearly|week|month)",
        bare,
    )
    if counted:
        number = int(counted[1]) if counted[1].isdecimal() else _COUNTS[counted[1]]
        per = {"w": {2: "c", 3: "i", 5: "d", 6: "d"}, "m": {2: "s", 3: "j"}}.get(counted[2][0])
        if per is not None:
            return per.get(number, "")
        same = (code for code, (_, a_year, _) in LETTERS.items() if a_year == number)
        return next(same, str(number))
    names = {frequency_name(code): code for code in LETTERS} | _WORDS
    found = [(bare.find(name), -len(name), code) for name, code in names.items() if name in bare]
    return min(found)[2] if found else ""


def _words(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(_ALIKE.get(word, word) for word in words if word not in _DULL)
