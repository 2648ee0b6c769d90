"""A title's pattern learnt from what the library has of it. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence

from buckram.holdings.itemised import observed_text
from buckram.pattern.field import Field
from buckram.pattern.learning import Learnt, Observed, learn
from buckram.rules.status import CAME
from buckram.storage import issues, titles
from buckram.storage.issues import Issue
from buckram.storage.library import Library

NEWEST = 400
"""So many boxes of the card are looked at; a learnt pattern rests on the newest issues."""


def learn_title(library: Library, title_id: int) -> Learnt:
    """What the issues that came of a title teach: its pattern, how sure it is, and what it rests on.

    From the boxes of the card, with the captions of the pattern they belong to and their days of receipt;
    where too few have come, also from the holdings that its record has as text (866 $a).
    """
    captions = {pattern.run: pattern.field for pattern in issues.patterns(library, title_id)}
    boxes = issues.window(library, title_id, "basic", NEWEST, 0)
    observed = _observed(boxes, captions.get("basic"))
    if len(observed) < 3:
        texts = [text for tag, text in titles.statements(library, title_id) if tag == "866"]
        observed += [issue for text in texts for issue in observed_text(text)]
    return learn(observed)


def _observed(boxes: Sequence[Issue], captions: Field | None) -> list[Observed]:
    return [
        Observed.of(
            box.designation,
            captions,
            published_on=box.published_on,
            received_on=box.received_on,
        )
        for box in boxes
        # An expectation is only the old pattern's word; a supplement has the numbers of its issue.
        if box.status in CAME and box.beside is None
    ]
