-- What a search tried and what came of it: an axis for each setting, a step for
-- each value that a configuration has on it, and a score for each configuration.
-- Needs `meaning`.
WITH member AS MATERIALIZED (
    SELECT k.name AS config, c.label, c.position
    FROM study s JOIN study_config c ON c.study = s.id JOIN config k ON k.id = c.config
    WHERE s.name = :study AND (:only IS NULL OR k.name IN (SELECT value FROM json_each(:only)))
),
-- `written` as people read it, `number` where it is one, and `parts` of a list, to
-- sort by.
value AS MATERIALIZED (
    SELECT c.config, c.position, p.name, p.kind, coalesce(m.words, p.written) AS written,
        iif(m.words IS NULL, p.number, NULL) AS number, m.words IS NOT NULL AS last,
        iif(p.kind = 'list', (SELECT group_concat(printf('%030.12f', value), ' ') FROM json_each(p.text)), NULL) AS parts
    FROM member c JOIN parameters p USING (config)
    LEFT JOIN meaning m ON m.name = p.name AND m.number = p.number
    WHERE p.kind <> 'json'
),
-- `ordered`: its levels are numbers, or what stands for the largest.
varied AS MATERIALIZED (
    SELECT name, count(DISTINCT written) AS levels,
        count(number) = count(*) AND count(DISTINCT written) > 6 AS number,
        min(number) AS low, max(number) AS high,
        sum(number IS NOT NULL OR last) = count(*) AND max(kind) <> 'boolean' AS ordered
    FROM value GROUP BY name HAVING count(DISTINCT written) > 1
),
setting AS MATERIALIZED (
    SELECT p.* FROM varied v JOIN value p USING (name)
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
        dense_rank() OVER (PARTITION BY t.name ORDER BY t.last, t.number, t.parts, t.written) AS place
    FROM setting t JOIN axis a USING (name)
),
outcome AS (
    SELECT f.config, f.state = 'pruned' AS pruned, f.validation_is_test,
        f.validation_accuracy IS NOT NULL AS validated, CASE s.objective
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
-- What those values are, in words: a validation set may be the test set, or not
-- be there.
objective AS (
    SELECT replace(CASE WHEN s.objective NOT LIKE 'validation/%' THEN s.objective
            WHEN NOT coalesce((SELECT max(validated) FROM outcome), 1) THEN replace(s.objective, 'validation/', 'training/')
            WHEN (SELECT max(validation_is_test) FROM outcome) THEN replace(s.objective, 'validation/', 'test/')
            ELSE s.objective END, 'train/', 'training/') AS objective,
        s.objective LIKE 'validation/%' AND coalesce((SELECT max(validation_is_test) FROM outcome), 0) AS is_test,
        s.goal = 'min' AS least, s.pruned > 0 AS pruned
    FROM studies s WHERE s.study = :study
),
goal AS (
    SELECT replace(objective, '/', ' ') || iif(objective LIKE '%loss', '', ' (%)') AS goal,
        least, objective LIKE '%loss' AS loss
    FROM objective
),
-- For captions; no row where there is no result.
words AS (
    SELECT replace(o.objective, '/', ' ')
            || iif(o.is_test, ', the validation set being the test set, as the study asks for', '') AS objective,
        iif(min(b.n) = max(b.n), min(b.n), min(b.n) || ' to ' || max(b.n)) AS seeds,
        o.pruned
    FROM objective o JOIN leaderboard b
    WHERE b.study = :study AND (:only IS NULL OR b.config IN (SELECT value FROM json_each(:only)))
    HAVING count(*) > 0
)
