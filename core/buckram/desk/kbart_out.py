"""What we can read online, and on request what we hold in print, as a KBART file (NISO RP-9)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.desk.kbart_rows import row_of
from buckram.desk.print_and_online import printed_of
from buckram.errors import Refused
from buckram.exchange import kbart
from buckram.rules.coverage import year_ranges
from buckram.storage import access as stored
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written. rows: addresses; prints: rows of print holdings."""

    path: Path
    rows: int
    prints: int


def online_rows(library: Library) -> list[dict[str, str]]:
    """A row for each address that has not ended, in title order. What is only related is left out."""
    titles = stored.kbart_titles(library)
    numbers = {str(title_id): title["number"] for title_id, title in titles.items()}
    found = []
    of_titles = stored.of_titles(library)
    for title_id, title in titles.items():
        told = {**title, "earlier": numbers.get(title["earlier"], "")}
        found += [row_of(one, told) for one in of_titles.get(title_id, ()) if one.relation != "related"]
    return found


def print_rows(desk: Desk) -> list[dict[str, str]]:
    """A row for each run of years that is held in print, coverage_depth "print"."""
    titles = stored.kbart_titles(desk.library)
    found = []
    for title_id, printed in printed_of(desk.library, desk.today()).items():
        title = titles[title_id]
        runs = _runs(sorted(printed.years))
        for first, last in runs:
            open_end = printed.coming and (first, last) == runs[-1] and last >= desk.today().year - 1
            row = {
                "publication_title": title["name"],
                "print_identifier": title["issn"],
                "online_identifier": title["eissn"],
                "date_first_issue_online": f"{first:04}",
                "date_last_issue_online": "" if open_end else f"{last:04}",
                "title_id": title["number"],
                "coverage_depth": "print",
                "notes": f"Print: {year_ranges(range(first, last + 1), to_present=open_end)}",
                "publisher_name": title["publisher"],
                "publication_type": "serial",
                "access_type": "P",
            }
            found.append({name: text for name, text in row.items() if text})
    return found


def _runs(years: list[int]) -> list[tuple[int, int]]:
    """A year that is lacking is a gap of twelve months, which needs a row of its own (NISO RP-9)."""
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], year
        else:
            runs.append((year, year))
    return runs


def as_file(desk: Desk, *, prints: bool = False) -> tuple[bytes, int, int]:
    """(the file, rows of access, rows of print holdings)."""
    rows = online_rows(desk.library)
    held = print_rows(desk) if prints else []
    return kbart.write([*rows, *held]), len(rows), len(held)


def write_file(desk: Desk, path: Path, *, prints: bool = False) -> Written:
    """Write the file. path: a folder, in which it gets its name by the rule
    (Provider_Region_Package_YYYY-MM-DD.txt, of the setting kbart_name and today), or a file with such a name.

    Raises Refused for another name, for one that is there already, and when it cannot be written.
    """
    own = kbart.file_name(str(decided(desk.library, "kbart_name")), desk.today())
    target = path / own if path.is_dir() else path
    if kbart.named(target.name) is None:
        raise Refused(
            f"{target.name} is no name of a KBART file: it is Provider_Region_Package_YYYY-MM-DD.txt.",
            f"Name a folder, or {own}.",
        )
    content, rows, held = as_file(desk, prints=prints)
    try:
        # x: what went out last month is not overwritten by a slip of the keys.
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError as problem:
        raise Refused(f"{target} is there already.", "Give it another name.") from problem
    except OSError as problem:
        raise Refused(
            f"{target} cannot be written: {problem.strerror}.", "Give another name or folder."
        ) from problem
    return Written(target, rows, held)
