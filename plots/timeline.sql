-- Trials over time
--
-- Each attempt at a trial from its start to its end, in the first lane that was
-- free: as many lanes as trials ran at once. Times when nothing ran, if they are
-- longer than five mean attempts, are cut out. What still runs ends with the
-- record's last event.

-- @with
WITH RECURSIVE one AS MATERIALIZED (
    SELECT a.trial, coalesce(a.state, 'running') AS state,
        86400 * (julianday(a.started) - 2440587.5) AS started,
        86400 * (julianday(coalesce(a.ended, (SELECT max(at) FROM events), a.started)) - 2440587.5) AS ended
    FROM attempts a JOIN trials t ON t.trial = a.trial AND t.study = :study
        AND (:only IS NULL OR t.config IN (SELECT value FROM json_each(:only)))
),
gap AS MATERIALIZED (
    SELECT *, row_number() OVER line AS i,
        started - max(ended) OVER (line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS gap
    FROM one WINDOW line AS (ORDER BY started, ended, trial)
),
cut AS MATERIALIZED (
    SELECT *, iif(gap > 5 * (SELECT avg(ended - started) FROM one), gap, 0) AS cut FROM gap
),
attempt AS MATERIALIZED (
    SELECT i, state, started, ended, cut, started - min(started) OVER () - sum(cut) OVER (ORDER BY i) AS start FROM cut
)

-- @data
WITH lane (i, state, start, stop, lane, ends) AS (
    -- `ends` says when each lane becomes free.
    SELECT i, state, start, start + ended - started, 0, json_array(ended) FROM attempt WHERE i = 1
    UNION ALL
    SELECT a.i, a.state, a.start, a.start + a.ended - a.started,
        coalesce((SELECT min(key) FROM json_each(l.ends) WHERE value <= a.started + 0.0005), json_array_length(l.ends)),
        json_set(l.ends, '$[' || coalesce((SELECT min(key) FROM json_each(l.ends) WHERE value <= a.started + 0.0005), json_array_length(l.ends)) || ']', a.ended)
    FROM lane l JOIN attempt a ON a.i = l.i + 1
)
SELECT state, lane + 1 AS lane, start, stop FROM lane
ORDER BY i;

-- @cuts
SELECT start AS at FROM attempt WHERE cut > 0 ORDER BY i;

-- @caption
SELECT count(*) || ' attempt' || iif(count(*) = 1, '', 's') || ' at ' || count(DISTINCT t.trial) || ' trial'
    || iif(count(DISTINCT t.trial) = 1, '', 's') || ' over time, by what they came to; one lane for each that ran at the same time. Time is counted from the first start, '
    || strftime('%Y-%m-%d %H:%M', min(a.started)) || ' UTC; where nothing ran for long it is cut, at the dotted lines.'
FROM attempts a JOIN trials t ON t.trial = a.trial AND t.study = :study
        AND (:only IS NULL OR t.config IN (SELECT value FROM json_each(:only)))
HAVING count(*) > 0;
