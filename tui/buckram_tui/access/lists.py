"""The five lists of the online access screen: what each loads, its columns, its lines, its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from buckram.desk import access as desk_access
from buckram.desk import access_problems
from buckram.desk import print_and_online as beside
from buckram.desk.print_and_online import Beside
from buckram.exchange.lists import Table
from buckram.rules.coverage import Coverage, Which, coverage_words, year_ranges
from buckram.storage import access as stored
from buckram.storage import problems
from buckram.storage.access import AccessLine, Unmatched
from buckram.storage.problems import Problem
from buckram_tui.widgets.columns import Column
from buckram_tui.widgets.line import Cell
from buckram_tui.widgets.rows import Row

if TYPE_CHECKING:
    from buckram.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class OneList:
    """A list. letter, name, explains: as L has it. empty: said when there is nothing."""

    letter: str
    name: str
    explains: str
    columns: tuple[Column, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line. key: the id of its address, title, ticket or row."""

    key: int
    value: AccessLine | Beside | Problem | Unmatched

    @property
    def provider(self) -> str:
        """Of an address: by what it is narrowed."""
        return desk_access.name_of(self.value.access) if isinstance(self.value, AccessLine) else ""


_YEARS = (
    Column("Title", 20, share=3),
    Column("Print", 11, share=1, most=24),
    Column("Online", 11, share=1, most=24),
)

LISTS = {
    "addresses": OneList(
        "a", "addresses", "Where each title is read.",
        (
            Column("Title", 20, share=3),
            Column("Provider", 10, share=1, most=20),
            Column("Covers", 18, share=2, most=40),
            Column("Licence", 8, share=1, most=10, optional=True),
            Column("State", 12, share=1, most=24),
        ),
        "No title is read online yet. I reads a KBART file, M the kept records.",
    ),
    "beside": OneList(
        "b", "print beside online", "Years and gaps of either.",
        (*_YEARS, Column("Which", 11), Column("Gaps", 12, share=2, optional=True)),
        "There is no title.",
    ),
    "going": OneList(
        "g", "could go", "Years in print that are online for ever.",
        (*_YEARS, Column("Could go", 11, share=1, most=24), Column("Issues", 6, right=True)),
        "Nothing in print is wholly online for ever.",
    ),
    "problems": OneList(
        "p", "problems", "Access that does not work.",
        (
            Column("Days", 4, right=True),
            Column("Title", 18, share=2),
            Column("Problem", 18, share=3),
            Column("State", 9),
            Column("Sent to", 12, share=1, optional=True),
        ),
        "No problem is open.",
    ),
    "unmatched": OneList(
        "u", "without a title", "Rows of KBART files.",
        (
            Column("Title in the file", 22, share=3),
            Column("ISSN", 9),
            Column("Covers", 14, share=1, most=30),
            Column("Package", 14, share=1, most=30),
        ),
        "Every row has its title.",
    ),
}  # fmt: skip


def loaded(name: str, desk: Desk, only: str, provider: str) -> list[Line]:
    """The lines of a list as they are now; only, provider: what they are narrowed to."""
    library, today = desk.library, desk.today()
    match name:
        case "addresses":
            found = stored.lines(library)
            if only:
                found = desk_access.narrowed(found, only, today)
            lines = [Line(one.access.id, one) for one in found]
            return [line for line in lines if provider in ("", line.provider)]
        case "beside":
            which = Which(only) if only else None
            return [Line(one.title_id, one) for one in beside.besides(library, today, which)]
        case "going":
            return [Line(one.title_id, one) for one in beside.could_go(library, today)]
        case "problems":
            return [Line(one.id, one) for one in problems.listed(library, solved=bool(only))]
    return [Line(one.id, one) for one in stored.unmatched(library, aside=False)]


def title_of(line: Line) -> int | None:
    """Its title; None for a row without one."""
    match line.value:
        case AccessLine(access=one):
            return one.title_id
        case Beside(title_id=title_id) | Problem(title_id=title_id):
            return title_id
    return None


def row(name: str, line: Line, today: date) -> Row:
    """A line of the list `name` as cells."""
    match line.value:
        case AccessLine() as one:
            return Row(line.key, _address(one, line.provider, today))
        case Beside() as one if name == "going":
            going = year_ranges(one.compared.may_go)
            cells: tuple[Cell, ...] = ((going, "good"), (str(one.held or ""), "dim"))
            return Row(line.key, (*_years(one), *cells))
        case Beside() as one:
            return Row(line.key, (*_years(one), (str(one.which), "dim"), (one.gap_words, "warn")))
        case Problem() as one:
            return Row(
                line.key,
                (
                    (str(one.days_open(today)), "warn"),
                    (one.title, "normal"),
                    (one.text, "normal"),
                    (one.state, "good" if one.solved_on else "warn"),
                    (one.sent_to, "dim"),
                ),
            )
        case Unmatched() as one:
            return Row(line.key, _unmatched(one))


def _years(one: Beside) -> tuple[Cell, ...]:
    return (one.title, "normal"), (one.print_words, "here"), (one.online_words, "normal")


def _address(line: AccessLine, provider: str, today: date) -> tuple[Cell, ...]:
    one = line.access
    if line.open_problems:
        state: Cell = (f"problem: {line.open_problems}", "wrong")
    elif one.ended_on:
        state = ("ended", "dim")
    elif not desk_access.is_open(one, today):
        state = ("licence over", "warn")
    elif desk_access.failed(one):
        state = (one.check_said, "wrong")
    else:
        state = ("free" if one.free else "for ever" if one.perpetual else one.check_said, "dim")
    until = one.licence_until.isoformat() if one.licence_until else ""
    covers = coverage_words(one.coverage) or "not told"
    return (line.title, "normal"), (provider, "normal"), (covers, "normal"), (until, "dim"), state


def _unmatched(one: Unmatched) -> tuple[Cell, ...]:
    values = one.kbart
    numbers = values.get("print_identifier") or values.get("online_identifier", "")
    return (
        (values.get("publication_title", ""), "normal"),
        (numbers, "normal"),
        (_covers(one), "dim"),
        (one.package, "dim"),
    )


def _covers(one: Unmatched) -> str:
    from buckram.desk.kbart_rows import COVERAGE

    return coverage_words(Coverage(**{column: one.kbart.get(name, "") for column, name in COVERAGE.items()}))


def lit_words(line: Line, desk: Desk) -> str:
    """The lit line whole."""
    from buckram.desk.deciding import decided

    match line.value:
        case AccessLine(access=one, title=title):
            parts = [
                desk_access.address(one, str(decided(desk.library, "proxy_prefix"))),
                desk_access.terms_words(one),
                one.note,
                desk_access.check_words(one),
                f"from {desk_access.said_of(one)}",
            ]
            return f"{title}: {'; '.join(part for part in parts if part)}."
        case Beside() as one:
            parts = [
                f"print {one.print_words or 'none'}",
                f"online {one.online_words or 'none'}",
                f"gaps: {one.gap_words}" if one.gap_words else "",
                ", ".join(one.providers),
            ]
            return f"{one.title}: {'; '.join(part for part in parts if part)}."
        case Problem() as one:
            parts = [
                f"{one.text} (reported on {one.reported_on} by {one.reported_by})",
                f"sent to {one.sent_to}" if one.sent_to else "",
                f"they say: {one.answer}" if one.answer else "",
                one.url,
            ]
            return f"{one.title}: {'; '.join(part for part in parts if part)}."
        case Unmatched() as one:
            values = one.kbart
            numbers = " ".join(values.get(name, "") for name in ("print_identifier", "online_identifier"))
            said = [numbers.strip(), _covers(one), values.get("publisher_name", ""), values["title_url"]]
            return f"{values['publication_title']}: {'; '.join(part for part in said if part)}."


def table(name: str, lines: Sequence[Line], desk: Desk) -> Table:
    """The list as it leaves the house."""
    from buckram.desk.deciding import decided

    today = desk.today()
    values = [line.value for line in lines]
    match name:
        case "addresses":
            prefix = str(decided(desk.library, "proxy_prefix"))
            return desk_access.as_table([v for v in values if isinstance(v, AccessLine)], prefix, today)
        case "beside" | "going":
            found = [v for v in values if isinstance(v, Beside)]
            return beside.as_table(found, today, going=name == "going")
        case "problems":
            return access_problems.as_table(desk, [v for v in values if isinstance(v, Problem)])
    rows = [_unmatched(v) for v in values if isinstance(v, Unmatched)]
    return Table(
        f"Rows of KBART files without a title, {today.isoformat()}",
        [column.title for column in LISTS["unmatched"].columns],
        [[text for text, _ in cells] for cells in rows],
        f"{len(rows)} rows.",
    )
