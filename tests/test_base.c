// nets/base: errors, memory, text, random numbers, settings.
#include "nets/base/entry.h"
#include "nets/base/error.h"
#include "nets/base/memory.h"
#include "nets/base/param.h"
#include "nets/base/rng.h"
#include "nets/base/text.h"
#include "tests/check.h"

// The authors' test vectors (Random123, kat_vectors).
static void philox_gives_its_published_numbers(void **state)
{
    const uint32_t key[][2] = {{0, 0}, {0xa4093822, 0x299f31d0}};
    const uint32_t counter[][4] = {
        {0, 0, 0, 0}, {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}};
    const uint32_t expected[][4] = {
        {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}};
    uint32_t out[4];

    (void)state;
    for (int i = 0; i < 2; i++) {
        philox(key[i], counter[i], out);
        assert_memory_equal(out, expected[i], sizeof out);
    }
}

static void streams_differ_in_every_index(void **state)
{
    Rng streams[] = {
        rng_new(1, RNG_INIT, 0, 0, 0),          rng_new(2, RNG_INIT, 0, 0, 0),
        rng_new(1, RNG_ORDER, 0, 0, 0),         rng_new(1, RNG_INIT, 1, 0, 0),
        rng_new(1, RNG_INIT, 0, 1, 0),          rng_new(1, RNG_INIT, 0, 0, 1),
        rng_new(1ULL << 32, RNG_INIT, 0, 0, 0),
    };
    uint32_t drawn[sizeof streams / sizeof *streams];

    (void)state;
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        drawn[i] = rng_next(&streams[i]);
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(drawn[i], drawn[j]);
    }
}

static void permutation_holds_every_index_once(void **state)
{
    Rng rng = rng_new(3, RNG_TEST, 0, 0, 0);
    uint32_t order[1000];
    bool seen[1000] = {false};

    (void)state;
    rng_permutation(&rng, order, 1000);
    for (int i = 0; i < 1000; i++) {
        assert_true(order[i] < 1000 && !seen[order[i]]);
        seen[order[i]] = true;
    }
}

static void normal_numbers_have_mean_0_and_variance_1(void **state)
{
    Rng rng = rng_new(4, RNG_TEST, 0, 0, 0);
    double sum = 0;
    double squares = 0;
    enum { N = 100000 };

    (void)state;
    for (int i = 0; i < N; i++) {
        double x = rng_normal(&rng);

        sum += x;
        squares += x * x;
    }
    assert_near(sum / N, 0, 0.02);
    assert_near(squares / N, 1, 0.02);
}

static void numbers_below_n_are_even_and_below_n(void **state)
{
    Rng rng = rng_new(5, RNG_TEST, 0, 0, 0);
    int counts[7] = {0};

    (void)state;
    for (int i = 0; i < 70000; i++)
        counts[rng_below(&rng, 7)]++;
    for (int i = 0; i < 7; i++)
        assert_in_range(counts[i], 9600, 10400);
}

static void numbers_are_written_as_short_as_they_read_back(void **state)
{
    const double values[] = {0.001, 64, 1e-7, 60000, 0.1 + 0.2, -0.5, 1e22};
    const char *const expected[] = {
        "0.001", "64",   "1e-07", "60000", "0.30000000000000004",
        "-0.5",  "1e+22"};
    Text text = {0};

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        text_clear(&text);
        text_add_number(&text, values[i]);
        assert_string_equal(text_string(&text), expected[i]);
    }
    text_release(&text);
}

static void json_strings_are_escaped(void **state)
{
    Text text = {0};

    (void)state;
    text_add_json(&text, "a\"b\\c\n\x01");
    assert_string_equal(text_string(&text), "\"a\\\"b\\\\c\\n\\u0001\"");
    text_release(&text);
}

static void text_grows_as_it_is_written(void **state)
{
    Text text = {0};

    (void)state;
    assert_string_equal(text_string(&text), "");
    for (int i = 0; i < 1000; i++)
        text_printf(&text, "%d,", i % 10);
    assert_int_equal(text.length, 2000);
    assert_int_equal(strlen(text_string(&text)), 2000);
    text_release(&text);
}

static void an_error_may_quote_itself(void **state)
{
    Error err = {0};

    (void)state;
    assert_false(fail(&err, "inner %d", 7));
    assert_false(fail(&err, "outer: %s", err.message));
    assert_string_equal(err.message, "outer: inner 7");
    assert_int_equal(err.exit_code, EXIT_FAILED);
}

typedef struct {
    double rate;
    int units;
    bool fast;
    List sizes;
    int kind;
    char path[PARAM_TEXT_MAX];
} Example;

static const char *const kinds[] = {"one", "two", NULL};

static const Param example_params[] = {
    PARAM(Example, rate, 0.5, 0, 1, "a rate"),
    PARAM(Example, units, 3, 1, 9, "a number"),
    PARAM(Example, fast, true, 0, 1, "a switch"),
    PARAM_WHOLE(Example, sizes, 128, 1, 1000, "a list"),
    PARAM_CHOICE(Example, kind, kinds, "a choice"),
    PARAM_TEXT(Example, path, "a text"),
    {0},
};

static void settings_are_filled_from_their_table(void **state)
{
    Example example = {.kind = 7, .path = "x"};

    (void)state;
    params_fill(example_params, &example);
    assert_near(example.rate, 0.5, 0);
    assert_int_equal(example.units, 3);
    assert_true(example.fast);
    assert_int_equal(example.sizes.count, 1);
    assert_near(example.sizes.values[0], 128, 0);
    assert_int_equal(example.kind, 0);
    assert_string_equal(example.path, "");
}

static void settings_can_be_set_and_read_by_name(void **state)
{
    Example example = {0};
    const Param *units = param_find(example_params, "units");

    (void)state;
    assert_null(param_find(example_params, "unit"));
    assert_int_equal(units->kind, KIND_INT);
    param_set(units, &example, 5);
    assert_int_equal(example.units, 5);
    assert_near(param_get(units, &example), 5, 0);
    param_set_text(param_find(example_params, "path"), &example, "a/b");
    assert_string_equal(example.path, "a/b");
}

static void memory_is_zeroed_when_it_grows(void **state)
{
    size_t capacity = 0;
    int *numbers = memory_grow(NULL, &capacity, 1, sizeof *numbers);

    (void)state;
    numbers[0] = 42;
    numbers = memory_grow(numbers, &capacity, 1000, sizeof *numbers);
    assert_true(capacity >= 1000);
    assert_int_equal(numbers[0], 42);
    for (size_t i = 1; i < capacity; i++)
        assert_int_equal(numbers[i], 0);
    free(numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(philox_gives_its_published_numbers),
        cmocka_unit_test(streams_differ_in_every_index),
        cmocka_unit_test(permutation_holds_every_index_once),
        cmocka_unit_test(normal_numbers_have_mean_0_and_variance_1),
        cmocka_unit_test(numbers_below_n_are_even_and_below_n),
        cmocka_unit_test(numbers_are_written_as_short_as_they_read_back),
        cmocka_unit_test(json_strings_are_escaped),
        cmocka_unit_test(text_grows_as_it_is_written),
        cmocka_unit_test(an_error_may_quote_itself),
        cmocka_unit_test(settings_are_filled_from_their_table),
        cmocka_unit_test(settings_can_be_set_and_read_by_name),
        cmocka_unit_test(memory_is_zeroed_when_it_grows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
