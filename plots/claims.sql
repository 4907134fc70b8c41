-- The paper's claims, each with its test and verdict
--
-- "Handwritten digit recognition based on deep learning techniques" claims (a)
-- to (g), and its accuracies. They are tested on the study's own trials; what
-- needs other trials, on those of the studies `data_size` and `ablation` in the
-- same record. Of a model with several configurations, the one with the largest
-- train_size speaks, the first in the file's order of equals.
--
-- A difference counts as decided where its p is below 0.05, Holm's correction
-- over the comparisons of the same claim included, or where the 95 % interval
-- that is told does not hold 0. All else is "not decided".

-- @data
WITH size AS MATERIALIZED (
    SELECT k.name AS config, iif(coalesce(p.number, 0) = 0, 1e9, p.number) AS size -- 0 is all images
    FROM config k LEFT JOIN parameter p ON p.config = k.id AND p.name = 'train_size'
),
model AS MATERIALIZED (
    SELECT * FROM (
        SELECT b.*, row_number() OVER (PARTITION BY b.model ORDER BY s.size DESC, b.config_position) AS nth
        FROM leaderboard b JOIN size s USING (config) WHERE b.study = :study
    ) WHERE nth = 1
),
run AS MATERIALIZED (
    SELECT m.model, m.config_position AS position, f.*
    FROM model m
    JOIN final f ON f.study = m.study AND f.config = m.config AND f.state <> 'pruned' AND f.phase = 'sweep'
),
b0 AS MATERIALIZED (
    SELECT * FROM run WHERE model = 'efficientnet_b0'
),

-- The paper's accuracies: reproduced where they lie within the mean ± 2 standard
-- deviations over seeds, or within as many points as the networks jump by from
-- epoch to epoch; else how far off, and which configuration of the record is nearest.
paper AS (
    SELECT column1 AS place, column2 AS model, column3 AS name, column4 AS accuracy, column5 AS near
    FROM (VALUES (1, 'cnn', 'CNN', 0.989, 0.003), (2, 'simple_rnn', 'SimpleRNN', 0.967, 0.008),
        (3, 'efficientnet_b0', 'EfficientNet-B0', 0.981, 0.008))
),
reached AS (
    SELECT p.*, avg(r.accuracy) AS mean, stddev(r.accuracy) AS sd, count(r.accuracy) AS n, max(r.split) AS split,
        abs(avg(r.accuracy) - p.accuracy) <= max(p.near, 2 * coalesce(stddev(r.accuracy), 0)) AS met
    FROM paper p LEFT JOIN run r ON r.model = p.model GROUP BY p.model
),
nearest AS MATERIALIZED (
    SELECT p.model, b.label, b.study, b.accuracy,
        row_number() OVER (PARTITION BY p.model ORDER BY abs(b.accuracy - p.accuracy), b.study, b.rank) AS nth
    FROM paper p JOIN leaderboard b ON b.model = p.model
),
reproduced AS (
    SELECT 0 + place / 10.0 AS line, 'accuracy, ' || name AS claim, printf('The %s reaches %.1f %%', name, 100 * accuracy) AS statement,
        printf('the paper''s number within ± 2 standard deviations over seeds or %.1f points of our mean', 100 * near) AS test,
        printf('%.2f', 100 * mean) || iif(sd IS NULL, '', printf(' ± %.2f', 100 * sd)) || ' % on ' || split || ', n = ' || n AS found,
        CASE WHEN n = 0 THEN 'not tested: it takes ' || model
            WHEN met THEN 'holds'
            ELSE printf('does not hold: %.2f points %s it', 100 * abs(mean - accuracy), iif(mean < accuracy, 'below', 'above'))
                || (SELECT printf('; nearest in the record: ''%s'' of the study %s, %.2f %%', label, study, 100 * accuracy)
                    FROM nearest WHERE model = r.model AND nth = 1) END AS verdict
    FROM reached r
),

-- (a) EfficientNet-B0 against the others of the paper, overall.
other AS MATERIALIZED (
    SELECT *, row_number() OVER (ORDER BY position) - 1 AS place
    FROM (
        SELECT o.model, o.position, count(*) AS n, avg(b.accuracy - o.accuracy) AS difference,
            paired_low(b.accuracy, o.accuracy) AS low, paired_high(b.accuracy, o.accuracy) AS high,
            paired_t_p(b.accuracy, o.accuracy) AS p, sign_flip_p(b.accuracy, o.accuracy) AS flip, min(o.seed) AS seed
        FROM b0 b JOIN run o ON o.seed = b.seed AND o.model IN ('cnn', 'simple_rnn')
        GROUP BY o.model
    )
),
-- The networks of the first common seed on the same images.
same_images AS MATERIALIZED (
    SELECT o.model, mcnemar_midp(sum(q.predicted = q.truth AND p.predicted <> p.truth),
        sum(q.predicted <> q.truth AND p.predicted = p.truth)) AS p
    FROM other o
    JOIN b0 b ON b.seed = o.seed
    JOIN run r ON r.model = o.model AND r.seed = o.seed AND r.split = b.split
    JOIN trial x ON x.name = b.trial
    JOIN trial y ON y.name = r.trial
    JOIN prediction p ON p.trial = x.id AND p.split = b.split
    JOIN prediction q ON q.trial = y.id AND q.split = b.split AND q.image = p.image
    GROUP BY o.model
),
overall AS (
    SELECT 1 AS line, '(a) overall' AS claim, 'EfficientNet-B0 surpasses the other networks' AS statement,
        'paired t over common seeds, ' || iif(count(*) = 0, 'Holm''s correction', 'Holm over ' || count(*)) || iif(max(n) < 6, '; a sign-flip test needs at least 6 paired seeds', '; the sign-flip test beside it') || '; McNemar''s mid-p between the networks of the first common seed' AS test,
        group_concat(text, '; ') AS found,
        CASE WHEN count(*) = 0 THEN 'not tested: it takes efficientnet_b0 and another network'
            WHEN min(ahead) THEN 'holds'
            WHEN max(behind) THEN 'does not hold: behind ' || group_concat(iif(behind, model, NULL), ' and ')
            WHEN max(ahead) THEN 'holds against ' || group_concat(iif(ahead, model, NULL), ' and ') || ' only; the rest is not decided'
            ELSE 'not decided' END AS verdict
    FROM (
        SELECT o.model, o.n, coalesce(holm < 0.05 AND difference > 0, 0) AS ahead, coalesce(holm < 0.05 AND difference < 0, 0) AS behind,
            printf('%+.2f points against %s', points(difference), o.model)
            || iif(low IS NULL, '', printf(' [%+.2f, %+.2f], ', 100 * low, 100 * high) || iif(holm < 0.001, 'p < 0.001', printf('p = %.3f', holm)))
            || iif(n < 6, '', printf(', sign-flip %.3f', flip)) || ', n = ' || n || iif(s.p IS NULL, '', iif(s.p < 0.001, ', McNemar < 0.001', printf(', McNemar %.3f', s.p))) AS text
        FROM (SELECT t.*, h.value AS holm FROM other t JOIN json_each((SELECT holm(json_group_array(p)) FROM (SELECT p FROM other ORDER BY place))) h ON h.key = t.place) o
        LEFT JOIN same_images s ON s.model = o.model
        ORDER BY o.position
    )
),

-- (a) on each model's worst class, by mean recall.
recall AS MATERIALIZED (
    SELECT r.model, r.position, r.seed, c.class, c.recall
    FROM run r JOIN per_class c ON c.trial = r.trial AND c.epoch = r.epoch AND c.split = r.split
),
worst AS MATERIALIZED (
    SELECT * FROM (
        SELECT model, class, row_number() OVER (PARTITION BY model ORDER BY avg(recall), class) AS nth
        FROM recall WHERE model IN ('cnn', 'simple_rnn') GROUP BY model, class
    ) WHERE nth = 1
),
hard AS MATERIALIZED (
    SELECT *, row_number() OVER (ORDER BY position) - 1 AS place
    FROM (
        SELECT w.model, w.class, o.position, count(*) AS n, avg(b.recall - o.recall) AS difference,
            paired_low(b.recall, o.recall) AS low, paired_high(b.recall, o.recall) AS high,
            paired_t_p(b.recall, o.recall) AS p, sign_flip_p(b.recall, o.recall) AS flip
        FROM worst w
        JOIN recall o ON o.model = w.model AND o.class = w.class
        JOIN recall b ON b.model = 'efficientnet_b0' AND b.class = w.class AND b.seed = o.seed
        GROUP BY w.model
    )
),
hardest AS (
    SELECT 2 AS line, '(a) worst class' AS claim, '… especially in the challenging category (taken as each other network''s worst class)' AS statement,
        'paired t of that class''s recall over common seeds, ' || iif(count(*) = 0, 'Holm''s correction', 'Holm over ' || count(*))
            || '; the class is chosen on the same images, which flatters EfficientNet-B0' AS test,
        group_concat(text, '; ') AS found,
        CASE WHEN count(*) = 0 THEN 'not tested: it takes efficientnet_b0 and another network'
            WHEN min(ahead) THEN 'holds'
            WHEN max(behind) THEN 'does not hold: behind ' || group_concat(iif(behind, model, NULL), ' and ')
            WHEN max(ahead) THEN 'holds against ' || group_concat(iif(ahead, model, NULL), ' and ') || ' only; the rest is not decided'
            ELSE 'not decided' END AS verdict
    FROM (
        SELECT model, coalesce(holm < 0.05 AND difference > 0, 0) AS ahead, coalesce(holm < 0.05 AND difference < 0, 0) AS behind,
            printf('class %d of %s: %+.2f points', class, model, points(difference))
            || iif(low IS NULL, '', printf(' [%+.2f, %+.2f], ', 100 * low, 100 * high) || iif(holm < 0.001, 'p < 0.001', printf('p = %.3f', holm)))
            || iif(n < 6, '', printf(', sign-flip %.3f', flip)) || ', n = ' || n AS text
        FROM (SELECT t.*, h.value AS holm FROM hard t JOIN json_each((SELECT holm(json_group_array(p)) FROM (SELECT p FROM hard ORDER BY place))) h ON h.key = t.place)
        ORDER BY position
    )
),

-- (b) Steps from one epoch to the next.
step AS MATERIALIZED (
    SELECT r.model, r.position, iif(e.split = 'train', 'train', 'validation') AS split,
        e.accuracy - before.accuracy AS rise, before.loss - e.loss AS fall, e.epoch = r.epoch AS last
    FROM run r
    JOIN epochs e ON e.trial = r.trial
        AND e.split IN ('train', iif(r.validation_is_test, 'test', 'validation'))
    JOIN epochs before ON before.trial = r.trial AND before.split = e.split AND before.epoch = e.epoch - 1
    WHERE r.model IN ('cnn', 'simple_rnn', 'efficientnet_b0')
),
curve AS (
    SELECT model, position, split, avg(rise > 0) AS up, avg(fall > 0) AS down,
        avg(iif(last, rise, NULL)) AS change, stddev(iif(last, rise, NULL)) AS change_sd, sum(last) AS n,
        avg(rise > 0) >= 0.9 AND avg(fall > 0) >= 0.9 AS steady
    FROM step GROUP BY model, split ORDER BY position, split
),
steady AS (
    SELECT 3 AS line, '(b)' AS claim, 'Training and validation accuracy rise steadily, and losses fall' AS statement,
        'share of the steps between epochs, of all seeds, in which accuracy rises / loss falls, in training and in validation; steady: at least 90 %. Then what the last step did to validation accuracy' AS test,
        (SELECT group_concat(text, '; ') FROM (
            SELECT model || ' ' || group_concat(printf('%.0f / %.0f %%', 100 * up, 100 * down), ' and ')
                || printf(', last step %+.2f', points(max(iif(split = 'validation', change, NULL))))
                || iif(max(change_sd) IS NULL, '', printf(' ± %.2f', 100 * max(iif(split = 'validation', change_sd, NULL)))) || ' points, n = ' || max(n) AS text
            FROM curve GROUP BY model ORDER BY position)) AS found,
        CASE WHEN count(*) = 0 THEN 'not tested: it takes two epochs of a network of the paper'
            WHEN min(steady) THEN 'holds'
            WHEN min(iif(split = 'train', steady, 1)) THEN 'does not hold: training is steady, validation goes up and down in '
                || group_concat(iif(steady, NULL, model), ', ')
            ELSE 'does not hold: not steady are ' || group_concat(iif(steady, NULL, model || ' in ' || iif(split = 'train', 'training', split)), ', ') END AS verdict
    FROM curve
),

-- (c) The recurrent network: the gap, and validation loss since halfway.
recurrent AS MATERIALIZED (
    SELECT r.train_accuracy - r.validation_accuracy AS gap, r.validation_loss - half.loss AS rise, half.epoch
    FROM run r
    LEFT JOIN epochs half ON half.trial = r.trial AND half.epoch = max(r.epoch / 2, 1)
        AND half.split = iif(r.validation_is_test, 'test', 'validation')
    WHERE r.model = 'simple_rnn' AND r.validation_accuracy IS NOT NULL
),
overfits AS (
    SELECT 4 AS line, '(c)' AS claim, 'The recurrent network overfits' AS statement,
        '95 % t intervals over seeds: training minus validation accuracy after the last epoch, and how far validation loss rose since epoch '
            || coalesce(max(epoch), 1) || '; training accuracy is as seen while training, which lags behind, so that a gap below 0 decides nothing' AS test,
        printf('gap %+.2f points', points(avg(gap))) || iif(count(gap) < 2, '', printf(' [%+.2f, %+.2f]', 100 * ci95_low(gap), 100 * ci95_high(gap)))
            || printf(', loss %+.3f', avg(rise)) || iif(count(rise) < 2, '', printf(' [%+.3f, %+.3f]', ci95_low(rise), ci95_high(rise)))
            || ', n = ' || count(*) AS found,
        CASE WHEN count(*) = 0 THEN 'not tested: it takes simple_rnn and a validation set'
            WHEN ci95_low(gap) > 0 AND ci95_low(rise) > 0 THEN 'holds'
            WHEN ci95_high(rise) < 0 THEN 'does not hold: validation loss still falls'
            ELSE 'not decided' END AS verdict
    FROM recurrent
),

-- (d) and (f): the study itself where it has the networks, else `data_size`.
sized AS MATERIALIZED (
    SELECT f.study, f.model, f.seed, f.accuracy, f.config_position AS position, s.size
    FROM final f JOIN size s USING (config)
    WHERE f.study IN (:study, 'data_size') AND f.state <> 'pruned' AND f.phase = 'sweep'
),
plain AS MATERIALIZED (
    SELECT m.study, m.seed, m.accuracy AS mlp, r.accuracy AS rnn
    FROM (SELECT *, row_number() OVER (PARTITION BY study, seed ORDER BY size DESC, position) AS nth FROM sized WHERE model = 'mlp') m
    JOIN (SELECT *, row_number() OVER (PARTITION BY study, seed ORDER BY size DESC, position) AS nth FROM sized WHERE model = 'simple_rnn') r
        ON r.study = m.study AND r.seed = m.seed AND r.size = m.size AND r.nth = 1
    WHERE m.nth = 1
),
below AS (
    SELECT 5 AS line, '(d)' AS claim, 'The recurrent network is a little below a simple feedforward one' AS statement,
        'paired t over common seeds against mlp, of the study ' || coalesce(max(study), 'data_size')
            || iif(count(*) < 6, '; a sign-flip test needs at least 6 paired seeds', '; the sign-flip test beside it') AS test,
        printf('mlp %.2f %%, simple_rnn %.2f %%: %+.2f points', 100 * avg(mlp), 100 * avg(rnn), points(avg(rnn - mlp)))
            || iif(count(*) < 2, '', printf(' [%+.2f, %+.2f], ', 100 * paired_low(rnn, mlp), 100 * paired_high(rnn, mlp)) || iif(paired_t_p(rnn, mlp) < 0.001, 'p < 0.001', printf('p = %.3f', paired_t_p(rnn, mlp))))
            || iif(count(*) < 6, '', printf(', sign-flip %.3f', sign_flip_p(rnn, mlp)))
            || ', n = ' || count(*) AS found,
        CASE WHEN count(*) = 0 THEN 'not tested: run experiments/data_size.yaml'
            WHEN paired_high(rnn, mlp) < 0 THEN printf('holds: %.2f points below, be that a little or not', -100 * avg(rnn - mlp))
            WHEN paired_low(rnn, mlp) > 0 THEN printf('does not hold: %.2f points above', 100 * avg(rnn - mlp))
            ELSE 'not decided' END AS verdict
    FROM plain WHERE study = coalesce((SELECT study FROM plain WHERE study = :study LIMIT 1), 'data_size')
),

-- (e) From an ablation: what is lost where one of them is taken away.
full AS MATERIALIZED (
    SELECT o.label, f.seed, f.accuracy AS with_it, o.accuracy AS without_it
    FROM final f
    JOIN final o ON o.study = f.study AND o.seed = f.seed AND o.label IN ('no-augmentation', 'no-dropout')
        AND o.state <> 'pruned' AND o.phase = 'sweep'
    WHERE f.label = 'full' AND f.state <> 'pruned' AND f.phase = 'sweep'
        AND f.study = coalesce((SELECT study FROM final WHERE study = :study AND label IN ('no-augmentation', 'no-dropout') LIMIT 1), 'ablation')
),
part AS (
    SELECT column1 AS line, column2 AS label, column3 AS claim, column4 AS statement
    FROM (VALUES (6, 'no-augmentation', '(e) augmentation', 'Augmentation helps'), (7, 'no-dropout', '(e) dropout', 'Dropout helps'))
),
effect AS MATERIALIZED (
    SELECT *, row_number() OVER (ORDER BY label) - 1 AS place, count(*) OVER () AS m
    FROM (
        SELECT label, count(*) AS n, avg(with_it - without_it) AS difference, paired_low(with_it, without_it) AS low,
            paired_high(with_it, without_it) AS high, paired_t_p(with_it, without_it) AS p, sign_flip_p(with_it, without_it) AS flip
        FROM full GROUP BY label
    )
),
helps AS (
    SELECT p.line, p.claim, p.statement,
        'paired t over common seeds, with it minus without it, Holm over ' || coalesce(m, 2) || '; the sign-flip test beside it' AS test,
        printf('%+.2f points', points(difference)) || iif(low IS NULL, '', printf(' [%+.2f, %+.2f], ', 100 * low, 100 * high) || iif(holm < 0.001, 'p < 0.001', printf('p = %.3f', holm)))
            || iif(n < 6, ', sign-flip needs at least 6 paired seeds', printf(', sign-flip %.3f', flip)) || ', n = ' || n AS found,
        CASE WHEN n IS NULL THEN 'not tested: run experiments/ablation.yaml'
            WHEN holm < 0.05 AND difference > 0 THEN 'holds'
            WHEN holm < 0.05 THEN 'does not hold: it is better without'
            ELSE 'not decided' END AS verdict
    FROM part p
    LEFT JOIN (SELECT t.*, h.value AS holm FROM effect t JOIN json_each((SELECT holm(json_group_array(p)) FROM (SELECT p FROM effect ORDER BY place))) h ON h.key = t.place) e ON e.label = p.label
),

-- (f) EfficientNet-B0 against every other network, on fewer images than all.
sizes AS (
    SELECT coalesce((SELECT study FROM sized WHERE study = :study AND model = 'efficientnet_b0'
        GROUP BY study HAVING count(DISTINCT size) > 1), 'data_size') AS study
),
fewer AS MATERIALIZED (
    SELECT *, row_number() OVER (ORDER BY size, model) - 1 AS place
    FROM (
        SELECT b.size, o.model, count(*) AS n, avg(b.accuracy) AS b0, avg(o.accuracy) AS accuracy,
            paired_t_p(b.accuracy, o.accuracy) AS p
        FROM sized b
        JOIN sized o ON o.study = b.study AND o.seed = b.seed AND o.size = b.size AND o.model <> b.model
        WHERE b.study = (SELECT study FROM sizes) AND b.model = 'efficientnet_b0'
            AND b.size < (SELECT max(size) FROM sized WHERE study = b.study)
        GROUP BY b.size, o.model
    )
),
compared AS MATERIALIZED (
    SELECT *, coalesce(holm < 0.05 AND b0 > accuracy, 0) AS ahead, coalesce(holm < 0.05 AND b0 < accuracy, 0) AS behind
    FROM (SELECT t.*, h.value AS holm FROM fewer t JOIN json_each((SELECT holm(json_group_array(p)) FROM (SELECT p FROM fewer ORDER BY place))) h ON h.key = t.place)
),
less_data AS (
    SELECT 8 AS line, '(f)' AS claim, 'EfficientNet-B0 lets one train on less data' AS statement,
        'paired t over common seeds against every other network at every size below all images, '
            || (SELECT iif(count(*) = 0, 'Holm''s correction', 'Holm over ' || count(*)) FROM compared) || ', of the study ' || (SELECT study FROM sizes) AS test,
        group_concat(text, '; ') || ', n = ' || max(n) AS found,
        CASE WHEN count(*) = 0 THEN 'not tested: run experiments/data_size.yaml'
            WHEN min(ahead) THEN 'holds'
            WHEN max(behind) THEN 'does not hold: behind at ' || group_concat(iif(behind, printf('%d', size), NULL), ', ') || ' images'
            WHEN max(ahead) THEN 'holds at ' || group_concat(iif(ahead, printf('%d', size), NULL), ', ') || ' images only; the rest is not decided'
            ELSE 'not decided' END AS verdict
    FROM (
        SELECT size, max(n) AS n, min(ahead) AS ahead, max(behind) AS behind,
            printf('%d images: %.2f %%, the best other %.2f %%', size, 100 * max(b0), 100 * max(accuracy)) AS text
        FROM compared GROUP BY size ORDER BY size
    )
),

-- (g) The gap between training and test, and the paper's own accuracy.
general AS (
    SELECT 9 AS line, '(g)' AS claim, 'EfficientNet-B0 generalises well without pre-training' AS statement,
        '95 % t intervals over seeds after the last epoch: training (as seen while training, augmented, which lags behind) minus ' || coalesce(max(split), 'test')
            || ' accuracy below 1 point, and that accuracy at or above the paper''s 98.1 %; no trial here is pre-trained' AS test,
        printf('gap %+.2f points', points(avg(train_accuracy - accuracy)))
            || iif(count(*) < 2, '', printf(' [%+.2f, %+.2f]', 100 * ci95_low(train_accuracy - accuracy), 100 * ci95_high(train_accuracy - accuracy)))
            || printf(', accuracy %.2f %%', 100 * avg(accuracy))
            || iif(count(*) < 2, '', printf(' [%.2f, %.2f]', 100 * ci95_low(accuracy), 100 * ci95_high(accuracy))) || ', n = ' || count(*) AS found,
        CASE WHEN count(*) = 0 THEN 'not tested: it takes efficientnet_b0'
            WHEN ci95_high(train_accuracy - accuracy) < 0.01 AND ci95_low(accuracy) >= 0.981 THEN 'holds, by training accuracy as seen while training'
            WHEN ci95_low(train_accuracy - accuracy) > 0.01 THEN 'does not hold: it is worse on images that it has not seen'
            WHEN ci95_high(accuracy) < 0.981 THEN 'does not hold: it stays below 98.1 %'
            ELSE 'not decided' END AS verdict
    FROM b0 WHERE split <> 'train'
)
SELECT claim, statement AS "the paper says", verdict, iif(verdict LIKE 'not tested%', NULL, found) AS "found", test AS "tested by"
FROM (
    SELECT * FROM reproduced UNION ALL SELECT * FROM overall UNION ALL SELECT * FROM hardest UNION ALL SELECT * FROM steady
    UNION ALL SELECT * FROM overfits UNION ALL SELECT * FROM below UNION ALL SELECT * FROM helps
    UNION ALL SELECT * FROM less_data UNION ALL SELECT * FROM general
)
ORDER BY line;

-- @caption
SELECT 'The claims of "Handwritten digit recognition based on deep learning techniques", tested on accuracies after the last epoch; none was chosen by its score. In brackets 95 % t intervals over n seeds; a p is Holm''s over the comparisons of its claim, and decides below 0.05.'
    || iif(max(validation_is_test), ' The validation set is the test set, as in the paper.', '')
    || ' (d) and (f) take the trials of the study data_size, and (e) those of ablation, where the study itself has none and the record has them.'
FROM leaderboard WHERE study = :study HAVING count(*) > 0;
