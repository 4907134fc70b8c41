-- McNemar's test between every two configurations
--
-- Do two networks that trained with the same seed err on the same images? One
-- test is of two networks, so the data have a row for each pair and seed. What
-- is shown, and corrected by Holm, is each pair's first common seed: fixed before
-- anything is known, where a chosen one would flatter. The other seeds tell how
-- much that depends on it.

-- @with
WITH run AS MATERIALIZED (
    SELECT t.id, f.seed, f.split, c.data_digest, b.label, b.config_position AS position
    FROM leaderboard b
    JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
    JOIN trial t ON t.name = f.trial
    JOIN config c ON c.id = t.config
    WHERE b.study = :study AND b.rank <= 6
),
wrong AS MATERIALIZED (
    SELECT r.id, p.image
    FROM run r JOIN prediction p ON p.trial = r.id AND p.split = r.split
    WHERE p.predicted <> p.truth
),
answered AS MATERIALIZED (
    SELECT * FROM (
        SELECT r.*, (SELECT count(*) FROM wrong w WHERE w.id = r.id) AS wrong,
            (SELECT count(*) FROM prediction p WHERE p.trial = r.id AND p.split = r.split) AS images
        FROM run r
    )
    WHERE images > 0
),
-- What only one got right is what the other got wrong, but for what both did.
both AS MATERIALIZED (
    SELECT a.label AS first, b.label AS second, a.position AS a, b.position AS b, a.seed, a.images,
        a.wrong AS wrong_first, b.wrong AS wrong_second,
        (SELECT count(*) FROM wrong x JOIN wrong y ON y.image = x.image WHERE x.id = a.id AND y.id = b.id) AS wrong
    FROM answered a
    JOIN answered b ON b.seed = a.seed AND b.split = a.split AND b.data_digest = a.data_digest
        AND b.images = a.images AND b.position > a.position
),
pair AS MATERIALIZED (
    SELECT first, second, a, b, seed, images, wrong_second - wrong AS only_first, wrong_first - wrong AS only_second
    FROM both
),
tested AS MATERIALIZED (
    SELECT *, mcnemar_midp(only_first, only_second) AS p,
        agresti_min_low(only_first, only_second, images) AS low,
        agresti_min_high(only_first, only_second, images) AS high,
        row_number() OVER (PARTITION BY a, b ORDER BY seed) AS nth
    FROM pair
),
first_seed AS MATERIALIZED (
    SELECT a, b, p, row_number() OVER (ORDER BY a, b) - 1 AS place FROM tested WHERE nth = 1
),
judged AS (
    SELECT t.*, iif(nth = 1, h.value, NULL) AS holm
    FROM tested t
    JOIN first_seed s ON s.a = t.a AND s.b = t.b
    JOIN json_each((SELECT holm(json_group_array(p)) FROM (SELECT p FROM first_seed ORDER BY place))) h ON h.key = s.place
)

-- @data
SELECT first, second, seed, images, only_first, only_second,
    1.0 * (only_second - only_first) / images AS difference, low, high, p, holm
FROM judged
ORDER BY a, b, seed;

-- @show
SELECT first || ' – ' || second || iif(max(holm) < 0.05, ' †', '') AS "networks (first – second)",
    max(iif(nth = 1, only_first || ' / ' || only_second, NULL)) AS "right: only first / second",
    max(iif(nth = 1, printf('%+.2f', points(1.0 * (only_second - only_first) / images)), NULL)) AS "second − first (points)",
    max(iif(nth = 1, '[' || printf('%+.2f', 100 * low) || ', ' || printf('%+.2f', 100 * high) || ']', NULL)) AS "95 % interval",
    max(iif(nth = 1, CASE WHEN p IS NULL THEN 'n/a' WHEN p < 0.001 THEN '< 0.001' ELSE printf('%.3f', p) END, NULL)) AS "mid-p",
    CASE WHEN max(holm) IS NULL THEN 'n/a' WHEN max(holm) < 0.001 THEN '< 0.001' ELSE printf('%.3f', max(holm)) END AS "mid-p (Holm)",
    count(*) AS "seeds",
    printf('%.1f', avg(only_first)) || ' / ' || printf('%.1f', avg(only_second)) AS "mean over seeds",
    CASE WHEN median(p) IS NULL THEN 'n/a' WHEN median(p) < 0.001 THEN '< 0.001' ELSE printf('%.3f', median(p)) END AS "median mid-p",
    sum(p < 0.05) || ' of ' || count(*) AS "seeds with p < 0.05"
FROM judged
GROUP BY a, b
ORDER BY a, b;

-- @caption
WITH trained AS MATERIALIZED (
    SELECT b.config, b.rank, f.seed, f.split, c.data_digest, f.validation_is_test, count(*) OVER () AS runs
    FROM leaderboard b
    JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
    JOIN trial t ON t.name = f.trial
    JOIN config c ON c.id = t.config
    WHERE b.study = :study
        AND EXISTS (SELECT 1 FROM prediction p WHERE p.trial = t.id AND p.split = f.split)
),
common AS (
    SELECT min(a.seed) AS seed, a.split, a.validation_is_test
    FROM trained a JOIN trained b ON b.seed = a.seed AND b.split = a.split AND b.data_digest = a.data_digest AND b.rank > a.rank
    WHERE b.rank <= 6
    GROUP BY a.config, b.config
)
SELECT 'McNemar''s test on the ' || group_concat(DISTINCT split) || ' images: how many only one of two networks got right. '
    || 'Counts, difference in accuracy with Agresti and Min''s 95 % interval and two-sided mid-p are those of the first common seed ('
    || iif(min(seed) = max(seed), min(seed), min(seed) || ' to ' || max(seed)) || '): they are about these two networks and other images, not about other seeds. '
    || 'Holm''s correction is over the family of ' || count(*) || ' pair' || iif(count(*) = 1, '', 's')
    || iif((SELECT max(rank) FROM leaderboard WHERE study = :study) > 6, ' among the 6 best configurations', '')
    || '; † marks mid-p (Holm) < 0.05. The columns to the right repeat the test for every common seed: mean counts, the median mid-p, and how many are under 0.05, uncorrected.'
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM common HAVING count(*) > 0;

-- @why
SELECT 'This study has one configuration, so no two networks can be compared.'
FROM studies WHERE study = :study AND configs = 1;
