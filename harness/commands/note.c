// quadrille note: what is to be remembered of a trial.
#include "harness/chosen.h"
#include "harness/command.h"

static int run(int argc, const char **argv, Error *err)
{
    Choice choice = {0};
    const Option options[] = {CHOSEN_DATABASE_OPTION(choice.database), {0}};
    Chosen chosen;
    bool ok;

    if (!command_options(&note_command, options, &argc, argv, err))
        return EXIT_MISUSED;
    if (argc != 2 || !argv[1][0]) {
        (void)fail_misuse(err, "a trial and a text, in quotes, are wanted");
        return EXIT_MISUSED;
    }
    choice.words = argv;
    choice.count = 1;
    ok = chosen_open(&chosen, &choice, err)
         && store_add_note(chosen.store, chosen.trials[0], argv[1], err);
    chosen_release(&chosen);
    return ok ? EXIT_WELL : EXIT_FAILED;
}

const Command note_command = {
    .name = "note",
    .arguments = "TRIAL TEXT",
    .summary = "write something down about a trial",
    .example = "quadrille note 3f2a91c0 \"the loss jumps in epoch 4\"",
    .run = run,
};
