-- Version 3 → 4: learning curves are summed up once, when epochs come and go.
-- The views of version 3 go;
-- curves.sql and views.sql follow.

DROP VIEW IF EXISTS trials;
DROP VIEW IF EXISTS parameters;
DROP VIEW IF EXISTS epochs;
DROP VIEW IF EXISTS final;
DROP VIEW IF EXISTS best;
DROP VIEW IF EXISTS curves;
DROP VIEW IF EXISTS leaderboard;
DROP VIEW IF EXISTS confirmed;
DROP VIEW IF EXISTS confusion;
DROP VIEW IF EXISTS per_class;
DROP VIEW IF EXISTS predictions;
DROP VIEW IF EXISTS studies;
DROP VIEW IF EXISTS attempts;
DROP VIEW IF EXISTS events;
DROP VIEW IF EXISTS decisions;
DROP VIEW IF EXISTS tags;
DROP VIEW IF EXISTS notes;
DROP VIEW IF EXISTS expectations;
DROP VIEW IF EXISTS report_items;

CREATE TABLE curve (
    study INTEGER NOT NULL REFERENCES study,
    config INTEGER NOT NULL REFERENCES config,
    epoch INTEGER NOT NULL,
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
    n INTEGER NOT NULL,
    accuracy REAL NOT NULL,
    accuracy_sd REAL, -- n − 1; NULL for one seed
    accuracy_min REAL NOT NULL,
    accuracy_max REAL NOT NULL,
    loss REAL, -- NULL where any seed's was NaN
    loss_sd REAL,
    PRIMARY KEY (study, config, epoch, split)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 4;
