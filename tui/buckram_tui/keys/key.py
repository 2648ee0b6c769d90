"""A key, and the names of the places where keys act."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A key. keys: Textual's names. label, word: as the key bar has them. action: Textual's action."""

    where: str
    keys: str
    label: str
    word: str
    action: str
    explains: str


EVERYWHERE = "everywhere"
CHECK_IN = "check-in"
CARD = "on the card"
LIST = "in a list"
LOOK_UP = "look-up"
EXPECTED = "expected"
SITTING = "sitting"
WORKSHOP = "pattern"
PRINTING = "printing"
RETENTION = "retention"
INVENTORY = "inventory"
FIGURES = "figures"
RENEWALS = "renewals"
FUNDS = "funds"
INVOICES = "invoices"
CLAIMS = "claims"
OUTBOX = "outbox"
ROUTING = "routing"
VENDORS = "vendors"
PERFORMANCE = "performance"
ACCESS = "web access"
BINDERS = "binders"
BINDING = "binding pattern"
MENDING = "mending"
MENDING_FIGURES = "repairs"
RECORD = "binder's record"
BUILDER = "bindery"
COMING_BACK = "back"
LOTS = "lots"
PACKING = "packing"
QUALITY = "quality check"
BENCH = "bench"
TICKETS = "tickets"
SHELVES = "shelves"
