"""What printed codes mean here: taught once, mended by one act.

A code (UPC, foreign press code, an address, an ISSN that is shared or misprinted) is remembered for the title
that a person named. What the digits beside it count is learnt from receipts, and may be said by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace

from buckram.desk.answering import answer
from buckram.desk.desk import Desk
from buckram.desk.receiving import Receipt, receive
from buckram.errors import NotFound, Refused, Stale
from buckram.identify import NOTHING, CodeKey, Counting, code_key, read, spelled
from buckram.storage import codes, sittings, titles
from buckram.storage.codes import Code
from buckram.storage.issues import Issue
from buckram.storage.ledger import Act, ActWriter, act

NEW_FOR = 3
"""So many scans of a learnt code say that they went by it: a wrong one is noticed while it is remembered."""


def learn_code(
    desk: Desk,
    scan_id: int,
    title_id: int,
    writer: ActWriter | None = None,
    then: Callable[[ActWriter], None] | None = None,
) -> str:
    """Remember that the code of a kept scan means a title; gives the sentence that says so.

    writer: the act that attaches the piece; None: an act of its own, which answers the scan's question and
    does `then`: the piece asks its next one.
    "" where there is nothing to remember: the scan is no code of a title, or the title bears it already.
    Raises NotFound.
    """
    scan = sittings.find(desk.library, scan_id)
    if scan is None:
        raise NotFound("This scan is no longer in the library.", "Scan the piece again.")
    key = code_key(read(scan.raw))
    if key is None or _borne(desk, key, scan.raw, title_id):
        return ""
    with nullcontext(writer) if writer else act(desk.library, desk.hand(), "code") as to:
        told = _remember(to, key, title_id)
        if writer is None:
            to.title_id, to.sentence = title_id, told
            answer(to, scan_id, f"it is {titles.get(desk.library, title_id).name}")
            if then is not None:
                then(to)
    return told


def _borne(desk: Desk, key: CodeKey, raw: str, title_id: int) -> bool:
    """Whether the code means this title already, and no other."""
    from buckram.desk.resolving import resolve

    said = codes.find(desk.library, *key)
    if said is not None:
        return said.title_id == title_id
    return [line.id for line in resolve(desk.library, read(raw), desk.today()).titles] == [title_id]


def _remember(writer: ActWriter, key: CodeKey, title_id: int) -> str:
    said = codes.find(writer.library, *key)
    now = {"title_id": title_id, "said_at": writer.hand.at, "said_by": writer.hand.person}
    if said is None:
        writer.insert("code", {"scheme": key[0], "key": key[1], **now})
    else:
        before = {"title_id": said.title_id, "said_at": said.said_at, "said_by": said.said_by}
        writer.update("code", said.id, before, now)
    name = titles.get(writer.library, title_id).name
    return f"From now on this {_thing(key)} is {name}; U on its card forgets it."


def _thing(key: CodeKey) -> str:
    return {"link": "address", "other": "code"}.get(key[0], "barcode")


def receive_taught(
    desk: Desk, issue: Issue, key: CodeKey, *, addon: str, raw: str, answers: int
) -> tuple[Receipt, str]:
    """Receive a piece and remember its code for the title, in one act that is taken back as one.

    Gives the receipt, and the sentence about the code ("" when it was known). Raises as `receive` does,
    and then nothing is remembered.
    """
    with act(desk.library, desk.hand(), "receive") as writer:
        known = _borne(desk, key, raw, issue.title_id)
        told = "" if known else _remember(writer, key, issue.title_id)
        receipt = receive(desk, issue.id, issue.version, addon=addon, answers=answers, within=writer)
        if told:
            writer.sentence += f" Its {_thing(key)} is remembered."
        writer.write()
        sittings.keep(
            desk.library,
            desk.sitting(),
            writer.hand.at,
            raw,
            "received",
            receipt.sentence,
            title_id=issue.title_id,
            issue_id=issue.id,
            act_id=writer.id,
            follows=answers or None,
        )
    return replace(receipt, act_id=writer.id), told


def newly_learnt(desk: Desk, code: Code) -> bool:
    """Whether a learnt code has been scanned so seldom that a scan should say that it went by it."""
    seen = codes.raws_since(desk.library, code.title_id, code.said_at)
    return sum(code_key(read(raw)) == (code.scheme, code.key) for raw in seen) < NEW_FOR


def after_undo(desk: Desk, undo: Act) -> str:
    """What to do further when an act took a receipt back that a learnt code had led to, or "".

    Where the code was learnt in the same act, that is taken back too, and there is nothing more to do.
    """
    raw = codes.raw_of_act(desk.library, undo.undoes) if undo.kind == "undo" and undo.undoes else ""
    key = code_key(read(raw)) if raw else None
    said = codes.find(desk.library, *key) if key else None
    return "If its code is another title's: U on the card forgets what was learnt." if said else ""


def forget_code(desk: Desk, code_id: int) -> str:
    """The code means nothing any more, but what records say; gives what was done. Raises Stale."""
    code = codes.get(desk.library, code_id)
    if code is None:
        raise Stale("This code is forgotten already.", "It is shown now as it is.")
    name = titles.get(desk.library, code.title_id).name
    with act(desk.library, desk.hand(), "code") as writer:
        writer.delete("code", code_id)
        writer.title_id = code.title_id
        writer.sentence = f"{spelled((code.scheme, code.key))} no longer means {name}."
    return writer.sentence


def set_scheme(desk: Desk, title_id: int, scheme: str) -> str:
    """Say what the digits beside a title's barcode count; gives what was done.

    scheme: as `Counting` writes it (`month`, `issue number +3`), `nothing` for a price, "" to learn it from
    the receipts again. Raises Refused.
    """
    if scheme and scheme != NOTHING and Counting.of(scheme) is None:
        raise Refused(f"{scheme} is nothing that an add-on counts.", "Choose it from the list.")
    before = codes.counted(desk.library, title_id).scheme
    if before == scheme:
        raise Refused("That is what holds already.")
    name = titles.get(desk.library, title_id).name
    with act(desk.library, desk.hand(), "code") as writer:
        writer.update("title", title_id, {"addon_scheme": before or None}, {"addon_scheme": scheme or None})
        writer.title_id = title_id
        counts = f"count: {scheme}" if scheme else "are learnt from its receipts"
        writer.sentence = f"The digits beside the barcode {counts}. {name}."
    return writer.sentence


def forget_addons(desk: Desk, title_id: int) -> str:
    """What the receipts so far taught about the digits beside the barcode is forgotten, the digits are kept.

    What a person said that they count goes too. Gives what was done. Raises Refused.
    """
    library = desk.library
    before = codes.counted(library, title_id)
    if not before.scheme and not codes.taught(library, title_id, before.after):
        raise Refused("No receipt has taught anything about the digits beside the barcode.")
    name = titles.get(library, title_id).name
    with act(library, desk.hand(), "code") as writer:
        writer.update(
            "title",
            title_id,
            {"addon_scheme": before.scheme or None, "addons_after": before.after},
            {"addon_scheme": None, "addons_after": codes.last_piece(library)},
        )
        writer.title_id = title_id
        writer.sentence = f"What the digits beside the barcode count is learnt anew: {name}."
    return writer.sentence


def correct_addon(desk: Desk, piece_id: int, typed: str) -> str:
    """Say which digits stand beside the barcode of a piece that is here; "" for none. Gives what was done.

    Four digits: those of a daily, the two of the variant first. Raises Refused, Stale.
    """
    addon = "".join(typed.split())
    if addon and not (addon.isascii() and addon.isdigit() and len(addon) in (2, 4, 5)):
        raise Refused(f"{typed} is no add-on: two or five digits stand beside a barcode.", "Type them.")
    piece = codes.piece(desk.library, piece_id)
    if piece is None:
        raise Stale("This piece is no longer in the library.", "It is shown now as it is.")
    if (piece["addon"] or "") == addon:
        raise Refused("That is what holds already.")
    with act(desk.library, desk.hand(), "code") as writer:
        writer.update("piece", piece_id, {"addon": piece["addon"]}, {"addon": addon or None})
        writer.title_id, writer.issue_id = piece["title_id"], piece["issue_id"]
        now = f"{addon} stands" if addon else "nothing stands"
        was = f", not {piece['addon']}" if piece["addon"] else ""
        writer.sentence = f"Beside the barcode of {piece['label']} {now}{was}."
    return writer.sentence
