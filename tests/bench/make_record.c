// Makes a database of made-up trials, to measure how fast it is asked:
// make_record FILE CONFIGURATIONS SEEDS EPOCHS, in tests/bench/record.sh.
#include "nets/base/error.h"
#include "tests/synthetic.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    Synthetic synthetic = {.study = "many", .classes = 10, .images = 100};

    if (argc != 5) {
        (void)fprintf(stderr, "make_record FILE CONFIGURATIONS SEEDS EPOCHS\n");
        return EXIT_MISUSED;
    }
    synthetic.configs = (size_t)strtoul(argv[2], NULL, 10);
    synthetic.seeds = (int)strtol(argv[3], NULL, 10);
    synthetic.epochs = (int)strtol(argv[4], NULL, 10);
    synthetic_database(&synthetic, argv[1]);
    return EXIT_WELL;
}
