-- Every trial
--
-- In the file's order, with the last epoch's scores.

-- @data
SELECT t.label AS configuration, t.seed, t.trial, t.state, t.epochs,
    f.train_accuracy, f.validation_accuracy, f.test_accuracy, f.loss,
    t.seconds, t.images_per_second, t.message
FROM trials t
LEFT JOIN final f ON f.trial = t.trial AND f.study = t.study
WHERE t.study = :study
ORDER BY t.position;

-- @show
SELECT t.label AS "configuration", t.seed AS "seed", t.trial AS "trial", t.state AS "state", t.epochs AS "epochs",
    printf('%.2f', 100 * f.train_accuracy) AS "train (%)",
    iif(f.validation_accuracy IS NULL, NULL, printf('%.2f', 100 * f.validation_accuracy)) AS "validation (%)",
    iif(f.test_accuracy IS NULL, NULL, printf('%.2f', 100 * f.test_accuracy)) AS "test (%)",
    printf('%.1f', t.seconds) AS "seconds",
    printf('%.0f', t.images_per_second) AS "images/s"
FROM trials t
LEFT JOIN final f ON f.trial = t.trial AND f.study = t.study
WHERE t.study = :study
ORDER BY t.position;

-- @caption
SELECT 'Every trial with its accuracies after its last epoch.'
    || iif(max(validation_is_test), ' Validation is the test set, as the study asks for.', '')
FROM trials WHERE study = :study HAVING count(*) > 0;
