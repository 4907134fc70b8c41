-- A database of schema version 3, as the last program that wrote it left it
-- (text that the sqlite3 shell's .dump gives).
PRAGMA application_id = 0x5144524C;
PRAGMA user_version = 3;
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    yaml TEXT NOT NULL,
    UNIQUE (yaml, file)
) STRICT;
INSERT INTO source VALUES(1,'old.yaml',replace('study: old\ndescription: What version 3 of the record held\nbase:\n  dataset: {name: digits, train_count: 60, test_count: 20}\n  validation: {last: 20}\n  epochs: 2\n  batch_size: 20\n  model:\n    name: own\n    layers:\n      - flatten\n      - dense: {units: classes}\nsweep:\n  grid:\n    optimizer.lr: [0.001, 0.01]\nseeds: 3\nconfirm: {top: 1, seeds: [101]}\nreport:\n  - {table: accuracy, name: fast, only: {optimizer.lr: 0.01}}\n','\n',char(10)));
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
INSERT INTO study VALUES(1,'old','What version 3 of the record held',1,'2026-11-26T13:21:33.770Z','validation/accuracy','max',NULL);
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
INSERT INTO config VALUES(1,'cb9f61a7','cb9f61a75ff5005ec74b3335fefd748a41d5f3bbab2c1c95d6dc979419e47115','{"augment":{"rotate":0,"shear":0,"shift_x":0,"shift_y":0,"zoom":0},"batch_size":20,"dataset":{"name":"digits","seed":1,"test_count":20,"train_count":60},"epochs":2,"init":"keras","input":{"channels":0,"normalize":"unit","resize":"bilinear","size":0},"loss":{"clipped":false,"label_smoothing":0,"name":"cross_entropy"},"model":{"layers":[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}],"name":"own"},"optimizer":{"beta1":0.9,"beta2":0.999,"epsilon":1e-07,"lr":0.001,"name":"adam","weight_decay":0},"schedule":{"name":"constant","warmup":0},"test_size":0,"train_size":0,"validation":{"last":20,"name":"last"}}','own','digits','7d2acdb06f6bd4e11abc75429e4ddb30a56abd27f8b3b4b41e930d1027decd53',0);
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
INSERT INTO parameter VALUES(1,'optimizer.lr','number',0.0010000000000000000208,NULL);
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
INSERT INTO study_config VALUES(1,1,'optimizer.lr=0.001',0);
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
INSERT INTO trial VALUES(1,'144d0750','144d07502a83f1d48e904bdea6539e7e480ae9509cf5f527126178efa45d3c7a',1,1,'done',NULL,NULL,7850,7840,0.020258951002688263542,0.012586568998652909734,'bcdfda2d4188c7ada3c56281a9064dd1e139aa9650bc8d60d695e011999f1775','b8dcccdeb933a70b3648cc48090693d32c10c1d301c90ea93e204f1090e36732');
INSERT INTO trial VALUES(2,'44765e2f','44765e2fa98ad6092d2361783fba65b6b20102577a1e33b7c8b2b21ec45325ad',1,2,'done',NULL,NULL,7850,7840,0.00024612399829493369907,0.020096298998264948421,'1b6ac086c94d410547bd7aab061c6afd9d4a3cec16a35a82c8e38ba22a972323','b200997197c328e58d4d7932ba4628e1ef1324939f009e6cb09a3bbe594497f8');
INSERT INTO trial VALUES(3,'7fea136a','7fea136adc4388812e7a80d0f6c650098487c45f764a0adb73b2b5af16213ab9',1,3,'done',NULL,NULL,7850,7840,0.00024119699810398742556,0.018379984999395932582,'5d540383482b1c643031d2109a526e7c8a2582b9adc21f98a6dbc9477c5293a4','31082c1e90f55fe96cc57ad719c647c143108a6f27b5504e2e15197b503433f4');
INSERT INTO trial VALUES(4,'b177596f','b177596f6edda3c3c8dd88f64846390a56b58ad2aa3deb88377453926e53b7ca',2,1,'done',NULL,NULL,7850,7840,0.00024713599850656464695,0.013052811999572580189,'95b42bd56f7de133147757958247a9b8b032c0f9e288c8c4d204f2ced8af7f3c','4048bb4ad4dd53ffd4842bb960b9a2eeced8167302f19fc6d391c7832d94aab7');
INSERT INTO trial VALUES(5,'56ea2d53','56ea2d53e13ffc11de0ec61e91f5265d3380e6ea36bf6aa725517d9e7c92f886',2,2,'done',NULL,NULL,7850,7840,0.00023003100068308413028,0.011810821000592375967,'c45f6dbe22f43797097c90d61575e7cc5aae0f2c857ac55e04775fe6e4a574d0','d3bb88d706ed2047a7c30eec669b2795b078d2dcd9ba09fac1181f7eae83f458');
INSERT INTO trial VALUES(6,'d1de4c3c','d1de4c3c5ca8b2a58ff5734c9e409ded1dda562aa50191fed938d5dc1045de31',2,3,'done',NULL,NULL,7850,7840,0.00024489300085406284779,0.019292368999362298487,'0b4deb6614df6f017271823a0f957c4c4c5a885b950262c80676ca16b744362e','b6d8df0c6b1dfc5e867a1cb1d50ea715f60b405dbfb1288ee536aede928d1c39');
INSERT INTO trial VALUES(7,'7eb5263f','7eb5263f73252ecce29a96f088ffcbdaa1f88b5a769b9bb83762c5cdb29501cf',2,101,'done',NULL,NULL,7850,7840,0.00026815600176632869988,0.022172122999609460147,'a0897cf8b979b74e7674ab3551a473f288c6985e8065d26745ea5952ef0cec59','9e0181b6b685ad044e04ddd9270a8c21a3a85f5e36a29a841494ac7ad24b8eae');
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
INSERT INTO study_trial VALUES(1,5,1,4,'sweep',1,NULL);
INSERT INTO study_trial VALUES(1,6,1,5,'sweep',1,NULL);
INSERT INTO study_trial VALUES(1,7,1,6,'confirm',1,NULL);
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
INSERT INTO report_item VALUES(1,1,0,'table','accuracy','fast');
CREATE TABLE report_item_match (
    item INTEGER NOT NULL REFERENCES report_item ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    number REAL,
    text TEXT,
    UNIQUE (item, name, number, text)
) STRICT;
INSERT INTO report_item_match VALUES(1,'optimizer.lr','number',0.010000000000000000208,NULL);
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
INSERT INTO environment VALUES(2,'{"host":"here","threads":2}');
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
INSERT INTO attempt VALUES(1,1,1,'2026-11-26T13:21:33.799Z','2026-11-26T13:21:33.974Z','done',NULL,NULL);
INSERT INTO attempt VALUES(2,1,1,'2026-11-26T13:21:33.925Z','2026-11-26T13:21:34.070Z','done',NULL,NULL);
INSERT INTO attempt VALUES(3,1,1,'2026-11-26T13:21:34.002Z','2026-11-26T13:21:34.159Z','done',NULL,NULL);
INSERT INTO attempt VALUES(4,1,1,'2026-11-26T13:21:34.118Z','2026-11-26T13:21:34.262Z','done',NULL,NULL);
INSERT INTO attempt VALUES(5,1,1,'2026-11-26T13:21:34.182Z','2026-11-26T13:21:34.352Z','done',NULL,NULL);
INSERT INTO attempt VALUES(6,1,1,'2026-11-26T13:21:34.282Z','2026-11-26T13:21:34.430Z','done',NULL,NULL);
INSERT INTO attempt VALUES(7,1,2,'2026-11-26T13:21:34.479Z','2026-11-26T13:21:34.602Z','done',NULL,NULL);
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
INSERT INTO epoch VALUES(1,1,2.4654826856385496647,0.050000000000000002775,2.4776621600529353806,0.050000000000000002775,NULL,NULL,0.0010000000000000000208,40,108,129,13344768);
INSERT INTO epoch VALUES(1,2,2.3416152642533498706,0.125,2.4290366092085942106,0.10000000000000000555,2.3313666494053029154,0.14999999999999999444,0.0010000000000000000208,40,20151,20186,15552512);
INSERT INTO epoch VALUES(2,1,2.3243069906327633589,0.125,2.4136118099373171652,0.14999999999999999444,NULL,NULL,0.0010000000000000000208,40,141,162,13328384);
INSERT INTO epoch VALUES(2,2,2.2100395231846707844,0.14999999999999999444,2.3645255870475456738,0.14999999999999999444,2.356174842774188427,0.14999999999999999444,0.0010000000000000000208,40,105,140,15671296);
INSERT INTO epoch VALUES(3,1,2.401136695963328016,0.0,2.3913781115271142141,0.14999999999999999444,NULL,NULL,0.0010000000000000000208,40,127,148,13283328);
INSERT INTO epoch VALUES(3,2,2.2765913555242032195,0.025000000000000001387,2.3390146835163250216,0.14999999999999999444,2.4379724265555755557,0.050000000000000002775,0.0010000000000000000208,40,114,146,15622144);
INSERT INTO epoch VALUES(4,1,2.545850645555372882,0.10000000000000000555,2.2435857908664340598,0.25,NULL,NULL,0.010000000000000000208,40,173,193,13258752);
INSERT INTO epoch VALUES(4,2,1.5705485891209705062,0.6750000000000000444,1.9614027398124374013,0.34999999999999997779,1.8245840467522724814,0.5,0.010000000000000000208,40,74,105,13520896);
INSERT INTO epoch VALUES(5,1,2.3033031774055441331,0.125,2.102101124549424771,0.25,NULL,NULL,0.010000000000000000208,40,134,156,13357056);
INSERT INTO epoch VALUES(5,2,1.4308468004780325877,0.6500000000000000222,1.8951329676361567955,0.34999999999999997779,1.8058714992027813384,0.34999999999999997779,0.010000000000000000208,40,96,131,15564800);
INSERT INTO epoch VALUES(6,1,2.3752544403363557989,0.074999999999999997224,2.0584280234282936739,0.4500000000000000111,NULL,NULL,0.010000000000000000208,40,137,159,13393920);
INSERT INTO epoch VALUES(6,2,1.3898593722086667323,0.75,1.806263352139017897,0.4000000000000000222,1.845564828879595165,0.4000000000000000222,0.010000000000000000208,40,108,143,15601664);
INSERT INTO epoch VALUES(7,1,2.3552540210171843959,0.14999999999999999444,1.935631343361157608,0.25,NULL,NULL,0.010000000000000000208,40,155,221,13312000);
INSERT INTO epoch VALUES(7,2,1.48214581878828211,0.69999999999999995559,1.7356958020277399867,0.34999999999999997779,1.7535711907923410279,0.4500000000000000111,0.010000000000000000208,40,114,152,15519744);
CREATE TABLE checkpoint (
    trial INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    path TEXT NOT NULL, -- from the database's folder
    digest TEXT NOT NULL, -- SHA-256
    bytes INTEGER NOT NULL,
    PRIMARY KEY (trial, epoch),
    FOREIGN KEY (trial, epoch) REFERENCES epoch ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO checkpoint VALUES(1,1,'v3.checkpoints/144d07502a83f1d4/epoch-0001.safetensors','8041eb5a4033340d65ac012272e7192285bd495ba39b1b89ba56b45ae91aa7d3',94960);
INSERT INTO checkpoint VALUES(1,2,'v3.checkpoints/144d07502a83f1d4/epoch-0002.safetensors','322a04772cc69fa88e3cc0a3d6d43d0b765b4f3db81e08f1801276086b231293',94960);
INSERT INTO checkpoint VALUES(2,1,'v3.checkpoints/44765e2fa98ad609/epoch-0001.safetensors','e23bf185bf05d0b481b9dc393e44865e7c794b896f6fe4fb2ec04f052cfedd6e',94960);
INSERT INTO checkpoint VALUES(2,2,'v3.checkpoints/44765e2fa98ad609/epoch-0002.safetensors','940af7e72441eee7ae5b0a0959da7d6bc6bda12201003854654e89c7d2d232e9',94960);
INSERT INTO checkpoint VALUES(3,1,'v3.checkpoints/7fea136adc438881/epoch-0001.safetensors','b73f9d0b9fc32693c297cbc82452690a00056c10099e954ee8e342646f4b449b',94960);
INSERT INTO checkpoint VALUES(3,2,'v3.checkpoints/7fea136adc438881/epoch-0002.safetensors','4bb63f2cf2e3a8786c54f1082e3fa949618d2e9b8f4d93ec9ee95d125a83ce6f',94960);
INSERT INTO checkpoint VALUES(4,1,'v3.checkpoints/b177596f6edda3c3/epoch-0001.safetensors','48669c9c24ecb76b14ca38332aa11117f1994fb3b7f6e63b5d13ca631da57b76',94960);
INSERT INTO checkpoint VALUES(4,2,'v3.checkpoints/b177596f6edda3c3/epoch-0002.safetensors','f764bda056c971b0b080d86160bed1fed9bf5a2be775de11c960969b7025a3e5',94960);
INSERT INTO checkpoint VALUES(5,1,'v3.checkpoints/56ea2d53e13ffc11/epoch-0001.safetensors','815f94be5db2bbd7f2616a75a28cc83ea5a690fc12a93124a7c241bf818da74b',94960);
INSERT INTO checkpoint VALUES(5,2,'v3.checkpoints/56ea2d53e13ffc11/epoch-0002.safetensors','e6dedb6a84cf1214a120f2bc8c3312a0471c79226dab214c41f16d8a107c1e3a',94960);
INSERT INTO checkpoint VALUES(6,1,'v3.checkpoints/d1de4c3c5ca8b2a5/epoch-0001.safetensors','cebed9bb92696cdccc991e680300f9209177144993519810f13078bf388fcde1',94960);
INSERT INTO checkpoint VALUES(6,2,'v3.checkpoints/d1de4c3c5ca8b2a5/epoch-0002.safetensors','adbd6687d444717a8760c9371cf9642cbe2ef566a4b0807af7e68ad14134948d',94960);
INSERT INTO checkpoint VALUES(7,1,'v3.checkpoints/7eb5263f73252ecc/epoch-0001.safetensors','429e29c6dbba09f1fbc12628e7ea06b2c35694d6d9ec3ee9cc0ca03bdc02be04',94960);
INSERT INTO checkpoint VALUES(7,2,'v3.checkpoints/7eb5263f73252ecc/epoch-0002.safetensors','6493cb7af0fccca04b6078bfcf981b7a8903ca7a66c42780d868c1a465060958',94960);
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
INSERT INTO confusion_matrix VALUES(13,5,1,'validation',10,20);
INSERT INTO confusion_matrix VALUES(14,5,2,'validation',10,20);
INSERT INTO confusion_matrix VALUES(15,5,2,'test',10,20);
INSERT INTO confusion_matrix VALUES(16,6,1,'validation',10,20);
INSERT INTO confusion_matrix VALUES(17,6,2,'validation',10,20);
INSERT INTO confusion_matrix VALUES(18,6,2,'test',10,20);
INSERT INTO confusion_matrix VALUES(19,7,1,'validation',10,20);
INSERT INTO confusion_matrix VALUES(20,7,2,'validation',10,20);
INSERT INTO confusion_matrix VALUES(21,7,2,'test',10,20);
CREATE TABLE confusion_count (
    matrix INTEGER NOT NULL REFERENCES confusion_matrix ON DELETE CASCADE,
    truth INTEGER NOT NULL,
    predicted INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (matrix, truth, predicted)
) STRICT, WITHOUT ROWID;
INSERT INTO confusion_count VALUES(1,0,3,1);
INSERT INTO confusion_count VALUES(1,0,8,1);
INSERT INTO confusion_count VALUES(1,1,0,1);
INSERT INTO confusion_count VALUES(1,1,4,1);
INSERT INTO confusion_count VALUES(1,2,6,1);
INSERT INTO confusion_count VALUES(1,2,8,1);
INSERT INTO confusion_count VALUES(1,3,6,1);
INSERT INTO confusion_count VALUES(1,3,8,1);
INSERT INTO confusion_count VALUES(1,4,0,1);
INSERT INTO confusion_count VALUES(1,4,3,1);
INSERT INTO confusion_count VALUES(1,5,6,2);
INSERT INTO confusion_count VALUES(1,6,8,2);
INSERT INTO confusion_count VALUES(1,7,3,1);
INSERT INTO confusion_count VALUES(1,7,6,1);
INSERT INTO confusion_count VALUES(1,8,3,1);
INSERT INTO confusion_count VALUES(1,8,8,1);
INSERT INTO confusion_count VALUES(1,9,0,2);
INSERT INTO confusion_count VALUES(2,0,3,1);
INSERT INTO confusion_count VALUES(2,0,8,1);
INSERT INTO confusion_count VALUES(2,1,0,1);
INSERT INTO confusion_count VALUES(2,1,4,1);
INSERT INTO confusion_count VALUES(2,2,6,1);
INSERT INTO confusion_count VALUES(2,2,8,1);
INSERT INTO confusion_count VALUES(2,3,8,2);
INSERT INTO confusion_count VALUES(2,4,0,1);
INSERT INTO confusion_count VALUES(2,4,3,1);
INSERT INTO confusion_count VALUES(2,5,0,1);
INSERT INTO confusion_count VALUES(2,5,6,1);
INSERT INTO confusion_count VALUES(2,6,8,2);
INSERT INTO confusion_count VALUES(2,7,3,1);
INSERT INTO confusion_count VALUES(2,7,6,1);
INSERT INTO confusion_count VALUES(2,8,8,2);
INSERT INTO confusion_count VALUES(2,9,0,2);
INSERT INTO confusion_count VALUES(3,0,6,1);
INSERT INTO confusion_count VALUES(3,0,8,1);
INSERT INTO confusion_count VALUES(3,1,1,1);
INSERT INTO confusion_count VALUES(3,1,4,1);
INSERT INTO confusion_count VALUES(3,2,0,1);
INSERT INTO confusion_count VALUES(3,2,2,1);
INSERT INTO confusion_count VALUES(3,3,8,2);
INSERT INTO confusion_count VALUES(3,4,2,2);
INSERT INTO confusion_count VALUES(3,5,2,1);
INSERT INTO confusion_count VALUES(3,5,8,1);
INSERT INTO confusion_count VALUES(3,6,0,1);
INSERT INTO confusion_count VALUES(3,6,8,1);
INSERT INTO confusion_count VALUES(3,7,2,1);
INSERT INTO confusion_count VALUES(3,7,8,1);
INSERT INTO confusion_count VALUES(3,8,0,1);
INSERT INTO confusion_count VALUES(3,8,8,1);
INSERT INTO confusion_count VALUES(3,9,3,1);
INSERT INTO confusion_count VALUES(3,9,8,1);
INSERT INTO confusion_count VALUES(4,0,2,2);
INSERT INTO confusion_count VALUES(4,1,3,2);
INSERT INTO confusion_count VALUES(4,2,1,1);
INSERT INTO confusion_count VALUES(4,2,9,1);
INSERT INTO confusion_count VALUES(4,3,3,1);
INSERT INTO confusion_count VALUES(4,3,8,1);
INSERT INTO confusion_count VALUES(4,4,8,1);
INSERT INTO confusion_count VALUES(4,4,9,1);
INSERT INTO confusion_count VALUES(4,5,1,1);
INSERT INTO confusion_count VALUES(4,5,2,1);
INSERT INTO confusion_count VALUES(4,6,4,1);
INSERT INTO confusion_count VALUES(4,6,9,1);
INSERT INTO confusion_count VALUES(4,7,5,1);
INSERT INTO confusion_count VALUES(4,7,9,1);
INSERT INTO confusion_count VALUES(4,8,8,2);
INSERT INTO confusion_count VALUES(4,9,8,2);
INSERT INTO confusion_count VALUES(5,0,2,1);
INSERT INTO confusion_count VALUES(5,0,8,1);
INSERT INTO confusion_count VALUES(5,1,3,2);
INSERT INTO confusion_count VALUES(5,2,0,1);
INSERT INTO confusion_count VALUES(5,2,1,1);
INSERT INTO confusion_count VALUES(5,3,3,1);
INSERT INTO confusion_count VALUES(5,3,8,1);
INSERT INTO confusion_count VALUES(5,4,8,1);
INSERT INTO confusion_count VALUES(5,4,9,1);
INSERT INTO confusion_count VALUES(5,5,1,1);
INSERT INTO confusion_count VALUES(5,5,2,1);
INSERT INTO confusion_count VALUES(5,6,4,1);
INSERT INTO confusion_count VALUES(5,6,9,1);
INSERT INTO confusion_count VALUES(5,7,5,1);
INSERT INTO confusion_count VALUES(5,7,9,1);
INSERT INTO confusion_count VALUES(5,8,8,2);
INSERT INTO confusion_count VALUES(5,9,8,2);
INSERT INTO confusion_count VALUES(6,0,0,1);
INSERT INTO confusion_count VALUES(6,0,8,1);
INSERT INTO confusion_count VALUES(6,1,2,1);
INSERT INTO confusion_count VALUES(6,1,3,1);
INSERT INTO confusion_count VALUES(6,2,1,1);
INSERT INTO confusion_count VALUES(6,2,3,1);
INSERT INTO confusion_count VALUES(6,3,8,2);
INSERT INTO confusion_count VALUES(6,4,0,1);
INSERT INTO confusion_count VALUES(6,4,1,1);
INSERT INTO confusion_count VALUES(6,5,4,1);
INSERT INTO confusion_count VALUES(6,5,8,1);
INSERT INTO confusion_count VALUES(6,6,1,1);
INSERT INTO confusion_count VALUES(6,6,8,1);
INSERT INTO confusion_count VALUES(6,7,0,1);
INSERT INTO confusion_count VALUES(6,7,8,1);
INSERT INTO confusion_count VALUES(6,8,2,1);
INSERT INTO confusion_count VALUES(6,8,8,1);
INSERT INTO confusion_count VALUES(6,9,2,1);
INSERT INTO confusion_count VALUES(6,9,9,1);
INSERT INTO confusion_count VALUES(7,0,3,1);
INSERT INTO confusion_count VALUES(7,0,7,1);
INSERT INTO confusion_count VALUES(7,1,1,1);
INSERT INTO confusion_count VALUES(7,1,7,1);
INSERT INTO confusion_count VALUES(7,2,0,1);
INSERT INTO confusion_count VALUES(7,2,7,1);
INSERT INTO confusion_count VALUES(7,3,2,1);
INSERT INTO confusion_count VALUES(7,3,4,1);
INSERT INTO confusion_count VALUES(7,4,4,1);
INSERT INTO confusion_count VALUES(7,4,7,1);
INSERT INTO confusion_count VALUES(7,5,2,1);
INSERT INTO confusion_count VALUES(7,5,4,1);
INSERT INTO confusion_count VALUES(7,6,4,1);
INSERT INTO confusion_count VALUES(7,6,7,1);
INSERT INTO confusion_count VALUES(7,7,2,1);
INSERT INTO confusion_count VALUES(7,7,7,1);
INSERT INTO confusion_count VALUES(7,8,4,2);
INSERT INTO confusion_count VALUES(7,9,4,1);
INSERT INTO confusion_count VALUES(7,9,7,1);
INSERT INTO confusion_count VALUES(8,0,3,1);
INSERT INTO confusion_count VALUES(8,0,7,1);
INSERT INTO confusion_count VALUES(8,1,1,1);
INSERT INTO confusion_count VALUES(8,1,7,1);
INSERT INTO confusion_count VALUES(8,2,0,1);
INSERT INTO confusion_count VALUES(8,2,7,1);
INSERT INTO confusion_count VALUES(8,3,2,1);
INSERT INTO confusion_count VALUES(8,3,4,1);
INSERT INTO confusion_count VALUES(8,4,4,1);
INSERT INTO confusion_count VALUES(8,4,7,1);
INSERT INTO confusion_count VALUES(8,5,2,1);
INSERT INTO confusion_count VALUES(8,5,4,1);
INSERT INTO confusion_count VALUES(8,6,4,1);
INSERT INTO confusion_count VALUES(8,6,7,1);
INSERT INTO confusion_count VALUES(8,7,7,1);
INSERT INTO confusion_count VALUES(8,7,9,1);
INSERT INTO confusion_count VALUES(8,8,4,2);
INSERT INTO confusion_count VALUES(8,9,6,1);
INSERT INTO confusion_count VALUES(8,9,7,1);
INSERT INTO confusion_count VALUES(9,0,4,1);
INSERT INTO confusion_count VALUES(9,0,7,1);
INSERT INTO confusion_count VALUES(9,1,4,1);
INSERT INTO confusion_count VALUES(9,1,7,1);
INSERT INTO confusion_count VALUES(9,2,0,1);
INSERT INTO confusion_count VALUES(9,2,4,1);
INSERT INTO confusion_count VALUES(9,3,2,1);
INSERT INTO confusion_count VALUES(9,3,4,1);
INSERT INTO confusion_count VALUES(9,4,2,1);
INSERT INTO confusion_count VALUES(9,4,4,1);
INSERT INTO confusion_count VALUES(9,5,2,1);
INSERT INTO confusion_count VALUES(9,5,4,1);
INSERT INTO confusion_count VALUES(9,6,0,1);
INSERT INTO confusion_count VALUES(9,6,4,1);
INSERT INTO confusion_count VALUES(9,7,4,1);
INSERT INTO confusion_count VALUES(9,7,9,1);
INSERT INTO confusion_count VALUES(9,8,0,1);
INSERT INTO confusion_count VALUES(9,8,4,1);
INSERT INTO confusion_count VALUES(9,9,2,1);
INSERT INTO confusion_count VALUES(9,9,6,1);
INSERT INTO confusion_count VALUES(10,0,0,1);
INSERT INTO confusion_count VALUES(10,0,8,1);
INSERT INTO confusion_count VALUES(10,1,1,2);
INSERT INTO confusion_count VALUES(10,2,0,1);
INSERT INTO confusion_count VALUES(10,2,7,1);
INSERT INTO confusion_count VALUES(10,3,8,2);
INSERT INTO confusion_count VALUES(10,4,9,2);
INSERT INTO confusion_count VALUES(10,5,7,1);
INSERT INTO confusion_count VALUES(10,5,9,1);
INSERT INTO confusion_count VALUES(10,6,1,1);
INSERT INTO confusion_count VALUES(10,6,8,1);
INSERT INTO confusion_count VALUES(10,7,9,2);
INSERT INTO confusion_count VALUES(10,8,8,1);
INSERT INTO confusion_count VALUES(10,8,9,1);
INSERT INTO confusion_count VALUES(10,9,7,1);
INSERT INTO confusion_count VALUES(10,9,9,1);
INSERT INTO confusion_count VALUES(11,0,0,2);
INSERT INTO confusion_count VALUES(11,1,1,2);
INSERT INTO confusion_count VALUES(11,2,0,1);
INSERT INTO confusion_count VALUES(11,2,2,1);
INSERT INTO confusion_count VALUES(11,3,8,2);
INSERT INTO confusion_count VALUES(11,4,9,2);
INSERT INTO confusion_count VALUES(11,5,0,2);
INSERT INTO confusion_count VALUES(11,6,1,1);
INSERT INTO confusion_count VALUES(11,6,8,1);
INSERT INTO confusion_count VALUES(11,7,7,1);
INSERT INTO confusion_count VALUES(11,7,9,1);
INSERT INTO confusion_count VALUES(11,8,8,1);
INSERT INTO confusion_count VALUES(11,8,9,1);
INSERT INTO confusion_count VALUES(11,9,7,2);
INSERT INTO confusion_count VALUES(12,0,0,1);
INSERT INTO confusion_count VALUES(12,0,8,1);
INSERT INTO confusion_count VALUES(12,1,1,2);
INSERT INTO confusion_count VALUES(12,2,2,2);
INSERT INTO confusion_count VALUES(12,3,8,2);
INSERT INTO confusion_count VALUES(12,4,2,1);
INSERT INTO confusion_count VALUES(12,4,4,1);
INSERT INTO confusion_count VALUES(12,5,8,2);
INSERT INTO confusion_count VALUES(12,6,0,1);
INSERT INTO confusion_count VALUES(12,6,6,1);
INSERT INTO confusion_count VALUES(12,7,7,1);
INSERT INTO confusion_count VALUES(12,7,9,1);
INSERT INTO confusion_count VALUES(12,8,0,1);
INSERT INTO confusion_count VALUES(12,8,8,1);
INSERT INTO confusion_count VALUES(12,9,8,1);
INSERT INTO confusion_count VALUES(12,9,9,1);
INSERT INTO confusion_count VALUES(13,0,0,2);
INSERT INTO confusion_count VALUES(13,1,3,2);
INSERT INTO confusion_count VALUES(13,2,0,1);
INSERT INTO confusion_count VALUES(13,2,2,1);
INSERT INTO confusion_count VALUES(13,3,3,1);
INSERT INTO confusion_count VALUES(13,3,5,1);
INSERT INTO confusion_count VALUES(13,4,8,1);
INSERT INTO confusion_count VALUES(13,4,9,1);
INSERT INTO confusion_count VALUES(13,5,0,1);
INSERT INTO confusion_count VALUES(13,5,2,1);
INSERT INTO confusion_count VALUES(13,6,4,1);
INSERT INTO confusion_count VALUES(13,6,9,1);
INSERT INTO confusion_count VALUES(13,7,9,2);
INSERT INTO confusion_count VALUES(13,8,2,1);
INSERT INTO confusion_count VALUES(13,8,8,1);
INSERT INTO confusion_count VALUES(13,9,7,2);
INSERT INTO confusion_count VALUES(14,0,0,2);
INSERT INTO confusion_count VALUES(14,1,3,1);
INSERT INTO confusion_count VALUES(14,1,7,1);
INSERT INTO confusion_count VALUES(14,2,0,1);
INSERT INTO confusion_count VALUES(14,2,2,1);
INSERT INTO confusion_count VALUES(14,3,3,1);
INSERT INTO confusion_count VALUES(14,3,5,1);
INSERT INTO confusion_count VALUES(14,4,8,1);
INSERT INTO confusion_count VALUES(14,4,9,1);
INSERT INTO confusion_count VALUES(14,5,0,1);
INSERT INTO confusion_count VALUES(14,5,6,1);
INSERT INTO confusion_count VALUES(14,6,8,2);
INSERT INTO confusion_count VALUES(14,7,7,1);
INSERT INTO confusion_count VALUES(14,7,9,1);
INSERT INTO confusion_count VALUES(14,8,8,2);
INSERT INTO confusion_count VALUES(14,9,7,2);
INSERT INTO confusion_count VALUES(15,0,0,1);
INSERT INTO confusion_count VALUES(15,0,8,1);
INSERT INTO confusion_count VALUES(15,1,3,1);
INSERT INTO confusion_count VALUES(15,1,8,1);
INSERT INTO confusion_count VALUES(15,2,2,1);
INSERT INTO confusion_count VALUES(15,2,8,1);
INSERT INTO confusion_count VALUES(15,3,8,2);
INSERT INTO confusion_count VALUES(15,4,0,1);
INSERT INTO confusion_count VALUES(15,4,8,1);
INSERT INTO confusion_count VALUES(15,5,8,2);
INSERT INTO confusion_count VALUES(15,6,0,1);
INSERT INTO confusion_count VALUES(15,6,6,1);
INSERT INTO confusion_count VALUES(15,7,7,2);
INSERT INTO confusion_count VALUES(15,8,2,1);
INSERT INTO confusion_count VALUES(15,8,8,1);
INSERT INTO confusion_count VALUES(15,9,7,1);
INSERT INTO confusion_count VALUES(15,9,9,1);
INSERT INTO confusion_count VALUES(16,0,2,1);
INSERT INTO confusion_count VALUES(16,0,7,1);
INSERT INTO confusion_count VALUES(16,1,1,2);
INSERT INTO confusion_count VALUES(16,2,2,2);
INSERT INTO confusion_count VALUES(16,3,1,1);
INSERT INTO confusion_count VALUES(16,3,3,1);
INSERT INTO confusion_count VALUES(16,4,7,1);
INSERT INTO confusion_count VALUES(16,4,8,1);
INSERT INTO confusion_count VALUES(16,5,3,1);
INSERT INTO confusion_count VALUES(16,5,5,1);
INSERT INTO confusion_count VALUES(16,6,7,1);
INSERT INTO confusion_count VALUES(16,6,8,1);
INSERT INTO confusion_count VALUES(16,7,7,1);
INSERT INTO confusion_count VALUES(16,7,9,1);
INSERT INTO confusion_count VALUES(16,8,8,2);
INSERT INTO confusion_count VALUES(16,9,7,2);
INSERT INTO confusion_count VALUES(17,0,0,1);
INSERT INTO confusion_count VALUES(17,0,5,1);
INSERT INTO confusion_count VALUES(17,1,1,2);
INSERT INTO confusion_count VALUES(17,2,0,1);
INSERT INTO confusion_count VALUES(17,2,2,1);
INSERT INTO confusion_count VALUES(17,3,5,2);
INSERT INTO confusion_count VALUES(17,4,8,1);
INSERT INTO confusion_count VALUES(17,4,9,1);
INSERT INTO confusion_count VALUES(17,5,5,1);
INSERT INTO confusion_count VALUES(17,5,6,1);
INSERT INTO confusion_count VALUES(17,6,8,2);
INSERT INTO confusion_count VALUES(17,7,7,1);
INSERT INTO confusion_count VALUES(17,7,9,1);
INSERT INTO confusion_count VALUES(17,8,8,2);
INSERT INTO confusion_count VALUES(17,9,6,1);
INSERT INTO confusion_count VALUES(17,9,7,1);
INSERT INTO confusion_count VALUES(18,0,0,1);
INSERT INTO confusion_count VALUES(18,0,8,1);
INSERT INTO confusion_count VALUES(18,1,1,2);
INSERT INTO confusion_count VALUES(18,2,2,1);
INSERT INTO confusion_count VALUES(18,2,8,1);
INSERT INTO confusion_count VALUES(18,3,8,2);
INSERT INTO confusion_count VALUES(18,4,5,1);
INSERT INTO confusion_count VALUES(18,4,9,1);
INSERT INTO confusion_count VALUES(18,5,8,2);
INSERT INTO confusion_count VALUES(18,6,0,1);
INSERT INTO confusion_count VALUES(18,6,6,1);
INSERT INTO confusion_count VALUES(18,7,7,1);
INSERT INTO confusion_count VALUES(18,7,9,1);
INSERT INTO confusion_count VALUES(18,8,2,1);
INSERT INTO confusion_count VALUES(18,8,8,1);
INSERT INTO confusion_count VALUES(18,9,1,1);
INSERT INTO confusion_count VALUES(18,9,9,1);
INSERT INTO confusion_count VALUES(19,0,0,2);
INSERT INTO confusion_count VALUES(19,1,7,1);
INSERT INTO confusion_count VALUES(19,1,8,1);
INSERT INTO confusion_count VALUES(19,2,0,1);
INSERT INTO confusion_count VALUES(19,2,4,1);
INSERT INTO confusion_count VALUES(19,3,8,2);
INSERT INTO confusion_count VALUES(19,4,8,1);
INSERT INTO confusion_count VALUES(19,4,9,1);
INSERT INTO confusion_count VALUES(19,5,0,1);
INSERT INTO confusion_count VALUES(19,5,8,1);
INSERT INTO confusion_count VALUES(19,6,4,1);
INSERT INTO confusion_count VALUES(19,6,8,1);
INSERT INTO confusion_count VALUES(19,7,0,1);
INSERT INTO confusion_count VALUES(19,7,7,1);
INSERT INTO confusion_count VALUES(19,8,8,1);
INSERT INTO confusion_count VALUES(19,8,9,1);
INSERT INTO confusion_count VALUES(19,9,8,1);
INSERT INTO confusion_count VALUES(19,9,9,1);
INSERT INTO confusion_count VALUES(20,0,0,2);
INSERT INTO confusion_count VALUES(20,1,7,1);
INSERT INTO confusion_count VALUES(20,1,8,1);
INSERT INTO confusion_count VALUES(20,2,0,1);
INSERT INTO confusion_count VALUES(20,2,2,1);
INSERT INTO confusion_count VALUES(20,3,3,1);
INSERT INTO confusion_count VALUES(20,3,8,1);
INSERT INTO confusion_count VALUES(20,4,8,1);
INSERT INTO confusion_count VALUES(20,4,9,1);
INSERT INTO confusion_count VALUES(20,5,0,1);
INSERT INTO confusion_count VALUES(20,5,8,1);
INSERT INTO confusion_count VALUES(20,6,4,1);
INSERT INTO confusion_count VALUES(20,6,8,1);
INSERT INTO confusion_count VALUES(20,7,7,1);
INSERT INTO confusion_count VALUES(20,7,9,1);
INSERT INTO confusion_count VALUES(20,8,4,1);
INSERT INTO confusion_count VALUES(20,8,8,1);
INSERT INTO confusion_count VALUES(20,9,8,1);
INSERT INTO confusion_count VALUES(20,9,9,1);
INSERT INTO confusion_count VALUES(21,0,0,1);
INSERT INTO confusion_count VALUES(21,0,5,1);
INSERT INTO confusion_count VALUES(21,1,6,1);
INSERT INTO confusion_count VALUES(21,1,8,1);
INSERT INTO confusion_count VALUES(21,2,2,2);
INSERT INTO confusion_count VALUES(21,3,8,2);
INSERT INTO confusion_count VALUES(21,4,0,1);
INSERT INTO confusion_count VALUES(21,4,4,1);
INSERT INTO confusion_count VALUES(21,5,8,2);
INSERT INTO confusion_count VALUES(21,6,0,1);
INSERT INTO confusion_count VALUES(21,6,6,1);
INSERT INTO confusion_count VALUES(21,7,7,2);
INSERT INTO confusion_count VALUES(21,8,0,1);
INSERT INTO confusion_count VALUES(21,8,8,1);
INSERT INTO confusion_count VALUES(21,9,8,1);
INSERT INTO confusion_count VALUES(21,9,9,1);
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
INSERT INTO prediction VALUES(1,'test',0,6,8,0.16614374518394470214,0.10691931098699569702,3);
INSERT INTO prediction VALUES(1,'test',1,2,2,0.26705110073089599609,NULL,7);
INSERT INTO prediction VALUES(1,'test',2,9,3,0.2778567969799041748,0.11603941768407821655,9);
INSERT INTO prediction VALUES(1,'test',3,8,8,0.16008983552455902099,NULL,3);
INSERT INTO prediction VALUES(1,'test',4,4,2,0.19337186217308044433,0.085659734904766082763,3);
INSERT INTO prediction VALUES(1,'test',5,5,8,0.16183425486087799072,0.064857922494411468505,6);
INSERT INTO prediction VALUES(1,'test',6,0,8,0.20169135928153991699,0.11879665404558181762,2);
INSERT INTO prediction VALUES(1,'test',7,1,4,0.13377277553081512451,0.099272347986698150634,0);
INSERT INTO prediction VALUES(1,'test',8,3,8,0.20187102258205413818,0.12495031207799911499,2);
INSERT INTO prediction VALUES(1,'test',9,7,8,0.16918200254440307617,0.089619226753711700439,3);
INSERT INTO prediction VALUES(1,'test',10,0,6,0.21641734242439270019,0.12202681601047515869,3);
INSERT INTO prediction VALUES(1,'test',11,4,2,0.14958027005195617675,0.12819546461105346679,0);
INSERT INTO prediction VALUES(1,'test',12,8,0,0.18251904845237731933,0.10514026880264282226,6);
INSERT INTO prediction VALUES(1,'test',13,5,2,0.17834474146366119384,0.032093353569507598876,8);
INSERT INTO prediction VALUES(1,'test',14,1,1,0.13109375536441802978,NULL,8);
INSERT INTO prediction VALUES(1,'test',15,7,2,0.1241665855050086975,0.072509087622165679931,4);
INSERT INTO prediction VALUES(1,'test',16,6,0,0.20220629870891571044,0.077311918139457702636,3);
INSERT INTO prediction VALUES(1,'test',17,9,8,0.17926953732967376708,0.052296813577413558959,2);
INSERT INTO prediction VALUES(1,'test',18,2,0,0.15029087662696838378,0.12454149127006530761,6);
INSERT INTO prediction VALUES(1,'test',19,3,8,0.21261154115200042724,0.057194422930479049682,2);
INSERT INTO prediction VALUES(1,'validation',0,0,8,0.1850375831127166748,0.11208970844745635986,6);
INSERT INTO prediction VALUES(1,'validation',1,6,8,0.15932933986186981201,0.081536881625652313232,3);
INSERT INTO prediction VALUES(1,'validation',2,2,8,0.16153514385223388671,0.097638182342052459716,0);
INSERT INTO prediction VALUES(1,'validation',3,1,0,0.15101896226406097412,0.11284852772951126098,1);
INSERT INTO prediction VALUES(1,'validation',4,8,8,0.23690366744995117187,NULL,3);
INSERT INTO prediction VALUES(1,'validation',5,7,6,0.13341839611530303955,0.076867409050464630126,1);
INSERT INTO prediction VALUES(1,'validation',6,9,0,0.26851835846900939941,0.075761362910270690917,3);
INSERT INTO prediction VALUES(1,'validation',7,5,6,0.15008740127086639404,0.056519571691751480102,0);
INSERT INTO prediction VALUES(1,'validation',8,3,8,0.20456677675247192382,0.055713586509227752685,2);
INSERT INTO prediction VALUES(1,'validation',9,4,3,0.2249720841646194458,0.028377769514918327331,9);
INSERT INTO prediction VALUES(1,'validation',10,6,8,0.13817410171031951904,0.12491529434919357299,6);
INSERT INTO prediction VALUES(1,'validation',11,8,8,0.1528212130069732666,NULL,3);
INSERT INTO prediction VALUES(1,'validation',12,4,0,0.13157390058040618896,0.073009088635444641113,2);
INSERT INTO prediction VALUES(1,'validation',13,2,6,0.13007467985153198242,0.10795643925666809082,8);
INSERT INTO prediction VALUES(1,'validation',14,3,8,0.18076422810554504394,0.10088852792978286743,6);
INSERT INTO prediction VALUES(1,'validation',15,9,0,0.1613768935203552246,0.065244019031524658203,6);
INSERT INTO prediction VALUES(1,'validation',16,1,4,0.14948180317878723144,0.12074518948793411254,1);
INSERT INTO prediction VALUES(1,'validation',17,7,3,0.17359191179275512695,0.061694819480180740356,6);
INSERT INTO prediction VALUES(1,'validation',18,5,0,0.15550625324249267578,0.047914419323205947875,6);
INSERT INTO prediction VALUES(1,'validation',19,0,3,0.23259517550468444824,0.18168899416923522949,0);
INSERT INTO prediction VALUES(2,'test',0,6,8,0.23150980472564697265,0.06660518050193786621,3);
INSERT INTO prediction VALUES(2,'test',1,2,3,0.1378345191478729248,0.08558142930269241333,6);
INSERT INTO prediction VALUES(2,'test',2,9,9,0.19421425461769104003,NULL,2);
INSERT INTO prediction VALUES(2,'test',3,8,8,0.20843838155269622802,NULL,3);
INSERT INTO prediction VALUES(2,'test',4,4,0,0.13332338631153106689,0.084377646446228027343,2);
INSERT INTO prediction VALUES(2,'test',5,5,4,0.15609747171401977539,0.098272405564785003662,8);
INSERT INTO prediction VALUES(2,'test',6,0,8,0.19911171495914459228,0.068447932600975036621,1);
INSERT INTO prediction VALUES(2,'test',7,1,2,0.16173967719078063964,0.079774484038352966308,8);
INSERT INTO prediction VALUES(2,'test',8,3,8,0.16982083022594451904,0.099570229649543762207,4);
INSERT INTO prediction VALUES(2,'test',9,7,8,0.28289237618446350097,0.050839081406593322753,2);
INSERT INTO prediction VALUES(2,'test',10,0,0,0.15778322517871856689,NULL,9);
INSERT INTO prediction VALUES(2,'test',11,4,1,0.15104015171527862548,0.075112618505954742431,2);
INSERT INTO prediction VALUES(2,'test',12,8,2,0.18810679018497467041,0.066631525754928588867,3);
INSERT INTO prediction VALUES(2,'test',13,5,8,0.2300815582275390625,0.1360711902379989624,5);
INSERT INTO prediction VALUES(2,'test',14,1,3,0.17022746801376342773,0.08111432194709777832,2);
INSERT INTO prediction VALUES(2,'test',15,7,0,0.1585015803575515747,0.082120142877101898193,9);
INSERT INTO prediction VALUES(2,'test',16,6,1,0.1803798377513885498,0.071665905416011810302,0);
INSERT INTO prediction VALUES(2,'test',17,9,2,0.13622973859310150146,0.083559691905975341796,5);
INSERT INTO prediction VALUES(2,'test',18,2,1,0.16435323655605316162,0.11239275336265563964,4);
INSERT INTO prediction VALUES(2,'test',19,3,8,0.16509771347045898437,0.13438592851161956787,3);
INSERT INTO prediction VALUES(2,'validation',0,0,8,0.14633163809776306152,0.12935511767864227294,2);
INSERT INTO prediction VALUES(2,'validation',1,6,9,0.18990534543991088867,0.068727061152458190917,3);
INSERT INTO prediction VALUES(2,'validation',2,2,0,0.17117612063884735107,0.14258335530757904052,9);
INSERT INTO prediction VALUES(2,'validation',3,1,3,0.15713205933570861816,0.078290022909641265869,7);
INSERT INTO prediction VALUES(2,'validation',4,8,8,0.18483023345470428466,NULL,3);
INSERT INTO prediction VALUES(2,'validation',5,7,5,0.17288738489151000976,0.050693377852439880371,9);
INSERT INTO prediction VALUES(2,'validation',6,9,8,0.14674963057041168212,0.091090179979801177978,7);
INSERT INTO prediction VALUES(2,'validation',7,5,1,0.16853779554367065429,0.10397598147392272949,2);
INSERT INTO prediction VALUES(2,'validation',8,3,3,0.15304836630821228027,NULL,5);
INSERT INTO prediction VALUES(2,'validation',9,4,9,0.19849288463592529296,0.052417766302824020385,0);
INSERT INTO prediction VALUES(2,'validation',10,6,4,0.1635897606611251831,0.037911117076873779296,1);
INSERT INTO prediction VALUES(2,'validation',11,8,8,0.18677699565887451171,NULL,9);
INSERT INTO prediction VALUES(2,'validation',12,4,8,0.15939964354038238525,0.074233591556549072265,3);
INSERT INTO prediction VALUES(2,'validation',13,2,1,0.15673300623893737792,0.11977252364158630371,4);
INSERT INTO prediction VALUES(2,'validation',14,3,8,0.16777484118938446044,0.11378293484449386596,3);
INSERT INTO prediction VALUES(2,'validation',15,9,8,0.15204216539859771728,0.14548525214195251464,9);
INSERT INTO prediction VALUES(2,'validation',16,1,3,0.15254354476928710937,0.057312682271003723144,8);
INSERT INTO prediction VALUES(2,'validation',17,7,9,0.21327468752861022949,0.046074062585830688476,0);
INSERT INTO prediction VALUES(2,'validation',18,5,2,0.16522867977619171142,0.085426703095436096191,8);
INSERT INTO prediction VALUES(2,'validation',19,0,2,0.25418692827224731445,0.17443126440048217773,0);
INSERT INTO prediction VALUES(3,'test',0,6,4,0.17545539140701293945,0.085584685206413269042,3);
INSERT INTO prediction VALUES(3,'test',1,2,4,0.20376522839069366455,0.109084397554397583,6);
INSERT INTO prediction VALUES(3,'test',2,9,6,0.13530851900577545166,0.084968894720077514648,7);
INSERT INTO prediction VALUES(3,'test',3,8,4,0.21062856912612915039,0.094932526350021362304,2);
INSERT INTO prediction VALUES(3,'test',4,4,4,0.14634093642234802246,NULL,2);
INSERT INTO prediction VALUES(3,'test',5,5,2,0.19885882735252380371,0.039824847131967544555,4);
INSERT INTO prediction VALUES(3,'test',6,0,7,0.15321014821529388427,0.066281452775001525878,4);
INSERT INTO prediction VALUES(3,'test',7,1,4,0.16284327208995819091,0.13989447057247161865,1);
INSERT INTO prediction VALUES(3,'test',8,3,2,0.17208041250705718994,0.10122986882925033569,4);
INSERT INTO prediction VALUES(3,'test',9,7,4,0.17148739099502563476,0.13553866744041442871,7);
INSERT INTO prediction VALUES(3,'test',10,0,4,0.16491369903087615966,0.13349696993827819824,3);
INSERT INTO prediction VALUES(3,'test',11,4,2,0.19877296686172485351,0.12250592559576034545,4);
INSERT INTO prediction VALUES(3,'test',12,8,0,0.18620005249977111816,0.053201727569103240966,3);
INSERT INTO prediction VALUES(3,'test',13,5,4,0.24734634160995483398,0.03510255366563796997,2);
INSERT INTO prediction VALUES(3,'test',14,1,7,0.17111501097679138183,0.10503370314836502075,0);
INSERT INTO prediction VALUES(3,'test',15,7,9,0.14744803309440612792,0.13393695652484893798,7);
INSERT INTO prediction VALUES(3,'test',16,6,0,0.27978968620300292968,0.064828656613826751708,4);
INSERT INTO prediction VALUES(3,'test',17,9,2,0.17213244736194610595,0.052218951284885406494,6);
INSERT INTO prediction VALUES(3,'test',18,2,0,0.17321348190307617187,0.1367861032485961914,8);
INSERT INTO prediction VALUES(3,'test',19,3,4,0.16706621646881103515,0.060029294341802597045,2);
INSERT INTO prediction VALUES(3,'validation',0,0,7,0.14378620684146881103,0.11936437338590621948,3);
INSERT INTO prediction VALUES(3,'validation',1,6,4,0.20121967792510986328,0.065263837575912475585,0);
INSERT INTO prediction VALUES(3,'validation',2,2,0,0.21719332039356231689,0.088126443326473236083,3);
INSERT INTO prediction VALUES(3,'validation',3,1,7,0.14847363531589508056,0.12560884654521942138,1);
INSERT INTO prediction VALUES(3,'validation',4,8,4,0.2173442244529724121,0.1021054387092590332,2);
INSERT INTO prediction VALUES(3,'validation',5,7,7,0.1683238297700881958,NULL,6);
INSERT INTO prediction VALUES(3,'validation',6,9,7,0.20013825595378875732,0.082829527556896209716,2);
INSERT INTO prediction VALUES(3,'validation',7,5,2,0.15418612957000732421,0.083140745759010314941,3);
INSERT INTO prediction VALUES(3,'validation',8,3,4,0.14503385126590728759,0.064276576042175292968,2);
INSERT INTO prediction VALUES(3,'validation',9,4,4,0.14509469270706176757,NULL,6);
INSERT INTO prediction VALUES(3,'validation',10,6,7,0.19857871532440185546,0.10391223430633544921,2);
INSERT INTO prediction VALUES(3,'validation',11,8,4,0.15589612722396850585,0.078146182000637054443,7);
INSERT INTO prediction VALUES(3,'validation',12,4,7,0.13018582761287689208,0.10473492741584777832,9);
INSERT INTO prediction VALUES(3,'validation',13,2,7,0.12263949215412139892,0.098675705492496490478,9);
INSERT INTO prediction VALUES(3,'validation',14,3,2,0.18673829734325408935,0.086077205836772918701,4);
INSERT INTO prediction VALUES(3,'validation',15,9,6,0.13972069323062896728,0.098220095038414001464,4);
INSERT INTO prediction VALUES(3,'validation',16,1,1,0.15489380061626434326,NULL,6);
INSERT INTO prediction VALUES(3,'validation',17,7,9,0.16820052266120910644,0.10172633826732635498,2);
INSERT INTO prediction VALUES(3,'validation',18,5,4,0.16911189258098602294,0.031188705936074256896,3);
INSERT INTO prediction VALUES(3,'validation',19,0,3,0.23303212225437164306,0.14540368318557739257,0);
INSERT INTO prediction VALUES(4,'test',0,6,6,0.31191149353981018066,NULL,8);
INSERT INTO prediction VALUES(4,'test',1,2,2,0.44914743304252624511,NULL,7);
INSERT INTO prediction VALUES(4,'test',2,9,9,0.47700124979019165039,NULL,0);
INSERT INTO prediction VALUES(4,'test',3,8,8,0.29993891716003417968,NULL,1);
INSERT INTO prediction VALUES(4,'test',4,4,2,0.17331247031688690185,0.082262530922889709472,7);
INSERT INTO prediction VALUES(4,'test',5,5,8,0.28229489922523498535,0.042124930769205093383,1);
INSERT INTO prediction VALUES(4,'test',6,0,8,0.27531698346138000488,0.11286981403827667236,7);
INSERT INTO prediction VALUES(4,'test',7,1,1,0.18969677388668060302,NULL,4);
INSERT INTO prediction VALUES(4,'test',8,3,8,0.33997589349746704101,0.090656422078609466552,9);
INSERT INTO prediction VALUES(4,'test',9,7,7,0.26676714420318603515,NULL,9);
INSERT INTO prediction VALUES(4,'test',10,0,0,0.76775646209716796875,NULL,7);
INSERT INTO prediction VALUES(4,'test',11,4,4,0.27405741810798645019,NULL,9);
INSERT INTO prediction VALUES(4,'test',12,8,0,0.31738710403442382812,0.16463631391525268554,8);
INSERT INTO prediction VALUES(4,'test',13,5,8,0.23076675832271575927,0.052286233752965927124,9);
INSERT INTO prediction VALUES(4,'test',14,1,1,0.32987946271896362304,NULL,8);
INSERT INTO prediction VALUES(4,'test',15,7,9,0.21400050818920135498,0.14171746373176574707,1);
INSERT INTO prediction VALUES(4,'test',16,6,0,0.46495601534843444824,0.076644659042358398437,2);
INSERT INTO prediction VALUES(4,'test',17,9,8,0.27772536873817443847,0.042818892747163772583,2);
INSERT INTO prediction VALUES(4,'test',18,2,2,0.40501555800437927246,NULL,0);
INSERT INTO prediction VALUES(4,'test',19,3,8,0.38057097792625427246,0.035045798867940902709,1);
INSERT INTO prediction VALUES(4,'validation',0,0,0,0.2971006631851196289,NULL,8);
INSERT INTO prediction VALUES(4,'validation',1,6,1,0.18236336112022399902,0.083166308701038360595,4);
INSERT INTO prediction VALUES(4,'validation',2,2,0,0.39073988795280456542,0.20297449827194213867,2);
INSERT INTO prediction VALUES(4,'validation',3,1,1,0.18655461072921752929,NULL,7);
INSERT INTO prediction VALUES(4,'validation',4,8,8,0.41693729162216186523,NULL,0);
INSERT INTO prediction VALUES(4,'validation',5,7,7,0.22940962016582489013,NULL,1);
INSERT INTO prediction VALUES(4,'validation',6,9,7,0.2055816054344177246,0.18683570623397827148,9);
INSERT INTO prediction VALUES(4,'validation',7,5,0,0.270968705415725708,0.085497714579105377197,6);
INSERT INTO prediction VALUES(4,'validation',8,3,8,0.20431987941265106201,0.048395708203315734863,7);
INSERT INTO prediction VALUES(4,'validation',9,4,9,0.57531774044036865234,0.027715058997273445129,0);
INSERT INTO prediction VALUES(4,'validation',10,6,8,0.28146448731422424316,0.084104835987091064453,4);
INSERT INTO prediction VALUES(4,'validation',11,8,9,0.16428934037685394287,0.14924387633800506591,1);
INSERT INTO prediction VALUES(4,'validation',12,4,9,0.18550714850425720214,0.073878630995750427246,8);
INSERT INTO prediction VALUES(4,'validation',13,2,2,0.19100862741470336914,NULL,7);
INSERT INTO prediction VALUES(4,'validation',14,3,8,0.28498280048370361328,0.13915686309337615966,3);
INSERT INTO prediction VALUES(4,'validation',15,9,7,0.17662113904953002929,0.11638446897268295288,6);
INSERT INTO prediction VALUES(4,'validation',16,1,1,0.28021505475044250488,NULL,9);
INSERT INTO prediction VALUES(4,'validation',17,7,9,0.32746371626853942871,0.15435370802879333496,7);
INSERT INTO prediction VALUES(4,'validation',18,5,0,0.32969108223915100097,0.042133953422307968139,7);
INSERT INTO prediction VALUES(4,'validation',19,0,0,0.91711670160293579101,NULL,2);
INSERT INTO prediction VALUES(5,'test',0,6,6,0.29824033379554748535,NULL,8);
INSERT INTO prediction VALUES(5,'test',1,2,8,0.18192532658576965332,0.15684072673320770263,6);
INSERT INTO prediction VALUES(5,'test',2,9,9,0.59430617094039916992,NULL,0);
INSERT INTO prediction VALUES(5,'test',3,8,8,0.38148412108421325683,NULL,3);
INSERT INTO prediction VALUES(5,'test',4,4,0,0.17871253192424774169,0.070268876850605010986,6);
INSERT INTO prediction VALUES(5,'test',5,5,8,0.24572592973709106445,0.052178252488374710083,2);
INSERT INTO prediction VALUES(5,'test',6,0,8,0.27196961641311645507,0.07158911973237991333,7);
INSERT INTO prediction VALUES(5,'test',7,1,8,0.16972096264362335205,0.1102380305528640747,9);
INSERT INTO prediction VALUES(5,'test',8,3,8,0.27310955524444580078,0.17104257643222808837,3);
INSERT INTO prediction VALUES(5,'test',9,7,7,0.24036870896816253662,NULL,8);
INSERT INTO prediction VALUES(5,'test',10,0,0,0.7899836897850036621,NULL,7);
INSERT INTO prediction VALUES(5,'test',11,4,8,0.17019915580749511718,0.10694367438554763793,9);
INSERT INTO prediction VALUES(5,'test',12,8,2,0.24980565905570983886,0.13795800507068634033,8);
INSERT INTO prediction VALUES(5,'test',13,5,8,0.26838260889053344726,0.17128299176692962646,5);
INSERT INTO prediction VALUES(5,'test',14,1,3,0.16948017477989196777,0.14219936728477478027,1);
INSERT INTO prediction VALUES(5,'test',15,7,7,0.20190078020095825195,NULL,9);
INSERT INTO prediction VALUES(5,'test',16,6,0,0.50231057405471801757,0.10305854678153991699,6);
INSERT INTO prediction VALUES(5,'test',17,9,7,0.20749452710151672363,0.046346530318260192871,8);
INSERT INTO prediction VALUES(5,'test',18,2,2,0.35226425528526306152,NULL,0);
INSERT INTO prediction VALUES(5,'test',19,3,8,0.33271136879920959472,0.16952529549598693847,3);
INSERT INTO prediction VALUES(5,'validation',0,0,0,0.3043091893196105957,NULL,8);
INSERT INTO prediction VALUES(5,'validation',1,6,8,0.14167641103267669677,0.13938185572624206542,3);
INSERT INTO prediction VALUES(5,'validation',2,2,0,0.44322910904884338378,0.22004365921020507812,2);
INSERT INTO prediction VALUES(5,'validation',3,1,7,0.19815228879451751708,0.097729779779911041259,3);
INSERT INTO prediction VALUES(5,'validation',4,8,8,0.36408117413520812988,NULL,3);
INSERT INTO prediction VALUES(5,'validation',5,7,7,0.24657867848873138427,NULL,9);
INSERT INTO prediction VALUES(5,'validation',6,9,7,0.35141602158546447753,0.1161786392331123352,8);
INSERT INTO prediction VALUES(5,'validation',7,5,6,0.23800657689571380615,0.20666001737117767333,5);
INSERT INTO prediction VALUES(5,'validation',8,3,5,0.18269260227680206298,0.14105324447154998779,7);
INSERT INTO prediction VALUES(5,'validation',9,4,9,0.61431127786636352539,0.033499117940664291381,7);
INSERT INTO prediction VALUES(5,'validation',10,6,8,0.31262764334678649902,0.040162544697523117065,4);
INSERT INTO prediction VALUES(5,'validation',11,8,8,0.22356946766376495361,NULL,9);
INSERT INTO prediction VALUES(5,'validation',12,4,8,0.2621605992317199707,0.057549756020307540893,7);
INSERT INTO prediction VALUES(5,'validation',13,2,2,0.2134405672550201416,NULL,8);
INSERT INTO prediction VALUES(5,'validation',14,3,3,0.3369579017162322998,NULL,5);
INSERT INTO prediction VALUES(5,'validation',15,9,7,0.27140685915946960449,0.11994925886392593383,9);
INSERT INTO prediction VALUES(5,'validation',16,1,3,0.16336141526699066162,0.10095933824777603149,8);
INSERT INTO prediction VALUES(5,'validation',17,7,9,0.41180205345153808593,0.1003026813268661499,0);
INSERT INTO prediction VALUES(5,'validation',18,5,0,0.2753092348575592041,0.087936900556087493896,8);
INSERT INTO prediction VALUES(5,'validation',19,0,0,0.9382457137107849121,NULL,2);
INSERT INTO prediction VALUES(6,'test',0,6,6,0.35661545395851135253,NULL,8);
INSERT INTO prediction VALUES(6,'test',1,2,8,0.17710532248020172119,0.16885319352149963378,2);
INSERT INTO prediction VALUES(6,'test',2,9,9,0.39054456353187561035,NULL,7);
INSERT INTO prediction VALUES(6,'test',3,8,8,0.32410612702369689941,NULL,1);
INSERT INTO prediction VALUES(6,'test',4,4,5,0.14686533808708190917,0.10347685962915420532,8);
INSERT INTO prediction VALUES(6,'test',5,5,8,0.20214340090751647949,0.034118674695491790771,2);
INSERT INTO prediction VALUES(6,'test',6,0,8,0.18129049241542816162,0.04289329424500465393,6);
INSERT INTO prediction VALUES(6,'test',7,1,1,0.24774286150932312011,NULL,9);
INSERT INTO prediction VALUES(6,'test',8,3,8,0.18449816107749938964,0.1355428248643875122,9);
INSERT INTO prediction VALUES(6,'test',9,7,7,0.24510695040225982666,NULL,9);
INSERT INTO prediction VALUES(6,'test',10,0,0,0.3922036290168762207,NULL,5);
INSERT INTO prediction VALUES(6,'test',11,4,9,0.24629460275173187255,0.12115878611803054809,8);
INSERT INTO prediction VALUES(6,'test',12,8,2,0.1675879061222076416,0.16381092369556427001,8);
INSERT INTO prediction VALUES(6,'test',13,5,8,0.2042112201452255249,0.17645071446895599365,5);
INSERT INTO prediction VALUES(6,'test',14,1,1,0.36465024948120117187,NULL,7);
INSERT INTO prediction VALUES(6,'test',15,7,9,0.25061371922492980957,0.17957544326782226562,7);
INSERT INTO prediction VALUES(6,'test',16,6,0,0.45388376712799072265,0.10606027394533157348,2);
INSERT INTO prediction VALUES(6,'test',17,9,1,0.18888360261917114257,0.040830269455909729003,8);
INSERT INTO prediction VALUES(6,'test',18,2,2,0.39588525891304016113,NULL,8);
INSERT INTO prediction VALUES(6,'test',19,3,8,0.25386503338813781738,0.063656337559223175048,1);
INSERT INTO prediction VALUES(6,'validation',0,0,5,0.16407021880149841308,0.16114860773086547851,0);
INSERT INTO prediction VALUES(6,'validation',1,6,8,0.21043854951858520507,0.10744737088680267333,4);
INSERT INTO prediction VALUES(6,'validation',2,2,0,0.29385578632354736328,0.20480890572071075439,2);
INSERT INTO prediction VALUES(6,'validation',3,1,1,0.25610369443893432617,NULL,7);
INSERT INTO prediction VALUES(6,'validation',4,8,8,0.30076754093170166015,NULL,6);
INSERT INTO prediction VALUES(6,'validation',5,7,7,0.27847728133201599121,NULL,1);
INSERT INTO prediction VALUES(6,'validation',6,9,7,0.29604139924049377441,0.11287833750247955322,8);
INSERT INTO prediction VALUES(6,'validation',7,5,5,0.36622282862663269042,NULL,6);
INSERT INTO prediction VALUES(6,'validation',8,3,5,0.18000496923923492431,0.058003984391689300537,1);
INSERT INTO prediction VALUES(6,'validation',9,4,9,0.353713303804397583,0.11612634360790252685,4);
INSERT INTO prediction VALUES(6,'validation',10,6,8,0.26302430033683776855,0.093655116856098175048,7);
INSERT INTO prediction VALUES(6,'validation',11,8,8,0.18466132879257202148,NULL,1);
INSERT INTO prediction VALUES(6,'validation',12,4,8,0.24006593227386474609,0.057235859334468841552,1);
INSERT INTO prediction VALUES(6,'validation',13,2,2,0.16562023758888244628,NULL,8);
INSERT INTO prediction VALUES(6,'validation',14,3,5,0.21800713241100311279,0.21264125406742095947,3);
INSERT INTO prediction VALUES(6,'validation',15,9,6,0.16867081820964813232,0.13609270751476287841,5);
INSERT INTO prediction VALUES(6,'validation',16,1,1,0.34472501277923583984,NULL,7);
INSERT INTO prediction VALUES(6,'validation',17,7,9,0.62278461456298828125,0.11224271357059478759,7);
INSERT INTO prediction VALUES(6,'validation',18,5,6,0.19235970079898834228,0.079295232892036437988,3);
INSERT INTO prediction VALUES(6,'validation',19,0,0,0.66373395919799804687,NULL,9);
INSERT INTO prediction VALUES(7,'test',0,6,6,0.29385772347450256347,NULL,8);
INSERT INTO prediction VALUES(7,'test',1,2,2,0.22719591856002807617,NULL,8);
INSERT INTO prediction VALUES(7,'test',2,9,9,0.38951003551483154296,NULL,7);
INSERT INTO prediction VALUES(7,'test',3,8,8,0.4544429183006286621,NULL,3);
INSERT INTO prediction VALUES(7,'test',4,4,0,0.22654610872268676757,0.090117208659648895263,7);
INSERT INTO prediction VALUES(7,'test',5,5,8,0.30483290553092956542,0.029402984306216239929,0);
INSERT INTO prediction VALUES(7,'test',6,0,5,0.18885284662246704101,0.16178877651691436767,0);
INSERT INTO prediction VALUES(7,'test',7,1,6,0.16458807885646820068,0.083410255610942840576,3);
INSERT INTO prediction VALUES(7,'test',8,3,8,0.24853904545307159423,0.07880703359842300415,9);
INSERT INTO prediction VALUES(7,'test',9,7,7,0.42869451642036437988,NULL,9);
INSERT INTO prediction VALUES(7,'test',10,0,0,0.81594264507293701171,NULL,7);
INSERT INTO prediction VALUES(7,'test',11,4,4,0.31237873435020446777,NULL,9);
INSERT INTO prediction VALUES(7,'test',12,8,0,0.2114006131887435913,0.19336828589439392089,2);
INSERT INTO prediction VALUES(7,'test',13,5,8,0.21361996233463287353,0.14174698293209075927,0);
INSERT INTO prediction VALUES(7,'test',14,1,8,0.22121122479438781738,0.088106527924537658691,7);
INSERT INTO prediction VALUES(7,'test',15,7,7,0.34687721729278564453,NULL,9);
INSERT INTO prediction VALUES(7,'test',16,6,0,0.40253666043281555175,0.10817345231771469116,6);
INSERT INTO prediction VALUES(7,'test',17,9,8,0.18104602396488189697,0.037903811782598495483,7);
INSERT INTO prediction VALUES(7,'test',18,2,2,0.43983626365661621093,NULL,0);
INSERT INTO prediction VALUES(7,'test',19,3,8,0.36250379681587219238,0.10679229348897933959,4);
INSERT INTO prediction VALUES(7,'validation',0,0,0,0.46969926357269287109,NULL,5);
INSERT INTO prediction VALUES(7,'validation',1,6,4,0.22565636038780212402,0.13010114431381225585,8);
INSERT INTO prediction VALUES(7,'validation',2,2,0,0.33104532957077026367,0.26426360011100769042,2);
INSERT INTO prediction VALUES(7,'validation',3,1,8,0.18296280503273010253,0.061878222972154617309,7);
INSERT INTO prediction VALUES(7,'validation',4,8,8,0.35502329468727111816,NULL,3);
INSERT INTO prediction VALUES(7,'validation',5,7,7,0.46424695849418640136,NULL,4);
INSERT INTO prediction VALUES(7,'validation',6,9,8,0.23592360317707061767,0.12939035892486572265,7);
INSERT INTO prediction VALUES(7,'validation',7,5,8,0.19015890359878540039,0.18449252843856811523,5);
INSERT INTO prediction VALUES(7,'validation',8,3,8,0.15660135447978973388,0.13141527771949768066,3);
INSERT INTO prediction VALUES(7,'validation',9,4,9,0.38994693756103515625,0.13961127400398254394,4);
INSERT INTO prediction VALUES(7,'validation',10,6,8,0.438052445650100708,0.054118983447551727294,7);
INSERT INTO prediction VALUES(7,'validation',11,8,4,0.24340748786926269531,0.15763159096240997314,9);
INSERT INTO prediction VALUES(7,'validation',12,4,8,0.3234812021255493164,0.088394060730934143066,6);
INSERT INTO prediction VALUES(7,'validation',13,2,2,0.17454534769058227539,NULL,4);
INSERT INTO prediction VALUES(7,'validation',14,3,3,0.31251561641693115234,NULL,8);
INSERT INTO prediction VALUES(7,'validation',15,9,9,0.17339004576206207275,NULL,4);
INSERT INTO prediction VALUES(7,'validation',16,1,7,0.21323147416114807128,0.10864759236574172973,1);
INSERT INTO prediction VALUES(7,'validation',17,7,9,0.25391101837158203125,0.22381369769573211669,0);
INSERT INTO prediction VALUES(7,'validation',18,5,0,0.38635796308517456054,0.070331409573554992675,8);
INSERT INTO prediction VALUES(7,'validation',19,0,0,0.95396506786346435546,NULL,2);
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
INSERT INTO event VALUES(1,1,'2026-11-26T13:21:33.799Z','claimed',NULL);
INSERT INTO event VALUES(2,2,'2026-11-26T13:21:33.925Z','claimed',NULL);
INSERT INTO event VALUES(3,1,'2026-11-26T13:21:33.974Z','done',NULL);
INSERT INTO event VALUES(4,3,'2026-11-26T13:21:34.003Z','claimed',NULL);
INSERT INTO event VALUES(5,2,'2026-11-26T13:21:34.070Z','done',NULL);
INSERT INTO event VALUES(6,4,'2026-11-26T13:21:34.119Z','claimed',NULL);
INSERT INTO event VALUES(7,3,'2026-11-26T13:21:34.159Z','done',NULL);
INSERT INTO event VALUES(8,5,'2026-11-26T13:21:34.183Z','claimed',NULL);
INSERT INTO event VALUES(9,4,'2026-11-26T13:21:34.262Z','done',NULL);
INSERT INTO event VALUES(10,6,'2026-11-26T13:21:34.283Z','claimed',NULL);
INSERT INTO event VALUES(11,5,'2026-11-26T13:21:34.352Z','done',NULL);
INSERT INTO event VALUES(12,6,'2026-11-26T13:21:34.430Z','done',NULL);
INSERT INTO event VALUES(13,7,'2026-11-26T13:21:34.479Z','claimed',NULL);
INSERT INTO event VALUES(14,7,'2026-11-26T13:21:34.602Z','done',NULL);
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
CREATE INDEX parameter_by_name ON parameter (name, config);
CREATE INDEX study_config_by_config ON study_config (config);
CREATE INDEX trial_by_config ON trial (config, seed);
CREATE INDEX trial_by_state ON trial (state);
CREATE INDEX study_trial_by_trial ON study_trial (trial);
CREATE INDEX note_by_trial ON note (trial);
CREATE INDEX decision_by_trial ON decision (trial);
CREATE INDEX event_by_trial ON event (trial);
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
WITH sums AS (
    SELECT
        s.name AS study,
        c.name AS config,
        sc.label,
        c.model,
        c.validation_is_test,
        sc.position AS config_position,
        r.epoch,
        count(e.train_accuracy) AS train_n,
        min(e.train_accuracy) AS train_min,
        max(e.train_accuracy) AS train_max,
        avg(e.train_accuracy) AS train_accuracy,
        sum(e.train_accuracy - coalesce(r.train_accuracy, 0))
            AS train_accuracy_sum,
        sum((e.train_accuracy - coalesce(r.train_accuracy, 0))
            * (e.train_accuracy - coalesce(r.train_accuracy, 0)))
            AS train_accuracy_squares,
        avg(e.train_loss) AS train_loss,
        sum(e.train_loss - coalesce(r.train_loss, 0))
            AS train_loss_sum,
        sum((e.train_loss - coalesce(r.train_loss, 0))
            * (e.train_loss - coalesce(r.train_loss, 0)))
            AS train_loss_squares,
        count(e.train_loss) AS train_losses,
        count(e.validation_accuracy) AS validation_n,
        min(e.validation_accuracy) AS validation_min,
        max(e.validation_accuracy) AS validation_max,
        avg(e.validation_accuracy) AS validation_accuracy,
        sum(e.validation_accuracy - coalesce(r.validation_accuracy, 0))
            AS validation_accuracy_sum,
        sum((e.validation_accuracy - coalesce(r.validation_accuracy, 0))
            * (e.validation_accuracy - coalesce(r.validation_accuracy, 0)))
            AS validation_accuracy_squares,
        avg(e.validation_loss) AS validation_loss,
        sum(e.validation_loss - coalesce(r.validation_loss, 0))
            AS validation_loss_sum,
        sum((e.validation_loss - coalesce(r.validation_loss, 0))
            * (e.validation_loss - coalesce(r.validation_loss, 0)))
            AS validation_loss_squares,
        count(e.validation_loss) AS validation_losses,
        count(e.test_accuracy) AS test_n,
        min(e.test_accuracy) AS test_min,
        max(e.test_accuracy) AS test_max,
        avg(e.test_accuracy) AS test_accuracy,
        sum(e.test_accuracy - coalesce(r.test_accuracy, 0))
            AS test_accuracy_sum,
        sum((e.test_accuracy - coalesce(r.test_accuracy, 0))
            * (e.test_accuracy - coalesce(r.test_accuracy, 0)))
            AS test_accuracy_squares,
        avg(e.test_loss) AS test_loss,
        sum(e.test_loss - coalesce(r.test_loss, 0))
            AS test_loss_sum,
        sum((e.test_loss - coalesce(r.test_loss, 0))
            * (e.test_loss - coalesce(r.test_loss, 0)))
            AS test_loss_squares,
        count(e.test_loss) AS test_losses
    FROM study_config sc
    CROSS JOIN study s
    CROSS JOIN config c
    CROSS JOIN epoch r
    CROSS JOIN trial t
    CROSS JOIN study_trial st
    CROSS JOIN epoch e
    WHERE s.id = sc.study
        AND c.id = sc.config
        AND r.trial = (
            SELECT l.trial FROM trial k
            JOIN study_trial kt ON kt.study = sc.study AND kt.trial = k.id
                AND kt.phase = 'sweep'
            JOIN epoch l ON l.trial = k.id
            WHERE k.config = sc.config ORDER BY l.epoch DESC, l.trial LIMIT 1)
        AND t.config = sc.config
        AND st.study = sc.study AND st.trial = t.id AND st.phase = 'sweep'
        AND e.trial = t.id AND e.epoch = r.epoch
    GROUP BY sc.study, sc.config, s.name, c.name, r.epoch
),
scores AS (
    SELECT
        study,
        config,
        label,
        model,
        validation_is_test,
        config_position,
        epoch,
        split,
        CASE split WHEN 'train' THEN train_n
            WHEN 'validation' THEN validation_n ELSE test_n END AS n,
        CASE split WHEN 'train' THEN train_min
            WHEN 'validation' THEN validation_min ELSE test_min END AS min,
        CASE split WHEN 'train' THEN train_max
            WHEN 'validation' THEN validation_max ELSE test_max END AS max,
        CASE split WHEN 'train' THEN train_accuracy
            WHEN 'validation' THEN validation_accuracy ELSE test_accuracy END AS accuracy,
        CASE split WHEN 'train' THEN train_accuracy_sum
            WHEN 'validation' THEN validation_accuracy_sum ELSE test_accuracy_sum END AS accuracy_sum,
        CASE split WHEN 'train' THEN train_accuracy_squares
            WHEN 'validation' THEN validation_accuracy_squares ELSE test_accuracy_squares END AS accuracy_squares,
        CASE split WHEN 'train' THEN train_loss
            WHEN 'validation' THEN validation_loss ELSE test_loss END AS loss,
        CASE split WHEN 'train' THEN train_loss_sum
            WHEN 'validation' THEN validation_loss_sum ELSE test_loss_sum END AS loss_sum,
        CASE split WHEN 'train' THEN train_loss_squares
            WHEN 'validation' THEN validation_loss_squares ELSE test_loss_squares END AS loss_squares,
        CASE split WHEN 'train' THEN train_losses
            WHEN 'validation' THEN validation_losses ELSE test_losses END AS losses
    FROM sums
    CROSS JOIN (
        SELECT 'train' AS split UNION ALL SELECT 'validation'
        UNION ALL SELECT 'test')
)
SELECT
    study,
    config,
    label,
    model,
    split,
    epoch,
    n,
    accuracy,
    CASE WHEN n > 1 THEN
        sqrt(max(accuracy_squares - accuracy_sum * accuracy_sum / n, 0)
            / (n - 1)) END AS accuracy_sd,
    min AS accuracy_min,
    max AS accuracy_max,
    CASE WHEN losses = n THEN loss END AS loss,
    CASE WHEN losses = n AND n > 1 THEN
        sqrt(max(loss_squares - loss_sum * loss_sum / n, 0) / (n - 1)) END
        AS loss_sd,
    validation_is_test,
    config_position
FROM scores
WHERE n > 0;
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
