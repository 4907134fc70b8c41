#include "harness/split.h"

#include "harness/history.h"

#include <string.h>

enum { VALIDATION_IMAGES = 10000, VALIDATION_PART = 6 };

static const char *const validations[] = {"auto", "test",     "none",
                                          "last", "fraction", NULL};

static int find_validation(const char *name)
{
    int i = 0;

    while (validations[i] && strcmp(validations[i], name) != 0)
        i++;
    return i;
}

// How many images are kept from training.
static bool hold_back(Split *split, const Config *config, size_t count,
                      Error *err)
{
    const char *name = config_text(config, "validation.name", "auto");
    double last;

    split->fault = "validation.name";
    split->way = (Validation)find_validation(name);
    switch (split->way) {
    case VALIDATION_AUTO:
        split->held = count / VALIDATION_PART < VALIDATION_IMAGES
                          ? count / VALIDATION_PART
                          : VALIDATION_IMAGES;
        break;
    case VALIDATION_LAST:
        split->fault = "validation.last";
        last = config_number(config, split->fault, VALIDATION_IMAGES);
        split->held = last < (double)count ? (size_t)last : count;
        break;
    case VALIDATION_FRACTION:
        split->fault = "validation.fraction";
        split->held =
            (size_t)(config_number(config, split->fault, 0) * (double)count);
        break;
    case VALIDATION_TEST:
    case VALIDATION_NONE:
        break;
    default:
        return fail(err, "unknown validation '%s'", name);
    }
    return split->held < count
           || fail(err,
                   "validation would take all %zu training images; there must "
                   "be some left",
                   count);
}

// As many as are wanted, or all of them for 0.
static bool take_first(Split *split, const Config *config, const char *key,
                       size_t count, size_t *taken, Error *err)
{
    double wanted = config_number(config, key, 0);

    split->fault = key;
    if (wanted > (double)count)
        return fail(err, "'%s' is %.0f, but there are only %zu images", key,
                    wanted, count);
    *taken = wanted > 0 ? (size_t)wanted : count;
    return true;
}

bool split_count(Split *split, const Config *config, size_t train, size_t test,
                 Error *err)
{
    *split = (Split){0};
    return hold_back(split, config, train, err)
           && take_first(split, config, "train_size", train - split->held,
                         &split->train, err)
           && take_first(split, config, "test_size", test, &split->test, err);
}

size_t split_validation(const Split *split)
{
    return split->way == VALIDATION_TEST ? split->test : split->held;
}

bool split_can_stop_early(const Split *split, const Config *config, Error *err)
{
    static const char of_validation[] = "validation/";
    const char *metric =
        config_text(config, "early_stop.metric", early_stop_metrics[0]);

    return split_validation(split) > 0
           || config_number(config, "early_stop.patience", 0) == 0
           || strncmp(metric, of_validation, sizeof of_validation - 1) != 0
           || fail_misuse(err,
                          "early_stop goes by '%s', but no images are kept for "
                          "validation; go by 'train/%s', or keep some",
                          metric, metric + sizeof of_validation - 1);
}
