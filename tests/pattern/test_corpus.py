"""Every worked case of the corpus, where there is one beside the checkout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from buckram.pattern import predict_line

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "cases" / "prediction.jsonl"

PARTS = {"enum": "abcdefgh", "dates": "ijklm", "months": "ij"}
"""What of an answer counts, by the kind of the case; everything for other kinds."""


def rows() -> Iterator[Any]:
    if not CORPUS.exists():
        yield pytest.param({}, marks=pytest.mark.skip(reason="there is no corpus beside this checkout"))
        return
    for line in CORPUS.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield pytest.param(row, id=row["id"])


def comparable(issues: list[dict[str, str]], kind: str) -> list[dict[str, str]]:
    """The parts that count, leading zeros taken off."""
    codes = PARTS.get(kind, "abcdefghijklm")
    return [
        {code: "/".join(part.lstrip("0") for part in value.split("/")) for code, value in issue.items()}
        for issue in ({c: v for c, v in issue.items() if c in codes} for issue in issues)
    ]


@pytest.mark.parametrize("row", list(rows()))
def test_worked_case(row: dict[str, Any]) -> None:
    answer = predict_line(row)
    if row["kind"] == "error":
        assert answer["error"].endswith((".", "omit."))
    elif row["kind"] == "report":
        assert answer["warnings"]
    else:
        assert comparable(answer["next"], row["kind"]) == comparable(row["expected"], row["kind"])
