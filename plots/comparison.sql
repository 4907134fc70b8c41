-- Accuracy of every configuration
--
-- Every seed a dot; mean and 95 % t interval over seeds; best on top, by the
-- leaderboard's rule. The first forty.

-- @with chosen

-- @data
SELECT b.label AS config, b.place AS rank, 100 * f.accuracy AS accuracy
FROM chosen b
JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
WHERE b.place <= 40
ORDER BY b.place, f.seed;

-- @means
SELECT b.label AS config, b.place AS rank, count(*) AS n,
    100 * avg(f.accuracy) AS mean,
    100 * ci95_low(f.accuracy) AS low,
    100 * ci95_high(f.accuracy) AS high
FROM chosen b
JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
WHERE b.place <= 40
GROUP BY b.config
ORDER BY b.place;

-- @caption
SELECT 'Accuracy on ' || group_concat(DISTINCT split) || ' after the last epoch, no epoch being chosen by its score'
    || iif(max(place) > 40, ', of the 40 best of ' || max(place) || ' configurations', '')
    || ': every seed a dot, the mean a line'
    || iif(max(n) > 1, ' with its 95 % t interval (box' || (
            SELECT iif(max(high) > 1 OR min(low) < 0, ', cut at what an accuracy can be: '
                || rtrim(iif(min(low) < 0, '0 and ', '') || iif(max(high) > 1, '100 and ', ''), ' and') || ' %', '')
            FROM (SELECT ci95_low(f.accuracy) AS low, ci95_high(f.accuracy) AS high
                FROM chosen b
                JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
                WHERE b.place <= 40 GROUP BY b.config)) || ')', '') || ', n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n)) || iif(max(n) = 1, ' seed. ', ' seeds. ')
    || 'Sorted by ' || max(ranked_by)
    || CASE WHEN max(ranked_by) LIKE 'training%' THEN ', there being no validation. '
        WHEN max(validation_is_test) THEN ', since the validation set is the test set, as the study asks for. '
        WHEN max(ranked_by) LIKE 'test%' THEN ', as the study asks for. '
        ELSE ', so the test set chose nothing. ' END
    || 'The axis starts where the data need it.'
FROM chosen HAVING count(*) > 0;
