#include "harness/answer.h"
#include "harness/command.h"
#include "harness/nearest.h"
#include "harness/study.h"

#include <stdlib.h>
#include <string.h>

// One that stands as running, though no runner lives, is interrupted. On tables
// rather than views, which would go through every trial's epochs many times.
#define STATE                                                 \
    "iif(t.state = 'running'\n"                               \
    "    AND t.id IN (SELECT value FROM json_each(:lost)),\n" \
    "    'interrupted', t.state)"

// What comes to a result; others' accuracies would be those of some epoch.
#define ENDED "t.state IN ('done', 'pruned', 'diverged')"

// Those not begun come first, the newest last. A condition that was not asked
// for is NULL, and then true.
static const char query[] =
    "SELECT t.name AS trial, s.name AS study, sc.label, t.seed,\n"
    "    " STATE
    " AS state,\n"
    "    coalesce(e.epoch, 0) || '/' || (c.json ->> '$.epochs') AS epochs,\n"
    "    iif(" ENDED
    ", round(e.validation_accuracy, 4), NULL)\n"
    "        AS validation_accuracy,\n"
    "    iif(" ENDED
    ", round(e.test_accuracy, 4), NULL) AS test_accuracy,\n"
    "    (SELECT round(sum(total_microseconds) / 1e6, 1) FROM epoch\n"
    "        WHERE trial = t.id) AS seconds,\n"
    "    t.message,\n"
    "    (SELECT group_concat(tag, ' ') FROM tag WHERE trial = t.id) AS tags,\n"
    "    (SELECT text FROM note WHERE trial = t.id ORDER BY id DESC LIMIT 1)\n"
    "        AS note\n"
    "FROM study_trial st\n"
    "JOIN trial t ON t.id = st.trial\n"
    "JOIN config c ON c.id = t.config\n"
    "JOIN study s ON s.id = st.study\n"
    "JOIN study_config sc ON sc.study = st.study AND sc.config = t.config\n"
    "LEFT JOIN attempt a ON a.trial = t.id AND a.number = 1\n"
    "LEFT JOIN epoch e ON e.trial = t.id AND e.epoch =\n"
    "    (SELECT max(epoch) FROM epoch WHERE trial = t.id)\n"
    "WHERE (:study IS NULL OR s.name = :study)\n"
    "    AND (:state IS NULL OR :state = " STATE
    ")\n"
    "    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM tag\n"
    "        WHERE trial = t.id AND tag = :tag))\n"
    "ORDER BY a.started, s.name, st.position";

static bool check_state(const char *state, Error *err)
{
    enum { STATES = TRIAL_INTERRUPTED + 1 };
    const char *near;

    if (!state)
        return true;
    for (int i = 0; i < STATES; i++)
        if (strcmp(state, trial_state_names[i]) == 0)
            return true;
    near = nearest(state, trial_state_names, STATES);
    return fail_misuse(err,
                       "no trial is ever '%s'; %s%s%s(planned, running, done, "
                       "pruned, diverged, failed, timeout, interrupted)",
                       state, near ? "did you mean '" : "", near ? near : "",
                       near ? "'? " : "");
}

// Where none is named, all are wanted.
static bool check_study(Store *store, const char *study, Error *err)
{
    char *chosen = study ? study_choose(store, study, err) : NULL;
    bool ok = !study || chosen;

    free(chosen);
    return ok;
}

// values[3] is left to this.
static bool answer_list(const Answer *answer, Store *store,
                        const char *values[], Error *err)
{
    static const char *const names[] = {":study", ":state", ":tag", ":lost",
                                        NULL};
    const Question question = {NULL, query, names, values, NULL, true};
    Text lost = {0};
    bool ok = store_lost(store, &lost, err);

    values[3] = text_string(&lost);
    ok = ok && answer_one(answer, store, &question, err);
    text_release(&lost);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    const char *values[] = {NULL, NULL, NULL, NULL, NULL};
    Answer answer = {0};
    const Option options[] = {
        {.name = "study",
         .text = &values[0],
         .argument = "STUDY",
         .help = "only this study's"},
        {.name = "state",
         .text = &values[1],
         .argument = "STATE",
         .help = "only those that are planned, running, done, failed, …"},
        {.name = "tag",
         .text = &values[2],
         .argument = "WORD",
         .help = "only those with this tag"},
        ANSWER_OPTIONS(answer),
        ANSWER_SQL_OPTION(answer),
        {0}};
    Store *store;
    bool ok;

    if (!command_options(&list_command, options, &argc, argv, err)
        || !study_take(&argc, argv, 0, &values[0], err)
        || !check_state(values[1], err))
        return EXIT_MISUSED;
    store = answer_open(&answer, err);
    ok = store && check_study(store, values[0], err)
         && answer_list(&answer, store, values, err);
    store_close(store);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command list_command = {
    .name = "list",
    .arguments = "[STUDY] [--state STATE] [--tag WORD]",
    .summary = "list the trials recorded, the newest last",
    .example = "quadrille list paper --state failed",
    .run = run,
};
