// nets/schedule and every schedule.
#include "nets/schedule.h"
#include "tests/check.h"

enum { STEPS = 4 };  // per epoch

static const ScheduleType *type_of(const char *name)
{
    return (const ScheduleType *)entry_find(schedules, name);
}

typedef struct {
    const char *name;
    double value;
} Setting;

// The factor at the start of `epoch` of 10, with up to three settings changed.
static double factor_at(const char *name, double epoch,
                        const Setting changes[3])
{
    const ScheduleType *type = type_of(name);
    void *settings = calloc(1, type->entry.size);
    double factor;

    params_fill(type->entry.params, settings);
    for (int i = 0; i < 3 && changes[i].name; i++)
        param_set(param_find(type->entry.params, changes[i].name), settings,
                  changes[i].value);
    factor =
        schedule_factor(type, settings, (uint64_t)(epoch * STEPS), STEPS, 10);
    free(settings);
    return factor;
}

typedef struct {
    const char *name;
    Setting changes[3];
    double epoch;
    double expected;
} Case;

// Worked out by hand.
static const Case cases[] = {
    {"constant", {{0}}, 0, 1},
    {"constant", {{0}}, 9.75, 1},
    {"step", {{"every", 4}}, 3.75, 1},
    {"step", {{"every", 4}}, 4, 0.1},
    {"step", {{"every", 4}, {"gamma", 0.5}}, 9, 0.25},
    {"exponential", {{"gamma", 0.25}}, 0, 1},
    {"exponential", {{"gamma", 0.25}}, 1.5, 0.125},
    {"cosine", {{0}}, 0, 1},
    {"cosine", {{0}}, 5, 0.5},
    {"cosine", {{0}}, 7.5, 0.1464466094},  // (1 − √½) / 2
    {"cosine", {{"last", 0.2}}, 5, 0.6},
    {"one_cycle", {{0}}, 0, 0.04},
    {"one_cycle", {{0}}, 1.5, 0.52},  // half way up
    {"one_cycle", {{0}}, 3, 1},
    {"one_cycle", {{0}}, 6.5, 0.500002},  // half way down
    {"one_cycle", {{"rise", 0.5}, {"last", 0.5}}, 7.5, 0.75},
    {"one_cycle", {{"rise", 1}}, 5, 0.52},
    // Two epochs of warm-up: eight equal steps, then eight epochs are left.
    {"constant", {{"warmup", 2}}, 0, 0.125},
    {"constant", {{"warmup", 2}}, 1, 0.625},
    {"constant", {{"warmup", 2}}, 1.75, 1},
    {"constant", {{"warmup", 2}}, 2, 1},
    {"step", {{"warmup", 2}, {"every", 4}}, 5.75, 1},
    {"step", {{"warmup", 2}, {"every", 4}}, 6, 0.1},
    {"exponential", {{"warmup", 2}, {"gamma", 0.25}}, 1, 0.625},
    {"exponential", {{"warmup", 2}, {"gamma", 0.25}}, 3, 0.25},
    {"cosine", {{"warmup", 2}}, 0.25, 0.25},
    {"cosine", {{"warmup", 2}}, 6, 0.5},
    {"one_cycle", {{"warmup", 2}}, 0.75, 0.02},
    {"one_cycle", {{"warmup", 2}, {"rise", 0.5}}, 6, 1},
    // Longer than the training: it only rises.
    {"cosine", {{"warmup", 20}}, 9.75, 0.5},
    {"constant", {{"warmup", 10}}, 9.75, 1},
};

static void factors_are_what_the_formulas_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_float_equal(
            factor_at(cases[i].name, cases[i].epoch, cases[i].changes),
            cases[i].expected, 1e-6);
}

static void
every_schedule_has_a_value_worked_out_with_and_without_warmup(void **state)
{
    (void)state;
    for (const Entry *const *entry = schedules; *entry; entry++) {
        int plain = 0;
        int warm = 0;

        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            const char *first = cases[i].changes[0].name;

            if (strcmp(cases[i].name, (*entry)->name) != 0)
                continue;
            if (first && strcmp(first, "warmup") == 0)
                warm++;
            else
                plain++;
        }
        assert_true(plain > 0 && warm > 0);
    }
}

static void every_schedule_stays_positive_and_at_most_1(void **state)
{
    const double warmups[] = {0, 0.3, 1, 9.9, 10, 50};

    (void)state;
    for (const Entry *const *entry = schedules; *entry; entry++)
        for (int w = 0; w < 6; w++)
            for (int step = 0; step < 10 * STEPS; step++) {
                Setting changes[3] = {{"warmup", warmups[w]}};
                double factor =
                    factor_at((*entry)->name, (double)step / STEPS, changes);

                assert_true(factor > 0 && factor <= 1);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(factors_are_what_the_formulas_say),
        cmocka_unit_test(
            every_schedule_has_a_value_worked_out_with_and_without_warmup),
        cmocka_unit_test(every_schedule_stays_positive_and_at_most_1),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
