-- Settings of every configuration
--
-- Every setting, and in how many of the study's configurations it has which
-- value; settings that all share first say "all".

-- @with meaning

-- @data
WITH value AS (
    SELECT p.name, coalesce(m.words, p.written) AS value, c.label, c.position
    FROM study s
    JOIN study_config c ON c.study = s.id
    JOIN config k ON k.id = c.config
    JOIN parameters p ON p.config = k.name
    LEFT JOIN meaning m ON m.name = p.name AND m.number = p.number
    WHERE s.name = :study
)
SELECT v.name AS setting, v.value,
    iif(count(*) = (SELECT count(DISTINCT position) FROM value), 'all',
        group_concat(v.label, ', ')) AS configurations
FROM (SELECT * FROM value ORDER BY name, position) v
GROUP BY v.name, v.value
ORDER BY v.name, min(v.position);

-- @caption
SELECT 'Settings of the study''s ' || count(*) || ' configuration' || iif(count(*) = 1, '', 's')
    || ' as they were resolved, defaults included.'
FROM study s JOIN study_config c ON c.study = s.id WHERE s.name = :study HAVING count(*) > 0;
