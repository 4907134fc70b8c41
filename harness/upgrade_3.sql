-- Version 2 → 3: the runner-up of every prediction, which nobody kept before.
-- The views of version 2 go; views.sql follows.

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

ALTER TABLE prediction ADD COLUMN
    second INTEGER;

PRAGMA user_version = 3;
