"""A pattern learnt from the issues of the past."""

from __future__ import annotations

from buckram.pattern.learning.learning import learn
from buckram.pattern.learning.observed import Learnt, Misfit, Observed, Rhythm, Sureness
from buckram.pattern.learning.rhythm import rhythm_words

__all__ = [
    "Learnt",
    "Misfit",
    "Observed",
    "Rhythm",
    "Sureness",
    "learn",
    "rhythm_words",
]
