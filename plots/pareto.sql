-- Accuracy against cost
--
-- Cost is the number of parameters, of multiply-adds for one image, and the
-- seconds that a trial takes. A configuration is on the front when no other is
-- at least as good and at most as dear, and better in one of the two.

-- @with
WITH chosen AS (
    SELECT * FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
)

-- @why
SELECT 'This study has one configuration: there is nothing to weigh it against.'
WHERE (SELECT count(*) FROM study s JOIN study_config c ON c.study = s.id JOIN config k ON k.id = c.config
    WHERE s.name = :study AND (:only IS NULL OR k.name IN (SELECT value FROM json_each(:only)))) = 1;

-- @data
WITH point AS (
    SELECT 1 AS panel, config, label, model, rank, parameters AS cost, accuracy
    FROM chosen
    UNION ALL
    SELECT 2, config, label, model, rank, multiply_adds, accuracy
    FROM chosen
    UNION ALL
    SELECT 3, config, label, model, rank, seconds, accuracy
    FROM chosen
)
SELECT iif((SELECT count(*) FROM chosen) <= 7, label, model) AS key,
    panel, cost, 100 * accuracy AS accuracy,
    NOT EXISTS (
        SELECT 1 FROM point o
        WHERE o.panel = p.panel AND o.cost <= p.cost AND o.accuracy >= p.accuracy
            AND (o.cost < p.cost OR o.accuracy > p.accuracy)) AS front
FROM point p
WHERE cost > 0
ORDER BY panel, rank;

-- @front
WITH point AS (
    SELECT 1 AS panel, parameters AS cost, accuracy
    FROM chosen
    UNION ALL
    SELECT 2, multiply_adds, accuracy FROM chosen
    UNION ALL
    SELECT 3, seconds, accuracy FROM chosen
)
SELECT DISTINCT panel, cost, 100 * accuracy AS accuracy
FROM point p
WHERE cost > 0 AND NOT EXISTS (
    SELECT 1 FROM point o
    WHERE o.panel = p.panel AND o.cost <= p.cost AND o.accuracy >= p.accuracy
        AND (o.cost < p.cost OR o.accuracy > p.accuracy))
UNION
SELECT panel, max(cost), 100 * max(accuracy) FROM point WHERE cost > 0 GROUP BY panel
ORDER BY panel, cost, accuracy;

-- @caption
SELECT 'Accuracy on ' || group_concat(DISTINCT split)
    || ' after the last epoch against cost: parameters, multiply-adds for one image, and seconds of a whole trial (which other work on the machine may have lengthened). Each point is a configuration, the mean over n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n))
    || ' seeds; the line is the front, below which nothing is worth its cost. Costs are on logarithmic axes; accuracy starts where the data need it.'
FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
HAVING count(*) > 0;
