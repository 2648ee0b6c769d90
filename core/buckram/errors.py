"""One family of errors. Each member carries the sentence that a person reads.

An error of this family is an answer, not a crash: the interface shows its sentence and what to do
next. Everything else that is raised is a defect and ends the program in order (see
`buckram_tui.app`).
"""

from __future__ import annotations

from typing import ClassVar


class BuckramError(Exception):
    """Something a person can understand and mend.

    sentence: what is the matter, in one sentence that ends in a full stop.
    next_step: what to do about it, another sentence, or "".
    """

    title: ClassVar[str] = "That did not work"

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".rstrip()


class PatternError(BuckramError):
    """A caption and pattern, or a holding, that cannot be predicted from. `subfield` names the place."""

    title = "The pattern does not work"

    def __init__(self, sentence: str, next_step: str = "", *, subfield: str = "") -> None:
        super().__init__(sentence, next_step)
        self.subfield = subfield


class FileProblem(BuckramError):
    """The library file cannot be opened, is newer than the program, or is damaged."""

    title = "The library file"


class Refused(BuckramError):
    """An act that the rules of the desk do not allow (nothing was changed)."""

    title = "Not done"


class Stale(Refused):
    """What was on the screen has changed since: somebody else acted first (nothing was changed)."""

    title = "Changed meanwhile"


class NotFound(BuckramError):
    """Nothing answers to what was asked for."""

    title = "Not found"
