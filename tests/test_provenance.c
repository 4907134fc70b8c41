// harness/provenance: what is said of where a trial ran.
#include "harness/provenance.h"

#include "harness/build_info.h"
#include "harness/database.h"
#include "harness/node.h"
#include "nets/matrix.h"
#include "tests/check.h"

#include <stdlib.h>

// Whether "key":"value" stands in it.
static bool says(const Text *json, const char *key, const char *value)
{
    Text wanted = {0};
    bool found;

    text_add_json(&wanted, key);
    text_add_char(&wanted, ':');
    text_add_json(&wanted, value);
    found = strstr(json->data, wanted.data) != NULL;
    text_release(&wanted);
    return found;
}

static void the_program_and_its_libraries_are_named(void **state)
{
    Text json = {0};

    (void)state;
    provenance_json(&json);
    assert_true(says(&json, "commit", build_commit));
    assert_true(says(&json, "dirty", build_dirty));
    assert_true(says(&json, "compiler", build_compiler));
    assert_true(says(&json, "sqlite", database_version()));
    assert_true(says(&json, "libyaml", node_yaml_version()));
    assert_true(says(&json, "openblas", matrix_blas_version()));
    assert_true(says(&json, "blas_core", matrix_blas_core()));
    assert_non_null(strstr(json.data, "\"simd\":\""));
    assert_non_null(strstr(json.data, "\"cpu\":\""));
    assert_non_null(strstr(json.data, "\"host\":\""));
    text_release(&json);
}

static void it_is_the_same_each_time(void **state)
{
    Text once = {0};
    Text again = {0};

    (void)state;
    provenance_json(&once);
    provenance_json(&again);
    assert_string_equal(once.data, again.data);
    text_release(&once);
    text_release(&again);
}

static void only_variables_that_change_results_are_told(void **state)
{
    Text json = {0};

    (void)state;
    assert_int_equal(setenv("API_TOKEN", "hunter2", 1), 0);
    assert_int_equal(setenv("SLURM_CPUS_PER_TASK", "7", 1), 0);
    provenance_json(&json);
    assert_true(says(&json, "SLURM_CPUS_PER_TASK", "7"));
    assert_null(strstr(json.data, "API_TOKEN"));
    assert_null(strstr(json.data, "hunter2"));
    text_release(&json);
    assert_int_equal(unsetenv("API_TOKEN"), 0);
    assert_int_equal(unsetenv("SLURM_CPUS_PER_TASK"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_program_and_its_libraries_are_named),
        cmocka_unit_test(it_is_the_same_each_time),
        cmocka_unit_test(only_variables_that_change_results_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
