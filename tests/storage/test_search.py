"""Look-up ranks in steps."""

from __future__ import annotations

import pytest

from buckram.storage.search import match_text, search
from library_for_tests import Shelf


@pytest.fixture
def several(shelf: Shelf) -> Shelf:
    for name, issn in (
        ("The nature of things", "0378-5955"),
        ("Nature", "0028-0836"),
        ("Annals of nature study", "0036-8075"),
        ("Naturens verden", "0013-0613"),
        ("Études naturalistes", "1050-124X"),
        ("Наука и жизнь", "2434-561X"),
        ("科学技术", "2049-3630"),
        ("مجلة العلوم", "1144-875X"),
        ("Журнал [Москва]", "0139-6323"),
        ("100 years", "0002-9769"),
        ("Łódź review", "0040-781X"),
    ):
        shelf.title(name, issn, statuses="", pattern=False)
    return shelf


def names(shelf: Shelf, text: str) -> list[str]:
    return [t.name for t in search(shelf.library, text)]


def test_whole_words_come_first_those_at_the_beginning_before_others(several: Shelf) -> None:
    assert names(several, "nature") == [
        "Nature",
        "The nature of things",
        "Annals of nature study",
        "Naturens verden",
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("etudes", "Études naturalistes"),
        ("ÉTUDES", "Études naturalistes"),
        ("natural etud", "Études naturalistes"),
        ("жизнь", "Наука и жизнь"),
        ("技术", "科学技术"),
        ("学技", "科学技术"),
        ("العلوم", "مجلة العلوم"),
        ("журнал москва", "Журнал [Москва]"),
        ("[Москва]", "Журнал [Москва]"),
        ("lodz", "Łódź review"),
        ("a nat stu", "Annals of nature study"),
        ("100 y", "100 years"),
        ("00280836", "Nature"),
        ("0028-0836", "Nature"),
        ("0028-08", "Nature"),
    ],
)
def test_in_every_script_with_and_without_marks(several: Shelf, typed: str, found: str) -> None:
    assert found in names(several, typed)


@pytest.mark.parametrize(
    "typed", ["", " ", '"', "*", "nature AND", "NOT", "a:b", "(((", "NEAR(", "-", "^x", "\x00"]
)
def test_no_text_breaks_the_query(several: Shelf, typed: str) -> None:
    assert isinstance(names(several, typed), list)


def test_ideographs_are_looked_for_as_they_stand() -> None:
    assert match_text("科 学 review nat", begun=1) == '"科 学" "review" "nat"*'
    assert match_text("j am chem", begun=9) == '"j"* "am"* "chem"*'
    assert match_text("nature") == '"nature"'


def test_a_library_full_of_beginnings_does_not_hide_the_whole_word(shelf: Shelf) -> None:
    for n in range(60):
        shelf.title(f"Arthritis {n}", statuses="", pattern=False)
    shelf.title("Modern art", statuses="", pattern=False)
    assert names(shelf, "art")[0] == "Modern art"
    assert len(names(shelf, "art")) == 50
