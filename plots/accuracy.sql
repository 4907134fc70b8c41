-- Accuracy of every configuration
--
-- The data are numbers, as fractions; what is shown is the same for the eye, in per cent,
-- with as many digits as the usual spread over seeds allows. Its column `bold` marks
-- the cell before it and is not shown. :ties is a JSON array of the configurations that are
-- best or do not differ significantly from the best.

-- @with
WITH half AS NOT MATERIALIZED (
    SELECT name AS trial,
        (SELECT avg(p.truth = p.predicted) FROM prediction p
         WHERE p.trial = id AND p.split = 'test' AND p.image < images / 2) AS first,
        (SELECT avg(p.truth = p.predicted) FROM prediction p
         WHERE p.trial = id AND p.split = 'test' AND p.image >= images / 2) AS second
    FROM (
        SELECT t.id, t.name, 1 + (SELECT max(p.image) FROM prediction p
            WHERE p.trial = t.id AND p.split = 'test') AS images
        FROM trial t
    )
)

-- @data
SELECT b.rank, b.label AS configuration, b.config, b.split, count(*) AS n,
    avg(f.accuracy) AS mean, stddev(f.accuracy) AS sd,
    ci95_low(f.accuracy) AS ci95_low, ci95_high(f.accuracy) AS ci95_high,
    half_seeds(f.accuracy) AS half_seeds, min(f.accuracy) AS min, max(f.accuracy) AS max,
    avg(h.first) AS first_half, avg(h.second) AS second_half,
    b.validation_accuracy, b.diverged, b.parameters, b.multiply_adds, b.seconds
FROM leaderboard b
JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
LEFT JOIN half h ON h.trial = f.trial
WHERE b.study = :study AND (:only IS NULL OR b.config IN (SELECT value FROM json_each(:only)))
GROUP BY b.config
ORDER BY b.rank;

-- @show
WITH line AS (
    SELECT b.*, 100 * avg(f.accuracy) AS mean, 100 * stddev(f.accuracy) AS sd,
        100 * ci95_low(f.accuracy) AS low, 100 * ci95_high(f.accuracy) AS high,
        half_seeds(f.accuracy) AS half_seeds,
        100 * avg(h.first) AS first, 100 * avg(h.second) AS second
    FROM leaderboard b
    JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
    LEFT JOIN half h ON h.trial = f.trial
    WHERE b.study = :study AND (:only IS NULL OR b.config IN (SELECT value FROM json_each(:only)))
    GROUP BY b.config
),
digits AS (
    SELECT CASE WHEN median(sd) >= 2 THEN 1 WHEN median(sd) < 0.02 THEN 3 ELSE 2 END AS d FROM line
)
SELECT label AS "configuration", n AS "n",
    printf('%.*f', d, mean) || iif(sd IS NULL, '', ' ± ' || printf('%.*f', d, sd)) AS "accuracy (%) ↑",
    instr(:ties, '"' || config || '"') > 0 AS bold,
    iif(low IS NULL, NULL, '[' || printf('%.*f', d, low) || ', ' || printf('%.*f', d, high) || ']') AS "95 % interval",
    iif(half_seeds IS NULL, NULL, printf('%d', half_seeds)) AS "seeds to halve",
    printf('%.*f', d, 100 * accuracy_min) AS "min",
    printf('%.*f', d, 100 * accuracy_max) AS "max",
    printf('%.*f', d, first) || ' / ' || printf('%.*f', d, second) AS "test halves",
    iif(parameters IS NULL, NULL, printf('%,d', parameters)) AS "parameters",
    printf('%.1f', seconds) AS "seconds"
FROM line, digits
ORDER BY rank;

-- @caption
SELECT 'Accuracy on ' || group_concat(DISTINCT split)
    || ' after the last epoch: no epoch was chosen by its score, and the last one''s goes up and down by chance. Mean ± standard deviation over n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n))
    || ' seeds' || iif(max(n) > 1, ', 95 % t interval of the mean and how many more seeds would halve it', '') || '. '
    || iif(max(validation_is_test), 'The validation set is the test set, as the study asks for, so the order of lines is by test accuracy. ',
        iif(max(validation_accuracy) IS NULL, 'Lines are in the order of training accuracy, there being no validation. ', 'Lines are in the order of validation accuracy; the test set chose nothing. '))
    || 'Bold: the first line, and all that do not differ from it significantly (paired t test over common seeds, else Welch''s; Holm''s correction over '
    || (count(*) - 1) || ' comparison' || iif(count(*) = 2, '', 's') || ').'
    || iif(sum(diverged) > 0, ' ' || sum(diverged) || ' trials diverged and count with what they ended at.', '')
FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only))) HAVING count(*) > 0;
