-- Version 4 → 5: configurations are ranked by what their study is after. Only the
-- views are others.

PRAGMA user_version = 5;
