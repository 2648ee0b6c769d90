"""What a file is, by its first bytes; and every real file there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from buckram.errors import FileProblem
from buckram.exchange.marc import kinds
from buckram.exchange.marc.reading import Alien, parse, read_file
from buckram.exchange.marc.record import BadRecord
from buckram.exchange.marc.rejected import RejectedFile
from marc_for_tests import CORPUS, read_bytes, serial

ALIENS = [
    (b"", Alien.EMPTY),
    (b'{"leader": "x"}', Alien.JSON),
    (b" \n[1, 2]", Alien.JSON),
    (b"<!DOCTYPE html><p>", Alien.WEB_PAGE),
    (b"PK\x03\x04....", Alien.PACKED),
    (b"\x1f\x8b\x08", Alien.PACKED),
    (b"Title,ISSN\nNature,0028-0836\n", Alien.UNKNOWN),
    (b"\n\n", Alien.UNKNOWN),
]


@pytest.mark.parametrize(("content", "what"), ALIENS)
def test_what_is_no_marc_is_told_in_one_sentence(tmp_path: Path, content: bytes, what: Alien) -> None:
    (one,) = read_bytes(tmp_path, content)
    assert isinstance(one, BadRecord)
    assert one.sentence == what.value
    assert one.data == b""


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read"):
        list(read_file(tmp_path / "none.mrc"))


def test_bad_records_go_whole_into_the_rejected_file(tmp_path: Path) -> None:
    broken = b"00099" + serial("b2")[5:]
    path = tmp_path / "in.mrc"
    path.write_bytes(serial("a1") + broken + serial("c3") + b"0004")
    with RejectedFile(path) as rejected:
        for one in read_file(path):
            if isinstance(one, BadRecord):
                rejected.add(one)
    assert rejected.path == tmp_path / "in.mrc.rejected"
    assert rejected.path.read_bytes() == broken + b"0004"
    assert rejected.count == 2


def test_a_clean_run_removes_what_an_earlier_run_rejected(tmp_path: Path) -> None:
    path = tmp_path / "in.mrc"
    (tmp_path / "in.mrc.rejected").write_bytes(b"old")
    with RejectedFile(path) as rejected:
        pass
    assert not rejected.path.exists()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "big.mrc"
    one = serial("a1", "Nature.", *[("500", b"  \x1fa" + b"x" * 900)] * 10)

    def peak(times: int) -> int:
        path.write_bytes(one * times)
        tracemalloc.start()
        count = sum(1 for _ in read_file(path))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert count == times
        return most

    assert peak(600) < 2 * peak(150) < 8_000_000


def corpus_files() -> list[Path]:
    return sorted(p for p in CORPUS.rglob("*") if p.is_file()) if CORPUS.is_dir() else []


def test_every_real_file_goes_through_and_adds_up() -> None:
    if not corpus_files():
        pytest.skip("the shared folder of real records is not here")
    whole = bad = skipped = taken = 0
    for path in corpus_files():
        for place, one in enumerate(read_file(path), 1):
            assert one.number == place
            whole += 1
            if isinstance(one, BadRecord):
                bad += 1
                assert one.sentence.endswith(".")
                continue
            assert parse(one.kept, one.syntax) == one.whole(), path
            found = kinds.read(one)
            if isinstance(found, kinds.Skipped):
                skipped += 1
                assert found.sentence.endswith(".")
            else:
                taken += 1
    assert whole == bad + skipped + taken
    assert (bad, skipped, taken) == (19, 98, 396)
