-- The objective over two settings
--
-- The two settings with the largest shares of the variance between
-- configurations, of those with up to six numbers or sixteen other values.

-- @with
WITH member AS MATERIALIZED (
    SELECT k.name AS config, c.label, c.position
    FROM study s JOIN study_config c ON c.study = s.id JOIN config k ON k.id = c.config
    WHERE s.name = :study AND (:only IS NULL OR k.name IN (SELECT value FROM json_each(:only)))
),
varied AS MATERIALIZED (
    SELECT p.name, count(DISTINCT p.written) AS levels,
        count(p.number) = count(*) AND count(DISTINCT p.written) > 6 AS number,
        min(p.number) AS low, max(p.number) AS high
    FROM member c JOIN parameters p USING (config) WHERE p.kind <> 'json'
    GROUP BY p.name HAVING count(DISTINCT p.written) > 1
),
setting AS MATERIALIZED (
    SELECT c.config, c.position, v.name, p.written, p.number
    FROM member c JOIN varied v JOIN parameters p ON p.config = c.config AND p.name = v.name
)

-- @why
WITH axis AS MATERIALIZED (
    SELECT * FROM varied v WHERE NOT EXISTS (
        SELECT 1 FROM varied o
        WHERE o.name <> v.name AND (o.name = 'model' OR (o.levels = v.levels AND o.name < v.name
                AND o.levels < (SELECT count(*) FROM member)))
            AND o.levels = (
                SELECT count(DISTINCT a.written || '|' || coalesce(b.written, '')) FROM setting a
                LEFT JOIN setting b ON b.config = a.config AND b.name = v.name
                WHERE a.name = o.name)
            AND (SELECT count(*) FROM setting b WHERE b.name = v.name)
                <= (SELECT count(*) FROM setting a WHERE a.name = o.name))
    ORDER BY name LIMIT 8
)
SELECT 'A map needs two settings with a few values each; this study has '
    || iif(count(*) = 0, 'none', 'one') || '.'
FROM axis WHERE levels <= 16 AND NOT number AND EXISTS (SELECT 1 FROM member) HAVING count(*) < 2;

-- @data
WITH axis AS MATERIALIZED (
    SELECT * FROM varied v WHERE NOT EXISTS (
        SELECT 1 FROM varied o
        WHERE o.name <> v.name AND (o.name = 'model' OR (o.levels = v.levels AND o.name < v.name
                AND o.levels < (SELECT count(*) FROM member)))
            AND o.levels = (
                SELECT count(DISTINCT a.written || '|' || coalesce(b.written, '')) FROM setting a
                LEFT JOIN setting b ON b.config = a.config AND b.name = v.name
                WHERE a.name = o.name)
            AND (SELECT count(*) FROM setting b WHERE b.name = v.name)
                <= (SELECT count(*) FROM setting a WHERE a.name = o.name))
    ORDER BY name LIMIT 64
),
step AS MATERIALIZED (
    SELECT t.config, t.name, t.written, t.number, a.number AS by_number,
        dense_rank() OVER (PARTITION BY t.name ORDER BY t.number, t.written) AS place
    FROM setting t JOIN axis a USING (name)
),
score AS MATERIALIZED (
    SELECT f.config, count(*) AS n, avg(CASE s.objective
        WHEN 'test/accuracy' THEN 100 * f.test_accuracy
        WHEN 'test/loss' THEN f.test_loss
        WHEN 'train/accuracy' THEN 100 * f.train_accuracy
        WHEN 'train/loss' THEN f.train_loss
        WHEN 'validation/loss' THEN coalesce(f.validation_loss, f.train_loss)
        ELSE 100 * coalesce(f.validation_accuracy, f.train_accuracy) END) AS value
    FROM final f JOIN studies s USING (study)
    WHERE f.study = :study AND (:only IS NULL OR f.config IN (SELECT value FROM json_each(:only)))
        AND f.state <> 'pruned' AND f.phase = 'sweep'
    GROUP BY f.config
),
effect AS (
    SELECT t.name, sum(t.n * (t.mean - m.mean) * (t.mean - m.mean)) AS squares
    FROM (SELECT name, written, count(*) AS n, avg(value) AS mean
        FROM step JOIN score USING (config) WHERE abs(value) < 1e300 GROUP BY name, written) t
    JOIN (SELECT avg(value) AS mean FROM score WHERE abs(value) < 1e300) m
    WHERE t.name IN (SELECT name FROM axis WHERE levels <= 16 AND NOT number)
    GROUP BY t.name
),
chosen AS MATERIALIZED (
    SELECT name, row_number() OVER (ORDER BY squares DESC, name) AS nth FROM effect
)
SELECT x.name AS axis_x, y.name AS axis_y, x.place AS x, y.place AS y,
    x.written AS level_x, y.written AS level_y, avg(s.value) AS value, count(*) AS n
FROM step x JOIN step y USING (config) JOIN score s USING (config)
WHERE x.name = (SELECT name FROM chosen WHERE nth = 1)
    AND y.name = (SELECT name FROM chosen WHERE nth = 2) AND abs(s.value) < 1e300
GROUP BY x.place, y.place
ORDER BY x.place, y.place;

-- @goal
SELECT CASE objective WHEN 'validation/accuracy' THEN 'validation accuracy (%)' WHEN 'test/accuracy' THEN 'test accuracy (%)' WHEN 'train/accuracy' THEN 'training accuracy (%)' WHEN 'validation/loss' THEN 'validation loss' WHEN 'test/loss' THEN 'test loss' ELSE 'training loss' END AS goal, goal = 'min' AS least, objective LIKE '%loss' AS loss
FROM studies WHERE study = :study;

-- @caption
SELECT 'The two settings whose values make the largest difference, by the variance between their means; each cell is the mean, over all configurations that have both values, of their '
    || CASE objective WHEN 'validation/accuracy' THEN iif((SELECT max(validation_is_test) FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))), 'test accuracy, the validation set being the test set, as the study asks for', 'validation accuracy') ELSE replace(objective, '/', ' ') END
    || ', after the last epoch, the mean over n = ' || (SELECT iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n)) FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only))))
    || ' seeds. Lighter is better; cells without a result are empty.'
    || iif(pruned > 0, ' Trials that were pruned are left out.', '')
FROM studies WHERE study = :study AND EXISTS (SELECT 1 FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only))));
