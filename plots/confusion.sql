-- Confusion matrices
--
-- The last epoch's, of the six best configurations: the mean count over seeds.

-- @with chosen

-- @data
SELECT b.label AS panel, c.truth, c.predicted,
    avg(c.count) AS count,
    sum(c.count) * 1.0 / nullif(sum(sum(c.count)) OVER (PARTITION BY b.config, c.truth), 0) AS share,
    count(*) AS n
FROM chosen b
JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
JOIN confusion c ON c.trial = f.trial AND c.epoch = f.epoch AND c.split = f.split
WHERE b.place <= 6
GROUP BY b.config, c.truth, c.predicted
ORDER BY b.config_position, c.truth, c.predicted;

-- @caption
SELECT 'Confusion matrices on ' || group_concat(DISTINCT split) || ' after the last epoch'
    || iif(max(place) > 6, ', of the 6 best of ' || max(place) || ' configurations', '')
    || ': rows are true classes, columns predicted ones; each cell is a count of images, averaged over n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n))
    || iif(max(n) = 1, ' seed', ' seeds') || '. Left: coloured by the share of its row, from 0 (dark) to 1 (light). Right: errors only, coloured from 0 to the largest share that any error has.'
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM chosen HAVING count(*) > 0;
