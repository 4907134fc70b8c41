-- Kernels of the first layer
--
-- Of the best configuration of each model, up to four: the trial of the first
-- seed, from its newest checkpoint. The column `checkpoint` names the file, and
-- gives $kernels.

-- @why
SELECT 'No checkpoint is kept of any trial that has finished, so there are no kernels to show.'
WHERE EXISTS (SELECT 1 FROM final WHERE study = :study)
    AND NOT EXISTS (SELECT 1 FROM final f JOIN trial t ON t.name = f.trial
        JOIN checkpoint c ON c.trial = t.id WHERE f.study = :study);

-- @data
WITH kept AS (
    SELECT b.model, b.label, b.rank, c.path, f.epoch,
        row_number() OVER (PARTITION BY b.model ORDER BY b.rank, f.seed, c.epoch DESC) AS nth
    FROM leaderboard b
    JOIN final f ON f.study = b.study AND f.config = b.config AND f.state <> 'pruned' AND f.phase = 'sweep'
    JOIN trial t ON t.name = f.trial
    JOIN checkpoint c ON c.trial = t.id
    WHERE b.study = :study AND (:only IS NULL OR b.config IN (SELECT value FROM json_each(:only)))
)
SELECT label AS config,
    (SELECT rtrim(file, replace(file, '/', '')) FROM pragma_database_list WHERE name = 'main') || path AS checkpoint
FROM kept WHERE nth = 1
ORDER BY rank LIMIT 4;

-- @caption
SELECT 'Kernels of the first layer after the last epoch, up to 48 of each network: blue is negative, white zero, orange positive, each network on a scale of its own. The best configuration of each model, the trial of its first seed; channels are averaged. Networks whose first layer has no kernels that are images are left out.'
FROM studies WHERE study = :study;
