"""What may be printed on the next piece of a title of which nothing is foreseen: a draft to be edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from buckram.desk.captions import captions_of_run
from buckram.desk.following import parsed
from buckram.errors import PatternError
from buckram.holdings import chronology_text, enumeration_text
from buckram.holdings.beside import WORDS
from buckram.holdings.runs import first_number, last_number
from buckram.pattern.chronology import Unit
from buckram.pattern.numerals import read_numeral, writer
from buckram.pattern.repair import main_levels
from buckram.rules.status import CAME
from buckram.storage import run_places
from buckram.storage.library import Library


def next_in_words(library: Library, title_id: int, run: str, today: date) -> tuple[str, str]:
    """(the last issue that came, what would come next by counting on); ("", "") where nothing can be counted.

    "v.12:no.4 (2025)" gives "v.12:no.5 2026", "2025" gives "2026"; a month nobody can know is left out.
    """
    captions = captions_of_run(library, title_id, run)
    came = [
        row
        for row in run_places.in_order(library, title_id, run)
        if row.status in CAME and not row.beside and not row.designation.get(WORDS)
    ]
    if not came:
        return "", ""
    last = came[-1]
    try:
        pattern = parsed(captions.field)
    except PatternError:
        return last.label, ""
    codes = [level.code for level in main_levels(pattern) if last.designation.get(level.code)]
    year = next((level.code for level in pattern.chronology if level.unit is Unit.YEAR), "")
    values = {code: last.designation[code] for code in codes}
    dated = last_number(last.designation.get(year, "")) if year else None
    if codes:
        anew = dated is not None and today.year > dated and _begins_anew(came, codes[-1], year)
        lowest = next(level for level in pattern.levels if level.code == codes[-1])
        numeral = read_numeral(values[codes[-1]], lowest.scheme)
        if numeral is None:
            return last.label, ""
        values[codes[-1]] = writer(numeral.style)(1 if anew else numeral.last + 1)
        if dated is not None:
            values[year] = str(max(dated, today.year))
    elif dated is not None and not any(
        level.unit is not Unit.YEAR and last.designation.get(level.code) for level in pattern.chronology
    ):
        values[year] = str(dated + _years_apart([row.designation for row in came], year))
    else:
        return last.label, ""
    said = enumeration_text(captions.field, values), chronology_text(captions.field, values)
    return last.label, " ".join(filter(None, said))


def _begins_anew(came: Sequence[run_places.Stood], code: str, year: str) -> bool:
    """Whether number 1 followed each time that the year turned."""
    turns = [
        first_number(later.designation.get(code, "")) == 1
        for earlier, later in pairwise(came)
        if earlier.designation.get(year) != later.designation.get(year)
    ]
    return bool(turns) and all(turns)


def _years_apart(came: Sequence[Mapping[str, str]], year: str) -> int:
    """How many years lie between the last two that bear only a year; 1 where there are none."""
    years = [number for values in came[-2:] if (number := last_number(values.get(year, ""))) is not None]
    return max(1, years[1] - years[0]) if len(years) == 2 else 1
