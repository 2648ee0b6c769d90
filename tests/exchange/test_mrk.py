"""MarcEdit text."""

from __future__ import annotations

from pathlib import Path

from buckram.exchange.marc.reading import parse
from buckram.exchange.marc.record import BadRecord, RawRecord
from buckram.pattern.field import Field
from marc_for_tests import numbers, read_bytes

ONE = r"""=LDR  00000cas a2200000 a 4500
=001  a1
=008  750101c19749999enkmr\p\\\\\\\0\\\a0eng\\
=022  0\$a0028-0836
=245  04$aThe price of {dollar}1 \ {lcub}x{rcub}$h[text].
"""


def test_a_record(tmp_path: Path) -> None:
    (one,) = read_bytes(tmp_path, ONE.encode(), "one.mrk")
    assert isinstance(one, RawRecord)
    record = one.whole()
    assert record.leader == "00000cas a2200000 a 4500"
    assert record.control("008") == "750101c19749999enkmr p       0   a0eng  "
    assert record.fields == (
        Field("022", "0 ", (("a", "0028-0836"),)),
        Field("245", "04", (("a", r"The price of $1 \ {x}"), ("h", "[text]."))),
    )
    assert parse(one.kept, one.syntax) == record


def test_line_ends_of_dos_a_byte_order_mark_and_no_blank_line(tmp_path: Path) -> None:
    text = "\ufeff" + ONE + ONE.replace("a1", "b2") + "\n\n" + ONE.replace("a1", "c3")
    found = read_bytes(tmp_path, text.replace("\n", "\r\n").encode())
    assert numbers(found) == ["a1", "b2", "c3"]
    second = text.replace("\n", "\r\n").encode().index(b"=LDR", 10)
    assert found[1].offset == second


def test_a_folded_line_goes_on(tmp_path: Path) -> None:
    (one,) = read_bytes(tmp_path, ONE.replace("price of", "price\nof").encode())
    assert isinstance(one, RawRecord)
    assert one.whole().fields[1].first("a").startswith("The price of")


def test_a_block_that_is_no_record_is_bad_and_the_file_goes_on(tmp_path: Path) -> None:
    no_leader = ONE.partition("\n")[2].replace("a1", "b2")
    found = read_bytes(tmp_path, f"{ONE}\n{no_leader}\n=24\n\n{ONE}".encode())
    assert numbers(found) == ["a1", "bad", "bad", "a1"]
    assert isinstance(found[1], BadRecord)
    assert found[1].control_number == "b2"
    assert found[1].data == no_leader.encode()
