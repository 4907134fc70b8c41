#include "harness/worker.h"
#include "harness/command.h"

#include <stdlib.h>

enum { DECIMAL = 10 };

static int run(int argc, const char **argv, Error *err)
{
    if (argc != 2) {
        (void)fail_misuse(err, "'worker' is started by 'quadrille run'");
        return EXIT_MISUSED;
    }
    return worker_run((int)strtol(argv[0], NULL, DECIMAL),
                      (int)strtol(argv[1], NULL, DECIMAL));
}

// No summary: it is not listed.
const Command worker_command = {.name = "worker", .run = run};
