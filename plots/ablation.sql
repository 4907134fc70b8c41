-- Ablation: what each change does
--
-- Every configuration against the full one, over the seeds that both have; where
-- they share fewer than two, their means apart, by Welch's test.

-- @with full
WITH line AS MATERIALIZED (
    SELECT c.*, r.split, r.validation_is_test, sum(r.state = 'diverged') AS diverged, count(*) AS n,
        avg(r.accuracy) AS mean, stddev(r.accuracy) AS sd, count(b.seed) AS pairs,
        avg(r.accuracy - b.accuracy) AS difference,
        paired_low(r.accuracy, b.accuracy) AS low, paired_high(r.accuracy, b.accuracy) AS high,
        paired_t_p(r.accuracy, b.accuracy) AS p, sign_flip_p(r.accuracy, b.accuracy) AS sign_flip,
        half_seeds(r.accuracy - b.accuracy) AS half_seeds
    FROM choice c JOIN result r ON r.config = c.config
    LEFT JOIN result b ON b.config = c."full" AND b.seed = r.seed AND NOT c.is_full
    GROUP BY c.config
),
apart AS MATERIALIZED (
    SELECT config, avg(a) - avg(b) AS difference, welch_low(a, b) AS low, welch_high(a, b) AS high, welch_p(a, b) AS p
    FROM (
        SELECT c.config, iif(r.config = c.config, r.accuracy, NULL) AS a, iif(r.config = c."full", r.accuracy, NULL) AS b
        FROM line c JOIN result r ON r.config IN (c.config, c."full")
        WHERE NOT c.is_full AND c.pairs < 2
    )
    GROUP BY config
),
compared AS MATERIALIZED (
    SELECT l.config, l.label, l.position, l.is_full, l.full_label, l.full_position, l.split, l.validation_is_test, l.diverged,
        l.n, l.mean, l.sd, l.pairs, a.config IS NOT NULL AS welch,
        iif(a.config IS NULL, l.difference, a.difference) AS difference,
        iif(a.config IS NULL, l.low, a.low) AS low, iif(a.config IS NULL, l.high, a.high) AS high,
        iif(a.config IS NULL, l.p, a.p) AS p, iif(a.config IS NULL, l.sign_flip, NULL) AS sign_flip, l.half_seeds
    FROM line l LEFT JOIN apart a USING (config)
),
judged AS MATERIALIZED (
    SELECT c.*, h.value AS holm
    FROM (SELECT *, row_number() OVER (ORDER BY position) - 1 AS place FROM compared) c
    JOIN json_each((SELECT holm(json_group_array(p)) FROM (SELECT p FROM compared ORDER BY position))) h ON h.key = c.place
)

-- @why
SELECT why FROM no_ablation;

-- @data
SELECT label AS configuration, config, is_full AS baseline, n, mean, sd, pairs, difference,
    low, high, p, sign_flip, holm, half_seeds, welch
FROM judged
ORDER BY full_position, is_full DESC, position;

-- @show
SELECT label || iif(is_full, ' (baseline)', iif(holm < 0.05, ' †', '')) AS "configuration", n AS "n",
    printf('%.2f', 100 * mean) || iif(sd IS NULL, '', ' ± ' || printf('%.2f', 100 * sd)) AS "accuracy (%) ↑",
    iif(is_full, NULL, pairs) AS "pairs",
    iif(difference IS NULL, NULL, printf('%+.2f', points(difference))) AS "difference (points)",
    iif(low IS NULL, NULL, '[' || printf('%+.2f', 100 * low) || ', ' || printf('%+.2f', 100 * high) || ']') AS "95 % interval",
    iif(is_full, NULL, CASE WHEN p IS NULL THEN 'n/a' WHEN p < 0.001 THEN '< 0.001' ELSE printf('%.3f', p) END) AS "p",
    iif(is_full, NULL, CASE WHEN holm IS NULL THEN 'n/a' WHEN holm < 0.001 THEN '< 0.001' ELSE printf('%.3f', holm) END) AS "p (Holm)",
    CASE WHEN is_full THEN NULL WHEN pairs < 6 THEN 'needs at least 6 paired seeds'
        WHEN sign_flip IS NULL THEN 'n/a' WHEN sign_flip < 0.001 THEN '< 0.001' ELSE printf('%.3f', sign_flip) END AS "p (sign flips)",
    iif(half_seeds IS NULL, NULL, printf('%d', half_seeds)) AS "seeds to halve"
FROM judged
ORDER BY full_position, is_full DESC, position;

-- @caption
SELECT 'Ablation: accuracy on ' || group_concat(DISTINCT split) || ' after the last epoch, mean ± standard deviation over n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n)) || iif(max(n) = 1, ' seed', ' seeds') || '. Differences are from '
    || (SELECT group_concat(DISTINCT full_label) FROM judged)
    || iif(count(DISTINCT full_label) > 1, ', each from the one that it differs least from,', ',')
    || ' over common seeds (pairs): mean in percentage points, 95 % t interval, p of the paired t test'
    || iif(max(welch), '; with fewer than two common seeds the difference of means, and Welch''s interval and test', '') || '.'
    || ' Holm''s correction is over the family of ' || count(p) || ' comparison' || iif(count(p) = 1, '', 's')
    || ' in this table; † marks p (Holm) < 0.05. Beside it the exact sign-flip test, uncorrected, which takes no distribution for granted.'
    || ' The last column says how many more seeds would halve the interval.'
    || iif(sum(diverged) > 0, ' ' || sum(diverged) || iif(sum(diverged) = 1, ' trial that diverged counts with what it', ' trials that diverged count with what they') || ' ended at.', '')
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM judged HAVING count(*) > 0;
