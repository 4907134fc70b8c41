-- The classes that each configuration finds hardest
--
-- The three with the lowest mean F1 over seeds, and what they are taken for.

-- @with
WITH run AS MATERIALIZED (
    SELECT b.config, b.label, b.rank, b.config_position AS position, f.trial, f.epoch, f.split, f.validation_is_test
    FROM leaderboard b
    JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
    WHERE b.study = :study AND b.rank <= 12
),
class_mean AS MATERIALIZED (
    SELECT r.config, r.label, r.position, c.class, count(*) AS n, avg(c.images) AS images,
        avg(c.f1) AS f1, stddev(c.f1) AS f1_sd, avg(c.precision) AS precision, avg(c.recall) AS recall,
        row_number() OVER (PARTITION BY r.config ORDER BY avg(c.f1), c.class) AS place
    FROM run r JOIN per_class c ON c.trial = r.trial AND c.epoch = r.epoch AND c.split = r.split
    GROUP BY r.config, c.class
    HAVING avg(c.f1) IS NOT NULL
),
mistake AS MATERIALIZED (
    SELECT r.config, c.truth, c.predicted, 1.0 * sum(c.count) / count(*) AS count,
        row_number() OVER (PARTITION BY r.config, c.truth ORDER BY sum(c.count) DESC, c.predicted) AS place
    FROM run r JOIN confusion c ON c.trial = r.trial AND c.epoch = r.epoch AND c.split = r.split
    WHERE c.truth <> c.predicted
    GROUP BY r.config, c.truth, c.predicted
    HAVING sum(c.count) > 0
)

-- @data
SELECT c.label AS configuration, c.config, c.place, c.class, c.n, c.images, c.f1, c.f1_sd, c.precision, c.recall,
    m.predicted AS taken_for, m.count AS taken_for_count
FROM class_mean c LEFT JOIN mistake m ON m.config = c.config AND m.truth = c.class AND m.place = 1
WHERE c.place <= 3
ORDER BY c.position, c.place;

-- @show
SELECT c.label AS "configuration", c.class AS "class", printf('%.0f', c.images) AS "images",
    printf('%.2f', 100 * c.f1) || iif(c.f1_sd IS NULL, '', ' ± ' || printf('%.2f', 100 * c.f1_sd)) AS "F1 (%) ↑",
    iif(c.precision IS NULL, 'n/a', printf('%.2f', 100 * c.precision)) AS "precision (%) ↑",
    iif(c.recall IS NULL, 'n/a', printf('%.2f', 100 * c.recall)) AS "recall (%) ↑",
    iif(m.predicted IS NULL, 'never wrong', m.predicted || ' (' || printf('%.1f', m.count) || ')') AS "most often taken for"
FROM class_mean c LEFT JOIN mistake m ON m.config = c.config AND m.truth = c.class AND m.place = 1
WHERE c.place <= 3
ORDER BY c.position, c.place;

-- @caption
SELECT 'The three classes with the lowest F1 on ' || group_concat(DISTINCT split) || ' after the last epoch, mean'
    || iif(max(n) > 1, ' ± standard deviation', '') || ' over n = ' || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n)) || ' seed' || iif(max(n) = 1, '', 's')
    || '. In brackets: how many of the class''s images are taken for the other, per seed.'
    || iif(max(rank) > 12, ' Of the 12 best of ' || max(rank) || ' configurations.', '')
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM leaderboard b
WHERE study = :study AND EXISTS (
    SELECT 1 FROM final f JOIN trial t ON t.name = f.trial JOIN confusion_matrix m ON m.trial = t.id AND m.split = f.split
    WHERE f.study = b.study AND f.config = b.config)
HAVING count(*) > 0;
