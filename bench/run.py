"""Every measurement in one table: python bench/run.py [--quick]

Each line is a ratio in one run, against the bare library doing the same or against another program; goals
stand beside the figures they are for. --quick takes a smaller file for the long ones.
"""

from __future__ import annotations

import platform
import sqlite3
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PARTS = (
    ("The terminal (goals: first paint 1.0, key 60, scan 700, idle 0)", "terminal.py", ["--issues", "50000"]),
    ("A receipt (goal 1.5)", "receipt.py", []),
    ("Look-up (goal 2)", "lookup.py", []),
    ("Import (goal 2)", "importing.py", []),
    ("Prediction (goal: five times the best peer)", "prediction.py", []),
    ("Learning a pattern from past issues", "learning.py", []),
    ("The bindery", "bindery.py", ["--titles", "200"]),
    ("A tray of 100 pieces, a third of them odd: keys and bytes", "tray.py", []),
)


def main() -> None:
    """Run every part, one after the other: they would spoil each other's figures."""
    quick = "--quick" in sys.argv
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}")
    for heading, script, shorter in PARTS:
        path = HERE / script
        if path.exists():
            print(f"\n{heading}", flush=True)
            subprocess.run([sys.executable, str(path), *(shorter if quick else [])], check=True, cwd=HERE)


if __name__ == "__main__":
    main()
