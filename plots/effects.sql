-- Effects of an ablation
--
-- Each configuration against `full`, which an `ablate:` always adds: the
-- differences in accuracy of trials with the same seed. Where several are full, as
-- in a grid of ablations, a configuration goes with that from which it differs in
-- the fewest settings. The first forty.

-- @with
WITH one AS (
    SELECT config, label, config_position, seed, 100 * accuracy AS accuracy,
        ' ' || label || ' ' LIKE '% full %' AS is_full
    FROM final WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
        AND state <> 'pruned' AND phase = 'sweep'
),
config AS MATERIALIZED (
    SELECT DISTINCT config, label, config_position, is_full FROM one
),
choice AS (
    SELECT c.config, c.label, f.config AS full,
        row_number() OVER (PARTITION BY c.config ORDER BY (
            SELECT count(*) FROM parameters p
            LEFT JOIN parameters q ON q.config = f.config AND q.name = p.name
            WHERE p.config = c.config AND p.written IS NOT q.written),
            f.config_position) AS place
    FROM config c JOIN config f ON f.is_full AND NOT c.is_full
)

-- @why
SELECT 'This study is no ablation: none of its configurations is called "full".'
WHERE NOT EXISTS (
    SELECT 1 FROM study s JOIN study_config c ON c.study = s.id
    WHERE s.name = :study AND (:only IS NULL OR (SELECT name FROM config WHERE id = c.config) IN (SELECT value FROM json_each(:only))) AND ' ' || c.label || ' ' LIKE '% full %');

-- @data
WITH pair AS (
    SELECT c.config, c.label, x.seed, x.accuracy - y.accuracy AS difference
    FROM choice c
    JOIN one x ON x.config = c.config
    JOIN one y ON y.config = c.full AND y.seed = x.seed
    WHERE c.place = 1
),
mean AS (
    SELECT config, row_number() OVER (ORDER BY avg(difference) DESC, config) AS rank
    FROM pair GROUP BY config
)
SELECT p.label AS config, m.rank, p.difference
FROM pair p JOIN mean m USING (config) WHERE m.rank <= 40
ORDER BY m.rank, p.seed;

-- @means
SELECT c.label AS config,
    row_number() OVER (ORDER BY avg(x.accuracy - y.accuracy) DESC, c.config) AS rank,
    count(*) AS n,
    avg(x.accuracy - y.accuracy) AS mean,
    ci95_low(x.accuracy - y.accuracy) AS low,
    ci95_high(x.accuracy - y.accuracy) AS high
FROM choice c
JOIN one x ON x.config = c.config
JOIN one y ON y.config = c.full AND y.seed = x.seed
WHERE c.place = 1
GROUP BY c.config
ORDER BY rank LIMIT 40;

-- @caption
SELECT 'Difference in accuracy on ' || group_concat(DISTINCT b.split)
    || ' from the full configuration, after the last epoch, in percentage points: every seed that both have a dot, the mean a line'
    || iif(max(b.n) > 1, ' with the 95 % t interval of paired differences (box)', '')
    || ', n = ' || iif(min(b.n) = max(b.n), min(b.n), min(b.n) || ' to ' || max(b.n))
    || ' seeds. Left of zero: what was taken away had been of use. The intervals are not adjusted for their number.'
    || iif(max(b.validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM leaderboard b WHERE b.study = :study AND (:only IS NULL OR b.config IN (SELECT value FROM json_each(:only)))
HAVING count(*) > 0;
