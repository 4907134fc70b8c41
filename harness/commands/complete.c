#include "harness/complete.h"
#include "harness/output.h"

static int run(int argc, const char **argv, Error *err)
{
    const Command *command = argc > 1 ? command_find(argv[0]) : NULL;
    Text out = {0};

    if (command && command->summary) {
        argv[0] = command_complete;
        return command->run(argc, argv, err);
    }
    if (argc == 1)
        complete_first(&out);
    (void)output_add(text_string(&out), err);
    text_release(&out);
    return EXIT_WELL;
}

// No summary: it is not listed. The scripts that `quadrille completions` prints
// call it.
const Command complete_command = {.name = "complete", .run = run};
