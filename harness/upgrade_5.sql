-- Version 4 → 5: what a search draws from. And views rank configurations by what
-- their study is after.

ALTER TABLE study ADD COLUMN
    space TEXT;

PRAGMA user_version = 5;
