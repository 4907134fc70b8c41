-- Reproducibility checklist
--
-- Filled in from the record.

-- @data
WITH mine AS (SELECT * FROM trials WHERE study = :study),
axis AS (
    SELECT p.name, count(DISTINCT p.value) AS n, min(p.number) AS low, max(p.number) AS high,
        group_concat(DISTINCT p.written) AS found
    FROM (SELECT DISTINCT config FROM mine) c JOIN parameters p ON p.config = c.config
    GROUP BY p.name HAVING count(DISTINCT p.value) > 1
),
ran AS (
    SELECT a.environment FROM mine t JOIN attempts a ON a.trial = t.trial AND a.number = t.attempts
    GROUP BY a.environment
)
SELECT 'number of runs' AS question,
    count(*) || ' trials: ' || count(DISTINCT config) || ' configurations, '
    || count(DISTINCT seed) || ' seeds; ' || sum(state = 'done') || ' done, '
    || (count(*) - sum(state = 'done')) || ' not' AS answer FROM mine
UNION ALL SELECT 'seeds', (SELECT group_concat(seed, ', ') FROM (SELECT DISTINCT seed FROM mine ORDER BY seed))
UNION ALL SELECT 'search space: ' || name,
    iif(low IS NOT NULL AND n > 8, n || ' values from ' || low || ' to ' || high, replace(found, ',', ', ')) FROM axis
UNION ALL SELECT 'selection rule',
    'accuracy after the last epoch; no epoch chosen by its score; configurations ranked by '
    || iif(max(validation_is_test), 'test accuracy, since the study validates on the test set',
        iif((SELECT max(validation_accuracy) FROM leaderboard WHERE study = :study) IS NULL,
            'training accuracy, there being no validation', 'validation accuracy, the test set being used once'))
    FROM mine
UNION ALL SELECT 'central tendency and spread',
    'mean and standard deviation over seeds, with Student''s 95 % t interval; significance by paired t tests, Holm''s correction'
UNION ALL SELECT 'run time',
    printf('%.1f s in all, %.1f s on average (from %.1f to %.1f)', sum(seconds), avg(seconds), min(seconds), max(seconds))
    FROM mine WHERE seconds IS NOT NULL HAVING count(*) > 0
UNION ALL SELECT 'cost of tracking', printf('%.2f %% of training time', 100 * sum(tracking_seconds) / sum(training_seconds))
    FROM mine WHERE training_seconds > 0 AND tracking_seconds IS NOT NULL HAVING count(*) > 0
UNION ALL SELECT 'parameters: ' || label, printf('%,d trained weights, %,d multiply-adds for an image', max(parameters), max(multiply_adds))
    FROM mine WHERE parameters IS NOT NULL GROUP BY config
UNION ALL SELECT 'memory', printf('%.0f MB at most', max(peak_bytes) / 1e6) FROM mine WHERE peak_bytes > 0 HAVING count(*) > 0
UNION ALL SELECT 'data', dataset || ', SHA-256 ' || data_digest FROM mine GROUP BY dataset, data_digest
UNION ALL SELECT 'environments', count(*) || ', see provenance' FROM ran
UNION ALL SELECT 'code and settings', 'the commit is in the provenance; the experiment''s file stands below, word for word';
