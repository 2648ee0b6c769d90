"""The statements of a whole record: captions and holdings by their links, with recorded text in their place.

MARC 21 holdings, `$8`: 853 `1` goes with 863 `1.1`, `1.2`; an 866 with the same number stands for that
group, one with `0`, or without a link, for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from buckram.holdings.statements import statement
from buckram.pattern.field import Field

_LINK = re.compile(r"(\d+)(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class RecordStatements:
    """What a record says is held; "" where it says nothing of the kind."""

    basic: str = ""
    supplements: str = ""
    indexes: str = ""

    def __str__(self) -> str:
        return " + ".join(text for text in (self.basic, self.supplements, self.indexes) if text)


def record_statements(fields: Sequence[Field], *, level: int = 4, language: str = "en") -> RecordStatements:
    """The three statements of one copy. fields: its 853-855, 863-868; others are passed over."""
    return RecordStatements(
        *(
            _of_class(
                [field for field in fields if field.tag == captions],
                [field for field in fields if field.tag == holdings],
                [field for field in fields if field.tag == text and field.first("a")],
                level,
                language,
            )
            for captions, holdings, text in (
                ("853", "863", "866"),
                ("854", "864", "867"),
                ("855", "865", "868"),
            )
        )
    )


def _of_class(
    captions: Sequence[Field], holdings: Sequence[Field], texts: Sequence[Field], level: int, language: str
) -> str:
    whole = [field for field in texts if _link(field)[0] == 0]
    if whole:
        return ", ".join(map(_recorded, whole))
    by_link = {_link(field)[0]: field for field in captions}
    groups: dict[int, list[Field]] = {}
    for field in sorted(holdings, key=_link):
        groups.setdefault(_link(field)[0], []).append(field)
    parts = {
        link: statement(by_link.get(link) or _no_captions(group[0]), group, level=level, language=language)
        for link, group in groups.items()
    }
    recorded: dict[int, list[str]] = {}
    for field in texts:
        recorded.setdefault(_link(field)[0], []).append(_recorded(field))
    parts.update({link: ", ".join(lines) for link, lines in recorded.items()})
    return ",".join(parts[link] for link in sorted(parts) if parts[link])


def _link(field: Field) -> tuple[int, int]:
    """Link number and sequence of $8, (0, 0) without one."""
    match = _LINK.match(field.first("8"))
    return (int(match[1]), int(match[2] or 0)) if match else (0, 0)


def _recorded(field: Field) -> str:
    return field.first("a").strip() + "".join(f" <{note}>" for note in field.all("z"))


def _no_captions(holding: Field) -> Field:
    """Captions for a holding whose 853 is missing: its numbers are shown bare."""
    return Field(holding.tag[0] + "5" + holding.tag[2], "  ", ())
