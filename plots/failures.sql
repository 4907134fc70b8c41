-- Trials that did not end well
--
-- Everything but done, with the reason.

-- @data
SELECT label AS configuration, seed, trial, state, coalesce(epochs, 0) AS epochs, attempts, signal, message
FROM trials
WHERE study = :study AND state <> 'done'
ORDER BY position;
