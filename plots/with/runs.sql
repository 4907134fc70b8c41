-- The trials that came to their end, each with its configuration's place.
WITH run AS MATERIALIZED (
    SELECT t.id, b.config, b.label, b.rank, b.config_position AS position, f.seed, f.split, f.validation_is_test
    FROM leaderboard b
    JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
    JOIN trial t ON t.name = f.trial
    WHERE b.study = :study
)
