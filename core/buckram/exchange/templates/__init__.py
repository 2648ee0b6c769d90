"""The words of what is printed, as Jinja2 templates; a library may put its own before them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from buckram.errors import Refused

if TYPE_CHECKING:
    from jinja2 import Environment


def rendered(name: str, words: Mapping[str, Any], own: str = "") -> str:
    """The template called `name` with these words. own: a folder whose templates go first, or "".

    Raises Refused, with the line, when the library's own template does not work.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        return _environment(own).get_template(name).render(words)
    except TemplateError as problem:
        line = f", line {problem.lineno}" if isinstance(problem, TemplateSyntaxError) else ""
        raise Refused(
            f"The template {name}{line} does not work: {problem.message or type(problem).__name__}.",
            "Mend it, or unset the setting templates.",
        ) from problem


@cache
def _environment(own: str) -> Environment:
    from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    ours = PackageLoader("buckram.exchange", "templates")
    loader = ChoiceLoader([FileSystemLoader(str(Path(own).expanduser())), ours]) if own else ours
    # Plain text goes to the printer: nothing is to be escaped. A misspelt word must not print as nothing.
    return SandboxedEnvironment(
        loader=loader,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
