// Makes a database of made-up trials, to measure how fast it is asked:
// make_record FILE CONFIGURATIONS SEEDS EPOCHS, in tests/bench/record.sh.
//
// The study "many" has no confusion matrices: with them it would be a hundred
// times as large. "detailed", of 20 trials, has one for every epoch.
#include "nets/base/error.h"
#include "tests/synthetic.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    Synthetic many = {.study = "many", .classes = 10, .images = 100};
    // Another validation makes its configurations others than those of many.
    Synthetic detailed = {.study = "detailed",
                          .configs = 4,
                          .seeds = 5,
                          .classes = 10,
                          .images = 500,
                          .validation_is_test = true,
                          .matrices = true};

    if (argc != 5) {
        (void)fprintf(stderr, "make_record FILE CONFIGURATIONS SEEDS EPOCHS\n");
        return EXIT_MISUSED;
    }
    many.configs = (size_t)strtoul(argv[2], NULL, 10);
    many.seeds = (int)strtol(argv[3], NULL, 10);
    many.epochs = (int)strtol(argv[4], NULL, 10);
    detailed.epochs = many.epochs;
    synthetic_database(&detailed, argv[1]);
    synthetic_database(&many, argv[1]);
    return EXIT_WELL;
}
