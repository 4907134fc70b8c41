-- Winners on fresh seeds
--
-- What became of the configurations that `confirm:` trains again, and what they
-- were chosen by.

-- @with
WITH line AS MATERIALIZED (
    SELECT w.rank, w.label, w.config, w.config_position AS position, w.split, count(*) AS n,
        avg(f.accuracy) AS mean, stddev(f.accuracy) AS sd,
        ci95_low(f.accuracy) AS low, ci95_high(f.accuracy) AS high, half_seeds(f.accuracy) AS half_seeds,
        w.validation_accuracy, w.sweep_n, w.sweep_accuracy, w.sweep_validation_accuracy, w.validation_is_test
    FROM confirmed w
    JOIN final f ON f.study = w.study AND f.config = w.config AND f.state <> 'pruned' AND f.phase = 'confirm'
    WHERE w.study = :study AND (:only IS NULL OR w.config IN (SELECT value FROM json_each(:only)))
    GROUP BY w.config
)

-- @data
SELECT rank, label AS configuration, config, split, n, mean, sd, low AS ci95_low, high AS ci95_high, half_seeds,
    validation_accuracy, sweep_n, sweep_accuracy, sweep_validation_accuracy
FROM line
ORDER BY rank IS NULL, rank, position;

-- @show
SELECT coalesce(rank, 'n/a') AS "rank in the sweep", label AS "configuration", n AS "n",
    printf('%.2f', 100 * mean) || iif(sd IS NULL, '', ' ± ' || printf('%.2f', 100 * sd)) AS "accuracy (%) ↑",
    iif(low IS NULL, NULL, '[' || printf('%.2f', 100 * low) || ', ' || printf('%.2f', 100 * high) || ']') AS "95 % interval",
    iif(half_seeds IS NULL, NULL, printf('%d', half_seeds)) AS "seeds to halve",
    iif(sweep_accuracy IS NULL, NULL, printf('%.2f', 100 * sweep_accuracy)) AS "in the sweep (%)",
    iif(validation_accuracy IS NULL, NULL, printf('%.2f', 100 * validation_accuracy)) AS "validation (%)",
    iif(sweep_validation_accuracy IS NULL, NULL, printf('%.2f', 100 * sweep_validation_accuracy)) AS "in the sweep, validation (%)"
FROM line
ORDER BY rank IS NULL, rank, position;

-- @caption
SELECT 'The sweep''s winners by ' || (SELECT replace(objective, '/', ' ') FROM studies WHERE study = :study)
    || iif(count(sweep_n) < count(*), ' (what was trained longer goes before what was pruned)', '') || ', trained again and in full on fresh seeds that had no part in choosing them: accuracy on '
    || group_concat(DISTINCT split) || ' after the last epoch, mean ± standard deviation over n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n))
    || iif(max(n) = 1, ' seed', ' seeds') || iif(max(n) > 1, ', with its 95 % t interval and how many more seeds would halve it', '')
    || '. Beside it what the sweep had found, over its own n = '
    || iif(min(sweep_n) = max(sweep_n), min(sweep_n), min(sweep_n) || ' to ' || max(sweep_n))
    || ' (n/a: pruned there), and the rank there: of many configurations the best may be in part the luckiest, so that the sweep''s scores may flatter it. No p is given: the winners were not chosen to differ.'
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM line HAVING count(*) > 0;

-- @why
SELECT 'This study has no `confirm:`, so no winner is trained again on fresh seeds.'
FROM studies WHERE study = :study AND instr(yaml, 'confirm') = 0;
