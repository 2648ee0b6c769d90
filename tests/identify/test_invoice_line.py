"""Which subscription a line of an invoice names."""

from __future__ import annotations

import pytest

from buckram.identify.invoice_line import Named, Ordered, match

EBSCO, BRILL = 1, 2
ORDERS = [
    Ordered(1, EBSCO, ("Nature", "Nature (London)"), ("0028-0836",), "S-1", "77", True),
    Ordered(2, BRILL, ("Nature",), ("0028-0836",), "S-2", "77", True),
    Ordered(3, EBSCO, ("Nature reviews. Cancer",), ("1474-175X",), "S-3", "", True),
    Ordered(4, EBSCO, ("Old letters",), ("1111-1119",), "S-4", "", False),
    Ordered(5, EBSCO, ("Old letters",), ("1111-1119",), "S-5", "", True),
    Ordered(6, BRILL, ("Art history",), (), "", "", True),
    Ordered(7, BRILL, ("History of art and craft",), (), "", "", True),
]


@pytest.mark.parametrize(("named", "vendor", "found", "how"), [
    (Named(order_number="s 2", issn="1474-175X"), EBSCO, 2, "order number"),
    (Named(vendor_title_number="77"), EBSCO, 1, "vendor's number"),
    (Named(vendor_title_number="77"), 3, None, "no subscription answers"),
    (Named(issn="00280836"), BRILL, 2, "ISSN"),
    (Named(issn="1474-175x"), None, 3, "ISSN"),
    (Named(issn="0028-0836"), 3, None, "2 subscriptions answer by ISSN"),
    (Named(issn="1111-1119"), EBSCO, 5, "ISSN"),
    (Named(title="NATURE (London)"), BRILL, 1, "title"),
    (Named(title="nature"), EBSCO, 1, "title"),
    (Named(title="cancer reviews"), EBSCO, 3, "words of the title"),
    (Named(title="Art history, print edition 2027"), BRILL, 6, "words of the title"),
    (Named(title="history"), BRILL, None, "2 subscriptions answer by words of the title"),
    (Named(title="art"), BRILL, None, "no subscription answers"),
    (Named(), EBSCO, None, "no subscription answers"),
])  # fmt: skip
def test_what_a_line_pays_for(named: Named, vendor: int | None, found: int | None, how: str) -> None:
    assert match(named, ORDERS, vendor) == (found, how)
