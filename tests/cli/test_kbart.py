"""`buckram kbart`: a file in, told line by line, and a file out."""

from __future__ import annotations

import json
from pathlib import Path

from cli.test_commands import run
from library_for_tests import Shelf


def test_in_and_out(shelf: Shelf, tmp_path: Path) -> None:
    shelf.title("Alpha", "0317-8471")
    file = tmp_path / "Agora_Global_All_2026-11-01.txt"
    head = "publication_title\tprint_identifier\ttitle_url\tdate_first_issue_online\n"
    file.write_text(
        f"{head}Alpha\t0317-8471\thttps://a.example.com\t1999\nOmega\t\thttps://o.example.com\t\n"
    )
    done = run("kbart", str(file), db=shelf.path)
    assert done.exit_code == 0
    assert "2 lines read: 0 as they are, 1 new, 0 changed, 1 without a title here, 0 rejected." in done.output
    assert "? Line 3: Omega has no title here." in done.output
    file.write_text(f"{head}Alpha\t0317-8471\thttps://a.example.com\tMay\n")
    again = run("kbart", str(file), "--json", db=shelf.path)
    assert again.exit_code == 1
    told = json.loads(again.output)
    assert (told["rejected"], told["ended"]) == (1, ["Alpha"])
    out = run("kbart", "--out", str(tmp_path), "--print", db=shelf.path)
    assert "0 rows, 1 of print." in out.output.replace("\n", " ")
    assert run("kbart", "--out", str(tmp_path / "mine.txt"), db=shelf.path).exit_code == 2
    assert run("kbart", db=shelf.path).exit_code == 2
