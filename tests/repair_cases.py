"""Patterns and issues as the text cases write them."""

from __future__ import annotations

import re

from buckram.holdings.typed_designation import typed_designation
from buckram.pattern import Field, Pattern, parse_pattern


def field_of(written: str) -> Field:
    """A 853 from "$a v. $b no. $u 12"."""
    return Field.of("853", "  ", re.findall(r"\$(\w)\s*([^$]*?)\s*(?=\$|$)", written))


def pattern_of(written: str) -> Pattern:
    """The same, read."""
    return parse_pattern(field_of(written))


def values_of(pattern: Pattern, typed: str) -> dict[str, str]:
    """The 863 values of an issue as a person types it in full."""
    levels = (*pattern.levels, *pattern.chronology)
    roman = re.match(r"[IVX]+\b", typed)
    empty = {pattern.levels[0].code: "I"} if roman else {}
    found = typed_designation(typed, pattern, empty)
    return {level.code: found[level.code] for level in levels if level.code in found}
