"""Letters in four languages, of each level and mixed, as they go out; their words, days and files."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from buckram.errors import Refused
from buckram.exchange.claim_lines import Level, claim_of, level_of, reference
from buckram.exchange.letter_files import as_docx, as_pdf, as_text
from buckram.exchange.letter_words import LANGUAGES, claim_words, day_words, reason_words
from buckram.exchange.letters import COLUMNS, letter, slug
from exchange.claims_for_tests import claims

LETTERS = Path(__file__).with_name("letters")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", Level)
def test_a_letter_as_it_goes_out(language: str, level: Level) -> None:
    made = letter(claims(level, language))
    assert f"{made.subject}\n\n{made.text}" == (LETTERS / f"{language}-{level}.txt").read_text()
    assert max(map(len, made.text.splitlines())) <= COLUMNS


def test_a_mixed_letter_says_no_more_than_is_so() -> None:
    first, second, last = (claims(level).lines[0] for level in (Level.FIRST, Level.SECOND, Level.FINAL))
    third = replace(second, number=3)
    for lines, numbers, said in (
        ([second, first], "(first, second)", "Some of them have been claimed before"),
        ([last, third, second], "(second, third, final)", "All of them have been claimed before"),
        ([last, first], "(first, final)", "a final claim is marked as such"),
    ):
        mixed = replace(claims(), lines=lines)
        made = letter(mixed)
        assert mixed.level is Level.MIXED
        assert made.subject == f"Claims M0017 {numbers}: serial issues not received"
        text = " ".join(made.text.split())
        assert said in text
        assert ("final claim is marked" in text) == ("four weeks" in text) == (last in lines)
    assert replace(claims(), lines=[third, second]).level is Level.SECOND


def test_a_language_that_is_not_known_is_written_to_in_english() -> None:
    finnish = claims()
    finnish = replace(finnish, vendor=replace(finnish.vendor, language="fin"))
    assert letter(finnish) == letter(claims())
    assert reason_words("late", "fin") == "not received"
    assert set(LANGUAGES["eng"].reasons) == set(LANGUAGES["spa"].reasons) == set(LANGUAGES["ger"].reasons)


@pytest.mark.parametrize(("language", "day_first", "words"), [
    ("eng", True, "1 March 2026"),
    ("eng", False, "March 1, 2026"),
    ("ger", False, "1. März 2026"),
    ("fre", True, "1er mars 2026"),
    ("spa", True, "1 de marzo de 2026"),
    ("fin", True, "1 March 2026"),
])  # fmt: skip
def test_days_in_each_language(language: str, day_first: bool, words: str) -> None:
    assert day_words(date(2026, 3, 1), language, day_first=day_first) == words


@pytest.mark.parametrize(("number", "most", "level"), [
    (1, 3, "first"), (2, 3, "second"), (3, 3, "final"), (4, 3, "final"), (2, 2, "final"), (1, 1, "first"),
    (3, 5, "second"),
])  # fmt: skip
def test_levels(number: int, most: int, level: str) -> None:
    assert level_of(number, most) == level


def test_a_claim_s_number_in_words() -> None:
    assert claim_words(5, "fre", final=False) == "5e réclamation"
    assert claim_words(3, "ger", final=True) == "letzte Reklamation"


@pytest.mark.parametrize(("text", "claim"), [
    (reference(45), 45),
    ("Your ref. clm 00045: sent", 45),
    ("CLM0", None),
    ("XCLM0045", None),
    ("45", None),
    (reference(123456), 123456),
])  # fmt: skip
def test_the_reference_comes_back(text: str, claim: int | None) -> None:
    assert claim_of(text) == claim


def test_a_vendor_s_folder_is_called_by_its_name() -> None:
    assert slug("Société éditrice du Monde & Cie.") == "societe-editrice-du-monde-cie"


def test_files_of_a_letter() -> None:
    made = letter(claims(Level.SECOND, "spa"))
    assert as_text(made).decode() == made.text
    assert as_pdf(made).startswith(b"%PDF")
    document = zipfile.ZipFile(io.BytesIO(as_docx(made))).read("word/document.xml").decode()
    assert "Estimados señores:" in document
    assert "CLM0047" in document


def test_an_own_template_that_is_no_text_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "letters" / "eng"
    folder.mkdir(parents=True)
    (folder / "first.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match=r"first\.txt.* does not work"):
        letter(claims(), str(tmp_path))
