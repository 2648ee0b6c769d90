"""Issues that bear words and not only numbers: a supplement to no.3, a special issue, an index, a report.

Their words stand in $o, the name of the unit (MARC 21 holdings, 863-865 $o), beside the numbers and the date
of the issue that they came with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from buckram.holdings.cover import BOX_WIDTH, CardTexts, card_texts, cover_text
from buckram.holdings.designation import designation_text, enumeration_text
from buckram.pattern.field import Field

WORDS = "o"
"""The subfield that has the words."""


def texts_with_words(captions: Field, values: Mapping[str, str], language: str = "en") -> CardTexts:
    """The texts on the card: "v.12:no.3 suppl. 1 (March 2026)"; without words the same as `card_texts`.

    values: 863 subfields of one issue, with its words in $o.
    """
    texts = card_texts(captions, values, language)
    words = values.get(WORDS, "")
    if not words:
        return texts
    named = " ".join(filter(None, (enumeration_text(captions, values, language), words)))
    dated = cover_text(captions, values, language)
    return CardTexts(
        volume=texts.volume,
        number=words[:BOX_WIDTH].rstrip(" :"),
        cover=texts.number if enumeration_text(captions, values, language) else texts.cover,
        label=f"{named} ({dated})" if dated else named,
    )


def words_statement(captions: Field, issues: Sequence[Mapping[str, str]], language: str = "en") -> str:
    """The statement of issues with words, one by one, the name of the unit in front of those that bear it:
    `"suppl." v.12:no.3(2026:Mar.),v.12:no.6(2026:June)` (as ANSI/NISO Z39.71 puts it)."""
    parts: list[str] = []
    for words, group in groupby(issues, key=lambda values: values.get(WORDS, "")):
        told = ",".join(filter(None, (designation_text(captions, values, language) for values in group)))
        parts.append(f'"{words}" {told}'.strip() if words else told)
    return ",".join(parts)
