-- Precision, recall and F1 of every class
--
-- From each trial's confusion matrix after the last epoch, averaged over
-- seeds. 0/0 is n/a. A table and a figure: per_class.gp draws F1.

-- @with chosen

-- @data
SELECT b.label AS configuration, b.config_position AS position, b.place, c.class, count(*) AS n,
    avg(c.precision) AS precision, avg(c.recall) AS recall, avg(c.f1) AS f1,
    stddev(c.f1) AS f1_sd, avg(c.images) AS images,
    ci95_low(c.f1) AS f1_low, ci95_high(c.f1) AS f1_high
FROM chosen b
JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
JOIN per_class c ON c.trial = f.trial AND c.epoch = f.epoch AND c.split = f.split
WHERE b.place <= 12
GROUP BY b.config, c.class
ORDER BY b.config_position, c.class;

-- @show
SELECT b.label AS "configuration", c.class AS "class",
    printf('%.0f', avg(c.images)) AS "images",
    iif(count(c.precision) = 0, 'n/a', printf('%.2f', 100 * avg(c.precision))) AS "precision (%) ↑",
    iif(count(c.recall) = 0, 'n/a', printf('%.2f', 100 * avg(c.recall))) AS "recall (%) ↑",
    iif(count(c.f1) = 0, 'n/a', printf('%.2f', 100 * avg(c.f1))
        || iif(count(c.f1) > 1, ' ± ' || printf('%.2f', 100 * stddev(c.f1)), '')) AS "F1 (%) ↑"
FROM chosen b
JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
JOIN per_class c ON c.trial = f.trial AND c.epoch = f.epoch AND c.split = f.split
WHERE b.place <= 12
GROUP BY b.config, c.class
ORDER BY b.config_position, c.class;

-- @figure_caption
SELECT 'F1 of every class on ' || group_concat(DISTINCT split) || ' after the last epoch'
    || iif(max(place) > 7, ', of the 7 best of ' || max(place) || ' configurations', '')
    || ': mean over n = ' || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n))
    || iif(max(n) = 1, ' seed', ' seeds') || iif(max(n) > 1, ' with its 95 % t interval (bar, cut where it is wider than the data or leaves 0 to 100 %)', ', so no interval') || '.'
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
    || ' The axis starts where the data need it.'
FROM chosen HAVING count(*) > 0;

-- @caption
SELECT 'Precision, recall and F1 of every class on ' || group_concat(DISTINCT split)
    || ' after the last epoch'
    || iif(max(place) > 12, ', of the 12 best of ' || max(place) || ' configurations', '')
    || ': mean over n = ' || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n))
    || iif(max(n) = 1, ' seed', ' seeds') || iif(max(n) > 1, ', of F1 with its standard deviation', '') || '.'
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM chosen HAVING count(*) > 0;
