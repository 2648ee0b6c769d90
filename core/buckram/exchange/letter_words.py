"""The words of letters that do not depend on a template: reasons, claim numbers, days, in four languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from buckram.holdings.calendar_words import calendar_words


@dataclass(frozen=True, slots=True)
class LetterWords:
    """reasons: by the word of the library file. claims: the first claim, the second ...; final: the last.
    day: how a day is written, with {day}, {month} and {year}.
    """

    name: str
    reasons: Mapping[str, str]
    claims: tuple[str, ...]
    nth: str
    final: str
    day: str


LANGUAGES: Mapping[str, LetterWords] = {
    "eng": LetterWords(
        "English",
        {
            "late": "not received",
            "skipped": "not received, although a later issue has arrived",
            "short": "fewer copies received than ordered",
            "damaged": "received damaged or defective; please replace it",
            "wrong item": "another item was sent in its place",
            "missing": "missing from our holdings; please supply a replacement, charged if necessary",
            "duplicate": "received twice",
            "not started": "the subscription has not started",
            "stopped": "the subscription has stopped arriving",
            "index": "index or title page not received",
            "supplement": "supplement not received",
        },
        ("first claim", "second claim", "third claim", "fourth claim"),
        "claim no. {n}",
        "final claim",
        "{day} {month} {year}",
    ),
    "ger": LetterWords(
        "German",
        {
            "late": "nicht erhalten",
            "skipped": "nicht erhalten; ein späteres Heft liegt bereits vor",
            "short": "weniger Exemplare erhalten als bestellt",
            "damaged": "beschädigt oder fehlerhaft geliefert; Ersatz erbeten",
            "wrong item": "Falschlieferung: es kam ein anderes Heft",
            "missing": "in unserem Bestand nicht mehr vorhanden; Ersatz erbeten, nötigenfalls gegen Rechnung",
            "duplicate": "doppelt geliefert",
            "not started": "die Lieferung des Abonnements hat nicht begonnen",
            "stopped": "die Lieferung des Abonnements ist ausgeblieben",
            "index": "Register oder Titelblatt nicht erhalten",
            "supplement": "Beilage nicht erhalten",
        },
        ("1. Reklamation", "2. Reklamation", "3. Reklamation", "4. Reklamation"),
        "{n}. Reklamation",
        "letzte Reklamation",
        "{day}. {month} {year}",
    ),
    "fre": LetterWords(
        "French",
        {
            "late": "non reçu",
            "skipped": "non reçu, alors qu'un fascicule postérieur nous est parvenu",
            "short": "nombre d'exemplaires reçus inférieur à la commande",
            "damaged": "reçu endommagé ou défectueux ; remplacement demandé",
            "wrong item": "erreur de livraison : un autre fascicule a été reçu",
            "missing": "manquant dans nos collections ; remplacement souhaité, au besoin contre facture",
            "duplicate": "reçu en double",
            "not started": "le service de l'abonnement n'a pas commencé",
            "stopped": "le service de l'abonnement est interrompu",
            "index": "index ou page de titre non reçus",
            "supplement": "supplément non reçu",
        },
        ("1re réclamation", "2e réclamation", "3e réclamation", "4e réclamation"),
        "{n}e réclamation",
        "dernière réclamation",
        "{day} {month} {year}",
    ),
    "spa": LetterWords(
        "Spanish",
        {
            "late": "no recibido",
            "skipped": "no recibido, aunque ya ha llegado un número posterior",
            "short": "recibidos menos ejemplares de los pedidos",
            "damaged": "recibido en mal estado o defectuoso; rogamos su sustitución",
            "wrong item": "envío equivocado: se recibió otro número en su lugar",
            "missing": "falta en nuestra colección; rogamos su reposición, con cargo si es preciso",
            "duplicate": "recibido por duplicado",
            "not started": "el servicio de la suscripción no ha comenzado",
            "stopped": "el servicio de la suscripción se ha interrumpido",
            "index": "índice o portada no recibidos",
            "supplement": "suplemento no recibido",
        },
        ("1.ª reclamación", "2.ª reclamación", "3.ª reclamación", "4.ª reclamación"),
        "{n}.ª reclamación",
        "última reclamación",
        "{day} de {month} de {year}",
    ),
}
"""By MARC language code; a vendor of another language is written to in English."""


def words_of(language: str) -> LetterWords:
    """The words of a language; English where it is not known."""
    return LANGUAGES.get(language, LANGUAGES["eng"])


def reason_words(reason: str, language: str) -> str:
    """Why something is claimed, for who reads the letter."""
    return words_of(language).reasons.get(reason, reason)


def claim_words(number: int, language: str, *, final: bool) -> str:
    """Which claim it is: "second claim"; the last one says so."""
    words = words_of(language)
    if final:
        return words.final
    return words.claims[number - 1] if number <= len(words.claims) else words.nth.format(n=number)


def day_words(day: date, language: str, *, day_first: bool = True) -> str:
    """A day as letters of a language write it; in English the month first where the library does so."""
    known = language if language in LANGUAGES else "eng"
    month = calendar_words(known).month(f"{day.month:02}", full=True)
    if known == "eng" and not day_first:
        return f"{month} {day.day}, {day.year}"
    number = "1er" if known == "fre" and day.day == 1 else str(day.day)
    return words_of(known).day.format(day=number, month=month, year=day.year)
