-- Architecture of the networks
--
-- The networks themselves, built as for training; the column `network` names the
-- configuration, and gives $boxes: layer by layer what it is, the shape of what
-- it puts out, parameters, multiply-adds for one image. One of each: the first
-- configuration of each model, and of each of its options. The first six.

-- @why
SELECT 'The networks of this study are programs of its own: their layers are not known here.'
WHERE NOT EXISTS (
    SELECT 1 FROM study s JOIN study_config c ON c.study = s.id
    WHERE s.name = :study AND (:only IS NULL OR (SELECT name FROM config WHERE id = c.config) IN (SELECT value FROM json_each(:only)))
        AND NOT EXISTS (
        SELECT 1 FROM parameter p WHERE p.config = c.config AND p.name = 'command'));

-- @data
WITH net AS (
    SELECT k.name AS network, k.model, c.label, c.position, (
        SELECT group_concat(name || '=' || written, ' ') FROM (
            SELECT p.name, p.written FROM parameters p WHERE p.config = k.name
                AND (p.name LIKE 'arch.%' OR p.name LIKE 'input.%' OR p.name = 'model.layers')
            ORDER BY p.name)) AS options
    FROM study s JOIN study_config c ON c.study = s.id JOIN config k ON k.id = c.config
    WHERE s.name = :study AND (:only IS NULL OR k.name IN (SELECT value FROM json_each(:only)))
        AND NOT EXISTS (
        SELECT 1 FROM parameter p WHERE p.config = k.id AND p.name = 'command')
),
first AS (
    SELECT *, row_number() OVER (PARTITION BY model, options ORDER BY position) AS nth FROM net
)
SELECT network, iif((SELECT count(*) FROM first o WHERE o.nth = 1 AND o.model = f.model) > 1, label, model) AS model
FROM first f WHERE nth = 1
ORDER BY position LIMIT 6;

-- @caption
SELECT 'The networks of this study, from input to output: each box a layer with the shape of its output (height × width × channels), the number of its parameters and of multiply-adds for one image. In deep networks layers are folded into blocks, and equal blocks into one. /2 is a stride of 2, which of equal blocks only the first has.'
FROM studies WHERE study = :study;
