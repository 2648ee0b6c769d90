"""The line protocol of `buckram predict`: one JSON object in, one out."""

from __future__ import annotations

from typing import Any

from buckram.errors import PatternError
from buckram.pattern.field import Field
from buckram.pattern.prediction import predict
from buckram.pattern.reading import parse_pattern

MOST = 10_000
"""The most issues that one line may ask for."""


def predict_line(line: object) -> dict[str, Any]:
    """Answer one request.

    In: {"id", "pattern": {"tag", "ind", "subfields": [[code, value], ...]}, "holding": {the same}, "n": 12},
    with "winter_first", "southern" (booleans) and "frequency" (a $w code) if the title has such settings.
    Out: {"id", "next": [{code: value}, ...]}, with "warnings" where something looks doubtful, or
    {"id", "error": sentence, "subfield": code}. Never an exception for a request of a wrong shape.
    """
    if not isinstance(line, dict):
        return {"id": None, "error": "A request is a JSON object."}
    answer: dict[str, Any] = {"id": line.get("id")}
    try:
        field, holding, n = _field(line, "pattern"), _field(line, "holding"), _count(line)
        pattern = parse_pattern(
            field,
            winter_first=line.get("winter_first") is True,
            southern=line.get("southern") is True,
            frequency=str(line.get("frequency") or ""),
        )
        if pattern.warnings:
            answer["warnings"] = list(pattern.warnings)
        answer["next"] = [issue.mapping for issue in predict(pattern, holding, n)]
    except PatternError as problem:
        answer["error"] = str(problem)
        if problem.subfield:
            answer["subfield"] = problem.subfield
    return answer


def _field(line: dict[str, Any], name: str) -> Field:
    value = line.get(name)
    if not isinstance(value, dict):
        raise PatternError(f"“{name}” is missing or not an object.")
    tag, indicators, subfields = value.get("tag"), value.get("ind", ""), value.get("subfields")
    if not isinstance(tag, str) or not isinstance(indicators, str) or not isinstance(subfields, list):
        raise PatternError(f"“{name}” has tag and ind as text and subfields as a list.")
    for pair in subfields:
        if not (isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(p, str) for p in pair)):
            raise PatternError(f"“{name}”: each subfield is a list of a code and a value.")
        if len(pair[0]) != 1:
            raise PatternError(f"“{name}”: “{pair[0]}” is not a subfield code.")
    return Field.of(tag, indicators, subfields)


def _count(line: dict[str, Any]) -> int:
    n = line.get("n", 12)
    if not isinstance(n, int) or isinstance(n, bool) or not 0 < n <= MOST:
        raise PatternError(f"“n” is a number from 1 to {MOST}.")
    return n
