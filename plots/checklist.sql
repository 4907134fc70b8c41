-- Reproducibility checklist
--
-- Filled in from the record.

-- @with meaning

-- @data
WITH mine AS (SELECT * FROM trials WHERE study = :study),
axis AS (
    SELECT name, count(*) AS n, min(number) AS low, max(number) AS high, group_concat(written, ', ') AS found,
        (SELECT space FROM studies WHERE study = :study) ->> ('$."' || name || '"') AS bounds
    FROM (
        SELECT DISTINCT p.name, coalesce(m.words, p.written) AS written,
            iif(m.words IS NULL, p.number, NULL) AS number, m.words IS NOT NULL AS last
        FROM mine t JOIN parameters p ON p.config = t.config
        LEFT JOIN meaning m ON m.name = p.name AND m.number = p.number
        ORDER BY p.name, last, p.number, p.written
    )
    GROUP BY name HAVING count(*) > 1
),
ran AS (
    SELECT a.environment FROM mine t JOIN attempts a ON a.trial = t.trial AND a.number = t.attempts
    GROUP BY a.environment
)
SELECT 'number of runs' AS question,
    count(*) || ' trials of ' || count(DISTINCT config) || ' configurations: '
    || (SELECT group_concat(n || ' ' || state, ', ') FROM (SELECT count(*) AS n, state FROM mine GROUP BY state ORDER BY n DESC, state)) AS answer FROM mine
UNION ALL SELECT iif(phase = 'confirm', 'fresh seeds, to confirm', 'seeds'), group_concat(seed, ', ')
    FROM (SELECT DISTINCT phase, seed FROM mine ORDER BY phase DESC, seed) GROUP BY phase
UNION ALL SELECT 'search space: ' || name,
    CASE WHEN bounds NOT LIKE 'choice%' THEN bounds || ', ' || n || ' values drawn'
        WHEN low IS NOT NULL AND n > 8 THEN n || ' values from ' || low || ' to ' || high
        ELSE found END FROM axis
UNION ALL SELECT 'selection rule',
    'scores after the last epoch; no epoch chosen by its score; configurations ranked by ' || max(ranked_by)
    || CASE WHEN max(ranked_by) LIKE 'training%' THEN ', there being no validation'
        WHEN max(validation_is_test) THEN ', since the study validates on the test set'
        WHEN max(ranked_by) LIKE 'test%' THEN ', as the study asks for'
        ELSE ', the test set being used once' END
    FROM leaderboard WHERE study = :study HAVING count(*) > 0
UNION ALL SELECT 'central tendency and spread',
    'mean and standard deviation over seeds, with Student''s 95 % t interval; significance by paired t tests, Holm''s correction'
UNION ALL SELECT 'run time',
    printf('%.1f s in all, %.1f s on average (from %.1f to %.1f)', sum(seconds), avg(seconds), min(seconds), max(seconds))
    FROM mine WHERE seconds IS NOT NULL HAVING count(*) > 0
UNION ALL SELECT 'cost of tracking', printf('%.2f %% of training time', 100 * sum(tracking_seconds) / sum(training_seconds))
    FROM mine WHERE training_seconds > 0 AND tracking_seconds IS NOT NULL HAVING count(*) > 0
UNION ALL SELECT 'parameters' || iif((SELECT count(DISTINCT parameters || ' ' || multiply_adds) FROM mine) = 1, '',
        ': ' || iif(count(*) > 3, min(label) || ' and ' || (count(*) - 1) || ' more', group_concat(label, ', '))),
        printf('%,d trained weights, %,d multiply-adds for an image', parameters, multiply_adds)
    FROM (
        SELECT DISTINCT m.label, m.parameters, m.multiply_adds, c.position FROM mine m
        JOIN config k ON k.name = m.config JOIN study s ON s.name = :study
        JOIN study_config c ON c.study = s.id AND c.config = k.id
        WHERE m.parameters IS NOT NULL ORDER BY c.position)
    GROUP BY parameters, multiply_adds
UNION ALL SELECT 'memory', printf('%.0f MB at most', max(peak_bytes) / 1e6) FROM mine WHERE peak_bytes > 0 HAVING count(*) > 0
UNION ALL SELECT 'data', dataset || ', SHA-256 ' || data_digest FROM mine GROUP BY dataset, data_digest
UNION ALL SELECT 'environments', count(*) || ', see provenance' FROM ran
UNION ALL SELECT 'code and settings', 'the commit is in the provenance; the experiment''s file stands below, word for word';
