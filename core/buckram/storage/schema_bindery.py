"""The tables of the bindery: binders, binding patterns, units, tickets, lots, volumes, repairs, shelves.

The same rules as in `schema`: ISO text for dates and moments, yes/no as 1/0, money as decimal text. Lengths
(thickness, width of a shelf) are whole tenths of a millimetre, weights whole grams.

What is due to be bound is computed from the cards and the binding patterns; a unit has a row from the moment
in which a person picks it.
"""

THE_BINDERY = """
CREATE TABLE binder (               -- who binds, and what holds for everything that goes there
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  vendor_id INTEGER REFERENCES vendor (id) ON DELETE SET NULL,  -- who is paid
  account TEXT NOT NULL DEFAULT '', -- our number with them
  library_code TEXT NOT NULL DEFAULT '',  -- how they name this library
  imprint TEXT NOT NULL DEFAULT '', -- what stands at the foot of every spine
  address TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  contact TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL DEFAULT '',
  turn_days INTEGER NOT NULL DEFAULT 28,  -- days from pick-up to return, standard service
  rush_days INTEGER NOT NULL DEFAULT 14,
  least_thickness INTEGER NOT NULL DEFAULT 254,   -- a thinner unit had better wait
  most_thickness INTEGER NOT NULL DEFAULT 635,    -- a thicker one is split
  glossy_thickness INTEGER NOT NULL DEFAULT 508,  -- the same for glossy, heavy paper
  box_grams INTEGER NOT NULL DEFAULT 22680,       -- a box weighs no more than this
  grams_per_cm INTEGER NOT NULL DEFAULT 430,      -- what a centimetre of thickness weighs
  lot_units INTEGER,                -- at most so many units, pieces, and so much money in a lot; NULL: any
  lot_pieces INTEGER,
  lot_cost TEXT,
  month_units INTEGER,              -- the quota: units that may go in a calendar month
  symbols TEXT NOT NULL DEFAULT 'code39' CHECK (symbols IN ('code39', 'code128', 'none')),
  proofed INTEGER NOT NULL DEFAULT 0,  -- a second person proofs each ticket before it is packed
  defaults TEXT NOT NULL DEFAULT '{}',    -- JSON: fields of a new title's binding pattern
  note TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX binder_by_vendor ON binder (vendor_id) WHERE vendor_id IS NOT NULL;

CREATE TABLE binding_price (        -- what a binder takes
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  binder_id INTEGER NOT NULL REFERENCES binder (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('class', 'extra')),
  name TEXT NOT NULL,               -- the class (standard, economy ...), or the extra (rush, pocket ...)
  up_to INTEGER,                    -- for units up to this thickness; NULL: for any
  price TEXT NOT NULL
) STRICT;
CREATE INDEX binding_price_by_binder ON binding_price (binder_id);

CREATE TABLE cloth (                -- a binder's chart: the number that stands for a colour
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  binder_id INTEGER NOT NULL REFERENCES binder (id) ON DELETE CASCADE,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (binder_id, number)
) STRICT;

CREATE TABLE binding (              -- how a title is bound: its binding pattern, version by version
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  copy_id INTEGER REFERENCES copy (id) ON DELETE CASCADE,  -- NULL: for every copy that is kept
  binder_id INTEGER REFERENCES binder (id) ON DELETE SET NULL,
  number INTEGER NOT NULL DEFAULT 1,      -- 1, 2, 3: a version that a ticket was made from is not changed
  active INTEGER NOT NULL DEFAULT 1,      -- 0: an earlier version, or the title is bound no more
  bound_to INTEGER,                 -- position in the basic run up to which it was bound; NULL: nothing
  fields TEXT NOT NULL DEFAULT '{}',      -- JSON: what was decided, by the field's name
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL
) STRICT;
CREATE INDEX binding_by_title ON binding (title_id);
CREATE INDEX binding_by_copy ON binding (copy_id) WHERE copy_id IS NOT NULL;
CREATE INDEX binding_by_binder ON binding (binder_id) WHERE binder_id IS NOT NULL;
CREATE INDEX binding_active ON binding (active, title_id);

CREATE TABLE unit (                 -- what is bound as one: from the moment that a person picks it
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE RESTRICT,
  copy_id INTEGER REFERENCES copy (id) ON DELETE RESTRICT,
  binding_id INTEGER REFERENCES binding (id) ON DELETE RESTRICT,
  state TEXT NOT NULL DEFAULT 'picked' CHECK (state IN ('picked', 'pulled', 'collated', 'held', 'ready',
    'ticketed', 'packed', 'shipped', 'back', 'checked', 'rejected', 'refused', 'processed', 'shelved',
    'bound in house', 'boxed', 'discarded', 'cancelled')),
  label TEXT NOT NULL,              -- what it is: "v.36 (1984)", "v.36:no.1-6 (1984:Jan.-June)"
  whole INTEGER NOT NULL DEFAULT 1, -- a whole volume or year: lettered without issue numbers
  rush INTEGER NOT NULL DEFAULT 0,
  thickness INTEGER,                -- as measured; NULL: only estimated
  decision TEXT CHECK (decision IN ('bind incomplete', 'online sheet', 'box', 'wait', 'discard')),
  give_up_on TEXT,                  -- held: nobody waits beyond this day
  note TEXT NOT NULL DEFAULT '',    -- for the binder's eyes too
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  moved_at TEXT NOT NULL,           -- since when it is in this state
  moved_by TEXT NOT NULL
) STRICT;
CREATE INDEX unit_by_title ON unit (title_id);
CREATE INDEX unit_by_copy ON unit (copy_id) WHERE copy_id IS NOT NULL;
CREATE INDEX unit_by_binding ON unit (binding_id) WHERE binding_id IS NOT NULL;
CREATE INDEX unit_by_state ON unit (state);

CREATE TABLE unit_piece (           -- what a unit is made of, in the order of binding
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  issue_id INTEGER NOT NULL REFERENCES issue (id) ON DELETE RESTRICT,
  piece_id INTEGER REFERENCES piece (id) ON DELETE RESTRICT,  -- NULL: a gap, it is not here
  position INTEGER NOT NULL,
  role TEXT NOT NULL DEFAULT 'issue'
    CHECK (role IN ('issue', 'supplement', 'special', 'index', 'title page', 'contents')),
  cause TEXT CHECK (cause IN ('never came', 'lost', 'claimed', 'bought', 'mutilated', 'unavailable')),
  caused_on TEXT,                   -- since when it is a gap for this cause: house rules count from here
  found_at TEXT,                    -- pulled from the shelf, or scanned at the bench
  confirmed_at TEXT,                -- scanned at collation
  confirmed_by TEXT,
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX unit_piece_by_unit ON unit_piece (unit_id, position);
CREATE INDEX unit_piece_by_issue ON unit_piece (issue_id);
-- Two preparers who pick the same piece: the second is refused by the file itself.
CREATE UNIQUE INDEX unit_piece_once ON unit_piece (piece_id) WHERE piece_id IS NOT NULL;

CREATE TABLE search (               -- looking for what a unit lacks
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit_piece_id INTEGER NOT NULL REFERENCES unit_piece (id) ON DELETE CASCADE,
  on_day TEXT NOT NULL,
  person TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '',   -- where was looked
  found INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX search_by_piece ON search (unit_piece_id);

CREATE TABLE collation (            -- what the bench said of a unit
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  person TEXT NOT NULL,
  checks TEXT NOT NULL DEFAULT '{}',      -- JSON: name of the check -> "yes", "no" or what was found
  outcome TEXT NOT NULL             -- ready, held, box, split ...
) STRICT;
CREATE INDEX collation_by_unit ON collation (unit_id);

CREATE TABLE ticket (               -- what the binder is told of a unit
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  binding_id INTEGER REFERENCES binding (id) ON DELETE RESTRICT,
  number TEXT NOT NULL UNIQUE,
  lettering TEXT NOT NULL,          -- JSON: the lines of the spine, from head to foot
  fields TEXT NOT NULL,             -- JSON: every field of the pattern as it held then
  instructions TEXT NOT NULL DEFAULT '',
  price TEXT,                       -- decimal; NULL: not known
  currency TEXT NOT NULL DEFAULT '',
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  proofed_at TEXT,
  proofed_by TEXT
) STRICT;
CREATE INDEX ticket_by_unit ON ticket (unit_id);
CREATE INDEX ticket_by_binding ON ticket (binding_id) WHERE binding_id IS NOT NULL;

CREATE TABLE lot (                  -- what goes to a binder at once
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  binder_id INTEGER NOT NULL REFERENCES binder (id) ON DELETE RESTRICT,
  number TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'periodicals'
    CHECK (kind IN ('periodicals', 'books', 'music', 'corrections')),
  service TEXT NOT NULL DEFAULT 'standard' CHECK (service IN ('standard', 'rush')),
  state TEXT NOT NULL DEFAULT 'building' CHECK (state IN ('building', 'closed', 'sent', 'back', 'done')),
  order_number TEXT NOT NULL DEFAULT '',
  instructions TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  pick_up_on TEXT,
  due_back_on TEXT,
  closed_at TEXT,
  sent_on TEXT,
  back_on TEXT,                     -- the day on which its first boxes came back
  counted INTEGER,                  -- volumes counted out of the boxes, before any list was compared
  done_at TEXT,
  UNIQUE (binder_id, number)
) STRICT;
CREATE INDEX lot_by_state ON lot (state);

CREATE TABLE lot_line (             -- a unit in a lot: a unit that goes out again has a line in each
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lot_id INTEGER NOT NULL REFERENCES lot (id) ON DELETE CASCADE,
  unit_id INTEGER NOT NULL REFERENCES unit (id) ON DELETE RESTRICT,
  sequence INTEGER NOT NULL,
  box INTEGER,                      -- which box of the lot, from 1
  packed_at TEXT,                   -- scanned into its box
  packed_by TEXT,
  price TEXT,                       -- what it ought to cost
  result TEXT CHECK (result IN ('back', 'refused', 'short')),
  pieces INTEGER,                   -- how many pieces it was made of when that was said
  came_on TEXT,
  came_by TEXT,
  reason TEXT NOT NULL DEFAULT '',  -- refused: why, in the binder's words
  charged TEXT,                     -- what the binder took
  checked TEXT CHECK (checked IN ('passed', 'rejected')),
  checked_at TEXT,
  checked_by TEXT,
  corrects INTEGER REFERENCES lot_line (id) ON DELETE SET NULL,  -- the line that was rejected
  UNIQUE (lot_id, unit_id)
) STRICT;
CREATE INDEX lot_line_by_unit ON lot_line (unit_id);
CREATE INDEX lot_line_by_correction ON lot_line (corrects) WHERE corrects IS NOT NULL;

CREATE TABLE stray (                -- what came with a lot and was not sent in it, nor in any other
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lot_id INTEGER NOT NULL REFERENCES lot (id) ON DELETE CASCADE,
  what TEXT NOT NULL,
  came_on TEXT NOT NULL,
  came_by TEXT NOT NULL,
  settled TEXT NOT NULL DEFAULT '', -- what became of it, "" while it lies here
  settled_on TEXT
) STRICT;
CREATE INDEX stray_by_lot ON stray (lot_id);

CREATE TABLE binding_fault (        -- what the quality check found
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lot_line_id INTEGER NOT NULL REFERENCES lot_line (id) ON DELETE CASCADE,
  code TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('mistake', 'cosmetic', 'structural', 'lettering')),
  whose TEXT NOT NULL DEFAULT 'binder' CHECK (whose IN ('binder', 'library')),
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX binding_fault_by_line ON binding_fault (lot_line_id);

CREATE TABLE volume (               -- a bound volume on the shelf: its pieces are those of its unit
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit_id INTEGER UNIQUE REFERENCES unit (id) ON DELETE RESTRICT,  -- NULL: bound before, known from elsewhere
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE RESTRICT,
  copy_id INTEGER REFERENCES copy (id) ON DELETE RESTRICT,
  barcode TEXT UNIQUE,
  label TEXT NOT NULL,
  call_number TEXT NOT NULL DEFAULT '',
  location_id INTEGER REFERENCES location (id) ON DELETE SET NULL,
  thickness INTEGER,
  accepted_on TEXT NOT NULL,
  processed_at TEXT,                -- stamped, stripped, labelled
  shelved_on TEXT
) STRICT;
CREATE INDEX volume_by_title ON volume (title_id);
CREATE INDEX volume_by_copy ON volume (copy_id) WHERE copy_id IS NOT NULL;
CREATE INDEX volume_by_location ON volume (location_id) WHERE location_id IS NOT NULL;

CREATE TABLE repair (               -- the mending queue and its log
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER REFERENCES title (id) ON DELETE SET NULL,
  issue_id INTEGER REFERENCES issue (id) ON DELETE SET NULL,
  piece_id INTEGER REFERENCES piece (id) ON DELETE SET NULL,
  volume_id INTEGER REFERENCES volume (id) ON DELETE SET NULL,
  what TEXT NOT NULL,               -- the piece or volume in words
  found_on TEXT NOT NULL,
  found_by TEXT NOT NULL,
  found_at TEXT NOT NULL CHECK (found_at IN ('check-in', 'collation', 'quality check', 'shelf')),
  damage TEXT NOT NULL DEFAULT '[]',      -- JSON: codes of what is wrong with it
  route TEXT CHECK (route IN ('keep', 'replace', 'mend', 'pamphlet', 'bindery', 'box', 'withdraw')),
  decided_by TEXT,
  decided_at TEXT,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'at the bench', 'sent', 'done')),
  kinds TEXT NOT NULL DEFAULT '[]',       -- JSON: the mends that were done
  done_by TEXT,
  done_on TEXT,
  minutes INTEGER,
  supplies TEXT NOT NULL DEFAULT '[]',    -- JSON: what was used up
  result TEXT NOT NULL DEFAULT '',
  back_on TEXT,                     -- on its shelf again
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX repair_by_title ON repair (title_id) WHERE title_id IS NOT NULL;
CREATE INDEX repair_by_issue ON repair (issue_id) WHERE issue_id IS NOT NULL;
CREATE INDEX repair_by_piece ON repair (piece_id) WHERE piece_id IS NOT NULL;
CREATE INDEX repair_by_volume ON repair (volume_id) WHERE volume_id IS NOT NULL;
CREATE INDEX repair_by_state ON repair (state);

CREATE TABLE shelf (                -- a shelf of the stacks, in walking order within its place
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  location_id INTEGER NOT NULL REFERENCES location (id) ON DELETE CASCADE,
  code TEXT NOT NULL,               -- as its label says: "12A3"
  position INTEGER NOT NULL,
  width INTEGER NOT NULL,
  -- What stands first on it, where somebody said so: a volume; or of a title's loose issues the one with this
  -- number, from 0; or (both NULL) the first of a title. No title and loose -1: the shelf is empty.
  title_id INTEGER REFERENCES title (id) ON DELETE SET NULL,
  copy_id INTEGER REFERENCES copy (id) ON DELETE SET NULL,
  volume_id INTEGER REFERENCES volume (id) ON DELETE SET NULL,
  loose INTEGER,
  UNIQUE (location_id, code)
) STRICT;
-- What stands loose is a small part of all issues: the room that it takes is counted from this index.
CREATE INDEX issue_in_hand ON issue (title_id)
  WHERE status IN ('arrived', 'partial', 'damaged', 'bind prep', 'at bindery');
CREATE INDEX shelf_by_title ON shelf (title_id) WHERE title_id IS NOT NULL;
CREATE INDEX shelf_by_copy ON shelf (copy_id) WHERE copy_id IS NOT NULL;
CREATE INDEX shelf_by_volume ON shelf (volume_id) WHERE volume_id IS NOT NULL;

-- Another kind of job, for which the table is made anew: a check cannot be changed in place.
CREATE TABLE print_job_anew (       -- what goes to a printer; it waits here while the printer is off
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('label', 'slip', 'list', 'ticket')),
  name TEXT NOT NULL,               -- what it is, for people
  form TEXT NOT NULL CHECK (form IN ('text', 'pdf')),
  content BLOB NOT NULL,            -- label, slip, ticket: JSON of what stands on it; list: its text
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
INSERT INTO print_job_anew SELECT id, kind, name, form, content, made_at, made_by, station, title_id,
  issue_id, piece_id, state, tries, taken_at, problem, done_at FROM print_job;
DELETE FROM sqlite_sequence WHERE name = 'print_job_anew';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'print_job_anew', seq FROM sqlite_sequence WHERE name = 'print_job';
DROP TABLE print_job;
ALTER TABLE print_job_anew RENAME TO print_job;
CREATE INDEX print_job_waiting ON print_job (id) WHERE state = 'waiting';
CREATE INDEX print_job_by_issue ON print_job (issue_id) WHERE issue_id IS NOT NULL;
CREATE INDEX print_job_by_title ON print_job (title_id) WHERE title_id IS NOT NULL;
CREATE INDEX print_job_by_piece ON print_job (piece_id) WHERE piece_id IS NOT NULL;
"""
