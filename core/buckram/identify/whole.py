"""Is what came a whole code, so that it may count as a scan though the scanner did not say that it ended?"""

from __future__ import annotations

from buckram.identify.item_codes import Rule, fits, plain, wrong
from buckram.identify.readings import AddonOnly, Coden, Rejected, Words
from buckram.identify.scan import read


def is_whole(raw: str, *, institution: str | None = None, own: Rule | None = None) -> bool:
    """Whether `raw` is a code that proves itself: not words, not half a code, no wrong check digit.

    own: the rule of the library's own barcodes; one without a form or a check digit proves nothing.
    """
    reading = read(raw, institution=institution)
    if not isinstance(reading, Rejected | Words | Coden | AddonOnly):
        return True
    code = plain(raw)
    return own is not None and not own.anything and fits(code, own) and not wrong(code, own)


def whole_twice(raw: str) -> tuple[str, str] | None:
    """The two whole codes that ran together in one line, as from a scanner that sends no ending; or None."""
    if is_whole(raw):
        return None
    places = range(8, len(raw) - 7)
    return next(((raw[:at], raw[at:]) for at in places if is_whole(raw[:at]) and is_whole(raw[at:])), None)
