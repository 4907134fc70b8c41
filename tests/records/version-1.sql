-- A database of schema version 1, as the last program that wrote it left it
-- (text that the sqlite3 shell's .dump would give).
PRAGMA application_id = 0x5144524C;
PRAGMA user_version = 1;
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
INSERT INTO "attempt" VALUES(1,1,1,'2026-11-22T21:53:16.224Z','2026-11-22T21:53:16.317Z','done',NULL,NULL);
INSERT INTO "attempt" VALUES(2,1,1,'2026-11-22T21:53:16.261Z','2026-11-22T21:53:16.368Z','done',NULL,NULL);
INSERT INTO "attempt" VALUES(3,1,2,'2026-11-22T21:53:18.179Z','2026-11-22T21:53:18.229Z','failed','exited with status 1',NULL);
INSERT INTO "attempt" VALUES(4,1,2,'2026-11-22T21:53:18.320Z','2026-11-22T21:53:22.294Z','interrupted','the runner died',NULL);
INSERT INTO "attempt" VALUES(5,1,2,'2026-11-22T21:53:22.321Z','2026-11-22T21:53:22.400Z','done',NULL,NULL);
CREATE TABLE checkpoint (
    trial INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    path TEXT NOT NULL, -- from the database's folder
    digest TEXT NOT NULL, -- SHA-256
    bytes INTEGER NOT NULL,
    PRIMARY KEY (trial, epoch),
    FOREIGN KEY (trial, epoch) REFERENCES epoch ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO "checkpoint" VALUES(1,1,'r.checkpoints/144d07502a83f1d4/epoch-0001.safetensors','8041eb5a4033340d65ac012272e7192285bd495ba39b1b89ba56b45ae91aa7d3',94960);
INSERT INTO "checkpoint" VALUES(1,2,'r.checkpoints/144d07502a83f1d4/epoch-0002.safetensors','322a04772cc69fa88e3cc0a3d6d43d0b765b4f3db81e08f1801276086b231293',94960);
INSERT INTO "checkpoint" VALUES(2,1,'r.checkpoints/b177596f6edda3c3/epoch-0001.safetensors','48669c9c24ecb76b14ca38332aa11117f1994fb3b7f6e63b5d13ca631da57b76',94960);
INSERT INTO "checkpoint" VALUES(2,2,'r.checkpoints/b177596f6edda3c3/epoch-0002.safetensors','f764bda056c971b0b080d86160bed1fed9bf5a2be775de11c960969b7025a3e5',94960);
INSERT INTO "checkpoint" VALUES(4,1,'r.checkpoints/44765e2fa98ad609/epoch-0001.safetensors','e23bf185bf05d0b481b9dc393e44865e7c794b896f6fe4fb2ec04f052cfedd6e',94960);
INSERT INTO "checkpoint" VALUES(5,1,'r.checkpoints/7fea136adc438881/epoch-0001.safetensors','b73f9d0b9fc32693c297cbc82452690a00056c10099e954ee8e342646f4b449b',94960);
INSERT INTO "checkpoint" VALUES(5,2,'r.checkpoints/7fea136adc438881/epoch-0002.safetensors','4bb63f2cf2e3a8786c54f1082e3fa949618d2e9b8f4d93ec9ee95d125a83ce6f',94960);
CREATE TABLE class (
    class INTEGER PRIMARY KEY
) STRICT;
INSERT INTO "class" VALUES(0);
INSERT INTO "class" VALUES(1);
INSERT INTO "class" VALUES(2);
INSERT INTO "class" VALUES(3);
INSERT INTO "class" VALUES(4);
INSERT INTO "class" VALUES(5);
INSERT INTO "class" VALUES(6);
INSERT INTO "class" VALUES(7);
INSERT INTO "class" VALUES(8);
INSERT INTO "class" VALUES(9);
INSERT INTO "class" VALUES(10);
INSERT INTO "class" VALUES(11);
INSERT INTO "class" VALUES(12);
INSERT INTO "class" VALUES(13);
INSERT INTO "class" VALUES(14);
INSERT INTO "class" VALUES(15);
INSERT INTO "class" VALUES(16);
INSERT INTO "class" VALUES(17);
INSERT INTO "class" VALUES(18);
INSERT INTO "class" VALUES(19);
INSERT INTO "class" VALUES(20);
INSERT INTO "class" VALUES(21);
INSERT INTO "class" VALUES(22);
INSERT INTO "class" VALUES(23);
INSERT INTO "class" VALUES(24);
INSERT INTO "class" VALUES(25);
INSERT INTO "class" VALUES(26);
INSERT INTO "class" VALUES(27);
INSERT INTO "class" VALUES(28);
INSERT INTO "class" VALUES(29);
INSERT INTO "class" VALUES(30);
INSERT INTO "class" VALUES(31);
INSERT INTO "class" VALUES(32);
INSERT INTO "class" VALUES(33);
INSERT INTO "class" VALUES(34);
INSERT INTO "class" VALUES(35);
INSERT INTO "class" VALUES(36);
INSERT INTO "class" VALUES(37);
INSERT INTO "class" VALUES(38);
INSERT INTO "class" VALUES(39);
INSERT INTO "class" VALUES(40);
INSERT INTO "class" VALUES(41);
INSERT INTO "class" VALUES(42);
INSERT INTO "class" VALUES(43);
INSERT INTO "class" VALUES(44);
INSERT INTO "class" VALUES(45);
INSERT INTO "class" VALUES(46);
INSERT INTO "class" VALUES(47);
INSERT INTO "class" VALUES(48);
INSERT INTO "class" VALUES(49);
INSERT INTO "class" VALUES(50);
INSERT INTO "class" VALUES(51);
INSERT INTO "class" VALUES(52);
INSERT INTO "class" VALUES(53);
INSERT INTO "class" VALUES(54);
INSERT INTO "class" VALUES(55);
INSERT INTO "class" VALUES(56);
INSERT INTO "class" VALUES(57);
INSERT INTO "class" VALUES(58);
INSERT INTO "class" VALUES(59);
INSERT INTO "class" VALUES(60);
INSERT INTO "class" VALUES(61);
INSERT INTO "class" VALUES(62);
INSERT INTO "class" VALUES(63);
INSERT INTO "class" VALUES(64);
INSERT INTO "class" VALUES(65);
INSERT INTO "class" VALUES(66);
INSERT INTO "class" VALUES(67);
INSERT INTO "class" VALUES(68);
INSERT INTO "class" VALUES(69);
INSERT INTO "class" VALUES(70);
INSERT INTO "class" VALUES(71);
INSERT INTO "class" VALUES(72);
INSERT INTO "class" VALUES(73);
INSERT INTO "class" VALUES(74);
INSERT INTO "class" VALUES(75);
INSERT INTO "class" VALUES(76);
INSERT INTO "class" VALUES(77);
INSERT INTO "class" VALUES(78);
INSERT INTO "class" VALUES(79);
INSERT INTO "class" VALUES(80);
INSERT INTO "class" VALUES(81);
INSERT INTO "class" VALUES(82);
INSERT INTO "class" VALUES(83);
INSERT INTO "class" VALUES(84);
INSERT INTO "class" VALUES(85);
INSERT INTO "class" VALUES(86);
INSERT INTO "class" VALUES(87);
INSERT INTO "class" VALUES(88);
INSERT INTO "class" VALUES(89);
INSERT INTO "class" VALUES(90);
INSERT INTO "class" VALUES(91);
INSERT INTO "class" VALUES(92);
INSERT INTO "class" VALUES(93);
INSERT INTO "class" VALUES(94);
INSERT INTO "class" VALUES(95);
INSERT INTO "class" VALUES(96);
INSERT INTO "class" VALUES(97);
INSERT INTO "class" VALUES(98);
INSERT INTO "class" VALUES(99);
INSERT INTO "class" VALUES(100);
INSERT INTO "class" VALUES(101);
INSERT INTO "class" VALUES(102);
INSERT INTO "class" VALUES(103);
INSERT INTO "class" VALUES(104);
INSERT INTO "class" VALUES(105);
INSERT INTO "class" VALUES(106);
INSERT INTO "class" VALUES(107);
INSERT INTO "class" VALUES(108);
INSERT INTO "class" VALUES(109);
INSERT INTO "class" VALUES(110);
INSERT INTO "class" VALUES(111);
INSERT INTO "class" VALUES(112);
INSERT INTO "class" VALUES(113);
INSERT INTO "class" VALUES(114);
INSERT INTO "class" VALUES(115);
INSERT INTO "class" VALUES(116);
INSERT INTO "class" VALUES(117);
INSERT INTO "class" VALUES(118);
INSERT INTO "class" VALUES(119);
INSERT INTO "class" VALUES(120);
INSERT INTO "class" VALUES(121);
INSERT INTO "class" VALUES(122);
INSERT INTO "class" VALUES(123);
INSERT INTO "class" VALUES(124);
INSERT INTO "class" VALUES(125);
INSERT INTO "class" VALUES(126);
INSERT INTO "class" VALUES(127);
INSERT INTO "class" VALUES(128);
INSERT INTO "class" VALUES(129);
INSERT INTO "class" VALUES(130);
INSERT INTO "class" VALUES(131);
INSERT INTO "class" VALUES(132);
INSERT INTO "class" VALUES(133);
INSERT INTO "class" VALUES(134);
INSERT INTO "class" VALUES(135);
INSERT INTO "class" VALUES(136);
INSERT INTO "class" VALUES(137);
INSERT INTO "class" VALUES(138);
INSERT INTO "class" VALUES(139);
INSERT INTO "class" VALUES(140);
INSERT INTO "class" VALUES(141);
INSERT INTO "class" VALUES(142);
INSERT INTO "class" VALUES(143);
INSERT INTO "class" VALUES(144);
INSERT INTO "class" VALUES(145);
INSERT INTO "class" VALUES(146);
INSERT INTO "class" VALUES(147);
INSERT INTO "class" VALUES(148);
INSERT INTO "class" VALUES(149);
INSERT INTO "class" VALUES(150);
INSERT INTO "class" VALUES(151);
INSERT INTO "class" VALUES(152);
INSERT INTO "class" VALUES(153);
INSERT INTO "class" VALUES(154);
INSERT INTO "class" VALUES(155);
INSERT INTO "class" VALUES(156);
INSERT INTO "class" VALUES(157);
INSERT INTO "class" VALUES(158);
INSERT INTO "class" VALUES(159);
INSERT INTO "class" VALUES(160);
INSERT INTO "class" VALUES(161);
INSERT INTO "class" VALUES(162);
INSERT INTO "class" VALUES(163);
INSERT INTO "class" VALUES(164);
INSERT INTO "class" VALUES(165);
INSERT INTO "class" VALUES(166);
INSERT INTO "class" VALUES(167);
INSERT INTO "class" VALUES(168);
INSERT INTO "class" VALUES(169);
INSERT INTO "class" VALUES(170);
INSERT INTO "class" VALUES(171);
INSERT INTO "class" VALUES(172);
INSERT INTO "class" VALUES(173);
INSERT INTO "class" VALUES(174);
INSERT INTO "class" VALUES(175);
INSERT INTO "class" VALUES(176);
INSERT INTO "class" VALUES(177);
INSERT INTO "class" VALUES(178);
INSERT INTO "class" VALUES(179);
INSERT INTO "class" VALUES(180);
INSERT INTO "class" VALUES(181);
INSERT INTO "class" VALUES(182);
INSERT INTO "class" VALUES(183);
INSERT INTO "class" VALUES(184);
INSERT INTO "class" VALUES(185);
INSERT INTO "class" VALUES(186);
INSERT INTO "class" VALUES(187);
INSERT INTO "class" VALUES(188);
INSERT INTO "class" VALUES(189);
INSERT INTO "class" VALUES(190);
INSERT INTO "class" VALUES(191);
INSERT INTO "class" VALUES(192);
INSERT INTO "class" VALUES(193);
INSERT INTO "class" VALUES(194);
INSERT INTO "class" VALUES(195);
INSERT INTO "class" VALUES(196);
INSERT INTO "class" VALUES(197);
INSERT INTO "class" VALUES(198);
INSERT INTO "class" VALUES(199);
INSERT INTO "class" VALUES(200);
INSERT INTO "class" VALUES(201);
INSERT INTO "class" VALUES(202);
INSERT INTO "class" VALUES(203);
INSERT INTO "class" VALUES(204);
INSERT INTO "class" VALUES(205);
INSERT INTO "class" VALUES(206);
INSERT INTO "class" VALUES(207);
INSERT INTO "class" VALUES(208);
INSERT INTO "class" VALUES(209);
INSERT INTO "class" VALUES(210);
INSERT INTO "class" VALUES(211);
INSERT INTO "class" VALUES(212);
INSERT INTO "class" VALUES(213);
INSERT INTO "class" VALUES(214);
INSERT INTO "class" VALUES(215);
INSERT INTO "class" VALUES(216);
INSERT INTO "class" VALUES(217);
INSERT INTO "class" VALUES(218);
INSERT INTO "class" VALUES(219);
INSERT INTO "class" VALUES(220);
INSERT INTO "class" VALUES(221);
INSERT INTO "class" VALUES(222);
INSERT INTO "class" VALUES(223);
INSERT INTO "class" VALUES(224);
INSERT INTO "class" VALUES(225);
INSERT INTO "class" VALUES(226);
INSERT INTO "class" VALUES(227);
INSERT INTO "class" VALUES(228);
INSERT INTO "class" VALUES(229);
INSERT INTO "class" VALUES(230);
INSERT INTO "class" VALUES(231);
INSERT INTO "class" VALUES(232);
INSERT INTO "class" VALUES(233);
INSERT INTO "class" VALUES(234);
INSERT INTO "class" VALUES(235);
INSERT INTO "class" VALUES(236);
INSERT INTO "class" VALUES(237);
INSERT INTO "class" VALUES(238);
INSERT INTO "class" VALUES(239);
INSERT INTO "class" VALUES(240);
INSERT INTO "class" VALUES(241);
INSERT INTO "class" VALUES(242);
INSERT INTO "class" VALUES(243);
INSERT INTO "class" VALUES(244);
INSERT INTO "class" VALUES(245);
INSERT INTO "class" VALUES(246);
INSERT INTO "class" VALUES(247);
INSERT INTO "class" VALUES(248);
INSERT INTO "class" VALUES(249);
INSERT INTO "class" VALUES(250);
INSERT INTO "class" VALUES(251);
INSERT INTO "class" VALUES(252);
INSERT INTO "class" VALUES(253);
INSERT INTO "class" VALUES(254);
INSERT INTO "class" VALUES(255);
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
INSERT INTO "config" VALUES(1,'cb9f61a7','cb9f61a75ff5005ec74b3335fefd748a41d5f3bbab2c1c95d6dc979419e47115','{"augment":{"rotate":0,"shear":0,"shift_x":0,"shift_y":0,"zoom":0},"batch_size":20,"dataset":{"name":"digits","seed":1,"test_count":20,"train_count":60},"epochs":2,"init":"keras","input":{"channels":0,"normalize":"unit","resize":"bilinear","size":0},"loss":{"clipped":false,"label_smoothing":0,"name":"cross_entropy"},"model":{"layers":[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}],"name":"own"},"optimizer":{"beta1":0.9,"beta2":0.999,"epsilon":1e-07,"lr":0.001,"name":"adam","weight_decay":0},"schedule":{"name":"constant","warmup":0},"test_size":0,"train_size":0,"validation":{"last":20,"name":"last"}}','own','digits','7d2acdb06f6bd4e11abc75429e4ddb30a56abd27f8b3b4b41e930d1027decd53',0);
INSERT INTO "config" VALUES(2,'d329f5fb','d329f5fb82af2b82605f8892de7e70d8829b00bbbe6aba40482cb8c6dbe989cd','{"augment":{"rotate":0,"shear":0,"shift_x":0,"shift_y":0,"zoom":0},"batch_size":20,"dataset":{"name":"digits","seed":1,"test_count":20,"train_count":60},"epochs":2,"init":"keras","input":{"channels":0,"normalize":"unit","resize":"bilinear","size":0},"loss":{"clipped":false,"label_smoothing":0,"name":"cross_entropy"},"model":{"layers":[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}],"name":"own"},"optimizer":{"beta1":0.9,"beta2":0.999,"epsilon":1e-07,"lr":0.01,"name":"adam","weight_decay":0},"schedule":{"name":"constant","warmup":0},"test_size":0,"train_size":0,"validation":{"last":20,"name":"last"}}','own','digits','7d2acdb06f6bd4e11abc75429e4ddb30a56abd27f8b3b4b41e930d1027decd53',0);
CREATE TABLE confusion_count (
    matrix INTEGER NOT NULL REFERENCES confusion_matrix ON DELETE CASCADE,
    truth INTEGER NOT NULL,
    predicted INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (matrix, truth, predicted)
) STRICT, WITHOUT ROWID;
INSERT INTO "confusion_count" VALUES(1,0,3,1);
INSERT INTO "confusion_count" VALUES(1,0,8,1);
INSERT INTO "confusion_count" VALUES(1,1,0,1);
INSERT INTO "confusion_count" VALUES(1,1,4,1);
INSERT INTO "confusion_count" VALUES(1,2,6,1);
INSERT INTO "confusion_count" VALUES(1,2,8,1);
INSERT INTO "confusion_count" VALUES(1,3,6,1);
INSERT INTO "confusion_count" VALUES(1,3,8,1);
INSERT INTO "confusion_count" VALUES(1,4,0,1);
INSERT INTO "confusion_count" VALUES(1,4,3,1);
INSERT INTO "confusion_count" VALUES(1,5,6,2);
INSERT INTO "confusion_count" VALUES(1,6,8,2);
INSERT INTO "confusion_count" VALUES(1,7,3,1);
INSERT INTO "confusion_count" VALUES(1,7,6,1);
INSERT INTO "confusion_count" VALUES(1,8,3,1);
INSERT INTO "confusion_count" VALUES(1,8,8,1);
INSERT INTO "confusion_count" VALUES(1,9,0,2);
INSERT INTO "confusion_count" VALUES(2,0,3,1);
INSERT INTO "confusion_count" VALUES(2,0,8,1);
INSERT INTO "confusion_count" VALUES(2,1,0,1);
INSERT INTO "confusion_count" VALUES(2,1,4,1);
INSERT INTO "confusion_count" VALUES(2,2,6,1);
INSERT INTO "confusion_count" VALUES(2,2,8,1);
INSERT INTO "confusion_count" VALUES(2,3,8,2);
INSERT INTO "confusion_count" VALUES(2,4,0,1);
INSERT INTO "confusion_count" VALUES(2,4,3,1);
INSERT INTO "confusion_count" VALUES(2,5,0,1);
INSERT INTO "confusion_count" VALUES(2,5,6,1);
INSERT INTO "confusion_count" VALUES(2,6,8,2);
INSERT INTO "confusion_count" VALUES(2,7,3,1);
INSERT INTO "confusion_count" VALUES(2,7,6,1);
INSERT INTO "confusion_count" VALUES(2,8,8,2);
INSERT INTO "confusion_count" VALUES(2,9,0,2);
INSERT INTO "confusion_count" VALUES(3,0,6,1);
INSERT INTO "confusion_count" VALUES(3,0,8,1);
INSERT INTO "confusion_count" VALUES(3,1,1,1);
INSERT INTO "confusion_count" VALUES(3,1,4,1);
INSERT INTO "confusion_count" VALUES(3,2,0,1);
INSERT INTO "confusion_count" VALUES(3,2,2,1);
INSERT INTO "confusion_count" VALUES(3,3,8,2);
INSERT INTO "confusion_count" VALUES(3,4,2,2);
INSERT INTO "confusion_count" VALUES(3,5,2,1);
INSERT INTO "confusion_count" VALUES(3,5,8,1);
INSERT INTO "confusion_count" VALUES(3,6,0,1);
INSERT INTO "confusion_count" VALUES(3,6,8,1);
INSERT INTO "confusion_count" VALUES(3,7,2,1);
INSERT INTO "confusion_count" VALUES(3,7,8,1);
INSERT INTO "confusion_count" VALUES(3,8,0,1);
INSERT INTO "confusion_count" VALUES(3,8,8,1);
INSERT INTO "confusion_count" VALUES(3,9,3,1);
INSERT INTO "confusion_count" VALUES(3,9,8,1);
INSERT INTO "confusion_count" VALUES(4,0,0,1);
INSERT INTO "confusion_count" VALUES(4,0,8,1);
INSERT INTO "confusion_count" VALUES(4,1,1,2);
INSERT INTO "confusion_count" VALUES(4,2,0,1);
INSERT INTO "confusion_count" VALUES(4,2,7,1);
INSERT INTO "confusion_count" VALUES(4,3,8,2);
INSERT INTO "confusion_count" VALUES(4,4,9,2);
INSERT INTO "confusion_count" VALUES(4,5,7,1);
INSERT INTO "confusion_count" VALUES(4,5,9,1);
INSERT INTO "confusion_count" VALUES(4,6,1,1);
INSERT INTO "confusion_count" VALUES(4,6,8,1);
INSERT INTO "confusion_count" VALUES(4,7,9,2);
INSERT INTO "confusion_count" VALUES(4,8,8,1);
INSERT INTO "confusion_count" VALUES(4,8,9,1);
INSERT INTO "confusion_count" VALUES(4,9,7,1);
INSERT INTO "confusion_count" VALUES(4,9,9,1);
INSERT INTO "confusion_count" VALUES(5,0,0,2);
INSERT INTO "confusion_count" VALUES(5,1,1,2);
INSERT INTO "confusion_count" VALUES(5,2,0,1);
INSERT INTO "confusion_count" VALUES(5,2,2,1);
INSERT INTO "confusion_count" VALUES(5,3,8,2);
INSERT INTO "confusion_count" VALUES(5,4,9,2);
INSERT INTO "confusion_count" VALUES(5,5,0,2);
INSERT INTO "confusion_count" VALUES(5,6,1,1);
INSERT INTO "confusion_count" VALUES(5,6,8,1);
INSERT INTO "confusion_count" VALUES(5,7,7,1);
INSERT INTO "confusion_count" VALUES(5,7,9,1);
INSERT INTO "confusion_count" VALUES(5,8,8,1);
INSERT INTO "confusion_count" VALUES(5,8,9,1);
INSERT INTO "confusion_count" VALUES(5,9,7,2);
INSERT INTO "confusion_count" VALUES(6,0,0,1);
INSERT INTO "confusion_count" VALUES(6,0,8,1);
INSERT INTO "confusion_count" VALUES(6,1,1,2);
INSERT INTO "confusion_count" VALUES(6,2,2,2);
INSERT INTO "confusion_count" VALUES(6,3,8,2);
INSERT INTO "confusion_count" VALUES(6,4,2,1);
INSERT INTO "confusion_count" VALUES(6,4,4,1);
INSERT INTO "confusion_count" VALUES(6,5,8,2);
INSERT INTO "confusion_count" VALUES(6,6,0,1);
INSERT INTO "confusion_count" VALUES(6,6,6,1);
INSERT INTO "confusion_count" VALUES(6,7,7,1);
INSERT INTO "confusion_count" VALUES(6,7,9,1);
INSERT INTO "confusion_count" VALUES(6,8,0,1);
INSERT INTO "confusion_count" VALUES(6,8,8,1);
INSERT INTO "confusion_count" VALUES(6,9,8,1);
INSERT INTO "confusion_count" VALUES(6,9,9,1);
INSERT INTO "confusion_count" VALUES(7,0,2,2);
INSERT INTO "confusion_count" VALUES(7,1,3,2);
INSERT INTO "confusion_count" VALUES(7,2,1,1);
INSERT INTO "confusion_count" VALUES(7,2,9,1);
INSERT INTO "confusion_count" VALUES(7,3,3,1);
INSERT INTO "confusion_count" VALUES(7,3,8,1);
INSERT INTO "confusion_count" VALUES(7,4,8,1);
INSERT INTO "confusion_count" VALUES(7,4,9,1);
INSERT INTO "confusion_count" VALUES(7,5,1,1);
INSERT INTO "confusion_count" VALUES(7,5,2,1);
INSERT INTO "confusion_count" VALUES(7,6,4,1);
INSERT INTO "confusion_count" VALUES(7,6,9,1);
INSERT INTO "confusion_count" VALUES(7,7,5,1);
INSERT INTO "confusion_count" VALUES(7,7,9,1);
INSERT INTO "confusion_count" VALUES(7,8,8,2);
INSERT INTO "confusion_count" VALUES(7,9,8,2);
INSERT INTO "confusion_count" VALUES(8,0,3,1);
INSERT INTO "confusion_count" VALUES(8,0,7,1);
INSERT INTO "confusion_count" VALUES(8,1,1,1);
INSERT INTO "confusion_count" VALUES(8,1,7,1);
INSERT INTO "confusion_count" VALUES(8,2,0,1);
INSERT INTO "confusion_count" VALUES(8,2,7,1);
INSERT INTO "confusion_count" VALUES(8,3,2,1);
INSERT INTO "confusion_count" VALUES(8,3,4,1);
INSERT INTO "confusion_count" VALUES(8,4,4,1);
INSERT INTO "confusion_count" VALUES(8,4,7,1);
INSERT INTO "confusion_count" VALUES(8,5,2,1);
INSERT INTO "confusion_count" VALUES(8,5,4,1);
INSERT INTO "confusion_count" VALUES(8,6,4,1);
INSERT INTO "confusion_count" VALUES(8,6,7,1);
INSERT INTO "confusion_count" VALUES(8,7,2,1);
INSERT INTO "confusion_count" VALUES(8,7,7,1);
INSERT INTO "confusion_count" VALUES(8,8,4,2);
INSERT INTO "confusion_count" VALUES(8,9,4,1);
INSERT INTO "confusion_count" VALUES(8,9,7,1);
INSERT INTO "confusion_count" VALUES(9,0,3,1);
INSERT INTO "confusion_count" VALUES(9,0,7,1);
INSERT INTO "confusion_count" VALUES(9,1,1,1);
INSERT INTO "confusion_count" VALUES(9,1,7,1);
INSERT INTO "confusion_count" VALUES(9,2,0,1);
INSERT INTO "confusion_count" VALUES(9,2,7,1);
INSERT INTO "confusion_count" VALUES(9,3,2,1);
INSERT INTO "confusion_count" VALUES(9,3,4,1);
INSERT INTO "confusion_count" VALUES(9,4,4,1);
INSERT INTO "confusion_count" VALUES(9,4,7,1);
INSERT INTO "confusion_count" VALUES(9,5,2,1);
INSERT INTO "confusion_count" VALUES(9,5,4,1);
INSERT INTO "confusion_count" VALUES(9,6,4,1);
INSERT INTO "confusion_count" VALUES(9,6,7,1);
INSERT INTO "confusion_count" VALUES(9,7,7,1);
INSERT INTO "confusion_count" VALUES(9,7,9,1);
INSERT INTO "confusion_count" VALUES(9,8,4,2);
INSERT INTO "confusion_count" VALUES(9,9,6,1);
INSERT INTO "confusion_count" VALUES(9,9,7,1);
INSERT INTO "confusion_count" VALUES(10,0,4,1);
INSERT INTO "confusion_count" VALUES(10,0,7,1);
INSERT INTO "confusion_count" VALUES(10,1,4,1);
INSERT INTO "confusion_count" VALUES(10,1,7,1);
INSERT INTO "confusion_count" VALUES(10,2,0,1);
INSERT INTO "confusion_count" VALUES(10,2,4,1);
INSERT INTO "confusion_count" VALUES(10,3,2,1);
INSERT INTO "confusion_count" VALUES(10,3,4,1);
INSERT INTO "confusion_count" VALUES(10,4,2,1);
INSERT INTO "confusion_count" VALUES(10,4,4,1);
INSERT INTO "confusion_count" VALUES(10,5,2,1);
INSERT INTO "confusion_count" VALUES(10,5,4,1);
INSERT INTO "confusion_count" VALUES(10,6,0,1);
INSERT INTO "confusion_count" VALUES(10,6,4,1);
INSERT INTO "confusion_count" VALUES(10,7,4,1);
INSERT INTO "confusion_count" VALUES(10,7,9,1);
INSERT INTO "confusion_count" VALUES(10,8,0,1);
INSERT INTO "confusion_count" VALUES(10,8,4,1);
INSERT INTO "confusion_count" VALUES(10,9,2,1);
INSERT INTO "confusion_count" VALUES(10,9,6,1);
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
INSERT INTO "confusion_matrix" VALUES(1,1,1,'validation',10,20);
INSERT INTO "confusion_matrix" VALUES(2,1,2,'validation',10,20);
INSERT INTO "confusion_matrix" VALUES(3,1,2,'test',10,20);
INSERT INTO "confusion_matrix" VALUES(4,2,1,'validation',10,20);
INSERT INTO "confusion_matrix" VALUES(5,2,2,'validation',10,20);
INSERT INTO "confusion_matrix" VALUES(6,2,2,'test',10,20);
INSERT INTO "confusion_matrix" VALUES(7,4,1,'validation',10,20);
INSERT INTO "confusion_matrix" VALUES(8,5,1,'validation',10,20);
INSERT INTO "confusion_matrix" VALUES(9,5,2,'validation',10,20);
INSERT INTO "confusion_matrix" VALUES(10,5,2,'test',10,20);
CREATE TABLE environment (
    id INTEGER PRIMARY KEY,
    json TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "environment" VALUES(1,'{"host":"here","threads":1}');
INSERT INTO "environment" VALUES(2,'{"host":"here","threads":2}');
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
INSERT INTO "epoch" VALUES(1,1,2.46548268563854966473e+00,0.05,2.4776621600529353806e+00,0.05,NULL,NULL,0.001,40,130,147,12464128);
INSERT INTO "epoch" VALUES(1,2,2.34161526425335,0.125,2.42903660920859421068e+00,0.1,2.33136664940530291545e+00,0.15,0.001,40,77,121,12595200);
INSERT INTO "epoch" VALUES(2,1,2.545850645555372882e+00,0.1,2.24358579086643405986e+00,0.25,NULL,NULL,0.01,40,698,746,12550144);
INSERT INTO "epoch" VALUES(2,2,1.57054858912097050627e+00,0.675,1.96140273981243740131e+00,0.35,1.82458404675227248148e+00,0.5,0.01,40,73,103,12681216);
INSERT INTO "epoch" VALUES(4,1,2.32430699063276335891e+00,0.125,2.41361180993731716526e+00,0.15,NULL,NULL,0.001,40,176,194,12845056);
INSERT INTO "epoch" VALUES(5,1,2.40113669596332801603e+00,0.0,2.39137811152711421414e+00,0.15,NULL,NULL,0.001,40,4279,4304,12652544);
INSERT INTO "epoch" VALUES(5,2,2.27659135552420321957e+00,0.025,2.33901468351632502162e+00,0.15,2.43797242655557555579e+00,0.05,0.001,40,80,111,13053952);
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    trial INTEGER REFERENCES trial,
    at TEXT NOT NULL,
    kind TEXT NOT NULL, -- claimed, resumed, killed, …
    detail TEXT
) STRICT;
INSERT INTO "event" VALUES(1,1,'2026-11-22T21:53:16.224Z','claimed',NULL);
INSERT INTO "event" VALUES(2,2,'2026-11-22T21:53:16.261Z','claimed',NULL);
INSERT INTO "event" VALUES(3,1,'2026-11-22T21:53:16.317Z','done',NULL);
INSERT INTO "event" VALUES(4,2,'2026-11-22T21:53:16.368Z','done',NULL);
INSERT INTO "event" VALUES(5,3,'2026-11-22T21:53:18.179Z','claimed',NULL);
INSERT INTO "event" VALUES(6,3,'2026-11-22T21:53:18.229Z','failed','exited with status 1');
INSERT INTO "event" VALUES(7,4,'2026-11-22T21:53:18.320Z','claimed',NULL);
INSERT INTO "event" VALUES(8,4,'2026-11-22T21:53:22.294Z','lost','the runner died');
INSERT INTO "event" VALUES(9,5,'2026-11-22T21:53:22.321Z','claimed',NULL);
INSERT INTO "event" VALUES(10,5,'2026-11-22T21:53:22.400Z','done',NULL);
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
INSERT INTO "expectation" VALUES(1,1,0,'test/accuracy',NULL,NULL,0.01,NULL,18);
CREATE TABLE expectation_match (
    expectation INTEGER NOT NULL REFERENCES expectation ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    number REAL,
    text TEXT,
    PRIMARY KEY (expectation, name)
) STRICT, WITHOUT ROWID;
INSERT INTO "expectation_match" VALUES(1,'optimizer.lr','number',0.01,NULL);
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
INSERT INTO "parameter" VALUES(1,'augment.rotate','number',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'augment.shear','number',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'augment.shift_x','number',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'augment.shift_y','number',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'augment.zoom','number',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'batch_size','integer',20.0,NULL);
INSERT INTO "parameter" VALUES(1,'dataset','text',NULL,'digits');
INSERT INTO "parameter" VALUES(1,'dataset.seed','integer',1.0,NULL);
INSERT INTO "parameter" VALUES(1,'dataset.test_count','integer',20.0,NULL);
INSERT INTO "parameter" VALUES(1,'dataset.train_count','integer',60.0,NULL);
INSERT INTO "parameter" VALUES(1,'epochs','integer',2.0,NULL);
INSERT INTO "parameter" VALUES(1,'init','text',NULL,'keras');
INSERT INTO "parameter" VALUES(1,'input.channels','integer',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'input.normalize','text',NULL,'unit');
INSERT INTO "parameter" VALUES(1,'input.resize','text',NULL,'bilinear');
INSERT INTO "parameter" VALUES(1,'input.size','integer',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'loss','text',NULL,'cross_entropy');
INSERT INTO "parameter" VALUES(1,'loss.clipped','boolean',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'loss.label_smoothing','number',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'model','text',NULL,'own');
INSERT INTO "parameter" VALUES(1,'model.layers','json',NULL,'[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}]');
INSERT INTO "parameter" VALUES(1,'optimizer','text',NULL,'adam');
INSERT INTO "parameter" VALUES(1,'optimizer.beta1','number',0.9,NULL);
INSERT INTO "parameter" VALUES(1,'optimizer.beta2','number',0.999,NULL);
INSERT INTO "parameter" VALUES(1,'optimizer.epsilon','number',1.0e-07,NULL);
INSERT INTO "parameter" VALUES(1,'optimizer.lr','number',0.001,NULL);
INSERT INTO "parameter" VALUES(1,'optimizer.weight_decay','number',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'schedule','text',NULL,'constant');
INSERT INTO "parameter" VALUES(1,'schedule.warmup','number',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'test_size','integer',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'train_size','integer',0.0,NULL);
INSERT INTO "parameter" VALUES(1,'validation','text',NULL,'last');
INSERT INTO "parameter" VALUES(1,'validation.last','integer',20.0,NULL);
INSERT INTO "parameter" VALUES(2,'augment.rotate','number',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'augment.shear','number',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'augment.shift_x','number',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'augment.shift_y','number',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'augment.zoom','number',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'batch_size','integer',20.0,NULL);
INSERT INTO "parameter" VALUES(2,'dataset','text',NULL,'digits');
INSERT INTO "parameter" VALUES(2,'dataset.seed','integer',1.0,NULL);
INSERT INTO "parameter" VALUES(2,'dataset.test_count','integer',20.0,NULL);
INSERT INTO "parameter" VALUES(2,'dataset.train_count','integer',60.0,NULL);
INSERT INTO "parameter" VALUES(2,'epochs','integer',2.0,NULL);
INSERT INTO "parameter" VALUES(2,'init','text',NULL,'keras');
INSERT INTO "parameter" VALUES(2,'input.channels','integer',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'input.normalize','text',NULL,'unit');
INSERT INTO "parameter" VALUES(2,'input.resize','text',NULL,'bilinear');
INSERT INTO "parameter" VALUES(2,'input.size','integer',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'loss','text',NULL,'cross_entropy');
INSERT INTO "parameter" VALUES(2,'loss.clipped','boolean',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'loss.label_smoothing','number',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'model','text',NULL,'own');
INSERT INTO "parameter" VALUES(2,'model.layers','json',NULL,'[{"flatten":{}},{"dense":{"activation":"none","units":"classes"}}]');
INSERT INTO "parameter" VALUES(2,'optimizer','text',NULL,'adam');
INSERT INTO "parameter" VALUES(2,'optimizer.beta1','number',0.9,NULL);
INSERT INTO "parameter" VALUES(2,'optimizer.beta2','number',0.999,NULL);
INSERT INTO "parameter" VALUES(2,'optimizer.epsilon','number',1.0e-07,NULL);
INSERT INTO "parameter" VALUES(2,'optimizer.lr','number',0.01,NULL);
INSERT INTO "parameter" VALUES(2,'optimizer.weight_decay','number',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'schedule','text',NULL,'constant');
INSERT INTO "parameter" VALUES(2,'schedule.warmup','number',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'test_size','integer',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'train_size','integer',0.0,NULL);
INSERT INTO "parameter" VALUES(2,'validation','text',NULL,'last');
INSERT INTO "parameter" VALUES(2,'validation.last','integer',20.0,NULL);
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
INSERT INTO "prediction" VALUES(1,'test',0,6,8,1.66143745183944702148e-01,1.06919310986995697021e-01);
INSERT INTO "prediction" VALUES(1,'test',1,2,2,0.267051100730896,NULL);
INSERT INTO "prediction" VALUES(1,'test',2,9,3,2.77856796979904174804e-01,1.16039417684078216552e-01);
INSERT INTO "prediction" VALUES(1,'test',3,8,8,1.60089835524559020996e-01,NULL);
INSERT INTO "prediction" VALUES(1,'test',4,4,2,1.93371862173080444335e-01,8.56597349047660827636e-02);
INSERT INTO "prediction" VALUES(1,'test',5,5,8,0.161834254860878,6.48579224944114685058e-02);
INSERT INTO "prediction" VALUES(1,'test',6,0,8,2.01691359281539916992e-01,1.18796654045581817626e-01);
INSERT INTO "prediction" VALUES(1,'test',7,1,4,1.33772775530815124511e-01,9.92723479866981506347e-02);
INSERT INTO "prediction" VALUES(1,'test',8,3,8,2.01871022582054138183e-01,1.2495031207799911499e-01);
INSERT INTO "prediction" VALUES(1,'test',9,7,8,1.69182002544403076171e-01,0.0896192267537117);
INSERT INTO "prediction" VALUES(1,'test',10,0,6,2.16417342424392700195e-01,1.22026816010475158691e-01);
INSERT INTO "prediction" VALUES(1,'test',11,4,2,1.49580270051956176757e-01,1.28195464611053466796e-01);
INSERT INTO "prediction" VALUES(1,'test',12,8,0,1.82519048452377319335e-01,1.05140268802642822265e-01);
INSERT INTO "prediction" VALUES(1,'test',13,5,2,1.78344741463661193847e-01,0.0320933535695076);
INSERT INTO "prediction" VALUES(1,'test',14,1,1,1.31093755364418029785e-01,NULL);
INSERT INTO "prediction" VALUES(1,'test',15,7,2,1.24166585505008697509e-01,7.25090876221656799316e-02);
INSERT INTO "prediction" VALUES(1,'test',16,6,0,2.02206298708915710449e-01,0.0773119181394577);
INSERT INTO "prediction" VALUES(1,'test',17,9,8,1.79269537329673767089e-01,5.22968135774135589599e-02);
INSERT INTO "prediction" VALUES(1,'test',18,2,0,1.50290876626968383789e-01,1.24541491270065307617e-01);
INSERT INTO "prediction" VALUES(1,'test',19,3,8,2.12611541152000427246e-01,5.71944229304790496826e-02);
INSERT INTO "prediction" VALUES(1,'validation',0,0,8,1.85037583112716674804e-01,1.12089708447456359863e-01);
INSERT INTO "prediction" VALUES(1,'validation',1,6,8,1.59329339861869812011e-01,8.15368816256523132324e-02);
INSERT INTO "prediction" VALUES(1,'validation',2,2,8,1.61535143852233886718e-01,9.76381823420524597167e-02);
INSERT INTO "prediction" VALUES(1,'validation',3,1,0,1.51018962264060974121e-01,1.12848527729511260986e-01);
INSERT INTO "prediction" VALUES(1,'validation',4,8,8,2.36903667449951171875e-01,NULL);
INSERT INTO "prediction" VALUES(1,'validation',5,7,6,1.3341839611530303955e-01,7.68674090504646301269e-02);
INSERT INTO "prediction" VALUES(1,'validation',6,9,0,2.68518358469009399414e-01,7.57613629102706909179e-02);
INSERT INTO "prediction" VALUES(1,'validation',7,5,6,1.50087401270866394042e-01,5.65195716917514801025e-02);
INSERT INTO "prediction" VALUES(1,'validation',8,3,8,2.04566776752471923828e-01,5.57135865092277526855e-02);
INSERT INTO "prediction" VALUES(1,'validation',9,4,3,2.249720841646194458e-01,2.83777695149183273315e-02);
INSERT INTO "prediction" VALUES(1,'validation',10,6,8,1.38174101710319519042e-01,1.24915294349193572998e-01);
INSERT INTO "prediction" VALUES(1,'validation',11,8,8,1.52821213006973266601e-01,NULL);
INSERT INTO "prediction" VALUES(1,'validation',12,4,0,1.31573900580406188964e-01,7.30090886354446411132e-02);
INSERT INTO "prediction" VALUES(1,'validation',13,2,6,1.30074679851531982421e-01,1.0795643925666809082e-01);
INSERT INTO "prediction" VALUES(1,'validation',14,3,8,1.80764228105545043945e-01,1.00888527929782867431e-01);
INSERT INTO "prediction" VALUES(1,'validation',15,9,0,1.61376893520355224609e-01,6.52440190315246582031e-02);
INSERT INTO "prediction" VALUES(1,'validation',16,1,4,1.49481803178787231445e-01,1.20745189487934112548e-01);
INSERT INTO "prediction" VALUES(1,'validation',17,7,3,1.73591911792755126953e-01,6.16948194801807403564e-02);
INSERT INTO "prediction" VALUES(1,'validation',18,5,0,1.55506253242492675781e-01,4.79144193232059478759e-02);
INSERT INTO "prediction" VALUES(1,'validation',19,0,3,2.32595175504684448242e-01,1.81688994169235229492e-01);
INSERT INTO "prediction" VALUES(2,'test',0,6,6,3.11911493539810180664e-01,NULL);
INSERT INTO "prediction" VALUES(2,'test',1,2,2,4.49147433042526245117e-01,NULL);
INSERT INTO "prediction" VALUES(2,'test',2,9,9,4.7700124979019165039e-01,NULL);
INSERT INTO "prediction" VALUES(2,'test',3,8,8,2.99938917160034179687e-01,NULL);
INSERT INTO "prediction" VALUES(2,'test',4,4,2,1.73312470316886901855e-01,8.22625309228897094726e-02);
INSERT INTO "prediction" VALUES(2,'test',5,5,8,0.282294899225235,4.21249307692050933837e-02);
INSERT INTO "prediction" VALUES(2,'test',6,0,8,0.27531698346138,1.12869814038276672363e-01);
INSERT INTO "prediction" VALUES(2,'test',7,1,1,1.89696773886680603027e-01,NULL);
INSERT INTO "prediction" VALUES(2,'test',8,3,8,3.39975893497467041015e-01,9.06564220786094665527e-02);
INSERT INTO "prediction" VALUES(2,'test',9,7,7,2.66767144203186035156e-01,NULL);
INSERT INTO "prediction" VALUES(2,'test',10,0,0,0.767756462097168,NULL);
INSERT INTO "prediction" VALUES(2,'test',11,4,4,2.74057418107986450195e-01,NULL);
INSERT INTO "prediction" VALUES(2,'test',12,8,0,3.17387104034423828125e-01,1.64636313915252685546e-01);
INSERT INTO "prediction" VALUES(2,'test',13,5,8,2.30766758322715759277e-01,5.2286233752965927124e-02);
INSERT INTO "prediction" VALUES(2,'test',14,1,1,3.29879462718963623046e-01,NULL);
INSERT INTO "prediction" VALUES(2,'test',15,7,9,2.1400050818920135498e-01,1.4171746373176574707e-01);
INSERT INTO "prediction" VALUES(2,'test',16,6,0,4.64956015348434448242e-01,0.0766446590423584);
INSERT INTO "prediction" VALUES(2,'test',17,9,8,2.77725368738174438476e-01,4.2818892747163772583e-02);
INSERT INTO "prediction" VALUES(2,'test',18,2,2,4.0501555800437927246e-01,NULL);
INSERT INTO "prediction" VALUES(2,'test',19,3,8,3.8057097792625427246e-01,0.0350457988679409);
INSERT INTO "prediction" VALUES(2,'validation',0,0,0,2.97100663185119628906e-01,NULL);
INSERT INTO "prediction" VALUES(2,'validation',1,6,1,0.182363361120224,8.31663087010383605957e-02);
INSERT INTO "prediction" VALUES(2,'validation',2,2,0,3.90739887952804565429e-01,2.02974498271942138671e-01);
INSERT INTO "prediction" VALUES(2,'validation',3,1,1,1.86554610729217529296e-01,NULL);
INSERT INTO "prediction" VALUES(2,'validation',4,8,8,4.16937291622161865234e-01,NULL);
INSERT INTO "prediction" VALUES(2,'validation',5,7,7,2.29409620165824890136e-01,NULL);
INSERT INTO "prediction" VALUES(2,'validation',6,9,7,2.05581605434417724609e-01,1.86835706233978271484e-01);
INSERT INTO "prediction" VALUES(2,'validation',7,5,0,2.70968705415725708007e-01,8.54977145791053771972e-02);
INSERT INTO "prediction" VALUES(2,'validation',8,3,8,2.04319879412651062011e-01,4.83957082033157348632e-02);
INSERT INTO "prediction" VALUES(2,'validation',9,4,9,5.75317740440368652343e-01,2.77150589972734451293e-02);
INSERT INTO "prediction" VALUES(2,'validation',10,6,8,2.81464487314224243164e-01,8.41048359870910644531e-02);
INSERT INTO "prediction" VALUES(2,'validation',11,8,9,1.64289340376853942871e-01,1.49243876338005065917e-01);
INSERT INTO "prediction" VALUES(2,'validation',12,4,9,1.85507148504257202148e-01,7.3878630995750427246e-02);
INSERT INTO "prediction" VALUES(2,'validation',13,2,2,1.9100862741470336914e-01,NULL);
INSERT INTO "prediction" VALUES(2,'validation',14,3,8,2.84982800483703613281e-01,1.39156863093376159667e-01);
INSERT INTO "prediction" VALUES(2,'validation',15,9,7,1.76621139049530029296e-01,1.1638446897268295288e-01);
INSERT INTO "prediction" VALUES(2,'validation',16,1,1,2.80215054750442504882e-01,NULL);
INSERT INTO "prediction" VALUES(2,'validation',17,7,9,3.2746371626853942871e-01,1.5435370802879333496e-01);
INSERT INTO "prediction" VALUES(2,'validation',18,5,0,0.329691082239151,4.21339534223079681396e-02);
INSERT INTO "prediction" VALUES(2,'validation',19,0,0,9.17116701602935791015e-01,NULL);
INSERT INTO "prediction" VALUES(5,'test',0,6,4,1.75455391407012939453e-01,8.55846852064132690429e-02);
INSERT INTO "prediction" VALUES(5,'test',1,2,4,2.0376522839069366455e-01,1.09084397554397583007e-01);
INSERT INTO "prediction" VALUES(5,'test',2,9,6,1.3530851900577545166e-01,8.49688947200775146484e-02);
INSERT INTO "prediction" VALUES(5,'test',3,8,4,2.1062856912612915039e-01,9.49325263500213623046e-02);
INSERT INTO "prediction" VALUES(5,'test',4,4,4,1.4634093642234802246e-01,NULL);
INSERT INTO "prediction" VALUES(5,'test',5,5,2,1.9885882735252380371e-01,3.98248471319675445556e-02);
INSERT INTO "prediction" VALUES(5,'test',6,0,7,1.53210148215293884277e-01,6.62814527750015258789e-02);
INSERT INTO "prediction" VALUES(5,'test',7,1,4,1.62843272089958190917e-01,1.39894470572471618652e-01);
INSERT INTO "prediction" VALUES(5,'test',8,3,2,1.72080412507057189941e-01,1.01229868829250335693e-01);
INSERT INTO "prediction" VALUES(5,'test',9,7,4,1.71487390995025634765e-01,1.3553866744041442871e-01);
INSERT INTO "prediction" VALUES(5,'test',10,0,4,1.64913699030876159667e-01,1.33496969938278198242e-01);
INSERT INTO "prediction" VALUES(5,'test',11,4,2,1.98772966861724853515e-01,1.22505925595760345458e-01);
INSERT INTO "prediction" VALUES(5,'test',12,8,0,1.86200052499771118164e-01,5.32017275691032409667e-02);
INSERT INTO "prediction" VALUES(5,'test',13,5,4,2.47346341609954833984e-01,3.51025536656379699707e-02);
INSERT INTO "prediction" VALUES(5,'test',14,1,7,1.71115010976791381835e-01,1.05033703148365020751e-01);
INSERT INTO "prediction" VALUES(5,'test',15,7,9,1.47448033094406127929e-01,1.33936956524848937988e-01);
INSERT INTO "prediction" VALUES(5,'test',16,6,0,2.79789686203002929687e-01,6.48286566138267517089e-02);
INSERT INTO "prediction" VALUES(5,'test',17,9,2,1.72132447361946105957e-01,5.22189512848854064941e-02);
INSERT INTO "prediction" VALUES(5,'test',18,2,0,1.73213481903076171875e-01,1.36786103248596191406e-01);
INSERT INTO "prediction" VALUES(5,'test',19,3,4,1.67066216468811035156e-01,0.0600292943418026);
INSERT INTO "prediction" VALUES(5,'validation',0,0,7,1.43786206841468811035e-01,1.19364373385906219482e-01);
INSERT INTO "prediction" VALUES(5,'validation',1,6,4,2.01219677925109863281e-01,6.52638375759124755859e-02);
INSERT INTO "prediction" VALUES(5,'validation',2,2,0,2.17193320393562316894e-01,8.81264433264732360839e-02);
INSERT INTO "prediction" VALUES(5,'validation',3,1,7,1.48473635315895080566e-01,1.25608846545219421386e-01);
INSERT INTO "prediction" VALUES(5,'validation',4,8,4,2.17344224452972412109e-01,1.02105438709259033203e-01);
INSERT INTO "prediction" VALUES(5,'validation',5,7,7,1.683238297700881958e-01,NULL);
INSERT INTO "prediction" VALUES(5,'validation',6,9,7,2.00138255953788757324e-01,8.28295275568962097167e-02);
INSERT INTO "prediction" VALUES(5,'validation',7,5,2,1.54186129570007324218e-01,8.31407457590103149414e-02);
INSERT INTO "prediction" VALUES(5,'validation',8,3,4,1.45033851265907287597e-01,6.42765760421752929687e-02);
INSERT INTO "prediction" VALUES(5,'validation',9,4,4,1.45094692707061767578e-01,NULL);
INSERT INTO "prediction" VALUES(5,'validation',10,6,7,1.98578715324401855468e-01,1.03912234306335449218e-01);
INSERT INTO "prediction" VALUES(5,'validation',11,8,4,1.55896127223968505859e-01,7.81461820006370544433e-02);
INSERT INTO "prediction" VALUES(5,'validation',12,4,7,1.30185827612876892089e-01,1.0473492741584777832e-01);
INSERT INTO "prediction" VALUES(5,'validation',13,2,7,1.22639492154121398925e-01,9.86757054924964904785e-02);
INSERT INTO "prediction" VALUES(5,'validation',14,3,2,1.86738297343254089355e-01,8.60772058367729187011e-02);
INSERT INTO "prediction" VALUES(5,'validation',15,9,6,1.39720693230628967285e-01,0.098220095038414);
INSERT INTO "prediction" VALUES(5,'validation',16,1,1,1.54893800616264343261e-01,NULL);
INSERT INTO "prediction" VALUES(5,'validation',17,7,9,1.68200522661209106445e-01,1.0172633826732635498e-01);
INSERT INTO "prediction" VALUES(5,'validation',18,5,4,1.69111892580986022949e-01,3.11887059360742568969e-02);
INSERT INTO "prediction" VALUES(5,'validation',19,0,3,2.33032122254371643066e-01,1.45403683185577392578e-01);
CREATE TABLE report_item (
    study INTEGER NOT NULL REFERENCES study,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('figure', 'table')),
    name TEXT NOT NULL,
    PRIMARY KEY (study, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "report_item" VALUES(1,0,'table','accuracy');
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    yaml TEXT NOT NULL,
    UNIQUE (yaml, file)
) STRICT;
INSERT INTO "source" VALUES(1,'old.yaml','study: old
description: What version 1 of the record held
base:
  dataset: {name: digits, train_count: 60, test_count: 20}
  validation: {last: 20}
  epochs: 2
  batch_size: 20
  model:
    name: own
    layers:
      - flatten
      - dense: {units: classes}
sweep:
  grid:
    optimizer.lr: [0.001, 0.01]
seeds: 2
expect:
  - {optimizer.lr: 0.01, metric: test/accuracy, at_least: 0.01}
report:
  - table: accuracy
');
INSERT INTO "source" VALUES(2,'old.yaml','study: old
description: What version 1 of the record held
base:
  dataset: {name: digits, train_count: 60, test_count: 20}
  validation: {last: 20}
  epochs: 2
  batch_size: 20
  model:
    name: own
    layers:
      - flatten
      - dense: {units: classes}
sweep:
  grid:
    optimizer.lr: [0.001, 0.01]
seeds: 3
expect:
  - {optimizer.lr: 0.01, metric: test/accuracy, at_least: 0.01}
report:
  - table: accuracy
');
CREATE TABLE study (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    source INTEGER NOT NULL REFERENCES source, -- the latest
    created TEXT NOT NULL
) STRICT;
INSERT INTO "study" VALUES(1,'old','What version 1 of the record held',2,'2026-11-22T21:53:16.188Z');
CREATE TABLE study_config (
    study INTEGER NOT NULL REFERENCES study,
    config INTEGER NOT NULL REFERENCES config,
    label TEXT NOT NULL,
    position INTEGER NOT NULL, -- in the file's order
    PRIMARY KEY (study, config)
) STRICT, WITHOUT ROWID;
INSERT INTO "study_config" VALUES(1,1,'optimizer.lr=0.001',0);
INSERT INTO "study_config" VALUES(1,2,'optimizer.lr=0.01',0);
CREATE TABLE study_trial (
    study INTEGER NOT NULL REFERENCES study,
    trial INTEGER NOT NULL REFERENCES trial,
    source INTEGER NOT NULL REFERENCES source, -- the first that asked for it
    position INTEGER NOT NULL,
    PRIMARY KEY (study, trial)
) STRICT, WITHOUT ROWID;
INSERT INTO "study_trial" VALUES(1,1,1,0);
INSERT INTO "study_trial" VALUES(1,2,1,1);
INSERT INTO "study_trial" VALUES(1,3,2,0);
INSERT INTO "study_trial" VALUES(1,4,2,0);
INSERT INTO "study_trial" VALUES(1,5,2,0);
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
INSERT INTO "trial" VALUES(1,'144d0750','144d07502a83f1d48e904bdea6539e7e480ae9509cf5f527126178efa45d3c7a',1,1,'done',NULL,NULL,7850,7840,2.06436999860670766793e-04,1.12915489997937705524e-02,'bcdfda2d4188c7ada3c56281a9064dd1e139aa9650bc8d60d695e011999f1775','b8dcccdeb933a70b3648cc48090693d32c10c1d301c90ea93e204f1090e36732');
INSERT INTO "trial" VALUES(2,'b177596f','b177596f6edda3c3c8dd88f64846390a56b58ad2aa3deb88377453926e53b7ca',2,1,'done',NULL,NULL,7850,7840,7.71655999869835795834e-04,6.36565499972026761082e-03,'95b42bd56f7de133147757958247a9b8b032c0f9e288c8c4d204f2ced8af7f3c','4048bb4ad4dd53ffd4842bb960b9a2eeced8167302f19fc6d391c7832d94aab7');
INSERT INTO "trial" VALUES(3,'56ea2d53','56ea2d53e13ffc11de0ec61e91f5265d3380e6ea36bf6aa725517d9e7c92f886',2,2,'failed','exited with status 1',NULL,0,0,0.0,0.0,NULL,'60822da3edb3426f08f2cacbecf0e8ff41c342e9aff1ef38f58b92c2f7545bcb');
INSERT INTO "trial" VALUES(4,'44765e2f','44765e2fa98ad6092d2361783fba65b6b20102577a1e33b7c8b2b21ec45325ad',1,2,'interrupted',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "trial" VALUES(5,'7fea136a','7fea136adc4388812e7a80d0f6c650098487c45f764a0adb73b2b5af16213ab9',1,3,'done',NULL,NULL,7850,7840,4.35943100001168204471e-03,1.58821089997234418667e-02,'5d540383482b1c643031d2109a526e7c8a2582b9adc21f98a6dbc9477c5293a4','31082c1e90f55fe96cc57ad719c647c143108a6f27b5504e2e15197b503433f4');
CREATE INDEX parameter_by_name ON parameter (name, config);
CREATE INDEX study_config_by_config ON study_config (config);
CREATE INDEX trial_by_config ON trial (config, seed);
CREATE INDEX trial_by_state ON trial (state);
CREATE INDEX study_trial_by_trial ON study_trial (trial);
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
        c.id AS config,
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
    FROM config c
    CROSS JOIN epoch r
    CROSS JOIN trial t
    CROSS JOIN epoch e
    WHERE r.trial = (
            SELECT l.trial FROM trial k JOIN epoch l ON l.trial = k.id
            WHERE k.config = c.id ORDER BY l.epoch DESC, l.trial LIMIT 1)
        AND t.config = c.id
        AND e.trial = t.id AND e.epoch = r.epoch
    GROUP BY c.id, r.epoch
),
split AS (
    SELECT config, epoch, 'train' AS split, train_n AS n,
        train_losses AS losses,
        train_accuracy AS accuracy, train_min AS accuracy_min,
        train_max AS accuracy_max, train_loss AS loss,
        train_accuracy_squares
            - train_accuracy_sum * train_accuracy_sum / train_n AS accuracy_squares,
        train_loss_squares
            - train_loss_sum * train_loss_sum / train_n AS loss_squares
    FROM sums WHERE train_n > 0
    UNION ALL
    SELECT config, epoch, 'validation', validation_n,
        validation_losses,
        validation_accuracy, validation_min,
        validation_max, validation_loss,
        validation_accuracy_squares
            - validation_accuracy_sum * validation_accuracy_sum / validation_n,
        validation_loss_squares
            - validation_loss_sum * validation_loss_sum / validation_n
    FROM sums WHERE validation_n > 0
    UNION ALL
    SELECT config, epoch, 'test', test_n,
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
JOIN study_config sc ON sc.config = c.id
JOIN study s ON s.id = sc.study;
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
        FROM final WHERE state <> 'pruned'
    )
    GROUP BY study, config
);
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
        JOIN study_trial st ON st.study = y.study
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
