-- Ablation: what each change does
--
-- Every configuration against the baseline, which is the row `full`, or else
-- the first of the study's file, over the seeds that both have.

-- @data
WITH result AS MATERIALIZED (
    SELECT config, label, config_position AS position, seed, accuracy
    FROM final
    WHERE study = :study AND state <> 'pruned' AND phase = 'sweep'
),
baseline AS MATERIALIZED (
    SELECT * FROM result
    WHERE config = (SELECT config FROM result ORDER BY label = 'full' DESC, position LIMIT 1)
),
line AS MATERIALIZED (
    SELECT r.config, r.label, r.position, count(*) AS n,
        avg(r.accuracy) AS mean, stddev(r.accuracy) AS sd, count(b.seed) AS pairs,
        avg(r.accuracy - b.accuracy) AS difference,
        paired_low(r.accuracy, b.accuracy) AS low, paired_high(r.accuracy, b.accuracy) AS high,
        paired_t_p(r.accuracy, b.accuracy) AS p, sign_flip_p(r.accuracy, b.accuracy) AS sign_flip,
        half_seeds(r.accuracy - b.accuracy) AS half_seeds
    FROM result r LEFT JOIN baseline b ON b.seed = r.seed AND b.config <> r.config
    GROUP BY r.config
),
corrected AS MATERIALIZED (
    SELECT *, row_number() OVER w - 1 AS place, json_group_array(p) OVER (
            w ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS family
    FROM line
    WINDOW w AS (ORDER BY position)
),
judged AS (
    SELECT *, json_extract(holm(family), '$[' || place || ']') AS holm,
        config = (SELECT config FROM baseline) AS is_baseline
    FROM corrected
)
SELECT label AS configuration, config, is_baseline AS baseline, n, mean, sd, pairs, difference,
    low, high, p, sign_flip, holm, half_seeds
FROM judged
ORDER BY is_baseline DESC, position;

-- @show
WITH result AS MATERIALIZED (
    SELECT config, label, config_position AS position, seed, accuracy
    FROM final
    WHERE study = :study AND state <> 'pruned' AND phase = 'sweep'
),
baseline AS MATERIALIZED (
    SELECT * FROM result
    WHERE config = (SELECT config FROM result ORDER BY label = 'full' DESC, position LIMIT 1)
),
line AS MATERIALIZED (
    SELECT r.config, r.label, r.position, count(*) AS n,
        avg(r.accuracy) AS mean, stddev(r.accuracy) AS sd, count(b.seed) AS pairs,
        avg(r.accuracy - b.accuracy) AS difference,
        paired_low(r.accuracy, b.accuracy) AS low, paired_high(r.accuracy, b.accuracy) AS high,
        paired_t_p(r.accuracy, b.accuracy) AS p, sign_flip_p(r.accuracy, b.accuracy) AS sign_flip,
        half_seeds(r.accuracy - b.accuracy) AS half_seeds
    FROM result r LEFT JOIN baseline b ON b.seed = r.seed AND b.config <> r.config
    GROUP BY r.config
),
corrected AS MATERIALIZED (
    SELECT *, row_number() OVER w - 1 AS place, json_group_array(p) OVER (
            w ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS family
    FROM line
    WINDOW w AS (ORDER BY position)
),
judged AS (
    SELECT *, json_extract(holm(family), '$[' || place || ']') AS holm,
        config = (SELECT config FROM baseline) AS is_baseline
    FROM corrected
)
SELECT label || iif(is_baseline, ' (baseline)', iif(holm < 0.05, ' †', '')) AS "configuration", n AS "n",
    printf('%.2f', 100 * mean) || iif(sd IS NULL, '', ' ± ' || printf('%.2f', 100 * sd)) AS "accuracy (%) ↑",
    iif(pairs = 0, NULL, printf('%+.2f', points(difference))) AS "difference (points)",
    iif(low IS NULL, NULL, '[' || printf('%+.2f', 100 * low) || ', ' || printf('%+.2f', 100 * high) || ']') AS "95 % interval",
    iif(is_baseline, NULL, CASE WHEN p IS NULL THEN 'n/a' WHEN p < 0.001 THEN '< 0.001' ELSE printf('%.3f', p) END) AS "p",
    iif(is_baseline, NULL, CASE WHEN holm IS NULL THEN 'n/a' WHEN holm < 0.001 THEN '< 0.001' ELSE printf('%.3f', holm) END) AS "p (Holm)",
    CASE WHEN is_baseline THEN NULL WHEN pairs < 6 THEN 'needs at least 6 paired seeds'
        ELSE CASE WHEN sign_flip IS NULL THEN 'n/a' WHEN sign_flip < 0.001 THEN '< 0.001' ELSE printf('%.3f', sign_flip) END END AS "p (sign flips)",
    iif(half_seeds IS NULL, NULL, printf('%d', half_seeds)) AS "seeds to halve"
FROM judged
ORDER BY is_baseline DESC, position;

-- @caption
WITH result AS MATERIALIZED (
    SELECT config, label, config_position AS position, seed, split, state, validation_is_test
    FROM final
    WHERE study = :study AND state <> 'pruned' AND phase = 'sweep'
),
baseline AS MATERIALIZED (
    SELECT * FROM result
    WHERE config = (SELECT config FROM result ORDER BY label = 'full' DESC, position LIMIT 1)
),
line AS (
    SELECT r.split, r.validation_is_test, sum(r.state = 'diverged') AS diverged, count(*) AS n, count(b.seed) AS pairs
    FROM result r LEFT JOIN baseline b ON b.seed = r.seed AND b.config <> r.config
    GROUP BY r.config
)
SELECT 'Ablation: accuracy on ' || group_concat(DISTINCT split) || ' after the last epoch, mean ± standard deviation over n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n)) || ' seeds. Differences are from '
    || (SELECT label FROM baseline LIMIT 1) || ', over common seeds: mean in percentage points, 95 % t interval, p of the paired t test.'
    || ' Holm''s correction is over the family of ' || sum(pairs > 1) || ' comparison' || iif(sum(pairs > 1) = 1, '', 's')
    || ' in this table; † marks p (Holm) < 0.05. Beside it the exact sign-flip test, uncorrected, which takes no distribution for granted.'
    || ' The last column says how many more seeds would halve the interval.'
    || iif(sum(diverged) > 0, ' ' || sum(diverged) || ' trials diverged and count with what they ended at.', '')
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM line HAVING count(*) > 0;
