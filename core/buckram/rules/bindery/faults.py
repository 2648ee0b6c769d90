"""The quality check of a volume that came back: what is looked at, and what each fault is.

Order and list: the spine against the piece first and the ticket second, then the set, the text block, the
construction, the looks. Classes: mistake, cosmetic, structural, and lettering apart. Every volume is looked
at (the practice of the Library of Congress).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class FaultClass(StrEnum):
    """What sort of fault. The words are those of the library file."""

    LETTERING = "lettering"
    MISTAKE = "mistake"
    STRUCTURAL = "structural"
    COSMETIC = "cosmetic"


class Whose(StrEnum):
    """Who pays for the correction."""

    BINDER = "binder"
    LIBRARY = "library"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at. letter: its key; code: its fault in the file; right: what it ought to be;
    wrong: the fault, in words.
    """

    letter: str
    code: str
    fault_class: FaultClass
    right: str
    wrong: str


_L, _M = FaultClass.LETTERING, FaultClass.MISTAKE
_S, _C = FaultClass.STRUCTURAL, FaultClass.COSMETIC

CHECKS: tuple[Check, ...] = (
    Check("t", "title", _L, "The title on the spine is that of the piece", "wrong title on the spine"),
    Check("c", "call number", _L, "The call number is right", "wrong call number"),
    Check("v", "volume", _L, "Volume and numbers are those of the piece", "wrong volume or numbers"),
    Check("d", "date", _L, "The date is that of the piece", "wrong date"),
    Check("l", "stamping", _L, "The lettering is straight and legible", "lettering crooked or not legible"),
    Check("y", "set", _L, "Type and height of the lines match the set", "lines do not match the set"),
    Check("k", "colour", _M, "The colour matches the set", "wrong colour"),
    Check("f", "foil", _M, "The foil matches the set", "wrong foil"),
    Check("b", "covers", _M, "One volume; its covers kept or left out as ordered", "wrong covers or number"),
    Check("x", "trimmed", _M, "Nothing is trimmed away", "trimmed into the text"),
    Check("p", "order", _M, "Issues and pages are in order", "issues or pages out of order"),
    Check("u", "upright", _M, "Everything stands upright", "something upside down"),
    Check("m", "lacking", _M, "Nothing is lacking: issues, index, title page", "something is lacking"),
    Check("e", "foreign", _M, "Nothing of another title is bound in", "something foreign is bound in"),
    Check("g", "pocket", _M, "The pocket and its matter are there", "pocket or its matter lacking"),
    Check("s", "leaves", _S, "The leaves hold", "leaves come loose"),
    Check("a", "flat", _S, "It opens flat", "does not open flat"),
    Check("h", "hinges", _S, "The hinges are tight and move", "hinges loose or cracked"),
    Check("j", "boards", _S, "The boards are firm, their squares equal", "boards warped or unequal"),
    Check("i", "glue", _C, "No glue where none belongs", "glue on leaves or cover"),
    Check("q", "corners", _C, "The corners are sharp", "corners crushed"),
    Check("z", "cloth", _C, "The cloth is clean", "cloth stained or scuffed"),
)
"""Everything that is looked at, in the order of looking."""

BY_CODE = {check.code: check for check in CHECKS}
BY_LETTER = {check.letter: check for check in CHECKS}


@dataclass(frozen=True, slots=True)
class Found:
    """A fault of a volume. code: of CHECKS; note: in a person's words, or ""."""

    code: str
    whose: Whose = Whose.BINDER
    note: str = ""

    @property
    def check(self) -> Check:
        """What was looked at."""
        return BY_CODE[self.code]

    @property
    def words(self) -> str:
        """The fault for people: "wrong date (ours)"."""
        note = f": {self.note}" if self.note else ""
        return f"{self.check.wrong}{' (ours)' if self.whose is Whose.LIBRARY else ''}{note}"


def free_of_charge(found: Iterable[Found]) -> bool:
    """Whether the binder corrects at his own cost: only where no fault came from the ticket."""
    faults = tuple(found)
    return bool(faults) and all(one.whose is Whose.BINDER for one in faults)


def turned(found: tuple[Found, ...], letter: str) -> tuple[Found, ...]:
    """The faults after a letter was pressed: the binder's, then the library's (the ticket says the same),
    then none. A note goes with its fault. Raises KeyError for a letter that is no check's.
    """
    code = BY_LETTER[letter].code
    for place, one in enumerate(found):
        if one.code == code:
            if one.whose is Whose.BINDER:
                return (*found[:place], Found(code, Whose.LIBRARY, one.note), *found[place + 1 :])
            return (*found[:place], *found[place + 1 :])
    return (*found, Found(code))


def told(found: Iterable[Found]) -> str:
    """The faults in one line: "wrong date, corners crushed"."""
    return ", ".join(one.words for one in found)
