"""Where a record says that its title is read online (MARC 21, 856)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from buckram.exchange.marc.names import plain
from buckram.pattern.field import Field

_RELATIONS = {"0": "itself", "1": "version", "2": "related"}
_BY_WEB = frozenset({"4", "7", " "})
_COVERED = frozenset({" ", "0", "1", "2", "3", "4"})


@dataclass(frozen=True, slots=True)
class Online:
    """One $u of an 856 that is reached by web.

    relation: itself, version or related (second indicator; blank counts as itself, 3 and 4 as 0 and 1).
    materials: $3, often the coverage. name: $y, the words of the link. note: $z, for everybody.
    """

    url: str
    relation: str
    materials: str
    name: str
    note: str


def read(fields: Iterable[Field]) -> tuple[Online, ...]:
    """Every web address once, in their order; mail, FTP and telnet are left out."""
    found: dict[str, Online] = {}
    for field in fields:
        for one in _of(field):
            found.setdefault(one.url, one)
    return tuple(found.values())


def _of(field: Field) -> Iterator[Online]:
    how, what = field.indicators[0], field.indicators[1]
    if field.tag != "856" or how not in _BY_WEB or what not in _COVERED:
        return
    relation = _RELATIONS.get({"3": "0", "4": "1", " ": "0"}.get(what, what), "itself")
    materials = plain(field.first("3"))
    note = "; ".join(plain(text) for text in field.all("z"))
    for value in field.all("u"):
        url = "".join(value.split())
        if url.lower().startswith(("http://", "https://")):
            yield Online(url, relation, materials, plain(field.first("y")), note)
