-- Configurations in parallel coordinates
--
-- An axis for each setting that varies, up to eight, and the objective as the
-- last. The two hundred best. Lines are given piece by piece, from one axis to
-- the next, the best last; 0 is an axis' foot, 1 its top, and where a configuration
-- has no such setting, -0.12.

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
    SELECT f.config, count(*) AS n, avg(CASE s.objective
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
WITH best AS MATERIALIZED (
    SELECT s.config, s.value, row_number() OVER (
        ORDER BY iif((SELECT goal FROM studies WHERE study = :study) = 'min', s.value, -s.value), s.config) AS rank
    FROM score s WHERE abs(s.value) < 1e300
),
-- A loss that diverges would press all others together.
scale AS MATERIALIZED (
    SELECT min(value) AS low, max(value) AS high,
        min(value) > 0 AND max(value) / min(value) >= 5 AS log FROM best WHERE rank <= 200
),
point AS (
    SELECT b.rank, b.value, a.axis, coalesce(
        CASE WHEN NOT t.by_number THEN (t.place - 1.0) / nullif(a.levels - 1, 0)
            WHEN a.low > 0 AND a.high / a.low >= 20 THEN ln(t.number / a.low) / ln(a.high / a.low)
            ELSE (t.number - a.low) / (a.high - a.low) END, -0.12) AS at
    FROM best b JOIN (SELECT *, row_number() OVER (ORDER BY name) AS axis FROM axis) a
    LEFT JOIN step t ON t.config = b.config AND t.name = a.name
    UNION ALL
    SELECT b.rank, b.value, 1 + (SELECT count(*) FROM axis), coalesce(iif(s.log,
        ln(b.value / s.low) / nullif(ln(s.high / s.low), 0),
        (b.value - s.low) / nullif(s.high - s.low, 0)), 0.5)
    FROM best b JOIN scale s
)
SELECT axis, at, next - at AS rise, shade FROM (
    SELECT rank, axis, at, lead(at) OVER line AS next,
        last_value(at) OVER (PARTITION BY rank ORDER BY axis ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS shade
    FROM point WHERE rank <= 200 WINDOW line AS (PARTITION BY rank ORDER BY axis))
WHERE next IS NOT NULL
ORDER BY rank DESC, axis;

-- @axes
-- Settings of which the study tries several values. Left out are those that the
-- model alone decides, and those that always change together with another.
SELECT row_number() OVER (ORDER BY name) AS axis, name AS name FROM axis ORDER BY 1;

-- @marks
-- Settings of which the study tries several values. Left out are those that the
-- model alone decides, and those that always change together with another.
SELECT a.axis, t.written AS mark, (t.place - 1.0) / (a.levels - 1) AS at
FROM (SELECT *, row_number() OVER (ORDER BY name) AS axis FROM axis) a
JOIN (SELECT DISTINCT name, place, written FROM step WHERE NOT by_number) t USING (name)
UNION ALL
SELECT axis, printf('%.3g', low), 0 FROM (SELECT *, row_number() OVER (ORDER BY name) AS axis FROM axis) WHERE number
UNION ALL
SELECT axis, printf('%.3g', high), 1 FROM (SELECT *, row_number() OVER (ORDER BY name) AS axis FROM axis) WHERE number
UNION ALL
SELECT a.axis, 'unset', -0.12 FROM (SELECT *, row_number() OVER (ORDER BY name) AS axis FROM axis) a
WHERE (SELECT count(*) FROM setting t WHERE t.name = a.name) < (SELECT count(*) FROM member)
ORDER BY 1, 3;

-- @range
-- Settings of which the study tries several values. Left out are those that the
-- model alone decides, and those that always change together with another.
SELECT min(value) AS low, max(value) AS high, 1 + (SELECT count(*) FROM axis) AS axis
FROM (SELECT value FROM score WHERE abs(value) < 1e300
    ORDER BY iif((SELECT goal FROM studies WHERE study = :study) = 'min', value, -value) LIMIT 200);

-- @goal
SELECT CASE objective WHEN 'validation/accuracy' THEN 'validation accuracy (%)' WHEN 'test/accuracy' THEN 'test accuracy (%)' WHEN 'train/accuracy' THEN 'training accuracy (%)' WHEN 'validation/loss' THEN 'validation loss' WHEN 'test/loss' THEN 'test loss' ELSE 'training loss' END AS goal, goal = 'min' AS least, objective LIKE '%loss' AS loss
FROM studies WHERE study = :study;

-- @caption
SELECT 'Each line is a configuration: its settings, and on the last axis its '
    || CASE objective WHEN 'validation/accuracy' THEN iif((SELECT max(validation_is_test) FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))), 'test accuracy, the validation set being the test set, as the study asks for', 'validation accuracy') ELSE replace(objective, '/', ' ') END
    || ', after the last epoch, the mean over n = ' || (SELECT iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n)) FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only))))
    || ' seeds. Lines are coloured by the last axis, the best in the lightest; axes are logarithmic where their numbers span a factor of 20 (the last one: 5).'
    || iif(pruned > 0, ' Trials that were pruned have the score of the last epoch that they came to.', '')
FROM studies WHERE study = :study AND EXISTS (SELECT 1 FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only))));
