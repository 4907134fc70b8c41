-- Version 3 → 4: learning curves are summed up once, when epochs come and go.

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
