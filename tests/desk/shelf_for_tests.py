"""Titles that stand on a shelf, with the barcodes that their pieces bear."""

from __future__ import annotations

import re

from stdnum import ean

from library_for_tests import Shelf


def barcode(issn: str, addon: str = "") -> str:
    body = f"977{issn.replace('-', '')[:7]}00"
    return body + ean.calc_check_digit(body) + addon


def put_on_card(shelf: Shelf, name: str, issn: str, place: str, months: str) -> None:
    """A monthly whose add-on is the month, and has been learnt; every piece is of its one copy."""
    given = [re.fullmatch(r"(\d+)(?:\((\w)\))?", one) for one in months.split()]
    letters = "".join(one[2] or "a" for one in given if one)
    first = int(given[0][1]) if given[0] else 1
    title = shelf.title(name, issn, statuses=letters, first_month=first, location=place, addons=True)
    with shelf.library.transaction():
        shelf.library.execute(
            "UPDATE piece SET copy_id = (SELECT copy.id FROM copy WHERE copy.title_id = ?1)"
            " WHERE issue_id IN (SELECT id FROM issue WHERE title_id = ?1)",
            (title,),
        )
        # A missing issue came once: its piece is what is missing.
        shelf.library.execute(
            "INSERT INTO piece (issue_id, copy_id, condition, received_on)"
            " SELECT issue.id, copy.id, 'missing', '2026-10-05'"
            " FROM issue JOIN copy USING (title_id) WHERE title_id = ? AND status = 'missing'",
            (title,),
        )
