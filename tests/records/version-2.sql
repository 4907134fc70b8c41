-- A database of schema version 2, as the last program that wrote it left it
-- (text that the sqlite3 shell's .dump gives).
PRAGMA application_id = 0x5144524C;
PRAGMA user_version = 2;
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    yaml TEXT NOT NULL,
    UNIQUE (yaml, file)
) STRICT;
INSERT INTO source VALUES(1,'old.yaml',replace('study: old\ndescription: What version 2 of the record held\nbase:\n  dataset: {name: digits, train_count: 60, test_count: 20}\n  validation: {last: 20}\n  epochs: 2\n  batch_size: 20\n  model:\n    name: own\n    layers:\n      - flatten\n      - dense: {units: classes}\nsweep:\n  grid:\n    optimizer.lr: [0.001, 0.003, 0.01, 0.03]\nobjective: {metric: validation/loss, goal: min}\nprune: {method: sha, min: 1, max: 2, eta: 2}\nseeds: 1\nconfirm: {top: 1, seeds: [101]}\nexpect:\n  - {optimizer.lr: 0.01, metric: test/accuracy, at_least: 0.01}\nreport:\n  - table: accuracy\n','\n',char(10)));
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
INSERT INTO study VALUES(1,'old','What version 2 of the record held',1,'2026-11-26T10:36:06.303Z','validation/loss','min','{"method":"sha","min":1,"max":2,"eta":2}');
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
INSERT INTO config VALUES(2,'066f3fcb','066f3fcb3ac5a2e67d2f94aa070c9ad885c11dd41f603522e03e51a00ad63f99','{"augment":{"rotate":0,"shear":0,"shift_x":0,"shift_y":0,"zoom":0},"batch_size":20,"dataset":{"name":"digits","seed":1,"test_count":20,"train_count":60},"epochs":2,"init":"keras","input":{"channels":0,"normalize":"unit","resize":"bilinear","size":0},"loss":{"clipped":false,"label_smoothing":0,"name":"cross_entropy"},"model":{"layers":[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}],"name":"own"},"optimizer":{"beta1":0.9,"beta2":0.999,"epsilon":1e-07,"lr":0.003,"name":"adam","weight_decay":0},"schedule":{"name":"constant","warmup":0},"test_size":0,"train_size":0,"validation":{"last":20,"name":"last"}}','own','digits','7d2acdb06f6bd4e11abc75429e4ddb30a56abd27f8b3b4b41e930d1027decd53',0);
INSERT INTO config VALUES(3,'d329f5fb','d329f5fb82af2b82605f8892de7e70d8829b00bbbe6aba40482cb8c6dbe989cd','{"augment":{"rotate":0,"shear":0,"shift_x":0,"shift_y":0,"zoom":0},"batch_size":20,"dataset":{"name":"digits","seed":1,"test_count":20,"train_count":60},"epochs":2,"init":"keras","input":{"channels":0,"normalize":"unit","resize":"bilinear","size":0},"loss":{"clipped":false,"label_smoothing":0,"name":"cross_entropy"},"model":{"layers":[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}],"name":"own"},"optimizer":{"beta1":0.9,"beta2":0.999,"epsilon":1e-07,"lr":0.01,"name":"adam","weight_decay":0},"schedule":{"name":"constant","warmup":0},"test_size":0,"train_size":0,"validation":{"last":20,"name":"last"}}','own','digits','7d2acdb06f6bd4e11abc75429e4ddb30a56abd27f8b3b4b41e930d1027decd53',0);
INSERT INTO config VALUES(4,'f98b17fb','f98b17fb209d4bcc55c66da427bdf2c231a20ac250e234a549da81e949ed4716','{"augment":{"rotate":0,"shear":0,"shift_x":0,"shift_y":0,"zoom":0},"batch_size":20,"dataset":{"name":"digits","seed":1,"test_count":20,"train_count":60},"epochs":2,"init":"keras","input":{"channels":0,"normalize":"unit","resize":"bilinear","size":0},"loss":{"clipped":false,"label_smoothing":0,"name":"cross_entropy"},"model":{"layers":[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}],"name":"own"},"optimizer":{"beta1":0.9,"beta2":0.999,"epsilon":1e-07,"lr":0.03,"name":"adam","weight_decay":0},"schedule":{"name":"constant","warmup":0},"test_size":0,"train_size":0,"validation":{"last":20,"name":"last"}}','own','digits','7d2acdb06f6bd4e11abc75429e4ddb30a56abd27f8b3b4b41e930d1027decd53',0);
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
INSERT INTO parameter VALUES(2,'optimizer.lr','number',0.0030000000000000000624,NULL);
INSERT INTO parameter VALUES(2,'optimizer.weight_decay','number',0.0,NULL);
INSERT INTO parameter VALUES(2,'schedule','text',NULL,'constant');
INSERT INTO parameter VALUES(2,'schedule.warmup','number',0.0,NULL);
INSERT INTO parameter VALUES(2,'test_size','integer',0.0,NULL);
INSERT INTO parameter VALUES(2,'train_size','integer',0.0,NULL);
INSERT INTO parameter VALUES(2,'validation','text',NULL,'last');
INSERT INTO parameter VALUES(2,'validation.last','integer',20.0,NULL);
INSERT INTO parameter VALUES(3,'augment.rotate','number',0.0,NULL);
INSERT INTO parameter VALUES(3,'augment.shear','number',0.0,NULL);
INSERT INTO parameter VALUES(3,'augment.shift_x','number',0.0,NULL);
INSERT INTO parameter VALUES(3,'augment.shift_y','number',0.0,NULL);
INSERT INTO parameter VALUES(3,'augment.zoom','number',0.0,NULL);
INSERT INTO parameter VALUES(3,'batch_size','integer',20.0,NULL);
INSERT INTO parameter VALUES(3,'dataset','text',NULL,'digits');
INSERT INTO parameter VALUES(3,'dataset.seed','integer',1.0,NULL);
INSERT INTO parameter VALUES(3,'dataset.test_count','integer',20.0,NULL);
INSERT INTO parameter VALUES(3,'dataset.train_count','integer',60.0,NULL);
INSERT INTO parameter VALUES(3,'epochs','integer',2.0,NULL);
INSERT INTO parameter VALUES(3,'init','text',NULL,'keras');
INSERT INTO parameter VALUES(3,'input.channels','integer',0.0,NULL);
INSERT INTO parameter VALUES(3,'input.normalize','text',NULL,'unit');
INSERT INTO parameter VALUES(3,'input.resize','text',NULL,'bilinear');
INSERT INTO parameter VALUES(3,'input.size','integer',0.0,NULL);
INSERT INTO parameter VALUES(3,'loss','text',NULL,'cross_entropy');
INSERT INTO parameter VALUES(3,'loss.clipped','boolean',0.0,NULL);
INSERT INTO parameter VALUES(3,'loss.label_smoothing','number',0.0,NULL);
INSERT INTO parameter VALUES(3,'model','text',NULL,'own');
INSERT INTO parameter VALUES(3,'model.layers','json',NULL,'[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}]');
INSERT INTO parameter VALUES(3,'optimizer','text',NULL,'adam');
INSERT INTO parameter VALUES(3,'optimizer.beta1','number',0.9000000000000000222,NULL);
INSERT INTO parameter VALUES(3,'optimizer.beta2','number',0.99899999999999999911,NULL);
INSERT INTO parameter VALUES(3,'optimizer.epsilon','number',9.9999999999999995472e-08,NULL);
INSERT INTO parameter VALUES(3,'optimizer.lr','number',0.010000000000000000208,NULL);
INSERT INTO parameter VALUES(3,'optimizer.weight_decay','number',0.0,NULL);
INSERT INTO parameter VALUES(3,'schedule','text',NULL,'constant');
INSERT INTO parameter VALUES(3,'schedule.warmup','number',0.0,NULL);
INSERT INTO parameter VALUES(3,'test_size','integer',0.0,NULL);
INSERT INTO parameter VALUES(3,'train_size','integer',0.0,NULL);
INSERT INTO parameter VALUES(3,'validation','text',NULL,'last');
INSERT INTO parameter VALUES(3,'validation.last','integer',20.0,NULL);
INSERT INTO parameter VALUES(4,'augment.rotate','number',0.0,NULL);
INSERT INTO parameter VALUES(4,'augment.shear','number',0.0,NULL);
INSERT INTO parameter VALUES(4,'augment.shift_x','number',0.0,NULL);
INSERT INTO parameter VALUES(4,'augment.shift_y','number',0.0,NULL);
INSERT INTO parameter VALUES(4,'augment.zoom','number',0.0,NULL);
INSERT INTO parameter VALUES(4,'batch_size','integer',20.0,NULL);
INSERT INTO parameter VALUES(4,'dataset','text',NULL,'digits');
INSERT INTO parameter VALUES(4,'dataset.seed','integer',1.0,NULL);
INSERT INTO parameter VALUES(4,'dataset.test_count','integer',20.0,NULL);
INSERT INTO parameter VALUES(4,'dataset.train_count','integer',60.0,NULL);
INSERT INTO parameter VALUES(4,'epochs','integer',2.0,NULL);
INSERT INTO parameter VALUES(4,'init','text',NULL,'keras');
INSERT INTO parameter VALUES(4,'input.channels','integer',0.0,NULL);
INSERT INTO parameter VALUES(4,'input.normalize','text',NULL,'unit');
INSERT INTO parameter VALUES(4,'input.resize','text',NULL,'bilinear');
INSERT INTO parameter VALUES(4,'input.size','integer',0.0,NULL);
INSERT INTO parameter VALUES(4,'loss','text',NULL,'cross_entropy');
INSERT INTO parameter VALUES(4,'loss.clipped','boolean',0.0,NULL);
INSERT INTO parameter VALUES(4,'loss.label_smoothing','number',0.0,NULL);
INSERT INTO parameter VALUES(4,'model','text',NULL,'own');
INSERT INTO parameter VALUES(4,'model.layers','json',NULL,'[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}]');
INSERT INTO parameter VALUES(4,'optimizer','text',NULL,'adam');
INSERT INTO parameter VALUES(4,'optimizer.beta1','number',0.9000000000000000222,NULL);
INSERT INTO parameter VALUES(4,'optimizer.beta2','number',0.99899999999999999911,NULL);
INSERT INTO parameter VALUES(4,'optimizer.epsilon','number',9.9999999999999995472e-08,NULL);
INSERT INTO parameter VALUES(4,'optimizer.lr','number',0.029999999999999998889,NULL);
INSERT INTO parameter VALUES(4,'optimizer.weight_decay','number',0.0,NULL);
INSERT INTO parameter VALUES(4,'schedule','text',NULL,'constant');
INSERT INTO parameter VALUES(4,'schedule.warmup','number',0.0,NULL);
INSERT INTO parameter VALUES(4,'test_size','integer',0.0,NULL);
INSERT INTO parameter VALUES(4,'train_size','integer',0.0,NULL);
INSERT INTO parameter VALUES(4,'validation','text',NULL,'last');
INSERT INTO parameter VALUES(4,'validation.last','integer',20.0,NULL);
CREATE TABLE study_config (
    study INTEGER NOT NULL REFERENCES study,
    config INTEGER NOT NULL REFERENCES config,
    label TEXT NOT NULL,
    position INTEGER NOT NULL, -- in the file's order
    PRIMARY KEY (study, config)
) STRICT, WITHOUT ROWID;
INSERT INTO study_config VALUES(1,1,'optimizer.lr=0.001',0);
INSERT INTO study_config VALUES(1,2,'optimizer.lr=0.003',1);
INSERT INTO study_config VALUES(1,3,'optimizer.lr=0.01',2);
INSERT INTO study_config VALUES(1,4,'optimizer.lr=0.03',3);
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
INSERT INTO trial VALUES(1,'144d0750','144d07502a83f1d48e904bdea6539e7e480ae9509cf5f527126178efa45d3c7a',1,1,'pruned','validation/loss 2.4777 after epoch 1 (rung 0) ranks 4 of 4; 2.2436 was needed',NULL,7850,7840,0.00011680299985528108663,0.011018356000089060686,'6d6aa5214205b21e8dab1468461e811d4cc96a705d8c1a4aebc730ae5988aeca','f82d4ad44d021410a17f19af1c016f8887daf33501c003987ac84349bf95dcd6');
INSERT INTO trial VALUES(2,'b59667a7','b59667a765f92d90189ccd972bac6eab40f6e3b824c1224270bfbd57835986ef',2,1,'pruned','validation/loss 2.4035 after epoch 1 (rung 0) ranks 3 of 4; 2.2436 was needed',NULL,7850,7840,0.00011900599974978831596,0.011946878999645596519,'5f342f7591210cfde9212832f5f1cff25f3fb417f0a2640018a2912e732ee34f','cb9900ce07c4a281d4c65c5ba935751a3360e43679ccf5dc8107af53987119a2');
INSERT INTO trial VALUES(3,'b177596f','b177596f6edda3c3c8dd88f64846390a56b58ad2aa3deb88377453926e53b7ca',3,1,'done',NULL,NULL,7850,7840,0.00014871000030325376428,0.0030553269994416524038,'95b42bd56f7de133147757958247a9b8b032c0f9e288c8c4d204f2ced8af7f3c','4048bb4ad4dd53ffd4842bb960b9a2eeced8167302f19fc6d391c7832d94aab7');
INSERT INTO trial VALUES(4,'ba5464d4','ba5464d4852d4c198ae289b9ef5d249a8216bd01de1b51713e9ca2680a2cc2ba',4,1,'done',NULL,NULL,7850,7840,0.00030675400012114550918,0.015404734000095303761,'5d86fdda216bfec7a9160a6577fd2e10a3ceeaf7ace68ce687429b7a3899e671','03f2f1de23f8ea3610a6eb0e09db0eff57431d8844f6457d1b4a764b592a7356');
INSERT INTO trial VALUES(5,'c9a829ef','c9a829ef4b67d05ae40603e1ab76b6fce4fffa862fd8343df19cd0797f1f59dc',4,101,'done',NULL,NULL,7850,7840,0.0013430480003080447204,0.011005720000337762889,'2d702f7e5fc9f906e51c0da7a1cff48fce66d6e69a9332f66d3ab8c7cb48fb76','4e0ba270846a122cdd59b4a510310733f67c1cb52b8600e334d88fe8b400bfd1');
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
INSERT INTO study_trial VALUES(1,5,1,4,'confirm',1,NULL);
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
INSERT INTO expectation VALUES(1,1,0,'test/accuracy',NULL,NULL,0.010000000000000000208,NULL,21);
CREATE TABLE expectation_match (
    expectation INTEGER NOT NULL REFERENCES expectation ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    number REAL,
    text TEXT,
    PRIMARY KEY (expectation, name)
) STRICT, WITHOUT ROWID;
INSERT INTO expectation_match VALUES(1,'optimizer.lr','number',0.010000000000000000208,NULL);
CREATE TABLE report_item (
    study INTEGER NOT NULL REFERENCES study,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('figure', 'table')),
    name TEXT NOT NULL,
    PRIMARY KEY (study, position)
) STRICT, WITHOUT ROWID;
INSERT INTO report_item VALUES(1,0,'table','accuracy');
CREATE TABLE tag (
    trial INTEGER NOT NULL REFERENCES trial,
    tag TEXT NOT NULL CHECK (tag <> ''),
    PRIMARY KEY (trial, tag)
) STRICT, WITHOUT ROWID;
INSERT INTO tag VALUES(5,'best');
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    trial INTEGER NOT NULL REFERENCES trial,
    at TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
INSERT INTO note VALUES(1,5,'2026-11-26T10:36:32.938Z','the one to keep');
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
INSERT INTO attempt VALUES(1,1,1,'2026-11-26T10:36:06.319Z','2026-11-26T10:36:06.412Z','interrupted','waits for the others after epoch 1 (rung 0)',NULL);
INSERT INTO attempt VALUES(2,1,1,'2026-11-26T10:36:06.390Z','2026-11-26T10:36:06.506Z','interrupted','waits for the others after epoch 1 (rung 0)',NULL);
INSERT INTO attempt VALUES(3,1,1,'2026-11-26T10:36:06.434Z','2026-11-26T10:36:06.530Z','interrupted','waits for the others after epoch 1 (rung 0)',NULL);
INSERT INTO attempt VALUES(3,2,1,'2026-11-26T10:36:06.726Z','2026-11-26T10:36:06.834Z','done',NULL,NULL);
INSERT INTO attempt VALUES(4,1,1,'2026-11-26T10:36:06.543Z','2026-11-26T10:36:06.766Z','done',NULL,NULL);
INSERT INTO attempt VALUES(5,1,2,'2026-11-26T10:36:06.875Z','2026-11-26T10:36:06.942Z','done',NULL,NULL);
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
INSERT INTO epoch VALUES(1,1,2.4654826856385496647,0.050000000000000002775,2.4776621600529353806,0.050000000000000002775,NULL,NULL,0.0010000000000000000208,40,117,135,12627968);
INSERT INTO epoch VALUES(2,1,2.4747818944227999438,0.074999999999999997224,2.4034815984724673398,0.14999999999999999444,NULL,NULL,0.0030000000000000000624,40,119,140,12668928);
INSERT INTO epoch VALUES(3,1,2.545850645555372882,0.10000000000000000555,2.2435857908664340598,0.25,NULL,NULL,0.010000000000000000208,40,108,126,12554240);
INSERT INTO epoch VALUES(3,2,1.5705485891209705062,0.6750000000000000444,1.9614027398124374013,0.34999999999999997779,1.8245840467522724814,0.5,0.010000000000000000208,40,149,180,15073280);
INSERT INTO epoch VALUES(4,1,2.9978817625465561391,0.10000000000000000555,2.2361793819161843721,0.29999999999999998889,NULL,NULL,0.029999999999999998889,40,114,133,12619776);
INSERT INTO epoch VALUES(4,2,1.0568859721705368137,0.72499999999999997779,1.770377552635067575,0.34999999999999997779,1.5436716569073414273,0.5,0.029999999999999998889,40,193,228,15089664);
INSERT INTO epoch VALUES(5,1,2.5686411998835723125,0.14999999999999999444,1.8342914464553785602,0.29999999999999998889,NULL,NULL,0.029999999999999998889,40,1230,1793,12931072);
INSERT INTO epoch VALUES(5,2,0.79951987872929830558,0.8000000000000000444,1.5342980511340718052,0.4500000000000000111,1.5556804420657757148,0.4500000000000000111,0.029999999999999998889,40,113,145,15138816);
CREATE TABLE checkpoint (
    trial INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    path TEXT NOT NULL, -- from the database's folder
    digest TEXT NOT NULL, -- SHA-256
    bytes INTEGER NOT NULL,
    PRIMARY KEY (trial, epoch),
    FOREIGN KEY (trial, epoch) REFERENCES epoch ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO checkpoint VALUES(1,1,'results.checkpoints/144d07502a83f1d4/epoch-0001.safetensors','8041eb5a4033340d65ac012272e7192285bd495ba39b1b89ba56b45ae91aa7d3',94960);
INSERT INTO checkpoint VALUES(2,1,'results.checkpoints/b59667a765f92d90/epoch-0001.safetensors','f874a6a2d32deb5e07142a52d7848e87e99e2f532f31d95ca2a561fea939dd36',94960);
INSERT INTO checkpoint VALUES(3,1,'results.checkpoints/b177596f6edda3c3/epoch-0001.safetensors','48669c9c24ecb76b14ca38332aa11117f1994fb3b7f6e63b5d13ca631da57b76',94960);
INSERT INTO checkpoint VALUES(3,2,'results.checkpoints/b177596f6edda3c3/epoch-0002.safetensors','f764bda056c971b0b080d86160bed1fed9bf5a2be775de11c960969b7025a3e5',94960);
INSERT INTO checkpoint VALUES(4,1,'results.checkpoints/ba5464d4852d4c19/epoch-0001.safetensors','e5ebe9c06b077f713691f1dc359b2cd36d06c6cac1b8fee53c1948a5cd8a6974',94960);
INSERT INTO checkpoint VALUES(4,2,'results.checkpoints/ba5464d4852d4c19/epoch-0002.safetensors','e6f424d1a933095dcc39ef13ba7f5a3aabaa9b1fb8d6d1c57add1de0c3f372b6',94960);
INSERT INTO checkpoint VALUES(5,1,'results.checkpoints/c9a829ef4b67d05a/epoch-0001.safetensors','36766979de0e7b2f7df2d69e6363763c7f51ed1da70ace9b247e9844f6177dae',94960);
INSERT INTO checkpoint VALUES(5,2,'results.checkpoints/c9a829ef4b67d05a/epoch-0002.safetensors','7f1fcd262b42db053cc07f3f50aadbf22b12dbcda864ded357b8bf17969da465',94960);
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
INSERT INTO confusion_matrix VALUES(2,2,1,'validation',10,20);
INSERT INTO confusion_matrix VALUES(3,3,1,'validation',10,20);
INSERT INTO confusion_matrix VALUES(4,4,1,'validation',10,20);
INSERT INTO confusion_matrix VALUES(5,4,2,'validation',10,20);
INSERT INTO confusion_matrix VALUES(6,4,2,'test',10,20);
INSERT INTO confusion_matrix VALUES(7,3,2,'validation',10,20);
INSERT INTO confusion_matrix VALUES(8,3,2,'test',10,20);
INSERT INTO confusion_matrix VALUES(9,5,1,'validation',10,20);
INSERT INTO confusion_matrix VALUES(10,5,2,'validation',10,20);
INSERT INTO confusion_matrix VALUES(11,5,2,'test',10,20);
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
INSERT INTO confusion_count VALUES(2,0,0,1);
INSERT INTO confusion_count VALUES(2,0,8,1);
INSERT INTO confusion_count VALUES(2,1,0,1);
INSERT INTO confusion_count VALUES(2,1,4,1);
INSERT INTO confusion_count VALUES(2,2,7,1);
INSERT INTO confusion_count VALUES(2,2,8,1);
INSERT INTO confusion_count VALUES(2,3,8,2);
INSERT INTO confusion_count VALUES(2,4,3,1);
INSERT INTO confusion_count VALUES(2,4,9,1);
INSERT INTO confusion_count VALUES(2,5,6,2);
INSERT INTO confusion_count VALUES(2,6,8,2);
INSERT INTO confusion_count VALUES(2,7,1,1);
INSERT INTO confusion_count VALUES(2,7,3,1);
INSERT INTO confusion_count VALUES(2,8,8,2);
INSERT INTO confusion_count VALUES(2,9,0,2);
INSERT INTO confusion_count VALUES(3,0,0,1);
INSERT INTO confusion_count VALUES(3,0,8,1);
INSERT INTO confusion_count VALUES(3,1,1,2);
INSERT INTO confusion_count VALUES(3,2,0,1);
INSERT INTO confusion_count VALUES(3,2,7,1);
INSERT INTO confusion_count VALUES(3,3,8,2);
INSERT INTO confusion_count VALUES(3,4,9,2);
INSERT INTO confusion_count VALUES(3,5,7,1);
INSERT INTO confusion_count VALUES(3,5,9,1);
INSERT INTO confusion_count VALUES(3,6,1,1);
INSERT INTO confusion_count VALUES(3,6,8,1);
INSERT INTO confusion_count VALUES(3,7,9,2);
INSERT INTO confusion_count VALUES(3,8,8,1);
INSERT INTO confusion_count VALUES(3,8,9,1);
INSERT INTO confusion_count VALUES(3,9,7,1);
INSERT INTO confusion_count VALUES(3,9,9,1);
INSERT INTO confusion_count VALUES(4,0,0,2);
INSERT INTO confusion_count VALUES(4,1,1,1);
INSERT INTO confusion_count VALUES(4,1,7,1);
INSERT INTO confusion_count VALUES(4,2,0,1);
INSERT INTO confusion_count VALUES(4,2,2,1);
INSERT INTO confusion_count VALUES(4,3,8,2);
INSERT INTO confusion_count VALUES(4,4,9,2);
INSERT INTO confusion_count VALUES(4,5,6,1);
INSERT INTO confusion_count VALUES(4,5,7,1);
INSERT INTO confusion_count VALUES(4,6,1,1);
INSERT INTO confusion_count VALUES(4,6,8,1);
INSERT INTO confusion_count VALUES(4,7,7,1);
INSERT INTO confusion_count VALUES(4,7,9,1);
INSERT INTO confusion_count VALUES(4,8,8,1);
INSERT INTO confusion_count VALUES(4,8,9,1);
INSERT INTO confusion_count VALUES(4,9,7,2);
INSERT INTO confusion_count VALUES(5,0,0,2);
INSERT INTO confusion_count VALUES(5,1,1,2);
INSERT INTO confusion_count VALUES(5,2,0,1);
INSERT INTO confusion_count VALUES(5,2,2,1);
INSERT INTO confusion_count VALUES(5,3,3,1);
INSERT INTO confusion_count VALUES(5,3,5,1);
INSERT INTO confusion_count VALUES(5,4,8,1);
INSERT INTO confusion_count VALUES(5,4,9,1);
INSERT INTO confusion_count VALUES(5,5,0,2);
INSERT INTO confusion_count VALUES(5,6,1,1);
INSERT INTO confusion_count VALUES(5,6,8,1);
INSERT INTO confusion_count VALUES(5,7,0,1);
INSERT INTO confusion_count VALUES(5,7,1,1);
INSERT INTO confusion_count VALUES(5,8,5,1);
INSERT INTO confusion_count VALUES(5,8,8,1);
INSERT INTO confusion_count VALUES(5,9,4,1);
INSERT INTO confusion_count VALUES(5,9,7,1);
INSERT INTO confusion_count VALUES(6,0,0,1);
INSERT INTO confusion_count VALUES(6,0,8,1);
INSERT INTO confusion_count VALUES(6,1,1,2);
INSERT INTO confusion_count VALUES(6,2,2,2);
INSERT INTO confusion_count VALUES(6,3,8,2);
INSERT INTO confusion_count VALUES(6,4,0,1);
INSERT INTO confusion_count VALUES(6,4,4,1);
INSERT INTO confusion_count VALUES(6,5,8,2);
INSERT INTO confusion_count VALUES(6,6,0,1);
INSERT INTO confusion_count VALUES(6,6,6,1);
INSERT INTO confusion_count VALUES(6,7,7,1);
INSERT INTO confusion_count VALUES(6,7,9,1);
INSERT INTO confusion_count VALUES(6,8,0,1);
INSERT INTO confusion_count VALUES(6,8,8,1);
INSERT INTO confusion_count VALUES(6,9,8,1);
INSERT INTO confusion_count VALUES(6,9,9,1);
INSERT INTO confusion_count VALUES(7,0,0,2);
INSERT INTO confusion_count VALUES(7,1,1,2);
INSERT INTO confusion_count VALUES(7,2,0,1);
INSERT INTO confusion_count VALUES(7,2,2,1);
INSERT INTO confusion_count VALUES(7,3,8,2);
INSERT INTO confusion_count VALUES(7,4,9,2);
INSERT INTO confusion_count VALUES(7,5,0,2);
INSERT INTO confusion_count VALUES(7,6,1,1);
INSERT INTO confusion_count VALUES(7,6,8,1);
INSERT INTO confusion_count VALUES(7,7,7,1);
INSERT INTO confusion_count VALUES(7,7,9,1);
INSERT INTO confusion_count VALUES(7,8,8,1);
INSERT INTO confusion_count VALUES(7,8,9,1);
INSERT INTO confusion_count VALUES(7,9,7,2);
INSERT INTO confusion_count VALUES(8,0,0,1);
INSERT INTO confusion_count VALUES(8,0,8,1);
INSERT INTO confusion_count VALUES(8,1,1,2);
INSERT INTO confusion_count VALUES(8,2,2,2);
INSERT INTO confusion_count VALUES(8,3,8,2);
INSERT INTO confusion_count VALUES(8,4,2,1);
INSERT INTO confusion_count VALUES(8,4,4,1);
INSERT INTO confusion_count VALUES(8,5,8,2);
INSERT INTO confusion_count VALUES(8,6,0,1);
INSERT INTO confusion_count VALUES(8,6,6,1);
INSERT INTO confusion_count VALUES(8,7,7,1);
INSERT INTO confusion_count VALUES(8,7,9,1);
INSERT INTO confusion_count VALUES(8,8,0,1);
INSERT INTO confusion_count VALUES(8,8,8,1);
INSERT INTO confusion_count VALUES(8,9,8,1);
INSERT INTO confusion_count VALUES(8,9,9,1);
INSERT INTO confusion_count VALUES(9,0,0,2);
INSERT INTO confusion_count VALUES(9,1,7,1);
INSERT INTO confusion_count VALUES(9,1,8,1);
INSERT INTO confusion_count VALUES(9,2,2,2);
INSERT INTO confusion_count VALUES(9,3,8,2);
INSERT INTO confusion_count VALUES(9,4,8,1);
INSERT INTO confusion_count VALUES(9,4,9,1);
INSERT INTO confusion_count VALUES(9,5,0,1);
INSERT INTO confusion_count VALUES(9,5,8,1);
INSERT INTO confusion_count VALUES(9,6,4,1);
INSERT INTO confusion_count VALUES(9,6,8,1);
INSERT INTO confusion_count VALUES(9,7,7,1);
INSERT INTO confusion_count VALUES(9,7,9,1);
INSERT INTO confusion_count VALUES(9,8,4,1);
INSERT INTO confusion_count VALUES(9,8,8,1);
INSERT INTO confusion_count VALUES(9,9,7,1);
INSERT INTO confusion_count VALUES(9,9,8,1);
INSERT INTO confusion_count VALUES(10,0,0,2);
INSERT INTO confusion_count VALUES(10,1,7,2);
INSERT INTO confusion_count VALUES(10,2,2,2);
INSERT INTO confusion_count VALUES(10,3,2,1);
INSERT INTO confusion_count VALUES(10,3,3,1);
INSERT INTO confusion_count VALUES(10,4,8,1);
INSERT INTO confusion_count VALUES(10,4,9,1);
INSERT INTO confusion_count VALUES(10,5,0,1);
INSERT INTO confusion_count VALUES(10,5,6,1);
INSERT INTO confusion_count VALUES(10,6,6,1);
INSERT INTO confusion_count VALUES(10,6,8,1);
INSERT INTO confusion_count VALUES(10,7,7,2);
INSERT INTO confusion_count VALUES(10,8,4,1);
INSERT INTO confusion_count VALUES(10,8,8,1);
INSERT INTO confusion_count VALUES(10,9,4,1);
INSERT INTO confusion_count VALUES(10,9,7,1);
INSERT INTO confusion_count VALUES(11,0,0,1);
INSERT INTO confusion_count VALUES(11,0,5,1);
INSERT INTO confusion_count VALUES(11,1,6,1);
INSERT INTO confusion_count VALUES(11,1,8,1);
INSERT INTO confusion_count VALUES(11,2,2,2);
INSERT INTO confusion_count VALUES(11,3,8,2);
INSERT INTO confusion_count VALUES(11,4,0,1);
INSERT INTO confusion_count VALUES(11,4,4,1);
INSERT INTO confusion_count VALUES(11,5,6,1);
INSERT INTO confusion_count VALUES(11,5,8,1);
INSERT INTO confusion_count VALUES(11,6,0,1);
INSERT INTO confusion_count VALUES(11,6,6,1);
INSERT INTO confusion_count VALUES(11,7,7,2);
INSERT INTO confusion_count VALUES(11,8,2,1);
INSERT INTO confusion_count VALUES(11,8,8,1);
INSERT INTO confusion_count VALUES(11,9,2,1);
INSERT INTO confusion_count VALUES(11,9,9,1);
CREATE TABLE prediction (
    trial INTEGER NOT NULL REFERENCES trial,
    split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
    image INTEGER NOT NULL, -- from 0, in the data set's order
    truth INTEGER NOT NULL,
    predicted INTEGER NOT NULL,
    confidence REAL, -- the predicted class's probability; NULL: NaN
    truth_probability REAL, -- NULL where the prediction is right
    PRIMARY KEY (trial, split, image)
) STRICT, WITHOUT ROWID;
INSERT INTO prediction VALUES(3,'test',0,6,6,0.31191149353981018066,NULL);
INSERT INTO prediction VALUES(3,'test',1,2,2,0.44914743304252624511,NULL);
INSERT INTO prediction VALUES(3,'test',2,9,9,0.47700124979019165039,NULL);
INSERT INTO prediction VALUES(3,'test',3,8,8,0.29993891716003417968,NULL);
INSERT INTO prediction VALUES(3,'test',4,4,2,0.17331247031688690185,0.082262530922889709472);
INSERT INTO prediction VALUES(3,'test',5,5,8,0.28229489922523498535,0.042124930769205093383);
INSERT INTO prediction VALUES(3,'test',6,0,8,0.27531698346138000488,0.11286981403827667236);
INSERT INTO prediction VALUES(3,'test',7,1,1,0.18969677388668060302,NULL);
INSERT INTO prediction VALUES(3,'test',8,3,8,0.33997589349746704101,0.090656422078609466552);
INSERT INTO prediction VALUES(3,'test',9,7,7,0.26676714420318603515,NULL);
INSERT INTO prediction VALUES(3,'test',10,0,0,0.76775646209716796875,NULL);
INSERT INTO prediction VALUES(3,'test',11,4,4,0.27405741810798645019,NULL);
INSERT INTO prediction VALUES(3,'test',12,8,0,0.31738710403442382812,0.16463631391525268554);
INSERT INTO prediction VALUES(3,'test',13,5,8,0.23076675832271575927,0.052286233752965927124);
INSERT INTO prediction VALUES(3,'test',14,1,1,0.32987946271896362304,NULL);
INSERT INTO prediction VALUES(3,'test',15,7,9,0.21400050818920135498,0.14171746373176574707);
INSERT INTO prediction VALUES(3,'test',16,6,0,0.46495601534843444824,0.076644659042358398437);
INSERT INTO prediction VALUES(3,'test',17,9,8,0.27772536873817443847,0.042818892747163772583);
INSERT INTO prediction VALUES(3,'test',18,2,2,0.40501555800437927246,NULL);
INSERT INTO prediction VALUES(3,'test',19,3,8,0.38057097792625427246,0.035045798867940902709);
INSERT INTO prediction VALUES(3,'validation',0,0,0,0.2971006631851196289,NULL);
INSERT INTO prediction VALUES(3,'validation',1,6,1,0.18236336112022399902,0.083166308701038360595);
INSERT INTO prediction VALUES(3,'validation',2,2,0,0.39073988795280456542,0.20297449827194213867);
INSERT INTO prediction VALUES(3,'validation',3,1,1,0.18655461072921752929,NULL);
INSERT INTO prediction VALUES(3,'validation',4,8,8,0.41693729162216186523,NULL);
INSERT INTO prediction VALUES(3,'validation',5,7,7,0.22940962016582489013,NULL);
INSERT INTO prediction VALUES(3,'validation',6,9,7,0.2055816054344177246,0.18683570623397827148);
INSERT INTO prediction VALUES(3,'validation',7,5,0,0.270968705415725708,0.085497714579105377197);
INSERT INTO prediction VALUES(3,'validation',8,3,8,0.20431987941265106201,0.048395708203315734863);
INSERT INTO prediction VALUES(3,'validation',9,4,9,0.57531774044036865234,0.027715058997273445129);
INSERT INTO prediction VALUES(3,'validation',10,6,8,0.28146448731422424316,0.084104835987091064453);
INSERT INTO prediction VALUES(3,'validation',11,8,9,0.16428934037685394287,0.14924387633800506591);
INSERT INTO prediction VALUES(3,'validation',12,4,9,0.18550714850425720214,0.073878630995750427246);
INSERT INTO prediction VALUES(3,'validation',13,2,2,0.19100862741470336914,NULL);
INSERT INTO prediction VALUES(3,'validation',14,3,8,0.28498280048370361328,0.13915686309337615966);
INSERT INTO prediction VALUES(3,'validation',15,9,7,0.17662113904953002929,0.11638446897268295288);
INSERT INTO prediction VALUES(3,'validation',16,1,1,0.28021505475044250488,NULL);
INSERT INTO prediction VALUES(3,'validation',17,7,9,0.32746371626853942871,0.15435370802879333496);
INSERT INTO prediction VALUES(3,'validation',18,5,0,0.32969108223915100097,0.042133953422307968139);
INSERT INTO prediction VALUES(3,'validation',19,0,0,0.91711670160293579101,NULL);
INSERT INTO prediction VALUES(4,'test',0,6,6,0.90659153461456298828,NULL);
INSERT INTO prediction VALUES(4,'test',1,2,2,0.74877578020095825195,NULL);
INSERT INTO prediction VALUES(4,'test',2,9,9,0.6542643904685974121,NULL);
INSERT INTO prediction VALUES(4,'test',3,8,8,0.59551119804382324218,NULL);
INSERT INTO prediction VALUES(4,'test',4,4,0,0.4161154031753540039,0.04362735152244567871);
INSERT INTO prediction VALUES(4,'test',5,5,8,0.53064465522766113281,0.030841313302516937255);
INSERT INTO prediction VALUES(4,'test',6,0,8,0.47834217548370361328,0.14251686632633209228);
INSERT INTO prediction VALUES(4,'test',7,1,1,0.35066804289817810058,NULL);
INSERT INTO prediction VALUES(4,'test',8,3,8,0.67356753349304199218,0.11615151166915893554);
INSERT INTO prediction VALUES(4,'test',9,7,7,0.51002657413482666015,NULL);
INSERT INTO prediction VALUES(4,'test',10,0,0,0.99913823604583740234,NULL);
INSERT INTO prediction VALUES(4,'test',11,4,4,0.51782327890396118164,NULL);
INSERT INTO prediction VALUES(4,'test',12,8,0,0.66093403100967407226,0.15330493450164794921);
INSERT INTO prediction VALUES(4,'test',13,5,8,0.35725927352905273437,0.26132109761238098144);
INSERT INTO prediction VALUES(4,'test',14,1,1,0.66765880584716796875,NULL);
INSERT INTO prediction VALUES(4,'test',15,7,9,0.30630195140838623046,0.17458601295948028564);
INSERT INTO prediction VALUES(4,'test',16,6,0,0.8486295938491821289,0.070135504007339477539);
INSERT INTO prediction VALUES(4,'test',17,9,8,0.57411497831344604492,0.007479862309992313385);
INSERT INTO prediction VALUES(4,'test',18,2,2,0.77813732624053955078,NULL);
INSERT INTO prediction VALUES(4,'test',19,3,8,0.69443553686141967773,0.037598475813865661621);
INSERT INTO prediction VALUES(4,'validation',0,0,0,0.8158003091812133789,NULL);
INSERT INTO prediction VALUES(4,'validation',1,6,1,0.19036954641342163085,0.16282337903976440429);
INSERT INTO prediction VALUES(4,'validation',2,2,0,0.82948607206344604492,0.13346600532531738281);
INSERT INTO prediction VALUES(4,'validation',3,1,1,0.2812823951244354248,NULL);
INSERT INTO prediction VALUES(4,'validation',4,8,8,0.68575596809387207031,NULL);
INSERT INTO prediction VALUES(4,'validation',5,7,1,0.36987069249153137207,0.32673713564872741699);
INSERT INTO prediction VALUES(4,'validation',6,9,7,0.35596323013305664062,0.17029371857643127441);
INSERT INTO prediction VALUES(4,'validation',7,5,0,0.48138526082038879394,0.15998941659927368164);
INSERT INTO prediction VALUES(4,'validation',8,3,5,0.22731661796569824218,0.078555792570114135742);
INSERT INTO prediction VALUES(4,'validation',9,4,9,0.80331277847290039062,0.017860487103462219238);
INSERT INTO prediction VALUES(4,'validation',10,6,8,0.65722835063934326171,0.034694589674472808837);
INSERT INTO prediction VALUES(4,'validation',11,8,5,0.18622662127017974853,0.16257460415363311767);
INSERT INTO prediction VALUES(4,'validation',12,4,8,0.32267245650291442871,0.043179620057344436645);
INSERT INTO prediction VALUES(4,'validation',13,2,2,0.43896147608757019042,NULL);
INSERT INTO prediction VALUES(4,'validation',14,3,3,0.3713798224925994873,NULL);
INSERT INTO prediction VALUES(4,'validation',15,9,4,0.26719117164611816406,0.067118264734745025634);
INSERT INTO prediction VALUES(4,'validation',16,1,1,0.6220149993896484375,NULL);
INSERT INTO prediction VALUES(4,'validation',17,7,0,0.35054337978363037109,0.19181339442729949951);
INSERT INTO prediction VALUES(4,'validation',18,5,0,0.77622079849243164062,0.030890256166458129882);
INSERT INTO prediction VALUES(4,'validation',19,0,0,0.99993687868118286132,NULL);
INSERT INTO prediction VALUES(5,'test',0,6,6,0.92845273017883300781,NULL);
INSERT INTO prediction VALUES(5,'test',1,2,2,0.80783057212829589843,NULL);
INSERT INTO prediction VALUES(5,'test',2,9,9,0.67782151699066162109,NULL);
INSERT INTO prediction VALUES(5,'test',3,8,8,0.64787489175796508789,NULL);
INSERT INTO prediction VALUES(5,'test',4,4,0,0.3124713897705078125,0.07462622225284576416);
INSERT INTO prediction VALUES(5,'test',5,5,8,0.42550343275070190429,0.0042558577843010425567);
INSERT INTO prediction VALUES(5,'test',6,0,5,0.22412715852260589599,0.051858123391866683959);
INSERT INTO prediction VALUES(5,'test',7,1,6,0.25539383292198181152,0.10281080007553100585);
INSERT INTO prediction VALUES(5,'test',8,3,8,0.32825490832328796386,0.2261329740285873413);
INSERT INTO prediction VALUES(5,'test',9,7,7,0.82557791471481323242,NULL);
INSERT INTO prediction VALUES(5,'test',10,0,0,0.96117848157882690429,NULL);
INSERT INTO prediction VALUES(5,'test',11,4,4,0.81666487455368041992,NULL);
INSERT INTO prediction VALUES(5,'test',12,8,2,0.63260185718536376953,0.10212251543998718261);
INSERT INTO prediction VALUES(5,'test',13,5,6,0.23947593569755554199,0.18590392172336578369);
INSERT INTO prediction VALUES(5,'test',14,1,8,0.24885489046573638916,0.1795406341552734375);
INSERT INTO prediction VALUES(5,'test',15,7,7,0.51240831613540649414,NULL);
INSERT INTO prediction VALUES(5,'test',16,6,0,0.41759714484214782714,0.19990988075733184814);
INSERT INTO prediction VALUES(5,'test',17,9,2,0.23553140461444854736,0.0077384379692375659942);
INSERT INTO prediction VALUES(5,'test',18,2,2,0.9394868016242980957,NULL);
INSERT INTO prediction VALUES(5,'test',19,3,8,0.51062506437301635742,0.14810632169246673583);
INSERT INTO prediction VALUES(5,'validation',0,0,0,0.54986530542373657226,NULL);
INSERT INTO prediction VALUES(5,'validation',1,6,6,0.30359059572219848632,NULL);
INSERT INTO prediction VALUES(5,'validation',2,2,2,0.86387771368026733398,NULL);
INSERT INTO prediction VALUES(5,'validation',3,1,7,0.25453343987464904785,0.085799358785152435302);
INSERT INTO prediction VALUES(5,'validation',4,8,8,0.52383202314376831054,NULL);
INSERT INTO prediction VALUES(5,'validation',5,7,7,0.7725753188133239746,NULL);
INSERT INTO prediction VALUES(5,'validation',6,9,7,0.34290686249732971191,0.076835557818412780761);
INSERT INTO prediction VALUES(5,'validation',7,5,6,0.60454267263412475585,0.20196013152599334716);
INSERT INTO prediction VALUES(5,'validation',8,3,2,0.27913159132003784179,0.12252776324748992919);
INSERT INTO prediction VALUES(5,'validation',9,4,9,0.59890305995941162109,0.20060864090919494628);
INSERT INTO prediction VALUES(5,'validation',10,6,8,0.73932886123657226562,0.030332641676068305969);
INSERT INTO prediction VALUES(5,'validation',11,8,4,0.65186429023742675781,0.06172464415431022644);
INSERT INTO prediction VALUES(5,'validation',12,4,8,0.41615712642669677734,0.097682446241378784179);
INSERT INTO prediction VALUES(5,'validation',13,2,2,0.54907917976379394531,NULL);
INSERT INTO prediction VALUES(5,'validation',14,3,3,0.85341352224349975585,NULL);
INSERT INTO prediction VALUES(5,'validation',15,9,4,0.60848569869995117187,0.05910091102123260498);
INSERT INTO prediction VALUES(5,'validation',16,1,7,0.25200137495994567871,0.19599108397960662841);
INSERT INTO prediction VALUES(5,'validation',17,7,7,0.49313408136367797851,NULL);
INSERT INTO prediction VALUES(5,'validation',18,5,0,0.42697465419769287109,0.050569977611303329467);
INSERT INTO prediction VALUES(5,'validation',19,0,0,0.99669545888900756835,NULL);
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
INSERT INTO decision VALUES(1,1,0,1,'validation/loss',2.4776621600529353806,4,4,2.2435857908664340598,'prune','2026-11-26T10:36:06.615Z');
INSERT INTO decision VALUES(1,2,0,1,'validation/loss',2.4034815984724673398,3,4,2.2435857908664340598,'prune','2026-11-26T10:36:06.634Z');
INSERT INTO decision VALUES(1,3,0,1,'validation/loss',2.2435857908664340598,2,4,2.2435857908664340598,'go on','2026-11-26T10:36:06.654Z');
INSERT INTO decision VALUES(1,4,0,1,'validation/loss',2.2361793819161843721,1,4,2.2435857908664340598,'go on','2026-11-26T10:36:06.670Z');
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    trial INTEGER REFERENCES trial,
    at TEXT NOT NULL,
    kind TEXT NOT NULL, -- claimed, resumed, killed, …
    detail TEXT
) STRICT;
INSERT INTO event VALUES(1,1,'2026-11-26T10:36:06.319Z','claimed',NULL);
INSERT INTO event VALUES(2,2,'2026-11-26T10:36:06.391Z','claimed',NULL);
INSERT INTO event VALUES(3,1,'2026-11-26T10:36:06.412Z','interrupted','waits for the others after epoch 1 (rung 0)');
INSERT INTO event VALUES(4,3,'2026-11-26T10:36:06.435Z','claimed',NULL);
INSERT INTO event VALUES(5,2,'2026-11-26T10:36:06.506Z','interrupted','waits for the others after epoch 1 (rung 0)');
INSERT INTO event VALUES(6,3,'2026-11-26T10:36:06.530Z','interrupted','waits for the others after epoch 1 (rung 0)');
INSERT INTO event VALUES(7,4,'2026-11-26T10:36:06.543Z','claimed',NULL);
INSERT INTO event VALUES(8,1,'2026-11-26T10:36:06.691Z','pruned','validation/loss 2.4777 after epoch 1 (rung 0) ranks 4 of 4; 2.2436 was needed');
INSERT INTO event VALUES(9,2,'2026-11-26T10:36:06.706Z','pruned','validation/loss 2.4035 after epoch 1 (rung 0) ranks 3 of 4; 2.2436 was needed');
INSERT INTO event VALUES(10,3,'2026-11-26T10:36:06.727Z','claimed',NULL);
INSERT INTO event VALUES(11,4,'2026-11-26T10:36:06.767Z','done',NULL);
INSERT INTO event VALUES(12,3,'2026-11-26T10:36:06.794Z','resumed','after epoch 1, 0 images');
INSERT INTO event VALUES(13,3,'2026-11-26T10:36:06.834Z','done',NULL);
INSERT INTO event VALUES(14,5,'2026-11-26T10:36:06.875Z','claimed',NULL);
INSERT INTO event VALUES(15,5,'2026-11-26T10:36:06.942Z','done',NULL);
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
    SELECT *, 'train' AS split, train_loss AS loss, train_accuracy AS accuracy
    FROM epoch WHERE train_accuracy IS NOT NULL
    UNION ALL
    SELECT *, 'validation', validation_loss, validation_accuracy
    FROM epoch WHERE validation_accuracy IS NOT NULL
    UNION ALL
    SELECT *, 'test', test_loss, test_accuracy
    FROM epoch WHERE test_accuracy IS NOT NULL
) e
JOIN trial t ON t.id = e.trial;
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
WITH choice AS (
    SELECT
        trial,
        epoch,
        row_number() OVER (
            PARTITION BY trial ORDER BY coalesce(
                iif(validation_is_test, test_accuracy, validation_accuracy),
                train_accuracy) DESC, epoch) AS place
    FROM (
        SELECT e.*, c.validation_is_test
        FROM epoch e
        JOIN trial t ON t.id = e.trial
        JOIN config c ON c.id = t.config
    )
)
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
JOIN choice ON choice.trial = t.id AND choice.place = 1
JOIN epoch e ON e.trial = t.id AND e.epoch = choice.epoch;
CREATE VIEW curves AS
WITH sums AS (
    SELECT
        sc.study,
        sc.config,
        r.epoch,
        avg(e.train_accuracy) AS train_accuracy,
        sum(e.train_accuracy - coalesce(r.train_accuracy, 0)) AS train_accuracy_sum,
        sum((e.train_accuracy - coalesce(r.train_accuracy, 0)) * (e.train_accuracy - coalesce(r.train_accuracy, 0)))
            AS train_accuracy_squares,
        avg(e.train_loss) AS train_loss,
        sum(e.train_loss - coalesce(r.train_loss, 0)) AS train_loss_sum,
        sum((e.train_loss - coalesce(r.train_loss, 0)) * (e.train_loss - coalesce(r.train_loss, 0)))
            AS train_loss_squares,
        min(e.train_accuracy) AS train_min,
        max(e.train_accuracy) AS train_max,
        count(e.train_accuracy) AS train_n,
        count(e.train_loss) AS train_losses,
        avg(e.validation_accuracy) AS validation_accuracy,
        sum(e.validation_accuracy - coalesce(r.validation_accuracy, 0)) AS validation_accuracy_sum,
        sum((e.validation_accuracy - coalesce(r.validation_accuracy, 0)) * (e.validation_accuracy - coalesce(r.validation_accuracy, 0)))
            AS validation_accuracy_squares,
        avg(e.validation_loss) AS validation_loss,
        sum(e.validation_loss - coalesce(r.validation_loss, 0)) AS validation_loss_sum,
        sum((e.validation_loss - coalesce(r.validation_loss, 0)) * (e.validation_loss - coalesce(r.validation_loss, 0)))
            AS validation_loss_squares,
        min(e.validation_accuracy) AS validation_min,
        max(e.validation_accuracy) AS validation_max,
        count(e.validation_accuracy) AS validation_n,
        count(e.validation_loss) AS validation_losses,
        avg(e.test_accuracy) AS test_accuracy,
        sum(e.test_accuracy - coalesce(r.test_accuracy, 0)) AS test_accuracy_sum,
        sum((e.test_accuracy - coalesce(r.test_accuracy, 0)) * (e.test_accuracy - coalesce(r.test_accuracy, 0)))
            AS test_accuracy_squares,
        avg(e.test_loss) AS test_loss,
        sum(e.test_loss - coalesce(r.test_loss, 0)) AS test_loss_sum,
        sum((e.test_loss - coalesce(r.test_loss, 0)) * (e.test_loss - coalesce(r.test_loss, 0)))
            AS test_loss_squares,
        min(e.test_accuracy) AS test_min,
        max(e.test_accuracy) AS test_max,
        count(e.test_accuracy) AS test_n,
        count(e.test_loss) AS test_losses
    FROM study_config sc
    CROSS JOIN epoch r
    CROSS JOIN trial t
    CROSS JOIN study_trial st
    CROSS JOIN epoch e
    WHERE r.trial = (
            SELECT l.trial FROM trial k
            JOIN study_trial kt ON kt.study = sc.study AND kt.trial = k.id
                AND kt.phase = 'sweep'
            JOIN epoch l ON l.trial = k.id
            WHERE k.config = sc.config ORDER BY l.epoch DESC, l.trial LIMIT 1)
        AND t.config = sc.config
        AND st.study = sc.study AND st.trial = t.id AND st.phase = 'sweep'
        AND e.trial = t.id AND e.epoch = r.epoch
    GROUP BY sc.study, sc.config, r.epoch
),
split AS (
    SELECT study, config, epoch, 'train' AS split, train_n AS n,
        train_losses AS losses,
        train_accuracy AS accuracy, train_min AS accuracy_min,
        train_max AS accuracy_max, train_loss AS loss,
        train_accuracy_squares
            - train_accuracy_sum * train_accuracy_sum / train_n AS accuracy_squares,
        train_loss_squares
            - train_loss_sum * train_loss_sum / train_n AS loss_squares
    FROM sums WHERE train_n > 0
    UNION ALL
    SELECT study, config, epoch, 'validation', validation_n,
        validation_losses,
        validation_accuracy, validation_min,
        validation_max, validation_loss,
        validation_accuracy_squares
            - validation_accuracy_sum * validation_accuracy_sum / validation_n,
        validation_loss_squares
            - validation_loss_sum * validation_loss_sum / validation_n
    FROM sums WHERE validation_n > 0
    UNION ALL
    SELECT study, config, epoch, 'test', test_n,
        test_losses,
        test_accuracy, test_min,
        test_max, test_loss,
        test_accuracy_squares
            - test_accuracy_sum * test_accuracy_sum / test_n,
        test_loss_squares
            - test_loss_sum * test_loss_sum / test_n
    FROM sums WHERE test_n > 0
)
SELECT
    s.name AS study,
    c.name AS config,
    sc.label,
    c.model,
    m.split,
    m.epoch,
    m.n,
    m.accuracy,
    CASE WHEN m.n > 1 THEN sqrt(max(m.accuracy_squares, 0) / (m.n - 1)) END
        AS accuracy_sd,
    m.accuracy_min,
    m.accuracy_max,
    CASE WHEN m.losses = m.n THEN m.loss END AS loss,
    CASE WHEN m.losses = m.n AND m.n > 1 THEN
        sqrt(max(m.loss_squares, 0) / (m.n - 1)) END AS loss_sd,
    c.validation_is_test,
    sc.position AS config_position
FROM split m
JOIN config c ON c.id = m.config
JOIN study_config sc ON sc.study = m.study AND sc.config = m.config
JOIN study s ON s.id = m.study;
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
