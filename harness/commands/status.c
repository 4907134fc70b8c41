// quadrille status: what runs now, what is left, and how long that may take.
#include "harness/answer.h"
#include "harness/command.h"
#include "harness/study.h"

#include <stdlib.h>

// The trials of the studies asked for, with what became of them. One that
// stands as running though no runner lives is interrupted; one that another
// study pruned is wanted in full here. A further seed of a configuration whose
// first was pruned will not be trained. What only an earlier plan had and
// nobody finished is not counted.
#define ASKED                                                                    \
    "WITH asked AS (\n"                                                          \
    "    SELECT st.study, st.trial, t.config,\n"                                 \
    "        CASE WHEN t.state = 'running' AND t.id IN (\n"                      \
    "                SELECT value FROM json_each(:lost)) THEN 'lost'\n"          \
    "            WHEN t.state = 'pruned' AND NOT EXISTS (\n"                     \
    "                SELECT 1 FROM decision d WHERE d.study = st.study\n"        \
    "                AND d.trial = t.id AND d.verdict = 'prune')\n"              \
    "                THEN 'interrupted'\n"                                       \
    "            WHEN t.state = 'planned' AND st.phase = 'sweep' AND EXISTS (\n" \
    "                SELECT 1 FROM trial p JOIN decision d ON d.trial = p.id\n"  \
    "                WHERE p.config = t.config AND d.study = st.study\n"         \
    "                AND d.verdict = 'prune')\n"                                 \
    "                THEN 'left out'\n"                                          \
    "            ELSE t.state END AS state\n"                                    \
    "    FROM study_trial st\n"                                                  \
    "    JOIN trial t ON t.id = st.trial\n"                                      \
    "    WHERE (:study IS NULL OR st.study =\n"                                  \
    "            (SELECT id FROM study WHERE name = :study))\n"                  \
    "        AND (st.planned\n"                                                  \
    "            OR t.state NOT IN ('planned', 'interrupted'))\n"                \
    "),\n"                                                                       \
    "open AS (\n"                                                                \
    "    SELECT a.*, c.model, c.json ->> '$.epochs'\n"                           \
    "        - coalesce((SELECT max(epoch) FROM epoch\n"                         \
    "            WHERE trial = a.trial), 0) AS epochs_left\n"                    \
    "    FROM asked a JOIN config c ON c.id = a.config\n"                        \
    "    WHERE a.state IN ('planned', 'interrupted', 'lost', 'running')\n"       \
    "),\n" /* Of its study's newest trials of the same model that have epochs.   \
            */                                                                   \
    "speed AS (\n"                                                               \
    "    SELECT study, model, (\n"                                               \
    "        SELECT avg(e.total_microseconds) / 1e6 FROM (\n"                    \
    "            SELECT st.trial FROM study_trial st\n"                          \
    "            JOIN trial t ON t.id = st.trial\n"                              \
    "            JOIN config c ON c.id = t.config\n"                             \
    "            WHERE st.study = open.study AND c.model = open.model\n"         \
    "                AND EXISTS (\n"                                             \
    "                    SELECT 1 FROM epoch WHERE trial = st.trial)\n"          \
    "            ORDER BY st.trial DESC LIMIT 50) r\n"                           \
    "        JOIN epoch e ON e.trial = r.trial) AS seconds\n"                    \
    "    FROM open GROUP BY study, model\n"                                      \
    ")"

// Of `seconds`: 1:02:03, and as a number.
#define TIME_LEFT                                                         \
    "iif(seconds IS NULL, NULL,\n"                                        \
    "        printf('%d:%02d:%02d', seconds / 3600, seconds / 60 % 60,\n" \
    "            seconds % 60)) AS time_left,\n"                          \
    "    round(seconds, 3) AS seconds_left"

// Where nothing is known of a model that is left, nor is the time. Trials run
// side by side as now; were none to run, one after the other.
static const char studies_query[] = ASKED
    ",\n"
    "counted AS (\n"
    "    SELECT s.name AS study, count(*) AS trials,\n"
    "        sum(a.state = 'done') AS done,\n"
    "        sum(a.state = 'running') AS running,\n"
    "        sum(a.state IN ('planned', 'interrupted', 'lost'))\n"
    "            AS \"left\",\n"
    "        sum(a.state = 'left out') AS left_out,\n"
    "        sum(a.state IN ('failed', 'timeout')) AS failed,\n"
    "        sum(a.state = 'diverged') AS diverged,\n"
    "        sum(a.state = 'pruned') AS pruned,\n"
    "        (SELECT iif(count(v.seconds) = count(*),\n"
    "                sum(o.epochs_left * v.seconds)\n"
    "                    / max(sum(o.state = 'running'), 1), NULL)\n"
    "            FROM open o JOIN speed v\n"
    "                ON v.study = o.study AND v.model = o.model\n"
    "            WHERE o.study = s.id) AS seconds\n"
    "    FROM asked a JOIN study s ON s.id = a.study\n"
    "    GROUP BY s.id\n"
    "    ORDER BY running DESC, \"left\" DESC, s.id DESC\n"
    ")\n"
    "SELECT study, trials, done, running, \"left\", failed, diverged,\n"
    "    pruned, left_out, " TIME_LEFT
    "\n"
    "FROM counted";

// A trial's own epochs say best how long the others of it take.
static const char trials_query[] = ASKED
    "\n"
    "SELECT t.name AS trial, s.name AS study, sc.label, t.seed,\n"
    "    iif(o.state = 'lost', 'dead', 'alive') AS runner,\n"
    "    coalesce(e.epoch, 0) || '/' || (c.json ->> '$.epochs') AS epochs,\n"
    "    round(e.train_loss, 4) AS train_loss,\n"
    "    round(e.train_accuracy, 4) AS train_accuracy,\n"
    "    round(iif(c.validation_is_test, e.test_accuracy,\n"
    "        e.validation_accuracy), 4) AS validation_accuracy,\n"
    "    " TIME_LEFT
    ",\n"
    "    a.started\n"
    "FROM (\n"
    "    SELECT open.*, open.epochs_left * coalesce(\n"
    "        (SELECT avg(total_microseconds) / 1e6 FROM epoch\n"
    "            WHERE trial = open.trial), v.seconds) AS seconds\n"
    "    FROM open JOIN speed v\n"
    "        ON v.study = open.study AND v.model = open.model\n"
    "    WHERE open.state IN ('running', 'lost')) o\n"
    "JOIN trial t ON t.id = o.trial\n"
    "JOIN config c ON c.id = o.config\n"
    "JOIN study s ON s.id = o.study\n"
    "JOIN study_config sc ON sc.study = o.study AND sc.config = o.config\n"
    "LEFT JOIN attempt a ON a.trial = t.id AND a.number =\n"
    "    (SELECT max(number) FROM attempt WHERE trial = t.id)\n"
    "LEFT JOIN epoch e ON e.trial = t.id AND e.epoch =\n"
    "    (SELECT max(epoch) FROM epoch WHERE trial = t.id)\n"
    "ORDER BY a.started, s.id, t.id";

static bool answer_status(const Answer *answer, Store *store, const char *study,
                          Error *err)
{
    static const char *const names[] = {":study", ":lost", NULL};
    const char *values[] = {study, NULL, NULL};
    const Question questions[] = {
        {"studies", studies_query, names, values, "none yet\n", false},
        {"running", trials_query, names, values, "nothing\n", true},
    };
    Text lost = {0};
    bool ok = store_lost(store, &lost, err);

    values[1] = text_string(&lost);
    ok = ok && answer_all(answer, store, questions, 2, err);
    text_release(&lost);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    Answer answer = {0};
    const char *asked = NULL;
    const Option options[] = {{.name = "study",
                               .text = &asked,
                               .argument = "STUDY",
                               .help = "only this study's"},
                              ANSWER_OPTIONS(answer),
                              ANSWER_SQL_OPTION(answer),
                              {0}};
    char *study = NULL;
    Store *store;
    bool ok;

    if (!command_options(&status_command, options, &argc, argv, err)
        || !study_take(&argc, argv, 0, &asked, err))
        return EXIT_MISUSED;
    store = answer_open(&answer, err);
    ok = store && (!asked || (study = study_choose(store, asked, err)))
         && answer_status(&answer, store, study, err);
    free(study);
    store_close(store);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command status_command = {
    .name = "status",
    .arguments = "[STUDY]",
    .summary = "show what runs now, and what is left to do",
    .example = "quadrille status paper",
    .run = run,
};
