"""Call numbers in shelf order: a key for each, compared as plain strings.

Library of Congress (NLM is built alike), Dewey, SuDocs, and anything else. The order is the usual one of
the shelf-listing manuals: class numbers by value, what follows a decimal point and what follows a cutter's
letters digit by digit, a date before a further cutter before a volume, and nothing before something.
"""

from __future__ import annotations

import re

# What may stand before a number of a volume, a part, an opus, a copy.
_CAPTIONS = "VOL|V|NO|NR|N|PT|T|BD|BK|COPY|C|SER|SUPPL|OP|ED|FASC|HEFT|H"
_LONG_CAPTIONS = "VOL|NO|NR|PT|BD|SER|SUPPL|COPY|FASC|HEFT"

_LC_CLASS = re.compile(r"(?P<letters>[A-Z]{1,3}) ?(?P<number>\d{1,5})(?P<decimals>\.\d+)?(?!\d)", re.ASCII)
_DEWEY_CLASS = re.compile(r"(?P<number>\d{1,3})(?P<decimals>\.\d+)?(?!\d)", re.ASCII)
_SEGMENT_MARK = re.compile(r"(?<=\d)['/’](?=[.\d])", re.ASCII)
_AUTHOR_MARK = re.compile(r"([A-Z]{1,3})(?= |$)", re.ASCII)

# Tried in this order at each place. `caption` needs its stop unless it is long or follows a date or another
# suffix: V5 after a class number is a cutter, V2 after a date is a volume.
_CAPTION_DOTTED = re.compile(rf"(?P<caption>{_CAPTIONS})\. ?(?P<n>\d+)(?!\d)", re.ASCII)
_CAPTION_LONG = re.compile(rf"(?P<caption>{_LONG_CAPTIONS}) ?(?P<n>\d+)(?!\d)", re.ASCII)
_CAPTION_ANY = re.compile(rf"(?P<caption>{_CAPTIONS})\.? ?(?P<n>\d+)(?!\d)", re.ASCII)
_ORDINAL = re.compile(r"(?P<n>\d{1,4})(?P<suffix>ST|ND|RD|TH|D)(?!\w)", re.ASCII)
_YEAR = re.compile(r"(?P<n>\d{4})(?P<suffix>[A-Z]+(?!\d)|)(?!\d)", re.ASCII)
_CUTTER = re.compile(r"\.?(?P<letters>[A-Z]{1,3})(?P<digits>\d+)(?P<work>[A-Z]*)(?!\w)", re.ASCII)
_CUTTER_RUN_ON = re.compile(r"\.?(?P<letters>[A-Z]{1,3})(?P<digits>\d+)(?P<work>)(?=[A-Z]{1,3}\d)", re.ASCII)
_BARE_CUTTER = re.compile(r"\.(?P<letters>[A-Z]{1,3})(?!\w)", re.ASCII)
_REST = re.compile(r"\S+")
_DIGITS = re.compile(r"\d+", re.ASCII)

# Before what has no class number or a prefix: sorts after all that begin with one.
_APART = "~"

# Sort digits of the kinds of token: a date before a cutter before everything else.
_DATE_RANK, _CUTTER_RANK, _OTHER_RANK = "1", "2", "3"


def call_sort(call_number: str, scheme: str | None = None) -> str:
    """The shelf-order key of a call number; keys are compared as plain strings.

    scheme: "lc", "dewey", "nlm", "sudocs" or "other"; None looks at the number itself (digits first is
    Dewey, letters and digits is LC; SuDocs cannot be told from LC and must be said). A number that does not
    have the form of its scheme sorts after all that have, and so does one with a collection's prefix (REF).
    """
    text = " ".join(call_number.upper().split())
    match scheme or _scheme_of(text):
        case "lc" | "nlm":
            return _lc(text)
        case "dewey":
            return _dewey(text)
        case "sudocs":
            return _sudocs(text)
        case "other":
            return _runs(text)
        case _:
            return _APART + _runs(text)


def _scheme_of(text: str) -> str:
    for part in (text, text.partition(" ")[2]):
        if _DEWEY_CLASS.match(part):
            return "dewey"
        if _LC_CLASS.match(part):
            return "lc"
    return ""


def _lc(text: str) -> str:
    text = text.rstrip(".")
    prefix, match = _class_of(_LC_CLASS, text)
    if match is None:
        return prefix
    head = f"{prefix}{match['letters']:3}{match['number'].zfill(5)}{match['decimals'] or ''}"
    return " ".join([head, *_tokens(match.string[match.end() :])])


def _dewey(text: str) -> str:
    prefix, match = _class_of(_DEWEY_CLASS, _SEGMENT_MARK.sub("", text))
    if match is None:
        return prefix
    head = prefix + match["number"].zfill(3) + (match["decimals"] or "")
    rest = match.string[match.end() :].strip()
    # An author mark of letters alone (SMI) stands where a cutter stands.
    if _AUTHOR_MARK.match(rest):
        rest = "." + rest
    return " ".join([head, *_tokens(rest)])


def _class_of(pattern: re.Pattern[str], text: str) -> tuple[str, re.Match[str] | None]:
    """The class number, and what sorts before it: "" or a collection's prefix (REF, J), which files apart.

    Without a class number the first is the whole key.
    """
    if match := pattern.match(text):
        return "", match
    word, _, rest = text.partition(" ")
    if word.isalpha() and (match := pattern.match(rest)):
        return f"{_APART}{word} ", match
    return _APART + _runs(text), None


def _tokens(text: str) -> list[str]:
    """The keys of what follows the class number."""
    text = text.replace("/", " ").strip()
    keys: list[str] = []
    after_suffix = False
    while text:
        key, length = _token(text, after_suffix)
        keys.append(key)
        after_suffix = not key.startswith(_CUTTER_RANK)
        text = text[length:].strip()
    return keys


def _token(text: str, after_suffix: bool) -> tuple[str, int]:
    """The key of the first token of `text` and how many characters it takes."""
    m = _CAPTION_ANY.match(text) if after_suffix else _CAPTION_DOTTED.match(text) or _CAPTION_LONG.match(text)
    if m:
        return f"{_OTHER_RANK}{m['caption']}.{m['n'].zfill(6)}", m.end()
    if m := _ORDINAL.match(text) or _YEAR.match(text):
        return f"{_DATE_RANK}{m['n'].zfill(4)}{m['suffix']}", m.end()
    if m := _CUTTER.match(text) or _CUTTER_RUN_ON.match(text):
        return f"{_CUTTER_RANK}{m['letters']}!{m['digits']}!{m['work']}", m.end()
    if m := _BARE_CUTTER.match(text):
        return f"{_CUTTER_RANK}{m['letters']}!!", m.end()
    m = _REST.match(text)
    word = m[0] if m else text
    return _OTHER_RANK + _DIGITS.sub(lambda d: d[0].zfill(6), word), len(word)


def _sudocs(text: str) -> str:
    """SuDocs: letters alphabetically, numbers as integers, years first after the colon."""
    stem, colon, suffix = text.partition(":")
    parts = [_runs(part) for part in re.split(r"[ .:/\-]+", stem) if part]
    if colon:
        parts.append("!")
        parts += [_sudocs_suffix(part) for part in re.split(r"[ .:/\-]+", suffix) if part]
    return " ".join(parts)


def _sudocs_suffix(part: str) -> str:
    # Three digits were a year (981 is 1981) until four came into use with 2000.
    if re.fullmatch(r"[89]\d\d", part):
        return f"{_DATE_RANK}1{part}"
    if re.fullmatch(r"(1[89]|20)\d\d", part):
        return _DATE_RANK + part
    return (_OTHER_RANK if part[0].isdigit() else _CUTTER_RANK) + _runs(part)


def _runs(text: str) -> str:
    """Shelving control numbers and unknown schemes: numbers compare as integers, the rest as text."""
    return _DIGITS.sub(lambda d: d[0].zfill(10), text)
