-- Scores of the answers: top 1 and 2, log loss, calibration
--
-- From what the finished networks said of every image, a trial at a time, then
-- averaged over seeds. Records older than schema version 3 have no runner-up,
-- so no top 2.

-- @with runs
WITH score AS MATERIALIZED (
    SELECT r.id, avg(p.predicted = p.truth) AS top_1,
        iif(count(p.second) = count(*), avg(p.truth IN (p.predicted, p.second)), NULL) AS top_2,
        -- A probability that was too small for a float counts as 1e-45.
        iif(count(p.confidence) = count(*),
            avg(-ln(max(iif(p.predicted = p.truth, p.confidence, p.truth_probability), 1e-45))), NULL) AS log_loss,
        iif(count(p.confidence) = count(*), ece(p.confidence, p.predicted = p.truth), NULL) AS ece
    -- In the order in which they stand in the record, so that nothing is sorted.
    FROM trial t CROSS JOIN run r ON r.id = t.id CROSS JOIN prediction p ON p.trial = t.id AND p.split = r.split
    GROUP BY t.id
)

-- @data
SELECT r.label AS configuration, r.config, r.split, count(*) AS n,
    avg(s.top_1) AS top_1, stddev(s.top_1) AS top_1_sd, avg(s.top_2) AS top_2, stddev(s.top_2) AS top_2_sd,
    avg(s.log_loss) AS log_loss, stddev(s.log_loss) AS log_loss_sd, avg(s.ece) AS ece, stddev(s.ece) AS ece_sd
FROM run r JOIN score s ON s.id = r.id
GROUP BY r.config
ORDER BY r.position;

-- @show
SELECT r.label AS "configuration", count(*) AS "n",
    iif(count(s.top_1) = 0, 'n/a', printf('%.2f', 100 * avg(s.top_1)) || iif(count(s.top_1) > 1, ' ± ' || printf('%.2f', 100 * stddev(s.top_1)), '')) AS "top 1 (%) ↑",
    iif(count(s.top_2) = 0, 'n/a', printf('%.2f', 100 * avg(s.top_2)) || iif(count(s.top_2) > 1, ' ± ' || printf('%.2f', 100 * stddev(s.top_2)), '')) AS "top 2 (%) ↑",
    iif(count(s.log_loss) = 0, 'n/a', printf('%.4f', avg(s.log_loss)) || iif(count(s.log_loss) > 1, ' ± ' || printf('%.4f', stddev(s.log_loss)), '')) AS "log loss ↓",
    iif(count(s.ece) = 0, 'n/a', printf('%.2f', 100 * avg(s.ece)) || iif(count(s.ece) > 1, ' ± ' || printf('%.2f', 100 * stddev(s.ece)), '')) AS "ECE (%) ↓"
FROM run r JOIN score s ON s.id = r.id
GROUP BY r.config
ORDER BY r.position;

-- @caption
SELECT 'Scores of the final networks'' answers on ' || group_concat(DISTINCT split) || ', mean ± standard deviation over n = '
    || iif(min(n) = max(n), min(n), min(n) || ' to ' || max(n))
    || iif(max(n) = 1, ' seed', ' seeds') || '. Top 2: the right class is the first or the second choice. Log loss: mean of −ln of the right class''s probability (natural logarithm). ECE: expected calibration error, the mean distance of confidence from accuracy in 15 bins of equal width, weighted by their images.'
    || iif(max(validation_is_test), ' The validation set is the test set, as the study asks for.', '')
FROM (
    SELECT r.split, r.validation_is_test, count(*) AS n FROM run r
    WHERE EXISTS (SELECT 1 FROM prediction p WHERE p.trial = r.id AND p.split = r.split)
    GROUP BY r.config
)
HAVING count(*) > 0;
