"""Treatments: the cases of treatments.txt (as records have them) and treatments_typed.txt (a few keys)."""

from pathlib import Path

import pytest

from buckram.rules.treatment import Step, read_treatment, tidy


def cases(name: str) -> list[list[str]]:
    lines = Path(__file__).with_name(name).read_text().splitlines()
    return [line.split(" > ") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("line", "known"), cases("treatments.txt"))
def test_steps_known_in_a_line(line: str, known: str) -> None:
    found = read_treatment(line)
    told = [str(step) for step in Step if step in found]
    if found.dot:
        told.append(f"{found.dot} dot")
    if found.shelve:
        told.append(f"shelve: {found.shelve}")
    assert sorted(told) == sorted([] if known == "-" else known.split(", "))


@pytest.mark.parametrize(("typed", "kept"), cases("treatments_typed.txt"))
def test_typed_in_a_few_keys(typed: str, kept: str) -> None:
    assert tidy(typed) == kept
    assert tidy(kept) == kept
