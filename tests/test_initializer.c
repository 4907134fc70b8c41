// Variance scaling: its moments and bounds over many draws.
#include "nets/base/memory.h"
#include "nets/initializer.h"
#include "tests/check.h"

enum { DRAWS = 200000 };

static const Fans fans = {100, 9};

static float *drawn(Initializer initializer, Init init)
{
    Rng rng = rng_new(5, RNG_INIT, 0, 0, 0);
    float *weight = memory_new(DRAWS, sizeof *weight);

    init_kernel_by(initializer, init, fans, weight, DRAWS, &rng);
    return weight;
}

// Variance 2 / 9 although draws end at two deviations of a normal distribution
// that is so much wider. Its mean has a standard error of 0.0011, its variance
// one of 0.0005.
static void fan_out_is_a_truncated_normal_of_variance_2_by_out(void **state)
{
    const double limit = 2 * sqrt(2.0 / 9) / 0.8796256610342398;
    float *weight = drawn(INITIALIZER_FAN_OUT, INIT_KERAS);
    double sum = 0;
    double squares = 0;
    double most = 0;

    (void)state;
    for (size_t i = 0; i < DRAWS; i++) {
        double w = (double)weight[i];

        sum += w;
        squares += w * w;
        most = fmax(most, fabs(w));
    }
    assert_near(sum / DRAWS, 0, 0.0045);
    assert_near(squares / DRAWS, 2.0 / 9, 0.002);
    assert_true(most <= limit * (1 + 1e-6) && most > 0.999 * limit);
    free(weight);
}

// A cut-off distribution, not a clipped one: 32.6 % of the draws lie within
// 0.4 wide deviations of 0, and 2.76 % beyond 1.8 of them.
static void draws_beyond_the_bounds_are_made_again(void **state)
{
    const double deviation = sqrt(2.0 / 9) / 0.8796256610342398;
    float *weight = drawn(INITIALIZER_FAN_OUT, INIT_KERAS);
    size_t inner = 0;
    size_t outer = 0;

    (void)state;
    for (size_t i = 0; i < DRAWS; i++) {
        inner += fabs((double)weight[i]) < 0.4 * deviation;
        outer += fabs((double)weight[i]) > 1.8 * deviation;
    }
    assert_near((double)inner / DRAWS, 0.32564, 0.004);
    assert_near((double)outer / DRAWS, 0.02761, 0.0015);
    free(weight);
}

static void the_default_is_what_the_network_says(void **state)
{
    const Init inits[] = {INIT_KERAS, INIT_HE, INIT_TORCH};

    (void)state;
    for (size_t i = 0; i < sizeof inits / sizeof *inits; i++) {
        Rng rng = rng_new(5, RNG_INIT, 0, 0, 0);
        float *by_setting = drawn(INITIALIZER_DEFAULT, inits[i]);
        float *by_network = memory_new(DRAWS, sizeof *by_network);

        init_kernel(inits[i], fans, by_network, DRAWS, &rng);
        assert_memory_equal(by_setting, by_network, DRAWS * sizeof(float));
        free(by_setting);
        free(by_network);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fan_out_is_a_truncated_normal_of_variance_2_by_out),
        cmocka_unit_test(draws_beyond_the_bounds_are_made_again),
        cmocka_unit_test(the_default_is_what_the_network_says),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
