"""A letter as a file: mail, text, word processor, PDF; and the claims in it for machines."""

from __future__ import annotations

import io
from copy import deepcopy as copy
from email.message import EmailMessage

from buckram.exchange.letters import Letter

A4_WIDTH, A4_HEIGHT = 210, 297


def as_text(letter: Letter) -> bytes:
    """UTF-8."""
    return letter.text.encode()


def as_pdf(letter: Letter) -> bytes:
    """A4 pages in letters of one width; a font of this machine is taken where Latin-1 is not enough."""
    from buckram.exchange.labels import Size
    from buckram.exchange.paper import pdf

    margin = "    "
    text = "\n".join(f"{margin}{line}" if line.strip() else "" for line in letter.text.splitlines())
    # The line of the widest letter sets the size: a short letter is not printed larger than a long one.
    return pdf(f"\n\n{text}", Size(A4_WIDTH, A4_HEIGHT), fixed=True, most_points=10)


def as_docx(letter: Letter) -> bytes:
    """A document in letters of one width, so that columns and boxes stay where they are."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(A4_WIDTH), Mm(A4_HEIGHT)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(18)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Courier New", Pt(10)
    normal.paragraph_format.space_after = Pt(0)
    document.core_properties.title = letter.subject
    for line in letter.text.splitlines():
        document.add_paragraph(_printable(line))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_eml(message: EmailMessage) -> bytes:
    """A mail that another program sends: it opens as a draft there."""
    draft = copy(message)
    draft["X-Unsent"] = "1"
    return draft.as_bytes()


def _printable(line: str) -> str:
    """Without control characters: a document that has one cannot be opened."""
    return "".join(c for c in line if c.isprintable() or c == "\t")
