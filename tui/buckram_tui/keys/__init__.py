"""Every key of the desk, once: its name, what it does, and where. The README repeats this table."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from buckram_tui.keys.bench import BENCH_KEYS
from buckram_tui.keys.binders import BINDER_KEYS
from buckram_tui.keys.builder import BUILDER_KEYS
from buckram_tui.keys.check_in import CHECK_IN_KEYS
from buckram_tui.keys.coming_back import COMING_BACK_KEYS
from buckram_tui.keys.key import (
    ACCESS,
    BENCH,
    BINDERS,
    BINDING,
    BUILDER,
    CARD,
    CHECK_IN,
    CLAIMS,
    COMING_BACK,
    EVERYWHERE,
    EXPECTED,
    FIGURES,
    FUNDS,
    INVENTORY,
    INVOICES,
    LIST,
    LOOK_UP,
    LOTS,
    MENDING,
    MENDING_FIGURES,
    OUTBOX,
    PACKING,
    PERFORMANCE,
    PRINTING,
    QUALITY,
    RECORD,
    RENEWALS,
    RETENTION,
    ROUTING,
    SHELVES,
    SITTING,
    TICKETS,
    VENDORS,
    WORKSHOP,
    Key,
)
from buckram_tui.keys.lots import LOT_KEYS
from buckram_tui.keys.mending import MENDING_KEYS
from buckram_tui.keys.record import RECORD_KEYS
from buckram_tui.keys.shelf import SHELF_KEYS
from buckram_tui.keys.shelves import SHELVES_KEYS
from buckram_tui.keys.tickets import TICKET_KEYS
from buckram_tui.keys.vendors import VENDOR_KEYS
from buckram_tui.keys.year import YEAR_KEYS

__all__ = (
    "ACCESS",
    "BENCH",
    "BINDERS",
    "BINDING",
    "BUILDER",
    "CARD",
    "CHECK_IN",
    "CLAIMS",
    "COMING_BACK",
    "EVERYWHERE",
    "EXPECTED",
    "FIGURES",
    "FUNDS",
    "INVENTORY",
    "INVOICES",
    "KEYS",
    "LIST",
    "LOOK_UP",
    "LOTS",
    "MENDING",
    "MENDING_FIGURES",
    "OUTBOX",
    "PACKING",
    "PERFORMANCE",
    "PRINTING",
    "QUALITY",
    "RECORD",
    "RENEWALS",
    "RETENTION",
    "ROUTING",
    "SHELVES",
    "SITTING",
    "TICKETS",
    "VENDORS",
    "WORKSHOP",
    "Key",
    "bar",
    "bindings",
)

KEYS = (
    *CHECK_IN_KEYS,
    *SHELF_KEYS,
    *VENDOR_KEYS,
    *YEAR_KEYS,
    *BUILDER_KEYS,
    *MENDING_KEYS,
    *RECORD_KEYS,
    *BINDER_KEYS,
    *BENCH_KEYS,
    *LOT_KEYS,
    *COMING_BACK_KEYS,
    *TICKET_KEYS,
    *SHELVES_KEYS,
)
"""The whole table, in the order in which the README has it."""


def bindings(*where: str) -> list[BindingType]:
    """Textual's bindings for the keys of these places."""
    return [Binding(key.keys, key.action, key.word, show=False) for key in KEYS if key.where in where]


def bar(*wanted: tuple[str, str]) -> list[tuple[str, str]]:
    """Keys for the key bar, in order of use: (place, word) as the table has them."""
    by_name = {(key.where, key.word): (key.label, key.word) for key in KEYS}
    return [by_name[one] for one in wanted]
