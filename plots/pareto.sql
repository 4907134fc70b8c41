-- Accuracy against cost
--
-- Cost is the number of parameters, of multiply-adds for one image, and the
-- seconds that a trial takes. A configuration is on the front when no other is
-- at least as good and at most as dear, and better in one of the two.

-- @with
WITH chosen AS (
    SELECT * FROM leaderboard
    WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
),
measured AS (
    SELECT 1 AS place, 'parameters' AS measure, config, parameters AS cost, accuracy FROM chosen
    UNION ALL
    SELECT 2, 'multiply-adds', config, multiply_adds, accuracy FROM chosen
    UNION ALL
    SELECT 3, 'seconds', config, seconds, accuracy FROM chosen
),
-- A cost that all have alike has no panel, nor has one that was not recorded.
panel AS (
    SELECT place, measure, row_number() OVER (ORDER BY place) AS panel
    FROM measured WHERE cost > 0
    GROUP BY place HAVING min(cost) < max(cost)
),
left_out AS (
    SELECT group_concat(measure, ' and ') AS measures, count(*) AS n FROM (
        SELECT measure FROM measured
        WHERE place NOT IN (SELECT place FROM panel) GROUP BY place ORDER BY place)
),
point AS (
    SELECT p.panel, p.measure, m.config, m.cost, m.accuracy FROM measured m JOIN panel p USING (place) WHERE m.cost > 0
),
-- Up to twelve configurations have each a name in the key; of more, models.
named AS (
    SELECT c.config, iif(c.of <= 12, c.label, c.model) AS key,
        min(c.config_position) OVER (PARTITION BY iif(c.of <= 12, c.label, c.model)) AS position,
        c.of <= 12 AS each
    FROM (SELECT config, label, model, config_position, count(*) OVER () AS of FROM chosen) c
)

-- @why
SELECT 'This study has one configuration: there is nothing to weigh it against.'
WHERE (SELECT count(*) FROM study s JOIN study_config c ON c.study = s.id JOIN config k ON k.id = c.config
    WHERE s.name = :study AND (:only IS NULL OR k.name IN (SELECT value FROM json_each(:only)))) = 1
UNION ALL
SELECT 'All configurations cost the same, as far as costs were recorded.'
WHERE EXISTS (SELECT 1 FROM chosen) AND NOT EXISTS (SELECT 1 FROM panel);

-- @data
SELECT n.key, p.panel, p.measure, p.cost, 100 * p.accuracy AS accuracy,
    NOT EXISTS (
        SELECT 1 FROM point o
        WHERE o.panel = p.panel AND o.cost <= p.cost AND o.accuracy >= p.accuracy
            AND (o.cost < p.cost OR o.accuracy > p.accuracy)) AS front
FROM point p JOIN named n USING (config)
ORDER BY p.panel, n.position, p.cost, p.accuracy;

-- @keys
SELECT key, iif(each, position, row_number() OVER (ORDER BY position) - 1) AS position
FROM named GROUP BY key ORDER BY position;

-- @front
SELECT DISTINCT panel, cost, 100 * accuracy AS accuracy
FROM point p
WHERE NOT EXISTS (
    SELECT 1 FROM point o
    WHERE o.panel = p.panel AND o.cost <= p.cost AND o.accuracy >= p.accuracy
        AND (o.cost < p.cost OR o.accuracy > p.accuracy))
UNION
SELECT panel, max(cost), 100 * max(accuracy) FROM point GROUP BY panel
ORDER BY panel, cost, accuracy;

-- @caption
SELECT 'Accuracy on ' || group_concat(DISTINCT split)
    || ' after the last epoch against cost: '
    || (SELECT group_concat(CASE measure WHEN 'multiply-adds' THEN 'multiply-adds for one image'
            WHEN 'seconds' THEN 'seconds of a whole trial (which other work on the machine may have lengthened)'
            ELSE measure END, ', ') FROM panel)
    || '. Each point is a configuration, the mean over n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n))
    || iif(max(n) = 1, ' seed', ' seeds') || '; the line is the front: what lies below it has a lower mean than another of no more cost, be that difference told from chance or not. Costs are on logarithmic axes; accuracy starts where the data need it.'
    || coalesce((SELECT ' Left out: ' || measures || ', the same for all or not recorded.' FROM left_out WHERE n > 0), '')
FROM chosen HAVING count(*) > 0;
