"""Names of months, seasons and quarters as holdings show them, by language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """months: full names; short: as abbreviated in holdings, with their stop; seasons: codes 21-24.

    ordinal: how a number is shown as an ordinal, with {n}; "" for English, whose endings vary.
    capitals: whether month and season names take a capital in running text. day_stop: after a day's number.
    """

    months: tuple[str, ...]
    short: tuple[str, ...]
    seasons: tuple[str, ...]
    quarter: str
    week: str
    ordinal: str
    capitals: bool = False
    day_stop: str = ""

    def day(self, numbers: str) -> str:
        """A day of the month, or "5/12", as written before the month's name."""
        return "/".join(n + self.day_stop for n in numbers.split("/")) if numbers else ""

    def month(self, code: str, *, full: bool = False) -> str:
        """The name of month 01-12 or season 21-24; any other text comes back as it is."""
        if code.isascii() and code.isdigit():
            n = int(code)
            if 1 <= n <= 12:
                return (self.months if full else self.short)[n - 1]
            if 21 <= n <= 24:
                return self.seasons[n - 21]
        return code

    def nth(self, number: str) -> str:
        """22 as 22nd; text that is not a number comes back as it is."""
        if not (number.isascii() and number.isdigit()):
            return number
        if self.ordinal:
            return self.ordinal.format(n=number)
        teens = number[-2:] in ("11", "12", "13")
        return number + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))


def _words(
    months: str,
    short: str,
    seasons: str,
    terms: tuple[str, str, str],
    *,
    capitals: bool = False,
    day_stop: str = "",
) -> CalendarWords:
    return CalendarWords(
        tuple(months.split()), tuple(short.split()), tuple(seasons.split()), *terms, capitals, day_stop
    )


_LANGUAGES = {
    "en": _words(
        "January February March April May June July August September October November December",
        "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.",
        "spring summer autumn winter",
        ("quarter", "week", ""),
        capitals=True,
    ),
    "de": _words(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
        "Frühling Sommer Herbst Winter",
        ("Quartal", "Woche", "{n}."),
        capitals=True,
        day_stop=".",
    ),
    "fr": _words(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv. févr. mars avril mai juin juil. août sept. oct. nov. déc.",
        "printemps été automne hiver",
        ("trimestre", "semaine", "{n}e"),
    ),
    "es": _words(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "enero feb. marzo abr. mayo jun. jul. agosto sept. oct. nov. dic.",
        "primavera verano otoño invierno",
        ("trimestre", "semana", "{n}.º"),
    ),
    "it": _words(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "genn. febbr. mar. apr. magg. giugno luglio ag. sett. ott. nov. dic.",
        "primavera estate autunno inverno",
        ("trimestre", "settimana", "{n}º"),
    ),
}

_MARC_CODES = {"eng": "en", "ger": "de", "fre": "fr", "spa": "es", "ita": "it"}


def calendar_words(language: str = "en") -> CalendarWords:
    """The words of a language (two-letter or MARC code); English where it is not known."""
    return _LANGUAGES.get(_MARC_CODES.get(language, language), _LANGUAGES["en"])
