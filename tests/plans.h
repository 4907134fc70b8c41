// Plans from a text, for tests. Included once per test program, after
// tests/folder.h.
#pragma once

#include "harness/grid.h"

#include <math.h>

// Reads the text as an experiment, telling errors on standard error.
static inline bool read_plan(const char *yaml, const PlanOptions *options,
                             Plan *plan, Error *err)
{
    Folder folder = folder_new();
    char path[500];
    bool ok;

    folder_write(&folder, "grid.yaml", yaml, strlen(yaml), path);
    ok = plan_read(path, options, plan, err);
    folder_remove(&folder);
    return ok;
}

static inline Plan plan_of(const char *yaml)
{
    Plan plan;
    Error err;

    assert_true(read_plan(yaml, NULL, &plan, &err));
    return plan;
}

// Settings of configuration i; NaN and "" where it has none.
static inline double number_of(const Plan *plan, size_t i, const char *key)
{
    return config_number(&plan->configs[i].config, key, (double)NAN);
}

static inline const char *text_of(const Plan *plan, size_t i, const char *key)
{
    return config_text(&plan->configs[i].config, key, "");
}

// One more setting, or block, after what every experiment needs.
#define STUDY "study: test\n"
#define BASE  "base: {dataset: mnist, model: cnn}\n"
