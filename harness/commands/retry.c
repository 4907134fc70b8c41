// quadrille retry: trials that did not end well are planned again.
#include "harness/chosen.h"
#include "harness/command.h"
#include "harness/output.h"

// Before anything is changed, all that were named must be such as can be.
static bool check(Chosen *chosen, const char *study, Error *err)
{
    for (size_t i = 0; !study && i < chosen->count; i++) {
        TrialStatus status;

        if (!store_trial_status(chosen->store, chosen->trials[i], &status, err))
            return false;
        if (status.state != TRIAL_FAILED && status.state != TRIAL_TIMEOUT
            && status.state != TRIAL_INTERRUPTED)
            return fail_misuse(err,
                               "trial %s is %s; failed, timeout and "
                               "interrupted ones can be tried again",
                               chosen_name(chosen, chosen->trials[i]),
                               trial_state_names[status.state]);
    }
    return true;
}

static bool retry(Chosen *chosen, Error *err)
{
    size_t count = 0;
    Text said = {0};
    bool ok =
        store_retry(chosen->store, chosen->trials, chosen->count, &count, err);

    text_printf(&said, "%zu trial%s planned again%s\n", count,
                count == 1 ? " is" : "s are",
                count ? "; 'quadrille run' goes on with the epochs they have"
                      : "");
    ok = ok && output_add(text_string(&said), err);
    text_release(&said);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    const char *database = NULL;
    const char *study = NULL;
    const Option options[] = {{.name = "study",
                               .text = &study,
                               .argument = "STUDY",
                               .help = "all of this study's that can be"},
                              CHOSEN_DATABASE_OPTION(database),
                              {0}};
    Chosen chosen;
    bool ok;

    if (!command_options(&retry_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    ok = chosen_open(&chosen, database, argv, argc, study, err)
         && check(&chosen, study, err) && retry(&chosen, err);
    chosen_release(&chosen);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command retry_command = {
    .name = "retry",
    .arguments = "TRIAL... | --study STUDY",
    .summary = "plan failed, timed out or interrupted trials again",
    .example = "quadrille retry --study paper",
    .run = run,
};
