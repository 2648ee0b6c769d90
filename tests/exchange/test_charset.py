"""Character sets: the leader is often wrong, and one record may hold several."""

from __future__ import annotations

from pathlib import Path

import pytest

from buckram.exchange.marc import charset
from buckram.exchange.marc.record import RawRecord
from marc_for_tests import data, read_bytes, serial, title


def warnings(one: object) -> tuple[str, ...]:
    assert isinstance(one, RawRecord)
    return one.whole().warnings


MARC8 = [
    (b"L'ann\xe2ee \xe2economique", "L'année économique"),
    (b"Z\xe8urich und M\xe8unchen", "Zürich und München"),
    (b"\xa1\xe2od\xe2z", "Łódź"),
    (b"\x1b(NwESTNIK\x1b(B = Herald", "Вестник = Herald"),
    (b"\x1b(2`\x1b(B", "א"),
    (b"\x1b(3G\x1b(B", "ا"),
    (b"\x1b$1!0!!0#!04\x1b(B".replace(b"!0!!0#!04", b"\x21\x30\x21"), "一"),
    (b"\x1bb2\x1bsO", "₂O"),
    (b"Caf\xe2e &#x4E2D;", "Café 中"),
]


@pytest.mark.parametrize(("raw", "text"), MARC8)
def test_marc8(tmp_path: Path, raw: bytes, text: str) -> None:
    (one,) = read_bytes(tmp_path, serial("1", raw, utf8=False))
    assert title(one) == text
    assert warnings(one) == ()


def test_utf8_flagged_as_marc8(tmp_path: Path) -> None:
    (one,) = read_bytes(tmp_path, serial("1", "Ẓāhirīyah 東京大学", utf8=False))
    assert title(one) == "Ẓāhirīyah 東京大学"
    assert warnings(one) == (charset.NOT_MARC_8,)


def test_marc8_flagged_as_utf8(tmp_path: Path) -> None:
    (one,) = read_bytes(tmp_path, serial("1", b"L'ann\xe2ee", utf8=True))
    assert title(one) == "L'année"
    assert warnings(one) == (charset.NOT_UTF_8,)


@pytest.mark.parametrize("utf8", [True, False])
def test_latin1_comes_last_and_with_a_warning(tmp_path: Path, utf8: bool) -> None:
    (one,) = read_bytes(tmp_path, serial("1", "Qualité, société.".encode("latin-1"), utf8=utf8))
    assert title(one) == "Qualité, société."
    assert warnings(one) == (charset.LATIN_1,)


def test_each_field_is_judged_by_itself(tmp_path: Path) -> None:
    note = ("500", data("$aÜber".encode()))
    other = ("500", data(b"$aZ\xe8urich"))
    (one,) = read_bytes(tmp_path, serial("1", b"L'ann\xe2ee", note, other, utf8=False))
    assert isinstance(one, RawRecord)
    assert [field.first("a") for field in one.whole().fields] == ["L'année", "Über", "Zürich"]


def test_one_damaged_character_does_not_spoil_the_field(tmp_path: Path) -> None:
    raw = "東京大学研究".encode()
    (one,) = read_bytes(tmp_path, serial("1", raw[:4] + b"\xff" + raw[5:], utf8=True))
    assert title(one).endswith("大学研究")
    assert warnings(one) == (charset.LOSSY,)


def test_a_cut_off_east_asian_character_writes_nothing_to_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (one,) = read_bytes(tmp_path, serial("1", b"\x1b$1\x21\x30\x21\x21\x30", utf8=False))
    assert title(one) == "一"
    assert warnings(one) == (charset.LOSSY,)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("raw", ["Nature [London]", "[/] [bold]x[/bold]", "[s.l. : s.n., 19--]", "a\\[b"])
def test_brackets_stay_as_they_are(tmp_path: Path, raw: str) -> None:
    (one,) = read_bytes(tmp_path, serial("1", raw))
    assert title(one) == raw


def test_control_and_escape_characters_do_not_reach_the_screen(tmp_path: Path) -> None:
    raw = b"\x1b[31mRed\x1b[0m \x07bell\x08 tab\there\x7f \xc2\x9b2J"
    (one,) = read_bytes(tmp_path, serial("1", raw, utf8=True))
    assert title(one) == "[31mRed[0m bell tab here 2J"
    assert isinstance(one, RawRecord)
    assert "\x1b" in one.whole().fields[0].first("a"), "an export must not lose what came"


def test_right_to_left_and_east_asian_text(tmp_path: Path) -> None:
    for text in ("مجلة العلوم", "科学通报", "한국사회학", "Ἀθηνᾶ", "วารสารวิทยาศาสตร์"):
        (one,) = read_bytes(tmp_path, serial("1", text))
        assert title(one) == text
        assert warnings(one) == ()
