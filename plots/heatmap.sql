-- The objective over two settings
--
-- The two settings with the largest shares of the variance between
-- configurations, of those with up to six numbers or sixteen other values.

-- @with meaning axes
WITH candidate AS (SELECT * FROM axis WHERE levels <= 16 AND NOT number)

-- @why
SELECT 'A map needs two settings with a few values each; this study has '
    || iif(count(*) = 0, 'none', 'one') || '.'
FROM candidate WHERE EXISTS (SELECT 1 FROM member) HAVING count(*) < 2;

-- @data
WITH cell AS MATERIALIZED (
    SELECT t.*, s.finished AS value
    FROM candidate JOIN step t USING (name) JOIN score s USING (config)
    WHERE abs(s.finished) < 1e300
),
effect AS (
    SELECT t.name, sum(t.n * (t.mean - m.mean) * (t.mean - m.mean)) AS squares
    FROM (SELECT name, written, count(*) AS n, avg(value) AS mean FROM cell GROUP BY name, written) t
    JOIN (SELECT avg(finished) AS mean FROM score WHERE abs(finished) < 1e300) m
    GROUP BY t.name
),
chosen AS MATERIALIZED (
    SELECT name, row_number() OVER (ORDER BY squares DESC, name) AS nth FROM effect
)
SELECT x.name AS axis_x, y.name AS axis_y,
    dense_rank() OVER (ORDER BY x.place) AS x, dense_rank() OVER (ORDER BY y.place) AS y,
    x.written AS level_x, y.written AS level_y, avg(x.value) AS value, count(*) AS n
FROM cell x JOIN cell y USING (config)
WHERE x.name = (SELECT name FROM chosen WHERE nth = 1) AND y.name = (SELECT name FROM chosen WHERE nth = 2)
GROUP BY x.place, y.place
ORDER BY x.place, y.place;

-- @goal
SELECT * FROM goal;

-- @caption
SELECT 'The two settings whose values make the largest difference, by the variance between their means; each cell is the mean, over all configurations that have both values, of their ' || objective
    || ', after the last epoch, the mean over n = ' || seeds
    || '. Lighter is better; cells without a result are empty.'
    || iif(pruned, ' Trials that were pruned are left out.', '')
FROM words;
