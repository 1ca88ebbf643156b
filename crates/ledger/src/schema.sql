-- The ledger of a season, version 1. All dates are days in Beijing, 2027-03-31.

-- Runs of `gouji check --ledger`; one without an end was broken off, and the next one goes on with it.
CREATE TABLE runs (
    id      INTEGER PRIMARY KEY,
    began   TEXT NOT NULL,
    ended   TEXT
);

-- The last result for a file, by the hash of its bytes. Without a basis it is not used again.
CREATE TABLE results (
    sha256  BLOB PRIMARY KEY,
    basis   TEXT,
    checked BLOB NOT NULL
);

-- Whose reports they are. The key is the name without spaces and the like.
CREATE TABLE units (
    id       INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    name     TEXT NOT NULL,
    level    TEXT,
    division TEXT,
    parent   TEXT,
    listed   INTEGER NOT NULL DEFAULT 0   -- stands in the roster
);

-- Other names of units, by the roster.
CREATE TABLE names (
    key  TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    unit INTEGER NOT NULL REFERENCES units (id)
);

-- Files that were handed in. Without a unit: the report does not say whose it is, or cannot be read.
CREATE TABLE handins (
    id        INTEGER PRIMARY KEY,
    sha256    BLOB NOT NULL UNIQUE,
    unit      INTEGER REFERENCES units (id),
    name      TEXT,                       -- as printed
    year      INTEGER,
    path      TEXT NOT NULL,
    day       TEXT NOT NULL,              -- when it was first seen
    first_run INTEGER NOT NULL,
    last_run  INTEGER NOT NULL,
    verdict   TEXT NOT NULL,
    lenient   INTEGER NOT NULL            -- its profile lets errors be explained
);
CREATE INDEX handins_of_unit ON handins (unit, year);
CREATE INDEX handins_of_run ON handins (last_run);

-- Findings of a unit's report of a year: those of the hand-in that stands, and those that are gone.
CREATE TABLE findings (
    id          INTEGER PRIMARY KEY,
    unit        INTEGER NOT NULL REFERENCES units (id),
    year        INTEGER NOT NULL,         -- 0 where the report does not say
    fingerprint TEXT NOT NULL,
    rule        TEXT NOT NULL,
    severity    TEXT NOT NULL,
    title       TEXT NOT NULL,
    message     TEXT NOT NULL,
    place       TEXT NOT NULL,            -- in the form: part, table, row, column
    words       TEXT NOT NULL,            -- what stands there, without format
    line        INTEGER NOT NULL,
    state       TEXT NOT NULL,
    since       TEXT NOT NULL,            -- the day of the state
    UNIQUE (unit, year, fingerprint)
);
CREATE INDEX findings_by_fingerprint ON findings (fingerprint);

-- The hand-in that the findings are of.
CREATE TABLE standing (
    unit   INTEGER NOT NULL REFERENCES units (id),
    year   INTEGER NOT NULL,
    handin INTEGER NOT NULL REFERENCES handins (id),
    basis  TEXT,
    PRIMARY KEY (unit, year)
) WITHOUT ROWID;

-- What became of findings, in order.
CREATE TABLE events (
    id      INTEGER PRIMARY KEY,
    run     INTEGER NOT NULL,
    day     TEXT NOT NULL,
    finding INTEGER NOT NULL REFERENCES findings (id),
    kind    TEXT NOT NULL,
    handin  INTEGER NOT NULL REFERENCES handins (id)
);
CREATE INDEX events_by_day ON events (day);

-- What people decided. Of several for one finding the last stands.
CREATE TABLE decisions (
    id          INTEGER PRIMARY KEY,
    unit        INTEGER NOT NULL REFERENCES units (id),
    year        INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    rule        TEXT NOT NULL,
    verdict     TEXT NOT NULL,            -- 退回, 已说明, 不是问题, 待定
    why         TEXT NOT NULL,
    owner       TEXT NOT NULL,
    day         TEXT NOT NULL,
    until       TEXT,
    lapsed      TEXT                      -- why it no longer stands
);
CREATE INDEX decisions_of_finding ON decisions (unit, year, fingerprint);

-- The decision that stands for each finding. (With max(), SQLite takes the other columns from the same row.)
CREATE VIEW said AS
SELECT max(id) AS id, unit, year, fingerprint, rule, verdict, why, owner, day, until, lapsed
FROM decisions GROUP BY unit, year, fingerprint;

-- Rules that got another code.
CREATE TABLE renamed (
    old TEXT PRIMARY KEY,
    new TEXT NOT NULL
);
