"""Build the demonstration library: `python -m buckram_data.build LIBRARY.db` or `... RECORDS.mrc`."""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

from buckram.storage.library import open_library
from buckram_data.lettered import letter
from buckram_data.rows import COLUMNS, library_rows
from buckram_data.tables import load


def build(path: Path, today: date) -> None:
    """Make the library file at `path`, as it is on the morning of `today`: the same day, the same rows.

    Raises FileProblem when there is a file that is not a library, sqlite3.IntegrityError when one is filled.
    """
    rows = library_rows(load(), today)
    library = open_library(path)
    try:
        # A demonstration that a power cut spoils is built again; waiting for the disk would be felt.
        library.execute("PRAGMA synchronous = OFF")
        with library.transaction():
            for table, columns in COLUMNS.items():
                names = columns.split()
                library.connection.executemany(
                    f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
                    rows[table],
                )
            letter(library)
        library.execute("ANALYZE")
    finally:
        library.close()


def main(arguments: list[str], today: date) -> int:
    """Write what the name's ending asks for: a library, MARC records (.mrc), a sheet to scan (.html).

    Gives the exit code: 0 done, 2 not done.
    """
    if len(arguments) != 1:
        print("Usage: python -m buckram_data.build NAME.db | NAME.mrc | NAME.html", file=sys.stderr)
        return 2
    target = Path(arguments[0])
    if target.exists():
        print(f"{target} is already there.", file=sys.stderr)
        return 2
    match target.suffix:
        case ".mrc":
            from buckram_data.records import marc_file

            target.write_bytes(marc_file(today))
        case ".html":
            from buckram_data.sheet import html_sheet

            with tempfile.TemporaryDirectory() as folder:
                library = Path(folder) / "demo.db"
                build(library, today)
                target.write_text(html_sheet(library, today), "utf-8")
        case _:
            build(target, today)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], date.today()))
