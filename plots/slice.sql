-- The objective against each setting
--
-- A panel for each setting that varies, up to eight. With up to six values, or
-- values that are no numbers, it goes in steps; else along the numbers.

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
),
axis AS MATERIALIZED (
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
),
step AS MATERIALIZED (
    SELECT t.config, t.name, t.written, t.number, a.number AS by_number,
        dense_rank() OVER (PARTITION BY t.name ORDER BY t.number, t.written) AS place
    FROM setting t JOIN axis a USING (name)
),
score AS MATERIALIZED (
    SELECT f.config, count(*) AS n, max(f.state = 'pruned') AS pruned, avg(CASE s.objective
        WHEN 'test/accuracy' THEN 100 * f.test_accuracy
        WHEN 'test/loss' THEN f.test_loss
        WHEN 'train/accuracy' THEN 100 * f.train_accuracy
        WHEN 'train/loss' THEN f.train_loss
        WHEN 'validation/loss' THEN coalesce(f.validation_loss, f.train_loss)
        ELSE 100 * coalesce(f.validation_accuracy, f.train_accuracy) END) AS value
    FROM final f JOIN studies s USING (study)
    WHERE f.study = :study AND (:only IS NULL OR f.config IN (SELECT value FROM json_each(:only)))
        AND f.phase = 'sweep'
    GROUP BY f.config
)

-- @why
-- Settings of which the study tries several values. Left out are those that the
-- model alone decides, and those that always change together with another.
SELECT 'No setting varies in this study, so there is no axis to go along.'
WHERE (SELECT count(*) FROM member) > 0 AND NOT EXISTS (SELECT 1 FROM axis);

-- @data
-- Settings of which the study tries several values. Left out are those that the
-- model alone decides, and those that always change together with another.
SELECT t.name AS axis, iif(t.by_number, t.number, t.place) AS x, s.value, s.pruned
FROM step t JOIN score s USING (config)
WHERE abs(s.value) < 1e300
ORDER BY t.name, x, s.value;

-- @medians
-- Settings of which the study tries several values. Left out are those that the
-- model alone decides, and those that always change together with another.
SELECT t.name AS axis, t.place AS x, median(s.value) AS median
FROM step t JOIN score s USING (config)
WHERE abs(s.value) < 1e300 AND NOT t.by_number AND NOT s.pruned
GROUP BY t.name, t.place
ORDER BY t.name, t.place;

-- @axes
-- Settings of which the study tries several values. Left out are those that the
-- model alone decides, and those that always change together with another.
SELECT name AS axis, number AS by_number, coalesce(number AND low > 0 AND high / low >= 20, 0) AS log,
    levels, coalesce(low, 0) AS low, coalesce(high, 0) AS high
FROM axis ORDER BY name;

-- @levels
-- Settings of which the study tries several values. Left out are those that the
-- model alone decides, and those that always change together with another.
SELECT DISTINCT name AS axis, place, written AS level FROM step
WHERE NOT by_number ORDER BY name, place;

-- @goal
SELECT CASE objective WHEN 'validation/accuracy' THEN 'validation accuracy (%)' WHEN 'test/accuracy' THEN 'test accuracy (%)' WHEN 'train/accuracy' THEN 'training accuracy (%)' WHEN 'validation/loss' THEN 'validation loss' WHEN 'test/loss' THEN 'test loss' ELSE 'training loss' END AS goal, goal = 'min' AS least, objective LIKE '%loss' AS loss
FROM studies WHERE study = :study;

-- @caption
SELECT 'A panel for each setting that varies; each point is a configuration, its height its '
    || CASE objective WHEN 'validation/accuracy' THEN iif((SELECT max(validation_is_test) FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))), 'test accuracy, the validation set being the test set, as the study asks for', 'validation accuracy') ELSE replace(objective, '/', ' ') END
    || ', after the last epoch, the mean over n = ' || (SELECT iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n)) FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only))))
    || ' seeds. Where a setting goes in steps, a line joins the medians of all that have a value.'
    || iif(pruned > 0, ' Circles: trials that were pruned, after the last epoch that they came to; the medians are without them.', '')
FROM studies WHERE study = :study AND EXISTS (SELECT 1 FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only))));
