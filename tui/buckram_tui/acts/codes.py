"""U: the codes of the title, what stands beside them, and mending what was learnt wrong."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from buckram_tui.widgets.menu import Option

if TYPE_CHECKING:
    from buckram.desk.codes_shown import Beside, CodeLine, Codes
    from buckram_tui.screens.in_hand import TitleInHand

# No digits: a scan begins with one, and goes to the scan line whatever is on the screen.
LETTERS = "abcdefghijklmnopqrstuvwx"
CODES = "bcdeghijkmopqrtuvwxyz"
OF_TITLE = "Its codes (a learnt one is forgotten by its letter)"


def codes(screen: TitleInHand) -> str | None:
    """U: every code of the title in hand, and what the digits beside its barcode count."""
    from buckram.desk.codes_shown import codes_of
    from buckram.errors import Refused

    if screen.title_id is None:
        raise Refused("No title is in hand.", "Scan a piece, or type words of its title.")
    found = codes_of(screen.desk, screen.title_id)
    options = [_code(screen, letter, line) for letter, line in zip(CODES, found.lines, strict=False)]
    screen.choose(f"The codes of {found.name}", [*options, *_last(screen, found), *_beside(screen, found)])
    return None


def _code(screen: TitleInHand, letter: str, line: CodeLine) -> Option:
    from buckram_tui.card.words import full_day

    seen = f" Variants seen: {', '.join(line.seen)}." if line.seen else ""
    if not line.code_id:
        return Option(letter, line.text, f"From its record.{seen}", lambda: _of_record(line), OF_TITLE)
    said = f"{line.said_by}, {full_day(line.said_on)}" if line.said_on else line.said_by
    told = f"Learnt from {said}.{seen} Forget it."
    return Option(letter, line.text, told, partial(_forget, screen, line.code_id), OF_TITLE)


def _of_record(line: CodeLine) -> str:
    return f"{line.text} stands in the record; it is changed there. A code that is taught goes before it."


def _forget(screen: TitleInHand, code_id: int) -> str:
    from buckram.desk.codes import forget_code

    return _then(screen, forget_code(screen.desk, code_id))


def _last(screen: TitleInHand, found: Codes) -> list[Option]:
    """What was scanned last, where it does not mean this title."""
    from buckram.desk.codes import learn_code
    from buckram.desk.pile import attach
    from buckram.storage.sittings import find

    if found.last is None:
        return []
    scan_id, code = found.last
    told = "Scanned last here: from now on it means this title."

    def learn() -> str:
        scan = find(screen.desk.library, scan_id)
        if scan is not None and scan.question == "unknown" and not scan.settled:
            # Its piece is not received by this: it leaves the pile, and asks which issue it is.
            outcome = attach(screen.desk, scan_id, found.title_id)
            screen.show_now(found.title_id, outcome.issue_id)
            return f"{outcome.sentence} {outcome.next_step} The code is remembered."
        return _then(screen, learn_code(screen.desk, scan_id, found.title_id))

    return [Option("l", f"learn {code}", told, learn, OF_TITLE)]


def _beside(screen: TitleInHand, found: Codes) -> list[Option]:
    group = "The digits beside the barcode"
    options = [
        Option("s", "they count", found.counts, partial(_schemes, screen, found), group),
    ]
    if found.following:
        options.append(Option("n", "the next", found.following, lambda: found.following, group))
    if found.beside:
        newest = ", ".join(f"{one.addon}{' ?' if one.odd else ''}" for one in found.beside[:8])
        listed = f"{newest}: by receipt, to correct one."
        options.append(Option("a", "add-ons", listed, partial(_receipts, screen, found), group))
    if found.beside or found.scheme:
        told = "Forget what the receipts taught, and learn anew."
        options.append(Option("f", "forget", told, partial(_forget_addons, screen, found.title_id), group))
    return options


def _schemes(screen: TitleInHand, found: Codes) -> None:
    from buckram.desk.codes import set_scheme
    from buckram.desk.codes_shown import SCHEMES

    def said(scheme: str) -> str:
        return _then(screen, set_scheme(screen.desk, found.title_id, scheme))

    options = [
        Option(letter, scheme, example, partial(said, scheme))
        for letter, (scheme, example) in zip(LETTERS, SCHEMES, strict=False)
    ]
    if found.scheme:
        options.append(Option("z", "learn it", "From the receipts, as before.", partial(said, "")))
    screen.choose("What do the digits beside the barcode count?", options)


def _receipts(screen: TitleInHand, found: Codes) -> None:
    """Each receipt with its digits, newest first."""
    options = [
        Option(letter, one.addon, _receipt(one), partial(_correct, screen, one))
        for letter, one in zip(LETTERS, found.beside, strict=False)
    ]
    screen.choose("Beside which barcode stands something else?", options)


def _receipt(one: Beside) -> str:
    from buckram_tui.card.words import full_day

    variant = f", variant {one.variant}" if one.variant else ""
    strange = " It does not fit." if one.odd else ""
    return f"{one.label}{variant}, received {full_day(one.received_on)}.{strange}"


def _correct(screen: TitleInHand, one: Beside) -> None:
    from buckram.desk.codes import correct_addon

    screen.ask(
        f"Beside the barcode of {one.label} (nothing: no digits)",
        lambda typed: _then(screen, correct_addon(screen.desk, one.piece_id, typed)),
        f"{one.variant}{one.addon}",
    )


def _forget_addons(screen: TitleInHand, title_id: int) -> str:
    from buckram.desk.codes import forget_addons

    return _then(screen, forget_addons(screen.desk, title_id))


def _then(screen: TitleInHand, told: str) -> str:
    screen.refresh_all()
    return told
