-- Version 2 → 3: the runner-up of every prediction, which nobody kept before;
-- names of a study's own, and limits, for what its report shows.

ALTER TABLE prediction ADD COLUMN
    second INTEGER;

CREATE TABLE report_item_3 (
    id INTEGER PRIMARY KEY,
    study INTEGER NOT NULL REFERENCES study,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('figure', 'table')),
    name TEXT NOT NULL,
    called TEXT NOT NULL,
    UNIQUE (study, position)
) STRICT;
INSERT INTO report_item_3 (study, position, kind, name, called)
SELECT study, position, kind, name, name FROM report_item
ORDER BY study, position;
DROP TABLE report_item;
ALTER TABLE report_item_3 RENAME TO report_item;

CREATE TABLE report_item_match (
    item INTEGER NOT NULL REFERENCES report_item ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    number REAL,
    text TEXT,
    UNIQUE (item, name, number, text)
) STRICT;

PRAGMA user_version = 3;
