-- Where the results come from
--
-- What each finished trial's last attempt ran on, and its data.

-- @data
WITH ran AS (
    SELECT t.trial, t.data_digest, a.environment
    FROM trials t
    JOIN attempts a ON a.trial = t.trial AND a.number = t.attempts
    WHERE t.study = :study
)
SELECT item, value, count(DISTINCT trial) AS trials
FROM (
    SELECT trial, replace(substr(j.fullkey, 3), '"', '') AS item, CAST(j.atom AS TEXT) AS value, 0 AS part, j.id AS place
    FROM ran JOIN json_tree(ran.environment) j ON j.atom IS NOT NULL
    UNION ALL
    SELECT trial, 'data (SHA-256)', data_digest, 1, 0 FROM ran
)
GROUP BY item, value
ORDER BY min(part), min(place), value;

-- @caption
SELECT 'What the trials ran on, as recorded with each, and how many trials that is true of.'
FROM trials WHERE study = :study LIMIT 1;
