-- What a search tried and what came of it: an axis for each setting, a step for
-- each value that a configuration has on it, and a score for each configuration.
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
-- Settings of which the study tries several values. Left out are those that the
-- model alone decides, and those that always change together with another.
axis AS MATERIALIZED (
    SELECT v.*, row_number() OVER (ORDER BY name) AS nth FROM varied v WHERE NOT EXISTS (
        SELECT 1 FROM varied o
        WHERE o.name <> v.name AND (o.name = 'model' OR (o.levels = v.levels AND o.name < v.name
                AND o.levels < (SELECT count(*) FROM member)))
            AND o.levels = (
                SELECT count(DISTINCT a.written || '|' || coalesce(b.written, '')) FROM setting a
                LEFT JOIN setting b ON b.config = a.config AND b.name = v.name
                WHERE a.name = o.name)
            AND (SELECT count(*) FROM setting b WHERE b.name = v.name)
                <= (SELECT count(*) FROM setting a WHERE a.name = o.name))
),
step AS MATERIALIZED (
    SELECT t.config, t.name, t.written, t.number, a.number AS by_number,
        dense_rank() OVER (PARTITION BY t.name ORDER BY t.number, t.written) AS place
    FROM setting t JOIN axis a USING (name)
),
outcome AS (
    SELECT f.config, f.state = 'pruned' AS pruned, CASE s.objective
        WHEN 'test/accuracy' THEN 100 * f.test_accuracy
        WHEN 'test/loss' THEN f.test_loss
        WHEN 'train/accuracy' THEN 100 * f.train_accuracy
        WHEN 'train/loss' THEN f.train_loss
        WHEN 'validation/loss' THEN coalesce(f.validation_loss, f.train_loss)
        ELSE 100 * coalesce(f.validation_accuracy, f.train_accuracy) END AS value
    FROM final f JOIN studies s USING (study)
    WHERE f.study = :study AND (:only IS NULL OR f.config IN (SELECT value FROM json_each(:only)))
        AND f.phase = 'sweep'
),
-- `finished` is the mean over the seeds that came to their end.
score AS MATERIALIZED (
    SELECT config, max(pruned) AS pruned, avg(value) AS value, avg(value) FILTER (WHERE NOT pruned) AS finished
    FROM outcome GROUP BY config
),
goal AS (
    SELECT CASE objective
            WHEN 'validation/accuracy' THEN 'validation accuracy (%)'
            WHEN 'test/accuracy' THEN 'test accuracy (%)'
            WHEN 'train/accuracy' THEN 'training accuracy (%)'
            WHEN 'validation/loss' THEN 'validation loss'
            WHEN 'test/loss' THEN 'test loss'
            ELSE 'training loss' END AS goal,
        goal = 'min' AS least, objective LIKE '%loss' AS loss
    FROM studies WHERE study = :study
),
-- For captions; no row where there is no result.
words AS (
    SELECT iif(s.objective <> 'validation/accuracy', replace(s.objective, '/', ' '),
            iif(max(b.validation_is_test), 'test accuracy, the validation set being the test set, as the study asks for', 'validation accuracy')) AS objective,
        iif(min(b.n) = max(b.n), min(b.n), min(b.n) || ' to ' || max(b.n)) AS seeds,
        s.pruned > 0 AS pruned
    FROM studies s JOIN leaderboard b USING (study)
    WHERE study = :study AND (:only IS NULL OR b.config IN (SELECT value FROM json_each(:only)))
    HAVING count(*) > 0
)
