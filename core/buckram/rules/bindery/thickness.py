"""How thick a unit will be before anybody has measured it.

The best ground is taken that there is: what was measured of the title's own units, what its pattern says of
one issue, the pages of its record, and else how thick an issue of such a frequency usually is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PAGES_PER_TENTH = 2
"""Two pages are a leaf, and a leaf of common paper is a tenth of a millimetre."""

_USUAL = {
    "d": 20, "c": 25, "i": 25, "w": 25, "e": 35, "s": 40, "j": 40, "m": 45, "b": 80, "q": 100, "t": 120,
    "f": 160, "a": 250, "g": 280, "h": 280,
}  # fmt: skip
_OTHERWISE = 80

_PART = {"supplement": 2, "index": 5, "title page": 20, "contents": 20}
"""A piece of this role is usually such a part of an issue."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How thick one issue is thought to be, in tenths of a millimetre; by: on what ground, in words."""

    each: int
    by: str

    def of(self, roles: Iterable[str]) -> int:
        """How thick pieces with these roles are together."""
        return sum(max(1, self.each // _PART.get(role, 1)) for role in roles)


def estimate(
    *,
    measured: tuple[int, int] | None = None,
    each: int | None = None,
    pages: int | None = None,
    frequency: str = "",
    frequency_name: str = "",
) -> Estimate:
    """measured: (thickness, pieces) of the title's units that were measured; each: what its pattern says;
    pages: of one issue, by its record; frequency: MARC 008/18."""
    if measured is not None and measured[0] > 0 and measured[1] > 0:
        thickness, pieces = measured
        return Estimate(max(1, round(thickness / pieces)), f"learnt from {pieces} measured pieces")
    if each:
        return Estimate(each, "as its pattern says")
    if pages:
        return Estimate(max(1, pages // PAGES_PER_TENTH), f"by the {pages} pages of its record")
    known = f"as is usual of {frequency_name} titles" if frequency in _USUAL and frequency_name else "a guess"
    return Estimate(_USUAL.get(frequency, _OTHERWISE), known)
