-- Macro and weighted means of precision, recall and F1
--
-- Of each trial's classes, then over seeds; `per_class` has the classes. A class
-- where a score is 0/0 has none and is left out of its mean.

-- @with
WITH trial_mean AS MATERIALIZED (
    SELECT b.config, b.label, b.config_position AS position, f.trial, f.split, f.validation_is_test,
        avg(c.precision) AS macro_precision, avg(c.recall) AS macro_recall, avg(c.f1) AS macro_f1,
        sum(c.precision * c.images) / sum(iif(c.precision IS NULL, 0, c.images)) AS weighted_precision,
        sum(c.recall * c.images) / sum(c.images) AS weighted_recall,
        sum(c.f1 * c.images) / sum(iif(c.f1 IS NULL, 0, c.images)) AS weighted_f1,
        count(*) - count(c.precision) AS undefined
    FROM leaderboard b
    JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
    JOIN per_class c ON c.trial = f.trial AND c.epoch = f.epoch AND c.split = f.split
    WHERE b.study = :study
    GROUP BY b.config, f.trial
)

-- @data
SELECT label AS configuration, config, split, count(*) AS n,
    avg(macro_precision) AS macro_precision, stddev(macro_precision) AS macro_precision_sd,
    avg(macro_recall) AS macro_recall, stddev(macro_recall) AS macro_recall_sd,
    avg(macro_f1) AS macro_f1, stddev(macro_f1) AS macro_f1_sd,
    avg(weighted_precision) AS weighted_precision, stddev(weighted_precision) AS weighted_precision_sd,
    avg(weighted_recall) AS weighted_recall, stddev(weighted_recall) AS weighted_recall_sd,
    avg(weighted_f1) AS weighted_f1, stddev(weighted_f1) AS weighted_f1_sd,
    sum(undefined) AS undefined
FROM trial_mean
GROUP BY config
ORDER BY position;

-- @show
SELECT label AS "configuration", count(*) AS "n",
    iif(count(macro_precision) = 0, 'n/a', printf('%.2f', 100 * avg(macro_precision)) || iif(count(macro_precision) > 1, ' ± ' || printf('%.2f', 100 * stddev(macro_precision)), '')) AS "macro precision (%) ↑",
    iif(count(macro_recall) = 0, 'n/a', printf('%.2f', 100 * avg(macro_recall)) || iif(count(macro_recall) > 1, ' ± ' || printf('%.2f', 100 * stddev(macro_recall)), '')) AS "macro recall (%) ↑",
    iif(count(macro_f1) = 0, 'n/a', printf('%.2f', 100 * avg(macro_f1)) || iif(count(macro_f1) > 1, ' ± ' || printf('%.2f', 100 * stddev(macro_f1)), '')) AS "macro F1 (%) ↑",
    iif(count(weighted_precision) = 0, 'n/a', printf('%.2f', 100 * avg(weighted_precision)) || iif(count(weighted_precision) > 1, ' ± ' || printf('%.2f', 100 * stddev(weighted_precision)), '')) AS "weighted precision (%) ↑",
    iif(count(weighted_recall) = 0, 'n/a', printf('%.2f', 100 * avg(weighted_recall)) || iif(count(weighted_recall) > 1, ' ± ' || printf('%.2f', 100 * stddev(weighted_recall)), '')) AS "weighted recall (%) ↑",
    iif(count(weighted_f1) = 0, 'n/a', printf('%.2f', 100 * avg(weighted_f1)) || iif(count(weighted_f1) > 1, ' ± ' || printf('%.2f', 100 * stddev(weighted_f1)), '')) AS "weighted F1 (%) ↑"
FROM trial_mean
GROUP BY config
ORDER BY position;

-- @caption
SELECT 'Precision, recall and F1 on ' || group_concat(DISTINCT split) || ' after the last epoch, averaged over classes: macro counts every class alike, weighted by its images. Mean ± standard deviation over n seeds.'
    || iif(sum(undefined) > 0, ' ' || 'Cases of a class that was never predicted, whose precision is 0/0 and left out: ' || sum(undefined) || '.', '')
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM trial_mean HAVING count(*) > 0;
