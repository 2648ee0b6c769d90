"""Titles and other headings without the punctuation that cataloguing rules put between subfields (ISBD)."""

from __future__ import annotations

import unicodedata

from buckram.pattern.field import Field

NONSORTING_BEGIN, NONSORTING_END = "\x98", "\x9c"

_NONSORTING = str.maketrans("", "", NONSORTING_BEGIN + NONSORTING_END)
# A full stop behind one of these belongs to the word; behind any other word it ends the field.
_ABBREVIATED = frozenset(
    {
        "acad", "akad", "amer", "arch", "assoc", "biol", "bull", "bur", "cent", "chem", "cie", "co",
        "comm", "conf", "cong", "corp", "dept", "depts", "dist", "econ", "educ", "engl", "etc", "gesch",
        "govt", "hist", "hosp", "inc", "inst", "intl", "jr", "kgl", "komm", "lab", "libr", "ltd",
        "math", "mitt", "natl", "no", "nord", "nr", "phys", "proc", "prof", "psych", "pt", "publ",
        "quart", "rept", "sect", "ser", "serv", "soc", "sr", "st", "subcomm", "suppl", "surv", "techn",
        "trans", "univ", "verh", "vol", "wiss", "zeit", "zool",
    }
)  # fmt: skip
_JOINTS = {"b": " : "}
_KEY_TITLE_JOINTS = {"b": " "}


def title(field: Field, codes: str = "abnps") -> str:
    """A title from the subfields `codes` in their own order: "Physical review. B, Solid state"."""
    # In 210 and 222 $b is a qualifier and has its own parentheses.
    joints = _KEY_TITLE_JOINTS if field.tag in ("210", "222") else _JOINTS
    parts: list[str] = []
    mark = ""
    last = ""
    for code, value in field.subfields:
        text, ending = _split(plain(value))
        if code in codes and text:
            if parts:
                parts[-1] = without_final_stop(parts[-1])
                parts.append(_joint(code, last, mark, joints))
            parts.append(text)
            last = code
        mark = ending
    if parts and field.tag != "210":
        parts[-1] = without_final_stop(parts[-1])
    return "".join(parts)


def _joint(code: str, before: str, mark: str, joints: dict[str, str]) -> str:
    if code == "b" and mark in ("=", ";"):
        return f" {mark} "
    if code == "p" and before == "n":
        return ", "
    return joints.get(code, ". ")


def _split(text: str) -> tuple[str, str]:
    """The text without the mark that leads to the next subfield, and that mark."""
    if text and text[-1] in ":;=/,":
        return text[:-1].rstrip(), text[-1]
    return text, ""


def heading(value: str) -> str:
    """A place, publisher or other heading without its closing punctuation."""
    text, _ = _split(plain(value))
    text = without_final_stop(text)
    if text.count("[") != text.count("]"):  # [München : Bruckmann] is one bracket over two subfields
        text = text.removeprefix("[").removesuffix("]")
    return text


def plain(value: str) -> str:
    """Composed text (NFC) with single blanks and no marks for what is not filed."""
    if not value.isascii():
        value = unicodedata.normalize("NFC", value.translate(_NONSORTING))
    return " ".join(value.split())


def without_final_stop(text: str) -> str:
    """Without the full stop that ends a field; that of an abbreviation or of initials stays."""
    if not text.endswith(".") or text.endswith(".."):
        return text
    word = text[:-1].rpartition(" ")[2].strip("([").lower()
    if "." in word or word in _ABBREVIATED:
        return text
    return text[:-1]


def filing(field: Field, indicator: int) -> int:
    """How many characters of the title are passed over in filing: an article and its blank.

    indicator: 0 or 1, the place of the nonfiling indicator. The marks U+0098 ... U+009C at the start of
    the title decide when they are there (MARC 21 specifications, non-sorting
    characters).
    """
    value = field.first("a").lstrip()
    if value.startswith(NONSORTING_BEGIN) and (end := value.find(NONSORTING_END)) > 0:
        return end - 1
    digit = field.indicators[indicator]
    return int(digit) if digit.isascii() and digit.isdigit() else 0
