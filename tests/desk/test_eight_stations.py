"""Eight stations at once, each a process of its own: nothing is received twice, and the ledger tells all."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

from buckram.desk.undoing import undo
from library_for_tests import Shelf

STATION = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from buckram.desk.cards import card
from buckram.desk.desk import Desk
from buckram.desk.elsewhere import changed_boxes, glance
from buckram.desk.receiving import receive
from buckram.errors import Refused
from buckram.storage.library import open_library

path, person, titles = Path(sys.argv[1]), sys.argv[2], [int(n) for n in sys.argv[3:]]
desk = Desk(open_library(path), person, person, lambda: datetime(2026, 11, 21, 9, 30, tzinfo=UTC))
print("ready", flush=True)
sys.stdin.readline()
received = refused = 0
while titles:
    for title in list(titles):
        since = glance(desk)
        shown = card(desk, title)
        if shown.lit is None:
            titles.remove(title)
            continue
        time.sleep(0.001)  # a person looks; meanwhile the others act
        if changed_boxes(desk, shown, since):
            continue
        issue = shown.boxes[shown.lit].issue
        try:
            receive(desk, issue.id, issue.version)
            received += 1
        except Refused:  # Stale is one of them
            refused += 1
print(received, refused)
"""


def test_eight_stations_receive_the_same_boxes(shelf: Shelf) -> None:
    titles = [
        shelf.title("One", "0317-8471", statuses="a" + "e" * 6),
        shelf.title("Two", "0028-0836", statuses="a" + "e" * 5, copies=2),
        shelf.title("Three", "0013-0613", statuses="e" * 6),
    ]
    before = shelf.contents("issue", "piece", "claim")
    stations = [
        subprocess.Popen(
            [sys.executable, "-c", STATION, str(shelf.path), f"p{n}", *map(str, titles)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(8)
    ]
    for station in stations:
        assert station.stdout is not None
        assert station.stdout.readline() == "ready\n", station.communicate()[1]
    told = []
    for station in stations:
        assert station.stdin is not None
        station.stdin.write("go\n")
        station.stdin.flush()
    for station in stations:
        out, problems = station.communicate(timeout=30)
        assert (station.returncode, problems) == (0, "")
        told.append([int(n) for n in out.split()])
    library = shelf.library
    received = library.rows("SELECT issue_id, copy_id FROM piece WHERE received_by IS NOT NULL")
    places = Counter(tuple(row) for row in received)
    assert set(places.values()) == {1}, "one piece for each place"
    assert len(places) == 6 + 2 * 5 + 6
    assert sum(pieces for pieces, _ in told) == len(places), "who was told so has received"
    acts = library.rows("SELECT id, changes FROM act ORDER BY id")
    made = [c[1] for act in acts for c in json.loads(act["changes"]) if c[0] == "piece"]
    assert sorted(made) == [r[0] for r in library.rows("SELECT id FROM piece WHERE received_by IS NOT NULL")]
    desk = shelf.desk()
    for act in reversed(acts):
        undo(desk, act["id"])
    assert shelf.contents("issue", "piece", "claim") == before
