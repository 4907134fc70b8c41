-- Configurations in parallel coordinates
--
-- An axis for each setting that varies, up to eight, and the objective as the
-- last. The two hundred best. Lines are given piece by piece, from one axis to
-- the next, the best last; 0 is an axis' foot, 1 its top, and where a configuration
-- has no such setting, -0.12.

-- @with meaning axes
WITH shown AS MATERIALIZED (SELECT * FROM axis WHERE nth <= 8)

-- @why
SELECT 'No setting varies in this study, so there is no axis to go along.'
WHERE EXISTS (SELECT 1 FROM member) AND NOT EXISTS (SELECT 1 FROM axis);

-- @data
WITH best AS MATERIALIZED (
    SELECT config, value, row_number() OVER (ORDER BY iif((SELECT least FROM goal), value, -value), config) AS rank
    FROM score WHERE abs(value) < 1e300
),
-- A loss that diverges would press all others together.
scale AS MATERIALIZED (
    SELECT min(value) AS low, max(value) AS high,
        min(value) > 0 AND max(value) / min(value) >= 5 AS log FROM best WHERE rank <= 200
),
point AS (
    SELECT b.rank, b.value, a.nth AS axis, coalesce(
        CASE WHEN NOT t.by_number THEN (t.place - 1.0) / nullif(a.levels - 1, 0)
            WHEN a.low > 0 AND a.high / a.low >= 20 THEN ln(t.number / a.low) / ln(a.high / a.low)
            ELSE (t.number - a.low) / (a.high - a.low) END, -0.12) AS at
    FROM best b JOIN shown a
    LEFT JOIN step t ON t.config = b.config AND t.name = a.name
    UNION ALL
    SELECT b.rank, b.value, 1 + (SELECT count(*) FROM shown), coalesce(iif(s.log,
        ln(b.value / s.low) / nullif(ln(s.high / s.low), 0),
        (b.value - s.low) / nullif(s.high - s.low, 0)), 0.5)
    FROM best b JOIN scale s
)
SELECT axis, at, next - at AS rise, shade FROM (
    SELECT rank, axis, at, lead(at) OVER line AS next,
        last_value(at) OVER (PARTITION BY rank ORDER BY axis ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS shade
    FROM point WHERE rank <= 200 WINDOW line AS (PARTITION BY rank ORDER BY axis))
WHERE next IS NOT NULL
ORDER BY rank DESC, axis;

-- @axes
SELECT nth AS axis, name FROM shown ORDER BY nth;

-- @marks
SELECT a.nth AS axis, t.written AS mark, (t.place - 1.0) / (a.levels - 1) AS at
FROM shown a JOIN (SELECT DISTINCT name, place, written FROM step WHERE NOT by_number) t USING (name)
UNION ALL
SELECT nth, printf('%.3g', low), 0 FROM shown WHERE number
UNION ALL
SELECT nth, printf('%.3g', high), 1 FROM shown WHERE number
UNION ALL
SELECT nth, 'unset', -0.12 FROM shown a
WHERE (SELECT count(*) FROM setting t WHERE t.name = a.name) < (SELECT count(*) FROM member)
ORDER BY 1, 3;

-- @range
SELECT min(value) AS low, max(value) AS high, 1 + (SELECT count(*) FROM shown) AS axis
FROM (SELECT value FROM score WHERE abs(value) < 1e300 ORDER BY iif((SELECT least FROM goal), value, -value) LIMIT 200);

-- @goal
SELECT * FROM goal;

-- @caption
SELECT 'Each line is a configuration: its settings, and on the last axis its ' || objective
    || ', after the last epoch, the mean over n = ' || seeds
    || '. Lines are coloured by the last axis, the best in the lightest; axes are logarithmic where their numbers span a factor of 20 (the last one: 5).'
    || iif(pruned, ' Trials that were pruned have the score of the last epoch that they came to.', '')
FROM words;
