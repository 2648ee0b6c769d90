"""The library file, table by table, as small named migrations.

An empty file runs them all, so these are the only texts of the schema: this one, `schema_snags`,
`schema_year` and `schema_bindery`; the comments above added columns stand in for a place in their table.
Dates are ISO text (`2026-11-21`), moments are ISO text in UTC (`2026-11-21T09:30:00Z`), JSON is text,
yes/no is 1/0. Nothing is stored that can be computed: late, claimed n and the holdings statement are answers
to questions, not columns.

AUTOINCREMENT stands wherever the ledger speaks of a row by its id: no number is ever used again, or taking
an act back could change another thing than the one that it changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from buckram.storage.schema_bindery import THE_BINDERY
from buckram.storage.schema_snags import THE_SNAGS
from buckram.storage.schema_year import THE_YEAR

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x426B726D
"""`Bkrm`, in the file's header: tells a library file from any other SQLite file."""

THE_LIBRARY = """
CREATE TABLE setting (              -- what a library decided once; value is JSON
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE location (             -- where pieces go (MARC 852 $b $c)
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code TEXT NOT NULL UNIQUE,        -- as in the record
  name TEXT NOT NULL,               -- as people say it
  position INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE vendor (               -- who sends it: agents and publishers
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL DEFAULT 'publisher'
    CHECK (kind IN ('agent', 'publisher', 'exchange', 'other')),
  account TEXT,                     -- our number with them
  email TEXT,
  address TEXT,
  lag_days INTEGER,                 -- days from publication to our door, if they told us
  note TEXT
) STRICT;

CREATE TABLE frequency (            -- MARC 008/18 and 853 $w, with the days of grace before late
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  per_year REAL,                    -- NULL: cannot be told
  grace_days INTEGER NOT NULL       -- days after the expected date until an issue is late
) STRICT;

CREATE TABLE title (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,               -- 245 $a $b $n $p
  vernacular TEXT,                  -- the same in its own script (880)
  sort_name TEXT NOT NULL,          -- without the initial article, folded, numbers padded
  publisher TEXT,
  place TEXT,
  country TEXT,                     -- MARC country code
  language TEXT,                    -- MARC language code
  frequency TEXT REFERENCES frequency (code),
  frequency_text TEXT,              -- 310
  status TEXT NOT NULL DEFAULT 'current' CHECK (status IN ('current', 'ceased', 'unknown')),
  call_number TEXT,
  call_sort TEXT,                   -- shelf order
  treatment TEXT,                   -- stamp, strip, colour dot, route: done to each piece
  decided TEXT NOT NULL DEFAULT '[]',  -- JSON list of columns that a person set: no record overwrites them
  search_names TEXT NOT NULL DEFAULT '',  -- folded: name, vernacular, variant and earlier titles
  search_more TEXT NOT NULL DEFAULT ''    -- folded: publisher, identifiers, call number
) STRICT;
CREATE INDEX title_by_name ON title (sort_name);
CREATE INDEX title_by_call ON title (call_sort) WHERE call_sort IS NOT NULL;

CREATE VIRTUAL TABLE title_index USING fts5 (
  search_names, search_more,
  content = 'title', content_rowid = 'id',
  -- M*: the vowel signs of Indic scripts and Thai belong to their word
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'", prefix = '2 3 4'
);
CREATE TRIGGER title_index_insert AFTER INSERT ON title BEGIN
  INSERT INTO title_index (rowid, search_names, search_more)
  VALUES (new.id, new.search_names, new.search_more);
END;
CREATE TRIGGER title_index_delete AFTER DELETE ON title BEGIN
  INSERT INTO title_index (title_index, rowid, search_names, search_more)
  VALUES ('delete', old.id, old.search_names, old.search_more);
END;
CREATE TRIGGER title_index_update AFTER UPDATE OF search_names, search_more ON title BEGIN
  INSERT INTO title_index (title_index, rowid, search_names, search_more)
  VALUES ('delete', old.id, old.search_names, old.search_more);
  INSERT INTO title_index (rowid, search_names, search_more)
  VALUES (new.id, new.search_names, new.search_more);
END;

CREATE TABLE record (               -- the MARC record as it came, byte for byte
  id INTEGER PRIMARY KEY,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('bib', 'holdings')),
  control_number TEXT,              -- 001
  control_source TEXT,              -- 003
  format TEXT NOT NULL CHECK (format IN ('iso2709', 'marcxml', 'mrk')),
  content BLOB NOT NULL,
  digest TEXT NOT NULL,             -- of content: the same record again changes nothing
  file TEXT,
  imported_at TEXT NOT NULL
) STRICT;
CREATE INDEX record_by_number ON record (control_number);
CREATE INDEX record_by_title ON record (title_id);

CREATE TABLE identifier (           -- every number a title answers to, without hyphens and blanks
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('issn', 'issn-l', 'issn-incorrect', 'issn-cancelled',
    'issn-l-cancelled', 'coden', 'lccn', 'control', 'upc', 'press', 'ean')),
  value TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT 'record' CHECK (source IN ('record', 'person', 'learnt')),
  UNIQUE (title_id, kind, value)
) STRICT;
CREATE INDEX identifier_by_value ON identifier (value);

CREATE TABLE variant (              -- other names: 130, 210, 222, 246, 247, earlier titles of 780
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  sort_name TEXT NOT NULL
) STRICT;
CREATE INDEX variant_by_title ON variant (title_id);
CREATE INDEX variant_by_name ON variant (sort_name);

CREATE TABLE link (                 -- 760-787: what it continues, what continues it
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  relation TEXT NOT NULL DEFAULT '',  -- the second indicator
  name TEXT NOT NULL,
  issn TEXT,
  control_number TEXT,
  other_id INTEGER REFERENCES title (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX link_by_title ON link (title_id);
CREATE INDEX link_by_other ON link (other_id);

CREATE TABLE subscription (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  vendor_id INTEGER REFERENCES vendor (id),
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('on order', 'active', 'ended')),
  starts_on TEXT,
  ends_on TEXT,                     -- an ended subscription still accepts receipts
  order_number TEXT,
  price TEXT,                       -- decimal, as text
  currency TEXT,
  source TEXT NOT NULL DEFAULT 'person' CHECK (source IN ('record', 'person'))
) STRICT;
CREATE INDEX subscription_by_title ON subscription (title_id);
CREATE INDEX subscription_by_vendor ON subscription (vendor_id);

CREATE TABLE copy (                 -- one place that wants one piece of each issue
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  subscription_id INTEGER REFERENCES subscription (id),
  number INTEGER NOT NULL DEFAULT 1,
  location_id INTEGER REFERENCES location (id),
  call_number TEXT,                 -- when it differs from the title's
  wants_barcode INTEGER NOT NULL DEFAULT 0,
  retention TEXT,                   -- MARC 008/12-15 of the holdings record
  active INTEGER NOT NULL DEFAULT 1,
  source TEXT NOT NULL DEFAULT 'person' CHECK (source IN ('record', 'person'))
) STRICT;
CREATE INDEX copy_by_title ON copy (title_id);

CREATE TABLE routing (              -- who reads it, in order
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  copy_id INTEGER NOT NULL REFERENCES copy (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  note TEXT
) STRICT;
CREATE INDEX routing_by_copy ON routing (copy_id, position);

CREATE TABLE pattern (              -- 853, 854, 855: how it is numbered and when it comes
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  run TEXT NOT NULL DEFAULT 'basic' CHECK (run IN ('basic', 'supplement', 'index')),
  link INTEGER NOT NULL DEFAULT 1,  -- $8
  tag TEXT NOT NULL CHECK (tag IN ('853', '854', '855')),
  indicators TEXT NOT NULL DEFAULT '  ',
  subfields TEXT NOT NULL,          -- JSON [[code, value], ...], in order
  holds_from TEXT,                  -- publication dates it holds for; NULL: from the beginning
  holds_until TEXT,                 -- NULL: it still holds
  winter_first INTEGER NOT NULL DEFAULT 0,  -- winter opens the year that it is dated: MARC leaves it open
  southern INTEGER NOT NULL DEFAULT 0,      -- its seasons are those of the southern hemisphere
  source TEXT NOT NULL DEFAULT 'person' CHECK (source IN ('record', 'person'))
) STRICT;
CREATE INDEX pattern_by_title ON pattern (title_id, run);

CREATE TABLE issue (                -- what is published, whether it is here or not
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  run TEXT NOT NULL DEFAULT 'basic' CHECK (run IN ('basic', 'supplement', 'index')),
  pattern_id INTEGER REFERENCES pattern (id) ON DELETE SET NULL,
  position INTEGER NOT NULL,        -- order within title and run, in steps of 1000
  designation TEXT NOT NULL,        -- JSON of the 863: {"a": "12", "b": "3", "i": "2026", "j": "03"}
  volume TEXT NOT NULL DEFAULT '',  -- the line of the card it stands on: "v.12 (2026)"
  number TEXT NOT NULL DEFAULT '',  -- in the box: "no.3"
  cover TEXT NOT NULL DEFAULT '',   -- in the box: "Mar"
  label TEXT NOT NULL DEFAULT '',   -- in full: "v.12:no.3 (March 2026)"
  published_on TEXT,                -- the date it is dated, as nearly as is known
  expected_on TEXT,                 -- the day we look for it: publication and lag; a guess
  status TEXT NOT NULL DEFAULT 'expected' CHECK (status IN ('expected', 'arrived', 'partial',
    'missing', 'damaged', 'unavailable', 'not published', 'combined', 'bind prep', 'at bindery',
    'bound', 'withdrawn')),
  touched INTEGER NOT NULL DEFAULT 0,  -- 0: a guess that may be thrown away and made again
  guess TEXT,                       -- JSON: the prediction that a correction replaced
  version INTEGER NOT NULL DEFAULT 0,  -- goes up with every change: two stations see each other
  rewound INTEGER NOT NULL DEFAULT 0   -- of version, what taking back used up: the rest counts what stands
) STRICT;
CREATE INDEX issue_by_title ON issue (title_id, run, position);
CREATE INDEX issue_due ON issue (expected_on, title_id) WHERE status IN ('expected', 'partial');
CREATE INDEX issue_by_pattern ON issue (pattern_id) WHERE pattern_id IS NOT NULL;

CREATE TABLE piece (                -- what is in hand: one piece of one issue for one copy
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  issue_id INTEGER NOT NULL REFERENCES issue (id) ON DELETE RESTRICT,
  copy_id INTEGER REFERENCES copy (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL DEFAULT 'regular'
    CHECK (kind IN ('regular', 'gift', 'extra', 'replacement', 'supplement')),
  condition TEXT NOT NULL DEFAULT 'good'
    CHECK (condition IN ('good', 'damaged', 'missing', 'withdrawn')),
  received_on TEXT NOT NULL,        -- the day that counts, perhaps back-dated
  received_at TEXT,                 -- the moment of the key press
  received_by TEXT,
  barcode TEXT UNIQUE,              -- the library's own
  addon TEXT,                       -- the two or five digits beside the printed barcode
  source TEXT NOT NULL DEFAULT 'person' CHECK (source IN ('record', 'person'))
) STRICT;
CREATE INDEX piece_by_issue ON piece (issue_id);
CREATE INDEX piece_by_copy ON piece (copy_id) WHERE copy_id IS NOT NULL;

CREATE TABLE note (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  issue_id INTEGER REFERENCES issue (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  audience TEXT NOT NULL DEFAULT 'staff' CHECK (audience IN ('staff', 'public')),
  stops INTEGER NOT NULL DEFAULT 1, -- 1: to be read before the next receipt counts
  written_at TEXT NOT NULL,
  written_by TEXT,
  source TEXT NOT NULL DEFAULT 'person' CHECK (source IN ('record', 'person'))
) STRICT;
CREATE INDEX note_by_title ON note (title_id);
CREATE INDEX note_by_issue ON note (issue_id) WHERE issue_id IS NOT NULL;

CREATE TABLE note_read (            -- who has read which note
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  note_id INTEGER NOT NULL REFERENCES note (id) ON DELETE CASCADE,
  person TEXT NOT NULL,
  read_at TEXT NOT NULL,
  UNIQUE (note_id, person)
) STRICT;

CREATE TABLE statement (            -- 866, 867, 868: holdings that came as text, kept unchanged
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  copy_id INTEGER REFERENCES copy (id) ON DELETE CASCADE,
  tag TEXT NOT NULL CHECK (tag IN ('866', '867', '868')),
  text TEXT NOT NULL
) STRICT;
CREATE INDEX statement_by_title ON statement (title_id);
CREATE INDEX statement_by_copy ON statement (copy_id) WHERE copy_id IS NOT NULL;

CREATE TABLE sitting (              -- one person's tray of mail
  id INTEGER PRIMARY KEY,
  person TEXT NOT NULL,
  station TEXT NOT NULL,
  began_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;

CREATE TABLE act (                  -- the ledger: one row for each thing a person did
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  station TEXT NOT NULL,
  sitting_id INTEGER REFERENCES sitting (id),
  kind TEXT NOT NULL,               -- receive, note, correct, undo ...
  title_id INTEGER,                 -- no foreign key: the ledger outlives what it tells of
  issue_id INTEGER,
  sentence TEXT NOT NULL,           -- what was done, in words
  changes TEXT NOT NULL,            -- JSON: each row changed, before and after; undo reads it backwards
  undoes INTEGER UNIQUE REFERENCES act (id)  -- an act is undone once; then its undoing is, in turn
) STRICT;
CREATE INDEX act_by_title ON act (title_id, id);
CREATE INDEX act_by_issue ON act (issue_id, id) WHERE issue_id IS NOT NULL;
CREATE INDEX act_by_sitting ON act (sitting_id, id, kind);

CREATE TABLE scan (                 -- everything that was scanned or typed to receive, also what failed
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sitting_id INTEGER NOT NULL REFERENCES sitting (id),
  at TEXT NOT NULL,
  raw TEXT NOT NULL,                -- the characters as they came
  outcome TEXT NOT NULL
    CHECK (outcome IN ('opened', 'received', 'choose', 'waits', 'no record', 'rejected')),
  sentence TEXT NOT NULL,
  title_id INTEGER REFERENCES title (id) ON DELETE SET NULL,
  issue_id INTEGER REFERENCES issue (id) ON DELETE SET NULL,
  act_id INTEGER REFERENCES act (id),
  settled_at TEXT                   -- when a question, or a piece without a record, was dealt with
) STRICT;
CREATE INDEX scan_by_sitting ON scan (sitting_id, id);
CREATE INDEX scan_unsettled ON scan (title_id)
  WHERE settled_at IS NULL AND outcome IN ('choose', 'waits', 'no record', 'rejected');
CREATE INDEX scan_by_title ON scan (title_id) WHERE title_id IS NOT NULL;
CREATE INDEX scan_by_issue ON scan (issue_id) WHERE issue_id IS NOT NULL;
CREATE INDEX scan_by_act ON scan (act_id) WHERE act_id IS NOT NULL;
"""

# Names and numbers a year: MARC 008/18 and 853 $w. Grace: the middle of the periods in use among
# libraries that publish theirs.
FREQUENCIES = (
    ("a", "annual", 1, 90),
    ("b", "bimonthly", 6, 45),
    ("c", "semiweekly", 104, 7),
    ("d", "daily", 365, 5),
    ("e", "biweekly", 26, 14),
    ("f", "semiannual", 2, 90),
    ("g", "biennial", 0.5, 180),
    ("h", "triennial", 1 / 3, 180),
    ("i", "three times a week", 156, 7),
    ("j", "three times a month", 36, 14),
    ("k", "continuously updated", None, 90),
    ("m", "monthly", 12, 30),
    ("q", "quarterly", 4, 60),
    ("s", "semimonthly", 24, 14),
    ("t", "three times a year", 3, 60),
    ("u", "unknown", None, 90),
    ("w", "weekly", 52, 10),
    ("x", "irregular", None, 90),
    ("z", "other", None, 60),
)


def migrations() -> Migrations:
    """The set of all migrations, in order."""
    from sqlite_utils.migrations import Migrations

    the_set = Migrations("buckram")

    @the_set()
    def the_library(db: Database) -> None:
        # executescript would commit the open transaction, and a half-made file could be left behind.
        for statement in statements(THE_LIBRARY):
            db.execute(statement)
        db.conn.executemany("INSERT INTO frequency VALUES (?, ?, ?, ?)", FREQUENCIES)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")

    @the_set()
    def the_snags(db: Database) -> None:
        for statement in statements(THE_SNAGS):
            db.execute(statement)

    @the_set()
    def the_year(db: Database) -> None:
        for statement in statements(THE_YEAR):
            db.execute(statement)

    @the_set()
    def the_bindery(db: Database) -> None:
        for statement in statements(THE_BINDERY):
            db.execute(statement)

    return the_set


MIGRATION_NAMES = ("the_library", "the_snags", "the_year", "the_bindery")
"""Every migration's name, in order: lets a file be recognised as current without loading sqlite-utils."""


def statements(script: str) -> list[str]:
    """The single statements of a script, in order."""
    from sqlite3 import complete_statement

    found, start = [], 0
    for end, character in enumerate(script):
        if character == ";" and complete_statement(script[start : end + 1]):
            found.append(script[start : end + 1].strip())
            start = end + 1
    return found
