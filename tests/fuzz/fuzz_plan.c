// Experiments: whatever the file is, it becomes a plan or is refused with its
// places. A plan's configurations, written out, come to the same identities
// again; and a grid that is made here from the input has as many trials as the
// product of its axes.
#include "harness/grid.h"
#include "nets/base/memory.h"
#include "tests/fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CONFIGS = 4, AXES = 4, VALUES = 5 };

static void read_text(const Text *yaml, Plan *plan)
{
    Error err = {0};
    bool taken = plan_read(fuzz_file("again.yaml", yaml->data, yaml->length),
                           NULL, plan, &err);

    if (!taken)
        (void)fprintf(stderr, "%s\n%s", err.message, text_string(yaml));
    MUST(taken);  // since the program wrote it itself
}

// Settings that stand outside of `base` in a file.
static bool is_written_elsewhere(const Config *config)
{
    for (size_t i = 0; i < config->count; i++)
        if (strncmp(config->settings[i]->key, "early_stop.", 11) == 0)
            return true;
    return false;
}

// `validation` is written as its one setting: {last: 10}, without the name.
static void write_validation(Text *yaml)
{
    static const char *const names[] = {",\"name\":\"last\"",
                                        ",\"name\":\"fraction\""};

    for (size_t i = 0; i < 2; i++) {
        char *at = strstr(yaml->data, names[i]);

        if (at)
            memset(at, ' ', strlen(names[i]));
    }
}

static void check_config(const PlannedConfig *planned)
{
    Text json = {0};
    Text again = {0};
    Text yaml = {0};
    Config config = {0};
    Error err;
    Plan plan;

    config_json(&planned->config, &json);
    MUST(config_parse(&config, text_string(&json), &err));
    config_json(&config, &again);
    MUST(strcmp(text_string(&json), text_string(&again)) == 0);
    if (!is_written_elsewhere(&planned->config)) {
        text_printf(&yaml, "study: again\nbase: %s\n", text_string(&json));
        write_validation(&yaml);
        read_text(&yaml, &plan);
        MUST(plan.config_count == 1);
        MUST(strcmp(plan.configs[0].id, planned->id) == 0);
        plan_release(&plan);
    }
    config_release(&config);
    text_release(&json);
    text_release(&again);
    text_release(&yaml);
}

static void check_raw(const uint8_t *data, size_t size)
{
    Error err = {0};
    Plan plan;

    if (plan_read(fuzz_file("raw.yaml", data, size), NULL, &plan, &err)) {
        for (size_t i = 0; i < plan.config_count && i < FIRST_CONFIGS; i++)
            check_config(&plan.configs[i]);
        for (size_t i = 0; i < plan.trial_count; i++)
            MUST(plan.trials[i].config < plan.config_count);
    } else {
        MUST(err.message[0] && err.exit_code == EXIT_MISUSED);
    }
    plan_release(&plan);
}

// Up to AXES axes of up to VALUES values, no two alike, and some seeds.
static void check_product(const uint8_t *data, size_t size)
{
    static const char *const keys[AXES] = {"epochs", "batch_size",
                                           "optimizer.lr", "augment.rotate"};
    static const char *const steps[AXES] = {"1", "8", "0.001", "2.5"};
    size_t product = 1 + data[0] % VALUES;
    Text yaml = {0};
    Plan plan;

    text_printf(&yaml,
                "study: s\nbase: {dataset: digits, model: mlp}\n"
                "seeds: %zu\nsweep:\n  grid:\n    init: [keras]\n",
                product);
    for (size_t i = 1; i < size && i <= AXES; i++) {
        size_t count = 1 + data[i] % VALUES;
        double step = strtod(steps[i - 1], NULL);

        text_printf(&yaml, "    %s: [", keys[i - 1]);
        for (size_t j = 1; j <= count; j++) {
            text_add(&yaml, j > 1 ? ", " : "");
            text_add_number(&yaml, step * (double)j);
        }
        text_add(&yaml, "]\n");
        product *= count;
    }
    read_text(&yaml, &plan);
    MUST(plan.trial_count == product);
    MUST(plan.duplicates == 0);
    for (size_t i = 0; i < plan.config_count && i < FIRST_CONFIGS; i++)
        check_config(&plan.configs[i]);
    plan_release(&plan);
    text_release(&yaml);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 0 && size <= AXES + 1)
        check_product(data, size);
    else
        check_raw(data, size);
    return 0;
}
