"""Every title in print beside online: years, gaps, and what could be withdrawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from buckram.desk.desk import Desk
from buckram.errors import Refused
from buckram.exchange.lists import Table
from buckram.holdings.parse import parse
from buckram.rules.coverage import Compared, Grant, Printed, Span, Which, compare, where_read, year_ranges
from buckram.storage import access as stored
from buckram.storage.access import Access, PrintYear, TitleInPrint
from buckram.storage.library import Library

FULL_TEXT = frozenset({"", "fulltext", "full text"})
"""KBART coverage_depth; abstracts and selected articles do not stand in for an issue."""


@dataclass(slots=True)
class Beside:
    """A title in print beside online. providers: of online. The years are made out when they are asked for:
    to read the statements of a whole library takes longer than anybody waits for a list."""

    title_id: int
    title: str
    issn: str
    which: Which
    providers: tuple[str, ...]
    _in_print: TitleInPrint
    _years: Sequence[PrintYear]
    _grants: Sequence[Grant]
    _today: date
    _compared: Compared | None = None

    @property
    def compared(self) -> Compared:
        """The years of both."""
        if self._compared is None:
            self._compared = compare(
                _printed(self._in_print, self._years, self._today), self._grants, self._today
            )
        return self._compared

    @property
    def for_ever(self) -> bool:
        """Whether any of its addresses stays open for ever."""
        return any(grant.perpetual for grant in self._grants)

    @property
    def held(self) -> int:
        """Issues in hand of the years that may go."""
        return sum(one.held for one in self._years if one.year in self.compared.may_go)

    @property
    def print_words(self) -> str:
        """The years in print."""
        if self.compared.coming and not self.compared.in_print:
            return "coming"
        return year_ranges(self.compared.in_print, to_present=self.compared.coming)

    @property
    def online_words(self) -> str:
        """The years online; "?" where an address does not tell."""
        years = year_ranges(self.compared.online, to_present=self.compared.online_now)
        return f"{years}{', ' if years else ''}?" if self.compared.untold else years

    @property
    def gap_words(self) -> str:
        """The gaps of either."""
        parts = [("print", self.compared.print_gaps), ("online", self.compared.online_gaps)]
        return "; ".join(f"{name} {year_ranges(years)}" for name, years in parts if years)


def grant(one: Access) -> Grant:
    """An address as the comparison has it."""
    depth = one.kbart.get("coverage_depth", "").lower()
    return Grant(
        coverage=one.coverage,
        perpetual=one.perpetual,
        whole=one.relation != "related" and depth in FULL_TEXT,
        licence_from=one.licence_from,
        licence_until=one.licence_until,
    )


def printed_of(library: Library, today: date) -> dict[int, Printed]:
    """What is held in print, by title, titles that are not at all here left out: the issues that are here,
    and the years of statements that came as text."""
    years = _print_years(library)
    found = {}
    for title in stored.titles_in_print(library):
        printed = _printed(title, years.get(title.id, ()), today)
        if printed.years or printed.coming:
            found[title.id] = printed
    return found


def _print_years(library: Library) -> dict[int, list[PrintYear]]:
    years: dict[int, list[PrintYear]] = defaultdict(list)
    for one in stored.print_years(library):
        years[one.title_id].append(one)
    return years


def _printed(title: TitleInPrint, years: Sequence[PrintYear], today: date) -> Printed:
    spans: dict[int, Span] = {}
    for text in title.texts:
        for year in told_years(text, today):
            spans[year] = date(year, 1, 1), date(year, 12, 31)
    for one in years:
        spans.setdefault(one.year, (one.first, one.last))
    lacking = frozenset(one.year for one in years if one.lacking)
    return Printed(spans, lacking, title.coming, here=bool(title.texts))


def told_years(text: str, today: date) -> set[int]:
    """The years of a statement of holdings (866 $a): "v.1 (1990)-v.9 (1998), v.11 (2000)-"."""
    told = parse(text)
    found: set[int] = set()
    if told.doubtful or told.supplement:
        return found
    for span in told.spans:
        first = _years(span.start.when.year)
        last = _years(span.end.when.year) if span.end else first
        if first and last:
            found |= set(range(first[0], (today.year if span.open else last[-1]) + 1))
    return {year for year in found if year <= today.year}


def _years(text: str) -> list[int]:
    """ "1999" or "1999/2000"."""
    return [int(part) for part in text.replace("-", "/").split("/") if part.isdecimal() and len(part) == 4]


def besides(library: Library, today: date, which: Which | None = None) -> list[Beside]:
    """Every title that can be read at all, in title order; which: only those."""
    online = stored.of_titles(library)
    years = _print_years(library)
    found = []
    for title in stored.titles_in_print(library):
        ours = online.get(title.id, ())
        grants = [grant(one) for one in ours]
        here = bool(years.get(title.id)) or bool(title.texts) or title.coming
        kind = where_read(in_print=here, grants=grants, today=today)
        if kind is Which.NEITHER or which not in (None, kind):
            continue
        providers = tuple(dict.fromkeys(one.provider or one.platform or one.url for one in ours))
        found.append(
            Beside(
                title.id,
                title.name,
                title.issn,
                kind,
                providers,
                title,
                years.get(title.id, ()),
                grants,
                today,
            )
        )
    return found


def could_go(library: Library, today: date) -> list[Beside]:
    """The titles of which years in print are wholly online for ever, and not under an embargo today."""
    both = besides(library, today, Which.BOTH)
    return [one for one in both if one.for_ever and one.compared.may_go]


def stands_in(desk: Desk, one: Beside) -> str:
    """Say that online stands in for those years in print: copies that are kept until it is online may then
    go (retention). Gives the sentence. Raises Refused where nothing is to be said."""
    from buckram.desk.retaining import replacement_came
    from buckram.storage.retention import replaced

    said = {
        year
        for came in replaced(desk.library, one.title_id)
        if came.form == "online"
        for year in range(came.from_on.year, came.until_on.year + 1)
    }
    left = sorted(one.compared.may_go - said)
    if not left:
        raise Refused("It is said already that online stands in for these years.", "F9 R lists what may go.")
    last = left[0]
    while last + 1 in left:
        last += 1
    sentence = replacement_came(desk, one.title_id, "online", left[0], last)
    return f"{sentence} There are more years." if last != left[-1] else sentence


def as_table(found: Sequence[Beside], today: date, *, going: bool = False) -> Table:
    """The comparison, or what could be withdrawn, for a spreadsheet or a printer."""
    heading = "Could be withdrawn: online for ever" if going else "Print beside online"
    return Table(
        f"{heading}, {today.isoformat()}",
        (
            "Title", "ISSN", "Which", "Print", "Online", "Print gaps", "Online gaps", "Could go", "Issues",
            "Provider",
        ),
        [
            (
                one.title,
                one.issn,
                str(one.which),
                one.print_words,
                one.online_words,
                year_ranges(one.compared.print_gaps),
                year_ranges(one.compared.online_gaps),
                year_ranges(one.compared.may_go),
                str(one.held or ""),
                "; ".join(one.providers),
            )
            for one in found
        ],
        f"{len(found)} titles.",
    )  # fmt: skip
