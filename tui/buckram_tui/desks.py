"""The screens beside check-in: where each one is, and how F9 offers it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OtherScreen:
    """A screen beside check-in. letter, word, explains: as F9 has it; without a letter it is not there."""

    module: str
    name: str
    letter: str = ""
    word: str = ""
    explains: str = ""


SCREENS = {
    "look-up": OtherScreen("lookup", "LookUp", "l", "look up", "Look a title up (F3)."),
    "expected": OtherScreen("expected", "Expected", "e", "expected", "What is due, late first (F4)."),
    "sitting": OtherScreen(
        "sitting", "Sitting", "s", "sitting", "What this sitting did and what waits (F5)."
    ),
    "printing": OtherScreen("printing", "Printing", "p", "printing", "Labels, slips and lists that wait."),
    "workshop": OtherScreen("workshop", "Workshop"),
    "retention": OtherScreen("retention", "Retention", "r", "retention", "What may be withdrawn, and why."),
    "inventory": OtherScreen("inventory", "Inventory", "i", "inventory", "Walk along the shelf and scan."),
    "claims": OtherScreen("claims", "Claims", "c", "claims", "What is to be claimed today (F8)."),
    "renewals": OtherScreen(
        "renewals", "Renewals", "u", "subscriptions", "What ends, what it costs; invoices and funds."
    ),
    "funds": OtherScreen("funds", "Funds"),
    "invoices": OtherScreen("invoices", "Invoices"),
    "figures": OtherScreen("figures", "Figures", "f", "figures", "Your own working figures."),
    "outbox": OtherScreen("outbox", "Outbox", "o", "outbox", "Letters to vendors: made, read, sent."),
    "routing": OtherScreen("routing", "Routing", "t", "routing", "Pieces that are out, and their readers."),
    "vendors": OtherScreen("vendors", "Vendors", "v", "vendors", "Who supplies: sheets, titles, merging."),
    "performance": OtherScreen(
        "performance", "Performance", "q", "performance", "How suppliers perform, with plots."
    ),
    "access": OtherScreen("access", "Access", "w", "web access", "Read online: addresses, print beside it."),
    "builder": OtherScreen("bindery.builder", "Builder", "b", "bindery", "What is due; build a lot."),
    "bench": OtherScreen("bindery.bench", "Bench", "d", "bench", "Collate, hold, search, decide."),
    "tickets": OtherScreen(
        "bindery.tickets", "Tickets", "k", "tickets", "Tickets and spines for the binder."
    ),
    "lots": OtherScreen("bindery.lots", "Lots", "g", "lots", "Lots: packed, sent, due back, overdue."),
    "packing": OtherScreen("bindery.packing", "Packing"),
    "coming-back": OtherScreen("bindery.coming_back", "ComingBack"),
    "quality-check": OtherScreen("bindery.quality_check", "QualityCheck"),
    "binders": OtherScreen(
        "bindery.binders", "Binders", "n", "binders", "Who binds: prices, colours, limits, titles."
    ),
    "binding": OtherScreen("bindery.pattern", "Pattern"),
    "record": OtherScreen(
        "bindery.record", "Record", "j", "binder's record", "How long, how good, what it cost; with plots."
    ),
    "mending": OtherScreen(
        "bindery.mending", "Mending", "m", "mending", "What is damaged: decide, mend, back on its shelf."
    ),
    "mending figures": OtherScreen("bindery.mending_figures", "MendingFigures"),
    "shelves": OtherScreen(
        "bindery.shelves", "Shelves", "h", "shelves", "Room, growth, when full; plan a shift; labels."
    ),
}
"""The screens beside check-in, by the name that `go` knows."""
