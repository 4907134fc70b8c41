-- Each `run`, which those that use this define: how many images it answered of its
-- split, and what it got right of either half. Needs `id` and `split`.
WITH answered AS MATERIALIZED (
    SELECT *, 1 + (SELECT max(p.image) FROM prediction p WHERE p.trial = run.id AND p.split = run.split) AS images
    FROM run
),
half AS MATERIALIZED (
    SELECT r.*,
        (SELECT avg(p.truth = p.predicted) FROM prediction p
         WHERE p.trial = r.id AND p.split = r.split AND p.image < r.images / 2) AS first,
        (SELECT avg(p.truth = p.predicted) FROM prediction p
         WHERE p.trial = r.id AND p.split = r.split AND p.image >= r.images / 2) AS second
    FROM answered r
)
