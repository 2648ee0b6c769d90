"""What was scanned or typed? Codes, their check digits and their order. Pure.

The names below are loaded when first used, because nothing here is wanted before the first paint; `warm`
loads what a scan needs, for the interface to call when it is idle.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from buckram.identify.addon import (
        NOTHING,
        AddonScheme,
        Observation,
        addon_matches,
        apart,
        lowest_level,
        schemes_agreeing,
        with_variant,
    )
    from buckram.identify.callnumber import call_sort
    from buckram.identify.counting import Counting, Learnt, issues_named, learn
    from buckram.identify.filing import filing_title, sort_title
    from buckram.identify.folding import fold
    from buckram.identify.keys import CodeKey, code_key, kin, spelled
    from buckram.identify.readings import (
        AddonOnly,
        Coden,
        Ean,
        IssnScan,
        ItemBarcode,
        Link,
        PressCode,
        Reading,
        Rejected,
        RejectionKind,
        Sici,
        Sisac,
        Source,
        UpcScan,
        Words,
        with_addon,
    )
    from buckram.identify.scan import read
    from buckram.identify.sici import sici_matches

_MODULES = {
    "addon": "NOTHING AddonScheme Observation addon_matches apart lowest_level schemes_agreeing with_variant",
    "callnumber": "call_sort",
    "counting": "Counting Learnt issues_named learn",
    "filing": "filing_title sort_title",
    "folding": "fold",
    "keys": "CodeKey code_key kin spelled",
    "readings": "AddonOnly Coden Ean IssnScan ItemBarcode Link PressCode Reading Rejected RejectionKind Sici "
    "Sisac Source UpcScan Words with_addon",
    "scan": "read",
    "sici": "sici_matches",
}
_HOME = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [
    "NOTHING",
    "AddonOnly",
    "AddonScheme",
    "CodeKey",
    "Coden",
    "Counting",
    "Ean",
    "IssnScan",
    "ItemBarcode",
    "Learnt",
    "Link",
    "Observation",
    "PressCode",
    "Reading",
    "Rejected",
    "RejectionKind",
    "Sici",
    "Sisac",
    "Source",
    "UpcScan",
    "Words",
    "addon_matches",
    "apart",
    "call_sort",
    "code_key",
    "filing_title",
    "fold",
    "issues_named",
    "kin",
    "learn",
    "lowest_level",
    "read",
    "schemes_agreeing",
    "sici_matches",
    "sort_title",
    "spelled",
    "warm",
    "with_addon",
    "with_variant",
]


def warm() -> None:
    """Load and run once what the first scan needs, so that it is answered as fast as the others."""
    from buckram.identify.keys import code_key
    from buckram.identify.scan import read

    for code in ("9770317847001", "30234000517861", "0317-8471"):
        code_key(read(code))


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
