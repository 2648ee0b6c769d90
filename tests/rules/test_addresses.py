"""Numbers and addresses of suppliers, against the cases beside this file."""

from __future__ import annotations

from pathlib import Path

import pytest

from buckram.errors import Refused
from buckram.rules import addresses

CASES = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "vendor_numbers.txt").read_text().splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("kind", "typed", "wanted"), CASES)
def test_what_is_typed_is_read_or_refused(kind: str, typed: str, wanted: str) -> None:
    read = getattr(addresses, kind)
    if wanted.startswith("refused"):
        with pytest.raises(Refused, match=wanted.removeprefix("refused: ")):
            read(typed)
    else:
        assert read(typed) == wanted
