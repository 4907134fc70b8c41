// quadrille stop: asks runners, wherever they are, to end trials that can go on
// later.
#include "harness/chosen.h"
#include "harness/command.h"
#include "harness/output.h"

static bool is_running(Chosen *chosen, size_t i, bool *running, Error *err)
{
    TrialStatus status;

    if (!store_trial_status(chosen->store, chosen->trials[i], &status, err))
        return false;
    *running = status.state == TRIAL_RUNNING;
    if (*running || chosen->study)
        return true;
    return fail(err, "trial %s is not running: it is %s",
                chosen_name(chosen, chosen->trials[i]),
                trial_state_names[status.state]);
}

// For a study, its runners are asked themselves, so that they start nothing
// more of it.
static bool ask(Chosen *chosen, size_t *count, Error *err)
{
    for (size_t i = 0; i < chosen->count; i++) {
        bool running;

        if (!is_running(chosen, i, &running, err))
            return false;
        *count += running;
    }
    if (chosen->study)
        return *count == 0
               || store_add_request(chosen->store, 0, chosen->study, err);
    for (size_t i = 0; i < chosen->count; i++)
        if (!store_add_request(chosen->store, chosen->trials[i], 0, err))
            return false;
    return true;
}

static bool stop(Chosen *chosen, Error *err)
{
    size_t count = 0;
    Text said = {0};
    bool ok = ask(chosen, &count, err);

    if (count == 0)
        text_add(&said, "nothing to stop: no trial of this study is running\n");
    else
        text_printf(&said,
                    "%zu running trial%s asked to stop; 'quadrille run' goes "
                    "on with %s later\n",
                    count, count == 1 ? " is" : "s are",
                    count == 1 ? "it" : "them");
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
                               .help = "all of this study that runs"},
                              CHOSEN_DATABASE_OPTION(choice.database),
                              {0}};
    Chosen chosen = {0};
    bool ok;

    if (!command_options(&stop_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    choice.words = argv;
    choice.count = argc;
    ok = chosen_open(&chosen, &choice, err) && stop(&chosen, err);
    chosen_release(&chosen);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command stop_command = {
    .name = "stop",
    .arguments = "TRIAL... | STUDY",
    .summary = "ask the runners of trials, or of a study, to stop them",
    .example = "quadrille stop 3f2a91c0",
    .run = run,
};
