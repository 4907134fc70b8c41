-- Results and what sets them apart. Factors are the settings that differ between
-- configurations, but for those that another one already tells; all of `augment`
-- is one. Needs `meaning`.
WITH result AS MATERIALIZED (
    SELECT config, config_position AS position, seed, accuracy
    FROM final
    WHERE study = :study AND state <> 'pruned' AND phase = 'sweep'
),
setting AS MATERIALIZED (
    SELECT r.config, r.position, f.factor,
        coalesce((SELECT group_concat(written, ', ') FROM (
            SELECT iif(p.name LIKE 'augment.%', substr(p.name, 9) || ' ', '') || coalesce(m.words, p.written) AS written
            FROM parameters p
            LEFT JOIN meaning m ON m.name = p.name AND m.number = p.number
            WHERE p.config = r.config AND iif(p.name LIKE 'augment.%', 'augment', p.name) = f.factor
                AND (p.name NOT LIKE 'augment.%' OR p.number <> 0)
            ORDER BY p.name)), 'none') AS level
    FROM (SELECT DISTINCT config, position FROM result) r
    CROSS JOIN (
        SELECT iif(name LIKE 'augment.%', 'augment', name) AS factor
        FROM parameters
        WHERE config IN (SELECT config FROM result)
        GROUP BY name
        HAVING count(DISTINCT written) > 1
            OR count(*) < (SELECT count(DISTINCT config) FROM result)
    ) f
    GROUP BY r.config, f.factor
),
-- Whether one factor's level tells another's: then the other is no factor of
-- its own, such as settings that only one model has.
told AS MATERIALIZED (
    SELECT x.factor AS known, y.factor AS told
    FROM setting x JOIN setting y ON y.config = x.config AND y.factor <> x.factor
    GROUP BY x.factor, y.factor
    HAVING count(DISTINCT x.level) = count(DISTINCT x.level || char(10) || y.level)
),
axis AS MATERIALIZED (
    SELECT factor, min(level) AS level FROM setting s
    WHERE NOT EXISTS (
        SELECT 1 FROM told t
        WHERE t.told = s.factor AND (
            NOT EXISTS (SELECT 1 FROM told u WHERE u.known = s.factor AND u.told = t.known)
            OR (t.known = 'model') > (s.factor = 'model')
            OR ((t.known = 'model') = (s.factor = 'model') AND t.known < s.factor)))
    GROUP BY factor HAVING count(DISTINCT level) > 1
),
-- In words, for captions: which settings differ too, but are no factors.
left_out AS (
    SELECT coalesce(' Told by another setting, and so no factors of their own: ' || group_concat(told || ' by ' || known, '; ') || '.', '') AS text
    FROM (
        SELECT known, group_concat(told, ', ') AS told
        FROM (SELECT told, min(known) AS known FROM told
            WHERE known IN (SELECT factor FROM axis) AND told NOT IN (SELECT factor FROM axis) AND told NOT LIKE 'arch.%'
                AND (SELECT count(DISTINCT level) FROM setting WHERE factor = told) > 1
            GROUP BY told ORDER BY told)
        GROUP BY known)
)
