-- The record: everything that quadrille knows, in one SQLite file.
--
-- Tables are singular and hold each fact once; the plural views on them, in
-- views.sql, are what people query. A change to either is a new version, and
-- an upgrade_VERSION.sql makes it of the one before.

PRAGMA application_id = 0x5144524C; -- "QDRL"
PRAGMA user_version = 5;

---------------------------------------------------------------------------
-- What was asked for

-- An experiment's file, word for word.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    yaml TEXT NOT NULL,
    UNIQUE (yaml, file)
) STRICT;

-- A study: the trials of one experiment's file, by its `study:` name. When the
-- file is edited and run again, the new trials join the old ones.
CREATE TABLE study (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES source, -- the latest
    created TEXT NOT NULL,
    objective TEXT NOT NULL DEFAULT 'validation/accuracy',
    goal TEXT NOT NULL DEFAULT 'max' CHECK (goal IN ('max', 'min')),
    prune TEXT, -- the `prune:` block as JSON; NULL: none
    space TEXT -- a search's ranges, {"optimizer.lr": "log [0.0001, 1]"}; NULL: none
) STRICT;

-- A configuration: every setting of a trial but its seed.
CREATE TABLE config (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE, -- the hash's first 8 digits, more if they clash
    hash TEXT NOT NULL UNIQUE, -- SHA-256 of json and data_digest
    json TEXT NOT NULL,        -- canonical: keys sorted, no spaces
    model TEXT NOT NULL,
    dataset TEXT NOT NULL,
    data_digest TEXT NOT NULL,
    -- 1: the test images served for validation too, as in the paper. Then
    -- there are no other validation scores, and choosing by them is choosing
    -- by the test set: every table must say so.
    validation_is_test INTEGER NOT NULL CHECK (validation_is_test IN (0, 1))
) STRICT;

-- The same settings a row each, named as a grid names them: model,
-- optimizer.lr.
CREATE TABLE parameter (
    config INTEGER NOT NULL REFERENCES config,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (
        kind IN ('number', 'integer', 'boolean', 'text', 'list', 'json')),
    number REAL, -- of a number, integer or boolean
    text TEXT,   -- of all others
    PRIMARY KEY (config, name),
    CHECK ((number IS NULL) <> (text IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX parameter_by_name ON parameter (name, config);

-- Which configurations a study has, and what tells them apart in it.
CREATE TABLE study_config (
    study INTEGER NOT NULL REFERENCES study,
    config INTEGER NOT NULL REFERENCES config,
    label TEXT NOT NULL,
    position INTEGER NOT NULL, -- in the file's order
    PRIMARY KEY (study, config)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_config_by_config ON study_config (config);

-- A trial: a configuration and a seed. It happens once, however many studies
-- ask for it.
CREATE TABLE trial (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE, -- short, like a configuration's
    hash TEXT NOT NULL UNIQUE,
    config INTEGER NOT NULL REFERENCES config,
    seed INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'planned' CHECK (
        state IN ('planned', 'running', 'done', 'pruned', 'diverged', 'failed',
                  'timeout', 'interrupted')),
    -- From here on: how it ended. NULL until it has.
    message TEXT, -- why, unless done
    signal INTEGER,
    parameters INTEGER, -- trained weights
    multiply_adds INTEGER, -- for one image
    training_seconds REAL, -- of its epochs, whichever attempt trained them
    tracking_seconds REAL, -- spent on records and checkpoints by all attempts,
                           -- but not by those that were killed with the runner
    weights_digest TEXT, -- SHA-256
    metrics_digest TEXT -- SHA-256 of what `quadrille show TRIAL --dump` prints
) STRICT;
CREATE INDEX trial_by_config ON trial (config, seed);
CREATE INDEX trial_by_state ON trial (state);

CREATE TABLE study_trial (
    study INTEGER NOT NULL REFERENCES study,
    trial INTEGER NOT NULL REFERENCES trial,
    source INTEGER NOT NULL REFERENCES source, -- the first that asked for it
    position INTEGER NOT NULL,
    -- Confirm: a winner of the sweep on a fresh seed. What is chosen, is
    -- chosen by the sweep alone.
    phase TEXT NOT NULL DEFAULT 'sweep' CHECK (phase IN ('sweep', 'confirm')),
    -- 1: the newest plan has it; 0: an earlier one had.
    planned INTEGER NOT NULL DEFAULT 1 CHECK (planned IN (0, 1)),
    -- What --set said beside the source, a JSON array of "KEY=VALUE".
    sets TEXT,
    PRIMARY KEY (study, trial)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_trial_by_trial ON study_trial (trial);

-- The `expect:` rows of a study, and the settings that each is about.
CREATE TABLE expectation (
    id INTEGER PRIMARY KEY,
    study INTEGER NOT NULL REFERENCES study,
    position INTEGER NOT NULL,
    metric TEXT NOT NULL, -- test/accuracy
    value REAL,
    within REAL,
    at_least REAL,
    at_most REAL,
    line INTEGER NOT NULL, -- of the file
    UNIQUE (study, position)
) STRICT;

CREATE TABLE expectation_match (
    expectation INTEGER NOT NULL REFERENCES expectation ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    number REAL,
    text TEXT,
    PRIMARY KEY (expectation, name)
) STRICT, WITHOUT ROWID;

-- The `report:` rows of a study, and the settings that each is limited to:
-- several of one name are alternatives.
CREATE TABLE report_item (
    id INTEGER PRIMARY KEY,
    study INTEGER NOT NULL REFERENCES study,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('figure', 'table')),
    name TEXT NOT NULL,   -- of the file in plots/
    called TEXT NOT NULL, -- the study's own name for it, or the same
    UNIQUE (study, position)
) STRICT;

CREATE TABLE report_item_match (
    item INTEGER NOT NULL REFERENCES report_item ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    number REAL,
    text TEXT,
    UNIQUE (item, name, number, text)
) STRICT;

-- What people call a trial, and what they noted about it.
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

-- What runners are asked to do. Either a trial or a study, which is all of its
-- trials, is to be stopped. A runner obeys what was asked since it began;
-- numbers are never given again, so it cannot miss one.
CREATE TABLE request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    trial INTEGER REFERENCES trial,
    study INTEGER REFERENCES study,
    kind TEXT NOT NULL CHECK (kind IN ('stop')),
    at TEXT NOT NULL,
    CHECK ((trial IS NULL) <> (study IS NULL))
) STRICT;

-- Trials that somebody removed. Their numbers are never given again: a runner
-- may still have them on its list.
CREATE TABLE removed (
    id INTEGER PRIMARY KEY, -- what the trial's was
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

---------------------------------------------------------------------------
-- What happened

-- Where trials ran: program, compiler, libraries, processor, as JSON.
CREATE TABLE environment (
    id INTEGER PRIMARY KEY,
    json TEXT NOT NULL UNIQUE
) STRICT;

-- Each time that a runner took a trial up. Times are UTC.
CREATE TABLE attempt (
    trial INTEGER NOT NULL REFERENCES trial,
    number INTEGER NOT NULL, -- from 1
    environment INTEGER NOT NULL REFERENCES environment,
    started TEXT NOT NULL,
    ended TEXT,
    state TEXT, -- what the trial came to
    message TEXT,
    signal INTEGER,
    PRIMARY KEY (trial, number)
) STRICT, WITHOUT ROWID;

-- One epoch of a trial. Scores are there where the accuracy is: then a loss
-- that is NULL was NaN, which SQLite cannot hold. Infinity it can. Training
-- scores are those seen while training; the others come after the epoch.
CREATE TABLE epoch (
    trial INTEGER NOT NULL REFERENCES trial,
    epoch INTEGER NOT NULL CHECK (epoch > 0),
    train_loss REAL,
    train_accuracy REAL,
    validation_loss REAL,
    validation_accuracy REAL,
    test_loss REAL,
    test_accuracy REAL,
    lr REAL NOT NULL, -- at its end
    images INTEGER NOT NULL, -- trained on
    microseconds INTEGER NOT NULL, -- of training
    total_microseconds INTEGER NOT NULL, -- with evaluation and checkpoint
    peak_bytes INTEGER NOT NULL, -- of memory
    PRIMARY KEY (trial, epoch)
) STRICT, WITHOUT ROWID;

-- The learning curves that the view of this name shows: over a configuration's
-- seeds in a study's sweep. To sum up all epochs whenever somebody looks would
-- take seconds in a record of a million, so triggers, in curves.sql,
-- keep the sums.
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

-- The newest checkpoints; each was on the disk before its row was.
CREATE TABLE checkpoint (
    trial INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    path TEXT NOT NULL, -- from the database's folder
    digest TEXT NOT NULL, -- SHA-256
    bytes INTEGER NOT NULL,
    PRIMARY KEY (trial, epoch),
    FOREIGN KEY (trial, epoch) REFERENCES epoch ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Confusion matrices: of validation at every epoch, of test at the last only
-- (at every one where validation is the test set).
CREATE TABLE confusion_matrix (
    id INTEGER PRIMARY KEY,
    trial INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
    classes INTEGER NOT NULL CHECK (classes BETWEEN 1 AND 256),
    images INTEGER NOT NULL,
    UNIQUE (trial, epoch, split),
    FOREIGN KEY (trial, epoch) REFERENCES epoch ON DELETE CASCADE
) STRICT;

-- Its counts, but zeros.
CREATE TABLE confusion_count (
    matrix INTEGER NOT NULL REFERENCES confusion_matrix ON DELETE CASCADE,
    truth INTEGER NOT NULL,
    predicted INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (matrix, truth, predicted)
) STRICT, WITHOUT ROWID;

-- What the finished network said of every image.
CREATE TABLE prediction (
    trial INTEGER NOT NULL REFERENCES trial,
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
    image INTEGER NOT NULL, -- from 0, in the data set's order
    truth INTEGER NOT NULL,
    predicted INTEGER NOT NULL,
    confidence REAL, -- the predicted class's probability; NULL: NaN
    truth_probability REAL, -- NULL where the prediction is right
    second INTEGER, -- the runner-up; NULL: not recorded, or one class only
    PRIMARY KEY (trial, split, image)
) STRICT, WITHOUT ROWID;

-- What pruning decided, once for each rung that a trial reached. A trial that
-- one study pruned another may want in full.
CREATE TABLE decision (
    study INTEGER NOT NULL REFERENCES study,
    trial INTEGER NOT NULL REFERENCES trial,
    rung INTEGER NOT NULL, -- from 0
    epoch INTEGER NOT NULL,
    metric TEXT NOT NULL, -- validation/accuracy
    value REAL, -- the trial's; NULL: NaN
    rank INTEGER NOT NULL, -- from 1, the best
    n INTEGER NOT NULL, -- how many were compared, this one among them
    threshold REAL, -- what had to be reached; NULL: nothing
    verdict TEXT NOT NULL CHECK (verdict IN ('go on', 'prune')),
    at TEXT NOT NULL,
    PRIMARY KEY (study, trial, rung)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_by_trial ON decision (trial);

-- The log.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    trial INTEGER REFERENCES trial,
    at TEXT NOT NULL,
    kind TEXT NOT NULL, -- claimed, resumed, killed, …
    detail TEXT
) STRICT;
CREATE INDEX event_by_trial ON event (trial);

-- The numbers 0 to 255: classes, for views that show zeros too.
CREATE TABLE class (
    class INTEGER PRIMARY KEY
) STRICT;
INSERT INTO class
WITH RECURSIVE number (n) AS (
    SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 255
)
SELECT n FROM number;
