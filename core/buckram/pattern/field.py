"""A MARC variable field as a value: the shape in which captions, patterns and holdings travel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A variable data field.

    tag: three digits. indicators: two characters, "#" and " " both mean blank (kept as " ").
    subfields: (code, value) in record order; a code may repeat.
    """

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, tag: str, indicators: str, subfields: Iterable[Iterable[str]]) -> Field:
        """A field from anything that yields (code, value) pairs, such as JSON lists."""
        pairs = tuple((code, value) for code, value in subfields)
        return cls(tag, (indicators.replace("#", " ") + "  ")[:2], pairs)

    def first(self, code: str, default: str = "") -> str:
        """The first value under `code`, or `default`."""
        return next((value for c, value in self.subfields if c == code), default)

    def all(self, code: str) -> tuple[str, ...]:
        """Every value under `code`, in record order."""
        return tuple(value for c, value in self.subfields if c == code)

    def has(self, code: str) -> bool:
        """Whether `code` occurs, even with an empty value."""
        return any(c == code for c, _ in self.subfields)

    def __str__(self) -> str:
        body = " ".join(f"${code}{value}" for code, value in self.subfields)
        return f"{self.tag} {self.indicators.replace(' ', '#')} {body}"
