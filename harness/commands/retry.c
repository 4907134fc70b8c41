// quadrille retry: trials that did not end well are planned again.
#include "harness/chosen.h"
#include "harness/command.h"
#include "harness/output.h"

// Before anything is changed, all that were named must be such as can be.
static bool check(Chosen *chosen, Error *err)
{
    for (size_t i = 0; !chosen->study && i < chosen->count; i++) {
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

    if (count == 0)
        text_add(&said,
                 "nothing to retry: no trial of this study failed, "
                 "timed out or was interrupted\n");
    else
        text_printf(&said,
                    "%zu trial%s planned again; 'quadrille run' goes on with "
                    "the epochs they have\n",
                    count, count == 1 ? " is" : "s are");
    ok = ok && output_add(text_string(&said), err);
    text_release(&said);
    return ok;
}

static int run(int argc, const char **argv, Error *err)
{
    Choice choice = {.studies = true};
    const Option options[] = {{.name = "study",
                               .text = &choice.study,
                               .argument = "STUDY",
                               .help = "all of this study's that can be"},
                              CHOSEN_DATABASE_OPTION(choice.database),
                              {0}};
    Chosen chosen;
    bool ok;

    if (!command_options(&retry_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    choice.words = argv;
    choice.count = argc;
    ok = chosen_open(&chosen, &choice, err) && check(&chosen, err)
         && retry(&chosen, err);
    chosen_release(&chosen);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command retry_command = {
    .name = "retry",
    .arguments = "TRIAL... | STUDY",
    .summary = "plan failed, timed out or interrupted trials again",
    .example = "quadrille retry paper",
    .run = run,
};
