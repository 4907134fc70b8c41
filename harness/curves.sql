-- The triggers that keep schema.sql's table `curve`, and the curves of what is
-- recorded already. Like the views they are made anew by every upgrade.

-- Nothing stands here. An epoch of a configuration that is put in is one that
-- has to be summed up anew:
-- Σ(x − m)² = Σ(x − r)² − (Σ(x − r))²/n, which loses no digits when r is one
-- of the x.
CREATE VIEW stale_curve (study, config, epoch) AS SELECT NULL, NULL, NULL WHERE 0;
CREATE TRIGGER stale_curve_added INSTEAD OF INSERT ON stale_curve BEGIN
    DELETE FROM curve
    WHERE study = NEW.study AND config = NEW.config AND epoch = NEW.epoch;

    INSERT INTO curve
    SELECT NEW.study, NEW.config, NEW.epoch, split, n, accuracy,
        CASE WHEN n > 1 THEN sqrt(max(accuracy_squares
            - accuracy_sum * accuracy_sum / n, 0) / (n - 1)) END,
        accuracy_min,
        accuracy_max,
        CASE WHEN losses = n THEN loss END,
        CASE WHEN losses = n AND n > 1 THEN sqrt(max(loss_squares
            - loss_sum * loss_sum / n, 0) / (n - 1)) END
    FROM (
        SELECT
            split,
            count(*) AS n,
            count(loss) AS losses,
            avg(accuracy) AS accuracy,
            min(accuracy) AS accuracy_min,
            max(accuracy) AS accuracy_max,
            sum(accuracy - accuracy_origin) AS accuracy_sum,
            sum((accuracy - accuracy_origin) * (accuracy - accuracy_origin))
                AS accuracy_squares,
            avg(loss) AS loss,
            sum(loss - loss_origin) AS loss_sum,
            sum((loss - loss_origin) * (loss - loss_origin)) AS loss_squares
        FROM (
            SELECT
                split,
                accuracy,
                loss,
                min(accuracy) OVER (PARTITION BY split) AS accuracy_origin,
                min(loss) OVER (PARTITION BY split) AS loss_origin
            FROM (
                SELECT
                    split,
                    CASE split WHEN 'train' THEN train_accuracy
                        WHEN 'validation' THEN validation_accuracy
                        ELSE test_accuracy END AS accuracy,
                    CASE split WHEN 'train' THEN train_loss
                        WHEN 'validation' THEN validation_loss
                        ELSE test_loss END AS loss
                FROM trial t
                CROSS JOIN study_trial st
                CROSS JOIN epoch e
                CROSS JOIN (SELECT 'train' AS split UNION ALL
                    SELECT 'validation' UNION ALL SELECT 'test')
                WHERE t.config = NEW.config
                    AND st.study = NEW.study AND st.trial = t.id
                    AND st.phase = 'sweep'
                    AND e.trial = t.id AND e.epoch = NEW.epoch
            )
            WHERE accuracy IS NOT NULL
        )
        GROUP BY split
    );
END;

CREATE TRIGGER epoch_added AFTER INSERT ON epoch BEGIN
    INSERT INTO stale_curve
    SELECT st.study, t.config, NEW.epoch
    FROM trial t JOIN study_trial st ON st.trial = t.id
    WHERE t.id = NEW.trial;
END;
CREATE TRIGGER epoch_changed AFTER UPDATE ON epoch BEGIN
    INSERT INTO stale_curve
    SELECT st.study, t.config, e.epoch
    FROM trial t JOIN study_trial st ON st.trial = t.id
    JOIN (SELECT OLD.epoch AS epoch UNION SELECT NEW.epoch) e
    WHERE t.id IN (OLD.trial, NEW.trial);
END;
CREATE TRIGGER epoch_removed AFTER DELETE ON epoch BEGIN
    INSERT INTO stale_curve
    SELECT st.study, t.config, OLD.epoch
    FROM trial t JOIN study_trial st ON st.trial = t.id
    WHERE t.id = OLD.trial;
END;
CREATE TRIGGER study_trial_added AFTER INSERT ON study_trial BEGIN
    INSERT INTO stale_curve
    SELECT NEW.study, t.config, e.epoch
    FROM trial t JOIN epoch e ON e.trial = t.id WHERE t.id = NEW.trial;
END;
CREATE TRIGGER study_trial_moved AFTER UPDATE OF phase ON study_trial
WHEN OLD.phase <> NEW.phase BEGIN
    INSERT INTO stale_curve
    SELECT NEW.study, t.config, e.epoch
    FROM trial t JOIN epoch e ON e.trial = t.id WHERE t.id = NEW.trial;
END;
CREATE TRIGGER study_trial_removed AFTER DELETE ON study_trial BEGIN
    INSERT INTO stale_curve
    SELECT OLD.study, t.config, e.epoch
    FROM trial t JOIN epoch e ON e.trial = t.id WHERE t.id = OLD.trial;
END;

INSERT INTO stale_curve
SELECT DISTINCT st.study, t.config, e.epoch
FROM study_trial st
JOIN trial t ON t.id = st.trial
JOIN epoch e ON e.trial = t.id;
