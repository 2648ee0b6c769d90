"""Text fields for prose: which widgets they are, and how a scan is taken out of one again."""

from __future__ import annotations

from textual.geometry import clamp
from textual.widget import Widget


def is_prose(widget: Widget | None) -> bool:
    """Does this widget take typed text? (Input, TextArea and what descends from them.)

    Known by what they can do, so that neither is imported before a screen needs it.
    """
    return callable(getattr(widget, "action_delete_left", None))


def take_out(field: Widget, text: str) -> None:
    """Remove `text` from before the cursor of the field, once the field has handled the keys it was sent.

    Does nothing when it does not stand there: a field may refuse characters or hold only so many.
    """
    field.call_later(_take_out, field, text)


def _take_out(field: Widget, text: str) -> None:
    if _before_cursor(field, len(text)) == text:
        for _ in text:
            field.action_delete_left()  # type: ignore[attr-defined]


def _before_cursor(field: Widget, length: int) -> str:
    cursor = getattr(field, "cursor_position", None)
    if cursor is not None:
        value: str = field.value  # type: ignore[attr-defined]
        return value[clamp(cursor - length, 0, cursor) : cursor]
    row, column = field.cursor_location  # type: ignore[attr-defined]
    before: str = field.get_text_range((row, max(column - length, 0)), (row, column))  # type: ignore[attr-defined]
    return before
