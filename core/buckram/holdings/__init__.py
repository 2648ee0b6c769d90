"""What do we have? MARC 863-868 as values, and the statement that a person reads. Pure.

The names below are loaded when first used: the card needs the labels at once, the statements later.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.holdings.compression import compress, expand, in_order
    from buckram.holdings.cover import (
        BOX_WIDTH,
        CardTexts,
        box_date,
        box_number,
        card_texts,
        cover_text,
        group_key,
    )
    from buckram.holdings.designation import chronology_text, designation_text, enumeration_text
    from buckram.holdings.record import RecordStatements, record_statements
    from buckram.holdings.statements import held, statement

_MODULES = {
    "compression": "compress expand in_order",
    "cover": "BOX_WIDTH CardTexts box_date box_number card_texts cover_text group_key",
    "designation": "chronology_text designation_text enumeration_text",
    "record": "RecordStatements record_statements",
    "statements": "held statement",
}
_HOME = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [
    "BOX_WIDTH",
    "CardTexts",
    "RecordStatements",
    "box_date",
    "box_number",
    "card_texts",
    "chronology_text",
    "compress",
    "cover_text",
    "designation_text",
    "enumeration_text",
    "expand",
    "group_key",
    "held",
    "in_order",
    "record_statements",
    "statement",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
