"""How a unit is held together: the method that its paper, sewing, margins and thickness allow.

Standards: ANSI/NISO/LBC Z39.78 as the digest has it, section 6.2 (decision tree) and 6.1 (limits).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ECONOMY_MOST = 159
"""5/8 in: nothing thicker is bound with a glued cover alone."""

DOUBLE_FAN_MOST = 508
"""2 in: thicker blocks do not hold on glue."""

OVERSEW_MARGIN = 159
"""5/8 in: what oversewing wants of the inner margin."""

OVERSEW_LEAST = 95
"""3/8 in: below it a needle goes through the text, whatever a person asks for."""

THIN_SECTIONS = 127
"""1/2 in: several stapled sections up to here are sewn through their folds."""


class Method(StrEnum):
    """What the binder does with the leaves; the words are those of the binding pattern."""

    DOUBLE_FAN = "double-fan"
    SEWN = "sewn through fold"
    OVERSEWN = "oversewn"
    RECASED = "recased"
    SIDE_SEWN = "side-sewn"
    RETAIN = "retain sewing"
    SPLIT = "split"
    BOX = "box"


UNBOUND = frozenset({Method.SPLIT, Method.BOX})
"""No way to bind it as it is."""


@dataclass(frozen=True, slots=True)
class Block:
    """What lies on the bench. pieces: how many; thickness, inner_margin: tenths of a millimetre, None where
    nobody measured.

    paper: normal, glossy or brittle. sections: each piece is one folded section held by staples. sewing: the
    original sewing is sound. flat: music, maps, anything that must lie flat. into_text: it was trimmed into
    the text before. gutter: print or plates run into the gutter. splits: it can be divided (more than one
    piece).
    """

    pieces: int
    thickness: int | None = None
    paper: str = "normal"
    sections: bool = False
    sewing: bool = False
    flat: bool = False
    into_text: bool = False
    gutter: bool = False
    inner_margin: int | None = None

    @property
    def splits(self) -> bool:
        """Whether there is a place to divide it at."""
        return self.pieces > 1


@dataclass(frozen=True, slots=True)
class Construction:
    """The method, why, and what speaks against what was asked for."""

    method: Method
    reason: str
    warnings: tuple[str, ...] = ()


def construct(block: Block, asked: str = "auto") -> Construction:
    """The method for a block. asked: that of the binding pattern; "auto": by the tree.

    What a pattern asks for is done, but never against the two rules that spoil a volume for good: brittle
    paper is not sewn or milled, and nothing that must lie flat is oversewn.
    """
    best = _by_the_tree(block)
    if asked in ("", "auto"):
        return best
    method = Method(asked)
    if block.paper == "brittle" or block.into_text:
        return Construction(best.method, best.reason, (f"The pattern asks for {method}.",))
    if method is Method.OVERSEWN and block.flat:
        return Construction(best.method, best.reason, ("The pattern asks for oversewn.",))
    return Construction(method, "the binding pattern asks for it", tuple(_against(block, method)))


def _by_the_tree(block: Block) -> Construction:
    if block.paper == "brittle":
        return Construction(Method.BOX, "brittle paper breaks when it is sewn or milled")
    if block.into_text:
        return Construction(Method.BOX, "it was trimmed into the text: nothing is left to bind by")
    if block.pieces == 1 and block.sewing:
        return Construction(Method.RECASED, "one piece whose sewing is sound")
    if block.sections and (reason := _sewn(block)):
        return Construction(Method.SEWN, reason)
    if block.thickness is None:
        return Construction(Method.DOUBLE_FAN, "not measured; it holds up to 2 in")
    if block.thickness <= DOUBLE_FAN_MOST:
        return Construction(Method.DOUBLE_FAN, "not above 2 in", tuple(_against(block, Method.DOUBLE_FAN)))
    if block.flat:
        why = "above 2 in, and it must lie flat: never oversewn"
        return Construction(Method.SPLIT if block.splits else Method.DOUBLE_FAN, why)
    margin = block.inner_margin
    if margin is not None and margin >= OVERSEW_MARGIN and not block.gutter:
        return Construction(Method.OVERSEWN, "above 2 in, and the inner margin allows it")
    why = _no_oversewing(block)
    if block.splits:
        return Construction(Method.SPLIT, f"above 2 in, and {why}")
    return Construction(Method.BOX, f"one piece above 2 in, and {why}")


def _sewn(block: Block) -> str:
    """Why single sections are sewn through the fold, "" where they are not."""
    if block.pieces == 1:
        return "one stapled section"
    if block.thickness is not None and block.thickness <= THIN_SECTIONS:
        return "thin stapled sections with their folds whole"
    return ""


def _no_oversewing(block: Block) -> str:
    if block.gutter:
        return "print runs into the gutter"
    if block.inner_margin is None:
        return "the inner margin is not known to be 5/8 in"
    return "the inner margin is under 5/8 in"


def _against(block: Block, method: Method) -> list[str]:
    """What speaks against binding it so."""
    found = []
    thickness, margin = block.thickness, block.inner_margin
    if method is Method.DOUBLE_FAN and thickness is not None and thickness > DOUBLE_FAN_MOST:
        found.append("Above 2 in double-fan glue does not hold.")
    if method is Method.DOUBLE_FAN and block.gutter:
        found.append("Print runs into the gutter: no milling.")
    if method is Method.OVERSEWN and margin is not None and margin < OVERSEW_LEAST:
        found.append("The inner margin is under 3/8 in: oversewing goes into the text.")
    elif method is Method.OVERSEWN and (margin is None or margin < OVERSEW_MARGIN):
        found.append("Oversewing wants an inner margin of 5/8 in.")
    if method is Method.OVERSEWN and block.gutter:
        found.append("Print runs into the gutter: oversewing hides it.")
    if method is Method.SEWN and not block.sections:
        found.append("Only folded sections can be sewn through the fold.")
    if method in (Method.RECASED, Method.RETAIN) and not block.sewing:
        found.append("Nobody said that the sewing is sound.")
    return found


def economy_fits(thickness: int | None) -> bool:
    """Whether a unit may be bound in the economy class: up to 5/8 in."""
    return thickness is None or thickness <= ECONOMY_MOST
