-- Accuracy against the size of the training set
--
-- One line for each model, or for each model and whatever else varies at the
-- same size. Sizes are the images that an epoch has, so that the whole set,
-- which is written as 0, has its place.

-- @why
SELECT 'The size of the training set is the same in all configurations: train_size does not vary.'
WHERE (
    SELECT count(DISTINCT coalesce(p.number, 0)) FROM study s
    JOIN study_config c ON c.study = s.id
    JOIN config k ON k.id = c.config
    LEFT JOIN parameters p ON p.config = k.name AND p.name = 'train_size'
    WHERE s.name = :study AND (:only IS NULL OR k.name IN (SELECT value FROM json_each(:only)))) < 2;

-- @data
WITH one AS MATERIALIZED (
    SELECT f.config, f.model, f.config_position, f.accuracy,
        (SELECT max(e.images) FROM trial t JOIN epoch e ON e.trial = t.id
         WHERE t.name = f.trial) AS images
    FROM final f
    WHERE f.study = :study AND (:only IS NULL OR f.config IN (SELECT value FROM json_each(:only)))
        AND f.state <> 'pruned' AND f.phase = 'sweep'
),
-- Settings that differ where model and size are the same.
other AS MATERIALIZED (
    SELECT name FROM (
        SELECT p.name FROM (SELECT config, model, max(images) AS images FROM one GROUP BY config) c
        JOIN parameters p USING (config)
        WHERE p.kind <> 'json' AND p.name <> 'train_size'
        GROUP BY p.name, c.model, c.images HAVING count(DISTINCT p.written) > 1)
    GROUP BY name
),
line AS (
    SELECT o.*, o.model || coalesce(' ' || (
        SELECT group_concat(name || '=' || written, ' ') FROM (
            SELECT p.name, p.written FROM other n
            JOIN parameters p ON p.config = o.config AND p.name = n.name
            ORDER BY p.name)), '') AS line
    FROM one o
)
SELECT line, images, count(*) AS n,
    100 * avg(accuracy) AS accuracy,
    100 * ci95_low(accuracy) AS low,
    100 * ci95_high(accuracy) AS high
FROM line
GROUP BY line, images
ORDER BY min(min(config_position)) OVER (PARTITION BY line), images;

-- @caption
SELECT 'Accuracy on ' || group_concat(DISTINCT split)
    || ' after the last epoch against the number of training images (logarithmic axis): mean over n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n)) || iif(max(n) = 1, ' seed', ' seeds')
    || iif(max(n) > 1, ' with its 95 % t interval (band, cut at the axis)', ', so no interval')
    || '. All seeds train on the same first images, so the band says nothing of which images they are.'
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
    || ' Accuracy starts where the data need it.'
FROM leaderboard WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
HAVING count(*) > 0;
