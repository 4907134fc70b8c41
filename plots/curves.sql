-- Accuracy and loss per epoch
--
-- The twelve best configurations of a study; mean and 95 % t interval over
-- seeds, training and validation. A file's parts each begin with a line
-- "-- @NAME": one query, whose result is gnuplot's $NAME; @caption is the text
-- below the figure.

-- @with chosen

-- @data
SELECT
    b.label AS panel,
    CASE e.split WHEN 'train' THEN 'training' ELSE 'validation' END AS split,
    CASE e.split WHEN 'train' THEN 'training' WHEN 'test' THEN 'test' ELSE 'validation' END
        || ', n = ' || max(count(*)) OVER (PARTITION BY b.config, e.split) AS key,
    e.epoch,
    count(*) AS n,
    100 * avg(e.accuracy) AS accuracy,
    100 * ci95_low(e.accuracy) AS accuracy_low,
    100 * ci95_high(e.accuracy) AS accuracy_high,
    iif(count(e.loss) = count(*), avg(e.loss), NULL) AS loss,
    iif(count(e.loss) = count(*), ci95_low(e.loss), NULL) AS loss_low,
    iif(count(e.loss) = count(*), ci95_high(e.loss), NULL) AS loss_high
FROM chosen b
JOIN trials t ON t.study = b.study AND t.config = b.config AND t.state IN ('done', 'diverged') AND t.phase = 'sweep'
JOIN epochs e ON e.trial = t.trial
WHERE b.place <= 12
    AND (e.split = 'train' OR e.split = iif(b.validation_is_test, 'test', 'validation'))
GROUP BY b.config, e.split, e.epoch
ORDER BY b.config_position, e.split = 'train' DESC, e.epoch;

-- @caption
SELECT 'Accuracy (left) and loss (right) after each epoch'
    || iif(max(place) > 12, ' of the 12 best of ' || max(place) || ' configurations', '')
    || ': mean over n = ' || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n))
    || iif(max(n) = 1, ' seed', ' seeds') || iif(max(n) > 1, ' with its 95 % t interval (band)', ', so no interval')
    || '. Training scores (dashed) are those seen while training, with its dropout and augmentation. '
    || iif(max(validation_is_test), 'The validation set is the test set, as the study asks for. ', '')
    || iif(count(*) > 1, 'All panels have the same axes, which start where the data need it, not at 0; that of losses ends at ten times the largest of the panel with the lowest, at most.',
        'Axes start where the data need it, not at 0.')
FROM chosen HAVING count(*) > 0;
