// Accuracies, verdicts and expectations, from a made-up record.
#include "harness/verdict.h"

#include "harness/expect.h"
#include "harness/tabulate.h"
#include "nets/base/memory.h"
#include "tests/made_up.h"

#include <math.h>

// At the last epoch configuration i of seed s has 4 + 3i + 2s + 6 + 1 errors
// on the 200 test images: means of 7.5, 9, 10.5 and 12 %, 1 % apart per seed.
static void the_accuracy_table_has_the_right_numbers(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Tabulation table = {0};
    Error err = {0};
    Text text = {0};

    assert_true(tabulate(&table, store, "accuracy", "small", &err));
    assert_int_equal(table.data.rows, 4);
    tabulation_write(&table, format_find("text"), false, &text);
    assert_true(holds(&text, "92.50 ± 1.00"));
    assert_true(holds(&text, "[90.02, 94.98]"));
    assert_true(holds(&text, "88.00 ± 1.00"));
    text_release(&text);
    tabulation_release(&table);
    store_close(store);
}

static void the_verdict_names_the_best_and_its_lead(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Verdict verdict = {0};
    Error err = {0};
    Text text = {0};

    assert_true(verdict_reach(&verdict, store, "small", NULL, &err));
    assert_int_equal(verdict.count, 4);
    assert_string_equal(verdict.contenders[0].label, "cnn dropout=0");
    verdict_words(&verdict, &text);
    assert_true(holds(&text, "cnn dropout=0"));
    assert_true(holds(&text, "92.50 %"));
    assert_true(holds(&text, "n = 3"));
    text_release(&text);
    verdict_release(&verdict);
    store_close(store);
}

static void one_seed_gives_no_verdict_on_the_lead(void **state)
{
    Synthetic synthetic = synthetic_small;
    Verdict verdict = {0};
    Error err = {0};
    Text text = {0};
    Store *store;

    synthetic.seeds = 1;
    store = open_made_up(*state, &synthetic);
    assert_true(verdict_reach(&verdict, store, "small", NULL, &err));
    verdict_words(&verdict, &text);
    assert_true(holds(&text, "cannot be told with n = 1 and 1 seed. "));
    text_release(&text);
    verdict_release(&verdict);
    store_close(store);
}

static void expect_of(Store *store, Plan *plan, int64_t *ids, double at_least,
                      Expectations *found)
{
    Expectation expectation = {.metric = memory_text("test/accuracy"),
                               .at_least = at_least,
                               .at_most = (double)NAN,
                               .value = (double)NAN,
                               .within = (double)NAN};
    Error err = {0};

    plan->expectations = &expectation;
    plan->expectation_count = 1;
    assert_true(store_add_plan(store, plan, ids, &err));
    assert_true(expect_judge(found, store, "small", &err));
    free(expectation.metric);
    plan->expectations = NULL;
    plan->expectation_count = 0;
}

static void expectations_pass_and_miss(void **state)
{
    const char *path = workplace_file(*state, "results.db");
    Expectations found = {0};
    Error err = {0};
    Text words = {0};
    int64_t ids[12];
    Store *store;
    Plan plan;

    synthetic_database(&synthetic_small, path);
    store = store_open(path, STORE_WRITE, &err);
    synthetic_plan(&synthetic_small, &plan);
    assert_int_equal(plan.trial_count, 12);
    expect_of(store, &plan, ids, 0.5, &found);
    assert_int_equal(found.passed, 1);
    expect_words(&found.rows[0], &words);
    assert_string_equal(text_string(&words),
                        "passed: test/accuracy is 0.9025 (n = 12), expected "
                        "at least 0.5");
    expect_release(&found);
    expect_of(store, &plan, ids, 0.95, &found);
    assert_int_equal(found.passed, 0);
    assert_int_equal(found.missed, 1);
    expect_release(&found);
    text_release(&words);
    plan_release(&plan);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKPLACE(the_accuracy_table_has_the_right_numbers),
        WITH_WORKPLACE(the_verdict_names_the_best_and_its_lead),
        WITH_WORKPLACE(one_seed_gives_no_verdict_on_the_lead),
        WITH_WORKPLACE(expectations_pass_and_miss),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
