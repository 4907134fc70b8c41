-- Misclassified images, the most confident first
--
-- Of the four best configurations, the trial of the first seed; samples.sql
-- says what `image` is.

-- @with chosen

-- @data
WITH first AS (
    SELECT b.label, b.rank, b.config_position, f.trial, f.config, f.split,
        row_number() OVER (PARTITION BY b.config ORDER BY f.seed) AS nth
    FROM chosen b
    JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
    WHERE b.place <= 4
        AND EXISTS (SELECT 1 FROM predictions p WHERE p.trial = f.trial)
),
shown AS (
    SELECT *, row_number() OVER (ORDER BY config_position) - 1 AS strip FROM first WHERE nth = 1
),
ranked AS (
    SELECT s.label, s.config, s.strip, p.*,
        row_number() OVER (PARTITION BY p.trial ORDER BY p.confidence DESC, p.image) - 1 AS place
    FROM shown s JOIN predictions p ON p.trial = s.trial AND p.split = 'test' AND NOT p.correct
)
SELECT label AS config, strip, truth, predicted, confidence,
    place % 10 AS column, 3.6 * strip + 1.45 * (place / 10) AS row,
    config || '/test/' || image AS image
FROM ranked WHERE place < 20
ORDER BY strip, place;

-- @caption
SELECT 'Misclassified test images, the most confident first'
    || iif(max(place) > 4, ', of the 4 best of ' || max(place) || ' configurations', '')
    || '; below each its true class and what the network took it for. One network each, that of the first seed, after the last epoch.'
FROM chosen HAVING count(*) > 0;
