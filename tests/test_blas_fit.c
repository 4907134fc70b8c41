// harness/blas_fit: which kernels of OpenBLAS suit a processor.
#include "harness/blas_fit.h"

#include "tests/check.h"

static void the_best_kernels_fit(void **state)
{
    (void)state;
    assert_true(blas_core_fits("SkylakeX", "SkylakeX"));
    assert_true(blas_core_fits("SKYLAKEX", "SkylakeX"));
    assert_true(blas_core_fits("Haswell", "Haswell"));
}

static void kernels_with_the_same_instructions_fit(void **state)
{
    (void)state;
    assert_true(blas_core_fits("Cooperlake", "SkylakeX"));
    assert_true(blas_core_fits("Zen", "Haswell"));
}

static void slower_kernels_do_not_fit(void **state)
{
    (void)state;
    assert_false(blas_core_fits("Zen", "SkylakeX"));
    assert_false(blas_core_fits("Haswell", "SkylakeX"));
    assert_false(blas_core_fits("Prescott", "Haswell"));
}

static void any_kernels_fit_a_processor_we_do_not_know(void **state)
{
    (void)state;
    assert_true(blas_core_fits("Prescott", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_kernels_fit),
        cmocka_unit_test(kernels_with_the_same_instructions_fit),
        cmocka_unit_test(slower_kernels_do_not_fit),
        cmocka_unit_test(any_kernels_fit_a_processor_we_do_not_know),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
