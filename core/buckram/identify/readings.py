"""What a scan or a typed line turned out to be: one value per kind, each keeping the raw input."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Source(StrEnum):
    """How an ISSN reached us."""

    EAN = "ean"
    GS1 = "gs1"
    TYPED = "typed"


class RejectionKind(StrEnum):
    """Why a line was not accepted as a code or as words."""

    EMPTY = "empty"
    CONTROL = "control"
    LENGTH = "length"
    CHECK_DIGIT = "check digit"
    KEYBOARD = "keyboard layout"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class IssnScan:
    """An ISSN, `NNNN-NNNC`, with the add-on and the two-digit variant of an EAN barcode where it had them."""

    raw: str
    issn: str
    addon: str | None = None
    variant: str | None = None
    source: Source = Source.TYPED

    @property
    def key(self) -> str:
        """The first ten digits of its EAN: what an alias is kept under, whatever the variant."""
        return "977" + self.issn.replace("-", "")[:7]


@dataclass(frozen=True, slots=True)
class UpcScan:
    """A UPC-A of twelve digits, as on North American newsstand copies. It has no ISSN in it."""

    raw: str
    code: str
    addon: str | None = None

    @property
    def key(self) -> str:
        """The eleven digits before the check digit."""
        return self.code[:11]


@dataclass(frozen=True, slots=True)
class PressCode:
    """A national press code inside an EAN-13 that is not 977.

    country: ISO 3166 code of the scheme. key: the digits that name the title. code: all thirteen.
    issue: issue or month digits where the scheme has them inside the code (Japan); there the add-on is a
    price.
    """

    raw: str
    country: str
    key: str
    code: str
    addon: str | None = None
    issue: str | None = None

    @property
    def year_digit(self) -> str:
        """The last digit of the year where the code has it (Japan), or ""."""
        return self.code[11] if self.country == "JP" else ""

    @property
    def magazine(self) -> str:
        """All five digits of a Japanese magazine code, the week or the extra number in the last; or ""."""
        return self.code[4:9] if self.country == "JP" else ""

    @property
    def extra(self) -> bool:
        """Whether it is an extra number beside the regular ones (Japan): even for a monthly (0, 1), above
        five for a weekly (2, 3)."""
        kind, last = self.magazine[:1], self.magazine[-1:]
        return (kind in ("0", "1") and last in "02468") or (kind in ("2", "3") and last in "06789")


@dataclass(frozen=True, slots=True)
class Ean:
    """Any other EAN-13 (a book's ISBN among them) or EAN-8, with a right check digit."""

    raw: str
    code: str
    addon: str | None = None

    @property
    def key(self) -> str:
        """The whole code: nothing is known about its inner parts."""
        return self.code


@dataclass(frozen=True, slots=True)
class Sici:
    """A Serial Item and Contribution Identifier (ANSI/NISO Z39.56): an exact issue.

    chronology, enumeration: the two segments as printed. year, month, day: "1995", "02/03", "05/12"
    (months 01-12, seasons 21-24, quarters 31-34; a part across years reads "1993/1994" and "12/01").
    levels: the enumeration from the highest level down, combined numbers as "3/4".
    check_ok: false only for version 1, whose check character is not reproducible.
    """

    raw: str
    code: str
    issn: str
    chronology: str
    enumeration: str
    year: str = ""
    month: str = ""
    day: str = ""
    levels: tuple[str, ...] = ()
    supplement: bool = False
    index: bool = False
    contribution: str = ""
    version: str = "2"
    check_ok: bool = True

    @property
    def values(self) -> dict[str, str]:
        """Enumeration and chronology under the subfield codes of MARC 863."""
        parts = dict(zip("abcdef", self.levels, strict=False))
        parts.update({code: v for code, v in zip("ijk", (self.year, self.month, self.day), strict=True) if v})
        return parts


@dataclass(frozen=True, slots=True)
class Sisac:
    """The raw content of a SISAC symbol (Code 128): an ISSN, then date and numbers behind format codes.

    The tables of those codes are not public, so the digits after the ISSN name no issue.
    """

    raw: str
    issn: str
    rest: str


@dataclass(frozen=True, slots=True)
class Link:
    """A web address, as in the QR code on a cover.

    key: the host and the path, without scheme, `www.`, query and fragment: campaigns change those.
    """

    raw: str
    key: str


@dataclass(frozen=True, slots=True)
class ItemBarcode:
    """A library's own 14-digit barcode, with a right check digit."""

    raw: str
    code: str

    @property
    def patron(self) -> bool:
        """Whether it is a borrower's card (type digit 2) and not a piece."""
        return self.code.startswith("2")


@dataclass(frozen=True, slots=True)
class Coden:
    """Six capitals that may be a CODEN. They may be a title as well, so `text` is there to search for."""

    raw: str
    text: str


@dataclass(frozen=True, slots=True)
class AddonOnly:
    """An add-on that came alone: the second line of a scanner that sends the two symbols apart."""

    raw: str
    addon: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words to search for, blanks collapsed, control characters taken out."""

    raw: str
    text: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that must not be acted upon, with the sentence for the person and what to do next.

    guess: what it probably was, where that can be told (another keyboard layout).
    """

    raw: str
    kind: RejectionKind
    sentence: str
    next_step: str = ""
    guess: str = ""


Reading = (
    IssnScan
    | UpcScan
    | PressCode
    | Ean
    | Sici
    | Sisac
    | Link
    | ItemBarcode
    | Coden
    | AddonOnly
    | Words
    | Rejected
)  # fmt: skip


def with_addon(first: Reading, second: AddonOnly) -> Reading | None:
    """The two halves of a two-line scan as one reading, or None where `first` cannot take an add-on.

    The caller decides whether the second line came soon enough.
    """
    if isinstance(first, Ean) and first.code.startswith("84") and first.addon is None:
        # Only the add-on tells a Spanish press code from other goods.
        from buckram.identify.barcodes import article

        return article(first.code, f"{first.raw}\n{second.raw}", addon=second.addon)
    if isinstance(first, IssnScan | UpcScan | PressCode | Ean) and first.addon is None:
        return replace(first, raw=f"{first.raw}\n{second.raw}", addon=second.addon)
    return None
