"""The treatment of a title: what is done to each of its pieces at receipt."""

from __future__ import annotations

import json

from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.rules.treatment import tidy
from buckram.storage import titles
from buckram.storage.ledger import act


def treat(desk: Desk, title_id: int, typed: str) -> str:
    """Set the line of treatment to what was typed in a few keys ("st str blue"), "" for none; the sentence.

    A person decided it: no record overwrites it. Raises Refused when it is so already, NotFound.
    """
    title = titles.get(desk.library, title_id)
    line = tidy(typed)
    if line == title.treatment:
        raise Refused("The treatment is so already.")
    with act(desk.library, desk.hand(), "treatment") as writer:
        decided = titles.decided(desk.library, title_id)
        before = {"treatment": title.treatment or None, "decided": json.dumps(decided)}
        after = {"treatment": line or None, "decided": json.dumps(sorted({*decided, "treatment"}))}
        writer.update("title", title_id, before, after)
        writer.title_id = title_id
        writer.sentence = f"Treatment of {title.name}: {line or 'none.'}"
    return writer.sentence
