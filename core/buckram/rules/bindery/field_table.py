"""The fields of a binding pattern, in the order in which people see them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class Group(StrEnum):
    """The parts of a pattern, in the order in which they are shown."""

    UNIT = "Unit: what is bound as one, and when"
    IDENTITY = "Identity"
    SPINE = "Spine"
    COVER = "Cover"
    COLLATION = "Collation"
    CONSTRUCTION = "Construction"
    INSTRUCTIONS = "Instructions"


class Kind(Enum):
    """How a field is changed: by choosing, by ticking several, or by typing."""

    CHOICE = "one of its choices"
    OPEN = "a choice, or text of one's own"
    YES = "yes or no"
    FLAGS = "several of its choices, apart by commas"
    ORDER = "several of its choices, in order, apart by blanks"
    TEXT = "text"
    LINES = "lines, apart by /"
    NUMBER = "a whole number"
    LENGTH = "a length"
    LEAVE = "how much stays on the shelf"
    COLOUR = "a number of the binder's chart"


LISTED = frozenset({Kind.CHOICE, Kind.OPEN, Kind.FLAGS, Kind.ORDER})
"""The kinds whose choices can be shown as a menu."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field. word: as it is shown; question: as it is asked for; usual: its value where nobody decided.

    choices: (value, what it means). least, most: of a number. empty: what "" means, for people.
    """

    name: str
    group: Group
    word: str
    kind: Kind
    question: str
    usual: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    empty: str = "-"
    least: int = 1
    most: int = 99

    @property
    def values(self) -> tuple[str, ...]:
        """What may be chosen."""
        return tuple(value for value, _ in self.choices)


_PLACES = (
    ("where published", "Where the publisher put it."),
    ("front", "Before the first issue."),
    ("back", "Behind the last issue."),
)

FIELDS: tuple[Field, ...] = (
    Field("unit", Group.UNIT, "bound by", Kind.CHOICE, "What is bound as one?", "volume", (
        ("volume", "A volume as it is numbered."),
        ("year", "All that is dated in a year."),
        ("half", "Half a year: January to June, July to December."),
        ("quarter", "A quarter of a year."),
        ("issues", "So many issues, whatever their volume."),
        ("thickness", "As much as makes a volume of good thickness."),
    )),
    Field("unit_count", Group.UNIT, "how many", Kind.NUMBER,
          "How many volumes, years or issues make one", "1", most=366),
    Field("leave", Group.UNIT, "stays on shelf", Kind.LEAVE,
          "What stays (6 months, 12 issues, current volume, none; empty: as the library has it)",
          empty="as the library has it"),
    Field("completeness", Group.UNIT, "complete", Kind.CHOICE, "When is a unit full?", "standard", (
        ("standard", "When every issue has come."),
        ("weak", "When its time is over and at least one issue has come."),
    )),
    Field("call", Group.UNIT, "next one calls", Kind.YES,
          "Does the first issue of the next unit call this one to be bound?", "yes"),
    Field("paper", Group.UNIT, "paper", Kind.CHOICE, "What paper is it?", "normal", (
        ("normal", "As most are."),
        ("glossy", "Coated and heavy: thinner volumes."),
        ("brittle", "It breaks at a double corner fold: it is not bound; box it."),
    )),
    Field("thickness_each", Group.UNIT, "an issue is", Kind.LENGTH,
          "How thick one issue is (nothing: learnt from bound volumes, or estimated)",
          empty="learnt or estimated"),
    Field("binder_number", Group.IDENTITY, "binder's number", Kind.TEXT,
          "The number that the binder has for this title", empty="not known"),
    Field("history", Group.IDENTITY, "so far", Kind.CHOICE, "Was it bound before?", "new", (
        ("new", "New title: no volume was bound yet."),
        ("by you", "The same binder bound it before."),
        ("by another", "Another binder bound it before."),
    )),
    Field("rub", Group.IDENTITY, "rub on file", Kind.YES, "Has the binder a rub of an earlier volume?", "no"),
    Field("last_volume", Group.IDENTITY, "last volume says", Kind.LINES,
          "What stands on the last volume that was bound, its lines apart by /", empty="not written down"),
    Field("title_lines", Group.SPINE, "title", Kind.LINES, "Title on the spine, its lines apart by /"),
    Field("variables", Group.SPINE, "then", Kind.ORDER,
          "Which lines follow, in order (vol nos months year index copy)", "vol nos months year index", (
        ("vol", "Volume."),
        ("nos", "Issue numbers, where it is part of a volume."),
        ("months", "Months or seasons, where it is part of a year."),
        ("year", "Year."),
        ("index", "That it has an index."),
        ("copy", "Number of the copy."),
    )),
    Field("caption_vol", Group.SPINE, "volume caption", Kind.TEXT, "Before the volume", "v.", empty="none"),
    Field("caption_no", Group.SPINE, "number caption", Kind.TEXT, "Before the issue numbers", "no.",
          empty="none"),
    Field("caption_months", Group.SPINE, "months caption", Kind.TEXT, "Before the months", empty="none"),
    Field("caption_year", Group.SPINE, "year caption", Kind.TEXT, "Before the year", empty="none"),
    Field("caption_index", Group.SPINE, "index line", Kind.TEXT, "The line of a volume with an index",
          "INDEX", empty="none"),
    Field("caption_copy", Group.SPINE, "copy caption", Kind.TEXT, "Before the number of the copy", "c.",
          empty="none"),
    Field("call_lines", Group.SPINE, "call number", Kind.YES, "Does the call number go on the spine?", "yes"),
    Field("imprint", Group.SPINE, "imprint", Kind.LINES,
          "At the foot, its lines apart by / (nothing: as the binder has it)", empty="the binder's"),
    Field("direction", Group.SPINE, "lettering", Kind.CHOICE, "Which way does the lettering run?", "auto", (
        ("auto", "Across where the spine is wide enough, else down."),
        ("across", "Across the spine."),
        ("down", "From head to foot."),
    )),
    Field("width", Group.SPINE, "letters to a line", Kind.NUMBER,
          "How many letters a line takes (nothing: by the thickness)", empty="by the thickness", least=4,
          most=40),
    Field("class", Group.COVER, "class", Kind.CHOICE, "Which class of binding?", "standard", (
        ("standard", "Library binding by the standard."),
        ("economy", "Plain, for units up to 5/8 in."),
        ("digital", "Printed cover."),
        ("pamphlet", "For a single thin issue."),
        ("box", "Not bound: a box is made."),
    )),
    Field("material", Group.COVER, "material", Kind.OPEN, "Which cloth?", "group F buckram", (
        ("group F buckram", "For all serials of common weight."),
        ("C-1 cloth", "Lighter, for thin volumes."),
        ("linen", ""),
        ("paper", "Printed or plain."),
    )),
    Field("colour", Group.COVER, "colour", Kind.COLOUR, "Which colour of the binder's chart?",
          empty="not chosen"),
    Field("foil", Group.COVER, "foil", Kind.CHOICE, "Which foil?", "gold", (
        ("black", "For light cloth."),
        ("gold", "For dark cloth."),
        ("white", "For dark cloth."),
    )),
    Field("panels", Group.COVER, "panels", Kind.NUMBER, "Lines stamped across the spine, to divide it", "0",
          least=0, most=12),
    Field("collate", Group.COLLATION, "collate", Kind.CHOICE, "How does the binder collate?", "standard", (
        ("as tied", "Not at all: it is bound as it was tied."),
        ("standard", "As agreed for everything."),
        ("custom", "As the lines below say."),
    )),
    Field("missing_issue", Group.COLLATION, "missing issue", Kind.CHOICE, "If an issue is missing?",
          "return unbound", (
        ("return unbound", "The unit comes back as it is."),
        ("bind incomplete", "It is bound without it."),
    )),
    Field("missing_pages", Group.COLLATION, "missing pages", Kind.CHOICE, "If pages are missing?",
          "return unbound", (
        ("return unbound", "The unit comes back as it is."),
        ("bind incomplete", "It is bound without them."),
    )),
    Field("index_place", Group.COLLATION, "index", Kind.CHOICE, "Where does the index go?", "back", _PLACES),
    Field("contents_place", Group.COLLATION, "contents", Kind.CHOICE, "Where do tables of contents go?",
          "in place", (
        ("in place", "In the issue that has them."),
        ("gathered", "All together in front."),
    )),
    Field("covers", Group.COLLATION, "covers", Kind.CHOICE, "What becomes of the covers?",
          "keep if contents", (
        ("remove all", "None is bound in."),
        ("keep all", "All are bound in."),
        ("front only", "The front covers are bound in."),
        ("first only", "The cover of the first issue is bound in."),
        ("keep if contents", "Those that carry contents are bound in."),
    )),
    Field("advertising", Group.COLLATION, "advertising", Kind.CHOICE, "What becomes of advertising?",
          "leave", (
        ("leave", "It is bound in."),
        ("remove", "It is taken out."),
        ("remove unpaged", "What counts no pages is taken out."),
    )),
    Field("supplements", Group.COLLATION, "supplements", Kind.CHOICE, "Where do supplements go?",
          "where published", (
        ("where published", "With the issue that they came with."),
        ("at back", "Behind the last issue."),
        ("leave out", "They are not bound in."),
    )),
    Field("pocket", Group.COLLATION, "pocket matter", Kind.YES, "Is there matter for a pocket?", "no"),
    Field("split_over", Group.COLLATION, "split over", Kind.LENGTH,
          "Split what is thicker than (nothing: the binder's limit)", empty="the binder's limit"),
    Field("strip", Group.COLLATION, "security strip", Kind.YES, "Does each volume get a security strip?",
          "no"),
    Field("method", Group.CONSTRUCTION, "leaves held by", Kind.CHOICE, "How are the leaves held?", "auto", (
        ("auto", "By thickness, margins and staples."),
        ("double-fan", "Adhesive; text block up to 2 in."),
        ("sewn through fold", "Stapled issues and whole signatures."),
        ("oversewn", "Over 2 in, where the inner margin allows."),
        ("recased", "The old sewing is sound."),
        ("side-sewn", "Through the side."),
        ("retain sewing", "As the publisher sewed it."),
    )),
    Field("trim", Group.CONSTRUCTION, "trim", Kind.CHOICE, "Are the edges trimmed?", "minimum", (
        ("none", "Not at all."),
        ("minimum", "As little as makes them even."),
    )),
    Field("stub", Group.CONSTRUCTION, "stub for an index", Kind.YES, "A stub where the index is missing?",
          "no"),
    Field("instructions", Group.INSTRUCTIONS, "standing", Kind.FLAGS, "What is the binder told each time?",
          "", (
        ("bind as is", "Whatever is wrong with it."),
        ("no trim", "Text or pictures reach the edge."),
        ("narrow margins", "Mill as little as can be."),
        ("refold", "Leaves are folded badly."),
        ("watch fold-outs", "They must open, and not be trimmed."),
        ("bind in maps", "Loose maps are bound in."),
        ("keep front cover", "The first front cover is bound in."),
        ("make pocket", "For loose matter."),
        ("damaged when sent", "We know of the damage."),
    ), "nothing"),
    Field("instructions_text", Group.INSTRUCTIONS, "in words", Kind.TEXT, "Anything else for the binder",
          empty="nothing"),
)  # fmt: skip
"""Every field, in the order of the groups."""

FIELD = {field.name: field for field in FIELDS}
