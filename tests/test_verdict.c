// Accuracies, verdicts and expectations, from a made-up record.
#include "harness/verdict.h"

#include "harness/expect.h"
#include "harness/tabulate.h"
#include "nets/base/memory.h"
#include "tests/tables.h"

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

// The words of the verdict on the record, changed so.
static void words_of(Workplace *place, const char *script, Text *words)
{
    Verdict verdict = {0};
    Error err = {0};
    Store *store;

    store_close(open_made_up(place, &synthetic_small));
    change(place, script);
    store = open_record(place);
    assert_well(verdict_reach(&verdict, store, "small", NULL, &err), &err);
    verdict_words(&verdict, words);
    verdict_release(&verdict);
    store_close(store);
}

// Of the first two configurations, each other one three errors worse with the
// same seed: without the first's best seed its mean falls behind, but not where
// both trained.
static void the_lead_is_of_the_seeds_that_were_compared(void **state)
{
    Text words = {0};

    words_of(*state,
             "UPDATE trial SET seed = 103 WHERE seed = 3 AND config = 2;"
             "UPDATE epoch SET test_accuracy = test_accuracy - 0.3"
             " WHERE trial = (SELECT id FROM trial WHERE seed = 3"
             "  AND config = 1) AND test_accuracy IS NOT NULL;"
             "UPDATE epoch SET test_accuracy = test_accuracy + 0.001"
             " WHERE trial = (SELECT id FROM trial WHERE seed = 2"
             "  AND config = 1) AND test_accuracy IS NOT NULL;",
             &words);
    assert_true(holds(&words, "cnn dropout=0 ranks first of 4"));
    assert_true(holds(&words, "It lies 1.55 points ahead of mlp dropout=0"));
    assert_true(holds(&words, "paired t test over 2 common seeds"));
    text_release(&words);
}

static void fresh_seeds_are_told_apart_from_those_that_chose(void **state)
{
    Text words = {0};

    words_of(*state,
             "UPDATE study_trial SET phase = 'confirm' WHERE trial IN"
             " (SELECT id FROM trial WHERE seed = 3)",
             &words);
    // 5 + 8 and 5 + 10 errors at the last epoch, and 5 + 12 on the fresh seed.
    assert_true(holds(&words, "reaches 93.00 % (95 % t interval"));
    assert_true(holds(&words,
                      "On fresh seeds, which had no part in choosing "
                      "it, it reaches 91.50 % (n = 1 seed"));
    text_release(&words);
}

static void a_part_of_a_study_is_told_so(void **state)
{
    Text words = {0};

    words_of(*state, "UPDATE trial SET state = 'pruned' WHERE config > 2",
             &words);
    assert_true(holds(&words,
                      "ranks first of 2 configurations that came to "
                      "their end, of 4 in the study"));
    text_release(&words);
}

// In a table of the last two alone the third is the best, and compared with the
// fourth and nobody else.
static void a_limited_table_is_judged_by_itself(void **state)
{
    Store *store = open_made_up(*state, &synthetic_small);
    Result last = {0};
    Text told = {0};
    Text expected = {0};
    Error err = {0};

    assert_well(store_query(store,
                            "SELECT json_group_array(config), min(config)"
                            " FILTER (WHERE rank = 3) FROM leaderboard"
                            " WHERE rank > 2",
                            NULL, NULL, &last, &err),
                &err);
    assert_well(verdict_tell(store, "small", last.cells[0], &told, &err), &err);
    text_printf(&expected, "{\"compared\":1,\"ties\":[\"%s\"]}", last.cells[1]);
    assert_string_equal(text_string(&told), text_string(&expected));
    text_release(&expected);
    text_release(&told);
    result_release(&last);
    store_close(store);
}

// Wilson's interval of 187 of 200, and nothing bold.
static void one_seed_is_compared_with_nothing(void **state)
{
    Synthetic synthetic = synthetic_small;
    Store *store;
    Tabulation table;

    synthetic.seeds = 1;
    store = open_made_up(*state, &synthetic);
    table = ask(store, "accuracy");
    assert_null(text_in(&table.data, 0, "ci95_low"));
    assert_number(&table.data, 0, "wilson_low", 0.891980920701);
    for (size_t i = 0; i < table.show.rows; i++)
        assert_string_equal(text_in(&table.show, i, "bold"), "0");
    assert_non_null(strstr(table.caption, "Nothing was compared"));
    tabulation_release(&table);
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
        WITH_WORKPLACE(the_lead_is_of_the_seeds_that_were_compared),
        WITH_WORKPLACE(fresh_seeds_are_told_apart_from_those_that_chose),
        WITH_WORKPLACE(a_part_of_a_study_is_told_so),
        WITH_WORKPLACE(a_limited_table_is_judged_by_itself),
        WITH_WORKPLACE(one_seed_is_compared_with_nothing),
        WITH_WORKPLACE(expectations_pass_and_miss),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
