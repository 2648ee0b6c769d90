"""What the add-ons of a title count, learnt from its receipts: a scan receives only on sure ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from buckram.identify.addon import (
    AddonScheme,
    Observation,
    addon_expected,
    addon_matches,
    apart,
    lowest_level,
    schemes_agreeing,
)

AGREE = 4
"""So many of the newest receipts have to agree where an older one does not: a slip of long ago, or the
publisher counts otherwise since."""

MANY = 6
"""From so many receipts on one that does not fit may be a slip."""

OFFSETS_OVER = timedelta(days=300)
"""A difference that stays the same in MANY receipts over so long a time is the publisher's counting.
Over a summer it may be two weeks that were passed over, and would name a wrong issue in autumn."""

PRICE_FROM = 3
"""The same add-on on so many different issues counts nothing."""

_SHIFTED = (AddonScheme.ISSUE_NUMBER, AddonScheme.RUNNING_MOD_100, AddonScheme.MONTH)


@dataclass(frozen=True, slots=True)
class Counting:
    """A scheme, and by how much the add-on counts ahead of the number or the month (10: +3 on no.7)."""

    scheme: AddonScheme
    offset: int = 0

    def __str__(self) -> str:
        return f"{self.scheme} {self.offset:+d}" if self.offset else str(self.scheme)

    @classmethod
    def of(cls, text: str) -> Counting | None:
        """A Counting from what `str` gives of it, or None."""
        name, _, offset = text.rpartition(" ")
        if name and offset[:1] in ("+", "-") and offset[1:].isdigit():
            return cls(AddonScheme(name), int(offset)) if name in _NAMES else None
        return cls(AddonScheme(text)) if text in _NAMES else None

    def names(self, addon: str, values: Mapping[str, str], published_on: date | None) -> bool:
        """Whether the add-on names the issue."""
        return addon_matches(self.scheme, addon, values, published_on, offset=self.offset)

    def expects(self, values: Mapping[str, str], published_on: date | None, digits: int = 2) -> str:
        """The add-on that the issue should bear, or ""."""
        return addon_expected(self.scheme, values, published_on, digits=digits, offset=self.offset)


_NAMES = frozenset(str(scheme) for scheme in AddonScheme)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a title's receipts tell of its add-ons.

    trusted: countings that a scan may rely on, if all of them name the same issue; () while it is not
    known. likely: those that fit as far as one can see, where none is to be trusted. odd: the places of
    the observations that do not fit. price: the digits stay the same from issue to issue.
    """

    trusted: tuple[Counting, ...] = ()
    likely: tuple[Counting, ...] = ()
    odd: tuple[int, ...] = ()
    price: bool = False


def learn(observations: Sequence[Observation]) -> Learnt:
    """What the add-ons count. observations: newest first.

    Two different add-ons are wanted at least, since any single one fits several schemes by chance. What
    explains all of them is trusted. Where nothing does, the newest four (AGREE) have to agree, and what
    does not fit is told as odd; a contradiction among these four leaves nothing to rely on.
    """
    different = {addon for addon, _, _ in observations}
    if len(different) == 1 and len({_issue(o) for o in observations}) >= PRICE_FROM:
        return Learnt(price=True)
    agreeing = _without_plain_week(schemes_agreeing(observations), observations) if observations else ()
    if agreeing:
        found = tuple(Counting(scheme) for scheme in agreeing)
        return Learnt(found) if len(different) > 1 else Learnt(likely=found)
    shifted = tuple(_shifted(observations))
    lasting = shifted if _lasting(observations) else ()
    newest = observations[:AGREE]
    recent: tuple[Counting, ...] = ()
    if len(newest) == AGREE and len({addon for addon, _, _ in newest}) > 1:
        schemes = _without_plain_week(schemes_agreeing(newest), newest)
        if schemes:
            # One slip may make another scheme look right: what it alone speaks against has its say too.
            schemes += tuple(s for s in _but_one(observations) if s not in schemes)
        recent = tuple(Counting(scheme) for scheme in schemes)
    trusted = (*lasting, *recent)
    likely = () if trusted else shifted or _most(observations)
    basis = trusted or likely
    odd = tuple(
        n for n, o in enumerate(observations) if basis and not any(counting.names(*o) for counting in basis)
    )
    return Learnt(trusted, likely, odd)


def issues_named(
    addon: str,
    countings: Sequence[Counting],
    candidates: Sequence[tuple[Mapping[str, str], date | None]],
) -> tuple[int, ...]:
    """Which candidate issues (positions) the add-on names, if every counting says the same.

    Issue number and month part ways at the first combined or skipped number, and then the scan must ask
    and not receive. Empty if they differ.
    """
    answers = {tuple(i for i, (v, on) in enumerate(candidates) if c.names(addon, v, on)) for c in countings}
    return answers.pop() if len(answers) == 1 else ()


def _issue(observation: Observation) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(observation[1].items()))


def _without_plain_week(
    schemes: tuple[AddonScheme, ...], observations: Sequence[Observation]
) -> tuple[AddonScheme, ...]:
    """Week and weekday say all that the week alone says. Three receipts of at least two weekdays prove that
    the variant is the weekday: a price that looked like it would have changed with the days."""
    both = AddonScheme.WEEK in schemes and AddonScheme.WEEK_AND_DAY in schemes
    days = {apart(addon)[1][1:] for addon, _, _ in observations}
    if both and len(observations) >= 3 and len(days) >= 2:
        return tuple(s for s in schemes if s is not AddonScheme.WEEK)
    return schemes


def _shifted(observations: Sequence[Observation]) -> Iterator[Counting]:
    """The countings with one constant difference that explain every observation, of different issues."""
    if len({addon for addon, _, _ in observations}) < 2:
        return
    addon, values, published_on = observations[0]
    digits = apart(addon)[0]
    if not digits.isdigit():
        return
    for scheme in _SHIFTED:
        around = {AddonScheme.MONTH: 12, AddonScheme.RUNNING_MOD_100: 10 ** len(digits)}.get(scheme)
        plain = addon_expected(scheme, values, published_on, digits=len(digits))
        if not plain.isdigit() or not lowest_level(values):
            continue
        offset = int(digits) - int(plain)
        if around and offset > around // 2:
            offset -= around
        if around and offset < -(around // 2):
            offset += around
        counting = Counting(scheme, offset)
        if offset and all(counting.names(*o) for o in observations):
            yield counting


def _lasting(observations: Sequence[Observation]) -> bool:
    days = [on for _, _, on in observations if on is not None]
    return len(observations) >= MANY and bool(days) and max(days) - min(days) >= OFFSETS_OVER


def _but_one(observations: Sequence[Observation]) -> Iterator[AddonScheme]:
    """The schemes that explain all of many receipts but one."""
    if len(observations) >= MANY:
        for scheme in AddonScheme:
            if sum(not addon_matches(scheme, *o) for o in observations) == 1:
                yield scheme


def _most(observations: Sequence[Observation]) -> tuple[Counting, ...]:
    """The schemes that explain most, if that is more than half: what to show, not what to rely on."""
    fits = {s: sum(addon_matches(s, *o) for o in observations) for s in AddonScheme}
    best = max(fits.values(), default=0)
    return tuple(Counting(s) for s in fits if fits[s] == best) if 2 * best > len(observations) else ()
