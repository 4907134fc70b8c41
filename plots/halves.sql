-- Accuracy on the two halves of the test set
--
-- Of MNIST's 10,000 test images the first 5,000 come from cleaner and easier
-- originals than the last 5,000.

-- @with runs half

-- @data
SELECT h.label AS configuration, h.config, h.split, h.images, count(*) AS n,
    avg(h.first) AS first, stddev(h.first) AS first_sd, avg(h.second) AS second, stddev(h.second) AS second_sd,
    avg(h.second - h.first) AS difference, paired_low(h.second, h.first) AS low, paired_high(h.second, h.first) AS high,
    half_seeds(h.second - h.first) AS half_seeds
FROM half h WHERE images IS NOT NULL
GROUP BY h.config
ORDER BY h.position;

-- @show
SELECT h.label AS "configuration", count(*) AS "n",
    iif(count(h.first) = 0, 'n/a', printf('%.2f', 100 * avg(h.first)) || iif(count(h.first) > 1, ' ± ' || printf('%.2f', 100 * stddev(h.first)), '')) AS "first half (%) ↑",
    iif(count(h.second) = 0, 'n/a', printf('%.2f', 100 * avg(h.second)) || iif(count(h.second) > 1, ' ± ' || printf('%.2f', 100 * stddev(h.second)), '')) AS "second half (%) ↑",
    printf('%+.2f', points(avg(h.second - h.first))) AS "second − first (points)",
    iif(count(*) < 2, NULL, '[' || printf('%+.2f', 100 * paired_low(h.second, h.first)) || ', '
        || printf('%+.2f', 100 * paired_high(h.second, h.first)) || ']') AS "95 % interval"
FROM half h WHERE images IS NOT NULL
GROUP BY h.config
ORDER BY h.position;

-- @caption
SELECT 'Accuracy on the halves of the ' || group_concat(DISTINCT split) || ' set'
    || iif(min(images) = max(images), ', images 0 to ' || (max(images) / 2 - 1) || ' and ' || (max(images) / 2) || ' to ' || (max(images) - 1), '')
    || ': mean ± standard deviation over n seeds, and the difference with its 95 % t interval over seeds, the images staying the same.'
    || coalesce((SELECT ' ' || iif(min(k) = max(k), printf('%d', max(k)), printf('%d to %d', min(k), max(k))) || ' more seeds would halve the interval.'
        FROM (SELECT half_seeds(id) AS k FROM answered WHERE images IS NOT NULL GROUP BY config) WHERE k IS NOT NULL HAVING count(*) > 0), '')
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM answered WHERE images IS NOT NULL HAVING count(*) > 0;
