-- Samples of the data
--
-- The first ten test images of each class; or, where a configuration augments,
-- the first four, and below them the same ones as the first such configuration
-- would see them in its first epoch.
--
-- The column `image` names pictures, CONFIGURATION/SPLIT/NUMBER or, augmented
-- in an epoch, CONFIGURATION/SPLIT/NUMBER/EPOCH. With `row` and `column`,
-- where each goes, they become one large picture: $pixels, a matrix of
-- brightness, and `tile`, how many pixels of it a row or a column is.

-- @data
WITH config AS (
    SELECT config, params FROM leaderboard
    WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
    ORDER BY config_position
),
source AS (
    SELECT f.trial, f.config FROM final f
    WHERE f.study = :study AND f.config IN (SELECT config FROM config)
        AND EXISTS (SELECT 1 FROM predictions p WHERE p.trial = f.trial AND p.split = 'test')
    ORDER BY f.config_position, f.seed LIMIT 1
),
digit AS (
    SELECT s.config, p.image, p.truth,
        row_number() OVER (PARTITION BY p.truth ORDER BY p.image) - 1 AS place
    FROM source s JOIN predictions p ON p.trial = s.trial AND p.split = 'test'
),
augmented AS (
    SELECT c.config FROM config c JOIN parameters p ON p.config = c.config
    WHERE p.name LIKE 'augment.%' AND p.number > 0 LIMIT 1
)
SELECT truth AS class, 0 AS augmented, truth AS column, place AS row,
    config || '/test/' || image AS image
FROM digit WHERE place < iif(EXISTS (SELECT 1 FROM augmented), 4, 10) AND truth < 20
UNION ALL
SELECT truth, 1, truth, place + 4.5, augmented.config || '/test/' || image || '/1'
FROM digit, augmented WHERE place < 4 AND truth < 20
ORDER BY augmented, row, column;

-- @caption
SELECT 'The first ' || iif(augmented, 'four', 'ten') || ' test images of each class'
    || iif(augmented, ', and below them the same images augmented as in training', '')
    || '. The labels on top are the true classes.'
FROM (
    SELECT EXISTS (
        SELECT 1 FROM leaderboard b JOIN parameters p ON p.config = b.config
        WHERE b.study = s.study AND (:only IS NULL OR b.config IN (SELECT value FROM json_each(:only)))
            AND p.name LIKE 'augment.%' AND p.number > 0) AS augmented
    FROM studies s WHERE s.study = :study
);
