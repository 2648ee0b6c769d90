"""What is wrong with a piece: codes of damage, and how they are read from what a person typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

DAMAGE = {
    "TP": "torn page",
    "LP": "loose page",
    "MP": "missing page",
    "CU": "cut or mutilated",
    "FO": "fold-out or map torn",
    "CV": "cover torn or off",
    "SP": "spine",
    "HI": "hinge",
    "CO": "corners",
    "SE": "sewing or staples",
    "GL": "glue gives way",
    "WT": "wet",
    "MO": "mould",
    "PE": "eaten by pests",
    "DI": "dirty or stained",
    "MK": "written in",
    "BR": "brittle",
    "OT": "other",
}
"""Every code of damage, and what it says."""

URGENT = frozenset({"WT", "MO"})
"""What is wet grows mould within two days, and mould spreads: these come before everything else."""

_WORDS = {
    "MP": r"(page|leaf|plate)s?\b.*\b(missing|lacking|gone)|\b(missing|lack\w+) (a |some )?(page|lea[fv])",
    "CU": r"\bcut\b|mutilat|clipped|razor|snipped",
    "FO": r"fold-?out|\bmaps?\b",
    "CV": r"\bcovers?\b|wrappers? torn",
    "SP": r"\bspine",
    "HI": r"\bhinge|\bjoint",
    "CO": r"corner|bumped|dog.?ear",
    "SE": r"sewing|sewn|stitch|staple|thread|signature",
    "GL": r"\bglue|adhesive|unglued",
    "WT": r"\bwet\b|soaked|\bdamp\b|water",
    "MO": r"mou?ld|mildew",
    "PE": r"insect|pests?\b|worm|\bmice\b|mouse|eaten|silverfish",
    "DI": r"dirt|stain|soiled|dust|spill|coffee|sticky",
    "MK": r"\bink\b|pencil|written in|underlin|highlight|scribbl",
    "BR": r"brittle|crumbl|flak",
    "LP": r"loose|detach|(page|leaf|leaves|plate)s?\b.*\b(out|off)\b",
    "TP": r"\btorn\b|\btears?\b|\bripped|\brip\b",
}
_PAGES = re.compile(r"\b(page|leaf|leaves|plate)s?\b|\bp\.\s?\d")
# Of these the tear or the looseness is said already, unless pages are spoken of too.
_OUTSIDE = frozenset({"CV", "SP", "HI", "CO", "FO", "SE", "GL"})


def read_damage(text: str) -> tuple[str, ...]:
    """The codes in a line that a person typed: codes ("TP CV", "tp,cv"), or words ("torn cover").

    "other" where something was typed and none is seen in it; () for nothing.
    """
    if not text.strip():
        return ()
    named = [word.upper() for word in re.findall(r"\b[A-Za-z]{2}\b", text)]
    words = re.findall(r"\w+", text)
    if all(word.upper() in DAMAGE for word in words):
        return in_order(named)
    # Codes among prose count only in capitals: "co" and "se" are words in some languages.
    found = {word for word in re.findall(r"\b[A-Z]{2}\b", text) if word in DAMAGE}
    lower = text.lower()
    seen = {code for code, pattern in _WORDS.items() if re.search(pattern, lower)}
    if seen & _OUTSIDE and not _PAGES.search(lower):
        seen -= {"TP", "LP"}
    return in_order(found | seen) or ("OT",)


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes once each, in the order of the table; what is no code is left out."""
    wanted = set(codes)
    return tuple(code for code in DAMAGE if code in wanted)


def told_damage(codes: Iterable[str]) -> str:
    """ "torn page, wet", "" for none."""
    return ", ".join(DAMAGE.get(code, code) for code in codes)
