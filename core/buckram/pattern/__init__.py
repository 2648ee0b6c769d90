"""When is the next issue? MARC 853-855 and 863-865 as values. Pure: no clock, no files, no screen.

The names below are loaded when they are first asked for: a program that only passes fields about, or shows
issues that were predicted long ago, starts without the engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.pattern.caption import Change, Continuity, Level, Pattern, pattern_field
    from buckram.pattern.chronology import ChronologyLevel, Unit
    from buckram.pattern.description import describe
    from buckram.pattern.explanation import explain
    from buckram.pattern.field import Field
    from buckram.pattern.prediction import Prediction, holding_field, predict, predictions, published_date
    from buckram.pattern.protocol import predict_line
    from buckram.pattern.reading import parse_pattern

__all__ = [
    "Change",
    "ChronologyLevel",
    "Continuity",
    "Field",
    "Level",
    "Pattern",
    "Prediction",
    "Unit",
    "describe",
    "explain",
    "holding_field",
    "parse_pattern",
    "pattern_field",
    "predict",
    "predict_line",
    "predictions",
    "published_date",
]

_MODULES = {
    "caption": ("Change", "Continuity", "Level", "Pattern", "pattern_field"),
    "chronology": ("ChronologyLevel", "Unit"),
    "description": ("describe",),
    "explanation": ("explain",),
    "field": ("Field",),
    "prediction": ("Prediction", "holding_field", "predict", "predictions", "published_date"),
    "protocol": ("predict_line",),
    "reading": ("parse_pattern",),
}


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            globals()[name] = value = getattr(import_module(f"{__name__}.{module}"), name)
            return value
    raise AttributeError(f"{__name__} has no {name}")
