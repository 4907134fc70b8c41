#include "harness/command.h"
#include "harness/grid.h"
#include "harness/output.h"
#include "nets/base/text.h"

#include <stdio.h>

static void add_count(Text *text, size_t count, const char *what)
{
    text_printf(text, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

static bool print_good(const char *file, const Plan *plan, Error *err)
{
    size_t per_config =
        plan->config_count ? plan->trial_count / plan->config_count : 0;
    Text text = {0};
    bool told;

    text_printf(&text, "%s: ok, ", file);
    add_count(&text, plan->config_count, "configuration");
    text_add(&text, " x ");
    add_count(&text, per_config, "seed");
    text_add(&text, " = ");
    add_count(&text, plan->trial_count, "trial");
    if (plan->growing)
        text_printf(&text, ", up to %zu as results come", plan->trials_in_all);
    if (plan->duplicates > 0)
        text_printf(&text, " (%zu listed twice)", plan->duplicates);
    text_add_char(&text, '\n');
    told = output_add(text_string(&text), err);
    text_release(&text);
    return told;
}

// Every file is looked at, whatever is wrong with those before it.
static int run(int argc, const char **argv, Error *err)
{
    const Option options[] = {{0}};
    int wrong = 0;
    bool told = true;

    if (!command_options(&check_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc == 0) {
        (void)fail_misuse(err, "give at least one experiment's file");
        return EXIT_MISUSED;
    }
    for (int i = 0; i < argc && told; i++) {
        Error why;
        Plan plan;

        if (plan_read(argv[i], NULL, &plan, &why))
            told = print_good(argv[i], &plan, err);
        else if (++wrong > 0)
            (void)fprintf(stderr, "quadrille: %s\n", why.message);
        plan_release(&plan);
    }
    return !told ? EXIT_FAILED : wrong > 0 ? EXIT_MISUSED : EXIT_WELL;
}

const Command check_command = {
    .name = "check",
    .arguments = "FILE.yaml...",
    .summary = "say all that is wrong in experiments; run nothing",
    .example = "quadrille check experiments/*.yaml",
    .run = run,
};
