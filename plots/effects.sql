-- Effects of an ablation
--
-- Each configuration against the full one: the differences in accuracy of trials
-- with the same seed. The first forty.

-- @with full
WITH pair AS MATERIALIZED (
    SELECT c.config, c.label, x.seed, 100 * x.accuracy - 100 * y.accuracy AS difference
    FROM choice c
    CROSS JOIN result x ON x.config = c.config
    CROSS JOIN result y ON y.config = c."full" AND y.seed = x.seed
    WHERE NOT c.is_full
),
mean AS MATERIALIZED (
    SELECT config, label, row_number() OVER (ORDER BY avg(difference) DESC, config) AS rank, count(*) AS n,
        avg(difference) AS mean, ci95_low(difference) AS low, ci95_high(difference) AS high
    FROM pair GROUP BY config
)

-- @why
SELECT why FROM no_ablation;

-- @data
SELECT p.label AS config, m.rank, p.difference
FROM pair p JOIN mean m USING (config) WHERE m.rank <= 40
ORDER BY m.rank, p.seed;

-- @means
SELECT label AS config, rank, n, mean, low, high FROM mean ORDER BY rank LIMIT 40;

-- @caption
SELECT 'Difference in accuracy on ' || (SELECT group_concat(DISTINCT split) FROM result)
    || ' from the full configuration, after the last epoch, in percentage points: every seed that both have a dot, the mean a line'
    || iif(max(n) > 1, ' with the 95 % t interval of paired differences (box)', '')
    || ', n = ' || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n)) || iif(max(n) = 1, ' seed', ' seeds')
    || '. Left of zero: what was taken away had been of use. The intervals are not adjusted for their number.'
    || (SELECT iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '') FROM result)
FROM mean HAVING count(*) > 0;
