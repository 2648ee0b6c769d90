"""Ready patterns for the common cases: `ready.tsv`, a row each, as values of the core."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from buckram.pattern.draft import draft_of, read_field
from buckram.pattern.field import Field
from buckram.pattern.likeness import Ready

TABLE = Path(__file__).with_name("ready.tsv")
_LIKE = Field("853", "20", (("8", "1"),))
_HOLDING = Field("863", "41", (("8", "1.1"),))


@lru_cache(1)
def ready_patterns() -> tuple[Ready, ...]:
    """Every ready pattern, in the order of the table: from the most frequent to the rarest."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(_ready(*line.split("\t")) for line in lines[1:])


def _ready(name: str, frequency: str, pattern: str, first: str, examples: str) -> Ready:
    draft = draft_of(read_field(pattern, _LIKE), read_field(first, _HOLDING))
    return Ready(name, frequency, draft, tuple(examples.split("; ")))
