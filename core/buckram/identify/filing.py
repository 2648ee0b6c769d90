"""Titles in shelf and list order: the initial article goes, numbers count as numbers.

MARC 21 nonfiling indicators, and for records without one the articles of the language (Library of
Congress, MARC bibliographic format, appendix F).
"""

from __future__ import annotations

import re

from buckram.identify.folding import plain_words

# By MARC language code. An article that ends in an apostrophe or hyphen is joined to its word.
_ARTICLES = {
    "eng": "a an the ye",
    "fre": "l' la le les un une des",
    "ger": "das dem den der des die ein eine einem einen einer eines 's",
    "spa": "el la las lo los un una unos unas",
    "ita": "gl' gli i il l' la le lo li un un' una uno",
    "por": "a as o os um uma uns umas",
    "cat": "el els en l' la les un una na",
    "dut": "de een eene het 'n 't",
    "afr": "die 'n",
    "dan": "de dei den det ei ein eit en et",
    "nor": "de dei den det ei ein eit en et",
    "nno": "de dei den det ei ein eit en et",
    "nob": "de dei den det ei ein eit en et",
    "swe": "de den det en ett",
    "ice": "hin hina hinar hinir hinn hinna hinnar hinni hins hinu hinum hið",
    "gle": "an na am a' an-t an-t'",
    "gla": "an na am a' an-t an-t'",
    "wel": "y yr 'r",
    "hun": "a az egy",
    "gre": "ho hē to hoi hai ta heis hen mia tēs ο η το οι τα ένας μια ένα",
    "heb": "ha- he-",
    "ara": "al- el- ad- ar- as- aṣ- ash- at- aṭ- az- aẓ- aḍ-",
    "yid": "a an der di dos eyn eyne",
    "rum": "un o unei unui",
    "haw": "ka ke na he o",
    "mlg": "ny",
    "tgl": "ang mga si sina",
    "mlt": "il- l-",
    "tur": "bir",
    "alb": "një",
    "fry": "de in it",
    "wln": "des les on",
    "oci": "il la le li lo lou los las",
    "baq": "bat",
    "epo": "la",
}

# By language: all articles, those that are joined to their word, and the letters any of them begins with.
_BY_LANGUAGE = {
    language: (
        frozenset(words.split()),
        tuple(word for word in words.split() if word[-1] in "'-"),
        frozenset(word[0] for word in words.split()),
    )
    for language, words in _ARTICLES.items()
}

# Proper names that begin with what looks like an article.
_NAMES = frozenset(
    {"los angeles", "los alamos", "las vegas", "las palmas", "la rochelle", "la paz", "la plata", "la rioja",
     "la haye", "la fontaine", "la salle", "le havre", "le mans", "le corbusier", "el paso", "el salvador",
     "el cairo", "den haag", "de gaulle", "des moines"}
)  # fmt: skip

_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")
_OPENING = "\"'«»„“”‘’‹›([{<¿¡ "
_NONSORTING = re.compile("[\x88\x98][^\x89\x9c]*[\x89\x9c]")
_GROUPED = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
_DIGITS = re.compile(r"\d+", re.ASCII)
_AND = {"eng": "and", "fre": "et", "ger": "und", "spa": "y", "ita": "e", "por": "e", "dut": "en", "lat": "et"}


def filing_title(title: str, nonfiling: int = 0, language: str = "") -> str:
    """The title from its first filing word on, otherwise as written.

    nonfiling: the record's count of characters to skip, 0 for none or not known. language: MARC code
    (008/35-37), whose articles are taken off where the record counts none. An article stays where it is
    followed by punctuation ("Un, deux, trois") or is part of a place name ("Los Angeles times").
    """
    if unsorted := _NONSORTING.match(title):
        return title[unsorted.end() :].strip()
    if skipped := _skip(title, nonfiling):
        return title[skipped:].strip()
    title = title.strip().lstrip("¿¡")
    return title[_article_length(title, language) :]


def sort_title(title: str, nonfiling: int = 0, language: str = "") -> str:
    """The key under which a title is filed; compare keys as plain strings.

    Articles off, case and diacritics dropped, "&" spelled, apostrophes closed up, other punctuation blank,
    every number padded to ten digits: nothing comes before something, word by word.
    """
    text = filing_title(title, nonfiling, language).translate(_APOSTROPHES).replace("'", "")
    text = _GROUPED.sub("", text.replace("&", f" {_AND.get(language, 'and')} "))
    return _DIGITS.sub(lambda m: m[0].zfill(10), plain_words(text))


def _skip(title: str, nonfiling: int) -> int:
    """The record's count where it can be right, mended by one, else 0.

    Records count the combining marks of the article ("Hē ") that are gone once the text is composed, and
    some count wrongly: a cut inside a Latin, Greek or Cyrillic word is never meant. Hebrew and Arabic
    articles are part of the word.
    """
    if not 0 < nonfiling < len(title):
        return 0
    inside = title[nonfiling - 1].isalpha() and title[nonfiling].isalpha() and title[nonfiling] < "\u0590"
    if not inside:
        return nonfiling
    return nonfiling - 1 if nonfiling > 1 and not title[nonfiling - 2].isalnum() else 0


def _article_length(title: str, language: str) -> int:
    """How many characters the initial article of the language takes, with its blank and opening marks."""
    if language not in _BY_LANGUAGE:
        return 0
    articles, joined_ones, letters = _BY_LANGUAGE[language]
    opening = len(title) - len(title.lstrip(_OPENING))
    if not opening and title[:1].translate(_APOSTROPHES).lower() not in letters:
        return 0
    for start in dict.fromkeys((0, opening)):  # "'t" and "'n" begin with what else is a quotation mark
        rest = title[start:].translate(_APOSTROPHES).lower()
        if " ".join(rest.split(None, 2)[:2]) in _NAMES:
            return 0
        word = rest.partition(" ")[0]
        article = word.rstrip('])"»”') if start else word
        if article in articles and len(rest) > len(word):
            after = title[start + len(word) :]
            return start + len(word) + len(after) - len(after.lstrip(_OPENING))
        for joined in joined_ones:
            if rest.startswith(joined) and rest[len(joined) :][:1].isalpha():
                return start + len(joined)
    return 0
