"""The demonstration as MARC records that other systems can load."""

import io
from datetime import date
from pathlib import Path

import pymarc
import pytest

from buckram.desk.importing import import_file
from buckram.exchange.marc import bib, mfhd
from buckram.exchange.marc.reading import read_file
from buckram.exchange.marc.record import MarcRecord, RawRecord
from buckram.pattern import parse_pattern
from buckram_data.records import marc_file
from buckram_data.tables import load
from library_for_tests import Shelf

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def content() -> bytes:
    return marc_file(TODAY)


@pytest.fixture(scope="module")
def read_back(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[MarcRecord]:
    path: Path = tmp_path_factory.mktemp("marc") / "demo.mrc"
    path.write_bytes(content)
    raw = list(read_file(path))
    assert [one for one in raw if not isinstance(one, RawRecord)] == []
    return [one.decode(None) for one in raw if isinstance(one, RawRecord)]


def test_pymarc_reads_every_record_too(content: bytes, read_back: list[MarcRecord]) -> None:
    found = list(pymarc.MARCReader(io.BytesIO(content)))
    assert None not in found
    assert len(found) == len(read_back)


def test_titles_read_back_as_they_stand_in_the_tables(read_back: list[MarcRecord]) -> None:
    tables = load()
    found = [bib.read(record) for record in read_back if not mfhd.is_holdings(record.leader)]
    assert len(found) == len(tables.titles)
    for title, read in zip(tables.titles, found, strict=True):
        assert (read.name, read.vernacular) == (title.name, title.vernacular), title.key
        assert (read.language, read.country) == (title.language, title.country)
        assert (read.publisher or "[s.n.]") in (title.publisher, title.publisher.strip("[]")), title.key
        assert ("issn", title.issn.replace("-", "")) in [(str(n.kind), n.value) for n in read.identifiers]
        if title.call_number:
            assert read.call_number is not None
            assert read.call_number.text == title.call_number


def test_holdings_belong_to_their_title_and_their_patterns_work(read_back: list[MarcRecord]) -> None:
    tables = load()
    numbers = {record.control("001") for record in read_back if not mfhd.is_holdings(record.leader)}
    found = [mfhd.read(record) for record in read_back if mfhd.is_holdings(record.leader)]
    assert len(found) == len(tables.copies)
    for read in found:
        assert set(read.bib_numbers) <= numbers
        assert len(read.places) == 1
        for pattern in read.patterns:
            parse_pattern(pattern)
    assert sum(len(read.received) for read in found) > 1500
    assert sum(bool(read.statements) for read in found) == len(tables.statements)


def test_a_library_can_begin_with_them(content: bytes, shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "demo.mrc"
    path.write_bytes(content)
    tables = load()
    report = import_file(shelf.desk(), path)
    assert (report.titles_new, report.holdings_new) == (len(tables.titles), len(tables.copies))
    assert (report.rejected, report.skipped) == (0, 0)
    assert not import_file(shelf.desk(), path).changed
