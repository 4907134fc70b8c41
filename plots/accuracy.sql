-- Accuracy of every configuration
--
-- The data are numbers, as fractions; what is shown is the same for the eye, in per cent,
-- with as many digits as the usual spread over seeds allows. Its column `bold` marks
-- the cell before it and is not shown. :verdict is a JSON object: the configurations that
-- are not told apart from the best, as `ties`, and how many were `compared` with it.

-- @with half
WITH run AS MATERIALIZED (
    SELECT f.config, f.accuracy, t.id, f.split
    FROM final f JOIN trial t ON t.name = f.trial
    WHERE f.study = :study AND f.state <> 'pruned' AND f.phase = 'sweep'
        AND (:only IS NULL OR f.config IN (SELECT value FROM json_each(:only)))
),
spread AS MATERIALIZED (
    SELECT config, avg(accuracy) AS mean, stddev(accuracy) AS sd,
        ci95_low(accuracy) AS low, ci95_high(accuracy) AS high, half_seeds(accuracy) AS half_seeds,
        iif(count(*) = 1, wilson_low(images * accuracy, images), NULL) AS wilson_low,
        iif(count(*) = 1, wilson_high(images * accuracy, images), NULL) AS wilson_high
    FROM answered GROUP BY config
),
halves AS MATERIALIZED (
    SELECT config, avg(first) AS first_half, avg(second) AS second_half
    FROM half WHERE split = 'test' GROUP BY config
),
line AS (
    SELECT b.*, s.*, max(0, coalesce(s.low, s.wilson_low)) AS reach_low, min(1, coalesce(s.high, s.wilson_high)) AS reach_high
    FROM leaderboard b JOIN spread s ON s.config = b.config
    WHERE b.study = :study
)

-- @data
SELECT rank, label AS configuration, config, split, n, mean, sd, low AS ci95_low, high AS ci95_high, half_seeds,
    wilson_low, wilson_high, accuracy_min AS min, accuracy_max AS max, first_half, second_half,
    validation_accuracy, objective, diverged, parameters, multiply_adds, seconds
FROM line LEFT JOIN halves USING (config)
ORDER BY rank;

-- @show
WITH digits AS (
    SELECT CASE WHEN median(sd) >= 0.02 THEN 1 WHEN median(sd) < 0.0002 THEN 3 ELSE 2 END AS d FROM spread
)
SELECT label AS "configuration", n AS "n",
    printf('%.*f', d, 100 * mean) || iif(sd IS NULL, '', ' ± ' || printf('%.*f', d, 100 * sd)) AS "accuracy (%) ↑",
    instr(:verdict, '"' || config || '"') > 0 AS bold,
    iif(reach_low IS NULL, NULL, '[' || printf('%.*f', d, 100 * reach_low) || ', ' || printf('%.*f', d, 100 * reach_high) || ']') AS "95 % interval",
    iif(half_seeds IS NULL, NULL, printf('%d', half_seeds)) AS "seeds to halve",
    printf('%.*f', d, 100 * accuracy_min) AS "min",
    printf('%.*f', d, 100 * accuracy_max) AS "max",
    iif(first_half IS NULL, NULL, printf('%.*f', d, 100 * first_half) || ' / ' || printf('%.*f', d, 100 * second_half)) AS "test halves",
    iif(parameters IS NULL, NULL, printf('%,d', parameters)) AS "parameters",
    printf('%.1f', seconds) AS "seconds"
FROM line JOIN digits LEFT JOIN halves USING (config)
ORDER BY rank;

-- @caption
SELECT 'Accuracy on ' || group_concat(DISTINCT split)
    || ' after the last epoch: no epoch was chosen by its score, and the last one''s goes up and down by chance. Mean ± standard deviation over n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n)) || iif(max(n) = 1, ' seed', ' seeds')
    || iif(max(n) > 1, ', 95 % t interval of the mean and how many more seeds would halve it', '')
    || iif(count(wilson_low) > 0, iif(max(n) > 1, '; of one seed', ', 95 %') || ' Wilson''s interval, over the images alone', '')
    || iif(min(low) < 0 OR max(high) > 1, '; intervals are cut at 0 and 100', '') || '. '
    || 'Lines are in the order of ' || max(ranked_by)
    || CASE WHEN max(ranked_by) LIKE 'training%' THEN ', there being no validation. '
        WHEN max(validation_is_test) THEN ', since the validation set is the test set, as the study asks for. '
        WHEN max(ranked_by) LIKE 'test%' THEN ', as the study asks for. '
        ELSE '; the test set chose nothing. ' END
    || iif(:verdict ->> 'compared' = 0,
        iif(count(*) = 1, '', 'Nothing was compared, which takes two seeds.'),
        'Bold: the first line, and all that are not told apart from it, which does not make them equal (paired t test over common seeds, else Welch''s; Holm''s correction over '
        || (:verdict ->> 'compared') || ' comparison' || iif(:verdict ->> 'compared' = 1, '', 's') || ').')
    || iif(sum(diverged) > 0, ' ' || sum(diverged) || iif(sum(diverged) = 1, ' trial that diverged counts with what it', ' trials that diverged count with what they') || ' ended at.', '')
    || coalesce((SELECT ' ' || failed || iif(failed = 1, ' trial', ' trials') || ' of the study failed and count nowhere.' FROM studies WHERE study = :study AND failed > 0), '')
    || coalesce((SELECT ' ' || pruned || iif(pruned = 1, ' trial was', ' trials were') || ' pruned and count nowhere.' FROM studies WHERE study = :study AND pruned > 0), '')
FROM line HAVING count(*) > 0;
