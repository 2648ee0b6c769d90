"""Which characters the terminal can show, by the locale that the person set."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from unicodedata import combining, east_asian_width, normalize

_CELLS = "buckram-cells"


def terminal_charset(environ: Mapping[str, str]) -> str:
    """Python's name of the character set: "utf-8", "ascii", "iso8859-1" and so on.

    POSIX order: LC_ALL, LC_CTYPE, LANG; C and POSIX are ASCII. Where nothing is set, UTF-8. Asking
    Python's `locale` would not do: it turns the C locale into C.UTF-8 (PEP 538) for itself.
    """
    names = [environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    if names[0] == "" and names[1] == "C.UTF-8" and names[2] in ("C", "POSIX"):
        names[1] = ""  # set by Python itself, in place of the C that the person chose
    chosen = next((name for name in names if name), "C.UTF-8")
    if chosen in ("C", "POSIX"):
        return "ascii"
    charset = chosen.partition(".")[2].partition("@")[0]
    try:
        return codecs.lookup(charset or "utf-8").name
    except LookupError:
        return "ascii"


def encode(text: str, charset: str) -> bytes:
    """Text for the terminal. What it cannot show becomes its plain letter, else a question mark a cell."""
    return text.encode(charset, _CELLS)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(_stand_in(character, error.encoding) for character in lost), error.end


def _stand_in(character: str, charset: str) -> str:
    """The letter without its marks, or a plain quotation mark; always as many cells as the character."""
    width = _cells(character)
    plain = _SIGNS.get(character) or normalize("NFKD", character)[:1]
    if width == 1 and plain != character and plain.isprintable():
        try:
            plain.encode(charset)
        except UnicodeEncodeError:
            return "?"
        return plain
    return "?" * width


_SIGNS = {
    **dict.fromkeys("‘’‚ʻʼʾʿ′", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("–—·", "-"),
    **dict(zip("…ßøØłŁđĐæÆœŒı", ".soOlLdDaAoOi", strict=True)),
}


def _cells(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


codecs.register_error(_CELLS, _plainer)
