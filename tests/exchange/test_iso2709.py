"""ISO 2709: what is broken is named and kept, and the file goes on."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from buckram.exchange.marc.record import BadRecord, RawRecord
from marc_for_tests import data, frame, numbers, read_bytes, serial

A, B, C = serial("a1", "Alpha."), serial("b2", "Beta."), serial("c3", "Gamma.")


def bad(found: list[RawRecord | BadRecord]) -> BadRecord:
    (one,) = [one for one in found if isinstance(one, BadRecord)]
    return one


def test_records_come_in_order_with_their_offsets(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, A + B + C)
    assert numbers(found) == ["a1", "b2", "c3"]
    assert [one.number for one in found] == [1, 2, 3]
    assert [one.offset for one in found] == [0, len(A), len(A + B)]
    assert b"".join(one.data for one in found) == A + B + C


def test_line_ends_and_padding_between_records_are_no_records(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, A + b"\r\n" + B + b"\n" + b" " * 500 + C + b"\0\0\x1a\n")
    assert numbers(found) == ["a1", "b2", "c3"]
    assert found[1].offset == len(A) + 2


def test_a_wrong_record_length_costs_one_record(tmp_path: Path) -> None:
    for length in (b"00010", b"00200", b"99999", b"     ", b"12x45"):
        found = read_bytes(tmp_path, A + length + B[5:] + C)
        assert numbers(found) == ["a1", "bad", "c3"]
        one = bad(found)
        assert one.number == 2
        assert one.offset == len(A)
        assert one.control_number == "b2"
        assert one.data == length + B[5:]


def test_the_sentence_tells_both_lengths(tmp_path: Path) -> None:
    one = bad(read_bytes(tmp_path, A + b"00200" + B[5:]))
    assert one.sentence == f"It gives its length as 200 bytes, but it is {len(B)} bytes long."


def test_a_record_cut_off_in_the_middle_does_not_take_the_next_with_it(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, A + B[:70] + C)
    assert numbers(found) == ["a1", "bad", "c3"]
    assert bad(found).data == B[:70]
    assert "cut off" in bad(found).sentence
    assert found[2].offset == len(A) + 70


def test_a_record_cut_off_at_the_end_of_the_file(tmp_path: Path) -> None:
    for kept in (1, 4, 23, 60, len(C) - 1):
        found = read_bytes(tmp_path, A + B + C[:kept])
        assert numbers(found) == ["a1", "b2", "bad"]
        assert bad(found).data == C[:kept]
        assert bad(found).offset == len(A + B)


def test_junk_between_records_is_listed_and_passed_over(tmp_path: Path) -> None:
    junk = b"HTTP/1.1 200 OK Content-Type: 12345 "
    found = read_bytes(tmp_path, A + junk + B + junk + b"\x1d" + C)
    assert numbers(found) == ["a1", "bad", "b2", "bad", "c3"]
    assert [one.data for one in found if isinstance(one, BadRecord)] == [junk, junk + b"\x1d"]


def test_junk_in_front_of_the_first_record(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, b"\xef\xbb\xbf" + A + B)
    assert numbers(found) == ["bad", "a1", "b2"]
    assert bad(found).data == b"\xef\xbb\xbf"


def test_a_terminator_inside_a_value_does_not_end_the_record(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, A + serial("x9", b"Be\x1dta.") + C)
    assert numbers(found) == ["a1", "x9", "c3"]


def test_a_directory_that_does_not_fit_is_replaced_by_the_order_of_the_fields(tmp_path: Path) -> None:
    shifted = B[:51] + b"9999" + B[55:]
    (one,) = read_bytes(tmp_path, shifted)
    assert isinstance(one, RawRecord)
    record = one.whole()
    assert record.control("001") == "b2"
    assert record.warnings == (
        "The directory does not fit the fields; they were read in the order in which they stand.",
    )


def test_a_directory_that_cannot_be_mended_makes_the_record_bad(tmp_path: Path) -> None:
    lost = B[:12] + b"00030" + B[17:]
    found = read_bytes(tmp_path, A + lost.replace(b"\x1e", b"\x1f", 1) + C)
    assert numbers(found) == ["a1", "bad", "c3"]
    assert "directory" in bad(found).sentence


def test_a_record_without_fields_is_bad(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, frame() + A)
    assert numbers(found) == ["bad", "a1"]
    assert bad(found).sentence == "It has no fields."


def test_a_huge_record_is_read_when_its_lengths_are_true(tmp_path: Path) -> None:
    long = [("500", data("$a" + "long note " * 900)) for _ in range(10)]
    found = read_bytes(tmp_path, A + serial("big", "Huge.", *long) + C)
    assert numbers(found) == ["a1", "big", "c3"]


def test_a_record_longer_than_its_five_digits_is_bad_and_named(tmp_path: Path) -> None:
    note = ("500", data("$a" + "x" * 9000))
    big = serial("big", "Huge.", *[note] * 12)
    assert len(big) > 99_999
    found = read_bytes(tmp_path, A + big[-99_999:] + C)
    assert numbers(found) == ["a1", "bad", "c3"]


def test_fields_out_of_the_order_of_the_directory(tmp_path: Path) -> None:
    whole = serial("a1", "Alpha.")
    first, second = whole[24:36], whole[36:48]
    (one,) = read_bytes(tmp_path, whole[:24] + second + first + whole[48:])
    assert isinstance(one, RawRecord)
    assert one.whole().controls[::-1] == (("001", "a1"), ("008", one.whole().control("008")))


def test_missing_and_superfluous_indicators(tmp_path: Path) -> None:
    (one,) = read_bytes(
        tmp_path, frame(("245", b"\x1faNone."), ("246", b"1\x1faOne."), ("500", b"012\x1faMany."))
    )
    assert isinstance(one, RawRecord)
    assert [field.indicators for field in one.whole().fields] == ["  ", "1 ", "01"]


def test_progress_ends_at_the_size_of_the_file(tmp_path: Path) -> None:
    from buckram.exchange.marc.reading import read_file

    path = tmp_path / "many.mrc"
    path.write_bytes((A + B) * 4000)
    told: list[tuple[int, int]] = []
    count = sum(1 for _ in read_file(path, progress=lambda done, total: told.append((done, total))))
    size = path.stat().st_size
    assert count == 8000
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == (size, size)


@given(st.lists(st.one_of(st.sampled_from([A, B, C]), st.binary(max_size=40)), max_size=8))
def test_no_byte_is_lost_whatever_the_file_holds(parts: list[bytes]) -> None:
    from io import BytesIO

    from buckram.exchange.marc import iso2709

    content = b"".join(parts)
    found = list(iso2709.read(BytesIO(content), lambda _: None))
    covered = sum(len(one.data) for one in found)
    end = 0
    for number, one in enumerate(found, 1):
        assert one.number == number
        assert content[one.offset : one.offset + len(one.data)] == one.data
        assert not content[end : one.offset].strip(b" \t\r\n\0\x1a\x1d")
        end = one.offset + len(one.data)
    assert covered <= len(content)
    assert not content[end:].strip(b" \t\r\n\0\x1a\x1d")
