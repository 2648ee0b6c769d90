"""Letters to vendors from the claims of the queue: made, shown before they go, made as files, dropped.

One message for each supplier and run, in its language, whatever the numbers of the claims. Making them is one
act; it can be taken back while none of them went.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from buckram.desk.deciding import decided
from buckram.desk.desk import Desk
from buckram.errors import NotFound, Refused, Stale
from buckram.storage import claims, invoices, issues, messages
from buckram.storage.claims import Unsent
from buckram.storage.invoices import Covering
from buckram.storage.ledger import ActWriter, act
from buckram.storage.library import Library
from buckram.storage.messages import WAITING, Message, State, Supplier

if TYPE_CHECKING:
    from buckram.exchange.claim_lines import Claims, House, Level, Line
    from buckram.exchange.letters import Letter

FILES = ("txt", "eml", "docx", "pdf", "edi", "x12", "csv")
"""The endings of the files that a message can be saved as."""

FILE_OF = {"edifact": "edi", "x12": "x12", "csv": "csv", "file": "pdf"}
"""The file that a channel wants."""


@dataclass(frozen=True, slots=True)
class Made:
    """What making did. without_vendor: claims that nobody can be written to about."""

    act_id: int
    message_ids: Sequence[int]
    without_vendor: int
    sentence: str


def make(desk: Desk, claim_ids: Sequence[int] | None = None) -> Made:
    """Letters for the claims of the queue, or for these of them, as one act.

    Raises Refused when there is nothing to write, when no vendor is known for any of it, when the library's
    name is not set, or when a template does not work; then nothing is made.
    """
    library = desk.library
    waiting = [one for one in claims.unsent(library) if one.message_id is None]
    if claim_ids is not None:
        waiting = [one for one in waiting if one.id in set(claim_ids)]
    if not waiting:
        raise Refused("No claim waits for a letter.", "K on a card or in the claim queue claims.")
    known = [one for one in waiting if one.vendor_id is not None]
    if not known:
        raise Refused(
            "No vendor is known for these claims.", "Say at the subscription of the title who sends it."
        )
    with act(library, desk.hand(), "messages") as writer:
        made = [_put(writer, desk, vendor, found) for vendor, found in _grouped(library, known)]
        lacking = len(waiting) - len(known)
        s = "" if len(made) == 1 else "s"
        writer.sentence = (
            f"Made {len(made)} letter{s} for {len(known)} claim{'' if len(known) == 1 else 's'}."
        )
        writer.write()
    left = ""
    if lacking:
        left = (
            f" {lacking} {'has' if lacking == 1 else 'have'} no vendor: say at the subscription who sends it."
        )
    return Made(writer.id, made, lacking, writer.sentence + left)


def _grouped(library: Library, found: Sequence[Unsent]) -> list[tuple[Supplier, list[Unsent]]]:
    """The claims of each letter, by vendor."""
    groups: dict[int, list[Unsent]] = {}
    for one in found:
        assert one.vendor_id is not None
        groups.setdefault(one.vendor_id, []).append(one)
    suppliers = [messages.supplier(library, vendor) for vendor in groups]
    return [(one, groups[one.id]) for one in sorted(suppliers, key=lambda one: (one.name.lower(), one.id))]


def _levels(library: Library, today: date, found: Sequence[Unsent]) -> dict[int, Level]:
    """By claim: its level, by the policy of its title."""
    from buckram.desk.claim_queue import policy_of
    from buckram.exchange.claim_lines import level_of

    most = {title: policy_of(library, today, title).most for title in {one.title_id for one in found}}
    return {one.id: level_of(one.number, most[one.title_id]) for one in found}


def _put(writer: ActWriter, desk: Desk, vendor: Supplier, found: Sequence[Unsent]) -> int:
    from buckram.exchange.claim_lines import LEVELS, common_level
    from buckram.exchange.letters import letter

    levels = _levels(desk.library, desk.today(), found)
    row = {
        "vendor_id": vendor.id,
        "kind": "claim",
        "level": LEVELS.index(common_level(levels.values())),
        "channel": vendor.channel,
        "language": vendor.language,
        "subject": "",
        "body": "",
        "made_at": desk.now(),
        "made_by": desk.person,
        # Listed although empty: what went, or is on its way, is not taken back with its making. `state` is
        # not: one that failed is.
        "taken_at": None,
        "sent_at": None,
    }
    number = writer.insert("message", row)
    for one in found:
        writer.update("claim", one.id, {"message_id": None, "sent_at": None}, {"message_id": number})
    made = letter(
        _claims(desk.library, number, vendor, levels, found, desk.today(), desk.person), _own(desk.library)
    )
    # The reference in the text is made of the row's own number.
    writer.update(
        "message", number, {"subject": "", "body": ""}, {"subject": made.subject, "body": made.text}
    )
    return number


def drop(desk: Desk, message_ids: Sequence[int]) -> str:
    """Do not send these; their claims are in the queue again. One act; gives the sentence.

    Raises Refused for one that went, or of which nobody knows.
    """
    with act(desk.library, desk.hand(), "drop message") as writer:
        for message_id in message_ids:
            message = messages.get(desk.library, message_id)
            if message.state not in WAITING:
                raise Refused(why_not(message))
            for _, claim_id in messages.claims_of(desk.library, [message_id]):
                writer.update(
                    "claim", claim_id, {"message_id": message_id, "sent_at": None}, {"message_id": None}
                )
            writer.update("message", message_id, {"state": str(message.state)}, {"state": "dropped"})
        n = len(message_ids)
        writer.sentence = f"Dropped {n} letter{'' if n == 1 else 's'}; the claims are in the queue again."
    return writer.sentence


def why_not(message: Message) -> str:
    """Why a message cannot be sent, dropped or taken back now."""
    match message.state:
        case State.SENT:
            how = "was printed" if message.sent_as == "printed" else "went"
            return (
                f"The letter to {message.vendor} {how} on {message.sent_at[:10]}: it cannot be called back."
            )
        case State.DROPPED:
            return f"The letter to {message.vendor} was dropped."
    return f"The letter to {message.vendor} is being handed over, or was when that was broken off."


def make_way_for_undo(library: Library, act_id: int) -> None:
    """Before the making of letters is taken back. Raises Refused, with the reason, where it cannot be."""
    for message in messages.made_by_act(library, act_id):
        if message.state in {State.SENT, State.SENDING}:
            raise Refused(why_not(message), "D in the outbox drops the others; an earlier act: F5, U.")
    with library.transaction():
        messages.as_made(library, act_id)


def current(library: Library, message: Message, today: date) -> tuple[Message, int]:
    """The message without what came or ended since it was made: (it, how many claims are left out).

    What came, and turned out not to have come, stands in it again. Raises Stale when nothing of it is wanted
    any more.
    """
    from buckram.exchange.claim_lines import reference

    open_ids, ended = _still_open(library, message.id)
    # A try that failed may have left out what is wanted again; it would count as sent, and nobody was told.
    if not ended and all(reference(claim_id) in message.body for claim_id in open_ids):
        return message, 0
    if not open_ids:
        raise Stale("All that this letter claims has come or ended since.", "D drops it.")
    made = as_letter(library, message, today)
    with library.transaction():
        messages.reword(library, message.id, made.subject, made.text)
    return messages.get(library, message.id), ended


def _still_open(library: Library, message_id: int) -> tuple[list[int], int]:
    carried = [claim for _, claim in messages.claims_of(library, [message_id])]
    found = claims.of(library, carried)
    open_ids = [one.id for one in found if one.open]
    return open_ids, len(found) - len(open_ids)


def as_letter(library: Library, message: Message, today: date) -> Letter:
    """The letter as it would be made now, with the claims that are open. Raises Refused for a template."""
    from buckram.exchange.letters import letter

    return letter(as_claims(library, message, today), _own(library))


def as_claims(library: Library, message: Message, today: date) -> Claims:
    """What a message says, as values: of one that went all of it, else what is open."""
    from buckram.exchange.claim_lines import LEVELS, Level

    found = claims.of_message(library, message.id)
    if message.state is not State.SENT:
        open_ids, _ = _still_open(library, message.id)
        found = [one for one in found if one.id in open_ids]
    if not found:
        raise NotFound("This letter claims nothing any more.")
    vendor = messages.supplier(library, message.vendor_id)
    # One of a single level stays what it was made as, though the policy may count otherwise since.
    level = LEVELS[message.level]
    levels = _levels(library, today, found) if level is Level.MIXED else {one.id: level for one in found}
    return _claims(library, message.id, vendor, levels, found, today, message.made_by)


def _claims(
    library: Library,
    number: int,
    vendor: Supplier,
    levels: Mapping[int, Level],
    found: Sequence[Unsent],
    day: date,
    person: str,
) -> Claims:
    from buckram.exchange.claim_lines import Claims, Vendor

    return Claims(
        number=number,
        day=day,
        house=house(library),
        vendor=Vendor(
            vendor.name, _lines_of(vendor.address), vendor.account, vendor.language, vendor.san, vendor.gln
        ),
        lines=_lines(library, found, levels, vendor.language),
        person=person,
    )


def house(library: Library) -> House:
    """The library as its letters have it. Raises Refused when its name is not set."""
    from buckram.exchange.claim_lines import House

    name = decided(library, "library_name")
    if not name:
        raise Refused(
            "The letters would come from nobody: the library's name is not set.",
            'Set it: buckram settings library_name "Name of the library"',
        )
    return House(
        name=name,
        address=_lines_of(decided(library, "library_address")),
        ship_to=_lines_of(decided(library, "ship_to")),
        reply_to=decided(library, "mail_reply_to") or decided(library, "mail_sender"),
        san=decided(library, "library_san"),
        gln=decided(library, "library_gln"),
        day_first=decided(library, "day_first"),
    )


def _lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.replace(";", "\n").splitlines() if line.strip()]


def _lines(
    library: Library, found: Sequence[Unsent], levels: Mapping[int, Level], language: str
) -> list[Line]:
    from buckram.exchange.claim_lines import Line

    numbers = messages.numbering(library, [one.issue_id for one in found])
    lines = []
    for one in found:
        enumeration, cover = _issue_words(library, one, *numbers[one.issue_id], language)
        paid = _paid(library, one)
        lines.append(
            Line(
                claim_id=one.id,
                number=one.number,
                reason=one.reason,
                title=one.title,
                issn=one.issn,
                vendor_number=one.vendor_number,
                order_number=one.order_number,
                enumeration=enumeration,
                cover=cover,
                published_on=one.published_on,
                copies=one.copies,
                place=one.location,
                note=one.note,
                earlier=one.earlier,
                invoice=paid.number if paid else "",
                invoice_day=paid.day if paid else None,
                paid_on=paid.paid_on if paid else None,
                level=levels[one.id],
            )
        )
    return lines


def _paid(library: Library, one: Unsent) -> Covering | None:
    """The proof of payment: an invoice that is not paid, or is for another year, proves nothing."""
    if one.subscription_id is None or one.published_on is None:
        return None
    found = invoices.covering(library, one.subscription_id, one.published_on)
    return found if found is not None and found.paid_on is not None else None


def _issue_words(
    library: Library, one: Unsent, values: Mapping[str, str], pattern_id: int | None, language: str
) -> tuple[str, str]:
    """(enumeration, cover date in the letter's language); by its label where no pattern tells its levels."""
    from buckram.holdings import cover_text, enumeration_text

    patterns = issues.patterns(library, one.title_id)
    own = next((p for p in patterns if p.id == pattern_id), None)
    if own is None and len(patterns) == 1:
        own = patterns[0]
    if own is not None:
        enumeration = enumeration_text(own.field, values)
        cover = cover_text(own.field, values, language)
        if enumeration or cover:
            return enumeration, cover
    enumeration, _, cover = one.label.partition(" (")
    return enumeration, cover.rstrip(")")


def _own(library: Library) -> str:
    """The folder of the library's own templates: as it is set, else beside the library file."""
    chosen: str = decided(library, "templates")
    beside = library.path.with_name("templates")
    return chosen or (str(beside) if beside.is_dir() else "")


def file_name(message: Message, ending: str) -> str:
    """What a file of a message is called: claim-kontor-ost-west-M0017.pdf."""
    from buckram.exchange.letters import slug

    return f"claim-{slug(message.vendor)[:30] or 'vendor'}-M{message.id:04}.{ending}"


def as_file(library: Library, message: Message, ending: str, at: datetime) -> bytes:
    """A message as a file of a kind. Raises Refused for an ending that is none, or a number that lacks."""
    from buckram.exchange import letter_files
    from buckram.exchange.letters import Letter

    written = Letter(message.subject, message.body)
    match ending:
        case "txt":
            return letter_files.as_text(written)
        case "pdf":
            return letter_files.as_pdf(written)
        case "docx":
            return letter_files.as_docx(written)
        case "eml":
            from buckram.desk.outbox import as_mail

            return letter_files.as_eml(as_mail(library, message, at))
        case "edi":
            from buckram.exchange import edifact

            return edifact.interchange(as_claims(library, message, at.date()), at)
        case "x12":
            from buckram.exchange import x12

            return x12.interchange(as_claims(library, message, at.date()), at)
        case "csv":
            from buckram.exchange import claim_rows

            return claim_rows.csv_file(as_claims(library, message, at.date()))
    known = f"There are: {', '.join(FILES)}."
    if not ending:
        raise Refused("The name of the file has no ending.", known)
    raise Refused(f"A letter is not saved as .{ending}.", known)
