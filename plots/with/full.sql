-- An ablation's results, and the full configuration that each one goes with: the
-- one called `full`, which an `ablate:` always adds. Where several are, as in a
-- grid of ablations, that from which it differs in the fewest settings.
WITH result AS MATERIALIZED (
    SELECT config, label, config_position AS position, seed, accuracy, split, state, validation_is_test,
        ' ' || label || ' ' LIKE '% full %' AS is_full
    FROM final
    WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
        AND state <> 'pruned' AND phase = 'sweep'
),
one AS MATERIALIZED (
    SELECT DISTINCT config, label, position, is_full FROM result
),
choice AS MATERIALIZED (
    SELECT * FROM (
        SELECT c.config, c.label, c.position, c.is_full, f.config AS "full", f.label AS full_label, f.position AS full_position,
            row_number() OVER (PARTITION BY c.config ORDER BY f.config = c.config DESC, (
                SELECT count(*) FROM parameters p
                LEFT JOIN parameters q ON q.config = f.config AND q.name = p.name
                WHERE p.config = c.config AND p.written IS NOT q.written),
                f.position) AS place
        FROM one f CROSS JOIN one c ON f.is_full AND (f.config = c.config OR NOT c.is_full)
    ) WHERE place = 1
),
no_ablation AS (
    SELECT 'This study is no ablation: none of its configurations is called "full".' AS why
    WHERE NOT EXISTS (
        SELECT 1 FROM study s JOIN study_config c ON c.study = s.id JOIN config k ON k.id = c.config
        WHERE s.name = :study AND (:only IS NULL OR k.name IN (SELECT value FROM json_each(:only)))
            AND ' ' || c.label || ' ' LIKE '% full %')
)
