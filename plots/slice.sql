-- The objective against each setting
--
-- A panel for each setting that varies, up to eight. With up to six values, or
-- values that are no numbers, it goes in steps; else along the numbers.

-- @with meaning axes
WITH shown AS MATERIALIZED (SELECT * FROM axis WHERE nth <= 8)

-- @why
SELECT 'No setting varies in this study, so there is no axis to go along.'
WHERE EXISTS (SELECT 1 FROM member) AND NOT EXISTS (SELECT 1 FROM axis);

-- @data
SELECT t.name AS axis, iif(t.by_number, t.number, t.place) AS x, s.value, s.pruned
FROM shown JOIN step t USING (name) JOIN score s USING (config)
WHERE abs(s.value) < 1e300
ORDER BY t.name, x, s.value;

-- @medians
SELECT t.name AS axis, t.place AS x, median(s.value) AS median
FROM shown JOIN step t USING (name) JOIN score s USING (config)
WHERE abs(s.value) < 1e300 AND NOT t.by_number AND NOT s.pruned
GROUP BY t.name, t.place
ORDER BY t.name, t.place;

-- @axes
SELECT name AS axis, number AS by_number, ordered, coalesce(number AND low > 0 AND high / low >= 20, 0) AS log,
    levels, coalesce(low, 0) AS low, coalesce(high, 0) AS high
FROM shown ORDER BY name;

-- @levels
SELECT DISTINCT name AS axis, place, written AS level
FROM shown JOIN step USING (name)
WHERE NOT by_number ORDER BY name, place;

-- @goal
SELECT * FROM goal;

-- @caption
SELECT 'A panel for each setting that varies; each point is a configuration, its height its ' || objective
    || ', after the last epoch, the mean over n = ' || seeds
    || '. Where a setting goes in steps, the medians of all that have a value are marked, and joined by a line where the values are numbers.'
    || iif(pruned, ' Circles: trials that were pruned, after the last epoch that they came to; the medians are without them.', '')
FROM words;
