-- Trials that did not end well
--
-- Failed, timed out, diverged or interrupted, with the reason.

-- @data
SELECT label AS configuration, seed, trial, state, coalesce(epochs, 0) AS epochs, attempts, signal, message
FROM trials
WHERE study = :study AND state NOT IN ('done', 'pruned', 'planned', 'running')
ORDER BY position;

-- @why
SELECT 'No trial failed, timed out, diverged or was interrupted'
    || iif(sum(state IN ('planned', 'running')) > 0, ' so far.', '.')
FROM trials WHERE study = :study HAVING count(*) > 0;
