-- Which settings matter: analysis of variance
--
-- A table and a figure, which draws the shares. See anova() in
-- results/README.md.

-- @with meaning factors
WITH described AS MATERIALIZED (
    SELECT s.config, json_group_object(s.factor, s.level) AS factors
    FROM setting s JOIN axis a ON a.factor = s.factor
    GROUP BY s.config
),
effect AS MATERIALIZED (
    SELECT e.key AS place, e.value ->> 'effect' AS effect, e.value ->> 'df' AS df,
        e.value ->> 'ss' AS ss, e.value ->> 'f' AS f, e.value ->> 'p' AS p,
        e.value ->> 'omega2' AS omega2, e.value ->> 'share' AS share,
        e.value ->> 'used' AS used, e.value ->> 'of' AS "of"
    FROM json_each((
        SELECT anova(accuracy, factors) FROM (
            SELECT r.accuracy, d.factors
            FROM result r JOIN described d ON d.config = r.config
            ORDER BY r.position, r.seed))) e
),
-- Of one factor without repeats every share would be its own.
told_apart AS (
    SELECT * FROM effect WHERE (SELECT count(*) FROM effect) > 2 OR (SELECT max(df) FROM effect WHERE effect = 'seeds') > 0
)

-- @why
SELECT 'This study has one configuration, so no setting can matter.'
WHERE (SELECT count(*) FROM study s JOIN study_config c ON c.study = s.id WHERE s.name = :study) = 1
UNION ALL
SELECT 'The configurations are no grid: each has a value of its own of some setting, so that shares cannot be told apart.'
WHERE EXISTS (
    SELECT 1 FROM study s JOIN study_config c ON c.study = s.id JOIN parameter p ON p.config = c.config
    WHERE s.name = :study AND p.kind = 'number'
    GROUP BY p.name HAVING count(DISTINCT p.number) > 6 AND count(DISTINCT p.number) = (
        SELECT count(*) FROM study t JOIN study_config d ON d.study = t.id WHERE t.name = :study))
UNION ALL
SELECT 'Of what came to its end each has a value and one seed of its own, so that nothing tells a setting from chance.'
WHERE EXISTS (SELECT 1 FROM effect) AND NOT EXISTS (SELECT 1 FROM told_apart)
LIMIT 1;

-- @data
SELECT effect, df, ss, share, f, p, omega2, used, "of" FROM told_apart ORDER BY place;

-- @show
SELECT effect || iif(p < 0.05, ' †', '') AS "effect", printf('%d', df) AS "df", printf('%.1f', 100 * share) AS "share (%)",
    iif(f IS NULL, NULL, printf('%.2f', f)) AS "F",
    iif(p IS NULL, NULL, CASE WHEN p IS NULL THEN 'n/a' WHEN p < 0.001 THEN '< 0.001' ELSE printf('%.3f', p) END) AS "p",
    iif(omega2 IS NULL, NULL, printf('%.3f', omega2)) AS "ω²"
FROM told_apart
ORDER BY place;

-- @figure_caption
SELECT 'Shares of the variance of accuracy on ' || group_concat(DISTINCT split)
    || ' between trials, after the last epoch: of each setting alone, of pairs of settings beyond that, and of the seeds with all that the others leave. By analysis of variance, whose p stands on the right; n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n)) || iif(max(n) = 1, ' seed.', ' seeds.')
FROM leaderboard WHERE study = :study
HAVING count(*) > 0;

-- @caption
SELECT 'Analysis of variance of accuracy after the last epoch: the share of all squared deviations that each setting, each pair of settings, and the seeds alone account for; F tests against what seeds differ by, ω², and † for p < 0.05, uncorrected. '
    || iif(min(used) < min("of"), 'The trials are no balanced grid: a part that is one was used, ' || min(used) || ' of ' || min("of") || ' trials.',
        'A balanced grid of ' || min(used) || ' trials.')
    || ' Seeds are taken for repeats, though configurations share them.'
    || (SELECT text FROM left_out)
    || coalesce((SELECT ' ' || pruned || iif(pruned = 1, ' trial was', ' trials were') || ' pruned and left out.' FROM studies WHERE study = :study AND pruned > 0), '')
    || (SELECT iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '') FROM leaderboard WHERE study = :study)
FROM told_apart HAVING count(*) > 0;
