"""Which subscription a line of an invoice pays for: by numbers first, by words where those say enough."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from buckram.identify.folding import fold


@dataclass(frozen=True, slots=True)
class Ordered:
    """A subscription as an invoice may name it. names: of its title, the first as people say it. issn: with
    hyphen. going: it has not ended."""

    subscription_id: int
    vendor_id: int | None
    names: Sequence[str]
    issn: Sequence[str]
    order_number: str
    vendor_title_number: str
    going: bool


@dataclass(frozen=True, slots=True)
class Named:
    """What a line of an invoice says; "" for what it does not."""

    order_number: str = ""
    vendor_title_number: str = ""
    issn: str = ""
    title: str = ""


def match(named: Named, ordered: Sequence[Ordered], vendor_id: int | None) -> tuple[int | None, str]:
    """(the subscription, by what) of a line, (None, why not) where none or several answer.

    Our order number comes first, then the vendor's number for the title, the ISSN, the whole title, all words
    of it. Of several the vendor's own count, and of those the ones that go on.
    """
    vendors_own = [one for one in ordered if one.vendor_id == vendor_id]
    ways: list[tuple[str, str, Sequence[Ordered], Callable[[Ordered], bool]]] = [
        (
            "order number",
            named.order_number,
            ordered,
            lambda one: _same(one.order_number, named.order_number),
        ),
        (
            "vendor's number",
            named.vendor_title_number,
            vendors_own,
            lambda one: _same(one.vendor_title_number, named.vendor_title_number),
        ),
        ("ISSN", named.issn, ordered, lambda one: _bare(named.issn) in {_bare(issn) for issn in one.issn}),
        ("title", named.title, ordered, lambda one: fold(named.title) in {fold(name) for name in one.names}),
        ("words of the title", named.title, ordered, lambda one: _words(named.title, one.names)),
    ]
    several = ""
    for way, said, among, answers in ways:
        found = [one for one in among if said.strip() and answers(one)]
        found = [one for one in found if one.vendor_id == vendor_id] or found
        found = [one for one in found if one.going] or found
        if len(found) == 1:
            return found[0].subscription_id, way
        if found and not several:
            several = f"{len(found)} subscriptions answer by {way}"
    return None, several or "no subscription answers"


def _same(ours: str, theirs: str) -> bool:
    return bool(ours) and _bare(ours) == _bare(theirs)


def _bare(number: str) -> str:
    return "".join(c for c in number if c.isalnum()).casefold()


def _words(said: str, names: Sequence[str]) -> bool:
    """Whether a name has all the words, or all words of the name are said; one short word says too little."""
    wanted = set(fold(said).split())
    if not wanted or max(len(word) for word in wanted) < 4:
        return False
    return any(wanted <= (of := set(fold(name).split())) or (len(of) > 1 and of <= wanted) for name in names)
