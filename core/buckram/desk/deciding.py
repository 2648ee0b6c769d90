"""What a library decides once: every setting with its default, what it means, and what it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from buckram.errors import NotFound, Refused
from buckram.rules.horizon import Horizon
from buckram.storage import settings
from buckram.storage.library import Library


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting. default: also tells its kind (text, whole number, yes or no)."""

    name: str
    default: str | int | bool
    words: str


SETTINGS = (
    Setting("institution", "", "Digits 2-5 of the library's own barcodes: tells them from newsstand codes."),
    Setting("day_first", True, "18/11 and 3.4. are day and month; no: month and day."),
    Setting("bell", True, "Ring the bell when somebody has to look up from the tray."),
    Setting("horizon_months", Horizon().months, "Expected issues are kept so many months ahead,"),
    Setting("horizon_issues", Horizon().issues, "or so many issues ahead, whichever is less."),
    Setting("few_bytes", True, "Send only the cells that changed; no: Textual's own output."),
)
"""Every setting, in the order in which they are listed."""

_BY_NAME = {setting.name: setting for setting in SETTINGS}
_YES, _NO = {"yes", "y", "on", "true", "1"}, {"no", "n", "off", "false", "0"}


def decided(library: Library, name: str) -> Any:
    """The value of a setting: what was decided, else the default."""
    return settings.read(library, name, _BY_NAME[name].default)


def horizon(library: Library) -> Horizon:
    """How far ahead this library keeps expected issues."""
    return Horizon(months=decided(library, "horizon_months"), issues=decided(library, "horizon_issues"))


def decide(library: Library, name: str, typed: str) -> Any:
    """Change a setting to what was typed; gives its value. Raises NotFound, Refused."""
    setting = _BY_NAME.get(name)
    if setting is None:
        raise NotFound(f"There is no setting {name}.", f"There are: {', '.join(_BY_NAME)}.")
    value = _value(setting, typed.strip())
    with library.transaction():
        settings.write(library, name, value)
    return value


def _value(setting: Setting, typed: str) -> str | int | bool:
    if isinstance(setting.default, bool):
        if typed.lower() not in _YES | _NO:
            raise Refused(f"{setting.name} is yes or no, not {typed}.")
        return typed.lower() in _YES
    if isinstance(setting.default, int):
        if not typed.isdigit() or not 1 <= int(typed) <= 1000:
            raise Refused(f"{setting.name} is a whole number from 1 to 1000, not {typed}.")
        return int(typed)
    return typed
