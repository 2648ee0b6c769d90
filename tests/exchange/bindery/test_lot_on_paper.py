"""The manifest of a lot and the labels of its boxes: as they stand in manifest.txt and box_labels.txt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from buckram.exchange.bindery.box_labels import BoxLabel, labels_pdf, labels_text
from buckram.exchange.bindery.manifest import Manifest, ManifestBox, ManifestLine, manifest_text
from buckram.exchange.bindery.manifest_paper import manifest_pdf
from buckram.exchange.text_lines import cells

HERE = Path(__file__).parent


def line(sequence: int, **values: object) -> ManifestLine:
    usual: dict[str, object] = {
        "sequence": sequence,
        "box": 1,
        "ticket": f"T26{sequence:05}",
        "lettered": "JOURNAL / OF LIBRARY / AUTOMATION",
        "volume": "v.36 (1984)",
        "pieces": 12,
        "call_number": "Z671 .J6",
        "cover_class": "standard",
        "cover": "group F buckram, 588 maroon, gold foil",
        "flags": (),
        "price": "12.50 USD",
        "instructions": "",
    }
    # Fields of several types in one dict.
    return ManifestLine(**(usual | values))  # type: ignore[arg-type]


MANIFEST = Manifest(
    library="Ludlow College Library",
    address=("12 High Street", "Ludlow SY8 1AB"),
    library_code="LUD",
    account="4711",
    binder="Acme Bindery",
    binder_address=("Unit 4, Mill Lane", "Leeds"),
    number="2026-07",
    kind="periodicals",
    service="standard",
    order_number="PO 77",
    made="21 Nov 2026",
    sent="",
    pick_up="24 Nov 2026",
    due_back="22 Dec 2026",
    weight="9 lb",
    price="43.00 USD",
    instructions="Ring before you come. The lift is out of order until Christmas: come to the back door.",
    boxes=(ManifestBox(1, 2, "7 lb"), ManifestBox(2, 1, "2 lb")),
    lines=(
        line(1),
        line(
            2,
            lettered="大學圖書館學報 / 中華民國圖書館學會出版之學術期刊 / 合訂本第三十六卷第一期至第六期",
            flags=("RUSH", "BIND INCOMPLETE"),
            instructions="Watch fold-outs. Bind in maps. The title page [sic] of v.35 is in front.",
        ),
        line(3, box=2, ticket="", lettered="Annals [of] trial", cover_class="pamphlet", cover="", price=""),
    ),
    symbols="code39",
)

LABEL = BoxLabel(
    to=("Acme Bindery", "Unit 4, Mill Lane", "Leeds"),
    sender=("Ludlow College Library", "12 High Street", "Ludlow SY8 1AB"),
    lot="2026-07",
    box=1,
    boxes=2,
    units=2,
    weight="7 lb",
    service="standard",
    kind="periodicals",
    account="4711",
    order_number="PO 77",
    due_back="22 Dec 2026",
)
LABELS = (LABEL, replace(LABEL, box=2, units=1, weight="2 lb", service="rush", due_back="", account=""))


@pytest.mark.parametrize(
    ("name", "made"),
    [("manifest.txt", manifest_text(MANIFEST)), ("box_labels.txt", labels_text(LABELS))],
)
def test_as_it_stands_on_paper(name: str, made: str) -> None:
    assert made.replace("\f", "----- new page -----\n") == (HERE / name).read_text()
    assert max(cells(one) for one in made.splitlines()) <= 80


def test_a_long_manifest_goes_on_on_further_pages() -> None:
    made = manifest_text(replace(MANIFEST, lines=[line(n) for n in range(1, 500)]))
    pages = made.split("\f")
    assert all(page.count("\n") <= 60 for page in pages)
    assert pages[-1].rstrip().endswith(f"page {len(pages)} of {len(pages)}")
    assert made.count("[ ]") == 499
    assert all(page.startswith("BINDERY LOT 2026-07") for page in pages)


def test_labels_as_pdf_have_a_page_for_each_box() -> None:
    made = labels_pdf(LABELS)
    assert made.startswith(b"%PDF")
    assert made.count(b"/Type /Page\n") == 2


def test_the_manifest_as_pdf_has_a_symbol_for_each_ticket() -> None:
    # A long lot with a title in Arabic: no unit is broken over two pages, and no number lacks its bars.
    lot = replace(MANIFEST, lines=[line(n, lettered="مجلة المكتبات") for n in range(1, 30)])
    made, bare = manifest_pdf(lot), manifest_pdf(replace(lot, symbols="none"))
    assert made.count(b"/Type /Page\n") == bare.count(b"/Type /Page\n") == 3
    assert len(made) > len(bare)
