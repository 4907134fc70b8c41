-- Two settings and their interaction
--
-- Of the study's settings the two that make the largest full grid: what one
-- does at each level of the other, and how much that differs between levels,
-- over common seeds. Then the analysis of variance of the same grid.

-- @with meaning factors
WITH
-- Where a configuration differs from the first one.
placed AS MATERIALIZED (
    SELECT *, sum(off) OVER (PARTITION BY config) AS offs
    FROM (
        SELECT s.*, s.level <> first_value(s.level) OVER (PARTITION BY s.factor ORDER BY s.position) AS off
        FROM setting s JOIN axis x ON x.factor = s.factor
    )
),
-- Those that differ in two at most, with all their settings.
near AS MATERIALIZED (
    SELECT config, position, offs, json_group_array(json_array(factor, level, off)) AS settings
    FROM placed WHERE offs <= 2
    GROUP BY config
),
-- The grids of two factors, all others as they are in the first configuration.
-- Levels of one that have the same levels of the other make a grid; the largest
-- is shown, the factor with fewer levels first.
cell AS MATERIALIZED (
    SELECT x.value ->> 0 AS f, y.value ->> 0 AS g, x.value ->> 1 AS a, y.value ->> 1 AS b, config, position
    FROM near, json_each(settings) x, json_each(settings) y
    WHERE x.key <> y.key AND (x.value ->> 2) + (y.value ->> 2) = offs
),
reach AS MATERIALIZED (
    SELECT f, g, a, json_group_array(b) AS others, count(*) AS wide
    FROM (SELECT * FROM cell ORDER BY f, g, a, b)
    GROUP BY f, g, a
),
grid AS MATERIALIZED (
    SELECT f, g, others, count(*) AS high, wide
    FROM reach
    GROUP BY f, g, others
    HAVING count(*) > 1 AND wide > 1 AND count(*) <= wide
    ORDER BY count(*) * wide DESC, f, g
    LIMIT 1
),
chosen AS MATERIALIZED (
    SELECT *, pa = min(pa) OVER () AS first_a, pb = min(pb) OVER () AS first_b
    FROM (
        SELECT c.f, c.g,
            iif(c.f = 'augment' AND c.a <> 'none' AND q.high = 2, 'on', c.a) AS a,
            iif(c.g = 'augment' AND c.b <> 'none' AND q.wide = 2, 'on', c.b) AS b,
            min(c.position) OVER (PARTITION BY c.a) AS pa,
            min(c.position) OVER (PARTITION BY c.b) AS pb, r.seed, r.accuracy
        FROM grid q
        JOIN reach h ON h.f = q.f AND h.g = q.g AND h.others = q.others
        JOIN cell c ON c.f = h.f AND c.g = h.g AND c.a = h.a
        JOIN result r ON r.config = c.config
    )
),
test AS MATERIALIZED (
    SELECT e.key AS place, e.value ->> 'effect' AS effect, e.value ->> 'df' AS df, e.value ->> 'f' AS f, e.value ->> 'p' AS p,
        e.value ->> 'used' AS used, e.value ->> 'of' AS "of"
    FROM json_each((SELECT anova(accuracy, json_object(f, a, g, b)) FROM (SELECT * FROM chosen ORDER BY pa, pb, seed))) e
),
-- Corners of the grid: (a, b) itself, m at (first a, b), n at (a, first b), o at
-- (first a, first b). A row for each contrast and seed: x − y.
corner AS MATERIALIZED (
    SELECT *, max(iif(first_a, a, NULL)) OVER () AS a0, max(iif(first_b, b, NULL)) OVER () AS b0,
        max(iif(first_a, accuracy, NULL)) OVER (PARTITION BY pb, seed) AS m,
        max(iif(first_b, accuracy, NULL)) OVER (PARTITION BY pa, seed) AS n,
        max(iif(first_a AND first_b, accuracy, NULL)) OVER (PARTITION BY seed) AS o
    FROM chosen
),
contrast AS MATERIALIZED (
    SELECT part, iif(part = 2, pa, pb) AS p1, iif(part = 2, pb, pa) AS p2,
        iif(part = 2, g || ': ' || b || ' − ' || b0, f || ': ' || a || ' − ' || a0) AS what,
        CASE part WHEN 1 THEN 'at ' || g || ' ' || b WHEN 2 THEN 'at ' || f || ' ' || a
            ELSE 'at ' || g || ' ' || b || ' − at ' || b0 END AS at,
        iif(part = 3, accuracy - m, accuracy) AS x,
        CASE part WHEN 1 THEN m WHEN 2 THEN n ELSE n - o END AS y
    FROM corner CROSS JOIN (SELECT 1 AS part UNION ALL SELECT 2 UNION ALL SELECT 3)
    WHERE NOT (part <> 2 AND first_a) AND NOT (part <> 1 AND first_b)
),
line AS MATERIALIZED (
    SELECT part, p1, p2, what, at, count(x - y) AS n, avg(x - y) AS difference,
        paired_low(x, y) AS low, paired_high(x, y) AS high, paired_t_p(x, y) AS p, sign_flip_p(x, y) AS sign_flip,
        half_seeds(x - y) AS half_seeds
    FROM contrast GROUP BY part, p1, p2
),
judged AS MATERIALIZED (
    SELECT l.*, h.value AS holm
    FROM (SELECT *, row_number() OVER (ORDER BY part, p1, p2) - 1 AS place FROM line) l
    JOIN json_each((SELECT holm(json_group_array(p)) FROM (SELECT p FROM line ORDER BY part, p1, p2))) h ON h.key = l.place
)

-- @data
SELECT CASE part WHEN 1 THEN 'effect' WHEN 2 THEN 'effect of the other' ELSE 'interaction' END AS kind,
    what, at, n, difference, low, high, p, sign_flip, holm, half_seeds, NULL AS f
FROM judged
UNION ALL
SELECT 'anova', effect, 'all', NULL, NULL, NULL, NULL, p, NULL, NULL, NULL, f
FROM test WHERE place < 3;

-- @show
SELECT CASE part WHEN 3 THEN 'interaction, ' ELSE '' END || what || iif(holm < 0.05, ' †', '') AS "difference",
    at AS "where", n AS "n", printf('%+.2f', points(difference)) AS "points",
    iif(low IS NULL, NULL, '[' || printf('%+.2f', 100 * low) || ', ' || printf('%+.2f', 100 * high) || ']') AS "95 % interval",
    CASE WHEN p IS NULL THEN 'n/a' WHEN p < 0.001 THEN '< 0.001' ELSE printf('%.3f', p) END AS "p", CASE WHEN holm IS NULL THEN 'n/a' WHEN holm < 0.001 THEN '< 0.001' ELSE printf('%.3f', holm) END AS "p (Holm)",
    iif(n < 6, 'needs at least 6 paired seeds', CASE WHEN sign_flip IS NULL THEN 'n/a' WHEN sign_flip < 0.001 THEN '< 0.001' ELSE printf('%.3f', sign_flip) END) AS "p (sign flips)",
    NULL AS "F"
FROM judged
UNION ALL
SELECT 'analysis of variance: ' || effect, 'all', NULL, NULL, NULL, CASE WHEN p IS NULL THEN 'n/a' WHEN p < 0.001 THEN '< 0.001' ELSE printf('%.3f', p) END, NULL, NULL,
    printf('%.2f', f) || ' (df ' || printf('%d', df) || ', ' || (SELECT printf('%d', df) FROM test WHERE effect = 'seeds') || ')'
FROM test WHERE place < 3;

-- @caption
SELECT 'The grid of ' || f || ' (' || count(DISTINCT pa) || ' levels) and ' || g || ' (' || count(DISTINCT pb) || ' levels)'
    || iif((SELECT count(*) FROM axis) > 2, ', all other settings as in the first configuration', '')
    || ': accuracy after the last epoch, differences in percentage points over n common seeds with 95 % t intervals'
    || coalesce((SELECT ', which ' || iif(min(half_seeds) = max(half_seeds), printf('%d', max(half_seeds)), printf('%d to %d', min(half_seeds), max(half_seeds)))
        || ' more seeds would halve,' FROM line WHERE half_seeds IS NOT NULL HAVING count(*) > 0), '')
    || ' and paired t tests. An interaction is a difference of differences, what the change does at one level less what it does at another. Holm''s correction is over the family of '
    || (SELECT count(p) FROM line) || ' differences in this table; † marks p (Holm) < 0.05; beside it the exact sign-flip test, uncorrected. The last lines are the F tests of both settings and of their interaction against what seeds differ by'
    || (SELECT iif(min(used) < min("of"), ', over ' || min(used) || ' of ' || min("of") || ' trials, equally many of each combination', '') FROM test) || '.'
    || (SELECT iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '') FROM leaderboard WHERE study = :study)
FROM chosen HAVING count(*) > 0;

-- @why
SELECT iif((SELECT count(DISTINCT factor) FROM setting) < 2,
    'Fewer than two settings vary between the finished trials, so that none can interact.',
    'No two settings make a full grid of the finished trials, so that no interaction can be told.')
WHERE EXISTS (SELECT 1 FROM result) AND NOT EXISTS (SELECT 1 FROM chosen);
