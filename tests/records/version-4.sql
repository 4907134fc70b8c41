-- A database of schema version 4, as the last program that wrote it left it
-- (text that the sqlite3 shell's .dump gives).
PRAGMA application_id = 0x5144524C;
PRAGMA user_version = 4;
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    yaml TEXT NOT NULL,
    UNIQUE (yaml, file)
) STRICT;
INSERT INTO source VALUES(1,'old.yaml',replace('study: old\ndescription: What version 4 of the record held\nbase:\n  dataset: {name: digits, train_count: 60, test_count: 20}\n  validation: {last: 20}\n  epochs: 2\n  batch_size: 20\n  model:\n    name: own\n    layers:\n      - flatten\n      - dense: {units: classes}\nsweep:\n  grid:\n    optimizer.lr: [0.3, 0.01]\nobjective: {metric: validation/loss, goal: min}\nseeds: 2\n','\n',char(10)));
CREATE TABLE study (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES source, -- the latest
    created TEXT NOT NULL,
    objective TEXT NOT NULL DEFAULT 'validation/accuracy',
    goal TEXT NOT NULL DEFAULT 'max' CHECK (goal IN ('max', 'min')),
    prune TEXT -- the `prune:` block as JSON; NULL: none
) STRICT;
INSERT INTO study VALUES(1,'old','What version 4 of the record held',1,'2026-11-26T17:13:33.127Z','validation/loss','min',NULL);
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
INSERT INTO config VALUES(1,'4cd9d7ab','4cd9d7ab34203905d464be919d595e0df35832448289b54ddc3c41f48a9bf513','{"augment":{"rotate":0,"shear":0,"shift_x":0,"shift_y":0,"zoom":0},"batch_size":20,"dataset":{"name":"digits","seed":1,"test_count":20,"train_count":60},"epochs":2,"init":"keras","input":{"channels":0,"normalize":"unit","resize":"bilinear","size":0},"loss":{"clipped":false,"label_smoothing":0,"name":"cross_entropy"},"model":{"layers":[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}],"name":"own"},"optimizer":{"beta1":0.9,"beta2":0.999,"epsilon":1e-07,"lr":0.3,"name":"adam","weight_decay":0},"schedule":{"name":"constant","warmup":0},"test_size":0,"train_size":0,"validation":{"last":20,"name":"last"}}','own','digits','7d2acdb06f6bd4e11abc75429e4ddb30a56abd27f8b3b4b41e930d1027decd53',0);
INSERT INTO config VALUES(2,'d329f5fb','d329f5fb82af2b82605f8892de7e70d8829b00bbbe6aba40482cb8c6dbe989cd','{"augment":{"rotate":0,"shear":0,"shift_x":0,"shift_y":0,"zoom":0},"batch_size":20,"dataset":{"name":"digits","seed":1,"test_count":20,"train_count":60},"epochs":2,"init":"keras","input":{"channels":0,"normalize":"unit","resize":"bilinear","size":0},"loss":{"clipped":false,"label_smoothing":0,"name":"cross_entropy"},"model":{"layers":[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}],"name":"own"},"optimizer":{"beta1":0.9,"beta2":0.999,"epsilon":1e-07,"lr":0.01,"name":"adam","weight_decay":0},"schedule":{"name":"constant","warmup":0},"test_size":0,"train_size":0,"validation":{"last":20,"name":"last"}}','own','digits','7d2acdb06f6bd4e11abc75429e4ddb30a56abd27f8b3b4b41e930d1027decd53',0);
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
INSERT INTO parameter VALUES(1,'augment.rotate','number',0.0,NULL);
INSERT INTO parameter VALUES(1,'augment.shear','number',0.0,NULL);
INSERT INTO parameter VALUES(1,'augment.shift_x','number',0.0,NULL);
INSERT INTO parameter VALUES(1,'augment.shift_y','number',0.0,NULL);
INSERT INTO parameter VALUES(1,'augment.zoom','number',0.0,NULL);
INSERT INTO parameter VALUES(1,'batch_size','integer',20.0,NULL);
INSERT INTO parameter VALUES(1,'dataset','text',NULL,'digits');
INSERT INTO parameter VALUES(1,'dataset.seed','integer',1.0,NULL);
INSERT INTO parameter VALUES(1,'dataset.test_count','integer',20.0,NULL);
INSERT INTO parameter VALUES(1,'dataset.train_count','integer',60.0,NULL);
INSERT INTO parameter VALUES(1,'epochs','integer',2.0,NULL);
INSERT INTO parameter VALUES(1,'init','text',NULL,'keras');
INSERT INTO parameter VALUES(1,'input.channels','integer',0.0,NULL);
INSERT INTO parameter VALUES(1,'input.normalize','text',NULL,'unit');
INSERT INTO parameter VALUES(1,'input.resize','text',NULL,'bilinear');
INSERT INTO parameter VALUES(1,'input.size','integer',0.0,NULL);
INSERT INTO parameter VALUES(1,'loss','text',NULL,'cross_entropy');
INSERT INTO parameter VALUES(1,'loss.clipped','boolean',0.0,NULL);
INSERT INTO parameter VALUES(1,'loss.label_smoothing','number',0.0,NULL);
INSERT INTO parameter VALUES(1,'model','text',NULL,'own');
INSERT INTO parameter VALUES(1,'model.layers','json',NULL,'[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}]');
INSERT INTO parameter VALUES(1,'optimizer','text',NULL,'adam');
INSERT INTO parameter VALUES(1,'optimizer.beta1','number',0.9000000000000000222,NULL);
INSERT INTO parameter VALUES(1,'optimizer.beta2','number',0.99899999999999999911,NULL);
INSERT INTO parameter VALUES(1,'optimizer.epsilon','number',9.9999999999999995472e-08,NULL);
INSERT INTO parameter VALUES(1,'optimizer.lr','number',0.29999999999999998889,NULL);
INSERT INTO parameter VALUES(1,'optimizer.weight_decay','number',0.0,NULL);
INSERT INTO parameter VALUES(1,'schedule','text',NULL,'constant');
INSERT INTO parameter VALUES(1,'schedule.warmup','number',0.0,NULL);
INSERT INTO parameter VALUES(1,'test_size','integer',0.0,NULL);
INSERT INTO parameter VALUES(1,'train_size','integer',0.0,NULL);
INSERT INTO parameter VALUES(1,'validation','text',NULL,'last');
INSERT INTO parameter VALUES(1,'validation.last','integer',20.0,NULL);
INSERT INTO parameter VALUES(2,'augment.rotate','number',0.0,NULL);
INSERT INTO parameter VALUES(2,'augment.shear','number',0.0,NULL);
INSERT INTO parameter VALUES(2,'augment.shift_x','number',0.0,NULL);
INSERT INTO parameter VALUES(2,'augment.shift_y','number',0.0,NULL);
INSERT INTO parameter VALUES(2,'augment.zoom','number',0.0,NULL);
INSERT INTO parameter VALUES(2,'batch_size','integer',20.0,NULL);
INSERT INTO parameter VALUES(2,'dataset','text',NULL,'digits');
INSERT INTO parameter VALUES(2,'dataset.seed','integer',1.0,NULL);
INSERT INTO parameter VALUES(2,'dataset.test_count','integer',20.0,NULL);
INSERT INTO parameter VALUES(2,'dataset.train_count','integer',60.0,NULL);
INSERT INTO parameter VALUES(2,'epochs','integer',2.0,NULL);
INSERT INTO parameter VALUES(2,'init','text',NULL,'keras');
INSERT INTO parameter VALUES(2,'input.channels','integer',0.0,NULL);
INSERT INTO parameter VALUES(2,'input.normalize','text',NULL,'unit');
INSERT INTO parameter VALUES(2,'input.resize','text',NULL,'bilinear');
INSERT INTO parameter VALUES(2,'input.size','integer',0.0,NULL);
INSERT INTO parameter VALUES(2,'loss','text',NULL,'cross_entropy');
INSERT INTO parameter VALUES(2,'loss.clipped','boolean',0.0,NULL);
INSERT INTO parameter VALUES(2,'loss.label_smoothing','number',0.0,NULL);
INSERT INTO parameter VALUES(2,'model','text',NULL,'own');
INSERT INTO parameter VALUES(2,'model.layers','json',NULL,'[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}]');
INSERT INTO parameter VALUES(2,'optimizer','text',NULL,'adam');
INSERT INTO parameter VALUES(2,'optimizer.beta1','number',0.9000000000000000222,NULL);
INSERT INTO parameter VALUES(2,'optimizer.beta2','number',0.99899999999999999911,NULL);
INSERT INTO parameter VALUES(2,'optimizer.epsilon','number',9.9999999999999995472e-08,NULL);
INSERT INTO parameter VALUES(2,'optimizer.lr','number',0.010000000000000000208,NULL);
INSERT INTO parameter VALUES(2,'optimizer.weight_decay','number',0.0,NULL);
INSERT INTO parameter VALUES(2,'schedule','text',NULL,'constant');
INSERT INTO parameter VALUES(2,'schedule.warmup','number',0.0,NULL);
INSERT INTO parameter VALUES(2,'test_size','integer',0.0,NULL);
INSERT INTO parameter VALUES(2,'train_size','integer',0.0,NULL);
INSERT INTO parameter VALUES(2,'validation','text',NULL,'last');
INSERT INTO parameter VALUES(2,'validation.last','integer',20.0,NULL);
CREATE TABLE study_config (
    study INTEGER NOT NULL REFERENCES study,
    config INTEGER NOT NULL REFERENCES config,
    label TEXT NOT NULL,
    position INTEGER NOT NULL, -- in the file's order
    PRIMARY KEY (study, config)
) STRICT, WITHOUT ROWID;
INSERT INTO study_config VALUES(1,1,'optimizer.lr=0.3',0);
INSERT INTO study_config VALUES(1,2,'optimizer.lr=0.01',1);
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
    training_seconds REAL,
    tracking_seconds REAL, -- spent on records and checkpoints
    weights_digest TEXT, -- SHA-256
    metrics_digest TEXT -- SHA-256 of what `quadrille show TRIAL --dump` prints
) STRICT;
INSERT INTO trial VALUES(1,'99cbb13e','99cbb13e39f00259d6fa53b94f9c0bc8621bdfab3661c73dfedf4e342c2acc3d',1,1,'done',NULL,NULL,7850,7840,0.00033263300429098308086,0.053449618000352014379,'ce257b680b5306635e317171bf643190f6a9926e9f5568c8e6048d07b10dbfe4','856fbdbbfe9a61eed94fde104fd35e598fbef99e2513619a7a239c4edd180684');
INSERT INTO trial VALUES(2,'0c8ae390','0c8ae390bb10565bdf9e8ea504d94fb900763a7688c95ee543c11b79a827420b',1,2,'done',NULL,NULL,7850,7840,0.00034697399678407236933,0.03505300199994329513,'84b4404af7188f4e180495f6cdd5cfc468a7a4965102c2b7883f23f44d4edf86','6735056a84fe3840f23b47686e0089bd91523d830e63df8cc5f25917c6dc8bd3');
INSERT INTO trial VALUES(3,'b177596f','b177596f6edda3c3c8dd88f64846390a56b58ad2aa3deb88377453926e53b7ca',2,1,'done',NULL,NULL,7850,7840,0.00021233399820630438625,0.052416186002077182204,'95b42bd56f7de133147757958247a9b8b032c0f9e288c8c4d204f2ced8af7f3c','4048bb4ad4dd53ffd4842bb960b9a2eeced8167302f19fc6d391c7832d94aab7');
INSERT INTO trial VALUES(4,'56ea2d53','56ea2d53e13ffc11de0ec61e91f5265d3380e6ea36bf6aa725517d9e7c92f886',2,2,'done',NULL,NULL,7850,7840,0.00036296699909144081175,0.029895054999802592177,'c45f6dbe22f43797097c90d61575e7cc5aae0f2c857ac55e04775fe6e4a574d0','d3bb88d706ed2047a7c30eec669b2795b078d2dcd9ba09fac1181f7eae83f458');
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
INSERT INTO study_trial VALUES(1,1,1,0,'sweep',1,NULL);
INSERT INTO study_trial VALUES(1,2,1,1,'sweep',1,NULL);
INSERT INTO study_trial VALUES(1,3,1,2,'sweep',1,NULL);
INSERT INTO study_trial VALUES(1,4,1,3,'sweep',1,NULL);
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
CREATE TABLE request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    trial INTEGER REFERENCES trial,
    study INTEGER REFERENCES study,
    kind TEXT NOT NULL CHECK (kind IN ('stop')),
    at TEXT NOT NULL,
    CHECK ((trial IS NULL) <> (study IS NULL))
) STRICT;
CREATE TABLE removed (
    id INTEGER PRIMARY KEY, -- what the trial's was
    name TEXT NOT NULL,
    hash TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE TABLE environment (
    id INTEGER PRIMARY KEY,
    json TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO environment VALUES(1,'{"host":"here","threads":1}');
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
INSERT INTO attempt VALUES(1,1,1,'2026-11-26T17:13:33.149Z','2026-11-26T17:13:33.335Z','done',NULL,NULL);
INSERT INTO attempt VALUES(2,1,1,'2026-11-26T17:13:33.283Z','2026-11-26T17:13:33.481Z','done',NULL,NULL);
INSERT INTO attempt VALUES(3,1,1,'2026-11-26T17:13:33.344Z','2026-11-26T17:13:33.608Z','done',NULL,NULL);
INSERT INTO attempt VALUES(4,1,1,'2026-11-26T17:13:33.547Z','2026-11-26T17:13:33.726Z','done',NULL,NULL);
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
INSERT INTO epoch VALUES(1,1,13.722544697148350678,0.14999999999999999444,14.400629770270850116,0.29999999999999998889,NULL,NULL,0.29999999999999998889,40,182,207,13176832);
INSERT INTO epoch VALUES(1,2,6.2393789377636768023,0.59999999999999997779,8.469280367568794432,0.34999999999999997779,8.7765591030525378357,0.5500000000000000444,0.29999999999999998889,40,151,195,15515648);
INSERT INTO epoch VALUES(2,1,8.5266514413662584104,0.10000000000000000555,9.1802438603746487899,0.29999999999999998889,NULL,NULL,0.29999999999999998889,40,202,228,13258752);
INSERT INTO epoch VALUES(2,2,3.8990047648321288775,0.72499999999999997779,12.635113207418763537,0.4000000000000000222,12.671662180938971786,0.4000000000000000222,0.29999999999999998889,40,145,188,15466496);
INSERT INTO epoch VALUES(3,1,2.545850645555372882,0.10000000000000000555,2.2435857908664340598,0.25,NULL,NULL,0.010000000000000000208,40,136,158,13115392);
INSERT INTO epoch VALUES(3,2,1.5705485891209705062,0.6750000000000000444,1.9614027398124374013,0.34999999999999997779,1.8245840467522724814,0.5,0.010000000000000000208,40,76,107,13246464);
INSERT INTO epoch VALUES(4,1,2.3033031774055441331,0.125,2.102101124549424771,0.25,NULL,NULL,0.010000000000000000208,40,212,240,13193216);
INSERT INTO epoch VALUES(4,2,1.4308468004780325877,0.6500000000000000222,1.8951329676361567955,0.34999999999999997779,1.8058714992027813384,0.34999999999999997779,0.010000000000000000208,40,151,193,15532032);
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
INSERT INTO curve VALUES(1,1,1,'train',2,0.125,0.035355339059327368922,0.10000000000000000555,0.14999999999999999444,11.124598069257304544,3.6740513554849658639);
INSERT INTO curve VALUES(1,1,1,'validation',2,0.29999999999999998889,0.0,0.29999999999999998889,0.29999999999999998889,11.790436815322749453,3.6913702772983087996);
INSERT INTO curve VALUES(1,1,2,'test',2,0.4750000000000000333,0.10606601717798214146,0.4000000000000000222,0.5500000000000000444,10.724110641995753922,2.7542537997940903515);
INSERT INTO curve VALUES(1,1,2,'train',2,0.66249999999999997779,0.088388347648318446592,0.59999999999999997779,0.72499999999999997779,5.069191851297903284,1.6548944481937550854);
INSERT INTO curve VALUES(1,1,2,'validation',2,0.375,0.035355339059327410555,0.34999999999999997779,0.4000000000000000222,10.552196787493778983,2.9456886503475261385);
INSERT INTO curve VALUES(1,2,1,'train',2,0.11250000000000000277,0.017677669529663684461,0.10000000000000000555,0.125,2.4245769114804582855,0.17150695948837207938);
INSERT INTO curve VALUES(1,2,1,'validation',2,0.25,0.0,0.25,0.25,2.1728434577079296374,0.10004476698667316703);
INSERT INTO curve VALUES(1,2,2,'test',2,0.42499999999999998889,0.10606601717798214146,0.34999999999999997779,0.5,1.8152277729775270209,0.013231769265520899533);
INSERT INTO curve VALUES(1,2,2,'train',2,0.66250000000000008881,0.017677669529663705277,0.6500000000000000222,0.6750000000000000444,1.500697694799501658,0.098784082093311215144);
INSERT INTO curve VALUES(1,2,2,'validation',2,0.34999999999999997779,0.0,0.34999999999999997779,0.34999999999999997779,1.9282678537242969873,0.046859805293535609915);
CREATE TABLE checkpoint (
    trial INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    path TEXT NOT NULL, -- from the database's folder
    digest TEXT NOT NULL, -- SHA-256
    bytes INTEGER NOT NULL,
    PRIMARY KEY (trial, epoch),
    FOREIGN KEY (trial, epoch) REFERENCES epoch ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO checkpoint VALUES(1,1,'r.checkpoints/99cbb13e39f00259/epoch-0001.safetensors','8569d7f071f7354dbbba6f94fd6b58248636f0722c46958dcecf94d247673ece',94960);
INSERT INTO checkpoint VALUES(1,2,'r.checkpoints/99cbb13e39f00259/epoch-0002.safetensors','c40ca334e2ad5f012de4354098b605768fd9d7d73bf09866256f631e11a1e006',94960);
INSERT INTO checkpoint VALUES(2,1,'r.checkpoints/0c8ae390bb10565b/epoch-0001.safetensors','f3894bbf69f008beb56fc21830cbeb08c475fac5f67f5b21f37f7866adcffeb1',94960);
INSERT INTO checkpoint VALUES(2,2,'r.checkpoints/0c8ae390bb10565b/epoch-0002.safetensors','daaf9c8f5eb88f4d5c661fb0e6b67101ff6dc4d6ee1de4ca458783016cd86059',94960);
INSERT INTO checkpoint VALUES(3,1,'r.checkpoints/b177596f6edda3c3/epoch-0001.safetensors','48669c9c24ecb76b14ca38332aa11117f1994fb3b7f6e63b5d13ca631da57b76',94960);
INSERT INTO checkpoint VALUES(3,2,'r.checkpoints/b177596f6edda3c3/epoch-0002.safetensors','f764bda056c971b0b080d86160bed1fed9bf5a2be775de11c960969b7025a3e5',94960);
INSERT INTO checkpoint VALUES(4,1,'r.checkpoints/56ea2d53e13ffc11/epoch-0001.safetensors','815f94be5db2bbd7f2616a75a28cc83ea5a690fc12a93124a7c241bf818da74b',94960);
INSERT INTO checkpoint VALUES(4,2,'r.checkpoints/56ea2d53e13ffc11/epoch-0002.safetensors','e6dedb6a84cf1214a120f2bc8c3312a0471c79226dab214c41f16d8a107c1e3a',94960);
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
INSERT INTO confusion_matrix VALUES(1,1,1,'validation',10,20);
INSERT INTO confusion_matrix VALUES(2,1,2,'validation',10,20);
INSERT INTO confusion_matrix VALUES(3,1,2,'test',10,20);
INSERT INTO confusion_matrix VALUES(4,2,1,'validation',10,20);
INSERT INTO confusion_matrix VALUES(5,2,2,'validation',10,20);
INSERT INTO confusion_matrix VALUES(6,2,2,'test',10,20);
INSERT INTO confusion_matrix VALUES(7,3,1,'validation',10,20);
INSERT INTO confusion_matrix VALUES(8,3,2,'validation',10,20);
INSERT INTO confusion_matrix VALUES(9,3,2,'test',10,20);
INSERT INTO confusion_matrix VALUES(10,4,1,'validation',10,20);
INSERT INTO confusion_matrix VALUES(11,4,2,'validation',10,20);
INSERT INTO confusion_matrix VALUES(12,4,2,'test',10,20);
CREATE TABLE confusion_count (
    matrix INTEGER NOT NULL REFERENCES confusion_matrix ON DELETE CASCADE,
    truth INTEGER NOT NULL,
    predicted INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (matrix, truth, predicted)
) STRICT, WITHOUT ROWID;
INSERT INTO confusion_count VALUES(1,0,0,1);
INSERT INTO confusion_count VALUES(1,0,7,1);
INSERT INTO confusion_count VALUES(1,1,7,2);
INSERT INTO confusion_count VALUES(1,2,2,2);
INSERT INTO confusion_count VALUES(1,3,7,1);
INSERT INTO confusion_count VALUES(1,3,8,1);
INSERT INTO confusion_count VALUES(1,4,7,2);
INSERT INTO confusion_count VALUES(1,5,4,1);
INSERT INTO confusion_count VALUES(1,5,7,1);
INSERT INTO confusion_count VALUES(1,6,4,1);
INSERT INTO confusion_count VALUES(1,6,7,1);
INSERT INTO confusion_count VALUES(1,7,7,2);
INSERT INTO confusion_count VALUES(1,8,4,1);
INSERT INTO confusion_count VALUES(1,8,8,1);
INSERT INTO confusion_count VALUES(1,9,7,2);
INSERT INTO confusion_count VALUES(2,0,0,2);
INSERT INTO confusion_count VALUES(2,1,1,1);
INSERT INTO confusion_count VALUES(2,1,8,1);
INSERT INTO confusion_count VALUES(2,2,0,1);
INSERT INTO confusion_count VALUES(2,2,2,1);
INSERT INTO confusion_count VALUES(2,3,5,2);
INSERT INTO confusion_count VALUES(2,4,8,1);
INSERT INTO confusion_count VALUES(2,4,9,1);
INSERT INTO confusion_count VALUES(2,5,0,1);
INSERT INTO confusion_count VALUES(2,5,6,1);
INSERT INTO confusion_count VALUES(2,6,2,1);
INSERT INTO confusion_count VALUES(2,6,8,1);
INSERT INTO confusion_count VALUES(2,7,7,2);
INSERT INTO confusion_count VALUES(2,8,4,1);
INSERT INTO confusion_count VALUES(2,8,8,1);
INSERT INTO confusion_count VALUES(2,9,4,1);
INSERT INTO confusion_count VALUES(2,9,8,1);
INSERT INTO confusion_count VALUES(3,0,0,1);
INSERT INTO confusion_count VALUES(3,0,8,1);
INSERT INTO confusion_count VALUES(3,1,1,2);
INSERT INTO confusion_count VALUES(3,2,2,2);
INSERT INTO confusion_count VALUES(3,3,8,2);
INSERT INTO confusion_count VALUES(3,4,0,1);
INSERT INTO confusion_count VALUES(3,4,4,1);
INSERT INTO confusion_count VALUES(3,5,8,2);
INSERT INTO confusion_count VALUES(3,6,0,1);
INSERT INTO confusion_count VALUES(3,6,6,1);
INSERT INTO confusion_count VALUES(3,7,7,2);
INSERT INTO confusion_count VALUES(3,8,0,1);
INSERT INTO confusion_count VALUES(3,8,8,1);
INSERT INTO confusion_count VALUES(3,9,8,1);
INSERT INTO confusion_count VALUES(3,9,9,1);
INSERT INTO confusion_count VALUES(4,0,0,2);
INSERT INTO confusion_count VALUES(4,1,3,1);
INSERT INTO confusion_count VALUES(4,1,5,1);
INSERT INTO confusion_count VALUES(4,2,0,1);
INSERT INTO confusion_count VALUES(4,2,2,1);
INSERT INTO confusion_count VALUES(4,3,3,1);
INSERT INTO confusion_count VALUES(4,3,5,1);
INSERT INTO confusion_count VALUES(4,4,3,1);
INSERT INTO confusion_count VALUES(4,4,9,1);
INSERT INTO confusion_count VALUES(4,5,0,1);
INSERT INTO confusion_count VALUES(4,5,5,1);
INSERT INTO confusion_count VALUES(4,6,5,1);
INSERT INTO confusion_count VALUES(4,6,8,1);
INSERT INTO confusion_count VALUES(4,7,0,1);
INSERT INTO confusion_count VALUES(4,7,9,1);
INSERT INTO confusion_count VALUES(4,8,0,1);
INSERT INTO confusion_count VALUES(4,8,3,1);
INSERT INTO confusion_count VALUES(4,9,5,1);
INSERT INTO confusion_count VALUES(4,9,9,1);
INSERT INTO confusion_count VALUES(5,0,0,2);
INSERT INTO confusion_count VALUES(5,1,1,2);
INSERT INTO confusion_count VALUES(5,2,0,2);
INSERT INTO confusion_count VALUES(5,3,3,1);
INSERT INTO confusion_count VALUES(5,3,5,1);
INSERT INTO confusion_count VALUES(5,4,8,1);
INSERT INTO confusion_count VALUES(5,4,9,1);
INSERT INTO confusion_count VALUES(5,5,0,2);
INSERT INTO confusion_count VALUES(5,6,6,1);
INSERT INTO confusion_count VALUES(5,6,8,1);
INSERT INTO confusion_count VALUES(5,7,0,1);
INSERT INTO confusion_count VALUES(5,7,4,1);
INSERT INTO confusion_count VALUES(5,8,8,2);
INSERT INTO confusion_count VALUES(5,9,4,1);
INSERT INTO confusion_count VALUES(5,9,8,1);
INSERT INTO confusion_count VALUES(6,0,0,1);
INSERT INTO confusion_count VALUES(6,0,8,1);
INSERT INTO confusion_count VALUES(6,1,1,2);
INSERT INTO confusion_count VALUES(6,2,6,1);
INSERT INTO confusion_count VALUES(6,2,8,1);
INSERT INTO confusion_count VALUES(6,3,8,2);
INSERT INTO confusion_count VALUES(6,4,0,1);
INSERT INTO confusion_count VALUES(6,4,8,1);
INSERT INTO confusion_count VALUES(6,5,8,2);
INSERT INTO confusion_count VALUES(6,6,0,1);
INSERT INTO confusion_count VALUES(6,6,6,1);
INSERT INTO confusion_count VALUES(6,7,1,1);
INSERT INTO confusion_count VALUES(6,7,7,1);
INSERT INTO confusion_count VALUES(6,8,8,2);
INSERT INTO confusion_count VALUES(6,9,8,1);
INSERT INTO confusion_count VALUES(6,9,9,1);
INSERT INTO confusion_count VALUES(7,0,0,1);
INSERT INTO confusion_count VALUES(7,0,8,1);
INSERT INTO confusion_count VALUES(7,1,1,2);
INSERT INTO confusion_count VALUES(7,2,0,1);
INSERT INTO confusion_count VALUES(7,2,7,1);
INSERT INTO confusion_count VALUES(7,3,8,2);
INSERT INTO confusion_count VALUES(7,4,9,2);
INSERT INTO confusion_count VALUES(7,5,7,1);
INSERT INTO confusion_count VALUES(7,5,9,1);
INSERT INTO confusion_count VALUES(7,6,1,1);
INSERT INTO confusion_count VALUES(7,6,8,1);
INSERT INTO confusion_count VALUES(7,7,9,2);
INSERT INTO confusion_count VALUES(7,8,8,1);
INSERT INTO confusion_count VALUES(7,8,9,1);
INSERT INTO confusion_count VALUES(7,9,7,1);
INSERT INTO confusion_count VALUES(7,9,9,1);
INSERT INTO confusion_count VALUES(8,0,0,2);
INSERT INTO confusion_count VALUES(8,1,1,2);
INSERT INTO confusion_count VALUES(8,2,0,1);
INSERT INTO confusion_count VALUES(8,2,2,1);
INSERT INTO confusion_count VALUES(8,3,8,2);
INSERT INTO confusion_count VALUES(8,4,9,2);
INSERT INTO confusion_count VALUES(8,5,0,2);
INSERT INTO confusion_count VALUES(8,6,1,1);
INSERT INTO confusion_count VALUES(8,6,8,1);
INSERT INTO confusion_count VALUES(8,7,7,1);
INSERT INTO confusion_count VALUES(8,7,9,1);
INSERT INTO confusion_count VALUES(8,8,8,1);
INSERT INTO confusion_count VALUES(8,8,9,1);
INSERT INTO confusion_count VALUES(8,9,7,2);
INSERT INTO confusion_count VALUES(9,0,0,1);
INSERT INTO confusion_count VALUES(9,0,8,1);
INSERT INTO confusion_count VALUES(9,1,1,2);
INSERT INTO confusion_count VALUES(9,2,2,2);
INSERT INTO confusion_count VALUES(9,3,8,2);
INSERT INTO confusion_count VALUES(9,4,2,1);
INSERT INTO confusion_count VALUES(9,4,4,1);
INSERT INTO confusion_count VALUES(9,5,8,2);
INSERT INTO confusion_count VALUES(9,6,0,1);
INSERT INTO confusion_count VALUES(9,6,6,1);
INSERT INTO confusion_count VALUES(9,7,7,1);
INSERT INTO confusion_count VALUES(9,7,9,1);
INSERT INTO confusion_count VALUES(9,8,0,1);
INSERT INTO confusion_count VALUES(9,8,8,1);
INSERT INTO confusion_count VALUES(9,9,8,1);
INSERT INTO confusion_count VALUES(9,9,9,1);
INSERT INTO confusion_count VALUES(10,0,0,2);
INSERT INTO confusion_count VALUES(10,1,3,2);
INSERT INTO confusion_count VALUES(10,2,0,1);
INSERT INTO confusion_count VALUES(10,2,2,1);
INSERT INTO confusion_count VALUES(10,3,3,1);
INSERT INTO confusion_count VALUES(10,3,5,1);
INSERT INTO confusion_count VALUES(10,4,8,1);
INSERT INTO confusion_count VALUES(10,4,9,1);
INSERT INTO confusion_count VALUES(10,5,0,1);
INSERT INTO confusion_count VALUES(10,5,2,1);
INSERT INTO confusion_count VALUES(10,6,4,1);
INSERT INTO confusion_count VALUES(10,6,9,1);
INSERT INTO confusion_count VALUES(10,7,9,2);
INSERT INTO confusion_count VALUES(10,8,2,1);
INSERT INTO confusion_count VALUES(10,8,8,1);
INSERT INTO confusion_count VALUES(10,9,7,2);
INSERT INTO confusion_count VALUES(11,0,0,2);
INSERT INTO confusion_count VALUES(11,1,3,1);
INSERT INTO confusion_count VALUES(11,1,7,1);
INSERT INTO confusion_count VALUES(11,2,0,1);
INSERT INTO confusion_count VALUES(11,2,2,1);
INSERT INTO confusion_count VALUES(11,3,3,1);
INSERT INTO confusion_count VALUES(11,3,5,1);
INSERT INTO confusion_count VALUES(11,4,8,1);
INSERT INTO confusion_count VALUES(11,4,9,1);
INSERT INTO confusion_count VALUES(11,5,0,1);
INSERT INTO confusion_count VALUES(11,5,6,1);
INSERT INTO confusion_count VALUES(11,6,8,2);
INSERT INTO confusion_count VALUES(11,7,7,1);
INSERT INTO confusion_count VALUES(11,7,9,1);
INSERT INTO confusion_count VALUES(11,8,8,2);
INSERT INTO confusion_count VALUES(11,9,7,2);
INSERT INTO confusion_count VALUES(12,0,0,1);
INSERT INTO confusion_count VALUES(12,0,8,1);
INSERT INTO confusion_count VALUES(12,1,3,1);
INSERT INTO confusion_count VALUES(12,1,8,1);
INSERT INTO confusion_count VALUES(12,2,2,1);
INSERT INTO confusion_count VALUES(12,2,8,1);
INSERT INTO confusion_count VALUES(12,3,8,2);
INSERT INTO confusion_count VALUES(12,4,0,1);
INSERT INTO confusion_count VALUES(12,4,8,1);
INSERT INTO confusion_count VALUES(12,5,8,2);
INSERT INTO confusion_count VALUES(12,6,0,1);
INSERT INTO confusion_count VALUES(12,6,6,1);
INSERT INTO confusion_count VALUES(12,7,7,2);
INSERT INTO confusion_count VALUES(12,8,2,1);
INSERT INTO confusion_count VALUES(12,8,8,1);
INSERT INTO confusion_count VALUES(12,9,7,1);
INSERT INTO confusion_count VALUES(12,9,9,1);
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
INSERT INTO prediction VALUES(1,'test',0,6,6,1.0,NULL,2);
INSERT INTO prediction VALUES(1,'test',1,2,2,1.0,NULL,8);
INSERT INTO prediction VALUES(1,'test',2,9,9,0.94199758768081665039,NULL,0);
INSERT INTO prediction VALUES(1,'test',3,8,8,0.99346899986267089843,NULL,6);
INSERT INTO prediction VALUES(1,'test',4,4,0,0.99968594312667846679,1.6806533054136707505e-08,8);
INSERT INTO prediction VALUES(1,'test',5,5,8,0.98202013969421386718,2.0973653369615874453e-11,2);
INSERT INTO prediction VALUES(1,'test',6,0,8,0.99979561567306518554,6.887527774779300671e-07,6);
INSERT INTO prediction VALUES(1,'test',7,1,1,0.98652416467666625976,NULL,4);
INSERT INTO prediction VALUES(1,'test',8,3,8,0.99999439716339111328,2.8364727233665121275e-10,4);
INSERT INTO prediction VALUES(1,'test',9,7,7,0.99998909235000610351,NULL,1);
INSERT INTO prediction VALUES(1,'test',10,0,0,1.0,NULL,2);
INSERT INTO prediction VALUES(1,'test',11,4,4,0.99999248981475830078,NULL,8);
INSERT INTO prediction VALUES(1,'test',12,8,0,0.99901741743087768554,0.00093393330462276935577,8);
INSERT INTO prediction VALUES(1,'test',13,5,8,0.85489004850387573242,0.14481158554553985595,5);
INSERT INTO prediction VALUES(1,'test',14,1,1,0.99988907575607299804,NULL,8);
INSERT INTO prediction VALUES(1,'test',15,7,7,0.55934643745422363281,NULL,9);
INSERT INTO prediction VALUES(1,'test',16,6,0,0.9999999403953552246,2.7196190188760738237e-08,6);
INSERT INTO prediction VALUES(1,'test',17,9,8,0.99999958276748657226,3.5529504212005360561e-18,2);
INSERT INTO prediction VALUES(1,'test',18,2,2,1.0,NULL,0);
INSERT INTO prediction VALUES(1,'test',19,3,8,0.99999749660491943359,1.2607502661212549588e-13,5);
INSERT INTO prediction VALUES(1,'validation',0,0,0,1.0,NULL,8);
INSERT INTO prediction VALUES(1,'validation',1,6,2,0.95083260536193847656,0.04899610951542854309,6);
INSERT INTO prediction VALUES(1,'validation',2,2,0,0.99999278783798217773,7.2104394348571076989e-06,2);
INSERT INTO prediction VALUES(1,'validation',3,1,8,0.44256296753883361816,0.36490666866302490234,1);
INSERT INTO prediction VALUES(1,'validation',4,8,8,0.99997144937515258789,NULL,6);
INSERT INTO prediction VALUES(1,'validation',5,7,7,0.85124087333679199218,NULL,1);
INSERT INTO prediction VALUES(1,'validation',6,9,8,0.99447429180145263671,4.6785325613640793562e-10,7);
INSERT INTO prediction VALUES(1,'validation',7,5,6,0.89235985279083251953,0.0013368716463446617126,0);
INSERT INTO prediction VALUES(1,'validation',8,3,5,0.81026506423950195312,1.0596664651529863476e-05,2);
INSERT INTO prediction VALUES(1,'validation',9,4,9,0.9997335672378540039,0.00023730029352009296417,4);
INSERT INTO prediction VALUES(1,'validation',10,6,8,0.99974960088729858398,4.8894837831325865806e-12,2);
INSERT INTO prediction VALUES(1,'validation',11,8,4,0.97456640005111694335,0.0075019984506070613861,5);
INSERT INTO prediction VALUES(1,'validation',12,4,8,0.99992775917053222656,5.3270223787649229052e-08,6);
INSERT INTO prediction VALUES(1,'validation',13,2,2,0.99999850988388061523,NULL,0);
INSERT INTO prediction VALUES(1,'validation',14,3,5,0.90032899379730224609,0.0034125556703656911849,8);
INSERT INTO prediction VALUES(1,'validation',15,9,4,0.99999153614044189453,1.3147820505932106271e-12,6);
INSERT INTO prediction VALUES(1,'validation',16,1,1,0.99999982118606567382,NULL,5);
INSERT INTO prediction VALUES(1,'validation',17,7,7,0.74987959861755371093,NULL,0);
INSERT INTO prediction VALUES(1,'validation',18,5,0,0.99999988079071044921,2.4093761707977279229e-11,6);
INSERT INTO prediction VALUES(1,'validation',19,0,0,1.0,NULL,2);
INSERT INTO prediction VALUES(2,'test',0,6,6,1.0,NULL,8);
INSERT INTO prediction VALUES(2,'test',1,2,8,0.81082302331924438476,6.8958755372605651245e-11,6);
INSERT INTO prediction VALUES(2,'test',2,9,9,1.0,NULL,0);
INSERT INTO prediction VALUES(2,'test',3,8,8,0.9996401071548461914,NULL,6);
INSERT INTO prediction VALUES(2,'test',4,4,0,0.67496454715728759765,2.1808168071402178611e-07,6);
INSERT INTO prediction VALUES(2,'test',5,5,8,0.9999986886978149414,1.113528103344770355e-18,0);
INSERT INTO prediction VALUES(2,'test',6,0,8,0.99963241815567016601,9.6897885271118866512e-08,6);
INSERT INTO prediction VALUES(2,'test',7,1,1,0.97106111049652099609,NULL,8);
INSERT INTO prediction VALUES(2,'test',8,3,8,0.99999982118606567382,2.9612651886168350756e-08,4);
INSERT INTO prediction VALUES(2,'test',9,7,7,0.99999248981475830078,NULL,1);
INSERT INTO prediction VALUES(2,'test',10,0,0,1.0,NULL,4);
INSERT INTO prediction VALUES(2,'test',11,4,8,0.99751138687133789062,0.00022446145885623991489,6);
INSERT INTO prediction VALUES(2,'test',12,8,8,0.99550330638885498046,NULL,0);
INSERT INTO prediction VALUES(2,'test',13,5,8,0.9875081181526184082,1.2273287854774883598e-12,0);
INSERT INTO prediction VALUES(2,'test',14,1,1,0.99991846084594726562,NULL,8);
INSERT INTO prediction VALUES(2,'test',15,7,1,0.95417386293411254882,0.0004687836917582899332,4);
INSERT INTO prediction VALUES(2,'test',16,6,0,1.0,4.5294875489210184582e-11,6);
INSERT INTO prediction VALUES(2,'test',17,9,8,0.99991106986999511718,2.073064518713727683e-14,0);
INSERT INTO prediction VALUES(2,'test',18,2,6,0.84876602888107299804,0.00035388307878747582435,0);
INSERT INTO prediction VALUES(2,'test',19,3,8,1.0,4.3246228504463437442e-15,4);
INSERT INTO prediction VALUES(2,'validation',0,0,0,1.0,NULL,8);
INSERT INTO prediction VALUES(2,'validation',1,6,6,0.9992102980613708496,NULL,8);
INSERT INTO prediction VALUES(2,'validation',2,2,0,1.0,2.6642306637112341761e-23,8);
INSERT INTO prediction VALUES(2,'validation',3,1,1,0.97560787200927734375,NULL,8);
INSERT INTO prediction VALUES(2,'validation',4,8,8,0.9999999403953552246,NULL,6);
INSERT INTO prediction VALUES(2,'validation',5,7,4,0.98763406276702880859,0.0025229270104318857192,1);
INSERT INTO prediction VALUES(2,'validation',6,9,8,0.9993749856948852539,8.3956832597209540836e-09,6);
INSERT INTO prediction VALUES(2,'validation',7,5,0,0.97547048330307006835,6.2084836827125400304e-07,6);
INSERT INTO prediction VALUES(2,'validation',8,3,5,0.69613313674926757812,0.00016895341104827821254,8);
INSERT INTO prediction VALUES(2,'validation',9,4,9,1.0,9.4741825062277795765e-13,4);
INSERT INTO prediction VALUES(2,'validation',10,6,8,1.0,6.2901450714747397796e-10,6);
INSERT INTO prediction VALUES(2,'validation',11,8,8,0.95737522840499877929,NULL,4);
INSERT INTO prediction VALUES(2,'validation',12,4,8,0.95579236745834350585,2.5069211915251798927e-05,6);
INSERT INTO prediction VALUES(2,'validation',13,2,0,0.87676829099655151367,0.051974240690469741821,8);
INSERT INTO prediction VALUES(2,'validation',14,3,3,0.99799716472625732421,NULL,0);
INSERT INTO prediction VALUES(2,'validation',15,9,4,0.99999833106994628906,5.0976618581647053889e-16,6);
INSERT INTO prediction VALUES(2,'validation',16,1,1,0.99999833106994628906,NULL,8);
INSERT INTO prediction VALUES(2,'validation',17,7,0,0.99999946355819702148,3.3236524643598386319e-08,9);
INSERT INTO prediction VALUES(2,'validation',18,5,0,0.9999999403953552246,2.4674888662324196374e-17,8);
INSERT INTO prediction VALUES(2,'validation',19,0,0,1.0,NULL,8);
INSERT INTO prediction VALUES(3,'test',0,6,6,0.31191149353981018066,NULL,8);
INSERT INTO prediction VALUES(3,'test',1,2,2,0.44914743304252624511,NULL,7);
INSERT INTO prediction VALUES(3,'test',2,9,9,0.47700124979019165039,NULL,0);
INSERT INTO prediction VALUES(3,'test',3,8,8,0.29993891716003417968,NULL,1);
INSERT INTO prediction VALUES(3,'test',4,4,2,0.17331247031688690185,0.082262530922889709472,7);
INSERT INTO prediction VALUES(3,'test',5,5,8,0.28229489922523498535,0.042124930769205093383,1);
INSERT INTO prediction VALUES(3,'test',6,0,8,0.27531698346138000488,0.11286981403827667236,7);
INSERT INTO prediction VALUES(3,'test',7,1,1,0.18969677388668060302,NULL,4);
INSERT INTO prediction VALUES(3,'test',8,3,8,0.33997589349746704101,0.090656422078609466552,9);
INSERT INTO prediction VALUES(3,'test',9,7,7,0.26676714420318603515,NULL,9);
INSERT INTO prediction VALUES(3,'test',10,0,0,0.76775646209716796875,NULL,7);
INSERT INTO prediction VALUES(3,'test',11,4,4,0.27405741810798645019,NULL,9);
INSERT INTO prediction VALUES(3,'test',12,8,0,0.31738710403442382812,0.16463631391525268554,8);
INSERT INTO prediction VALUES(3,'test',13,5,8,0.23076675832271575927,0.052286233752965927124,9);
INSERT INTO prediction VALUES(3,'test',14,1,1,0.32987946271896362304,NULL,8);
INSERT INTO prediction VALUES(3,'test',15,7,9,0.21400050818920135498,0.14171746373176574707,1);
INSERT INTO prediction VALUES(3,'test',16,6,0,0.46495601534843444824,0.076644659042358398437,2);
INSERT INTO prediction VALUES(3,'test',17,9,8,0.27772536873817443847,0.042818892747163772583,2);
INSERT INTO prediction VALUES(3,'test',18,2,2,0.40501555800437927246,NULL,0);
INSERT INTO prediction VALUES(3,'test',19,3,8,0.38057097792625427246,0.035045798867940902709,1);
INSERT INTO prediction VALUES(3,'validation',0,0,0,0.2971006631851196289,NULL,8);
INSERT INTO prediction VALUES(3,'validation',1,6,1,0.18236336112022399902,0.083166308701038360595,4);
INSERT INTO prediction VALUES(3,'validation',2,2,0,0.39073988795280456542,0.20297449827194213867,2);
INSERT INTO prediction VALUES(3,'validation',3,1,1,0.18655461072921752929,NULL,7);
INSERT INTO prediction VALUES(3,'validation',4,8,8,0.41693729162216186523,NULL,0);
INSERT INTO prediction VALUES(3,'validation',5,7,7,0.22940962016582489013,NULL,1);
INSERT INTO prediction VALUES(3,'validation',6,9,7,0.2055816054344177246,0.18683570623397827148,9);
INSERT INTO prediction VALUES(3,'validation',7,5,0,0.270968705415725708,0.085497714579105377197,6);
INSERT INTO prediction VALUES(3,'validation',8,3,8,0.20431987941265106201,0.048395708203315734863,7);
INSERT INTO prediction VALUES(3,'validation',9,4,9,0.57531774044036865234,0.027715058997273445129,0);
INSERT INTO prediction VALUES(3,'validation',10,6,8,0.28146448731422424316,0.084104835987091064453,4);
INSERT INTO prediction VALUES(3,'validation',11,8,9,0.16428934037685394287,0.14924387633800506591,1);
INSERT INTO prediction VALUES(3,'validation',12,4,9,0.18550714850425720214,0.073878630995750427246,8);
INSERT INTO prediction VALUES(3,'validation',13,2,2,0.19100862741470336914,NULL,7);
INSERT INTO prediction VALUES(3,'validation',14,3,8,0.28498280048370361328,0.13915686309337615966,3);
INSERT INTO prediction VALUES(3,'validation',15,9,7,0.17662113904953002929,0.11638446897268295288,6);
INSERT INTO prediction VALUES(3,'validation',16,1,1,0.28021505475044250488,NULL,9);
INSERT INTO prediction VALUES(3,'validation',17,7,9,0.32746371626853942871,0.15435370802879333496,7);
INSERT INTO prediction VALUES(3,'validation',18,5,0,0.32969108223915100097,0.042133953422307968139,7);
INSERT INTO prediction VALUES(3,'validation',19,0,0,0.91711670160293579101,NULL,2);
INSERT INTO prediction VALUES(4,'test',0,6,6,0.29824033379554748535,NULL,8);
INSERT INTO prediction VALUES(4,'test',1,2,8,0.18192532658576965332,0.15684072673320770263,6);
INSERT INTO prediction VALUES(4,'test',2,9,9,0.59430617094039916992,NULL,0);
INSERT INTO prediction VALUES(4,'test',3,8,8,0.38148412108421325683,NULL,3);
INSERT INTO prediction VALUES(4,'test',4,4,0,0.17871253192424774169,0.070268876850605010986,6);
INSERT INTO prediction VALUES(4,'test',5,5,8,0.24572592973709106445,0.052178252488374710083,2);
INSERT INTO prediction VALUES(4,'test',6,0,8,0.27196961641311645507,0.07158911973237991333,7);
INSERT INTO prediction VALUES(4,'test',7,1,8,0.16972096264362335205,0.1102380305528640747,9);
INSERT INTO prediction VALUES(4,'test',8,3,8,0.27310955524444580078,0.17104257643222808837,3);
INSERT INTO prediction VALUES(4,'test',9,7,7,0.24036870896816253662,NULL,8);
INSERT INTO prediction VALUES(4,'test',10,0,0,0.7899836897850036621,NULL,7);
INSERT INTO prediction VALUES(4,'test',11,4,8,0.17019915580749511718,0.10694367438554763793,9);
INSERT INTO prediction VALUES(4,'test',12,8,2,0.24980565905570983886,0.13795800507068634033,8);
INSERT INTO prediction VALUES(4,'test',13,5,8,0.26838260889053344726,0.17128299176692962646,5);
INSERT INTO prediction VALUES(4,'test',14,1,3,0.16948017477989196777,0.14219936728477478027,1);
INSERT INTO prediction VALUES(4,'test',15,7,7,0.20190078020095825195,NULL,9);
INSERT INTO prediction VALUES(4,'test',16,6,0,0.50231057405471801757,0.10305854678153991699,6);
INSERT INTO prediction VALUES(4,'test',17,9,7,0.20749452710151672363,0.046346530318260192871,8);
INSERT INTO prediction VALUES(4,'test',18,2,2,0.35226425528526306152,NULL,0);
INSERT INTO prediction VALUES(4,'test',19,3,8,0.33271136879920959472,0.16952529549598693847,3);
INSERT INTO prediction VALUES(4,'validation',0,0,0,0.3043091893196105957,NULL,8);
INSERT INTO prediction VALUES(4,'validation',1,6,8,0.14167641103267669677,0.13938185572624206542,3);
INSERT INTO prediction VALUES(4,'validation',2,2,0,0.44322910904884338378,0.22004365921020507812,2);
INSERT INTO prediction VALUES(4,'validation',3,1,7,0.19815228879451751708,0.097729779779911041259,3);
INSERT INTO prediction VALUES(4,'validation',4,8,8,0.36408117413520812988,NULL,3);
INSERT INTO prediction VALUES(4,'validation',5,7,7,0.24657867848873138427,NULL,9);
INSERT INTO prediction VALUES(4,'validation',6,9,7,0.35141602158546447753,0.1161786392331123352,8);
INSERT INTO prediction VALUES(4,'validation',7,5,6,0.23800657689571380615,0.20666001737117767333,5);
INSERT INTO prediction VALUES(4,'validation',8,3,5,0.18269260227680206298,0.14105324447154998779,7);
INSERT INTO prediction VALUES(4,'validation',9,4,9,0.61431127786636352539,0.033499117940664291381,7);
INSERT INTO prediction VALUES(4,'validation',10,6,8,0.31262764334678649902,0.040162544697523117065,4);
INSERT INTO prediction VALUES(4,'validation',11,8,8,0.22356946766376495361,NULL,9);
INSERT INTO prediction VALUES(4,'validation',12,4,8,0.2621605992317199707,0.057549756020307540893,7);
INSERT INTO prediction VALUES(4,'validation',13,2,2,0.2134405672550201416,NULL,8);
INSERT INTO prediction VALUES(4,'validation',14,3,3,0.3369579017162322998,NULL,5);
INSERT INTO prediction VALUES(4,'validation',15,9,7,0.27140685915946960449,0.11994925886392593383,9);
INSERT INTO prediction VALUES(4,'validation',16,1,3,0.16336141526699066162,0.10095933824777603149,8);
INSERT INTO prediction VALUES(4,'validation',17,7,9,0.41180205345153808593,0.1003026813268661499,0);
INSERT INTO prediction VALUES(4,'validation',18,5,0,0.2753092348575592041,0.087936900556087493896,8);
INSERT INTO prediction VALUES(4,'validation',19,0,0,0.9382457137107849121,NULL,2);
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
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    trial INTEGER REFERENCES trial,
    at TEXT NOT NULL,
    kind TEXT NOT NULL, -- claimed, resumed, killed, …
    detail TEXT
) STRICT;
INSERT INTO event VALUES(1,1,'2026-11-26T17:13:33.149Z','claimed',NULL);
INSERT INTO event VALUES(2,2,'2026-11-26T17:13:33.283Z','claimed',NULL);
INSERT INTO event VALUES(3,1,'2026-11-26T17:13:33.335Z','done',NULL);
INSERT INTO event VALUES(4,3,'2026-11-26T17:13:33.344Z','claimed',NULL);
INSERT INTO event VALUES(5,2,'2026-11-26T17:13:33.481Z','done',NULL);
INSERT INTO event VALUES(6,4,'2026-11-26T17:13:33.547Z','claimed',NULL);
INSERT INTO event VALUES(7,3,'2026-11-26T17:13:33.608Z','done',NULL);
INSERT INTO event VALUES(8,4,'2026-11-26T17:13:33.726Z','done',NULL);
CREATE TABLE class (
    class INTEGER PRIMARY KEY
) STRICT;
INSERT INTO class VALUES(0);
INSERT INTO class VALUES(1);
INSERT INTO class VALUES(2);
INSERT INTO class VALUES(3);
INSERT INTO class VALUES(4);
INSERT INTO class VALUES(5);
INSERT INTO class VALUES(6);
INSERT INTO class VALUES(7);
INSERT INTO class VALUES(8);
INSERT INTO class VALUES(9);
INSERT INTO class VALUES(10);
INSERT INTO class VALUES(11);
INSERT INTO class VALUES(12);
INSERT INTO class VALUES(13);
INSERT INTO class VALUES(14);
INSERT INTO class VALUES(15);
INSERT INTO class VALUES(16);
INSERT INTO class VALUES(17);
INSERT INTO class VALUES(18);
INSERT INTO class VALUES(19);
INSERT INTO class VALUES(20);
INSERT INTO class VALUES(21);
INSERT INTO class VALUES(22);
INSERT INTO class VALUES(23);
INSERT INTO class VALUES(24);
INSERT INTO class VALUES(25);
INSERT INTO class VALUES(26);
INSERT INTO class VALUES(27);
INSERT INTO class VALUES(28);
INSERT INTO class VALUES(29);
INSERT INTO class VALUES(30);
INSERT INTO class VALUES(31);
INSERT INTO class VALUES(32);
INSERT INTO class VALUES(33);
INSERT INTO class VALUES(34);
INSERT INTO class VALUES(35);
INSERT INTO class VALUES(36);
INSERT INTO class VALUES(37);
INSERT INTO class VALUES(38);
INSERT INTO class VALUES(39);
INSERT INTO class VALUES(40);
INSERT INTO class VALUES(41);
INSERT INTO class VALUES(42);
INSERT INTO class VALUES(43);
INSERT INTO class VALUES(44);
INSERT INTO class VALUES(45);
INSERT INTO class VALUES(46);
INSERT INTO class VALUES(47);
INSERT INTO class VALUES(48);
INSERT INTO class VALUES(49);
INSERT INTO class VALUES(50);
INSERT INTO class VALUES(51);
INSERT INTO class VALUES(52);
INSERT INTO class VALUES(53);
INSERT INTO class VALUES(54);
INSERT INTO class VALUES(55);
INSERT INTO class VALUES(56);
INSERT INTO class VALUES(57);
INSERT INTO class VALUES(58);
INSERT INTO class VALUES(59);
INSERT INTO class VALUES(60);
INSERT INTO class VALUES(61);
INSERT INTO class VALUES(62);
INSERT INTO class VALUES(63);
INSERT INTO class VALUES(64);
INSERT INTO class VALUES(65);
INSERT INTO class VALUES(66);
INSERT INTO class VALUES(67);
INSERT INTO class VALUES(68);
INSERT INTO class VALUES(69);
INSERT INTO class VALUES(70);
INSERT INTO class VALUES(71);
INSERT INTO class VALUES(72);
INSERT INTO class VALUES(73);
INSERT INTO class VALUES(74);
INSERT INTO class VALUES(75);
INSERT INTO class VALUES(76);
INSERT INTO class VALUES(77);
INSERT INTO class VALUES(78);
INSERT INTO class VALUES(79);
INSERT INTO class VALUES(80);
INSERT INTO class VALUES(81);
INSERT INTO class VALUES(82);
INSERT INTO class VALUES(83);
INSERT INTO class VALUES(84);
INSERT INTO class VALUES(85);
INSERT INTO class VALUES(86);
INSERT INTO class VALUES(87);
INSERT INTO class VALUES(88);
INSERT INTO class VALUES(89);
INSERT INTO class VALUES(90);
INSERT INTO class VALUES(91);
INSERT INTO class VALUES(92);
INSERT INTO class VALUES(93);
INSERT INTO class VALUES(94);
INSERT INTO class VALUES(95);
INSERT INTO class VALUES(96);
INSERT INTO class VALUES(97);
INSERT INTO class VALUES(98);
INSERT INTO class VALUES(99);
INSERT INTO class VALUES(100);
INSERT INTO class VALUES(101);
INSERT INTO class VALUES(102);
INSERT INTO class VALUES(103);
INSERT INTO class VALUES(104);
INSERT INTO class VALUES(105);
INSERT INTO class VALUES(106);
INSERT INTO class VALUES(107);
INSERT INTO class VALUES(108);
INSERT INTO class VALUES(109);
INSERT INTO class VALUES(110);
INSERT INTO class VALUES(111);
INSERT INTO class VALUES(112);
INSERT INTO class VALUES(113);
INSERT INTO class VALUES(114);
INSERT INTO class VALUES(115);
INSERT INTO class VALUES(116);
INSERT INTO class VALUES(117);
INSERT INTO class VALUES(118);
INSERT INTO class VALUES(119);
INSERT INTO class VALUES(120);
INSERT INTO class VALUES(121);
INSERT INTO class VALUES(122);
INSERT INTO class VALUES(123);
INSERT INTO class VALUES(124);
INSERT INTO class VALUES(125);
INSERT INTO class VALUES(126);
INSERT INTO class VALUES(127);
INSERT INTO class VALUES(128);
INSERT INTO class VALUES(129);
INSERT INTO class VALUES(130);
INSERT INTO class VALUES(131);
INSERT INTO class VALUES(132);
INSERT INTO class VALUES(133);
INSERT INTO class VALUES(134);
INSERT INTO class VALUES(135);
INSERT INTO class VALUES(136);
INSERT INTO class VALUES(137);
INSERT INTO class VALUES(138);
INSERT INTO class VALUES(139);
INSERT INTO class VALUES(140);
INSERT INTO class VALUES(141);
INSERT INTO class VALUES(142);
INSERT INTO class VALUES(143);
INSERT INTO class VALUES(144);
INSERT INTO class VALUES(145);
INSERT INTO class VALUES(146);
INSERT INTO class VALUES(147);
INSERT INTO class VALUES(148);
INSERT INTO class VALUES(149);
INSERT INTO class VALUES(150);
INSERT INTO class VALUES(151);
INSERT INTO class VALUES(152);
INSERT INTO class VALUES(153);
INSERT INTO class VALUES(154);
INSERT INTO class VALUES(155);
INSERT INTO class VALUES(156);
INSERT INTO class VALUES(157);
INSERT INTO class VALUES(158);
INSERT INTO class VALUES(159);
INSERT INTO class VALUES(160);
INSERT INTO class VALUES(161);
INSERT INTO class VALUES(162);
INSERT INTO class VALUES(163);
INSERT INTO class VALUES(164);
INSERT INTO class VALUES(165);
INSERT INTO class VALUES(166);
INSERT INTO class VALUES(167);
INSERT INTO class VALUES(168);
INSERT INTO class VALUES(169);
INSERT INTO class VALUES(170);
INSERT INTO class VALUES(171);
INSERT INTO class VALUES(172);
INSERT INTO class VALUES(173);
INSERT INTO class VALUES(174);
INSERT INTO class VALUES(175);
INSERT INTO class VALUES(176);
INSERT INTO class VALUES(177);
INSERT INTO class VALUES(178);
INSERT INTO class VALUES(179);
INSERT INTO class VALUES(180);
INSERT INTO class VALUES(181);
INSERT INTO class VALUES(182);
INSERT INTO class VALUES(183);
INSERT INTO class VALUES(184);
INSERT INTO class VALUES(185);
INSERT INTO class VALUES(186);
INSERT INTO class VALUES(187);
INSERT INTO class VALUES(188);
INSERT INTO class VALUES(189);
INSERT INTO class VALUES(190);
INSERT INTO class VALUES(191);
INSERT INTO class VALUES(192);
INSERT INTO class VALUES(193);
INSERT INTO class VALUES(194);
INSERT INTO class VALUES(195);
INSERT INTO class VALUES(196);
INSERT INTO class VALUES(197);
INSERT INTO class VALUES(198);
INSERT INTO class VALUES(199);
INSERT INTO class VALUES(200);
INSERT INTO class VALUES(201);
INSERT INTO class VALUES(202);
INSERT INTO class VALUES(203);
INSERT INTO class VALUES(204);
INSERT INTO class VALUES(205);
INSERT INTO class VALUES(206);
INSERT INTO class VALUES(207);
INSERT INTO class VALUES(208);
INSERT INTO class VALUES(209);
INSERT INTO class VALUES(210);
INSERT INTO class VALUES(211);
INSERT INTO class VALUES(212);
INSERT INTO class VALUES(213);
INSERT INTO class VALUES(214);
INSERT INTO class VALUES(215);
INSERT INTO class VALUES(216);
INSERT INTO class VALUES(217);
INSERT INTO class VALUES(218);
INSERT INTO class VALUES(219);
INSERT INTO class VALUES(220);
INSERT INTO class VALUES(221);
INSERT INTO class VALUES(222);
INSERT INTO class VALUES(223);
INSERT INTO class VALUES(224);
INSERT INTO class VALUES(225);
INSERT INTO class VALUES(226);
INSERT INTO class VALUES(227);
INSERT INTO class VALUES(228);
INSERT INTO class VALUES(229);
INSERT INTO class VALUES(230);
INSERT INTO class VALUES(231);
INSERT INTO class VALUES(232);
INSERT INTO class VALUES(233);
INSERT INTO class VALUES(234);
INSERT INTO class VALUES(235);
INSERT INTO class VALUES(236);
INSERT INTO class VALUES(237);
INSERT INTO class VALUES(238);
INSERT INTO class VALUES(239);
INSERT INTO class VALUES(240);
INSERT INTO class VALUES(241);
INSERT INTO class VALUES(242);
INSERT INTO class VALUES(243);
INSERT INTO class VALUES(244);
INSERT INTO class VALUES(245);
INSERT INTO class VALUES(246);
INSERT INTO class VALUES(247);
INSERT INTO class VALUES(248);
INSERT INTO class VALUES(249);
INSERT INTO class VALUES(250);
INSERT INTO class VALUES(251);
INSERT INTO class VALUES(252);
INSERT INTO class VALUES(253);
INSERT INTO class VALUES(254);
INSERT INTO class VALUES(255);
DELETE FROM sqlite_sequence;
CREATE INDEX parameter_by_name ON parameter (name, config);
CREATE INDEX study_config_by_config ON study_config (config);
CREATE INDEX trial_by_config ON trial (config, seed);
CREATE INDEX trial_by_state ON trial (state);
CREATE INDEX study_trial_by_trial ON study_trial (trial);
CREATE INDEX note_by_trial ON note (trial);
CREATE INDEX decision_by_trial ON decision (trial);
CREATE INDEX event_by_trial ON event (trial);
CREATE VIEW stale_curve (study, config, epoch) AS SELECT NULL, NULL, NULL WHERE 0;
CREATE TRIGGER stale_curve_added INSTEAD OF INSERT ON stale_curve BEGIN
    DELETE FROM curve
    WHERE study = NEW.study AND config = NEW.config AND epoch = NEW.epoch;

    INSERT INTO curve
    SELECT NEW.study, NEW.config, NEW.epoch, split, n, accuracy,
        CASE WHEN n > 1 THEN sqrt(max(accuracy_squares
            - accuracy_sum * accuracy_sum / n, 0) / (n - 1)) END,
        accuracy_min,
        accuracy_max,
        CASE WHEN losses = n THEN loss END,
        CASE WHEN losses = n AND n > 1 THEN sqrt(max(loss_squares
            - loss_sum * loss_sum / n, 0) / (n - 1)) END
    FROM (
        SELECT
            split,
            count(*) AS n,
            count(loss) AS losses,
            avg(accuracy) AS accuracy,
            min(accuracy) AS accuracy_min,
            max(accuracy) AS accuracy_max,
            sum(accuracy - accuracy_origin) AS accuracy_sum,
            sum((accuracy - accuracy_origin) * (accuracy - accuracy_origin))
                AS accuracy_squares,
            avg(loss) AS loss,
            sum(loss - loss_origin) AS loss_sum,
            sum((loss - loss_origin) * (loss - loss_origin)) AS loss_squares
        FROM (
            SELECT
                split,
                accuracy,
                loss,
                min(accuracy) OVER (PARTITION BY split) AS accuracy_origin,
                min(loss) OVER (PARTITION BY split) AS loss_origin
            FROM (
                SELECT
                    split,
                    CASE split WHEN 'train' THEN train_accuracy
                        WHEN 'validation' THEN validation_accuracy
                        ELSE test_accuracy END AS accuracy,
                    CASE split WHEN 'train' THEN train_loss
                        WHEN 'validation' THEN validation_loss
                        ELSE test_loss END AS loss
                FROM trial t
                CROSS JOIN study_trial st
                CROSS JOIN epoch e
                CROSS JOIN (SELECT 'train' AS split UNION ALL
                    SELECT 'validation' UNION ALL SELECT 'test')
                WHERE t.config = NEW.config
                    AND st.study = NEW.study AND st.trial = t.id
                    AND st.phase = 'sweep'
                    AND e.trial = t.id AND e.epoch = NEW.epoch
            )
            WHERE accuracy IS NOT NULL
        )
        GROUP BY split
    );
END;
CREATE TRIGGER epoch_added AFTER INSERT ON epoch BEGIN
    INSERT INTO stale_curve
    SELECT st.study, t.config, NEW.epoch
    FROM trial t JOIN study_trial st ON st.trial = t.id
    WHERE t.id = NEW.trial;
END;
CREATE TRIGGER epoch_changed AFTER UPDATE ON epoch BEGIN
    INSERT INTO stale_curve
    SELECT st.study, t.config, e.epoch
    FROM trial t JOIN study_trial st ON st.trial = t.id
    JOIN (SELECT OLD.epoch AS epoch UNION SELECT NEW.epoch) e
    WHERE t.id IN (OLD.trial, NEW.trial);
END;
CREATE TRIGGER epoch_removed AFTER DELETE ON epoch BEGIN
    INSERT INTO stale_curve
    SELECT st.study, t.config, OLD.epoch
    FROM trial t JOIN study_trial st ON st.trial = t.id
    WHERE t.id = OLD.trial;
END;
CREATE TRIGGER study_trial_added AFTER INSERT ON study_trial BEGIN
    INSERT INTO stale_curve
    SELECT NEW.study, t.config, e.epoch
    FROM trial t JOIN epoch e ON e.trial = t.id WHERE t.id = NEW.trial;
END;
CREATE TRIGGER study_trial_moved AFTER UPDATE OF phase ON study_trial
WHEN OLD.phase <> NEW.phase BEGIN
    INSERT INTO stale_curve
    SELECT NEW.study, t.config, e.epoch
    FROM trial t JOIN epoch e ON e.trial = t.id WHERE t.id = NEW.trial;
END;
CREATE TRIGGER study_trial_removed AFTER DELETE ON study_trial BEGIN
    INSERT INTO stale_curve
    SELECT OLD.study, t.config, e.epoch
    FROM trial t JOIN epoch e ON e.trial = t.id WHERE t.id = OLD.trial;
END;
CREATE VIEW trials AS
SELECT
    t.name AS trial,
    s.name AS study,
    c.name AS config,
    sc.label,
    c.model,
    c.dataset,
    t.seed,
    st.phase,
    st.planned,
    t.state,
    (SELECT max(e.epoch) FROM epoch e WHERE e.trial = t.id) AS epochs,
    (SELECT sum(e.total_microseconds) / 1e6 FROM epoch e
     WHERE e.trial = t.id) AS seconds,
    (SELECT sum(e.images) * 1e6 / nullif(sum(e.microseconds), 0) FROM epoch e
     WHERE e.trial = t.id) AS images_per_second,
    (SELECT max(e.peak_bytes) FROM epoch e WHERE e.trial = t.id) AS peak_bytes,
    t.parameters,
    t.multiply_adds,
    c.validation_is_test,
    (SELECT count(*) FROM attempt a WHERE a.trial = t.id) AS attempts,
    (SELECT min(a.started) FROM attempt a WHERE a.trial = t.id) AS started,
    (SELECT max(a.ended) FROM attempt a WHERE a.trial = t.id) AS ended,
    t.message,
    t.signal,
    (SELECT group_concat(g.tag, ' ') FROM tag g WHERE g.trial = t.id) AS tags,
    t.training_seconds,
    t.tracking_seconds,
    t.metrics_digest,
    t.weights_digest,
    c.data_digest,
    sc.position AS config_position,
    st.position,
    c.json AS params
FROM study_trial st
JOIN trial t ON t.id = st.trial
JOIN config c ON c.id = t.config
JOIN study s ON s.id = st.study
JOIN study_config sc ON sc.study = st.study AND sc.config = t.config;
CREATE VIEW parameters AS
SELECT
    c.name AS config,
    p.name,
    p.kind,
    CASE WHEN p.kind IN ('integer', 'boolean') THEN CAST(p.number AS INTEGER)
         ELSE coalesce(p.number, p.text) END AS value,
    CASE WHEN p.kind = 'boolean' THEN iif(p.number, 'true', 'false')
         WHEN p.number IS NULL THEN p.text
         ELSE printf('%.15g', p.number) END AS written,
    p.number,
    p.text
FROM parameter p
JOIN config c ON c.id = p.config;
CREATE VIEW epochs AS
SELECT
    t.name AS trial,
    e.epoch,
    e.split,
    e.loss,
    e.accuracy,
    CASE WHEN e.loss IS NULL THEN 'nan' WHEN e.loss = 9e999 THEN 'inf'
         WHEN e.loss = -9e999 THEN '-inf' ELSE 'finite' END AS loss_kind,
    e.lr,
    e.microseconds / 1e6 AS seconds,
    e.total_microseconds / 1e6 AS total_seconds,
    e.images * 1e6 / nullif(e.microseconds, 0) AS images_per_second,
    e.peak_bytes
FROM (
    SELECT
        *,
        CASE split WHEN 'train' THEN train_loss
            WHEN 'validation' THEN validation_loss ELSE test_loss END AS loss,
        CASE split WHEN 'train' THEN train_accuracy
            WHEN 'validation' THEN validation_accuracy ELSE test_accuracy END
            AS accuracy
    FROM epoch
    JOIN (SELECT 'train' AS split UNION ALL SELECT 'validation'
        UNION ALL SELECT 'test')
) e
JOIN trial t ON t.id = e.trial
WHERE e.accuracy IS NOT NULL;
CREATE VIEW final AS
SELECT
    t.name AS trial,
    s.name AS study,
    c.name AS config,
    sc.label,
    c.model,
    c.dataset,
    t.seed,
    st.phase,
    t.state,
    CASE WHEN e.test_accuracy IS NOT NULL THEN 'test'
         WHEN e.validation_accuracy IS NOT NULL THEN 'validation'
         ELSE 'train' END AS split,
    e.epoch,
    CASE WHEN e.test_accuracy IS NOT NULL THEN e.test_loss
         WHEN e.validation_accuracy IS NOT NULL THEN e.validation_loss
         ELSE e.train_loss END AS loss,
    coalesce(e.test_accuracy, e.validation_accuracy, e.train_accuracy)
        AS accuracy,
    e.train_loss,
    e.train_accuracy,
    iif(c.validation_is_test, e.test_loss, e.validation_loss)
        AS validation_loss,
    iif(c.validation_is_test, e.test_accuracy, e.validation_accuracy)
        AS validation_accuracy,
    e.test_loss,
    e.test_accuracy,
    c.validation_is_test,
    t.parameters,
    t.multiply_adds,
    (SELECT sum(f.total_microseconds) / 1e6 FROM epoch f
     WHERE f.trial = t.id) AS seconds,
    sc.position AS config_position,
    st.position,
    c.json AS params
FROM study_trial st
JOIN trial t ON t.id = st.trial AND t.state IN ('done', 'pruned', 'diverged')
JOIN config c ON c.id = t.config
JOIN study s ON s.id = st.study
JOIN study_config sc ON sc.study = st.study AND sc.config = t.config
JOIN epoch e ON e.trial = t.id
    AND e.epoch = (SELECT max(l.epoch) FROM epoch l WHERE l.trial = t.id);
CREATE VIEW best AS
SELECT
    t.name AS trial,
    s.name AS study,
    c.name AS config,
    sc.label,
    c.model,
    c.dataset,
    t.seed,
    st.phase,
    t.state,
    e.epoch,
    CASE WHEN c.validation_is_test AND e.test_accuracy IS NOT NULL THEN 'test'
         WHEN e.validation_accuracy IS NOT NULL THEN 'validation'
         ELSE 'train' END AS chosen_by,
    e.train_loss,
    e.train_accuracy,
    iif(c.validation_is_test, e.test_loss, e.validation_loss)
        AS validation_loss,
    iif(c.validation_is_test, e.test_accuracy, e.validation_accuracy)
        AS validation_accuracy,
    e.test_loss,
    e.test_accuracy,
    c.validation_is_test,
    c.json AS params
FROM study_trial st
JOIN trial t ON t.id = st.trial
JOIN config c ON c.id = t.config
JOIN study s ON s.id = st.study
JOIN study_config sc ON sc.study = st.study AND sc.config = t.config
JOIN epoch e ON e.trial = t.id AND e.epoch = (
    SELECT epoch
    FROM (
        SELECT b.epoch, coalesce(
            iif(c.validation_is_test, b.test_accuracy, b.validation_accuracy),
            b.train_accuracy) AS score
        FROM epoch b WHERE b.trial = t.id
    )
    ORDER BY score DESC, epoch LIMIT 1);
CREATE VIEW curves AS
SELECT
    s.name AS study,
    c.name AS config,
    sc.label,
    c.model,
    v.split,
    v.epoch,
    v.n,
    v.accuracy,
    v.accuracy_sd,
    v.accuracy_min,
    v.accuracy_max,
    v.loss,
    v.loss_sd,
    c.validation_is_test,
    sc.position AS config_position
FROM study_config sc
JOIN study s ON s.id = sc.study
JOIN config c ON c.id = sc.config
JOIN curve v ON v.study = sc.study AND v.config = sc.config;
CREATE VIEW leaderboard AS
SELECT
    study,
    row_number() OVER (
        PARTITION BY study
        ORDER BY coalesce(validation_accuracy, train_accuracy) DESC,
            config_position) AS rank,
    config,
    label,
    model,
    dataset,
    split,
    n,
    accuracy,
    accuracy_sd,
    accuracy_min,
    accuracy_max,
    validation_accuracy,
    train_accuracy,
    diverged,
    validation_is_test,
    parameters,
    multiply_adds,
    seconds,
    config_position,
    params
FROM (
    SELECT
        study,
        config,
        label,
        model,
        dataset,
        split,
        count(*) AS n,
        mean AS accuracy,
        CASE WHEN count(*) > 1 THEN
            sqrt(sum((accuracy - mean) * (accuracy - mean)) / (count(*) - 1))
            END AS accuracy_sd,
        min(accuracy) AS accuracy_min,
        max(accuracy) AS accuracy_max,
        avg(validation_accuracy) AS validation_accuracy,
        avg(train_accuracy) AS train_accuracy,
        sum(state = 'diverged') AS diverged,
        validation_is_test,
        max(parameters) AS parameters,
        max(multiply_adds) AS multiply_adds,
        avg(seconds) AS seconds,
        config_position,
        params
    FROM (
        SELECT *, avg(accuracy) OVER (PARTITION BY study, config) AS mean
        FROM final WHERE state <> 'pruned' AND phase = 'sweep'
    )
    GROUP BY study, config
);
CREATE VIEW confirmed AS
SELECT
    f.study,
    b.rank,
    f.config,
    f.label,
    f.model,
    f.dataset,
    f.split,
    count(*) AS n,
    f.mean AS accuracy,
    CASE WHEN count(*) > 1 THEN
        sqrt(sum((f.accuracy - f.mean) * (f.accuracy - f.mean))
            / (count(*) - 1)) END AS accuracy_sd,
    min(f.accuracy) AS accuracy_min,
    max(f.accuracy) AS accuracy_max,
    avg(f.validation_accuracy) AS validation_accuracy,
    b.n AS sweep_n,
    b.accuracy AS sweep_accuracy,
    b.validation_accuracy AS sweep_validation_accuracy,
    sum(f.state = 'diverged') AS diverged,
    f.validation_is_test,
    f.config_position,
    f.params
FROM (
    SELECT *, avg(accuracy) OVER (PARTITION BY study, config) AS mean
    FROM final WHERE state <> 'pruned' AND phase = 'confirm'
) f
LEFT JOIN leaderboard b ON b.study = f.study AND b.config = f.config
GROUP BY f.study, f.config;
CREATE VIEW confusion AS
SELECT
    t.name AS trial,
    m.epoch,
    m.split,
    truth.class AS truth,
    predicted.class AS predicted,
    coalesce(n.count, 0) AS count
FROM confusion_matrix m
JOIN trial t ON t.id = m.trial
JOIN class truth ON truth.class < m.classes
JOIN class predicted ON predicted.class < m.classes
LEFT JOIN confusion_count n ON n.matrix = m.id AND n.truth = truth.class
    AND n.predicted = predicted.class;
CREATE VIEW per_class AS
SELECT
    trial,
    epoch,
    split,
    class,
    images,
    predicted,
    correct,
    correct * 1.0 / nullif(predicted, 0) AS precision,
    correct * 1.0 / nullif(images, 0) AS recall,
    2.0 * correct / nullif(images + predicted, 0) AS f1
FROM (
    SELECT
        t.name AS trial,
        m.epoch,
        m.split,
        class.class,
        (SELECT coalesce(sum(n.count), 0) FROM confusion_count n
         WHERE n.matrix = m.id AND n.truth = class.class) AS images,
        (SELECT coalesce(sum(n.count), 0) FROM confusion_count n
         WHERE n.matrix = m.id AND n.predicted = class.class) AS predicted,
        (SELECT coalesce(sum(n.count), 0) FROM confusion_count n
         WHERE n.matrix = m.id AND n.truth = class.class
             AND n.predicted = class.class) AS correct
    FROM confusion_matrix m
    JOIN trial t ON t.id = m.trial
    JOIN class ON class.class < m.classes
);
CREATE VIEW predictions AS
SELECT
    t.name AS trial,
    p.split,
    p.image,
    p.truth,
    p.predicted,
    p.second,
    p.truth = p.predicted AS correct,
    p.confidence,
    iif(p.truth = p.predicted, p.confidence, p.truth_probability)
        AS truth_probability
FROM prediction p
JOIN trial t ON t.id = p.trial;
CREATE VIEW studies AS
SELECT
    s.name AS study,
    s.description,
    (SELECT count(*) FROM study_config sc WHERE sc.study = s.id) AS configs,
    count(*) AS trials,
    sum(t.state = 'done') AS done,
    sum(t.state = 'running') AS running,
    sum(t.state IN ('failed', 'timeout')) AS failed,
    sum(t.state = 'diverged') AS diverged,
    sum(t.state = 'pruned') AS pruned,
    s.objective,
    s.goal,
    s.prune,
    s.created,
    o.file,
    o.yaml
FROM study s
JOIN source o ON o.id = s.source
JOIN study_trial st ON st.study = s.id
JOIN trial t ON t.id = st.trial
GROUP BY s.id;
CREATE VIEW attempts AS
SELECT t.name AS trial, a.number, a.started, a.ended, a.state, a.message,
    a.signal, e.json AS environment
FROM attempt a
JOIN trial t ON t.id = a.trial
JOIN environment e ON e.id = a.environment;
CREATE VIEW events AS
SELECT e.id AS event, e.at, t.name AS trial, e.kind, e.detail
FROM event e
LEFT JOIN trial t ON t.id = e.trial;
CREATE VIEW decisions AS
SELECT s.name AS study, t.name AS trial, d.rung, d.epoch, d.metric, d.value,
    d.rank, d.n, d.threshold, d.verdict, d.at
FROM decision d
JOIN study s ON s.id = d.study
JOIN trial t ON t.id = d.trial;
CREATE VIEW tags AS
SELECT g.tag, t.name AS trial
FROM tag g
JOIN trial t ON t.id = g.trial;
CREATE VIEW notes AS
SELECT n.id AS note, n.at, t.name AS trial, n.text
FROM note n
JOIN trial t ON t.id = n.trial;
CREATE VIEW expectations AS
SELECT *,
    CASE WHEN n > 0 THEN observed IS NOT NULL
        AND (at_least IS NULL OR observed >= at_least)
        AND (at_most IS NULL OR observed <= at_most)
        AND (value IS NULL OR abs(observed - value) <= within) END AS passed
FROM (
    SELECT
        s.name AS study,
        x.position,
        (SELECT group_concat(name || '=' || coalesce(number, text), ' ')
         FROM expectation_match WHERE expectation = x.id) AS matches,
        x.metric,
        x.value,
        x.within,
        x.at_least,
        x.at_most,
        x.line,
        count(o.trial) AS n,
        iif(count(o.metric) = count(o.trial), avg(o.metric), NULL) AS observed
    FROM expectation x
    JOIN study s ON s.id = x.study
    LEFT JOIN (
        SELECT
            y.id AS expectation,
            e.trial,
            CASE y.metric
                WHEN 'test/accuracy' THEN e.test_accuracy
                WHEN 'test/loss' THEN e.test_loss
                WHEN 'validation/accuracy' THEN iif(c.validation_is_test,
                    e.test_accuracy, e.validation_accuracy)
                WHEN 'validation/loss' THEN iif(c.validation_is_test,
                    e.test_loss, e.validation_loss)
                WHEN 'train/accuracy' THEN e.train_accuracy
                WHEN 'train/loss' THEN e.train_loss END AS metric
        FROM expectation y
        JOIN study_trial st ON st.study = y.study AND st.phase = 'sweep'
        JOIN trial t ON t.id = st.trial AND t.state IN ('done', 'diverged')
        JOIN config c ON c.id = t.config
        JOIN epoch e ON e.trial = t.id AND e.epoch = (
            SELECT max(l.epoch) FROM epoch l WHERE l.trial = t.id)
        WHERE NOT EXISTS (
            SELECT 1 FROM expectation_match m
            WHERE m.expectation = y.id AND NOT EXISTS (
                SELECT 1 FROM parameter p
                WHERE p.config = t.config AND p.name = m.name
                    AND p.number IS m.number AND p.text IS m.text))
    ) o ON o.expectation = x.id
    GROUP BY x.id
);
CREATE VIEW report_items AS
SELECT
    s.name AS study,
    i.position,
    i.kind,
    i.name,
    i.called,
    (SELECT group_concat(words, ', ') FROM (
        SELECT m.name || ' ' || group_concat(
            CASE m.kind WHEN 'boolean' THEN iif(m.number, 'true', 'false')
                ELSE coalesce(m.text, printf('%.15g', m.number)) END,
            ' or ') AS words
        FROM report_item_match m WHERE m.item = i.id GROUP BY m.name)) AS limits,
    CASE WHEN EXISTS (SELECT 1 FROM report_item_match m WHERE m.item = i.id)
    THEN (
        SELECT coalesce('["' || group_concat(c.name, '","') || '"]', '[]')
        FROM study_config sc
        JOIN config c ON c.id = sc.config
        WHERE sc.study = i.study AND NOT EXISTS (
            SELECT 1 FROM report_item_match m
            WHERE m.item = i.id AND NOT EXISTS (
                SELECT 1 FROM report_item_match a
                JOIN parameter p ON p.config = sc.config AND p.name = a.name
                    AND p.number IS a.number AND p.text IS a.text
                WHERE a.item = i.id AND a.name = m.name))
    ) END AS configs
FROM report_item i
JOIN study s ON s.id = i.study;
