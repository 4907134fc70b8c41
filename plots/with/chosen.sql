-- The configurations to show, the best first.
WITH chosen AS (
    SELECT *, row_number() OVER (ORDER BY rank) AS place FROM leaderboard
    WHERE study = :study AND (:only IS NULL OR config IN (SELECT value FROM json_each(:only)))
)
