"""The tables of what is not as expected: questions, claims, learnt codes, printing, the shelf.

The same rules as in `schema`: ISO text for dates and moments, yes/no as 1/0.
"""

THE_SNAGS = """
-- What a person said that the digits beside the barcode count ('nothing': a price); NULL: learnt.
ALTER TABLE title ADD COLUMN addon_scheme TEXT;
-- Pieces up to this one teach nothing about those digits: what they taught was forgotten.
ALTER TABLE title ADD COLUMN addons_after INTEGER NOT NULL DEFAULT 0;
-- Lower ranks get their piece first.
ALTER TABLE copy ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;
-- How long it is kept: 'latest 2', '24 months', 'until bound', 'until microfilm'; NULL: for ever.
ALTER TABLE copy ADD COLUMN keeps TEXT;
-- Watched: nobody claims it before this day.
ALTER TABLE issue ADD COLUMN hold_until TEXT;
-- The issue that a supplement, a special issue or an index came with.
ALTER TABLE issue ADD COLUMN beside INTEGER REFERENCES issue (id) ON DELETE SET NULL;

-- The question that a scan left: answered when settled_at is set, by what the answer says.
ALTER TABLE scan ADD COLUMN question TEXT CHECK (question IN ('which title', 'which issue', 'note',
  'here already', 'gap', 'unknown', 'unreadable', 'refused', 'barcode wanted'));
ALTER TABLE scan ADD COLUMN answer TEXT;
UPDATE scan SET question = CASE outcome
  WHEN 'choose' THEN 'which title' WHEN 'no record' THEN 'unknown' WHEN 'rejected' THEN 'unreadable'
  WHEN 'waits' THEN 'note' END WHERE outcome IN ('choose', 'waits', 'no record', 'rejected');
DROP INDEX scan_unsettled;
CREATE INDEX scan_unsettled ON scan (title_id) WHERE settled_at IS NULL AND question IS NOT NULL;

CREATE TABLE claim (                -- that a piece did not come, or not as it should
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  issue_id INTEGER NOT NULL REFERENCES issue (id) ON DELETE RESTRICT,
  copy_id INTEGER REFERENCES copy (id) ON DELETE RESTRICT,
  number INTEGER NOT NULL,          -- the first of this issue, the second ...
  reason TEXT NOT NULL
    CHECK (reason IN ('late', 'skipped', 'short', 'damaged', 'wrong item', 'missing')),
  wanted_on TEXT NOT NULL,          -- the day on which a person decided to claim
  wanted_by TEXT,
  sent_at TEXT,                     -- NULL: it is in the queue
  closed_at TEXT,
  ended TEXT CHECK (ended IN ('received', 'unavailable', 'replacement ordered', 'credit',
    'not published', 'dropped'))
) STRICT;
CREATE INDEX claim_by_issue ON claim (issue_id);
CREATE INDEX claim_open ON claim (sent_at) WHERE closed_at IS NULL;

CREATE TABLE code (                 -- what a printed code means here: asked once, remembered
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  scheme TEXT NOT NULL CHECK (scheme IN ('issn', 'ean', 'upc', 'press', 'sici', 'link', 'other')),
  key TEXT NOT NULL,                -- the digits that tell the title, without price, variant and check
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  said_at TEXT NOT NULL,
  said_by TEXT NOT NULL,
  UNIQUE (scheme, key)
) STRICT;
CREATE INDEX code_by_title ON code (title_id);

CREATE TABLE print_job (            -- what goes to a printer; it waits here while the printer is off
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('label', 'slip', 'list')),
  name TEXT NOT NULL,               -- what it is, for people
  form TEXT NOT NULL CHECK (form IN ('text', 'pdf')),
  content BLOB NOT NULL,            -- label and slip: JSON of what stands on it; list: its text
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  station TEXT NOT NULL,
  title_id INTEGER REFERENCES title (id) ON DELETE SET NULL,
  issue_id INTEGER REFERENCES issue (id) ON DELETE SET NULL,
  piece_id INTEGER REFERENCES piece (id) ON DELETE SET NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'printed', 'dropped')),
  tries INTEGER NOT NULL DEFAULT 0,
  taken_at TEXT,                    -- since when a station is handing it to the printer
  problem TEXT,                     -- what the printer's command said when it failed
  done_at TEXT
) STRICT;
CREATE INDEX print_job_waiting ON print_job (id) WHERE state = 'waiting';
CREATE INDEX print_job_by_issue ON print_job (issue_id) WHERE issue_id IS NOT NULL;
CREATE INDEX print_job_by_title ON print_job (title_id) WHERE title_id IS NOT NULL;
CREATE INDEX print_job_by_piece ON print_job (piece_id) WHERE piece_id IS NOT NULL;

CREATE TABLE inventory (            -- a walk along the current issues with a scanner
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person TEXT NOT NULL,
  station TEXT NOT NULL,
  location_id INTEGER REFERENCES location (id),  -- NULL: everywhere
  began_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;

CREATE TABLE seen (                 -- a piece that was scanned on the shelf
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  inventory_id INTEGER NOT NULL REFERENCES inventory (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  raw TEXT NOT NULL,
  title_id INTEGER REFERENCES title (id) ON DELETE SET NULL,
  issue_id INTEGER REFERENCES issue (id) ON DELETE SET NULL,
  piece_id INTEGER REFERENCES piece (id) ON DELETE SET NULL,
  verdict TEXT NOT NULL             -- 'in place', 'misplaced', 'not received', 'withdraw', 'unknown' ...
) STRICT;
CREATE INDEX seen_by_inventory ON seen (inventory_id, issue_id);
CREATE INDEX seen_by_title ON seen (title_id) WHERE title_id IS NOT NULL;
CREATE INDEX seen_by_issue ON seen (issue_id) WHERE issue_id IS NOT NULL;
CREATE INDEX seen_by_piece ON seen (piece_id) WHERE piece_id IS NOT NULL;

CREATE TABLE replaced (             -- issues that are here in another form: what waited for it may go
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  form TEXT NOT NULL CHECK (form IN ('microfilm', 'online', 'cumulation')),
  from_on TEXT NOT NULL,            -- it covers the issues that are dated from this day
  until_on TEXT NOT NULL,           -- up to this day
  came_on TEXT NOT NULL             -- the day it came, or was opened to readers
) STRICT;
CREATE INDEX replaced_by_title ON replaced (title_id);

-- The earlier scan of the same piece, whose question this one goes on from.
ALTER TABLE scan ADD COLUMN follows INTEGER REFERENCES scan (id) ON DELETE SET NULL;
CREATE INDEX scan_by_follows ON scan (follows) WHERE follows IS NOT NULL;

CREATE TABLE pile (                 -- what was done with a piece that no title answered to
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  scan_id INTEGER NOT NULL REFERENCES scan (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('note', 'attached', 'returned', 'discarded')),
  text TEXT NOT NULL DEFAULT ''     -- the note, the title, the reason
) STRICT;
CREATE INDEX pile_by_scan ON pile (scan_id);

CREATE INDEX issue_by_beside ON issue (beside) WHERE beside IS NOT NULL;
-- 0: captions alone, taken from what was typed for the pieces; nothing is foreseen from them.
ALTER TABLE pattern ADD COLUMN predicts INTEGER NOT NULL DEFAULT 1;
"""
