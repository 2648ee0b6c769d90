"""The words of what is printed, as Jinja2 templates; a library may put its own before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from buckram.errors import Refused

if TYPE_CHECKING:
    from jinja2 import Environment


def rendered(name: str | Sequence[str], words: Mapping[str, Any], own: str = "") -> str:
    """The template called `name`, or the first of several that is there, with these words.

    own: a folder whose templates go first, or "". Raises Refused, with the line, when the library's own
    template does not work.
    """
    from jinja2 import TemplateError

    names = [name] if isinstance(name, str) else list(name)
    try:
        return _environment(own).select_template(names).render(words)
    # Whatever a template calculates may fail as Python does; a file may be no text at all.
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as problem:
        where, line = _place(problem, own)
        raise Refused(
            f"The template {where or names[-1]}{f', line {line}' if line else ''} does not work:"
            f" {str(problem).rstrip('.') or type(problem).__name__}.",
            "Mend it, or unset the setting templates.",
        ) from problem


def _place(problem: Exception, own: str) -> tuple[str, int]:
    """(name, line) of the place in a template at which something went wrong; ("", 0) when not known."""
    from jinja2 import TemplateSyntaxError

    if isinstance(problem, TemplateSyntaxError):
        return problem.name or "", problem.lineno
    ours = Path(__file__).parent
    folders = [str(Path(own).expanduser()), str(ours)] if own else [str(ours)]
    found = "", 0
    step = problem.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        for folder in folders:
            if file.startswith(folder) and file.endswith(".txt"):
                found = file.removeprefix(folder).lstrip("/"), step.tb_lineno
        step = step.tb_next
    return found


@cache
def _environment(own: str) -> Environment:
    from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    ours = PackageLoader("buckram.exchange", "templates")
    loader = ChoiceLoader([FileSystemLoader(str(Path(own).expanduser())), ours]) if own else ours
    # Plain text goes to the printer: nothing is to be escaped. A misspelt word must not print as nothing.
    return SandboxedEnvironment(
        loader=loader,
        # The library's own are read anew each time: one that was just written has to count at once.
        cache_size=0 if own else 400,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
