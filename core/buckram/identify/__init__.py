"""What was scanned or typed? Codes, their check digits and their order. Pure.

The names below are loaded when first used, because nothing here is wanted before the first paint; `warm`
loads what a scan needs, for the interface to call when it is idle.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.identify.addon import (
        AddonScheme,
        Observation,
        addon_matches,
        issues_named,
        known_scheme,
        lowest_level,
        schemes_agreeing,
    )
    from buckram.identify.callnumber import call_sort
    from buckram.identify.filing import filing_title, sort_title
    from buckram.identify.folding import fold
    from buckram.identify.readings import (
        AddonOnly,
        Coden,
        Ean,
        IssnScan,
        ItemBarcode,
        PressCode,
        Reading,
        Rejected,
        RejectionKind,
        Sici,
        Source,
        UpcScan,
        Words,
        with_addon,
    )
    from buckram.identify.scan import read
    from buckram.identify.sici import sici_matches

_MODULES = {
    "addon": "AddonScheme Observation addon_matches issues_named known_scheme lowest_level schemes_agreeing",
    "callnumber": "call_sort",
    "filing": "filing_title sort_title",
    "folding": "fold",
    "readings": "AddonOnly Coden Ean IssnScan ItemBarcode PressCode Reading Rejected RejectionKind Sici "
    "Source UpcScan Words with_addon",
    "scan": "read",
    "sici": "sici_matches",
}
_HOME = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [
    "AddonOnly",
    "AddonScheme",
    "Coden",
    "Ean",
    "IssnScan",
    "ItemBarcode",
    "Observation",
    "PressCode",
    "Reading",
    "Rejected",
    "RejectionKind",
    "Sici",
    "Source",
    "UpcScan",
    "Words",
    "addon_matches",
    "call_sort",
    "filing_title",
    "fold",
    "issues_named",
    "known_scheme",
    "lowest_level",
    "read",
    "schemes_agreeing",
    "sici_matches",
    "sort_title",
    "warm",
    "with_addon",
]


def warm() -> None:
    """Load and run once what the first scan needs, so that it is answered as fast as the others."""
    from buckram.identify.scan import read

    for code in ("9770317847001", "30234000517861", "0317-8471"):
        read(code)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
