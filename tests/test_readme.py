"""The README tells the truth: its key table, commands and words are compared with the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from buckram_tui.cli import COMMANDS
from buckram_tui.keys import KEYS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()


def table(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_the_key_table_is_the_program_s() -> None:
    assert table("Keys") == [[key.where, key.label, key.explains] for key in KEYS if key.explains]


def test_every_command_is_told_in_the_same_words() -> None:
    told = {row[0].strip("`"): row[1] for row in table("Commands")}
    assert told.pop("buckram") == "Open the desk."
    assert {name.removeprefix("buckram ").split()[0]: words for name, words in told.items()} == COMMANDS


@pytest.mark.parametrize("picture", re.findall(r"!\[[^]]*\]\(([^)]+)\)", README))
def test_every_picture_is_there(picture: str) -> None:
    assert (ROOT / picture).stat().st_size > 1000


def test_the_rooms_of_the_house_exist() -> None:
    house = README.split("\n## The house\n")[1].split("```")[1]
    folder = ROOT
    for line in house.strip().splitlines():
        name = line.split()[0]
        if line.startswith(" "):
            assert (folder / name).is_dir(), name
        else:
            folder = ROOT / name
            assert folder.is_dir(), name


def test_every_word_of_the_schema_s_tables_is_a_word_of_the_field() -> None:
    words = {row[0] for row in table("Words")}
    for table_name in ("title", "subscription", "copy", "issue", "piece", "pattern", "routing", "act"):
        assert table_name in words
