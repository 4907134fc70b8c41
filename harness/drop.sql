-- What stands on the tables goes before an upgrade: curves.sql and views.sql of
-- today follow. Only what is ours, by name: a user may have made more.

DROP TRIGGER IF EXISTS epoch_added;
DROP TRIGGER IF EXISTS epoch_changed;
DROP TRIGGER IF EXISTS epoch_removed;
DROP TRIGGER IF EXISTS study_trial_added;
DROP TRIGGER IF EXISTS study_trial_moved;
DROP TRIGGER IF EXISTS study_trial_removed;
DROP VIEW IF EXISTS stale_curve;
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
