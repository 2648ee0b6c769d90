"""The tables of claims, suppliers, routing, the subscription year and online access.

The same rules as in `schema`: ISO text for dates and moments, decimal amounts as text, yes/no as 1/0.
"""

THE_YEAR = """
-- The vendor, further: how claims reach it, in which language, and its numbers for machines.
ALTER TABLE vendor ADD COLUMN channel TEXT NOT NULL DEFAULT 'email'
  CHECK (channel IN ('email', 'print', 'file', 'edifact', 'x12', 'csv', 'web'));
ALTER TABLE vendor ADD COLUMN language TEXT NOT NULL DEFAULT 'eng';  -- MARC code of the letters' language
ALTER TABLE vendor ADD COLUMN phone TEXT;
ALTER TABLE vendor ADD COLUMN web TEXT;
ALTER TABLE vendor ADD COLUMN san TEXT;           -- standard address number
ALTER TABLE vendor ADD COLUMN gln TEXT;           -- global location number, 13 digits
ALTER TABLE vendor ADD COLUMN country TEXT;       -- MARC country code; NULL: not told
ALTER TABLE vendor ADD COLUMN merged_into INTEGER REFERENCES vendor (id) ON DELETE SET NULL;

CREATE TABLE contact (              -- a person at a vendor
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vendor_id INTEGER NOT NULL REFERENCES vendor (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  role TEXT,                        -- claims, renewals, accounts
  email TEXT,
  phone TEXT,
  note TEXT
) STRICT;
CREATE INDEX contact_by_vendor ON contact (vendor_id);

CREATE TABLE claim_policy (         -- when to claim; the narrowest row that fits counts, NULL inherits
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER REFERENCES title (id) ON DELETE CASCADE,     -- of one title, or
  vendor_id INTEGER REFERENCES vendor (id) ON DELETE CASCADE,   -- of one vendor, or
  frequency TEXT REFERENCES frequency (code),                   -- of one frequency (also with a vendor)
  first_days INTEGER,               -- after the expected day, when the title's own lag is not known
  again_days INTEGER,               -- after a claim without an answer
  most INTEGER,                     -- the last claim that makes sense
  window_days INTEGER,              -- after the publication date, in which a claim is honoured
  claims INTEGER,                   -- 0: never claimed
  UNIQUE (title_id, vendor_id, frequency)
) STRICT;
CREATE INDEX claim_policy_by_vendor ON claim_policy (vendor_id);

CREATE TABLE message (              -- one letter to a vendor, with all its claims
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vendor_id INTEGER NOT NULL REFERENCES vendor (id),
  kind TEXT NOT NULL CHECK (kind IN ('claim', 'problem')),
  level INTEGER NOT NULL DEFAULT 1, -- first, second, final (0: mixed)
  channel TEXT NOT NULL,
  language TEXT NOT NULL,
  recipient TEXT,                   -- address it goes to
  subject TEXT NOT NULL,
  body TEXT NOT NULL,               -- the letter as text, always; a file is made from it or from its claims
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'outbox'
    CHECK (state IN ('outbox', 'sending', 'sent', 'failed', 'dropped')),
  tries INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  sent_at TEXT,
  sent_as TEXT                      -- mail, printed, file name
) STRICT;
CREATE INDEX message_open ON message (state) WHERE state IN ('outbox', 'sending', 'failed');
CREATE INDEX message_by_vendor ON message (vendor_id, id);

ALTER TABLE claim ADD COLUMN vendor_id INTEGER REFERENCES vendor (id);
ALTER TABLE claim ADD COLUMN message_id INTEGER REFERENCES message (id) ON DELETE SET NULL;
ALTER TABLE claim ADD COLUMN note TEXT;
ALTER TABLE claim ADD COLUMN due_on TEXT;         -- look again on this day: an answer said so, or the policy
ALTER TABLE claim ADD COLUMN ended_on TEXT;       -- the day on which it was received or given up
CREATE INDEX claim_by_message ON claim (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX claim_by_vendor ON claim (vendor_id) WHERE vendor_id IS NOT NULL;

CREATE TABLE reply (                -- what the vendor answered
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  claim_id INTEGER REFERENCES claim (id) ON DELETE CASCADE,    -- NULL: not matched yet
  vendor_id INTEGER REFERENCES vendor (id) ON DELETE SET NULL,
  day TEXT NOT NULL,
  answer TEXT NOT NULL,             -- as rules/replies.py names them: will be sent, out of stock ...
  due_on TEXT,                      -- the day that the answer names
  text TEXT,                        -- in its own words
  source TEXT NOT NULL DEFAULT 'person',   -- person, or the name of the file
  written_at TEXT NOT NULL,
  written_by TEXT NOT NULL,
  settled_at TEXT                   -- of one that could not be matched: dealt with
) STRICT;
CREATE INDEX reply_by_claim ON reply (claim_id) WHERE claim_id IS NOT NULL;
CREATE INDEX reply_unmatched ON reply (id) WHERE claim_id IS NULL AND settled_at IS NULL;
CREATE INDEX reply_by_vendor ON reply (vendor_id) WHERE vendor_id IS NOT NULL;

CREATE TABLE fund (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE budget (               -- what a fund has in a year
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  fund_id INTEGER NOT NULL REFERENCES fund (id) ON DELETE CASCADE,
  year INTEGER NOT NULL,
  amount TEXT NOT NULL,             -- decimal, as text
  currency TEXT NOT NULL,
  UNIQUE (fund_id, year, currency)
) STRICT;

ALTER TABLE subscription ADD COLUMN fund_id INTEGER REFERENCES fund (id);
ALTER TABLE subscription ADD COLUMN form TEXT NOT NULL DEFAULT 'print'
  CHECK (form IN ('print', 'online', 'print + online'));
ALTER TABLE subscription ADD COLUMN vendor_title_number TEXT;  -- the vendor's own number for the title
ALTER TABLE subscription ADD COLUMN free_with INTEGER REFERENCES subscription (id) ON DELETE SET NULL;
ALTER TABLE subscription ADD COLUMN decision TEXT CHECK (decision IN ('renew', 'cancel', 'change'));
ALTER TABLE subscription ADD COLUMN decision_note TEXT;
ALTER TABLE subscription ADD COLUMN decide_by TEXT;
ALTER TABLE subscription ADD COLUMN renewed_until TEXT;        -- the end that the decision leads to
ALTER TABLE subscription ADD COLUMN copies_paid INTEGER NOT NULL DEFAULT 1;
CREATE INDEX subscription_by_fund ON subscription (fund_id) WHERE fund_id IS NOT NULL;
CREATE INDEX subscription_by_end ON subscription (ends_on);

CREATE TABLE price (                -- what a subscription costs in a year
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subscription_id INTEGER NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
  year INTEGER NOT NULL,
  amount TEXT NOT NULL,
  currency TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('quoted', 'invoiced', 'estimated')),
  UNIQUE (subscription_id, year, source)
) STRICT;

CREATE TABLE invoice (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  vendor_id INTEGER NOT NULL REFERENCES vendor (id),
  number TEXT NOT NULL,
  day TEXT NOT NULL,
  currency TEXT NOT NULL,
  total TEXT,                       -- as printed; the lines are compared with it
  paid_on TEXT,
  UNIQUE (vendor_id, number)
) STRICT;

CREATE TABLE invoice_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  invoice_id INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
  subscription_id INTEGER REFERENCES subscription (id) ON DELETE SET NULL,  -- NULL: not matched yet
  text TEXT NOT NULL,               -- as on the invoice
  amount TEXT NOT NULL,
  covers_from TEXT,
  covers_until TEXT
) STRICT;
CREATE INDEX invoice_line_by_invoice ON invoice_line (invoice_id);
CREATE INDEX invoice_line_by_subscription ON invoice_line (subscription_id) WHERE subscription_id IS NOT NULL;

CREATE TABLE reader (               -- a person or a department that pieces are routed to
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'department')),
  email TEXT,
  place TEXT,                       -- room, building
  active INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX reader_by_name ON reader (name);

ALTER TABLE routing ADD COLUMN reader_id INTEGER REFERENCES reader (id) ON DELETE SET NULL;
ALTER TABLE routing ADD COLUMN contents_only INTEGER NOT NULL DEFAULT 0;
ALTER TABLE routing ADD COLUMN keep_days INTEGER; -- how long this reader may keep it
CREATE INDEX routing_by_reader ON routing (reader_id) WHERE reader_id IS NOT NULL;

-- Who was on a list before stays on it, and is a reader from now on.
INSERT INTO reader (name) SELECT DISTINCT name FROM routing ORDER BY name;
UPDATE routing SET reader_id = (SELECT id FROM reader WHERE reader.name = routing.name);

CREATE TABLE round (                -- a piece on its way along its list
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  piece_id INTEGER NOT NULL REFERENCES piece (id) ON DELETE CASCADE,
  copy_id INTEGER REFERENCES copy (id) ON DELETE CASCADE,
  began_on TEXT NOT NULL,
  due_on TEXT NOT NULL,             -- when it ought to be back, by the days that its list gave when it began
  at_place INTEGER,                 -- the place on the list that had it, as somebody said; the first is 1
  at_on TEXT,                       -- the day on which that was said
  recalled_on TEXT,
  back_on TEXT
) STRICT;
CREATE INDEX round_by_piece ON round (piece_id);
CREATE INDEX round_by_copy ON round (copy_id) WHERE copy_id IS NOT NULL;
CREATE INDEX round_out ON round (piece_id) WHERE back_on IS NULL;

CREATE TABLE round_names (          -- who is on the list of a round, while the library keeps that
  round_id INTEGER PRIMARY KEY,     -- no foreign key and no part of the ledger: no undo may bring names back
  names TEXT NOT NULL               -- JSON: [[name, days], ...] in order; 0 days: the contents page only
) STRICT;

CREATE TABLE access (               -- where a title is read online
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title_id INTEGER NOT NULL REFERENCES title (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  platform TEXT,
  provider TEXT,
  from_date TEXT, from_volume TEXT, from_issue TEXT,   -- coverage; dates as 1999, 1999-05, 1999-05-31
  to_date TEXT, to_volume TEXT, to_issue TEXT,         -- NULL: to the present
  embargo TEXT,                     -- KBART: R1Y, P6M
  licence_from TEXT, licence_until TEXT,
  terms TEXT,                       -- in brief: users, interlibrary loan, archive
  proxied INTEGER NOT NULL DEFAULT 0,
  perpetual INTEGER NOT NULL DEFAULT 0,
  free INTEGER NOT NULL DEFAULT 0,
  checked_at TEXT, check_said TEXT, -- the last link check, where a library switched that on
  source TEXT NOT NULL DEFAULT 'person' CHECK (source IN ('record', 'person', 'kbart')),
  kbart TEXT                        -- JSON: the row as it came, so that nothing is lost
) STRICT;
CREATE INDEX access_by_title ON access (title_id);

CREATE TABLE problem (              -- access that does not work: a ticket
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  access_id INTEGER NOT NULL REFERENCES access (id) ON DELETE CASCADE,
  reported_on TEXT NOT NULL,
  reported_by TEXT,
  text TEXT NOT NULL,
  sent_to TEXT, sent_on TEXT,
  answer TEXT, answered_on TEXT,
  solved_on TEXT
) STRICT;
CREATE INDEX problem_by_access ON problem (access_id);
CREATE INDEX problem_open ON problem (id) WHERE solved_on IS NULL;

ALTER TABLE subscription ADD COLUMN term_months INTEGER;       -- a renewal is for so long; NULL: a year
CREATE INDEX price_by_year ON price (year);

CREATE TABLE rate (                 -- what a currency is worth in the library's own, decided for a year
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  currency TEXT NOT NULL,
  year INTEGER NOT NULL,
  rate TEXT NOT NULL,               -- decimal, as text: one of that currency in the library's own
  UNIQUE (currency, year)
) STRICT;

-- "Do not claim": why, and until which day (NULL: until somebody says otherwise).
ALTER TABLE claim_policy ADD COLUMN note TEXT;
ALTER TABLE claim_policy ADD COLUMN until_on TEXT;
CREATE INDEX claim_policy_by_title ON claim_policy (title_id) WHERE title_id IS NOT NULL;
CREATE INDEX issue_damaged ON issue (title_id) WHERE status = 'damaged';

-- Since when somebody hands it over; kept when it went, or when nobody knows whether it did.
ALTER TABLE message ADD COLUMN taken_at TEXT;
-- Its Message-ID, the same at every try: one that came twice can be told.
ALTER TABLE message ADD COLUMN mail_id TEXT;
ALTER TABLE message ADD COLUMN sent_by TEXT;
-- Which answer of a file it is: the same answer read again changes nothing.
ALTER TABLE reply ADD COLUMN digest TEXT;
CREATE UNIQUE INDEX reply_by_digest ON reply (digest) WHERE digest IS NOT NULL;

-- Online access, further: what an 856 says that it is, the KBART file that a row came in, when it ended.
ALTER TABLE access ADD COLUMN relation TEXT NOT NULL DEFAULT 'itself'
  CHECK (relation IN ('itself', 'version', 'related'));
ALTER TABLE access ADD COLUMN package TEXT;       -- Provider_Region_Package of the file
ALTER TABLE access ADD COLUMN note TEXT;          -- readers read it: 856 $z, coverage in words
ALTER TABLE access ADD COLUMN ended_on TEXT;      -- gone from its record or file, or given up
CREATE INDEX access_by_package ON access (package) WHERE package IS NOT NULL;

CREATE TABLE unmatched (            -- a row of a KBART file whose title is not known for sure
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  package TEXT NOT NULL,
  provider TEXT NOT NULL,
  kbart TEXT NOT NULL,              -- JSON: the row as it came
  set_aside_on TEXT                 -- a person said that it is none of our titles
) STRICT;
CREATE INDEX unmatched_by_package ON unmatched (package);

-- SQLite looks for what refers to a row that goes: without these it reads the whole table each time.
CREATE INDEX copy_by_subscription ON copy (subscription_id) WHERE subscription_id IS NOT NULL;
CREATE INDEX copy_by_location ON copy (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX claim_by_copy ON claim (copy_id) WHERE copy_id IS NOT NULL;
CREATE INDEX inventory_by_location ON inventory (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX subscription_by_free_with ON subscription (free_with) WHERE free_with IS NOT NULL;
CREATE INDEX vendor_by_merged_into ON vendor (merged_into) WHERE merged_into IS NOT NULL;
"""
