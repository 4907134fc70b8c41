// harness/config: settings by key, canonical JSON and back.
#include "harness/config.h"
#include "tests/check.h"

static void set_number(Config *config, const char *key, double number)
{
    config_set(config,
               &(Setting){.key = key, .kind = VALUE_NUMBER, .number = number});
}

static void set_text(Config *config, const char *key, const char *text)
{
    config_set(config,
               &(Setting){.key = key, .kind = VALUE_TEXT, .text = text});
}

static Config example(void)
{
    Config config = {0};

    set_text(&config, "optimizer.name", "adam");
    set_number(&config, "optimizer.lr", 1e-3);
    set_number(&config, "batch_size", 64);
    config_set(
        &config,
        &(Setting){.key = "augment.shift.x", .kind = VALUE_BOOL, .number = 1});
    config_set(&config, &(Setting){.key = "dropout",
                                   .kind = VALUE_LIST,
                                   .list = {2, {0.25, 0.5}}});
    config_set(&config, &(Setting){.key = "model.layers",
                                   .kind = VALUE_JSON,
                                   .text = "[{\"flatten\":{}}]"});
    set_text(&config, "model.name", "two \"quoted\"");
    return config;
}

static const char example_json[] =
    "{\"augment\":{\"shift\":{\"x\":true}},\"batch_size\":64,"
    "\"dropout\":[0.25,0.5],\"model\":{\"layers\":[{\"flatten\":{}}],"
    "\"name\":\"two \\\"quoted\\\"\"},"
    "\"optimizer\":{\"lr\":0.001,\"name\":\"adam\"}}";

static void json_is_nested_and_sorted(void **state)
{
    Config config = example();
    Text json = {0};

    (void)state;
    config_json(&config, &json);
    assert_string_equal(text_string(&json), example_json);
    text_release(&json);
    config_release(&config);
}

static void json_reads_back_to_the_same_json(void **state)
{
    Config config;
    Text json = {0};
    Error err;

    (void)state;
    assert_true(config_parse(&config, example_json, &err));
    assert_int_equal(config_find(&config, "dropout")->kind, VALUE_LIST);
    assert_int_equal(config_find(&config, "model.layers")->kind, VALUE_JSON);
    assert_int_equal(config_find(&config, "batch_size")->kind, VALUE_INTEGER);
    config_json(&config, &json);
    assert_string_equal(text_string(&json), example_json);
    text_release(&json);
    config_release(&config);
}

static void broken_json_is_refused(void **state)
{
    const char *const broken[] = {"", "[]", "{\"a\":", "{\"a\":maybe}", "7"};

    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        Config config;
        Error err = {0};

        assert_false(config_parse(&config, broken[i], &err));
        assert_true(strlen(err.message) > 0);
    }
}

static void a_copy_keeps_its_settings_when_the_first_is_gone(void **state)
{
    Config config = example();
    Config copy = config_copy(&config);

    (void)state;
    set_number(&copy, "batch_size", 32);
    assert_float_equal(config_number(&config, "batch_size", 0), 64, 0);
    config_release(&config);
    assert_float_equal(config_number(&copy, "batch_size", 0), 32, 0);
    assert_string_equal(config_text(&copy, "optimizer.name", ""), "adam");
    config_release(&copy);
}

static void what_is_missing_gives_the_fallback(void **state)
{
    Config config = example();

    (void)state;
    assert_null(config_find(&config, "optimizer.l"));
    assert_float_equal(config_number(&config, "epochs", 10), 10, 0);
    assert_string_equal(config_text(&config, "loss.name", "none"), "none");
    config_release(&config);
}

static void keys_and_values_are_written_as_people_do(void **state)
{
    Config config = example();
    Text text = {0};

    (void)state;
    setting_key_text("model.name", &text);
    text_add_char(&text, ' ');
    setting_key_text("optimizer.lr", &text);
    text_add_char(&text, ' ');
    setting_text(config_find(&config, "dropout"), &text);
    assert_string_equal(text_string(&text), "model optimizer.lr [0.25, 0.5]");
    text_release(&text);
    config_release(&config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_nested_and_sorted),
        cmocka_unit_test(json_reads_back_to_the_same_json),
        cmocka_unit_test(broken_json_is_refused),
        cmocka_unit_test(a_copy_keeps_its_settings_when_the_first_is_gone),
        cmocka_unit_test(what_is_missing_gives_the_fallback),
        cmocka_unit_test(keys_and_values_are_written_as_people_do),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
