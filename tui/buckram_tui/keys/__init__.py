"""Every key of the desk, once: its name, what it does, and where. The README repeats this table."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from buckram_tui.keys.check_in import CHECK_IN_KEYS
from buckram_tui.keys.key import (
    ACCESS,
    CARD,
    CHECK_IN,
    CLAIMS,
    EVERYWHERE,
    EXPECTED,
    FIGURES,
    FUNDS,
    INVENTORY,
    INVOICES,
    LIST,
    LOOK_UP,
    OUTBOX,
    PERFORMANCE,
    PRINTING,
    RENEWALS,
    RETENTION,
    ROUTING,
    SITTING,
    VENDORS,
    WORKSHOP,
    Key,
)
from buckram_tui.keys.shelf import SHELF_KEYS
from buckram_tui.keys.vendors import VENDOR_KEYS
from buckram_tui.keys.year import YEAR_KEYS

__all__ = (
    "ACCESS",
    "CARD",
    "CHECK_IN",
    "CLAIMS",
    "EVERYWHERE",
    "EXPECTED",
    "FIGURES",
    "FUNDS",
    "INVENTORY",
    "INVOICES",
    "KEYS",
    "LIST",
    "LOOK_UP",
    "OUTBOX",
    "PERFORMANCE",
    "PRINTING",
    "RENEWALS",
    "RETENTION",
    "ROUTING",
    "SITTING",
    "VENDORS",
    "WORKSHOP",
    "Key",
    "bar",
    "bindings",
)

KEYS = (*CHECK_IN_KEYS, *SHELF_KEYS, *VENDOR_KEYS, *YEAR_KEYS)
"""The whole table, in the order in which the README has it."""


def bindings(*where: str) -> list[BindingType]:
    """Textual's bindings for the keys of these places."""
    return [Binding(key.keys, key.action, key.word, show=False) for key in KEYS if key.where in where]


def bar(*wanted: tuple[str, str]) -> list[tuple[str, str]]:
    """Keys for the key bar, in order of use: (place, word) as the table has them."""
    by_name = {(key.where, key.word): (key.label, key.word) for key in KEYS}
    return [by_name[one] for one in wanted]
