"""The keys of what comes once a year: renewals, funds, invoices."""

from __future__ import annotations

from buckram_tui.keys.key import (
    FUNDS,
    INVOICES,
    RENEWALS,
    Key,
)

YEAR_KEYS = (
    Key(RENEWALS, "enter", "Enter", "open", "subscription", "Vendor, numbers, term, fund, prices."),
    Key(RENEWALS, "r", "R", "renew", "decide('renew')", "Renew the marked subscriptions, or the lit one."),
    Key(RENEWALS, "c", "C", "cancel", "decide('cancel')", "Cancel at the end of the term."),
    Key(RENEWALS, "h", "H", "change", "change", "Change: copies, form, term, vendor, in words."),
    Key(RENEWALS, "t", "T", "otherwise", "otherwise", "Ceased, transferred, free with something."),
    Key(RENEWALS, "y", "Y", "undecided", "decide('')", "Not decided after all."),
    Key(RENEWALS, "n", "N", "note", "note", "A note beside the decision."),
    Key(RENEWALS, "p", "P", "price", "price", "The price of the next term."),
    Key(RENEWALS, "g", "G", "carry out", "carry_out", "Carry out what is decided, as one act."),
    Key(RENEWALS, "e", "E", "export", "export", "To Excel and back, CSV, text, printer."),
    Key(RENEWALS, "i", "I", "invoices", "to('invoices')", "The invoices."),
    Key(RENEWALS, "b", "B", "budgets", "to('funds')", "Funds, budgets, and how prices rise."),
    Key(RENEWALS, "o", "O", "card", "open", "Open the title's card."),
    Key(RENEWALS, "m", "M", "every", "every", "Mark every line, or none."),
    Key(RENEWALS, "d", "D", "days", "days", "How many days the list looks ahead."),
    Key(RENEWALS, "v", "V", "vendor", "only('vendor')", "Only one vendor."),
    Key(RENEWALS, "f", "F", "fund", "only('fund')", "Only one fund."),
    Key(RENEWALS, "l", "L", "location", "only('location')", "Only one location."),
    Key(RENEWALS, "a", "A", "all", "show_all", "All again, without filters."),
    Key(FUNDS, "enter", "Enter", "budget", "budget", "Set the budget of the lit fund."),
    Key(FUNDS, "left", "Left", "rises", "turn(-1)", "To the rise of prices and back (Left, Right)."),
    Key(FUNDS, "right", "Right", "", "turn(1)", ""),
    Key(FUNDS, "y", "Y", "year", "year", "Another year."),
    Key(FUNDS, "a", "A", "add", "add", "Add a fund."),
    Key(FUNDS, "n", "N", "name", "name", "Another name for the lit fund."),
    Key(FUNDS, "x", "X", "rate", "rate", "Set a rate of exchange of the year."),
    Key(FUNDS, "e", "E", "export", "export", "Print the table, or write it to a file."),
    Key(INVOICES, "enter", "Enter", "open", "open", "Open the invoice; there, match the lit line."),
    Key(INVOICES, "a", "A", "add", "add", "Enter an invoice; in it, a line."),
    Key(INVOICES, "f", "F", "file", "file", "Read invoices from a CSV file."),
    Key(INVOICES, "p", "P", "paid", "paid", "Say on which day it was paid."),
    Key(INVOICES, "m", "M", "match", "match", "Say which title the lit line pays for."),
    Key(INVOICES, "d", "D", "take away", "take_away", "Take the lit line or invoice away."),
)
