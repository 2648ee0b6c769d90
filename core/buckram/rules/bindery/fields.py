"""A binding pattern's values: what holds where nobody decided, how a value is typed and told.

A value is text. A title's pattern holds what was decided for the title; what it leaves open is the binder's
default, and where that says nothing either, the usual.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from buckram.errors import Refused
from buckram.rules.bindery.field_table import FIELD, FIELDS, Field, Group, Kind
from buckram.rules.bindery.measure import told_length, typed_length
from buckram.rules.bindery.spine import LINE, TITLE_LINES, letters

__all__ = (
    "FIELD",
    "FIELDS",
    "BindingFields",
    "Field",
    "Group",
    "Kind",
    "doubts",
    "told_value",
    "typed_value",
)


@dataclass(frozen=True, slots=True)
class BindingFields:
    """What holds for a title: its own values, then the binder's defaults, then the usual."""

    values: Mapping[str, str]
    defaults: Mapping[str, str]

    def value(self, name: str) -> str:
        """What holds. Raises KeyError for a name that is no field's."""
        return self.values.get(name, self.usual(name))

    def yes(self, name: str) -> bool:
        """Of a field that is yes or no."""
        return self.value(name) == "yes"

    def number(self, name: str) -> int | None:
        """Of a number, or of a length in tenths of a millimetre; None where it is left open."""
        text = self.value(name)
        return int(text) if text else None

    def listed(self, name: str) -> tuple[str, ...]:
        """Of flags, of an order, or of lines: one by one."""
        marks = {Kind.FLAGS: ",", Kind.LINES: "/"}
        parts = self.value(name).split(marks.get(FIELD[name].kind))
        return tuple(part.strip() for part in parts if part.strip())

    def usual(self, name: str) -> str:
        """What would hold if nothing had been decided for the title."""
        return self.defaults.get(name, FIELD[name].usual)

    def differs(self, name: str) -> bool:
        """Whether the title has something else than its binder's titles commonly have."""
        return self.value(name) != self.usual(name)

    def whole(self) -> dict[str, str]:
        """Every field as it holds: what a ticket and a new pattern keep."""
        return {field.name: self.value(field.name) for field in FIELDS}


NOTHING_STAYS = "none"
"""What `leave` says of a title of which nothing stays on the shelf, whatever the library's setting."""

_YES = {"y": "yes", "yes": "yes", "n": "no", "no": "no"}
_LEAVE = re.compile(
    r"(?P<count>\d{1,3})\s*(?P<unit>issues?|iss?|i|nos?|numbers?|months?|mths?|mos?|m|years?|yrs?|y)?\.?"
)


def typed_value(field: Field, text: str, *, inches: bool = True) -> str:
    """The value that was typed for a field; "" leaves it open. inches: what a bare length counts.

    Raises Refused, and says what may be typed.
    """
    typed = " ".join(text.split())
    if field.kind is Kind.LINES:
        return "/".join(line for line in (" ".join(part.split()) for part in text.split("/")) if line)
    if not typed:
        return ""
    match field.kind:
        case Kind.CHOICE:
            return _one_of(field, typed)
        case Kind.OPEN:
            return next((value for value in field.values if value.lower() == typed.lower()), typed)
        case Kind.YES:
            if typed.lower() not in _YES:
                raise Refused(f"“{typed}” is neither yes nor no.", "Type y or n.")
            return _YES[typed.lower()]
        case Kind.FLAGS:
            chosen = {_one_of(field, part.strip()) for part in typed.split(",") if part.strip()}
            return ", ".join(value for value in field.values if value in chosen)
        case Kind.ORDER:
            return " ".join(
                dict.fromkeys(_one_of(field, part) for part in re.split(r"[\s,/]+", typed) if part)
            )
        case Kind.NUMBER:
            if not (typed.isascii() and typed.isdigit() and field.least <= int(typed) <= field.most):
                raise Refused(
                    f"“{typed}” does not fit: {field.word}.",
                    f"Type a whole number from {field.least} to {field.most}.",
                )
            return str(int(typed))
        case Kind.LENGTH:
            return str(typed_length(typed, inches=inches))
        case Kind.LEAVE:
            return _leave(typed)
        case _:
            return typed


def _one_of(field: Field, typed: str) -> str:
    wanted = typed.lower()
    for fits in (wanted.__eq__, lambda value: value.startswith(wanted)):
        found = [value for value in field.values if fits(value.lower())]
        if len(found) == 1:
            return found[0]
    raise Refused(f"“{typed}” is none of these: {', '.join(field.values)}.", "Type one of them.")


def _leave(typed: str) -> str:
    words = typed.lower()
    if words in {"none", "nothing", "no", "0"}:
        return NOTHING_STAYS
    if words in {"library", "as library", FIELD["leave"].empty}:
        return ""
    if re.fullmatch(r"(the )?(current|running|latest)( (vol|volume|v\.?))?|volume|vol\.?", words):
        return "current volume"
    found = _LEAVE.fullmatch(words)
    if found is None or not int(found["count"]):
        raise Refused(
            f"“{typed}” does not say what stays.",
            "Type it like 6 months, 12 issues, current volume, or none.",
        )
    count, unit = int(found["count"]), found["unit"] or "issues"
    if unit[0] in "in":
        return f"{count} issue{'' if count == 1 else 's'}"
    count *= 12 if unit[0] == "y" else 1
    return f"{count} month{'' if count == 1 else 's'}"


def told_value(field: Field, value: str, *, inches: bool = True) -> str:
    """A value for people."""
    if not value:
        return field.empty
    if field.kind is Kind.LENGTH:
        return told_length(int(value), inches=inches)
    if field.kind is Kind.LEAVE and value == NOTHING_STAYS:
        return "nothing"
    if field.kind is Kind.LINES:
        return " / ".join(value.split("/"))
    return value


def doubts(fields: BindingFields) -> list[str]:
    """What a careful preparer would look at again: sentences, none for a pattern without."""
    found = []
    lines = fields.listed("title_lines")
    most = fields.number("width") or LINE
    if not lines:
        found.append("No title stands on the spine.")
    found += [
        f"“{line}” takes {letters(line)} letters; {most} fit on a line."
        for line in lines
        if letters(line) > most
    ]
    if len(lines) > TITLE_LINES:
        found.append(f"The title has {len(lines)} lines; {TITLE_LINES} are the most.")
    for name in ("caption_vol", "caption_no", "caption_months", "caption_year", "caption_index", "imprint"):
        parts = fields.value(name).split("/") if name == "imprint" else [fields.value(name)]
        wide = next((part for part in parts if letters(part) > most), "")
        if wide:
            word = FIELD[name].word.capitalize()
            found.append(f"{word}: “{wide}” takes {letters(wide)} letters; {most} fit on a line.")
    if fields.value("unit") == "issues" and fields.number("unit_count") in (None, 1):
        found.append("Each issue is bound by itself: say how many make one.")
    if fields.value("paper") == "brittle" and fields.value("class") != "box":
        found.append("Brittle paper is not bound: choose a box.")
    if fields.yes("pocket") and "make pocket" not in fields.listed("instructions"):
        found.append("There is pocket matter, but the binder is not told to make a pocket.")
    if "no trim" in fields.listed("instructions") and fields.value("trim") != "none":
        found.append("The binder is told not to trim, but trim is minimum.")
    return found
