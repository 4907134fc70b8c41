// nets/loss.h
#include "nets/loss.h"

#include "tests/check.h"

#include <math.h>

enum { CLASSES = 10 };

static const LossType *find(const char *name)
{
    return (const LossType *)(const void *)entry_find(losses, name);
}

// The settings of a cross-entropy, by its table.
static void set(unsigned char *settings, const char *name, double value)
{
    const LossType *type = find("cross_entropy");

    param_set(param_find(type->entry.params, name), settings, value);
}

static double loss_of(const unsigned char *settings, float *logits,
                      uint8_t label)
{
    double loss;

    find("cross_entropy")
        ->compute(settings, matrix(logits, 1, CLASSES), &label, &loss,
                  (Matrix){0});
    return loss;
}

static void equal_logits_lose_the_logarithm_of_the_classes(void **state)
{
    _Alignas(16) unsigned char settings[64] = {0};
    float logits[CLASSES] = {0};

    (void)state;
    assert_near(loss_of(settings, logits, 3), 2.302585092994046, 1e-12);
}

static void clipped_loss_is_at_most_16_118(void **state)
{
    _Alignas(16) unsigned char settings[64] = {0};
    float logits[CLASSES] = {100};

    (void)state;
    assert_near(loss_of(settings, logits, 3), 100, 1e-9);
    set(settings, "clipped", 1);
    assert_near(loss_of(settings, logits, 3), 16.11809565, 1e-7);
}

static void label_smoothing_mixes_in_every_class(void **state)
{
    _Alignas(16) unsigned char settings[64] = {0};
    float logits[CLASSES] = {2};
    double rest = log(exp(2) + 9);

    (void)state;
    set(settings, "label_smoothing", 0.1);
    // 0.91 for class 0, whose logit is 2, and 0.01 for each of the others.
    assert_near(loss_of(settings, logits, 0), rest - 0.91 * 2, 1e-9);
}

static void check_gradient(const LossType *type, const void *settings)
{
    float logits[2 * CLASSES];
    float gradient[2 * CLASSES];
    const uint8_t labels[] = {3, 0};
    double results[2];
    const double step = 1e-3;

    for (int i = 0; i < 2 * CLASSES; i++)
        logits[i] = sinf((float)i);
    type->compute(settings, matrix(logits, 2, CLASSES), labels, results,
                  matrix(gradient, 2, CLASSES));
    for (int i = 0; i < 2 * CLASSES; i++) {
        float kept = logits[i];
        double above, below;

        logits[i] = kept + (float)step;
        type->compute(settings, matrix(logits, 2, CLASSES), labels, results,
                      (Matrix){0});
        above = (results[0] + results[1]) / 2;
        logits[i] = kept - (float)step;
        type->compute(settings, matrix(logits, 2, CLASSES), labels, results,
                      (Matrix){0});
        below = (results[0] + results[1]) / 2;
        logits[i] = kept;
        assert_near((double)gradient[i], (above - below) / (2 * step), 1e-4);
    }
}

static void gradients_match_differences_for_every_loss(void **state)
{
    _Alignas(16) unsigned char settings[256];

    (void)state;
    for (const Entry *const *entry = losses; *entry; entry++) {
        const LossType *type = (const LossType *)(const void *)*entry;

        assert_true((*entry)->size <= sizeof settings);
        params_fill((*entry)->params, settings);
        check_gradient(type, settings);
    }
    set(settings, "label_smoothing", 0.2);
    check_gradient(find("cross_entropy"), settings);
    set(settings, "clipped", 1);
    check_gradient(find("cross_entropy"), settings);
}

// e¹⁰⁰⁰ is beyond a double.
static void large_logits_overflow_nothing(void **state)
{
    _Alignas(16) unsigned char settings[64] = {0};
    float logits[CLASSES] = {-1000, -1000, -1000, 1000, 1000,
                             -1000, -1000, -1000, 0,    999};
    float gradient[CLASSES];
    double sum = 2 + exp(-1);
    double loss;
    double p[CLASSES];

    (void)state;
    assert_near(loss_of(settings, logits, 3), log(sum), 1e-12);
    assert_near(loss_of(settings, logits, 0), 2000 + log(sum), 1e-9);
    softmax(logits, CLASSES, p);
    assert_near(p[3], 1 / sum, 1e-12);
    find("cross_entropy")
        ->compute(settings, matrix(logits, 1, CLASSES), (uint8_t[]){3}, &loss,
                  matrix(gradient, 1, CLASSES));
    assert_near(gradient[3], 1 / sum - 1, 1e-6);
    assert_near(gradient[9], exp(-1) / sum, 1e-6);
}

static void bad_logits_give_a_loss_that_is_not_a_number(void **state)
{
    _Alignas(16) unsigned char settings[64] = {0};
    float logits[CLASSES] = {0};

    (void)state;
    logits[5] = NAN;
    assert_true(isnan(loss_of(settings, logits, 3)));
    set(settings, "clipped", 1);
    assert_true(isnan(loss_of(settings, logits, 3)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_logits_lose_the_logarithm_of_the_classes),
        cmocka_unit_test(clipped_loss_is_at_most_16_118),
        cmocka_unit_test(label_smoothing_mixes_in_every_class),
        cmocka_unit_test(gradients_match_differences_for_every_loss),
        cmocka_unit_test(large_logits_overflow_nothing),
        cmocka_unit_test(bad_logits_give_a_loss_that_is_not_a_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
