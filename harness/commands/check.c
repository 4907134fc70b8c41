#include "harness/command.h"
#include "harness/grid.h"

#include <stdio.h>

static void print_count(size_t count, const char *what)
{
    (void)printf("%zu %s%s", count, what, count == 1 ? "" : "s");
}

static void print_good(const char *file, const Plan *plan)
{
    size_t per_config =
        plan->config_count ? plan->trial_count / plan->config_count : 0;

    (void)printf("%s: ok, ", file);
    print_count(plan->config_count, "configuration");
    (void)printf(" x ");
    print_count(per_config, "seed");
    (void)printf(" = ");
    print_count(plan->trial_count, "trial");
    if (plan->duplicates > 0)
        (void)printf(" (%zu listed twice)", plan->duplicates);
    (void)printf("\n");
}

// Every file is looked at, whatever is wrong with those before it.
static int run(int argc, const char **argv, Error *err)
{
    const Option options[] = {{0}};
    int wrong = 0;

    if (!command_options(&check_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc == 0) {
        (void)fail_misuse(err, "give at least one experiment's file");
        return EXIT_MISUSED;
    }
    for (int i = 0; i < argc; i++) {
        Error why;
        Plan plan;

        if (plan_read(argv[i], NULL, &plan, &why))
            print_good(argv[i], &plan);
        else if (++wrong > 0)
            (void)fprintf(stderr, "quadrille: %s\n", why.message);
        plan_release(&plan);
    }
    return wrong > 0 ? EXIT_MISUSED : EXIT_WELL;
}

const Command check_command = {
    .name = "check",
    .arguments = "FILE.yaml...",
    .summary = "say all that is wrong in experiments; run nothing",
    .example = "quadrille check experiments/*.yaml",
    .run = run,
};
