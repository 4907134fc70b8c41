-- What people query, and what figures and tables are made from: views on
-- schema.sql's tables. They need nothing but SQLite itself, so the plain
-- sqlite3 shell shows them too. results/README.md has examples.

-- A row for each trial, and for each study that it belongs to: a trial that
-- two studies share stands in both. `epochs` are those done; `seconds` are all
-- that they took. `planned` is 0 where only an earlier plan of the study had it.
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

-- Every setting of every configuration. `value` is the number or the text,
-- `written` the same as a grid would have it: true, 0.001, adam.
-- Join with USING (config).
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

-- A row for each trial, epoch and split that was scored. loss_kind tells NaN
-- (loss is then NULL) and the infinities from finite numbers. The columns
-- after it are the epoch's, the same for all of its splits.
--
-- One join rather than a UNION of three queries: SQLite takes it apart in any
-- query, and so reads only the epochs of the trials that are asked for.
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

-- How each trial ended: a row for each trial with a result (done, pruned or
-- diverged), and for each study that it belongs to. `loss` and `accuracy` are
-- the last epoch's on `split`: test where there is one, else validation, else
-- train. Where validation_is_test, validation_* are the test scores. `objective`
-- is what the study is after, of which `ranked_by` tells in words what it is
-- here: "test loss", say, where the test set is the validation set.
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
    CASE s.objective
        WHEN 'test/accuracy' THEN e.test_accuracy
        WHEN 'test/loss' THEN e.test_loss
        WHEN 'train/accuracy' THEN e.train_accuracy
        WHEN 'train/loss' THEN e.train_loss
        WHEN 'validation/loss' THEN iif(c.validation_is_test, e.test_loss,
            iif(e.validation_accuracy IS NULL, e.train_loss,
                e.validation_loss))
        ELSE coalesce(iif(c.validation_is_test, e.test_accuracy,
            e.validation_accuracy), e.train_accuracy) END AS objective,
    CASE WHEN s.objective LIKE 'train/%' OR (s.objective LIKE 'validation/%'
            AND NOT c.validation_is_test AND e.validation_accuracy IS NULL)
            THEN 'training'
        WHEN s.objective LIKE 'test/%' OR c.validation_is_test THEN 'test'
        ELSE 'validation' END
        || ' ' || substr(s.objective, instr(s.objective, '/') + 1)
        AS ranked_by,
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

-- The best epoch of each trial: the highest validation accuracy, of equals the
-- earliest. `chosen_by` says on which split: test only where validation_is_test,
-- train where there is no other. The scores are that epoch's.
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

-- Learning curves: mean, standard deviation (n − 1; NULL for one) and number
-- over a configuration's seeds in the study's sweep, for each split and epoch.
-- A loss that was NaN for any seed has no mean.
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

-- Configurations over the sweep's seeds, at the last epoch: ranked by the mean of
-- what the study is after, which `ranked_by` tells in words; accuracies are of
-- `split`. What came to no number, such as a loss of NaN, is ranked last.
--
-- What takes long or is long, seconds and params, stands outside of what has to
-- be sorted: SQLite leaves it out where nobody asks for it.
CREATE VIEW leaderboard AS
SELECT
    b.study,
    b.rank,
    b.config,
    b.label,
    k.model,
    k.dataset,
    b.split,
    b.n,
    b.accuracy,
    b.accuracy_sd,
    b.accuracy_min,
    b.accuracy_max,
    b.validation_accuracy,
    b.train_accuracy,
    b.diverged,
    k.validation_is_test,
    b.parameters,
    b.multiply_adds,
    (SELECT sum(e.total_microseconds) / 1e6 / b.n
     FROM trial t
     JOIN study_trial st ON st.trial = t.id AND st.phase = 'sweep'
     JOIN study s ON s.id = st.study
     JOIN epoch e ON e.trial = t.id
     WHERE t.config = k.id AND t.state IN ('done', 'diverged')
        AND s.name = b.study) AS seconds,
    b.config_position,
    b.objective,
    b.ranked_by,
    k.json AS params
FROM (
    SELECT
        g.*,
        row_number() OVER (
            PARTITION BY g.study
            ORDER BY g.objective IS NULL,
                iif(s.goal = 'min', g.objective, -g.objective),
                g.config_position) AS rank
    FROM (
        SELECT
            study,
            config,
            label,
            split,
            count(*) AS n,
            mean AS accuracy,
            CASE WHEN count(*) > 1 THEN
                sqrt(sum((accuracy - mean) * (accuracy - mean))
                    / (count(*) - 1)) END AS accuracy_sd,
            min(accuracy) AS accuracy_min,
            max(accuracy) AS accuracy_max,
            avg(validation_accuracy) AS validation_accuracy,
            avg(train_accuracy) AS train_accuracy,
            iif(count(objective) = count(*), avg(objective), NULL)
                AS objective,
            ranked_by,
            sum(state = 'diverged') AS diverged,
            max(parameters) AS parameters,
            max(multiply_adds) AS multiply_adds,
            config_position
        FROM (
            SELECT
                study, config, label, split, accuracy, validation_accuracy,
                train_accuracy, objective, ranked_by, state, parameters,
                multiply_adds, config_position,
                avg(accuracy) OVER (PARTITION BY study, config) AS mean
            FROM final WHERE state <> 'pruned' AND phase = 'sweep'
        )
        GROUP BY study, config
    ) g
    JOIN study s ON s.name = g.study
) b
JOIN config k ON k.name = b.config;

-- What became of the winners on fresh seeds that had no part in choosing them:
-- the mean over those, and beside it what they were chosen by, the sweep's.
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

-- Every cell of every confusion matrix kept, zeros included.
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

-- What each matrix says of each class: `images` are of that class, `predicted`
-- were taken for it, `correct` both. NULL where it would be 0/0.
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

-- What the finished networks said of each image.
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

-- Studies, with how many of their trials are in which state.
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
    s.space,
    s.created,
    o.file,
    o.yaml
FROM study s
JOIN source o ON o.id = s.source
JOIN study_trial st ON st.study = s.id
JOIN trial t ON t.id = st.trial
GROUP BY s.id;

-- Each time that a trial was taken up, and the log.
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

-- What pruning decided, and by what: of `n` trials that came to the rung this
-- one was the rank-th best; from the threshold on they went on.
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

-- What a study expected, and what came: the mean over the sweep's finished
-- trials whose configurations match. `passed` is NULL as long as there are none, and
-- 0 where the metric was NaN or not measured for any of them.
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

-- What a study's report is to show beside the usual. `name` is that of a file
-- in plots/, `called` what the study calls it. Where it is limited, `limits`
-- says to which settings, and `configs` is a JSON array of the configurations
-- that have them; else both are NULL.
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
