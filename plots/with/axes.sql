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
    SELECT config, state = 'pruned' AS pruned, validation_is_test, ranked_by,
        iif(ranked_by LIKE '%accuracy', 100, 1) * objective AS value
    FROM final
    WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
        AND phase = 'sweep'
),
-- `finished` is the mean over the seeds that came to their end.
score AS MATERIALIZED (
    SELECT config, max(pruned) AS pruned, avg(value) AS value, avg(value) FILTER (WHERE NOT pruned) AS finished
    FROM outcome GROUP BY config
),
goal AS (
    SELECT coalesce(o.ranked_by, replace(s.objective, '/', ' ')) || iif(s.objective LIKE '%loss', '', ' (%)') AS goal,
        s.goal = 'min' AS least, s.objective LIKE '%loss' AS loss
    FROM studies s LEFT JOIN (SELECT max(ranked_by) AS ranked_by FROM outcome) o WHERE s.study = :study
),
-- For captions; no row where there is no result.
words AS (
    SELECT max(b.ranked_by) || iif(max(b.validation_is_test) AND s.objective LIKE 'validation/%',
            ', the validation set being the test set, as the study asks for', '') AS objective,
        iif(min(b.n) = max(b.n), min(b.n), min(b.n) || ' to ' || max(b.n)) || iif(max(b.n) = 1, ' seed', ' seeds') AS seeds,
        s.pruned > 0 AS pruned
    FROM studies s JOIN leaderboard b USING (study)
    WHERE study = :study AND (:only IS NULL OR b.config IN (SELECT value FROM json_each(:only)))
    HAVING count(*) > 0
)
