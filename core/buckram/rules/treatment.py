"""What is done to each piece of a title at receipt: a line that people read, its steps known by words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """A step of the treatment. The value: how it is written in the line."""

    STAMP = "stamp"
    STRIP = "strip"
    LABEL = "label"
    ROUTE = "route"
    BIND = "bind on receipt"
    CALL = "call to bind"


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment as it was read. dot: the colour of the dot, "" for none. shelve: where to, "" for nothing
    said."""

    steps: frozenset[Step]
    dot: str = ""
    shelve: str = ""

    def __contains__(self, step: Step) -> bool:
        return step in self.steps


COLOURS = (
    "red", "orange", "yellow", "green", "blue", "violet", "purple", "pink", "brown", "white", "grey",
    "black", "gold", "silver",
)  # fmt: skip

_WORDS = {
    Step.STAMP: r"(?:property |ownership )?stamp(?:ed|s)?\b",
    Step.STRIP: r"(?:security |magnetic )?(?:strips?|stripped|tattle[- ]?tape)\b|\btarget\b",
    Step.LABEL: r"label(?:led|s)?\b",
    Step.ROUTE: r"rout(?:e|ed|ing)\b",
    Step.BIND: r"bind(?: it)? (?:on|at) receipt\b|bind at once\b",
    Step.CALL: r"call(?:ed)? (?:to|for) bind(?:ing)?\b|call to bind\b",
}
_DOT = re.compile(rf"\b({'|'.join(COLOURS)}) (?:dots?|points?|spots?)\b", re.IGNORECASE)
_SHELVE = re.compile(r"\bshelve(?:d)? (?:it )?(?:in|at|on|under|with)? ?(?P<where>[^,.;]+)", re.IGNORECASE)
_NEGATED = r"\b(?:no|not|never|without|do not|don't) (?:a |an |the |any )?"


def read_treatment(text: str) -> Treatment:
    """The steps that a line of treatment names; words that it does not know are for people only.

    "No strip" and "no label on the cover" name no step.
    """
    steps = frozenset(step for step, words in _WORDS.items() if _names(words, text))
    dot = _DOT.search(text)
    shelve = _SHELVE.search(text)
    return Treatment(steps, dot[1].lower() if dot else "", shelve["where"].strip() if shelve else "")


def denies(text: str, step: Step) -> bool:
    """Whether a line of treatment says that a step is not done: "no routing", "do not label"."""
    return re.search(_NEGATED + f"(?:{_WORDS[step]})", text, re.IGNORECASE) is not None


def _names(words: str, text: str) -> bool:
    said = re.sub(_NEGATED + f"(?:{words})", "", text, flags=re.IGNORECASE)
    return re.search(rf"\b(?:{words})", said, re.IGNORECASE) is not None


# What two or more letters may stand for; a colour stands for its dot.
_SHORT = {
    "st": "stamp", "stamp": "stamp", "strip": "strip", "label": "label", "route": "route",
    "bind": "bind on receipt", "call": "call to bind",
    **{colour: f"{colour} dot" for colour in COLOURS},
}  # fmt: skip
_CLAUSE = re.compile(r"[,;]")


def tidy(typed: str) -> str:
    """The line that is kept for what was typed in a few keys: "st str blue bind" is "Stamp, strip, blue dot,
    bind on receipt.".

    Each word may be cut to letters that only one of the known words begins with ("st": stamp). Where a
    clause (between commas) has any other word, it stays as it was typed; "shelve" takes the rest of its
    clause.
    """
    clauses: list[str] = []
    for clause in _CLAUSE.split(typed):
        words = clause.split()
        if words and len(words[0]) > 1 and "shelve".startswith(words[0].lower()) and len(words) > 1:
            # "sh current shelves" and "shelve in Current Shelves" alike.
            rest = " ".join(words[1:])
            joined = rest if words[1].lower() in {"in", "at", "on", "under", "with"} else f"in {rest}"
            clauses.append(f"shelve {joined}")
        elif words and all(_meant(word) for word in words):
            clauses += [_meant(word) for word in words]
        elif words:
            clauses.append(" ".join(words))
    line = ", ".join(clauses)
    if not line:
        return ""
    return line[0].upper() + line[1:] + ("" if line[-1] in ".!?" else ".")


def _meant(word: str) -> str:
    word = word.lower().rstrip(".")
    if word in _SHORT:
        return _SHORT[word]
    found = {said for whole, said in _SHORT.items() if len(word) > 1 and whole.startswith(word)}
    return found.pop() if len(found) == 1 else ""
