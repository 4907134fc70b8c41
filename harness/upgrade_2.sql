-- Version 1 → 2: objectives, phases, pruning, tags, notes, requests.

ALTER TABLE study ADD COLUMN
    objective TEXT NOT NULL DEFAULT 'validation/accuracy';
ALTER TABLE study ADD COLUMN
    goal TEXT NOT NULL DEFAULT 'max' CHECK (goal IN ('max', 'min'));
ALTER TABLE study ADD COLUMN
    prune TEXT;
ALTER TABLE study_trial ADD COLUMN
    phase TEXT NOT NULL DEFAULT 'sweep' CHECK (phase IN ('sweep', 'confirm'));
ALTER TABLE study_trial ADD COLUMN
    planned INTEGER NOT NULL DEFAULT 1 CHECK (planned IN (0, 1));
ALTER TABLE study_trial ADD COLUMN
    sets TEXT;

CREATE TABLE tag (
    trial INTEGER NOT NULL REFERENCES trial,
    tag TEXT NOT NULL CHECK (tag <> ''),
    PRIMARY KEY (trial, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    trial INTEGER NOT NULL REFERENCES trial,
    at TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX note_by_trial ON note (trial);

CREATE TABLE request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    trial INTEGER REFERENCES trial,
    study INTEGER REFERENCES study,
    kind TEXT NOT NULL CHECK (kind IN ('stop')),
    at TEXT NOT NULL,
    CHECK ((trial IS NULL) <> (study IS NULL))
) STRICT;

CREATE TABLE removed (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE decision (
    study INTEGER NOT NULL REFERENCES study,
    trial INTEGER NOT NULL REFERENCES trial,
    rung INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    metric TEXT NOT NULL,
    value REAL,
    rank INTEGER NOT NULL,
    n INTEGER NOT NULL,
    threshold REAL,
    verdict TEXT NOT NULL CHECK (verdict IN ('go on', 'prune')),
    at TEXT NOT NULL,
    PRIMARY KEY (study, trial, rung)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_by_trial ON decision (trial);

PRAGMA user_version = 2;
