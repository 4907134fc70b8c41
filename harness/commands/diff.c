#include "harness/answer.h"
#include "harness/command.h"

// Of both trials' rows (name, value) those that differ, or that one lacks.
#define DIFFERENCES(rows_of_a, rows_of_b)                                   \
    "WITH a (name, value) AS (" rows_of_a                                   \
    "),\n"                                                                  \
    "b (name, value) AS (" rows_of_b                                        \
    "),\n"                                                                  \
    "both AS (SELECT name FROM a UNION SELECT name FROM b)\n"               \
    "SELECT both.name, a.value AS first, b.value AS second FROM both\n"     \
    "LEFT JOIN a ON a.name = both.name LEFT JOIN b ON b.name = both.name\n" \
    "WHERE a.value IS NOT b.value ORDER BY both.name"

#define SETTINGS(trial)                                    \
    "SELECT name, iif(kind = 'boolean', written, value)\n" \
    "    FROM parameters WHERE config = (SELECT\n"         \
    "    config FROM trials WHERE trial = " trial          \
    ")\n"                                                  \
    "UNION ALL SELECT DISTINCT 'seed', seed FROM trials\n" \
    "    WHERE trial = " trial

#define RESULTS(trial)                                                   \
    "SELECT key, value FROM json_each((SELECT json_object(\n"            \
    "    'state', state, 'epochs', epochs,\n"                            \
    "    'parameters', parameters, 'multiply_adds', multiply_adds,\n"    \
    "    'metrics_digest', metrics_digest,\n"                            \
    "    'weights_digest', weights_digest)\n"                            \
    "    FROM trials WHERE trial = " trial                               \
    "))\n"                                                               \
    "UNION ALL SELECT split || '/' || kind, value FROM (\n"              \
    "    SELECT split, epoch, 'accuracy' AS kind, accuracy AS value\n"   \
    "    FROM epochs WHERE trial = " trial                               \
    "\n"                                                                 \
    "    UNION ALL SELECT split, epoch, 'loss', coalesce(loss, 'nan')\n" \
    "    FROM epochs WHERE trial = " trial                               \
    ")\n"                                                                \
    "    WHERE epoch = (SELECT max(epoch) FROM epochs\n"                 \
    "        WHERE trial = " trial ")"

#define ENVIRONMENT(trial)                                        \
    "SELECT key, value FROM json_each((SELECT environment FROM\n" \
    "    attempts WHERE trial = " trial " ORDER BY number DESC LIMIT 1))"

static const char same[] = "no difference\n";
static const char *const names[] = {":first", ":second", NULL};

static bool diff(const Answer *answer, Store *store, const char **prefixes,
                 Error *err)
{
    char ids[2][DIGEST_TEXT];
    const char *values[] = {ids[0], ids[1], NULL};
    const Question questions[] = {
        {"settings", DIFFERENCES(SETTINGS(":first"), SETTINGS(":second")),
         names, values, same, false},
        {"results, at the last epoch",
         DIFFERENCES(RESULTS(":first"), RESULTS(":second")), names, values,
         same, false},
        {"environment",
         DIFFERENCES(ENVIRONMENT(":first"), ENVIRONMENT(":second")), names,
         values, same, false},
    };

    for (int i = 0; i < 2; i++) {
        int64_t trial;

        if (!store_find_trial(store, prefixes[i], &trial, err)
            || !store_trial_name(store, trial, ids[i], err))
            return false;
    }
    return answer_all(answer, store, questions,
                      sizeof questions / sizeof *questions, err);
}

static int run(int argc, const char **argv, Error *err)
{
    Answer answer = {0};
    const Option options[] = {
        ANSWER_OPTIONS(answer), ANSWER_SQL_OPTION(answer), {0}};
    Store *store;
    bool ok;

    if (!command_options(&diff_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc != 2) {
        (void)fail_misuse(err,
                          "two trials are wanted, as 'quadrille list' "
                          "shows them");
        return EXIT_MISUSED;
    }
    store = answer_open(&answer, err);
    ok = store && diff(&answer, store, argv, err);
    store_close(store);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command diff_command = {
    .name = "diff",
    .arguments = "TRIAL TRIAL",
    .summary = "show the settings and results in which two trials differ",
    .example = "quadrille diff 3f2a91c0 77b1d2e4",
    .run = run,
};
