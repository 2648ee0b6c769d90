"""What holds for tickets: which units have one, who proofs it, what it costs beside its class."""

from __future__ import annotations

from collections.abc import Mapping

from buckram.rules.bindery.states import State

TO_TICKET = frozenset({State.COLLATED, State.READY})
"""The states in which a unit gets its ticket."""

ON_THE_DESK = TO_TICKET | {State.TICKETED}
"""What the desk of tickets shows."""

FIRST = {"bind as is": "BIND AS IS", "damaged when sent": "DAMAGED WHEN SENT"}
"""The instructions that the binder has to see before all others."""


def why_not_proofed(person: str, made_by: str, proofed_by: str) -> str:
    """Why this person does not proof a ticket, "" where nothing is against it.

    Who made it reads what was meant, and not what stands there: a second person sees the slip.
    """
    if proofed_by:
        return f"{proofed_by} proofed it already."
    if person == made_by:
        return f"{made_by} made this ticket; a second person proofs it."
    return ""


def why_not_packed(number: str, *, needs_proof: bool, proofed_by: str) -> str:
    """Why a unit cannot be packed yet, as far as its ticket goes; "" where it can.

    number: of its ticket, "" where it has none. needs_proof: the binder's tickets are proofed.
    """
    if not number:
        return "It has no ticket."
    if needs_proof and not proofed_by:
        return f"Ticket {number} is not proofed."
    return ""


def extras(fields: Mapping[str, str]) -> list[str]:
    """What may cost more than the class, by the names that a binder's price list has it under.

    fields: of the pattern, by name. Rush is not among them: it is of the unit.
    """
    found = [name for name in ("pocket", "stub", "strip") if fields.get(name) == "yes"]
    if fields.get("collate") == "custom":
        found.append("collation")
    if fields.get("method", "auto") != "auto":
        found.append(fields["method"])
    return found
