-- What training costs
--
-- Seconds are those of this record's machines, beside whatever else ran there.

-- @with
WITH run AS MATERIALIZED (
    SELECT t.id
    FROM final f JOIN trial t ON t.name = f.trial
    WHERE f.study = :study AND f.state <> 'pruned' AND f.phase = 'sweep'
),
spent AS MATERIALIZED (
    SELECT k.name AS config, count(*) AS epochs, median(e.microseconds / 1e6) AS seconds_per_epoch,
        median(e.images * 1e6 / nullif(e.microseconds, 0)) AS images_per_second, max(e.peak_bytes) AS peak_bytes
    -- In the order in which they stand in the record, so that nothing is sorted.
    FROM config k CROSS JOIN trial t ON t.config = k.id CROSS JOIN epoch e ON e.trial = t.id
    WHERE t.id IN (SELECT id FROM run)
    GROUP BY k.id
),
line AS MATERIALIZED (
    SELECT b.label, b.config_position AS position, b.n, b.parameters, b.multiply_adds, b.seconds, s.*
    FROM leaderboard b JOIN spent s USING (config)
    WHERE b.study = :study
)

-- @data
SELECT label AS configuration, config, n, epochs, parameters, multiply_adds, seconds_per_epoch, images_per_second,
    peak_bytes, seconds AS seconds_per_trial
FROM line
ORDER BY position;

-- @show
SELECT label AS "configuration", n AS "n", iif(parameters IS NULL, NULL, printf('%,d', parameters)) AS "parameters",
    iif(multiply_adds IS NULL, NULL, printf('%,d', multiply_adds)) AS "multiply-adds",
    CASE WHEN seconds_per_epoch < 0.1 THEN printf('%.3f', seconds_per_epoch) ELSE printf('%.1f', seconds_per_epoch) END AS "s per epoch ↓",
    printf('%.0f', images_per_second) AS "images/s ↑",
    printf('%.0f', peak_bytes / 1e6) AS "memory (MB) ↓",
    printf('%.1f', seconds) AS "s per trial ↓"
FROM line
ORDER BY position;

-- @caption
SELECT 'Cost of training: trained weights, multiply-adds of a forward pass of one image, median seconds of training per epoch and images per second over all epochs of n trials, the largest memory, and mean seconds per trial, evaluation and checkpoints included. '
    || 'Processor: ' || coalesce((
        SELECT group_concat(DISTINCT json_extract(v.json, '$.cpu'))
        FROM run r JOIN attempt a ON a.trial = r.id JOIN environment v ON v.id = a.environment), 'not recorded')
    || '; on other machines, or beside other work, times differ.'
WHERE EXISTS (SELECT 1 FROM run);
