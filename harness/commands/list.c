#include "harness/answer.h"
#include "harness/command.h"
#include "harness/nearest.h"
#include "harness/study.h"

#include <stdlib.h>
#include <string.h>

// Those not begun come first, the newest last. A condition that was not asked
// for is NULL, and then true.
static const char query[] =
    "SELECT t.trial, t.study, t.label, t.seed, t.state,\n"
    "    coalesce(t.epochs, 0) || '/' || (t.params ->> '$.epochs') AS epochs,\n"
    "    round(f.accuracy, 4) AS accuracy, round(t.seconds, 1) AS seconds,\n"
    "    t.message\n"
    "FROM trials t\n"
    "LEFT JOIN final f ON f.trial = t.trial AND f.study = t.study\n"
    "WHERE (:study IS NULL OR t.study = :study)\n"
    "    AND (:state IS NULL OR t.state = :state)\n"
    "ORDER BY t.started, t.study, t.position";

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

static int run(int argc, const char **argv, Error *err)
{
    static const char *const names[] = {":study", ":state", NULL};
    const char *values[] = {NULL, NULL, NULL};
    Question question = {NULL, query, names, values};
    Answer answer = {0};
    const Option options[] = {
        {.name = "study",
         .text = &values[0],
         .argument = "NAME",
         .help = "only this study's"},
        {.name = "state",
         .text = &values[1],
         .argument = "STATE",
         .help = "only those that are planned, running, done, failed, …"},
        ANSWER_OPTIONS(answer),
        ANSWER_SQL_OPTION(answer),
        {0}};
    Store *store;
    bool ok;

    if (!command_options(&list_command, options, &argc, argv, err)
        || !check_state(values[1], err))
        return EXIT_MISUSED;
    if (argc > 0) {
        (void)fail_misuse(err, "'%s' is not wanted; --study NAME chooses",
                          argv[0]);
        return EXIT_MISUSED;
    }
    store = answer_open(&answer, err);
    ok = store && check_study(store, values[0], err)
         && answer_one(&answer, store, &question, err);
    store_close(store);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command list_command = {
    .name = "list",
    .arguments = "[--study NAME] [--state STATE]",
    .summary = "list the trials recorded, the newest last",
    .example = "quadrille list --study paper --state failed",
    .run = run,
};
