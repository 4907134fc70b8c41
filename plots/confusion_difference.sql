-- Difference of two confusion matrices
--
-- The second best configuration's less the best one's: mean counts over seeds
-- after the last epoch.

-- @why
SELECT 'This study has one configuration: a difference takes two.'
WHERE (SELECT count(*) FROM study s JOIN study_config c ON c.study = s.id JOIN config k ON k.id = c.config
    WHERE s.name = :study AND (:only IS NULL OR k.name IN (SELECT value FROM json_each(:only)))) = 1;

-- @data
WITH pair AS (
    SELECT study, config, row_number() OVER (ORDER BY rank) AS place FROM leaderboard
    WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
),
mean AS (
    SELECT p.place, c.truth, c.predicted, avg(c.count) AS count
    FROM pair p
    JOIN final f ON f.study = p.study AND f.config = p.config AND f.state <> 'pruned' AND f.phase = 'sweep'
    JOIN confusion c ON c.trial = f.trial AND c.epoch = f.epoch AND c.split = f.split
    GROUP BY p.place, c.truth, c.predicted
)
SELECT b.truth, b.predicted, b.count - a.count AS difference
FROM mean a JOIN mean b ON b.truth = a.truth AND b.predicted = a.predicted
WHERE a.place = 1 AND b.place = 2
ORDER BY b.truth, b.predicted;

-- @pair
SELECT row_number() OVER (ORDER BY rank) AS place, label AS config FROM leaderboard
WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
ORDER BY rank LIMIT 2;

-- @caption
SELECT 'Confusion matrix of ' || max(iif(place = 2, label, NULL)) || ' less that of ' || max(iif(place = 1, label, NULL))
    || ' on ' || group_concat(DISTINCT split) || ' after the last epoch: mean counts over n = '
    || iif(min(n) = max(n), min(n), min(n) || ' and ' || max(n))
    || iif(max(n) = 1, ' seed', ' seeds') || ', rows true, columns predicted. Orange: more of the first, blue: more of the second; on the diagonal that is better, elsewhere worse.'
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM (SELECT *, row_number() OVER (ORDER BY rank) AS place FROM leaderboard
    WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
    ORDER BY rank LIMIT 2)
HAVING count(*) = 2;
