// The shortest configuration, with one thing or another in it, and what becomes
// of it, for tests of what it is made into. Included once per test program.
#pragma once

#include "harness/setup.h"
#include "tests/check.h"

enum { TRAIN = 60, TEST = 20 };

// The shortest configuration that makes a trial.
static const char shortest[] =
    "{\"batch_size\":8,\"epochs\":2,\"model\":{\"name\":\"mlp\"},"
    "\"dataset\":{\"name\":\"digits\",\"train_count\":60,\"test_count\":20}}";

static inline void set_number(Config *config, const char *key, double number)
{
    config_set(config,
               &(Setting){.key = key, .kind = VALUE_NUMBER, .number = number});
}

static inline void set_text(Config *config, const char *key, const char *text)
{
    config_set(config,
               &(Setting){.key = key, .kind = VALUE_TEXT, .text = text});
}

static inline Config example(void)
{
    Config config;
    Error err;

    assert_true(config_parse(&config, shortest, &err));
    return config;
}

static inline Config with_number(const char *key, double number)
{
    Config config = example();

    set_number(&config, key, number);
    return config;
}

static inline Config with_text(const char *key, const char *text)
{
    Config config = example();

    set_text(&config, key, text);
    return config;
}

static inline Config with_validation(const char *name, double number)
{
    Config config = with_text("validation.name", name);

    set_number(&config, "validation.last", number);
    set_number(&config, "validation.fraction", number);
    return config;
}

static inline Config with_layers(const char *json)
{
    Config config = example();

    config_set(
        &config,
        &(Setting){.key = "model.layers", .kind = VALUE_JSON, .text = json});
    return config;
}

static inline void make(Setup *setup, Config config)
{
    Error err = {0};
    bool ok = setup_trial(setup, &config, 1, 1, &(DataPlaces){0}, &err);

    if (!ok)
        print_error("%s\n", err.message);
    assert_true(ok);
    config_release(&config);
}

// It must fail with exactly that message.
static inline void refuse(Config config, const char *message)
{
    Setup setup;
    Error err = {0};

    assert_false(setup_trial(&setup, &config, 1, 1, &(DataPlaces){0}, &err));
    assert_string_equal(err.message, message);
    setup_release(&setup);
    config_release(&config);
}
