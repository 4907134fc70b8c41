// harness/store_find: trials by their ids.
#include "harness/store.h"
#include "tests/record.h"

static void trials_are_found_by_the_beginning_of_their_id(void **state)
{
    Record *record = *state;
    char prefix[DIGEST_TEXT];
    int64_t trial = 0;

    (void)snprintf(prefix, sizeof prefix, "%.8s", record->plan.trials[3].id);
    assert_true(store_find_trial(record->store, prefix, &trial, &record->err));
    assert_int_equal(trial, record->ids[3]);
    assert_true(store_find_trial(record->store, record->plan.trials[4].id,
                                 &trial, &record->err));
    assert_int_equal(trial, record->ids[4]);
}

static void ambiguous_and_unknown_ids_are_refused(void **state)
{
    Record *record = *state;
    int64_t trial;
    char first[2] = {0};

    // 12 ids and 16 digits: some digit begins two of them, by the data above.
    for (int i = 0; i < 12 && !first[0]; i++)
        for (int j = 0; j < i; j++)
            if (record->plan.trials[i].id[0] == record->plan.trials[j].id[0])
                first[0] = record->plan.trials[i].id[0];
    assert_true(first[0]);
    assert_false(store_find_trial(record->store, first, &trial, &record->err));
    assert_non_null(strstr(record->err.message, "could be any of"));
    assert_non_null(strstr(record->err.message, "seed"));
    assert_int_equal(record->err.exit_code, EXIT_MISUSED);
    assert_false(
        store_find_trial(record->store, "0123456789", &trial, &record->err));
    assert_non_null(strstr(record->err.message, "no trial begins with"));
    assert_false(store_find_trial(record->store, "*", &trial, &record->err));
    assert_false(store_find_trial(record->store, "", &trial, &record->err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RECORD(trials_are_found_by_the_beginning_of_their_id),
        WITH_RECORD(ambiguous_and_unknown_ids_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
